//! `export`: the whole model, for other programs; or a lesson as a game that programs can play.

use std::path::PathBuf;

use clap::{Arg, ArgMatches};
use serde_json::json;

use crate::lesson::scorable_files;
use crate::write::write_whole;

use super::Command;
use super::context::{Context, Failure, Outcome, pretty};
use super::json as write_json;

pub(super) const COMMAND: Command = Command {
    name: "export",
    about: "The whole model with every citation, or a lesson as a scorable game, for other programs",
    arguments,
    run,
};

fn arguments(command: clap::Command) -> clap::Command {
    command
        .arg(
            Arg::new("to")
                .long("to")
                .value_parser(["json", "llm-deliberation"])
                .default_value("json")
                .help("json: the model, on standard output; llm-deliberation: a lesson with points as a folder of that format"),
        )
        .arg(
            Arg::new("lesson")
                .long("lesson")
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .help("The teacher's file; without it lesson.yaml beside the model"),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name("FOLDER")
                .value_parser(clap::value_parser!(PathBuf))
                .help("Where to write the folder; without it output/<model>/game"),
        )
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    if arguments
        .get_one::<String>("to")
        .is_none_or(|to| to == "json")
    {
        return Ok(Outcome::answered(pretty(&write_json::model(
            &ready.model,
            ready.day,
        ))));
    }
    let lesson = super::packet::lesson(context, &ready, arguments.get_one::<PathBuf>("lesson"))?;
    let Some(files) = scorable_files(&ready.model, &lesson) else {
        let why = "this lesson has no points, and a scorable game is made of them\nhelp: add `invented_scores` to lesson.yaml";
        return Err(Failure::CannotRun(why.to_owned()));
    };
    let folder = arguments
        .get_one::<PathBuf>("output")
        .cloned()
        .unwrap_or_else(|| PathBuf::from("output").join(&ready.model.name).join("game"));
    for (file, text) in &files {
        let path = folder.join(file);
        write_whole(&path, text.as_bytes()).map_err(|error| {
            Failure::CannotRun(format!("cannot write {}: {error}", path.display()))
        })?;
    }
    let written: Vec<String> = files
        .keys()
        .map(|file| folder.join(file).display().to_string())
        .collect();
    Ok(Outcome::answered(if context.json {
        pretty(&json!({ "command": "export", "written": written }))
    } else {
        written
            .iter()
            .map(|path| format!("wrote {path}\n"))
            .collect()
    }))
}
