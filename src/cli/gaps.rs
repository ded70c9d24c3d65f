//! `gaps`: who has no stated position on what they must agree to.

use clap::{Arg, ArgMatches};

use super::json;
use crate::analysis::gaps;
use crate::view::{Words, gaps_answer};

use super::Command;
use super::context::{Context, Failure, Outcome, goal};

pub(super) const COMMAND: Command = Command {
    name: "gaps",
    about: "Who has no stated position on what they must agree to",
    arguments: |command| {
        command.arg(
            Arg::new("goal")
                .value_name("GOAL")
                .help("Tell gaps on the way to this goal from the others"),
        )
    },
    run,
};

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    let graph = ready.graph();
    let named = arguments.get_one::<String>("goal");
    let goal = if named.is_some() || ready.model.goal.is_some() {
        Some(goal(&ready, &graph, named)?)
    } else {
        None
    };
    let found = gaps(&ready.model, &graph, goal.as_ref());
    Ok(context.answer(
        || gaps_answer(&Words::of(&ready.model), &found, goal.as_ref()),
        || json::gaps(&ready.model, &graph, goal.as_ref(), &found),
    ))
}
