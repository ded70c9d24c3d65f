//! Stretches along an axis: a lane for each group, in it rows that are filled first-fit.

use std::collections::BTreeMap;

use crate::view::{Axis, Diagram};

use super::size::Sized;
use super::text::{Weight, text_width, wrap};
use super::{Placed, Point, Rect};

/// Height that a bar takes above its words.
pub const BAR: f64 = 12.0;

const LANE_TITLE: f64 = 150.0;

/// The lines of a lane's title, within the room kept for it at the left.
pub fn lane_title(title: &str) -> Vec<String> {
    wrap(title, 12.0, Weight::Bold, LANE_TITLE - 20.0, 3)
}

const PLOT: f64 = 780.0;
const GAP: f64 = 8.0;
const LANE_PADDING: f64 = 12.0;
const LANE_GAP: f64 = 8.0;
const RULE_LINE: f64 = 12.0;
const RULE_WIDTH: f64 = 190.0;
const RULE_LINES: usize = 4;
const TICK_ROW: f64 = 14.0;

/// Where an axis is, and what stands on it.
#[derive(Debug, Clone, Default)]
pub struct PlacedAxis {
    /// Upper end of the lanes.
    pub top: f64,
    /// Lower end of the lanes.
    pub bottom: f64,
    /// For each tick from the left, and from the top for its label.
    pub ticks: Vec<Point>,
    /// For each rule.
    pub rules: Vec<PlacedRule>,
    /// The shaded stretch.
    pub shade: Option<Rect>,
}

/// Where a rule begins, and the lines of its label.
#[derive(Debug, Clone)]
pub struct PlacedRule {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// The label.
    pub label: Vec<String>,
}

/// A ruler from numbers to places.
struct Ruler<'a> {
    axis: &'a Axis,
    left: f64,
}

impl Ruler<'_> {
    fn at(&self, number: f64) -> f64 {
        let length = (self.axis.to - self.axis.from).max(f64::MIN_POSITIVE);
        self.left + PLOT * ((number - self.axis.from) / length).clamp(0.0, 1.0)
    }
}

pub(super) fn place(diagram: &Diagram, axis: &Axis, mut texts: Vec<Sized>) -> Placed {
    let tray = diagram
        .boxes
        .iter()
        .zip(&texts)
        .filter(|(b, _)| b.span.is_none())
        .map(|(_, t)| t.w)
        .fold(0.0, f64::max);
    let ruler = Ruler {
        axis,
        left: LANE_TITLE + if tray > 0.0 { tray + 24.0 } else { 0.0 },
    };
    let width = ruler.left + PLOT + 24.0;
    let (rules, head) = rules(axis, &ruler, width);
    let mut placed = Placed {
        width,
        boxes: vec![Rect::default(); diagram.boxes.len()],
        ..Placed::default()
    };
    let shade_head = if axis.shade.is_some() { 18.0 } else { 0.0 };
    let (ticks, tick_rows) = ticks(axis, &ruler);
    let mut top = head + 6.0 + TICK_ROW * tick_rows as f64 + shade_head;
    let first = top;
    for group in 0..diagram.groups.len() {
        let members: Vec<usize> = (0..diagram.boxes.len())
            .filter(|&b| diagram.boxes[b].group == Some(group))
            .collect();
        let bottom = lane(
            diagram,
            &members,
            &ruler,
            top + LANE_PADDING,
            &mut texts,
            &mut placed,
        );
        let title = lane_title(&diagram.groups[group].title).len() as f64 * 16.0;
        let height = (bottom - top + LANE_PADDING).max(title + 20.0);
        placed.groups.push(Rect {
            x: 0.0,
            y: top,
            w: width,
            h: height,
        });
        top += height + LANE_GAP;
    }
    let bottom = (top - LANE_GAP).max(first + 24.0);
    placed.height = bottom + 4.0;
    let shade = axis.shade.as_ref().map(|shade| {
        let (from, to) = (ruler.at(shade.at), ruler.at(shade.to));
        Rect {
            x: from,
            y: first - shade_head,
            w: (to - from).max(2.0),
            h: bottom - first + shade_head,
        }
    });
    let label_base = first - shade_head - 6.0;
    let ticks = ticks
        .into_iter()
        .map(|(x, row)| Point {
            x,
            y: label_base - TICK_ROW * row as f64,
        })
        .collect();
    placed.axis = Some(PlacedAxis {
        top: first - shade_head,
        bottom,
        ticks,
        rules,
        shade,
    });
    placed.lines = diagram
        .lines
        .iter()
        .map(|line| {
            let middle = |b: usize| Point {
                x: placed.boxes[b].x + 2.0,
                y: placed.boxes[b].y + placed.boxes[b].h / 2.0,
            };
            vec![middle(line.from), middle(line.to)]
        })
        .collect();
    placed.texts = texts;
    placed
}

