//! Places a scale: a lane a party, marks at their numbers, ranges drawn out, and a bracket where nobody refuses.

use std::collections::BTreeSet;

use crate::layout::{Point, Rect};
use crate::marks::{
    Anchor, Ink, Mark, MarkKind, Path, Pen, Run, Scene, Setting, Stance, Step, Stretch,
};
use crate::view::{
    EntryKind, Free, RangeEnd, ScaleEntry, ScaleLane, ScalePicture, ScaleRange, Who,
};

use super::knots::on_paper;
use super::page::{Measures, Page, refs_wide, stance_of};

/// How high the range of a position is, and its mark.
const RANGE: f64 = 20.0;
const SIDE: f64 = 26.0;
/// The mark that stands before the words of a range.
const SIGN: f64 = 15.0;

/// Places a scale on a kind of sheet.
pub fn scale(picture: &ScalePicture, page: Page) -> Scene {
    let measures = page.measures();
    let mut pen = Pen::default();
    let top = measures.headings(&mut pen, &picture.title, &picture.subtitle);
    let layout = Layout::new(picture, measures);
    // The grid lies under everything, and how far down it reaches is known once the lanes are placed.
    let mut over = Pen::default();
    let first = top + 34.0;
    let bottom = layout.lanes(&mut over, first, layout.row_height(first));
    layout.grid(&mut pen, first, bottom);
    let free = layout.free(&mut pen, first, bottom);
    pen.parts.append(&mut over.parts);
    let below = measures.stances(&mut pen, free + 8.0, &layout.drawn());
    let notes: Vec<String> = picture
        .footer
        .iter()
        .chain([&picture.sources])
        .cloned()
        .collect();
    let height = measures.footer(&mut pen, below + 8.0, &notes).ceil();
    Scene {
        width: measures.width,
        height,
        title: picture.title.clone(),
        description: picture.description.clone(),
        parts: on_paper(pen, measures.width, height),
    }
}

struct Layout<'s> {
    picture: &'s ScalePicture,
    measures: Measures,
    /// Whether names stand over their lanes, for want of room beside them.
    is_narrow: bool,
    /// The left and the right end of the axis.
    x: (f64, f64),
    words: Setting,
}

impl<'s> Layout<'s> {
    fn new(picture: &'s ScalePicture, measures: Measures) -> Self {
        let is_narrow = measures.width < 600.0;
        let names = match is_narrow {
            true => 8.0,
            false => measures.width * 0.18,
        };
        let unit = measures.second.width(&picture.unit) + 18.0;
        let right = if is_narrow {
            12.0
        } else {
            unit.clamp(40.0, 150.0)
        };
        Self {
            picture,
            measures,
            is_narrow,
            x: (
                measures.margin + names,
                measures.width - measures.margin - right,
            ),
            words: measures.body.bold(),
        }
    }

    fn drawn(&self) -> BTreeSet<Stance> {
        let entries = self.picture.lanes.iter().flat_map(|lane| &lane.entries);
        entries.map(|entry| stance_of(entry.entry.kind)).collect()
    }

    /// Where a number stands.
    fn at(&self, number: f64) -> f64 {
        let (from, to) = self.picture.ends;
        let share = ((number - from) / (to - from)).clamp(0.0, 1.0);
        self.x.0 + share * (self.x.1 - self.x.0)
    }

    /// The height of a row of one position, so that few rows fill a sheet and many fit it.
    fn row_height(&self, top: f64) -> f64 {
        let rows = self.picture.lanes.iter().map(|lane| lane.entries.len());
        let rows = rows.sum::<usize>().max(1) as f64;
        let room = self.measures.least_height.max(560.0) - top - 150.0;
        (room / rows).clamp(58.0, 124.0)
    }

    /// Hairlines at round numbers, with the numbers over them.
    fn grid(&self, pen: &mut Pen, top: f64, bottom: f64) {
        let style = self.measures.second.anchored(Anchor::Middle);
        let mut free_from = f64::NEG_INFINITY;
        for (number, label) in &self.picture.ticks {
            let x = self.at(*number);
            pen.rect(rule(x, top, bottom), Ink::Line);
            let half = style.width(label) / 2.0;
            if x - half > free_from {
                style.write(pen, Point::new(x, top - 8.0), std::slice::from_ref(label));
                free_from = x + half + 8.0;
            }
        }
        let unit = self.measures.second;
        let at = match self.is_narrow {
            // There is no room behind the last number.
            true => Point::new(self.measures.margin, top - 26.0),
            false => Point::new(self.x.1.max(free_from - 2.0) + 4.0, top - 8.0),
        };
        unit.write(pen, at, &unit.at_most(1).lines(&self.picture.unit, 150.0));
    }

