//! `import`: a scorable game of LLM-Deliberation as a model with its lesson.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches};

use crate::disk::{self, Limit, Reach};
use crate::lesson::import;

use super::Command;
use super::arguments::{Given as _, always, output, placed};
use super::context::Context;
use super::files::is_there;
use super::outcome::{Failure, Outcome};

pub(super) const COMMAND: Command = Command {
    name: "import",
    about: "A folder of a scorable game as a model with its lesson",
    arguments: |command| command.args(folders().map(|folder| folder.required(true))),
    writes: always,
    run,
};

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
    context.write("import", &files, Some(into))
}

/// The files of the model that a game makes, by name.
fn model_of(game: &Path) -> Result<[(&'static str, String); 2], Failure> {
    let file = |name: &str| file_of_a_game(game, name);
    let made = import(&file).map_err(|why| Failure::at(game, why))?;
    Ok([("model.yaml", made.model), ("lesson.yaml", made.lesson)])
}

fn file_of_a_game(game: &Path, name: &str) -> Result<Option<String>, String> {
    let path = game.join(name);
    if !is_there(&path) {
        return Ok(None);
    }
    if !Reach::Folder.allows(&path, game) {
        return Err(format!("{name} leads out of the folder"));
    }
    let text = disk::text(&path, Limit::Text);
    text.map(Some)
        .map_err(|why| format!("{} cannot be read: {why}", disk::plain(name)))
}

/// A model that is there already is not written over.
fn nothing_there(files: &[(PathBuf, String)]) -> Result<(), Failure> {
    match files.iter().find(|(path, _)| is_there(path)) {
        Some((path, _)) => Err(Failure::CannotRun(format!(
            "{} is there already; name an empty folder",
            disk::shown(path)
        ))),
        None => Ok(()),
    }
}
