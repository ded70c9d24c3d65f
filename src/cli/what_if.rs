//! `what-if X`: the answer of `blocks X` after some changes, and what changed.

use std::collections::BTreeMap;

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::json;

use super::json as write_json;
use crate::analysis::{Budget, Moved, elsewhere};
use crate::graph::{Change, PositionGraph, Reading};
use crate::model::{Model, PartyId, Target};
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
    consistent(&supposed, &refused)?;
    let then = ready.supposing_refused(&refused);
    let before = super::blocks::ask(&ready, &graph, arguments, Vec::new())?;
    let after = super::blocks::ask(&ready, &then, arguments, supposed.clone())?;
    let goal = after.goal.clone();
    let moved = elsewhere(&ready.model, &graph, &then, &supposed, &Budget::FULL).map(|moved| {
        let others = moved.into_iter().filter(|moved| moved.goal != goal);
        others.collect::<Vec<Moved>>()
    });
    if context.json {
        let no: Vec<serde_json::Value> = refused
            .iter()
            .map(|(party, target)| json!({ "party": party, "target": target }))
            .collect();
        let head = write_json::head("what-if", &ready.model, ready.day);
        let rest = json!({
            "supposed": supposed,
            "refused": no,
            "before": write_json::blocks(&ready.model, &graph, &before),
            "after": write_json::blocks(&ready.model, &then, &after),
            "elsewhere": moved,
            "parts": moved.extent().map(|extent| ("elsewhere", extent)).into_iter().collect::<BTreeMap<_, _>>(),
        });
        let answer = write_json::with(head, rest);
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

/// One thing cannot be supposed to be granted and refused.
fn consistent(supposed: &[Change], refused: &[(PartyId, Target)]) -> Result<(), Failure> {
    for (party, target) in refused {
        let grant = Change::Grant {
            party: party.clone(),
            target: target.clone(),
        };
        if supposed.contains(&grant) {
            return Err(Failure::CannotRun(format!(
                "`{party}` cannot be supposed to grant and to refuse `{target}` at once: leave out --grant or --refuse"
            )));
        }
    }
    Ok(())
}

/// Why a party's yes to something cannot be supposed: to an issue with answers it is given to one of them; else nothing
/// needs it.
fn not_needed(
    model: &Model,
    graph: &PositionGraph,
    flag: &str,
    who: &PartyId,
    what: &Target,
) -> Failure {
    let record = match what {
        Target::Milestone(id) => (
            graph.record().reached.contains_key(id),
            graph.record().closed.contains_key(id),
        ),
        Target::Issue(_) | Target::Option(..) => (false, false),
    };
    match record {
        (true, _) => {
            return Failure::CannotRun(format!(
                "`{what}` is reached: nobody's yes is needed for it any more"
            ));
        }
        (false, true) => {
            return Failure::CannotRun(format!(
                "`{what}` is closed: nobody's yes can bring it about any more"
            ));
        }
        (false, false) => {}
    }
    let issue = match what {
        Target::Issue(id) => model
            .issues
            .get(id)
            .filter(|issue| issue.between.contains(who)),
        Target::Milestone(_) | Target::Option(..) => None,
    };
    let answers: Vec<String> = graph
        .stances()
        .iter()
        .filter(|stance| stance.party == *who && stance.target.issue() == what.issue())
        .filter(|stance| matches!(stance.reading, Reading::Refused | Reading::Unknown))
        .map(|stance| format!("--{flag} {who}:{}", stance.target))
        .collect();
    Failure::CannotRun(match issue {
        Some(_) if answers.is_empty() => {
            format!("`{who}` has said yes to every answer to `{what}`")
        }
        Some(_) => format!(
            "`{what}` lies between `{who}` and others, and is settled by a yes to one of its answers; name one: {}",
            answers.join(", ")
        ),
        None => format!(
            "the yes of `{who}` to `{what}` is not needed for anything, so supposing it changes nothing"
        ),
    })
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
        None => Err(not_needed(&ready.model, graph, "grant", &who, &what)),
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
        // Who has spoken only of the answers may still refuse to settle the issue at all.
        None if may_settle(&ready.model, &who, &what) => Ok((who, what)),
        None => Err(not_needed(&ready.model, graph, "refuse", &who, &what)),
    }
}

/// Whether something is an issue that lies between a party and others.
fn may_settle(model: &Model, who: &PartyId, what: &Target) -> bool {
    let Target::Issue(id) = what else {
        return false;
    };
    let issue = model.issues.get(id);
    issue.is_some_and(|issue| issue.between.contains(who))
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
    let named = graph
        .changes()
        .iter()
        .map(|info| &info.change)
        .find(|change| match change {
            Change::Grant { .. } => false,
            Change::Waive {
                party,
                target,
                condition: label,
            } => *party == who && *target == what && label.label() == *condition,
        });
    if let Some(change) = named {
        return Ok(change.clone());
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
