//! What accepting a fact would move: what it adds to the model, and how goals would stand then.

use std::collections::BTreeMap;

use serde_json::json;

use crate::analysis::{Budget, Status, statuses};
use crate::cli::json::word;
use crate::cli::outcome::Failure;
use crate::graph::{AsRead, PositionGraph};
use crate::model::{Model, Target};
use crate::review::{Decision, Inbox, reviewed_facts};

use super::desk::{Desk, Spot, why_refused};

/// How every goal stands, as far as that is worked out.
pub(super) type Statuses = BTreeMap<Target, Status>;

impl Desk {
    /// How every milestone and issue stands with some reviewed facts.
    pub(super) fn statuses(&self, facts: &str) -> Result<Statuses, Failure> {
        let model = self.model_with(facts)?;
        let statuses = statuses(&model, &graph_of(&model), &[], &Budget::FULL).into_iter();
        // What is not worked out is not said to move.
        Ok(statuses
            .filter_map(|(goal, status)| Some((goal, *status.exact()?)))
            .collect())
    }

    /// What accepting a fact would move.
    pub(super) fn effect(&self, at: Spot) -> String {
        let Ok(model) = self.model_with("") else {
            return String::new();
        };
        let now = reviewed_facts(&model, &self.boxes()).0;
        let (then, refused) = reviewed_facts(&model, &self.boxes_accepting(at));
        match why_refused(self.entry(at), &refused) {
            Some(why) => format!("  cannot be accepted as it is: {why}\n"),
            None => added(&now, &then) + &self.moved_by(&now, &then),
        }
    }

    /// The inboxes as they would be if a fact were accepted.
    fn boxes_accepting(&self, at: Spot) -> Vec<Inbox> {
        let mut boxes = self.boxes();
        boxes[at.inbox].entries[at.entry].decision = Decision::Accept;
        boxes
    }

    /// What moves from some reviewed facts to others.
    fn moved_by(&self, now: &str, then: &str) -> String {
        match (self.statuses(now), self.statuses(then)) {
            (Ok(before), Ok(after)) => moved(&before, &after, "  moves "),
            _ => "  the model with it would have errors\n".to_owned(),
        }
    }
}

/// The graph of a model on its own day.
fn graph_of(model: &Model) -> PositionGraph {
    let read = AsRead {
        day: model.day(None),
        at_least: None,
    };
    PositionGraph::build(model, read)
}

/// The lines that some reviewed facts have and others have not.
fn added(now: &str, then: &str) -> String {
    let is_fact = |line: &&str| !line.starts_with('#') && line.starts_with("  ");
    let lines = then.lines().filter(|line| !now.contains(*line));
    lines
        .filter(is_fact)
        .map(|line| format!("  adds {}\n", line.trim_start_matches(" -").trim()))
        .collect()
}

/// The goals that do not stand as before, each on a line.
pub(super) fn moved(before: &Statuses, after: &Statuses, lead: &str) -> String {
    let goals = after.iter().filter_map(|(goal, status)| {
        let earlier = before.get(goal).filter(|earlier| *earlier != status)?;
        let (from, to) = (status_word(*earlier), status_word(*status));
        Some(format!("{lead}{goal} from {from} to {to}\n"))
    });
    goals.collect()
}

fn status_word(status: Status) -> String {
    word(&json!(status)).unwrap_or_default()
}
