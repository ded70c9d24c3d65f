//! How nodes came to hold, step by step, and in which order those that do not hold fell.

use rustc_hash::FxHashMap;

use crate::graph::NodeId;

use super::super::circuit::{Edge, Holding, Supposed};
use super::candidates::Failure;
use super::clauses::Clauses;
use super::reasons::{Outcome, Reasons};

impl Clauses<'_> {
    /// Some of a node's needs as reasons for it.
    fn reasons(&self, node: NodeId, enough: u128, counts: impl Fn(&Edge) -> bool) -> Reasons {
        let circuit = self.search.circuit;
        let needs = circuit.needs(node).iter().filter(|edge| counts(edge));
        let of = needs.map(|edge| (edge.to, circuit.counted(node, edge)));
        Reasons {
            of: of.collect(),
            enough,
        }
    }
}

/// What holds, in the order in which it came to hold.
pub(super) struct Held<'a> {
    clauses: &'a Clauses<'a>,
    holding: &'a Holding,
    order: Vec<NodeId>,
}

impl<'a> Held<'a> {
    pub fn of(clauses: &'a Clauses<'a>, holding: &'a Holding) -> Self {
        let nodes = clauses.terms.nodes();
        let held = nodes.filter(|&n| holding.holds(n) && !clauses.bounds.is_decided(n));
        let mut order: Vec<NodeId> = held.collect();
        order.sort_by_key(|&node| holding.step[node]);
        Self {
            clauses,
            holding,
            order,
        }
    }
}

impl Outcome for Held<'_> {
    fn order(&self) -> &[NodeId] {
        &self.order
    }

    /// What it needed strictly came at an earlier step, what it needed otherwise not later.
    fn reasons(&self, node: NodeId) -> Reasons {
        let own = self.holding.step[node];
        let came_in_time = |edge: &Edge| {
            self.holding.holds(edge.to)
                && self.holding.step[edge.to] < own + u32::from(!edge.strict)
        };
        let enough = self.clauses.search.circuit.asked(node);
        self.clauses.reasons(node, enough, came_in_time)
    }

    fn is_free(&self, node: NodeId) -> bool {
        self.clauses.bounds.holds_anyway(node)
    }
}

/// What does not hold, in the order in which it falls once strict needs are read as they turn out.
pub(super) struct Fallen<'a> {
    clauses: &'a Clauses<'a>,
    failure: &'a Failure,
    order: Vec<NodeId>,
    rank: FxHashMap<NodeId, usize>,
}

impl<'a> Fallen<'a> {
    pub fn of(clauses: &'a Clauses<'a>, failure: &'a Failure) -> Self {
        let order = order_of_fall(clauses, failure);
        let rank = (0..).zip(&order).map(|(rank, node)| (*node, rank));
        Self {
            clauses,
            failure,
            rank: rank.collect(),
            order,
        }
    }

    /// Whether what a node needs fell before it did; what it needs strictly fell before anything.
    fn fell_before(&self, node: NodeId, edge: &Edge) -> bool {
        let rank = self.rank.get(&edge.to);
        let is_earlier = || rank.is_some_and(|rank| *rank < self.rank[&node]);
        !self.failure.holding.holds(edge.to) && (edge.strict || is_earlier())
    }
}

impl Outcome for Fallen<'_> {
    fn order(&self) -> &[NodeId] {
        &self.order
    }

    fn reasons(&self, node: NodeId) -> Reasons {
        if self.failure.out.contains(&node) {
            return Reasons::default();
        }
        let enough = self.clauses.search.circuit.enough_to_fall(node);
        self.clauses
            .reasons(node, enough, |edge| self.fell_before(node, edge))
    }

    fn is_free(&self, node: NodeId) -> bool {
        self.clauses.bounds.falls_anyway(node)
    }
}

/// In which order what does not hold falls, once strict needs are read as they turn out.
fn order_of_fall(clauses: &Clauses<'_>, Failure { holding, out }: &Failure) -> Vec<NodeId> {
    let circuit = clauses.search.circuit;
    let nodes = clauses.terms.nodes();
    let fallen: Vec<NodeId> = nodes.filter(|&node| !holding.holds(node)).collect();
    let stands = |edge: &Edge| holding.holds(edge.to) || !edge.strict;
    let held = |node: NodeId| circuit.sum(node, stands);
    let mut supposed = Supposed::new(circuit, fallen.iter().copied(), held);
    let falls_first = |node: &NodeId| {
        !circuit.rests_on_needs(*node) || supposed.lacks(*node) || out.contains(node)
    };
    let first = fallen.into_iter().filter(falls_first).collect();
    supposed.let_fall(first, |_, edge| !edge.strict)
}
