//! What is attainable: the nested fixpoint of the requirement graph under a reading of its leaves.
//!
//! `M(v) = mu X. nu Y. Phi(strict edges read X, soft edges read Y)`: the least fixpoint over strict
//! edges of the greatest fixpoint over soft ones. Things that need each other *together* may all hold;
//! no chain of support may go round through an edge that means *earlier*. With every edge strict this
//! is the well-founded model (Van Gelder, Ross and Schlipf 1991). Components are decided one after
//! the other; inside one, each round is a linear propagation of what falls away, and there are at
//! most as many rounds as strict edges on a path.

use crate::graph::{Gate, NodeId, PositionGraph};

/// How leaves that nobody has decided are read, and what is supposed besides.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// Whether unknown consents count as granted.
    pub unknown: bool,
    /// Which changes are made, by number.
    pub changes: &'a dyn Fn(usize) -> bool,
}

/// How edges are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edges {
    /// As written: strict edges earlier, soft edges together.
    AsWritten,
    /// All may come together: the greatest fixpoint.
    AllTogether,
    /// All must come earlier: the least fixpoint.
    AllEarlier,
}

/// The graph in a flat form for evaluation.
#[derive(Debug, Clone)]
pub struct Circuit {
    pub(super) gates: Vec<Gate>,
    starts: Vec<u32>,
    needs: Vec<(u32, u64, bool)>,
    pub(super) components: Vec<Vec<u32>>,
    component_of: Vec<u32>,
    /// Sets of nodes that are pinned to false, one for each way to respect the exclusions.
    pub(super) pinned: Vec<Vec<u32>>,
    /// Whether all ways to respect the exclusions are in `pinned`.
    pub(super) all_pinned: bool,
}

/// Most combinations of exclusions that are tried.
const MAX_PINNED: usize = 4_096;

impl Circuit {
    /// Flattens a graph.
    pub fn of(graph: &PositionGraph) -> Self {
        let count = u32::try_from(graph.len()).expect("node ids are u32");
        let mut circuit = Self {
            gates: Vec::with_capacity(graph.len()),
            starts: vec![0],
            needs: Vec::new(),
            components: graph.components().into_iter().map(|group| group.into_iter().map(|n| n.0).collect()).collect(),
            component_of: vec![0; graph.len()],
            pinned: Vec::new(),
            all_pinned: true,
        };
        for node in 0..count {
            circuit.gates.push(graph.node(NodeId(node)).gate);
            circuit.needs.extend(graph.needs(NodeId(node)).into_iter().map(|(to, need)| (to.0, need.weight, need.strict)));
            circuit.starts.push(u32::try_from(circuit.needs.len()).expect("edge ids are u32"));
        }
        for (number, group) in circuit.components.iter().enumerate() {
            for &node in group {
                circuit.component_of[node as usize] = u32::try_from(number).expect("fewer components than nodes");
            }
        }
        circuit.pin_exclusions(graph);
        circuit
    }

    /// What a node needs: node, weight, whether strictly.
    pub(super) fn needs(&self, node: u32) -> &[(u32, u64, bool)] {
        &self.needs[self.starts[node as usize] as usize..self.starts[node as usize + 1] as usize]
    }

    /// The sum of weights that a gate asks for.
    pub(super) fn threshold(&self, node: u32) -> u64 {
        match self.gates[node as usize] {
            Gate::All => self.needs(node).len() as u64,
            Gate::Any => 1,
            Gate::AtLeast(sum) => sum,
            Gate::True | Gate::Unknown(_) | Gate::Change(_) => 0,
        }
    }

    /// The weight of an edge in its gate: 1 in all and any.
    pub(super) fn weight(&self, node: u32, weight: u64) -> u64 {
        match self.gates[node as usize] {
            Gate::AtLeast(_) => weight,
            Gate::All | Gate::Any | Gate::True | Gate::Unknown(_) | Gate::Change(_) => 1,
        }
    }

    /// Whether a component goes round.
    pub(super) fn is_ring(&self, group: &[u32]) -> bool {
        group.len() > 1 || self.needs(group[0]).iter().any(|(to, _, _)| *to == group[0])
    }

    fn pin_exclusions(&mut self, graph: &PositionGraph) {
        self.pinned = vec![Vec::new()];
        for exclusion in graph.exclusions() {
            let free: Vec<u32> = exclusion.of.iter().map(|n| n.0).filter(|n| self.gates[*n as usize] != Gate::True).collect();
            let held = exclusion.of.len() - free.len();
            let room = usize::try_from(exclusion.at_most).unwrap_or(usize::MAX).saturating_sub(held);
            let out = free.len().saturating_sub(room);
            let mut ways = Vec::new();
            subsets_of(&free, out, MAX_PINNED, &mut Vec::new(), &mut ways);
            let combined: Vec<Vec<u32>> =
                self.pinned.iter().flat_map(|old| ways.iter().map(move |new| merged(old, new))).take(MAX_PINNED + 1).collect();
            if combined.len() > MAX_PINNED || ways.len() >= MAX_PINNED {
                self.all_pinned = false;
            }
            self.pinned = combined.into_iter().take(MAX_PINNED).collect();
            self.pinned.sort();
            self.pinned.dedup();
        }
    }

