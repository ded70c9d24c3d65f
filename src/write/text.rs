//! Plain text, as an analyst would paste it into an e-mail: every line ends in its citations.

use crate::view::{Block, Document, Item, Line, Table};

use super::escape::clean;

/// Spells a document as plain text.
pub fn text(document: &Document) -> String {
    let mut out = String::new();
    push(&mut out, &clean(&document.title));
    for (label, line) in &document.about {
        push(&mut out, &format!("{}: {}", clean(label), sentence(line)));
    }
    for line in &document.lead {
        push(&mut out, &sentence(line));
    }
    for section in &document.sections {
        out.push('\n');
        push(&mut out, &clean(&section.heading));
        section.blocks.iter().for_each(|b| block(&mut out, b));
    }
    out
}

/// A part of a section, two places in; drawings are left out.
fn block(out: &mut String, block: &Block) {
    match block {
        Block::Say(line) => push(out, &format!("  {}", sentence(line))),
        Block::Tell(lines) => push(out, &format!("  {}", joined(lines, " "))),
        Block::Items(items) | Block::Steps(items) => {
            items.iter().for_each(|item| list_item(out, item, 2));
        }
        Block::WriteIn(label, _) => push(out, &format!("  {}: ____", clean(label))),
        Block::Table(table) => table_rows(out, table),
        Block::Figure(_) => {}
    }
}

fn push(out: &mut String, line: &str) {
    out.push_str(line.trim_end());
    out.push('\n');
}

fn list_item(out: &mut String, item: &Item, indent: usize) {
    push(out, &format!("{:indent$}- {}", "", sentence(&item.line)));
    for below in &item.below {
        list_item(out, below, indent + 2);
    }
}

fn sentence(line: &Line) -> String {
    let cites: String = line
        .cites
        .iter()
        .map(|cite| format!(" [{}]", clean(&cite.to_string())))
        .collect();
    format!("{}{cites}", clean(&line.words))
}

/// A row as an item under its heading, with its other cells below.
fn table_rows(out: &mut String, table: &Table) {
    for row in &table.rows {
        let heading = row.first().map(|lines| joined(lines, "; "));
        push(out, &format!("  - {}", heading.unwrap_or_default()));
        let columns = table.columns.iter().skip(1).zip(row.iter().skip(1));
        for (column, cell) in columns.filter(|(_, cell)| !cell.is_empty()) {
            push(
                out,
                &format!("      {}: {}", clean(column), joined(cell, "; ")),
            );
        }
    }
}

fn joined(lines: &[Line], between: &str) -> String {
    lines.iter().map(sentence).collect::<Vec<_>>().join(between)
}
