//! Citations: the pointer from a line of the model to a sentence of a source.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

/// The id of a source, as the model names it: `002`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct SourceId(Arc<str>);

impl SourceId {
    /// The id as written.
    pub fn new(id: &str) -> Self {
        Self(Arc::from(id))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A pointer to one sentence of one source, with a short quote where the author kept one.
///
/// ```
/// use impasse_engine::source::Citation;
/// let cite = Citation::parse("002 s31").unwrap();
/// assert_eq!((cite.source.as_str(), cite.sentence), ("002", 31));
/// assert_eq!(cite.to_string(), "002 s31");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Citation {
    /// The source that says it.
    pub source: SourceId,
    /// The number of the sentence, from 1.
    pub sentence: u32,
    /// A few words kept from the sentence, to be checked against the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<Arc<str>>,
}

/// Why a citation could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CitationError {
    /// It is not of the form `SOURCE sN`.
    Form,
    /// Sentences are numbered from 1.
    Zero,
}

impl Citation {
    /// Reads `SOURCE sN`.
    ///
    /// # Errors
    /// [`CitationError`] where the text is not of that form or the number is zero.
    pub fn parse(text: &str) -> Result<Self, CitationError> {
        let (source, sentence) = text
            .trim()
            .rsplit_once(char::is_whitespace)
            .ok_or(CitationError::Form)?;
        let source = source.trim();
        if source.is_empty() || source.contains(char::is_whitespace) {
            return Err(CitationError::Form);
        }
        match number(sentence).ok_or(CitationError::Form)? {
            0 => Err(CitationError::Zero),
            sentence => Ok(Self {
                source: SourceId::new(source),
                sentence,
                quote: None,
            }),
        }
    }
}

/// `31` of `s31`; digits alone, without a sign.
fn number(sentence: &str) -> Option<u32> {
    let digits = sentence.strip_prefix('s')?;
    let plain = digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} s{}", self.source, self.sentence)
    }
}
