//! Ranges: what a party says of a number, drawn out from one end to the other.

use crate::layout::{Point, Rect};
use crate::view::{RangeEnd, ScaleRange};

use super::scene::{Path, Step};
use super::{Ink, Pen};

/// The blocks into which a range breaks up where nobody said how far it goes: how wide each is, with the room before it.
const CRUMBS: [(f64, f64); 4] = [(14.0, 5.0), (9.0, 7.0), (5.0, 9.0), (2.5, 11.0)];
/// How wide the bar at the edge of what is refused is, and each thin one, and from one of these to the next.
const EDGE: f64 = 9.0;
const THIN: (f64, f64) = (5.0, 14.0);

/// Where a range lies on a sheet.
#[derive(Debug, Clone, Copy)]
pub struct Stretch {
    /// Where it begins and ends.
    pub x: (f64, f64),
    /// The middle of its height.
    pub y: f64,
    /// How high it is.
    pub height: f64,
}

impl Pen {
    /// A range that is asked for, offered or accepted; with full round ends where it is a wish.
    pub fn range(&mut self, stretch: Stretch, range: ScaleRange, is_wish: bool, ink: Ink) {
        let Stretch { x, y, height: h } = stretch;
        let crumbs: f64 = CRUMBS.iter().map(|(wide, room)| wide + room).sum();
        let room = crumbs.min((x.1 - x.0) * 0.5);
        let (mut from, mut to) = x;
        if is_open(range.low.1) {
            from += room;
            self.crumbs(Point::new(from, y), h, -room / crumbs, ink);
        }
        if is_open(range.high.1) {
            to -= room;
            self.crumbs(Point::new(to, y), h, room / crumbs, ink);
        }
        let middle = Rect::new(from, y - h / 2.0, to - from, h);
        let mut path = Path(near_end(middle, range.low.1, is_wish).to_vec());
        path.0.extend(far_end(middle, range.high.1, is_wish));
        path.0.push(Step::Close);
        self.fill(path, ink);
    }

    fn crumbs(&mut self, from: Point, height: f64, scale: f64, ink: Ink) {
        let mut x = from.x;
        for (wide, room) in CRUMBS {
            let near = x + room * scale;
            x = near + wide * scale;
            let crumb = Rect::new(near.min(x), from.y - height / 2.0, (x - near).abs(), height);
            self.rect(crumb, ink);
        }
    }

    /// A range that is refused: a heavy bar at each end that is stated, slanted where the number itself is left out, and thin
    /// ones all along.
    pub fn refused_range(&mut self, stretch: Stretch, range: ScaleRange, ink: Ink) {
        let Stretch { x, y, height: h } = stretch;
        let (mut from, mut to) = x;
        let step = EDGE + THIN.1 - THIN.0;
        if !is_open(range.low.1) {
            let area = Rect::new(from, y - h * 0.75, EDGE, h * 1.5);
            from += step + self.edge(area, range.low.1, 1.0, ink);
        }
        if !is_open(range.high.1) {
            let area = Rect::new(to - EDGE, y - h * 0.75, EDGE, h * 1.5);
            to -= step + self.edge(area, range.high.1, -1.0, ink);
        }
        let count = ((to - from + THIN.1 - THIN.0) / THIN.1).floor().max(0.0);
        // Those beside the stated end stand at their distance from it.
        let first = match is_open(range.low.1) {
            false => from,
            true => to - count * THIN.1 + THIN.1 - THIN.0,
        };
        for number in 0..count as u32 {
            let at = first + f64::from(number) * THIN.1;
            self.rect(Rect::new(at, y - h / 2.0, THIN.0, h), ink);
        }
    }

    /// The bar at an end of what is refused, slanted away from a number that is left out; how far.
    fn edge(&mut self, area: Rect, end: RangeEnd, side: f64, ink: Ink) -> f64 {
        match end {
            RangeEnd::Included | RangeEnd::Unstated => {
                self.rect(area, ink);
                0.0
            }
            RangeEnd::LeftOut => {
                let slant = area.h * 0.4 * side;
                let corners = [
                    Point::new(area.x + slant, area.y),
                    Point::new(area.right() + slant, area.y),
                    Point::new(area.right(), area.bottom()),
                    Point::new(area.x, area.bottom()),
                ];
                self.fill(Path::polygon(&corners), ink);
                slant.abs()
            }
        }
    }
}

fn is_open(end: RangeEnd) -> bool {
    end == RangeEnd::Unstated
}

/// How much of the length a slanted end takes: of a short range no more than a part.
fn slant(area: Rect) -> f64 {
    (area.h * 0.6).min(area.w * 0.4)
}

/// How round a stated end is.
fn round(area: Rect, is_wish: bool) -> f64 {
    if is_wish {
        (area.h / 2.0).min(area.w / 2.0)
    } else {
        0.0
    }
}

/// The lower end of a range, from the bottom to the top: straight, round, or slanted where the number itself is left out.
fn near_end(area: Rect, end: RangeEnd, is_wish: bool) -> [Step; 2] {
    let (x, top, bottom) = (area.x, area.y, area.bottom());
    let round = match end {
        RangeEnd::LeftOut => {
            let top = Point::new(x + slant(area), top);
            return [Step::Move(Point::new(x, bottom)), Step::Line(top)];
        }
        RangeEnd::Included => round(area, is_wish),
        RangeEnd::Unstated => 0.0,
    };
    let x = x + round;
    [
        Step::Move(Point::new(x, bottom)),
        arc(Point::new(x, top), round),
    ]
}

/// The upper end of a range, from the top to the bottom.
fn far_end(area: Rect, end: RangeEnd, is_wish: bool) -> [Step; 2] {
    let (x, top, bottom) = (area.right(), area.y, area.bottom());
    let round = match end {
        RangeEnd::LeftOut => {
            let bottom = Point::new(x - slant(area), bottom);
            return [Step::Line(Point::new(x, top)), Step::Line(bottom)];
        }
        RangeEnd::Included => round(area, is_wish),
        RangeEnd::Unstated => 0.0,
    };
    let x = x - round;
    [
        Step::Line(Point::new(x, top)),
        arc(Point::new(x, bottom), round),
    ]
}

/// From one edge of a range to the other, straight or half round.
fn arc(to: Point, radius: f64) -> Step {
    if radius < 0.5 {
        return Step::Line(to);
    }
    Step::Arc {
        radius,
        large: false,
        clockwise: true,
        to,
    }
}
