//! What blocks a goal as marks alone, row by row, for a page that sets the words under them itself.

use std::collections::BTreeMap;

use crate::layout::{Point, Rect};
use crate::marks::{Anchor, Ink, Pen, Scene};
use crate::view::{EntryKind, GoalWay, KnotPicture, Obstacle, Who};

use super::card;
use super::knots::{Cell, Layout, Row};
use super::page::{Detail, Measures, Page, in_a_text};
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

/// The sizes of marks that are tried, against those of the sheet.
const SIZES: [f64; 9] = [1.0, 0.96, 0.92, 0.88, 0.85, 0.82, 0.78, 0.73, 0.68];

/// The rows of a picture one under the other with the number of each knot under its marks, for a text that tells the moves itself:
/// in as few rows as the marks fit, and there as large as they can be.
pub fn in_text(picture: &KnotPicture, page: Page) -> Scene {
    let layouts = SIZES.map(|size| {
        let measures = page.measures();
        let marks = measures.marks * size;
        Layout::new(
            picture,
            Measures { marks, ..measures }.telling(Detail::NAMES),
        )
    });
    let fewest = layouts.iter().map(|layout| layout.rows.len()).min();
    let mut layouts = layouts.into_iter();
    let found = layouts.find(|layout| Some(layout.rows.len()) == fewest);
    stacked(picture, &found.expect("one of them has the fewest rows"))
}

fn stacked(picture: &KnotPicture, layout: &Layout<'_>) -> Scene {
    let measures = &layout.measures;
    let numbers = picture.numbers();
    let mut pen = Pen::default();
    let (mut y, mut first) = (4.0, 0);
    let last = layout.rows.len() - 1;
    for (number, row) in layout.rows.iter().enumerate() {
        let (above, below) = layout.heights(row);
        let columns = layout.columns(row);
        layout.draw_way(&mut pen, row, &columns, y + above, number == last);
        y += above + below + 6.0;
        let mut bottom = y;
        for (cell, area) in row.cells.iter().zip(&columns) {
            let name = &numbers[first];
            first += 1;
            bottom = bottom.max(measures.caption(&mut pen, Rect { y, ..*area }, name, cell));
        }
        y = bottom + 12.0;
    }
    let people = people_of(picture);
    if people.len() > MOST_TOLD_APART {
        y = measures.people(&mut pen, y, &people) + 12.0;
    }
    let told = (picture.title.as_str(), picture.description.as_str());
    in_a_text(pen, (measures.width, y - 6.0), told)
}

/// So many hues are told apart by the sentences around a picture; of more, the picture says whose letters they are.
const MOST_TOLD_APART: usize = 2;

/// Those whose bars and hooks are drawn, in the order of their hues.
fn people_of(picture: &KnotPicture) -> Vec<Who> {
    let people = picture.knots.iter().flat_map(|knot| knot.obstacle.people());
    let people: BTreeMap<usize, Who> = people.map(|who| (who.number, who)).collect();
    people.into_values().collect()
}

impl Measures {
    /// Writes the number of a knot and the names of the milestones that a ring numbers; where they end.
    fn caption(&self, pen: &mut Pen, area: Rect, name: &str, cell: &Cell<'_>) -> f64 {
        let stations = stations(cell).join("; ");
        let words = match (name, stations.as_str()) {
            ("", words) | (words, "") => words.to_owned(),
            (name, stations) => format!("{name}: {stations}"),
        };
        if words.is_empty() {
            return area.y;
        }
        let style = self.second.anchored(Anchor::Middle);
        let lines = style.even_lines(&words, area.w);
        let at = Point::new(area.x + area.w / 2.0, area.y + style.size);
        style.write(pen, at, &lines) - style.line * 0.6
    }
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

/// The mark of a kind of word by itself, in the hue of whoever says it.
pub fn stance_alone(stance: EntryKind, who: &Who) -> Scene {
    let mut pen = Pen::default();
    let width = if stance == EntryKind::Silent {
        30.0
    } else {
        18.0
    };
    let ink = Ink::Party(who.number);
    pen.stance(stance, Point::new(width / 2.0, 9.0), 13.0, ink);
    small(pen, width, 18.0)
}

/// Keys in a bunch by themselves, a few in a row.
pub fn keys_alone(keys: &[(String, Vec<Who>)]) -> Scene {
    let mut pen = Pen::default();
    for (row, keys) in keys.chunks(BUNCH).enumerate() {
        for (at, (letter, who)) in keys.iter().enumerate() {
            let middle = Point::new(14.0 + 29.0 * at as f64, 14.0 + 28.0 * row as f64);
            pen.key(middle, 1.0, letter, who);
        }
    }
    let longest = keys.len().clamp(1, BUNCH) - 1;
    let rows = keys.len().div_ceil(BUNCH).max(1);
    small(pen, 54.0 + 29.0 * longest as f64, 28.0 * rows as f64)
}

/// Most keys of a bunch side by side.
pub const BUNCH: usize = 3;

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
