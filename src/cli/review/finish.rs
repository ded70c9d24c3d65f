//! The end of a review: the accepted facts are written, and what they change is said.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::files::within;
use crate::cli::outcome::{Failure, Outcome};
use crate::disk::{Seen, Unwritten, save_decision, shown};
use crate::model::Model;
use crate::read;
use crate::review::{Decided, Decision, Inbox, is_by_hand, reviewed_facts};
use crate::source::{Date, SourceId};

use super::desk::Desk;
use super::effect::{Statuses, moved};

/// What the key in a model's file says that names its fact files.
const KEY: &str = "facts: facts/*.yaml";

impl Desk {
    /// Writes the facts file and says what it changes, and which decision was taken back before.
    pub(super) fn finish(
        &mut self,
        context: &Context,
        before: &Statuses,
        undone: Option<&Decided>,
    ) -> Result<Outcome, Failure> {
        // The facts file follows from the inboxes as they are now, with the decisions of others.
        let _mine = self.lock()?;
        self.read_again()?;
        // What the model would not read back is not written either.
        within(
            self.facts_file.parent().unwrap_or(&self.facts_file),
            self.at(),
        )?;
        let seen = seen(&self.facts_file)?;
        let model = self.model_with("")?;
        let (facts, refused) = reviewed_facts(&model, &self.boxes());
        let after = self.statuses(&facts)?;
        let is_written = self.has_accepted() || self.facts_file.exists();
        if is_written && is_by_hand(seen.text()) {
            return Err(by_hand(&self.facts_file));
        }
        let mut notes = String::new();
        if is_written {
            save_decision(&self.facts_file, &seen, facts.as_bytes()).map_err(Failure::unwritten)?;
            notes = self.name_the_facts()?;
        }
        let result = Reviewed {
            desk: self,
            model,
            refused,
            before,
            after,
            undone,
            is_written,
        };
        let outcome = context.either(|| result.told(), || result.as_json());
        Ok(outcome.noting(notes))
    }

    fn has_accepted(&self) -> bool {
        self.inboxes.iter().any(|(_, inbox)| has_accepted(inbox))
    }

    /// A model that does not name its fact files does so from now on.
    fn name_the_facts(&self) -> Result<String, Failure> {
        let reading = read::read_path(self.at())?;
        let mut files = reading.files.iter();
        if files.any(|file| file.path == self.facts_file) {
            return Ok(String::new());
        }
        let home = home(&self.model);
        let facts = shown(&self.facts_file);
        Ok(match add_key(&home)? {
            Added::Yes => format!("note: `{KEY}` was added to {}\n", shown(&home)),
            Added::No => {
                format!("note: the model does not read {facts}; add `{KEY}` to one of its files\n")
            }
            Added::Refused(why) => {
                return Err(Failure::CannotRun(format!(
                    "{why}\n{facts} was written, and the model does not read it\nhelp: add `{KEY}` to one of its files"
                )));
            }
        })
    }
}

/// The file of a model that names its other files.
fn home(model: &Path) -> PathBuf {
    if model.is_dir() {
        model.join("model.yaml")
    } else {
        model.to_path_buf()
    }
}

/// Adds the key for fact files to a model's file, if it can be read and has none.
fn add_key(home: &Path) -> Result<Added, Failure> {
    let seen = seen(home)?;
    let text = seen.text();
    if text.is_empty() || text.lines().any(|line| line.starts_with("facts:")) {
        return Ok(Added::No);
    }
    let joint = if text.ends_with('\n') { "" } else { "\n" };
    let with_key = format!("{text}{joint}{KEY}\n");
    Ok(match save_decision(home, &seen, with_key.as_bytes()) {
        Ok(_) => Added::Yes,
        Err(why) => Added::Refused(why),
    })
}

/// Whether the key for fact files was added.
enum Added {
    Yes,
    No,
    Refused(Unwritten),
}

fn seen(path: &Path) -> Result<Seen, Failure> {
    Seen::now(path).map_err(|why| Failure::at(path, why))
}

fn by_hand(facts: &Path) -> Failure {
    Failure::CannotRun(format!(
        "{} holds lines that were written by hand, and would be lost; the decisions are kept in the inbox\nhelp: move these lines to another file beside it, such as facts/by-hand.yaml, remove {}, and run `impasse review --write`",
        shown(facts),
        shown(facts)
    ))
}

