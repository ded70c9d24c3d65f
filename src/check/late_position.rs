//! A position dated after the day that the model describes.

use crate::diagnostic::Diagnostic;
use crate::model::Position;
use crate::source::Date;

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "late-position",
    asks: "Is no position dated after the day that the model describes?",
    run,
};

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let Some(day) = looked.model.as_of else {
        return Vec::new();
    };
    let positions = looked.model.positions.iter();
    let late = positions.filter_map(|p| Some((p, p.since.filter(|since| *since > day)?)));
    late.map(|(p, since)| problem(p, since, day)).collect()
}

fn problem(position: &Position, since: Date, day: Date) -> Diagnostic {
    Diagnostic::warning(
        "late-position",
        format!("this position begins on {since}, after the model's `as_of` of {day}, and is not in force"),
        position.place,
    )
    .help("correct the date, or bring `as_of:` up to it")
}
