//! Places a matrix: a column a party, a row a subject, in each cell what is said as a mark with its words. Beyond six parties the
//! cells hold marks alone, and the letters of the parties stand over them.

use std::collections::BTreeSet;

use crate::layout::Point;
use crate::marks::{Anchor, Ink, Mark, MarkKind, Path, Pen, Run, Scene, Setting, Step};
use crate::view::{Entry, EntryKind, MatrixPicture, MatrixRow, Who};

use super::page::{Measures, Page, Told, in_a_text};

/// Most parties whose cells have words.
const MOST_WORDED: usize = 6;
const SUBJECT: f64 = 190.0;
/// From the left edge of a cell to the middle of its mark, and to its words.
const MARK: f64 = 12.0;
const WORDS: f64 = 32.0;
const SIDE: f64 = 20.0;
const ENTRY: Setting = Setting::new(15.0, 18.5).at_most(5);
const SUBJECT_NAME: Setting = Setting::new(16.0, 20.0).bold().at_most(4);
const PARTY_NAME: Setting = Setting::new(15.5, 19.0).bold().at_most(3);
const KIND: Setting = Setting::new(12.0, 18.0).bold().in_ink(Ink::Mute).at_most(2);

/// Places a picture of issues by parties.
pub fn matrix(picture: &MatrixPicture) -> Scene {
    let measures = Page::Slide.measures();
    let mut pen = Pen::default();
    let top = measures.headings(&mut pen, &picture.title, &picture.subtitle);
    let layout = Layout::new(picture, measures);
    let mut y = layout.parties(&mut pen, top + 6.0);
    for (number, row) in picture.rows.iter().enumerate() {
        y = layout.row(&mut pen, row, y, number);
    }
    measures.rule(&mut pen, y, 2.4, Ink::Ink);
    let bottom = measures.stances(&mut pen, y + 12.0, &layout.drawn());
    let letters: &[Who] = if layout.worded { &[] } else { &picture.parties };
    let bottom = measures.people(&mut pen, bottom, letters);
    let unbounded = Measures {
        least_height: 0.0,
        ..measures
    };
    let notes = picture.footer.iter().chain([&picture.sources]);
    let told = Told::new(&picture.title, &picture.description, notes);
    unbounded.finish(pen, bottom + 6.0, &told)
}

/// The marks of a matrix alone, for a text that says the rest.
pub fn matrix_in_text(picture: &MatrixPicture, page: Page) -> Scene {
    let measures = page.measures();
    let mut pen = Pen::default();
    let mut layout = Layout::new(picture, measures);
    layout.worded = false;
    layout.columns = layout.share_out();
    let mut y = layout.parties(&mut pen, 4.0);
    for (number, row) in picture.rows.iter().enumerate() {
        y = layout.row(&mut pen, row, y, number);
    }
    measures.rule(&mut pen, y, 2.4, Ink::Ink);
    let bottom = measures.stances(&mut pen, y + 12.0, &layout.drawn());
    let bottom = measures.people(&mut pen, bottom, &picture.parties);
    let told = (picture.title.as_str(), picture.description.as_str());
    in_a_text(pen, (measures.width, bottom + 6.0), told)
}

struct Layout<'m> {
    picture: &'m MatrixPicture,
    measures: Measures,
    /// Whether the cells have words.
    worded: bool,
    /// Left edge and width of each column.
    columns: Vec<(f64, f64)>,
}

impl<'m> Layout<'m> {
    fn new(picture: &'m MatrixPicture, measures: Measures) -> Self {
        let worded = picture.parties.len() <= MOST_WORDED;
        let mut layout = Self {
            picture,
            measures,
            worded,
            columns: Vec::new(),
        };
        layout.columns = layout.share_out();
        layout
    }

    /// Columns as wide as their entries need on two lines; what is left over is shared, and what is missing taken from those that
    /// want most, but never so much that a name would break.
    fn share_out(&self) -> Vec<(f64, f64)> {
        let mut x = self.measures.margin + SUBJECT;
        let columns = self.widths().into_iter().map(|w| {
            x += w;
            (x - w, w)
        });
        columns.collect()
    }

