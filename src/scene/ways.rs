//! Places the ways to all milestones: a line each, from left to right, its knots on it as bars.

use crate::layout::{Point, Rect};
use crate::marks::{Ink, Mark, MarkKind, Path, Pen, Scene, Setting, Step, Stroke};
use crate::view::{GoalWay, WayEnd, WayKnot, WaysPicture, Who};

use super::page::{Measures, Page, Told};

/// Most ways that are drawn.
const MOST_WAYS: usize = 40;
/// Most knots and most empty links that are drawn one by one.
const MOST_KNOTS: usize = 6;
const MOST_LINKS: usize = 7;
/// A bar, and from one to the next; a link, and the way before it.
const BAR: (f64, f64) = (10.0, 30.0);
const STEP: f64 = 30.0;
/// The radius of a ring.
const RING: f64 = 10.0;
const LINK: (f64, f64) = (20.0, 12.0);
const LEAD: f64 = 22.0;
const WIDTH: f64 = 6.0;
const GOAL: f64 = 12.0;
/// The number of knots or links that are not drawn one by one.
const MORE: Setting = Setting::new(13.0, 17.0).bold();

/// Places the ways on a kind of sheet.
pub fn ways(picture: &WaysPicture, page: Page) -> Scene {
    let measures = page.measures();
    let mut pen = Pen::default();
    let mut y = measures.headings(&mut pen, &picture.title, &picture.subtitle) + 14.0;
    let shown = &picture.ways[..picture.ways.len().min(MOST_WAYS)];
    let layout = Layout::new(measures, longest(shown));
    for way in shown {
        y = layout.row(&mut pen, way, y);
    }
    measures.rule(&mut pen, y, 1.0, Ink::Line);
    let bottom = measures.people(&mut pen, y + 4.0, &picture.people);
    let cut = picture.ways.len() - shown.len();
    let cut = (cut > 0).then(|| format!("Not drawn: {cut} more milestones."));
    let notes = cut.iter().chain(&picture.footer);
    let told = Told::new(&picture.title, &picture.description, notes);
    measures.finish(pen, bottom + 10.0, &told)
}

struct Layout {
    measures: Measures,
    is_narrow: bool,
    /// Where names, ways and words begin, and how wide names and words may be.
    name: (f64, f64),
    way: f64,
    /// Where all ways end.
    end: f64,
    words: (f64, f64),
}

impl Layout {
    fn new(measures: Measures, longest: f64) -> Self {
        let (left, inner) = (measures.margin, measures.inner());
        let is_narrow = measures.width < 600.0;
        if is_narrow {
            return Self {
                measures,
                is_narrow,
                name: (left, inner),
                way: left,
                end: left + longest,
                words: (left, inner),
            };
        }
        let name = inner * 0.23;
        let way = left + name + 20.0;
        let words = way + (longest + 24.0).max(inner * 0.2);
        Self {
            measures,
            is_narrow,
            name: (left, name),
            way,
            end: way + longest,
            words: (words, measures.width - left - words),
        }
    }

    fn row(&self, pen: &mut Pen, way: &GoalWay, top: f64) -> f64 {
        self.measures.rule(pen, top, 1.0, Ink::Line);
        let name = self.measures.body.bold().at_most(3);
        let words = self.measures.second.in_ink(Ink::Ink).at_most(4);
        let names = Block::new(name, name.lines(&way.name, self.name.1));
        let told = Block::new(words, words.lines(&way.words, self.words.1));
        if self.is_narrow {
            let below = names.write(pen, Point::new(self.name.0, top + 24.0));
            let middle = below + 4.0;
            self.line(pen, way, middle);
            return told.write(pen, Point::new(self.words.0, middle + 38.0)) - words.size + 12.0;
        }
        let height = names.height().max(told.height()).max(BAR.1) + 20.0;
        let middle = top + height / 2.0;
        names.write(pen, Point::new(self.name.0, names.first(middle)));
        self.line(pen, way, middle);
        told.write(pen, Point::new(self.words.0, told.first(middle)));
        top + height
    }

    fn line(&self, pen: &mut Pen, way: &GoalWay, y: f64) {
        let mark = Mark::of(MarkKind::Goal)
            .about([way.what.clone()])
            .told(way.told.clone());
        let from = Point::new(self.way, y);
        pen.mark(mark, |pen| {
            strung(pen, way, from, self.end);
        });
    }
}

