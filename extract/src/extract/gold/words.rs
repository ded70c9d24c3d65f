//! Words as the scorer compares them: in lower case, without marks and endings.

use std::collections::BTreeSet;

/// Words in lower case without marks.
pub(super) fn normal(text: &str) -> Vec<String> {
    let lower = text
        .to_lowercase()
        .replace('\u{2019}', "'")
        .replace("'s ", " ");
    lower
        .split(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit()))
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

pub(super) fn key(text: &str) -> String {
    let words = normal(text);
    let first = words
        .iter()
        .position(|w| !matches!(w.as_str(), "the" | "a" | "an" | "mr" | "ms" | "mrs"))
        .unwrap_or(words.len());
    words[first..].join(" ")
}

/// The plain suffix stripping of the scorer: what it calls one word must not depend on the extractor's own stems.
pub(super) fn stem(word: &str) -> String {
    const ENDS: [&str; 15] = [
        "ations", "ation", "ings", "ing", "ments", "ment", "ies", "ers", "er", "ed", "es", "s",
        "al", "y", "",
    ];
    let end = ENDS
        .iter()
        .find(|end| word.ends_with(**end) && word.len() - end.len() >= 4)
        .copied()
        .unwrap_or("");
    word[..word.len() - end.len()].to_owned()
}

pub(super) fn stems(text: &str) -> BTreeSet<String> {
    const SMALL: &str = " a an the of to in on at by for from with and or nor its his her their our your this that these those any all no not as is be will would has have had it they we i more further new other some both one two such own over under into between within ";
    normal(text)
        .iter()
        .filter(|w| w.len() > 2 && !SMALL.contains(&format!(" {w} ")))
        .map(|w| stem(w))
        .collect()
}

/// The head of a noun phrase: its last word before a preposition.
pub(super) fn head(text: &str) -> String {
    const AFTER: &str = " of on in to for by with from that which at over between under about and ";
    let words = normal(text);
    let end = words
        .iter()
        .enumerate()
        .position(|(n, w)| n > 0 && AFTER.contains(&format!(" {w} ")))
        .unwrap_or(words.len());
    words[..end].last().map(|w| stem(w)).unwrap_or_default()
}
