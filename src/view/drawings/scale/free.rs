//! The stretches of a scale between refusals that nobody refuses.

use crate::model::{Bound, Issue, Quantity, ValueRange};

/// A stretch between two refusals.
#[derive(Debug, Clone, PartialEq)]
pub struct Free {
    /// Where the refusal below it ends.
    pub from: f64,
    /// Where the refusal above it begins.
    pub to: f64,
    /// `4 to 5 percent`.
    pub words: String,
}

impl Free {
    pub(super) fn of(range: ValueRange, issue: &Issue) -> Self {
        let number = |bound: Bound| bound.quantity().map_or(0.0, Quantity::get);
        Self {
            from: number(range.low),
            to: number(range.high),
            words: issue.range_words(&range),
        }
    }
}

/// A place on the scale between numbers: just before a number, or just after it; nothing stands for no end.
type Cut = Option<(Quantity, bool)>;

fn cut_below(low: Bound) -> Cut {
    match low {
        Bound::Closed(number) => Some((number, false)),
        Bound::Open(number) => Some((number, true)),
        Bound::Unstated => None,
    }
}

fn cut_above(high: Bound) -> Cut {
    match high {
        Bound::Closed(number) => Some((number, true)),
        Bound::Open(number) => Some((number, false)),
        Bound::Unstated => None,
    }
}

/// The stretches that lie between refused ranges and in none of them, the lowest first.
pub(super) fn free_stretches(refused: &[ValueRange]) -> Vec<ValueRange> {
    let mut refused: Vec<&ValueRange> = refused.iter().filter(|range| !range.is_empty()).collect();
    // No lower end comes before every cut, as `None` does before `Some`.
    refused.sort_by_key(|range| cut_below(range.low));
    let mut free = Vec::new();
    let mut reached: Option<Cut> = None;
    for range in refused {
        let (from, to) = (cut_below(range.low), cut_above(range.high));
        match reached {
            None => reached = Some(to),
            // Nothing lies beyond a range without an upper end.
            Some(None) => break,
            Some(Some(end)) => {
                let apart = from.filter(|from| end < *from);
                free.extend(apart.map(|from| from_to(Some(end), Some(from))));
                reached = Some(to.map(|to| to.max(end)));
            }
        }
    }
    free
}

/// What lies outside some ranges: what a demand for them refuses.
pub(super) fn outside(ranges: &[ValueRange]) -> Vec<ValueRange> {
    let mut ranges: Vec<&ValueRange> = ranges.iter().filter(|range| !range.is_empty()).collect();
    ranges.sort_by_key(|range| cut_below(range.low));
    let mut outside = Vec::new();
    let mut reached: Cut = None;
    for range in ranges {
        let from = cut_below(range.low);
        if from > reached {
            outside.push(from_to(reached, from));
        }
        match cut_above(range.high) {
            None => return outside,
            end => reached = reached.max(end),
        }
    }
    outside.push(from_to(reached, None));
    outside
}

/// The range from one cut to another, where either may be no end.
fn from_to(from: Cut, to: Cut) -> ValueRange {
    let low = match from {
        Some((number, true)) => Bound::Open(number),
        Some((number, false)) => Bound::Closed(number),
        None => Bound::Unstated,
    };
    let high = match to {
        Some((number, true)) => Bound::Closed(number),
        Some((number, false)) => Bound::Open(number),
        None => Bound::Unstated,
    };
    ValueRange { low, high }
}
