//! Gaps: who has no stated position on what they must agree to.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::graph::{PositionGraph, Reading, StanceInfo};
use crate::model::{IssueId, Model, PartyId, Target};
use crate::source::Citation;

use super::grounds::{Grounds, Library, Spoken};
use super::stated::whole;

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
    let way = goal
        .and_then(|goal| graph.node_of(goal))
        .map(|node| graph.cone(node));
    let is_on_the_way = |target: &Target| {
        let node = graph.node_of(target);
        way.as_ref()
            .is_none_or(|way| node.is_some_and(|node| way[node]))
    };
    let mut found: BTreeMap<(bool, PartyId, Target), Grounds> = BTreeMap::new();
    for stance in unheard(model, graph) {
        // A gap is reported for an issue, not for each of its options.
        let target = whole(&stance.target);
        let key = (!is_on_the_way(&target), stance.party.clone(), target);
        found.entry(key).or_insert_with(|| library.grounds(stance));
    }
    let found = found.into_iter();
    found
        .map(|((off, party, target), grounds)| Gap {
            party,
            target,
            on_the_way: !off,
            spoken: grounds.spoken,
            cites: grounds.cites,
            notes: grounds.notes,
        })
        .collect()
}

/// The yeses that are needed of parties that have said nothing of the thing, nor of another answer to its question.
fn unheard<'g>(model: &Model, graph: &'g PositionGraph) -> Vec<&'g StanceInfo> {
    let in_force = graph.positions_in_force(model);
    let positions = in_force.iter().map(|&id| &model.positions[id]);
    let spoken: BTreeSet<(&PartyId, &IssueId)> = positions
        .filter_map(|position| Some((&position.party, position.on.issue()?)))
        .collect();
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
