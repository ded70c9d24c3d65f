//! Whose moves open a goal: the minimal unblocking sets, their dual, and the groups of parties that suffice.
//!
//! Exact families and counts come from decision diagrams; where these grow too large, the smallest sets come from a search.
//! Each family is the minimal transversals of the other (Reiter 1987; path sets and cut sets of a fault tree), so a change
//! is in some set of the one exactly if it is in some set of the other.

mod blockers;
mod by_diagrams;
mod by_search;
mod crowds;
mod parties;
mod sole;

use std::collections::BTreeSet;

use num_bigint::BigUint;
use serde::Serialize;

use crate::graph::Change;
use crate::model::PartyId;

use super::awaited::Awaited;
use super::doubts::Doubt;
use super::engine::symbolic::{Effort, Leaf};
use super::known::Known;
use super::question::Question;
use super::shape::Shape;
use super::standing::{Status, by_record};

pub use blockers::Blocker;
pub use crowds::{MANY, Who};

pub(super) use blockers::labels;

/// A family of sets: how many there are, and the first of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sets<T> {
    /// How many there are; `None` where that is not known.
    pub count: Option<BigUint>,
    /// The first of them, in order.
    pub listed: Vec<T>,
}

impl<T: Serialize> Serialize for Sets<T> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = to.serialize_map(Some(2))?;
        map.serialize_entry("count", &self.count.as_ref().map(ToString::to_string))?;
        map.serialize_entry("listed", &self.listed)?;
        map.end()
    }
}

/// A set of changes that opens the goal.
#[derive(Debug, Clone, Serialize)]
pub struct SetOfChanges {
    /// The changes, by name.
    pub changes: Vec<Change>,
    /// Whose they are.
    pub parties: Vec<PartyId>,
    /// Its place in the order of cost, fewest red lines and then fewest changes: the same for equals, of which none comes first.
    pub rank: usize,
    /// How many red lines are among them.
    pub red_lines: usize,
    /// The least number of unknown answers that would do beside them.
    pub least_awaited: Known<usize>,
    /// What it still relies on.
    pub awaited: Known<Vec<Awaited>>,
    /// Yeses that it counts on and of which the author is not sure.
    pub doubts: Known<Vec<Doubt>>,
}

impl SetOfChanges {
    /// What sets are ordered by: what is given up, then how many moves it takes.
    pub fn cost(&self) -> (usize, usize) {
        (self.red_lines, self.changes.len())
    }
}

/// The sets of a list, which stand in the order of their cost, with their ranks.
pub(super) fn ranked(mut sets: Sets<SetOfChanges>) -> Sets<SetOfChanges> {
    let mut rank = 0;
    let mut before = None;
    for set in &mut sets.listed {
        if before != Some(set.cost()) {
            rank += 1;
            before = Some(set.cost());
        }
        set.rank = rank;
    }
    sets
}

/// Refusals and conditions that alone keep the goal closed, as the changes that would lift them.
#[derive(Debug, Clone, Serialize)]
pub struct BlockingSet {
    /// The changes, by name.
    pub changes: Vec<Change>,
}

/// Both families, and what blocks.
pub(super) struct Openings {
    pub unblocking: Known<Sets<SetOfChanges>>,
    pub blocking: Known<Sets<BlockingSet>>,
    pub blockers: Known<Vec<Blocker>>,
    pub party_sets: Known<Vec<Vec<PartyId>>>,
    pub shape: Known<Shape>,
}

impl Question<'_> {
    /// Both families by whichever way finds them, and the blockers.
    pub(super) fn openings(&self) -> Openings {
        if comes_anyway(self) {
            return nothing_needed();
        }
        let unfinished = match self.by_diagrams(Effort::First) {
            Ok(found) => return found,
            Err(unfinished) => unfinished,
        };
        if let Some(found) = self.small_families() {
            return found;
        }
        if unfinished.is_promising()
            && let Ok(found) = self.by_diagrams(Effort::Full)
        {
            return found;
        }
        self.by_search()
    }

    fn set_of(&self, leaves: &[Leaf]) -> SetOfChanges {
        let owners = leaves.iter().map(|&leaf| self.owner(leaf).clone());
        let parties: BTreeSet<PartyId> = owners.collect();
        let (awaited, least_awaited) = match self.ask.secure {
            true => (Known::Exact(Vec::new()), Known::Exact(0)),
            false => self.waits(leaves, Effort::Remark),
        };
        SetOfChanges {
            changes: self.changes_of(leaves),
            parties: parties.into_iter().collect(),
            rank: 1,
            red_lines: self.red_lines(leaves),
            least_awaited,
            doubts: self.doubts(leaves, &awaited),
            awaited,
        }
    }

    fn blocking_set(&self, leaves: &[Leaf]) -> BlockingSet {
        let changes = self.changes_of(leaves);
        BlockingSet { changes }
    }

    fn changes_of(&self, leaves: &[Leaf]) -> Vec<Change> {
        leaves.iter().map(|&leaf| self.change_of(leaf)).collect()
    }

    /// How many of some leaves are red lines.
    fn red_lines(&self, leaves: &[Leaf]) -> usize {
        let leaves = leaves.iter();
        leaves.filter(|&&leaf| self.is_red_line(leaf)).count()
    }
}

/// Whether the record alone decides that the goal is there, or comes by itself, whatever excludes what.
fn comes_anyway(question: &Question<'_>) -> bool {
    let standing = by_record(question.graph, &question.ask.goal);
    standing.is_some_and(|standing| matches!(standing.status, Status::Reached | Status::Pending))
}

/// The answer where nothing has to change: one way, which is no change at all.
fn nothing_needed() -> Openings {
    let nothing = SetOfChanges {
        changes: Vec::new(),
        parties: Vec::new(),
        rank: 1,
        red_lines: 0,
        least_awaited: Known::Exact(0),
        awaited: Known::Exact(Vec::new()),
        doubts: Known::Exact(Vec::new()),
    };
    Openings {
        unblocking: Known::Exact(Sets {
            count: Some(1u32.into()),
            listed: vec![nothing],
        }),
        blocking: Known::Exact(Sets {
            count: Some(BigUint::ZERO),
            listed: Vec::new(),
        }),
        blockers: Known::Exact(Vec::new()),
        party_sets: Known::Exact(vec![Vec::new()]),
        shape: Known::Exact(Shape::nothing_needed()),
    }
}

/// A family with the reason why it is not known whole, if it is not.
fn known_family<T>(sets: Sets<T>, untold: Option<String>) -> Known<Sets<T>> {
    match untold {
        None => Known::Exact(sets),
        Some(why) if sets.listed.is_empty() && sets.count.is_none() => Known::Unknown(why),
        Some(why) => Known::Partial(sets, why),
    }
}
