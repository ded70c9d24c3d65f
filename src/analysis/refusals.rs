//! Refusals that are not what blocks a goal: said, and not in the way.

use std::collections::BTreeSet;

use serde::Serialize;
use serde::ser::SerializeMap;

use crate::graph::{Change, Gate};
use crate::model::{Condition, Firmness, PartyId, Position, Stance, Target};
use crate::source::Citation;

use super::known::Known;
use super::openings::Blocker;
use super::question::Question;

/// A refusal that is not what blocks the goal.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// Who refuses.
    pub party: PartyId,
    /// What.
    pub target: Target,
    /// What it is said to end after; one of these is enough.
    pub until: Vec<Condition>,
    /// Whether it follows from a demand for something else.
    pub implied: bool,
    /// How final it is said to be.
    pub firmness: Option<Firmness>,
    /// Whether the party's yes is needed for anything in the model.
    pub yes_is_needed: bool,
    /// Where it is said.
    pub cites: Vec<Citation>,
    /// What the author notes on it.
    pub notes: Vec<String>,
}

impl Serialize for Refusal {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let change = Change::Grant {
            party: self.party.clone(),
            target: self.target.clone(),
        };
        let until: Vec<String> = self.until.iter().map(ToString::to_string).collect();
        let until = (!until.is_empty()).then(|| until.join(", "));
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("change", &change)?;
        map.serialize_entry("until", &until)?;
        map.serialize_entry("implied", &self.implied)?;
        map.serialize_entry("firmness", &self.firmness)?;
        map.serialize_entry("yes_is_needed", &self.yes_is_needed)?;
        map.serialize_entry("cites", &self.cites)?;
        map.serialize_entry("notes", &self.notes)?;
        map.end()
    }
}

impl Question<'_> {
    /// Refusals that no minimal blocking set needs. Where not all blockers are known, only those that the goal does not
    /// need at all.
    pub(super) fn not_blocking(&self, blockers: &Known<Vec<Blocker>>) -> Known<Vec<Refusal>> {
        let blocking: BTreeSet<&Change> = blockers.items().iter().map(|b| &b.change).collect();
        let all_known = blockers.is_exact();
        let on_the_way = self.changes_on_the_way();
        let mut found = Vec::new();
        for (index, info) in self.graph.changes().iter().enumerate() {
            let Change::Grant { party, target } = &info.change else {
                continue;
            };
            let aside = all_known || !on_the_way.contains(&index);
            let stands = !self.supposed.changes.contains(&index);
            if stands && aside && !blocking.contains(&info.change) {
                found.push(Refusal {
                    party: party.clone(),
                    target: target.clone(),
                    until: info.until.clone(),
                    implied: info.implied,
                    firmness: info.firmness,
                    yes_is_needed: true,
                    cites: info.cites.clone(),
                    notes: info.notes.clone(),
                });
            }
        }
        found.extend(self.without_effect());
        found.sort_by(|a, b| (&a.party, &a.target, &a.cites).cmp(&(&b.party, &b.target, &b.cites)));
        match all_known {
            true => Known::Exact(found),
            false => Known::Partial(
                found,
                "refusals on the way to it are left out, for not all blockers are known".to_owned(),
            ),
        }
    }

    fn changes_on_the_way(&self) -> BTreeSet<usize> {
        let nodes = self.graph.nodes().filter(|&node| self.cone[node]);
        let gates = nodes.map(|node| self.graph.node(node).gate);
        gates
            .filter_map(|gate| match gate {
                Gate::Change(change) => Some(change),
                Gate::All
                | Gate::Any
                | Gate::AtLeast(_)
                | Gate::True
                | Gate::Coming(_)
                | Gate::Unknown(_) => None,
            })
            .collect()
    }

    /// Refusals by parties whose yes is not needed for what they refuse.
    fn without_effect(&self) -> Vec<Refusal> {
        let stances = self.graph.stances().iter();
        let needed: BTreeSet<(&PartyId, &Target)> = stances
            .map(|stance| (&stance.party, &stance.target))
            .collect();
        let in_force = self.graph.positions_in_force(self.model);
        let stands = || in_force.iter().filter(|&&index| !self.graph.is_over(index));
        let positions = || stands().map(|&index| &self.model.positions[index]);
        // Who says something else of it on the same day refuses nothing.
        let contradicts = |refusal: &Position| {
            positions().any(|other| {
                other.party == refusal.party
                    && other.on == refusal.on
                    && other.stance != Stance::Rejects
            })
        };
        let without = positions().filter(|position| {
            position.stance == Stance::Rejects
                && position.value.is_none()
                && !needed.contains(&(&position.party, &position.on))
                && !contradicts(position)
        });
        without
            .map(|position| Refusal {
                party: position.party.clone(),
                target: position.on.clone(),
                until: position.until.clone().into_iter().collect(),
                implied: false,
                firmness: position.firmness,
                yes_is_needed: false,
                cites: position.cites.clone(),
                notes: position.note.iter().cloned().collect(),
            })
            .collect()
    }
}
