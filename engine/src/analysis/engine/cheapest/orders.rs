//! Which supports a ring may rest on: chosen arcs that go round nowhere through a strict edge.
//!
//! Every node of a ring that holds chooses the arcs to the members that it rests on. Arcs are chosen well where some order
//! of coming about exists: no chosen path leads from a node back to itself through an edge that means *earlier*. Clauses
//! say so by *vertex elimination* (Rankooh and Rintanen 2022): nodes are taken away one by one, and where a chosen path
//! led through the one taken away, a chosen path leads past it. How many clauses that makes depends on how narrow the ring
//! is; where it is wide, it is left to the loop formulas (`loops.rs`).

use std::collections::BTreeSet;

use batsat::Lit;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::graph::NodeId;

use super::super::circuit::Edge;
use super::clauses::{Clauses, Term};

/// Paths that elimination may make, for each arc of the ring.
const MOST_FOR_EACH_ARC: usize = 20;

/// How the arcs of a ring are chosen: a literal for each, by its two ends and whether it is strict.
#[derive(Default)]
pub(super) struct Arcs(FxHashMap<(NodeId, NodeId, bool), Lit>);

impl Arcs {
    /// What says that a node rests on what an edge leads to: the arc inside the ring, else that the other end holds.
    pub fn term(&self, node: NodeId, edge: &Edge, otherwise: Term) -> Term {
        let arc = self.0.get(&(node, edge.to, edge.strict));
        arc.map_or(otherwise, |arc| Term::When(*arc))
    }
}

/// A way from one node to another along chosen arcs: whether one of these is strict, and what says that it is chosen.
#[derive(Debug, Clone, Copy, Default)]
struct Ways {
    strict: Option<Lit>,
    soft: Option<Lit>,
}

impl Ways {
    fn place(&mut self, strict: bool) -> &mut Option<Lit> {
        match strict {
            true => &mut self.strict,
            false => &mut self.soft,
        }
    }

    fn each(self) -> impl Iterator<Item = (bool, Lit)> {
        let strict = self.strict.map(|lit| (true, lit));
        strict.into_iter().chain(self.soft.map(|lit| (false, lit)))
    }

    /// Every way along these and on along others: whether it is strict, and what says that each half is chosen.
    fn joined_with(self, then: Self) -> impl Iterator<Item = (bool, [Lit; 2])> {
        self.each().flat_map(move |(strict, one)| {
            let then = then.each();
            then.map(move |(then_strict, other)| (strict || then_strict, [one, other]))
        })
    }
}

/// The ways between all nodes of a ring.
#[derive(Default)]
struct AllWays(FxHashMap<(NodeId, NodeId), Ways>);

impl AllWays {
    fn between(&self, from: NodeId, to: NodeId) -> Ways {
        self.0.get(&(from, to)).copied().unwrap_or_default()
    }
}

/// Who is before and after whom, by the arcs and paths between the nodes that are left.
#[derive(Default)]
struct Neighbours {
    after: FxHashMap<NodeId, FxHashSet<NodeId>>,
    before: FxHashMap<NodeId, FxHashSet<NodeId>>,
}

impl Neighbours {
    fn connect(&mut self, from: NodeId, to: NodeId) {
        self.after.entry(from).or_default().insert(to);
        self.before.entry(to).or_default().insert(from);
    }

    fn of(map: &FxHashMap<NodeId, FxHashSet<NodeId>>, node: NodeId) -> Vec<NodeId> {
        let mut all: Vec<NodeId> = map.get(&node).into_iter().flatten().copied().collect();
        all.sort_unstable();
        all
    }

    /// How many paths lead past a node once it is taken away.
    fn made_without(&self, node: NodeId) -> usize {
        let count = |map: &FxHashMap<_, FxHashSet<_>>| map.get(&node).map_or(0, FxHashSet::len);
        count(&self.before) * count(&self.after)
    }

    /// Takes a node away: who was before it and who was after it, now neighbours.
    fn take_away(&mut self, node: NodeId) -> (Vec<NodeId>, Vec<NodeId>) {
        let before = Self::of(&self.before, node);
        let after = Self::of(&self.after, node);
        for from in &before {
            self.after.entry(*from).or_default().remove(&node);
        }
        for to in &after {
            self.before.entry(*to).or_default().remove(&node);
        }
        for &from in &before {
            for &to in after.iter().filter(|to| **to != from) {
                self.connect(from, to);
            }
        }
        (before, after)
    }
}

/// A node that is taken away, with those that were before and after it.
struct Taken {
    node: NodeId,
    before: Vec<NodeId>,
    after: Vec<NodeId>,
}