    /// The lanes one under the other; where they end.
    fn lanes(&self, pen: &mut Pen, top: f64, row: f64) -> f64 {
        let mut y = top;
        for lane in &self.picture.lanes {
            y = self.lane(pen, lane, y, row);
        }
        y + 10.0
    }

    fn lane(&self, pen: &mut Pen, lane: &ScaleLane, top: f64, row: f64) -> f64 {
        let has_spoken = lane.entries.iter().any(|entry| entry.range.is_some());
        let mut y = match self.is_narrow {
            true => self.name_above(pen, &lane.who, top + 22.0, has_spoken),
            false => {
                self.name(pen, &lane.who, top + row * 0.62, has_spoken);
                top
            }
        };
        for entry in &lane.entries {
            y += self.more_height(entry);
            self.entry(pen, &lane.who, entry, y + row * 0.62);
            y += row;
        }
        y
    }

    /// A name over its lane, on paper; where the lane begins.
    fn name_above(&self, pen: &mut Pen, who: &Who, y: f64, has_spoken: bool) -> f64 {
        let style = self.words.at_most(3);
        let lines = style.lines(&who.name, self.measures.inner() - 38.0);
        let x = self.measures.margin;
        for (number, line) in lines.iter().enumerate() {
            let ground = Rect {
                x: x + 34.0,
                y: y - 9.0 + style.line * number as f64,
                w: style.width(line) + 8.0,
                h: style.line,
            };
            pen.rect(ground, Ink::Paper);
        }
        pen.party(Point::new(x + 14.0, y), 14.0, who, has_spoken);
        let at = Point::new(x + 38.0, y + style.size * 0.36);
        style.write(pen, at, &lines);
        y + 14.0 + style.line * (lines.len() as f64 - 1.0)
    }

    fn name(&self, pen: &mut Pen, who: &Who, y: f64, has_spoken: bool) {
        let x = self.measures.margin;
        pen.party(Point::new(x + 14.0, y), 14.0, who, has_spoken);
        let style = self.words.at_most(3);
        let lines = style.lines(&who.name, self.x.0 - x - 38.0 - 16.0);
        let down = style.size * 0.36 - (lines.len() as f64 - 1.0) / 2.0 * style.line;
        style.write(pen, Point::new(x + 38.0, y + down), &lines);
    }

    fn entry(&self, pen: &mut Pen, who: &Who, entry: &ScaleEntry, y: f64) {
        let kind = match entry.range {
            Some(_) => MarkKind::Stance,
            None => MarkKind::Silence,
        };
        let position = entry.entry.position.map(|id| format!("position {id}"));
        let mark = Mark::of(kind)
            .by([who.id.clone()])
            .about(std::iter::once(self.picture.what.clone()).chain(position))
            .told(entry.entry.told.clone());
        let ink = Ink::Party(who.number);
        pen.mark(mark, |pen| match entry.range {
            None => self.silent(pen, entry, y),
            Some(range) => self.said(pen, entry, range, (y, ink)),
        });
    }

    fn silent(&self, pen: &mut Pen, entry: &ScaleEntry, y: f64) {
        let (from, to) = self.x;
        let middle = Point::new(f64::midpoint(from, to), y);
        pen.silence(middle, 26.0, to - from);
        let style = self.measures.second.anchored(Anchor::Middle).at_most(1);
        let lines = style.lines(&entry.entry.words, to - from);
        style.write(pen, middle.shifted(0.0, -22.0), &lines);
    }

