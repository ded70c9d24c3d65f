//! One question to the language model and its answer: the request of the chat interface, and the schema of the answer.

use serde_json::{Value, json};

use crate::extract::{FactKind, NamedParty, Names, Polarity};

use super::{Backend, BackendError};

/// An answer longer than this is refused.
const MAX_ANSWER: u64 = 4 << 20;

/// What the language model is told.
const INSTRUCTION: &str = "You read news sentences about a negotiation and list the facts of the negotiation that they state. One entry a fact. \
    Use only what the sentence itself says. `quote` is copied from the sentence without any change. `holder` is the id of the party whose stance it is, \
    or null. `issue` is an id from the list, or the words of the sentence. Do not list background, mood or forecasts.";

impl Backend {
    /// What the language model answers to some sentences.
    pub(super) fn ask(&self, sentences: &str, names: &Names) -> Result<Value, BackendError> {
        let text = self
            .sent(&self.question(sentences, names))
            .map_err(|error| BackendError::Unreachable(error.to_string()))?;
        let envelope = parsed(&text)?;
        let content = envelope.pointer("/choices/0/message/content");
        let content = content
            .and_then(Value::as_str)
            .ok_or_else(|| BackendError::BadAnswer("it has no message".to_owned()))?;
        parsed(content)
    }

    fn question(&self, sentences: &str, names: &Names) -> Value {
        let names = listed(names);
        json!({
            "model": self.model,
            "temperature": 0,
            "messages": [
                { "role": "system", "content": INSTRUCTION },
                { "role": "user", "content": format!("{names}\n\nSentences:\n{sentences}") },
            ],
            "response_format": { "type": "json_schema", "json_schema": { "name": "facts", "strict": true, "schema": schema() } },
        })
    }

    /// The text of the answer to a question.
    fn sent(&self, question: &Value) -> Result<String, ureq::Error> {
        let address = self.url.trim_end_matches('/');
        let mut request = self.agent().post(format!("{address}/chat/completions"));
        if let Some(key) = &self.key {
            request = request.header("Authorization", format!("Bearer {key}"));
        }
        let mut response = request.send_json(question)?;
        let body = response.body_mut().with_config();
        body.limit(MAX_ANSWER).read_to_string()
    }

    fn agent(&self) -> ureq::Agent {
        ureq::Agent::config_builder()
            .timeout_global(Some(self.timeout))
            .max_redirects(0)
            .build()
            .into()
    }
}

fn parsed(text: &str) -> Result<Value, BackendError> {
    serde_json::from_str(text)
        .map_err(|error| BackendError::BadAnswer(format!("not JSON: {error}")))
}

/// The names of the model, as the language model reads them.
fn listed(names: &Names) -> String {
    let parties: Vec<String> = names.parties.iter().map(party).collect();
    let issues = names.issues.iter();
    let issues: Vec<String> = issues.map(|i| format!("{} ({})", i.id, i.name)).collect();
    format!(
        "Parties: {}\nIssues: {}",
        parties.join("; "),
        issues.join("; ")
    )
}

fn party(p: &NamedParty) -> String {
    let aliases: String = p.aliases.iter().map(|a| format!(", {a}")).collect();
    format!("{} ({}{aliases})", p.id, p.name)
}

/// The schema of the answer.
fn schema() -> Value {
    json!({
        "type": "object", "additionalProperties": false, "required": ["facts"],
        "properties": { "facts": { "type": "array", "items": {
            "type": "object", "additionalProperties": false,
            "required": ["sentence", "quote", "kind", "holder", "issue", "stance", "value", "condition"],
            "properties": fields(),
        } } }
    })
}

/// The fields of a fact, each with what may stand in it.
fn fields() -> Value {
    let text = json!({ "type": ["string", "null"] });
    let kinds = FactKind::ALL.into_iter().filter(|k| k.is_core());
    let kinds: Vec<&str> = kinds.map(FactKind::word).collect();
    let stances = Polarity::ALL.map(Polarity::word);
    json!({
        "sentence": { "type": "integer" },
        "quote": { "type": "string" },
        "kind": { "enum": kinds },
        "stance": { "enum": stances },
        "holder": text,
        "issue": text,
        "value": text,
        "condition": text,
    })
}
