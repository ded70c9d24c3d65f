//! `import`: a scorable game of LLM-Deliberation as a model with its lesson.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches};
use serde_json::json;

use crate::lesson::import;
use crate::write::write_whole;

use super::Command;
use super::context::{Context, Failure, Outcome, pretty};

pub(super) const COMMAND: Command = Command {
    name: "import",
    about: "A folder of a scorable game as a model with its lesson",
    arguments,
    run,
};

/// A file of a game larger than this is none.
const MAX_BYTES: u64 = 4 << 20;

fn arguments(command: clap::Command) -> clap::Command {
    let folder = |arg: Arg| {
        arg.value_name("FOLDER")
            .value_parser(clap::value_parser!(PathBuf))
    };
    command
        .arg(
            folder(Arg::new("game").required(true))
                .help("The folder with config.txt and scores_files/"),
        )
        .arg(
            folder(Arg::new("output").short('o').long("output").required(true))
                .help("The folder of the new model; it must not hold one yet"),
        )
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let (game, into) = (path(arguments, "game"), path(arguments, "output"));
    let read = |name: &str| {
        let path = game.join(name);
        let small =
            std::fs::metadata(&path).is_ok_and(|about| about.is_file() && about.len() <= MAX_BYTES);
        small.then(|| std::fs::read_to_string(&path).ok()).flatten()
    };
    let made =
        import(&read).map_err(|why| Failure::CannotRun(format!("{}: {why}", game.display())))?;
    let files = [("model.yaml", made.model), ("lesson.yaml", made.lesson)];
    if let Some((name, _)) = files.iter().find(|(name, _)| into.join(name).exists()) {
        return Err(Failure::CannotRun(format!(
            "{} is there already; name an empty folder",
            into.join(name).display()
        )));
    }
    let mut written = Vec::new();
    for (name, text) in files {
        let path = into.join(name);
        write_whole(&path, text.as_bytes()).map_err(|error| {
            Failure::CannotRun(format!("cannot write {}: {error}", path.display()))
        })?;
        written.push(path.display().to_string());
    }
    Ok(Outcome::answered(if context.json {
        pretty(&json!({ "command": "import", "written": written }))
    } else {
        written
            .iter()
            .map(|path| format!("wrote {path}\n"))
            .collect()
    }))
}

fn path<'a>(arguments: &'a ArgMatches, name: &str) -> &'a Path {
    arguments
        .get_one::<PathBuf>(name)
        .expect("clap requires it")
}
