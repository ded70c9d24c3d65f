//! `review`: a person accepts, corrects or rejects what `extract` proposed.

mod asking;
mod clock;
mod desk;
mod effect;
mod finish;
mod list;
mod undo;

pub(super) use desk::locked;

use std::io;

use clap::ArgMatches;

use crate::model::{Model, Position};
use crate::review::{Entry, Inbox, opposite};

use super::Command;
use super::arguments::{Given as _, flag, path};
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
    let is_listing = arguments.get_flag("list");
    let is_json = arguments.text("format") == Some("json");
    let is_told = arguments.get_flag("write") || arguments.get_flag("undo");
    !(is_listing || is_json && !is_told)
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let mut desk = Desk::open(context, arguments.path("texts").cloned())?;
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
