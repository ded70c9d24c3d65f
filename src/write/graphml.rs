//! GraphML: every attribute under a typed key, and yEd's own graphics, so that it opens there with labels and places.

use std::fmt::Write as _;

use crate::layout::Placed;
use crate::view::{Diagram, Shape};

use super::colours::box_colours;
use super::escape::xml;
use super::facts::{EDGE_KEYS, NODE_KEYS, edge_facts, node_facts};

/// Spells a diagram in GraphML.
pub(super) fn graphml(diagram: &Diagram, placed: &Placed) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" xmlns:y=\"http://www.yworks.com/xml/graphml\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd\">\n",
    );
    for (domain, keys) in [("node", NODE_KEYS), ("edge", EDGE_KEYS)] {
        for key in keys {
            let _ = writeln!(
                out,
                "<key id=\"{domain}-{0}\" for=\"{domain}\" attr.name=\"{0}\" attr.type=\"{1}\"/>",
                key.name,
                key.kind.graphml()
            );
        }
    }
    out.push_str("<key id=\"title\" for=\"graph\" attr.name=\"title\" attr.type=\"string\"/>\n");
    out.push_str("<key id=\"graphics\" for=\"node\" yfiles.type=\"nodegraphics\"/>\n");
    let _ = writeln!(
        out,
        "<graph id=\"g\" edgedefault=\"directed\">\n<data key=\"title\">{}</data>",
        xml(&diagram.title)
    );
    for (index, item) in diagram.boxes.iter().enumerate() {
        let _ = writeln!(out, "<node id=\"{}\">", xml(&item.id));
        for (key, value) in NODE_KEYS.iter().zip(node_facts(diagram, index)) {
            data(&mut out, "node", key.name, value.as_deref());
        }
        let (fill, line) = box_colours(item);
        let area = placed.boxes[index];
        let shape = match item.kind.shape() {
            Shape::Rounded | Shape::Pill => "roundrectangle",
            Shape::Sharp | Shape::Bare => "rectangle",
            Shape::Hexagon => "hexagon",
        };
        let _ = writeln!(
            out,
            "<data key=\"graphics\"><y:ShapeNode><y:Geometry height=\"{}\" width=\"{}\" x=\"{}\" y=\"{}\"/><y:Fill color=\"{fill}\" transparent=\"false\"/><y:BorderStyle color=\"{line}\" type=\"line\" width=\"1.2\"/><y:NodeLabel>{}</y:NodeLabel><y:Shape type=\"{shape}\"/></y:ShapeNode></data>\n</node>",
            area.h,
            area.w,
            area.x,
            area.y,
            xml(&placed.texts[index].label.join("\n"))
        );
    }
    for (index, line) in diagram.lines.iter().enumerate() {
        let (from, to) = (&diagram.boxes[line.from].id, &diagram.boxes[line.to].id);
        let _ = writeln!(
            out,
            "<edge id=\"e{index}\" source=\"{}\" target=\"{}\">",
            xml(from),
            xml(to)
        );
        for (key, value) in EDGE_KEYS.iter().zip(edge_facts(line)) {
            data(&mut out, "edge", key.name, value.as_deref());
        }
        out.push_str("</edge>\n");
    }
    out.push_str("</graph>\n</graphml>\n");
    out
}

fn data(out: &mut String, domain: &str, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        let _ = writeln!(out, "<data key=\"{domain}-{key}\">{}</data>", xml(value));
    }
}
