//! Stretches of an axis: a dot where one begins, a bar as far as it goes, fading where nothing is said, crossed where it
//! is refused.

use crate::layout::{self, Point, Rect};
use crate::view::{Box, BoxKind, Dot, Span};

use crate::write::colours::{Colour, PANEL, owner_line};

use super::Drawing;
use super::canvas::{Stroke, circle, number, round_rect, spot};
use super::words::{LABEL, REFS};

/// What is shorter is not seen.
const SHORTEST: f64 = 0.5;

impl Drawing<'_> {
    /// The box of a stretch: its bar, and its words below.
    pub(super) fn stretch(&mut self, index: usize, span: Span) {
        self.bar(index, span);
        let area = self.placed.boxes[index];
        let words = Rect {
            y: area.y + layout::BAR,
            h: area.h - layout::BAR,
            ..area
        };
        // On a shaded stretch the ground would be a patch of its own.
        let axis = self.diagram.axis.as_ref();
        if axis.is_some_and(|axis| axis.shade.is_none()) {
            self.behind_words(index, words);
        }
        self.words(index, words);
    }

    /// A light ground under the words of a bar, so that no line of the axis strikes them through.
    fn behind_words(&mut self, index: usize, area: Rect) {
        let text = &self.placed.texts[index];
        let widths = text.label.iter().map(|line| LABEL.width_of(line));
        let refs = REFS.width_of(&text.refs) + 4.0;
        let ground = Rect {
            x: area.x + 9.0,
            w: widths.fold(0.0, f64::max) + refs + 4.0,
            ..area
        };
        self.canvas.patch(&round_rect(&ground, 3.0), &PANEL, 0.85);
    }

    fn bar(&mut self, index: usize, span: Span) {
        let Some(&(from, to)) = self.placed.spans.get(&index) else {
            return;
        };
        let item = &self.diagram.boxes[index];
        let bar = Bar {
            item,
            span,
            from,
            to,
            y: self.placed.boxes[index].y + layout::BAR / 2.0,
        };
        for piece in bar.pieces().iter().filter(|piece| piece.is_seen()) {
            self.canvas.stroke(&bar.path(piece), &piece.stroke);
        }
        for (dot, x) in bar.ends() {
            self.end(&bar, dot, Point::new(x, bar.y));
        }
    }

    fn end(&mut self, bar: &Bar<'_>, dot: Dot, at: Point) {
        let own = owner_line(bar.item.owner.as_ref());
        match dot {
            Dot::None => {}
            // A number that is itself not refused is no cross.
            Dot::Full if bar.span.refused => self.canvas.cross(at),
            Dot::Full => self.dot(at, &format!("{}-h", own.class), own, own),
            Dot::Hollow => self.dot(at, PANEL.class, &PANEL, own),
        }
    }

    fn dot(&mut self, at: Point, fill_class: &str, fill: &Colour, line: &'static Colour) {
        let circle = circle(at, 4.5);
        self.canvas.put(&format!(
            "<circle class=\"{fill_class} {}-l\" {circle} fill=\"{}\" {}/>",
            line.class,
            fill.light,
            Stroke::new(line, 2.0).attributes()
        ));
    }
}

/// The bar of a kind of position: thick where it is final, dashed where it is offered.
pub(super) fn bar_stroke(kind: BoxKind, colour: &'static Colour) -> Stroke {
    let width = if kind == BoxKind::RedLine { 6.0 } else { 4.0 };
    let dash = if kind == BoxKind::Offer { "7 4" } else { "" };
    Stroke::dashed(colour, width, dash)
}

/// A stretch as it is drawn: from left to right at a height.
struct Bar<'a> {
    item: &'a Box,
    span: Span,
    from: f64,
    to: f64,
    y: f64,
}

/// A part of a bar that looks the same from end to end.
struct Piece {
    from: f64,
    to: f64,
    stroke: Stroke,
}

impl Piece {
    fn is_seen(&self) -> bool {
        self.to - self.from > SHORTEST
    }
}

impl Bar<'_> {
    fn path(&self, piece: &Piece) -> String {
        let from = spot(Point::new(piece.from, self.y));
        format!("M{from}H{}", number(piece.to))
    }

    fn stroke(&self) -> Stroke {
        let stroke = bar_stroke(self.item.kind, owner_line(self.item.owner.as_ref()));
        if self.span.refused {
            stroke.with_dash("1.5 6")
        } else {
            stroke
        }
    }

    /// The part that stands for sure, then what fades away on either side in two steps, each a third of the whole.
    fn pieces(&self) -> Vec<Piece> {
        let mut pieces = vec![self.sure()];
        if self.span.fades_left {
            pieces.push(self.pale(self.from + self.third(), self.left_of_sure()));
            pieces.push(self.faint(self.from, self.from + self.third()));
        }
        if self.span.fades_right {
            pieces.push(self.pale(self.right_of_sure(), self.to - self.third()));
            pieces.push(self.faint(self.to - self.third(), self.to));
        }
        pieces
    }

    fn sure(&self) -> Piece {
        Piece {
            from: self.left_of_sure(),
            to: self.right_of_sure(),
            stroke: self.stroke(),
        }
    }

    fn third(&self) -> f64 {
        (self.to - self.from) / 3.0
    }

    fn left_of_sure(&self) -> f64 {
        if self.span.fades_left {
            self.from + 2.0 * self.third()
        } else {
            self.from
        }
    }

    fn right_of_sure(&self) -> f64 {
        if self.span.fades_right {
            self.to - 2.0 * self.third()
        } else {
            self.to
        }
    }

    fn pale(&self, from: f64, to: f64) -> Piece {
        let stroke = self.stroke().with_dash("2 4").with_opacity(0.45);
        Piece { from, to, stroke }
    }

    fn faint(&self, from: f64, to: f64) -> Piece {
        let stroke = self.stroke().with_dash("2 6").with_opacity(0.2);
        Piece { from, to, stroke }
    }

    /// What marks its ends, and where. A bar that begins and ends in one place has one dot.
    fn ends(&self) -> [(Dot, f64); 2] {
        let (first, mut last) = self.span.dots;
        if self.to - self.from <= SHORTEST {
            last = Dot::None;
        }
        [(first, self.from), (last, self.to)]
    }
}
