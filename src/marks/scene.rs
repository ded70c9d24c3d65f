//! A sheet of marks: shapes in inks, at their places, with what each mark stands for.

use crate::layout::{Point, Rect, Weight};

use super::Ink;

/// A picture whose marks are placed.
#[derive(Debug, Clone, Default)]
pub struct Scene {
    /// Width of the sheet in pixels.
    pub width: f64,
    /// Height of the sheet in pixels.
    pub height: f64,
    /// What the picture says.
    pub title: String,
    /// The same in full, for those who cannot see it.
    pub description: String,
    /// What is drawn; what stands first lies lowest.
    pub parts: Vec<Part>,
}

impl Scene {
    /// Every mark, those inside another too.
    pub fn marks(&self) -> Vec<&Mark> {
        let mut marks = Vec::new();
        collect(&self.parts, &mut marks);
        marks
    }
}

impl Scene {
    /// Every word that is drawn.
    pub fn words(&self) -> Vec<&str> {
        let mut words = Vec::new();
        collect_words(&self.parts, &mut words);
        words
    }
}

fn collect_words<'s>(parts: &'s [Part], words: &mut Vec<&'s str>) {
    for part in parts {
        match part {
            Part::Mark(mark) => collect_words(&mark.parts, words),
            Part::Shape(shape) => match &shape.form {
                Form::Words(_, _, runs) => words.extend(runs.iter().map(|run| run.words.as_str())),
                Form::OnArc(_, _, run) => words.push(&run.words),
                Form::Rect(..) | Form::Circle(..) | Form::Path(_) => {}
            },
        }
    }
}

fn collect<'s>(parts: &'s [Part], marks: &mut Vec<&'s Mark>) {
    for part in parts {
        if let Part::Mark(mark) = part {
            marks.push(mark);
            collect(&mark.parts, marks);
        }
    }
}

/// Something drawn.
#[derive(Debug, Clone)]
pub enum Part {
    /// A shape that means nothing by itself.
    Shape(Shape),
    /// A mark.
    Mark(Mark),
}

/// A mark with what it stands for.
#[derive(Debug, Clone)]
pub struct Mark {
    /// What kind of mark.
    pub kind: MarkKind,
    /// The parties whose it is, by their ids.
    pub who: Vec<String>,
    /// What it is about, as JSON and the command line name it: changes, targets.
    pub what: Vec<String>,
    /// The letter that it carries.
    pub letter: Option<String>,
    /// The whole sentence with its citations, shown where one points at it.
    pub told: String,
    /// What it is made of.
    pub parts: Vec<Part>,
}

/// The kinds of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// Something that must be undone, with all that it is made of.
    Knot,
    /// A refusal: a bar across the way.
    Bar,
    /// A condition: a hook that grips what waits.
    Hook,
    /// Several that stand in for each other, told together.
    Fence,
    /// A track of a fork: one of several ways on.
    Track,
    /// A milestone.
    Station,
    /// What the way leads to.
    Goal,
    /// Answers that nobody has heard.
    Void,
    /// One answer that nobody has heard.
    Silence,
    /// A move that would open a bar or a hook of the same letter.
    Key,
    /// A party.
    Disc,
    /// The end of a way that leads no further.
    Wall,
    /// What a party says of a question.
    Stance,
    /// What joins the parties of a conflict, or the ends of what nobody refuses.
    Bracket,
    /// Something that happened on a day.
    Event,
    /// What is between two parties.
    Pair,
}

impl MarkKind {
    /// Its name in the files that are written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Knot => "knot",
            Self::Bar => "bar",
            Self::Hook => "hook",
            Self::Fence => "fence",
            Self::Track => "track",
            Self::Station => "station",
            Self::Goal => "goal",
            Self::Void => "void",
            Self::Silence => "silence",
            Self::Key => "key",
            Self::Disc => "party",
            Self::Wall => "wall",
            Self::Stance => "stance",
            Self::Bracket => "bracket",
            Self::Event => "event",
            Self::Pair => "pair",
        }
    }
}

/// A shape with its colours.
#[derive(Debug, Clone)]
pub struct Shape {
    /// Its outline.
    pub form: Form,
    /// What it is filled with.
    pub fill: Option<Ink>,
    /// The line along its outline.
    pub stroke: Option<Stroke>,
    /// Whether it only stays visible as a trace: a mark that is supposed to be gone.
    pub faded: bool,
}

/// A line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub ink: Ink,
    /// Its width.
    pub width: f64,
}

/// An outline.
#[derive(Debug, Clone)]
pub enum Form {
    /// A rectangle with corners of a radius.
    Rect(Rect, f64),
    /// A circle.
    Circle(Point, f64),
    /// A path.
    Path(Path),
    /// Words on one line, at a place.
    Words(Point, Face, Vec<Run>),
    /// Words along an arc, around its middle.
    OnArc(Path, Face, Run),
}

/// How words are set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Face {
    /// Size in pixels.
    pub size: f64,
    /// Which part of them stands at their place.
    pub anchor: Anchor,
    /// Room added after each letter.
    pub track: f64,
}

/// Which part of words stands at their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Their beginning.
    Start,
    /// Their middle.
    Middle,
    /// Their end.
    End,
}

/// Words of one look.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The words.
    pub words: String,
    /// How heavy they are.
    pub weight: Weight,
    /// Their colour.
    pub ink: Ink,
    /// Whether they are raised and small: numbers of sources.
    pub raised: bool,
}

impl Run {
    /// Plain words.
    pub fn plain(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            weight: Weight::Regular,
            ink: Ink::Ink,
            raised: false,
        }
    }

    /// Heavy words.
    pub fn bold(words: impl Into<String>) -> Self {
        Self {
            weight: Weight::Bold,
            ..Self::plain(words)
        }
    }

    /// Small words over the line.
    pub fn raised(words: impl Into<String>) -> Self {
        Self {
            raised: true,
            ..Self::plain(words).in_ink(Ink::Mute)
        }
    }

    /// The same in a colour.
    pub fn in_ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }
}

/// A path step by step.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Path(pub Vec<Step>);

/// A step of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// To a place without a line.
    Move(Point),
    /// Straight.
    Line(Point),
    /// Bent by two points on the way.
    Curve(Point, Point, Point),
    /// Along a circle.
    Arc {
        /// Its radius.
        radius: f64,
        /// Whether the longer way round.
        large: bool,
        /// Whether clockwise.
        clockwise: bool,
        /// Where it ends.
        to: Point,
    },
    /// Back to where it began.
    Close,
}

impl Path {
    /// A straight line.
    pub fn line(from: Point, to: Point) -> Self {
        Self(vec![Step::Move(from), Step::Line(to)])
    }

    /// A closed path through points.
    pub fn polygon(points: &[Point]) -> Self {
        let lines = points.iter().skip(1).map(|&to| Step::Line(to));
        let first = points.iter().take(1).map(|&to| Step::Move(to));
        Self(first.chain(lines).chain([Step::Close]).collect())
    }
}
