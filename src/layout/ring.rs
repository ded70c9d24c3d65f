//! Boxes in their order around an ellipse, straight lines between them; boxes of groups in rows below.
//!
//! The ellipse grows until no boxes touch and no line runs through a foreign box: the boxes stand on a convex curve, so
//! that this ends.

use std::f64::consts::{FRAC_PI_2, TAU};

use crate::view::{Diagram, DiagramLine};

use super::extent::{GROUP_HEAD, GROUP_PADDING, largest, smallest};
use super::size::Sized;
use super::{Placed, Point, Rect, members};

const GAP: f64 = 18.0;
const BESIDE: f64 = 9.0;
const ROW_WIDTH: f64 = 760.0;
const LEAST_RADIUS: f64 = 120.0;
/// Room around a box that no line may run through.
const AIR: f64 = 4.0;

pub(super) fn place(diagram: &Diagram, texts: Vec<Sized>) -> Placed {
    let mut ring = Ring {
        diagram,
        texts: &texts,
        members: members(diagram, None).collect(),
        boxes: vec![Rect::default(); texts.len()],
    };
    ring.grow();
    let groups = ring.groups_below();
    ring.centre_over(&groups);
    let lines = ring.lines();
    let rects = || ring.boxes.iter().chain(&groups);
    let points = lines.iter().flatten().map(|p| p.x);
    Placed {
        width: largest(rects().map(Rect::right).chain(points)).max(320.0),
        height: largest(rects().map(Rect::bottom)).max(24.0),
        boxes: ring.boxes,
        lines,
        groups,
        texts,
        ..Placed::default()
    }
}

/// The ring as far as it is placed.
struct Ring<'a> {
    diagram: &'a Diagram,
    texts: &'a [Sized],
    /// The boxes on the ellipse.
    members: Vec<usize>,
    boxes: Vec<Rect>,
}

impl Ring<'_> {
    fn grow(&mut self) {
        let widest = largest(self.members.iter().map(|&b| self.texts[b].w));
        let mut radius = (widest * self.members.len() as f64 / 6.0).max(LEAST_RADIUS);
        for _ in 0..60 {
            self.place_around(radius);
            if self.members.len() < 2 || self.is_sound() {
                break;
            }
            radius *= 1.08;
        }
    }

    /// Puts the members around an ellipse that is wider than high, the first at the top, clockwise; then to the origin.
    fn place_around(&mut self, radius: f64) {
        let highest = largest(self.members.iter().map(|&b| self.texts[b].h));
        let (rx, ry) = (radius * 1.25, (radius * 0.62).max(highest));
        let count = self.members.len() as f64;
        for (at, &b) in self.members.iter().enumerate() {
            let turn = TAU * at as f64 / count - FRAC_PI_2;
            let middle = Point::new(rx * turn.cos(), ry * turn.sin());
            self.boxes[b] = self.texts[b].area_around(middle);
        }
        self.shift_to_origin();
    }

    fn shift_to_origin(&mut self) {
        let left = smallest(self.member_boxes().map(|r| r.x));
        let top = smallest(self.member_boxes().map(|r| r.y));
        let origin = Point::new(left, top);
        let members = self.members.iter();
        members.for_each(|&b| self.boxes[b] = self.boxes[b].back_by(origin));
    }

    fn member_boxes(&self) -> impl Iterator<Item = &Rect> {
        self.members.iter().map(|&b| &self.boxes[b])
    }

    /// Whether no boxes touch and no line runs through a box that it does not join.
    fn is_sound(&self) -> bool {
        self.are_boxes_apart() && self.lines_with_ends().all(|line| self.is_clear(&line))
    }

    fn are_boxes_apart(&self) -> bool {
        let wide: Vec<Rect> = self.member_boxes().map(|r| widened(r, GAP / 2.0)).collect();
        let pairs = wide.iter().enumerate();
        pairs
            .flat_map(|(at, a)| wide[at + 1..].iter().map(move |b| (a, b)))
            .all(|(a, b)| !a.overlaps(b))
    }

    fn is_clear(&self, (line, points): &(&DiagramLine, Vec<Point>)) -> bool {
        let members = self.members.iter();
        let mut foreign = members.filter(|&&b| b != line.from && b != line.to);
        foreign.all(|&b| {
            let mut pieces = points.windows(2);
            pieces.all(|ends| !crosses(ends[0], ends[1], &self.boxes[b]))
        })
    }

    fn lines(&self) -> Vec<Vec<Point>> {
        self.lines_with_ends().map(|(_, points)| points).collect()
    }

    fn lines_with_ends(&self) -> impl Iterator<Item = (&DiagramLine, Vec<Point>)> {
        let lines = self.diagram.lines.iter().enumerate();
        lines.map(|(number, line)| (line, self.line(number, line)))
    }

    /// A straight line from edge to edge; several between the same two boxes stand side by side.
    fn line(&self, number: usize, line: &DiagramLine) -> Vec<Point> {
        let (from, to) = (&self.boxes[line.from], &self.boxes[line.to]);
        if line.from == line.to {
            return loop_at(from);
        }
        let beside = self.beside(number, line);
        straight(from, to, if line.from < line.to { beside } else { -beside })
    }

    /// How far beside the way between the middles of its boxes a line runs.
    fn beside(&self, number: usize, line: &DiagramLine) -> f64 {
        let lines = self.diagram.lines.iter().enumerate();
        let same = lines.filter(|(_, other)| joined(other) == joined(line));
        let same: Vec<usize> = same.map(|(number, _)| number).collect();
        let place = same.iter().position(|&other| other == number);
        (place.unwrap_or(0) as f64 - (same.len() as f64 - 1.0) / 2.0) * BESIDE
    }

    /// Groups below the ring, each a panel with its boxes in rows.
    fn groups_below(&mut self) -> Vec<Rect> {
        let mut top = self.groups_top();
        let width = self.width().max(ROW_WIDTH);
        let mut groups = Vec::new();
        for number in 0..self.diagram.groups.len() {
            let inside: Vec<usize> = members(self.diagram, Some(number)).collect();
            if inside.is_empty() {
                groups.push(Rect::default());
                continue;
            }
            let bottom = self.rows(&inside, top, width);
            let widest = largest(inside.iter().map(|&b| self.boxes[b].right()));
            groups.push(Rect::new(
                0.0,
                top,
                widest.max(width) + GROUP_PADDING,
                bottom - top,
            ));
            top = bottom + 12.0;
        }
        groups
    }

    /// Where the first group begins: under the ring, if there is one.
    fn groups_top(&self) -> f64 {
        if self.members.is_empty() {
            return 0.0;
        }
        largest(self.member_boxes().map(Rect::bottom)) + 28.0
    }

    /// Places the boxes of a group in rows of at most a width; the lower end of their panel.
    fn rows(&mut self, inside: &[usize], top: f64, width: f64) -> f64 {
        let (mut x, mut row) = (GROUP_PADDING, top + GROUP_HEAD + 6.0);
        let mut row_height = 0.0f64;
        for &b in inside {
            let text = &self.texts[b];
            if x > GROUP_PADDING && x + text.w + GROUP_PADDING > width {
                row += row_height + 10.0;
                (x, row_height) = (GROUP_PADDING, 0.0);
            }
            self.boxes[b] = text.area_at(x, row);
            x += text.w + 12.0;
            row_height = row_height.max(text.h);
        }
        row + row_height + GROUP_PADDING
    }

    fn width(&self) -> f64 {
        largest(self.member_boxes().map(Rect::right))
    }

    /// Moves the ring to the middle of the panels below it, where there are any.
    fn centre_over(&mut self, groups: &[Rect]) {
        if groups.iter().any(|group| group.w > 0.0) {
            let room = largest(groups.iter().map(Rect::right)) - self.width();
            let shift = (room / 2.0).max(0.0);
            let members = self.members.iter();
            members.for_each(|&b| self.boxes[b].x += shift);
        }
    }
}

