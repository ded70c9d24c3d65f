//! Refusals that are not what blocks a goal: said, and not in the way.

use std::collections::BTreeSet;

use serde::{Serialize, Serializer};

use crate::graph::{Change, ChangeInfo};
use crate::model::{Condition, Firmness, PartyId, Position, Stance, Target};
use crate::source::Citation;

use super::engine::symbolic::Leaf;
use super::known::Known;
use super::openings::{Blocker, labels};
use super::question::Question;
use super::stated::in_force;

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

impl Refusal {
    /// The refusal that a change would lift, where it is a refusal.
    fn lifted_by(info: &ChangeInfo) -> Option<Self> {
        let Change::Grant { party, target } = &info.change else {
            return None;
        };
        Some(Self {
            party: party.clone(),
            target: target.clone(),
            until: info.until.clone(),
            implied: info.implied,
            firmness: info.firmness,
            yes_is_needed: true,
            cites: info.cites.clone(),
            notes: info.notes.clone(),
        })
    }

    /// A refusal of something that does not need the party's yes.
    fn of_no_effect(position: &Position) -> Self {
        Self {
            party: position.party.clone(),
            target: position.on.clone(),
            until: position.until.clone().into_iter().collect(),
            implied: false,
            firmness: position.firmness,
            yes_is_needed: false,
            cites: position.cites.clone(),
            notes: position.note.iter().cloned().collect(),
        }
    }

    /// What refusals are listed by.
    fn order(&self) -> (&PartyId, &Target, &[Citation]) {
        (&self.party, &self.target, &self.cites)
    }
}

/// The keys of a refusal in JSON.
#[derive(Serialize)]
struct Keys<'a> {
    change: Change,
    #[serde(serialize_with = "labels")]
    until: &'a [Condition],
    implied: bool,
    firmness: Option<Firmness>,
    yes_is_needed: bool,
    cites: &'a [Citation],
    notes: &'a [String],
}

impl Serialize for Refusal {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let change = Change::Grant {
            party: self.party.clone(),
            target: self.target.clone(),
        };
        let keys = Keys {
            change,
            until: &self.until,
            implied: self.implied,
            firmness: self.firmness,
            yes_is_needed: self.yes_is_needed,
            cites: &self.cites,
            notes: &self.notes,
        };
        keys.serialize(to)
    }
}

impl Question<'_> {
    /// Refusals that no minimal blocking set needs. Where not all blockers are known, only those that the goal does not
    /// need at all.
    pub(super) fn not_blocking(&self, blockers: &Known<Vec<Blocker>>) -> Known<Vec<Refusal>> {
        let aside = self.changes_aside(blockers);
        let refusals = aside.into_iter().filter_map(Refusal::lifted_by);
        let mut found: Vec<Refusal> = refusals.chain(self.without_effect()).collect();
        found.sort_by(|a, b| a.order().cmp(&b.order()));
        let why = "refusals on the way to it are left out, for not all blockers are known";
        Known::but_for(found, (!blockers.is_exact()).then_some(why))
    }

    /// Changes that would lift nothing that blocks, as far as that is known; not those that are supposed to be made, or to be made
    /// by nobody.
    fn changes_aside(&self, blockers: &Known<Vec<Blocker>>) -> Vec<&ChangeInfo> {
        let blocking: BTreeSet<&Change> = blockers.items().iter().map(|b| &b.change).collect();
        let on_the_way: BTreeSet<Leaf> = self.leaves_within(&self.cone).collect();
        let is_aside = |number: usize, change: &Change| {
            (blockers.is_exact() || !on_the_way.contains(&Leaf::Change(number)))
                && !self.is_made(number)
                && !self.graph.supposed().held.contains(change)
                && !blocking.contains(change)
        };
        let changes = self.graph.changes().iter().enumerate();
        let aside = changes.filter(|(number, info)| is_aside(*number, &info.change));
        aside.map(|(_, info)| info).collect()
    }

    /// Refusals by parties whose yes is not needed for what they refuse.
    fn without_effect(&self) -> Vec<Refusal> {
        let stances = self.graph.stances().iter();
        let needed = stances.map(|stance| (&stance.party, &stance.target));
        let needed: BTreeSet<(&PartyId, &Target)> = needed.collect();
        let positions = self.positions_that_stand();
        let refusals = positions.iter().filter(|position| {
            let is_contradicted = || positions.iter().any(|other| contradicts(other, position));
            refuses(position)
                && !needed.contains(&(&position.party, &position.on))
                && !is_contradicted()
        });
        refusals.map(|one| Refusal::of_no_effect(one)).collect()
    }

    /// The positions in force, without the refusals that are over.
    fn positions_that_stand(&self) -> Vec<&Position> {
        let in_force = in_force(self.model, self.graph);
        let stands = in_force.filter(|(id, _)| !self.graph.is_over(*id));
        stands.map(|(_, position)| position).collect()
    }
}

/// Whether a position refuses its target as such, and no number of it.
fn refuses(position: &Position) -> bool {
    position.stance == Stance::Rejects && position.value.is_none()
}

/// Who says something else of it on the same day refuses nothing.
fn contradicts(other: &Position, refusal: &Position) -> bool {
    other.party == refusal.party && other.on == refusal.on && other.stance != Stance::Rejects
}