    fn widths(&self) -> Vec<f64> {
        let room = self.measures.inner() - SUBJECT;
        let all = 0..self.picture.parties.len();
        let count = all.len().max(1) as f64;
        if !self.worded {
            return all.map(|_| room / count).collect();
        }
        let least: Vec<f64> = all.clone().map(|column| self.least(column)).collect();
        let wanted: Vec<f64> = all
            .map(|column| self.wanted(column).max(least[column]))
            .collect();
        let (sum, floor): (f64, f64) = (wanted.iter().sum(), least.iter().sum());
        let share = ((room - floor) / (sum - floor).max(1.0)).clamp(0.0, 1.0);
        let over = (room - sum).max(0.0) / count;
        let widths = least.iter().zip(&wanted);
        widths
            .map(|(least, wanted)| least + (wanted - least) * share + over)
            .collect()
    }

    /// A column in which no word of the party's name is broken.
    fn least(&self, column: usize) -> f64 {
        let words = self.picture.parties[column].name.split_whitespace();
        let words = words.map(|word| PARTY_NAME.width(word));
        (words.fold(0.0, f64::max) + WORDS + 10.0).clamp(84.0, 200.0)
    }

    /// A column in which its entries take two lines.
    fn wanted(&self, column: usize) -> f64 {
        let cells = self.picture.rows.iter().flat_map(|row| &row.cells[column]);
        let entries = cells.map(|entry| ENTRY.width(&entry.words) * 0.56 + WORDS + 26.0);
        entries.fold(0.0, f64::max).min(340.0)
    }

    fn drawn(&self) -> BTreeSet<EntryKind> {
        let cells = self.picture.rows.iter().flat_map(|row| row.cells.iter());
        cells.flatten().map(|entry| entry.kind).collect()
    }

    /// The parties over their columns; where the rows begin.
    fn parties(&self, pen: &mut Pen, top: f64) -> f64 {
        let names = self.picture.parties.iter().zip(&self.columns);
        let lines: Vec<Vec<String>> = names
            .map(|(who, (_, w))| match self.worded {
                true => PARTY_NAME.lines(&who.name, w - WORDS - 6.0),
                false => Vec::new(),
            })
            .collect();
        let most = lines.iter().map(Vec::len).max().unwrap_or(0).max(1) as f64;
        let middle = top + most * PARTY_NAME.line / 2.0 + 8.0;
        for ((who, (x, w)), lines) in self.picture.parties.iter().zip(&self.columns).zip(&lines) {
            pen.party(
                Point::new(x + MARK, middle),
                13.0f64.min(w * 0.42),
                who,
                true,
            );
            let first = middle + 5.5 - (lines.len() as f64 - 1.0) * PARTY_NAME.line / 2.0;
            PARTY_NAME.write(pen, Point::new(x + WORDS, first), lines);
        }
        let y = middle + most * PARTY_NAME.line / 2.0 + 12.0;
        self.measures.rule(pen, y, 2.4, Ink::Ink);
        y
    }

    /// A row with a line above it; where it ends.
    fn row(&self, pen: &mut Pen, row: &MatrixRow, top: f64, number: usize) -> f64 {
        if number > 0 {
            let before = &self.picture.rows[number - 1];
            let is_new = before.kind != row.kind;
            let (h, ink) = if is_new {
                (2.4, Ink::Ink)
            } else {
                (1.0, Ink::Line)
            };
            self.measures.rule(pen, top, h, ink);
        }
        let y = top + 12.0;
        let mut bottom = self.subject(pen, row, y);
        for (column, entries) in row.cells.iter().enumerate() {
            bottom = bottom.max(self.cell(pen, entries, column, y, row));
        }
        if row.joined.is_empty() {
            return bottom + 10.0;
        }
        self.bracket(pen, row, bottom + 14.0);
        bottom + 24.0
    }

    fn subject(&self, pen: &mut Pen, row: &MatrixRow, top: f64) -> f64 {
        let width = SUBJECT - 14.0;
        let kind = KIND.lines(&row.kind.to_uppercase(), width);
        let at = Point::new(self.measures.margin, top + 10.0);
        let below = KIND.write(pen, at, &kind);
        let name = SUBJECT_NAME.lines(&row.subject, width);
        let first = if kind.is_empty() {
            top + 14.0
        } else {
            below + 4.0
        };
        SUBJECT_NAME.write(pen, Point::new(at.x, first), &name) - 8.0
    }

