//! What needs what: the edges of the requirement graph in flat lists, one list for each node.

use crate::graph::{NodeId, PositionGraph};

/// An edge in flat form.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::analysis) struct Edge {
    /// The other end.
    pub to: NodeId,
    /// Its weight in a sum.
    pub weight: u64,
    /// Whether it means *earlier*.
    pub strict: bool,
}

/// A list of edges for each node, one after the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    starts: Vec<usize>,
    edges: Vec<Edge>,
}

impl Rows {
    /// What each node of a graph needs.
    pub fn needs_of(graph: &PositionGraph) -> Self {
        let mut rows = Self {
            starts: vec![0],
            edges: Vec::new(),
        };
        for node in graph.nodes() {
            let needs = graph.needs(node).into_iter();
            rows.edges.extend(needs.map(|(to, need)| Edge {
                to,
                weight: need.weight,
                strict: need.strict,
            }));
            rows.starts.push(rows.edges.len());
        }
        rows
    }

    /// What each node needs, one list after the other.
    pub fn from_lists(lists: impl Iterator<Item = Vec<Edge>>) -> Self {
        let mut rows = Self {
            starts: vec![0],
            edges: Vec::new(),
        };
        for list in lists {
            rows.edges.extend(list);
            rows.starts.push(rows.edges.len());
        }
        rows
    }

    pub fn of(&self, node: NodeId) -> &[Edge] {
        &self.edges[self.starts[node.index()]..self.starts[node.index() + 1]]
    }

    /// How many edges there are.
    pub fn len(&self) -> usize {
        self.edges.len()
    }

    /// How many nodes have a list.
    pub fn nodes(&self) -> usize {
        self.starts.len() - 1
    }

    /// The same edges, listed by their other ends.
    pub fn turned(&self) -> Self {
        let starts = self.starts_by_other_end();
        let mut next = starts.clone();
        let mut edges = vec![Edge::default(); self.len()];
        for node in (0..self.nodes()).map(NodeId::from_index) {
            for &edge in self.of(node) {
                let place = &mut next[edge.to.index()];
                edges[*place] = Edge { to: node, ..edge };
                *place += 1;
            }
        }
        Self { starts, edges }
    }

    /// Where the list of each node begins once the edges are listed by their other ends.
    fn starts_by_other_end(&self) -> Vec<usize> {
        let mut starts = vec![0; self.starts.len()];
        for edge in &self.edges {
            starts[edge.to.index() + 1] += 1;
        }
        for node in 0..self.nodes() {
            starts[node + 1] += starts[node];
        }
        starts
    }
}
