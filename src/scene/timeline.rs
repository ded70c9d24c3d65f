//! Places a timeline: subjects one under the other, a row for each party, days from left to right, and at the right what stands.

use std::collections::BTreeSet;

use crate::layout::{Point, Rect};
use crate::marks::{Anchor, Ink, Mark, MarkKind, Path, Pen, Run, Scene, Setting, Stance};
use crate::view::{Entry, Pin, Standing, TimeGroup, TimeRow, TimeSpan, TimelinePicture};

use super::knots::on_paper;
use super::page::{Measures, Page, refs_wide, stance_of};

/// How long a stretch that is drawn short is, as a share of all others.
const BREAK: f64 = 0.07;
/// The side of a mark, the radius of a party, the height of a tube.
const SIDE: f64 = 18.0;
const PARTY: f64 = 11.5;
const TUBE: f64 = 18.0;
/// Between two rows, and above and under a subject.
const ROW: f64 = 31.0;
const AROUND: f64 = 10.0;
const KIND: Setting = Setting::new(11.5, 15.0).bold().in_ink(Ink::Mute).at_most(2);

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

/// The label of a day over the lanes, with the pins of that day.
struct DayLabel<'p> {
    pins: Vec<&'p Pin>,
    at: Point,
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
        let words = measures.body;
        if is_narrow {
            let from = left + 2.0 * PARTY + 20.0;
            return Self {
                picture,
                measures,
                is_narrow,
                subject: (left, right - left),
                x: (from, right - 28.0),
                standing: (from - 8.0, right - from + 8.0),
                words: words.at_most(4),
            };
        }
        let names = measures.width * 0.15;
        let standing = measures.width * 0.27;
        let from = left + names + 2.0 * PARTY + 34.0;
        Self {
            picture,
            measures,
            is_narrow,
            subject: (left, names),
            x: (from, right - standing - 48.0),
            standing: (right - standing, standing),
            words: words.at_most(4),
        }
    }

    fn spans(&self) -> impl Iterator<Item = &'s TimeSpan> {
        let rows = self.picture.groups.iter().flat_map(|group| &group.rows);
        rows.flat_map(|row| &row.spans)
    }

    fn drawn(&self) -> BTreeSet<Stance> {
        self.spans()
            .map(|span| stance_of(span.entry.kind))
            .collect()
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

    /// The labels of days over the lanes, so that none stands on another; where the lanes begin.
    fn days_of_pins(&self, top: f64) -> (Vec<DayLabel<'s>>, f64) {
        let style = self.measures.second.bold().in_ink(Ink::Ink);
        let mut days: Vec<DayLabel<'s>> = Vec::new();
        // From the top level down: where each level's last label ends.
        let mut ends: Vec<f64> = Vec::new();
        for pin in &self.picture.pins {
            let x = self.at(Some(pin.at));
            if let Some(last) = days.last_mut().filter(|last| (last.at.x - x).abs() < 0.5) {
                last.pins.push(pin);
                continue;
            }
            let wide = style.width(&pin.day) + 22.0;
            // A pole goes down from its label: it must begin under every label that it would strike through. A label that stands
            // before its pole must begin under those in its own way, too.
            let from = if self.is_before(x, wide) { x - wide } else { x };
            let over = ends.iter().rposition(|end| *end > from);
            let level = over.map_or(0, |over| over + 1);
            ends.resize(ends.len().max(level + 1), f64::NEG_INFINITY);
            ends[level] = if from < x { x + 12.0 } else { x + wide };
            let at = Point::new(x, level as f64);
            days.push(DayLabel {
                pins: vec![pin],
                at,
            });
        }
        let levels = ends.len() as f64;
        let line = 20.0;
        for day in &mut days {
            day.at.y = top + 12.0 + day.at.y * line;
        }
        let heads = if self.is_narrow { 6.0 } else { 36.0 };
        (days, top + levels * line + heads)
    }

    /// Whether a label stands before its pole, for want of room behind it.
    fn is_before(&self, x: f64, wide: f64) -> bool {
        x + wide > self.measures.width - self.measures.margin * 0.5
    }

    /// The poles of days with their labels, under the lanes.
    fn poles(&self, pen: &mut Pen, days: &[DayLabel<'s>], bottom: f64) {
        for day in days {
            let is_deadline = day.pins.iter().any(|pin| pin.is_deadline);
            let told: Vec<&str> = day.pins.iter().map(|pin| pin.told.as_str()).collect();
            let kind = if is_deadline {
                MarkKind::Wall
            } else {
                MarkKind::Event
            };
            let mark = Mark::of(kind).told(told.join(" "));
            pen.mark(mark, |pen| self.pole(pen, day, is_deadline, bottom));
        }
    }

    fn pole(&self, pen: &mut Pen, day: &DayLabel<'s>, is_deadline: bool, bottom: f64) {
        let Point { x, y } = day.at;
        let (wide, ink) = if is_deadline {
            (3.0, Ink::Ink)
        } else {
            (1.2, Ink::Line)
        };
        let pole = Rect {
            x: x - wide / 2.0,
            y,
            w: wide,
            h: bottom - y,
        };
        pen.rect(pole, ink);
        if is_deadline {
            let flag = [
                (0.0, -7.0),
                (-14.0, -7.0),
                (-9.0, -1.0),
                (-14.0, 5.0),
                (0.0, 5.0),
            ];
            let flag = flag.map(|(right, down)| Point::new(x + 1.5 + right, y + down));
            pen.fill(Path::polygon(&flag), Ink::Ink);
        } else {
            let corners = [(0.0, -6.5), (6.5, 0.0), (0.0, 6.5), (-6.5, 0.0)];
            let corners = corners.map(|(right, down)| Point::new(x + right, y + down));
            pen.fill(Path::polygon(&corners), Ink::Ink);
        }
        let style = self.measures.second.bold().in_ink(Ink::Ink);
        let label = day.pins.first().map_or("", |pin| pin.day.as_str());
        let (wide, y) = (style.width(label), y + style.size * 0.36);
        if !self.is_before(x, wide + 22.0) {
            style.write(pen, Point::new(x + 11.0, y), &[label.to_owned()]);
            return;
        }
        // At the right edge the label stands before its pole, on paper, for earlier poles go down there.
        let aside = if is_deadline { 18.0 } else { 11.0 };
        let ground = Rect {
            x: x - aside - 2.0 - wide,
            y: y - style.size,
            w: wide + 4.0,
            h: style.size * 1.3,
        };
        pen.rect(ground, Ink::Paper);
        let style = style.anchored(Anchor::End);
        style.write(pen, Point::new(x - aside, y), &[label.to_owned()]);
    }

    /// Days along the foot of the lanes.
    fn ticks(&self, pen: &mut Pen, bottom: f64) {
        let style = self.measures.second.anchored(Anchor::Middle);
        let today = self
            .picture
            .today
            .as_ref()
            .map(|(day, _)| self.at(Some(*day)));
        let mut free_from = f64::NEG_INFINITY;
        let mut year = "";
        for day in &self.picture.ticks {
            // The year is told with the first day of it that is named.
            let label = match day.year.as_str() {
                same if same == year => day.label.clone(),
                new => format!("{} {new}", day.label),
            };
            let (x, half) = (self.at(Some(day.at)), style.width(&label) / 2.0);
            let is_free = today.is_none_or(|today| (today - x).abs() > half + 34.0 || x > today);
            if x - half < free_from || !is_free {
                continue;
            }
            style.write(pen, Point::new(x, bottom + 20.0), &[label]);
            (free_from, year) = (x + half + 10.0, &day.year);
        }
        for (from, to) in &self.picture.breaks {
            let x = f64::midpoint(self.at(Some(*from)), self.at(Some(*to)));
            self.torn(pen, Point::new(x, bottom));
        }
    }

    /// Two slanted strokes through the foot line: days are left out.
    fn torn(&self, pen: &mut Pen, at: Point) {
        for aside in [-4.0, 4.0] {
            let from = at.shifted(aside - 3.0, 6.0);
            let to = at.shifted(aside + 3.0, -6.0);
            pen.stroke(Path::line(from, to), Ink::Mute, 2.0);
        }
    }

    /// The subjects one under the other; where they end.
    fn groups(&self, pen: &mut Pen, top: f64) -> f64 {
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
            self.rule(pen, y, h, ink);
            y = self.group(pen, group, y + AROUND) + AROUND;
        }
        self.rule(pen, y, 1.0, Ink::Line);
        y
    }

    fn rule(&self, pen: &mut Pen, y: f64, h: f64, ink: Ink) {
        let rule = Rect {
            x: self.measures.margin,
            y,
            w: self.measures.inner(),
            h,
        };
        pen.rect(rule, ink);
    }

    fn group(&self, pen: &mut Pen, group: &TimeGroup, top: f64) -> f64 {
        let (left, width) = self.subject;
        let name = self.measures.body.bold().at_most(5);
        let kind = KIND.lines(&group.kind.to_uppercase(), width);
        let below = KIND.write(pen, Point::new(left, top + 11.0), &kind);
        let first = if kind.is_empty() {
            top + 16.0
        } else {
            below + 3.0
        };
        let lines = name.lines(&group.subject, width);
        let named = name.write(pen, Point::new(left, first), &lines) - name.line + 4.0;
        let mut y = if self.is_narrow { named + 6.0 } else { top };
        for row in &group.rows {
            y = self.row(pen, group, row, y);
        }
        y.max(named)
    }

    fn row(&self, pen: &mut Pen, group: &TimeGroup, row: &TimeRow, top: f64) -> f64 {
        let middle = top + ROW / 2.0;
        let has_spoken = row.spans.iter().any(|span| !span.entry.is_silent());
        if !row.goes_on {
            let x = match self.is_narrow {
                true => self.measures.margin + PARTY,
                false => self.x.0 - PARTY - 16.0,
            };
            pen.party(Point::new(x, middle), PARTY, &row.who, has_spoken);
        }
        for (number, span) in row.spans.iter().enumerate() {
            let next = row.spans.get(number + 1).and_then(|next| next.from);
            self.span(pen, group, row, span, (middle, next));
        }
        let words = self.standing_lines(row);
        let line = self.words.line;
        let (first, bottom) = match self.is_narrow {
            true => (
                top + ROW + self.words.size * 0.7,
                top + ROW + line * words.len() as f64,
            ),
            false => (
                middle + self.words.size * 0.36,
                top + ROW + line * (words.len() as f64 - 1.0),
            ),
        };
        self.stands(pen, row, &words, first);
        bottom.max(top + ROW)
    }

    fn span(
        &self,
        pen: &mut Pen,
        group: &TimeGroup,
        row: &TimeRow,
        span: &TimeSpan,
        (y, next): (f64, Option<f64>),
    ) {
        let kind = if span.entry.is_silent() {
            MarkKind::Silence
        } else {
            MarkKind::Stance
        };
        let position = span.entry.position.map(|id| format!("position {id}"));
        let mark = Mark::of(kind)
            .by([row.who.id.clone()])
            .about(std::iter::once(group.what.clone()).chain(position))
            .told(span.entry.told.clone());
        pen.mark(mark, |pen| match span.entry.is_silent() {
            true => self.tube(pen, span, y, next),
            false => self.said(pen, span, (y, Ink::Party(row.who.number))),
        });
    }

    fn tube(&self, pen: &mut Pen, span: &TimeSpan, y: f64, next: Option<f64>) {
        let from = self.at(span.from) - SIDE * 0.5;
        let to = match span.to {
            Some(day) => {
                self.at(Some(day))
                    - if next.is_some() {
                        SIDE * 0.5 + 5.0
                    } else {
                        0.0
                    }
            }
            None => self.now() + SIDE * 0.5,
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
        let ends = span.to.map(|day| self.at(Some(day)));
        let end = ends.unwrap_or_else(|| self.now() + 22.0);
        let stance = stance_of(span.entry.kind);
        match ends {
            // A stop, a little before what comes next.
            Some(end) => {
                let end = (end - SIDE * 0.5 - 3.0).max(from + SIDE * 0.5 + 4.0);
                pen.rect(level(begin, end, y, 4.0), ink);
                pen.rect(level(end - 3.0, end, y, 15.0), ink);
                self.inside(pen, &span.entry, (begin + 6.0, end - 12.0), y);
            }
            None => {
                pen.rect(level(begin, end - 8.0, y, 4.0), ink);
                let tip = [(-11.0, -6.0), (0.0, 0.0), (-11.0, 6.0)];
                let tip = tip.map(|(right, down)| Point::new(end + right, y + down));
                pen.fill(Path::polygon(&tip), ink);
            }
        }
        pen.stance(stance, Point::new(from, y), SIDE, ink);
    }

    /// The words of what holds no longer, on its line, where there is room.
    fn inside(&self, pen: &mut Pen, entry: &Entry, (from, to): (f64, f64), y: f64) {
        let style = self.measures.second.in_ink(Ink::Ink);
        let wide = style.width(&entry.words) + self.refs_wide(entry);
        if entry.words.is_empty() || from + wide + 10.0 > to {
            return;
        }
        pen.rect(level(from - 3.0, from + wide + 5.0, y, 18.0), Ink::Paper);
        let runs = with_refs(style.run(&entry.words), &entry.refs);
        pen.words(
            Point::new(from + 1.0, y + style.size * 0.36),
            style.size,
            Anchor::Start,
            runs,
        );
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
            let runs = with_refs(style.run(line), refs);
            if self.is_narrow {
                let ground = Rect {
                    x: at.x - 2.0,
                    y: at.y - style.size * 0.9,
                    w: style.width(line) + 6.0 + refs_wide(style.size, refs),
                    h: style.size * 1.2,
                };
                pen.rect(ground, Ink::Paper);
            }
            pen.words(at, style.size, Anchor::Start, runs);
        }
    }

    /// What happened on the days over the lanes, in columns; where that ends.
    fn events(&self, pen: &mut Pen, top: f64) -> f64 {
        let style = self.measures.second.in_ink(Ink::Ink);
        let columns = if self.measures.width > 1000.0 { 2 } else { 1 };
        let gap = self.measures.gap;
        let width = (self.measures.inner() + gap) / columns as f64 - gap;
        let days = style.bold();
        let indent = self.picture.pins.iter().map(|pin| days.width(&pin.day));
        let indent = indent.fold(0.0, f64::max).min(width * 0.4) + 12.0;
        let told: Vec<(&Pin, Vec<String>)> = self
            .picture
            .pins
            .iter()
            .map(|pin| (pin, style.lines(&pin.words, width - indent)))
            .collect();
        let all: usize = told.iter().map(|(_, lines)| lines.len()).sum();
        let mut bottom = top;
        let (mut y, mut column, mut lines_before) = (top, 0, 0);
        for (pin, lines) in &told {
            if column + 1 < columns && lines_before * columns >= all {
                (column, y) = (column + 1, top);
            }
            let x = self.measures.margin + column as f64 * (width + gap);
            let first = y + style.size + 2.0;
            days.write(pen, Point::new(x, first), std::slice::from_ref(&pin.day));
            y = style.write(pen, Point::new(x + indent, first), lines) - style.size + 2.0;
            bottom = bottom.max(y);
            lines_before += lines.len();
        }
        bottom
    }
}

/// Words with the numbers of their sources.
fn with_refs(run: Run, refs: &str) -> Vec<Run> {
    let raised = (!refs.is_empty()).then(|| Run::raised(format!("\u{2009}{refs}")));
    std::iter::once(run).chain(raised).collect()
}

/// A level bar.
fn level(from: f64, to: f64, y: f64, height: f64) -> Rect {
    Rect {
        x: from,
        y: y - height / 2.0,
        w: (to - from).max(0.0),
        h: height,
    }
}
