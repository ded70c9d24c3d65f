//! How sure an answer is: the highest level at which the same status results when positions that are less
//! sure say nothing. A position without a stated confidence counts as high: its author had no doubt.
//! Suppositions are as sure as they are supposed to be.

use crate::graph::{AsRead, PositionGraph};
use crate::model::Confidence;

use super::engine::circuit::Circuit;
use super::known::Known;
use super::question::Question;
use super::standing::{Status, standing_of};

impl Question<'_> {
    /// The confidence of the status of the goal, which may not be known exactly.
    pub(super) fn confidence(&self, status: Status, is_exact: bool) -> Known<Confidence> {
        if is_exact && self.everything_is_sure() {
            return Known::Exact(Confidence::High);
        }
        for level in [Confidence::High, Confidence::Medium] {
            match self.status_at(level) {
                Some(Known::Exact(found)) if found == status => return Known::Exact(level),
                Some(Known::Exact(_)) | None => {}
                Some(Known::Partial(_, why) | Known::Unknown(why)) => {
                    return Known::Unknown(format!("how sure the status is: {why}"));
                }
            }
        }
        Known::Exact(Confidence::Low)
    }

    /// Whether no position is less than highly sure, so that leaving those out leaves none out.
    fn everything_is_sure(&self) -> bool {
        let mut stated = self.model.positions.iter().filter_map(|one| one.confidence);
        stated.all(|sure| sure == Confidence::High)
    }

    /// The status where positions less sure than a level say nothing.
    fn status_at(&self, level: Confidence) -> Option<Known<Status>> {
        let read = AsRead {
            day: self.graph.day,
            at_least: Some(level),
        };
        let graph = PositionGraph::supposing(self.model, read, self.graph.supposed());
        let whole = Circuit::of(&graph, &self.ask.budget);
        let standing = standing_of(self.model, &graph, &whole, self.ask)?;
        Some(standing.map(|standing| standing.status))
    }
}
