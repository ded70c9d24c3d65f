//! DOCX: headings, real footnotes, tables and pictures, for readers who will edit or comment the text.

use std::collections::BTreeSet;

use docx_rs::{
    AbstractNumbering, Docx, Footnote, IndentLevel, Level, LevelJc, LevelText, LineSpacing,
    NumberFormat, Numbering, NumberingId, PageMargin, Paragraph, Pic, Run, RunFonts, Shading,
    SpecialIndentType, Start, Style, StyleType, Table as WordTable, TableCell, TableRow, WidthType,
};

use crate::source::Citation;
use crate::view::{Block, Document, Figure, Item, Line, Table, WhoseWords};

use super::DAGGER;
use super::escape::clean;

/// A picture of a figure: PNG bytes with width and height in pixels.
pub struct Picture {
    /// The bytes of a PNG file.
    pub png: Vec<u8>,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// What a text file for a word processor needs besides its document.
pub struct WordPage<'a> {
    /// The words of a footnote, where there are any.
    pub note: &'a dyn Fn(&Citation) -> Option<String>,
    /// The picture of a figure; without one the figure is told in words.
    pub picture: &'a dyn Fn(&Figure) -> Option<Picture>,
    /// The line at the end.
    pub foot: String,
}

/// Widths and heights in English Metric Units: 914,400 to the inch, 360,000 to the centimetre.
const CENTIMETRE: u32 = 360_000;
const TEXT_WIDTH: u32 = 17 * CENTIMETRE;
const TEXT_HEIGHT: u32 = 20 * CENTIMETRE;
/// The text width in twentieths of a point, as tables measure it.
const TEXT_TWIPS: usize = 9_638;
const BULLETS: usize = 2;

/// Spells a document as the bytes of a DOCX file.
///
/// # Errors
/// What the archive could not take.
pub fn docx(document: &Document, page: &WordPage<'_>) -> Result<Vec<u8>, String> {
    let mut writer = Writer {
        page,
        docx: styled(),
        notes: 0,
        lists: BULLETS,
        pictures: 0,
        told: BTreeSet::new(),
        tables: Vec::new(),
    };
    writer.paragraph(
        Paragraph::new()
            .style("Title")
            .add_run(text(&document.title)),
    );
    for (label, line) in &document.about {
        let named = Paragraph::new().add_run(text(&format!("{label}: ")).bold());
        let named = writer.sentence(named, line);
        writer.paragraph(named);
    }
    document.lead.iter().for_each(|line| writer.say(line));
    for section in &document.sections {
        writer.paragraph(
            Paragraph::new()
                .style("Heading1")
                .keep_next(true)
                .add_run(text(&section.heading)),
        );
        section.blocks.iter().for_each(|block| writer.block(block));
    }
    writer.figure_tables();
    writer.paragraph(Paragraph::new().add_run(text(&page.foot).size(17).color("52606D")));
    let mut bytes = std::io::Cursor::new(Vec::new());
    writer
        .docx
        .build()
        .pack(&mut bytes)
        .map_err(|error| format!("the archive could not be written: {error}"))?;
    Ok(bytes.into_inner())
}

fn styled() -> Docx {
    let heading = |id: &str, name: &str, size: usize| {
        Style::new(id, StyleType::Paragraph)
            .name(name)
            .size(size)
            .bold()
            .based_on("Normal")
            .line_spacing(LineSpacing::new().before(220).after(80))
    };
    let bullet = |level: usize, sign: &str| {
        Level::new(
            level,
            Start::new(1),
            NumberFormat::new("bullet"),
            LevelText::new(sign),
            LevelJc::new("left"),
        )
        .indent(
            Some(360 * (i32::try_from(level).unwrap_or(0) + 1)),
            Some(SpecialIndentType::Hanging(280)),
            None,
            None,
        )
    };
    let bullets = AbstractNumbering::new(BULLETS)
        .add_level(bullet(0, "•"))
        .add_level(bullet(1, "–"))
        .add_level(bullet(2, "·"));
    Docx::new()
        .page_size(11_906, 16_838)
        .page_margin(PageMargin {
            top: 1_134,
            bottom: 1_134,
            left: 1_134,
            right: 1_134,
            header: 567,
            footer: 567,
            gutter: 0,
        })
        .default_fonts(
            RunFonts::new()
                .ascii("Calibri")
                .hi_ansi("Calibri")
                .cs("Calibri"),
        )
        .default_size(21)
        .add_style(
            Style::new("Normal", StyleType::Paragraph)
                .name("Normal")
                .line_spacing(LineSpacing::new().after(90)),
        )
        .add_style(heading("Title", "Title", 40))
        .add_style(heading("Heading1", "heading 1", 28).outline_lvl(0))
        .add_abstract_numbering(bullets)
        .add_numbering(Numbering::new(BULLETS, BULLETS))
}

fn text(words: &str) -> Run {
    Run::new().add_text(clean(words))
}

struct Writer<'a> {
    page: &'a WordPage<'a>,
    docx: Docx,
    /// Numbers that are given out here, and not by the crate's counters, so that the same document gives the same bytes.
    notes: usize,
    lists: usize,
    pictures: usize,
    /// Citations whose words stand in an earlier footnote.
    told: BTreeSet<Citation>,
    /// The data of the drawings, for the end of the document.
    tables: Vec<(String, Table)>,
}

