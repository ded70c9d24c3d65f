//! Markdown: citations as footnotes, drawings as linked files.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::source::Citation;
use crate::view::{Block, Document, Item, Line, Table, WhoseWords};

use super::escape::{clean, markdown as escape};

/// Spells a document; `note` gives the words of a footnote, where there are any.
pub fn markdown(document: &Document, note: &dyn Fn(&Citation) -> Option<String>) -> String {
    let mut out = String::new();
    let mut cited = BTreeSet::new();
    let _ = writeln!(out, "# {}\n", escape(&document.title));
    for line in &document.lead {
        let _ = writeln!(out, "{}\n", sentence(line, &mut cited));
    }
    for section in &document.sections {
        let _ = writeln!(out, "## {}\n", escape(&section.heading));
        for block in &section.blocks {
            match block {
                Block::Say(line) => {
                    let _ = writeln!(out, "{}\n", sentence(line, &mut cited));
                }
                Block::Items(items) => {
                    items.iter().for_each(|item| list_item(&mut out, item, 0, &mut cited));
                    out.push('\n');
                }
                Block::Table(table) => table_rows(&mut out, table, &mut cited),
                Block::Figure(figure) => {
                    let _ = writeln!(out, "![{}]({}.svg)\n", escape(&figure.diagram.description), figure.stem);
                }
            }
        }
    }
    for cite in &cited {
        let words = note(cite).map(|words| format!(": {}", escape(&words))).unwrap_or_default();
        let _ = writeln!(out, "[^{}]: {}{words}", mark(cite), escape(&cite.to_string()));
    }
    out
}

fn mark(cite: &Citation) -> String {
    let id: String = clean(cite.source.as_str()).chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    format!("{id}-s{}", cite.sentence)
}

fn sentence(line: &Line, cited: &mut BTreeSet<Citation>) -> String {
    let notes: String = line.cites.iter().map(|cite| format!("[^{}]", mark(cite))).collect();
    cited.extend(line.cites.iter().cloned());
    let words = escape(&line.words);
    match line.whose {
        WhoseWords::Reported | WhoseWords::Derived => format!("{words}{notes}"),
        WhoseWords::Stated => format!("*{}*{notes}", words.trim()),
    }
}

fn list_item(out: &mut String, item: &Item, depth: usize, cited: &mut BTreeSet<Citation>) {
    let _ = writeln!(out, "{:indent$}- {}", "", sentence(&item.line, cited), indent = depth * 2);
    for below in &item.below {
        list_item(out, below, depth + 1, cited);
    }
}

fn table_rows(out: &mut String, table: &Table, cited: &mut BTreeSet<Citation>) {
    let _ = writeln!(out, "| {} |", table.columns.iter().map(|c| escape(c)).collect::<Vec<_>>().join(" | "));
    let _ = writeln!(out, "|{}", " --- |".repeat(table.columns.len()));
    for row in &table.rows {
        let cells: Vec<String> =
            row.iter().map(|cell| cell.iter().map(|line| sentence(line, cited)).collect::<Vec<_>>().join("; ")).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out.push('\n');
}
