//! What some changes make of everything else: the goals whose status they move.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::graph::{Change, PositionGraph};
use crate::model::{Model, Target};

use super::engine::budget::Budget;
use super::engine::circuit::{Circuit, Given, holding};
use super::known::Known;
use super::question::{Ask, Question, Supposed, circuit_for};
use super::standing::{Standing, Status, by_record};

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
    model: &Model,
    now: &PositionGraph,
    then: &PositionGraph,
    supposed: &[Change],
    budget: &Budget,
) -> Known<Vec<Moved>> {
    let (before, after) = (
        statuses(model, now, &[], budget),
        statuses(model, then, supposed, budget),
    );
    let mut moved = Vec::new();
    let mut untold = None;
    for (goal, before) in &before {
        let Some(after) = after.get(goal) else {
            continue;
        };
        match (before, after) {
            (Known::Exact(before), Known::Exact(after)) if before != after => moved.push(Moved {
                goal: goal.clone(),
                before: *before,
                after: *after,
            }),
            (Known::Exact(_), Known::Exact(_)) => {}
            (before, after) => {
                untold = untold.or(before.why().or(after.why()).map(str::to_owned));
            }
        }
    }
    match untold {
        None => Known::Exact(moved),
        Some(why) => Known::Partial(moved, why),
    }
}

/// How every milestone and issue stands once some changes are made.
pub fn statuses(
    model: &Model,
    graph: &PositionGraph,
    made_changes: &[Change],
    budget: &Budget,
) -> BTreeMap<Target, Known<Status>> {
    let circuit = Circuit::of(graph, budget);
    let supposed = Supposed::of(graph, made_changes);
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
    // What comes by itself may come too late for a deadline on the way: that is asked goal by goal.
    let is_dated = !graph.record().deadlines.is_empty() && !graph.record().coming.is_empty();
    let standing = |goal: &Target| {
        let node = graph.node_of(goal).expect("every goal is in the graph");
        match by_record(graph, goal) {
            Some(standing) => Known::Exact(standing.status),
            None if met[node] => Known::Exact(Status::Met),
            None if !open[node] && circuit.all_pinned => Known::Exact(Status::Blocked),
            None if is_dated || !circuit.all_pinned => {
                let ask = Ask {
                    supposed: made_changes.to_vec(),
                    budget: *budget,
                    ..Ask::about(goal.clone())
                };
                match standing_of(model, graph, &circuit, &ask) {
                    Known::Exact(standing) => Known::Exact(standing.status),
                    Known::Partial(_, why) | Known::Unknown(why) => Known::Unknown(why),
                }
            }
            None if in_time[node] => Known::Exact(Status::Pending),
            None => Known::Exact(Status::Open),
        }
    };
    let all = goals.into_iter();
    all.map(|goal| (goal.clone(), standing(goal))).collect()
}

/// How the goal of a question stands, in a graph whose circuit is made.
fn standing_of(
    model: &Model,
    graph: &PositionGraph,
    whole: &Circuit,
    ask: &Ask,
) -> Known<Standing> {
    let node = graph
        .node_of(&ask.goal)
        .expect("every goal is in the graph");
    let circuit = circuit_for(whole, graph, node, &ask.budget);
    Question::of(model, graph, &circuit, ask, node).standing()
}
