//! The way to a goal: all that it still needs, directly or not. What holds already is behind it, and so is what only that needs.

use std::collections::BTreeSet;

use crate::graph::PositionGraph;
use crate::model::Target;

use super::standing::met;

/// The way to a goal; where no goal of the graph is asked for, everything lies on it.
pub(super) struct Way {
    ahead: Option<BTreeSet<Target>>,
}

impl Way {
    pub fn to(graph: &PositionGraph, goal: Option<&Target>) -> Self {
        let node = goal.and_then(|goal| graph.node_of(goal));
        let ahead = node.map(|node| {
            let met = met(graph);
            let ahead = graph.cone_within(node, &|node| !met[node]);
            let targets = graph.targets().filter(|(_, node)| ahead[*node]);
            // Where an answer is still to come, so is its issue.
            let each = targets.flat_map(|(target, _)| [target.clone(), target.whole()]);
            each.collect()
        });
        Self { ahead }
    }

    /// Whether something is still to come on the way: an issue too where one of its answers is.
    pub fn passes(&self, target: &Target) -> bool {
        let ahead = self.ahead.as_ref();
        ahead.is_none_or(|ahead| ahead.contains(target))
    }
}
