//! A list with an entry for each node of a graph, looked up by the node itself.

use std::ops::{Deref, DerefMut, Index, IndexMut};

use super::NodeId;

/// An entry for each node.
#[derive(Debug, Clone, Default)]
pub struct ByNode<T>(Vec<T>);

impl<T: Clone> ByNode<T> {
    /// The same entry for each of so many nodes.
    pub fn filled(entry: T, nodes: usize) -> Self {
        Self(vec![entry; nodes])
    }
}

impl<T> ByNode<T> {
    /// Every node with its entry.
    pub fn numbered(&self) -> impl Iterator<Item = (NodeId, &T)> {
        (0u32..).map(NodeId).zip(&self.0)
    }

    /// Every node.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + use<T> {
        (0..self.0.len()).map(NodeId::from_index)
    }
}

impl<T> FromIterator<T> for ByNode<T> {
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}

impl<T> Index<NodeId> for ByNode<T> {
    type Output = T;

    fn index(&self, node: NodeId) -> &T {
        &self.0[node.index()]
    }
}

impl<T> IndexMut<NodeId> for ByNode<T> {
    fn index_mut(&mut self, node: NodeId) -> &mut T {
        &mut self.0[node.index()]
    }
}

impl<T> Deref for ByNode<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> DerefMut for ByNode<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.0
    }
}
