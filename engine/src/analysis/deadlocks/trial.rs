//! What a change at a ring does: it is made, and what waits is asked about again.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{ByNode, Change, NodeId, PositionGraph};

use super::super::engine::budget::Budget;
use super::super::engine::circuit::{Circuit, Edges, Given, attainable};
use super::super::question::{Question, circuit_for};
use super::Opens;

/// Trials may take this part of the visits allowed, as a divisor: a visited node costs several times what a visited edge does.
const TRIALS: u64 = 5;

/// Tries what a change does, as far as the work allowed goes.
pub(super) struct Trial<'a> {
    graph: &'a PositionGraph,
    circuit: &'a Circuit,
    pub budget: &'a Budget,
    question: Option<&'a Question<'a>>,
    /// Which changes open what waits at once, where that was tried: the same at every ring.
    known: RefCell<BTreeMap<(usize, NodeId), bool>>,
    visits: Cell<u64>,
    stopped: Cell<bool>,
}

impl<'a> Trial<'a> {
    pub fn new(
        graph: &'a PositionGraph,
        circuit: &'a Circuit,
        budget: &'a Budget,
        question: Option<&'a Question<'a>>,
    ) -> Self {
        Self {
            graph,
            circuit,
            budget,
            question,
            known: RefCell::default(),
            visits: Cell::new(0),
            stopped: Cell::new(false),
        }
    }

    /// Whether some change could not be tried.
    pub fn is_stopped(&self) -> bool {
        self.stopped.get()
    }

    fn is_supposed(&self, change: usize) -> bool {
        self.question
            .is_some_and(|question| question.supposed.changes.contains(&change))
    }

    /// What cannot be attained though every plain refusal is lifted and every unknown granted.
    pub fn stuck(&self) -> ByNode<bool> {
        let lifted = |change: usize| {
            let info = &self.graph.changes()[change];
            let is_plain = matches!(info.change, Change::Grant { .. }) && info.until.is_empty();
            is_plain || self.is_supposed(change)
        };
        let given = Given::hopeful_with(&lifted);
        let holding = self.circuit.evaluate(given, Edges::AsWritten, &[]);
        holding.step.iter().map(|step| *step == 0).collect()
    }

    /// How far a change goes for what waits, the goal that was asked about or the member of the ring; else whether it
    /// breaks the ring, were everything lifted that is not at it.
    pub fn opens(&self, change: usize, member: NodeId, at_ring: &BTreeSet<usize>) -> Option<Opens> {
        let waits = self.question.map_or(member, |question| question.node);
        if self.is_known_to_open(change, waits)? {
            return Some(Opens::Goal);
        }
        self.allow()?;
        self.breaks(change, member, at_ring).then_some(Opens::Ring)
    }

    /// Whether a change opens what waits at once, tried the first time that it is asked; nothing where that is not allowed.
    fn is_known_to_open(&self, change: usize, waits: NodeId) -> Option<bool> {
        let key = (change, waits);
        let known = self.known.borrow().get(&key).copied();
        if known.is_some() {
            return known;
        }
        self.allow()?;
        let opens = self.opens_at_once(change, waits);
        self.known.borrow_mut().insert(key, opens);
        Some(opens)
    }

    /// Whether a member of a ring can be had where of the changes at the ring this one alone is made, and every other.
    fn breaks(&self, change: usize, member: NodeId, at_ring: &BTreeSet<usize>) -> bool {
        let made =
            |other: usize| other == change || !at_ring.contains(&other) || self.is_supposed(other);
        let holding = self
            .circuit
            .evaluate(Given::hopeful_with(&made), Edges::AsWritten, &[]);
        holding.holds(member)
    }

    /// Counts the visits of one more trial; nothing where they are no longer allowed.
    fn allow(&self) -> Option<()> {
        let visits = self.visits.get() + self.graph.len() as u64;
        self.visits.set(visits);
        let is_allowed = visits <= self.budget.visits / TRIALS;
        self.stopped.set(self.stopped.get() || !is_allowed);
        is_allowed.then_some(())
    }

    fn opens_at_once(&self, change: usize, waits: NodeId) -> bool {
        let made = |other: usize| other == change || self.is_supposed(other);
        // A default that comes only where the member itself is missed does not open it.
        let own;
        let circuit = match self.question {
            Some(question) => question.circuit,
            None if self.graph.record().coming.is_empty() => self.circuit,
            None => {
                own = circuit_for(self.circuit, self.graph, waits, self.budget);
                &own
            }
        };
        let given = Given::hopeful_with(&made);
        attainable(circuit, waits, given, Edges::AsWritten)
    }
}
