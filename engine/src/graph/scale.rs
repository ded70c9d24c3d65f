//! Numeric scales as options: the cells between all stated numbers.
//!
//! If somebody names 15 and somebody 50, the possible answers that anyone has told apart are: under
//! 15, 15, between 15 and 50, 50, and over 50. No number that nobody named is invented.

use crate::model::{Issue, OptionId, Position, Quantity, Scale, Target, ValueRange};

/// One cell of a scale: a stated number, or what lies between two neighbours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its id, which stands where an option's id would.
    pub id: OptionId,
    low: Option<Quantity>,
    high: Option<Quantity>,
}

impl Cell {
    fn new(id: &str, low: Option<Quantity>, high: Option<Quantity>) -> Self {
        Self {
            id: OptionId::new(id),
            low,
            high,
        }
    }

    fn at(number: Quantity) -> Self {
        Self::new(&number.to_string(), Some(number), Some(number))
    }

    fn between(low: Quantity, high: Quantity) -> Self {
        Self::new(&format!("{low}-to-{high}"), Some(low), Some(high))
    }

    fn under(first: Quantity) -> Self {
        Self::new(&format!("under-{first}"), None, Some(first))
    }

    fn over(last: Quantity) -> Self {
        Self::new(&format!("over-{last}"), Some(last), None)
    }

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
    let marks = marks_on(scale, positions.into_iter().filter(|it| it.on == about));
    let mut cells = Vec::new();
    if scale.min.is_none() {
        cells.extend(marks.first().map(|&first| Cell::under(first)));
    }
    for (index, &number) in marks.iter().enumerate() {
        cells.push(Cell::at(number));
        let next = marks.get(index + 1);
        cells.extend(next.map(|&next| Cell::between(number, next)));
    }
    if scale.max.is_none() {
        cells.extend(marks.last().map(|&last| Cell::over(last)));
    }
    cells
}

/// The numbers that cut a scale: all that are stated on it, those that conditions ask for, and its own ends.
fn marks_on<'a>(scale: &Scale, positions: impl Iterator<Item = &'a Position>) -> Vec<Quantity> {
    let values = positions.filter_map(|position| position.value);
    let stated = values
        .flat_map(|value| [value.low.quantity(), value.high.quantity()])
        .flatten();
    let mut marks: Vec<Quantity> = stated
        .filter(|number| scale.contains(*number))
        .chain(scale.asked.iter().copied())
        .chain(scale.min)
        .chain(scale.max)
        .collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}
