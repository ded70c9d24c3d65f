//! `review`: a person accepts, corrects or rejects what `extract` proposed.

mod against;
mod asking;
mod clock;
mod desk;
mod effect;
mod finish;
mod list;
mod log;
mod sample;
mod undo;

pub(super) use desk::locked;

use std::io;

use clap::ArgMatches;

use crate::model::{Model, Position};
use crate::review::{Entry, Inbox, opposite};

use super::Command;
use super::arguments::{Given as _, flag, named, path};
use super::context::Context;
use super::outcome::{Failure, Outcome};
use asking::Asking;
use desk::Desk;

pub(super) const COMMAND: Command = Command {
    name: "review",
    about: "Accept, correct or reject the facts in the inbox",
    arguments: |command| {
        command.args([
            flag(
                "write",
                "Ask nothing: take the decisions as they stand in the inbox",
            ),
            flag("list", "List what is to decide, and change nothing"),
            flag(
                "undo",
                "Take back the last decision; again, the one before it",
            )
            .conflicts_with_all(["write", "list"]),
            flag(
                "log",
                "Every decision on record, with who made it and when, and what was taken back",
            )
            .conflicts_with_all(["write", "list", "undo"]),
            named(
                "sample",
                "N",
                "Draw so many sentences, half of them where nothing was proposed, to see what is missed; changes nothing",
            )
            .value_parser(clap::value_parser!(usize))
            .conflicts_with_all(["write", "list", "undo", "log"]),
            named("seed", "S", "Which sample: the same number draws the same sentences")
                .default_value("1")
                .requires("sample"),
            path(
                "against",
                "DIR",
                "The inboxes of another coder: agreement by field, then every difference; changes nothing",
            )
            .conflicts_with_all(["write", "list", "undo", "log", "sample"]),
            named(
                "coder",
                "NAME",
                "Who decides: on record with each decision",
            ),
            path(
                "texts",
                "DIR",
                "Where the texts are, to show whole sentences",
            ),
        ])
    },
    writes: decides,
    run,
};

/// Whether decisions are taken and not only listed.
fn decides(arguments: &ArgMatches) -> bool {
    let is_listing = arguments.get_flag("list")
        || arguments.get_flag("log")
        || arguments.contains_id("sample")
        || arguments.contains_id("against");
    let is_json = arguments.text("format") == Some("json");
    let is_told = arguments.get_flag("write") || arguments.get_flag("undo");
    !(is_listing || is_json && !is_told)
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let coder = arguments.text("coder").map(str::to_owned);
    let mut desk = Desk::open(context, arguments.path("texts").cloned(), coder)?;
    if arguments.get_flag("log") {
        return Ok(desk.log(context));
    }
    if let Some(&size) = arguments.get_one::<usize>("sample") {
        return Ok(desk.sample(context, size, arguments.required("seed")));
    }
    if let Some(folder) = arguments.path("against") {
        return desk.against(context, folder);
    }
    let is_written = arguments.get_flag("write");
    if arguments.get_flag("undo") {
        return desk.undo(context);
    }
    if !decides(arguments) {
        return desk.list(context);
    }
    let before = desk.statuses(&desk.facts_now()?)?;
    if !is_written {
        Asking::of(&mut desk, io::stdin().lock())?.ask()?;
    }
    desk.finish(context, &before, None)
}

/// A fact in words, with its sentence and why it was read so.
fn told(entry: &Entry, inbox: &Inbox, model: &Model, sentence: Option<&str>) -> String {
    let fields = entry.fields.iter();
    let fields = fields.map(|(key, value)| format!("{key}: {value}"));
    let opposite = opposite(model, entry).into_iter();
    format!(
        "{} [{} s{}] {}\n  {}\n  because {}\n{}",
        entry.id,
        inbox.source,
        entry.sentence,
        fields.collect::<Vec<_>>().join(", "),
        sentence.unwrap_or(&entry.quote),
        entry.because,
        opposite.map(opposite_in_words).collect::<String>()
    )
}

fn opposite_in_words(position: &Position) -> String {
    let cites: Vec<String> = position.cites.iter().map(ToString::to_string).collect();
    format!(
        "  opposite: the model has {} {} {} ({})\n",
        position.party,
        position.stance.word(),
        position.on,
        cites.join(", ")
    )
}
