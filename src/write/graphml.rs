//! GraphML: every attribute under a typed key, and yEd's own graphics, so that it opens there with labels and places.

use std::fmt::Write as _;

use crate::layout::{Placed, Rect};
use crate::view::{Box, Diagram, Shape};

use super::colours::box_colours;
use super::escape::xml;
use super::facts::{EDGE_KEYS, Key, NODE_KEYS, edge_ends, edge_facts, node_facts};

/// Spells a diagram in GraphML.
pub(super) fn graphml(diagram: &Diagram, placed: &Placed) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" xmlns:y=\"http://www.yworks.com/xml/graphml\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd\">\n",
    );
    keys(&mut out, "node", NODE_KEYS);
    keys(&mut out, "edge", EDGE_KEYS);
    out.push_str("<key id=\"title\" for=\"graph\" attr.name=\"title\" attr.type=\"string\"/>\n");
    out.push_str("<key id=\"graphics\" for=\"node\" yfiles.type=\"nodegraphics\"/>\n");
    let title = xml(&diagram.title);
    let _ = writeln!(
        out,
        "<graph id=\"g\" edgedefault=\"directed\">\n<data key=\"title\">{title}</data>"
    );
    nodes(&mut out, diagram, placed);
    edges(&mut out, diagram);
    out.push_str("</graph>\n</graphml>\n");
    out
}

/// Declares what is said of every node or of every edge.
fn keys(out: &mut String, domain: &str, keys: &[Key]) {
    for key in keys {
        let (name, kind) = (key.name, key.kind.graphml());
        let _ = writeln!(
            out,
            "<key id=\"{domain}-{name}\" for=\"{domain}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
        );
    }
}

fn nodes(out: &mut String, diagram: &Diagram, placed: &Placed) {
    for (index, item) in diagram.boxes.iter().enumerate() {
        let _ = writeln!(out, "<node id=\"{}\">", xml(&item.id));
        data(out, "node", NODE_KEYS, node_facts(diagram, index));
        let label = placed.texts[index].label.join("\n");
        let graphics = graphics(item, &placed.boxes[index], &label);
        let _ = writeln!(out, "<data key=\"graphics\">{graphics}</data>\n</node>");
    }
}

/// A box as yEd draws it.
fn graphics(item: &Box, area: &Rect, label: &str) -> String {
    let (fill, line) = box_colours(item);
    let Rect { x, y, w, h } = area;
    let (label, shape) = (xml(label), shape_name(item.kind.shape()));
    format!(
        "<y:ShapeNode><y:Geometry height=\"{h}\" width=\"{w}\" x=\"{x}\" y=\"{y}\"/><y:Fill color=\"{fill}\" transparent=\"false\"/><y:BorderStyle color=\"{line}\" type=\"line\" width=\"1.2\"/><y:NodeLabel>{label}</y:NodeLabel><y:Shape type=\"{shape}\"/></y:ShapeNode>"
    )
}

fn shape_name(shape: Shape) -> &'static str {
    match shape {
        Shape::Rounded | Shape::Pill => "roundrectangle",
        Shape::Sharp | Shape::Bare => "rectangle",
        Shape::Hexagon => "hexagon",
    }
}

fn edges(out: &mut String, diagram: &Diagram) {
    for (index, line) in diagram.lines.iter().enumerate() {
        let ends = edge_ends(diagram, line);
        let _ = writeln!(out, "<edge id=\"e{index}\" {ends}>");
        data(out, "edge", EDGE_KEYS, edge_facts(line));
        out.push_str("</edge>\n");
    }
}

/// What is said of one node or of one edge.
fn data(out: &mut String, domain: &str, keys: &[Key], facts: Vec<Option<String>>) {
    for (key, value) in keys.iter().zip(facts) {
        if let Some(value) = value {
            let (name, value) = (key.name, xml(&value));
            let _ = writeln!(out, "<data key=\"{domain}-{name}\">{value}</data>");
        }
    }
}
