//! The first sets of a family in order: class by class of equal cost, and by name within a class.

use num_bigint::BigUint;
use rustc_hash::FxHashMap;

use super::super::bdd::YES;
use super::cost::Cost;
use super::{Counts, Diagram, Family, Fork};

/// Sets of one cost that are collected and sorted without further thought.
const SMALL_CLASS: u64 = 20_000;

impl Diagram<'_> {
    /// The family with its first sets, given how many sets of each cost there are.
    pub(super) fn first_by_name(&self, counts: &Counts, first: usize) -> Family {
        let by_cost = &counts[&self.root];
        let mut listed = Vec::new();
        for (&cost, size) in by_cost {
            let room = first - listed.len();
            if room == 0 {
                break;
            }
            let class = Class {
                diagram: self,
                counts,
                cost,
            };
            let sets = if *size <= BigUint::from(SMALL_CLASS) {
                class.all()
            } else {
                class.first(room)
            };
            listed.extend(sets.into_iter().take(room));
        }
        Family {
            count: Some(by_cost.values().sum()),
            listed,
        }
    }
}

/// The sets of one cost.
struct Class<'a> {
    diagram: &'a Diagram<'a>,
    counts: &'a Counts,
    cost: Cost,
}

impl<'a> Class<'a> {
    /// All sets, in the order of their names.
    fn all(&self) -> Vec<Vec<usize>> {
        let mut found = Vec::new();
        self.collect(self.diagram.root, self.cost, &mut Vec::new(), &mut found);
        found.sort();
        found
    }

    /// Whether some set below a node costs so much.
    fn has(&self, node: u32, cost: Cost) -> bool {
        let counts = self.counts.get(&node);
        counts.is_some_and(|costs| costs.contains_key(&cost))
    }

    fn collect(&self, node: u32, left: Cost, chosen: &mut Vec<u32>, found: &mut Vec<Vec<usize>>) {
        let members = self.diagram.members;
        if node == YES && left == Cost::default() {
            found.push(members.ranked(chosen.iter().copied()));
        }
        let Some(fork) = self.diagram.fork(node).filter(|_| self.has(node, left)) else {
            return;
        };
        self.collect(fork.low, left, chosen, found);
        if let Some(rest) = left.less(members.price(fork.var)) {
            chosen.push(fork.var);
            self.collect(fork.high, rest, chosen, found);
            chosen.pop();
        }
    }

    /// The first sets of a large class, found name by name: a name is taken if some set of the class
    /// goes on from there.
    fn first(&self, wanted: usize) -> Vec<Vec<usize>> {
        let vars = self.diagram.forks().map(|fork| fork.var);
        let mut by_rank: Vec<(usize, u32)> = vars
            .map(|var| ((self.diagram.members.rank)(var), var))
            .collect();
        by_rank.sort_unstable();
        by_rank.dedup();
        let mut growing = Growing {
            class: self,
            wanted,
            by_rank: by_rank.into_iter().map(|(_, var)| var).collect(),
            fixed: FxHashMap::default(),
            found: Vec::new(),
        };
        growing.grow_from(0);
        growing.found
    }
}

/// Sets that grow name by name.
struct Growing<'a> {
    class: &'a Class<'a>,
    wanted: usize,
    /// The variables in the order of their names.
    by_rank: Vec<u32>,
    /// Variables that are decided: in the set, or out of it.
    fixed: FxHashMap<u32, bool>,
    found: Vec<Vec<usize>>,
}

impl Growing<'_> {
    /// Finds the sets that have what is fixed and go on with the names from a place on.
    fn grow_from(&mut self, from: usize) {
        if self.is_enough() || !self.some_set_goes_on() {
            return;
        }
        let taken = self.taken();
        if taken.len() == self.class.cost.members as usize {
            let members = self.class.diagram.members;
            self.found.push(members.ranked(taken.into_iter()));
            return;
        }
        for place in from..self.by_rank.len() {
            self.fixed.insert(self.by_rank[place], true);
            self.grow_from(place + 1);
            self.fixed.insert(self.by_rank[place], false);
            if self.is_enough() {
                break;
            }
        }
        for var in &self.by_rank[from..] {
            self.fixed.remove(var);
        }
    }

    fn is_enough(&self) -> bool {
        self.found.len() >= self.wanted
    }

    /// The variables that are fixed in.
    fn taken(&self) -> Vec<u32> {
        let fixed = self.fixed.iter();
        let taken = fixed.filter(|(_, taken)| **taken);
        taken.map(|(var, _)| *var).collect()
    }

    /// Whether a set of the class has all that is fixed in and none that is fixed out.
    fn some_set_goes_on(&self) -> bool {
        let most = MostFixed {
            class: self.class,
            fixed: &self.fixed,
            known: FxHashMap::default(),
        }
        .below(self.class.diagram.root, self.class.cost);
        most == Some(self.taken().len() as u32)
    }
}

/// How many members fixed in a set can have at most.
struct MostFixed<'a> {
    class: &'a Class<'a>,
    fixed: &'a FxHashMap<u32, bool>,
    known: FxHashMap<(u32, Cost), Option<u32>>,
}

impl MostFixed<'_> {
    /// The largest number of members fixed in over the sets of that cost without any fixed out.
    fn below(&mut self, node: u32, left: Cost) -> Option<u32> {
        if node == YES {
            return (left == Cost::default()).then_some(0);
        }
        if !self.class.has(node, left) {
            return None;
        }
        if let Some(&made) = self.known.get(&(node, left)) {
            return made;
        }
        let fork = self.class.diagram.fork(node)?;
        let without = self.below(fork.low, left);
        let made = without.max(self.with(&fork, left));
        self.known.insert((node, left), made);
        made
    }

    /// The same over the sets that have the variable of a fork.
    fn with(&mut self, fork: &Fork, left: Cost) -> Option<u32> {
        let own = match self.fixed.get(&fork.var) {
            Some(false) => return None,
            Some(true) => 1,
            None => 0,
        };
        let rest = left.less(self.class.diagram.members.price(fork.var))?;
        Some(self.below(fork.high, rest)? + own)
    }
}
