//! Graphviz as another engine: our boxes of our sizes go in as a question in its language, its plain answer comes out as
//! places. Starting it is the command line's business; nothing here runs a program.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::view::{Diagram, DiagramLine};

use super::extent::{group_areas, shift_to_origin};
use super::size::Sized;
use super::{Placed, Point, Rect, measured, members, rounded};

/// Points to the inch: what Graphviz takes a pixel for.
const INCH: f64 = 72.0;

/// The question for `dot -Tplain`; `None` where the drawing is no graph in layers.
pub fn question(diagram: &Diagram) -> Option<String> {
    let in_layers = diagram.grid.is_none() && diagram.axis.is_none() && !diagram.ring;
    (in_layers && !diagram.boxes.is_empty()).then(|| graph(diagram))
}

fn graph(diagram: &Diagram) -> String {
    let texts = measured(diagram);
    let mut out = String::from(
        "digraph g { rankdir=LR; splines=polyline; nodesep=0.22; ranksep=0.6; node [shape=box, fixedsize=true, label=\"\"];\n",
    );
    for group in 0..diagram.groups.len() {
        let _ = writeln!(
            out,
            "subgraph cluster_{group} {{ margin=14; label=\"\\n\\n\";"
        );
        members(diagram, Some(group)).for_each(|b| out += &node(b, &texts[b]));
        out += "}\n";
    }
    members(diagram, None).for_each(|b| out += &node(b, &texts[b]));
    for line in &diagram.lines {
        let _ = writeln!(out, "n{} -> n{};", line.from, line.to);
    }
    out + "}\n"
}

fn node(b: usize, text: &Sized) -> String {
    let (w, h) = (text.w / INCH, text.h / INCH);
    format!("n{b} [width={w:.4}, height={h:.4}];\n")
}

/// The places in an answer; `None` where it is not the answer to our question.
pub fn answer(diagram: &Diagram, plain: &str) -> Option<Placed> {
    let texts = measured(diagram);
    let mut answer = Answer::new(&texts);
    for line in plain.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        answer.read(&words)?;
    }
    if answer.seen != texts.len() {
        return None;
    }
    let lines = diagram.lines.iter().map(|line| answer.route(line));
    let mut placed = Placed {
        lines: lines.collect::<Option<_>>()?,
        groups: group_areas(diagram, &answer.boxes),
        boxes: answer.boxes,
        ..Placed::default()
    };
    shift_to_origin(&mut placed);
    placed.texts = texts;
    rounded(&mut placed);
    Some(placed)
}

/// What has been read of an answer.
struct Answer<'a> {
    texts: &'a [Sized],
    /// The height of the drawing: Graphviz counts from below.
    height: f64,
    boxes: Vec<Rect>,
    /// How many boxes it has told of.
    seen: usize,
    routes: BTreeMap<(usize, usize), Vec<Vec<Point>>>,
}

impl<'a> Answer<'a> {
    fn new(texts: &'a [Sized]) -> Self {
        Self {
            texts,
            height: 0.0,
            boxes: vec![Rect::default(); texts.len()],
            seen: 0,
            routes: BTreeMap::new(),
        }
    }

    /// Reads a line of words; `None` where they are not what they should be.
    fn read(&mut self, words: &[&str]) -> Option<()> {
        match words.first() {
            Some(&"graph") => self.height = *numbers(words, 3, 1)?.first()? * INCH,
            Some(&"node") => self.read_node(words)?,
            Some(&"edge") => self.read_edge(words)?,
            _ => {}
        }
        Some(())
    }

    fn read_node(&mut self, words: &[&str]) -> Option<()> {
        let b = self.node(words.get(1)?)?;
        let middle = self.point(&numbers(words, 2, 2)?);
        self.boxes[b] = self.texts[b].area_around(middle);
        self.seen += 1;
        Some(())
    }

    fn read_edge(&mut self, words: &[&str]) -> Option<()> {
        let ends = (self.node(words.get(1)?)?, self.node(words.get(2)?)?);
        let count: usize = words.get(3)?.parse().ok()?;
        let corners = numbers(words, 4, count.checked_mul(2)?)?;
        // Of a curve, every third point lies on it.
        let points = corners.chunks(2).step_by(3).map(|xy| self.point(xy));
        let points = points.collect();
        self.routes.entry(ends).or_default().push(points);
        Some(())
    }

    fn node(&self, name: &str) -> Option<usize> {
        let number: usize = name.trim_start_matches('n').parse().ok()?;
        (number < self.texts.len()).then_some(number)
    }

    fn point(&self, inches: &[f64]) -> Point {
        Point::new(inches[0] * INCH, self.height - inches[1] * INCH)
    }

    /// The corners of a line, each route once.
    fn route(&mut self, line: &DiagramLine) -> Option<Vec<Point>> {
        let mut points = self.routes.get_mut(&(line.from, line.to))?.pop()?;
        // Its arrows end short of the box, where its head would be.
        if let [first, .., last] = points.as_mut_slice() {
            *first = onto(*first, &self.boxes[line.from]);
            *last = onto(*last, &self.boxes[line.to]);
        }
        (points.len() > 1).then_some(points)
    }
}

/// So many numbers among the words of a line.
fn numbers(words: &[&str], from: usize, count: usize) -> Option<Vec<f64>> {
    let number = |word: &&str| word.parse().ok().filter(|n: &f64| n.is_finite());
    words
        .get(from..from.checked_add(count)?)?
        .iter()
        .map(number)
        .collect()
}

/// The nearest place on the edge of a box, level or upright from a point outside it.
fn onto(point: Point, area: &Rect) -> Point {
    Point::new(
        point.x.clamp(area.x, area.right()),
        point.y.clamp(area.y, area.bottom()),
    )
}
