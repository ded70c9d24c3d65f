//! A drawing as a table, for those who cannot see it or want to copy from it.

use crate::view::{BoxKind, Diagram, Line, LineKind, Table};

/// Every box and every line of a drawing, a row each, with the whole sentence that it stands for.
pub fn figure_table(diagram: &Diagram) -> Table {
    let mut rows = Vec::new();
    for item in &diagram.boxes {
        let label = match &item.owner {
            Some(owner) if owner.name != item.label => format!("{}: {}", owner.name, item.label),
            Some(_) | None => item.label.clone(),
        };
        let words = if item.tooltip.is_empty() {
            item.note.clone()
        } else {
            item.tooltip.clone()
        };
        rows.push([label, kind(item.kind).to_owned(), words]);
    }
    for line in &diagram.lines {
        let ends = format!(
            "{} → {}",
            diagram.boxes[line.from].label, diagram.boxes[line.to].label
        );
        rows.push([ends, meaning(line.kind).to_owned(), line.tooltip.clone()]);
    }
    let cell = |words: String| vec![Line::derived(words)];
    Table {
        columns: ["In the drawing", "It is", "In words"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.into_iter().map(|row| row.map(cell).to_vec()).collect(),
    }
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
        LineKind::Ring => "must come before, in the ring",
        LineKind::On => "is about",
        LineKind::Agrees => "agrees with",
    }
}
