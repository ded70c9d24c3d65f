//! `show ID`: everything known about one thing.

use clap::ArgMatches;

use super::json;
use crate::model::Model;
use crate::view::{Words, dossier};

use super::Command;
use super::arguments::{Given as _, never, placed};
use super::context::Context;
use super::named::guess;
use super::outcome::{Failure, Outcome};

pub(super) const COMMAND: Command = Command {
    name: "show",
    about: "Everything known about a party, person, issue, milestone, claim or source",
    arguments: |command| command.arg(placed("id", "ID").required(true)),
    writes: never,
    run,
};

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    let graph = ready.graph();
    let id = arguments.required("id");
    let document = dossier(&Words::on(&ready.model, &graph), &graph, id)
        .ok_or_else(|| nothing_called(id, &ready.model))?;
    Ok(context.answer(
        || document.clone(),
        || ready.json("show", json::document(id, &document)),
    ))
}

fn nothing_called(id: &str, model: &Model) -> Failure {
    let near = guess(id, ids(model)).unwrap_or_default();
    Failure::CannotRun(format!(
        "no party, person, issue, milestone, claim or source is called `{id}`{near}"
    ))
}

/// The ids of everything that can be shown.
fn ids(model: &Model) -> impl Iterator<Item = &str> {
    let people = model.parties.values().flat_map(|p| p.speakers.keys());
    let parties = model.parties.keys().map(|id| id.as_str());
    parties
        .chain(model.issues.keys().map(|id| id.as_str()))
        .chain(model.milestones.keys().map(|id| id.as_str()))
        .chain(model.claims.keys().map(|id| id.as_str()))
        .chain(model.sources.keys().map(|id| id.as_str()))
        .chain(people.map(|id| id.as_str()))
}
