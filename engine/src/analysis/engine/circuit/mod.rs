//! What is attainable: the nested fixpoint of the requirement graph under a reading of its leaves.
//!
//! `M(v) = mu X. nu Y. Phi(strict edges read X, soft edges read Y)`: the least fixpoint over strict
//! edges of the greatest fixpoint over soft ones. Things that need each other *together* may all hold;
//! no chain of support may go round through an edge that means *earlier*. With every edge strict this
//! is the well-founded model (Van Gelder, Ross and Schlipf 1991).
//!
//! Truth is counted upwards: each node keeps the sum of what already holds below it (`rise.rs`). Only groups
//! that need each other through soft edges alone are supposed whole and let fall what is not held up
//! (`supposed.rs`). Where no such group is fed again and again, the cost is linear in the edges.

mod edges;
mod exclusions;
mod groups;
mod narrow;
mod pivots;
mod rise;
mod stages;
mod supposed;

pub(in crate::analysis) use edges::Edge;
pub(in crate::analysis::engine) use narrow::Narrowed;
pub(in crate::analysis) use rise::Holding;
pub(in crate::analysis) use stages::{NEVER, Stages};
pub(in crate::analysis::engine) use supposed::Supposed;

use crate::graph::{ByNode, Gate, NodeId, PositionGraph};

use super::budget::Budget;

use edges::Rows;
use groups::Groups;

/// How the leaves that nobody has decided are read.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// Which unknown consents count as granted, by the number of the stance.
    pub unknown: &'a dyn Fn(usize) -> bool,
    /// Which changes are made, by number.
    pub changes: &'a dyn Fn(usize) -> bool,
    /// Which of the defaults that come by themselves have come, by number.
    pub coming: &'a dyn Fn(usize) -> bool,
}

impl<'a> Given<'a> {
    /// No change is made, and unknown consents are granted.
    pub const HOPEFUL: Given<'static> = Given {
        unknown: &|_| true,
        changes: &|_| false,
        coming: &|_| true,
    };
    /// No change is made, and unknown consents are refused.
    pub const STATED: Given<'static> = Given {
        unknown: &|_| false,
        changes: &|_| false,
        coming: &|_| false,
    };

    /// Some changes are made, and unknown consents are granted.
    pub fn hopeful_with(changes: &'a dyn Fn(usize) -> bool) -> Self {
        Given {
            changes,
            ..Given::HOPEFUL
        }
    }
}

/// How edges are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edges {
    /// As written: strict edges earlier, soft edges together.
    AsWritten,
    /// All may come together: the greatest fixpoint.
    AllTogether,
    /// All must come earlier: the least fixpoint.
    AllEarlier,
}

/// Rings of more nodes are not tried as hard as others.
const LARGE_RING: usize = 600;

/// The graph in a flat form for evaluation.
#[derive(Debug, Clone)]
pub struct Circuit {
    pub(in crate::analysis) gates: ByNode<Gate>,
    needs: Rows,
    needed_by: Rows,
    /// Groups of nodes that need each other, each after all that it needs.
    pub(in crate::analysis) components: Vec<Vec<NodeId>>,
    /// Groups that need each other through soft edges alone, and the group of each node.
    together: Groups,
    /// What cannot all hold: how many of some nodes can, those that hold anyway left out.
    pub(in crate::analysis) exclusions: Vec<(usize, Vec<NodeId>)>,
    /// Sets of nodes that are pinned to false, one for each way to respect the exclusions.
    pub(in crate::analysis) pinned: Vec<Vec<NodeId>>,
    /// Whether all ways to respect the exclusions are in `pinned`.
    pub(in crate::analysis) all_pinned: bool,
}

impl Circuit {
    /// Flattens a graph.
    pub fn of(graph: &PositionGraph, budget: &Budget) -> Self {
        let needs = Rows::needs_of(graph);
        let components = graph.components();
        let mut circuit = Self {
            gates: graph.nodes().map(|node| graph.node(node).gate).collect(),
            together: Groups::through_soft_edges(&needs, &components),
            needed_by: needs.turned(),
            needs,
            components,
            exclusions: Vec::new(),
            pinned: Vec::new(),
            all_pinned: true,
        };
        circuit.note_exclusions(graph);
        circuit.pin(budget.ways);
        circuit
    }

