//! How sure an answer is: the highest level at which the same status results when positions that are less
//! sure say nothing. A position without a stated confidence counts as high: its author had no doubt.

use crate::graph::{AsRead, PositionGraph};
use crate::model::{Confidence, Model, Target};
use crate::source::Date;

use super::engine::budget::Budget;
use super::known::Known;
use super::standing::{Status, status_of};

/// The confidence of the status of a goal.
pub fn confidence(
    model: &Model,
    day: Option<Date>,
    goal: &Target,
    status: Status,
    budget: &Budget,
) -> Known<Confidence> {
    for level in [Confidence::High, Confidence::Medium, Confidence::Low] {
        let read = AsRead {
            day,
            at_least: Some(level),
        };
        let graph = PositionGraph::build(model, read);
        match status_of(model, &graph, goal, budget) {
            Some(Known::Exact(found)) if found == status => return Known::Exact(level),
            Some(Known::Exact(_)) | None => {}
            Some(Known::Partial(_, why) | Known::Unknown(why)) => {
                return Known::Unknown(format!("how sure the status is: {why}"));
            }
        }
    }
    // A goal that only stands so through the numbers that a doubtful position names.
    Known::Exact(Confidence::Low)
}
