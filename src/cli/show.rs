//! `show ID`: everything known about one thing.

use clap::{Arg, ArgMatches};

use super::json;
use crate::diagnostic::did_you_mean;
use crate::view::{Words, dossier};

use super::Command;
use super::context::{Context, Failure, Outcome};

pub(super) const COMMAND: Command = Command {
    name: "show",
    about: "Everything known about a party, person, issue, milestone, claim or source",
    arguments: |command| command.arg(Arg::new("id").value_name("ID").required(true)),
    run,
};

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    let graph = ready.graph();
    let id = arguments.get_one::<String>("id").expect("clap requires it");
    let model = &ready.model;
    let Some(document) = dossier(&Words::of(model), &graph, id) else {
        let known = model
            .parties
            .keys()
            .map(|k| k.as_str())
            .chain(model.issues.keys().map(|k| k.as_str()))
            .chain(model.milestones.keys().map(|k| k.as_str()))
            .chain(model.claims.keys().map(|k| k.as_str()))
            .chain(model.sources.keys().map(|k| k.as_str()))
            .chain(
                model
                    .parties
                    .values()
                    .flat_map(|p| p.speakers.keys().map(|k| k.as_str())),
            );
        let near = did_you_mean(id, known)
            .map(|near| format!("; did you mean `{near}`?"))
            .unwrap_or_default();
        return Err(Failure::CannotRun(format!(
            "no party, person, issue, milestone, claim or source is called `{id}`{near}"
        )));
    };
    Ok(context.answer(
        || document.clone(),
        || json::document("show", model, graph.day, id, &document),
    ))
}
