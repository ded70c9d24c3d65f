//! The lanes of a timeline: what was said over time, subject by subject, and at the right what stands.

use crate::layout::{Point, Rect};
use crate::marks::{Anchor, Ink, Mark, MarkKind, Path, Pen, Setting};
use crate::view::{Entry, Standing, TimeGroup, TimeRow, TimeSpan};

use super::super::page::{Measures, refs_wide};
use super::{Layout, PARTY, SIDE};

/// The height of a tube.
const TUBE: f64 = 18.0;
/// Between two rows, and above and under a subject.
const ROW: f64 = 31.0;
const AROUND: f64 = 10.0;
const KIND: Setting = Setting::new(11.5, 15.0).bold().in_ink(Ink::Mute).at_most(2);

impl Layout<'_> {
    /// The subjects one under the other; where they end.
    pub(super) fn groups(&self, pen: &mut Pen, top: f64) -> f64 {
        if let Some((_, day)) = self.picture.today.as_ref().filter(|_| !self.is_narrow) {
            let style = self.measures.head.at_most(1);
            let at = Point::new(self.standing.0, top - 9.0);
            style.write(pen, at, &[format!("On {day}")]);
        }
        let mut y = top;
        for (number, group) in self.picture.groups.iter().enumerate() {
            let (h, ink) = if number == 0 {
                (2.4, Ink::Ink)
            } else {
                (1.0, Ink::Line)
            };
            self.measures.rule(pen, y, h, ink);
            y = self.group(pen, group, y + AROUND) + AROUND;
        }
        self.measures.rule(pen, y, 1.0, Ink::Line);
        y
    }

    fn group(&self, pen: &mut Pen, group: &TimeGroup, top: f64) -> f64 {
        let (left, width) = self.subject;
        let name = self.measures.body.bold().at_most(5);
        let kind = KIND.lines(&group.kind.to_uppercase(), width);
        let first = match kind.len() {
            0 => top + 16.0,
            lines => top + 14.0 + KIND.line * lines as f64,
        };
        let lines = name.lines(&group.subject, width);
        if self.is_narrow {
            // No pole goes through a heading.
            let high = first - top + name.line * (lines.len() as f64 - 0.3);
            pen.rect(Rect::new(left, top, width, high), Ink::Paper);
        }
        KIND.write(pen, Point::new(left, top + 11.0), &kind);
        let named = name.write(pen, Point::new(left, first), &lines) - name.line + 4.0;
        let mut y = if self.is_narrow { named + 6.0 } else { top };
        for row in &group.rows {
            y = self.row(pen, group, row, y);
        }
        y.max(named)
    }

    fn row(&self, pen: &mut Pen, group: &TimeGroup, row: &TimeRow, top: f64) -> f64 {
        let middle = top + ROW / 2.0;
        if !row.goes_on {
            self.party(pen, row, middle);
        }
        for (number, span) in row.spans.iter().enumerate() {
            let is_last = number + 1 == row.spans.len();
            let mark = mark(group, row, span);
            pen.mark(mark, |pen| match span.entry.is_silent() {
                true => self.tube(pen, span, middle, is_last),
                false => self.said(pen, span, (middle, Ink::Party(row.who.number))),
            });
        }
        let words = self.standing_lines(row);
        let (words_high, first) = match self.is_narrow {
            true => (words.len(), top + ROW + self.words.size * 0.7),
            false => (words.len() - 1, middle + self.words.size * 0.36),
        };
        self.stands(pen, row, &words, first);
        top + ROW + self.words.line * words_high as f64
    }

    fn party(&self, pen: &mut Pen, row: &TimeRow, y: f64) {
        let has_spoken = row.spans.iter().any(|span| !span.entry.is_silent());
        let x = match self.is_narrow {
            true => self.measures.margin + PARTY,
            false => self.x.0 - PARTY - 16.0,
        };
        pen.party(Point::new(x, y), PARTY, &row.who, has_spoken);
    }

    fn tube(&self, pen: &mut Pen, span: &TimeSpan, y: f64, is_last: bool) {
        let from = self.at(span.from) - SIDE * 0.5;
        let room = if is_last { 0.0 } else { SIDE * 0.5 + 5.0 };
        let to = match span.to {
            Some(day) => self.at(Some(day)) - room,
            // What still lasts is seen, however short the time.
            None => (self.now() + SIDE * 0.5).max(from + TUBE * 1.9),
        };
        // What is too short for two quotation marks is no tube.
        let wide = to - from;
        if wide >= TUBE * 1.8 {
            pen.silence(Point::new(f64::midpoint(from, to), y), TUBE, wide);
        }
    }

    fn said(&self, pen: &mut Pen, span: &TimeSpan, (y, ink): (f64, Ink)) {
        let from = self.at(span.from);
        let begin = from + SIDE * 0.5 + 4.0;
        match span.to {
            // A stop, a little before what comes next.
            Some(day) => {
                let end = (self.at(Some(day)) - SIDE * 0.5 - 3.0).max(begin);
                pen.rect(level(begin, end, y, 4.0), ink);
                pen.rect(level(end - 3.0, end, y, 15.0), ink);
                self.inside(pen, &span.entry, (begin + 6.0, end - 12.0), y);
            }
            // Of what has no date nobody knows how long it has held.
            None if span.from.is_none() => {}
            None => {
                let tip = Point::new(self.now() + 22.0, y);
                pen.rect(level(begin, tip.x - 8.0, y, 4.0), ink);
                let corners = [tip.shifted(-11.0, -6.0), tip, tip.shifted(-11.0, 6.0)];
                pen.fill(Path::polygon(&corners), ink);
            }
        }
        pen.stance(span.entry.kind, Point::new(from, y), SIDE, ink);
    }

    /// The words of what holds no longer, on its line, where there is room.
    fn inside(&self, pen: &mut Pen, entry: &Entry, (from, to): (f64, f64), y: f64) {
        let style = self.measures.second.in_ink(Ink::Ink);
        let wide = style.width(&entry.words) + self.refs_wide(entry);
        if entry.words.is_empty() || from + wide + 10.0 > to {
            return;
        }
        let at = Point::new(from + 1.0, y + style.size * 0.36);
        Measures::cited(pen, style, (at, Anchor::Start), &entry.words, &entry.refs);
    }

    fn refs_wide(&self, entry: &Entry) -> f64 {
        refs_wide(self.words.size, &entry.refs)
    }

    fn standing_lines(&self, row: &TimeRow) -> Vec<String> {
        let (words, refs) = match &row.standing {
            Standing::Holds(entry) => (entry.words.as_str(), self.refs_wide(entry)),
            Standing::Nothing(words) => (words.as_str(), 0.0),
        };
        self.words.even_lines(words, self.standing.1 - refs)
    }

    fn stands(&self, pen: &mut Pen, row: &TimeRow, lines: &[String], first: f64) {
        let (style, refs) = match &row.standing {
            Standing::Holds(entry) => (self.words, entry.refs.as_str()),
            Standing::Nothing(_) => (self.words.in_ink(Ink::Mute), ""),
        };
        let last = lines.len().saturating_sub(1);
        for (number, line) in lines.iter().enumerate() {
            let at = Point::new(self.standing.0, first + style.line * number as f64);
            let refs = if number == last { refs } else { "" };
            Measures::cited(pen, style, (at, Anchor::Start), line, refs);
        }
    }
}

/// What is told of a span.
fn mark(group: &TimeGroup, row: &TimeRow, span: &TimeSpan) -> Mark {
    let kind = if span.entry.is_silent() {
        MarkKind::Silence
    } else {
        MarkKind::Stance
    };
    let position = span.entry.position.map(|id| format!("position {id}"));
    Mark::of(kind)
        .by([row.who.id.clone()])
        .about(std::iter::once(group.what.clone()).chain(position))
        .told(span.entry.told.clone())
}

/// A level bar.
fn level(from: f64, to: f64, y: f64, height: f64) -> Rect {
    Rect::new(from, y - height / 2.0, (to - from).max(0.0), height)
}
