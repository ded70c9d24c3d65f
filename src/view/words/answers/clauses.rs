//! Pieces of sentences.

use crate::graph::Change;
use crate::model::{PartyId, Target};

use crate::view::words::{Words, upper_first};

/// Clauses in one sentence without its full stop.
pub(in crate::view) fn in_one_sentence(clauses: &[String]) -> String {
    upper_first(&clauses.join(", and "))
}

/// A change as a clause inside a sentence: the party without its capital article.
pub(in crate::view) fn clause(words: &Words<'_>, change: &Change) -> String {
    words.change_inside(&words.doer(change.party()), change)
}

/// The yes of a party to something.
pub(super) fn grant(party: &PartyId, target: &Target) -> Change {
    Change::Grant {
        party: party.clone(),
        target: target.clone(),
    }
}

pub(in crate::view) fn sentence(text: &str) -> String {
    if text.ends_with(['.', '?', '!']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}
