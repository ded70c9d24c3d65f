//! Families of minimal sets: how many there are, and the first ones in order.
//!
//! Counting is one pass over the decision diagram, in numbers of any size. Sets are listed by cost
//! (fewest red lines, then fewest members), and among equals by the names of their members; what is
//! not asked for is never enumerated.

mod best_first;
mod by_name;
mod cost;

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;
use rustc_hash::FxHashMap;

use super::bdd::{Diagrams, NO, YES};

use cost::Cost;

/// A family of sets: its exact size, and the first of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// How many sets there are; `None` where that is not known.
    pub count: Option<BigUint>,
    /// The first of them, in order; each a sorted list of members.
    pub listed: Vec<Vec<usize>>,
}

/// Members of the sets: what each costs and where its name stands in the order of names.
pub(in crate::analysis) struct Members<'a> {
    /// Whether a variable counts as a red line.
    pub red_line: &'a dyn Fn(u32) -> bool,
    /// The rank of a variable's name.
    pub rank: &'a dyn Fn(u32) -> usize,
}

impl Members<'_> {
    /// What one member costs.
    fn price(&self, var: u32) -> Cost {
        Cost::of_one((self.red_line)(var))
    }

    /// Members by the ranks of their names.
    fn ranked(&self, vars: impl Iterator<Item = u32>) -> Vec<usize> {
        let mut ranks: Vec<usize> = vars.map(|var| (self.rank)(var)).collect();
        ranks.sort_unstable();
        ranks
    }
}

/// How many sets of each cost there are below each node.
type Counts = FxHashMap<u32, BTreeMap<Cost, BigUint>>;

/// Most entries of the table of counts by cost; beyond it only the whole count is kept.
const MOST_COSTS: usize = 3_000_000;

/// Counts a family and lists its first sets; whether equals are in the order of their names is told too.
pub(in crate::analysis) fn family(
    diagrams: &Diagrams,
    root: u32,
    first: usize,
    members: &Members<'_>,
) -> (Family, bool) {
    let diagram = Diagram::of(diagrams, root, members);
    match diagram.counts_by_cost() {
        Some(counts) => (diagram.first_by_name(&counts, first), true),
        None => (
            Family {
                count: Some(diagram.count()),
                listed: diagram.best_first(first),
            },
            false,
        ),
    }
}

/// A family as its decision diagram has it.
struct Diagram<'a> {
    diagrams: &'a Diagrams,
    members: &'a Members<'a>,
    root: u32,
    /// The nodes of the family, each after its parts: a part is always made before the whole.
    nodes: BTreeSet<u32>,
}

/// A node at which sets part: those without a variable, and those with it.
struct Fork {
    node: u32,
    var: u32,
    low: u32,
    high: u32,
}

impl<'a> Diagram<'a> {
    fn of(diagrams: &'a Diagrams, root: u32, members: &'a Members<'a>) -> Self {
        let mut seen = BTreeSet::from([NO, YES]);
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            if seen.insert(node)
                && let Some((_, low, high)) = diagrams.set_branch(node)
            {
                open.extend([low, high]);
            }
        }
        Self {
            diagrams,
            members,
            root,
            nodes: seen,
        }
    }

    fn fork(&self, node: u32) -> Option<Fork> {
        let (var, low, high) = self.diagrams.set_branch(node)?;
        Some(Fork {
            node,
            var,
            low,
            high,
        })
    }

    /// Where sets part, each place after those below it.
    fn forks(&self) -> impl Iterator<Item = Fork> {
        self.nodes.iter().filter_map(|&node| self.fork(node))
    }

    /// How many sets of each cost there are below every node; `None` where the table would be too large.
    fn counts_by_cost(&self) -> Option<Counts> {
        let one = BTreeMap::from([(Cost::default(), BigUint::from(1u32))]);
        let mut counts = Counts::from_iter([(NO, BTreeMap::new()), (YES, one)]);
        let mut entries = 0;
        for fork in self.forks() {
            let mut sum = counts[&fork.low].clone();
            for (cost, count) in &counts[&fork.high] {
                let cost = *cost + self.members.price(fork.var);
                *sum.entry(cost).or_default() += count;
            }
            entries += sum.len();
            if entries > MOST_COSTS {
                return None;
            }
            counts.insert(fork.node, sum);
        }
        Some(counts)
    }

    /// How many sets there are.
    fn count(&self) -> BigUint {
        let mut counts: FxHashMap<u32, BigUint> =
            FxHashMap::from_iter([(NO, BigUint::ZERO), (YES, BigUint::from(1u32))]);
        for fork in self.forks() {
            let sum = &counts[&fork.low] + &counts[&fork.high];
            counts.insert(fork.node, sum);
        }
        counts.remove(&self.root).unwrap_or_default()
    }
}
