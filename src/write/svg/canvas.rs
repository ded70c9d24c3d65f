//! What a drawing is made of: paths, patches and words, each with its colour in both looks.
//!
//! A colour is spelled twice, as an attribute and as a class: `x` fills with it, `x-l` draws lines with it, and `x-h`
//! fills with a colour that is otherwise one of lines.

use crate::layout::{Point, Rect, Weight, text_width, wrap};

use crate::write::colours::{BLOCK, Colour};
use crate::write::escape::xml;

/// The text of the drawing as far as it has come.
#[derive(Default)]
pub(super) struct Canvas {
    pub out: String,
}

impl Canvas {
    /// Adds an element on a line of its own.
    pub fn put(&mut self, element: &str) {
        self.out.push_str(element);
        self.out.push('\n');
    }

    /// Begins the figure, whose own places count from its corner.
    pub fn open_figure(&mut self, corner: Point) {
        self.put(&format!("<g transform=\"translate({})\">", spot(corner)));
    }

    /// Begins a group with the sentence that is shown where one points at it.
    pub fn open_group(&mut self, sentence: &str) {
        self.put(&format!("<g><title>{}</title>", xml(sentence)));
    }

    pub fn close_group(&mut self) {
        self.put("</g>");
    }

    /// A line along a path.
    pub fn stroke(&mut self, path: &str, stroke: &Stroke) {
        self.put(&format!(
            "<path class=\"{}-l\" d=\"{path}\" fill=\"none\" {}/>",
            stroke.colour.class,
            stroke.attributes()
        ));
    }

    /// A filled path in a colour of lines.
    pub fn fill(&mut self, path: &str, colour: &Colour) {
        self.put(&format!(
            "<path class=\"{}-h\" d=\"{path}\" fill=\"{}\"/>",
            colour.class, colour.light
        ));
    }

    /// A filled rectangle that lets so much of what is under it through; 1 hides it.
    pub fn patch(&mut self, corners: &str, colour: &Colour, opacity: f64) {
        self.put(&format!(
            "<rect class=\"{}\" {corners} fill=\"{}\"{}/>",
            colour.class,
            colour.light,
            opaque(opacity)
        ));
    }

    /// The red cross of what is refused, around a place.
    pub fn cross(&mut self, middle: Point) {
        let corner = spot(middle.shifted(-3.5, -3.5));
        let path = format!("M{corner}l7 7m0 -7l-7 7");
        self.stroke(&path, &Stroke::new(&BLOCK, 2.2));
    }

    /// Words on one line.
    pub fn text(&mut self, at: Point, style: &Type, words: &str) {
        self.text_with(at, style, words, "");
    }

    /// Words on one line with another element at their end.
    pub fn text_with(&mut self, at: Point, style: &Type, words: &str, end: &str) {
        self.put(&format!(
            "<text {}>{}{end}</text>",
            style.attributes(at),
            xml(words)
        ));
    }

    /// Lines of words, one so far under the other.
    pub fn paragraph(&mut self, lines: &[String], first: Point, step: f64, style: &Type) {
        for (number, line) in lines.iter().enumerate() {
            self.text(first.shifted(0.0, step * number as f64), style, line);
        }
    }
}

/// How a line along a path looks.
#[derive(Clone, Copy)]
pub(super) struct Stroke {
    pub colour: &'static Colour,
    pub width: f64,
    /// Lengths of dashes and of gaps; empty for a whole line.
    pub dash: &'static str,
    pub opacity: f64,
}

impl Stroke {
    /// A whole line.
    pub const fn new(colour: &'static Colour, width: f64) -> Self {
        Self::dashed(colour, width, "")
    }

    pub const fn dashed(colour: &'static Colour, width: f64, dash: &'static str) -> Self {
        Self {
            colour,
            width,
            dash,
            opacity: 1.0,
        }
    }

    pub fn with_dash(self, dash: &'static str) -> Self {
        Self { dash, ..self }
    }

