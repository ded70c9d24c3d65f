//! Documents: texts of several forms, turned into plain text with numbered sentences.
//!
//! Offsets always count code points of [`Document::text`]: for plain text and Markdown the file itself in NFC, with
//! markup left out of the sentences; for a digest its numbered lines; for a web page its article without boilerplate.

use std::fmt;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::source::{Date, Sentence, split_sentences};

use super::language;

/// A text larger than this is not read whole; streams are read document by document.
pub const MAX_BYTES: usize = 64 << 20;

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
                "more than {} MiB in one text; give longer ones in parts, one JSON document a line on standard input",
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
        Self::of(name, text, sentences)
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
            Form::Markdown => markdown(name, &text),
            Form::Html => html(name, &text)?,
        };
        Ok((document, broken))
    }

    /// The text as it was written, in NFC: what offsets count in.
    pub fn written(&self) -> &str {
        self.original.as_deref().unwrap_or(&self.text)
    }

    /// The number by which a sentence is cited.
    pub fn cited_number(&self, number: u32) -> u32 {
        self.numbers
            .as_ref()
            .and_then(|numbers| numbers.get(number as usize - 1).copied())
            .unwrap_or(number)
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

/// Markdown: front matter, code and marks are no sentences; the numbered lines of a digest keep their numbers.
fn markdown(name: &str, text: &str) -> Document {
    let text = nfc(text);
    let (front, body) = front_matter(&text);
    let mut document = match digest(name, &text, body) {
        Some(digest) => digest,
        None => {
            let read = prose(&text, body);
            let sentences = split_sentences(&read);
            Document {
                original: Some(text.clone()),
                ..Document::of(name, read, sentences)
            }
        }
    };
    for line in text[..front].lines() {
        let Some((key, value)) = line.split_once(':') else {
            continue;
        };
        let value = value.trim().trim_matches(['"', '\'']);
        match key.trim() {
            "date" => document.date = value.parse().ok(),
            "speaker" => document.speaker = Some(value.to_owned()),
            "source" => document.source = Some(value.to_owned()),
            _ => {}
        }
    }
    document
}

/// Where the front matter ends and the body begins, in bytes.
fn front_matter(text: &str) -> (usize, usize) {
    if !text.starts_with("---\n") && !text.starts_with("---\r\n") {
        return (0, 0);
    }
    match text[3..].find("\n---") {
        Some(at) => {
            let end = 3 + at + 4;
            (
                3 + at,
                text[end..]
                    .find('\n')
                    .map_or(text.len(), |line| end + line + 1),
            )
        }
        None => (0, 0),
    }
}

/// The lines `- s31: ...` of a digest, where it has any.
fn digest(name: &str, text: &str, body: usize) -> Option<Document> {
    let mut sentences = Vec::new();
    let mut numbers = Vec::new();
    let mut at = body;
    for line in text[body..].split_inclusive('\n') {
        if let Some((number, words)) = line
            .trim_start()
            .strip_prefix("- s")
            .and_then(|rest| rest.split_once(':'))
            && let Ok(number) = number.parse::<u32>()
        {
            let words_at = at + line.len() - words.len();
            let lead = words.len() - words.trim_start().len();
            let start = words_at + lead;
            sentences.push(Sentence {
                number: u32::try_from(sentences.len() + 1).unwrap_or(u32::MAX),
                start,
                end: start + words.trim().len(),
            });
            numbers.push(number);
        }
        at += line.len();
    }
    if sentences.is_empty() || body == 0 {
        return None;
    }
    let mut document = Document::of(name, text.to_owned(), sentences);
    document.numbers = Some(numbers);
    Some(document)
}

/// Markdown as a text of the same length in which everything but prose is blank: marks, code, tables, images, links' targets.
/// A line break inside a paragraph is a space; what ends a block ends a line.
fn prose(text: &str, body: usize) -> String {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
    let mut mask: Vec<u8> = text
        .bytes()
        .map(|b| if b == b'\n' { b'\n' } else { b' ' })
        .collect();
    let mut silent = 0_usize;
    let keep = |from: usize, to: usize, mask: &mut Vec<u8>| {
        mask[from..to].copy_from_slice(&text.as_bytes()[from..to])
    };
    for (event, range) in Parser::new_ext(&text[body..], Options::ENABLE_TABLES).into_offset_iter()
    {
        let (from, to) = (body + range.start, body + range.end);
        match event {
            Event::Start(
                Tag::CodeBlock(_)
                | Tag::Table(_)
                | Tag::Image { .. }
                | Tag::HtmlBlock
                | Tag::MetadataBlock(_),
            ) => silent += 1,
            Event::End(
                TagEnd::CodeBlock
                | TagEnd::Table
                | TagEnd::Image
                | TagEnd::HtmlBlock
                | TagEnd::MetadataBlock(_),
            ) => silent = silent.saturating_sub(1),
            // Only what stands in the source as it is read: an entity such as `&amp;` stays blank.
            Event::Text(words) if silent == 0 && text[from..to] == *words => {
                keep(from, to, &mut mask)
            }
            Event::SoftBreak if silent == 0 => mask[from..to].fill(b' '),
            _ => {}
        }
    }
    String::from_utf8(mask).unwrap_or_default()
}

/// A web page: the article as a kept library finds it, one paragraph a line.
#[cfg(feature = "html")]
fn html(name: &str, text: &str) -> Result<Document, DocumentError> {
    if deepest(text) > MAX_DEPTH {
        return Err(DocumentError::Html(format!(
            "its elements nest more than {MAX_DEPTH} deep"
        )));
    }
    if text.len() > MAX_PAGE {
        return Err(DocumentError::Html(format!(
            "it has {} MiB, and a page of more than {} is none",
            text.len() >> 20,
            MAX_PAGE >> 20
        )));
    }
    let article = libreadability::extract(text, None)
        .map_err(|error| DocumentError::Html(error.to_string()))?;
    let lines: Vec<&str> = article
        .text_content
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let mut document = Document::plain(name, &lines.join("\n"));
    let published = format!("{:?}", article.published_time);
    document.date = published
        .split(|c: char| !(c.is_ascii_digit() || c == '-'))
        .find_map(|word| word.parse().ok());
    Ok(document)
}

/// A web page without the library that reads them.
#[cfg(not(feature = "html"))]
fn html(_: &str, _: &str) -> Result<Document, DocumentError> {
    Err(DocumentError::Html(
        "this program was built without the feature `html`".to_owned(),
    ))
}

/// Elements nested deeper than this are no article but an attack.
#[cfg(feature = "html")]
const MAX_DEPTH: usize = 400;
/// A page larger than this is none.
#[cfg(feature = "html")]
const MAX_PAGE: usize = 8 << 20;

/// How deep elements nest, counted by their signs: never less than what a parser finds for elements that need an end.
#[cfg(feature = "html")]
fn deepest(text: &str) -> usize {
    const ALONE: [&str; 9] = [
        "br", "img", "meta", "link", "input", "hr", "wbr", "source", "area",
    ];
    let (mut depth, mut most) = (0_usize, 0);
    for part in text.split('<').skip(1) {
        let name: String = part
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_lowercase();
        if part.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !name.is_empty()
            && !ALONE.contains(&name.as_str())
            && !matches!(
                name.as_str(),
                "p" | "li" | "dt" | "dd" | "tr" | "td" | "th" | "option"
            )
        {
            depth += 1;
            most = most.max(depth);
        }
    }
    most
}
