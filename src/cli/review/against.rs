//! `review --against`: the decisions of another coder beside one's own.

use std::path::Path;

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::eval::{field_as_json, field_in_words};
use crate::cli::outcome::{Failure, Outcome};
use crate::review::{Agreement, Difference, Inbox, agreement};

use super::desk::{Desk, inboxes_in};

impl Desk {
    pub(super) fn against(&self, context: &Context, folder: &Path) -> Result<Outcome, Failure> {
        let theirs = inboxes_in(folder, self.at())?;
        let theirs: Vec<Inbox> = theirs.into_iter().map(|(_, inbox)| inbox).collect();
        let found = agreement(&self.boxes(), &theirs);
        Ok(context.either(|| told(&found), || as_json(&found)))
    }
}

fn told(found: &Agreement) -> String {
    if found.fields.is_empty() {
        return "No fact is decided by both coders.\n".to_owned();
    }
    let fields: String = found.fields.iter().map(field_in_words).collect();
    let differences: String = found.differences.iter().map(difference).collect();
    let heading = match found.differences.is_empty() {
        true => "The two differ nowhere.",
        false => "Where they differ:",
    };
    format!("field       units   same  alpha\n{fields}\n{heading}\n{differences}")
}

fn difference(one: &Difference) -> String {
    let value = |value: &str| {
        if value.is_empty() {
            "none".to_owned()
        } else {
            value.to_owned()
        }
    };
    format!(
        "  {} [{} s{}] {}: {} here, {} there\n",
        one.id,
        one.document,
        one.sentence,
        one.field,
        value(&one.mine),
        value(&one.theirs)
    )
}

fn as_json(found: &Agreement) -> Value {
    let differences = found.differences.iter().map(|one| {
        json!({
            "document": one.document,
            "sentence": one.sentence,
            "id": one.id,
            "field": one.field,
            "here": one.mine,
            "there": one.theirs,
        })
    });
    json!({
        "command": "review",
        "agreement": found.fields.iter().map(field_as_json).collect::<Vec<_>>(),
        "differences": differences.collect::<Vec<_>>(),
    })
}
