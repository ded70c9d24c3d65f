//! A reply to a request: JSON from anybody, read as far as it goes.

use std::fmt;

use serde_json::Value;

use crate::extract::{Document, Names};
use crate::source::sha256_hex;

use super::{Proposed, checked};

/// A reply longer than this is refused.
const MAX_BYTES: usize = 16 << 20;
/// So many facts of one text are read.
const MAX_FACTS: usize = 2_000;

/// The reply of a reader, and who that is.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The reader's name.
    pub by: String,
    texts: Vec<Value>,
    remarks: Vec<String>,
}

/// Why a reply cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReplyError {
    /// Larger than a reply can be.
    TooLarge(usize),
    /// No JSON, or JSON of another form.
    NoReply(String),
}

impl fmt::Display for ReplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge(bytes) => write!(f, "{} MiB are no reply", bytes >> 20),
            Self::NoReply(why) => write!(
                f,
                "no reply in the form that was asked for: {why}; the request says the form"
            ),
        }
    }
}

impl std::error::Error for ReplyError {}

impl Reply {
    /// Reads a reply; words and a code fence around its JSON are passed, and of half a reply the whole facts are kept.
    ///
    /// # Errors
    /// [`ReplyError`] where it is too large or holds no list of facts.
    ///
    /// ```
    /// use impasse::backend::Reply;
    /// assert!(Reply::read("I think they are angry.", "ann").is_err());
    /// assert!(Reply::read("```json\n{\"texts\": []}\n```", "ann").is_ok());
    /// ```
    pub fn read(text: &str, by: &str) -> Result<Self, ReplyError> {
        if text.len() > MAX_BYTES {
            return Err(ReplyError::TooLarge(text.len()));
        }
        let from = text.find('{');
        let json = from.map(|from| &text[from..]);
        let json = json.ok_or_else(|| ReplyError::NoReply("it holds no JSON".to_owned()))?;
        let mut values = serde_json::Deserializer::from_str(json).into_iter::<Value>();
        let (texts, remarks) = match values.next() {
            Some(Ok(value)) => (texts_of(value)?, Vec::new()),
            Some(Err(error)) => salvaged(json, &error)?,
            None => return Err(ReplyError::NoReply("it is empty".to_owned())),
        };
        Ok(Self {
            by: by.to_owned(),
            texts,
            remarks,
        })
    }

    /// What it says of a document, after our checks.
    pub fn of(&self, document: &Document, names: &Names) -> Proposed {
        let mut proposed = Proposed {
            dropped: self.remarks.clone(),
            ..Proposed::default()
        };
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

/// Whether a part of a reply speaks of a document: by its name, or because it names none.
fn is_of(text: &Value, document: &Document) -> bool {
    let name = text.get("doc").and_then(Value::as_str);
    name.is_none_or(|name| name == document.name)
}

/// The texts of a reply; a reply on one text may be that text alone.
fn texts_of(value: Value) -> Result<Vec<Value>, ReplyError> {
    if let Some(texts) = value.get("texts").and_then(Value::as_array) {
        return Ok(texts.clone());
    }
    match value.get("facts").is_some_and(Value::is_array) {
        true => Ok(vec![value]),
        false => Err(ReplyError::NoReply(
            "it has no list `texts` or `facts`".to_owned(),
        )),
    }
}

/// The whole facts of a reply that breaks off, each tied to no text by name.
fn salvaged(
    json: &str,
    error: &serde_json::Error,
) -> Result<(Vec<Value>, Vec<String>), ReplyError> {
    let from = json
        .find("\"facts\"")
        .and_then(|at| Some(at + json[at..].find('[')? + 1));
    let Some(mut rest) = from.map(|from| &json[from..]) else {
        return Err(ReplyError::NoReply(format!("not JSON: {error}")));
    };
    let mut facts = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        let Some(Ok(value)) = values.next().filter(|_| rest.starts_with('{')) else {
            break;
        };
        rest = &rest[values.byte_offset()..];
        facts.push(value);
    }
    if facts.is_empty() {
        return Err(ReplyError::NoReply(format!("not JSON: {error}")));
    }
    let remark = format!("what follows the first {} facts: {error}", facts.len());
    Ok((vec![serde_json::json!({ "facts": facts })], vec![remark]))
}