impl Clauses<'_> {
    /// Arcs for the nodes of a ring, with the clauses that they go round nowhere; none where the ring is too wide for that.
    pub(super) fn arcs(&mut self, ring: &[NodeId]) -> Option<Arcs> {
        let edges = self.inner_edges(ring);
        let taken = taken_away(ring, &edges)?;
        let mut ways = AllWays::default();
        let mut arcs = Arcs::default();
        for (from, edge) in edges {
            let arc = self.optimum.new_lit();
            if let Some(holds) = self.terms[edge.to].lit() {
                self.optimum.clause([!arc, holds]);
            }
            arcs.0.insert((from, edge.to, edge.strict), arc);
            *ways
                .0
                .entry((from, edge.to))
                .or_default()
                .place(edge.strict) = Some(arc);
        }
        for taken in taken {
            self.lead_past(&taken, &mut ways);
        }
        Some(arcs)
    }

    /// The edges between the nodes of a ring that go somewhere else than to themselves, each once. A strict edge of a node
    /// to itself supports nothing, and a soft one asks for nothing.
    fn inner_edges(&self, ring: &[NodeId]) -> Vec<(NodeId, Edge)> {
        let inner: FxHashSet<NodeId> = ring.iter().copied().collect();
        let mut seen = FxHashSet::default();
        let mut edges = Vec::new();
        for &node in ring {
            let needs = self.search.circuit.needs(node).iter();
            let needs = needs.filter(|edge| inner.contains(&edge.to));
            edges.extend(needs.map(|edge| (node, *edge)));
        }
        edges.retain(|(node, edge)| seen.insert((*node, edge.to, edge.strict)));
        edges
    }

    /// Where a chosen path leads through a node and on, one leads past it; none leads back through a strict edge.
    fn lead_past(&mut self, taken: &Taken, ways: &mut AllWays) {
        if let Some(strict) = ways.between(taken.node, taken.node).strict {
            self.optimum.clause([!strict]);
        }
        for &from in &taken.before {
            let first = ways.between(from, taken.node);
            for &to in &taken.after {
                let then = ways.between(taken.node, to);
                for (strict, both) in first.joined_with(then) {
                    self.lead_from(from, to, (strict, both), ways);
                }
            }
        }
    }

    /// Where two paths are chosen that join, a path from the one end to the other is; the same end is reached by no strict
    /// one.
    fn lead_from(
        &mut self,
        from: NodeId,
        to: NodeId,
        (strict, [one, other]): (bool, [Lit; 2]),
        ways: &mut AllWays,
    ) {
        let goes_round = from == to;
        if goes_round && strict {
            self.optimum.clause([!one, !other]);
        } else if !goes_round {
            let place = ways.0.entry((from, to)).or_default().place(strict);
            let past = *place.get_or_insert_with(|| self.optimum.new_lit());
            self.optimum.clause([!one, !other, past]);
        }
    }
}

/// The nodes of a ring in the order in which they are taken away, those first that leave the fewest paths behind; nothing
/// where these become too many.
fn taken_away(ring: &[NodeId], edges: &[(NodeId, Edge)]) -> Option<Vec<Taken>> {
    let mut queue = Queue::of(ring, edges);
    let most = edges.len() * MOST_FOR_EACH_ARC;
    let mut made = 0;
    let mut taken = Vec::with_capacity(ring.len());
    while let Some((cost, one)) = queue.take_next() {
        made += cost;
        if made > most {
            return None;
        }
        taken.push(one);
    }
    Some(taken)
}

/// Nodes that are still to be taken away, those first that would leave the fewest paths behind.
struct Queue {
    neighbours: Neighbours,
    /// What each would leave behind.
    cost: FxHashMap<NodeId, usize>,
    next: BTreeSet<(usize, NodeId)>,
}

impl Queue {
    fn of(ring: &[NodeId], edges: &[(NodeId, Edge)]) -> Self {
        let mut neighbours = Neighbours::default();
        for (from, edge) in edges.iter().filter(|(from, edge)| *from != edge.to) {
            neighbours.connect(*from, edge.to);
        }
        let costs = ring
            .iter()
            .map(|&node| (node, neighbours.made_without(node)));
        let cost: FxHashMap<NodeId, usize> = costs.collect();
        Self {
            next: cost.iter().map(|(node, cost)| (*cost, *node)).collect(),
            neighbours,
            cost,
        }
    }

    /// Takes the next node away, with what it leaves behind.
    fn take_next(&mut self) -> Option<(usize, Taken)> {
        let (cost, node) = self.next.pop_first()?;
        self.cost.remove(&node);
        let (before, after) = self.neighbours.take_away(node);
        for near in before.iter().chain(&after) {
            self.weigh_again(*near);
        }
        Some((
            cost,
            Taken {
                node,
                before,
                after,
            },
        ))
    }

    fn weigh_again(&mut self, node: NodeId) {
        let Some(cost) = self.cost.get_mut(&node) else {
            return;
        };
        self.next.remove(&(*cost, node));
        *cost = self.neighbours.made_without(node);
        self.next.insert((*cost, node));
    }
}
