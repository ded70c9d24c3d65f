//! Sentences: a text cut into the numbered units that citations point at.
//!
//! The text is cut by lines first: a heading, a title or a list item is a sentence of its own. Within
//! a line a sentence ends at `.`, `!`, `?` or `…`, with the closing quotes and brackets that follow
//! it, where the next word looks like a beginning: a capital, an opening quote, or a digit after a
//! space. A full stop after an initial or a title (`U.S.`, `Mr.`, `Jan.`) ends nothing, and a
//! sentence inside quotation marks that runs on after them is not cut.
//! Linear in the length of the text.

use std::fmt::Write as _;
use std::ops::Range;

use sha2::{Digest, Sha256};

/// One numbered sentence of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Number within the text, from 1.
    pub number: u32,
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte in the text.
    pub end: usize,
}

/// Words with a full stop that does not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "sgt", "sen", "rep", "gov", "st", "vs",
    "etc", "e.g", "i.e", "no", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept",
    "oct", "nov", "dec", "inc", "ltd", "co", "corp", "art", "para", "approx", "cf", "al",
];

/// Cuts a text into numbered sentences.
///
/// ```
/// use impasse_engine::source::split_sentences;
/// let text = "The offer\nThe U.S. Congress must agree. “No deal,” he said.Then he left.";
/// let cut: Vec<&str> = split_sentences(text).iter().map(|s| &text[s.start..s.end]).collect();
/// assert_eq!(cut, ["The offer", "The U.S. Congress must agree.", "“No deal,” he said.", "Then he left."]);
/// ```
pub fn split_sentences(text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        Line { text: line, offset }.cut(&mut found);
        offset += line.len();
    }
    found
}

/// A line of a text and its first byte there.
struct Line<'t> {
    text: &'t str,
    offset: usize,
}

impl Line<'_> {
    fn cut(&self, found: &mut Vec<Sentence>) {
        let mut start = 0;
        let mut marks = self.text.char_indices().peekable();
        while let Some((at, mark)) = marks.next() {
            if !is_end_mark(mark) {
                continue;
            }
            let mut end = at + mark.len_utf8();
            while let Some((next, closing)) = marks.next_if(|(_, c)| closes_with_it(*c)) {
                end = next + closing.len_utf8();
            }
            if ends_sentence(&self.text[start..at], mark, &self.text[end..]) {
                self.keep(start..end, found);
                start = end;
            }
        }
        self.keep(start..self.text.len(), found);
    }

    fn keep(&self, range: Range<usize>, found: &mut Vec<Sentence>) {
        let piece = &self.text[range.clone()];
        let words = piece.trim_start();
        let start = self.offset + range.start + piece.len() - words.len();
        let end = start + words.trim_end().len();
        if piece.chars().any(char::is_alphanumeric) {
            let number = u32::try_from(found.len() + 1).unwrap_or(u32::MAX);
            found.push(Sentence { number, start, end });
        } else if let Some(last) = found.last_mut().filter(|_| start < end) {
            // A stray mark or a bare closing bracket belongs to the sentence before it.
            last.end = end;
        }
    }
}

fn is_end_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

/// Whether a sign after the end of a sentence still belongs to it.
fn closes_with_it(c: char) -> bool {
    is_end_mark(c) || matches!(c, '”' | '"' | '’' | ')' | ']' | '»')
}

fn ends_sentence(before: &str, mark: char, after: &str) -> bool {
    let rest = after.trim_start();
    let spaced = rest.len() < after.len();
    let opening = ['“', '"', '‘', '(', '[', '«', '-', '–', '—', ' '];
    let Some(next) = rest.trim_start_matches(opening).chars().next() else {
        return true;
    };
    let begins = next.is_uppercase() || (spaced && (next.is_numeric() || !next.is_alphanumeric()));
    begins && (mark != '.' || !is_abbreviation(before, spaced))
}

/// Whether the word before a full stop is one that keeps its stop inside a sentence.
fn is_abbreviation(before: &str, spaced: bool) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || "“\"(‘[-–—".contains(c))
        .next()
        .unwrap_or("");
    (!spaced && word.chars().count() == 1)
        || are_initials(word)
        || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// `U.S` before its last stop.
fn are_initials(word: &str) -> bool {
    let is_capital = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_uppercase);
    word.split('.').all(is_capital)
}

/// The SHA-256 of some bytes, in lower-case hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            write!(hex, "{byte:02x}").expect("writing to a string");
            hex
        })
}
