//! `import`: a scorable game of LLM-Deliberation as a model with its lesson.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches};

use crate::lesson::import;

use super::Command;
use super::arguments::{Given as _, output, placed};
use super::context::Context;
use super::outcome::{Failure, Outcome};

pub(super) const COMMAND: Command = Command {
    name: "import",
    about: "A folder of a scorable game as a model with its lesson",
    arguments: |command| command.args(folders().map(|folder| folder.required(true))),
    run,
};

/// A file of a game larger than this is none.
const MAX_BYTES: u64 = 4 << 20;

fn folders() -> [Arg; 2] {
    [
        placed("game", "FOLDER")
            .value_parser(clap::value_parser!(PathBuf))
            .help("The folder with config.txt and scores_files/"),
        output(
            "FOLDER",
            "The folder of the new model; it must not hold one yet",
        ),
    ]
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let game = arguments.path("game").expect("clap requires it");
    let into = arguments.path("output").expect("clap requires it");
    let files = model_of(game)?.map(|(name, text)| (into.join(name), text));
    nothing_there(&files)?;
    context.write("import", &files)
}

/// The files of the model that a game makes, by name.
fn model_of(game: &Path) -> Result<[(&'static str, String); 2], Failure> {
    let file = |name: &str| file_of_a_game(&game.join(name));
    let made = import(&file).map_err(|why| Failure::at(game, why))?;
    Ok([("model.yaml", made.model), ("lesson.yaml", made.lesson)])
}

fn file_of_a_game(path: &Path) -> Option<String> {
    let about = std::fs::metadata(path).ok()?;
    let is_small = about.is_file() && about.len() <= MAX_BYTES;
    is_small
        .then(|| std::fs::read_to_string(path).ok())
        .flatten()
}

/// A model that is there already is not written over.
fn nothing_there(files: &[(PathBuf, String)]) -> Result<(), Failure> {
    match files.iter().find(|(path, _)| path.exists()) {
        Some((path, _)) => Err(Failure::CannotRun(format!(
            "{} is there already; name an empty folder",
            path.display()
        ))),
        None => Ok(()),
    }
}
