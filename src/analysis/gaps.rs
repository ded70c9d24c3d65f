//! Gaps: who has no stated position on what they must agree to.

use std::collections::BTreeSet;

use crate::graph::{PositionGraph, Reading};
use crate::model::{IssueId, Model, PartyId, Target};

use super::blocks::cone;

/// A yes that is needed and on which no position is recorded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// Whether it lies on the way to the goal; those come first.
    pub off_the_way: bool,
    /// Who has not spoken.
    pub party: PartyId,
    /// What needs the yes.
    pub target: Target,
}

/// Every gap, those on the way to the goal first.
pub fn gaps(model: &Model, graph: &PositionGraph, goal: Option<&Target>) -> Vec<Gap> {
    let way = goal
        .and_then(|goal| graph.node_of(goal))
        .map(|node| cone(graph, node));
    let is_on_the_way = |target: &Target| {
        way.as_ref().is_none_or(|way| {
            graph
                .node_of(target)
                .is_some_and(|node| way.contains(&node))
        })
    };
    let spoken: BTreeSet<(&PartyId, &IssueId)> = graph
        .positions_in_force(model)
        .into_iter()
        .map(|i| &model.positions[i])
        // A word on an issue as a whole names no answer.
        .filter(|p| p.value.is_some() || matches!(p.on, Target::Option(..)))
        .filter_map(|p| Some((&p.party, p.on.issue()?)))
        .collect();
    let speaks = |party: &PartyId, target: &Target| {
        target
            .issue()
            .is_some_and(|issue| spoken.contains(&(party, issue)))
    };
    let mut found: Vec<Gap> = graph
        .stances()
        .iter()
        .filter(|stance| {
            stance.reading == Reading::Unknown
                && stance.positions.is_empty()
                && !speaks(&stance.party, &stance.target)
        })
        .map(|stance| {
            let target = whole(&stance.target);
            Gap {
                off_the_way: !is_on_the_way(&target),
                party: stance.party.clone(),
                target,
            }
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

/// A gap is reported for an issue, not for each of its options.
fn whole(target: &Target) -> Target {
    match target {
        Target::Option(issue, _) => Target::Issue(issue.clone()),
        Target::Milestone(_) | Target::Issue(_) => target.clone(),
    }
}
