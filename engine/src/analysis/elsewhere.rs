//! What some changes make of everything else: the goals whose status they move.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::graph::{ByNode, Change, PositionGraph};
use crate::model::{Model, Target};

use super::engine::budget::Budget;
use super::engine::circuit::{Circuit, Given, holding};
use super::known::Known;
use super::question::{Ask, Supposed};
use super::standing::{Status, by_record, standing_of};

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
    let before = statuses(model, now, &[], budget);
    moved(&before, &statuses(model, then, supposed, budget))
}

/// The goals that stand otherwise after than before, by name; partial where how one of them stands is not known.
pub(super) fn moved(
    before: &BTreeMap<Target, Known<Status>>,
    after: &BTreeMap<Target, Known<Status>>,
) -> Known<Vec<Moved>> {
    let mut moved = Vec::new();
    let mut untold = None;
    let on_both = before
        .iter()
        .filter_map(|(goal, before)| Some((goal, before, after.get(goal)?)));
    for (goal, before, after) in on_both {
        match (before.exact(), after.exact()) {
            (Some(&before), Some(&after)) if before != after => moved.push(Moved {
                goal: goal.clone(),
                before,
                after,
            }),
            (Some(_), Some(_)) => {}
            (None, _) | (_, None) => untold = untold.or(before.why().or(after.why())),
        }
    }
    Known::but_for(moved, untold)
}

/// How every milestone and issue stands once some changes are made.
pub fn statuses(
    model: &Model,
    graph: &PositionGraph,
    made_changes: &[Change],
    budget: &Budget,
) -> BTreeMap<Target, Known<Status>> {
    let survey = Survey::of(model, graph, made_changes, budget);
    let targets = graph.targets().map(|(target, _)| target);
    let goals = targets.filter(|goal| matches!(goal, Target::Milestone(_) | Target::Issue(_)));
    goals
        .map(|goal| (goal.clone(), survey.status(goal)))
        .collect()
}

/// How some things stand, in their order; each of them is in the graph.
pub fn statuses_of(
    model: &Model,
    graph: &PositionGraph,
    targets: &[&Target],
    budget: &Budget,
) -> Vec<Known<Status>> {
    if targets.is_empty() {
        return Vec::new();
    }
    let survey = Survey::of(model, graph, &[], budget);
    targets.iter().map(|target| survey.status(target)).collect()
}

const IN_GRAPH: &str = "every goal is in the graph";

/// Every node of a graph at once, under the readings that tell how a goal stands.
struct Survey<'a> {
    model: &'a Model,
    graph: &'a PositionGraph,
    made: &'a [Change],
    budget: &'a Budget,
    circuit: Circuit,
    /// What holds today, the unknown read as refused.
    met: ByNode<bool>,
    /// The same, once what comes by itself has come.
    in_time: ByNode<bool>,
    /// The same, with the unknown read as granted.
    open: ByNode<bool>,
}

impl<'a> Survey<'a> {
    fn of(
        model: &'a Model,
        graph: &'a PositionGraph,
        made: &'a [Change],
        budget: &'a Budget,
    ) -> Self {
        let circuit = Circuit::of(graph, budget);
        let supposed = Supposed::of(graph, made);
        let changes = |change: usize| supposed.changes.contains(&change);
        let heard = |stance: usize| supposed.unknowns.contains(&stance);
        let read = |unknown, coming| Given {
            unknown,
            changes: &changes,
            coming,
        };
        Self {
            model,
            graph,
            made,
            budget,
            met: holding(&circuit, read(&heard, &|_| false)),
            in_time: holding(&circuit, read(&heard, &|_| true)),
            open: holding(&circuit, read(&|_| true, &|_| true)),
            circuit,
        }
    }

    fn status(&self, goal: &Target) -> Known<Status> {
        let node = self.graph.node_of(goal).expect(IN_GRAPH);
        let every_way = self.circuit.all_pinned;
        match by_record(self.graph, goal) {
            Some(standing) => Known::Exact(standing.status),
            None if self.met[node] => Known::Exact(Status::Met),
            None if !self.open[node] && every_way => Known::Exact(Status::Blocked),
            None if self.is_dated() || !every_way => self.status_asked(goal),
            None if self.in_time[node] => Known::Exact(Status::Pending),
            None => Known::Exact(Status::Open),
        }
    }

    /// What comes by itself may come too late for a deadline on the way: that is asked goal by goal.
    fn is_dated(&self) -> bool {
        let record = self.graph.record();
        !record.deadlines.is_empty() && !record.coming.is_empty()
    }

    /// How a goal stands where it is asked about alone.
    fn status_asked(&self, goal: &Target) -> Known<Status> {
        let ask = Ask {
            supposed: self.made.to_vec(),
            budget: *self.budget,
            ..Ask::about(goal.clone())
        };
        let standing = standing_of(self.model, self.graph, &self.circuit, &ask);
        match standing.expect(IN_GRAPH) {
            Known::Exact(standing) => Known::Exact(standing.status),
            Known::Partial(_, why) | Known::Unknown(why) => Known::Unknown(why),
        }
    }
}
