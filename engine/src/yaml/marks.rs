//! Where a value stands, in bytes of the file: the YAML crate counts lines and columns in characters.

use saphyr_parser::{Marker, Span};

use crate::source::{Lines, Place};

/// Turns the marks of the YAML crate into places.
pub(super) struct Marks<'t> {
    file: u32,
    text: &'t str,
    lines: Lines,
}

impl<'t> Marks<'t> {
    pub fn new(file: u32, text: &'t str) -> Self {
        let lines = Lines::of(text);
        Self { file, text, lines }
    }

    /// The place of a span, up to the end of its first line.
    pub fn place(&self, span: Span) -> Place {
        let start = self.byte(&span.start);
        let end = self.byte(&span.end).max(start);
        let first_line = self.text[start..end]
            .find('\n')
            .map_or(end, |at| start + at);
        self.between(start, first_line)
    }

    /// The place of the one letter at a mark.
    pub fn point(&self, mark: &Marker) -> Place {
        let at = self.byte(mark);
        let letter = self.text[at..].chars().next();
        self.between(at, at + letter.map_or(0, char::len_utf8))
    }

    /// The whole line of a mark.
    pub fn line(&self, mark: &Marker) -> &'t str {
        let above = mark.line().saturating_sub(1);
        self.text.lines().nth(above).unwrap_or("")
    }

    fn byte(&self, mark: &Marker) -> usize {
        self.lines.byte(self.text, mark.line(), mark.col())
    }

    fn between(&self, start: usize, end: usize) -> Place {
        Place {
            file: self.file,
            start: number(start),
            end: number(end),
        }
    }
}

fn number(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}