impl Writer<'_> {
    fn paragraph(&mut self, paragraph: Paragraph) {
        self.docx = std::mem::take(&mut self.docx).add_paragraph(paragraph);
    }

    fn say(&mut self, line: &Line) {
        let paragraph = self.sentence(Paragraph::new(), line);
        self.paragraph(paragraph);
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Say(line) => self.say(line),
            Block::Tell(lines) => {
                let mut told = Paragraph::new();
                for (at, line) in lines.iter().enumerate() {
                    told = if at == 0 {
                        told
                    } else {
                        told.add_run(text(" "))
                    };
                    told = self.sentence(told, line);
                }
                self.paragraph(told);
            }
            Block::Items(items) => items.iter().for_each(|item| self.item(item, BULLETS, 0)),
            Block::Steps(items) => {
                self.lists += 1;
                let list = self.lists;
                let level = Level::new(
                    0,
                    Start::new(1),
                    NumberFormat::new("decimal"),
                    LevelText::new("%1."),
                    LevelJc::new("left"),
                );
                let numbered = AbstractNumbering::new(list).add_level(level.indent(
                    Some(400),
                    Some(SpecialIndentType::Hanging(400)),
                    None,
                    None,
                ));
                self.docx = std::mem::take(&mut self.docx)
                    .add_abstract_numbering(numbered)
                    .add_numbering(Numbering::new(list, list));
                items.iter().for_each(|item| self.item(item, list, 0));
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::WriteIn(label, lines) => {
                self.paragraph(Paragraph::new().add_run(text(label)));
                (0..*lines).for_each(|_| {
                    self.paragraph(Paragraph::new().add_run(text(&"_".repeat(80)).color("CBD2D9")))
                });
            }
        }
    }

    fn item(&mut self, item: &Item, list: usize, level: usize) {
        let paragraph = Paragraph::new().numbering(NumberingId::new(list), IndentLevel::new(level));
        let paragraph = self.sentence(paragraph, &item.line);
        self.paragraph(paragraph);
        item.below
            .iter()
            .for_each(|below| self.item(below, BULLETS, (level + 1).min(2)));
    }

    /// A sentence with one footnote that holds all its citations.
    fn sentence(&mut self, paragraph: Paragraph, line: &Line) -> Paragraph {
        let words = match line.whose {
            WhoseWords::Stated => text(&line.words).italic(),
            WhoseWords::Reported => text(&format!("{}{DAGGER}", line.words)),
            WhoseWords::Derived => text(&line.words),
        };
        let paragraph = paragraph.add_run(words);
        if line.cites.is_empty() {
            return paragraph;
        }
        let told: Vec<String> = line
            .cites
            .iter()
            .map(|cite| match (self.page.note)(cite) {
                Some(words) if self.told.insert(cite.clone()) => format!("{cite}: {words}"),
                Some(_) | None => format!("{cite}."),
            })
            .collect();
        self.notes += 1;
        let footnote = Footnote {
            id: self.notes,
            content: vec![Paragraph::new().add_run(text(&format!(" {}", told.join(" "))).size(17))],
        };
        paragraph.add_run(Run::new().add_footnote_reference(footnote))
    }

    fn table(&mut self, table: &Table) {
        let columns = table.columns.len().max(1);
        let width = TEXT_TWIPS / columns;
        let head = table.columns.iter().map(|column| {
            let cell = TableCell::new()
                .width(width, WidthType::Dxa)
                .shading(Shading::new().fill("F5F7FA"));
            cell.add_paragraph(Paragraph::new().add_run(text(column).bold().size(18)))
        });
        let mut rows = vec![TableRow::new(head.collect())];
        for row in &table.rows {
            let cells = row.iter().map(|lines| {
                let mut cell = TableCell::new().width(width, WidthType::Dxa);
                for line in lines {
                    cell = cell.add_paragraph(self.sentence(
                        Paragraph::new().line_spacing(LineSpacing::new().after(20)),
                        line,
                    ));
                }
                if lines.is_empty() {
                    cell.add_paragraph(Paragraph::new())
                } else {
                    cell
                }
            });
            rows.push(TableRow::new(cells.collect()));
        }
        let made = WordTable::new(rows)
            .width(TEXT_TWIPS, WidthType::Dxa)
            .set_grid(vec![width; columns]);
        self.docx = std::mem::take(&mut self.docx).add_table(made);
        self.paragraph(Paragraph::new());
    }

    fn figure(&mut self, figure: &Figure) {
        if let Some(Picture { png, width, height }) = (self.page.picture)(figure) {
            self.pictures += 1;
            let (width, height) = (f64::from(width.max(1)), f64::from(height.max(1)));
            let scale = (f64::from(TEXT_WIDTH) / width).min(f64::from(TEXT_HEIGHT) / height);
            // Both products are below the size of a page, and positive.
            let (wide, high) = ((width * scale) as u32, (height * scale) as u32);
            let picture = Pic::new_with_dimensions(png, 1, 1)
                .size(wide, high)
                .id(format!("rIdImage{}", self.pictures));
            self.paragraph(
                Paragraph::new()
                    .keep_next(true)
                    .add_run(Run::new().add_image(picture)),
            );
        } else {
            self.paragraph(Paragraph::new().add_run(text(&figure.diagram.description)));
        }
        self.paragraph(Paragraph::new().add_run(text(&figure.diagram.title).italic().size(18)));
        self.tables
            .push((figure.diagram.title.clone(), figure.table.clone()));
    }

    /// The same data as in the drawings, at the end, where it stands in nobody's way.
    fn figure_tables(&mut self) {
        for (at, (title, table)) in std::mem::take(&mut self.tables).into_iter().enumerate() {
            if at == 0 {
                self.paragraph(
                    Paragraph::new()
                        .style("Heading1")
                        .keep_next(true)
                        .page_break_before(true)
                        .add_run(text("The drawings as tables")),
                );
            }
            self.paragraph(
                Paragraph::new()
                    .keep_next(true)
                    .add_run(text(&title).bold()),
            );
            self.table(&table);
        }
    }
}
