//! `positions`: who says what, by subject and party.

use clap::{Arg, ArgMatches};

use super::json;
use crate::analysis::matrix;
use crate::view::{Words, positions_answer};

use super::Command;
use super::context::{Context, Failure, Outcome, party, target};

pub(super) const COMMAND: Command = Command {
    name: "positions",
    about: "Who says what, by subject and party",
    arguments: |command| {
        command
            .arg(
                Arg::new("party")
                    .long("party")
                    .value_name("PARTY")
                    .help("Only this party"),
            )
            .arg(
                Arg::new("issue")
                    .long("issue")
                    .value_name("ISSUE")
                    .help("Only this issue or milestone"),
            )
    },
    run,
};

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    let graph = ready.graph();
    let who = arguments
        .get_one::<String>("party")
        .map(|text| party(&ready, text))
        .transpose()?;
    let about = arguments
        .get_one::<String>("issue")
        .map(|text| target(&ready, &graph, text))
        .transpose()?;
    let found = matrix(&ready.model, &graph, who.as_ref(), about.as_ref());
    Ok(context.answer(
        || positions_answer(&Words::of(&ready.model), &found),
        || json::positions(&ready.model, &graph, &found),
    ))
}
