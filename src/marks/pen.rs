//! The pen: puts shapes and marks on a sheet, each over those before it.

use crate::layout::{Point, Rect};

use super::scene::{Face, Form, Mark, MarkKind, Part, Path, Run, Shape, Stroke};
use super::{Anchor, Ink};

/// What has been drawn so far.
#[derive(Debug, Default)]
pub struct Pen {
    /// The parts in their order.
    pub parts: Vec<Part>,
    /// Whether what is drawn now is only a trace.
    faded: bool,
}

impl Pen {
    fn put(&mut self, form: Form, fill: Option<Ink>, stroke: Option<Stroke>) {
        let faded = self.faded;
        self.parts.push(Part::Shape(Shape {
            form,
            fill,
            stroke,
            faded,
        }));
    }

    /// A filled rectangle.
    pub fn rect(&mut self, area: Rect, ink: Ink) {
        self.put(Form::Rect(area, 0.0), Some(ink), None);
    }

    /// A rectangle with full round ends, filled, with a line around it.
    pub fn capsule(&mut self, area: Rect, fill: Ink, line: Stroke) {
        let form = Form::Rect(area, area.h.min(area.w) / 2.0);
        self.put(form, Some(fill), Some(line));
    }

    /// A filled disc.
    pub fn disc(&mut self, middle: Point, radius: f64, ink: Ink) {
        self.put(Form::Circle(middle, radius), Some(ink), None);
    }

    /// A disc with a rim; not filled where nothing is given.
    pub fn ring(&mut self, middle: Point, radius: f64, fill: Option<Ink>, rim: Stroke) {
        self.put(Form::Circle(middle, radius), fill, Some(rim));
    }

    /// A line along a path.
    pub fn stroke(&mut self, path: Path, ink: Ink, width: f64) {
        self.put(Form::Path(path), None, Some(Stroke { ink, width }));
    }

    /// A filled path.
    pub fn fill(&mut self, path: Path, ink: Ink) {
        self.put(Form::Path(path), Some(ink), None);
    }

    /// Words of several looks on one line.
    pub fn words(&mut self, at: Point, size: f64, anchor: Anchor, runs: Vec<Run>) {
        let face = Face {
            size,
            anchor,
            track: 0.0,
        };
        self.put(Form::Words(at, face, runs), None, None);
    }

    /// Words with room between or less room between their letters.
    pub fn tracked(&mut self, at: Point, face: Face, run: Run) {
        self.put(Form::Words(at, face, vec![run]), None, None);
    }

    /// Words along an arc.
    pub fn on_arc(&mut self, arc: Path, size: f64, run: Run) {
        let face = Face {
            size,
            anchor: Anchor::Middle,
            track: 0.4,
        };
        self.put(Form::OnArc(arc, face, run), None, None);
    }

    /// Draws a mark that means what `mark` says.
    pub fn mark(&mut self, mark: Mark, draw: impl FnOnce(&mut Self)) {
        let mut inside = Self {
            parts: Vec::new(),
            faded: self.faded,
        };
        draw(&mut inside);
        let parts = inside.parts;
        self.parts.push(Part::Mark(Mark { parts, ..mark }));
    }

    /// Draws what is only a trace.
    pub fn faded(&mut self, is_faded: bool, draw: impl FnOnce(&mut Self)) {
        let before = self.faded;
        self.faded = is_faded || before;
        draw(self);
        self.faded = before;
    }
}

impl Mark {
    /// A mark that is nobody's and about nothing yet.
    pub fn of(kind: MarkKind) -> Self {
        Self {
            kind,
            who: Vec::new(),
            what: Vec::new(),
            letter: None,
            told: String::new(),
            parts: Vec::new(),
        }
    }

    /// The same with whose it is.
    pub fn by(self, who: impl IntoIterator<Item = String>) -> Self {
        Self {
            who: who.into_iter().collect(),
            ..self
        }
    }

    /// The same with what it is about.
    pub fn about(self, what: impl IntoIterator<Item = String>) -> Self {
        Self {
            what: what.into_iter().collect(),
            ..self
        }
    }

    /// The same with the letter that it carries.
    pub fn lettered(self, letter: &str) -> Self {
        let letter = Some(letter.to_owned()).filter(|letter| !letter.is_empty());
        Self { letter, ..self }
    }

    /// The same with its sentence.
    pub fn told(self, told: impl Into<String>) -> Self {
        Self {
            told: told.into(),
            ..self
        }
    }
}
