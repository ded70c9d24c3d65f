//! HTML: one self-contained page, with drawings inside it, readable in light and dark, on paper and aloud.

use std::collections::BTreeMap;

use crate::scene::{BUNCH, disc_alone, keys_alone, stance_alone};
use crate::source::Citation;
use crate::view::{Block, Document, Figure, Item, Line, Place, Section, Sign, Table, WhoseWords};

use super::DAGGER;
use super::escape::xml;
use super::fonts::font_faces;
use super::svg::{dark_look, fragment, titled_fragment};
use super::{in_text, on_a_phone};

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
    let mut writer = Writer::default();
    writer.head(document);
    writer.about(document);
    for line in &document.lead {
        writer.paragraph("<p class=\"lead\">", std::slice::from_ref(line));
    }
    writer.sections(document);
    writer.notes(page);
    let foot = xml(&page.foot);
    writer.line(&format!(
        "</main>\n<footer><p>{foot}</p></footer>\n</body>\n</html>"
    ));
    let faces = font_faces(&writer.out);
    writer
        .out
        .replacen("<style>\n", &format!("<style>\n{faces}\n"), 1)
}

#[derive(Default)]
struct Writer {
    out: String,
    numbers: BTreeMap<Citation, usize>,
    order: Vec<Citation>,
}

impl Writer {
    fn put(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn line(&mut self, markup: &str) {
        self.put(markup);
        self.put("\n");
    }

    /// Everything up to the heading of the page.
    fn head(&mut self, document: &Document) {
        let title = xml(&document.title);
        let dark = dark_look();
        let class = if document.compact {
            " class=\"compact\""
        } else {
            ""
        };
        self.line(&format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<style>\n{STYLE}@media screen and (prefers-color-scheme:dark){{{dark}}}\n</style>\n</head>\n<body{class}>\n<main>\n<h1>{title}</h1>"
        ));
    }

    /// The sections, those that stand in columns together.
    fn sections(&mut self, document: &Document) {
        // What leads stands before the contents; a page or two have none.
        let after = usize::from(document.sections.first().is_some_and(|first| first.leads));
        let mut number = 0;
        let is_column = |section: &Section| section.place == Place::Column;
        for run in document
            .sections
            .chunk_by(|one, next| is_column(one) == is_column(next))
        {
            let has_columns = run.iter().any(is_column);
            self.put(if has_columns {
                "<div class=\"columns\">\n"
            } else {
                ""
            });
            for section in run {
                if number == after && !document.compact {
                    self.contents(document);
                }
                self.section(number, section);
                number += 1;
            }
            self.put(if has_columns { "</div>\n" } else { "" });
        }
    }

    fn contents(&mut self, document: &Document) {
        self.line("<nav aria-label=\"Contents\">\n<ol>");
        for (number, section) in document.sections.iter().enumerate() {
            let heading = xml(&section.heading);
            self.line(&format!(
                "<li><a href=\"#part-{number}\">{heading}</a></li>"
            ));
        }
        self.line("</ol>\n</nav>");
    }

    fn about(&mut self, document: &Document) {
        if document.about.is_empty() {
            return;
        }
        self.line("<dl class=\"about\">");
        for (label, line) in &document.about {
            self.put(&format!("<div><dt>{}</dt><dd>", xml(label)));
            self.sentence(line);
            self.line("</dd></div>");
        }
        self.line("</dl>");
    }

    fn section(&mut self, number: usize, section: &Section) {
        let heading = xml(&section.heading);
        let turns = match (section.turns_page, section.place) {
            (true, _) => " class=\"turn\"",
            (false, Place::Bare) => " class=\"bare\"",
            (false, Place::Across | Place::Column | Place::Foot) => "",
        };
        self.line(&format!(
            "<section{turns} aria-labelledby=\"part-{number}\">\n<h2 id=\"part-{number}\">{heading}</h2>"
        ));
        section.blocks.iter().for_each(|block| self.block(block));
        self.line("</section>");
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Say(line) => self.paragraph("<p>", std::slice::from_ref(line)),
            Block::Tell(lines) => self.paragraph("<p>", lines),
            Block::Items(items) => self.items(items, "ul"),
            Block::Steps(items) => self.items(items, "ol"),
            Block::WriteIn(label, lines) => {
                let (label, room) = (xml(label), "<div></div>".repeat(*lines));
                self.line(&format!(
                    "<div class=\"write-in\"><p>{label}</p>{room}</div>"
                ));
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
        }
    }

    fn paragraph(&mut self, open: &str, lines: &[Line]) {
        self.put(open);
        self.sentences(lines, " ");
        self.line("</p>");
    }

    fn items(&mut self, items: &[Item], list: &str) {
        self.line(&format!("<{list}>"));
        for item in items {
            self.put("<li>");
            self.sentence(&item.line);
            if !item.below.is_empty() {
                self.put("\n");
                self.items(&item.below, "ul");
            }
            self.line("</li>");
        }
        self.line(&format!("</{list}>"));
    }

