//! Texts from standard input: one JSON document a line, `{"doc": .., "text": .., "date": .., "speaker": ..}`; facts out in
//! the same order.

use std::io::{self, BufRead};
use std::path::Path;

use serde_json::Value;

use crate::cli::outcome::Failure;
use crate::extract::{Document, DocumentError, Form, MAX_BYTES};

use super::{Work, first_of};

/// The most bytes of one line; what has no line end after so many is no list of documents.
const LONGEST_LINE: usize = 4 * MAX_BYTES;

/// Notes longer than this are cut to half of it.
const MOST_NOTES: usize = 64 << 10;

impl Work {
    pub(super) fn stream(&mut self) -> Result<(), Failure> {
        let mut input = io::stdin().lock();
        let mut line = Vec::new();
        let (mut number, mut unread) = (0, Vec::new());
        while read_line(&mut input, &mut line)
            .map_err(|error| Failure::CannotRun(format!("standard input: {error}")))?
        {
            number += 1;
            let is_written = !line.iter().all(u8::is_ascii_whitespace);
            if is_written && !self.read_line(&line, number)? {
                unread.push(number);
            }
        }
        if !unread.is_empty() {
            self.failed_at(&unread_in_words(&unread, number));
        }
        Ok(())
    }

    /// Whether the line could be read.
    fn read_line(&mut self, line: &[u8], number: usize) -> Result<bool, Failure> {
        let document = document_of_line(line, number);
        let is_read = document.is_ok();
        match document {
            Ok(mut document) => {
                self.asked.complete(&mut document);
                let from = document.name.clone();
                self.take(document, Path::new(&from))?;
            }
            Err(why) => self.failed_at(&format!("line {number}: {why}")),
        }
        shorten(&mut self.notes);
        Ok(is_read)
    }
}

/// Which lines could not be read, after all notes on them: these may have been shortened.
fn unread_in_words(unread: &[usize], all: usize) -> String {
    let numbers: Vec<String> = unread.iter().map(usize::to_string).collect();
    format!(
        "{} of {all} lines could not be read: {}",
        unread.len(),
        first_of(&numbers)
    )
}

fn shorten(notes: &mut String) {
    if notes.len() > MOST_NOTES {
        let half = notes.char_indices().nth(MOST_NOTES / 2);
        notes.truncate(half.map_or(notes.len(), |(at, _)| at));
        notes.push_str("\n... and more\n");
    }
}

/// Reads one line of bounded length; what is longer is skipped and comes back cut. False where there is no line left.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let (mut any, mut length) = (false, 0);
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(any);
        }
        any = true;
        let end = buffer.iter().position(|b| *b == b'\n');
        let take = end.unwrap_or(buffer.len());
        if line.len() <= MAX_BYTES {
            line.extend_from_slice(&buffer[..take]);
        }
        let used = take + usize::from(end.is_some());
        input.consume(used);
        length += used;
        if length > LONGEST_LINE {
            let why = format!("a line of more than {} MiB", LONGEST_LINE >> 20);
            return Err(io::Error::new(io::ErrorKind::InvalidData, why));
        }
        if end.is_some() {
            return Ok(true);
        }
    }
}

/// A document as a line of JSON has it.
struct Written(Value);

fn document_of_line(line: &[u8], number: usize) -> Result<Document, String> {
    let written = Written::parse(line)?;
    let text = written
        .field("text")
        .ok_or("the document has no \"text\"")?;
    let name = written.name().map(str::to_owned);
    let name = name.unwrap_or_else(|| format!("line-{number}"));
    let (mut document, _) = Document::read(&name, text.as_bytes(), written.form())
        .map_err(|error| error.to_string())?;
    document.date = written.field("date").and_then(|day| day.parse().ok());
    document.speaker = written.field("speaker").map(str::to_owned);
    Ok(document)
}

impl Written {
    fn parse(line: &[u8]) -> Result<Self, String> {
        if line.len() > MAX_BYTES {
            return Err(DocumentError::TooLarge(line.len()).to_string());
        }
        let value = serde_json::from_slice(line);
        value
            .map(Self)
            .map_err(|error| format!("not a JSON document: {error}"))
    }

    fn field(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(Value::as_str)
    }

    fn name(&self) -> Option<&str> {
        self.field("doc").or_else(|| self.field("id"))
    }

    fn form(&self) -> Form {
        match self.field("form") {
            Some("html") => Form::Html,
            Some("markdown") => Form::Markdown,
            _ => Form::Plain,
        }
    }
}
