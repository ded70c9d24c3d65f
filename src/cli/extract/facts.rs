//! Facts as they are printed: lines of words for a person, JSON for programs; and the words that resolved to nothing.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::extract::{Document, Fact, Unknown};
use crate::source::sha256_hex;

use super::asked::{Asked, Quotes};

/// A fact for a person at a terminal.
pub(super) fn in_words(fact: &Fact) -> String {
    let value = fact.value.as_ref().map(|v| format!(" ({v})"));
    let value = value.unwrap_or_default();
    let stance = fact.stance.map_or("", |s| s.word());
    let stance = match (fact.relation, &fact.other) {
        (Some(relation), Some(other)) => {
            format!("{} {other} on", relation.word().replace('_', " "))
        }
        _ => stance.to_owned(),
    };
    format!(
        "{} s{}  {}: {} {stance} {}{value}\n    “{}”",
        fact.doc,
        fact.sentence,
        fact.kind.word(),
        holders(fact),
        fact.issue.as_deref().unwrap_or("something"),
        fact.quote
    )
}

/// Who holds a fact: all who hold it together.
fn holders(fact: &Fact) -> String {
    match fact.holders.is_empty() {
        true => fact.holder.as_deref().unwrap_or("nobody named").to_owned(),
        false => fact.holders.join(", "),
    }
}

/// A fact as JSON, in the form that was asked for.
pub(super) fn as_json(fact: &Fact, document: &Document, asked: &Asked) -> Value {
    let mut value = serde_json::to_value(fact).expect("a fact has text keys");
    if let Some(map) = value.as_object_mut() {
        hide_words(map, fact, asked.quotes);
        if asked.selectors {
            let selectors = selectors(fact, document, asked.quotes);
            map.insert("selectors".to_owned(), selectors);
        }
    }
    value
}

/// Takes the words of the text out of a fact, as far as they are not asked for.
fn hide_words(map: &mut Map<String, Value>, fact: &Fact, quotes: Quotes) {
    match quotes {
        Quotes::Words => return,
        Quotes::Hash => map.insert("quote".to_owned(), json!(hashed(fact))),
        Quotes::Left => map.remove("quote"),
    };
    map.remove("condition");
}

fn hashed(fact: &Fact) -> String {
    format!("sha256:{}", sha256_hex(fact.quote.as_bytes()))
}

/// Where the words of a fact stand, as W3C annotations say it: by position and by quote.
fn selectors(fact: &Fact, document: &Document, quotes: Quotes) -> Value {
    let quote = match quotes {
        Quotes::Words => selected(fact, document),
        Quotes::Hash | Quotes::Left => {
            json!({ "type": "TextQuoteSelector", "exact": hashed(fact) })
        }
    };
    json!([{ "type": "TextPositionSelector", "start": fact.start, "end": fact.end }, quote])
}

fn selected(fact: &Fact, document: &Document) -> Value {
    let (prefix, suffix) = around(document.written(), fact);
    json!({ "type": "TextQuoteSelector", "exact": fact.quote, "prefix": prefix, "suffix": suffix })
}

/// A few characters before and after the words of a fact.
fn around(text: &str, fact: &Fact) -> (String, String) {
    const WIDTH: usize = 24;
    let prefix = text.chars().skip(fact.start.saturating_sub(WIDTH));
    let suffix = text.chars().skip(fact.end);
    (
        prefix.take(fact.start.min(WIDTH)).collect(),
        suffix.take(WIDTH).collect(),
    )
}

pub(super) fn unknown_words(seen: &Unknown) -> String {
    format!(
        "Names that are no party, speaker or issue:\n{}\nWhat facts are about that is no issue:\n{}",
        most_frequent(&seen.names),
        most_frequent(&seen.issues)
    )
}

fn most_frequent(counts: &BTreeMap<String, usize>) -> String {
    let mut rows: Vec<(&String, &usize)> = counts.iter().collect();
    rows.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let rows = rows.into_iter().take(40);
    rows.map(|(name, count)| format!("{count:>5}  {name}\n"))
        .collect()
}
