//! How a goal stands: reached, closed, pending, met, open or blocked.
//!
//! The unknown is read once as refused and once as granted. There is no negation in what a goal needs, so these two
//! readings are exact over all ways in which the unknown may turn out. The table of meaning in `docs/language.md` has
//! the words.

use serde::Serialize;

use crate::graph::{ByNode, Coming, PositionGraph, Record};
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

impl Status {
    /// Whether there is a way to the goal: it has not come, and nobody has closed it.
    pub(super) fn is_attainable(self) -> bool {
        match self {
            Self::Pending | Self::Met | Self::Open => true,
            Self::Reached | Self::Closed | Self::Blocked => false,
        }
    }
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
    let ask = Ask {
        budget: *budget,
        ..Ask::about(goal.clone())
    };
    let standing = standing_of(model, graph, &Circuit::of(graph, budget), &ask)?;
    Some(standing.map(|standing| standing.status))
}

/// How the goal of a question stands, in a graph whose circuit is made. `None` where the graph has no such goal.
pub(super) fn standing_of(
    model: &Model,
    graph: &PositionGraph,
    whole: &Circuit,
    ask: &Ask,
) -> Option<Known<Standing>> {
    let node = graph.node_of(&ask.goal)?;
    let circuit = circuit_for(whole, graph, node, &ask.budget);
    Some(Question::of(model, graph, &circuit, ask, node).standing())
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
    reached(record, id)
        .or_else(|| coming(record, id))
        .or_else(|| closed(record, id))
}

fn reached(record: &Record, id: &MilestoneId) -> Option<Standing> {
    let reached = record.reached.get(id)?;
    Some(Standing {
        since: Some(reached.since),
        by: reached.instead_of.clone().map(Target::Milestone),
        ..Standing::plain(Status::Reached)
    })
}

fn coming(record: &Record, id: &MilestoneId) -> Option<Standing> {
    let all = record.coming.iter();
    let own = all.filter(|coming| coming.milestone == *id);
    let pending: Vec<Default> = own.map(Default::of).collect();
    (!pending.is_empty()).then(|| Standing {
        pending,
        ..Standing::plain(Status::Pending)
    })
}

fn closed(record: &Record, id: &MilestoneId) -> Option<Standing> {
    let closed = record.closed.get(id)?;
    Some(Standing {
        since: closed.since,
        by: closed.by.clone().map(Target::Milestone),
        ..Standing::plain(Status::Closed)
    })
}

impl Question<'_> {
    /// How the goal stands. Partial where not every way to respect the exclusions could be tried and another way might
    /// help it further.
    pub(super) fn standing(&self) -> Known<Standing> {
        if let Some(standing) = self.by_record() {
            return Known::Exact(standing);
        }
        let standing = self.by_reading();
        let untold = self.untold_of(&standing);
        Known::but_for(standing, untold)
    }

    /// What the record alone says of the goal, if it decides.
    pub(super) fn by_record(&self) -> Option<Standing> {
        by_record(self.graph, &self.ask.goal)
    }

    /// How the goal stands by the first reading under which it holds, the least hopeful first.
    fn by_reading(&self) -> Standing {
        let holds = |hope| self.holds(hope, Edges::AsWritten);
        let attainable = |status, pending| Standing {
            pending,
            package_only: !self.holds(Hope::Granted, Edges::AllEarlier),
            ..Standing::plain(status)
        };
        if holds(Hope::Today) {
            attainable(Status::Met, Vec::new())
        } else if holds(Hope::InTime) {
            attainable(Status::Pending, self.coming_in_time())
        } else if holds(Hope::GrantedToday) {
            attainable(Status::Open, Vec::new())
        } else if holds(Hope::Granted) {
            attainable(Status::Open, self.coming())
        } else {
            self.blocked()
        }
    }

    fn blocked(&self) -> Standing {
        let kind = match self.holds(Hope::Granted, Edges::AllTogether) {
            true => BlockedKind::Circular,
            false => BlockedKind::Refused,
        };
        Standing {
            kind: Some(kind),
            pending: self.coming(),
            ..Standing::plain(Status::Blocked)
        }
    }

    /// Why a goal that is not met might stand better or worse than it is read.
    fn untold_of(&self, standing: &Standing) -> Option<&'static str> {
        // Counting a default that comes too late can only help, so what is blocked all the same is blocked.
        let rests_on_time = standing.status != Status::Blocked && !standing.pending.is_empty();
        if standing.status == Status::Met {
            None
        } else if !self.circuit.all_pinned {
            Some(NOT_ALL_WAYS)
        } else {
            (rests_on_time && self.is_untimely()).then_some(UNTIMELY)
        }
    }

    /// The defaults after which a pending goal has come: those up to the first day on which it holds.
    fn coming_in_time(&self) -> Vec<Default> {
        let all = self.coming();
        let mut days = all.iter().map(|coming| coming.date);
        let day = days.find(|day| self.holds_by(*day));
        let in_time = |coming: &Default| day.is_none_or(|day| coming.date <= day);
        all.into_iter().filter(in_time).collect()
    }

    /// Whether the goal holds once the defaults up to a day have come.
    fn holds_by(&self, day: Date) -> bool {
        let coming = &self.graph.record().coming;
        self.holds_once(&|number| coming[number].date <= day)
    }

    /// The defaults to come that the goal needs, directly or not, the earliest first.
    fn coming(&self) -> Vec<Default> {
        let coming = self.coming_within(&self.cone);
        let mut found: Vec<Default> = coming.map(Default::of).collect();
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
