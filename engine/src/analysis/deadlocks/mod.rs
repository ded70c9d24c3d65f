//! Deadlocks: conditions that wait for each other.
//!
//! Each member of a ring must come after the next, so none can come first. Members are things, and yeses on which another
//! party's condition waits. A ring counts only if it is still there when every plain refusal is lifted, every unknown
//! consent granted and every coming default has come: what is then not attainable is stuck in rings or behind them. A ring
//! that another route avoids leaves its members attainable and is no deadlock; where a goal is circular all the same,
//! because the other routes are refused, the ring is told together with what closes them. In groups of up to twelve
//! things that wait for each other every elementary ring is found (by plain backtracking); in larger ones the shortest
//! ring through each strict edge.

mod cycles;
mod detours;
mod rings;
mod trial;
mod waits;

use std::fmt;

use serde::{Serialize, Serializer};

use crate::graph::{ByNode, Change, NodeId, PositionGraph};
use crate::model::{Model, PartyId, Target};
use crate::source::Citation;

use super::engine::budget::Budget;
use super::engine::circuit::{Circuit, Edges, Given};
use super::known::Known;
use super::openings::Blocker;
use super::question::Question;
use super::standing::{BlockedKind, Standing, Status};

pub use detours::{Detour, Detoured, Route, detoured_rings};
use rings::Rings;
use trial::Trial;
use waits::Among;

/// What waits in a ring.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Waiter {
    /// A milestone, an issue or an answer.
    Thing(Target),
    /// A party's yes to something.
    Yes(PartyId, Target),
}

impl Waiter {
    /// What it is about.
    pub fn target(&self) -> &Target {
        match self {
            Self::Thing(target) | Self::Yes(_, target) => target,
        }
    }
}

impl fmt::Display for Waiter {
    /// A target as ever; a yes as `party:target`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Thing(target) => write!(f, "{target}"),
            Self::Yes(party, target) => write!(f, "{party}:{target}"),
        }
    }
}

impl Serialize for Waiter {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// A ring of conditions, each waiting for the next.
#[derive(Debug, Clone, Serialize)]
pub struct Deadlock {
    /// The members, each waiting for the next and the last for the first.
    pub ring: Vec<Waiter>,
    /// Why each waits for the next.
    pub edges: Vec<RingEdge>,
}

impl Deadlock {
    /// Whether a thing is a member.
    pub fn holds(&self, target: &Target) -> bool {
        self.ring
            .iter()
            .any(|waiter| *waiter == Waiter::Thing(target.clone()))
    }
}

/// One member of a ring waits for the next.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct RingEdge {
    /// What waits.
    pub from: Waiter,
    /// What it waits for.
    pub needs: Waiter,
    /// Whether that must come earlier.
    pub strict: bool,
    /// Whose condition it is.
    pub by: Option<PartyId>,
    /// What would open it here: a change that was tried, and does.
    pub change: Option<Change>,
    /// How far that change goes.
    pub opens: Option<Opens>,
    /// What the author notes on the condition.
    #[serde(rename = "note", serialize_with = "in_one")]
    pub notes: Vec<String>,
    /// How many independent origins tell it.
    pub origins: usize,
    /// Where it is said.
    pub cites: Vec<Citation>,
}

/// Notes as one text, or null where there is none.
fn in_one<S: serde::Serializer>(notes: &[String], to: S) -> Result<S::Ok, S::Error> {
    let text = (!notes.is_empty()).then(|| notes.join(" "));
    text.serialize(to)
}

impl RingEdge {
    /// Whether it leads from one thing to another, by way of consents or not.
    pub fn joins(&self, from: &Target, needs: &Target) -> bool {
        self.from.target() == from && self.needs.target() == needs
    }
}

/// How far a change at a ring goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opens {
    /// With it alone, what waits is no longer blocked.
    Goal,
    /// It breaks the ring; a refusal elsewhere is in the way too.
    Ring,
}

/// A ring on a way that nobody refuses, while another way that avoids it is refused.
#[derive(Debug, Clone, Serialize)]
pub struct AvoidedRing {
    /// The ring.
    #[serde(flatten)]
    pub ring: Deadlock,
    /// What closes the ways that avoid it: the plain refusals among what blocks, as the changes that would lift them.
    pub closed_by: Vec<Change>,
    /// Where those refusals are said.
    #[serde(skip)]
    pub cites: Vec<Citation>,
}

