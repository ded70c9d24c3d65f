//! A language model as a second reader: optional, off by default, and never trusted.
//!
//! Any server with the chat interface that OpenAI introduced will do; on this machine unless the user allows more. It is
//! given numbered sentences and the names of the model, and must answer in JSON of a fixed schema. What comes back is
//! checked here: a fact whose quote does not stand in its sentence, word for word, is dropped; a holder that is no party
//! becomes null; the rest goes into the same inbox under the rule `language-model`, whose confidence is 0 until somebody
//! measures it. Nothing that it proposes is part of any figure in this repository.

use std::fmt;
use std::time::Duration;

use serde_json::{Value, json};

use crate::extract::{Document, Fact, FactKind, Modality, Names, Polarity};

/// Sentences sent in one question.
const SENTENCES: usize = 40;
/// An answer longer than this is refused.
const MAX_ANSWER: u64 = 4 << 20;

/// Where the language model is asked.
#[derive(Debug, Clone)]
pub struct Backend {
    /// The address up to `/v1`.
    pub url: String,
    /// The name of the language model.
    pub model: String,
    /// The key, where the server wants one.
    pub key: Option<String>,
    /// How long one answer may take.
    pub timeout: Duration,
    /// Whether the server may be on another machine.
    pub allow_remote: bool,
}

/// Why the language model gave nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackendError {
    /// The address is not on this machine.
    Remote(String),
    /// No answer, or a refusal.
    Unreachable(String),
    /// The answer is not what was asked for.
    BadAnswer(String),
}

impl fmt::Display for BackendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Remote(host) => write!(
                f,
                "{host} is not this machine: the text would leave it; --backend-remote allows that"
            ),
            Self::Unreachable(why) => write!(f, "the language model did not answer: {why}"),
            Self::BadAnswer(why) => write!(f, "the language model's answer cannot be used: {why}"),
        }
    }
}

impl std::error::Error for BackendError {}

/// What the language model proposed, after our checks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Proposed {
    /// The facts whose quotes stand in the text.
    pub facts: Vec<Fact>,
    /// Why others were dropped.
    pub dropped: Vec<String>,
}

impl Backend {
    /// Asks for the facts of a document.
    ///
    /// # Errors
    /// [`BackendError`] where the server may not be asked, does not answer, or answers no JSON of the schema.
    pub fn propose(&self, document: &Document, names: &Names) -> Result<Proposed, BackendError> {
        self.check_address()?;
        let mut proposed = Proposed::default();
        for sentences in document.sentences.chunks(SENTENCES) {
            let numbered: String = sentences
                .iter()
                .map(|s| format!("{}: {}\n", s.number, &document.text[s.start..s.end]))
                .collect();
            let answer = self.ask(&numbered, names)?;
            let facts = answer
                .get("facts")
                .and_then(Value::as_array)
                .ok_or_else(|| BackendError::BadAnswer("it has no list `facts`".to_owned()))?;
            for fact in facts {
                match checked(fact, document, names) {
                    Ok(fact) => proposed.facts.push(fact),
                    Err(why) => proposed.dropped.push(why),
                }
            }
        }
        Ok(proposed)
    }

    fn check_address(&self) -> Result<(), BackendError> {
        let rest = self.url.strip_prefix("http://").ok_or_else(|| {
            BackendError::Unreachable(
                "the address begins with http://; for https put a proxy on this machine in between"
                    .to_owned(),
            )
        })?;
        let authority = rest.split('/').next().unwrap_or_default();
        let host = authority.rsplit('@').next().unwrap_or_default();
        let host = host
            .strip_prefix('[')
            .and_then(|h| h.split(']').next())
            .unwrap_or_else(|| host.split(':').next().unwrap_or_default());
        let here = host == "localhost"
            || host
                .parse::<std::net::IpAddr>()
                .is_ok_and(|address| address.is_loopback());
        if here || self.allow_remote {
            Ok(())
        } else {
            Err(BackendError::Remote(host.to_owned()))
        }
    }

    fn ask(&self, sentences: &str, names: &Names) -> Result<Value, BackendError> {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .timeout_global(Some(self.timeout))
            .max_redirects(0)
            .build()
            .into();
        let mut request = agent.post(format!(
            "{}/chat/completions",
            self.url.trim_end_matches('/')
        ));
        if let Some(key) = &self.key {
            request = request.header("Authorization", format!("Bearer {key}"));
        }
        let body = json!({
            "model": self.model,
            "temperature": 0,
            "messages": [{ "role": "system", "content": INSTRUCTION }, { "role": "user", "content": format!("{}\n\nSentences:\n{sentences}", listed(names)) }],
            "response_format": { "type": "json_schema", "json_schema": { "name": "facts", "strict": true, "schema": schema() } },
        });
        let mut response = request
            .send_json(&body)
            .map_err(|error| BackendError::Unreachable(error.to_string()))?;
        let text = response
            .body_mut()
            .with_config()
            .limit(MAX_ANSWER)
            .read_to_string()
            .map_err(|error| BackendError::Unreachable(error.to_string()))?;
        let bad = |error: serde_json::Error| BackendError::BadAnswer(format!("not JSON: {error}"));
        let envelope: Value = serde_json::from_str(&text).map_err(bad)?;
        let content = envelope
            .pointer("/choices/0/message/content")
            .and_then(Value::as_str)
            .ok_or_else(|| BackendError::BadAnswer("it has no message".to_owned()))?;
        serde_json::from_str(content).map_err(bad)
    }
}

