//! The cheapest sets of changes first, where decision diagrams grow too large.
//!
//! *Opening*: a variable for each node says that it holds; then enough of what it needs does. *Blocking*:
//! a variable says that the node falls; then enough of what it needs falls too (`clauses.rs`, `support.rs`). The
//! cheapest model (found by `optimum/`) is a candidate; each set found is barred with its supersets, so that sets come
//! out minimal and in order of cost (`candidates.rs`). Clauses alone would let conditions hold each other up (opening,
//! round a ring with a strict edge) or fall together (blocking, round a ring of soft ones), so every candidate is
//! evaluated, and one that fails teaches two things: a loop formula for the group that held itself up (Lin
//! and Zhao 2004, with the strict and soft edges of the nested fixpoint told apart; `loops.rs`), and a cut, a set of
//! leaves of which at least one must differ (`reasons.rs`). The cut alone makes the search exact; the loop formulas
//! make it fast. Where a ring is narrow enough, clauses say from the beginning in which orders its members can come about
//! (`orders.rs`), and no candidate of the opening side fails for it.

mod candidates;
mod clauses;
mod loops;
mod orders;
mod outcomes;
mod reasons;
mod shrink;
mod slots;
mod support;
mod unproven;

use crate::graph::NodeId;

use super::circuit::Circuit;
use super::symbolic::{Leaf, ReadAs};

use clauses::{Clauses, Term};

/// What is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::analysis) enum Side {
    /// Changes that open the goal.
    Opening,
    /// Refusals that alone keep it closed.
    Blocking,
}

impl Side {
    fn other(self) -> Self {
        match self {
            Self::Opening => Self::Blocking,
            Self::Blocking => Self::Opening,
        }
    }
}

/// The question.
pub(in crate::analysis) struct Search<'a> {
    pub circuit: &'a Circuit,
    pub goal: NodeId,
    pub side: Side,
    pub read: &'a dyn Fn(Leaf) -> ReadAs,
    /// Whether a leaf counts before all others.
    pub red_line: &'a dyn Fn(Leaf) -> bool,
    /// Decisions of the solver before it stops.
    pub patience: u64,
}

impl Search<'_> {
    fn is_opening(&self) -> bool {
        self.side == Side::Opening
    }
}

/// The sets found, cheapest first; each by the first leaf behind each of its variables.
#[derive(Debug, Clone, Default)]
pub(in crate::analysis) struct Cheapest {
    pub sets: Vec<Vec<Leaf>>,
    /// Whether these are all there are.
    pub whole: bool,
    /// Whether no other set costs as little as the last one listed.
    pub ties_known: bool,
    /// Whether the search was stopped by its bound.
    pub stopped: bool,
    /// Whether the sets are minimal only: found from the other side, when the search stopped before its first.
    pub unproven: bool,
}

impl Cheapest {
    /// All sets that there are.
    fn all(sets: Vec<Vec<Leaf>>) -> Self {
        Self {
            sets,
            whole: true,
            ties_known: true,
            ..Self::default()
        }
    }
}

/// Nodes evaluated at most to make one cut smaller.
const SHRINKING: usize = 2_000_000;

/// The first sets of a family; where the search is stopped before the first one, some that are minimal at least.
pub(in crate::analysis) fn cheapest(search: &Search<'_>, first: usize) -> Cheapest {
    let found = proven(search, first);
    let is_nothing = found.stopped && found.sets.is_empty();
    if !is_nothing || !search.circuit.exclusions.is_empty() {
        return found;
    }
    Cheapest {
        sets: unproven::some_minimal(search, first),
        unproven: true,
        ..found
    }
}

/// The first sets of a family, each known to be the cheapest of those that are left.
pub(in crate::analysis) fn proven(search: &Search<'_>, first: usize) -> Cheapest {
    let clauses = Clauses::of(search);
    match clauses.goal() {
        // Nothing opens it, or nothing need be changed: the same for blocking, turned round.
        Term::Never => Cheapest::all(Vec::new()),
        Term::Always => Cheapest::all(vec![Vec::new()]),
        Term::When(_) => clauses.enumerate(first),
    }
}
