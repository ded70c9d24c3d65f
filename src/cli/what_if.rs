//! `what-if X`: the answer of `blocks X` after some changes, and what changed.

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::json;

use super::json as write_json;
use crate::analysis::{Moved, elsewhere};
use crate::graph::{Change, PositionGraph, Reading};
use crate::model::{PartyId, Target};
use crate::view::{WhatIf, Words, what_if_answer};

use super::Command;
use super::context::{Context, Failure, Outcome, Ready, party, pretty, split_option, target};

pub(super) const COMMAND: Command = Command {
    name: "what-if",
    about: "What would block a goal after some changes",
    arguments,
    run,
};

fn arguments(command: clap::Command) -> clap::Command {
    super::blocks::question(command)
        .arg(
            Arg::new("grant")
                .long("grant")
                .value_name("PARTY:TARGET")
                .action(ArgAction::Append)
                .help("Suppose that a party says yes"),
        )
        .arg(
            Arg::new("waive")
                .long("waive")
                .value_name("PARTY:TARGET:CONDITION")
                .action(ArgAction::Append)
                .help("Suppose that a party drops a condition of its own"),
        )
        .arg(
            Arg::new("refuse")
                .long("refuse")
                .value_name("PARTY:TARGET")
                .action(ArgAction::Append)
                .help("Suppose that a party says no where nobody knows its answer"),
        )
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    let graph = ready.graph();
    let mut supposed = Vec::new();
    for text in arguments.get_many::<String>("grant").into_iter().flatten() {
        supposed.push(grant(&ready, &graph, text)?);
    }
    for text in arguments.get_many::<String>("waive").into_iter().flatten() {
        supposed.push(waive(&ready, &graph, text)?);
    }
    let mut refused = Vec::new();
    for text in arguments.get_many::<String>("refuse").into_iter().flatten() {
        refused.push(refuse(&ready, &graph, text)?);
    }
    if supposed.is_empty() && refused.is_empty() {
        let forms = "--grant PARTY:TARGET, --waive PARTY:TARGET:CONDITION or --refuse PARTY:TARGET";
        return Err(Failure::CannotRun(format!("say what to suppose: {forms}")));
    }
    let then = graph.supposing_refused(&refused);
    let before = super::blocks::ask(&ready, &graph, arguments, Vec::new())?;
    let after = super::blocks::ask(&ready, &then, arguments, supposed.clone())?;
    let goal = after.goal.clone();
    let moved: Vec<Moved> = elsewhere(&graph, &then, &supposed)
        .into_iter()
        .filter(|moved| moved.goal != goal)
        .collect();
    if context.json {
        let no: Vec<serde_json::Value> = refused
            .iter()
            .map(|(party, target)| json!({ "party": party, "target": target }))
            .collect();
        let answer = json!({ "command": "what-if", "supposed": supposed, "refused": no, "before": write_json::blocks(&ready.model, &graph, &before), "after": write_json::blocks(&ready.model, &then, &after), "elsewhere": write_json::moved(&moved) });
        return Ok(Outcome::answered(pretty(&answer)));
    }
    let asked = WhatIf {
        supposed: &supposed,
        refused: &refused,
        before: &before,
        after: &after,
        elsewhere: &moved,
    };
    Ok(Outcome::answered(crate::write::text(&what_if_answer(
        &Words::of(&ready.model),
        &then,
        &asked,
    ))))
}

fn grant(ready: &Ready, graph: &PositionGraph, text: &str) -> Result<Change, Failure> {
    let (who, what) = text
        .split_once(':')
        .ok_or_else(|| Failure::CannotRun(format!("--grant takes PARTY:TARGET, not `{text}`")))?;
    let who = party(ready, who)?;
    let what = split_option(what)
        .filter(|t| graph.stances().iter().any(|s| s.target == *t))
        .map_or_else(|| target(ready, graph, what), Ok)?;
    let change = Change::Grant {
        party: who.clone(),
        target: what.clone(),
    };
    let stance = graph
        .stances()
        .iter()
        .find(|s| s.party == who && s.target == what);
    match stance.map(|s| s.reading) {
        Some(Reading::Refused | Reading::Unknown) => Ok(change),
        Some(Reading::Granted) => Err(Failure::CannotRun(format!(
            "`{who}` already says yes to `{what}`"
        ))),
        Some(Reading::Conditional) => Err(Failure::CannotRun(format!(
            "`{who}` says yes to `{what}` on a condition; suppose that it drops it: --waive {who}:{what}:CONDITION"
        ))),
        None => Err(Failure::CannotRun(format!(
            "the yes of `{who}` to `{what}` is not needed for anything, so granting it changes nothing"
        ))),
    }
}

fn refuse(ready: &Ready, graph: &PositionGraph, text: &str) -> Result<(PartyId, Target), Failure> {
    let (who, what) = text
        .split_once(':')
        .ok_or_else(|| Failure::CannotRun(format!("--refuse takes PARTY:TARGET, not `{text}`")))?;
    let who = party(ready, who)?;
    let what = split_option(what)
        .filter(|t| graph.stances().iter().any(|s| s.target == *t))
        .map_or_else(|| target(ready, graph, what), Ok)?;
    match graph
        .stances()
        .iter()
        .find(|s| s.party == who && s.target == what)
        .map(|s| s.reading)
    {
        Some(Reading::Unknown) => Ok((who, what)),
        Some(Reading::Refused) => Err(Failure::CannotRun(format!(
            "`{who}` already refuses `{what}`"
        ))),
        Some(Reading::Granted | Reading::Conditional) => Err(Failure::CannotRun(format!(
            "`{who}` has said yes to `{what}`; only an answer that nobody knows can be supposed to be a no"
        ))),
        None => Err(Failure::CannotRun(format!(
            "the yes of `{who}` to `{what}` is not needed for anything, so a no changes nothing"
        ))),
    }
}

fn waive(ready: &Ready, graph: &PositionGraph, text: &str) -> Result<Change, Failure> {
    let parts: Vec<&str> = text.splitn(3, ':').collect();
    let [who, what, condition] = parts.as_slice() else {
        return Err(Failure::CannotRun(format!(
            "--waive takes PARTY:TARGET:CONDITION, not `{text}`"
        )));
    };
    let who = party(ready, who)?;
    let what = split_option(what).map_or_else(|| target(ready, graph, what), Ok)?;
    let change = Change::Waive {
        party: who.clone(),
        target: what,
        condition: (*condition).to_owned(),
    };
    if graph.changes().iter().any(|info| info.change == change) {
        return Ok(change);
    }
    let own: Vec<String> = graph
        .changes()
        .iter()
        .filter(|info| info.change.party() == &who && matches!(info.change, Change::Waive { .. }))
        .map(|info| format!("--{}", info.change))
        .collect();
    let hint = if own.is_empty() {
        format!("`{who}` imposes no condition")
    } else {
        format!("`{who}` can waive: {}", own.join(", "))
    };
    Err(Failure::CannotRun(format!(
        "`{who}` imposes no such condition as `{text}`; {hint}"
    )))
}
