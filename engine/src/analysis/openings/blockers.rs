//! What blocks a goal: each refusal and each condition that is in some set of either family.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::graph::Change;
use crate::model::{Condition, Confidence, Firmness};
use crate::source::Citation;

use super::super::engine::bdd::Stopped;
use super::super::engine::cheapest::Cheapest;
use super::super::engine::symbolic::{Effort, Goal, Leaf, goal};
use super::super::known::Known;
use super::super::question::Question;
use super::super::standing::NOT_ALL_WAYS;
use super::by_search::known_list;

/// A refusal or a condition that is part of what blocks the goal.
#[derive(Debug, Clone, Serialize)]
pub struct Blocker {
    /// The change that would lift it.
    pub change: Change,
    /// What it is said to end after; one of these is enough.
    #[serde(serialize_with = "labels")]
    pub until: Vec<Condition>,
    /// Whether no way round it exists: it is in every unblocking set.
    pub sole: bool,
    /// How final it is said to be.
    pub firmness: Option<Firmness>,
    /// How sure the author is of it, where that is less than high.
    pub confidence: Option<Confidence>,
    /// Whether it follows from a demand for something else.
    pub implied: bool,
    /// Whether it is a missing consent, not a refusal; only in the secure question.
    pub unknown: bool,
    /// How many independent origins tell it.
    pub origins: usize,
    /// Where it is said.
    pub cites: Vec<Citation>,
    /// What the author notes on it, such as whose reading it is.
    pub notes: Vec<String>,
}

/// Conditions as their labels, or null where there is none.
pub(in crate::analysis) fn labels<S: serde::Serializer>(
    until: &[Condition],
    to: S,
) -> Result<S::Ok, S::Error> {
    let all: Vec<String> = until.iter().map(ToString::to_string).collect();
    (!all.is_empty()).then(|| all.join(", ")).serialize(to)
}

impl Question<'_> {
    /// What blocks the goal, as far as its own function tells, unless only one party is asked to move: what blocks the
    /// goal does not depend on who is.
    pub(super) fn blockers_by_diagram(&self, goal: &Goal) -> Known<Vec<Blocker>> {
        match self.ask.party {
            None => Known::Exact(self.blockers_of(goal)),
            Some(_) => self.blockers_of_everybody(),
        }
    }

    /// The same, as far as two searches tell.
    pub(super) fn blockers_by_search(
        &self,
        opening: &Cheapest,
        blocking: &Cheapest,
    ) -> Known<Vec<Blocker>> {
        match self.ask.party {
            None => self.blockers_found(opening, blocking),
            Some(_) => self.blockers_of_everybody(),
        }
    }

    fn blockers_of(&self, goal: &Goal) -> Vec<Blocker> {
        let sole = goal.diagrams.indispensable(goal.function);
        let support = goal.diagrams.support(goal.function);
        let blocker = |var: u32| self.blocker(goal.vars[var as usize], sole.contains(&var));
        in_order(support.into_iter().map(blocker).collect())
    }

    /// What blocks the goal, whoever is asked to move.
    fn blockers_of_everybody(&self) -> Known<Vec<Blocker>> {
        let budget = &self.ask.budget;
        let read = |leaf: Leaf| self.read_of_everybody(leaf);
        let diagrams = self.every_way().and_then(|()| {
            Ok(goal(
                self.circuit,
                self.node,
                Effort::Beside,
                budget,
                &read,
            )?)
        });
        match diagrams {
            Ok(goal) => Known::Exact(self.blockers_of(&goal)),
            Err(Stopped) => {
                let (opening, blocking) = self.both_families(&read);
                self.blockers_found(&opening, &blocking)
            }
        }
    }

    fn blocker(&self, leaf: Leaf, sole: bool) -> Blocker {
        let missing = Blocker {
            change: self.change_of(leaf),
            until: Vec::new(),
            sole,
            firmness: None,
            confidence: None,
            implied: false,
            unknown: true,
            origins: 0,
            cites: Vec::new(),
            notes: Vec::new(),
        };
        let number = match leaf {
            Leaf::Change(number) => number,
            Leaf::Unknown(stance) => return self.asked_for(stance, missing),
        };
        let info = &self.graph.changes()[number];
        Blocker {
            until: info.until.clone(),
            firmness: info.firmness,
            confidence: info.confidence,
            implied: info.implied,
            unknown: false,
            origins: self.model.origins(&info.cites),
            cites: info.cites.clone(),
            notes: info.notes.clone(),
            ..missing
        }
    }

    /// An answer that is not known, with the sentences that make it necessary and tell what was said.
    fn asked_for(&self, stance: usize, missing: Blocker) -> Blocker {
        let grounds = self.grounds(&self.graph.stances()[stance]);
        Blocker {
            origins: self.model.origins(&grounds.cites),
            cites: grounds.cites,
            notes: grounds.notes,
            ..missing
        }
    }

    /// What two searches tell of the blockers: those in some set of either family. Where one family is whole, so are they.
    fn blockers_found(&self, opening: &Cheapest, blocking: &Cheapest) -> Known<Vec<Blocker>> {
        if !self.circuit.all_pinned {
            return Known::Unknown(NOT_ALL_WAYS.to_owned());
        }
        let families = match (blocking.whole, opening.whole) {
            (true, _) => vec![blocking],
            (false, true) => vec![opening],
            (false, false) => vec![opening, blocking],
        };
        let sets = families.iter().flat_map(|family| &family.sets);
        let members: BTreeSet<Leaf> = sets.flatten().copied().collect();
        let in_every_way = in_all_of(&opening.sets);
        let may_be_sole = |leaf: &Leaf| in_every_way.as_ref().is_none_or(|all| all.contains(leaf));
        let asked = members.iter().copied().filter(may_be_sole).collect();
        let sole = self.needed_by_every_way(asked);
        let blocker = |leaf: Leaf| self.blocker(leaf, sole.contains(&leaf));
        known_list(
            in_order(members.into_iter().map(blocker).collect()),
            opening.whole || blocking.whole,
            "what blocks it could not be computed",
            "there may be more blockers",
        )
    }
}

/// What all sets have in common: what some way does without, not every way needs. Nothing is known where there is none.
fn in_all_of(sets: &[Vec<Leaf>]) -> Option<BTreeSet<Leaf>> {
    let mut ways = sets.iter().map(|set| set.iter().copied().collect());
    let first: BTreeSet<Leaf> = ways.next()?;
    Some(ways.fold(first, |all, set| all.intersection(&set).copied().collect()))
}

/// Those that no way goes round come first.
fn in_order(mut blockers: Vec<Blocker>) -> Vec<Blocker> {
    blockers.sort_by(|a, b| (!a.sole, &a.change).cmp(&(!b.sole, &b.change)));
    blockers
}
