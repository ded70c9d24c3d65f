//! Which moves no way does without, asked of many at once.

use std::collections::BTreeSet;

use super::super::engine::circuit::{Edges, Given, Holding};
use super::super::engine::symbolic::{Leaf, ReadAs};
use super::super::question::Question;

impl Question<'_> {
    /// Those of some leaves that every way to the goal needs: the goal stays shut without them, whatever else is conceded
    /// and by whomever.
    pub(super) fn needed_by_every_way(&self, leaves: Vec<Leaf>) -> BTreeSet<Leaf> {
        let pivots = self.pivots_of_everything();
        let (needed, open): (Vec<Leaf>, Vec<Leaf>) =
            leaves.into_iter().partition(|leaf| pivots.contains(leaf));
        let mut needed = needed.into_iter().collect();
        self.add_needed(&open, &mut needed);
        needed
    }

    /// Halves some leaves until the goal opens without a half, of which then none is needed.
    fn add_needed(&self, leaves: &[Leaf], needed: &mut BTreeSet<Leaf>) {
        if leaves.is_empty() || self.opens_without(leaves) {
            return;
        }
        if let [leaf] = leaves {
            needed.insert(*leaf);
            return;
        }
        let (first, second) = leaves.split_at(leaves.len() / 2);
        self.add_needed(first, needed);
        self.add_needed(second, needed);
    }

    /// Leaves that alone shut the goal once everything is conceded, where there is one way to respect the exclusions; there
    /// may be others.
    fn pivots_of_everything(&self) -> BTreeSet<Leaf> {
        let Some(holding) = self.everything_conceded() else {
            return BTreeSet::new();
        };
        let pivots = self.circuit.pivots(self.node, &holding).into_iter();
        let leaves = pivots.filter_map(|node| Leaf::of(self.circuit.gates[node]));
        leaves.collect()
    }

    /// What holds where everybody concedes everything, if the goal does and there is one way to respect the exclusions.
    fn everything_conceded(&self) -> Option<Holding> {
        let [out] = self.circuit.pinned.as_slice() else {
            return None;
        };
        let nothing = BTreeSet::new();
        let conceded = |leaf| self.is_conceded(leaf, &nothing);
        let given = Given {
            unknown: &|stance| conceded(Leaf::Unknown(stance)),
            changes: &|change| conceded(Leaf::Change(change)),
            coming: &|_| true,
        };
        let holding = self.circuit.evaluate(given, Edges::AsWritten, out);
        holding.holds(self.node).then_some(holding)
    }

    /// Whether the goal opens though some leaves stay as they are and everything else is conceded, by whomever.
    fn opens_without(&self, without: &[Leaf]) -> bool {
        let without: BTreeSet<Leaf> = without.iter().copied().collect();
        self.holds_given(&|leaf| self.is_conceded(leaf, &without))
    }

    /// Whether a leaf holds where all are conceded that are not held back.
    fn is_conceded(&self, leaf: Leaf, held_back: &BTreeSet<Leaf>) -> bool {
        match self.read_of_everybody(leaf) {
            ReadAs::Fixed(holds) => holds,
            ReadAs::Variable | ReadAs::Shared(_) => !held_back.contains(&leaf),
        }
    }
}
