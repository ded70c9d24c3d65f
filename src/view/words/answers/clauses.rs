//! Pieces of sentences.

use crate::graph::Change;
use crate::model::{PartyId, Target};

use crate::view::words::Words;

/// A sentence inside another: without the capital of its article.
pub(in crate::view) fn lower_article(sentence: &str) -> String {
    match sentence.strip_prefix("The ") {
        Some(rest) => format!("the {rest}"),
        None => sentence.to_owned(),
    }
}

/// Clauses in one sentence: only the first begins with a capital article.
pub(in crate::view) fn in_one_sentence(clauses: &[String]) -> String {
    let Some((first, others)) = clauses.split_first() else {
        return String::new();
    };
    let others = others.iter().map(|clause| lower_article(clause));
    let others = others.map(|clause| format!("; and {clause}"));
    format!("{first}{}", others.collect::<String>())
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
