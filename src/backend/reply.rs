//! A reply to a request: JSON from anybody, read as far as it goes.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

use crate::extract::{Document, Names};
use crate::source::sha256_hex;

use super::{Proposed, checked};

/// So many facts of one text are read.
const MAX_FACTS: usize = 2_000;

/// The reply of a reader, and who that is.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The reader's name.
    pub by: String,
    /// What of it cannot be read, whatever the text.
    pub remarks: Vec<String>,
    texts: Vec<Value>,
}

/// Why a reply cannot be read: it holds no JSON, or JSON of another form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyError(String);

impl fmt::Display for ReplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "no reply in the form that was asked for: {}; the request says the form",
            self.0
        )
    }
}

impl std::error::Error for ReplyError {}

impl Reply {
    /// Reads a reply; words and a code fence around its JSON are passed, and of half a reply the whole facts are kept.
    ///
    /// # Errors
    /// [`ReplyError`] where it holds no list of facts.
    ///
    /// ```
    /// use impasse::backend::Reply;
    /// assert!(Reply::read("I think they are angry.", "ann").is_err());
    /// assert!(Reply::read("```json\n{\"texts\": []}\n```", "ann").is_ok());
    /// ```
    pub fn read(text: &str, by: &str) -> Result<Self, ReplyError> {
        let mut reply = Self {
            by: by.to_owned(),
            remarks: Vec::new(),
            texts: Vec::new(),
        };
        let (mut rest, mut why, mut any) = (text, None, false);
        while let Some(from) = rest.find('{') {
            rest = &rest[from..];
            let (part, used) = part_at(rest);
            match part {
                Ok(part) => {
                    any = true;
                    reply.texts.extend(part.texts);
                    reply.remarks.extend(part.remark);
                }
                Err(other) => why = why.or(Some(other)),
            }
            rest = rest.get(used.max(1)..).unwrap_or_default();
        }
        match any {
            true => Ok(reply),
            false => Err(ReplyError(
                why.unwrap_or_else(|| "it holds no JSON".to_owned()),
            )),
        }
    }

    /// The texts that it names.
    pub fn names(&self) -> BTreeSet<String> {
        let texts = self.texts.iter();
        texts.filter_map(name).map(str::to_owned).collect()
    }

    /// What it says of a document, after our checks.
    pub fn of(&self, document: &Document, names: &Names) -> Proposed {
        let mut proposed = Proposed::default();
        let hash = sha256_hex(document.written().as_bytes());
        let of_it = self.texts.iter().filter(|text| is_of(text, document));
        for text in of_it {
            let told = text.get("sha256").and_then(Value::as_str);
            match told.filter(|told| *told != hash) {
                Some(_) => proposed.dropped.push(
                    "all of it: the hash is that of another text, or of another version".to_owned(),
                ),
                None => self.add(text, document, names, &mut proposed),
            }
        }
        proposed
    }

    fn add(&self, text: &Value, document: &Document, names: &Names, to: &mut Proposed) {
        let facts = text.get("facts").and_then(Value::as_array);
        let facts = facts.map_or(&[][..], Vec::as_slice);
        for fact in facts.iter().take(MAX_FACTS) {
            to.add(checked::fact(fact, document, names, &self.by));
        }
        let more = facts.len().saturating_sub(MAX_FACTS);
        if more > 0 {
            to.dropped
                .push(format!("{more} facts beyond the first {MAX_FACTS}"));
        }
    }
}

/// The text that a part of a reply is about, as the reader calls it.
fn name(text: &Value) -> Option<&str> {
    text.get("doc").and_then(Value::as_str)
}

/// Whether a part of a reply speaks of a document: by its name, or because it names none.
fn is_of(text: &Value, document: &Document) -> bool {
    name(text).is_none_or(|name| name == document.name)
}

/// What a JSON value of a reply holds.
struct Part {
    texts: Vec<Value>,
    /// What of it is lost.
    remark: Option<String>,
}

/// The value that begins here, or why it is no part of a reply; and how many bytes were looked at.
fn part_at(json: &str) -> (Result<Part, String>, usize) {
    let mut values = serde_json::Deserializer::from_str(json).into_iter::<Value>();
    match values.next() {
        Some(Ok(value)) => {
            let texts = texts_of(value).ok_or("it has no list `texts` or `facts`".to_owned());
            let part = texts.map(|texts| Part {
                texts,
                remark: None,
            });
            (part, values.byte_offset())
        }
        Some(Err(error)) => {
            let end = place_of(&error, json);
            (salvaged(&json[..end], &error), end)
        }
        None => (Err("it is empty".to_owned()), json.len()),
    }
}

/// The texts of a reply; a reply on one text may be that text alone.
fn texts_of(value: Value) -> Option<Vec<Value>> {
    if let Some(texts) = value.get("texts").and_then(Value::as_array) {
        return Some(texts.clone());
    }
    let is_one = value.get("facts").is_some_and(Value::is_array);
    is_one.then(|| vec![value])
}

/// The byte at which JSON goes wrong.
fn place_of(error: &serde_json::Error, json: &str) -> usize {
    let before = json.split_inclusive('\n').take(error.line() - 1);
    let at = before.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
    let mut places = (0..=at.min(json.len())).rev();
    places
        .find(|at| json.is_char_boundary(*at))
        .unwrap_or_default()
}

/// The whole facts of JSON that breaks off, under the names and hashes of their texts.
fn salvaged(json: &str, error: &serde_json::Error) -> Result<Part, String> {
    let texts = closed(json).and_then(|whole| texts_of(serde_json::from_str(&whole).ok()?));
    let texts = texts.ok_or_else(|| format!("not JSON: {error}"))?;
    let lists = texts.iter().filter_map(|text| text["facts"].as_array());
    let facts: usize = lists.map(Vec::len).sum();
    Ok(Part {
        texts,
        remark: Some(format!("what follows the first {facts} facts: {error}")),
    })
}

/// JSON that breaks off, as far as the last whole map in a list, with all that is open closed; nothing where there is none.
fn closed(json: &str) -> Option<String> {
    let (mut open, mut whole) = (Vec::new(), None);
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in json.char_indices() {
        if quoted {
            quoted = escaped || c != '"';
            escaped = !escaped && c == '\\';
            continue;
        }
        match c {
            '"' => quoted = true,
            '{' => open.push('}'),
            '[' => open.push(']'),
            '}' | ']' => {
                open.pop();
                if c == '}' && open.last() == Some(&']') {
                    whole = Some((at + 1, open.clone()));
                }
            }
            _ => {}
        }
    }
    let (end, open) = whole?;
    Some(json[..end].chars().chain(open.into_iter().rev()).collect())
}
