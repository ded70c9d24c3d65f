//! How far things reach: the largest of some lengths, the area of a group around its boxes, a whole drawing from its origin.

use crate::view::Diagram;

use super::{Placed, Point, Rect, members};

pub(super) const GROUP_PADDING: f64 = 12.0;
pub(super) const GROUP_HEAD: f64 = 26.0;

/// The largest of some lengths, at least 0.
pub(super) fn largest(lengths: impl Iterator<Item = f64>) -> f64 {
    lengths.fold(0.0, f64::max)
}

/// The smallest of some places.
pub(super) fn smallest(places: impl Iterator<Item = f64>) -> f64 {
    places.fold(f64::INFINITY, f64::min)
}

/// The area of each group: its boxes with room for a title.
pub(super) fn group_areas(diagram: &Diagram, boxes: &[Rect]) -> Vec<Rect> {
    let groups = 0..diagram.groups.len();
    groups
        .map(|group| group_area(members(diagram, Some(group)).map(|b| boxes[b])))
        .collect()
}

fn group_area(boxes: impl Iterator<Item = Rect>) -> Rect {
    let inside: Vec<Rect> = boxes.collect();
    if inside.is_empty() {
        return Rect::default();
    }
    let x = smallest(inside.iter().map(|r| r.x)) - GROUP_PADDING;
    let y = smallest(inside.iter().map(|r| r.y)) - GROUP_PADDING - GROUP_HEAD;
    let right = inside
        .iter()
        .map(Rect::right)
        .fold(f64::NEG_INFINITY, f64::max);
    let bottom = inside
        .iter()
        .map(Rect::bottom)
        .fold(f64::NEG_INFINITY, f64::max);
    Rect::new(x, y, right + GROUP_PADDING - x, bottom + GROUP_PADDING - y)
}

/// Moves a drawing so that it begins at the origin, and measures it.
pub(super) fn shift_to_origin(placed: &mut Placed) {
    let origin = origin(placed);
    for rect in placed.boxes.iter_mut().chain(&mut placed.groups) {
        *rect = rect.back_by(origin);
    }
    for point in placed.lines.iter_mut().flatten() {
        *point = *point - origin;
    }
    (placed.width, placed.height) = ends(placed);
}

/// The right and the lower end of what is drawn.
fn ends(placed: &Placed) -> (f64, f64) {
    let rects = placed.boxes.iter().chain(&placed.groups);
    let points = placed.lines.iter().flatten();
    let right = rects
        .clone()
        .map(Rect::right)
        .chain(points.clone().map(|p| p.x));
    let bottom = rects.map(Rect::bottom).chain(points.map(|p| p.y));
    (largest(right), largest(bottom))
}

/// The left and the upper end of what is drawn; a group without boxes is not.
fn origin(placed: &Placed) -> Point {
    let groups = placed.groups.iter().filter(|group| group.w > 0.0);
    let rects = placed.boxes.iter().chain(groups);
    let points = placed.lines.iter().flatten();
    let left = rects
        .clone()
        .map(|r| r.x)
        .chain(points.clone().map(|p| p.x));
    let top = rects.map(|r| r.y).chain(points.map(|p| p.y));
    Point::new(smallest(left), smallest(top))
}
