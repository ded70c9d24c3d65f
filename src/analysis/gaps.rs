//! Gaps: who has no stated position on what they must agree to.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::graph::{PositionGraph, Reading};
use crate::model::{IssueId, Model, PartyId, Target};
use crate::source::Citation;

use super::grounds::{Grounds, Library, Spoken};

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
    let way = goal
        .and_then(|goal| graph.node_of(goal))
        .map(|node| graph.cone(node));
    let is_on_the_way = |target: &Target| {
        way.as_ref().is_none_or(|way| {
            let node = graph.node_of(target);
            node.is_some_and(|node| way[node])
        })
    };
    let in_force = graph.positions_in_force(model);
    let positions = in_force.iter().map(|&i| &model.positions[i]);
    let spoken: BTreeSet<(&PartyId, &IssueId)> = positions
        .filter_map(|position| Some((&position.party, position.on.issue()?)))
        .collect();
    let speaks = |party: &PartyId, target: &Target| {
        let issue = target.issue();
        issue.is_some_and(|issue| spoken.contains(&(party, issue)))
    };
    let stances = graph.stances().iter();
    let unheard = stances.filter(|stance| {
        stance.reading == Reading::Unknown
            && stance.positions.is_empty()
            && !speaks(&stance.party, &stance.target)
    });
    let library = Library::of(model, graph);
    let mut found: BTreeMap<(bool, PartyId, Target), Grounds> = BTreeMap::new();
    for stance in unheard {
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

/// A gap is reported for an issue, not for each of its options.
fn whole(target: &Target) -> Target {
    match target {
        Target::Option(issue, _) => Target::Issue(issue.clone()),
        Target::Milestone(_) | Target::Issue(_) => target.clone(),
    }
}
