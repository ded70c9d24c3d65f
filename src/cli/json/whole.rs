//! A document as data, whole: every block, with whose words each sentence rests on and where they stand.

use serde_json::{Value, json};

use super::{all, with};
use crate::view::{Block, Document, Figure, Item, Line, Section, Table, WhoseWords};

/// A document whole: every block with whose words each sentence rests on and where they stand.
pub fn whole_document(document: &Document) -> Value {
    json!({
        "title": document.title,
        "about": all(&document.about, labelled),
        "lead": all(&document.lead, line),
        "sections": all(&document.sections, section),
    })
}

fn labelled((label, l): &(String, Line)) -> Value {
    with(json!({ "label": label }), line(l))
}

fn section(s: &Section) -> Value {
    json!({ "heading": s.heading, "blocks": all(&s.blocks, block) })
}

fn block(b: &Block) -> Value {
    match b {
        Block::Say(l) => json!({ "say": line(l) }),
        Block::Tell(lines) => json!({ "tell": all(lines, line) }),
        Block::Items(items) => json!({ "items": all(items, item) }),
        Block::Steps(items) => json!({ "steps": all(items, item) }),
        Block::Table(t) => json!({ "table": table(t) }),
        Block::Figure(f) => json!({ "figure": figure(f) }),
        Block::WriteIn(label, lines) => {
            json!({ "write_in": { "label": label, "lines": lines } })
        }
    }
}

fn figure(f: &Figure) -> Value {
    json!({
        "file": f.stem,
        "title": f.diagram.title,
        "description": f.diagram.description,
        "table": table(&f.table),
    })
}

fn table(t: &Table) -> Value {
    let cell = |cell: &Vec<Line>| all(cell, line);
    let row = |row: &Vec<Vec<Line>>| all(row, cell);
    json!({ "columns": t.columns, "rows": all(&t.rows, row) })
}

fn item(i: &Item) -> Value {
    with(line(&i.line), json!({ "below": all(&i.below, item) }))
}

fn line(l: &Line) -> Value {
    let whose = match l.whose {
        WhoseWords::Stated => "stated",
        WhoseWords::Reported => "reported",
        WhoseWords::Derived => "derived",
    };
    json!({ "words": l.words, "whose": whose, "cites": l.cites })
}
