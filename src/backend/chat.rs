//! One question to the language model and its answer: the same request that others get, by the chat interface.

use serde_json::{Value, json};

use crate::extract::{Document, Names};
use crate::source::Sentence;

use super::fields;
use super::request::{introduction, request_for};
use super::{Backend, BackendError};

/// An answer longer than this is refused.
const MAX_ANSWER: u64 = 4 << 20;

impl Backend {
    /// What the language model answers to some sentences of a document.
    pub(super) fn ask(
        &self,
        document: &Document,
        sentences: &[Sentence],
        names: &Names,
    ) -> Result<Value, BackendError> {
        let text = self
            .sent(&self.question(&request_for(document, sentences, names)))
            .map_err(|error| BackendError::Unreachable(error.to_string()))?;
        let envelope = parsed(&text)?;
        let content = envelope.pointer("/choices/0/message/content");
        let content = content
            .and_then(Value::as_str)
            .ok_or_else(|| BackendError::BadAnswer("it has no message".to_owned()))?;
        parsed(content)
    }

    fn question(&self, request: &str) -> Value {
        json!({
            "model": self.model,
            "temperature": 0,
            "messages": [
                { "role": "system", "content": introduction() },
                { "role": "user", "content": request },
            ],
            "response_format": { "type": "json_schema", "json_schema": { "name": "facts", "strict": true, "schema": fields::schema() } },
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
