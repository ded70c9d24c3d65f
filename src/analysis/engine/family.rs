//! Families of minimal sets: how many there are, and the first ones in order.
//!
//! Counting is one pass over the decision diagram, in numbers of any size. Sets are listed by cost
//! (fewest red lines, then fewest members), and among equals by the names of their members; what is
//! not asked for is never enumerated.

use std::collections::BTreeMap;

use num_bigint::BigUint;
use rustc_hash::FxHashMap;

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
pub(in crate::analysis) struct Members<'a> {
    /// Whether a variable counts as a red line.
    pub red_line: &'a dyn Fn(u32) -> bool,
    /// The rank of a variable's name.
    pub rank: &'a dyn Fn(u32) -> usize,
}

/// Red lines, members.
type Cost = (u32, u32);

/// Sets of one cost that are collected and sorted without further thought.
const SMALL_CLASS: u64 = 20_000;

/// Most entries of the table of counts by cost; beyond it only the whole count is kept.
const MOST_COSTS: usize = 3_000_000;

/// Counts a family and lists its first sets; whether equals are in the order of their names is told too.
pub(in crate::analysis) fn family(
    diagrams: &Diagrams,
    root: u32,
    first: usize,
    members: &Members<'_>,
) -> (Family, bool) {
    let nodes = reachable(diagrams, root);
    let Some(counts) = counts_by_cost(diagrams, &nodes, members) else {
        let listed = cheapest(diagrams, root, &nodes, first, members);
        return (
            Family {
                count: Some(count(diagrams, root, &nodes)),
                listed,
            },
            false,
        );
    };
    let lister = Lister {
        diagrams,
        members,
        counts,
    };
    let by_cost = lister.counts[&root].clone();
    let count = by_cost
        .values()
        .fold(BigUint::ZERO, |sum, count| sum + count);
    let mut listed = Vec::new();
    for (&cost, size) in &by_cost {
        let room = first - listed.len();
        if room == 0 {
            break;
        }
        let sets = if *size <= BigUint::from(SMALL_CLASS) {
            lister.whole_class(root, cost)
        } else {
            lister.first_by_name(root, cost, room)
        };
        listed.extend(sets.into_iter().take(room));
    }
    (
        Family {
            count: Some(count),
            listed,
        },
        true,
    )
}

/// The nodes of a family, each after its parts: a part is always made before the whole.
fn reachable(diagrams: &Diagrams, root: u32) -> Vec<u32> {
    let mut seen = std::collections::BTreeSet::from([NO, YES]);
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        if seen.insert(node)
            && let Some((_, low, high)) = diagrams.set_branch(node)
        {
            open.extend([low, high]);
        }
    }
    seen.into_iter().collect()
}

/// How many sets of each cost there are below every node; `None` where the table would be too large.
fn counts_by_cost(
    diagrams: &Diagrams,
    nodes: &[u32],
    members: &Members<'_>,
) -> Option<FxHashMap<u32, BTreeMap<Cost, BigUint>>> {
    let mut counts: FxHashMap<u32, BTreeMap<Cost, BigUint>> = FxHashMap::default();
    counts.insert(NO, BTreeMap::new());
    counts.insert(YES, BTreeMap::from([((0, 0), BigUint::from(1u32))]));
    let mut entries = 0;
    for &node in nodes {
        let Some((var, low, high)) = diagrams.set_branch(node) else {
            continue;
        };
        let mut sum = counts[&low].clone();
        for ((red, size), count) in &counts[&high] {
            *sum.entry((red + u32::from((members.red_line)(var)), size + 1))
                .or_insert(BigUint::ZERO) += count;
        }
        entries += sum.len();
        if entries > MOST_COSTS {
            return None;
        }
        counts.insert(node, sum);
    }
    Some(counts)
}

fn count(diagrams: &Diagrams, root: u32, nodes: &[u32]) -> BigUint {
    let mut counts: FxHashMap<u32, BigUint> =
        FxHashMap::from_iter([(NO, BigUint::ZERO), (YES, BigUint::from(1u32))]);
    for &node in nodes {
        if let Some((_, low, high)) = diagrams.set_branch(node) {
            let sum = &counts[&low] + &counts[&high];
            counts.insert(node, sum);
        }
    }
    counts.remove(&root).unwrap_or_default()
}

