//! Minimal sets of positions, and the minimal sets that meet them all.

use std::collections::BTreeSet;

use crate::analysis::known::Known;
use crate::model::PositionId;

/// Positions that stand together.
pub(super) type Set = BTreeSet<PositionId>;

/// The sets of a list that contain no other.
pub(super) fn minimal(mut sets: Vec<Set>) -> Vec<Set> {
    sets.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    sets.dedup();
    let mut kept: Vec<Set> = Vec::new();
    for set in sets {
        if !kept.iter().any(|small| small.is_subset(&set)) {
            kept.push(set);
        }
    }
    kept
}

/// The minimal sets that meet every given set (Berge 1989), up to a bound.
pub(super) fn transversals(sets: &[Set], most: usize) -> Known<Vec<Set>> {
    let most = most.max(1);
    let mut found: Vec<Set> = vec![Set::new()];
    let mut is_whole = true;
    for set in sets {
        found = minimal(found.iter().flat_map(|partial| met(partial, set)).collect());
        if found.len() > most {
            found.truncate(most);
            is_whole = false;
        }
    }
    if is_whole {
        return Known::Exact(found);
    }
    // What was cut off may have been smaller: those stay of which each member is the only one to meet some set.
    found.retain(|of| is_tight(of, sets));
    Known::Partial(found, format!("only {most} sets were kept"))
}

/// A set that meets others, made to meet one more: itself where it does, else with each member of that one.
fn met(partial: &Set, set: &Set) -> Vec<Set> {
    if !partial.is_disjoint(set) {
        return vec![partial.clone()];
    }
    let with = |&member| partial.iter().copied().chain([member]).collect();
    set.iter().map(with).collect()
}

/// Whether each member is the only one of its set to meet some other set, so that none is spare.
fn is_tight(of: &Set, sets: &[Set]) -> bool {
    let meets_alone = |member| {
        let mut sets = sets.iter();
        sets.any(|set| set.intersection(of).eq([&member]))
    };
    of.iter().all(|&member| meets_alone(member))
}

/// Every way to take one position from each of so many groups, and one set more than the bound where there are more.
pub(super) fn one_from_each(groups: &[Vec<PositionId>], wanted: usize, most: usize) -> Vec<Set> {
    let mut choice = Choice {
        most,
        chosen: Vec::new(),
        found: Vec::new(),
    };
    choice.from(groups, wanted);
    choice.found
}

struct Choice {
    most: usize,
    chosen: Vec<PositionId>,
    found: Vec<Set>,
}

impl Choice {
    fn from(&mut self, groups: &[Vec<PositionId>], wanted: usize) {
        if self.found.len() > self.most {
            return;
        }
        if wanted == 0 {
            self.found.push(self.chosen.iter().copied().collect());
            return;
        }
        for (index, group) in groups.iter().enumerate() {
            for &position in group {
                self.chosen.push(position);
                self.from(&groups[index + 1..], wanted - 1);
                self.chosen.pop();
            }
        }
    }
}
