//! Both families by search: whole where they are small, else the cheapest sets first.

use super::super::engine::cheapest::{Cheapest, Search, Side, cheapest, proven};
use super::super::engine::symbolic::{Leaf, ReadAs};
use super::super::known::Known;
use super::super::question::Question;
use super::super::shape::Shape;
use super::super::standing::NOT_ALL_WAYS;
use super::{Openings, Sets, known_family};

/// Families up to this size are sought whole by a short search, before large diagrams are tried.
const SMALL_FAMILY: usize = 400;
const SHORT_SEARCH: u64 = 100_000;
/// How much less patient a search is after one that found nothing.
const LESS_AFTER_NOTHING: u64 = 10;
/// Why there is no shape of a family of which only some sets are known.
const NOT_WHOLE: &str = "how the ways are built up is not known, for not all of them are";

impl Question<'_> {
    /// The first sets of a family, at the cost of so many decisions.
    pub(super) fn search(
        &self,
        read: &dyn Fn(Leaf) -> ReadAs,
        side: Side,
        first: usize,
        patience: u64,
    ) -> Cheapest {
        self.seek(read, (side, patience), |search| cheapest(search, first))
    }

    fn seek(
        &self,
        read: &dyn Fn(Leaf) -> ReadAs,
        (side, patience): (Side, u64),
        seek: impl Fn(&Search<'_>) -> Cheapest,
    ) -> Cheapest {
        seek(&Search {
            circuit: self.circuit,
            goal: self.node,
            side,
            read,
            red_line: &|leaf| self.is_red_line(leaf),
            patience,
        })
    }

    /// The first sets of both families, as many as are listed.
    pub(super) fn both_families(&self, read: &dyn Fn(Leaf) -> ReadAs) -> (Cheapest, Cheapest) {
        let most = self.ask.sets.most();
        let opening = self.search(read, Side::Opening, most, self.patience());
        let patience = self.patience_after(&opening);
        let blocking = self.search(read, Side::Blocking, most, patience);
        (opening, blocking)
    }

    /// The decisions of a search: few where not all ways are tried, since what it finds is then never the whole.
    pub(super) fn patience(&self) -> u64 {
        let all = self.ask.budget.decisions;
        match self.circuit.all_pinned {
            true => all,
            false => all / LESS_AFTER_NOTHING,
        }
    }

    /// The decisions of a search after another one: few, where that one was stopped before it found anything.
    pub(super) fn patience_after(&self, other: &Cheapest) -> u64 {
        let all = self.patience();
        let found_nothing = other.stopped && (other.sets.is_empty() || other.unproven);
        match found_nothing {
            true => all / LESS_AFTER_NOTHING,
            false => all,
        }
    }

    /// Where both families are small, a short search finds them whole, sooner than large diagrams would.
    pub(super) fn small_families(&self) -> Option<Openings> {
        if self.ask.party.is_some() || !self.circuit.all_pinned {
            return None;
        }
        let opening = self.small_family(Side::Opening)?;
        let blocking = self.small_family(Side::Blocking)?;
        Some(self.told_by_search(opening, blocking))
    }

    /// A family that a short search finds whole.
    fn small_family(&self, side: Side) -> Option<Cheapest> {
        let patience = SHORT_SEARCH.min(self.ask.budget.decisions);
        let read = |leaf: Leaf| self.read(leaf);
        let found = self.seek(&read, (side, patience), |search| {
            proven(search, SMALL_FAMILY)
        });
        found.whole.then_some(found)
    }

    /// Where the decision diagrams grow too large: the cheapest sets first, found by search.
    pub(super) fn by_search(&self) -> Openings {
        let read = |leaf: Leaf| self.read(leaf);
        let (opening, blocking) = self.both_families(&read);
        self.told_by_search(opening, blocking)
    }

    fn told_by_search(&self, opening: Cheapest, blocking: Cheapest) -> Openings {
        Openings {
            shape: self.shape_by_search(&opening),
            blockers: self.blockers_by_search(&opening, &blocking),
            party_sets: self.party_sets_by_search(self.patience_after(&opening)),
            unblocking: self.found(opening, "sets", |set| self.set_of(set)),
            blocking: self.found(blocking, "blocking sets", |set| self.blocking_set(set)),
        }
    }

    /// The shape of a family that a search found whole.
    fn shape_by_search(&self, opening: &Cheapest) -> Known<Shape> {
        match opening.whole && self.circuit.all_pinned {
            true => self.shape_of_sets(&opening.sets),
            false => Known::Unknown(NOT_WHOLE.to_owned()),
        }
    }

    /// A family as far as a search found it.
    fn found<T>(&self, found: Cheapest, sets: &str, tell: impl Fn(&[Leaf]) -> T) -> Known<Sets<T>> {
        let every_way = self.circuit.all_pinned;
        let why = match every_way {
            true => untold(&found, sets),
            false => Some(NOT_ALL_WAYS.to_owned()),
        };
        let count = (found.whole && every_way).then(|| found.sets.len().into());
        let listed = self.in_order(found.sets);
        let listed = listed.iter().map(|set| tell(set)).collect();
        known_family(Sets { count, listed }, why)
    }

    /// The first sets: fewest red lines, fewest changes, then names; the members of each by name.
    fn in_order(&self, mut sets: Vec<Vec<Leaf>>) -> Vec<Vec<Leaf>> {
        let name = |leaf: &Leaf| self.change_of(*leaf).to_string();
        for set in &mut sets {
            set.sort_by_cached_key(name);
        }
        sets.sort_by_cached_key(|set| {
            let names: Vec<String> = set.iter().map(name).collect();
            (self.red_lines(set), set.len(), names)
        });
        sets.truncate(self.ask.sets.most());
        sets
    }
}

/// What is not known of a family that was searched.
fn untold(found: &Cheapest, sets: &str) -> Option<String> {
    if found.whole {
        None
    } else if found.stopped && found.sets.is_empty() {
        Some(format!(
            "the search for {sets} was stopped before the first one was found"
        ))
    } else if found.unproven {
        Some(format!(
            "the {sets} listed are minimal, but there may be smaller ones, and how many there are is not known"
        ))
    } else if found.stopped {
        Some(format!(
            "the search for {sets} was stopped: those listed are the smallest, there are more, and how many is not known"
        ))
    } else if found.ties_known {
        Some(format!(
            "the {sets} listed are the smallest; how many there are is not known"
        ))
    } else {
        Some(format!(
            "the {sets} listed are the smallest; there are others of the same size, and how many there are is not known"
        ))
    }
}

/// A list that a search found, and what is said where it is not whole: that there is nothing to show, or that there may
/// be more.
pub(super) fn known_list<T>(list: Vec<T>, whole: bool, nothing: &str, more: &str) -> Known<Vec<T>> {
    match (whole, list.is_empty()) {
        (true, _) => Known::Exact(list),
        (false, true) => Known::Unknown(nothing.to_owned()),
        (false, false) => Known::Partial(list, more.to_owned()),
    }
}
