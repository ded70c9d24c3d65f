//! `completions`: what a shell needs to complete our commands.

use clap::{Arg, ArgMatches};
use clap_complete::Shell;

use super::Command;
use super::arguments::never;
use super::context::Context;
use super::outcome::{Failure, Outcome};

pub(super) const COMMAND: Command = Command {
    name: "completions",
    about: "What a shell needs to complete the commands",
    arguments: |command| {
        command.arg(
            Arg::new("shell")
                .required(true)
                .value_parser(clap::value_parser!(Shell)),
        )
    },
    writes: never,
    run,
};

fn run(_: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let shell = *arguments
        .get_one::<Shell>("shell")
        .expect("clap requires it");
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut super::program(), "impasse", &mut script);
    Ok(Outcome::answered(
        String::from_utf8_lossy(&script).into_owned(),
    ))
}
