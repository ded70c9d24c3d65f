//! Documents: texts of several forms, turned into plain text with numbered sentences.
//!
//! Offsets always count code points of [`Document::text`]: for plain text and Markdown the file itself in NFC, with
//! markup left out of the sentences; for a digest its numbered lines; for a web page its article without boilerplate.

mod markdown;
mod page;
mod sections;

use std::fmt;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::source::{Date, Sentence, split_sentences};

use super::language;
use sections::Headings;

/// A text larger than this is not read whole; streams are read document by document.
pub const MAX_BYTES: usize = 64 << 20;

/// What to do with a text that is too large.
pub const IN_PARTS: &str = "give longer ones in parts, one JSON document a line on standard input";

/// The form in which a text came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Nothing but text.
    Plain,
    /// Markdown; a digest of ours among them.
    Markdown,
    /// A web page.
    Html,
}

/// A text, ready to be read.
#[derive(Debug, Clone)]
pub struct Document {
    /// What the facts call it.
    pub name: String,
    /// The text in NFC, as it is read.
    pub text: String,
    /// The text as it was written, byte for byte as long, where marks were left out.
    pub original: Option<String>,
    /// Its sentences, with byte offsets into the text.
    pub sentences: Vec<Sentence>,
    /// The numbers of the sentences in the original, where the text is a digest.
    pub numbers: Option<Vec<u32>>,
    /// The day of publication.
    pub date: Option<Date>,
    /// The party whose document it is, for *we*.
    pub speaker: Option<String>,
    /// The source of the model that it is.
    pub source: Option<String>,
    /// Its headings, in the order of the text.
    headings: Headings,
    /// The language, where it is not English.
    pub language: Option<String>,
}

/// Why bytes are no document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentError {
    /// A PDF.
    Pdf,
    /// Bytes that are no text.
    Binary,
    /// Larger than [`MAX_BYTES`].
    TooLarge(usize),
    /// The web page could not be read.
    Html(String),
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pdf => f.write_str("a PDF; save it as text first, for instance with `pdftotext -layout FILE.pdf`"),
            Self::Binary => f.write_str("not a text: it holds bytes that no text has; give plain text, Markdown or HTML in UTF-8"),
            Self::TooLarge(_) => write!(
                f,
                "more than {} MiB in one text; {IN_PARTS}",
                MAX_BYTES >> 20
            ),
            Self::Html(why) => write!(f, "this web page cannot be read: {why}; save the article as text"),
        }
    }
}

impl std::error::Error for DocumentError {}

impl Document {
    /// A plain text.
    pub fn plain(name: &str, text: &str) -> Self {
        let text: String = nfc(text);
        let sentences = split_sentences(&text);
        let headings = Headings::of(sections::of_lines(&text));
        Self {
            headings,
            ..Self::of(name, text, sentences)
        }
    }

    fn of(name: &str, text: String, sentences: Vec<Sentence>) -> Self {
        let language = language::other_than_english(&text);
        Self {
            name: name.to_owned(),
            text,
            original: None,
            sentences,
            numbers: None,
            date: None,
            speaker: None,
            source: None,
            headings: Headings::default(),
            language,
        }
    }

    /// Bytes of a form; bytes that are not UTF-8 are read as far as they go, and said.
    ///
    /// # Errors
    /// [`DocumentError`] where the bytes are no text.
    pub fn read(
        name: &str,
        bytes: &[u8],
        form: Form,
    ) -> Result<(Self, Option<usize>), DocumentError> {
        if bytes.len() > MAX_BYTES {
            return Err(DocumentError::TooLarge(bytes.len()));
        }
        if bytes.starts_with(b"%PDF") {
            return Err(DocumentError::Pdf);
        }
        let (text, broken) = decode(bytes)?;
        let document = match form {
            Form::Plain => Self::plain(name, &text),
            Form::Markdown => markdown::read(name, &text),
            Form::Html => page::read(name, &text)?,
        };
        Ok((document, broken))
    }

    /// The text as it was written, in NFC: what offsets count in.
    pub fn written(&self) -> &str {
        self.original.as_deref().unwrap_or(&self.text)
    }

    /// The headings under which a place of the text stands, the highest first; nothing where there is none.
    ///
    /// ```
    /// use impasse_extract::extract::Document;
    /// let report = Document::plain("report", "Talks\nFinance\nThe union rejected the pay freeze.");
    /// assert_eq!(report.section(14).as_deref(), Some("Talks > Finance"));
    /// ```
    pub fn section(&self, at: usize) -> Option<String> {
        let path = self.headings.over(at);
        let mut words: Vec<&str> = path.map(|heading| heading.words.as_str()).collect();
        words.reverse();
        (!words.is_empty()).then(|| words.join(" > "))
    }

    /// The headings that name a topic, the lowest first: those that Markdown marks, and those in capitals. A line between the
    /// paragraphs of plain news is as often a turn of phrase.
    pub(super) fn topics(&self, at: usize) -> Vec<&str> {
        let path = self.headings.over(at);
        let marked = self.original.is_some();
        let in_capitals = |level: usize| matches!(level, sections::CAPITALS | sections::LABEL);
        let topics = path.filter(|heading| marked || in_capitals(heading.level));
        topics.map(|heading| heading.words.as_str()).collect()
    }

    /// The number by which a sentence is cited.
    pub fn cited_number(&self, number: u32) -> u32 {
        self.numbers
            .as_ref()
            .and_then(|numbers| numbers.get(number as usize - 1).copied())
            .unwrap_or(number)
    }

    /// The words of each of its sentences.
    pub fn all_sentences(&self) -> impl Iterator<Item = &str> {
        let sentences = self.sentences.iter();
        sentences.map(|one| &self.text[one.start..one.end])
    }

    /// The words of the sentence that is cited under a number.
    pub fn sentence(&self, cited: u32) -> Option<&str> {
        self.sentences
            .iter()
            .find(|s| self.cited_number(s.number) == cited)
            .map(|s| &self.text[s.start..s.end])
    }
}

/// The text in NFC, without a byte-order mark.
fn nfc(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if is_nfc(text) {
        text.to_owned()
    } else {
        text.nfc().collect()
    }
}

/// UTF-8, with a replacement for each wrong byte and their number; refused where much of it is no text.
fn decode(bytes: &[u8]) -> Result<(String, Option<usize>), DocumentError> {
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.as_bytes().contains(&0) => Ok((text.to_owned(), None)),
        _ => {
            let odd = bytes
                .iter()
                .filter(|b| **b == 0 || (**b < 32 && !b"\t\n\r\x0c".contains(b)))
                .count();
            let text = String::from_utf8_lossy(bytes);
            let wrong = text
                .chars()
                .filter(|c| *c == char::REPLACEMENT_CHARACTER)
                .count();
            if odd > 0 || wrong * 10 > text.chars().count() {
                return Err(DocumentError::Binary);
            }
            Ok((text.into_owned(), Some(wrong)))
        }
    }
}
