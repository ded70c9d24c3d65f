//! What cannot be in a body: seats that do not add up, a rule that nobody can meet, a member twice, a body inside itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::model::{Body, Measure, Model, Party, PartyId, Rule, SEATS, Share};

use super::bodies::bad_body;

/// Every problem of every body, on all the days on which something changes.
pub(super) fn problems_of_bodies(model: &Model) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for party in model.parties.values() {
        if let Some(body) = &party.body {
            let told = problems_at_all_times(model, party, body).into_iter();
            problems.extend(told.map(|one| bad_body(one, party.place)));
        }
    }
    problems
}

fn problems_at_all_times(model: &Model, party: &Party, body: &Body) -> BTreeSet<String> {
    let days = body.changed.iter().map(|change| Some(change.on));
    let first = body.changed.first().map(|change| change.on.plus_days(-1));
    let days = std::iter::once(first).chain(days);
    let mut told: BTreeSet<String> = days
        .flat_map(|day| problems_of(party, &body.on(day)))
        .collect();
    told.extend(in_itself(model, &party.id));
    told.extend(in_two_blocs(model, party));
    told
}

/// What cannot be in a body on a day.
fn problems_of(party: &Party, body: &Body) -> Vec<String> {
    let id = &party.id;
    let mut found = Vec::new();
    let together = body.members.iter().map(|one| one.weight(SEATS));
    let together = together.fold(0, u64::saturating_add);
    if let Some(seats) = body.seats.filter(|seats| *seats < together) {
        found.push(format!(
            "the members of `{id}` have {together} seats, and it has only {seats}"
        ));
    }
    let rules = body.rule.iter().flat_map(Rule::parts);
    found.extend(rules.filter_map(|rule| never_met(id, body, rule)));
    found
}

fn asks_nothing(id: &PartyId) -> String {
    format!("a rule of `{id}` asks for nothing")
}

/// Why a rule can never be met.
fn never_met(id: &PartyId, body: &Body, rule: &Rule) -> Option<String> {
    match rule {
        Rule::All(rules) | Rule::Any(rules) if rules.is_empty() => Some(asks_nothing(id)),
        Rule::Vetoes(parties) if parties.is_empty() => Some(asks_nothing(id)),
        Rule::Share(Share::AtLeast(0) | Share::Percent(0), _) => Some(asks_nothing(id)),
        Rule::All(_) | Rule::Any(_) => None,
        Rule::Unanimity => body
            .members
            .is_empty()
            .then(|| format!("the rule of `{id}` asks for all its members, and it lists none")),
        Rule::Vetoes(parties) => {
            let is_member = |party: &&PartyId| body.members.iter().any(|one| one.party == **party);
            let other = parties.iter().find(|party| !is_member(party))?;
            Some(format!(
                "`{other}` has a veto in `{id}` and is not among its members"
            ))
        }
        Rule::Share(share, measure) => out_of_reach(id, *share, total_of(body, measure), measure),
    }
}

fn total_of(body: &Body, measure: &Measure) -> u64 {
    match measure {
        Measure::Cast => body.total(SEATS),
        Measure::Members => body.members.len() as u64,
        Measure::Weight(name) => body.total(name),
    }
}

fn out_of_reach(id: &PartyId, share: Share, total: u64, measure: &Measure) -> Option<String> {
    let counted = match measure {
        Measure::Cast => "votes",
        Measure::Members => "members",
        Measure::Weight(name) => name,
    };
    if total == 0 {
        return Some(format!(
            "the rule of `{id}` counts {counted}, and no member has any"
        ));
    }
    match share {
        Share::AtLeast(count) if count > total => Some(format!(
            "the rule of `{id}` asks for {count} {counted}, and there are only {total}"
        )),
        Share::Percent(percent) if percent > 100 => Some(format!(
            "the rule of `{id}` asks for {percent} of a hundred"
        )),
        Share::AtLeast(_) | Share::Percent(_) | Share::Majority | Share::TwoThirds => None,
    }
}

/// Whether a body is among its own members, directly or not.
fn in_itself(model: &Model, id: &PartyId) -> Option<String> {
    let mut seen = BTreeSet::new();
    let mut open = members_of(model, id);
    while let Some(member) = open.pop() {
        if member == id {
            return Some(format!("the body `{id}` is inside itself"));
        }
        if seen.insert(member) {
            open.extend(members_of(model, member));
        }
    }
    None
}

fn members_of<'m>(model: &'m Model, id: &PartyId) -> Vec<&'m PartyId> {
    let party = model.parties.get(id);
    let body = party.filter(|party| party.body.is_some());
    body.map_or_else(Vec::new, |party| party.members.iter().collect())
}

/// A party that votes in two blocs of one body.
fn in_two_blocs(model: &Model, party: &Party) -> Option<String> {
    let mut bloc_of: BTreeMap<&PartyId, &PartyId> = BTreeMap::new();
    for bloc in &party.members {
        let members = members_of(model, bloc).into_iter();
        for member in std::iter::once(bloc).chain(members) {
            if let Some(other) = bloc_of.insert(member, bloc) {
                return Some(format!(
                    "`{member}` votes twice in `{}`: in `{other}` and in `{bloc}`",
                    party.id
                ));
            }
        }
    }
    None
}
