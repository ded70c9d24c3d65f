//! `verify FILE`: checks the claims of an answer again, without the engine that gave it.

use clap::{Arg, ArgMatches};
use serde_json::json;

use crate::analysis::{BlockedKind, Blocks, Status};
use crate::graph::Change;
use crate::verify::{Certificate, Claim, FORM, Move, verify};

use super::Command;
use super::context::{Context, Failure, Outcome, Ready, pretty};

pub(super) const COMMAND: Command = Command {
    name: "verify",
    about: "Check a certificate that `blocks --certificate` wrote, without the engine that gave the answer",
    arguments: |command| {
        command.arg(
            Arg::new("file")
                .value_name("FILE")
                .required(true)
                .help("The certificate"),
        )
    },
    run,
};

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let file = arguments
        .get_one::<String>("file")
        .expect("clap requires it");
    let text = std::fs::read_to_string(file)
        .map_err(|error| Failure::CannotRun(format!("cannot read {file}: {error}")))?;
    let certificate: Certificate = serde_json::from_str(&text)
        .map_err(|error| Failure::CannotRun(format!("{file} is no certificate: {error}")))?;
    if certificate.certificate != FORM {
        return Err(Failure::CannotRun(format!(
            "{file} has form {}; this version reads form {FORM}",
            certificate.certificate
        )));
    }
    let ready = context.ready()?;
    if ready.model.name != certificate.model {
        return Err(Failure::CannotRun(format!(
            "{file} is about the model `{}`, not `{}`; name it with -m",
            certificate.model, ready.model.name
        )));
    }
    let model = match certificate
        .as_of
        .as_ref()
        .filter(|_| certificate.as_of_asked)
        .map(|day| day.parse())
    {
        Some(Ok(day)) => ready.model.known_on(day),
        _ => ready.model,
    };
    let claims = verify(&model, &certificate).map_err(Failure::CannotRun)?;
    let holds = claims.iter().all(|claim| claim.holds);
    let text = if context.json {
        pretty(
            &json!({ "command": "verify", "model": certificate.model, "goal": certificate.goal, "holds": holds, "claims": claims }),
        )
    } else {
        told(&claims, holds)
    };
    Ok(Outcome {
        text,
        notes: String::new(),
        code: u8::from(!holds),
    })
}

fn told(claims: &[Claim], holds: bool) -> String {
    let wrong = claims.iter().filter(|claim| !claim.holds).count();
    let first = match (holds, claims.len()) {
        (true, 1) => "The one claim holds.\n".to_owned(),
        (true, all) => format!("All {all} claims hold.\n"),
        (false, all) => format!("{wrong} of {all} claims do not hold.\n"),
    };
    let lines = claims.iter().map(|claim| {
        format!(
            "- {}: {}\n",
            if claim.holds {
                "holds"
            } else {
                "DOES NOT HOLD"
            },
            claim.claim
        )
    });
    std::iter::once(first).chain(lines).collect()
}

/// The claims of an answer as a certificate.
pub(super) fn certificate(ready: &Ready, as_of_asked: bool, answer: &Blocks) -> Certificate {
    let moves = |changes: &[Change]| changes.iter().map(as_move).collect::<Vec<_>>();
    Certificate {
        certificate: FORM,
        model: ready.model.name.clone(),
        as_of: ready.day.map(|day| day.to_string()),
        as_of_asked,
        goal: answer.goal.to_string(),
        secure: answer.secure,
        party: answer.asked_party.as_ref().map(ToString::to_string),
        status: match answer.status {
            Status::Reached => "reached",
            Status::Met => "met",
            Status::Open => "open",
            Status::Blocked => "blocked",
        }
        .to_owned(),
        kind: answer.kind.map(|kind| match kind {
            BlockedKind::Circular => "circular".to_owned(),
            BlockedKind::Refused => "refused".to_owned(),
        }),
        unblocking_count: answer.unblocking.count.as_ref().map(ToString::to_string),
        unblocking_sets: answer
            .unblocking_sets
            .iter()
            .map(|set| moves(&set.changes))
            .collect(),
        blocking_count: answer.blocking.count.as_ref().map(ToString::to_string),
        blocking_sets: answer.blocking_sets.iter().map(|set| moves(set)).collect(),
    }
}

fn as_move(change: &Change) -> Move {
    let (kind, condition) = match change {
        Change::Grant { .. } => ("grant", None),
        Change::Waive { condition, .. } => ("waive", Some(condition.clone())),
    };
    Move {
        kind: kind.to_owned(),
        party: change.party().to_string(),
        target: change.target().to_string(),
        condition,
    }
}
