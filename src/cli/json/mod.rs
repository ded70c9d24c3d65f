//! JSON of the answers: stable keys, documented in `docs/json.md`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::analysis::{About, Blocks, Changes, Conflict, Deadlock, Detoured, Gap, Known, Matrix};
use crate::diagnostic::Shown;
use crate::graph::PositionGraph;
use crate::model::{Model, Target};
use crate::source::{Date, Files};

mod outline;
mod schema;
mod whole;

pub(super) use outline::document;
pub(super) use schema::schema;
pub(super) use whole::whole_document;

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

/// The word by which JSON names a value of an enum.
pub(super) fn word(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// Several things of one kind.
pub(super) fn all<'t, T: 't>(
    things: impl IntoIterator<Item = &'t T>,
    one: impl Fn(&T) -> Value,
) -> Value {
    things.into_iter().map(one).collect()
}

/// Problems with where they are, and how many there are besides where some are left out.
pub(super) fn problems(shown: &Shown<'_>, files: &Files) -> Value {
    let problems = shown.problems.iter().copied();
    let problems = json!({ "problems": all(problems, |problem| problem.to_json(files)) });
    match shown.left_out {
        0 => problems,
        left_out => with(problems, json!({ "left_out": left_out })),
    }
}

/// How much of what was looked for a list holds, in words.
fn extent<T>(known: &Known<T>) -> String {
    known.extent().unwrap_or_else(|| "complete".to_owned())
}

/// `blocks X`.
pub fn blocks(model: &Model, graph: &PositionGraph, answer: &Blocks) -> Value {
    with(head("blocks", model, graph.day), json!(answer))
}

/// `deadlocks`.
pub fn deadlocks(
    model: &Model,
    graph: &PositionGraph,
    (rings, avoided): (&Known<Vec<Deadlock>>, &Known<Vec<Detoured>>),
    goal: Option<&Blocks>,
) -> Value {
    with(
        head("deadlocks", model, graph.day),
        json!({
            "deadlocks": rings,
            "avoided": avoided,
            "knots": goal.and_then(rings_that_are_knots),
            "extent": extent(rings),
            "avoided_extent": extent(avoided),
        }),
    )
}

/// The goal of the model, how many knots hold it, and which of these are rings.
fn rings_that_are_knots(goal: &Blocks) -> Option<Value> {
    let knots = goal.shape.exact()?.knots();
    let rings = knots.iter().filter_map(|knot| match &knot.about {
        Some(About::Ring(ring)) => Some(ring),
        Some(About::Issue(_) | About::Milestone(_)) | None => None,
    });
    let rings: Vec<_> = rings.collect();
    Some(json!({ "goal": goal.goal, "count": knots.len(), "rings": rings }))
}

/// `conflicts`.
pub fn conflicts(
    model: &Model,
    graph: &PositionGraph,
    (found, beside): (&Known<Vec<Conflict>>, &[Conflict]),
) -> Value {
    with(
        head("conflicts", model, graph.day),
        json!({ "conflicts": found, "beside": beside, "extent": extent(found) }),
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

/// `export --to json`: the whole model.
pub fn model(model: &Model, day: Option<Date>) -> Value {
    with(
        head("export", model, day),
        json!({ "format": crate::model::FORMAT, "content": model }),
    )
}
