//! A value that lies outside the scale of its issue.

use crate::diagnostic::Diagnostic;
use crate::model::{Bound, ConditionKind, Model, Quantity, Target, ValueRange};
use crate::source::Place;

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "off-the-scale",
    asks: "Does every value lie on its scale?",
    run,
};

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let model = looked.model;
    let positions = model.positions.iter();
    let stated = positions.filter_map(|one| problem(model, (&one.on, &one.value?), one.place));
    let asked = model.conditions().flat_map(|condition| {
        let mut found = Vec::new();
        condition.visit(&mut |part| {
            if let ConditionKind::Within(on, range) = &part.kind {
                found.extend(problem(model, (on, range), part.place));
            }
        });
        found
    });
    stated.chain(asked).collect()
}

/// A number of an issue of which an end lies outside the scale.
fn problem(model: &Model, (on, value): (&Target, &ValueRange), place: Place) -> Option<Diagnostic> {
    let scale = model.issues.get(on.issue()?)?.scale.as_ref()?;
    let ends = [value.low, value.high].into_iter();
    let mut ends = ends.filter_map(Bound::quantity);
    let all_inside = ends.all(|number| scale.contains(number));
    // `more than 10` where 10 is the largest.
    let past = |bound: Bound, end: Option<Quantity>| match bound {
        Bound::Open(number) => Some(number) == end,
        Bound::Closed(_) | Bound::Unstated => false,
    };
    if all_inside && !past(value.low, scale.max) && !past(value.high, scale.min) {
        return None;
    }
    let words = format!("{} lies outside the scale of `{on}`", value.in_words());
    let problem = Diagnostic::warning("off-the-scale", words, place)
        .help("correct the number, or widen the scale's `min` and `max`");
    Some(problem)
}
