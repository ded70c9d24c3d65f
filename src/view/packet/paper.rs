//! The small pieces of which sheets are made: sentences, lists, tables, and room to write.

use std::collections::BTreeSet;

use super::Maker;
use crate::view::words::upper_first;
use crate::view::{Block, Document, Item, Line, Section, Table};

/// A row of a table: a cell for each column, with its lines.
pub(super) type Row = Vec<Vec<Line>>;

pub(super) fn say(words: impl Into<String>) -> Block {
    Block::Say(Line::derived(words))
}

/// A list in which the order means nothing.
pub(super) fn items<W: Into<String>>(list: impl IntoIterator<Item = W>) -> Block {
    Block::Items(list.into_iter().map(leaf).collect())
}

/// A list in which the order matters.
pub(super) fn steps<W: Into<String>>(list: impl IntoIterator<Item = W>) -> Block {
    Block::Steps(list.into_iter().map(leaf).collect())
}

/// A list item with nothing below it.
pub(super) fn leaf(words: impl Into<String>) -> Item {
    Line::derived(words).item()
}

pub(super) fn item(words: impl Into<String>, below: Vec<Item>) -> Item {
    let line = Line::derived(words);
    Item { line, below }
}

pub(super) fn cell(words: impl Into<String>) -> Vec<Line> {
    vec![Line::derived(words)]
}

pub(super) fn row<W: Into<String>>(cells: impl IntoIterator<Item = W>) -> Row {
    cells.into_iter().map(cell).collect()
}

/// A row to be filled in on paper: its heading, and so many empty cells.
pub(super) fn empty_row(heading: impl Into<String>, cells: usize) -> Row {
    let mut row = vec![cell(heading)];
    row.resize(cells + 1, Vec::new());
    row
}

pub(super) fn table<C: Into<String>>(
    columns: impl IntoIterator<Item = C>,
    rows: impl IntoIterator<Item = Row>,
) -> Block {
    Block::Table(Table {
        columns: columns.into_iter().map(Into::into).collect(),
        rows: rows.into_iter().collect(),
    })
}

/// A label with so many empty lines.
pub(super) fn write_in(label: &str, lines: usize) -> Block {
    Block::WriteIn(label.to_owned(), lines)
}

/// A text that begins and ends as a sentence does.
pub(super) fn sentence(text: &str) -> String {
    let text = upper_first(text.trim());
    if text.ends_with(['.', '?', '!', '”']) {
        text
    } else {
        format!("{text}.")
    }
}

/// Lines in their order, each once.
pub(super) fn once(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    lines.filter(|line| seen.insert(line.clone())).collect()
}

pub(super) fn sentences(texts: &[String]) -> impl Iterator<Item = String> {
    texts.iter().map(|text| sentence(text))
}

impl Maker<'_> {
    /// A document named after the exercise and what it is.
    pub(super) fn document<L: Into<String>>(
        &self,
        what: &str,
        about: impl IntoIterator<Item = (L, String)>,
        sections: Vec<Section>,
    ) -> Document {
        let about = about.into_iter();
        Document {
            title: format!("{}: {what}", self.title()),
            about: about
                .map(|(label, words)| (label.into(), Line::derived(words)))
                .collect(),
            sections,
            ..Document::default()
        }
    }
}
