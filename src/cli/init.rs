//! `init`: a first model to start from.

use std::path::PathBuf;

use clap::ArgMatches;

use crate::disk::shown;

use super::Command;
use super::arguments::{Given as _, always, placed};
use super::context::Context;
use super::files::{is_there, write_file};
use super::outcome::{Failure, Outcome};

const FIRST_MODEL: &str = include_str!("first-model.yaml");

pub(super) const COMMAND: Command = Command {
    name: "init",
    about: "Write a first model to start from",
    arguments: |command| {
        command.arg(
            placed("folder", "FOLDER")
                .value_parser(clap::value_parser!(PathBuf))
                .default_value("models/my-talks"),
        )
    },
    writes: always,
    run,
};

fn run(_: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let folder = arguments.path("folder").expect("it has a default");
    let path = folder.join("model.yaml");
    if is_there(&path) {
        return Err(Failure::CannotRun(format!(
            "{} exists already; nothing was written",
            shown(&path)
        )));
    }
    write_file(&path, FIRST_MODEL.as_bytes(), Some(folder))?;
    Ok(Outcome::answered(format!(
        "wrote {}\nnext: impasse -m {} blocks\n",
        shown(&path),
        shown(folder)
    )))
}
