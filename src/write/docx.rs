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
/// Two centimetres, in the same measure.
const MARGIN: i32 = 1_134;
/// Sizes in half points.
const SMALL: usize = 17;
const CAPTION: usize = 18;
const FONT: &str = "Calibri";
/// The number of the list whose order does not matter.
const BULLETS: usize = 2;

/// Spells a document as the bytes of a DOCX file.
///
/// # Errors
/// What the archive could not take.
pub fn docx(document: &Document, page: &WordPage<'_>) -> Result<Vec<u8>, String> {
    let mut writer = Writer::new(page);
    writer.beginning(document);
    for section in &document.sections {
        let paragraph = together().page_break_before(section.turns_page);
        writer.heading(paragraph, &section.heading);
        section.blocks.iter().for_each(|block| writer.block(block));
    }
    writer.figure_tables();
    writer.run(text(&page.foot).size(SMALL).color("52606D"));
    packed(writer.docx)
}

fn packed(docx: Docx) -> Result<Vec<u8>, String> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    docx.build()
        .pack(&mut bytes)
        .map_err(|error| format!("the archive could not be written: {error}"))?;
    Ok(bytes.into_inner())
}

/// An empty document with our page, our styles and our bullets.
fn styled() -> Docx {
    let normal = Style::new("Normal", StyleType::Paragraph)
        .name("Normal")
        .line_spacing(LineSpacing::new().after(90));
    Docx::new()
        .page_size(11_906, 16_838)
        .page_margin(margins())
        .default_fonts(RunFonts::new().ascii(FONT).hi_ansi(FONT).cs(FONT))
        .default_size(21)
        .add_style(normal)
        .add_style(heading("Title", "Title", 40))
        .add_style(heading("Heading1", "heading 1", 28).outline_lvl(0))
        .add_abstract_numbering(bullets())
        .add_numbering(Numbering::new(BULLETS, BULLETS))
}

fn margins() -> PageMargin {
    PageMargin {
        top: MARGIN,
        bottom: MARGIN,
        left: MARGIN,
        right: MARGIN,
        header: MARGIN / 2,
        footer: MARGIN / 2,
        gutter: 0,
    }
}

fn heading(id: &str, name: &str, size: usize) -> Style {
    Style::new(id, StyleType::Paragraph)
        .name(name)
        .size(size)
        .bold()
        .based_on("Normal")
        .line_spacing(LineSpacing::new().before(220).after(80))
}

/// The signs of lists whose order does not matter, a deeper one for each level.
fn bullets() -> AbstractNumbering {
    let signs = ["•", "–", "·"];
    let levels = (0..).zip(signs);
    levels.fold(AbstractNumbering::new(BULLETS), |list, (depth, sign)| {
        let level = level(depth, "bullet", sign);
        let left = Some(360 * (i32::try_from(depth).unwrap_or(0) + 1));
        list.add_level(level.indent(left, Some(SpecialIndentType::Hanging(280)), None, None))
    })
}

fn level(depth: usize, format: &str, sign: &str) -> Level {
    Level::new(
        depth,
        Start::new(1),
        NumberFormat::new(format),
        LevelText::new(sign),
        LevelJc::new("left"),
    )
}

fn text(words: &str) -> Run {
    Run::new().add_text(clean(words))
}

