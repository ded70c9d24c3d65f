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
