//! Markdown: citations as footnotes, drawings as linked files.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::source::Citation;
use crate::view::{Block, Document, Item, Line, Table, WhoseWords};

use super::DAGGER;
use super::escape::{clean, markdown as escape};

/// Spells a document; `note` gives the words of a footnote, where there are any.
pub fn markdown(document: &Document, note: &dyn Fn(&Citation) -> Option<String>) -> String {
    let mut out = String::new();
    let mut cited = BTreeSet::new();
    let _ = writeln!(out, "# {}\n", escape(&document.title));
    for (label, line) in &document.about {
        let _ = writeln!(
            out,
            "- **{}:** {}",
            escape(label),
            sentence(line, &mut cited)
        );
    }
    if !document.about.is_empty() {
        out.push('\n');
    }
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
                Block::Tell(lines) => {
                    let told: Vec<String> = lines
                        .iter()
                        .map(|line| sentence(line, &mut cited))
                        .collect();
                    let _ = writeln!(out, "{}\n", told.join(" "));
                }
                Block::Items(items) => {
                    items
                        .iter()
                        .for_each(|item| list_item(&mut out, item, "-", 0, &mut cited));
                    out.push('\n');
                }
                Block::Steps(items) => {
                    for (at, item) in items.iter().enumerate() {
                        list_item(&mut out, item, &format!("{}.", at + 1), 0, &mut cited);
                    }
                    out.push('\n');
                }
                Block::WriteIn(label, lines) => {
                    let _ = writeln!(out, "{}{}\n", escape(label), "\n\n<br>".repeat(*lines));
                }
                Block::Table(table) => table_rows(&mut out, table, &mut cited),
                Block::Figure(figure) => {
                    let _ = writeln!(
                        out,
                        "![{}]({}.svg)\n",
                        escape(&figure.diagram.description),
                        figure.stem
                    );
                    let _ = writeln!(out, "<details><summary>The same as a table</summary>\n");
                    table_rows(&mut out, &figure.table, &mut cited);
                    let _ = writeln!(out, "</details>\n");
                }
            }
        }
    }
    for cite in &cited {
        let words = note(cite)
            .map(|words| format!(": {}", escape(&words)))
            .unwrap_or_default();
        let _ = writeln!(
            out,
            "[^{}]: {}{words}",
            mark(cite),
            escape(&cite.to_string())
        );
    }
    out
}

fn mark(cite: &Citation) -> String {
    let id: String = clean(cite.source.as_str())
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    format!("{id}-s{}", cite.sentence)
}

fn sentence(line: &Line, cited: &mut BTreeSet<Citation>) -> String {
    let notes: String = line
        .cites
        .iter()
        .map(|cite| format!("[^{}]", mark(cite)))
        .collect();
    cited.extend(line.cites.iter().cloned());
    let words = escape(&line.words);
    match line.whose {
        WhoseWords::Reported => format!("{words}{DAGGER}{notes}"),
        WhoseWords::Derived => format!("{words}{notes}"),
        WhoseWords::Stated => format!("*{}*{notes}", words.trim()),
    }
}

fn list_item(
    out: &mut String,
    item: &Item,
    mark: &str,
    indent: usize,
    cited: &mut BTreeSet<Citation>,
) {
    let _ = writeln!(out, "{:indent$}{mark} {}", "", sentence(&item.line, cited));
    for below in &item.below {
        list_item(out, below, "-", indent + mark.len() + 1, cited);
    }
}

fn table_rows(out: &mut String, table: &Table, cited: &mut BTreeSet<Citation>) {
    let _ = writeln!(
        out,
        "| {} |",
        table
            .columns
            .iter()
            .map(|c| escape(c))
            .collect::<Vec<_>>()
            .join(" | ")
    );
    let _ = writeln!(out, "|{}", " --- |".repeat(table.columns.len()));
    for row in &table.rows {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| {
                cell.iter()
                    .map(|line| sentence(line, cited))
                    .collect::<Vec<_>>()
                    .join("; ")
            })
            .collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out.push('\n');
}