/// The cheapest sets by best-first search, with the exact cost still to come as the guide.
fn cheapest(
    diagrams: &Diagrams,
    root: u32,
    nodes: &[u32],
    first: usize,
    members: &Members<'_>,
) -> Vec<Vec<usize>> {
    let plus = |cost: Option<Cost>, var: u32| {
        cost.map(|(red, size)| (red + u32::from((members.red_line)(var)), size + 1))
    };
    let mut least: FxHashMap<u32, Option<Cost>> =
        FxHashMap::from_iter([(NO, None), (YES, Some((0, 0)))]);
    for &node in nodes {
        if let Some((var, low, high)) = diagrams.set_branch(node) {
            let with = plus(least[&high], var);
            let best = match (least[&low], with) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            least.insert(node, best);
        }
    }
    // Members chosen on the way, each with the one before it: sets share their beginnings.
    let mut chosen: Vec<(usize, u32)> = vec![(usize::MAX, 0)];
    let mut open = std::collections::BinaryHeap::new();
    // Among equals the deepest goes first, so that the search runs straight to whole sets.
    open.extend(least[&root].map(|cost| (std::cmp::Reverse(cost), 0usize, (0, 0), root, 0usize)));
    let mut found: Vec<(Cost, Vec<usize>)> = Vec::new();
    while let Some((std::cmp::Reverse(total), depth, spent, node, last)) =
        open.pop().filter(|_| found.len() < first)
    {
        let Some((var, low, high)) = diagrams.set_branch(node) else {
            let mut ranks: Vec<usize> = members_up_to(&chosen, last)
                .map(|var| (members.rank)(var))
                .collect();
            ranks.sort_unstable();
            found.push((total, ranks));
            continue;
        };
        let sum = |a: Cost, b: Cost| (a.0 + b.0, a.1 + b.1);
        if let Some(rest) = least[&low] {
            open.push((
                std::cmp::Reverse(sum(spent, rest)),
                depth + 1,
                spent,
                low,
                last,
            ));
        }
        if let (Some(rest), Some(now)) = (least[&high], plus(Some(spent), var)) {
            chosen.push((last, var));
            open.push((
                std::cmp::Reverse(sum(now, rest)),
                depth + 1,
                now,
                high,
                chosen.len() - 1,
            ));
        }
    }
    found.sort();
    found.into_iter().map(|(_, set)| set).collect()
}

fn members_up_to(chosen: &[(usize, u32)], last: usize) -> impl Iterator<Item = u32> {
    std::iter::successors((last > 0).then_some(last), |&at| {
        Some(chosen[at].0).filter(|&before| before > 0)
    })
    .map(|at| chosen[at].1)
}

struct Lister<'a> {
    diagrams: &'a Diagrams,
    members: &'a Members<'a>,
    counts: FxHashMap<u32, BTreeMap<Cost, BigUint>>,
}

impl Lister<'_> {
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
        let possible = self
            .counts
            .get(&family)
            .is_some_and(|costs| costs.contains_key(&left));
        let Some((var, low, high)) = self.diagrams.set_branch(family).filter(|_| possible) else {
            return;
        };
        self.collect(low, left, chosen, found);
        if let Some(rest) = self.less(left, var) {
            chosen.push(var);
            self.collect(high, rest, chosen, found);
            chosen.pop();
        }
    }

    fn less(&self, left: Cost, var: u32) -> Option<Cost> {
        Some((
            left.0
                .checked_sub(u32::from((self.members.red_line)(var)))?,
            left.1.checked_sub(1)?,
        ))
    }

    /// The first sets of a large class, found name by name: a name is taken if some set of the class
    /// goes on from there.
    fn first_by_name(&self, root: u32, cost: Cost, wanted: usize) -> Vec<Vec<usize>> {
        let mut by_rank: Vec<(usize, u32)> = self
            .vars(root)
            .into_iter()
            .map(|var| ((self.members.rank)(var), var))
            .collect();
        by_rank.sort_unstable();
        let mut found = Vec::new();
        let mut fixed: FxHashMap<u32, bool> = FxHashMap::default();
        self.grow(root, cost, wanted, &by_rank, 0, &mut fixed, &mut found);
        found
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "one recursion, whose state is all in its arguments"
    )]
    fn grow(
        &self,
        root: u32,
        cost: Cost,
        wanted: usize,
        by_rank: &[(usize, u32)],
        from: usize,
        fixed: &mut FxHashMap<u32, bool>,
        found: &mut Vec<Vec<usize>>,
    ) {
        if found.len() >= wanted || !self.some_set(root, cost, fixed, &mut FxHashMap::default()) {
            return;
        }
        let taken: Vec<u32> = fixed
            .iter()
            .filter(|(_, taken)| **taken)
            .map(|(var, _)| *var)
            .collect();
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
    fn some_set(
        &self,
        family: u32,
        left: Cost,
        fixed: &FxHashMap<u32, bool>,
        known: &mut FxHashMap<(u32, Cost), Option<u32>>,
    ) -> bool {
        let wanted = fixed.values().filter(|taken| **taken).count() as u32;
        self.most_fixed(family, left, fixed, known) == Some(wanted)
    }

    /// The largest number of members fixed in over the sets of that cost without any fixed out.
    fn most_fixed(
        &self,
        family: u32,
        left: Cost,
        fixed: &FxHashMap<u32, bool>,
        known: &mut FxHashMap<(u32, Cost), Option<u32>>,
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
        let mut seen = rustc_hash::FxHashSet::default();
        let mut vars = std::collections::BTreeSet::new();
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            if let Some((var, low, high)) =
                self.diagrams.set_branch(node).filter(|_| seen.insert(node))
            {
                vars.insert(var);
                open.extend([low, high]);
            }
        }
        vars.into_iter().collect()
    }
}