    /// What a node needs: node, weight, whether strictly.
    pub(in crate::analysis) fn needs(&self, node: NodeId) -> &[Edge] {
        self.needs.of(node)
    }

    /// What needs a node: node, weight, whether strictly.
    pub(in crate::analysis) fn needed_by(&self, node: NodeId) -> &[Edge] {
        self.needed_by.of(node)
    }

    /// Whether a node is decided by what it needs, not by itself.
    pub(in crate::analysis) fn rests_on_needs(&self, node: NodeId) -> bool {
        matches!(self.gates[node], Gate::All | Gate::Any | Gate::AtLeast(_))
    }

    /// The sum of weights that a gate asks for.
    pub(in crate::analysis) fn threshold(&self, node: NodeId) -> u64 {
        match self.gates[node] {
            Gate::All => self.needs(node).len() as u64,
            Gate::Any => 1,
            Gate::AtLeast(sum) => sum,
            Gate::True | Gate::Coming(_) | Gate::Unknown(_) | Gate::Change(_) => 0,
        }
    }

    /// The weight of an edge in its gate: 1 in all and any.
    pub(in crate::analysis) fn weight(&self, node: NodeId, weight: u64) -> u64 {
        match self.gates[node] {
            Gate::AtLeast(_) => weight,
            Gate::All
            | Gate::Any
            | Gate::True
            | Gate::Coming(_)
            | Gate::Unknown(_)
            | Gate::Change(_) => 1,
        }
    }

    /// What a gate asks for, in numbers that hold any sum of weights.
    pub(in crate::analysis) fn asked(&self, node: NodeId) -> u128 {
        u128::from(self.threshold(node))
    }

    /// What an edge counts for in the gate of a node, in such numbers.
    pub(in crate::analysis) fn counted(&self, node: NodeId, edge: &Edge) -> u128 {
        u128::from(self.weight(node, edge.weight))
    }

    /// The sum of what the node needs through some edges.
    pub(in crate::analysis) fn sum(&self, node: NodeId, counts: impl Fn(&Edge) -> bool) -> u128 {
        let counting = self.needs(node).iter().filter(|edge| counts(edge));
        counting.map(|edge| self.counted(node, edge)).sum()
    }

    /// How much must fall of what a node needs for it to fall.
    pub(in crate::analysis) fn enough_to_fall(&self, node: NodeId) -> u128 {
        let total = self.sum(node, |_| true);
        (total + 1).saturating_sub(self.asked(node))
    }

    /// Whether a component goes round.
    pub(in crate::analysis) fn is_ring(&self, group: &[NodeId]) -> bool {
        group.len() > 1 || self.needs(group[0]).iter().any(|edge| edge.to == group[0])
    }

    /// Whether some ring is so large that each round through it costs much, and there may be as many rounds as members.
    pub(in crate::analysis) fn has_large_ring(&self) -> bool {
        let mut groups = self.components.iter();
        groups.any(|group| group.len() > LARGE_RING && self.is_ring(group))
    }

    /// How many edges there are.
    fn edges(&self) -> usize {
        self.needs.len()
    }
}

/// Every node that some way of respecting the exclusions makes attainable.
pub fn holding(circuit: &Circuit, given: Given<'_>) -> ByNode<bool> {
    let mut all = ByNode::filled(false, circuit.gates.len());
    for pinned in &circuit.pinned {
        let one = circuit.evaluate(given, Edges::AsWritten, pinned);
        all.iter_mut()
            .zip(one.step.iter())
            .for_each(|(any, step)| *any |= *step > 0);
    }
    all
}

/// Whether a node is attainable under a reading, whichever way the exclusions are respected.
///
/// Exact: a set of things that breaks no exclusion leaves enough of each exclusion's members out.
pub fn attainable(circuit: &Circuit, goal: NodeId, given: Given<'_>, edges: Edges) -> bool {
    circuit
        .pinned
        .iter()
        .any(|pinned| circuit.evaluate(given, edges, pinned).holds(goal))
}
