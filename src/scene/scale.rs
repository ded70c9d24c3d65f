//! Places a scale: a lane a party, marks at their numbers, ranges drawn out, and a bracket where nobody refuses.

use std::collections::BTreeSet;

use crate::layout::{Point, Rect};
use crate::marks::{Anchor, Ink, Mark, MarkKind, Path, Pen, Scene, Setting, Stretch};
use crate::view::{
    EntryKind, Free, RangeEnd, ScaleEntry, ScaleLane, ScalePicture, ScaleRange, Who,
};

use super::page::{Measures, Page, Told, in_a_text, refs_wide};

/// How high the range of a position is, and its mark.
const RANGE: f64 = 20.0;
const SIDE: f64 = 26.0;
/// The least height of a row.
const LEAST_ROW: f64 = 58.0;

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
    let below = measures.stances_as(&mut pen, free + 8.0, &layout.drawn(), |pen, kind, at| {
        layout.sign(pen, kind, at);
    });
    let notes = picture.footer.iter().chain([&picture.sources]);
    let told = Told::new(&picture.title, &picture.description, notes);
    measures.finish(pen, below + 8.0, &told)
}

/// The lanes of a scale alone, for a text that says the rest.
pub fn scale_in_text(picture: &ScalePicture, page: Page) -> Scene {
    let measures = page.measures();
    let mut layout = Layout::new(picture, measures);
    layout.has_refs = false;
    let (mut pen, mut over) = (Pen::default(), Pen::default());
    let first = if layout.is_narrow { 46.0 } else { 26.0 };
    let bottom = layout.lanes(&mut over, first, LEAST_ROW);
    layout.grid(&mut pen, first, bottom);
    let free = layout.free(&mut pen, first, bottom);
    pen.parts.append(&mut over.parts);
    let told = (picture.title.as_str(), picture.description.as_str());
    in_a_text(pen, (measures.width, free + 4.0), told)
}

