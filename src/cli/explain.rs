//! `explain CODE`: what a problem means and how to mend it.

use clap::{Arg, ArgMatches};

use crate::check::{CODES, page};
use crate::diagnostic::did_you_mean;

use super::Command;
use super::context::{Context, Failure, Outcome};

pub(super) const COMMAND: Command = Command {
    name: "explain",
    about: "What a problem means and how to mend it; without a code, the list of codes",
    arguments: |command| command.arg(Arg::new("code").value_name("CODE")),
    run,
};

fn run(_: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let Some(code) = arguments.get_one::<String>("code") else {
        return Ok(Outcome::answered(
            CODES.iter().map(|(code, _)| format!("{code}\n")).collect(),
        ));
    };
    page(code)
        .map(|text| Outcome::answered(text.to_owned()))
        .ok_or_else(|| {
            let near = did_you_mean(code, CODES.iter().map(|(code, _)| *code))
                .map(|near| format!("; did you mean `{near}`?"))
                .unwrap_or_default();
            Failure::CannotRun(format!("no problem has the code `{code}`{near}"))
        })
}
