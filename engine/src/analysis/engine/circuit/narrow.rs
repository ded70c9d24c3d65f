//! The part of a circuit that is still open between two readings: what holds under the one holds anyway, what does not hold
//! under the other falls anyway, and neither has to be evaluated again.
//!
//! Replacing a node by its value in the fixpoint changes the value of no other node (Bekić's principle; in the game of the
//! nested fixpoint, a position that one side wins is as good as the win). So a gate keeps what it asks for less what holds
//! anyway, over its open needs alone.

use crate::graph::{ByNode, Gate, NodeId};

use super::edges::{Edge, Rows};
use super::groups::Groups;
use super::{Circuit, Holding};

/// The open part of a circuit, and its goal there.
pub(in crate::analysis::engine) struct Narrowed {
    pub circuit: Circuit,
    pub goal: NodeId,
}

impl Circuit {
    /// What a goal needs that holds under the higher of two readings and not under the lower one; nothing where the goal
    /// itself is decided. Exclusions are left out: for circuits without any.
    pub(in crate::analysis::engine) fn between(
        &self,
        lower: &Holding,
        upper: &Holding,
        goal: NodeId,
    ) -> Option<Narrowed> {
        let is_open = |node: NodeId| upper.holds(node) && !lower.holds(node);
        if !is_open(goal) {
            return None;
        }
        let open = self.reached(goal, &is_open);
        let mut place = ByNode::filled(None, self.gates.len());
        for (number, &node) in open.iter().enumerate() {
            place[node] = Some(NodeId::from_index(number));
        }
        let kept = |edge: &Edge| {
            let to = place[edge.to]?;
            Some(Edge { to, ..*edge })
        };
        let needs = |&node: &NodeId| {
            let edges = self.needs(node).iter().filter_map(kept);
            let weighed = edges.map(|edge| Edge {
                weight: self.weight(node, edge.weight),
                ..edge
            });
            weighed.collect()
        };
        let needs = Rows::from_lists(open.iter().map(needs));
        let gate = |&node: &NodeId| self.rest_of(node, lower);
        let gates: ByNode<Gate> = open.iter().map(gate).collect();
        let components = self.components.iter().map(|group| {
            let inside = group.iter().filter_map(|node| place[*node]);
            inside.collect::<Vec<_>>()
        });
        let components: Vec<_> = components.filter(|group| !group.is_empty()).collect();
        let circuit = Self {
            together: Groups::through_soft_edges(&needs, &components),
            needed_by: needs.turned(),
            gates,
            needs,
            components,
            exclusions: Vec::new(),
            pinned: vec![Vec::new()],
            all_pinned: true,
        };
        let goal = place[goal]?;
        Some(Narrowed { circuit, goal })
    }

    /// What a node needs by way of open nodes, itself among them, by number.
    fn reached(&self, goal: NodeId, is_open: &dyn Fn(NodeId) -> bool) -> Vec<NodeId> {
        let mut seen = ByNode::filled(false, self.gates.len());
        let mut to_see = vec![goal];
        let mut reached = Vec::new();
        while let Some(node) = to_see.pop() {
            if is_open(node) && !std::mem::replace(&mut seen[node], true) {
                reached.push(node);
                to_see.extend(self.needs(node).iter().map(|edge| edge.to));
            }
        }
        reached.sort_unstable();
        reached
    }

    /// What a gate still asks for of its open needs.
    fn rest_of(&self, node: NodeId, lower: &Holding) -> Gate {
        if !self.rests_on_needs(node) {
            return self.gates[node];
        }
        let held = self.sum(node, |edge| lower.holds(edge.to));
        let rest = self.asked(node).saturating_sub(held);
        Gate::AtLeast(u64::try_from(rest).expect("no gate asks for more than it can say"))
    }
}
