//! A deadline that has passed, with no word on what happened.

use crate::diagnostic::Diagnostic;
use crate::model::{Milestone, MilestoneId};
use crate::source::Date;

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "unrecorded-deadline",
    asks: "Is it recorded what happened on each deadline that has passed?",
    run,
};

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let milestones = &looked.model.milestones;
    let is_recorded = |id: &MilestoneId| milestones.get(id).is_some_and(|m| m.reached.is_some());
    let missed = looked.graph.record().closed.iter();
    let found = missed.filter_map(|(id, closed)| {
        let goal = milestones.get(id).filter(|goal| goal.deadline.is_some())?;
        let is_unrecorded = !goal.otherwise().is_some_and(is_recorded);
        let day = closed.since.filter(|_| is_unrecorded)?;
        Some(problem(goal, day))
    });
    found.collect()
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
