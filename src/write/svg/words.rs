//! The words of a box: small ones over the label, the label with its source numbers, small ones under it.

use crate::layout::{LABEL_LINE, Point, Rect, SMALL_LINE, Sized, padding};
use crate::view::{Box, BoxKind, Emphasis, Shape};

use crate::write::colours::{BLOCK_TEXT, INK, MUTE, owner_line};
use crate::write::escape::xml;

use super::Drawing;
use super::canvas::{Canvas, Type};

const LABEL_SIZE: f64 = 12.0;
pub(super) const LABEL: Type = Type::new(LABEL_SIZE, &INK);
pub(super) const REFS: Type = Type::new(8.5, &MUTE);
const MARK_SIZE: f64 = 11.0;
const NOTE: Type = Type::new(10.0, &MUTE);
const OVER_SIZE: f64 = 10.0;
/// Small words over the label of an issue or a milestone.
const OVER_CENTRED: Type = Type::new(OVER_SIZE, &BLOCK_TEXT).bold().centred();

impl Drawing<'_> {
    pub(super) fn words(&mut self, index: usize, area: Rect) {
        let item = &self.diagram.boxes[index];
        if item.kind == BoxKind::Mark {
            let beside = Point::new(area.x + 13.0, area.middle().y);
            self.canvas.cross(beside);
        }
        let words = Words::new(item, &self.placed.texts[index], area);
        words.write_over(&mut self.canvas);
        words.write_label(&mut self.canvas);
        words.write_note(&mut self.canvas);
    }
}

/// The words of a box and where they stand: in its middle, or one line under the other along its left side.
struct Words<'a> {
    item: &'a Box,
    text: &'a Sized,
    x: f64,
    top: f64,
    centred: bool,
}

impl<'a> Words<'a> {
    fn new(item: &'a Box, text: &'a Sized, area: Rect) -> Self {
        let pointed = matches!(item.kind.shape(), Shape::Hexagon | Shape::Pill);
        let centred = pointed && item.kind != BoxKind::Mark;
        let x = if centred {
            area.w / 2.0
        } else {
            left_padding(item)
        };
        Self {
            item,
            text,
            x: area.x + x,
            top: area.y + (area.h - text.text_height()) / 2.0,
            centred,
        }
    }

    fn at(&self, down: f64) -> Point {
        Point::new(self.x, self.top + down)
    }

    fn set(&self, style: Type) -> Type {
        if self.centred { style.centred() } else { style }
    }

    fn write_over(&self, canvas: &mut Canvas) {
        let (first, style) = (self.at(10.0), self.over_style());
        canvas.paragraph(&self.text.over, first, SMALL_LINE, &style);
    }

    fn over_style(&self) -> Type {
        if self.centred {
            return OVER_CENTRED;
        }
        let owner = self.item.owner.as_ref();
        Type::in_line_colour(OVER_SIZE, owner_line(owner)).bold()
    }

    /// The last line ends in the numbers of the sources.
    fn write_label(&self, canvas: &mut Canvas) {
        let style = self.label_style();
        let top = self.label_top() + 12.0;
        let last = self.text.label.len().saturating_sub(1);
        for (number, line) in self.text.label.iter().enumerate() {
            let at = self.at(top + LABEL_LINE * number as f64);
            let refs = if number == last { &self.text.refs } else { "" };
            canvas.text_with(at, &style, line, &source_numbers(refs));
        }
    }

    fn write_note(&self, canvas: &mut Canvas) {
        let first = self.at(self.note_top() + 9.5);
        canvas.paragraph(&self.text.note, first, SMALL_LINE, &self.set(NOTE));
    }

    fn label_top(&self) -> f64 {
        SMALL_LINE * self.text.over.len() as f64
    }

    fn note_top(&self) -> f64 {
        self.label_top() + LABEL_LINE * self.text.label.len() as f64
    }

    fn label_style(&self) -> Type {
        let kind = self.item.kind;
        let pale = kind == BoxKind::Unknown || self.item.emphasis == Emphasis::Muted;
        let colour = if pale { &MUTE } else { &INK };
        let size = if kind == BoxKind::Mark {
            MARK_SIZE
        } else {
            LABEL_SIZE
        };
        self.set(Type::new(size, colour).weighing(self.text.weight()))
    }
}

/// Room between the left edge of a box and its words.
fn left_padding(item: &Box) -> f64 {
    let before_sign = match (item.span, item.kind) {
        (Some(_), _) => 12.0,
        (None, BoxKind::RedLine) => 14.0,
        (None, kind) => padding(kind),
    };
    let sign = if item.kind == BoxKind::Mark {
        12.0
    } else {
        0.0
    };
    before_sign + sign
}

fn source_numbers(refs: &str) -> String {
    if refs.is_empty() {
        return String::new();
    }
    let (class, fill, refs) = (MUTE.class, MUTE.light, xml(refs));
    format!(
        "<tspan class=\"{class}\" dx=\"3\" dy=\"-4\" font-size=\"8.5\" font-weight=\"400\" fill=\"{fill}\">{refs}</tspan>"
    )
}
