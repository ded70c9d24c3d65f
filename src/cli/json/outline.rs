//! A document as data, in short: the sentences of its lists, without tables and figures.

use serde_json::{Value, json};

use super::all;
use crate::view::{Block, Document, Item, Line, Section};

/// `show ID`: the document as data.
pub fn document(id: &str, document: &Document) -> Value {
    json!({
        "id": id,
        "title": document.title,
        "lead": all(&document.lead, line),
        "sections": all(&document.sections, section),
    })
}

fn section(s: &Section) -> Value {
    let items: Vec<Value> = s.blocks.iter().flat_map(items).collect();
    json!({ "heading": s.heading, "items": items })
}

fn items(block: &Block) -> Vec<Value> {
    match block {
        Block::Say(l) => vec![line(l)],
        Block::Tell(lines) => lines.iter().map(line).collect(),
        Block::Items(items) | Block::Steps(items) => items.iter().map(item).collect(),
        Block::Table(_) | Block::Figure(_) | Block::WriteIn(..) => Vec::new(),
    }
}

fn item(i: &Item) -> Value {
    json!({ "words": i.line.words, "cites": i.line.cites, "below": all(&i.below, item) })
}

fn line(l: &Line) -> Value {
    json!({ "words": l.words, "cites": l.cites })
}
