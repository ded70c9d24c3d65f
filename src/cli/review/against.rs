//! `review --against`: the decisions of another coder beside one's own.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::eval::{field_as_json, field_in_words};
use crate::cli::outcome::{Failure, Outcome};
use crate::read::At;
use crate::review::{Agreement, Inbox, Said, agreement};

use super::desk::{Desk, inboxes_in};

impl Desk {
    pub(super) fn against(&self, context: &Context, folder: &Path) -> Result<Outcome, Failure> {
        // The user names this folder, not the model; what lies in it must not lead out of it.
        let theirs = inboxes_in(folder, At::of(folder, self.at().reach))?;
        let theirs: Vec<Inbox> = theirs.into_iter().map(|(_, inbox)| inbox).collect();
        let mine = self.boxes();
        let coders = [coders_of(&mine), coders_of(&theirs)];
        let found = agreement(&mine, &theirs);
        Ok(context.either(|| told(&found, &coders), || as_json(&found, &coders)))
    }
}

/// Who decided, as far as that is on record.
fn coders_of(inboxes: &[Inbox]) -> Vec<String> {
    let decided = inboxes.iter().flat_map(|inbox| &inbox.decided);
    let coders: BTreeSet<&String> = decided.filter_map(|one| one.by.as_ref()).collect();
    coders.into_iter().cloned().collect()
}

fn told(found: &Agreement, coders: &[Vec<String>; 2]) -> String {
    let [here, there] = coders.each_ref().map(|names| match names.is_empty() {
        true => "nobody named".to_owned(),
        false => names.join(", "),
    });
    let who = format!("here: {here}; there: {there}\n");
    let not_counted = not_counted(found);
    if found.fields.is_empty() {
        return format!("{who}No fact is decided by both coders.\n{not_counted}");
    }
    let fields: String = found.fields.iter().map(field_in_words).collect();
    let differences: String = found.differences.iter().map(difference).collect();
    let heading = match found.differences.is_empty() {
        true => "The two differ nowhere.",
        false => "Where they differ:",
    };
    format!("{who}field       units   same  alpha\n{fields}{not_counted}\n{heading}\n{differences}")
}

/// What the figures do not hold, so that nobody takes them for the whole.
fn not_counted(found: &Agreement) -> String {
    let mut lines = Vec::new();
    if found.undecided > 0 {
        lines.push(format!(
            "undecided by one of the two, and not counted: {}",
            found.undecided
        ));
    }
    if found.found_by_one > 0 {
        lines.push(format!(
            "accepted by one and never proposed to the other, counted as rejected there: {}",
            found.found_by_one
        ));
    }
    if !found.left_out.is_empty() {
        let names = found.left_out.join(", ");
        lines.push(format!(
            "not compared, for the two have not read the same text: {names}"
        ));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

fn difference(one: &Said) -> String {
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

fn as_json(found: &Agreement, [here, there]: &[Vec<String>; 2]) -> Value {
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
        "here": here,
        "there": there,
        "undecided": found.undecided,
        "found_by_one": found.found_by_one,
        "left_out": found.left_out,
        "agreement": found.fields.iter().map(field_as_json).collect::<Vec<_>>(),
        "differences": differences.collect::<Vec<_>>(),
    })
}
