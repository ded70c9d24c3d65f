//! How much of a page of paper a document takes, worked out from the widths of its words as `page.css` prints them, so that a
//! briefing of one page is one page before a browser has seen it.

use crate::layout::{Weight, wrap};
use crate::scene::BUNCH;
use crate::view::{Block, Document, Item, Line, Place, Section, Sign, Table};

use super::in_text;

/// What is printed within the margins: A4 and Letter, width and height in pixels of a 96th of an inch.
const SHEETS: [(f64, f64); 2] = [(695.0, 1043.0), (717.0, 976.0)];
/// The sizes of `.compact` in print.
const TEXT: f64 = 11.74;
const LEADING: f64 = 15.5;
const TITLE: f64 = 24.0;
const TITLE_LEADING: f64 = 28.1;
const HEADING: f64 = 14.0;
const HEADING_LEADING: f64 = 18.2;
/// Above a heading, between its rule and its words, and below it.
const AROUND_HEADING: f64 = 8.8 + 5.2 + 2.4;
const BETWEEN_COLUMNS: f64 = 26.5;
/// Above and below a paragraph; and a list item, which has less.
const PARAGRAPH: f64 = 3.5;
const ITEM: f64 = 1.3;
/// How far list items and those with a mark stand in.
const BULLET: f64 = 20.8;
const DISC: f64 = 27.2;
/// The lead is set smaller.
const LEAD: f64 = 0.955;
const KEY: f64 = 52.8;
/// How much further in for each key beside it.
const NEXT_KEY: f64 = 25.6;
/// What a key takes at least.
const KEY_HEIGHT: f64 = 24.0;
/// The number of a source is so wide.
const NOTE: f64 = 6.0;
/// The line at the foot of the page stands on the last one; a little is kept free for what browsers round up.
const SPARE: f64 = 4.0;

/// Whether everything before the sources stands on one page, A4 and Letter.
pub fn fits_a_page(document: &Document) -> bool {
    SHEETS
        .iter()
        .all(|&(width, height)| Sheet { width }.height(document) + SPARE <= height)
}

/// A sheet by the width between its margins.
struct Sheet {
    width: f64,
}

impl Sheet {
    fn height(&self, document: &Document) -> f64 {
        let mut height = self.head(document);
        let on_it = document
            .sections
            .iter()
            .take_while(|section| !section.turns_page);
        let on_it: Vec<&Section> = on_it.collect();
        for run in on_it.chunk_by(|one, next| one.place == next.place) {
            height += match run[0].place {
                Place::Column => self.in_columns(run),
                Place::Across | Place::Bare | Place::Foot => {
                    run.iter().map(|one| self.section(one, self.width)).sum()
                }
            };
        }
        height
    }

    /// The title with what stands above the first section.
    fn head(&self, document: &Document) -> f64 {
        let width = self.width.min(736.0);
        let title = wrap(&document.title, TITLE, Weight::Bold, width, 99);
        let lead = document.lead.iter();
        let lead =
            lead.map(|line| LEAD * self.paragraph(std::slice::from_ref(line), self.width / LEAD));
        10.4 + TITLE_LEADING * title.len() as f64 + 12.0 + self.about(document) + lead.sum::<f64>()
    }

    /// The labels and their words, which follow each other in lines.
    fn about(&self, document: &Document) -> f64 {
        let (mut x, mut lines) = (0.0, 1.0);
        for (label, line) in &document.about {
            let wide = width_of(label) + width_of(&line.words) + 6.4 + 28.0;
            if x > 0.0 && x + wide - 28.0 > self.width {
                (x, lines) = (0.0, lines + 1.0);
            }
            x += wide;
        }
        LEADING * lines + 4.8 + 4.0
    }

    fn in_columns(&self, sections: &[&Section]) -> f64 {
        let width = (self.width - BETWEEN_COLUMNS) / 2.0;
        let pieces = sections.iter().flat_map(|one| self.pieces(one, width));
        let pieces: Vec<f64> = pieces.collect();
        let all: f64 = pieces.iter().sum();
        let mut left = 0.0;
        let ends = pieces.iter().map(|piece| {
            left += piece;
            f64::max(left, all - left)
        });
        ends.fold(all, f64::min)
    }