    /// Every node's truth under a reading, ignoring exclusions but for the nodes pinned to false.
    pub(super) fn evaluate(&self, given: Given<'_>, edges: Edges, pinned: &[u32]) -> Vec<bool> {
        let mut holds = vec![false; self.gates.len()];
        let mut out = vec![false; self.gates.len()];
        pinned.iter().for_each(|&node| out[node as usize] = true);
        let mut sums = vec![0u64; self.gates.len()];
        for group in &self.components {
            if self.is_ring(group) {
                self.ring(group, &mut Ring { holds: &mut holds, sums: &mut sums, out: &out, edges });
            } else {
                let node = group[0];
                holds[node as usize] = !out[node as usize] && self.decide(node, given, &holds);
            }
        }
        holds
    }

    fn decide(&self, node: u32, given: Given<'_>, holds: &[bool]) -> bool {
        match self.gates[node as usize] {
            Gate::True => true,
            Gate::Unknown(_) => given.unknown,
            Gate::Change(change) => (given.changes)(change),
            Gate::All | Gate::Any | Gate::AtLeast(_) => {
                let sum = self
                    .needs(node)
                    .iter()
                    .filter(|(to, _, _)| holds[*to as usize])
                    .fold(0u64, |sum, (_, weight, _)| sum.saturating_add(self.weight(node, *weight)));
                sum >= self.threshold(node)
            }
        }
    }

    /// Decides a component that goes round: rounds of supposing all and letting fall what is not held up.
    fn ring(&self, group: &[u32], ring: &mut Ring<'_>) {
        let here = self.component_of[group[0] as usize];
        let inside = |node: u32| self.component_of[node as usize] == here;
        let mut supporters: std::collections::HashMap<u32, Vec<(u32, u64)>> = std::collections::HashMap::new();
        for &node in group {
            for &(to, weight, strict) in self.needs(node) {
                if inside(to) && !ring.is_strict(strict) {
                    supporters.entry(to).or_default().push((node, self.weight(node, weight)));
                }
            }
        }
        let mut earlier: Vec<bool> = vec![false; group.len()];
        loop {
            group.iter().for_each(|&node| ring.holds[node as usize] = !ring.out[node as usize]);
            let before: std::collections::HashMap<u32, bool> = group.iter().copied().zip(earlier.iter().copied()).collect();
            let mut falling = Vec::new();
            for &node in group {
                let sum = self.needs(node).iter().fold(0u64, |sum, &(to, weight, strict)| {
                    let held = if inside(to) && ring.is_strict(strict) { before[&to] } else { ring.holds[to as usize] };
                    if held { sum.saturating_add(self.weight(node, weight)) } else { sum }
                });
                ring.sums[node as usize] = sum;
            }
            for &node in group {
                if ring.holds[node as usize] && ring.sums[node as usize] < self.threshold(node) {
                    ring.holds[node as usize] = false;
                    falling.push(node);
                }
            }
            while let Some(node) = falling.pop() {
                for &(above, weight) in supporters.get(&node).map_or(&[][..], Vec::as_slice) {
                    let sum = &mut ring.sums[above as usize];
                    *sum = sum.saturating_sub(weight);
                    if ring.holds[above as usize] && *sum < self.threshold(above) {
                        ring.holds[above as usize] = false;
                        falling.push(above);
                    }
                }
            }
            let now: Vec<bool> = group.iter().map(|&node| ring.holds[node as usize]).collect();
            if now == earlier {
                return;
            }
            earlier = now;
        }
    }
}

/// The state in which a component is decided.
struct Ring<'a> {
    holds: &'a mut Vec<bool>,
    sums: &'a mut Vec<u64>,
    out: &'a [bool],
    edges: Edges,
}

impl Ring<'_> {
    fn is_strict(&self, strict: bool) -> bool {
        match self.edges {
            Edges::AsWritten => strict,
            Edges::AllTogether => false,
            Edges::AllEarlier => true,
        }
    }
}

/// Every node that some way of respecting the exclusions makes attainable.
pub fn holding(circuit: &Circuit, given: Given<'_>) -> Vec<bool> {
    let mut all = vec![false; circuit.gates.len()];
    for pinned in &circuit.pinned {
        let one = circuit.evaluate(given, Edges::AsWritten, pinned);
        all.iter_mut().zip(one).for_each(|(any, here)| *any |= here);
    }
    all
}

/// Whether a node is attainable under a reading, whichever way the exclusions are respected.
///
/// Exact: a set of things that breaks no exclusion leaves enough of each exclusion's members out.
pub fn attainable(circuit: &Circuit, goal: NodeId, given: Given<'_>, edges: Edges) -> bool {
    circuit.pinned.iter().any(|pinned| circuit.evaluate(given, edges, pinned)[goal.0 as usize])
}

fn subsets_of(items: &[u32], size: usize, limit: usize, chosen: &mut Vec<u32>, found: &mut Vec<Vec<u32>>) {
    if found.len() >= limit {
        return;
    }
    if chosen.len() == size {
        found.push(chosen.clone());
        return;
    }
    for (index, &item) in items.iter().enumerate() {
        chosen.push(item);
        subsets_of(&items[index + 1..], size, limit, chosen, found);
        chosen.pop();
    }
}

fn merged(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut all: Vec<u32> = a.iter().chain(b).copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}
