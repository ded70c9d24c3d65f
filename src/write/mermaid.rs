//! Mermaid, the diagram language of READMEs: a flowchart with our shapes and colours.
//!
//! Every label is a quoted string in which what Mermaid or HTML could read is spelled as an entity; ids are our own
//! numbers, so that no word of a model can be taken for syntax.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::layout::{Placed, members};
use crate::view::{Box, BoxKind, Diagram, Emphasis, LineKind, Shape};

use super::colours::{
    Colour, INK, ISSUE_FILL, ISSUE_LINE, LINE, PANEL, PARTIES, RING_FILL, RING_LINE, party_number,
};
use super::escape::clean;
use super::facts::sources;

/// Spells a diagram in Mermaid.
pub(super) fn mermaid(diagram: &Diagram, _: &Placed) -> String {
    let title = yaml(&diagram.title);
    let mut out = format!("---\ntitle: {title}\n---\nflowchart LR\n");
    let _ = writeln!(out, "  accDescr: {}", one_line(&diagram.description));
    groups(&mut out, diagram);
    nodes(&mut out, diagram, None);
    if diagram.boxes.is_empty() {
        let _ = writeln!(out, "    nothing[\"{}\"]", label(&diagram.title));
    }
    edges(&mut out, diagram);
    classes(&mut out, diagram);
    out
}

fn groups(out: &mut String, diagram: &Diagram) {
    for (number, group) in diagram.groups.iter().enumerate() {
        let _ = writeln!(out, "  subgraph g{number}[\"{}\"]", label(&group.title));
        nodes(out, diagram, Some(number));
        out.push_str("  end\n");
    }
}

/// The boxes of a group, or those of none.
fn nodes(out: &mut String, diagram: &Diagram, group: Option<usize>) {
    for index in members(diagram, group) {
        let item = &diagram.boxes[index];
        let (open, close) = brackets(item.kind.shape());
        let words = words(item, diagram.grid.is_some());
        let class = class(item).map(|class| format!(":::{}", class.name()));
        let class = class.unwrap_or_default();
        let _ = writeln!(out, "    b{index}{open}\"{words}\"{close}{class}");
    }
}

/// All words of a box; in a table its owner first, since Mermaid draws no columns.
fn words(item: &Box, in_table: bool) -> String {
    let refs = match sources(item, ",") {
        numbers if numbers.is_empty() => numbers,
        numbers => format!(" [{numbers}]"),
    };
    let named = item.over.is_empty() && in_table;
    let owner = item.owner.as_ref().filter(|_| named);
    let texts = [
        owner.map_or("", |owner| &owner.name),
        &item.over,
        &format!("{}{refs}", item.label),
        &item.note,
    ];
    let said = texts.into_iter().filter(|text| !text.is_empty());
    said.map(label).collect::<Vec<_>>().join("<br/>")
}

/// What stands before and after the words of a box of a shape.
fn brackets(shape: Shape) -> (&'static str, &'static str) {
    match shape {
        Shape::Rounded => ("(", ")"),
        Shape::Sharp | Shape::Bare => ("[", "]"),
        Shape::Hexagon => ("{{", "}}"),
        Shape::Pill => ("([", "])"),
    }
}

/// Lines, then what holds the rows of a table together: `~~~` is not drawn.
fn edges(out: &mut String, diagram: &Diagram) {
    for line in &diagram.lines {
        let _ = writeln!(out, "  b{} {} b{}", line.from, arrow(line.kind), line.to);
    }
    for (from, to) in diagram.row_ties() {
        let held_up = diagram.boxes[to].kind == BoxKind::Mark;
        let arrow = if held_up { "--x" } else { "~~~" };
        let _ = writeln!(out, "  b{from} {arrow} b{to}");
    }
}

fn arrow(kind: LineKind) -> &'static str {
    match kind {
        LineKind::NeededFor => "-->",
        LineKind::Blocks => "--x",
        LineKind::Incompatible => "x--x",
        LineKind::Gap => "-.-",
        LineKind::Ring => "==>",
        LineKind::On | LineKind::Agrees => "---",
    }
}

/// Boxes of one class have the same colours. The order is that of the definitions.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Issue,
    Muted,
    Party(usize),
    Ring,
}

impl Class {
    fn name(&self) -> String {
        match self {
            Self::Issue => "issue".to_owned(),
            Self::Muted => "muted".to_owned(),
            Self::Party(number) => format!("party{number}"),
            Self::Ring => "ring".to_owned(),
        }
    }

    /// Fill, outline and width of the outline.
    fn look(&self) -> (&'static Colour, &'static Colour, u8) {
        match self {
            Self::Issue => (&ISSUE_FILL, &ISSUE_LINE, 1),
            Self::Muted => (&PANEL, &LINE, 1),
            Self::Party(number) => (&PARTIES[*number].0, &PARTIES[*number].1, 1),
            Self::Ring => (&RING_FILL, &RING_LINE, 3),
        }
    }
}

fn class(item: &Box) -> Option<Class> {
    match (item.emphasis, &item.owner, item.kind) {
        (Emphasis::Ring, _, _) => Some(Class::Ring),
        (Emphasis::Muted, _, _) => Some(Class::Muted),
        (_, Some(owner), _) => Some(Class::Party(party_number(owner))),
        (_, None, BoxKind::Issue) => Some(Class::Issue),
        _ => None,
    }
}

fn classes(out: &mut String, diagram: &Diagram) {
    let used: BTreeSet<Class> = diagram.boxes.iter().filter_map(class).collect();
    for class in used {
        let (fill, line, width) = class.look();
        let _ = writeln!(
            out,
            "  classDef {} fill:{},stroke:{},stroke-width:{width}px,color:{}",
            class.name(),
            fill.light,
            line.light,
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
