//! Families of minimal sets: how many there are, and the first ones in order.
//!
//! Counting is one pass over the decision diagram, in numbers of any size. Sets are listed by cost
//! (fewest red lines, then fewest members), and among equals by the names of their members; what is
//! not asked for is never enumerated.

use std::collections::{BTreeMap, HashMap};

use num_bigint::BigUint;

use super::bdd::{Diagrams, NO, YES};

/// A family of sets: its exact size, and the first of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// How many sets there are; `None` where that is not known.
    pub count: Option<BigUint>,
    /// The first of them, in order; each a sorted list of members.
    pub listed: Vec<Vec<usize>>,
}

/// Members of the sets: what each costs and where its name stands in the order of names.
pub(super) struct Members<'a> {
    /// Whether a variable counts as a red line.
    pub red_line: &'a dyn Fn(u32) -> bool,
    /// The rank of a variable's name.
    pub rank: &'a dyn Fn(u32) -> usize,
}

/// Red lines, members.
type Cost = (u32, u32);

/// Sets of one cost that are collected and sorted without further thought.
const SMALL_CLASS: u64 = 20_000;

/// Counts a family and lists its first sets.
pub(super) fn family(diagrams: &Diagrams, root: u32, first: usize, members: &Members<'_>) -> Family {
    let mut lister = Lister { diagrams, members, counts: HashMap::new() };
    let by_cost = lister.counts_by_cost(root);
    let count = by_cost.values().fold(BigUint::ZERO, |sum, count| sum + count);
    let mut listed = Vec::new();
    for (&cost, size) in &by_cost {
        let room = first - listed.len();
        if room == 0 {
            break;
        }
        let sets =
            if *size <= BigUint::from(SMALL_CLASS) { lister.whole_class(root, cost) } else { lister.first_by_name(root, cost, room) };
        listed.extend(sets.into_iter().take(room));
    }
    Family { count: Some(count), listed }
}

struct Lister<'a> {
    diagrams: &'a Diagrams,
    members: &'a Members<'a>,
    counts: HashMap<u32, BTreeMap<Cost, BigUint>>,
}

