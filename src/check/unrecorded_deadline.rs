//! A deadline that has passed, with no word on what happened.

use crate::diagnostic::Diagnostic;
use crate::model::{Milestone, Model};
use crate::source::Date;

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "unrecorded-deadline",
    asks: "Is it recorded what happened on each deadline that has passed?",
    run,
};

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let missed = looked.graph.record().closed.iter();
    let found = missed.filter_map(|(id, closed)| {
        let goal = looked.model.milestones.get(id)?;
        let day = closed.since.filter(|_| is_unrecorded(looked.model, goal))?;
        Some(problem(goal, day))
    });
    found.collect()
}

/// Whether a milestone has a deadline, and nothing is recorded of what was to come without it.
fn is_unrecorded(model: &Model, goal: &Milestone) -> bool {
    let default = goal.otherwise().and_then(|id| model.milestones.get(id));
    goal.deadline.is_some() && default.is_none_or(|default| default.reached.is_none())
}

fn problem(goal: &Milestone, day: Date) -> Diagnostic {
    let id = &goal.id;
    let (taken, ask) = match goal.otherwise() {
        Some(default) => (
            format!("it is taken that `{default}` came about instead"),
            format!(
                "record what happened: `reached:` on `{id}` or on `{default}`, or an extension in `extended:`"
            ),
        ),
        None => (
            "it is taken that it was missed".to_owned(),
            format!(
                "record what happened: `reached:` on `{id}`, an extension in `extended:`, or `otherwise:` with what came about"
            ),
        ),
    };
    let words = format!(
        "the deadline of `{id}` passed on {day}, and what happened is not recorded; {taken}"
    );
    Diagnostic::warning("unrecorded-deadline", words, goal.place).help(&ask)
}
