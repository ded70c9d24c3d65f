//! What some changes make of everything else: the goals whose status they move.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::graph::{Change, PositionGraph};
use crate::model::{Model, Target};

use super::engine::budget::Budget;
use super::engine::circuit::{Circuit, Given, holding};
use super::known::Known;
use super::question::{Ask, Question, Supposed, circuit_for};
use super::standing::{NOT_ALL_WAYS, Standing, Status, by_record};

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
    if let Some(why) = before.why().or(after.why()) {
        return Known::Unknown(why.to_owned());
    }
    let (Some(before), Some(after)) = (before.value(), after.value()) else {
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
    model: &Model,
    graph: &PositionGraph,
    made_changes: &[Change],
    budget: &Budget,
) -> Known<BTreeMap<Target, Status>> {
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
    let mut why = (!circuit.all_pinned).then(|| NOT_ALL_WAYS.to_owned());
    let mut all = BTreeMap::new();
    for goal in goals {
        let node = graph.node_of(goal).expect("every goal is in the graph");
        let status = match by_record(graph, goal) {
            Some(standing) => standing.status,
            None if met[node] => Status::Met,
            None if !open[node] => Status::Blocked,
            // What comes by itself may come too late for a deadline on the way: that is asked goal by goal.
            None if !graph.record().deadlines.is_empty() && !graph.record().coming.is_empty() => {
                let ask = Ask {
                    supposed: made_changes.to_vec(),
                    budget: *budget,
                    ..Ask::about(goal.clone())
                };
                let standing = standing_of(model, graph, &circuit, &ask);
                why = why.or(standing.why().map(str::to_owned));
                standing
                    .value()
                    .map_or(Status::Blocked, |standing| standing.status)
            }
            None if in_time[node] => Status::Pending,
            None => Status::Open,
        };
        all.insert(goal.clone(), status);
    }
    match why {
        None => Known::Exact(all),
        Some(why) => Known::Partial(all, why),
    }
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
