//! JSON of the answers: stable keys, documented in `docs/json.md`.

use serde_json::{Value, json};

use crate::analysis::{
    Blocks, Changes, Conflict, ConflictKind, Deadlock, Gap, Known, Matrix, Order, StanceChange,
};
use crate::graph::PositionGraph;
use crate::model::{Model, Position, Target};
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

/// A position in short: enough to find it again.
fn position(p: &Position) -> Value {
    json!({
        "party": p.party, "on": p.on, "stance": p.stance, "value": p.value, "firmness": p.firmness,
        "voice": p.voice, "since": p.since, "cites": cites(&p.cites),
        "if": p.condition.as_ref().map(ToString::to_string), "until": p.until.as_ref().map(ToString::to_string),
    })
}

/// `conflicts`.
pub fn conflicts(model: &Model, graph: &PositionGraph, found: &[Conflict]) -> Value {
    let sets = |sets: &[Vec<usize>]| {
        sets.iter()
            .map(|set| {
                set.iter()
                    .map(|&i| position(&model.positions[i]))
                    .collect::<Vec<_>>()
            })
            .collect::<Vec<_>>()
    };
    let order = |o: &Order| json!({ "party": o.party, "before": o.before, "after": o.after, "by_way_of": o.by_way_of, "binds": o.binds, "cites": cites(&o.cites) });
    let list: Vec<Value> = found
        .iter()
        .map(|conflict| {
            let about = match &conflict.kind {
                ConflictKind::Incompatible { issue, exclusion, conflicting_sets, compatible_packages, withdrawals } => json!({
                    "kind": "incompatible", "issue": issue, "exclusion": exclusion, "conflicting_sets": sets(conflicting_sets),
                    "compatible_packages": sets(compatible_packages), "withdrawals": sets(withdrawals),
                }),
                ConflictKind::Apart { issue, holdings, overlap, nobody_refused } => json!({
                    "kind": "apart", "issue": issue, "overlap": overlap, "nobody_refused": nobody_refused,
                    "unit": model.issues[issue].scale.as_ref().map(|s| s.unit.as_str()),
                    "stated": holdings.iter().map(|h| json!({ "party": h.party, "stance": h.stance, "value": h.value, "option": h.option, "cites": cites(&h.cites) })).collect::<Vec<_>>(),
                }),
                ConflictKind::Sequence { one, other } => json!({ "kind": "sequence", "issue": null, "orders": [order(one), order(other)] }),
                ConflictKind::DisputedFact { claim } => {
                    let claim = &model.claims[claim];
                    json!({ "kind": "disputed-fact", "issue": null, "claim": claim.id, "text": claim.text, "asserted_by": claim.asserted_by, "denied_by": claim.denied_by })
                }
                ConflictKind::PositionsUnstated { issue, cites: reported } => json!({ "kind": "positions-unstated", "issue": issue, "cites": cites(reported) }),
            };
            with(about, json!({ "on_the_way": conflict.on_the_way, "extent": conflict.extent.words() }))
        })
        .collect();
    with(
        head("conflicts", model, graph.day),
        json!({ "conflicts": list }),
    )
}

/// `changes`.
pub fn changes(model: &Model, found: &Changes) -> Value {
    let list = |indexes: &[usize]| {
        indexes
            .iter()
            .map(|&i| position(&model.positions[i]))
            .collect::<Vec<_>>()
    };
    let stance = |s: &StanceChange| json!({ "kind": s.movement, "party": s.party, "target": s.target, "before": list(&s.before), "after": list(&s.after) });
    let goals = found.goals.value().map(|goals| goals
        .iter()
        .map(|g| json!({ "goal": g.goal, "before": g.before, "after": g.after, "since": g.since, "because": g.because.iter().map(|&i| stance(&found.stances[i])).collect::<Vec<_>>() }))
        .collect::<Vec<_>>());
    with(
        head("changes", model, found.until),
        json!({
            "since": found.since,
            "until": found.until,
            "changes": found.stances.iter().map(stance).collect::<Vec<_>>(),
            "not_mentioned": list(&found.not_mentioned),
            "goals": goals,
        }),
    )
}

/// `gaps`.
pub fn gaps(model: &Model, graph: &PositionGraph, goal: Option<&Target>, found: &[Gap]) -> Value {
    with(
        head("gaps", model, graph.day),
        json!({ "goal": goal, "gaps": found }),
    )
}

/// `positions`.
pub fn positions(model: &Model, graph: &PositionGraph, matrix: &Matrix) -> Value {
    let rows: Vec<Value> = matrix
        .rows
        .iter()
        .map(|(target, cells)| {
            let cells: Vec<Value> = cells.iter().map(|c| json!({ "party": c.party, "positions": c.positions.iter().map(|&i| with(position(&model.positions[i]), json!({ "over": matrix.over.contains(&i) }))).collect::<Vec<_>>() })).collect();
            json!({ "target": target, "cells": cells })
        })
        .collect();
    let contested: Vec<Value> = matrix
        .contested
        .iter()
        .map(|(party, target)| json!({ "party": party, "target": target }))
        .collect();
    with(
        head("positions", model, graph.day),
        json!({ "parties": matrix.parties, "rows": rows, "contradictions": contested }),
    )
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
