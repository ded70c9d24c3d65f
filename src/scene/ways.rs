//! Places the ways to all milestones: a line each, from left to right, its knots on it as bars.

use crate::layout::{Point, Rect};
use crate::marks::{Ink, Mark, MarkKind, Pen, Scene, Stroke};
use crate::view::{GoalWay, WayEnd, WaysPicture, Who};

use super::knots::on_paper;
use super::page::{Measures, Page};

/// Most ways that are drawn.
const MOST_WAYS: usize = 40;
/// Most knots and most empty links that are drawn one by one.
const MOST_KNOTS: usize = 8;
const MOST_LINKS: usize = 7;
/// A bar, and from one to the next; a link, and the way before it.
const BAR: (f64, f64) = (10.0, 30.0);
const STEP: f64 = 26.0;
const LINK: (f64, f64) = (20.0, 12.0);
const LEAD: f64 = 22.0;
const WIDTH: f64 = 6.0;
const GOAL: f64 = 12.0;

/// Places the ways on a kind of sheet.
pub fn ways(picture: &WaysPicture, page: Page) -> Scene {
    let measures = page.measures();
    let mut pen = Pen::default();
    let mut y = measures.headings(&mut pen, &picture.title, &picture.subtitle) + 14.0;
    let layout = Layout::new(measures);
    let shown = &picture.ways[..picture.ways.len().min(MOST_WAYS)];
    for way in shown {
        y = layout.row(&mut pen, way, y);
    }
    layout.rule(&mut pen, y, 1.0);
    let bottom = measures.people(&mut pen, y + 4.0, &picture.people);
    let cut = picture.ways.len() - shown.len();
    let cut = (cut > 0).then(|| format!("Not drawn: {cut} more milestones."));
    let notes: Vec<String> = cut.into_iter().chain(picture.footer.clone()).collect();
    let height = measures.footer(&mut pen, bottom + 10.0, &notes).ceil();
    Scene {
        width: measures.width,
        height,
        title: picture.title.clone(),
        description: picture.description.clone(),
        parts: on_paper(pen, measures.width, height),
    }
}

struct Layout {
    measures: Measures,
    is_narrow: bool,
    /// Where names, ways and words begin, and how wide names and words may be.
    name: (f64, f64),
    way: f64,
    words: (f64, f64),
}

impl Layout {
    fn new(measures: Measures) -> Self {
        let (left, inner) = (measures.margin, measures.inner());
        let is_narrow = measures.width < 600.0;
        if is_narrow {
            return Self {
                measures,
                is_narrow,
                name: (left, inner),
                way: left,
                words: (left, inner),
            };
        }
        let name = inner * 0.23;
        let way = left + name + 20.0;
        let words = way + longest().max(inner * 0.34);
        Self {
            measures,
            is_narrow,
            name: (left, name),
            way,
            words: (words, measures.width - left - words),
        }
    }

    fn rule(&self, pen: &mut Pen, y: f64, h: f64) {
        let rule = Rect {
            x: self.measures.margin,
            y,
            w: self.measures.inner(),
            h,
        };
        pen.rect(rule, Ink::Line);
    }

    fn row(&self, pen: &mut Pen, way: &GoalWay, top: f64) -> f64 {
        self.rule(pen, top, 1.0);
        let name = self.measures.body.bold().at_most(3);
        let words = self.measures.second.in_ink(Ink::Ink).at_most(4);
        let lines = name.lines(&way.name, self.name.1);
        let told = words.lines(&way.words, self.words.1);
        let mark = Mark::of(MarkKind::Goal)
            .about([way.what.clone()])
            .told(way.told.clone());
        if self.is_narrow {
            let below = name.write(pen, Point::new(self.name.0, top + 24.0), &lines);
            let middle = below + 4.0;
            pen.mark(mark, |pen| self.line(pen, way, middle));
            let at = Point::new(self.words.0, middle + 38.0);
            return words.write(pen, at, &told) - words.size + 12.0;
        }
        let height = (name.line * lines.len() as f64)
            .max(words.line * told.len() as f64)
            .max(BAR.1)
            + 20.0;
        let middle = top + height / 2.0;
        let first = |size: f64, line: f64, count: usize| {
            middle + size * 0.36 - (count as f64 - 1.0) / 2.0 * line
        };
        let y = first(name.size, name.line, lines.len());
        name.write(pen, Point::new(self.name.0, y), &lines);
        pen.mark(mark, |pen| self.line(pen, way, middle));
        let y = first(words.size, words.line, told.len());
        words.write(pen, Point::new(self.words.0, y), &told);
        top + height
    }