    /// What a party says; where it ends.
    fn cell(
        &self,
        pen: &mut Pen,
        entries: &[Entry],
        column: usize,
        top: f64,
        row: &MatrixRow,
    ) -> f64 {
        let mut y = top;
        for entry in entries {
            y = self.entry(pen, entry, column, y, &row.what) + 5.0;
        }
        y
    }

    fn entry(&self, pen: &mut Pen, entry: &Entry, column: usize, top: f64, what: &str) -> f64 {
        let (x, w) = self.columns[column];
        let who = &self.picture.parties[column];
        let kind = if entry.kind == EntryKind::Silent {
            MarkKind::Silence
        } else {
            MarkKind::Stance
        };
        let position = entry.position.map(|id| format!("position {id}"));
        let mark = Mark::of(kind)
            .by([who.id.clone()])
            .about(std::iter::once(what.to_owned()).chain(position))
            .told(entry.told.clone());
        let mut y = top;
        pen.mark(mark, |pen| {
            y = match entry.kind {
                EntryKind::Silent => self.silence(pen, entry, (x, w), top),
                EntryKind::Refuses
                | EntryKind::Demands
                | EntryKind::Wants
                | EntryKind::Offers
                | EntryKind::Accepts
                | EntryKind::AcceptsIf
                | EntryKind::BothWays
                | EntryKind::Undecided
                | EntryKind::MakesWait => self.said(pen, entry, (x, w), (top, who.number)),
            };
        });
        y
    }

    fn silence(&self, pen: &mut Pen, entry: &Entry, (x, w): (f64, f64), top: f64) -> f64 {
        let wide = (w - 18.0).max(w * 0.7);
        let high = 24.0f64.min(wide * 0.7);
        pen.silence(Point::new(x + wide / 2.0, top + 12.0), high, wide);
        if !self.worded || entry.words.is_empty() {
            return top + 26.0;
        }
        let style = Setting::new(13.5, 16.5)
            .in_ink(Ink::Mute)
            .anchored(Anchor::Middle)
            .at_most(3);
        let lines = style.even_lines(&entry.words, wide);
        style.write(pen, Point::new(x + wide / 2.0, top + 40.0), &lines) - 8.0
    }

    fn said(
        &self,
        pen: &mut Pen,
        entry: &Entry,
        (x, w): (f64, f64),
        (top, hue): (f64, usize),
    ) -> f64 {
        pen.stance(
            entry.kind,
            Point::new(x + MARK, top + 10.0),
            SIDE.min(w * 0.5),
            Ink::Party(hue),
        );
        if !self.worded {
            return top + 26.0;
        }
        let refs = Setting::new(ENTRY.size * 0.7, 12.0).width(&entry.refs) + 6.0;
        let lines = ENTRY.even_lines(&entry.words, w - WORDS - 12.0 - refs);
        let last = lines.len().saturating_sub(1);
        for (number, line) in lines.iter().enumerate() {
            let mut runs = vec![Run::plain(line.as_str())];
            if number == last && !entry.refs.is_empty() {
                runs.push(Run::raised(format!("\u{2009}{}", entry.refs)));
            }
            let at = Point::new(x + WORDS, top + 15.5 + ENTRY.line * number as f64);
            pen.words(at, ENTRY.size, Anchor::Start, runs);
        }
        (top + 4.0 + ENTRY.line * lines.len() as f64).max(top + 24.0)
    }

    /// A bracket that touches the parties of a conflict, and nobody else.
    fn bracket(&self, pen: &mut Pen, row: &MatrixRow, y: f64) {
        let foot = |column: &usize| Point::new(self.columns[*column].0 + MARK, y);
        let feet: Vec<Point> = row.joined.iter().map(foot).collect();
        let [first, .., last] = feet.as_slice() else {
            return;
        };
        let width = if row.is_heavy { 4.0 } else { 1.6 };
        let who = row
            .joined
            .iter()
            .map(|&column| self.picture.parties[column].id.clone());
        let mark = Mark::of(MarkKind::Bracket)
            .by(who)
            .about([row.what.clone()])
            .told(format!("{}: {}", row.subject, row.kind));
        pen.mark(mark, |pen| {
            let teeth = feet
                .iter()
                .flat_map(|foot| [Step::Move(foot.shifted(0.0, -10.0)), Step::Line(*foot)]);
            let path = teeth.chain([Step::Move(*first), Step::Line(*last)]);
            pen.stroke(Path(path.collect()), Ink::Ink, width);
        });
    }
}
