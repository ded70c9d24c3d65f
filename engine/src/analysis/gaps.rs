//! Gaps: who has no stated position on what they must agree to.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::graph::{PositionGraph, Reading, StanceInfo};
use crate::model::{IssueId, Model, PartyId, Position, Target};
use crate::source::Citation;

use super::grounds::{Grounds, Library, Spoken};
use super::stated::in_force;
use super::way::Way;

/// A yes that is needed and on which no position is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// Who has not spoken.
    pub party: PartyId,
    /// What needs the yes.
    pub target: Target,
    /// Whether it lies on the way to the goal.
    pub on_the_way: bool,
    /// How much it has said.
    pub spoken: Spoken,
    /// The sentences that make its yes necessary, then those of what it has said on the matter.
    pub cites: Vec<Citation>,
    /// What the author notes on its being needed.
    pub notes: Vec<String>,
}

/// Every gap, those on the way to the goal first. Who has said anything of an issue, of one of its answers or of the issue
/// as a whole, leaves no gap in it.
pub fn gaps(model: &Model, graph: &PositionGraph, goal: Option<&Target>) -> Vec<Gap> {
    let library = Library::of(model, graph);
    let way = Way::to(graph, goal);
    let mut found: BTreeMap<Key, Grounds> = BTreeMap::new();
    // Of several answers to one issue the sentences of one that is needed are told.
    let (needed, others): (Vec<_>, Vec<_>) = unheard(model, graph)
        .into_iter()
        .partition(|one| way.passes(&one.target));
    for stance in needed.into_iter().chain(others) {
        // A gap is reported for an issue, not for each of its options.
        let target = stance.target.whole();
        let key = (!way.passes(&target), stance.party.clone(), target);
        found.entry(key).or_insert_with(|| library.grounds(stance));
    }
    let gaps = found.into_iter();
    gaps.map(|(key, grounds)| Gap::of(key, grounds)).collect()
}

/// The order of gaps: whether it lies off the way, the party and what needs its yes.
type Key = (bool, PartyId, Target);

impl Gap {
    fn of((is_off, party, target): Key, grounds: Grounds) -> Self {
        Self {
            party,
            target,
            on_the_way: !is_off,
            spoken: grounds.spoken,
            cites: grounds.cites,
            notes: grounds.notes,
        }
    }
}

/// The yeses that are needed of parties that have said nothing of the thing, nor of another answer to its question.
fn unheard<'g>(model: &Model, graph: &'g PositionGraph) -> Vec<&'g StanceInfo> {
    let spoken = spoken(model, graph);
    let speaks = |stance: &StanceInfo| {
        let issue = stance.target.issue();
        issue.is_some_and(|issue| spoken.contains(&(&stance.party, issue)))
    };
    let stances = graph.stances().iter();
    let unheard = stances.filter(|stance| {
        stance.reading == Reading::Unknown && stance.positions.is_empty() && !speaks(stance)
    });
    unheard.collect()
}

/// Who has said anything of which issue.
fn spoken<'m>(model: &'m Model, graph: &PositionGraph) -> BTreeSet<(&'m PartyId, &'m IssueId)> {
    let speaking = |(_, position): (_, &'m Position)| {
        let issue = position.on.issue()?;
        Some((&position.party, issue))
    };
    in_force(model, graph).filter_map(speaking).collect()
}
