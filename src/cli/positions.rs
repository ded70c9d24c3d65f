//! `positions`: who says what, by subject and party.

use clap::ArgMatches;

use super::json;
use crate::analysis::matrix;
use crate::view::{Words, positions_answer};

use super::Command;
use super::arguments::{Given as _, named, never};
use super::context::Context;
use super::named::{party_if_any, target_if_any};
use super::outcome::{Failure, Outcome};

pub(super) const COMMAND: Command = Command {
    name: "positions",
    about: "Who says what, by subject and party",
    arguments: |command| {
        command.args([
            named("party", "PARTY", "Only this party"),
            named("issue", "ISSUE", "Only this issue or milestone"),
        ])
    },
    writes: never,
    run,
};

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    let graph = ready.graph();
    let who = party_if_any(&ready, arguments.text("party"))?;
    let about = target_if_any(&ready, &graph, arguments.text("issue"))?;
    let found = matrix(&ready.model, &graph, who.as_ref(), about.as_ref());
    Ok(context.answer(
        || positions_answer(&Words::of(&ready.model), &found),
        || json::positions(&ready.model, &graph, &found),
    ))
}
