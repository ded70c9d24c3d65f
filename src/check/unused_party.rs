//! A party that nothing in the model mentions.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::model::{Condition, ConditionKind, PartyId};

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "unused-party",
    asks: "Is every declared party mentioned anywhere?",
    run,
};

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let model = looked.model;
    let mut used: BTreeSet<&PartyId> = BTreeSet::new();
    used.extend(
        model
            .positions
            .iter()
            .flat_map(|p| [Some(&p.party), p.via.as_ref()])
            .flatten(),
    );
    used.extend(model.issues.values().flat_map(|issue| &issue.between));
    used.extend(model.events.iter().flat_map(|event| &event.parties));
    used.extend(
        model
            .claims
            .values()
            .flat_map(|c| c.asserted_by.iter().chain(&c.denied_by))
            .map(|a| &a.party),
    );
    used.extend(
        model
            .milestones
            .values()
            .flat_map(|m| m.consent.iter().map(|c| &c.party)),
    );
    used.extend(
        model
            .parties
            .values()
            .flat_map(|p| p.members.iter().chain(&p.of)),
    );
    let conditions = model
        .milestones
        .values()
        .flat_map(|m| m.conditions())
        .chain(
            model
                .positions
                .iter()
                .flat_map(|p| p.condition.iter().chain(&p.until)),
        );
    conditions.for_each(|condition| named(condition, &mut used));
    model
        .parties
        .values()
        .filter(|party| !used.contains(&party.id) && party.of.is_none() && party.members.is_empty())
        .map(|party| {
            Diagnostic::warning(
                "unused-party",
                format!("nothing in the model mentions `{}`", party.id),
                party.place,
            )
            .help("give it a position, a consent or an issue to settle, or remove it")
        })
        .collect()
}

fn named<'a>(condition: &'a Condition, used: &mut BTreeSet<&'a PartyId>) {
    condition.visit(&mut |inner| {
        used.extend(
            inner
                .imposed
                .iter()
                .filter_map(|imposed| imposed.by.as_ref()),
        );
        if let ConditionKind::Consent(party) = &inner.kind {
            used.insert(party);
        }
    });
}
