//! D2, a diagram language that is kept in repositories: boxes and lines with our shapes and colours.
//!
//! Every text is a quoted string in which quotes, backslashes and dollars are escaped; keys are our own numbers, so that no word
//! of a model can be taken for syntax.

use std::fmt::Write as _;

use crate::layout::{Placed, members};
use crate::view::{Box, Diagram, Emphasis, LineKind, Shape};

use super::colours::{box_colours, line_colour};
use super::escape::clean;
use super::facts::{sentence, sources};

/// Spells a diagram in D2.
pub(super) fn d2(diagram: &Diagram, _: &Placed) -> String {
    let mut out = format!(
        "direction: right\ntitle: {} {{\n  near: top-center\n  shape: text\n  style.font-size: 28\n}}\n",
        quoted(&diagram.title)
    );
    for (number, group) in diagram.groups.iter().enumerate() {
        let _ = writeln!(out, "g{number}: {} {{", quoted(&group.title));
        nodes(&mut out, diagram, Some(number));
        out.push_str("}\n");
    }
    nodes(&mut out, diagram, None);
    edges(&mut out, diagram);
    out
}

/// The boxes of a group, or those of none.
fn nodes(out: &mut String, diagram: &Diagram, group: Option<usize>) {
    for index in members(diagram, group) {
        let item = &diagram.boxes[index];
        let (fill, line) = box_colours(item);
        let (shape, more) = shape(item.kind.shape());
        let width = if item.emphasis == Emphasis::Ring {
            3
        } else {
            1
        };
        let _ = writeln!(
            out,
            "b{index}: {} {{ shape: {shape}; tooltip: {}; style: {{ fill: \"{fill}\"; stroke: \"{line}\"; stroke-width: {width}; font-color: \"#15171C\"{more} }} }}",
            quoted(&words(item)),
            quoted(sentence(item)),
        );
    }
}

/// All words of a box, its owner first.
fn words(item: &Box) -> String {
    let owner = item.owner.as_ref().filter(|_| item.over.is_empty());
    let refs = match sources(item, ",") {
        numbers if numbers.is_empty() => numbers,
        numbers => format!(" [{numbers}]"),
    };
    let texts = [
        owner.map_or("", |owner| &owner.name),
        &item.over,
        &format!("{}{refs}", item.label),
        &item.note,
    ];
    let said: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    said.join("\n")
}

/// The shape of D2 that is nearest, and what its style adds.
fn shape(shape: Shape) -> (&'static str, &'static str) {
    match shape {
        Shape::Rounded => ("rectangle", "; border-radius: 6"),
        Shape::Pill => ("rectangle", "; border-radius: 40"),
        Shape::Sharp => ("rectangle", ""),
        Shape::Bare => ("text", ""),
        Shape::Hexagon => ("hexagon", ""),
    }
}

fn edges(out: &mut String, diagram: &Diagram) {
    let key = |index: usize| match diagram.boxes[index].group {
        Some(group) => format!("g{group}.b{index}"),
        None => format!("b{index}"),
    };
    for line in &diagram.lines {
        let (arrow, head, dash) = look(line.kind);
        let colour = line_colour(line.kind).light;
        let _ = writeln!(
            out,
            "{} {arrow} {}: {{ tooltip: {}; {head}style: {{ stroke: \"{colour}\"{dash} }} }}",
            key(line.from),
            key(line.to),
            quoted(&line.tooltip),
        );
    }
}

/// The arrow, what stands at its head, and how it is drawn.
fn look(kind: LineKind) -> (&'static str, &'static str, &'static str) {
    match kind {
        LineKind::NeededFor => ("->", "", ""),
        LineKind::Ring => ("->", "", "; stroke-width: 4"),
        LineKind::Blocks => (
            "->",
            "target-arrowhead: { shape: box; style.filled: true }; ",
            "",
        ),
        LineKind::Incompatible => ("--", "", "; stroke-width: 4"),
        LineKind::Gap => ("--", "", "; stroke-dash: 4"),
        LineKind::On | LineKind::Agrees => ("--", "", ""),
    }
}

/// A text in double quotes.
fn quoted(text: &str) -> String {
    let lines = text.split('\n').map(|line| {
        clean(line)
            .replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace('$', "\\$")
    });
    format!("\"{}\"", lines.collect::<Vec<_>>().join("\\n"))
}
