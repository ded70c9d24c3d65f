//! draw.io (diagrams.net): boxes at their places and lines between them, to be moved and coloured by hand.
//!
//! Labels are plain text (`html=0`), so that no word of a model is read as markup.

use std::fmt::Write as _;

use crate::layout::{Placed, Rect};
use crate::view::{Box, Diagram, Emphasis, LineKind, Shape};

use super::colours::{box_colours, line_colour};
use super::escape::xml;
use super::facts::sentence;

/// Spells a diagram as a file of draw.io.
pub(super) fn drawio(diagram: &Diagram, placed: &Placed) -> String {
    let title = xml(&diagram.title);
    let mut out = format!(
        "<mxfile host=\"impasse\">\n<diagram id=\"d\" name=\"{title}\">\n<mxGraphModel>\n<root>\n<mxCell id=\"0\"/>\n<mxCell id=\"1\" parent=\"0\"/>\n"
    );
    for (number, group) in diagram.groups.iter().enumerate() {
        let style = "rounded=0;whiteSpace=wrap;html=0;verticalAlign=top;fontStyle=1;fillColor=#EFEAE0;strokeColor=#D3CCBC;";
        let area = placed.groups.get(number).copied().unwrap_or_default();
        cell(&mut out, &format!("g{number}"), &group.title, style, &area);
    }
    for (index, item) in diagram.boxes.iter().enumerate() {
        node(&mut out, index, item, placed);
    }
    edges(&mut out, diagram);
    out.push_str("</root>\n</mxGraphModel>\n</diagram>\n</mxfile>\n");
    out
}

fn node(out: &mut String, index: usize, item: &Box, placed: &Placed) {
    let (fill, line) = box_colours(item);
    let width = if item.emphasis == Emphasis::Ring {
        3
    } else {
        1
    };
    let style = format!(
        "{}whiteSpace=wrap;html=0;fillColor={fill};strokeColor={line};strokeWidth={width};fontColor=#15171C;fontFamily=Inter;fontSize=12;",
        shape(item.kind.shape())
    );
    let owner = item.owner.as_ref().map_or("", |owner| &owner.name);
    let texts = [owner, &item.over, &item.label, &item.note];
    let said: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    let told = xml(sentence(item));
    let _ = writeln!(
        out,
        "<object id=\"b{index}\" label=\"{}\" tooltip=\"{told}\">",
        lines(&said)
    );
    let _ = writeln!(
        out,
        "<mxCell style=\"{style}\" vertex=\"1\" parent=\"1\">{}</mxCell>\n</object>",
        geometry(&placed.boxes[index])
    );
}

/// Lines of an attribute.
fn lines(lines: &[&str]) -> String {
    let lines = lines.iter().map(|line| xml(line));
    lines.collect::<Vec<_>>().join("&#10;")
}

fn cell(out: &mut String, id: &str, label: &str, style: &str, area: &Rect) {
    let label = xml(label);
    let _ = writeln!(
        out,
        "<mxCell id=\"{id}\" value=\"{label}\" style=\"{style}\" vertex=\"1\" parent=\"1\">{}</mxCell>",
        geometry(area)
    );
}

fn geometry(area: &Rect) -> String {
    let Rect { x, y, w, h } = area;
    format!("<mxGeometry x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" as=\"geometry\"/>")
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Rounded => "rounded=1;arcSize=12;",
        Shape::Pill => "rounded=1;arcSize=50;",
        Shape::Sharp => "rounded=0;",
        Shape::Bare => "text;",
        Shape::Hexagon => "shape=hexagon;perimeter=hexagonPerimeter2;size=12;fixedSize=1;",
    }
}

fn edges(out: &mut String, diagram: &Diagram) {
    for (index, line) in diagram.lines.iter().enumerate() {
        let (colour, told) = (line_colour(line.kind).light, xml(&line.tooltip));
        let (from, to, look) = (line.from, line.to, look(line.kind));
        let _ = writeln!(
            out,
            "<object id=\"e{index}\" label=\"\" tooltip=\"{told}\">\n<mxCell style=\"edgeStyle=orthogonalEdgeStyle;rounded=1;html=0;strokeColor={colour};{look}\" edge=\"1\" parent=\"1\" source=\"b{from}\" target=\"b{to}\"><mxGeometry relative=\"1\" as=\"geometry\"/></mxCell>\n</object>"
        );
    }
}

fn look(kind: LineKind) -> &'static str {
    match kind {
        LineKind::NeededFor => "endArrow=block;endFill=1;",
        LineKind::Ring => "endArrow=block;endFill=1;strokeWidth=3;",
        LineKind::Blocks => "endArrow=box;endFill=1;",
        LineKind::Incompatible => "endArrow=none;strokeWidth=3;",
        LineKind::Gap => "endArrow=none;dashed=1;",
        LineKind::On | LineKind::Agrees => "endArrow=none;",
    }
}
