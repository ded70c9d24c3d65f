//! GEXF 1.3, Gephi's format: typed attributes, colours, places, and the first day of what has one.

use std::fmt::Write as _;

use crate::layout::{Placed, Point};
use crate::view::{Box, Diagram};

use super::colours::box_colours;
use super::escape::xml;
use super::facts::{EDGE_KEYS, Key, NODE_KEYS, edge_ends, edge_facts, node_facts};

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
    attributes(&mut out, "node", NODE_KEYS);
    attributes(&mut out, "edge", EDGE_KEYS);
    nodes(&mut out, diagram, placed);
    edges(&mut out, diagram);
    out.push_str("</graph>\n</gexf>\n");
    out
}

/// Declares what is said of every node or of every edge.
fn attributes(out: &mut String, class: &str, keys: &[Key]) {
    let _ = writeln!(out, "<attributes class=\"{class}\">");
    for (number, key) in keys.iter().enumerate() {
        let (name, kind) = (key.name, key.kind.gexf());
        let _ = writeln!(
            out,
            "<attribute id=\"{number}\" title=\"{name}\" type=\"{kind}\"/>"
        );
    }
    out.push_str("</attributes>\n");
}

fn nodes(out: &mut String, diagram: &Diagram, placed: &Placed) {
    out.push_str("<nodes>\n");
    for (index, item) in diagram.boxes.iter().enumerate() {
        let (id, label, start) = (xml(&item.id), xml(&item.label), start(item));
        let _ = writeln!(out, "<node id=\"{id}\" label=\"{label}\"{start}>");
        values(out, &node_facts(diagram, index));
        let (fill, _) = box_colours(item);
        let (place, colour) = (position(placed.boxes[index].middle()), colour(fill));
        let _ = writeln!(out, "{place}{colour}\n</node>");
    }
    out.push_str("</nodes>\n");
}

/// A colour by its parts: not every reader knows the form `hex` of 1.3.
fn colour(hex: &str) -> String {
    let part = |at: usize| {
        let digits = hex.get(at..at + 2).unwrap_or_default();
        u8::from_str_radix(digits, 16).unwrap_or(u8::MAX)
    };
    let (r, g, b) = (part(1), part(3), part(5));
    format!("<viz:color r=\"{r}\" g=\"{g}\" b=\"{b}\"/>")
}

/// Gephi counts upwards.
fn position(middle: Point) -> String {
    let (x, y) = (middle.x, -middle.y);
    format!("<viz:position x=\"{x}\" y=\"{y}\" z=\"0\"/>")
}

/// The first day of what a box stands for, where it has one.
fn start(item: &Box) -> String {
    let day = item.date.as_ref();
    day.map_or_else(String::new, |day| format!(" start=\"{}\"", xml(day)))
}

fn edges(out: &mut String, diagram: &Diagram) {
    out.push_str("<edges>\n");
    for (index, line) in diagram.lines.iter().enumerate() {
        let ends = edge_ends(diagram, line);
        let _ = writeln!(out, "<edge id=\"{index}\" {ends}>");
        values(out, &edge_facts(line));
        out.push_str("</edge>\n");
    }
    out.push_str("</edges>\n");
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
