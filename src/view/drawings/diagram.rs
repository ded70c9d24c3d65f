//! Diagrams as plain data: boxes, lines, groups, and how they are meant; no coordinates, no format.

use crate::view::LegendEntry;

/// A drawing before it is laid out.
#[derive(Debug, Clone, Default)]
pub struct Diagram {
    /// The finding, or the question that the drawing answers.
    pub title: String,
    /// One plain sentence with the dates.
    pub subtitle: String,
    /// What the drawing shows, for those who cannot see it.
    pub description: String,
    /// The boxes, in reading order.
    pub boxes: Vec<Box>,
    /// The lines between boxes.
    pub lines: Vec<Line>,
    /// The groups of boxes.
    pub groups: Vec<Group>,
    /// Columns and rows, where the boxes stand in a table; otherwise they are laid out by their lines.
    pub grid: Option<Grid>,
    /// Whether the boxes without a group stand in their order around a ring; those of groups below it.
    pub ring: bool,
    /// The axis along which boxes with a span stand, each in the lane of its group.
    pub axis: Option<Axis>,
    /// What the signs mean: only those that are drawn.
    pub legend: Vec<LegendEntry>,
    /// Numbered sources and the date, under the drawing.
    pub footer: Vec<String>,
}

impl Diagram {
    /// Whether a line leads from one box to another.
    pub(super) fn has_line(&self, from: usize, to: usize) -> bool {
        let mut lines = self.lines.iter();
        lines.any(|line| line.from == from && line.to == to)
    }
}

/// What a box stands for; the kind decides the shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BoxKind {
    /// A position that asks for something or holds to it.
    Demand,
    /// A position that gives something.
    Offer,
    /// A position said to be final.
    RedLine,
    /// No position is recorded.
    Unknown,
    /// An issue.
    Issue,
    /// A milestone.
    Milestone,
    /// A requirement or a combination of requirements.
    Requirement,
    /// A mark in a table: what a row holds up.
    Mark,
    /// A party.
    Party,
}

/// How a box is outlined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Round corners.
    Rounded,
    /// Sharp corners.
    Sharp,
    /// Pointed left and right.
    Hexagon,
    /// Half circles left and right.
    Pill,
    /// Words alone.
    Bare,
}

impl BoxKind {
    /// The shape of a kind.
    pub fn shape(self) -> Shape {
        match self {
            Self::Demand | Self::Offer | Self::RedLine => Shape::Rounded,
            Self::Requirement | Self::Party => Shape::Sharp,
            Self::Issue => Shape::Hexagon,
            Self::Milestone | Self::Mark => Shape::Pill,
            Self::Unknown => Shape::Bare,
        }
    }
}

/// How a box or line stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Emphasis {
    /// It does not.
    #[default]
    Plain,
    /// Met, or beside the point.
    Muted,
    /// Part of what blocks the goal.
    Blocking,
    /// A member of a ring of conditions.
    Ring,
    /// The goal.
    Goal,
}

/// Whose a box is: the number decides the colour, the letter stands in for it beyond six parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ownership {
    /// Place of the party in the model's order.
    pub number: usize,
    /// The party's name.
    pub name: String,
}

/// A box.
#[derive(Debug, Clone)]
pub struct Box {
    /// Its id, unique in the drawing.
    pub id: String,
    /// What it stands for.
    pub kind: BoxKind,
    /// The label.
    pub label: String,
    /// Small words under the label.
    pub note: String,
    /// Small words over the label, such as the owner's name where no column says it.
    pub over: String,
    /// Numbers of the sources, set above the line.
    pub refs: Vec<usize>,
    /// Whose it is.
    pub owner: Option<Ownership>,
    /// How it stands out.
    pub emphasis: Emphasis,
    /// The whole sentence with its citations, shown on hovering.
    pub tooltip: String,
    /// Its group.
    pub group: Option<usize>,
    /// Where the first text that states it can be read.
    pub link: Option<String>,
    /// The first day of what it stands for, as `2026-01-25`.
    pub date: Option<String>,
    /// Where it stands on the axis.
    pub span: Option<Span>,
    /// Its band: boxes of a lower band stand further left. Only where there is no grid.
    pub band: usize,
}

