//! A table of boxes: equal columns, rows as high as their fullest cell.

use crate::view::{Diagram, Grid, Shape};

use super::size::Sized;
use super::{Placed, Point, Rect};

const GAP: f64 = 28.0;
const INNER: f64 = 8.0;
const ROW_PADDING: f64 = 12.0;
const ROW_GAP: f64 = 10.0;
const HEAD: f64 = 40.0;

pub(super) fn place(diagram: &Diagram, grid: &Grid, mut texts: Vec<Sized>) -> Placed {
    let count = grid.columns.len();
    let mut widths = vec![110.0f64; count];
    for row in &grid.rows {
        for (column, cell) in row.cells.iter().enumerate() {
            widths[column] = cell
                .boxes
                .iter()
                .map(|&b| texts[b].w)
                .fold(widths[column], f64::max);
        }
    }
    equal_party_columns(grid, &mut widths);
    let mut lefts = vec![ROW_PADDING; count];
    for column in 1..count {
        lefts[column] = lefts[column - 1] + widths[column - 1] + GAP;
    }
    let width = lefts
        .last()
        .zip(widths.last())
        .map_or(0.0, |(left, w)| left + w)
        + ROW_PADDING;
    let mut placed = Placed {
        width,
        boxes: vec![Rect::default(); diagram.boxes.len()],
        ..Placed::default()
    };
    placed.columns = (0..count)
        .map(|c| Rect {
            x: lefts[c],
            y: 0.0,
            w: widths[c],
            h: 26.0,
        })
        .collect();
    let mut top = HEAD;
    for row in &grid.rows {
        let height = row
            .cells
            .iter()
            .map(|cell| cell_height(&texts, &cell.boxes))
            .fold(30.0, f64::max)
            + 2.0 * ROW_PADDING;
        for (column, cell) in row.cells.iter().enumerate() {
            let mut y = top + (height - cell_height(&texts, &cell.boxes)) / 2.0;
            for &b in &cell.boxes {
                let fills = grid.columns[column].1.is_some() || column == 1;
                let w = if fills { widths[column] } else { texts[b].w };
                texts[b].w = w;
                placed.boxes[b] = Rect {
                    x: lefts[column],
                    y,
                    w,
                    h: texts[b].h,
                };
                y += texts[b].h + INNER;
            }
        }
        placed.rows.push(Rect {
            x: 0.0,
            y: top,
            w: width,
            h: height,
        });
        top += height + ROW_GAP;
    }
    placed.height = (top - ROW_GAP).max(HEAD);
    let end = |b: usize| End {
        area: &placed.boxes[b],
        pointed: diagram.boxes[b].kind.shape() == Shape::Hexagon,
    };
    placed.lines = diagram
        .lines
        .iter()
        .map(|line| straight(end(line.from), end(line.to)))
        .collect();
    placed.texts = texts;
    placed
}

fn cell_height(texts: &[Sized], boxes: &[usize]) -> f64 {
    boxes.iter().map(|&b| texts[b].h).sum::<f64>() + INNER * boxes.len().saturating_sub(1) as f64
}

/// Parties get columns of one width: no side is drawn larger.
fn equal_party_columns(grid: &Grid, widths: &mut [f64]) {
    let own: Vec<usize> = (0..grid.columns.len())
        .filter(|&c| grid.columns[c].1.is_some())
        .collect();
    let widest = own.iter().map(|&c| widths[c]).fold(0.0, f64::max);
    own.into_iter().for_each(|c| widths[c] = widest);
}

/// A level line between neighbours, or one with a step. A pointed box is met at its point.
fn straight(from: End<'_>, to: End<'_>) -> Vec<Point> {
    let (left, right) = if from.area.x <= to.area.x {
        (from, to)
    } else {
        (to, from)
    };
    let wish = |end: End<'_>, other: End<'_>| {
        let middle = end.area.y + end.area.h / 2.0;
        let other_middle = other.area.y + other.area.h / 2.0;
        if end.pointed {
            middle
        } else {
            other_middle.clamp(
                end.area.y + 8.0,
                (end.area.bottom() - 8.0).max(end.area.y + 8.0),
            )
        }
    };
    let (y1, y2) = (wish(left, right), wish(right, left));
    let (x1, x2) = (left.area.right(), right.area.x);
    let mut points = if (y1 - y2).abs() < 1.0 {
        vec![Point { x: x1, y: y2 }, Point { x: x2, y: y2 }]
    } else {
        let middle = (x1 + x2) / 2.0;
        vec![
            Point { x: x1, y: y1 },
            Point { x: middle, y: y1 },
            Point { x: middle, y: y2 },
            Point { x: x2, y: y2 },
        ]
    };
    if from.area.x > to.area.x {
        points.reverse();
    }
    points
}

/// One end of a line.
#[derive(Clone, Copy)]
struct End<'a> {
    area: &'a Rect,
    pointed: bool,
}