    /// The heights of what is not torn: a heading with what follows it, a list with what introduces it. A long paragraph can be torn
    /// in its middle.
    fn pieces(&self, section: &Section, width: f64) -> Vec<f64> {
        let mut pieces = vec![self.heading(section, width)];
        let mut is_open = true;
        for (at, block) in section.blocks.iter().enumerate() {
            let height = self.block(block, width);
            let is_long = matches!(block, Block::Say(_) | Block::Tell(_)) && height > 3.0 * LEADING;
            match pieces.last_mut().filter(|_| is_open) {
                Some(last) => *last += height,
                None if is_long => pieces.extend([height / 2.0, height / 2.0]),
                None => pieces.push(height),
            }
            let next = section.blocks.get(at + 1);
            is_open = matches!(next, Some(Block::Items(_) | Block::Steps(_)));
        }
        pieces
    }

    fn section(&self, section: &Section, width: f64) -> f64 {
        let blocks = section.blocks.iter();
        let blocks = blocks.map(|block| self.block(block, width));
        self.heading(section, width) + blocks.sum::<f64>()
    }

    fn heading(&self, section: &Section, width: f64) -> f64 {
        match section.place {
            Place::Bare => 0.0,
            Place::Across | Place::Column | Place::Foot => {
                let lines = wrap(&section.heading, HEADING, Weight::Bold, width, 9).len();
                AROUND_HEADING + HEADING_LEADING * lines as f64
            }
        }
    }

    fn block(&self, block: &Block, width: f64) -> f64 {
        match block {
            Block::Say(line) => self.paragraph(std::slice::from_ref(line), width),
            Block::Tell(lines) => self.paragraph(lines, width),
            Block::Items(items) | Block::Steps(items) => {
                2.4 + items.iter().map(|item| self.item(item, width)).sum::<f64>()
            }
            Block::Table(table) => self.table(table, width),
            Block::Figure(figure) => {
                let scene = in_text(figure);
                scene.height * (width / scene.width).min(1.0) + 11.0
            }
            Block::WriteIn(_, lines) => 24.0 + 30.0 * *lines as f64,
        }
    }

    fn paragraph(&self, lines: &[Line], width: f64) -> f64 {
        LEADING * self.lines(lines, width) + PARAGRAPH
    }

    fn item(&self, item: &Item, width: f64) -> f64 {
        let (aside, least) = beside(item.line.sign.as_deref());
        let own = LEADING * self.lines(std::slice::from_ref(&item.line), width - aside);
        let below = item.below.iter().map(|one| self.item(one, width - BULLET));
        own.max(least) + ITEM + below.sum::<f64>()
    }

    /// Rows as high as their longest cell, in columns of one width.
    fn table(&self, table: &Table, width: f64) -> f64 {
        let each = width / table.columns.len().max(1) as f64 - 8.0;
        let row = |row: &Vec<Vec<Line>>| {
            let cells = row.iter().map(|cell| self.lines(cell, each));
            LEADING * cells.fold(1.0, f64::max) + 8.0
        };
        30.0 + table.rows.iter().map(row).sum::<f64>()
    }

    /// How many lines some sentences take one after the other.
    fn lines(&self, lines: &[Line], width: f64) -> f64 {
        let words: Vec<&str> = lines.iter().map(|line| line.words.as_str()).collect();
        let notes: usize = lines.iter().map(|line| line.cites.len() + 1).sum();
        let broken = wrap(&words.join(" "), TEXT, Weight::Regular, width, 999);
        let last = broken.last().map_or(0.0, |line| width_of(line));
        let over = (last + NOTE * notes as f64) / width;
        (broken.len().saturating_sub(1)) as f64 + over.ceil().max(1.0)
    }
}

fn width_of(words: &str) -> f64 {
    crate::layout::text_width(words, TEXT, Weight::Regular)
}

/// How far in words stand beside a mark, and how high it is at least.
fn beside(sign: Option<&Sign>) -> (f64, f64) {
    match sign {
        Some(Sign::Keys(keys)) => {
            let more = keys.len().clamp(1, BUNCH) - 1;
            let rows = keys.len().div_ceil(BUNCH).max(1);
            (KEY + NEXT_KEY * more as f64, KEY_HEIGHT * rows as f64)
        }
        Some(Sign::Party { .. } | Sign::Stance(..)) => (DISC, LEADING),
        None => (BULLET, LEADING),
    }
}
