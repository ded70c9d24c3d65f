//! A language model on this machine as another reader: optional, off by default, and never trusted.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use serde_json::Value;

use crate::extract::{Document, Names};

use super::{Proposed, checked};

/// Sentences sent in one question.
const SENTENCES: usize = 40;

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

impl Backend {
    /// Asks for the facts of a document.
    ///
    /// # Errors
    /// [`BackendError`] where the server may not be asked, does not answer, or answers no JSON of the schema.
    pub fn propose(&self, document: &Document, names: &Names) -> Result<Proposed, BackendError> {
        self.check_address()?;
        let mut proposed = Proposed::default();
        for sentences in document.sentences.chunks(SENTENCES) {
            let answer = self.ask(document, sentences, names)?;
            for fact in facts_in(&answer)? {
                proposed.add(checked::fact(fact, document, names, "language-model"));
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
        let host = host_of(rest);
        if self.allow_remote || is_this_machine(host) {
            Ok(())
        } else {
            Err(BackendError::Remote(host.to_owned()))
        }
    }
}

/// The host in an address without its scheme, which may hold a name, a port and a path besides.
fn host_of(address: &str) -> &str {
    let authority = address.split('/').next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.strip_prefix('[')
        .and_then(|bracketed| bracketed.split(']').next())
        .unwrap_or_else(|| host.split(':').next().unwrap_or_default())
}

fn is_this_machine(host: &str) -> bool {
    let address = host.parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// The list of facts in an answer.
fn facts_in(answer: &Value) -> Result<&Vec<Value>, BackendError> {
    answer
        .get("facts")
        .and_then(Value::as_array)
        .ok_or_else(|| BackendError::BadAnswer("it has no list `facts`".to_owned()))
}
