//! `explore`: one HTML file in which a reader asks, supposes and follows every box to its sentence.

use clap::ArgMatches;
use serde_json::json;

use crate::disk::shown;
use crate::source::Citation;
use crate::view::{Explorer, explorer};
use crate::write;

use super::Command;
use super::arguments::{Given as _, always, named, output};
use super::context::{Context, Ready};
use super::files::write_file;
use super::named::goal_if_any;
use super::outcome::{Failure, Outcome};
use super::texts::Texts;

pub(super) const COMMAND: Command = Command {
    name: "explore",
    about: "One HTML file to ask, suppose and follow every box to its sentence",
    arguments: |command| {
        command.args([
            named(
                "goal",
                "GOAL",
                "The goal that is shown first; without it, the model's",
            ),
            output(
                "FILE",
                "Where to write; without it output/<model>/explore.html",
            ),
        ])
    },
    writes: always,
    run,
};

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    let data = data(&ready, arguments.text("goal"))?;
    let page = write::explore(&data, &foot(&data));
    let path = ready.output(arguments, "explore.html");
    write_file(&path, page.as_bytes(), arguments.named_output())?;
    let path = shown(&path);
    let left_out = data.days_left_out;
    Ok(context.either(
        || format!("wrote {path}\n{}", days_left_out(data.days.len(), left_out)),
        || json!({ "command": "explore", "written": path, "bytes": page.len(), "days": data.days.len(), "days_left_out": left_out }),
    ))
}

/// What is said where a page does not hold every day, and how to ask about the others.
fn days_left_out(held: usize, left_out: usize) -> String {
    match left_out {
        0 => String::new(),
        _ => format!(
            "note: the page holds the last {held} of {} days on which something changes; `--as-of DATE` makes one that ends earlier\n",
            held + left_out
        ),
    }
}

/// What the page knows.
fn data(ready: &Ready, named: Option<&str>) -> Result<Explorer, Failure> {
    let goal = goal_if_any(ready, &ready.graph(), named)?;
    let texts = Texts::own(ready);
    let sentence = |cite: &Citation| texts.sentence_of_a_digest(cite);
    explorer(&ready.model, ready.day, goal.as_ref(), &sentence).map_err(|_| {
        Failure::CannotRun(
            "the weights in this model are too large for a page to add up without rounding"
                .to_owned(),
        )
    })
}

fn foot(data: &Explorer) -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!("Model: {}. Made by impasse {version}.", data.model)
}
