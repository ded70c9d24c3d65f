//! `explain CODE`: what a problem means and how to mend it.

use clap::ArgMatches;

use crate::check::{CODES, page};

use super::Command;
use super::arguments::{Given as _, never, placed};
use super::context::Context;
use super::named::guess;
use super::outcome::{Failure, Outcome};

pub(super) const COMMAND: Command = Command {
    name: "explain",
    about: "What a problem means and how to mend it; without a code, the list of codes",
    arguments: |command| command.arg(placed("code", "CODE")),
    writes: never,
    run,
};

fn run(_: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let text = match arguments.text("code") {
        Some(code) => page(code).ok_or_else(|| no_such_code(code))?.to_owned(),
        None => codes().map(|code| format!("{code}\n")).collect(),
    };
    Ok(Outcome::answered(text))
}

fn codes() -> impl Iterator<Item = &'static str> {
    CODES.iter().map(|(code, _)| *code)
}

fn no_such_code(code: &str) -> Failure {
    let near = guess(code, codes()).unwrap_or_default();
    Failure::CannotRun(format!("no problem has the code `{code}`{near}"))
}
