//! A party that nothing in the model mentions.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::model::{Condition, ConditionKind, Model, Party, PartyId};

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "unused-party",
    asks: "Is every declared party mentioned anywhere?",
    run,
};

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let used = named_anywhere(looked.model);
    let parties = looked.model.parties.values();
    parties
        .filter(|party| !used.contains(&party.id) && is_alone(party))
        .map(problem)
        .collect()
}

fn named_anywhere(model: &Model) -> BTreeSet<&PartyId> {
    let mut used = named_in_lists(model);
    used.extend(named_in_words(model));
    used.extend(model.conditions().flat_map(named_in));
    used
}

fn is_alone(party: &Party) -> bool {
    party.of.is_none() && party.members.is_empty()
}

fn problem(party: &Party) -> Diagnostic {
    Diagnostic::warning(
        "unused-party",
        format!("nothing in the model mentions `{}`", party.id),
        party.place,
    )
    .help("give it a position, a consent or an issue to settle, or remove it")
}

/// Parties whose yes is asked for, who were there, or who belong to another.
fn named_in_lists(model: &Model) -> BTreeSet<&PartyId> {
    let consents = model.milestones.values().flat_map(|it| &it.consent);
    let parties = model.parties.values();
    let issues = model.issues.values();
    issues
        .flat_map(|issue| &issue.between)
        .chain(consents.map(|consent| &consent.party))
        .chain(model.events.iter().flat_map(|event| &event.parties))
        .chain(parties.flat_map(|party| party.members.iter().chain(&party.of)))
        .collect()
}

/// Parties who say something, or of whom it is said.
fn named_in_words(model: &Model) -> impl Iterator<Item = &PartyId> {
    let claims = model.claims.values();
    let assertions = claims.flat_map(|it| it.asserted_by.iter().chain(&it.denied_by));
    let positions = model.positions.iter();
    positions
        .flat_map(|position| std::iter::once(&position.party).chain(&position.via))
        .chain(assertions.map(|assertion| &assertion.party))
}

/// Parties who impose a condition or a part of it, or whose consent it asks for.
fn named_in(condition: &Condition) -> Vec<&PartyId> {
    let mut named = Vec::new();
    condition.visit(&mut |part| {
        let imposed = part.imposed.as_ref();
        named.extend(imposed.and_then(|imposed| imposed.by.as_ref()));
        if let ConditionKind::Consent(party) = &part.kind {
            named.push(party);
        }
    });
    named
}
