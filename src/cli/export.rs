//! `export`: the whole model, for other programs.

use clap::{Arg, ArgMatches};

use super::json;

use super::Command;
use super::context::{Context, Failure, Outcome, pretty};

pub(super) const COMMAND: Command = Command {
    name: "export",
    about: "The whole model with every citation, for other programs",
    arguments: |command| command.arg(Arg::new("to").long("to").value_parser(["json"]).default_value("json")),
    run,
};

fn run(context: &Context, _: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    Ok(Outcome::answered(pretty(&json::model(&ready.model, ready.day))))
}
