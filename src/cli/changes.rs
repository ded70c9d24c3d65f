//! `changes --since D`: what moved.

use clap::ArgMatches;

use crate::analysis::{Budget, changes};
use crate::source::Date;
use crate::view::{Words, changes_answer};

use super::Command;
use super::arguments::{Given as _, named, never};
use super::context::Context;
use super::json;
use super::outcome::{Failure, Outcome};

pub(super) const COMMAND: Command = Command {
    name: "changes",
    about: "What moved since a day, and which goals changed because of it",
    arguments: |command| {
        command.args([
            named("since", "DATE", "The earlier day").required(true),
            named(
                "until",
                "DATE",
                "The later day; without it, the day on which the model is read",
            ),
        ])
    },
    writes: never,
    run,
};

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    let (since, until) = days(arguments, ready.day)?;
    let found = changes(&ready.model, since, until, &Budget::FULL);
    Ok(context.answer(
        || changes_answer(&Words::of(&ready.model), &found),
        || json::changes(&ready.model, &found),
    ))
}

/// The earlier day and the later one.
fn days(arguments: &ArgMatches, day: Option<Date>) -> Result<(Date, Option<Date>), Failure> {
    let since = arguments.day("since")?.expect("clap requires it");
    let until = arguments.day("until")?.or(day);
    if until.is_some_and(|until| until < since) {
        return Err(Failure::CannotRun(format!(
            "{since} comes after the later day; give --until or --as-of a later one"
        )));
    }
    Ok((since, until))
}
