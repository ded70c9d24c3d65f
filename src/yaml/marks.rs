//! Where a value stands, in bytes of the file: the YAML crate counts lines and columns in characters.

use saphyr_parser::{Marker, Span};

use crate::source::Place;

/// Turns the marks of the YAML crate into places.
pub(super) struct Marks<'t> {
    file: u32,
    text: &'t str,
    line_starts: Vec<usize>,
}

impl<'t> Marks<'t> {
    pub fn new(file: u32, text: &'t str) -> Self {
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            file,
            text,
            line_starts: std::iter::once(0).chain(starts).collect(),
        }
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

    /// The place of the one byte at a mark.
    pub fn point(&self, mark: &Marker) -> Place {
        let at = self.byte(mark);
        self.between(at, (at + 1).min(self.text.len()))
    }

    /// The whole line of a mark.
    pub fn line(&self, mark: &Marker) -> &'t str {
        let above = mark.line().saturating_sub(1);
        self.text.lines().nth(above).unwrap_or("")
    }

    fn byte(&self, mark: &Marker) -> usize {
        let length = self.text.len();
        let Some(&start) = self.line_starts.get(mark.line().saturating_sub(1)) else {
            return length;
        };
        let end = self.line_starts.get(mark.line()).copied();
        start + column_in_bytes(&self.text[start..end.unwrap_or(length)], mark.col())
    }

    fn between(&self, start: usize, end: usize) -> Place {
        Place {
            file: self.file,
            start: number(start),
            end: number(end),
        }
    }
}

fn column_in_bytes(row: &str, column: usize) -> usize {
    // A long line is asked once for each value in it, so the usual case does not count characters.
    if row.is_ascii() {
        return column.min(row.len());
    }
    row.char_indices()
        .nth(column)
        .map_or(row.len(), |(at, _)| at)
}

fn number(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}
