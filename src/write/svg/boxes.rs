//! Boxes: their outlines, and the words in them.

use crate::layout::{self, LABEL_LINE, Point, Rect, SMALL_LINE, Sized};
use crate::view::{Box, BoxKind, Emphasis, Shape};

use crate::write::colours::{
    BACKGROUND, BLOCK_TEXT, Colour, INK, ISSUE_FILL, ISSUE_LINE, LINE, MUTE, PANEL, RING_FILL,
    RING_LINE, owner_line, party,
};
use crate::write::escape::{drawable_link, xml};
use crate::write::facts::sentence;

use super::Drawing;
use super::canvas::{Canvas, Stroke, Type, number, round_rect, spot};

const LABEL_SIZE: f64 = 12.0;
pub(super) const LABEL: Type = Type::new(LABEL_SIZE, &INK);
pub(super) const REFS: Type = Type::new(8.5, &MUTE);
const MARK_SIZE: f64 = 11.0;
const NOTE: Type = Type::new(10.0, &MUTE);
const OVER_SIZE: f64 = 10.0;
/// Small words over the label of an issue or a milestone.
const OVER_CENTRED: Type = Type::new(OVER_SIZE, &BLOCK_TEXT).bold().centred();

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
        if let Some(link) = link {
            self.canvas.put(&format!(
                "<a href=\"{}\" target=\"_blank\" rel=\"noopener\">",
                xml(link)
            ));
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

    /// The words of a box: small ones over the label, the label with its source numbers, small ones under it.
    pub(super) fn words(&mut self, index: usize, area: Rect) {
        let (item, text) = (&self.diagram.boxes[index], &self.placed.texts[index]);
        if item.kind == BoxKind::Mark {
            let beside = Point::new(area.x + 13.0, area.middle().y);
            self.canvas.cross(beside);
        }
        let mut column = Column::new(item, text, area);
        let over = column.go_down(text.over.len(), SMALL_LINE);
        let label = column.go_down(text.label.len(), LABEL_LINE);
        let note = column.go_down(text.note.len(), SMALL_LINE);
        let canvas = &mut self.canvas;
        canvas.paragraph(&text.over, over(10.0), SMALL_LINE, &column.over(item));
        canvas.label(&column.label(item, text), text, label(12.0));
        canvas.paragraph(&text.note, note(9.5), SMALL_LINE, &column.set(NOTE));
    }
}

impl Canvas {

    /// The lines of a label; the last one ends in the numbers of its sources.
    fn label(&mut self, style: &Type, text: &Sized, first: Point) {
        let last = text.label.len().saturating_sub(1);
        for (number, line) in text.label.iter().enumerate() {
            let at = Point::new(first.x, first.y + LABEL_LINE * number as f64);
            let end = if number == last {
                source_numbers(&text.refs)
            } else {
                String::new()
            };
            self.text_with(at, style, line, &end);
        }
    }
}

fn source_numbers(refs: &str) -> String {
    if refs.is_empty() {
        return String::new();
    }
    format!(
        "<tspan class=\"{}\" dx=\"3\" dy=\"-4\" font-size=\"8.5\" font-weight=\"400\" fill=\"{}\">{}</tspan>",
        MUTE.class,
        MUTE.light,
        xml(refs)
    )
}

/// Where the words of a box stand: in its middle, or one under the other along its left side.
struct Column {
    x: f64,
    /// Where the next line begins.
    y: f64,
    centred: bool,
}

impl Column {
    fn new(item: &Box, text: &Sized, area: Rect) -> Self {
        let pointed = matches!(item.kind.shape(), Shape::Hexagon | Shape::Pill);
        let centred = pointed && item.kind != BoxKind::Mark;
        let x = if centred {
            area.w / 2.0
        } else {
            left_padding(item)
        };
        Self {
            x: area.x + x,
            y: area.y + (area.h - text.text_height()) / 2.0,
            centred,
        }
    }

    /// Leaves room for so many lines; the place of the first of them, by how far under its upper end its words stand.
    fn go_down(&mut self, lines: usize, height: f64) -> impl Fn(f64) -> Point + use<> {
        let (x, y) = (self.x, self.y);
        self.y += height * lines as f64;
        move |base| Point::new(x, y + base)
    }

    fn set(&self, style: Type) -> Type {
        if self.centred { style.centred() } else { style }
    }

    fn over(&self, item: &Box) -> Type {
        if self.centred {
            OVER_CENTRED
        } else {
            Type::in_line_colour(OVER_SIZE, owner_line(item.owner.as_ref())).bold()
        }
    }

    fn label(&self, item: &Box, text: &Sized) -> Type {
        let pale = item.kind == BoxKind::Unknown || item.emphasis == Emphasis::Muted;
        let colour = if pale { &MUTE } else { &INK };
        let size = if item.kind == BoxKind::Mark {
            MARK_SIZE
        } else {
            LABEL_SIZE
        };
        self.set(Type::new(size, colour).weighing(text.weight()))
    }
}

/// Room between the left edge of a box and its words.
fn left_padding(item: &Box) -> f64 {
    match (item.span, item.kind) {
        (Some(_), BoxKind::Mark) => 24.0,
        (Some(_), _) => 12.0,
        (None, BoxKind::RedLine) => 14.0,
        (None, BoxKind::Mark) => layout::padding(BoxKind::Mark) + 12.0,
        (None, kind) => layout::padding(kind),
    }
}

/// The element that a shape is, with its place; nothing where words stand alone.
fn shape(shape: Shape, area: &Rect) -> Option<String> {
    match shape {
        Shape::Bare => None,
        Shape::Sharp => Some(format!("rect {}", round_rect(area, 1.0))),
        Shape::Rounded => Some(format!("rect {}", round_rect(area, 6.0))),
        Shape::Pill => Some(format!("rect {}", round_rect(area, (area.h / 2.0).min(20.0)))),
        Shape::Hexagon => Some(format!("path d=\"{}\"", hexagon(area))),
    }
}

/// The path from the left point over the upper edge to the right point and back below.
fn hexagon(area: &Rect) -> String {
    let middle = area.y + area.h / 2.0;
    let (left, right) = (area.x + 12.0, area.right() - 12.0);
    let right_edge = number(right);
    format!(
        "M{}L{}H{right_edge}L{}L{}H{}z",
        spot(Point::new(area.x, middle)),
        spot(Point::new(left, area.y)),
        spot(Point::new(area.right(), middle)),
        spot(Point::new(right, area.bottom())),
        number(left)
    )
}

/// The mark of a red line.
fn thick_left_edge(area: &Rect) -> String {
    let corner = spot(Point::new(area.x + 4.0, area.y));
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
