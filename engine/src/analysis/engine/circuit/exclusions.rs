//! Ways to respect the exclusions: which things are left out so that no more of them hold than can.
//!
//! A set of things that breaks no exclusion leaves enough of each exclusion's members out, so every way to leave just
//! enough out is tried by itself. There are as many as the sizes of the exclusions multiply to, so they are bounded.

use crate::graph::{ByNode, Gate, NodeId, PositionGraph};

use super::super::budget::Budget;
use super::Circuit;

/// Nodes that all ways together leave out, while they are made.
const MOST_LEFT_OUT: usize = 250_000;

impl Circuit {
    pub(super) fn note_exclusions(&mut self, graph: &PositionGraph) {
        for exclusion in graph.exclusions() {
            let is_free = |n: &NodeId| self.gates[*n] != Gate::True;
            let free: Vec<NodeId> = exclusion.of.iter().copied().filter(is_free).collect();
            let held = exclusion.of.len() - free.len();
            let most = usize::try_from(exclusion.at_most).unwrap_or(usize::MAX);
            let room = most.saturating_sub(held);
            if free.len() > room {
                self.exclusions.push((room, free));
            }
        }
    }

    /// Finds the ways to respect the exclusions, up to a bound: sets of nodes to leave out.
    pub(super) fn pin(&mut self, most: usize) {
        let most = most.max(1);
        self.pinned = vec![Vec::new()];
        self.all_pinned = true;
        for (room, free) in &self.exclusions {
            let out = free.len().saturating_sub(*room);
            let choices = subsets_of(free, out, most + 1);
            // Long ways cost more to keep than short ones.
            let longest = self.pinned.iter().map(Vec::len).max().unwrap_or(0) + out;
            let room = most.min((MOST_LEFT_OUT / longest.max(1)).max(1));
            let mut ways = combined(&self.pinned, &choices, room + 1);
            if ways.len() > room {
                self.all_pinned = false;
                ways.truncate(room);
            }
            ways.sort();
            ways.dedup();
            self.pinned = ways;
        }
    }

    /// The circuit for one goal: exclusions count only as far as the goal needs their members, since all others
    /// can be left out for nothing; and of the coming defaults only those that come in time.
    pub(in crate::analysis) fn for_goal(
        &self,
        cone: &ByNode<bool>,
        budget: &Budget,
        counts: &dyn Fn(usize) -> bool,
    ) -> Self {
        let mut circuit = self.clone();
        for gate in circuit.gates.iter_mut() {
            if matches!(gate, Gate::Coming(number) if !counts(*number)) {
                // Any of nothing.
                *gate = Gate::Any;
            }
        }
        for (_, free) in &mut circuit.exclusions {
            free.retain(|node| cone[*node]);
        }
        circuit.exclusions.retain(|(room, free)| free.len() > *room);
        circuit.pin(budget.ways);
        circuit
    }
}

/// The first subsets of a size.
fn subsets_of(items: &[NodeId], size: usize, limit: usize) -> Vec<Vec<NodeId>> {
    let mut subsets = Subsets {
        size,
        limit,
        chosen: Vec::new(),
        found: Vec::new(),
    };
    subsets.extend_from(items);
    subsets.found
}

/// The search for the first subsets of a size.
struct Subsets {
    size: usize,
    limit: usize,
    chosen: Vec<NodeId>,
    found: Vec<Vec<NodeId>>,
}

impl Subsets {
    /// Completes what is chosen with some of these items.
    fn extend_from(&mut self, items: &[NodeId]) {
        if self.found.len() >= self.limit {
            return;
        }
        if self.chosen.len() == self.size {
            self.found.push(self.chosen.clone());
            return;
        }
        for (index, &item) in items.iter().enumerate() {
            self.chosen.push(item);
            self.extend_from(&items[index + 1..]);
            self.chosen.pop();
        }
    }
}

/// The first ways to make a choice on top of what is left out already.
fn combined(ways: &[Vec<NodeId>], choices: &[Vec<NodeId>], limit: usize) -> Vec<Vec<NodeId>> {
    let pairs = ways
        .iter()
        .flat_map(|way| choices.iter().map(move |choice| merged(way, choice)));
    pairs.take(limit).collect()
}

/// A way, which is in order, with a choice on top. Ways are long and choices short, so each node finds its own place.
fn merged(way: &[NodeId], choice: &[NodeId]) -> Vec<NodeId> {
    let mut all = way.to_vec();
    for &node in choice {
        if let Err(at) = all.binary_search(&node) {
            all.insert(at, node);
        }
    }
    all
}
