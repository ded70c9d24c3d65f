//! The end of the way: what nobody has said, and the goal; or a wall, where the way leads no further.

use crate::layout::{Point, Rect};
use crate::marks::{Anchor, Mark, MarkKind, Pen, Setting, WAY};
use crate::view::{KnotPicture, Silence, WayEnd};

use super::page::Measures;

/// The end of a way in its area, with the height at which the way comes in from the left.
pub(super) struct End<'e> {
    pub measures: &'e Measures,
    pub picture: &'e KnotPicture,
    pub area: Rect,
    pub way: f64,
}

impl End<'_> {
    /// Draws what lies at the end of the way, and the goal.
    pub fn draw(&self, pen: &mut Pen) {
        let goal = self.goal_at();
        let width = WAY * self.scale().max(0.8);
        match (&self.picture.silence, self.picture.end) {
            (Some(silence), WayEnd::Goal) => {
                let places = self.stations(silence, goal);
                let first = places.first().copied().unwrap_or_else(|| self.void_at());
                pen.way(self.from(), first, width, false);
                pen.way(first, goal, width, true);
                match places.is_empty() {
                    true => self.void(pen, first, silence),
                    false => self.each_answer(pen, &places, silence),
                }
            }
            (_, WayEnd::Wall) => self.wall(pen, width),
            (None, WayEnd::Goal) | (_, WayEnd::Reached) => {
                pen.way(self.from(), goal, width, false);
            }
        }
        self.deadline(pen, goal);
        self.goal(pen, goal);
    }

    /// The day by which the goal must be there, as a flag on the way before it.
    fn deadline(&self, pen: &mut Pen, goal: Point) {
        let Some(deadline) = &self.picture.deadline else {
            return;
        };
        let k = self.scale();
        let foot = goal.shifted(-96.0 * k, 0.0);
        if !matches!(self.picture.end, WayEnd::Wall | WayEnd::Reached) {
            pen.flag(foot, 62.0 * k);
            let size = (14.0 * k).max(12.0);
            let words = Setting::new(size, size * 1.2).anchored(Anchor::End);
            let lines = words.lines(deadline, 110.0);
            // Over the void, where the words would lie on it.
            let widths = lines.iter().map(|line| words.width(line));
            let left = foot.x - widths.fold(0.0, f64::max);
            let is_beside =
                self.picture.silence.is_none() || left > self.void_at().x + self.radius();
            let clear = if is_beside { 62.0 * k } else { self.radius() };
            let up = clear + 6.0 + words.line * (lines.len() as f64 - 1.0);
            words.write(pen, foot.shifted(4.0, -up), &lines);
        }
    }

    fn scale(&self) -> f64 {
        self.measures.end_marks()
    }

    fn radius(&self) -> f64 {
        74.0 * self.scale()
    }

    fn from(&self) -> Point {
        Point::new(self.area.x, self.way)
    }

    fn void_at(&self) -> Point {
        // Where there is room, the way is seen before it.
        let before = if self.area.w > 600.0 { 60.0 } else { 0.0 };
        self.from().shifted(self.radius() + before, 0.0)
    }

    fn goal_at(&self) -> Point {
        Point::new(self.area.right() - 76.0 * self.scale(), self.way)
    }

    fn void(&self, pen: &mut Pen, middle: Point, silence: &Silence) {
        let radius = self.radius();
        pen.mark(void_mark(silence), |pen| pen.void(middle, radius));
        let told = match (self.measures.is_bare(), silence.needed.as_str()) {
            (true, needed) if !needed.is_empty() => format!("{}, {needed}", silence.count),
            (true | false, _) => silence.count.clone(),
        };
        self.count(pen, middle, &told);
    }

    /// Where the answers of an open goal stand that needs all of them; nowhere, where there is too little room.
    fn stations(&self, silence: &Silence, goal: Point) -> Vec<Point> {
        let count = silence.all_of.len();
        let (from, to) = (self.from().x, goal.x - 176.0 * self.scale());
        let each = (to - from) / count.max(1) as f64;
        if each < 3.4 * self.station_radius() {
            return Vec::new();
        }
        let places =
            (0..count).map(|number| Point::new(from + each * (number as f64 + 0.5), self.way));
        places.collect()
    }

    fn station_radius(&self) -> f64 {
        44.0 * self.scale()
    }

    /// Each answer that is needed, as a hollow disc of whoever has not given it, with the name below.
    fn each_answer(&self, pen: &mut Pen, places: &[Point], silence: &Silence) {
        let radius = self.station_radius();
        let room = places
            .get(1)
            .map_or(6.0 * radius, |next| next.x - places[0].x)
            - 14.0;
        let size = (16.0 * self.scale()).max(12.5);
        let words = Setting::new(size, size * 1.2)
            .bold()
            .at_most(3)
            .anchored(Anchor::Middle);
        pen.mark(void_mark(silence), |pen| {
            for (place, who) in places.iter().zip(&silence.all_of) {
                pen.party(*place, radius, who, false);
                let lines = words.even_lines(&who.name, room);
                words.write(pen, place.shifted(0.0, radius + 12.0 + size), &lines);
            }
        });
    }

    /// How many answers are not known, below the void and within the sheet.
    fn count(&self, pen: &mut Pen, middle: Point, count: &str) {
        let size = (16.0 * self.scale()).max(12.5);
        let words = Setting::new(size, size * 1.2)
            .bold()
            .anchored(Anchor::Middle);
        let lines = words.even_lines(count, 2.0 * self.radius() + 16.0);
        let widths = lines.iter().map(|line| words.width(line));
        let half = widths.fold(0.0, f64::max) / 2.0;
        let aside = (self.area.x + half - middle.x).max(0.0);
        let below = middle.shifted(aside, self.radius() + 26.0 * self.scale());
        words.write(pen, below, &lines);
    }

    fn wall(&self, pen: &mut Pen, width: f64) {
        let foot = self.goal_at().shifted(-124.0 * self.scale(), 0.0);
        pen.way(self.from(), foot, width, false);
        let mark = Mark::of(MarkKind::Wall).told(self.picture.title.clone());
        let height = 110.0 * self.scale();
        let has_flag = self.picture.is_too_late;
        pen.mark(mark, |pen| pen.wall(foot, height, has_flag));
    }

    /// The goal, black at the end of its way; with a tick once it has been reached.
    fn goal(&self, pen: &mut Pen, at: Point) {
        let (goal, radius) = (&self.picture.goal, 76.0 * self.scale());
        let mark = Mark::of(MarkKind::Goal)
            .about([goal.what.clone()])
            .told(goal.told.clone());
        let size = 20.0 * self.scale().max(0.8);
        pen.mark(mark, |pen| {
            pen.goal(at, radius, &goal.label, size);
            if self.picture.end == WayEnd::Reached {
                let corner = at.shifted(radius * 0.72, -radius * 0.72);
                pen.reached(corner, radius * 0.32);
            }
        });
    }
}

/// What stands for all answers that are not known.
fn void_mark(silence: &Silence) -> Mark {
    let topics = &silence.topics;
    let who = topics.iter().flat_map(|topic| &topic.who);
    Mark::of(MarkKind::Void)
        .by(who.map(|who| who.id.clone()))
        .about(topics.iter().map(|topic| topic.what.clone()))
        .told(silence.count.clone())
}