impl Lister<'_> {
    fn counts_by_cost(&mut self, family: u32) -> BTreeMap<Cost, BigUint> {
        if family == NO {
            return BTreeMap::new();
        }
        if family == YES {
            return BTreeMap::from([((0, 0), BigUint::from(1u32))]);
        }
        if let Some(known) = self.counts.get(&family) {
            return known.clone();
        }
        let (var, low, high) = self.diagrams.set_branch(family).expect("only the two leaves have no branch");
        let mut sum = self.counts_by_cost(low);
        for ((red, size), count) in self.counts_by_cost(high) {
            *sum.entry((red + u32::from((self.members.red_line)(var)), size + 1)).or_insert(BigUint::ZERO) += count;
        }
        self.counts.insert(family, sum.clone());
        sum
    }

    fn ranked(&self, set: &[u32]) -> Vec<usize> {
        let mut ranks: Vec<usize> = set.iter().map(|&var| (self.members.rank)(var)).collect();
        ranks.sort_unstable();
        ranks
    }

    fn whole_class(&self, root: u32, cost: Cost) -> Vec<Vec<usize>> {
        let mut found = Vec::new();
        self.collect(root, cost, &mut Vec::new(), &mut found);
        let mut ranked: Vec<Vec<usize>> = found.iter().map(|set| self.ranked(set)).collect();
        ranked.sort();
        ranked
    }

    fn collect(&self, family: u32, left: Cost, chosen: &mut Vec<u32>, found: &mut Vec<Vec<u32>>) {
        if family == YES && left == (0, 0) {
            found.push(chosen.clone());
        }
        let possible = self.counts.get(&family).is_some_and(|costs| costs.contains_key(&left));
        let Some((var, low, high)) = self.diagrams.set_branch(family).filter(|_| possible) else { return };
        self.collect(low, left, chosen, found);
        if let Some(rest) = self.less(left, var) {
            chosen.push(var);
            self.collect(high, rest, chosen, found);
            chosen.pop();
        }
    }

    fn less(&self, left: Cost, var: u32) -> Option<Cost> {
        Some((left.0.checked_sub(u32::from((self.members.red_line)(var)))?, left.1.checked_sub(1)?))
    }

    /// The first sets of a large class, found name by name: a name is taken if some set of the class
    /// goes on from there.
    fn first_by_name(&self, root: u32, cost: Cost, wanted: usize) -> Vec<Vec<usize>> {
        let mut by_rank: Vec<(usize, u32)> = self.vars(root).into_iter().map(|var| ((self.members.rank)(var), var)).collect();
        by_rank.sort_unstable();
        let mut found = Vec::new();
        let mut fixed: HashMap<u32, bool> = HashMap::new();
        self.grow(root, cost, wanted, &by_rank, 0, &mut fixed, &mut found);
        found
    }

    #[allow(clippy::too_many_arguments, reason = "one recursion, whose state is all in its arguments")]
    fn grow(
        &self,
        root: u32,
        cost: Cost,
        wanted: usize,
        by_rank: &[(usize, u32)],
        from: usize,
        fixed: &mut HashMap<u32, bool>,
        found: &mut Vec<Vec<usize>>,
    ) {
        if found.len() >= wanted || !self.some_set(root, cost, fixed, &mut HashMap::new()) {
            return;
        }
        let taken: Vec<u32> = fixed.iter().filter(|(_, taken)| **taken).map(|(var, _)| *var).collect();
        if taken.len() == cost.1 as usize {
            found.push(self.ranked(&taken));
            return;
        }
        for (index, &(_, var)) in by_rank.iter().enumerate().skip(from) {
            fixed.insert(var, true);
            self.grow(root, cost, wanted, by_rank, index + 1, fixed, found);
            fixed.insert(var, false);
            if found.len() >= wanted {
                break;
            }
        }
        for &(_, var) in &by_rank[from..] {
            fixed.remove(&var);
        }
    }

    /// Whether a set of that cost has all that is fixed in and none that is fixed out.
    fn some_set(&self, family: u32, left: Cost, fixed: &HashMap<u32, bool>, known: &mut HashMap<(u32, Cost), Option<u32>>) -> bool {
        let wanted = fixed.values().filter(|taken| **taken).count() as u32;
        self.most_fixed(family, left, fixed, known) == Some(wanted)
    }

    /// The largest number of members fixed in over the sets of that cost without any fixed out.
    fn most_fixed(
        &self,
        family: u32,
        left: Cost,
        fixed: &HashMap<u32, bool>,
        known: &mut HashMap<(u32, Cost), Option<u32>>,
    ) -> Option<u32> {
        if family == YES {
            return (left == (0, 0)).then_some(0);
        }
        if !self.counts.get(&family)?.contains_key(&left) {
            return None;
        }
        if let Some(&made) = known.get(&(family, left)) {
            return made;
        }
        let (var, low, high) = self.diagrams.set_branch(family)?;
        let without = self.most_fixed(low, left, fixed, known);
        let with = match fixed.get(&var) {
            Some(false) => None,
            state => self
                .less(left, var)
                .and_then(|rest| self.most_fixed(high, rest, fixed, known))
                .map(|most| most + u32::from(state.is_some())),
        };
        let made = without.max(with);
        known.insert((family, left), made);
        made
    }

    fn vars(&self, root: u32) -> Vec<u32> {
        let mut seen = std::collections::HashSet::new();
        let mut vars = std::collections::BTreeSet::new();
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            if let Some((var, low, high)) = self.diagrams.set_branch(node).filter(|_| seen.insert(node)) {
                vars.insert(var);
                open.extend([low, high]);
            }
        }
        vars.into_iter().collect()
    }
}
