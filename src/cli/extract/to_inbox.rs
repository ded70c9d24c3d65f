//! The facts of a text into its inbox, with the decisions that were made before.

use std::path::Path;

use crate::cli::outcome::Failure;
use crate::cli::review::locked;
use crate::disk::{Seen, save_decision, shown};
use crate::extract::Document;
use crate::review::{Decision, Inbox};

use super::Work;

impl Work {
    /// Writes a text's facts into its inbox, with the decisions that were made before.
    pub(super) fn to_inbox(
        &self,
        document: &Document,
        from: &Path,
        folder: &Path,
    ) -> Result<String, Failure> {
        let (facts, remarks) = self.facts(document);
        let mut inbox = Inbox::of(document, &facts);
        inbox.file = from.to_string_lossy().into_owned();
        let name = self.asked.source.as_deref().unwrap_or(&document.name);
        let path = folder.join(format!("{}.yaml", file_name(name)));
        replace(&path, &mut inbox, document)?;
        let summary = summary(&inbox);
        Ok(format!("{remarks}{}: {summary}\n", shown(&path)))
    }
}

/// Writes an inbox over the one that was there, with the decisions that were made in it.
fn replace(path: &Path, inbox: &mut Inbox, document: &Document) -> Result<(), Failure> {
    let _mine = locked(path)?;
    let seen = Seen::now(path).map_err(|why| Failure::at(path, why))?;
    // In a file that somebody has emptied there is nothing left to keep.
    if !seen.text().trim().is_empty() {
        take_over(inbox, seen.text(), document).map_err(|why| Failure::at(path, why))?;
    }
    let text = inbox.to_yaml();
    save_decision(path, &seen, text.as_bytes()).map_err(Failure::unwritten)?;
    Ok(())
}

/// Takes over the decisions of an earlier inbox; else why that cannot be done.
fn take_over(inbox: &mut Inbox, earlier: &str, document: &Document) -> Result<(), String> {
    let mut problems = Vec::new();
    let earlier = Inbox::read(earlier, &mut problems).filter(|_| problems.is_empty());
    let earlier = earlier.ok_or("it is there already and cannot be read as an inbox; mend it or move it away, so that no decision is lost")?;
    if !earlier.file.is_empty() && earlier.file != inbox.file {
        return Err(format!(
            "it holds the facts of another text, {}; give this one a name of its own with --source ID",
            earlier.file
        ));
    }
    inbox.take_over(earlier, document);
    Ok(())
}

fn summary(inbox: &Inbox) -> String {
    let entries = inbox.entries.iter();
    let pending = entries.filter(|e| e.decision == Decision::Pending).count();
    format!(
        "{} facts proposed, {pending} to decide{}",
        inbox.entries.len(),
        orphans(inbox)
    )
}

fn orphans(inbox: &Inbox) -> String {
    match inbox.orphans.len() {
        0 => String::new(),
        some => format!(", {some} in sentences that the text no longer has"),
    }
}

/// A name that is safe as a file's.
fn file_name(name: &str) -> String {
    let is_safe = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let characters = name.chars().map(|c| if is_safe(c) { c } else { '-' });
    let plain: String = characters.take(80).collect();
    if plain.trim_matches('-').is_empty() {
        "text".to_owned()
    } else {
        plain
    }
}
