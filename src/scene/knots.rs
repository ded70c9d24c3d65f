//! What blocks a goal, on a sheet: the knots in a row before what nobody has said and the goal; more than fit a row go on in
//! the next, where the way comes in again at the left.

use std::borrow::Cow;

use crate::layout::{Point, Rect};
use crate::marks::{Mark, MarkKind, Pen, Scene};
use crate::view::{Knot, KnotPicture, Obstacle, WayEnd};

use super::end::End;
use super::obstacle::{Look, Place, Room};
use super::page::{Detail, Measures, Page, on_paper};
use super::{fence, keys, silence};

/// The least width of a column of keys, on a slide.
const LEAST_COLUMN: f64 = 290.0;
/// The widths of the columns of silence and of all ways, on a slide.
const SILENCE: f64 = 216.0;
const GOAL: f64 = 160.0;
/// The width of silence where nothing is written under it.
const VOID: f64 = 156.0;
/// How wide a column of silence may be, against the size of its words.
const LONGEST_LINE: f64 = 44.0;

/// Places a picture of what blocks a goal on a sheet.
pub fn knots(picture: &KnotPicture, page: Page) -> Scene {
    let levels = Detail::LEVELS.into_iter();
    let most = page.measures().most_height;
    let mut scenes = levels.map(|detail| at_detail(picture, page.measures().telling(detail)));
    let fitting = scenes.find(|scene| scene.height <= most);
    // What blocks a goal is told, though the page be longer.
    fitting.unwrap_or_else(|| at_detail(picture, page.measures().telling(Detail::ANYWAY)))
}

pub(super) fn at_detail(picture: &KnotPicture, measures: Measures) -> Scene {
    let mut pen = Pen::default();
    let notes = notes(picture, &measures);
    let top = measures.headings(&mut pen, &picture.title, &picture.subtitle);
    let layout = Layout::new(picture, measures);
    let spare = layout.spare(top, &notes);
    let bottom = layout.draw(&mut pen, top + spare);
    let bottom = measures.people(&mut pen, bottom, &picture.people());
    let height = measures.footer(&mut pen, bottom + 8.0, &notes).ceil();
    let size = (measures.width, height);
    on_paper(pen, size, &picture.title, &picture.description)
}

/// What stands at the foot of a sheet.
fn notes(picture: &KnotPicture, measures: &Measures) -> Vec<String> {
    let (full, short) = &picture.sources;
    let sources = if measures.detail.titles { full } else { short };
    picture.footer.iter().chain([sources]).cloned().collect()
}

/// A knot with its size.
pub(super) struct Cell<'k> {
    number: Option<usize>,
    knot: &'k Knot,
    pub look: Look,
    room: Room,
    width: f64,
    pub obstacle: Cow<'k, Obstacle>,
}

/// A row of the sheet; the last one ends in the goal.
#[derive(Default)]
pub(super) struct Row<'k> {
    pub cells: Vec<Cell<'k>>,
    pub has_end: bool,
}

pub(super) struct Layout<'k> {
    picture: &'k KnotPicture,
    pub measures: Measures,
    pub rows: Vec<Row<'k>>,
}

impl<'k> Layout<'k> {
    pub fn new(picture: &'k KnotPicture, measures: Measures) -> Self {
        let mut layout = Self {
            picture,
            measures,
            rows: Vec::new(),
        };
        layout.rows = layout.fill_rows();
        layout
    }

    /// How far the marks may come down, where the sheet is higher than they need.
    fn spare(&self, top: f64, notes: &[String]) -> f64 {
        if self.measures.least_height == 0.0 {
            return 0.0;
        }
        let mut trial = Pen::default();
        let bottom = self.draw(&mut trial, top);
        let unbounded = Measures {
            least_height: 0.0,
            ..self.measures
        };
        let bottom = self
            .measures
            .people(&mut trial, bottom, &self.picture.people());
        let needed = unbounded.footer(&mut trial, bottom + 8.0, notes);
        ((self.measures.least_height - needed) / 2.0).max(0.0)
    }

