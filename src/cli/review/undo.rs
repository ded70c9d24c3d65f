//! `review --undo`: takes back the last decision, and keeps on record that it was made.

use std::path::Path;

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
        self.finish(context, &before, Some(&undone))
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

    /// The inbox in which the last decision was made; of those of one moment the last, since they are asked in order.
    fn last_decided(&self) -> Result<&Path, Failure> {
        let inboxes = self.inboxes.iter();
        let last = inboxes.filter_map(|(path, inbox)| Some((inbox.last_decided()?.moment(), path)));
        let last = last.max_by_key(|(moment, _)| *moment);
        last.map(|(_, path)| path.as_path())
            .ok_or_else(|| not_undone(&NotUndone::Nothing))
    }
}

fn not_undone(why: &NotUndone) -> Failure {
    Failure::CannotRun(match why {
        NotUndone::Nothing => "no decision is on record that could be taken back; what was decided by hand in an inbox is changed there".to_owned(),
        NotUndone::Gone(id) => format!("{id}, decided last, is no longer in the inbox; nothing was taken back"),
        NotUndone::Corrected(id) => format!(
            "lines of {id}, decided last, were changed by hand since; nothing was taken back"
        ),
        NotUndone::Changed(id, now) => format!(
            "{id}, decided last, was changed by hand to {} since; nothing was taken back",
            now.word()
        ),
    })
}