    fn said(&self, pen: &mut Pen, entry: &ScaleEntry, range: ScaleRange, (y, ink): (f64, Ink)) {
        let (from, to) = (self.at(range.low.0), self.at(range.high.0));
        let stance = stance_of(entry.entry.kind);
        let is_point = is_point(range);
        if is_point {
            pen.stance(stance, Point::new(from, y), SIDE, ink);
            return self.beside(pen, entry, Point::new(from, y));
        }
        let stretch = Stretch {
            x: (from, to),
            y,
            height: RANGE,
        };
        match entry.entry.kind {
            EntryKind::Refuses => pen.refused_range(stretch, range, ink),
            EntryKind::Demands
            | EntryKind::Wants
            | EntryKind::Offers
            | EntryKind::Accepts
            | EntryKind::Undecided
            | EntryKind::MakesWait
            | EntryKind::Silent => {
                pen.range(stretch, range, entry.entry.kind == EntryKind::Wants, ink);
            }
        }
        self.above(pen, entry, (from, to), (y, ink));
    }

    /// The words beside a mark, on the side that has more room.
    fn beside(&self, pen: &mut Pen, entry: &ScaleEntry, at: Point) {
        let aside = SIDE * 0.5 + 10.0;
        let right = self.measures.width - self.measures.margin - at.x - aside;
        let left = at.x - aside - self.x.0;
        let needed = self.wide(entry);
        let goes_right = right >= needed || right >= left;
        let room = if goes_right { right } else { left };
        let refs = self.refs_wide(entry);
        let lines = self
            .words
            .at_most(2)
            .even_lines(&entry.entry.words, room - refs);
        let (x, anchor) = match goes_right {
            true => (at.x + aside, Anchor::Start),
            false => (at.x - aside, Anchor::End),
        };
        let first =
            at.y + self.words.size * 0.36 - (lines.len() as f64 - 1.0) / 2.0 * self.words.line;
        self.write(pen, (Point::new(x, first), anchor), &lines, entry);
    }

    /// The words over a range, within the sheet, after the mark of the stance.
    fn above(&self, pen: &mut Pen, entry: &ScaleEntry, x: (f64, f64), (y, ink): (f64, Ink)) {
        let right = self.measures.width - self.measures.margin;
        let lines = self.lines_above(entry);
        let widths = lines.iter().map(|line| self.words.width(line));
        let wide = SIGN + 8.0 + widths.fold(0.0, f64::max) + self.refs_wide(entry);
        let middle = f64::midpoint(x.0, x.1) - wide / 2.0;
        let left = middle.clamp(self.x.0, (right - wide).max(self.x.0));
        // The heavy bar of a refusal is higher than a range.
        let room = if entry.entry.kind == EntryKind::Refuses {
            14.0
        } else {
            9.0
        };
        let last = y - RANGE * 0.5 - room;
        let first = last - (lines.len() as f64 - 1.0) * self.words.line;
        let at = Point::new(left + SIGN / 2.0, first - 5.0);
        pen.stance(stance_of(entry.entry.kind), at, SIGN, ink);
        let at = Point::new(left + SIGN + 8.0, first);
        self.write(pen, (at, Anchor::Start), &lines, entry);
    }

    /// The words over a range.
    fn lines_above(&self, entry: &ScaleEntry) -> Vec<String> {
        let room = self.measures.width - self.measures.margin - self.x.0;
        let words = self.words.at_most(2);
        words.even_lines(&entry.entry.words, room * 0.8 - self.refs_wide(entry))
    }

    /// How much more height than a row a position takes, for its words take two lines over its range.
    fn more_height(&self, entry: &ScaleEntry) -> f64 {
        let is_range = entry.range.is_some_and(|range| !is_point(range));
        let lines = if is_range {
            self.lines_above(entry).len()
        } else {
            1
        };
        (lines as f64 - 1.0) * self.words.line
    }

    /// Words on paper, so that no hairline strikes them through.
    fn write(&self, pen: &mut Pen, at: (Point, Anchor), lines: &[String], entry: &ScaleEntry) {
        let (first, anchor) = at;
        let last = lines.len().saturating_sub(1);
        for (number, line) in lines.iter().enumerate() {
            let at = first.shifted(0.0, self.words.line * number as f64);
            let mut runs = vec![self.words.run(line)];
            let mut wide = self.words.width(line);
            if number == last && !entry.entry.refs.is_empty() {
                runs.push(Run::raised(format!("\u{2009}{}", entry.entry.refs)));
                wide += self.refs_wide(entry);
            }
            let left = match anchor {
                Anchor::Start => at.x,
                Anchor::Middle => at.x - wide / 2.0,
                Anchor::End => at.x - wide,
            };
            let ground = Rect {
                x: left - 3.0,
                y: at.y - self.words.size * 0.9,
                w: wide + 6.0,
                h: self.words.size * 1.2,
            };
            pen.rect(ground, Ink::Paper);
            pen.words(at, self.words.size, anchor, runs);
        }
    }