    fn table(&mut self, table: &Table) {
        self.put("<div class=\"wide\"><table>\n<thead><tr>");
        for column in &table.columns {
            self.put(&format!("<th scope=\"col\">{}</th>", xml(column)));
        }
        self.line("</tr></thead>\n<tbody>");
        for row in &table.rows {
            self.put("<tr>");
            row.iter()
                .enumerate()
                .for_each(|(at, cell)| self.cell(at, cell));
            self.line("</tr>");
        }
        self.line("</tbody>\n</table></div>");
    }

    /// A cell; the first of a row is its heading.
    fn cell(&mut self, at: usize, lines: &[Line]) {
        let (open, close) = if at == 0 {
            ("<th scope=\"row\">", "</th>")
        } else {
            ("<td>", "</td>")
        };
        self.put(open);
        self.sentences(lines, "<br>");
        self.put(close);
    }

    fn figure(&mut self, figure: &Figure) {
        let drawing = titled_fragment(&in_text(figure), &figure.stem);
        match on_a_phone(figure) {
            Some(narrow) => {
                let narrow = titled_fragment(&narrow, &format!("{}-narrow", figure.stem));
                self.line(&format!(
                    "<figure>\n<div class=\"broad\">{drawing}</div><div class=\"narrow\">{narrow}</div>"
                ));
            }
            None => self.line(&format!("<figure>\n<div class=\"wide\">{drawing}</div>")),
        }
        if figure.table.rows.is_empty() {
            return self.line("</figure>");
        }
        self.line("<details><summary>What the picture shows, as a table</summary>");
        self.table(&figure.table);
        self.line("</details>\n</figure>");
    }

    fn sentences(&mut self, lines: &[Line], between: &str) {
        for (at, line) in lines.iter().enumerate() {
            self.put(if at == 0 { "" } else { between });
            self.sentence(line);
        }
    }

    fn sentence(&mut self, line: &Line) {
        let class = match line.whose {
            WhoseWords::Stated => "stated",
            WhoseWords::Reported => "reported",
            WhoseWords::Derived => "derived",
        };
        let words = xml(&line.words);
        if let Some(sign) = &line.sign {
            self.sign(sign);
        }
        self.put(&format!("<span class=\"{class}\">{words}</span>"));
        if line.whose == WhoseWords::Reported {
            self.put(&format!(
                "<abbr title=\"reported: a source says it of them\">{DAGGER}</abbr>"
            ));
        }
        for (at, cite) in line.cites.iter().enumerate() {
            self.mark(cite, if at == 0 { "" } else { "," });
        }
    }

    /// A mark before a sentence; it is read aloud where it says more than the words.
    fn sign(&mut self, sign: &Sign) {
        let (scene, kind) = match sign {
            Sign::Keys(keys) => (keys_alone(keys), bunch_class(keys.len())),
            Sign::Party { who, has_spoken } => (disc_alone(who, *has_spoken), "disc"),
            Sign::Stance(stance, who) => (stance_alone(*stance, who), "stance"),
        };
        let spoken = match sign.letters() {
            Some(letters) => format!(" role=\"img\" aria-label=\"{}\"", xml(&letters)),
            None => " aria-hidden=\"true\"".to_owned(),
        };
        let drawn = fragment(&scene, "");
        self.put(&format!(
            "<span class=\"sign {kind}\"{spoken}>{drawn}</span>"
        ));
    }

    /// The number of a note, which links to it.
    fn mark(&mut self, cite: &Citation, comma: &str) {
        let (number, name) = (self.number(cite), xml(&cite.to_string()));
        self.put(&format!(
            "<sup>{comma}<wbr><a href=\"#note-{number}\" title=\"{name}\">{number}</a></sup>"
        ));
    }

    fn number(&mut self, cite: &Citation) -> usize {
        let next = self.order.len() + 1;
        let number = *self.numbers.entry(cite.clone()).or_insert(next);
        if number == next {
            self.order.push(cite.clone());
        }
        number
    }

    fn notes(&mut self, page: &Page<'_>) {
        if self.order.is_empty() {
            return;
        }
        self.line("<section aria-labelledby=\"notes\" class=\"notes\">\n<h2 id=\"notes\">Notes</h2>\n<ol>");
        for (at, cite) in std::mem::take(&mut self.order).iter().enumerate() {
            self.line(&note(at + 1, cite, page));
        }
        self.line("</ol>\n</section>");
    }
}

/// How wide a bunch of keys is.
fn bunch_class(keys: usize) -> &'static str {
    match keys.min(BUNCH) {
        0 | 1 => "keys",
        2 => "keys two",
        _ => "keys three",
    }
}

fn note(number: usize, cite: &Citation, page: &Page<'_>) -> String {
    let words = (page.note)(cite).map(|words| format!(" {}", xml(&words)));
    let (name, words) = (xml(&cite.to_string()), words.unwrap_or_default());
    format!("<li id=\"note-{number}\"><b>{name}</b>{words}</li>")
}
