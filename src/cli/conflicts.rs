//! `conflicts`: the conflicts between positions, by kind.

use clap::ArgMatches;

use super::json;
use crate::analysis::{Budget, conflicts, conflicts_beside};
use crate::view::{Words, conflicts_answer};

use super::Command;
use super::arguments::never;
use super::context::Context;
use super::outcome::{Failure, Outcome};

pub(super) const COMMAND: Command = Command {
    name: "conflicts",
    about: "The conflicts between positions, by kind",
    arguments: |command| command,
    writes: never,
    run,
};

fn run(context: &Context, _: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    let graph = ready.graph();
    let found = conflicts(
        &ready.model,
        &graph,
        ready.model.goal.as_ref(),
        &Budget::FULL,
    );
    let goal = ready.model.goal.as_ref();
    let beside = conflicts_beside(&ready.model, &graph, goal, found.items(), &Budget::FULL);
    Ok(context.answer(
        || conflicts_answer(&Words::of(&ready.model), (&found, &beside), goal),
        || json::conflicts(&ready.model, &graph, (&found, &beside)),
    ))
}
