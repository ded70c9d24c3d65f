//! Lines between boxes: each on a halo, so that one that passes under another is seen to pass, and with a head at its end.

use crate::layout::Point;
use crate::view::{DiagramLine, LineKind};

use crate::write::colours::{BACKGROUND, Colour, PANEL, line_colour};

use super::Drawing;
use super::canvas::{Canvas, Stroke, spot};

/// How much wider than its line a halo is.
const HALO: f64 = 4.0;
/// Halos on the rows of a table: light as a row, dark as the sheet.
const ON_ROWS: Colour = Colour {
    light: PANEL.light,
    ..BACKGROUND
};

impl Drawing<'_> {
    /// Lines of a ring lie over all others.
    pub(super) fn lines(&mut self) {
        let lines = self.diagram.lines.iter().zip(&self.placed.lines);
        let (ring, others): (Vec<_>, Vec<_>) =
            lines.partition(|(line, _)| line.kind == LineKind::Ring);
        for (line, points) in others.into_iter().chain(ring) {
            self.line(line, points);
        }
    }

    fn line(&mut self, line: &DiagramLine, points: &[Point]) {
        let look = Look::of_line(line);
        let path = rounded(points, 8.0);
        let halo = Stroke::new(self.halo_colour(), look.stroke.width + HALO);
        self.canvas.open_group(&line.tooltip);
        self.canvas.stroke(&path, &halo);
        self.canvas.stroke(&path, &look.stroke);
        if let [.., before, end] = points {
            look.draw_head(&mut self.canvas, &Tip::new(*before, *end));
        }
        self.canvas.close_group();
    }

    fn halo_colour(&self) -> &'static Colour {
        if self.placed.rows.is_empty() {
            &BACKGROUND
        } else {
            &ON_ROWS
        }
    }
}

/// What stands at the end of a line.
enum Head {
    None,
    Triangle,
    Bar,
}

/// How a line looks.
pub(super) struct Look {
    pub stroke: Stroke,
    head: Head,
}

/// How wide a line is, how it is dashed, and what stands at its end.
fn measures(kind: LineKind) -> (f64, &'static str, Head) {
    match kind {
        LineKind::NeededFor => (1.5, "", Head::Triangle),
        LineKind::Blocks => (1.6, "", Head::Bar),
        LineKind::Incompatible => (2.4, "", Head::None),
        LineKind::Gap => (1.6, "5 4", Head::None),
        LineKind::Ring => (3.0, "", Head::Triangle),
        LineKind::On => (1.2, "", Head::None),
        LineKind::Agrees => (1.8, "2 3", Head::None),
    }
}

impl Look {
    pub fn of(kind: LineKind) -> Self {
        let (width, dash, head) = measures(kind);
        let stroke = Stroke::dashed(line_colour(kind), width, dash);
        Self { stroke, head }
    }

    /// The look of its kind, wider where the line stands for several things.
    fn of_line(line: &DiagramLine) -> Self {
        let mut look = Self::of(line.kind);
        look.stroke.width += 1.4 * line.weight.saturating_sub(1).min(6) as f64;
        look
    }

    pub fn draw_head(&self, canvas: &mut Canvas, tip: &Tip) {
        let colour = self.stroke.colour;
        match self.head {
            Head::None => {}
            Head::Triangle => canvas.fill(&tip.triangle(4.0 + self.stroke.width * 1.6), colour),
            Head::Bar => canvas.stroke(&tip.bar(), &Stroke::new(colour, 3.0)),
        }
    }
}

/// The end of a line and the direction in which it comes there.
pub(super) struct Tip {
    end: Point,
    direction: Point,
}

impl Tip {
    pub fn new(before: Point, end: Point) -> Self {
        let way = end - before;
        Self {
            end,
            direction: way / way.length(),
        }
    }

    /// A place so far back from the end, and so far beside the line.
    fn at(&self, back: f64, beside: f64) -> String {
        let along = self.direction;
        spot(self.end - along * back + along.across() * beside)
    }

    fn triangle(&self, size: f64) -> String {
        let (back, beside) = (size * 1.3, size * 0.6);
        let (left, right) = (self.at(back, beside), self.at(back, -beside));
        format!("M{}L{left}L{right}z", spot(self.end))
    }

    fn bar(&self) -> String {
        format!("M{}L{}", self.at(3.0, 6.0), self.at(3.0, -6.0))
    }
}

/// A path with round corners through the points.
fn rounded(points: &[Point], radius: f64) -> String {
    let [first, .., last] = points else {
        return points
            .iter()
            .map(|&only| format!("M{0}L{0}", spot(only)))
            .collect();
    };
    let corners = points.windows(3).map(|corner| bend(corner, radius));
    let bends: String = corners.collect();
    format!("M{}{bends}L{}", spot(*first), spot(*last))
}

/// Three points as the arc round the middle one, which takes at most half of either side.
fn bend(corner: &[Point], radius: f64) -> String {
    let (before, middle, after) = (corner[0], corner[1], corner[2]);
    let (into, out) = (length(before, middle), length(middle, after));
    let radius = radius.min(into / 2.0).min(out / 2.0);
    format!(
        "L{}Q{} {}",
        spot(towards(middle, before, radius)),
        spot(middle),
        spot(towards(middle, after, radius))
    )
}

/// The length of a piece that is level or upright.
fn length(from: Point, to: Point) -> f64 {
    (to.x - from.x).abs() + (to.y - from.y).abs()
}

fn towards(from: Point, to: Point, distance: f64) -> Point {
    from + (to - from) / length(from, to).max(1e-9) * distance
}
