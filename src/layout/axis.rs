//! Stretches along an axis: a lane for each group, in it rows that are filled first-fit.

use crate::view::{Axis, Diagram, Rule, Span};

use super::extent::largest;
use super::first_fit::FirstFit;
use super::size::Sized;
use super::text::{Weight, text_width, wrap};
use super::{Placed, Point, Rect, members};

/// Height that a bar takes above its words.
pub const BAR: f64 = 12.0;

const LANE_TITLE: f64 = 150.0;

/// The lines of a lane's title, within the room kept for it at the left.
pub fn lane_title(title: &str) -> Vec<String> {
    wrap(title, 12.0, Weight::Bold, LANE_TITLE - 20.0, 3)
}

const PLOT: f64 = 780.0;
const GAP: f64 = 8.0;
const LANE_TITLE_LINE: f64 = 16.0;
const LANE_PADDING: f64 = 12.0;
const LANE_GAP: f64 = 8.0;
const LEAST_LANE: f64 = 24.0;
const RULE_LINE: f64 = 12.0;
const RULE_WIDTH: f64 = 190.0;
const RULE_LINES: usize = 7;
const TICK_ROW: f64 = 14.0;
/// Room for the label of a shaded stretch above the lanes.
const SHADE_HEAD: f64 = 18.0;

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
    /// Where its label begins, from the left.
    pub words_at: f64,
    /// The label.
    pub label: Vec<String>,
}

/// A ruler from numbers to places.
struct Ruler<'a> {
    axis: &'a Axis,
    left: f64,
}

impl<'a> Ruler<'a> {
    /// Right of the titles of lanes and of the boxes that stand nowhere on the axis.
    fn new(diagram: &Diagram, axis: &'a Axis, texts: &[Sized]) -> Self {
        let boxes = diagram.boxes.iter().zip(texts);
        let undated = boxes.filter(|(item, _)| item.span.is_none());
        let tray = largest(undated.map(|(_, text)| text.w));
        let left = LANE_TITLE + if tray > 0.0 { tray + 24.0 } else { 0.0 };
        Self { axis, left }
    }

    fn at(&self, number: f64) -> f64 {
        let length = (self.axis.to - self.axis.from).max(f64::MIN_POSITIVE);
        self.left + PLOT * ((number - self.axis.from) / length).clamp(0.0, 1.0)
    }

    fn right(&self) -> f64 {
        self.left + PLOT
    }

    /// The width of the whole drawing.
    fn width(&self) -> f64 {
        self.right() + 24.0
    }

    /// The shaded stretch over the whole height of the axis.
    fn shade(&self, placed: &PlacedAxis) -> Option<Rect> {
        let shade = self.axis.shade.as_ref()?;
        let (from, to) = (self.at(shade.at), self.at(shade.to));
        Some(Rect::new(
            from,
            placed.top,
            (to - from).max(2.0),
            placed.bottom - placed.top,
        ))
    }
}

pub(super) fn place(diagram: &Diagram, axis: &Axis, texts: Vec<Sized>) -> Placed {
    let ruler = Ruler::new(diagram, axis, &texts);
    let mut head = head(axis, &ruler);
    let placed = Placed {
        width: ruler.width(),
        boxes: vec![Rect::default(); texts.len()],
        texts,
        ..Placed::default()
    };
    let mut lanes = Lanes {
        diagram,
        ruler,
        placed,
    };
    head.bottom = lanes.fill(head.lanes_top(axis));
    head.shade = lanes.ruler.shade(&head);
    let mut placed = lanes.placed;
    placed.height = head.bottom + 4.0;
    placed.lines = lines(diagram, &placed.boxes);
    placed.axis = Some(head);
    placed
}

/// Straight lines between the left ends of bars.
fn lines(diagram: &Diagram, boxes: &[Rect]) -> Vec<Vec<Point>> {
    let end = |b: usize| Point::new(boxes[b].x + 2.0, boxes[b].middle().y);
    let lines = diagram.lines.iter();
    lines
        .map(|line| vec![end(line.from), end(line.to)])
        .collect()
}

/// What stands over the lanes, from the top: labels of events, labels of ticks, the label of the shaded stretch.
fn head(axis: &Axis, ruler: &Ruler<'_>) -> PlacedAxis {
    let (rules, rules_bottom) = rules(axis, ruler);
    let (ticks, tick_rows) = ticks(axis, ruler);
    let top = rules_bottom + 6.0 + TICK_ROW * tick_rows as f64;
    let ticks = ticks.into_iter();
    PlacedAxis {
        top,
        rules,
        ticks: ticks
            .map(|(x, row)| Point::new(x, top - 6.0 - TICK_ROW * row as f64))
            .collect(),
        ..PlacedAxis::default()
    }
}

impl PlacedAxis {
    fn lanes_top(&self, axis: &Axis) -> f64 {
        self.top
            + if axis.shade.is_some() {
                SHADE_HEAD
            } else {
                0.0
            }
    }
}

/// Where the ticks are, and in which row above the lanes each label has room; how many rows that takes.
fn ticks(axis: &Axis, ruler: &Ruler<'_>) -> (Vec<(f64, usize)>, usize) {
    let mut rows = FirstFit::with_a_row();
    let ticks = axis.ticks.iter().map(|tick| {
        let x = ruler.at(tick.at);
        let half = text_width(&tick.label, 11.0, Weight::Regular) / 2.0 + 5.0;
        (x, rows.row_of(x - half, x + half))
    });
    let ticks = ticks.collect();
    (ticks, rows.rows())
}

