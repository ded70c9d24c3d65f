//! Replies: bytes as what a language model, or anybody, answers when it is asked for the facts of a text.
//!
//! Nothing is accepted whose words are not in the sentence; a holder is a party; whatever was read is kept or told.

use impasse::backend::{Proposed, Reply};
use impasse::extract::{Document, Fact, Form};
use serde_json::Value;

use super::extraction::names;
use super::{code_points, pieces};

const TEXTS: [&str; 2] = [
    "The weather was fine. The union – “tired of  waiting” – rejected the pay freeze. Mr. Ünal’s board said: ‘no’.",
    "# Talks\n\nThe *union* rejected **the pay\nfreeze**. [The carriers](https://example.org) will not talk.\n",
];

/// One text is a reply about texts of ours; of two the first is a text in Markdown, the second a reply about it.
pub fn target(data: &[u8]) {
    let pieces = pieces(data);
    match pieces.as_slice() {
        [text, reply, ..] => {
            if let Ok((document, _)) = Document::read("news", text.as_bytes(), Form::Markdown) {
                judged(&document, reply);
            }
        }
        [reply] => {
            judged(&Document::plain("news", TEXTS[0]), reply);
            let (document, _) =
                Document::read("news", TEXTS[1].as_bytes(), Form::Markdown).expect("Markdown");
            judged(&document, reply);
        }
        [] => {}
    }
}

fn judged(document: &Document, text: &str) {
    let Ok(reply) = Reply::read(text, "ann") else {
        return;
    };
    let names = names();
    let proposed = reply.of(document, &names);
    for fact in &proposed.facts {
        stands_in_its_sentence(fact, document);
        let is_party = |id: &String| names.parties.iter().any(|party| party.id == *id);
        let named = [&fact.holder, &fact.via, &fact.via_member, &fact.other];
        assert!(named.into_iter().flatten().all(is_party), "{fact:?}");
        assert!(fact.holders.iter().all(is_party), "{fact:?}");
        assert_eq!(fact.confidence, 0.0, "nobody has measured it");
        assert!(fact.stance.is_some() || !fact.quote.is_empty());
    }
    if let Some(value) = whole(text) {
        was_proposed(&proposed, &value);
    }
}

/// The quote is the text between its offsets, and lies in the sentence that the fact names.
fn stands_in_its_sentence(fact: &Fact, document: &Document) {
    let text = document.written();
    assert!(!fact.quote.trim().is_empty(), "{fact:?}");
    assert_eq!(
        code_points(text, fact.start, fact.end),
        fact.quote,
        "{fact:?}"
    );
    let mut sentences = document.sentences.iter();
    let holds = sentences.any(|sentence| {
        let before = text[..sentence.start].chars().count();
        let words = text[sentence.start..sentence.end].chars().count();
        document.cited_number(sentence.number) == fact.sentence
            && before <= fact.start
            && fact.end <= before + words
    });
    assert!(holds, "{fact:?} is outside its sentence");
}

/// A reply that is JSON from its first brace.
fn whole(text: &str) -> Option<Value> {
    let json = &text[text.find('{')?..];
    let mut values = serde_json::Deserializer::from_str(json).into_iter();
    values.next()?.ok()
}

/// Every quote that was accepted is one that the reply has, but for dashes, quotation marks and spaces.
fn was_proposed(proposed: &Proposed, reply: &Value) {
    let mut told = Vec::new();
    quotes(reply, &mut told);
    for fact in &proposed.facts {
        assert!(told.contains(&letters(&fact.quote)), "{fact:?}: {told:?}");
    }
}

fn quotes(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            found.extend(map.get("quote").and_then(Value::as_str).map(letters));
            map.values().for_each(|inner| quotes(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| quotes(inner, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
