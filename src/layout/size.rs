//! How large a box must be for what stands in it.

use crate::view::{Box, BoxKind, Shape};

use super::text::{Weight, text_width, wrap};

/// Size of labels.
pub const LABEL: f64 = 12.0;
/// Size of small words over and under a label.
pub const SMALL: f64 = 10.0;
/// Size of source numbers.
pub const REFS: f64 = 8.5;
const LINE: f64 = 16.0;
const SMALL_LINE: f64 = 13.0;
/// About 24 characters.
const WRAP: f64 = 172.0;

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

/// Measures a box that needs room for so many ports on a side.
pub fn measure(item: &Box, ports: usize) -> Sized {
    let bold = matches!(
        item.kind,
        BoxKind::Issue | BoxKind::Milestone | BoxKind::Party
    );
    let weight = if bold { Weight::Bold } else { Weight::Regular };
    let size = if item.kind == BoxKind::Mark {
        11.0
    } else {
        LABEL
    };
    let mark = if item.kind == BoxKind::Mark {
        14.0
    } else {
        0.0
    };
    let refs = item
        .refs
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(",");
    let refs_width = if refs.is_empty() {
        0.0
    } else {
        text_width(&refs, REFS, Weight::Regular) + 4.0
    };
    let label = wrap(
        &item.label,
        size,
        weight,
        WRAP - if item.label.len() > 24 {
            refs_width.min(30.0)
        } else {
            0.0
        },
        4,
    );
    let note = wrap(&item.note, SMALL, Weight::Regular, WRAP, 3);
    let over = wrap(&item.over, SMALL, Weight::Bold, WRAP, 1);
    let last = label.len().saturating_sub(1);
    let label_width = label
        .iter()
        .enumerate()
        .map(|(i, line)| text_width(line, size, weight) + if i == last { refs_width } else { 0.0 })
        .fold(0.0, f64::max);
    let note_width = note
        .iter()
        .map(|line| text_width(line, SMALL, Weight::Regular))
        .fold(0.0, f64::max);
    let over_width = over
        .iter()
        .map(|line| text_width(line, SMALL, Weight::Bold))
        .fold(0.0, f64::max);
    let w = label_width.max(note_width).max(over_width) + 2.0 * padding(item.kind) + mark;
    let text_height = LINE * label.len() as f64 + SMALL_LINE * (note.len() + over.len()) as f64;
    let vertical = if item.kind == BoxKind::Mark {
        6.0
    } else {
        14.0
    };
    let h = (text_height + vertical).max(9.0 * ports as f64 + 10.0);
    Sized {
        w: w.ceil(),
        h: h.ceil(),
        over,
        label,
        note,
        refs,
        bold,
    }
}
