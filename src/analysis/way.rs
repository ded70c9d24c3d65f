//! The way to a goal: all that it still needs, directly or not. What holds already is behind it, and so is what only that needs.

use crate::graph::{ByNode, PositionGraph};
use crate::model::Target;

use super::standing::met;

/// The way to a goal; where no goal of the graph is asked for, everything lies on it.
pub(super) struct Way<'g> {
    graph: &'g PositionGraph,
    ahead: Option<ByNode<bool>>,
}

impl<'g> Way<'g> {
    pub fn to(graph: &'g PositionGraph, goal: Option<&Target>) -> Self {
        let node = goal.and_then(|goal| graph.node_of(goal));
        let met = met(graph);
        Self {
            graph,
            ahead: node.map(|node| graph.cone_within(node, &|node| !met[node])),
        }
    }

    /// Whether something is still to come on the way: an issue too where one of its answers is.
    pub fn passes(&self, target: &Target) -> bool {
        let Some(ahead) = &self.ahead else {
            return true;
        };
        let is_it = |other: &Target| match target {
            Target::Issue(id) => other.issue() == Some(id),
            Target::Milestone(_) | Target::Option(..) => other == target,
        };
        let mut targets = self.graph.targets();
        targets.any(|(other, node)| is_it(other) && ahead[node])
    }
}