    fn refs_wide(&self, entry: &ScaleEntry) -> f64 {
        refs_wide(self.words.size, &entry.entry.refs)
    }

    fn wide(&self, entry: &ScaleEntry) -> f64 {
        self.words.width(&entry.entry.words) + self.refs_wide(entry)
    }

    /// Fences where refusals end, and a bracket under what nobody refuses between them; where they end.
    fn free(&self, pen: &mut Pen, top: f64, bottom: f64) -> f64 {
        let mut end = bottom;
        // Where the words of each level end, so that those of two brackets do not stand on each other.
        let mut ends: Vec<f64> = Vec::new();
        for free in &self.picture.free {
            let label = self.free_label(free);
            let free_level = ends.iter().position(|end| *end < label.x.0);
            let level = free_level.unwrap_or(ends.len());
            ends.resize(ends.len().max(level + 1), f64::NEG_INFINITY);
            ends[level] = label.x.1 + 10.0;
            let down = level as f64 * (2.0 * self.measures.body.line + 4.0);
            end = end.max(self.bracket(pen, free, &label, (top, bottom, down)));
        }
        end
    }

    fn free_label(&self, free: &Free) -> FreeLabel {
        let style = self.measures.body.bold().at_most(2);
        let words = format!("refused by nobody: {}", free.words);
        let lines = style.even_lines(&words, 240.0);
        let widths = lines.iter().map(|line| style.width(line));
        let half = widths.fold(0.0, f64::max) / 2.0;
        let middle = f64::midpoint(self.at(free.from), self.at(free.to));
        let (left, right) = (
            self.measures.margin,
            self.measures.width - self.measures.margin,
        );
        let middle = middle.clamp(left + half, (right - half).max(left + half));
        FreeLabel {
            lines,
            x: (middle - half, middle + half),
        }
    }

    fn bracket(
        &self,
        pen: &mut Pen,
        free: &Free,
        label: &FreeLabel,
        (top, bottom, down): (f64, f64, f64),
    ) -> f64 {
        let (from, to) = (self.at(free.from), self.at(free.to));
        let told = format!("Nobody refuses {}.", free.words);
        let mark = Mark::of(MarkKind::Bracket)
            .about([self.picture.what.clone()])
            .told(told);
        let style = self.measures.body.bold().anchored(Anchor::Middle);
        let middle = f64::midpoint(label.x.0, label.x.1);
        pen.mark(mark, |pen| {
            let foot = bottom + 6.0;
            let path = Path(vec![
                Step::Move(Point::new(from, top)),
                Step::Line(Point::new(from, foot)),
                Step::Move(Point::new(to, top)),
                Step::Line(Point::new(to, foot)),
            ]);
            pen.stroke(path, Ink::Ink, 2.0);
            let wide = (to - from).max(2.0) + 2.0;
            let base = Rect {
                x: f64::midpoint(from, to) - wide / 2.0,
                y: foot - 4.0,
                w: wide,
                h: 6.0,
            };
            pen.rect(base, Ink::Ink);
            let at = Point::new(middle, foot + 6.0 + style.size + down);
            style.write(pen, at, &label.lines);
        });
        bottom + 18.0 + down + style.line * label.lines.len() as f64
    }
}

/// The words under a bracket, and from where to where they stand.
struct FreeLabel {
    lines: Vec<String>,
    x: (f64, f64),
}

fn rule(x: f64, top: f64, bottom: f64) -> Rect {
    Rect {
        x: x - 0.6,
        y: top,
        w: 1.2,
        h: bottom - top,
    }
}

/// Whether a range is one number.
fn is_point(range: ScaleRange) -> bool {
    let is_in = |end: RangeEnd| end == RangeEnd::Included;
    range.low.0 >= range.high.0 && is_in(range.low.1) && is_in(range.high.1)
}
