//! A document as data, whole: every block, with whose words each sentence rests on and where they stand.

use serde_json::{Value, json};

use super::{all, with};
use crate::view::{Block, Document, Figure, Item, Line, Section, Sign, Table, Who, WhoseWords};

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
    let (title, description) = f.titles();
    json!({
        "file": f.stem,
        "title": title,
        "description": description,
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
    let told = json!({ "words": l.words, "whose": whose, "cites": l.cites });
    match &l.sign {
        Some(one) => with(told, json!({ "sign": sign(one) })),
        None => told,
    }
}

/// The mark before a sentence.
fn sign(sign: &Sign) -> Value {
    let ids = |all: &[Who]| all.iter().map(|who| who.id.clone()).collect::<Vec<_>>();
    let key = |(letter, who): &(String, Vec<Who>)| json!({ "letter": letter, "who": ids(who) });
    match sign {
        Sign::Keys(keys) => json!({ "keys": all(keys, key) }),
        Sign::Party { who, has_spoken } => json!({ "party": who.id, "has_spoken": has_spoken }),
        Sign::Stance(_, who) => json!({ "party": who.id }),
    }
}