    /// Knots into rows, as many as fit, and the end of the way where it fits.
    fn fill_rows(&self) -> Vec<Row<'k>> {
        let mut rows = vec![Row::default()];
        let mut first = 1;
        for knot in &self.picture.knots {
            let cell = self.cell(self.number(first, knot), knot);
            first += knot.count;
            let width = cell.width;
            self.row_with_room(&mut rows, width).cells.push(cell);
        }
        self.row_with_room(&mut rows, self.end_width() - 0.5)
            .has_end = true;
        rows
    }

    /// The number of a knot, where there are several.
    fn number(&self, first: usize, knot: &Knot) -> Option<usize> {
        let all: usize = self.picture.knots.iter().map(|knot| knot.count).sum();
        (all > 1 && knot.count > 0).then_some(first)
    }

    /// The last row, or a new one where that has no room for a width.
    fn row_with_room<'r>(&self, rows: &'r mut Vec<Row<'k>>, width: f64) -> &'r mut Row<'k> {
        let used = rows
            .last()
            .map_or(0.0, |row| width_of(&row.cells, self.measures.gap));
        if used > 0.0 && used + width > self.measures.inner() {
            rows.push(Row::default());
        }
        rows.last_mut().expect("there is a row")
    }

    /// A knot at a size that fits the sheet; what fits at none is drawn in a heap.
    fn cell(&self, number: Option<usize>, knot: &'k Knot) -> Cell<'k> {
        let most = self.measures.inner();
        let scales = (0..14).map(|step| self.measures.marks * 0.94f64.powi(step));
        let mut looks = scales.map(|scale| Look {
            scale,
            worded: true,
            lettered: false,
        });
        let fits = |look: &Look| look.room(&knot.obstacle).along <= most;
        let (look, obstacle) = match looks.find(fits) {
            Some(look) => (look, Cow::Borrowed(&knot.obstacle)),
            None => self.heap(knot),
        };
        let room = look.room(&obstacle);
        let least = match self.measures.is_bare() {
            true => 0.0,
            false => (LEAST_COLUMN * self.measures.marks).min(most),
        };
        Cell {
            number,
            knot,
            look,
            room,
            width: room.along.max(least).min(most),
            obstacle,
        }
    }

    /// The bars and hooks of a knot side by side, as many as there is room for.
    fn heap(&self, knot: &'k Knot) -> (Look, Cow<'k, Obstacle>) {
        let look = Look {
            scale: self.measures.marks.min(0.8),
            worded: true,
            lettered: false,
        };
        let heap = fence::heap(&knot.obstacle, look, self.measures.inner());
        (look, Cow::Owned(Obstacle::Fence(heap)))
    }

    /// How wide the end of the way is: silence and goal.
    fn end_width(&self) -> f64 {
        let k = self.measures.end_marks();
        let silence = match (&self.picture.silence, self.picture.end) {
            (Some(_), _) if self.measures.is_bare() => VOID * k + self.measures.gap,
            (Some(_), _) => SILENCE * k + self.measures.gap,
            (None, WayEnd::Wall) => 120.0,
            (None, WayEnd::Goal | WayEnd::Reached) => 120.0,
        };
        silence + GOAL * k
    }

    fn draw(&self, pen: &mut Pen, top: f64) -> f64 {
        let mut y = top;
        for (number, row) in self.rows.iter().enumerate() {
            y = self.draw_row(pen, row, y, number + 1 == self.rows.len());
        }
        match &self.picture.ways {
            Some((sum, told)) => {
                let area = Rect::new(self.measures.margin, y + 8.0, self.measures.inner(), 0.0);
                silence::ways(pen, &self.measures, area, sum, told)
            }
            None => y,
        }
    }

    fn draw_row(&self, pen: &mut Pen, row: &Row<'_>, top: f64, is_last: bool) -> f64 {
        let (above, below) = self.heights(row);
        let way = top + 8.0 + above;
        let columns = self.columns(row);
        self.draw_way(pen, row, &columns, way, is_last);
        let text = way + below + 16.0;
        let areas: Vec<Rect> = columns
            .iter()
            .map(|column| Rect { y: text, ..*column })
            .collect();
        self.write_columns(pen, row, &areas).max(text)
    }

    /// How much room a row takes above and below its way.
    pub fn heights(&self, row: &Row<'_>) -> (f64, f64) {
        let marks = self.measures.end_marks();
        let (above, below) = match (row.has_end, &self.picture.silence) {
            (false, _) => (0.0, 0.0),
            (true, None) => (80.0, 80.0),
            // The number of answers stands below the void.
            (true, Some(_)) => (80.0, 142.0),
        };
        // The deadline stands in up to two lines over its flag or the void.
        let flag = match (row.has_end, &self.picture.deadline) {
            (true, Some(_)) => 38.0 * marks.max(0.86),
            (true, None) | (false, _) => 0.0,
        };
        let rooms = || row.cells.iter().map(|cell| cell.room);
        let above = rooms()
            .map(|room| room.above)
            .fold(above * marks + flag, f64::max);
        let below = rooms().map(|room| room.below).fold(below * marks, f64::max);
        (above, below)
    }

    /// Writes what stands under the marks of a row; where the longest column ends.
    fn write_columns(&self, pen: &mut Pen, row: &Row<'_>, areas: &[Rect]) -> f64 {
        let mut bottom: f64 = 0.0;
        let is_alone = row.cells.len() == 1 && row.has_end && self.picture.silence.is_none();
        for (cell, area) in row.cells.iter().zip(areas) {
            let w = if is_alone {
                self.measures.inner()
            } else {
                area.w
            };
            let look = (&self.measures, cell.look);
            let end = keys::column(pen, look, Rect { w, ..*area }, cell.number, cell.knot);
            bottom = bottom.max(end);
        }
        match areas.last() {
            Some(area) if row.has_end => bottom.max(self.write_silence(pen, *area)),
            _ => bottom,
        }
    }

    fn write_silence(&self, pen: &mut Pen, area: Rect) -> f64 {
        let w = area.w.min(LONGEST_LINE * self.measures.body.size);
        let silence = self.picture.silence.as_ref();
        silence.map_or(area.y, |silence| {
            silence::column(pen, &self.measures, Rect { w, ..area }, silence)
        })
    }

    /// The columns of a row from left to right, the room that is left shared among the knots; the last is the end's.
    pub fn columns(&self, row: &Row<'_>) -> Vec<Rect> {
        let gap = self.measures.gap;
        let mut x = self.measures.margin;
        let columns = self.widths(row).into_iter().map(|w| {
            let column = Rect {
                x,
                w,
                ..Rect::default()
            };
            x += w + gap;
            column
        });
        columns.collect()
    }

    /// How wide the columns of a row are.
    fn widths(&self, row: &Row<'_>) -> Vec<f64> {
        let (inner, gap) = (self.measures.inner(), self.measures.gap);
        if row.cells.is_empty() {
            return vec![inner];
        }
        let (end, after_last) = if row.has_end {
            (self.end_width(), 0.0)
        } else {
            (0.0, gap)
        };
        let spare = (inner - width_of(&row.cells, gap) - end + after_last).max(0.0);
        let for_silence = match (row.has_end, &self.picture.silence) {
            (true, Some(_)) => (spare * 0.6).min(100.0),
            _ => 0.0,
        };
        let each = (spare - for_silence) / row.cells.len() as f64;
        let knots = row.cells.iter().map(|cell| cell.width + each);
        let end = row.has_end.then_some(end + for_silence);
        knots.chain(end).collect()
    }

    /// The way of a row with what lies on it.
    pub fn draw_way(&self, pen: &mut Pen, row: &Row<'_>, columns: &[Rect], y: f64, is_last: bool) {
        let mut at = Point::new(0.0, y);
        for (cell, column) in row.cells.iter().zip(columns) {
            at = self.draw_cell(pen, cell, *column, at);
        }
        match columns.last() {
            Some(area) if row.has_end => {
                pen.way(at, Point::new(area.x, y), self.way_width(), false);
                self.end(*area, y).draw(pen);
            }
            _ if !is_last => {
                let edge = Point::new(self.measures.width, y);
                pen.way(at, edge, self.way_width(), false);
            }
            _ => {}
        }
    }

    /// What lies on the way in a column, with the way that leads to it; where the way goes on.
    fn draw_cell(&self, pen: &mut Pen, cell: &Cell<'_>, column: Rect, at: Point) -> Point {
        let along = cell.room.along.min(column.w);
        let from = Point::new(column.x + (column.w - along) / 2.0, at.y);
        pen.way(at, from, self.way_width(), false);
        let to = from.x + along;
        let look = cell.look;
        let mark = Mark::of(MarkKind::Knot).about(cell.knot.changes.clone());
        pen.mark(mark, |pen| {
            let mut place = Place {
                pen,
                look,
                from,
                to,
            };
            place.draw(&cell.obstacle);
        });
        Point::new(to, at.y)
    }

    fn end(&self, area: Rect, way: f64) -> End<'_> {
        End {
            measures: &self.measures,
            picture: self.picture,
            area,
            way,
        }
    }

    fn way_width(&self) -> f64 {
        11.0 * self.measures.marks.max(0.8)
    }
}

/// How wide some cells are with a gap after each.
fn width_of(cells: &[Cell<'_>], gap: f64) -> f64 {
    cells.iter().map(|cell| cell.width + gap).sum()
}
