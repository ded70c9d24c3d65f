//! A table of boxes: equal columns, rows as high as their fullest cell.

use crate::view::{Diagram, Grid, GridCell, GridRow, Shape};

use super::extent::largest;
use super::size::Sized;
use super::{Placed, Point, Rect};

const GAP: f64 = 28.0;
const INNER: f64 = 8.0;
const ROW_PADDING: f64 = 12.0;
const ROW_GAP: f64 = 10.0;
const LEAST_ROW: f64 = 30.0;
const LEAST_COLUMN: f64 = 110.0;
const HEAD: f64 = 40.0;
const COLUMN_TITLE: f64 = 26.0;
/// The column of the subjects of rows.
const SUBJECTS: usize = 1;

pub(super) fn place(diagram: &Diagram, grid: &Grid, texts: Vec<Sized>) -> Placed {
    let columns = columns(grid, &texts);
    let mut table = Table {
        placed: Placed {
            width: columns.last().map_or(0.0, Rect::right) + ROW_PADDING,
            boxes: vec![Rect::default(); diagram.boxes.len()],
            columns,
            texts,
            ..Placed::default()
        },
        grid,
    };
    let mut top = HEAD;
    for row in &grid.rows {
        top += table.row(row, top) + ROW_GAP;
    }
    let mut placed = table.placed;
    placed.height = (top - ROW_GAP).max(HEAD);
    placed.lines = Lines {
        diagram,
        placed: &placed,
    }
    .all();
    placed
}

/// Where the title of each column is: as wide as its widest box.
fn columns(grid: &Grid, texts: &[Sized]) -> Vec<Rect> {
    let widths = column_widths(grid, texts);
    let mut x = ROW_PADDING;
    let column = |w: f64| {
        let left = x;
        x += w + GAP;
        Rect::new(left, 0.0, w, COLUMN_TITLE)
    };
    widths.into_iter().map(column).collect()
}

fn column_widths(grid: &Grid, texts: &[Sized]) -> Vec<f64> {
    let mut widths = vec![LEAST_COLUMN; grid.columns.len()];
    for row in &grid.rows {
        for (width, cell) in widths.iter_mut().zip(&row.cells) {
            *width = largest(cell.boxes.iter().map(|&b| texts[b].w)).max(*width);
        }
    }
    equal_party_columns(grid, &mut widths);
    widths
}

/// Parties get columns of one width: no side is drawn larger.
fn equal_party_columns(grid: &Grid, widths: &mut [f64]) {
    let columns = grid.columns.iter().zip(widths);
    let own = columns.filter(|((_, owner), _)| owner.is_some());
    let mut own: Vec<&mut f64> = own.map(|(_, width)| width).collect();
    let widest = largest(own.iter().map(|width| **width));
    own.iter_mut().for_each(|width| **width = widest);
}

/// The table as far as its rows are placed.
struct Table<'a> {
    grid: &'a Grid,
    placed: Placed,
}

impl Table<'_> {
    /// Places a row; its height.
    fn row(&mut self, row: &GridRow, top: f64) -> f64 {
        let heights = row.cells.iter().map(|cell| self.cell_height(cell));
        let height = largest(heights).max(LEAST_ROW) + 2.0 * ROW_PADDING;
        for (column, cell) in row.cells.iter().enumerate() {
            let room = height - self.cell_height(cell);
            self.cell(cell, column, top + room / 2.0);
        }
        self.placed
            .rows
            .push(Rect::new(0.0, top, self.placed.width, height));
        height
    }

    /// Places the boxes of a cell one under the other. Those of parties and subjects are as wide as their column.
    fn cell(&mut self, cell: &GridCell, column: usize, top: f64) {
        let title = self.placed.columns[column];
        let fills = self.grid.columns[column].1.is_some() || column == SUBJECTS;
        let mut y = top;
        for &b in &cell.boxes {
            let text = &mut self.placed.texts[b];
            if fills {
                text.w = title.w;
            }
            self.placed.boxes[b] = text.area_at(title.x, y);
            y += text.h + INNER;
        }
    }

    fn cell_height(&self, cell: &GridCell) -> f64 {
        let heights = cell.boxes.iter().map(|&b| self.placed.texts[b].h);
        heights.sum::<f64>() + INNER * cell.boxes.len().saturating_sub(1) as f64
    }
}

/// The lines of a table whose boxes are placed.
struct Lines<'a> {
    diagram: &'a Diagram,
    placed: &'a Placed,
}

impl Lines<'_> {
    fn all(&self) -> Vec<Vec<Point>> {
        let lines = self.diagram.lines.iter();
        lines.map(|line| self.line(line.from, line.to)).collect()
    }

    /// From one box to another: straight between neighbours, else below what stands between, which it does not concern.
    fn line(&self, from: usize, to: usize) -> Vec<Point> {
        let (one, other) = (self.end(from), self.end(to));
        if one.area.x > other.area.x {
            let mut points = self.line(to, from);
            points.reverse();
            return points;
        }
        match self
            .row_of(one.area)
            .filter(|row| self.is_between(row, one.area, other.area))
        {
            Some(row) => below(one.area, other.area, row.bottom() - ROW_PADDING / 2.0),
            None => straight(one, other),
        }
    }

    fn end(&self, b: usize) -> End<'_> {
        End {
            area: &self.placed.boxes[b],
            pointed: self.diagram.boxes[b].kind.shape() == Shape::Hexagon,
        }
    }

    fn row_of(&self, area: &Rect) -> Option<&Rect> {
        let middle = area.middle().y;
        let mut rows = self.placed.rows.iter();
        rows.find(|row| (row.y..=row.bottom()).contains(&middle))
    }

    /// Whether a box of the row stands between two others.
    fn is_between(&self, row: &Rect, left: &Rect, right: &Rect) -> bool {
        let mut boxes = self.placed.boxes.iter();
        boxes.any(|b| b.overlaps(row) && b.x > left.right() && b.right() < right.x)
    }
}

/// Down from one box, along the foot of the row, and up to the side of the other.
fn below(from: &Rect, to: &Rect, foot: f64) -> Vec<Point> {
    let beside = to.x - GAP / 2.0;
    let (start, end) = (from.middle().x, to.middle().y);
    vec![
        Point::new(start, from.bottom()),
        Point::new(start, foot),
        Point::new(beside, foot),
        Point::new(beside, end),
        Point::new(to.x, end),
    ]
}

/// A level line between neighbours, or one with a step. A pointed box is met at its point.
fn straight(from: End<'_>, to: End<'_>) -> Vec<Point> {
    if from.area.x > to.area.x {
        let mut points = straight(to, from);
        points.reverse();
        return points;
    }
    let start = Point::new(from.area.right(), from.height_towards(to));
    let end = Point::new(to.area.x, to.height_towards(from));
    if (start.y - end.y).abs() < 1.0 {
        return vec![Point::new(start.x, end.y), end];
    }
    let middle = (start.x + end.x) / 2.0;
    let step = [Point::new(middle, start.y), Point::new(middle, end.y)];
    vec![start, step[0], step[1], end]
}

/// One end of a line.
#[derive(Clone, Copy)]
struct End<'a> {
    area: &'a Rect,
    pointed: bool,
}

impl End<'_> {
    /// Where on its side a line to another box stands: as near to the middle of the other as the side reaches.
    fn height_towards(self, other: Self) -> f64 {
        if self.pointed {
            return self.area.middle().y;
        }
        let first = self.area.y + 8.0;
        let last = (self.area.bottom() - 8.0).max(first);
        other.area.middle().y.clamp(first, last)
    }
}
