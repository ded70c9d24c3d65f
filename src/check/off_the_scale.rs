//! A value that lies outside the scale of its issue.

use crate::diagnostic::Diagnostic;
use crate::model::{Bound, Model, Position, ValueRange};

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "off-the-scale",
    asks: "Does every value lie on its scale?",
    run,
};

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let positions = looked.model.positions.iter();
    positions
        .filter_map(|position| Some(problem(position, value_outside(looked.model, position)?)))
        .collect()
}

/// The value of a position of which an end lies outside the scale.
fn value_outside(model: &Model, position: &Position) -> Option<ValueRange> {
    let value = position.value?;
    let scale = model.issues.get(position.on.issue()?)?.scale.as_ref()?;
    let ends = [value.low, value.high].into_iter();
    let mut ends = ends.filter_map(Bound::quantity);
    ends.any(|number| !scale.contains(number)).then_some(value)
}

fn problem(position: &Position, value: ValueRange) -> Diagnostic {
    let words = format!(
        "{} lies outside the scale of `{}`",
        value.in_words(),
        position.on
    );
    Diagnostic::warning("off-the-scale", words, position.place)
        .help("correct the number, or widen the scale's `min` and `max`")
}
