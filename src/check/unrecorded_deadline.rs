//! A deadline that has passed, with no word on what happened.

use crate::diagnostic::Diagnostic;
use crate::model::MilestoneId;

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
        let goal = milestones.get(id)?;
        let deadline = goal.deadline.as_ref()?;
        let day = closed.since?;
        let otherwise = deadline.otherwise.as_ref();
        if otherwise.is_some_and(is_recorded) {
            return None;
        }
        let taken = match otherwise {
            Some(default) => format!("it is taken that `{default}` came about instead"),
            None => "it is taken that it was missed".to_owned(),
        };
        let ask = match otherwise {
            Some(default) => format!("record what happened: `reached:` on `{id}` or on `{default}`, or an extension in `extended:`"),
            None => format!("record what happened: `reached:` on `{id}`, an extension in `extended:`, or `otherwise:` with what came about"),
        };
        Some(
            Diagnostic::warning(
                "unrecorded-deadline",
                format!("the deadline of `{id}` passed on {day}, and what happened is not recorded; {taken}"),
                goal.place,
            )
            .help(&ask),
        )
    });
    found.collect()
}
