//! `export`: the whole model, for other programs; or a lesson as a game that programs can play.

use clap::ArgMatches;

use crate::lesson::scorable_files;

use super::Command;
use super::arguments::{Given as _, choice, output, path};
use super::context::{Context, Ready};
use super::json as write_json;
use super::lesson::lesson;
use super::outcome::{Failure, Outcome, pretty};

pub(super) const COMMAND: Command = Command {
    name: "export",
    about: "The whole model with every citation, or a lesson as a scorable game, for other programs",
    arguments,
    writes: |arguments| arguments.text("to") != Some("json"),
    run,
};

fn arguments(command: clap::Command) -> clap::Command {
    command.args([
        choice(
            "to",
            "json: the model, on standard output; llm-deliberation: a lesson with points as a folder of that format",
        )
        .value_parser(["json", "llm-deliberation"])
        .default_value("json"),
        path(
            "lesson",
            "FILE",
            "The teacher's file; without it lesson.yaml beside the model",
        ),
        output(
            "FOLDER",
            "Where to write the folder; without it output/<model>/game",
        ),
    ])
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    if arguments.text("to") == Some("llm-deliberation") {
        return game(context, &ready, arguments);
    }
    let model = write_json::model(&ready.model, ready.day);
    Ok(Outcome::answered(pretty(&model)))
}

/// Writes a lesson as a folder of a scorable game.
fn game(context: &Context, ready: &Ready, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let goal = ready.model.goal.as_ref();
    let lesson = lesson(context, ready, arguments.path("lesson"), goal)?;
    let files = scorable_files(&ready.model, &lesson).ok_or_else(no_points)?;
    let folder = ready.output(arguments, "game");
    let files = files.into_iter();
    let files = files.map(|(name, text)| (folder.join(name), text));
    context.write(
        "export",
        &files.collect::<Vec<_>>(),
        arguments.named_output(),
    )
}

fn no_points() -> Failure {
    let why = "this lesson has no points, and a scorable game is made of them\nhelp: add `invented_scores` to lesson.yaml";
    Failure::CannotRun(why.to_owned())
}
