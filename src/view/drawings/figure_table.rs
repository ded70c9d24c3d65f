//! A drawing as a table, for those who cannot see it or want to copy from it.

use crate::view::{Box, BoxKind, Diagram, DiagramLine, Line, LineKind, Table};

/// The headings, of what a [`Row`] holds.
const COLUMNS: [&str; 3] = ["In the drawing", "It is", "In words"];

type Row = [String; 3];

/// Every box and every line of a drawing, a row each, with the whole sentence that it stands for.
pub fn figure_table(diagram: &Diagram) -> Table {
    let boxes = diagram.boxes.iter().map(row_of_box);
    let lines = diagram.lines.iter().map(|line| row_of_line(diagram, line));
    let cells = |row: Row| row.map(|words| vec![Line::derived(words)]).to_vec();
    Table {
        columns: COLUMNS.map(str::to_owned).to_vec(),
        rows: boxes.chain(lines).map(cells).collect(),
    }
}

fn row_of_box(item: &Box) -> Row {
    let is = kind(item.kind).to_owned();
    [label_with_owner(item), is, whole_sentence(item).clone()]
}

/// The label; after the owner's name, where it is not the name itself.
fn label_with_owner(item: &Box) -> String {
    match &item.owner {
        Some(owner) if owner.name != item.label => format!("{}: {}", owner.name, item.label),
        Some(_) | None => item.label.clone(),
    }
}

fn whole_sentence(item: &Box) -> &String {
    if item.tooltip.is_empty() {
        &item.note
    } else {
        &item.tooltip
    }
}

fn row_of_line(diagram: &Diagram, line: &DiagramLine) -> Row {
    let label = |b: usize| &diagram.boxes[b].label;
    let ends = format!("{} → {}", label(line.from), label(line.to));
    [ends, meaning(line.kind).to_owned(), line.tooltip.clone()]
}

fn kind(kind: BoxKind) -> &'static str {
    match kind {
        BoxKind::Demand => "a position",
        BoxKind::Offer => "an offer",
        BoxKind::RedLine => "a red line",
        BoxKind::Unknown => "no answer on record",
        BoxKind::Issue => "an issue",
        BoxKind::Milestone => "a milestone",
        BoxKind::Requirement => "a requirement",
        BoxKind::Mark => "a mark",
        BoxKind::Party => "a party",
    }
}

fn meaning(kind: LineKind) -> &'static str {
    match kind {
        LineKind::NeededFor => "is needed for",
        LineKind::Blocks => "blocks",
        LineKind::Incompatible => "excludes",
        LineKind::Gap => "differs from",
        LineKind::Ring => "must come before, in the circle",
        LineKind::On => "is about",
        LineKind::Agrees => "agrees with",
    }
}
