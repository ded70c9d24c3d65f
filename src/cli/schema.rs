//! `schema`: the JSON Schema of model files, for editors and for programs that write them.

use clap::ArgMatches;

use super::Command;
use super::arguments::{flag, never};
use super::context::Context;
use super::json;
use super::outcome::{Failure, Outcome, pretty};

pub(super) const COMMAND: Command = Command {
    name: "schema",
    about: "The JSON Schema of model files: with it an editor completes and checks them",
    arguments: |command| {
        command.arg(flag(
            "ids",
            "Allow only the ids that the model declares, so that an editor completes them",
        ))
    },
    writes: never,
    run,
};

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = match arguments.get_flag("ids") {
        true => Some(context.ready()?),
        false => None,
    };
    let schema = json::schema(ready.as_ref().map(|ready| &ready.model));
    Ok(Outcome::answered(pretty(&schema)))
}