/// The way itself: bars for knots, empty links for answers that are not known, and where it leads, not before a place; where it ends.
fn strung(pen: &mut Pen, way: &GoalWay, from: Point, to: f64) -> Point {
    let mut at = stretch(pen, from, LEAD);
    for knot in way.knots.iter().take(MOST_KNOTS) {
        let mark = Mark::of(MarkKind::Knot)
            .by(knot.who.iter().map(|who| who.id.clone()))
            .about(knot.changes.clone());
        pen.mark(mark, |pen| match knot.is_ring {
            true => ring(pen, &knot.who, at),
            false => bar(pen, &knot.who, at),
        });
        let half = half_of(knot);
        at = stretch(pen, at.shifted(half, 0.0), STEP - half);
    }
    at = more(pen, way.knots.len().saturating_sub(MOST_KNOTS), at);
    for _ in 0..way.silent.min(MOST_LINKS) {
        link(pen, at);
        at = stretch(pen, at.shifted(LINK.0, 0.0), 5.0);
    }
    at = more(pen, way.silent.saturating_sub(MOST_LINKS), at);
    at = stretch(pen, at, (to - at.x - 2.0 * GOAL).max(10.0));
    end(pen, way, at);
    at.shifted(2.0 * GOAL, 0.0)
}

/// How far a knot reaches from its middle, with the paper around it.
fn half_of(knot: &WayKnot) -> f64 {
    match knot.is_ring {
        true => RING + 4.5,
        false => BAR.0 / 2.0 + 2.5,
    }
}

/// A way by itself; the width and the height that it takes.
pub(super) fn line_alone(pen: &mut Pen, way: &GoalWay) -> (f64, f64) {
    let height = BAR.1 + 14.0;
    let end = strung(pen, way, Point::new(0.0, height / 2.0), 0.0);
    (end.x.ceil() + 2.0, height)
}

/// A stretch that stands for so many more, with their number over it.
fn more(pen: &mut Pen, number: usize, at: Point) -> Point {
    if number == 0 {
        return at;
    }
    let words = format!("+{number}");
    let wide = MORE.width(&words) + 8.0;
    MORE.write(pen, at.shifted(4.0, -8.0), &[words]);
    stretch(pen, at, wide)
}

/// A few lines of words.
struct Block {
    style: Setting,
    lines: Vec<String>,
}

impl Block {
    fn new(style: Setting, lines: Vec<String>) -> Self {
        Self { style, lines }
    }

    fn height(&self) -> f64 {
        self.style.line * self.lines.len() as f64
    }

    /// Where the first line stands, so that all have their middle at a height.
    fn first(&self, middle: f64) -> f64 {
        let others = self.height() - self.style.line;
        middle + self.style.size * 0.36 - others / 2.0
    }

    /// Where the next line would stand.
    fn write(&self, pen: &mut Pen, first: Point) -> f64 {
        self.style.write(pen, first, &self.lines)
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

/// How long the longest of some ways is.
fn longest(ways: &[GoalWay]) -> f64 {
    let ends = ways
        .iter()
        .map(|way| strung(&mut Pen::default(), way, Point::default(), 0.0).x);
    ends.fold(0.0, f64::max)
}

/// A knot: a bar in bands of the hues of those whose refusals and conditions it is made of.
fn bar(pen: &mut Pen, who: &[Who], middle: Point) {
    let (w, h) = BAR;
    let area = Rect::new(middle.x - w / 2.0, middle.y - h / 2.0, w, h);
    pen.rect(Rect::new(area.x - 2.5, area.y, w + 5.0, h), Ink::Paper);
    if who.is_empty() {
        pen.rect(area, Ink::Ink);
    }
    let band = h / who.len().max(1) as f64;
    for (number, one) in who.iter().enumerate() {
        let y = area.y + band * number as f64;
        pen.rect(Rect::new(area.x, y, w, band), Ink::Party(one.number));
    }
}

/// Conditions that wait for each other: a ring in arcs of the hues of those who set them.
fn ring(pen: &mut Pen, who: &[Who], middle: Point) {
    let radius = RING;
    pen.disc(middle, radius + 4.5, Ink::Paper);
    let turn = std::f64::consts::TAU / who.len().max(1) as f64;
    let spot = |angle: f64| middle.shifted(radius * angle.sin(), -radius * angle.cos());
    for (number, one) in who.iter().enumerate() {
        // A whole turn is no arc: two halves are.
        for half in 0..2 {
            let from = turn * number as f64 + turn / 2.0 * f64::from(half);
            let arc = Path(vec![
                Step::Move(spot(from)),
                Step::Arc {
                    radius,
                    large: false,
                    clockwise: true,
                    to: spot(from + turn / 2.0),
                },
            ]);
            pen.stroke(arc, Ink::Party(one.number), 7.0);
        }
    }
    if who.is_empty() {
        let rim = Stroke {
            ink: Ink::Ink,
            width: 7.0,
        };
        pen.ring(middle, radius, None, rim);
    }
}

/// An answer that is not known: an empty link.
fn link(pen: &mut Pen, from: Point) {
    let area = Rect::new(from.x + 1.0, from.y - LINK.1 / 2.0, LINK.0 - 2.0, LINK.1);
    let rim = Stroke {
        ink: Ink::Ink,
        width: 2.0,
    };
    pen.capsule(area, Ink::Hollow, rim);
}
