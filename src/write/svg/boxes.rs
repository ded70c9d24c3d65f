//! Boxes: each a group with its sentence, a link where there is one, its outline and its words.

use crate::layout::{Point, Rect};
use crate::view::{Box, BoxKind, Emphasis, Shape};

use crate::write::colours::{
    BACKGROUND, Colour, INK, ISSUE_FILL, ISSUE_LINE, LINE, MUTE, PANEL, RING_FILL, RING_LINE, party,
};
use crate::write::escape::{drawable_link, xml};
use crate::write::facts::sentence;

use super::Drawing;
use super::canvas::{Stroke, number, round_rect, spot};

impl Drawing<'_> {
    pub(super) fn boxes(&mut self) {
        for index in 0..self.diagram.boxes.len() {
            self.box_with_words(index);
        }
    }

    fn box_with_words(&mut self, index: usize) {
        let item = &self.diagram.boxes[index];
        self.open_box(item);
        let link = drawable_link(item.link.as_deref());
        if let Some(link) = link.map(xml) {
            let opened = format!("<a href=\"{link}\" target=\"_blank\" rel=\"noopener\">");
            self.canvas.put(&opened);
        }
        let area = self.placed.boxes[index];
        match item.span {
            Some(span) => self.stretch(index, span),
            None => {
                self.outline(item, area);
                self.words(index, area);
            }
        }
        let end = if link.is_some() { "</a></g>" } else { "</g>" };
        self.canvas.put(end);
    }

    /// Begins the group of a box under its id, with its sentence.
    fn open_box(&mut self, item: &Box) {
        let id = item.id.replace(char::is_whitespace, "-");
        let (prefix, id, sentence) = (xml(&self.prefix), xml(&id), xml(sentence(item)));
        let group = format!("<g id=\"{prefix}{id}\"><title>{sentence}</title>");
        self.canvas.put(&group);
    }

    pub(super) fn outline(&mut self, item: &Box, area: Rect) {
        let outline = Outline::of(item);
        if let Some(shape) = shape(item.kind.shape(), &area) {
            let element = format!("<{shape} {}/>", outline.attributes());
            self.canvas.put(&element);
        }
        if item.kind == BoxKind::RedLine {
            let edge = thick_left_edge(&area);
            self.canvas.fill(&edge, outline.stroke.colour);
        }
    }
}

/// The element that a shape is, with its place; nothing where words stand alone.
fn shape(shape: Shape, area: &Rect) -> Option<String> {
    match shape {
        Shape::Bare => None,
        Shape::Sharp => Some(format!("rect {}", round_rect(area, 1.0))),
        Shape::Rounded => Some(format!("rect {}", round_rect(area, 6.0))),
        Shape::Pill => Some(format!(
            "rect {}",
            round_rect(area, (area.h / 2.0).min(20.0))
        )),
        Shape::Hexagon => Some(format!("path d=\"{}\"", hexagon(area))),
    }
}

/// The path from the left point over the upper edge to the right point and back below.
fn hexagon(area: &Rect) -> String {
    let middle = area.middle().y;
    let (left, right) = (number(area.x + 12.0), number(area.right() - 12.0));
    format!(
        "M{}L{left} {}H{right}L{}L{right} {}H{left}z",
        spot(Point::new(area.x, middle)),
        number(area.y),
        spot(Point::new(area.right(), middle)),
        number(area.bottom())
    )
}

/// The mark of a red line.
fn thick_left_edge(area: &Rect) -> String {
    let corner = spot(area.corner().shifted(4.0, 0.0));
    let (down, up) = (number(area.h), number(-(area.h - 12.0)));
    format!("M{corner}h4v{down}h-4a6 6 0 0 1 -6 -6v{up}a6 6 0 0 1 6 -6z")
}

/// What a box is filled with, and the line around it.
struct Outline {
    fill: &'static Colour,
    stroke: Stroke,
}

impl Outline {
    fn of(item: &Box) -> Self {
        let (fill, line) = kind_colours(item);
        let dash = if item.kind == BoxKind::Offer {
            "5 3"
        } else {
            ""
        };
        let (fill, line, width) = match item.emphasis {
            Emphasis::Plain | Emphasis::Blocking => (fill, line, line_width(item.kind)),
            Emphasis::Muted => (&PANEL, &LINE, 1.2),
            Emphasis::Ring => (&RING_FILL, &RING_LINE, 3.0),
            Emphasis::Goal => (fill, line, 3.0),
        };
        let stroke = Stroke::dashed(line, width, dash);
        Self { fill, stroke }
    }

    fn attributes(&self) -> String {
        format!(
            "class=\"{} {}-l\" fill=\"{}\" {}",
            self.fill.class,
            self.stroke.colour.class,
            self.fill.light,
            self.stroke.attributes()
        )
    }
}

/// Fill and line of a box that does not stand out.
fn kind_colours(item: &Box) -> (&'static Colour, &'static Colour) {
    let owned_or = |line| match &item.owner {
        Some(owner) => party(owner),
        None => (&PANEL, line),
    };
    match item.kind {
        BoxKind::Demand | BoxKind::Offer | BoxKind::RedLine => owned_or(&MUTE),
        BoxKind::Party => owned_or(&INK),
        BoxKind::Issue => (&ISSUE_FILL, &ISSUE_LINE),
        BoxKind::Milestone => (&BACKGROUND, &INK),
        BoxKind::Requirement | BoxKind::Mark | BoxKind::Unknown => (&BACKGROUND, &MUTE),
    }
}

fn line_width(kind: BoxKind) -> f64 {
    match kind {
        BoxKind::RedLine => 2.4,
        BoxKind::Milestone | BoxKind::Party => 2.0,
        BoxKind::Demand
        | BoxKind::Offer
        | BoxKind::Issue
        | BoxKind::Requirement
        | BoxKind::Mark
        | BoxKind::Unknown => 1.3,
    }
}
