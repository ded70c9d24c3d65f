//! Groups of nodes that need each other and may come together.

use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;

use crate::graph::{ByNode, NodeId};

use super::edges::{Edge, Rows};

/// Groups of nodes that need each other, and for each node the group that it is in, if it is in one.
#[derive(Debug, Clone, Default)]
pub(super) struct Groups {
    pub members: Vec<Vec<NodeId>>,
    pub of: ByNode<Option<usize>>,
    /// Whether strict edges inside a group are read as soft ones.
    all_soft: bool,
}

impl Groups {
    pub fn new(count: usize, groups: impl Iterator<Item = Vec<NodeId>>) -> Self {
        let mut made = Self {
            members: Vec::new(),
            of: ByNode::filled(None, count),
            all_soft: false,
        };
        for group in groups {
            for &node in &group {
                made.of[node] = Some(made.members.len());
            }
            made.members.push(group);
        }
        made
    }

    /// Groups of nodes that need each other through soft edges alone.
    pub fn through_soft_edges(needs: &Rows, components: &[Vec<NodeId>]) -> Self {
        let component_of = Self::new(needs.nodes(), components.iter().cloned());
        let mut groups = Vec::new();
        for component in components {
            let stays_inside =
                |node: NodeId, edge: &Edge| !edge.strict && component_of.joins(node, edge.to);
            groups.extend(joined(needs, component, stays_inside));
        }
        groups.sort();
        Self::new(needs.nodes(), groups.into_iter())
    }

    /// The same groups, in which all edges are read as soft ones.
    pub fn with_all_soft(self) -> Self {
        Self {
            all_soft: true,
            ..self
        }
    }

    /// Whether two nodes are in one group.
    fn joins(&self, a: NodeId, b: NodeId) -> bool {
        self.of[a].is_some() && self.of[a] == self.of[b]
    }

    /// Whether the two ends of an edge may come together, as members of one group.
    pub fn holds_together(&self, node: NodeId, edge: &Edge) -> bool {
        self.joins(node, edge.to) && (self.all_soft || !edge.strict)
    }
}

/// The groups of a component that need each other through some of its edges.
fn joined(
    needs: &Rows,
    component: &[NodeId],
    counts: impl Fn(NodeId, &Edge) -> bool,
) -> Vec<Vec<NodeId>> {
    let mut graph = DiGraphMap::<NodeId, ()>::new();
    for &node in component {
        for edge in needs.of(node).iter().filter(|edge| counts(node, edge)) {
            graph.add_edge(node, edge.to, ());
        }
    }
    let is_alone = component.len() == 1;
    let mut groups = tarjan_scc(&graph);
    groups.retain(|group| is_alone || group.len() > 1);
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups
}
