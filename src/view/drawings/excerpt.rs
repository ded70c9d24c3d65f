//! An excerpt of a drawing: which boxes or rows are kept, what lies near a box, and which boxes of a table belong together.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::view::{BoxKind, Diagram, DiagramLine, Grid, GridRow};

impl Diagram {
    /// In a table, which box stands for each row and which others belong to it without a line: for formats that
    /// know no tables.
    pub fn row_ties(&self) -> Vec<(usize, usize)> {
        let rows = self.grid.iter().flat_map(|grid| &grid.rows);
        rows.flat_map(|row| self.ties_of(row)).collect()
    }

    /// The box of an issue with each other box of its row that no line joins to anything.
    fn ties_of(&self, row: &GridRow) -> Vec<(usize, usize)> {
        let is_issue = |b: &usize| self.boxes[*b].kind == BoxKind::Issue;
        let Some(subject) = row.boxes().find(is_issue) else {
            return Vec::new();
        };
        let others = row.boxes().filter(|&b| b != subject && !self.is_joined(b));
        others.map(|b| (subject, b)).collect()
    }

    fn is_joined(&self, b: usize) -> bool {
        self.lines.iter().any(|line| line.from == b || line.to == b)
    }

    /// Keeps some boxes, with the lines between them, and forgets the others.
    pub fn keep(&mut self, kept: &[bool]) {
        let places = places_of_the_kept(kept);
        let mut keep = kept.iter();
        self.boxes.retain(|_| keep.next() == Some(&true));
        self.lines.retain_mut(|line| line.finds_its_ends(&places));
    }

    /// Keeps some rows of a table, counted from 1, and forgets the others; says so in the subtitle.
    pub fn keep_rows(&mut self, rows: RangeInclusive<usize>) {
        let Some(mut grid) = self.grid.take() else {
            return;
        };
        let all = grid.rows.len();
        let rows = within(all, &rows);
        let (first, last) = (*rows.start(), *rows.end());
        let boxes = grid.keep(rows);
        let kept: Vec<bool> = (0..self.boxes.len()).map(|b| boxes.contains(&b)).collect();
        self.keep(&kept);
        self.grid = Some(grid);
        if first > 1 || last < all {
            self.subtitle = format!("{} Rows {first} to {last} of {all}.", self.subtitle);
        }
        self.legend_of_what_is_drawn();
    }

    /// The boxes that some boxes are joined to by at most so many lines, in either direction; those included.
    pub fn near(&self, from: &[usize], depth: usize) -> Vec<bool> {
        let mut near = vec![false; self.boxes.len()];
        from.iter().for_each(|&b| near[b] = true);
        for _ in 0..depth {
            let before = near.clone();
            for line in &self.lines {
                near[line.to] |= before[line.from];
                near[line.from] |= before[line.to];
            }
            // However far is asked for, there is nothing beyond the last box.
            if near == before {
                break;
            }
        }
        near
    }
}

impl Grid {
    /// Keeps some rows and counts their boxes anew; returns the old numbers of the boxes that are left.
    fn keep(&mut self, rows: RangeInclusive<usize>) -> BTreeSet<usize> {
        self.rows.truncate(*rows.end());
        self.rows.drain(..(rows.start() - 1).min(self.rows.len()));
        let kept: BTreeSet<usize> = self.rows.iter().flat_map(GridRow::boxes).collect();
        let cells = self.rows.iter_mut().flat_map(|row| &mut row.cells);
        for b in cells.flat_map(|cell| &mut cell.boxes) {
            *b = kept.range(..*b).count();
        }
        kept
    }
}

impl DiagramLine {
    /// Gives its ends their new places; false where one of them is gone.
    fn finds_its_ends(&mut self, places: &[Option<usize>]) -> bool {
        let ends = places[self.from].zip(places[self.to]);
        (self.from, self.to) = ends.unwrap_or((self.from, self.to));
        ends.is_some()
    }
}

/// The new place of each thing that is kept.
fn places_of_the_kept(kept: &[bool]) -> Vec<Option<usize>> {
    let mut next = 0..;
    let place = |&is_kept: &bool| if is_kept { next.next() } else { None };
    kept.iter().map(place).collect()
}

/// Rows from and to numbers that a table of so many rows has.
fn within(all: usize, rows: &RangeInclusive<usize>) -> RangeInclusive<usize> {
    let known = |row: &usize| (*row).clamp(1, all.max(1));
    known(rows.start())..=known(rows.end())
}
