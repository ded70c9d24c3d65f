//! Markdown: citations as footnotes, drawings as linked files.

use std::collections::BTreeSet;

use crate::source::Citation;
use crate::view::{Block, Document, Figure, Item, Line, Table, WhoseWords};

use super::DAGGER;
use super::escape::{clean, markdown as escape};

/// Spells a document; `note` gives the words of a footnote, where there are any.
pub fn markdown(document: &Document, note: &dyn Fn(&Citation) -> Option<String>) -> String {
    let mut writer = Writer::default();
    writer.paragraph(&format!("# {}", escape(&document.title)));
    writer.about(&document.about);
    document.lead.iter().for_each(|line| writer.say(line));
    for section in &document.sections {
        writer.paragraph(&format!("## {}", escape(&section.heading)));
        section.blocks.iter().for_each(|block| writer.block(block));
    }
    writer.footnotes(note);
    writer.out
}

#[derive(Default)]
struct Writer {
    out: String,
    /// What has been cited so far, and stands as a footnote at the end.
    cited: BTreeSet<Citation>,
}

impl Writer {
    fn line(&mut self, words: &str) {
        self.out.push_str(words);
        self.out.push('\n');
    }

    /// A line with an empty one after it.
    fn paragraph(&mut self, words: &str) {
        self.line(words);
        self.out.push('\n');
    }

    fn about(&mut self, about: &[(String, Line)]) {
        for (label, line) in about {
            let told = self.sentence(line);
            self.line(&format!("- **{}:** {told}", escape(label)));
        }
        if !about.is_empty() {
            self.out.push('\n');
        }
    }

    fn say(&mut self, line: &Line) {
        let told = self.sentence(line);
        self.paragraph(&told);
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Say(line) => self.say(line),
            Block::Tell(lines) => {
                let told = self.sentences(lines, " ");
                self.paragraph(&told);
            }
            Block::Items(items) => self.items(items, |_| "-".to_owned()),
            Block::Steps(items) => self.items(items, |at| format!("{}.", at + 1)),
            Block::WriteIn(label, lines) => {
                let room = "\n\n<br>".repeat(*lines);
                self.paragraph(&format!("{}{room}", escape(label)));
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
        }
    }

    fn items(&mut self, items: &[Item], mark: impl Fn(usize) -> String) {
        for (at, item) in items.iter().enumerate() {
            self.item(item, &mark(at), 0);
        }
        self.out.push('\n');
    }

    fn item(&mut self, item: &Item, mark: &str, indent: usize) {
        let told = self.sentence(&item.line);
        self.line(&format!("{:indent$}{mark} {told}", ""));
        for below in &item.below {
            self.item(below, "-", indent + mark.len() + 1);
        }
    }

    fn table(&mut self, table: &Table) {
        let columns: Vec<String> = table.columns.iter().map(|c| escape(c)).collect();
        self.row(&columns);
        self.line(&format!("|{}", " --- |".repeat(columns.len())));
        for row in &table.rows {
            let cells = row.iter().map(|cell| self.sentences(cell, "<br>"));
            let cells: Vec<String> = cells.collect();
            self.row(&cells);
        }
        self.out.push('\n');
    }

    fn row(&mut self, cells: &[String]) {
        self.line(&format!("| {} |", cells.join(" | ")));
    }

    fn figure(&mut self, figure: &Figure) {
        let description = escape(figure.titles().1);
        self.paragraph(&format!("![{description}]({}.svg)", figure.stem));
        if figure.table.rows.is_empty() {
            return;
        }
        self.paragraph("<details><summary>What the picture shows, as a table</summary>");
        self.table(&figure.table);
        self.paragraph("</details>");
    }

    fn sentences(&mut self, lines: &[Line], between: &str) -> String {
        let told = lines.iter().map(|line| self.sentence(line));
        told.collect::<Vec<_>>().join(between)
    }

    fn sentence(&mut self, line: &Line) -> String {
        self.cited.extend(line.cites.iter().cloned());
        let notes = line.cites.iter().map(|cite| format!("[^{}]", mark(cite)));
        let notes: String = notes.collect();
        let words = escape(&line.words);
        let letters = line.sign.as_ref().and_then(|sign| sign.letters());
        let letters = letters.map(|letters| format!("**{}** ", escape(&letters)));
        let letters = letters.unwrap_or_default();
        match line.whose {
            WhoseWords::Reported => format!("{letters}{words}{DAGGER}{notes}"),
            WhoseWords::Derived => format!("{letters}{words}{notes}"),
            WhoseWords::Stated => format!("{letters}*{}*{notes}", words.trim()),
        }
    }

    fn footnotes(&mut self, note: &dyn Fn(&Citation) -> Option<String>) {
        for cite in std::mem::take(&mut self.cited) {
            let words = note(&cite).map(|words| format!(": {}", escape(&words)));
            let (mark, name) = (mark(&cite), escape(&cite.to_string()));
            self.line(&format!("[^{mark}]: {name}{}", words.unwrap_or_default()));
        }
    }
}

/// The name of a footnote.
fn mark(cite: &Citation) -> String {
    let id: String = clean(cite.source.as_str())
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    format!("{id}-s{}", cite.sentence)
}
