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

/// The number of each open node in the narrowed circuit.
type Places = ByNode<Option<NodeId>>;

fn places(open: &[NodeId], all: usize) -> Places {
    let mut place = ByNode::filled(None, all);
    for (number, &node) in open.iter().enumerate() {
        place[node] = Some(NodeId::from_index(number));
    }
    place
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
        let place = places(&open, self.gates.len());
        let needs = Rows::from_lists(open.iter().map(|node| self.open_needs(*node, &place)));
        let gates = open.iter().map(|node| self.rest_of(*node, lower));
        let components = self.open_components(&place);
        let circuit = Self {
            together: Groups::through_soft_edges(&needs, &components),
            needed_by: needs.turned(),
            gates: gates.collect(),
            needs,
            components,
            exclusions: Vec::new(),
            pinned: vec![Vec::new()],
            all_pinned: true,
        };
        let goal = place[goal]?;
        Some(Narrowed { circuit, goal })
    }

    /// The edges of a node to open ones, each with what it counts for.
    fn open_needs(&self, node: NodeId, place: &Places) -> Vec<Edge> {
        let needs = self.needs(node).iter();
        let open = needs.filter_map(|edge| {
            let weight = self.weight(node, edge.weight);
            place[edge.to].map(|to| Edge {
                to,
                weight,
                ..*edge
            })
        });
        open.collect()
    }

    /// The groups of nodes that need each other, as far as they are open.
    fn open_components(&self, place: &Places) -> Vec<Vec<NodeId>> {
        let groups = self.components.iter();
        let open = groups.map(|group| group.iter().filter_map(|node| place[*node]).collect());
        open.filter(|group: &Vec<NodeId>| !group.is_empty())
            .collect()
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
