//! The shape of the ways to a goal written out again: every set of changes that it stands for.

use std::collections::BTreeSet;

use impasse::analysis::{Blocks, Shape, ShapeKind};
use impasse::graph::Change;

/// Changes that together open a goal.
pub type Way = BTreeSet<Change>;

/// The minimal sets that a shape stands for; `None` where a part of it is too long to be listed.
pub fn expanded(shape: &Shape) -> Option<BTreeSet<Way>> {
    let ways = match &shape.kind {
        ShapeKind::Change(change) => BTreeSet::from([Way::from([change.clone()])]),
        ShapeKind::All(parts) => product(parts)?,
        ShapeKind::Any(parts) => union(parts.iter().map(expanded))?,
        ShapeKind::AtLeast(count, parts) => {
            let chosen = choices(parts, *count).into_iter();
            union(chosen.map(|parts| product(&parts)))?
        }
        ShapeKind::Weighted {
            needed,
            parts,
            weights,
        } => {
            let chosen = enough(parts, weights, *needed).into_iter();
            union(chosen.map(|parts| product(&parts)))?
        }
        ShapeKind::Prime { parts, sets, .. } => {
            let set = |set: &Vec<usize>| -> Vec<Shape> {
                set.iter().map(|&place| parts[place].clone()).collect()
            };
            union(sets.as_ref()?.iter().map(|places| product(&set(places))))?
        }
    };
    Some(ways)
}

fn product(parts: &[Shape]) -> Option<BTreeSet<Way>> {
    let mut ways = BTreeSet::from([Way::new()]);
    for part in parts {
        let more = expanded(part)?;
        let with = |way: &Way| -> Vec<Way> { more.iter().map(|one| way | one).collect() };
        ways = ways.iter().flat_map(with).collect();
    }
    Some(ways)
}

fn union(ways: impl Iterator<Item = Option<BTreeSet<Way>>>) -> Option<BTreeSet<Way>> {
    let ways: Option<Vec<BTreeSet<Way>>> = ways.collect();
    Some(ways?.into_iter().flatten().collect())
}

/// Every choice of so many parts.
fn choices(parts: &[Shape], count: usize) -> Vec<Vec<Shape>> {
    match (count, parts) {
        (0, _) => vec![Vec::new()],
        (_, []) => Vec::new(),
        (_, [first, rest @ ..]) => {
            let with = choices(rest, count - 1).into_iter();
            let with = with.map(|others| [&[first.clone()][..], &others].concat());
            with.chain(choices(rest, count)).collect()
        }
    }
}

/// Every set of parts whose weights reach a sum, and none of which could be left out.
fn enough(parts: &[Shape], weights: &[u64], needed: u64) -> Vec<Vec<Shape>> {
    let weight_of = |set: u32| -> u64 {
        let members = (0..parts.len()).filter(|at| set >> at & 1 == 1);
        members.map(|at| weights[at]).sum()
    };
    let is_smallest = |set: &u32| {
        let mut members = (0..parts.len()).filter(|at| set >> at & 1 == 1);
        weight_of(*set) >= needed && members.all(|at| weight_of(set & !(1 << at)) < needed)
    };
    let all = (0..1u32 << parts.len()).filter(is_smallest);
    let members = |set: u32| (0..parts.len()).filter(move |at| set >> at & 1 == 1);
    all.map(|set| members(set).map(|at| parts[at].clone()).collect())
        .collect()
}

/// That a shape that is known stands for exactly the minimal sets, without one that contains another.
pub fn shape_is_the_family(answer: &Blocks, context: &str) {
    let (Some(shape), Some(sets)) = (answer.shape.exact(), answer.unblocking.exact()) else {
        return;
    };
    let are_all_listed = sets.count.as_ref() == Some(&sets.listed.len().into());
    let Some(ways) = expanded(shape).filter(|_| are_all_listed) else {
        return;
    };
    let listed = sets.listed.iter();
    let listed: BTreeSet<Way> = listed
        .map(|set| set.changes.iter().cloned().collect())
        .collect();
    assert_eq!(ways, listed, "the shape is the family: {context}");
}
