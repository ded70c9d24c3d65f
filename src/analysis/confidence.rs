//! How sure an answer is: the highest level at which the same status results when weaker stances are
//! read as unknown. A position without a stated confidence counts as high: its author had no doubt.

use crate::graph::{AsRead, PositionGraph};
use crate::model::{Confidence, Model, Target};
use crate::source::Date;

use super::blocks::{Status, status_of};

/// The confidence of the status of a goal.
pub fn confidence(model: &Model, day: Option<Date>, goal: &Target, status: Status) -> Confidence {
    let same = |level: &Confidence| {
        let graph = PositionGraph::build(
            model,
            AsRead {
                day,
                at_least: Some(*level),
            },
        );
        status_of(model, &graph, goal) == Some(status)
    };
    [Confidence::High, Confidence::Medium]
        .into_iter()
        .find(same)
        .unwrap_or(Confidence::Low)
}
