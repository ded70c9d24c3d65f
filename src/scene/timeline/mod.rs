//! Places a timeline: subjects one under the other, a row for each party, days from left to right, and at the right what stands.

mod axis;
mod lanes;

use std::collections::BTreeSet;

use crate::layout::Point;
use crate::marks::{Ink, Pen, Scene, Setting};
use crate::view::{EntryKind, TimeSpan, TimelinePicture};

use super::page::{Measures, Page, Told};

/// How long a stretch that is drawn short is, as a share of all others.
const BREAK: f64 = 0.07;
/// The side of a mark, and the radius of a party.
const SIDE: f64 = 18.0;
const PARTY: f64 = 11.5;

/// Places a timeline on a kind of sheet.
pub fn timeline(picture: &TimelinePicture, page: Page) -> Scene {
    let measures = page.measures();
    let mut pen = Pen::default();
    let top = measures.headings(&mut pen, &picture.title, &picture.subtitle);
    let layout = Layout::new(picture, measures);
    let mut over = Pen::default();
    let (days, head) = layout.days_of_pins(top + 12.0);
    let bottom = layout.groups(&mut over, head);
    layout.poles(&mut pen, &days, bottom);
    layout.ticks(&mut pen, bottom);
    pen.parts.append(&mut over.parts);
    let below = measures.stances(&mut pen, bottom + 34.0, &layout.drawn());
    let below = measures.people(&mut pen, below, &picture.people);
    let below = layout.events(&mut pen, below + 10.0);
    let notes = picture.footer.iter().chain([&picture.sources]);
    let told = Told::new(&picture.title, &picture.description, notes);
    measures.finish(pen, below + 8.0, &told)
}

struct Layout<'s> {
    picture: &'s TimelinePicture,
    measures: Measures,
    /// Whether subjects and words stand over and under the lanes, for want of room beside them.
    is_narrow: bool,
    /// The left edge and width of the names of subjects.
    subject: (f64, f64),
    /// The first and the last day of the axis.
    x: (f64, f64),
    /// The left edge and width of what stands.
    standing: (f64, f64),
    words: Setting,
}

impl<'s> Layout<'s> {
    fn new(picture: &'s TimelinePicture, measures: Measures) -> Self {
        let (left, right) = (measures.margin, measures.width - measures.margin);
        let is_narrow = measures.width < 600.0;
        let beside = |share: f64| {
            if is_narrow {
                0.0
            } else {
                measures.width * share
            }
        };
        let (names, stands) = (beside(0.15), beside(0.27));
        let from = left + names + 2.0 * PARTY + if is_narrow { 20.0 } else { 34.0 };
        let (subject, standing, to) = match is_narrow {
            true => (right - left, (from - 8.0, right - from + 8.0), right - 28.0),
            false => (names, (right - stands, stands), right - stands - 48.0),
        };
        Self {
            picture,
            measures,
            is_narrow,
            subject: (left, subject),
            x: (from, to),
            standing,
            words: measures.body.at_most(4),
        }
    }

    fn spans(&self) -> impl Iterator<Item = &'s TimeSpan> {
        let rows = self.picture.groups.iter().flat_map(|group| &group.rows);
        rows.flat_map(|row| &row.spans)
    }

    fn drawn(&self) -> BTreeSet<EntryKind> {
        self.spans().map(|span| span.entry.kind).collect()
    }

    /// Where a day is; what has no date stands before the first.
    fn at(&self, day: Option<f64>) -> f64 {
        let Some(day) = day else {
            return self.x.0 + SIDE * 0.3;
        };
        let first = self.first();
        let whole = self.drawn_length(self.picture.length.max(1.0));
        let share = (self.drawn_length(day) / whole).clamp(0.0, 1.0);
        first + share * (self.x.1 - first)
    }

    /// How much of the axis the days up to one take: all of it but for the stretches that are drawn short.
    fn drawn_length(&self, day: f64) -> f64 {
        let breaks = self.picture.breaks.iter();
        let short: f64 = breaks.clone().map(|(from, to)| to - from).sum();
        let stands_for = (self.picture.length - short).max(1.0) * BREAK;
        let saved = breaks.map(|(from, to)| {
            let inside = (day.clamp(*from, *to) - from) / (to - from);
            inside * (to - from - stands_for)
        });
        day - saved.sum::<f64>()
    }

    /// The first day; a little to the right where something has no date.
    fn first(&self) -> f64 {
        let has_undated = self.spans().any(|span| span.from.is_none());
        self.x.0 + if has_undated { 40.0 } else { SIDE * 0.5 }
    }

    /// The day of the model, or the end of the axis.
    fn now(&self) -> f64 {
        let today = self.picture.today.as_ref().map(|(day, _)| *day);
        self.at(Some(today.unwrap_or(self.picture.length)))
    }

    /// What happened on the days over the lanes, in columns; where that ends.
    fn events(&self, pen: &mut Pen, top: f64) -> f64 {
        let columns = if self.measures.width > 1000.0 { 2 } else { 1 };
        let gap = self.measures.gap;
        let width = (self.measures.inner() + gap) / columns as f64 - gap;
        let told = self.told_of_days(width);
        let all: usize = told.iter().map(|one| one.lines.len()).sum();
        let (mut y, mut column, mut lines_before) = (top, 0, 0);
        let mut bottom = top;
        for one in &told {
            if column + 1 < columns && lines_before * columns >= all {
                (column, y) = (column + 1, top);
            }
            let x = self.measures.margin + column as f64 * (width + gap);
            y = one.write(pen, Point::new(x, y));
            bottom = bottom.max(y);
            lines_before += one.lines.len();
        }
        bottom
    }

    fn told_of_days(&self, width: f64) -> Vec<ToldOfDay<'s>> {
        let style = self.measures.second.in_ink(Ink::Ink);
        let pins = self.picture.pins.iter();
        let widths = pins.clone().map(|pin| style.bold().width(&pin.day));
        let indent = widths.fold(0.0, f64::max).min(width * 0.4) + 12.0;
        let told = pins.map(|pin| ToldOfDay {
            day: &pin.day,
            lines: style.lines(&pin.words, width - indent),
            indent,
            style,
        });
        told.collect()
    }
}

/// What happened on a day, beside the day.
struct ToldOfDay<'p> {
    day: &'p str,
    lines: Vec<String>,
    indent: f64,
    style: Setting,
}

impl ToldOfDay<'_> {
    /// Writes it; where it ends.
    fn write(&self, pen: &mut Pen, corner: Point) -> f64 {
        let style = self.style;
        let first = corner.shifted(0.0, style.size + 2.0);
        style.bold().write(pen, first, &[self.day.to_owned()]);
        let end = style.write(pen, first.shifted(self.indent, 0.0), &self.lines);
        end - style.size + 2.0
    }
}