/// The two boxes that a line joins, in whichever direction.
fn joined(line: &DiagramLine) -> (usize, usize) {
    (line.from.min(line.to), line.from.max(line.to))
}

/// A rectangle with so much more on every side.
fn widened(area: &Rect, by: f64) -> Rect {
    Rect::new(
        area.x - by,
        area.y - by,
        area.w + 2.0 * by,
        area.h + 2.0 * by,
    )
}

/// Whether a straight piece runs through a rectangle, with a little air.
fn crosses(a: Point, b: Point, area: &Rect) -> bool {
    let way = b - a;
    let across = within(a.x, way.x, area.x - AIR, area.right() + AIR);
    let down = within(a.y, way.y, area.y - AIR, area.bottom() + AIR);
    let Some((across, down)) = across.zip(down) else {
        return false;
    };
    across.0.max(down.0).max(0.0) < across.1.min(down.1).min(1.0)
}

/// From which share of a way to which it is between two bounds; nothing where it is level and beside them.
fn within(from: f64, delta: f64, least: f64, most: f64) -> Option<(f64, f64)> {
    if delta.abs() < 1e-9 {
        return (least..=most).contains(&from).then_some((0.0, 1.0));
    }
    let (one, other) = ((least - from) / delta, (most - from) / delta);
    Some((one.min(other), one.max(other)))
}

/// A line from a box to itself, at its right side.
fn loop_at(area: &Rect) -> Vec<Point> {
    let side = Point::new(area.right(), area.middle().y);
    let ways = [(0.0, -6.0), (20.0, -6.0), (20.0, 6.0), (0.0, 6.0)];
    ways.map(|(right, down)| side.shifted(right, down)).to_vec()
}

/// A line between the edges of two boxes, so far beside the one between their middles.
fn straight(from: &Rect, to: &Rect, beside: f64) -> Vec<Point> {
    let way = to.middle() - from.middle();
    let aside = way.across() / way.length() * beside;
    let (a, b) = (from.middle() + aside, to.middle() + aside);
    vec![leaving(a, b, from), leaving(b, a, to)]
}

/// Where a line from inside a rectangle towards a point leaves it.
fn leaving(inside: Point, towards: Point, area: &Rect) -> Point {
    let way = towards - inside;
    let across = reach(inside.x, way.x, area.x, area.right());
    let down = reach(inside.y, way.y, area.y, area.bottom());
    inside + way * across.min(down).clamp(0.0, 1.0)
}

/// After which share of a way it passes one of two bounds.
fn reach(from: f64, delta: f64, least: f64, most: f64) -> f64 {
    match delta {
        d if d > 1e-9 => (most - from) / d,
        d if d < -1e-9 => (least - from) / d,
        _ => f64::INFINITY,
    }
}
