//! The cheapest sets of a family by best-first search, with the exact cost still to come as the guide.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use super::super::bdd::{NO, YES};
use super::cost::Cost;
use super::{Diagram, Fork};

impl Diagram<'_> {
    /// The cheapest sets, each by the ranks of its members' names; equals in no certain choice.
    pub(super) fn best_first(&self, first: usize) -> Vec<Vec<usize>> {
        let mut search = BestFirst {
            diagram: self,
            least: self.least_costs(),
            chosen: Vec::new(),
            open: BinaryHeap::new(),
        };
        let start = Beginning {
            node: self.root,
            ..Beginning::default()
        };
        search.consider(start);
        let mut found: Vec<(Cost, Vec<usize>)> = Vec::new();
        while let Some(next) = search.open.pop().filter(|_| found.len() < first) {
            match self.fork(next.node) {
                Some(fork) => search.go_on(next, fork),
                None => found.push((next.total.0, search.set(&next))),
            }
        }
        found.sort();
        found.into_iter().map(|(_, set)| set).collect()
    }

    /// The cost of the cheapest set below each node, if there is one.
    fn least_costs(&self) -> FxHashMap<u32, Option<Cost>> {
        let mut least = FxHashMap::from_iter([(NO, None), (YES, Some(Cost::default()))]);
        for fork in self.forks() {
            let with = least[&fork.high].map(|cost| cost + self.members.price(fork.var));
            let both = [least[&fork.low], with];
            least.insert(fork.node, both.into_iter().flatten().min());
        }
        least
    }
}

/// The beginning of some sets. Among equals the deepest goes first, so that the search runs straight to whole sets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Beginning {
    /// What the cheapest of these sets costs.
    total: Reverse<Cost>,
    depth: usize,
    spent: Cost,
    node: u32,
    /// How much of the list of chosen members had been written when the last one was chosen; 0 where none is.
    last: usize,
}

struct BestFirst<'a> {
    diagram: &'a Diagram<'a>,
    least: FxHashMap<u32, Option<Cost>>,
    /// Members chosen on the way, each with the one before it: sets share their beginnings.
    chosen: Vec<(usize, u32)>,
    open: BinaryHeap<Beginning>,
}

impl BestFirst<'_> {
    /// Puts a beginning in its place, if any set goes on from there.
    fn consider(&mut self, beginning: Beginning) {
        let rest = self.least[&beginning.node];
        self.open.extend(rest.map(|rest| Beginning {
            total: Reverse(beginning.spent + rest),
            ..beginning
        }));
    }

    /// Goes on without the variable, and with it.
    fn go_on(&mut self, from: Beginning, fork: Fork) {
        let depth = from.depth + 1;
        self.consider(Beginning {
            depth,
            node: fork.low,
            ..from
        });
        self.chosen.push((from.last, fork.var));
        self.consider(Beginning {
            depth,
            spent: from.spent + self.diagram.members.price(fork.var),
            node: fork.high,
            last: self.chosen.len(),
            ..from
        });
    }

    /// The members of a beginning that is a whole set, by the ranks of their names.
    fn set(&self, whole: &Beginning) -> Vec<usize> {
        let at = |last: usize| Some(*self.chosen.get(last.checked_sub(1)?)?);
        let backwards = std::iter::successors(at(whole.last), |(before, _)| at(*before));
        let vars = backwards.map(|(_, var)| var);
        self.diagram.members.ranked(vars)
    }
}
