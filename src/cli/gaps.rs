//! `gaps`: who has no stated position on what they must agree to.

use clap::ArgMatches;

use super::json;
use crate::analysis::gaps;
use crate::view::{Words, gaps_answer};

use super::Command;
use super::arguments::{Given as _, never, placed};
use super::context::Context;
use super::named::goal_if_any;
use super::outcome::{Failure, Outcome};

pub(super) const COMMAND: Command = Command {
    name: "gaps",
    about: "Who has no stated position on what they must agree to",
    arguments: |command| {
        command
            .arg(placed("goal", "GOAL").help("Tell gaps on the way to this goal from the others"))
    },
    writes: never,
    run,
};

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    let graph = ready.graph();
    let goal = goal_if_any(&ready, &graph, arguments.text("goal"))?;
    let found = gaps(&ready.model, &graph, goal.as_ref());
    Ok(context.answer(
        || gaps_answer(&Words::of(&ready.model), &found, goal.as_ref()),
        || json::gaps(&ready.model, &graph, goal.as_ref(), &found),
    ))
}
