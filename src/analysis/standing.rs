//! How a goal stands: reached, closed, pending, met, open or blocked.
//!
//! The unknown is read once as refused and once as granted. There is no negation in what a goal needs, so these two
//! readings are exact over all ways in which the unknown may turn out. The table of meaning in `docs/language.md` has
//! the words.

use serde::Serialize;

use crate::graph::{ByNode, Coming, Gate, PositionGraph};
use crate::model::{MilestoneId, Model, Target};
use crate::source::Date;

use super::engine::budget::Budget;
use super::engine::circuit::{Circuit, Edges, Given, holding};
use super::known::Known;
use super::question::{Ask, Question, circuit_for};

/// How a goal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It has happened.
    Reached,
    /// Its day has passed without it.
    Closed,
    /// It comes by itself on a day.
    Pending,
    /// Nothing stands in its way.
    Met,
    /// Nobody has closed it; some have not spoken.
    Open,
    /// Impossible unless someone moves.
    Blocked,
}

/// In which way a goal is blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockedKind {
    /// The conditions wait for each other, and nothing else is in the way.
    Circular,
    /// Somebody refuses something that it cannot do without.
    Refused,
}

/// A default that comes by itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Default {
    /// What comes.
    pub target: Target,
    /// The day.
    pub date: Date,
    /// The goal that would keep it from coming.
    pub unless: Target,
}

impl Default {
    pub(super) fn of(coming: &Coming) -> Self {
        Self {
            target: Target::Milestone(coming.milestone.clone()),
            date: coming.date,
            unless: Target::Milestone(coming.unless.clone()),
        }
    }
}

/// How a goal stands, and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// How.
    pub status: Status,
    /// From which day on, where it is reached or closed and that is known.
    pub since: Option<Date>,
    /// What came about instead of a closed goal; the goal that was missed, where a deadline brought about a reached one.
    pub by: Option<Target>,
    /// The defaults to come on which a pending or open goal rests.
    pub pending: Vec<Default>,
    /// In which way it is blocked.
    pub kind: Option<BlockedKind>,
    /// Whether no way to it goes one thing after the other.
    pub package_only: bool,
}

impl Standing {
    fn plain(status: Status) -> Self {
        Self {
            status,
            since: None,
            by: None,
            pending: Vec::new(),
            kind: None,
            package_only: false,
        }
    }
}

/// How a goal stands, without asking what blocks it. `None` where the graph has no such goal.
pub fn status_of(
    model: &Model,
    graph: &PositionGraph,
    goal: &Target,
    budget: &Budget,
) -> Option<Known<Status>> {
    let node = graph.node_of(goal)?;
    let ask = Ask {
        budget: *budget,
        ..Ask::about(goal.clone())
    };
    let circuit = circuit_for(&Circuit::of(graph, budget), graph, node, budget);
    let question = Question::of(model, graph, &circuit, &ask, node);
    Some(question.standing().map(|standing| standing.status))
}

/// For every node whether it holds today, the unknown read as refused.
pub fn met(graph: &PositionGraph) -> ByNode<bool> {
    holding(&Circuit::of(graph, &Budget::FULL), Given::STATED)
}

/// For every node whether it holds with the unknown read as granted, once the coming defaults have come.
pub fn hoped(graph: &PositionGraph) -> ByNode<bool> {
    holding(&Circuit::of(graph, &Budget::FULL), Given::HOPEFUL)
}

/// What the record alone says of a target, if it decides.
pub(super) fn by_record(graph: &PositionGraph, target: &Target) -> Option<Standing> {
    let Target::Milestone(id) = target else {
        return None;
    };
    let record = graph.record();
    let milestone = |id: &MilestoneId| Target::Milestone(id.clone());
    if let Some(reached) = record.reached.get(id) {
        return Some(Standing {
            since: Some(reached.since),
            by: reached.instead_of.as_ref().map(milestone),
            ..Standing::plain(Status::Reached)
        });
    }
    let coming: Vec<Default> = record
        .coming
        .iter()
        .filter(|coming| coming.milestone == *id)
        .map(Default::of)
        .collect();
    if !coming.is_empty() {
        return Some(Standing {
            pending: coming,
            ..Standing::plain(Status::Pending)
        });
    }
    let closed = record.closed.get(id)?;
    Some(Standing {
        since: closed.since,
        by: closed.by.as_ref().map(milestone),
        ..Standing::plain(Status::Closed)
    })
}

