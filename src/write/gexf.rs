//! GEXF 1.3, Gephi's format: typed attributes, colours, places, and the first day of what has one.

use std::fmt::Write as _;

use crate::layout::Placed;
use crate::view::Diagram;

use super::colours::box_colours;
use super::escape::xml;
use super::facts::{EDGE_KEYS, NODE_KEYS, edge_facts, node_facts};

/// Spells a diagram in GEXF.
pub(super) fn gexf(diagram: &Diagram, placed: &Placed) -> String {
    let dated = diagram.boxes.iter().any(|item| item.date.is_some());
    let mode = if dated {
        "mode=\"dynamic\" timeformat=\"date\""
    } else {
        "mode=\"static\""
    };
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n<meta><description>{}</description></meta>\n<graph defaultedgetype=\"directed\" {mode}>\n",
        xml(&diagram.title)
    );
    for (class, keys) in [("node", NODE_KEYS), ("edge", EDGE_KEYS)] {
        let _ = writeln!(out, "<attributes class=\"{class}\">");
        for (number, key) in keys.iter().enumerate() {
            let _ = writeln!(
                out,
                "<attribute id=\"{number}\" title=\"{}\" type=\"{}\"/>",
                key.name,
                key.kind.gexf()
            );
        }
        out.push_str("</attributes>\n");
    }
    out.push_str("<nodes>\n");
    for (index, item) in diagram.boxes.iter().enumerate() {
        let start = item
            .date
            .as_ref()
            .map(|day| format!(" start=\"{}\"", xml(day)))
            .unwrap_or_default();
        let _ = writeln!(
            out,
            "<node id=\"{}\" label=\"{}\"{start}>",
            xml(&item.id),
            xml(&item.label)
        );
        values(&mut out, &node_facts(diagram, index));
        let (area, (fill, _)) = (placed.boxes[index], box_colours(item));
        let (x, y) = (area.x + area.w / 2.0, -(area.y + area.h / 2.0));
        let _ = writeln!(
            out,
            "<viz:position x=\"{x}\" y=\"{y}\" z=\"0\"/><viz:color hex=\"{fill}\"/>\n</node>"
        );
    }
    out.push_str("</nodes>\n<edges>\n");
    for (index, line) in diagram.lines.iter().enumerate() {
        let (from, to) = (&diagram.boxes[line.from].id, &diagram.boxes[line.to].id);
        let _ = writeln!(
            out,
            "<edge id=\"{index}\" source=\"{}\" target=\"{}\">",
            xml(from),
            xml(to)
        );
        values(&mut out, &edge_facts(line));
        out.push_str("</edge>\n");
    }
    out.push_str("</edges>\n</graph>\n</gexf>\n");
    out
}

fn values(out: &mut String, facts: &[Option<String>]) {
    out.push_str("<attvalues>");
    for (number, value) in facts.iter().enumerate() {
        if let Some(value) = value {
            let _ = write!(out, "<attvalue for=\"{number}\" value=\"{}\"/>", xml(value));
        }
    }
    out.push_str("</attvalues>\n");
}
