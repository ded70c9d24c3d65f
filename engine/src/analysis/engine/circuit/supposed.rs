//! Nodes that are supposed to hold, until some of them fall: those that are not held up, and then what they held up.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use crate::graph::NodeId;

use super::{Circuit, Edge};

/// Nodes that are supposed to hold, each with the weight of what holds it up.
pub(in crate::analysis::engine) struct Supposed<'a> {
    circuit: &'a Circuit,
    held: FxHashMap<NodeId, u128>,
}

impl<'a> Supposed<'a> {
    /// Supposes nodes that rest on some of their needs.
    pub fn new(
        circuit: &'a Circuit,
        nodes: impl Iterator<Item = NodeId>,
        held: impl Fn(NodeId) -> u128,
    ) -> Self {
        Self {
            circuit,
            held: nodes.map(|node| (node, held(node))).collect(),
        }
    }

    /// Whether a node is still supposed to hold.
    pub fn contains(&self, node: NodeId) -> bool {
        self.held.contains_key(&node)
    }

    /// Whether a node is supposed to hold and has too little that holds it up.
    pub fn lacks(&self, node: NodeId) -> bool {
        let held = self.held.get(&node);
        held.is_some_and(|held| *held < self.circuit.asked(node))
    }

    /// Those of some nodes that lack something.
    pub fn lacking(&self, nodes: &[NodeId]) -> VecDeque<NodeId> {
        let nodes = nodes.iter().copied();
        nodes.filter(|&node| self.lacks(node)).collect()
    }

    /// Lets nodes fall, and after them all that lacks something for it, one after the other; in that order. What has
    /// fallen counts against what needs it by some edges.
    pub fn let_fall(
        &mut self,
        mut falling: VecDeque<NodeId>,
        counts: impl Fn(NodeId, &Edge) -> bool,
    ) -> Vec<NodeId> {
        let circuit = self.circuit;
        let mut order = Vec::new();
        while let Some(node) = falling.pop_front() {
            if self.held.remove(&node).is_none() {
                continue;
            }
            order.push(node);
            let above = circuit.needed_by(node).iter();
            for edge in above.filter(|edge| counts(node, edge)) {
                self.take_from(edge);
                if self.lacks(edge.to) {
                    falling.push_back(edge.to);
                }
            }
        }
        order
    }

    /// What an edge counts for does not hold up its end any more.
    fn take_from(&mut self, edge: &Edge) {
        if let Some(held) = self.held.get_mut(&edge.to) {
            *held = held.saturating_sub(self.circuit.counted(edge.to, edge));
        }
    }
}
