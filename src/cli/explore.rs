//! `explore`: one HTML file in which a reader asks, supposes and follows every box to its sentence.

use std::path::PathBuf;

use clap::{Arg, ArgMatches};
use serde_json::json;

use crate::source::Citation;
use crate::view::explorer;
use crate::write::{self, write_whole};

use super::Command;
use super::context::{Context, Failure, Outcome, goal, own_texts, pretty};

pub(super) const COMMAND: Command = Command {
    name: "explore",
    about: "One HTML file to ask, suppose and follow every box to its sentence",
    arguments,
    run,
};

fn arguments(command: clap::Command) -> clap::Command {
    command
        .arg(
            Arg::new("goal")
                .long("goal")
                .value_name("GOAL")
                .help("The goal that is shown first; without it, the model's"),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .help("Where to write; without it output/<model>/explore.html"),
        )
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    let graph = ready.graph();
    let named = arguments.get_one::<String>("goal");
    let goal = if named.is_some() || ready.model.goal.is_some() {
        Some(goal(&ready, &graph, named)?)
    } else {
        None
    };
    let (texts, _) = own_texts(&ready);
    let sentence = |cite: &Citation| {
        texts
            .get(&cite.source)
            .filter(|text| text.is_digest)
            .and_then(|text| text.sentences.get(&cite.sentence).cloned())
    };
    let data = explorer(&ready.model, ready.day, goal.as_ref(), &sentence).map_err(|_| {
        Failure::CannotRun(
            "the weights in this model are too large for a page to add up without rounding"
                .to_owned(),
        )
    })?;
    let foot = format!(
        "Model: {}. Made by impasse {}.",
        data.model,
        env!("CARGO_PKG_VERSION")
    );
    let page = write::explore(&data, &foot);
    let path = arguments
        .get_one::<PathBuf>("output")
        .cloned()
        .unwrap_or_else(|| {
            PathBuf::from("output")
                .join(&ready.model.name)
                .join("explore.html")
        });
    write_whole(&path, page.as_bytes())
        .map_err(|error| Failure::CannotRun(format!("cannot write {}: {error}", path.display())))?;
    let path = path.display().to_string();
    Ok(Outcome::answered(if context.json {
        pretty(
            &json!({ "command": "explore", "written": path, "bytes": page.len(), "days": data.days.len() }),
        )
    } else {
        format!("wrote {path}\n")
    }))
}
