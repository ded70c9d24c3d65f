//! `review --undo`: takes back the last decision, and keeps on record that it was made.

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::outcome::{Failure, Outcome};
use crate::disk::save_decision;
use crate::review::{Decided, NotUndone};

use super::clock;
use super::desk::{Desk, locked, read_inbox};

impl Desk {
    /// Takes back the last decision of all inboxes, and writes the facts without it.
    pub(super) fn undo(&mut self, context: &Context) -> Result<Outcome, Failure> {
        let before = self.statuses(&self.facts_now()?)?;
        let undone = self.take_back()?;
        let outcome = self.finish(context, &before)?;
        if context.json {
            let told =
                json!({ "id": undone.id, "decision": undone.decision.word(), "at": undone.at });
            return Ok(outcome.with_key("undone", told));
        }
        let text = told(&undone) + &outcome.text;
        Ok(Outcome { text, ..outcome })
    }

    fn take_back(&self) -> Result<Decided, Failure> {
        let path = self.last_decided()?;
        let _mine = locked(path)?;
        let (seen, mut inbox) = read_inbox(path)?;
        let undone = inbox.undo(&clock::now()).map_err(|why| not_undone(&why))?;
        let text = inbox.to_yaml();
        save_decision(path, &seen, text.as_bytes()).map_err(Failure::unwritten)?;
        Ok(undone)
    }

    /// The inbox in which the last decision was made.
    fn last_decided(&self) -> Result<&std::path::Path, Failure> {
        let inboxes = self.inboxes.iter();
        let last = inboxes.filter_map(|(path, inbox)| Some((&inbox.last_decided()?.at, path)));
        let last = last.max_by_key(|(at, _)| *at);
        last.map(|(_, path)| path.as_path())
            .ok_or_else(|| not_undone(&NotUndone::Nothing))
    }
}

fn told(undone: &Decided) -> String {
    let Decided {
        id, decision, at, ..
    } = undone;
    format!(
        "Took back the decision of {at} on {id}, {}: it is pending again.\n",
        decision.word()
    )
}

fn not_undone(why: &NotUndone) -> Failure {
    Failure::CannotRun(match why {
        NotUndone::Nothing => "no decision is on record that could be taken back; what was decided by hand in an inbox is changed there".to_owned(),
        NotUndone::Gone(id) => format!("{id}, decided last, is no longer in the inbox; nothing was taken back"),
        NotUndone::Changed(id, now) => format!(
            "{id}, decided last, was changed by hand to {} since; nothing was taken back",
            now.word()
        ),
    })
}
