//! `deadlocks`: the rings of conditions.

use clap::ArgMatches;

use super::json;
use crate::analysis::{Ask, Blocks, Budget, blocks, deadlocks, detoured_rings};
use crate::graph::PositionGraph;
use crate::model::Model;
use crate::view::{Words, deadlocks_answer};

use super::Command;
use super::arguments::never;
use super::context::Context;
use super::outcome::{Failure, Outcome};

pub(super) const COMMAND: Command = Command {
    name: "deadlocks",
    about: "The circles of conditions, each waiting for the next",
    arguments: |command| command,
    writes: never,
    run,
};

fn run(context: &Context, _: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    let graph = ready.graph();
    let rings = deadlocks(&ready.model, &graph, &Budget::FULL);
    let avoided = detoured_rings(&ready.model, &graph, &Budget::FULL);
    let goal = (!rings.items().is_empty())
        .then(|| own_goal(&ready.model, &graph))
        .flatten();
    Ok(context.answer(
        || {
            let words = Words::on(&ready.model, &graph);
            deadlocks_answer(&words, (&rings, &avoided), goal.as_ref())
        },
        || json::deadlocks(&ready.model, &graph, (&rings, &avoided), goal.as_ref()),
    ))
}

/// How the goal stands that the model itself names: a ring may be one of its knots.
fn own_goal(model: &Model, graph: &PositionGraph) -> Option<Blocks> {
    blocks(model, graph, &Ask::about(model.goal.clone()?))
}
