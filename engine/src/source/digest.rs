//! Texts that citations are checked against: a digest of ours, or a plain text of the user's.
//!
//! A *digest* is a Markdown file with front matter between `---` lines and one list line for each
//! sentence: `- s31: ...`. Any other text is cut by [`split_sentences`].

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::Path;

use super::sentence::split_sentences;
use crate::disk::{self, Limit, Unreadable};

/// The numbered sentences of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Whether it is a digest: then it may leave sentences out.
    pub is_digest: bool,
    /// How many sentences the original has.
    pub count: u32,
    /// The sentences, by number.
    pub sentences: BTreeMap<u32, String>,
    /// The bytes of the file, for hashing.
    pub raw: String,
}

/// Why a text could not be used.
#[derive(Debug)]
pub enum TextError {
    /// The system refused it.
    Io(io::Error),
    /// It is not a regular file of up to 16 MiB.
    NotAText,
    /// It is not UTF-8.
    NotUtf8,
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "{error}"),
            Self::NotAText => f.write_str("not a regular file of up to 16 MiB"),
            Self::NotUtf8 => f.write_str("not UTF-8 text"),
        }
    }
}

impl Text {
    /// Reads a digest or a plain text.
    ///
    /// # Errors
    /// [`TextError`] where it cannot be read, is no regular file, is too large or is not UTF-8.
    pub fn open(path: &Path) -> Result<Self, TextError> {
        match disk::text(path, Limit::Text) {
            Ok(text) => Ok(Self::parse(&text)),
            Err(Unreadable::System(error)) => Err(TextError::Io(error)),
            Err(Unreadable::NotAFile | Unreadable::TooLarge { .. }) => Err(TextError::NotAText),
            Err(Unreadable::NotUtf8 { .. }) => Err(TextError::NotUtf8),
        }
    }

    /// Reads the sentences of a text that is already in memory.
    ///
    /// ```
    /// use impasse_engine::source::Text;
    /// let digest = Text::parse("---\nsentences: 9\n---\n\n- s2: Kyiv wants a vote.\n");
    /// assert!(digest.is_digest && digest.count == 9);
    /// assert_eq!(digest.sentences[&2], "Kyiv wants a vote.");
    /// assert_eq!(Text::parse("One. Two.").count, 2);
    /// ```
    pub fn parse(raw: &str) -> Self {
        let text = raw.strip_prefix('\u{feff}').unwrap_or(raw);
        digest(text, raw).unwrap_or_else(|| plain(text, raw))
    }
}

fn digest(text: &str, raw: &str) -> Option<Text> {
    let (front, body) = text.strip_prefix("---")?.split_once("\n---")?;
    let sentences: BTreeMap<u32, String> = body.lines().filter_map(digest_line).collect();
    if sentences.is_empty() {
        return None;
    }
    let stated = front
        .lines()
        .find_map(|line| line.strip_prefix("sentences:")?.trim().parse().ok());
    let last = *sentences.keys().next_back()?;
    Some(Text {
        is_digest: true,
        count: stated.unwrap_or(last).max(last),
        sentences,
        raw: raw.to_owned(),
    })
}

fn digest_line(line: &str) -> Option<(u32, String)> {
    let (number, words) = line.trim().strip_prefix("- s")?.split_once(':')?;
    Some((number.parse().ok()?, words.trim().to_owned()))
}

fn plain(text: &str, raw: &str) -> Text {
    let sentences: BTreeMap<u32, String> = split_sentences(text)
        .into_iter()
        .map(|s| (s.number, text[s.start..s.end].to_owned()))
        .collect();
    let count = u32::try_from(sentences.len()).unwrap_or(u32::MAX);
    Text {
        is_digest: false,
        count,
        sentences,
        raw: raw.to_owned(),
    }
}
