//! `deadlocks`: the rings of conditions.

use clap::ArgMatches;

use super::json;
use crate::analysis::{Ask, Budget, blocks, deadlocks};
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
    // Which of them are knots of the goal that the model itself names.
    let named = ready
        .model
        .goal
        .clone()
        .filter(|_| !rings.items().is_empty());
    let goal = named.and_then(|goal| blocks(&ready.model, &graph, &Ask::about(goal)));
    Ok(context.answer(
        || deadlocks_answer(&Words::on(&ready.model, &graph), &rings, goal.as_ref()),
        || json::deadlocks(&ready.model, &graph, &rings, goal.as_ref()),
    ))
}