impl Box {
    /// A box with a label; the rest is set by its maker.
    pub fn new(id: impl Into<String>, kind: BoxKind, label: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            kind,
            label: label.into(),
            note: String::new(),
            over: String::new(),
            refs: Vec::new(),
            owner: None,
            emphasis: Emphasis::Plain,
            tooltip: String::new(),
            group: None,
            link: None,
            date: None,
            span: None,
            band: 0,
        }
    }
}

/// What a line means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineKind {
    /// The one is needed for the other.
    NeededFor,
    /// The one blocks the other.
    Blocks,
    /// The positions exclude each other.
    Incompatible,
    /// The positions differ, and nobody has refused.
    Gap,
    /// The one waits for the other in a ring.
    Ring,
    /// A position on an issue, without a conflict.
    On,
    /// The parties say yes to the same things.
    Agrees,
}

impl LineKind {
    /// How a need is drawn: one that belongs to a ring stands out.
    pub fn of_need(in_ring: bool) -> Self {
        if in_ring { Self::Ring } else { Self::NeededFor }
    }
}

/// A line from one box to another.
#[derive(Debug, Clone)]
pub struct Line {
    /// Where it begins.
    pub from: usize,
    /// Where it ends; its head is there.
    pub to: usize,
    /// What it means.
    pub kind: LineKind,
    /// How much it stands for, 1 where it is one thing: the width follows it.
    pub weight: usize,
    /// The whole sentence with its citations, shown on hovering.
    pub tooltip: String,
}

/// An axis from left to right: days, or the numbers of a scale.
#[derive(Debug, Clone, Default)]
pub struct Axis {
    /// The number at the left end.
    pub from: f64,
    /// The number at the right end.
    pub to: f64,
    /// Where a number or a day is written.
    pub ticks: Vec<Tick>,
    /// What cuts through all lanes: events.
    pub rules: Vec<Rule>,
    /// A stretch that is shaded: a stated gap.
    pub shade: Option<Rule>,
}

/// A mark on an axis.
#[derive(Debug, Clone)]
pub struct Tick {
    /// Where.
    pub at: f64,
    /// What is written there.
    pub label: String,
}

/// Something at a place of an axis, across all lanes.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Where it begins.
    pub at: f64,
    /// Where it ends: the same place for a line.
    pub to: f64,
    /// A short label.
    pub label: String,
    /// The whole sentence with its citations.
    pub tooltip: String,
}

/// What marks an end of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dot {
    /// The end belongs to it.
    Full,
    /// The end does not belong to it.
    Hollow,
    /// Nothing.
    None,
}

/// A stretch of the axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// Whether nothing is said of its beginning, so that it fades out to the left.
    pub fades_left: bool,
    /// Whether nothing is said of its end.
    pub fades_right: bool,
    /// What marks its two ends.
    pub dots: (Dot, Dot),
    /// Whether it is refused: crossed at its ends, and thin between them.
    pub refused: bool,
}

/// A group of boxes.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its title.
    pub title: String,
    /// Whose boxes they are, if one party's.
    pub owner: Option<Ownership>,
}

/// Boxes in columns and rows.
#[derive(Debug, Clone)]
pub struct Grid {
    /// The columns: title, and whose column it is.
    pub columns: Vec<(String, Option<Ownership>)>,
    /// The rows.
    pub rows: Vec<GridRow>,
}

/// A row of a grid.
#[derive(Debug, Clone)]
pub struct GridRow {
    /// One cell for each column.
    pub cells: Vec<GridCell>,
}

impl GridRow {
    /// The boxes of its cells, from left to right.
    pub fn boxes(&self) -> impl Iterator<Item = usize> {
        self.cells
            .iter()
            .flat_map(|cell| cell.boxes.iter().copied())
    }
}

/// The boxes of one cell, from top to bottom.
#[derive(Debug, Clone, Default)]
pub struct GridCell {
    /// Indexes into [`Diagram::boxes`].
    pub boxes: Vec<usize>,
}