fn has_accepted(inbox: &Inbox) -> bool {
    let mut entries = inbox.entries.iter();
    entries.any(|entry| entry.decision == Decision::Accept)
}

/// What a review came to.
struct Reviewed<'d> {
    desk: &'d Desk,
    /// The model without reviewed facts.
    model: Model,
    /// Accepted facts that cannot be written, each with the reason.
    refused: Vec<(String, String)>,
    before: &'d Statuses,
    after: Statuses,
    undone: Option<&'d Decided>,
    /// Whether there is a facts file.
    is_written: bool,
}

impl Reviewed<'_> {
    fn count(&self, decision: Decision) -> usize {
        let inboxes = self.desk.inboxes.iter();
        inboxes
            .flat_map(|(_, inbox)| inbox.entries.iter().chain(&inbox.orphans))
            .filter(|entry| entry.decision == decision)
            .count()
    }

    fn orphans(&self) -> usize {
        let inboxes = self.desk.inboxes.iter();
        inboxes.map(|(_, inbox)| inbox.orphans.len()).sum()
    }

    fn told(&self) -> String {
        let refused = self
            .refused
            .iter()
            .map(|(id, why)| format!("{id} is accepted but cannot be written: {why}\n"));
        self.undone.map(taken_back).unwrap_or_default()
            + &self.counted()
            + &refused.collect::<String>()
            + &self.about_orphans()
            + &self.about_dates()
            + &moved(self.before, &self.after, "")
    }

    fn about_orphans(&self) -> String {
        match self.orphans() {
            0 => String::new(),
            some => format!(
                "{some} read earlier in sentences that the text no longer has, so left out; see `orphans:` in the inbox\n"
            ),
        }
    }

    fn counted(&self) -> String {
        if !self.is_written {
            return "Nothing is accepted yet, and no facts file was written.\n".to_owned();
        }
        format!(
            "{} accepted, {} rejected, {} to decide; written to {}\n",
            self.count(Decision::Accept),
            self.count(Decision::Reject),
            self.count(Decision::Pending),
            shown(&self.desk.facts_file)
        )
    }

    /// What the days of the texts mean for the answers.
    fn about_dates(&self) -> String {
        let inboxes = self.desk.inboxes.iter();
        inboxes
            .filter(|(_, inbox)| has_accepted(inbox))
            .filter_map(|(path, inbox)| {
                let why = self.about_date(inbox)?;
                Some(format!("{}: {why}\n", shown(path)))
            })
            .collect()
    }

    fn about_date(&self, inbox: &Inbox) -> Option<String> {
        let Some(day) = day_of(inbox) else {
            let sources = &self.model.sources;
            let is_known = sources.contains_key(&SourceId::new(&inbox.source));
            return (!is_known).then(|| "no day is known for this text, so anything dated counts as later; write `date:` there".to_owned());
        };
        let as_of = self.model.as_of?;
        (as_of < day).then(|| format!("the text is later ({day}) than the model's `as_of`; ask with --as-of {day}, or move `as_of`"))
    }

    fn as_json(&self) -> Value {
        let count = |decision| self.count(decision);
        let mut told = json!({
            "command": "review",
            "accepted": count(Decision::Accept),
            "rejected": count(Decision::Reject),
            "pending": count(Decision::Pending),
            "orphans": self.orphans(),
            "refused": self.refused(),
            "moved": self.moved(),
        });
        if let Some(Decided {
            id, decision, at, ..
        }) = self.undone
        {
            told["undone"] = json!({ "id": id, "decision": decision.word(), "at": at });
        }
        told
    }

    fn refused(&self) -> Vec<Value> {
        let refused = self.refused.iter();
        refused
            .map(|(id, why)| json!({ "id": id, "why": why }))
            .collect()
    }

    /// The goals that do not stand as before.
    fn moved(&self) -> Vec<Value> {
        let before = self.before.iter();
        before
            .map(|(goal, status)| (goal, status, self.after.get(goal)))
            .filter(|(_, before, after)| *after != Some(*before))
            .map(|(goal, before, after)| json!({ "goal": goal, "before": before, "after": after }))
            .collect()
    }
}

fn taken_back(undone: &Decided) -> String {
    let Decided {
        id, decision, at, ..
    } = undone;
    format!(
        "Took back the decision of {at} on {id}, {}: it is pending again.\n",
        decision.word()
    )
}

/// The day of publication of a text.
fn day_of(inbox: &Inbox) -> Option<Date> {
    inbox.date.as_ref()?.parse().ok()
}
