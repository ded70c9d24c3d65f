//! `deadlocks`: the rings of conditions.

use clap::ArgMatches;

use super::json;
use crate::analysis::{Budget, deadlocks};
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
    Ok(context.answer(
        || deadlocks_answer(&Words::on(&ready.model, &graph), &rings),
        || json::deadlocks(&ready.model, &graph, &rings),
    ))
}
