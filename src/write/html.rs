//! HTML: one self-contained page, with drawings inside it, readable in light and dark, on paper and aloud.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::source::Citation;
use crate::view::{Block, Document, Figure, Item, Line, Table, WhoseWords};

use super::DAGGER;
use super::escape::xml;
use super::svg::svg_named;

const STYLE: &str = include_str!("page.css");

/// What a page needs besides its document.
pub struct Page<'a> {
    /// The words of a footnote, where there are any.
    pub note: &'a dyn Fn(&Citation) -> Option<String>,
    /// The line at the foot of the page.
    pub foot: String,
}

/// Spells a document as one page.
pub fn html(document: &Document, page: &Page<'_>) -> String {
    let mut writer = Writer {
        out: String::new(),
        numbers: BTreeMap::new(),
        order: Vec::new(),
    };
    let title = xml(&document.title);
    let _ = writeln!(
        writer.out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body{}>\n<main>\n<h1>{title}</h1>",
        if document.compact {
            " class=\"compact\""
        } else {
            ""
        }
    );
    writer.about(document);
    for line in &document.lead {
        let _ = write!(writer.out, "<p class=\"lead\">");
        writer.sentence(line);
        writer.out.push_str("</p>\n");
    }
    writer.contents(document);
    for (number, section) in document.sections.iter().enumerate() {
        let _ = writeln!(
            writer.out,
            "<section aria-labelledby=\"part-{number}\">\n<h2 id=\"part-{number}\">{}</h2>",
            xml(&section.heading)
        );
        section.blocks.iter().for_each(|block| writer.block(block));
        writer.out.push_str("</section>\n");
    }
    writer.notes(page);
    let _ = writeln!(
        writer.out,
        "</main>\n<footer><p>{}</p></footer>\n</body>\n</html>",
        xml(&page.foot)
    );
    writer.out
}

struct Writer {
    out: String,
    numbers: BTreeMap<Citation, usize>,
    order: Vec<Citation>,
}

impl Writer {
    fn contents(&mut self, document: &Document) {
        self.out.push_str("<nav aria-label=\"Contents\">\n<ol>\n");
        for (number, section) in document.sections.iter().enumerate() {
            let _ = writeln!(
                self.out,
                "<li><a href=\"#part-{number}\">{}</a></li>",
                xml(&section.heading)
            );
        }
        self.out.push_str("</ol>\n</nav>\n");
    }

    fn about(&mut self, document: &Document) {
        if document.about.is_empty() {
            return;
        }
        self.out.push_str("<dl class=\"about\">\n");
        for (label, line) in &document.about {
            let _ = write!(self.out, "<div><dt>{}</dt><dd>", xml(label));
            self.sentence(line);
            self.out.push_str("</dd></div>\n");
        }
        self.out.push_str("</dl>\n");
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Say(line) => {
                self.out.push_str("<p>");
                self.sentence(line);
                self.out.push_str("</p>\n");
            }
            Block::Tell(lines) => {
                self.out.push_str("<p>");
                for (at, line) in lines.iter().enumerate() {
                    self.out.push_str(if at == 0 { "" } else { " " });
                    self.sentence(line);
                }
                self.out.push_str("</p>\n");
            }
            Block::Items(items) => self.items(items, "ul"),
            Block::Steps(items) => self.items(items, "ol"),
            Block::WriteIn(label, lines) => {
                let _ = write!(self.out, "<div class=\"write-in\"><p>{}</p>", xml(label));
                (0..*lines).for_each(|_| self.out.push_str("<div></div>"));
                self.out.push_str("</div>\n");
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
        }
    }

    fn items(&mut self, items: &[Item], list: &str) {
        let _ = writeln!(self.out, "<{list}>");
        for item in items {
            self.out.push_str("<li>");
            self.sentence(&item.line);
            if !item.below.is_empty() {
                self.out.push('\n');
                self.items(&item.below, "ul");
            }
            self.out.push_str("</li>\n");
        }
        let _ = writeln!(self.out, "</{list}>");
    }

    fn table(&mut self, table: &Table) {
        self.out
            .push_str("<div class=\"wide\"><table>\n<thead><tr>");
        for column in &table.columns {
            let _ = write!(self.out, "<th scope=\"col\">{}</th>", xml(column));
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.out.push_str("<tr>");
            for (at, cell) in row.iter().enumerate() {
                self.out.push_str(if at == 0 {
                    "<th scope=\"row\">"
                } else {
                    "<td>"
                });
                for (place, line) in cell.iter().enumerate() {
                    if place > 0 {
                        self.out.push_str("<br>");
                    }
                    self.sentence(line);
                }
                self.out.push_str(if at == 0 { "</th>" } else { "</td>" });
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table></div>\n");
    }

    fn figure(&mut self, figure: &Figure) {
        let _ = writeln!(
            self.out,
            "<figure>\n<div class=\"wide\">{}</div>",
            svg_named(&figure.diagram, &figure.stem)
        );
        self.out
            .push_str("<details><summary>The same as a table</summary>\n");
        self.table(&figure.table);
        self.out.push_str("</details>\n");
        self.out.push_str("</figure>\n");
    }

    fn sentence(&mut self, line: &Line) {
        let class = match line.whose {
            WhoseWords::Stated => "stated",
            WhoseWords::Reported => "reported",
            WhoseWords::Derived => "derived",
        };
        let _ = write!(
            self.out,
            "<span class=\"{class}\">{}</span>",
            xml(&line.words)
        );
        if line.whose == WhoseWords::Reported {
            let _ = write!(
                self.out,
                "<abbr title=\"reported: a source says it of them\">{DAGGER}</abbr>"
            );
        }
        for (at, cite) in line.cites.iter().enumerate() {
            let number = self.number(cite);
            let comma = if at == 0 { "" } else { "," };
            let _ = write!(
                self.out,
                "<sup>{comma}<a href=\"#note-{number}\" title=\"{}\">{number}</a></sup>",
                xml(&cite.to_string())
            );
        }
    }

    fn number(&mut self, cite: &Citation) -> usize {
        if let Some(&number) = self.numbers.get(cite) {
            return number;
        }
        self.order.push(cite.clone());
        self.numbers.insert(cite.clone(), self.order.len());
        self.order.len()
    }

    fn notes(&mut self, page: &Page<'_>) {
        if self.order.is_empty() {
            return;
        }
        self.out.push_str("<section aria-labelledby=\"notes\" class=\"notes\">\n<h2 id=\"notes\">Notes</h2>\n<ol>\n");
        for (at, cite) in self.order.clone().iter().enumerate() {
            let words = (page.note)(cite)
                .map(|words| format!(" {}", xml(&words)))
                .unwrap_or_default();
            let _ = writeln!(
                self.out,
                "<li id=\"note-{}\"><b>{}</b>{words}</li>",
                at + 1,
                xml(&cite.to_string())
            );
        }
        self.out.push_str("</ol>\n</section>\n");
    }
}
