//! The fields of a fact as another reader writes it: one list, for the form that anybody fills in and for the schema of a server.

use serde_json::{Value, json};

use crate::extract::{FactKind, Polarity, Relation};

use super::checked::is_asked_for;

/// A field: its key, the schema of what may stand in it, and the same in words.
type Field = (&'static str, Value, Value);

fn all() -> [Field; 13] {
    let number = || json!({ "type": "integer" });
    let words = || json!({ "type": "string" });
    let maybe = || json!({ "type": ["string", "null"] });
    let list = || json!({ "type": "array", "items": words() });
    let kinds = FactKind::ALL.into_iter().filter(|kind| is_asked_for(*kind));
    let kinds: Vec<&str> = kinds.map(FactKind::word).collect();
    let relations = Relation::ALL.map(Relation::word);
    let of_relation = format!("null, or of a relation: {}", relations.join(", "));
    [
        ("sentence", number(), json!(1)),
        (
            "quote",
            words(),
            json!("words of that sentence, copied without any change"),
        ),
        ("kind", json!({ "enum": kinds }), json!("one of the kinds")),
        (
            "stance",
            one_of_or_null(&Polarity::ALL.map(Polarity::word)),
            json!("one of the stances, or null"),
        ),
        ("holder", maybe(), json!("id or null")),
        (
            "holders",
            list(),
            json!(["ids, where several hold it together; else empty"]),
        ),
        ("via_member", maybe(), json!("id or null")),
        (
            "issue",
            maybe(),
            json!("id, or words of the sentence, or null"),
        ),
        (
            "value",
            maybe(),
            json!("a number with its unit in the words of the sentence, or null"),
        ),
        (
            "condition",
            maybe(),
            json!("what it waits for, in the words of the sentence, or null"),
        ),
        (
            "via",
            maybe(),
            json!("id of another party that says so of the holder, or null"),
        ),
        ("relation", one_of_or_null(&relations), json!(of_relation)),
        ("other", maybe(), json!("id, of a relation")),
    ]
}

fn one_of_or_null(words: &[&str]) -> Value {
    let words = words.iter().map(|word| json!(word));
    json!({ "enum": words.chain([Value::Null]).collect::<Vec<_>>() })
}

/// A fact with what is to stand in each field, in words.
pub(super) fn in_words() -> Value {
    all()
        .into_iter()
        .map(|(key, _, said)| (key, said))
        .collect()
}

/// The schema of a list of facts.
#[cfg(feature = "language-model")]
pub(super) fn schema() -> Value {
    let fields: serde_json::Map<String, Value> = all()
        .into_iter()
        .map(|(key, schema, _)| (key.to_owned(), schema))
        .collect();
    let keys: Vec<&String> = fields.keys().collect();
    let fact = json!({
        "type": "object", "additionalProperties": false, "required": keys, "properties": fields,
    });
    json!({
        "type": "object", "additionalProperties": false, "required": ["facts"],
        "properties": { "facts": { "type": "array", "items": fact } },
    })
}
