//! What turns the goal if it alone turns.

use crate::graph::{ByNode, NodeId};

use super::{Circuit, Edge, Holding};

impl Circuit {
    /// Nodes that alone turn a goal, from true to false or the other way: the goal itself, and what turns a gate among them
    /// because the rest of what the gate needs is short of it, or just enough without it. Others may turn the goal too, by
    /// way of several gates at once. The cost is linear in the edges.
    pub(in crate::analysis) fn pivots(&self, goal: NodeId, holding: &Holding) -> Vec<NodeId> {
        let mut seen = ByNode::filled(false, self.gates.len());
        let mut pivots = Vec::new();
        let mut open = vec![goal];
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut seen[node], true) {
                pivots.push(node);
                open.extend(self.turning(node, holding));
            }
        }
        pivots
    }

    /// What a gate needs that alone turns it.
    fn turning(&self, node: NodeId, holding: &Holding) -> impl Iterator<Item = NodeId> {
        let goes_down = holding.holds(node);
        let held = self.sum(node, |edge| holding.holds(edge.to));
        let asked = self.asked(node);
        let turns = move |edge: &&Edge| {
            let counted = self.counted(node, edge);
            match goes_down {
                true => holding.holds(edge.to) && held.saturating_sub(counted) < asked,
                false => !holding.holds(edge.to) && held + counted >= asked,
            }
        };
        let needs = self.needs(node).iter().filter(turns);
        needs.map(|edge| edge.to)
    }
}
