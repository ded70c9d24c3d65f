//! Why a goal turned out as it did: a few leaves that alone are the reason.

use std::collections::BTreeSet;

use batsat::Lit;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::graph::NodeId;

use super::super::symbolic::Leaf;
use super::Side;
use super::candidates::Failure;
use super::clauses::Clauses;
use super::outcomes::{Fallen, Held};

/// Variables of which one must differ, or else a thing left out must be let in.
pub(super) struct Cut {
    pub vars: Vec<usize>,
    pub let_in: Vec<Lit>,
}

/// What a node rests on: other nodes with their weights, of which some are enough.
#[derive(Default)]
pub(super) struct Reasons {
    pub of: Vec<(NodeId, u128)>,
    pub enough: u128,
}

/// How nodes came to hold, or to fall.
pub(super) trait Outcome {
    /// Nodes after their earlier reasons.
    fn order(&self) -> &[NodeId];

    /// What came about earlier and is a reason for a node.
    fn reasons(&self, node: NodeId) -> Reasons;

    /// Whether a node needs no reason.
    fn is_free(&self, node: NodeId) -> bool;

    /// Enough reasons for a node, those first that cost least; what needs no reason itself costs nothing.
    fn cheapest_reasons(&self, node: NodeId, cost: &dyn Fn(NodeId) -> u64) -> Vec<NodeId> {
        let cost = |to: NodeId| if self.is_free(to) { 0 } else { cost(to) };
        self.reasons(node).cheapest(&cost)
    }
}

/// The leaves that are the reason for the goal, as variables, and all nodes on the way to them.
struct Leaves {
    vars: Vec<usize>,
    seen: FxHashSet<NodeId>,
}

impl Clauses<'_> {
    /// Leaves that alone are the reason why the goal failed.
    pub(super) fn cut(&self, failure: &Failure) -> Cut {
        match self.search.side {
            Side::Opening => self.why_not(failure),
            Side::Blocking => Cut {
                vars: self.fewest_leaves(&Held::of(self, &failure.holding)).vars,
                let_in: Vec::new(),
            },
        }
    }

    /// Leaves that alone keep the goal from holding: one of them must be made, or a thing left out let in.
    fn why_not(&self, failure: &Failure) -> Cut {
        let Leaves { vars, seen } = self.fewest_leaves(&Fallen::of(self, failure));
        let on_the_way = failure.out.iter().filter(|node| seen.contains(node));
        let let_in = on_the_way.filter_map(|node| self.terms[*node].lit());
        Cut {
            vars,
            let_in: let_in.collect(),
        }
    }

    /// Leaves that together are the reason for the goal, and the nodes on the way: as few as two ways of
    /// choosing find, by the size of what is below a node, and in the author's order, which stays within one ring
    /// longer.
    fn fewest_leaves(&self, outcome: &dyn Outcome) -> Leaves {
        let size = sizes(outcome);
        let size_of = |to: NodeId| size.get(&to).copied().unwrap_or(1);
        let by_size = self.leaves_below(outcome, &size_of);
        let as_listed = self.leaves_below(outcome, &|to| match size.get(&to) {
            Some(1) => 1,
            _ => 2,
        });
        if as_listed.vars.len() < by_size.vars.len() {
            as_listed
        } else {
            by_size
        }
    }

    /// The variables of the leaves reached from the goal by way of the cheapest reasons, and all nodes on the way.
    fn leaves_below(&self, outcome: &dyn Outcome, cost: &dyn Fn(NodeId) -> u64) -> Leaves {
        let circuit = self.search.circuit;
        let mut vars = BTreeSet::new();
        let mut seen = FxHashSet::default();
        let mut open = vec![self.search.goal];
        while let Some(node) = open.pop() {
            if outcome.is_free(node) || !seen.insert(node) {
                continue;
            }
            if let Some(leaf) = Leaf::of(circuit.gates[node]) {
                vars.extend(self.variables.of(leaf));
            } else if circuit.rests_on_needs(node) {
                let more = |to: NodeId| if seen.contains(&to) { 0 } else { cost(to) };
                let chosen = outcome.cheapest_reasons(node, &more);
                open.extend(chosen.into_iter().rev());
            }
        }
        let vars = vars.into_iter().collect();
        Leaves { vars, seen }
    }
}

/// About how many leaves are below each node, where each takes its cheapest reasons.
fn sizes(outcome: &dyn Outcome) -> FxHashMap<NodeId, u64> {
    let mut size: FxHashMap<NodeId, u64> = FxHashMap::default();
    for &node in outcome.order() {
        let cost = |to: NodeId| size.get(&to).copied().unwrap_or(1);
        let chosen = outcome.cheapest_reasons(node, &cost).into_iter();
        let costly = chosen.filter(|&to| !outcome.is_free(to));
        let below = costly.map(cost).fold(0, u64::saturating_add);
        size.insert(node, below.max(1));
    }
    size
}

impl Reasons {
    /// Enough of them to reach the weight, those first that cost least.
    fn cheapest(mut self, cost: &dyn Fn(NodeId) -> u64) -> Vec<NodeId> {
        self.of.sort_by_cached_key(|(to, _)| cost(*to));
        let mut sum = 0;
        let taken = self.of.into_iter().take_while(|(_, weight)| {
            let short = sum < self.enough;
            sum += weight;
            short
        });
        taken.map(|(to, _)| to).collect()
    }
}