/// Labels of events in rows above the lanes, so that none covers another; and the height that they take.
fn rules(axis: &Axis, ruler: &Ruler<'_>) -> (Vec<PlacedRule>, f64) {
    let mut rows = FirstFit::default();
    let mut rules: Vec<PlacedRule> = axis
        .rules
        .iter()
        .map(|rule| unplaced(rule, ruler))
        .collect();
    let most_lines = rules.iter().map(|rule| rule.label.len()).max();
    let row_height = most_lines.unwrap_or(0) as f64 * RULE_LINE + 8.0;
    for rule in &mut rules {
        // The first row stands nearest to the lanes: first how far up from there.
        let (from, width) = (rule.x.min(rule.words_at), label_width(&rule.label));
        let row = rows.row_of(from, from + width);
        rule.y = (row as f64 + 1.0) * row_height;
    }
    let height = rows.rows() as f64 * row_height;
    rules
        .iter_mut()
        .for_each(|rule| rule.y = height - rule.y + 6.0);
    let gap = if rules.is_empty() { 0.0 } else { 8.0 };
    (rules, height + gap)
}

/// A rule at its place from the left, with its label in lines.
fn unplaced(rule: &Rule, ruler: &Ruler<'_>) -> PlacedRule {
    let x = ruler.at(rule.at);
    let (left, right) = (x, ruler.width() - x - 12.0);
    // Beside the right edge the words stand at the left of their rule.
    let turned = right < RULE_WIDTH && left > right;
    let label = rule_label(&rule.label, if turned { left } else { right });
    let words_at = match turned {
        true => x - label_width(&label) + 11.0,
        false => x + 7.0,
    };
    PlacedRule {
        x,
        y: 0.0,
        words_at,
        label,
    }
}

fn label_width(lines: &[String]) -> f64 {
    let widths = lines
        .iter()
        .map(|line| text_width(line, 10.0, Weight::Regular));
    largest(widths) + 18.0
}

fn rule_label(label: &str, room: f64) -> Vec<String> {
    let width = RULE_WIDTH.min(room.max(60.0));
    wrap(label, 10.0, Weight::Regular, width, RULE_LINES)
}

/// The lanes as far as they are filled.
struct Lanes<'a> {
    diagram: &'a Diagram,
    ruler: Ruler<'a>,
    placed: Placed,
}

impl Lanes<'_> {
    /// Places a lane for each group, one under the other; the lower end of the last.
    fn fill(&mut self, first: f64) -> f64 {
        let mut top = first;
        for (number, group) in self.diagram.groups.iter().enumerate() {
            let filled = self.lane(number, top + LANE_PADDING) - top + LANE_PADDING;
            let title = lane_title(&group.title).len() as f64 * LANE_TITLE_LINE;
            let height = filled.max(title + 20.0);
            self.placed
                .groups
                .push(Rect::new(0.0, top, self.placed.width, height));
            top += height + LANE_GAP;
        }
        (top - LANE_GAP).max(first + LEAST_LANE)
    }

    /// Fills a lane; its lower end.
    fn lane(&mut self, group: usize, top: f64) -> f64 {
        let boxes = members(self.diagram, Some(group));
        let (mut dated, mut undated) = (Vec::new(), Vec::new());
        for b in boxes {
            match self.diagram.boxes[b].span {
                Some(span) => dated.push((b, span)),
                None => undated.push(b),
            }
        }
        let bars = self.bars(dated, top);
        let tray = self.tray(&undated, top);
        bars.max(tray).max(top + LEAST_LANE) - GAP
    }

    /// Bars in rows; the end of the last row and the gap after it.
    fn bars(&mut self, dated: Vec<(usize, Span)>, top: f64) -> f64 {
        let mut y = top;
        for row in self.rows_of_bars(dated) {
            row.iter().for_each(|&b| self.placed.boxes[b].y = y);
            y += largest(row.iter().map(|&b| self.placed.boxes[b].h)) + GAP;
        }
        y
    }

    /// Places bars from left to right, by where they begin; which of them share a row.
    fn rows_of_bars(&mut self, mut dated: Vec<(usize, Span)>) -> Vec<Vec<usize>> {
        dated.sort_by(|(a, x), (b, y)| x.from.total_cmp(&y.from).then(a.cmp(b)));
        let mut rows = FirstFit::default();
        let mut filled: Vec<Vec<usize>> = Vec::new();
        for (b, span) in dated {
            let area = self.bar(b, span);
            let row = rows.row_of(area.x, area.right() + GAP);
            filled.resize_with(rows.rows(), Vec::new);
            filled[row].push(b);
        }
        filled
    }

    /// Places a bar from left to right: it is as wide as its stretch, or as its words where these are wider.
    fn bar(&mut self, b: usize, span: Span) -> Rect {
        let (from, to) = (self.ruler.at(span.from), self.ruler.at(span.to));
        let text = &mut self.placed.texts[b];
        let label = text.w - 2.0 * super::padding(self.diagram.boxes[b].kind) + 16.0;
        let x = (from - 6.0).min(self.ruler.right() - label);
        text.w = (to + 6.0 - x).max(label);
        let area = Rect::new(x, 0.0, text.w, text.h + BAR - 10.0);
        self.placed.boxes[b] = area;
        self.placed.spans.insert(b, (from, to));
        area
    }

    /// Boxes that stand nowhere on the axis, one under the other beside it; the end of the last and the gap after it.
    fn tray(&mut self, undated: &[usize], top: f64) -> f64 {
        let mut y = top;
        for &b in undated {
            let area = self.placed.texts[b].area_at(LANE_TITLE, y);
            self.placed.boxes[b] = area;
            y += area.h + GAP;
        }
        y
    }
}
