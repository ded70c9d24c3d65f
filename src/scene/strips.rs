//! What blocks a goal as marks alone, row by row, for a page that sets the words under them itself.

use crate::layout::Point;
use crate::marks::{Pen, Scene};
use crate::view::{GoalWay, KnotPicture, Obstacle, Who};

use super::card;
use super::knots::{Cell, Layout, Row};
use super::page::Page;
use super::ways;

/// A row of marks.
pub struct Strip {
    /// What is drawn, on no ground.
    pub scene: Scene,
    /// Where the column of each knot begins and how wide it is, and last that of the end, as shares of the width.
    pub columns: Vec<(f64, f64)>,
    /// Of each knot the names of a ring's milestones, where the ring carries their numbers.
    pub stations: Vec<Vec<String>>,
    /// Whether the way ends in it.
    pub has_end: bool,
}

/// The rows of a picture on a kind of sheet.
pub fn strips(picture: &KnotPicture, page: Page) -> Vec<Strip> {
    let layout = Layout::new(picture, page.measures());
    let last = layout.rows.len() - 1;
    let rows = layout.rows.iter().enumerate();
    rows.map(|(number, row)| layout.strip(row, number == last))
        .collect()
}

impl Layout<'_> {
    fn strip(&self, row: &Row<'_>, is_last: bool) -> Strip {
        let mut pen = Pen::default();
        let width = self.measures.width;
        let (above, below) = self.heights(row);
        let columns = self.columns(row);
        self.draw_way(&mut pen, row, &columns, above + 8.0, is_last);
        let shares = columns.iter().map(|area| (area.x / width, area.w / width));
        Strip {
            columns: shares.collect(),
            stations: row.cells.iter().map(stations).collect(),
            has_end: row.has_end,
            scene: Scene {
                width,
                height: (above + below + 16.0).ceil(),
                title: String::new(),
                description: String::new(),
                parts: pen.parts,
            },
        }
    }
}

/// The milestones of a ring that has numbers in place of names.
fn stations(cell: &Cell<'_>) -> Vec<String> {
    let Obstacle::Ring(ring) = cell.obstacle.as_ref() else {
        return Vec::new();
    };
    if !cell.look.ring(ring, Point::default()).has_numbers(ring) {
        return Vec::new();
    }
    let named = ring.stations.iter();
    named
        .map(|one| format!("{} {}", one.number, one.label))
        .collect()
}

/// The way to a goal in one line, without its name.
pub fn way_line(way: &GoalWay) -> Scene {
    let mut pen = Pen::default();
    let (width, height) = ways::line_alone(&mut pen, way);
    Scene {
        width,
        height,
        title: way.name.clone(),
        description: way.told.clone(),
        parts: pen.parts,
    }
}

/// A key by itself.
pub fn key_alone(letter: &str, who: &[Who]) -> Scene {
    let mut pen = Pen::default();
    pen.key(Point::new(14.0, 14.0), 1.0, letter, who);
    small(pen, 54.0, 28.0)
}

/// A party by itself, hollow where it has not been heard.
pub fn disc_alone(who: &Who, has_spoken: bool) -> Scene {
    let mut pen = Pen::default();
    pen.party(Point::new(12.0, 12.0), 11.5, who, has_spoken);
    small(pen, 24.0, 24.0)
}

/// The sign of the program.
pub fn sign_alone() -> Scene {
    let mut pen = Pen::default();
    card::sign(&mut pen, Point::new(20.0, 22.0), 44.0);
    small(pen, 40.0, 38.0)
}

fn small(pen: Pen, width: f64, height: f64) -> Scene {
    Scene {
        width,
        height,
        title: String::new(),
        description: String::new(),
        parts: pen.parts,
    }
}
