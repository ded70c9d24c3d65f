//! A value that lies outside the scale of its issue.

use crate::diagnostic::Diagnostic;
use crate::model::{Bound, Position, ValueRange};

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "off-the-scale",
    asks: "Does every value lie on its scale?",
    run,
};

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let model = looked.model;
    let problems = model.positions.iter().filter_map(|position| {
        let value = position.value?;
        let scale = model.issues.get(position.on.issue()?)?.scale.as_ref()?;
        let mut ends = [value.low, value.high]
            .into_iter()
            .filter_map(Bound::quantity);
        let is_outside = ends.any(|number| !scale.contains(number));
        is_outside.then(|| problem(position, value))
    });
    problems.collect()
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