/// A paragraph that stays on one page with what follows it.
fn together() -> Paragraph {
    Paragraph::new().keep_next(true)
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

impl<'a> Writer<'a> {
    fn new(page: &'a WordPage<'a>) -> Self {
        Self {
            page,
            docx: styled(),
            notes: 0,
            lists: BULLETS,
            pictures: 0,
            told: BTreeSet::new(),
            tables: Vec::new(),
        }
    }

    /// Adds something to the document, which the crate takes whole and gives back.
    fn add(&mut self, to: impl FnOnce(Docx) -> Docx) {
        self.docx = to(std::mem::take(&mut self.docx));
    }

    fn paragraph(&mut self, paragraph: Paragraph) {
        self.add(|docx| docx.add_paragraph(paragraph));
    }

    /// A paragraph of words that are set alike.
    fn run(&mut self, words: Run) {
        self.paragraph(Paragraph::new().add_run(words));
    }

    fn heading(&mut self, paragraph: Paragraph, words: &str) {
        self.paragraph(paragraph.style("Heading1").add_run(text(words)));
    }

    /// Everything before the first heading.
    fn beginning(&mut self, document: &Document) {
        let title = Paragraph::new().style("Title");
        self.paragraph(title.add_run(text(&document.title)));
        for (label, line) in &document.about {
            self.labelled(label, line);
        }
        document.lead.iter().for_each(|line| self.say(line));
    }

    fn labelled(&mut self, label: &str, line: &Line) {
        let label = text(&format!("{label}: ")).bold();
        let told = self.sentence(Paragraph::new().add_run(label), line);
        self.paragraph(told);
    }

    fn say(&mut self, line: &Line) {
        self.tell(std::slice::from_ref(line));
    }

    fn tell(&mut self, lines: &[Line]) {
        let mut told = Paragraph::new();
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                told = told.add_run(text(" "));
            }
            told = self.sentence(told, line);
        }
        self.paragraph(told);
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Say(line) => self.say(line),
            Block::Tell(lines) => self.tell(lines),
            Block::Items(items) => items.iter().for_each(|item| self.item(item, BULLETS, 0)),
            Block::Steps(items) => {
                let list = self.numbered_list();
                items.iter().for_each(|item| self.item(item, list, 0));
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::WriteIn(label, lines) => {
                self.run(text(label));
                (0..*lines).for_each(|_| self.run(text(&"_".repeat(80)).color("CBD2D9")));
            }
        }
    }

    /// A list that counts from 1.
    fn numbered_list(&mut self) -> usize {
        self.lists += 1;
        let list = self.lists;
        let hanging = Some(SpecialIndentType::Hanging(400));
        let level = level(0, "decimal", "%1.").indent(Some(400), hanging, None, None);
        let numbered = AbstractNumbering::new(list).add_level(level);
        self.add(|docx| {
            docx.add_abstract_numbering(numbered)
                .add_numbering(Numbering::new(list, list))
        });
        list
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
        let letters = line.sign.as_ref().and_then(|sign| sign.letters());
        let paragraph = match letters {
            Some(letters) => paragraph.add_run(text(&format!("{letters} ")).bold()),
            None => paragraph,
        };
        let paragraph = paragraph.add_run(words);
        if line.cites.is_empty() {
            return paragraph;
        }
        let footnote = self.footnote(&line.cites);
        paragraph.add_run(Run::new().add_footnote_reference(footnote))
    }

    /// Citations; each has its words where it is cited first.
    fn footnote(&mut self, cites: &[Citation]) -> Footnote {
        let told = cites.iter().map(|cite| match (self.page.note)(cite) {
            Some(words) if self.told.insert(cite.clone()) => format!(" {cite}: {words}"),
            Some(_) | None => format!(" {cite}."),
        });
        let told: String = told.collect();
        self.notes += 1;
        Footnote {
            id: self.notes,
            content: vec![Paragraph::new().add_run(text(&told).size(SMALL))],
        }
    }

    fn table(&mut self, table: &Table) {
        let columns = table.columns.len().max(1);
        let width = TEXT_TWIPS / columns;
        let head = table.columns.iter().map(|column| head_cell(column, width));
        let mut rows = vec![TableRow::new(head.collect())];
        rows.extend(table.rows.iter().map(|row| self.row(row, width)));
        let made = WordTable::new(rows)
            .width(TEXT_TWIPS, WidthType::Dxa)
            .set_grid(vec![width; columns]);
        self.add(|docx| docx.add_table(made));
        self.paragraph(Paragraph::new());
    }

    fn row(&mut self, row: &[Vec<Line>], width: usize) -> TableRow {
        let cells = row.iter().map(|lines| self.cell(lines, width));
        TableRow::new(cells.collect())
    }

    fn cell(&mut self, lines: &[Line], width: usize) -> TableCell {
        let cell = TableCell::new().width(width, WidthType::Dxa);
        if lines.is_empty() {
            return cell.add_paragraph(Paragraph::new());
        }
        lines.iter().fold(cell, |cell, line| {
            let close = Paragraph::new().line_spacing(LineSpacing::new().after(20));
            cell.add_paragraph(self.sentence(close, line))
        })
    }

    /// A drawing with its caption; its data go to the end of the document.
    fn figure(&mut self, figure: &Figure) {
        let (title, told) = figure.titles();
        match (self.page.picture)(figure) {
            Some(picture) => self.picture(picture),
            None => self.run(text(told)),
        }
        self.run(text(title).italic().size(CAPTION));
        let table = (title.to_owned(), figure.table.clone());
        self.tables.push(table);
    }

    fn picture(&mut self, picture: Picture) {
        self.pictures += 1;
        let (wide, high) = fitted(&picture);
        let image = Pic::new_with_dimensions(picture.png, 1, 1)
            .size(wide, high)
            .id(format!("rIdImage{}", self.pictures));
        let run = Run::new().add_image(image);
        self.paragraph(together().add_run(run));
    }

    /// The same data as in the drawings, at the end, where it stands in nobody's way.
    fn figure_tables(&mut self) {
        for (at, (title, table)) in std::mem::take(&mut self.tables).into_iter().enumerate() {
            if at == 0 {
                let on_a_new_page = together().page_break_before(true);
                self.heading(on_a_new_page, "The drawings as tables");
            }
            self.paragraph(together().add_run(text(&title).bold()));
            self.table(&table);
        }
    }
}

fn head_cell(column: &str, width: usize) -> TableCell {
    TableCell::new()
        .width(width, WidthType::Dxa)
        .shading(Shading::new().fill("F5F7FA"))
        .add_paragraph(Paragraph::new().add_run(text(column).bold().size(CAPTION)))
}

/// Width and height of a picture that is as large as the page has room for.
fn fitted(picture: &Picture) -> (u32, u32) {
    let width = f64::from(picture.width.max(1));
    let height = f64::from(picture.height.max(1));
    let scale = (f64::from(TEXT_WIDTH) / width).min(f64::from(TEXT_HEIGHT) / height);
    // Both products are below the size of a page, and positive.
    ((width * scale) as u32, (height * scale) as u32)
}
