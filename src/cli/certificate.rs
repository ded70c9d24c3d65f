//! The claims of an answer as a certificate, which `verify` checks without the engine that gave the answer.

use serde_json::json;

use crate::analysis::{Blocks, Known, Sets, Standing, UNTIMELY};
use crate::graph::Change;
use crate::model::Model;
use crate::source::Date;
use crate::verify::{Certificate, FORM, Family, Move};

use super::json::word;

/// The claims of an answer as a certificate; `Err` where its status is not known exactly.
pub fn certificate(
    model: &Model,
    day: Option<Date>,
    as_of_asked: bool,
    answer: &Blocks,
) -> Result<Certificate, String> {
    let standing = certain_standing(answer)?;
    let certificate = Certificate {
        certificate: FORM,
        model: model.name.clone(),
        version: model.version.clone(),
        as_of: day.map(|day| day.to_string()),
        as_of_asked,
        goal: answer.goal.to_string(),
        secure: answer.secure,
        party: answer.asked_party.as_ref().map(ToString::to_string),
        status: word(&json!(standing.status)).unwrap_or_default(),
        since: standing.since.map(|day| day.to_string()),
        by: standing.by.as_ref().map(ToString::to_string),
        kind: word(&json!(standing.kind)),
        package_only: standing.package_only,
        unblocking: family(&answer.unblocking, |set| &set.changes),
        blocking: family(&answer.blocking, |set| &set.changes),
        digest: String::new(),
    };
    Ok(certificate.sealed())
}

/// How the goal stands, where that is known exactly and so are the families.
fn certain_standing(answer: &Blocks) -> Result<&Standing, String> {
    if [answer.unblocking.why(), answer.blocking.why()].contains(&Some(UNTIMELY)) {
        return Err(format!("there is no certificate: {UNTIMELY}"));
    }
    answer.standing.exact().ok_or_else(|| {
        let why = answer.standing.why().unwrap_or_default();
        format!("there is no certificate of a status that is not known: {why}")
    })
}

/// What is claimed of a family of sets: nothing, where nothing is known of it.
fn family<S>(sets: &Known<Sets<S>>, changes: impl Fn(&S) -> &[Change]) -> Family {
    let sets = sets.value();
    let listed = sets.map_or(&[][..], |sets| &sets.listed).iter();
    Family {
        count: sets.and_then(|sets| sets.count.as_ref().map(ToString::to_string)),
        listed: listed.map(|set| moves(changes(set))).collect(),
    }
}

fn moves(changes: &[Change]) -> Vec<Move> {
    changes.iter().map(as_move).collect()
}

fn as_move(change: &Change) -> Move {
    let (kind, condition) = match change {
        Change::Grant { .. } => ("grant", None),
        Change::Waive { condition, .. } => ("waive", Some(condition.label().to_owned())),
    };
    Move {
        kind: kind.to_owned(),
        party: change.party().to_string(),
        target: change.target().to_string(),
        condition,
    }
}