    /// The way itself: bars for knots, empty links for answers that are not known, and where it leads.
    fn line(&self, pen: &mut Pen, way: &GoalWay, y: f64) {
        let mut at = stretch(pen, Point::new(self.way, y), LEAD);
        for who in way.knots.iter().take(MOST_KNOTS) {
            bar(pen, who, at);
            at = stretch(
                pen,
                at.shifted(BAR.0 / 2.0 + 2.5, 0.0),
                STEP - BAR.0 / 2.0 - 2.5,
            );
        }
        at = self.more(pen, way.knots.len().saturating_sub(MOST_KNOTS), at);
        for _ in 0..way.silent.min(MOST_LINKS) {
            link(pen, at);
            at = stretch(pen, at.shifted(LINK.0, 0.0), 5.0);
        }
        at = self.more(pen, way.silent.saturating_sub(MOST_LINKS), at);
        let at = stretch(pen, at, 10.0);
        end(pen, way, at);
    }

    /// A stretch that stands for so many more, with their number over it.
    fn more(&self, pen: &mut Pen, number: usize, at: Point) -> Point {
        if number == 0 {
            return at;
        }
        let style = self.measures.note.bold().in_ink(Ink::Ink);
        let words = format!("+{number}");
        let wide = style.width(&words) + 8.0;
        style.write(pen, at.shifted(4.0, -8.0), &[words]);
        stretch(pen, at, wide)
    }
}

/// A stretch of the way; where it ends.
fn stretch(pen: &mut Pen, from: Point, long: f64) -> Point {
    let to = from.shifted(long, 0.0);
    pen.way(from, to, WIDTH, false);
    to
}

/// Where the way leads.
fn end(pen: &mut Pen, way: &GoalWay, at: Point) {
    let middle = at.shifted(GOAL, 0.0);
    match way.end {
        WayEnd::Reached => pen.reached(middle, GOAL),
        WayEnd::Wall => pen.wall(at, BAR.1, way.is_too_late),
        WayEnd::Goal => {
            let rim = Stroke {
                ink: Ink::Ink,
                width: 2.2,
            };
            pen.ring(middle, GOAL - 1.1, Some(Ink::Paper), rim);
            pen.disc(middle, GOAL - 4.6, Ink::Ink);
        }
    }
}

/// How long the longest way is that is drawn.
fn longest() -> f64 {
    LEAD + STEP * MOST_KNOTS as f64 * 0.6 + (LINK.0 + 4.0) * MOST_LINKS as f64 + 2.0 * GOAL + 60.0
}

/// A knot: a bar in bands of the hues of those whose refusals and conditions it is made of.
fn bar(pen: &mut Pen, who: &[Who], middle: Point) {
    let (w, h) = BAR;
    let area = Rect {
        x: middle.x - w / 2.0,
        y: middle.y - h / 2.0,
        w,
        h,
    };
    let ground = Rect {
        x: area.x - 2.5,
        w: w + 5.0,
        ..area
    };
    pen.rect(ground, Ink::Paper);
    if who.is_empty() {
        pen.rect(area, Ink::Ink);
    }
    let band = h / who.len().max(1) as f64;
    for (number, one) in who.iter().enumerate() {
        let part = Rect {
            y: area.y + band * number as f64,
            h: band,
            ..area
        };
        pen.rect(part, Ink::Party(one.number));
    }
}

/// An answer that is not known: an empty link.
fn link(pen: &mut Pen, from: Point) {
    let area = Rect {
        x: from.x + 1.0,
        y: from.y - LINK.1 / 2.0,
        w: LINK.0 - 2.0,
        h: LINK.1,
    };
    let rim = Stroke {
        ink: Ink::Ink,
        width: 2.0,
    };
    pen.capsule(area, Ink::Hollow, rim);
}
