//! What some changes make of everything else: the goals whose status they move.

use std::collections::BTreeSet;

use crate::graph::{Change, Gate, PositionGraph, Reading};
use crate::model::Target;

use super::blocks::Status;
use super::circuit::{Circuit, Given, holding};

/// A goal with its status before and after some changes.
#[derive(Debug, Clone, PartialEq, Eq)]
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
pub fn elsewhere(now: &PositionGraph, then: &PositionGraph, supposed: &[Change]) -> Vec<Moved> {
    let graph = now;
    let (before, after) = (
        statuses(now, &Circuit::of(now), &[]),
        statuses(then, &Circuit::of(then), supposed),
    );
    let moved = graph.targets().zip(before.into_iter().zip(after)).filter(
        |((target, _), (before, after))| {
            before != after && matches!(target, Target::Milestone(_) | Target::Issue(_))
        },
    );
    moved
        .map(|((goal, _), (before, after))| Moved {
            goal: goal.clone(),
            before,
            after,
        })
        .collect()
}

/// How every target stands once some changes are made, in the order of the targets.
fn statuses(graph: &PositionGraph, circuit: &Circuit, supposed: &[Change]) -> Vec<Status> {
    let made: BTreeSet<&Change> = supposed.iter().collect();
    let change = |number: usize| made.contains(&graph.changes()[number].change);
    let heard = |number: usize| {
        let stance = &graph.stances()[number];
        stance.reading == Reading::Unknown
            && made.contains(&Change::Grant {
                party: stance.party.clone(),
                target: stance.target.clone(),
            })
    };
    let met = holding(
        circuit,
        Given {
            unknown: &heard,
            changes: &change,
        },
    );
    let open = holding(
        circuit,
        Given {
            unknown: &|_| true,
            changes: &change,
        },
    );
    graph
        .targets()
        .map(|(_, node)| {
            match (
                graph.node(node).gate,
                met[node.0 as usize],
                open[node.0 as usize],
            ) {
                (Gate::True, _, _) => Status::Reached,
                (_, true, _) => Status::Met,
                (_, false, true) => Status::Open,
                (_, false, false) => Status::Blocked,
            }
        })
        .collect()
}
