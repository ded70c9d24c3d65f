//! Markdown: front matter, code and marks are no sentences; the numbered lines of a digest keep their numbers.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::source::{Sentence, split_sentences};

use super::sections::{self, Headings};
use super::{Document, nfc};

pub(super) fn read(name: &str, text: &str) -> Document {
    let text = nfc(text);
    let (front, body) = front_matter(&text);
    let mut document =
        digest(name, &text, body).unwrap_or_else(|| of_prose(name, text.clone(), body));
    for line in text[..front].lines() {
        take_note(&mut document, line);
    }
    document
}

fn of_prose(name: &str, text: String, body: usize) -> Document {
    let read = prose(&text, body);
    let sentences = split_sentences(&read);
    let mut headings = headings(&text, body);
    headings.extend(sections::labels(&read));
    Document {
        original: Some(text),
        headings: Headings::of(headings),
        ..Document::of(name, read, sentences)
    }
}

/// The headings that Markdown marks.
fn headings(text: &str, body: usize) -> Vec<sections::Heading> {
    let mut found = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (event, range) in Parser::new(&text[body..]).into_offset_iter() {
        if let Event::Start(Tag::Heading { level, .. }) = event {
            open = Some((level as usize, String::new()));
        } else if let Event::Text(words) | Event::Code(words) = event {
            if let Some((_, heading)) = &mut open {
                heading.push_str(&words);
            }
        } else if let Event::End(TagEnd::Heading(_)) = event
            && let Some((level, words)) = open.take()
        {
            found.push(sections::heading(&words, body + range.end, None, level));
        }
    }
    found
}

/// What a line of the front matter says of the document.
fn take_note(document: &mut Document, line: &str) {
    let Some((key, value)) = line.split_once(':') else {
        return;
    };
    let value = value.trim().trim_matches(['"', '\'']);
    match key.trim() {
        "date" => document.date = value.parse().ok(),
        "speaker" => document.speaker = Some(value.to_owned()),
        "source" => document.source = Some(value.to_owned()),
        _ => {}
    }
}

/// Where the front matter ends and the body begins, in bytes.
fn front_matter(text: &str) -> (usize, usize) {
    if !text.starts_with("---\n") && !text.starts_with("---\r\n") {
        return (0, 0);
    }
    let Some(at) = text[3..].find("\n---") else {
        return (0, 0);
    };
    let end = 3 + at + 4;
    let line = text[end..].find('\n');
    (3 + at, line.map_or(text.len(), |line| end + line + 1))
}

/// The lines `- s31: ...` of a digest, where it has any.
fn digest(name: &str, text: &str, body: usize) -> Option<Document> {
    let mut sentences = Vec::new();
    let mut numbers = Vec::new();
    let mut at = body;
    for line in text[body..].split_inclusive('\n') {
        if let Some((cited, words)) = numbered(line) {
            let start = at + line.len() - words.trim_start().len();
            let number = u32::try_from(sentences.len() + 1).unwrap_or(u32::MAX);
            let end = start + words.trim().len();
            sentences.push(Sentence { number, start, end });
            numbers.push(cited);
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

/// The number and the words of a line `- s31: ...`.
fn numbered(line: &str) -> Option<(u32, &str)> {
    let rest = line.trim_start().strip_prefix("- s")?;
    let (number, words) = rest.split_once(':')?;
    Some((number.parse().ok()?, words))
}

/// Markdown as a text of the same length in which everything but prose is blank: marks, code, tables, images, links' targets.
/// A line break inside a paragraph is a space; what ends a block ends a line.
fn prose(text: &str, body: usize) -> String {
    let blank = |b: u8| if b == b'\n' { b'\n' } else { b' ' };
    let mut mask: Vec<u8> = text.bytes().map(blank).collect();
    let mut silent = 0_usize;
    let parser = Parser::new_ext(&text[body..], Options::ENABLE_TABLES);
    for (event, range) in parser.into_offset_iter() {
        let (from, to) = (body + range.start, body + range.end);
        if let Event::Start(tag) = event {
            silent += usize::from(is_silent(&tag));
        } else if let Event::End(tag) = event {
            silent = silent.saturating_sub(usize::from(ends_silence(tag)));
        } else if silent > 0 {
            continue;
        } else if let Event::Text(words) = event {
            // Only what stands in the source as it is read: an entity such as `&amp;` stays blank.
            if text[from..to] == *words {
                mask[from..to].copy_from_slice(words.as_bytes());
            }
        } else if event == Event::SoftBreak {
            mask[from..to].fill(b' ');
        }
    }
    String::from_utf8(mask).unwrap_or_default()
}

/// Whether what a tag opens is no prose.
fn is_silent(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::CodeBlock(_)
            | Tag::Table(_)
            | Tag::Image { .. }
            | Tag::HtmlBlock
            | Tag::MetadataBlock(_)
    )
}

fn ends_silence(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::CodeBlock
            | TagEnd::Table
            | TagEnd::Image
            | TagEnd::HtmlBlock
            | TagEnd::MetadataBlock(_)
    )
}
