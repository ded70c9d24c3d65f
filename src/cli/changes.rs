//! `changes --since D`: what moved.

use clap::{Arg, ArgMatches};

use crate::analysis::{Budget, changes};
use crate::source::Date;
use crate::view::{Words, changes_answer};

use super::Command;
use super::context::{Context, Failure, Outcome};
use super::json;

pub(super) const COMMAND: Command = Command {
    name: "changes",
    about: "What moved since a day, and which goals changed because of it",
    arguments: |command| {
        command
            .arg(
                Arg::new("since")
                    .long("since")
                    .value_name("DATE")
                    .required(true)
                    .help("The earlier day"),
            )
            .arg(
                Arg::new("until")
                    .long("until")
                    .value_name("DATE")
                    .help("The later day; without it, the day on which the model is read"),
            )
    },
    run,
};

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    let day = |name: &str| -> Result<Option<Date>, Failure> {
        let text = arguments.get_one::<String>(name);
        text.map(|text| {
            text.parse()
                .map_err(|error| Failure::CannotRun(format!("--{name}: `{text}` is {error}")))
        })
        .transpose()
    };
    let since = day("since")?.expect("clap requires it");
    let until = day("until")?.or(ready.day);
    if until.is_some_and(|until| until < since) {
        return Err(Failure::CannotRun(format!(
            "{since} comes after the later day; give --until or --as-of a later one"
        )));
    }
    let found = changes(&ready.model, since, until, &Budget::FULL);
    Ok(context.answer(
        || changes_answer(&Words::of(&ready.model), &found),
        || json::changes(&ready.model, &found),
    ))
}