impl Question<'_> {
    /// How the goal stands. Partial where not every way to respect the exclusions could be tried and another way might
    /// help it further.
    pub(super) fn standing(&self) -> Known<Standing> {
        let package_only = || !self.holds(Hope::Granted, Edges::AllEarlier);
        if let Some(standing) = by_record(self.graph, &self.ask.goal) {
            return Known::Exact(standing);
        }
        if self.holds(Hope::Today, Edges::AsWritten) {
            return Known::Exact(Standing {
                package_only: package_only(),
                ..Standing::plain(Status::Met)
            });
        }
        let standing = if self.holds(Hope::InTime, Edges::AsWritten) {
            Standing {
                pending: self.coming_in_time(),
                package_only: package_only(),
                ..Standing::plain(Status::Pending)
            }
        } else if self.holds(Hope::Granted, Edges::AsWritten) {
            let rests = !self.holds(Hope::GrantedToday, Edges::AsWritten);
            Standing {
                pending: if rests { self.coming() } else { Vec::new() },
                package_only: package_only(),
                ..Standing::plain(Status::Open)
            }
        } else {
            let circular = self.holds(Hope::Granted, Edges::AllTogether);
            let kind = match circular {
                true => BlockedKind::Circular,
                false => BlockedKind::Refused,
            };
            Standing {
                kind: Some(kind),
                pending: self.coming(),
                ..Standing::plain(Status::Blocked)
            }
        };
        // Counting a default that comes too late can only help, so what is blocked all the same is blocked.
        let rests_on_time = standing.status != Status::Blocked && !standing.pending.is_empty();
        match (self.circuit.all_pinned, rests_on_time && self.is_untimely()) {
            (true, false) => Known::Exact(standing),
            (false, _) => Known::Partial(standing, NOT_ALL_WAYS.to_owned()),
            (true, true) => Known::Partial(standing, UNTIMELY.to_owned()),
        }
    }

    /// The defaults after which a pending goal has come: those up to the first day on which it holds.
    fn coming_in_time(&self) -> Vec<Default> {
        let all = self.coming();
        let record = self.graph.record();
        let holds_by = |day: &Date| {
            let has_come = |number: usize| record.coming[number].date <= *day;
            self.holds_once(&has_come)
        };
        let mut days: Vec<Date> = all.iter().map(|coming| coming.date).collect();
        days.sort();
        let day = days.into_iter().find(holds_by);
        let in_time = |coming: &Default| day.is_none_or(|day| coming.date <= day);
        all.into_iter().filter(in_time).collect()
    }

    /// The defaults to come that the goal needs, directly or not.
    fn coming(&self) -> Vec<Default> {
        let record = self.graph.record();
        let mut found: Vec<Default> = self
            .graph
            .nodes()
            .filter(|node| self.cone[*node])
            .filter_map(|node| match self.circuit.gates[node] {
                Gate::Coming(number) => Some(Default::of(&record.coming[number])),
                Gate::All
                | Gate::Any
                | Gate::AtLeast(_)
                | Gate::True
                | Gate::Unknown(_)
                | Gate::Change(_) => None,
            })
            .collect();
        found.sort_by(|a, b| (a.date, a).cmp(&(b.date, b)));
        found.dedup();
        found
    }
}

/// What is told where the exclusions leave too many ways.
pub(super) const NOT_ALL_WAYS: &str =
    "there are too many ways to respect the exclusions to try them all";

/// What is told where something on the way has a deadline of its own and needs a default that comes too late for it.
pub const UNTIMELY: &str = "something on the way to it has a deadline of its own and needs what only comes about then or later; whether it can still be had is not worked out";

/// How the unknown and the coming are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hope {
    /// Unknown is refused, and what comes by itself has not come.
    Today,
    /// Unknown is refused, and what comes by itself has come.
    InTime,
    /// Unknown is granted, and what comes by itself has not come.
    GrantedToday,
    /// Unknown is granted, and what comes by itself has come.
    Granted,
}

impl Hope {
    pub(super) fn grants(self) -> bool {
        matches!(self, Self::GrantedToday | Self::Granted)
    }

    pub(super) fn has_come(self) -> bool {
        matches!(self, Self::InTime | Self::Granted)
    }
}