struct Layout<'s> {
    picture: &'s ScalePicture,
    measures: Measures,
    /// Whether names stand over their lanes, for want of room beside them.
    is_narrow: bool,
    /// The left and the right end of the axis.
    x: (f64, f64),
    words: Setting,
    /// Whether the numbers of sources stand behind the words.
    has_refs: bool,
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
            has_refs: true,
        }
    }

    fn drawn(&self) -> BTreeSet<EntryKind> {
        let entries = self.picture.lanes.iter().flat_map(|lane| &lane.entries);
        entries.map(|entry| entry.entry.kind).collect()
    }

    /// A mark as it is told: drawn out, where no number of its kind stands alone.
    fn sign(&self, pen: &mut Pen, kind: EntryKind, at: Point) {
        let entries = self.picture.lanes.iter().flat_map(|lane| &lane.entries);
        let mut own = entries.filter(|entry| entry.entry.kind == kind);
        if own.any(|entry| entry.range.is_none_or(is_point)) {
            return pen.stance(kind, at, 18.0, Ink::Mute);
        }
        drawn_out(pen, kind, at);
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
        (room / rows).clamp(LEAST_ROW, 124.0)
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
        self.unit(pen, top, free_from);
    }

    /// What the scale counts, behind its last number.
    fn unit(&self, pen: &mut Pen, top: f64, free_from: f64) {
        let style = self.measures.second.at_most(1);
        let at = match self.is_narrow {
            // There is no room behind the last number.
            true => Point::new(self.measures.margin, top - 26.0),
            false => Point::new(self.x.1.max(free_from - 2.0) + 4.0, top - 8.0),
        };
        style.write(pen, at, &style.lines(&self.picture.unit, 150.0));
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
        pen.party(Point::new(x + 14.0, y), 14.0, who, has_spoken);
        let first = Point::new(x + 38.0, y + style.size * 0.36);
        for (number, line) in lines.iter().enumerate() {
            let at = first.shifted(0.0, style.line * number as f64);
            Measures::cited(pen, style, (at, Anchor::Start), line, "");
        }
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
        if is_point(range) {
            let at = Point::new(from, y);
            pen.stance(entry.entry.kind, at, SIDE, ink);
            return self.beside(pen, entry, at);
        }
        let stretch = Stretch {
            x: (from, to),
            y,
            height: RANGE,
        };
        let is_wish = entry.entry.kind == EntryKind::Wants;
        match entry.entry.kind == EntryKind::Refuses {
            true => pen.refused_range(stretch, range, ink),
            false => pen.range(stretch, range, is_wish, ink),
        }
        self.above(pen, entry, (from, to), y);
    }

    /// The words beside a mark, on the side that has more room.
    fn beside(&self, pen: &mut Pen, entry: &ScaleEntry, at: Point) {
        let aside = SIDE * 0.5 + 10.0;
        let right = self.measures.width - self.measures.margin - at.x - aside;
        let left = at.x - aside - self.x.0;
        let (x, anchor, room) = match right >= self.wide(entry) || right >= left {
            true => (at.x + aside, Anchor::Start, right),
            false => (at.x - aside, Anchor::End, left),
        };
        let words = self.words.at_most(2);
        let lines = words.even_lines(&entry.entry.words, room - self.refs_wide(entry));
        let others = (lines.len() as f64 - 1.0) * words.line;
        let first = at.y + words.size * 0.36 - others / 2.0;
        self.write(pen, (Point::new(x, first), anchor), &lines, entry);
    }

    /// The words over a range, within the sheet, after the mark of the stance.
    fn above(&self, pen: &mut Pen, entry: &ScaleEntry, x: (f64, f64), y: f64) {
        let lines = self.lines_above(entry);
        let widths = lines.iter().map(|line| self.words.width(line));
        let wide = widths.fold(0.0, f64::max) + self.refs_wide(entry);
        let left = self.within(f64::midpoint(x.0, x.1), wide);
        // The heavy bar of a refusal is higher than a range.
        let room = match entry.entry.kind == EntryKind::Refuses {
            true => 14.0,
            false => 9.0,
        };
        let others = (lines.len() as f64 - 1.0) * self.words.line;
        let first = y - RANGE * 0.5 - room - others;
        let at = Point::new(left, first);
        self.write(pen, (at, Anchor::Start), &lines, entry);
    }

    /// The left edge of something so wide that has its middle at a place, where the sheet allows it.
    fn within(&self, middle: f64, wide: f64) -> f64 {
        let last = self.measures.width - self.measures.margin - wide;
        (middle - wide / 2.0).clamp(self.x.0, last.max(self.x.0))
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

    /// Words with their sources, on paper.
    fn write(
        &self,
        pen: &mut Pen,
        (first, anchor): (Point, Anchor),
        lines: &[String],
        entry: &ScaleEntry,
    ) {
        let last = lines.len().saturating_sub(1);
        for (number, line) in lines.iter().enumerate() {
            let at = first.shifted(0.0, self.words.line * number as f64);
            let refs = if number == last { self.refs(entry) } else { "" };
            Measures::cited(pen, self.words, (at, anchor), line, refs);
        }
    }

    fn refs<'e>(&self, entry: &'e ScaleEntry) -> &'e str {
        if self.has_refs { &entry.entry.refs } else { "" }
    }

    fn refs_wide(&self, entry: &ScaleEntry) -> f64 {
        refs_wide(self.words.size, self.refs(entry))
    }

    fn wide(&self, entry: &ScaleEntry) -> f64 {
        self.words.width(&entry.entry.words) + self.refs_wide(entry)
    }

    /// Fences where refusals end, and a bracket under what nobody refuses between them; where they end.
    fn free(&self, pen: &mut Pen, top: f64, bottom: f64) -> f64 {
        let foot = bottom + 6.0;
        let mut end = bottom;
        // Where the words of each level end, so that those of two brackets do not stand on each other.
        let mut ends: Vec<f64> = Vec::new();
        for free in &self.picture.free {
            let mut label = self.free_label(free, foot);
            let level = ends.iter().position(|end| *end < label.x.0);
            let level = level.unwrap_or(ends.len());
            ends.resize(ends.len().max(level + 1), f64::NEG_INFINITY);
            ends[level] = label.x.1 + 10.0;
            label.first.y += level as f64 * (2.0 * label.style.line + 4.0);
            self.bracket(pen, free, &label, (top, foot));
            end = end.max(label.bottom());
        }
        end
    }

    fn free_label(&self, free: &Free, foot: f64) -> FreeLabel {
        let style = self.measures.body.bold().at_most(2);
        let lines = style.even_lines(&format!("refused by nobody: {}", free.words), 240.0);
        let widths = lines.iter().map(|line| style.width(line));
        let half = widths.fold(0.0, f64::max) / 2.0;
        let (left, right) = (
            self.measures.margin,
            self.measures.width - self.measures.margin,
        );
        let middle = f64::midpoint(self.at(free.from), self.at(free.to));
        let middle = middle.clamp(left + half, (right - half).max(left + half));
        FreeLabel {
            lines,
            style: style.anchored(Anchor::Middle),
            x: (middle - half, middle + half),
            first: Point::new(middle, foot + 6.0 + style.size),
        }
    }

    fn bracket(&self, pen: &mut Pen, free: &Free, label: &FreeLabel, (top, foot): (f64, f64)) {
        let (from, to) = (self.at(free.from), self.at(free.to));
        let mark = Mark::of(MarkKind::Bracket)
            .about([self.picture.what.clone()])
            .told(format!("Nobody refuses {}.", free.words));
        pen.mark(mark, |pen| {
            for x in [from, to] {
                let fence = Path::line(Point::new(x, top), Point::new(x, foot));
                pen.stroke(fence, Ink::Ink, 2.0);
            }
            let wide = (to - from).max(2.0) + 2.0;
            let left = f64::midpoint(from, to) - wide / 2.0;
            pen.rect(Rect::new(left, foot - 4.0, wide, 6.0), Ink::Ink);
            label.style.write(pen, label.first, &label.lines);
        });
    }
}

/// The words under a bracket, and from where to where they stand.
struct FreeLabel {
    lines: Vec<String>,
    style: Setting,
    x: (f64, f64),
    /// The middle of the first line.
    first: Point,
}

impl FreeLabel {
    fn bottom(&self) -> f64 {
        self.first.y + 6.0 + self.style.line * (self.lines.len() as f64 - 1.0)
    }
}

fn rule(x: f64, top: f64, bottom: f64) -> Rect {
    Rect::new(x - 0.6, top, 1.2, bottom - top)
}

/// Whether a range is one number.
/// A short range as a sign of its kind.
fn drawn_out(pen: &mut Pen, kind: EntryKind, at: Point) {
    let stretch = Stretch {
        x: (at.x - 13.0, at.x + 13.0),
        y: at.y,
        height: 11.0,
    };
    let whole = ScaleRange {
        low: (0.0, RangeEnd::Included),
        high: (1.0, RangeEnd::Included),
    };
    match kind == EntryKind::Refuses {
        true => pen.refused_range(stretch, whole, Ink::Mute),
        false => pen.range(stretch, whole, kind == EntryKind::Wants, Ink::Mute),
    }
}

fn is_point(range: ScaleRange) -> bool {
    let is_in = |end: RangeEnd| end == RangeEnd::Included;
    range.low.0 >= range.high.0 && is_in(range.low.1) && is_in(range.high.1)
}
