//! Pieces of sentences.

use crate::graph::Change;

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
    let inner = clauses.iter().skip(1).map(|clause| lower_article(clause));
    let clauses = clauses.first().cloned().into_iter().chain(inner);
    clauses.collect::<Vec<_>>().join("; and ")
}

/// A change as a clause inside a sentence: the party without its capital article.
pub(in crate::view) fn clause(words: &Words<'_>, change: &Change) -> String {
    lower_article(&words.change(change))
}

pub(in crate::view) fn sentence(text: &str) -> String {
    if text.ends_with(['.', '?', '!']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}
