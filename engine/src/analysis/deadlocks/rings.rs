//! Rings as they are told: from the goal or by name, each wait with what would open it.

use std::collections::BTreeSet;

use crate::graph::{NodeId, PositionGraph};

use super::super::known::Known;
use super::trial::Trial;
use super::waits::{Among, Wait, Waiting};
use super::{Deadlock, Opens, RingEdge};

/// What is told where the search for rings was stopped.
const STOPPED: &str = "the search for rings was stopped: there may be more than those listed; ask about one goal with `blocks GOAL`";

/// The rings among some nodes.
pub(super) struct Rings<'a> {
    graph: &'a PositionGraph,
    trial: &'a Trial<'a>,
    goal: Option<NodeId>,
    waiting: Waiting,
}

/// The order in which rings are listed: through the goal, opening it, short, by name.
type Place = (bool, bool, usize, Vec<String>);

impl<'a> Rings<'a> {
    pub fn among(among: &Among<'a>, trial: &'a Trial<'a>, goal: Option<NodeId>) -> Self {
        Self {
            graph: among.graph,
            trial,
            goal,
            waiting: among.waiting(),
        }
    }

    pub fn told(&self) -> Known<Vec<Deadlock>> {
        let budget = self.trial.budget;
        let mut rings = Vec::new();
        let (mut whole, mut stopped) = (true, false);
        for group in self.waiting.groups() {
            let cycles = group.cycles(budget);
            whole &= cycles.whole;
            stopped |= cycles.stopped;
            rings.extend(cycles.found.into_iter().filter_map(|ring| self.ring(ring)));
        }
        rings.sort_by_cached_key(|ring| self.place(ring));
        whole &= rings.len() <= budget.listed;
        rings.truncate(budget.listed);
        let why = match (whole, self.trial.is_stopped()) {
            (true, false) => return Known::Exact(rings),
            (false, _) if stopped => STOPPED,
            (false, _) => "only the shortest ring through each condition was sought",
            (true, true) => "not every change at a ring could be tried",
        };
        Known::Partial(rings, why.to_owned())
    }

    fn place(&self, ring: &Deadlock) -> Place {
        let goal = self.goal.and_then(|goal| self.waiting.members.get(&goal));
        let through_goal = goal.is_some_and(|goal| ring.ring.contains(goal));
        let opens = |edge: &RingEdge| edge.opens == Some(Opens::Goal);
        let opens_goal = self.goal.is_none() || ring.edges.iter().any(opens);
        let by_name: Vec<String> = ring.ring.iter().map(ToString::to_string).collect();
        (!through_goal, !opens_goal, by_name.len(), by_name)
    }

    /// A ring told from the goal, or from its first member by name; `None` where no edge means *earlier*.
    fn ring(&self, ring: Vec<NodeId>) -> Option<Deadlock> {
        let ring = self.turned(ring);
        let members = &self.waiting.members;
        let at_ring = self.changes_at(&ring);
        let mut edges = Vec::new();
        for (at, from) in ring.iter().enumerate() {
            let to = ring[(at + 1) % ring.len()];
            let here = self.waiting.waits[from].iter().filter(|wait| wait.to == to);
            edges.extend(here.map(|wait| self.tried(*from, wait, &at_ring)));
        }
        let goes_round = edges.iter().any(|edge| edge.strict);
        goes_round.then(|| Deadlock {
            ring: ring.iter().map(|node| members[node].clone()).collect(),
            edges,
        })
    }

    /// Every change at some condition of a ring.
    fn changes_at(&self, ring: &[NodeId]) -> BTreeSet<usize> {
        let steps = ring.iter().zip(ring.iter().cycle().skip(1));
        let waits = steps.flat_map(|(from, to)| {
            let here = self.waiting.waits[from].iter();
            here.filter(move |wait| wait.to == *to)
        });
        waits
            .flat_map(|wait| wait.candidates.iter().copied())
            .collect()
    }

    /// The same ring from the goal, or from its first member by name.
    fn turned(&self, mut ring: Vec<NodeId>) -> Vec<NodeId> {
        let at_goal = ring.iter().position(|node| Some(*node) == self.goal);
        let by_name = || (0..ring.len()).min_by_key(|&at| &self.waiting.members[&ring[at]]);
        let first = at_goal.or_else(by_name).unwrap_or(0);
        ring.rotate_left(first);
        ring
    }

    /// An edge with the first change at it that was tried and opens something; one that opens all before one that only
    /// breaks the ring.
    fn tried(&self, from: NodeId, wait: &Wait, at_ring: &BTreeSet<usize>) -> RingEdge {
        let tried = wait.candidates.iter().filter_map(|change| {
            let opens = self.trial.opens(*change, from, at_ring)?;
            Some((opens, *change))
        });
        let best = tried.min_by_key(|(opens, _)| *opens);
        RingEdge {
            change: best.map(|(_, change)| self.graph.changes()[change].change.clone()),
            opens: best.map(|(opens, _)| opens),
            ..wait.edge.clone()
        }
    }
}
