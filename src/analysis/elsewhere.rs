//! What some changes make of everything else: the goals whose status they move.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::graph::{Change, PositionGraph};
use crate::model::Target;

use super::engine::budget::Budget;
use super::engine::circuit::{Circuit, Given, holding};
use super::known::Known;
use super::question::Supposed;
use super::standing::{NOT_ALL_WAYS, Status, by_record};

/// A goal with its status before and after some changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// The goal: a milestone or an issue.
    pub goal: Target,
    /// Its status before.
    pub before: Status,
    /// Its status after.
    pub after: Status,
}

/// The milestones and issues whose status some changes move, by name; `then` is the graph in which they are made, the same
/// as `now` unless refusals are supposed too.
pub fn elsewhere(
    now: &PositionGraph,
    then: &PositionGraph,
    supposed: &[Change],
    budget: &Budget,
) -> Known<Vec<Moved>> {
    let (before, after) = (statuses(now, &[], budget), statuses(then, supposed, budget));
    let (Known::Exact(before), Known::Exact(after)) = (before, after) else {
        return Known::Unknown(NOT_ALL_WAYS.to_owned());
    };
    let moved = before.iter().filter_map(|(goal, before)| {
        let after = *after.get(goal)?;
        let (goal, before) = (goal.clone(), *before);
        (before != after).then_some(Moved {
            goal,
            before,
            after,
        })
    });
    Known::Exact(moved.collect())
}

/// How every milestone and issue stands once some changes are made.
pub fn statuses(
    graph: &PositionGraph,
    supposed: &[Change],
    budget: &Budget,
) -> Known<BTreeMap<Target, Status>> {
    let circuit = Circuit::of(graph, budget);
    let supposed = Supposed::of(graph, supposed);
    let made = |change: usize| supposed.changes.contains(&change);
    let heard = |stance: usize| supposed.unknowns.contains(&stance);
    let given = |unknown, coming| Given {
        unknown,
        changes: &made,
        coming,
    };
    let met = holding(&circuit, given(&heard, &|_| false));
    let in_time = holding(&circuit, given(&heard, &|_| true));
    let open = holding(&circuit, given(&|_| true, &|_| true));
    let goals: BTreeSet<&Target> = graph
        .targets()
        .map(|(target, _)| target)
        .filter(|target| matches!(target, Target::Milestone(_) | Target::Issue(_)))
        .collect();
    let status = |target: &Target| {
        let node = graph.node_of(target).map_or(0, |node| node.index());
        match by_record(graph, target) {
            Some(standing) => standing.status,
            None if met[node] => Status::Met,
            None if in_time[node] => Status::Pending,
            None if open[node] => Status::Open,
            None => Status::Blocked,
        }
    };
    let all = goals
        .into_iter()
        .map(|goal| (goal.clone(), status(goal)))
        .collect();
    match circuit.all_pinned {
        true => Known::Exact(all),
        false => Known::Partial(all, NOT_ALL_WAYS.to_owned()),
    }
}
