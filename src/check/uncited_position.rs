//! A position that no citation stands behind.

use crate::diagnostic::Diagnostic;
use crate::model::Position;

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "uncited-position",
    asks: "Does every position say which sentence states it?",
    run,
};

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    // A model without sources is a sketch: then citations are not expected anywhere.
    if looked.model.sources.is_empty() {
        return Vec::new();
    }
    let positions = looked.model.positions.iter();
    let uncited = positions.filter(|position| position.cites.is_empty());
    uncited.map(problem).collect()
}

fn problem(position: &Position) -> Diagnostic {
    let words = format!(
        "no sentence is cited for what `{}` says of `{}`",
        position.party, position.on
    );
    Diagnostic::warning("uncited-position", words, position.place)
        .help("add `cites: [\"SOURCE sN\"]`, or remove the position if no source states it")
}
