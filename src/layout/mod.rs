//! Places a diagram: boxes of known size to coordinates. Knows nothing of negotiations.
//!
//! Four ways: a *grid* for tables of boxes, an *axis* for stretches of time or of a scale, a *ring* for few boxes
//! that all belong together, and *layers* for boxes that are joined by lines (Sugiyama, Tagawa and Toda 1981). Coordinates are in CSS pixels, rounded to half a pixel, so that the same
//! diagram gives the same bytes on every machine.

mod axis;
mod extent;
mod first_fit;
mod geometry;
pub mod graphviz;
mod grid;
mod layers;
mod ring;
mod size;
mod text;

use crate::view::Diagram;

pub use axis::{BAR, PlacedAxis, PlacedRule, lane_title};
pub use geometry::{Point, Rect};
pub use size::{LABEL_LINE, SMALL_LINE, Sized, padding};
pub use text::{FONTS, Weight, has_glyph, text_width, without_glyph, wrap};

/// A placed diagram: the same order of boxes, lines and groups as in the diagram.
#[derive(Debug, Clone, Default)]
pub struct Placed {
    /// Width of the drawing without margins.
    pub width: f64,
    /// Height of the drawing without margins.
    pub height: f64,
    /// Where each box is.
    pub boxes: Vec<Rect>,
    /// What stands in each box.
    pub texts: Vec<Sized>,
    /// The corners of each line, from its beginning to its end.
    pub lines: Vec<Vec<Point>>,
    /// Where each group is.
    pub groups: Vec<Rect>,
    /// Where each row of a grid is.
    pub rows: Vec<Rect>,
    /// Where each column's title is.
    pub columns: Vec<Rect>,
    /// Where the axis is, and what stands on it.
    pub axis: Option<PlacedAxis>,
    /// Left and right end of the bar of each box that has a span.
    pub spans: std::collections::BTreeMap<usize, (f64, f64)>,
}

/// Places a diagram.
pub fn place(diagram: &Diagram) -> Placed {
    let texts = measured(diagram);
    let mut placed = match (&diagram.grid, &diagram.axis) {
        (Some(grid), _) => grid::place(diagram, grid, texts),
        (None, Some(axis)) => axis::place(diagram, axis, texts),
        (None, None) if diagram.ring => ring::place(diagram, texts),
        (None, None) => layers::place(diagram, texts),
    };
    rounded(&mut placed);
    placed
}

/// The words of every box in lines, and its size: it needs room for as many lines as meet it on one side.
fn measured(diagram: &Diagram) -> Vec<Sized> {
    let mut out = vec![0; diagram.boxes.len()];
    let mut into = out.clone();
    for line in diagram.lines.iter().filter(|line| line.from != line.to) {
        out[line.from] += 1;
        into[line.to] += 1;
    }
    let ports = out.into_iter().zip(into).map(|(out, into)| out.max(into));
    let boxes = diagram.boxes.iter().zip(ports);
    boxes
        .map(|(item, ports)| size::measure(item, ports))
        .collect()
}

/// The boxes of a group, or those of none, in their order.
pub fn members(diagram: &Diagram, group: Option<usize>) -> impl Iterator<Item = usize> {
    (0..diagram.boxes.len()).filter(move |&b| diagram.boxes[b].group == group)
}

fn rounded(placed: &mut Placed) {
    let boxes = placed.boxes.iter_mut().chain(&mut placed.groups);
    for rect in boxes.chain(&mut placed.rows).chain(&mut placed.columns) {
        *rect = rect.to_half_pixels();
    }
    for point in placed.lines.iter_mut().flatten() {
        *point = point.to_half_pixels();
    }
    placed.width = placed.width.ceil();
    placed.height = placed.height.ceil();
}
