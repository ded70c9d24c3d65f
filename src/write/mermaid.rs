//! Mermaid, the diagram language of READMEs: a flowchart with our shapes and colours.
//!
//! Every label is a quoted string in which what Mermaid or HTML could read is spelled as an entity; ids are our own
//! numbers, so that no word of a model can be taken for syntax.

use std::fmt::Write as _;

use crate::layout::Placed;
use crate::view::{BoxKind, Diagram, Emphasis, LineKind, Shape};

use super::colours::{
    INK, ISSUE_FILL, ISSUE_LINE, LINE, PANEL, PARTIES, RING_FILL, RING_LINE, party,
};
use super::escape::clean;

/// Spells a diagram in Mermaid.
pub(super) fn mermaid(diagram: &Diagram, _: &Placed) -> String {
    let mut out = format!("---\ntitle: {}\n---\nflowchart LR\n", yaml(&diagram.title));
    let _ = writeln!(out, "  accDescr: {}", one_line(&diagram.description));
    for (number, group) in diagram.groups.iter().enumerate() {
        let _ = writeln!(out, "  subgraph g{number}[\"{}\"]", label(&group.title));
        diagram
            .boxes
            .iter()
            .enumerate()
            .filter(|(_, b)| b.group == Some(number))
            .for_each(|(index, _)| node(&mut out, diagram, index));
        out.push_str("  end\n");
    }
    diagram
        .boxes
        .iter()
        .enumerate()
        .filter(|(_, b)| b.group.is_none())
        .for_each(|(index, _)| node(&mut out, diagram, index));
    if diagram.boxes.is_empty() {
        let _ = writeln!(out, "    nothing[\"{}\"]", label(&diagram.title));
    }
    for line in &diagram.lines {
        let arrow = match line.kind {
            LineKind::NeededFor => "-->",
            LineKind::Blocks => "--x",
            LineKind::Incompatible => "x--x",
            LineKind::Gap => "-.-",
            LineKind::Ring => "==>",
            LineKind::On | LineKind::Agrees => "---",
        };
        let _ = writeln!(out, "  b{} {arrow} b{}", line.from, line.to);
    }
    for (from, to) in diagram.row_ties() {
        let _ = writeln!(
            out,
            "  b{from} {} b{to}",
            if diagram.boxes[to].kind == BoxKind::Mark {
                "--x"
            } else {
                "~~~"
            }
        );
    }
    classes(&mut out, diagram);
    out
}

fn node(out: &mut String, diagram: &Diagram, index: usize) {
    let item = &diagram.boxes[index];
    let refs: String = item
        .refs
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(",");
    let refs = if refs.is_empty() {
        String::new()
    } else {
        format!(" [{refs}]")
    };
    let owner = item
        .owner
        .as_ref()
        .filter(|_| item.over.is_empty() && diagram.grid.is_some())
        .map(|owner| owner.name.as_str());
    let words = [
        owner.unwrap_or(""),
        &item.over,
        &format!("{}{refs}", item.label),
        &item.note,
    ];
    let words: Vec<String> = words
        .into_iter()
        .filter(|text| !text.is_empty())
        .map(label)
        .collect();
    let (open, close) = match item.kind.shape() {
        Shape::Rounded => ("(", ")"),
        Shape::Sharp | Shape::Bare => ("[", "]"),
        Shape::Hexagon => ("{{", "}}"),
        Shape::Pill => ("([", "])"),
    };
    let _ = writeln!(
        out,
        "    b{index}{open}\"{}\"{close}{}",
        words.join("<br/>"),
        class(diagram, index)
    );
}

fn class(diagram: &Diagram, index: usize) -> String {
    let item = &diagram.boxes[index];
    let name = match (item.emphasis, &item.owner, item.kind) {
        (Emphasis::Ring, _, _) => "ring".to_owned(),
        (Emphasis::Muted, _, _) => "muted".to_owned(),
        (_, Some(owner), _) => format!("party{}", owner.number.min(PARTIES.len() - 1)),
        (_, None, BoxKind::Issue) => "issue".to_owned(),
        _ => return String::new(),
    };
    format!(":::{name}")
}

fn classes(out: &mut String, diagram: &Diagram) {
    let mut used: Vec<String> = (0..diagram.boxes.len())
        .map(|index| class(diagram, index).trim_start_matches(':').to_owned())
        .collect();
    used.sort();
    used.dedup();
    for name in used.into_iter().filter(|name| !name.is_empty()) {
        let (fill, line, width) = match name.as_str() {
            "ring" => (RING_FILL.light, RING_LINE.light, 3),
            "muted" => (PANEL.light, LINE.light, 1),
            "issue" => (ISSUE_FILL.light, ISSUE_LINE.light, 1),
            other => {
                let (fill, line) = party(other.trim_start_matches("party").parse().unwrap_or(0));
                (fill.light, line.light, 1)
            }
        };
        let _ = writeln!(
            out,
            "  classDef {name} fill:{fill},stroke:{line},stroke-width:{width}px,color:{}",
            INK.light
        );
    }
}

/// Words as Mermaid and HTML cannot misread them.
fn label(text: &str) -> String {
    let mut out = String::new();
    for c in clean(text).chars() {
        match c {
            '"' | '#' | '<' | '>' | '&' | '`' | '\\' | ';' | '{' | '}' | '[' | ']' | '|' | '%' => {
                let _ = write!(out, "#{};", c as u32);
            }
            '\n' | '\r' | '\t' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

fn one_line(text: &str) -> String {
    label(text).replace(':', "#58;")
}

/// A YAML string in double quotes.
fn yaml(text: &str) -> String {
    format!(
        "\"{}\"",
        clean(text).replace('\\', "\\\\").replace('"', "\\\"")
    )
}
