//! `init`: a first model to start from.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches};

use crate::write::write_whole;

use super::Command;
use super::context::{Context, Failure, Outcome};

const FIRST_MODEL: &str = include_str!("first-model.yaml");

pub(super) const COMMAND: Command = Command {
    name: "init",
    about: "Write a first model to start from",
    arguments: |command| {
        command.arg(
            Arg::new("folder")
                .value_name("FOLDER")
                .value_parser(clap::value_parser!(PathBuf))
                .default_value("models/my-talks"),
        )
    },
    run,
};

fn run(_: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let folder = arguments
        .get_one::<PathBuf>("folder")
        .expect("it has a default");
    let path = folder.join("model.yaml");
    if path.exists() {
        return Err(Failure::CannotRun(format!(
            "{} exists already; nothing was written",
            path.display()
        )));
    }
    write_whole(&path, FIRST_MODEL.as_bytes())
        .map_err(|error| Failure::CannotRun(format!("cannot write {}: {error}", path.display())))?;
    Ok(Outcome::answered(format!(
        "wrote {}\nnext: impasse -m {} blocks\n",
        path.display(),
        shown(folder)
    )))
}

fn shown(folder: &Path) -> String {
    folder.display().to_string()
}