/// Where the ticks are, and in which row above the lanes each label has room; how many rows that takes.
fn ticks(axis: &Axis, ruler: &Ruler<'_>) -> (Vec<(f64, usize)>, usize) {
    let mut ends: Vec<f64> = vec![f64::NEG_INFINITY];
    let mut found = Vec::new();
    for tick in &axis.ticks {
        let (x, half) = (
            ruler.at(tick.at),
            text_width(&tick.label, 11.0, Weight::Regular) / 2.0 + 5.0,
        );
        let row = ends
            .iter()
            .position(|end| *end <= x - half)
            .unwrap_or(ends.len());
        if row == ends.len() {
            ends.push(0.0);
        }
        ends[row] = x + half;
        found.push((x, row));
    }
    (found, ends.len())
}

/// Labels of events in rows above the lanes, so that none covers another; and the height that they take.
fn rules(axis: &Axis, ruler: &Ruler<'_>, width: f64) -> (Vec<PlacedRule>, f64) {
    let mut ends: Vec<f64> = Vec::new();
    let mut found = Vec::new();
    for rule in &axis.rules {
        let x = ruler.at(rule.at);
        let label = wrap(
            &rule.label,
            10.0,
            Weight::Regular,
            RULE_WIDTH.min((width - x - 12.0).max(60.0)),
            RULE_LINES,
        );
        let wide = label
            .iter()
            .map(|line| text_width(line, 10.0, Weight::Regular))
            .fold(0.0, f64::max)
            + 18.0;
        let row = ends.iter().position(|end| *end <= x).unwrap_or(ends.len());
        if row == ends.len() {
            ends.push(0.0);
        }
        ends[row] = x + wide;
        found.push(PlacedRule {
            x,
            y: row as f64,
            label,
        });
    }
    let most_lines = found.iter().map(|rule| rule.label.len()).max().unwrap_or(0);
    let row_height = most_lines as f64 * RULE_LINE + 8.0;
    // The first row stands nearest to the lanes.
    let head = ends.len() as f64 * row_height;
    found
        .iter_mut()
        .for_each(|rule| rule.y = head - (rule.y + 1.0) * row_height + 6.0);
    (found, head + if ends.is_empty() { 0.0 } else { 8.0 })
}

/// Fills a lane; its lower end.
fn lane(
    diagram: &Diagram,
    members: &[usize],
    ruler: &Ruler<'_>,
    top: f64,
    texts: &mut [Sized],
    placed: &mut Placed,
) -> f64 {
    let mut order: Vec<usize> = members
        .iter()
        .copied()
        .filter(|&b| diagram.boxes[b].span.is_some())
        .collect();
    let start = |b: usize| diagram.boxes[b].span.map_or(0.0, |span| span.from);
    order.sort_by(|a, b| start(*a).total_cmp(&start(*b)).then(a.cmp(b)));
    let mut rows: Vec<(f64, f64)> = Vec::new();
    let mut at: BTreeMap<usize, usize> = BTreeMap::new();
    for &b in &order {
        let Some(span) = diagram.boxes[b].span else {
            continue;
        };
        let (x0, x1) = (ruler.at(span.from), ruler.at(span.to));
        let label = texts[b].w - 2.0 * super::padding(diagram.boxes[b].kind) + 16.0;
        let x = (x0 - 6.0).min(ruler.left + PLOT - label);
        let w = (x1 + 6.0 - x).max(label);
        texts[b].w = w;
        let h = texts[b].h + BAR - 10.0;
        let row = rows
            .iter()
            .position(|(end, _)| *end <= x)
            .unwrap_or(rows.len());
        if row == rows.len() {
            rows.push((0.0, 0.0));
        }
        rows[row] = (x + w + GAP, rows[row].1.max(h));
        at.insert(b, row);
        placed.boxes[b] = Rect { x, y: 0.0, w, h };
        placed.spans.insert(b, (x0, x1));
    }
    let tops: Vec<f64> = rows
        .iter()
        .scan(top, |y, (_, h)| Some(std::mem::replace(y, *y + h + GAP)))
        .collect();
    for (b, row) in at {
        placed.boxes[b].y = tops[row];
    }
    let mut undated = top;
    for &b in members.iter().filter(|&&b| diagram.boxes[b].span.is_none()) {
        placed.boxes[b] = Rect {
            x: LANE_TITLE,
            y: undated,
            w: texts[b].w,
            h: texts[b].h,
        };
        undated += texts[b].h + GAP;
    }
    let filled = tops
        .last()
        .zip(rows.last())
        .map_or(top, |(y, (_, h))| y + h + GAP);
    filled.max(undated).max(top + 24.0) - GAP
}