/// Rings that another way avoids are listed up to this many: each is told with everything that closes the other ways.
const MOST_AVOIDED: usize = 20;
/// What is told where there are more.
const ONLY_SOME_AVOIDED: &str = "of the rings that another way avoids only the shortest are listed";

/// Every deadlock of the model, shortest first.
pub fn deadlocks(model: &Model, graph: &PositionGraph, budget: &Budget) -> Known<Vec<Deadlock>> {
    let circuit = Circuit::of(graph, budget);
    let trial = Trial::new(graph, &circuit, budget, None);
    let among = Among {
        model,
        graph,
        within: trial.stuck(),
    };
    Rings::among(&among, &trial, None).told()
}

impl Question<'_> {
    /// The deadlocks that the goal needs broken; and where it is circular without one, the rings that another way avoids.
    pub(super) fn rings(
        &self,
        whole: &Circuit,
        standing: &Standing,
        blockers: &Known<Vec<Blocker>>,
    ) -> (Known<Vec<Deadlock>>, Known<Vec<AvoidedRing>>) {
        let none = Known::Exact(Vec::new());
        if standing.status != Status::Blocked {
            return (Known::Exact(Vec::new()), none);
        }
        let trial = Trial::new(self.graph, whole, &self.ask.budget, Some(self));
        let rings = self.rings_within(&trial, trial.stuck());
        let is_circular = standing.kind == Some(BlockedKind::Circular);
        if !is_circular || !rings.items().is_empty() || !rings.is_exact() {
            return (rings, none);
        }
        let avoided = self.avoided_rings(&trial, blockers.items());
        (rings, avoided.resting_on(blockers))
    }

    /// The rings on ways that nobody refuses, with what closes the ways that avoid them.
    fn avoided_rings(&self, trial: &Trial<'_>, blockers: &[Blocker]) -> Known<Vec<AvoidedRing>> {
        let closing: Vec<&Blocker> = closing(blockers).collect();
        let closed_by: Vec<Change> = closing.iter().map(|one| one.change.clone()).collect();
        let cites: Vec<Citation> = closing.iter().flat_map(|one| one.cites.clone()).collect();
        let avoided = |ring| AvoidedRing {
            ring,
            closed_by: closed_by.clone(),
            cites: cites.clone(),
        };
        let told =
            |rings: Vec<Deadlock>| rings.into_iter().take(MOST_AVOIDED).map(avoided).collect();
        match self.rings_within(trial, self.circular()) {
            Known::Exact(rings) | Known::Partial(rings, _) if rings.len() > MOST_AVOIDED => {
                Known::Partial(told(rings), ONLY_SOME_AVOIDED.to_owned())
            }
            rings @ (Known::Exact(_) | Known::Partial(..) | Known::Unknown(_)) => rings.map(told),
        }
    }

    /// The rings among some nodes that the goal needs by way of such nodes.
    fn rings_within(&self, trial: &Trial<'_>, within: ByNode<bool>) -> Known<Vec<Deadlock>> {
        let by_way_of = |node: NodeId| within[node];
        let among = Among {
            model: self.model,
            graph: self.graph,
            within: self.graph.cone_within(self.node, &by_way_of),
        };
        Rings::among(&among, trial, Some(self.node)).told()
    }

    /// What would hold if all conditions might come together, and does not as they are written.
    fn circular(&self) -> ByNode<bool> {
        let made = |change: usize| self.supposed.changes.contains(&change);
        let given = Given::hopeful_with(&made);
        let holding = |edges: Edges, out: &[NodeId]| self.circuit.evaluate(given, edges, out);
        let mut ways = self.circuit.pinned.iter().map(Vec::as_slice);
        let way = ways.find(|out| holding(Edges::AllTogether, out).holds(self.node));
        let out = way.unwrap_or(&[]);
        let together = holding(Edges::AllTogether, out);
        let written = holding(Edges::AsWritten, out);
        self.graph
            .nodes()
            .map(|node| together.holds(node) && !written.holds(node))
            .collect()
    }
}

/// The refusals that close the ways round a ring: plain ones among what blocks.
fn closing(blockers: &[Blocker]) -> impl Iterator<Item = &Blocker> {
    blockers.iter().filter(|blocker| {
        let is_refusal = matches!(blocker.change, Change::Grant { .. }) && !blocker.unknown;
        is_refusal && blocker.until.is_empty()
    })
}
