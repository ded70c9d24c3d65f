//! `review --sample`: sentences drawn from the texts of the inboxes, so that a person sees what is wrong and what is missing.

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::extract::open;
use crate::cli::outcome::Outcome;
use crate::review::{Entry, Inbox};
use crate::source::sha256_hex;

use super::desk::Desk;

/// A sentence that was drawn.
struct Drawn<'d> {
    document: &'d str,
    number: u32,
    words: String,
    /// What is proposed in it.
    proposed: Vec<&'d Entry>,
}

impl Desk {
    /// Draws sentences: half of them from those in which something is proposed, half from the others, as far as there are so
    /// many. The same seed draws the same sentences of the same texts.
    pub(super) fn sample(&self, context: &Context, size: usize, seed: &str) -> Outcome {
        let inboxes = self.inboxes.iter().map(|(_, inbox)| inbox);
        let all: Vec<(&Inbox, Vec<Drawn<'_>>)> = inboxes
            .map(|inbox| (inbox, self.sentences_of(inbox)))
            .collect();
        let missing = all.iter().filter(|(_, sentences)| sentences.is_empty());
        let missing: Vec<String> = missing.map(|(inbox, _)| inbox.document.clone()).collect();
        let sentences = all.into_iter().flat_map(|(_, sentences)| sentences);
        let sentences: Vec<Drawn<'_>> = sentences.collect();
        let of = sentences.len();
        let (with, without) = sentences
            .into_iter()
            .partition(|one| !one.proposed.is_empty());
        let drawn = drawn(with, without, size, seed);
        let outcome = context.either(|| told(&drawn, of, seed), || as_json(&drawn, of, seed));
        outcome.noting(not_at_hand(&missing))
    }

    /// The sentences of an inbox's text, where it is at hand.
    fn sentences_of<'d>(&self, inbox: &'d Inbox) -> Vec<Drawn<'d>> {
        let texts = self.texts_called(&inbox.document).into_iter();
        let mut texts = texts.filter_map(|path| open(&path).ok());
        let Some(text) = texts.next() else {
            return Vec::new();
        };
        let numbers = text.document.sentences.iter().map(|one| one.number);
        let numbers = numbers.map(|number| text.document.cited_number(number));
        let drawn = numbers.filter_map(|number| {
            let words = text.document.sentence(number)?;
            Some(Drawn::of(inbox, number, words))
        });
        drawn.collect()
    }
}

impl<'d> Drawn<'d> {
    fn of(inbox: &'d Inbox, number: u32, words: &str) -> Self {
        let entries = inbox.entries.iter();
        Self {
            document: &inbox.document,
            number,
            words: words.to_owned(),
            proposed: entries.filter(|entry| entry.sentence == number).collect(),
        }
    }
}

/// Half of a sample from each of two lots, more of the one where the other has too few.
fn drawn<'d>(
    with: Vec<Drawn<'d>>,
    without: Vec<Drawn<'d>>,
    size: usize,
    seed: &str,
) -> Vec<Drawn<'d>> {
    let of_with = (size - (size / 2).min(without.len())).min(with.len());
    let of_without = (size - of_with).min(without.len());
    let mut drawn = first_by_lot(with, of_with, seed);
    drawn.extend(first_by_lot(without, of_without, seed));
    drawn.sort_by(|a, b| (a.document, a.number).cmp(&(b.document, b.number)));
    drawn
}

/// So many of some sentences, by a lot that the seed and the words decide.
fn first_by_lot<'d>(mut all: Vec<Drawn<'d>>, size: usize, seed: &str) -> Vec<Drawn<'d>> {
    all.sort_by_cached_key(|one| {
        let lot = format!("{seed}|{}|{}|{}", one.document, one.number, one.words);
        sha256_hex(lot.as_bytes())
    });
    all.truncate(size);
    all
}

fn told(drawn: &[Drawn<'_>], of: usize, seed: &str) -> String {
    let empty = drawn.iter().filter(|one| one.proposed.is_empty()).count();
    let mut text = format!(
        "Sentences drawn: {} of {of}, {empty} of them with no proposal (seed {seed}). What is missing in one is added by `impasse extract --answer`.\n",
        drawn.len()
    );
    drawn.iter().for_each(|one| text.push_str(&sentence(one)));
    text
}

/// A sentence with what is proposed in it.
fn sentence(one: &Drawn<'_>) -> String {
    let proposed: String = one.proposed.iter().map(|entry| line(entry)).collect();
    let told = if proposed.is_empty() {
        "  nothing is proposed\n"
    } else {
        &proposed
    };
    format!("\n[{} s{}] {}\n{told}", one.document, one.number, one.words)
}

fn line(entry: &Entry) -> String {
    let fields = entry.fields.iter();
    let fields: Vec<String> = fields
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    format!(
        "  {} ({}) {}\n",
        entry.id,
        entry.decision.word(),
        fields.join(", ")
    )
}

fn as_json(drawn: &[Drawn<'_>], of: usize, seed: &str) -> Value {
    let rows = drawn.iter().map(|one| {
        let proposed = one.proposed.iter();
        let ids =
            proposed.map(|entry| json!({ "id": entry.id, "decision": entry.decision.word() }));
        json!({
            "document": one.document,
            "sentence": one.number,
            "words": one.words,
            "proposed": ids.collect::<Vec<_>>(),
        })
    });
    json!({ "command": "review", "seed": seed, "of": of, "sample": rows.collect::<Vec<_>>() })
}

fn not_at_hand(documents: &[String]) -> String {
    match documents.is_empty() {
        true => String::new(),
        false => format!(
            "note: no text is at hand of {}: nothing was drawn from there; --texts DIR names a folder\n",
            documents.join(", ")
        ),
    }
}
