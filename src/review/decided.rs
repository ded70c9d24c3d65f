//! What was decided, in order: so that the last decision can be taken back, and what was taken back stays on record.

use std::fmt::Write as _;

use crate::diagnostic::Diagnostic;
use crate::yaml::Node;

use super::inbox::{Decision, Entry, Inbox, quoted};

/// One decision of a person, as the inbox records it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The fact.
    pub id: String,
    /// What was decided.
    pub decision: Decision,
    /// When.
    pub at: String,
    /// Who decided, where that was said.
    pub by: Option<String>,
    /// When it was taken back, where it was.
    pub undone: Option<String>,
    /// What the lines that were corrected with it had said before; empty where there was none.
    was: Vec<(String, String)>,
    /// A hash of the fact as it was decided, so that a later correction by hand is seen; none in records of earlier versions.
    state: Option<String>,
}

impl Decided {
    /// The record of a decision that turned an entry into another; nothing where only lines were corrected.
    pub fn of(before: &Entry, after: &Entry, at: &str, by: Option<&str>) -> Option<Self> {
        if before.decision == after.decision {
            return None;
        }
        let keys = before
            .fields
            .iter()
            .chain(&after.fields)
            .map(|(key, _)| key);
        let changed = keys.filter(|key| before.field(key) != after.field(key));
        let mut was: Vec<(String, String)> = changed
            .map(|key| {
                (
                    key.clone(),
                    before.field(key).unwrap_or_default().to_owned(),
                )
            })
            .collect();
        was.sort();
        was.dedup();
        Some(Self {
            id: after.id.clone(),
            decision: after.decision,
            at: at.to_owned(),
            by: by.map(str::to_owned),
            undone: None,
            was,
            state: Some(after.state()),
        })
    }

    /// The lines that were corrected with it, and what they had said before; empty where there was none.
    pub fn corrected(&self) -> &[(String, String)] {
        &self.was
    }

    /// When it was made, as a text that sorts by time however many digits its second has; nothing, which comes first, where no
    /// clock could tell.
    pub fn moment(&self) -> Option<&str> {
        self.at.strip_suffix('Z')
    }

    /// The records in an inbox.
    pub(super) fn read_all(root: &Node, problems: &mut Vec<Diagnostic>) -> Vec<Self> {
        let records = root.items_of("decided").iter();
        records
            .filter_map(|node| Self::read(node, problems))
            .collect()
    }

    fn read(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let id = node.text_of("id").to_owned();
        let was = node.entries_of("was").iter();
        let was =
            was.map(|(key, old)| (key.text.clone(), old.text().unwrap_or_default().to_owned()));
        Some(Self {
            decision: Decision::answer(&id, node, problems)?,
            at: node.text_of("at").to_owned(),
            by: Some(node.text_of("by").to_owned()).filter(|by| !by.is_empty()),
            undone: Some(node.text_of("undone").to_owned()).filter(|at| !at.is_empty()),
            was: was.filter(|(key, _)| Entry::has_key(key)).collect(),
            state: Some(node.text_of("state").to_owned()).filter(|state| !state.is_empty()),
            id,
        })
    }

    pub(super) fn write(&self, to: &mut String) {
        let (id, decision, at) = (quoted(&self.id), self.decision.word(), quoted(&self.at));
        let _ = write!(to, "  - {{ id: {id}, answer: {decision}, at: {at}");
        if let Some(by) = &self.by {
            let _ = write!(to, ", by: {}", quoted(by));
        }
        if let Some(undone) = &self.undone {
            let _ = write!(to, ", undone: {}", quoted(undone));
        }
        if !self.was.is_empty() {
            let was = self
                .was
                .iter()
                .map(|(key, old)| format!("{key}: {}", quoted(old)));
            let _ = write!(to, ", was: {{ {} }}", was.collect::<Vec<_>>().join(", "));
        }
        if let Some(state) = &self.state {
            let _ = write!(to, ", state: {}", quoted(state));
        }
        to.push_str(" }\n");
    }
}

/// Why the last decision of an inbox was not taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotUndone {
    /// None is on record that still stands.
    Nothing,
    /// The fact is no longer in the inbox.
    Gone(String),
    /// The fact has another decision by now, which nobody made in a review.
    Changed(String, Decision),
    /// Lines of the fact were changed by hand since.
    Corrected(String),
}

impl Inbox {
    /// The last decision on record that was not taken back.
    pub fn last_decided(&self) -> Option<&Decided> {
        let mut records = self.decided.iter().rev();
        records.find(|record| record.undone.is_none())
    }

    /// Takes back the last decision: its fact is as it was before, and the record says when that was.
    ///
    /// # Errors
    /// Why nothing was taken back; the inbox is then as it was.
    pub fn undo(&mut self, at: &str) -> Result<Decided, NotUndone> {
        let mut records = self.decided.iter_mut().rev();
        let record = records.find(|record| record.undone.is_none());
        let record = record.ok_or(NotUndone::Nothing)?;
        let mut entries = self.entries.iter_mut().chain(&mut self.orphans);
        let entry = entries.find(|entry| entry.id == record.id);
        let entry = entry.ok_or_else(|| NotUndone::Gone(record.id.clone()))?;
        if entry.decision != record.decision {
            return Err(NotUndone::Changed(record.id.clone(), entry.decision));
        }
        if record
            .state
            .as_ref()
            .is_some_and(|state| *state != entry.state())
        {
            return Err(NotUndone::Corrected(record.id.clone()));
        }
        entry.decision = Decision::Pending;
        for (key, old) in &record.was {
            entry.set(key, old);
        }
        record.undone = Some(at.to_owned());
        Ok(record.clone())
    }
}
