//! Numeric scales as options: the cells between all stated numbers.
//!
//! If somebody names 15 and somebody 50, the possible answers that anyone has told apart are: under
//! 15, 15, between 15 and 50, 50, and over 50. No number that nobody named is invented.

use crate::model::{Issue, OptionId, Position, Quantity, Target, ValueRange};

/// One cell of a scale: a stated number, or what lies between two neighbours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its id, which stands where an option's id would.
    pub id: OptionId,
    low: Option<Quantity>,
    high: Option<Quantity>,
}

impl Cell {
    /// Whether the whole cell lies in a range.
    pub fn is_in(&self, range: &ValueRange) -> bool {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high => range.contains(low),
            (low, high) => range.contains_between(low, high),
        }
    }
}

/// The cells of an issue's scale, from the lowest; none where the issue has no scale.
pub fn cells_of<'a>(issue: &Issue, positions: impl IntoIterator<Item = &'a Position>) -> Vec<Cell> {
    let Some(scale) = &issue.scale else {
        return Vec::new();
    };
    let about = Target::Issue(issue.id.clone());
    let mut stated: Vec<Quantity> = positions
        .into_iter()
        .filter(|position| position.on == about)
        .filter_map(|position| position.value)
        .flat_map(|value| [value.low.quantity(), value.high.quantity()])
        .flatten()
        .filter(|number| {
            scale.min.is_none_or(|min| min <= *number) && scale.max.is_none_or(|max| *number <= max)
        })
        .chain(scale.min)
        .chain(scale.max)
        .collect();
    stated.sort_unstable();
    stated.dedup();
    let mut cells = Vec::new();
    if scale.min.is_none() {
        cells.extend(
            stated
                .first()
                .map(|first| cell(format!("under-{first}"), None, Some(*first))),
        );
    }
    for (index, number) in stated.iter().enumerate() {
        cells.push(cell(number.to_string(), Some(*number), Some(*number)));
        if let Some(next) = stated.get(index + 1) {
            cells.push(cell(
                format!("{number}-to-{next}"),
                Some(*number),
                Some(*next),
            ));
        }
    }
    if scale.max.is_none() {
        cells.extend(
            stated
                .last()
                .map(|last| cell(format!("over-{last}"), Some(*last), None)),
        );
    }
    cells
}

fn cell(id: String, low: Option<Quantity>, high: Option<Quantity>) -> Cell {
    Cell {
        id: OptionId::new(&id),
        low,
        high,
    }
}
