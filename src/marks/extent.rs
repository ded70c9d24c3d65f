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
        let is_open = |end: RangeEnd| end == RangeEnd::Unstated;
        let from = x.0 + if is_open(range.low.1) { room } else { 0.0 };
        let to = x.1 - if is_open(range.high.1) { room } else { 0.0 };
        if is_open(range.low.1) {
            self.crumbs(Point::new(from, y), h, -room / crumbs, ink);
        }
        if is_open(range.high.1) {
            self.crumbs(Point::new(to, y), h, room / crumbs, ink);
        }
        // A slanted end takes some of the length, of a short range no more than a part.
        let slant = (h * 0.6).min((to - from) * 0.4);
        let round = if is_wish {
            (h / 2.0).min((to - from) / 2.0)
        } else {
            0.0
        };
        let mut path = Path::default();
        let (top, bottom) = (y - h / 2.0, y + h / 2.0);
        match range.low.1 {
            RangeEnd::LeftOut => {
                path.0.push(Step::Move(Point::new(from, bottom)));
                path.0.push(Step::Line(Point::new(from + slant, top)));
            }
            RangeEnd::Included | RangeEnd::Unstated => {
                let round = if is_open(range.low.1) { 0.0 } else { round };
                path.0.push(Step::Move(Point::new(from + round, bottom)));
                path.0.push(end(Point::new(from + round, top), round));
            }
        }
        match range.high.1 {
            RangeEnd::LeftOut => {
                path.0.push(Step::Line(Point::new(to, top)));
                path.0.push(Step::Line(Point::new(to - slant, bottom)));
            }
            RangeEnd::Included | RangeEnd::Unstated => {
                let round = if is_open(range.high.1) { 0.0 } else { round };
                path.0.push(Step::Line(Point::new(to - round, top)));
                path.0.push(end(Point::new(to - round, bottom), round));
            }
        }
        path.0.push(Step::Close);
        self.fill(path, ink);
    }

    fn crumbs(&mut self, from: Point, height: f64, scale: f64, ink: Ink) {
        let mut x = from.x;
        for (wide, room) in CRUMBS {
            let near = x + room * scale;
            x = near + wide * scale;
            let crumb = Rect {
                x: near.min(x),
                y: from.y - height / 2.0,
                w: (x - near).abs(),
                h: height,
            };
            self.rect(crumb, ink);
        }
    }

    /// A range that is refused: a heavy bar at each end that is stated, thin ones all along.
    pub fn refused_range(&mut self, stretch: Stretch, range: ScaleRange, ink: Ink) {
        let Stretch { x, y, height: h } = stretch;
        let bar = |x: f64, w: f64, h: f64| Rect {
            x,
            y: y - h / 2.0,
            w,
            h,
        };
        let is_stated = |end: RangeEnd| end != RangeEnd::Unstated;
        let (mut from, mut to) = x;
        if is_stated(range.low.1) {
            self.rect(bar(from, EDGE, h * 1.5), ink);
            from += EDGE + THIN.1 - THIN.0;
        }
        if is_stated(range.high.1) {
            self.rect(bar(to - EDGE, EDGE, h * 1.5), ink);
            to -= EDGE + THIN.1 - THIN.0;
        }
        let count = ((to - from + THIN.1 - THIN.0) / THIN.1).floor().max(0.0) as u32;
        // Those beside the stated end stand at their distance from it.
        let first = if is_stated(range.low.1) {
            from
        } else {
            to - f64::from(count) * THIN.1 + THIN.1 - THIN.0
        };
        for number in 0..count {
            let at = first + f64::from(number) * THIN.1;
            self.rect(bar(at, THIN.0, h), ink);
        }
    }
}

/// From one edge of a range to the other, straight or half round.
fn end(to: Point, radius: f64) -> Step {
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
