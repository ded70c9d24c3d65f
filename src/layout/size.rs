//! How large a box must be for what stands in it.

use crate::view::{Box, BoxKind, Shape};

use super::extent::largest;
use super::text::{Weight, text_width, wrap};
use super::{Point, Rect};

/// Size of labels.
const LABEL: f64 = 12.0;
/// Size of labels of marks.
const MARK_LABEL: f64 = 11.0;
/// Size of small words over and under a label.
const SMALL: f64 = 10.0;
/// Size of source numbers.
const REFS: f64 = 8.5;
/// Height of a line of a label.
pub const LABEL_LINE: f64 = 16.0;
/// Height of a line of small words.
pub const SMALL_LINE: f64 = 13.0;
/// About 24 characters.
const WRAP: f64 = 172.0;
/// How much wider the words under a bar may be.
const BAR_EXTRA: f64 = 80.0;
/// What a port takes of a side.
const PORT: f64 = 9.0;

/// The lines of a box and its size.
#[derive(Debug, Clone, Default)]
pub struct Sized {
    /// Width of the box.
    pub w: f64,
    /// Height of the box.
    pub h: f64,
    /// Small lines over the label.
    pub over: Vec<String>,
    /// The lines of the label.
    pub label: Vec<String>,
    /// Small lines under the label.
    pub note: Vec<String>,
    /// Source numbers after the last line of the label.
    pub refs: String,
    /// Whether the label is bold.
    pub bold: bool,
}

/// Space between the outline and the words, left and right.
pub fn padding(kind: BoxKind) -> f64 {
    match kind.shape() {
        Shape::Rounded | Shape::Sharp => 11.0,
        Shape::Hexagon => 20.0,
        Shape::Pill => 16.0,
        Shape::Bare => 4.0,
    }
}

impl Sized {
    /// How heavy the label is set.
    pub fn weight(&self) -> Weight {
        if self.bold {
            Weight::Bold
        } else {
            Weight::Regular
        }
    }

    /// The height of all its words.
    pub fn text_height(&self) -> f64 {
        let small_lines = self.note.len() + self.over.len();
        LABEL_LINE * self.label.len() as f64 + SMALL_LINE * small_lines as f64
    }

    /// The width of the widest line, with a label of a size.
    fn text_width(&self, size: f64) -> f64 {
        let weight = self.weight();
        let mut label: Vec<f64> = widths(&self.label, size, weight).collect();
        if let Some(last) = label.last_mut() {
            *last += refs_width(&self.refs);
        }
        let note = widths(&self.note, SMALL, Weight::Regular);
        let over = widths(&self.over, SMALL, Weight::Bold);
        largest(label.into_iter().chain(note).chain(over))
    }

    /// The box around these words, with its upper left corner at a place.
    pub(super) fn area_at(&self, x: f64, y: f64) -> Rect {
        Rect::new(x, y, self.w, self.h)
    }

    /// The box around these words, with its middle at a place.
    pub(super) fn area_around(&self, middle: Point) -> Rect {
        self.area_at(middle.x - self.w / 2.0, middle.y - self.h / 2.0)
    }
}

fn widths(lines: &[String], size: f64, weight: Weight) -> impl Iterator<Item = f64> {
    lines.iter().map(move |line| text_width(line, size, weight))
}

/// Room for source numbers after the last line of a label.
fn refs_width(refs: &str) -> f64 {
    if refs.is_empty() {
        0.0
    } else {
        text_width(refs, REFS, Weight::Regular) + 4.0
    }
}

/// Measures a box that needs room for so many ports on a side.
pub fn measure(item: &Box, ports: usize) -> Sized {
    let (size, sign, air) = match item.kind {
        // Before the words of a mark stands its cross.
        BoxKind::Mark => (MARK_LABEL, 14.0, 6.0),
        BoxKind::Demand
        | BoxKind::Offer
        | BoxKind::RedLine
        | BoxKind::Unknown
        | BoxKind::Issue
        | BoxKind::Milestone
        | BoxKind::Requirement
        | BoxKind::Party => (LABEL, 0.0, 14.0),
    };
    let text = in_lines(item, size);
    let w = text.text_width(size) + 2.0 * padding(item.kind) + sign;
    let h = (text.text_height() + air).max(PORT * ports as f64 + 10.0);
    Sized {
        w: w.ceil(),
        h: h.ceil(),
        ..text
    }
}

/// The words of a box broken into lines, with a label of a size.
fn in_lines(item: &Box, size: f64) -> Sized {
    let numbers: Vec<String> = item.refs.iter().map(ToString::to_string).collect();
    let mut text = Sized {
        over: wrap(&item.over, SMALL, Weight::Bold, WRAP, 1),
        note: wrap(&item.note, SMALL, Weight::Regular, WRAP, 3),
        refs: numbers.join(","),
        bold: matches!(
            item.kind,
            BoxKind::Issue | BoxKind::Milestone | BoxKind::Party
        ),
        ..Sized::default()
    };
    let room = label_room(&item.label, &text.refs);
    // The words under a bar have the room of the bar, and nothing of them is cut off.
    let (width, lines) = match item.span {
        Some(_) => (room + BAR_EXTRA, 7),
        None => (room, 4),
    };
    text.label = wrap(&item.label, size, text.weight(), width, lines);
    text
}

/// How wide the lines of a label may be: a long one leaves room for its source numbers.
fn label_room(label: &str, refs: &str) -> f64 {
    if label.len() > 24 {
        WRAP - refs_width(refs).min(30.0)
    } else {
        WRAP
    }
}
