//! `review --log`: every decision on record, in the order of time.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::outcome::Outcome;
use crate::review::{Decided, Inbox};

use super::desk::Desk;

impl Desk {
    pub(super) fn log(&self, context: &Context) -> Outcome {
        let inboxes = self.inboxes.iter();
        let records =
            inboxes.flat_map(|(_, inbox)| inbox.decided.iter().map(move |one| (inbox, one)));
        let mut records: Vec<(&Inbox, &Decided)> = records.collect();
        // Those of one moment stay in the order of their inbox.
        records.sort_by_key(|(_, one)| one.moment());
        context.either(|| told(&records), || as_json(&records))
    }
}

fn told(records: &[(&Inbox, &Decided)]) -> String {
    if records.is_empty() {
        return "No decision is on record. What was decided by hand in an inbox is not.\n"
            .to_owned();
    }
    records
        .iter()
        .map(|(inbox, one)| line(inbox, one))
        .collect()
}

fn line(inbox: &Inbox, one: &Decided) -> String {
    let by = one.by.as_deref().map(|by| format!(" by {by}"));
    let undone = one.undone.as_deref().map(|at| format!(", taken back {at}"));
    let corrected = one
        .corrected()
        .iter()
        .map(|(key, was)| match was.is_empty() {
            true => format!(", {key} added"),
            false => format!(", {key} corrected (was “{was}”)"),
        });
    format!(
        "{} {} [{}] {}{}{}{}\n",
        one.at,
        one.id,
        inbox.document,
        one.decision.word(),
        by.unwrap_or_default(),
        corrected.collect::<String>(),
        undone.unwrap_or_default()
    )
}

fn as_json(records: &[(&Inbox, &Decided)]) -> Value {
    let rows = records.iter().map(|(inbox, one)| {
        json!({
            "at": one.at,
            "id": one.id,
            "document": inbox.document,
            "decision": one.decision.word(),
            "by": one.by,
            "was": one.corrected().iter().cloned().collect::<BTreeMap<_, _>>(),
            "undone": one.undone,
        })
    });
    json!({ "command": "review", "log": rows.collect::<Vec<_>>() })
}
