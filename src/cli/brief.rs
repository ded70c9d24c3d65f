//! `brief`: the briefing with its drawings, into `output/<model>/`.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches};
use serde_json::json;

use crate::layout::place;
use crate::source::Citation;
use crate::view::{Brief, briefing};
use crate::write::{self, Page, Spelling, write_whole};

use super::Command;
use super::context::{Context, Failure, Outcome, Ready, goal, own_texts, pretty};

pub(super) const COMMAND: Command =
    Command { name: "brief", about: "The briefing with its drawings, into output/<model>/", arguments, run };

fn arguments(command: clap::Command) -> clap::Command {
    command.arg(Arg::new("goal").long("goal").value_name("GOAL").help("The goal that the briefing is about; without it, the model's")).arg(
        Arg::new("output")
            .short('o')
            .long("output")
            .value_name("FOLDER")
            .value_parser(clap::value_parser!(PathBuf))
            .default_value("output")
            .help("Where to write; each model gets a folder below it"),
    )
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let output = arguments.get_one::<PathBuf>("output").expect("it has a default");
    let mut written = Vec::new();
    for path in context.paths()? {
        let ready = context.open(&path)?;
        for (file, text) in files(&ready, arguments)? {
            let path = output.join(&ready.model.name).join(file);
            write_whole(&path, text.as_bytes()).map_err(|error| Failure::CannotRun(format!("cannot write {}: {error}", path.display())))?;
            written.push(path);
        }
    }
    let list: Vec<String> = written.iter().map(|path| path.display().to_string()).collect();
    let text = if context.json {
        pretty(&json!({ "command": "brief", "written": list }))
    } else {
        list.iter().map(|path| format!("wrote {path}\n")).collect()
    };
    Ok(Outcome::answered(text))
}

/// Every file of a briefing, by name.
fn files(ready: &Ready, arguments: &ArgMatches) -> Result<Vec<(String, String)>, Failure> {
    let graph = ready.graph();
    let named = arguments.get_one::<String>("goal");
    let goal = if named.is_some() || ready.model.goal.is_some() { Some(goal(ready, &graph, named)?) } else { None };
    let Brief { document, figures } = briefing(&ready.model, &graph, goal.as_ref());
    let (texts, _) = own_texts(ready);
    // Only our own digests are reprinted; a text that somebody else wrote is named, not copied.
    let note = |cite: &Citation| {
        texts.get(&cite.source).filter(|text| text.is_digest).and_then(|text| text.sentences.get(&cite.sentence).cloned())
    };
    let foot = format!("Model: {}. Made by impasse {}. Nothing here is a forecast.", ready.model.name, env!("CARGO_PKG_VERSION"));
    let mut files = vec![
        ("brief.html".to_owned(), write::html(&document, &Page { note: &note, foot })),
        ("brief.md".to_owned(), write::markdown(&document, &note)),
    ];
    for figure in figures {
        let placed = place(&figure.diagram);
        for format in write::DRAWINGS.iter().filter(|format| format.in_brief) {
            if let Spelling::Words(spell) = format.write {
                let name = Path::new(&figure.stem).with_extension(format.name);
                files.push((name.display().to_string(), spell(&figure.diagram, &placed)));
            }
        }
    }
    Ok(files)
}
