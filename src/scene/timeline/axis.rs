//! The days of a timeline: poles with labels over the lanes, ticks along their foot.

use crate::layout::{Point, Rect};
use crate::marks::{Anchor, Ink, Mark, MarkKind, Path, Pen, Setting};
use crate::view::Pin;

use super::Layout;

/// From one row of labels to the next.
const LINE: f64 = 20.0;
/// What a day needs beside its words.
const BESIDE: f64 = 22.0;

/// The label of a day over the lanes, with the pins of that day.
pub(super) struct DayLabel<'p> {
    pins: Vec<&'p Pin>,
    at: Point,
}

impl DayLabel<'_> {
    fn is_deadline(&self) -> bool {
        self.pins.iter().any(|pin| pin.is_deadline)
    }

    fn words(&self) -> &str {
        self.pins.first().map_or("", |pin| pin.day.as_str())
    }

    /// What is told of the day.
    fn mark(&self) -> Mark {
        let kind = if self.is_deadline() {
            MarkKind::Wall
        } else {
            MarkKind::Event
        };
        let told: Vec<&str> = self.pins.iter().map(|pin| pin.told.as_str()).collect();
        Mark::of(kind).told(told.join(" "))
    }

    /// The upper end of the pole: a flag for a deadline, a diamond for what happened.
    fn sign(&self) -> Path {
        let flag = [
            (1.5, -7.0),
            (-12.5, -7.0),
            (-7.5, -1.0),
            (-12.5, 5.0),
            (1.5, 5.0),
        ];
        let diamond = [(0.0, -6.5), (6.5, 0.0), (0.0, 6.5), (-6.5, 0.0)];
        let corners = if self.is_deadline() {
            &flag[..]
        } else {
            &diamond[..]
        };
        let corners: Vec<Point> = corners
            .iter()
            .map(|(right, down)| self.at.shifted(*right, *down))
            .collect();
        Path::polygon(&corners)
    }
}

/// Where the labels of each level end, from the top level down.
#[derive(Default)]
struct Levels(Vec<f64>);

impl Levels {
    /// The level of a label: a pole goes down from it, so that it begins under every label that the pole would strike through,
    /// and a label that stands before its pole also under those in its own way.
    fn place(&mut self, from: f64, to: f64) -> usize {
        let over = self.0.iter().rposition(|end| *end > from);
        let level = over.map_or(0, |over| over + 1);
        self.0
            .resize(self.0.len().max(level + 1), f64::NEG_INFINITY);
        self.0[level] = to;
        level
    }
}

impl<'s> Layout<'s> {
    /// The labels of days over the lanes, so that none stands on another; where the lanes begin.
    pub(super) fn days_of_pins(&self, top: f64) -> (Vec<DayLabel<'s>>, f64) {
        let style = self.day_style();
        let mut days: Vec<DayLabel<'s>> = Vec::new();
        let mut levels = Levels::default();
        for pin in &self.picture.pins {
            let x = self.at(Some(pin.at));
            if let Some(last) = days.last_mut().filter(|last| (last.at.x - x).abs() < 0.5) {
                last.pins.push(pin);
                continue;
            }
            let wide = style.width(&pin.day) + BESIDE;
            let level = match self.is_before(x, wide) {
                true => levels.place(x - wide, x + 12.0),
                false => levels.place(x, x + wide),
            };
            let at = Point::new(x, top + 12.0 + level as f64 * LINE);
            let pins = vec![pin];
            days.push(DayLabel { pins, at });
        }
        let heads = if self.is_narrow { 6.0 } else { 36.0 };
        (days, top + levels.0.len() as f64 * LINE + heads)
    }

    fn day_style(&self) -> Setting {
        self.measures.second.bold().in_ink(Ink::Ink)
    }

    /// Whether a label stands before its pole, for want of room behind it.
    fn is_before(&self, x: f64, wide: f64) -> bool {
        x + wide > self.measures.width - self.measures.margin * 0.5
    }

    /// The poles of days with their labels, under the lanes.
    pub(super) fn poles(&self, pen: &mut Pen, days: &[DayLabel<'s>], bottom: f64) {
        for day in days {
            pen.mark(day.mark(), |pen| self.pole(pen, day, bottom));
        }
    }

    fn pole(&self, pen: &mut Pen, day: &DayLabel<'s>, bottom: f64) {
        let Point { x, y } = day.at;
        let (wide, ink) = match day.is_deadline() {
            true => (3.0, Ink::Ink),
            false => (1.2, Ink::Line),
        };
        pen.rect(Rect::new(x - wide / 2.0, y, wide, bottom - y), ink);
        pen.fill(day.sign(), Ink::Ink);
        self.label(pen, day);
    }

    fn label(&self, pen: &mut Pen, day: &DayLabel<'s>) {
        let style = self.day_style();
        let label = day.words();
        let wide = style.width(label);
        let Point { x, y } = day.at.shifted(0.0, style.size * 0.36);
        if !self.is_before(x, wide + BESIDE) {
            style.write(pen, Point::new(x + 11.0, y), &[label.to_owned()]);
            return;
        }
        // At the right edge the label stands before its pole, on paper, for earlier poles go down there.
        let end = x - if day.is_deadline() { 18.0 } else { 11.0 };
        let ground = Rect::new(
            end - 2.0 - wide,
            y - style.size,
            wide + 4.0,
            style.size * 1.3,
        );
        pen.rect(ground, Ink::Paper);
        let style = style.anchored(Anchor::End);
        style.write(pen, Point::new(end, y), &[label.to_owned()]);
    }

    /// Days along the foot of the lanes.
    pub(super) fn ticks(&self, pen: &mut Pen, bottom: f64) {
        let style = self.measures.second.anchored(Anchor::Middle);
        let today = self.picture.today.as_ref();
        let today = today.map(|(day, _)| self.at(Some(*day)));
        let mut free_from = f64::NEG_INFINITY;
        let mut year = "";
        for day in &self.picture.ticks {
            // The year is told with the first day of it that is named.
            let label = match day.year.as_str() {
                same if same == year => day.label.clone(),
                new => format!("{} {new}", day.label),
            };
            let (x, half) = (self.at(Some(day.at)), style.width(&label) / 2.0);
            let is_free = today.is_none_or(|today| (today - x).abs() > half + 34.0 || x > today);
            if x - half < free_from || !is_free {
                continue;
            }
            style.write(pen, Point::new(x, bottom + 20.0), &[label]);
            (free_from, year) = (x + half + 10.0, &day.year);
        }
        for (from, to) in &self.picture.breaks {
            let x = f64::midpoint(self.at(Some(*from)), self.at(Some(*to)));
            torn(pen, Point::new(x, bottom));
        }
    }
}

/// Two slanted strokes through the foot line: days are left out.
fn torn(pen: &mut Pen, at: Point) {
    for aside in [-4.0, 4.0] {
        let from = at.shifted(aside - 3.0, 6.0);
        let to = at.shifted(aside + 3.0, -6.0);
        pen.stroke(Path::line(from, to), Ink::Mute, 2.0);
    }
}
