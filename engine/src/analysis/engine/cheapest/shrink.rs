//! Cuts without spare members: each of them is tried, but for those that plainly cannot be spared.

use super::super::circuit::{Holding, Narrowed};
use super::super::symbolic::Leaf;
use super::clauses::Clauses;

/// A cut that becomes smaller.
struct Shrinking {
    /// The part of the circuit that the cut can change.
    part: Narrowed,
    /// Which variables are chosen: all but those of the cut.
    chosen: Vec<bool>,
    /// How that part turns out, with the goal not as it is wanted.
    holding: Holding,
    /// Members that may be spare, those first that are let go first.
    open: Vec<usize>,
    /// Members that are not.
    kept: Vec<usize>,
    /// Evaluations so far.
    tried: usize,
}

impl Clauses<'_> {
    /// A cut without spare members, those that need not differ where all others outside the cut do: the first of them are
    /// left out first, many at a time where that can be. Whether none is to spare any more: it may cost no more than some
    /// evaluated nodes. Only what the cut can change is evaluated each time. Where there are exclusions, cuts are not shrunk.
    pub(super) fn shrunk(&self, cut: Vec<usize>, allowed: usize) -> (Vec<usize>, bool) {
        if cut.len() < 2 {
            return (cut, true);
        }
        let Some(mut cut) = self.shrinking(cut) else {
            return (Vec::new(), true);
        };
        let nodes = cut.part.circuit.gates.len();
        let is_minimal = self.shrink(&mut cut, allowed / nodes);
        let mut kept = cut.kept;
        kept.extend(cut.open);
        (kept, is_minimal)
    }

    /// Lets members go, many at a time, until none is spare; whether that took no more than so many trials.
    fn shrink(&self, cut: &mut Shrinking, most: usize) -> bool {
        let mut step = cut.open.len();
        self.keep_needed(cut);
        while !cut.open.is_empty() {
            if cut.tried >= most {
                return false;
            }
            step = self.next_step(cut, step.min(cut.open.len()));
        }
        true
    }

    /// Tries so many members; how many are tried next.
    fn next_step(&self, cut: &mut Shrinking, size: usize) -> usize {
        if self.lets_go(cut, size) {
            self.keep_needed(cut);
            return 2 * size;
        }
        if size == 1 {
            cut.kept.push(cut.open.remove(0));
        }
        (size / 2).max(1)
    }

    /// The part of the circuit that a cut can change where all other variables are chosen; nothing where the goal fails
    /// whatever the cut does.
    fn shrinking(&self, cut: Vec<usize>) -> Option<Shrinking> {
        let (circuit, goal) = (self.search.circuit, self.search.goal);
        let mut chosen = vec![true; self.variables.len()];
        let all = self.holding(circuit, &chosen, &[]);
        cut.iter().for_each(|&var| chosen[var] = false);
        let none = self.holding(circuit, &chosen, &[]);
        let part = match self.search.is_opening() {
            true => circuit.between(&none, &all, goal)?,
            false => circuit.between(&all, &none, goal)?,
        };
        Some(Shrinking {
            holding: self.holding(&part.circuit, &chosen, &[]),
            part,
            chosen,
            open: cut,
            kept: Vec::new(),
            tried: 1,
        })
    }

    /// Lets the first members go, where the goal is still not as it is wanted without them.
    fn lets_go(&self, cut: &mut Shrinking, size: usize) -> bool {
        cut.tried += 1;
        let some = &cut.open[..size];
        some.iter().for_each(|&var| cut.chosen[var] = true);
        let holding = self.holding(&cut.part.circuit, &cut.chosen, &[]);
        let still_fails = holding.holds(cut.part.goal) != self.search.is_opening();
        if still_fails {
            cut.holding = holding;
            cut.open.drain(..size);
        } else {
            some.iter().for_each(|&var| cut.chosen[var] = false);
        }
        still_fails
    }

    /// Keeps the members without which the goal turns at once.
    fn keep_needed(&self, cut: &mut Shrinking) {
        let mut is_needed = vec![false; self.variables.len()];
        let circuit = &cut.part.circuit;
        let pivots = circuit.pivots(cut.part.goal, &cut.holding).into_iter();
        let leaves = pivots.filter_map(|node| Leaf::of(circuit.gates[node]));
        for var in leaves.filter_map(|leaf| self.variables.of(leaf)) {
            is_needed[var] = true;
        }
        let (needed, open) = cut.open.iter().partition(|&&var| is_needed[var]);
        cut.kept.extend::<Vec<usize>>(needed);
        cut.open = open;
    }
}
