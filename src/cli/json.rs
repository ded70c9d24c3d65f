//! JSON of the answers: stable keys, documented in `docs/json.md`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::analysis::{Blocks, Changes, Conflict, Deadlock, Gap, Known, Matrix};
use crate::graph::PositionGraph;
use crate::model::{Model, Target};
use crate::source::{Citation, Date};

/// What every answer begins with.
pub(super) fn head(command: &str, model: &Model, day: Option<Date>) -> Value {
    json!({ "command": command, "model": model.name, "as_of": day })
}

pub(super) fn with(mut head: Value, rest: Value) -> Value {
    if let (Value::Object(head), Value::Object(rest)) = (&mut head, rest) {
        head.extend(rest);
    }
    head
}

fn cites(list: &[Citation]) -> Value {
    json!(list)
}

/// `blocks X`.
pub fn blocks(model: &Model, graph: &PositionGraph, answer: &Blocks) -> Value {
    with(head("blocks", model, graph.day), json!(answer))
}

/// `deadlocks`.
pub fn deadlocks(model: &Model, graph: &PositionGraph, rings: &Known<Vec<Deadlock>>) -> Value {
    let extent = rings.extent().unwrap_or_else(|| "complete".to_owned());
    with(
        head("deadlocks", model, graph.day),
        json!({ "deadlocks": rings, "extent": extent }),
    )
}

/// `conflicts`.
pub fn conflicts(model: &Model, graph: &PositionGraph, found: &Known<Vec<Conflict>>) -> Value {
    let extent = found.extent().unwrap_or_else(|| "complete".to_owned());
    with(
        head("conflicts", model, graph.day),
        json!({ "conflicts": found, "extent": extent }),
    )
}

/// `changes`.
pub fn changes(model: &Model, found: &Changes) -> Value {
    let extent = found.goals.extent();
    let parts: BTreeMap<&str, &String> = extent.iter().map(|extent| ("goals", extent)).collect();
    let known = json!({ "extent": extent.as_deref().unwrap_or("complete"), "parts": parts });
    with(
        with(head("changes", model, found.until), json!(found)),
        known,
    )
}

/// `gaps`.
pub fn gaps(model: &Model, graph: &PositionGraph, goal: Option<&Target>, found: &[Gap]) -> Value {
    with(
        head("gaps", model, graph.day),
        json!({ "goal": goal, "gaps": found, "silent": model.silent }),
    )
}

/// `positions`.
pub fn positions(model: &Model, graph: &PositionGraph, matrix: &Matrix) -> Value {
    with(head("positions", model, graph.day), json!(matrix))
}

/// `show ID`: the document as data.
pub fn document(
    command: &str,
    model: &Model,
    day: Option<Date>,
    id: &str,
    document: &crate::view::Document,
) -> Value {
    use crate::view::{Block, Item, Line};
    fn line(l: &Line) -> Value {
        json!({ "words": l.words, "cites": l.cites })
    }
    fn item(i: &Item) -> Value {
        json!({ "words": i.line.words, "cites": i.line.cites, "below": i.below.iter().map(item).collect::<Vec<_>>() })
    }
    let sections: Vec<Value> = document
        .sections
        .iter()
        .map(|s| {
            let items: Vec<Value> = s
                .blocks
                .iter()
                .flat_map(|b| match b {
                    Block::Say(l) => vec![line(l)],
                    Block::Tell(lines) => lines.iter().map(line).collect(),
                    Block::Items(items) | Block::Steps(items) => items.iter().map(item).collect(),
                    Block::Table(_) | Block::Figure(_) | Block::WriteIn(..) => Vec::new(),
                })
                .collect();
            json!({ "heading": s.heading, "items": items })
        })
        .collect();
    with(
        head(command, model, day),
        json!({ "id": id, "title": document.title, "lead": document.lead.iter().map(line).collect::<Vec<_>>(), "sections": sections }),
    )
}

/// A document whole: every block with whose words each sentence rests on and where they stand.
pub fn whole_document(document: &crate::view::Document) -> Value {
    use crate::view::{Block, Item, Line, Table, WhoseWords};
    fn line(l: &Line) -> Value {
        let whose = match l.whose {
            WhoseWords::Stated => "stated",
            WhoseWords::Reported => "reported",
            WhoseWords::Derived => "derived",
        };
        json!({ "words": l.words, "whose": whose, "cites": cites(&l.cites) })
    }
    fn item(i: &Item) -> Value {
        with(
            line(&i.line),
            json!({ "below": i.below.iter().map(item).collect::<Vec<_>>() }),
        )
    }
    fn table(t: &Table) -> Value {
        let cell = |cell: &Vec<Line>| cell.iter().map(line).collect::<Vec<_>>();
        let rows: Vec<Value> = t
            .rows
            .iter()
            .map(|row| row.iter().map(cell).collect())
            .collect();
        json!({ "columns": t.columns, "rows": rows })
    }
    fn block(b: &Block) -> Value {
        match b {
            Block::Say(l) => json!({ "say": line(l) }),
            Block::Tell(lines) => json!({ "tell": lines.iter().map(line).collect::<Vec<_>>() }),
            Block::Items(items) => json!({ "items": items.iter().map(item).collect::<Vec<_>>() }),
            Block::Steps(items) => json!({ "steps": items.iter().map(item).collect::<Vec<_>>() }),
            Block::Table(t) => json!({ "table": table(t) }),
            Block::Figure(f) => {
                json!({ "figure": { "file": f.stem, "title": f.diagram.title, "description": f.diagram.description, "table": table(&f.table) } })
            }
            Block::WriteIn(label, lines) => {
                json!({ "write_in": { "label": label, "lines": lines } })
            }
        }
    }
    let about: Vec<Value> = document
        .about
        .iter()
        .map(|(label, l)| with(json!({ "label": label }), line(l)))
        .collect();
    let section = |s: &crate::view::Section| json!({ "heading": s.heading, "blocks": s.blocks.iter().map(block).collect::<Vec<_>>() });
    json!({
        "title": document.title,
        "about": about,
        "lead": document.lead.iter().map(line).collect::<Vec<_>>(),
        "sections": document.sections.iter().map(section).collect::<Vec<_>>(),
    })
}

/// `export --to json`: the whole model.
pub fn model(model: &Model, day: Option<Date>) -> Value {
    with(
        head("export", model, day),
        json!({ "format": crate::model::FORMAT, "content": model }),
    )
}
