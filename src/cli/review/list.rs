//! What is to decide, as a list.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::outcome::{Failure, Outcome};
use crate::disk::shown;
use crate::model::Model;
use crate::review::{Decision, Entry, Inbox};

use super::desk::Desk;
use super::told;

impl Desk {
    pub(super) fn list(&self, context: &Context) -> Result<Outcome, Failure> {
        let model = self.model_with(&self.facts_now()?)?;
        Ok(context.either(|| self.to_decide(&model), || self.rows()))
    }

    fn to_decide(&self, model: &Model) -> String {
        let inboxes = self.inboxes.iter();
        let text: String = inboxes.map(|(_, inbox)| listed(inbox, model)).collect();
        if text.is_empty() {
            "Nothing is left to decide.\n".to_owned()
        } else {
            text
        }
    }

    fn rows(&self) -> Value {
        let rows = self.inboxes.iter().flat_map(|(path, inbox)| {
            let entries = inbox.entries.iter();
            entries.map(move |entry| row(entry, inbox, path))
        });
        json!({ "command": "review", "facts": rows.collect::<Vec<_>>() })
    }
}

fn listed(inbox: &Inbox, model: &Model) -> String {
    let pending = inbox.entries.iter();
    let pending = pending
        .filter(|entry| entry.decision == Decision::Pending)
        .map(|entry| told(entry, inbox, model, None));
    let orphans = inbox.orphans.iter().map(|orphan| {
        format!(
            "{}: decided ({}) and no longer read in {}\n",
            orphan.id,
            orphan.decision.word(),
            inbox.document
        )
    });
    pending.chain(orphans).collect()
}

fn row(entry: &Entry, inbox: &Inbox, path: &Path) -> Value {
    let fields: BTreeMap<_, _> = entry.fields.iter().cloned().collect();
    json!({
        "id": entry.id,
        "inbox": shown(path),
        "document": inbox.document,
        "sentence": entry.sentence,
        "decision": entry.decision.word(),
        "fields": fields,
        "because": entry.because,
    })
}
