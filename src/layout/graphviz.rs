//! Graphviz as another engine: our boxes of our sizes go in as a question in its language, its plain answer comes out as
//! places. Starting it is the command line's business; nothing here runs a program.

use crate::view::Diagram;

use super::size::Sized;
use super::{Placed, Point, Rect, layers, measured, rounded};

/// Points to the inch: what Graphviz takes a pixel for.
const INCH: f64 = 72.0;

/// The question for `dot -Tplain`; `None` where the drawing is no graph in layers.
pub fn question(diagram: &Diagram) -> Option<String> {
    let layered = diagram.grid.is_none()
        && diagram.axis.is_none()
        && !diagram.ring
        && !diagram.boxes.is_empty();
    layered.then(|| {
        let texts = measured(diagram);
        let mut out = String::from(
            "digraph g { rankdir=LR; splines=polyline; nodesep=0.22; ranksep=0.6; node [shape=box, fixedsize=true, label=\"\"];\n",
        );
        let node = |b: usize| format!("n{b} [width={:.4}, height={:.4}];\n", texts[b].w / INCH, texts[b].h / INCH);
        for group in 0..diagram.groups.len() {
            out += &format!("subgraph cluster_{group} {{ margin=14; label=\"\\n\\n\";\n");
            (0..diagram.boxes.len()).filter(|&b| diagram.boxes[b].group == Some(group)).for_each(|b| out += &node(b));
            out += "}\n";
        }
        (0..diagram.boxes.len()).filter(|&b| diagram.boxes[b].group.is_none()).for_each(|b| out += &node(b));
        diagram.lines.iter().for_each(|line| out += &format!("n{} -> n{};\n", line.from, line.to));
        out + "}\n"
    })
}

/// The places in an answer; `None` where it is not the answer to our question.
pub fn answer(diagram: &Diagram, plain: &str) -> Option<Placed> {
    let texts: Vec<Sized> = measured(diagram);
    let mut placed = Placed {
        boxes: vec![Rect::default(); texts.len()],
        ..Placed::default()
    };
    let mut routes: std::collections::BTreeMap<(usize, usize), Vec<Vec<Point>>> =
        std::collections::BTreeMap::new();
    let mut height = 0.0;
    let mut seen = 0;
    for line in plain.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let numbers = |from: usize, to: usize| -> Option<Vec<f64>> {
            words
                .get(from..to)?
                .iter()
                .map(|word| word.parse().ok().filter(|n: &f64| n.is_finite()))
                .collect()
        };
        let node = |name: &str| {
            name.trim_start_matches('n')
                .parse::<usize>()
                .ok()
                .filter(|b| *b < texts.len())
        };
        match words.first() {
            Some(&"graph") => height = *numbers(3, 4)?.first()? * INCH,
            Some(&"node") => {
                let (b, at) = (node(words.get(1)?)?, numbers(2, 4)?);
                let (w, h) = (texts[b].w, texts[b].h);
                placed.boxes[b] = Rect {
                    x: at[0] * INCH - w / 2.0,
                    y: height - at[1] * INCH - h / 2.0,
                    w,
                    h,
                };
                seen += 1;
            }
            Some(&"edge") => {
                let ends = (node(words.get(1)?)?, node(words.get(2)?)?);
                let count: usize = words.get(3)?.parse().ok()?;
                let corners = numbers(4, 4 + 2 * count)?;
                let points = corners
                    .chunks(2)
                    .step_by(3)
                    .map(|xy| Point {
                        x: xy[0] * INCH,
                        y: height - xy[1] * INCH,
                    })
                    .collect();
                routes.entry(ends).or_default().push(points);
            }
            _ => {}
        }
    }
    if seen != texts.len() {
        return None;
    }
    placed.lines = diagram
        .lines
        .iter()
        .map(|line| {
            let mut points = routes.get_mut(&(line.from, line.to))?.pop()?;
            // Its arrows end short of the box, where its head would be.
            let (from, to) = (&placed.boxes[line.from], &placed.boxes[line.to]);
            if let Some(first) = points.first_mut() {
                *first = onto(*first, from);
            }
            if let Some(last) = points.last_mut() {
                *last = onto(*last, to);
            }
            (points.len() > 1).then_some(points)
        })
        .collect::<Option<Vec<_>>>()?;
    placed.groups = layers::groups(diagram, &placed.boxes);
    layers::shift_to_origin(&mut placed);
    placed.texts = texts;
    rounded(&mut placed);
    Some(placed)
}

/// The nearest place on the edge of a box, level or upright from a point outside it.
fn onto(point: Point, area: &Rect) -> Point {
    Point {
        x: point.x.clamp(area.x, area.right()),
        y: point.y.clamp(area.y, area.bottom()),
    }
}