/// What the language model is told.
const INSTRUCTION: &str = "You read news sentences about a negotiation and list the facts of the negotiation that they state. One entry a fact. \
    Use only what the sentence itself says. `quote` is copied from the sentence without any change. `holder` is the id of the party whose stance it is, \
    or null. `issue` is an id from the list, or the words of the sentence. Do not list background, mood or forecasts.";

fn listed(names: &Names) -> String {
    let parties: Vec<String> = names
        .parties
        .iter()
        .map(|p| {
            format!(
                "{} ({}{})",
                p.id,
                p.name,
                p.aliases
                    .iter()
                    .map(|a| format!(", {a}"))
                    .collect::<String>()
            )
        })
        .collect();
    let issues: Vec<String> = names
        .issues
        .iter()
        .map(|i| format!("{} ({})", i.id, i.name))
        .collect();
    format!(
        "Parties: {}\nIssues: {}",
        parties.join("; "),
        issues.join("; ")
    )
}

/// The schema of the answer.
fn schema() -> Value {
    let text = json!({ "type": ["string", "null"] });
    let kinds: Vec<&str> = FactKind::ALL
        .into_iter()
        .filter(|k| k.is_core())
        .map(FactKind::word)
        .collect();
    let stances: Vec<&str> = Polarity::ALL.into_iter().map(Polarity::word).collect();
    json!({
        "type": "object", "additionalProperties": false, "required": ["facts"],
        "properties": { "facts": { "type": "array", "items": {
            "type": "object", "additionalProperties": false,
            "required": ["sentence", "quote", "kind", "holder", "issue", "stance", "value", "condition"],
            "properties": { "sentence": { "type": "integer" }, "quote": { "type": "string" }, "kind": { "enum": kinds }, "stance": { "enum": stances },
                "holder": text, "issue": text, "value": text, "condition": text }
        } } }
    })
}

/// A proposed fact that holds what we can check, or why it was dropped.
fn checked(value: &Value, document: &Document, names: &Names) -> Result<Fact, String> {
    let text = |key: &str| {
        value
            .get(key)
            .and_then(Value::as_str)
            .map(str::trim)
            .filter(|t| !t.is_empty())
            .map(str::to_owned)
    };
    let number = value
        .get("sentence")
        .and_then(Value::as_u64)
        .and_then(|n| u32::try_from(n).ok())
        .ok_or("no sentence is named")?;
    let sentence = document
        .sentences
        .iter()
        .find(|s| s.number == number)
        .ok_or_else(|| format!("there is no sentence {number}"))?;
    let quote = text("quote").ok_or_else(|| format!("s{number}: no quote"))?;
    let words = &document.written()[sentence.start..sentence.end];
    let at = words
        .find(&quote)
        .ok_or_else(|| format!("s{number}: “{quote}” does not stand there"))?;
    let kind = text("kind")
        .and_then(|k| FactKind::parse(&k))
        .filter(|k| k.is_core())
        .ok_or_else(|| format!("s{number}: a kind that is none"))?;
    let stance = text("stance")
        .map(|s| Polarity::parse(&s).ok_or_else(|| format!("s{number}: a stance that is none")))
        .transpose()?;
    let holder = text("holder").filter(|id| names.parties.iter().any(|p| p.id == *id));
    let issue = text("issue");
    let issue_known = issue
        .as_ref()
        .is_some_and(|id| names.issues.iter().any(|i| i.id == *id));
    let start = document.written()[..sentence.start + at].chars().count();
    Ok(Fact {
        doc: document.name.clone(),
        start,
        end: start + quote.chars().count(),
        sentence: document.cited_number(number),
        kind,
        holder,
        holders: Vec::new(),
        issue,
        issue_known,
        stance,
        value: text("value"),
        unit: None,
        condition: text("condition"),
        needs: None,
        modality: Modality::Reported,
        via: None,
        said_by: None,
        date: document.date.map(|d| d.to_string()),
        rule: "language-model".to_owned(),
        confidence: 0.0,
        explain: "proposed by a language model; its quote stands in the sentence".to_owned(),
        cite: document
            .source
            .as_ref()
            .map(|source| format!("{source} s{}", document.cited_number(number))),
        quote,
    })
}