    pub fn with_opacity(self, opacity: f64) -> Self {
        Self { opacity, ..self }
    }

    pub fn attributes(&self) -> String {
        let dash = match self.dash {
            "" => String::new(),
            dash => format!(" stroke-dasharray=\"{dash}\""),
        };
        format!(
            "stroke=\"{}\" stroke-width=\"{}\"{}{dash}",
            self.colour.light,
            number(self.width),
            opaque(self.opacity)
        )
    }
}

fn opaque(opacity: f64) -> String {
    if opacity < 1.0 {
        format!(" opacity=\"{}\"", number(opacity))
    } else {
        String::new()
    }
}

/// How words are set.
#[derive(Clone, Copy)]
pub(super) struct Type {
    colour: &'static Colour,
    /// What follows the colour's name in the class.
    class_end: &'static str,
    size: f64,
    weight: Weight,
    /// Whether the place of the words is their middle, not their beginning.
    centred: bool,
}

impl Type {
    pub const fn new(size: f64, colour: &'static Colour) -> Self {
        Self {
            colour,
            class_end: "",
            size,
            weight: Weight::Regular,
            centred: false,
        }
    }

    pub const fn bold(self) -> Self {
        self.weighing(Weight::Bold)
    }

    pub const fn weighing(self, weight: Weight) -> Self {
        Self { weight, ..self }
    }

    pub const fn centred(self) -> Self {
        Self {
            centred: true,
            ..self
        }
    }

    /// In a colour that is otherwise one of lines.
    pub const fn in_line_colour(size: f64, colour: &'static Colour) -> Self {
        Self {
            class_end: "-h",
            ..Self::new(size, colour)
        }
    }

    pub fn width_of(&self, words: &str) -> f64 {
        text_width(words, self.size, self.weight)
    }

    /// Words in lines of at most a width, so many lines at most.
    pub fn wrap(&self, words: &str, width: f64, most_lines: usize) -> Vec<String> {
        wrap(words, self.size, self.weight, width, most_lines)
    }

    /// Words on one line, cut to a width.
    pub fn fitted(&self, words: &str, width: f64) -> String {
        let lines = self.wrap(words, width.max(24.0), 1);
        lines.into_iter().next().unwrap_or_default()
    }

    fn attributes(&self, at: Point) -> String {
        let weight = match self.weight {
            Weight::Regular => "400",
            Weight::Bold => "700",
        };
        let anchor = if self.centred {
            " text-anchor=\"middle\""
        } else {
            ""
        };
        format!(
            "class=\"{}{}\" {} font-size=\"{}\" font-weight=\"{weight}\"{anchor} fill=\"{}\"",
            self.colour.class,
            self.class_end,
            place(at),
            number(self.size),
            self.colour.light
        )
    }
}

/// A place as attributes.
pub(super) fn place(at: Point) -> String {
    format!("x=\"{}\" y=\"{}\"", number(at.x), number(at.y))
}

/// A place in a path.
pub(super) fn spot(at: Point) -> String {
    format!("{} {}", number(at.x), number(at.y))
}

/// The middle and the radius of a circle.
pub(super) fn circle(middle: Point, radius: f64) -> String {
    format!(
        "cx=\"{}\" cy=\"{}\" r=\"{}\"",
        number(middle.x),
        number(middle.y),
        number(radius)
    )
}

pub(super) fn rect(area: &Rect) -> String {
    format!(
        "{} width=\"{}\" height=\"{}\"",
        place(area.corner()),
        number(area.w),
        number(area.h)
    )
}

/// A rectangle with round corners.
pub(super) fn round_rect(area: &Rect, radius: f64) -> String {
    format!("{} rx=\"{}\"", rect(area), number(radius))
}

/// A number with at most two decimals and no trailing zeros.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    match text.trim_end_matches('0').trim_end_matches('.') {
        "-0" => "0".to_owned(),
        short => short.to_owned(),
    }
}
