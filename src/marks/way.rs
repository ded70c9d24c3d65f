//! The marks on a way: the way itself, bars, hooks, silence, stations, the goal, keys, and the discs of parties.

use crate::layout::{Point, Rect};
use crate::view::{KnotBar, MarkState, Who};

use super::scene::{Anchor, Mark, MarkKind, Path, Run, Step, Stroke};
use super::{Ink, Pen, fitted_in_disc};

/// How wide the way is on a sheet.
pub const WAY: f64 = 11.0;
/// How wide a hollow way's rims are.
const RIM: f64 = 1.9;

/// A track of a fork: from where the way divides to where it joins again, so far above or below it.
#[derive(Debug, Clone, Copy)]
pub struct Track {
    /// Where the way divides.
    pub from: Point,
    /// Where it joins again, at the same height.
    pub to: f64,
    /// How far below the way the track runs.
    pub down: f64,
}

impl Track {
    /// How far from its ends a track runs level.
    pub const BEND: f64 = 46.0;

    fn path(&self) -> Path {
        let (a, y) = (self.from, self.from.y + self.down);
        let level = Point::new(a.x + Self::BEND, y);
        let end = Point::new(self.to, a.y);
        let leave = Point::new(self.to - Self::BEND, y);
        Path(vec![
            Step::Move(a.shifted(-1.0, 0.0)),
            Step::Curve(a.shifted(26.0, 0.0), level.shifted(-30.0, 0.0), level),
            Step::Line(leave),
            Step::Curve(
                leave.shifted(30.0, 0.0),
                end.shifted(-26.0, 0.0),
                end.shifted(1.0, 0.0),
            ),
        ])
    }
}

impl Pen {
    /// A stretch of the way; hollow where an answer that it needs is not known.
    pub fn way(&mut self, from: Point, to: Point, width: f64, is_hollow: bool) {
        if (to - from).length() < 0.5 {
            return;
        }
        // A little overlap, so that no seam is seen between two stretches.
        let overlap = (to - from) / (to - from).length() * 0.8;
        let (from, to) = (from - overlap, to + overlap);
        self.stroke(Path::line(from, to), Ink::Ink, width);
        if is_hollow {
            self.stroke(Path::line(from, to), Ink::Hollow, width - 2.0 * RIM);
        }
    }

    /// A track of a fork.
    pub fn track(&mut self, track: &Track, width: f64) {
        self.stroke(track.path(), Ink::Ink, width);
    }

    /// A refusal: a bar across the way, in the hue of who refuses; in bands where several do; hollow where nobody was heard.
    pub fn bar(&mut self, middle: Point, size: (f64, f64), bar: &KnotBar) {
        let (w, h) = size;
        let mark = Mark::of(MarkKind::Bar)
            .by(bar.who.iter().map(|who| who.id.clone()))
            .about(bar.changes.clone())
            .lettered(&bar.letter)
            .told(bar.told.clone());
        let is_gone = bar.state == MarkState::Lifted;
        self.mark(mark, |pen| {
            if !is_gone {
                pen.rect(around(middle, w + 6.0, h), Ink::Paper);
            }
            pen.faded(is_gone, |pen| pen.bands(around(middle, w, h), bar));
            if bar.state == MarkState::New {
                pen.new_at(middle, (w * 0.44).min(12.0) + 3.0);
            }
            if !bar.letter.is_empty() {
                pen.keyhole(middle, (w * 0.44).min(12.0), &bar.letter);
            }
        });
    }

    fn bands(&mut self, area: Rect, bar: &KnotBar) {
        let count = bar.who.len().max(1) as f64;
        for (number, who) in bar.who.iter().enumerate() {
            let h = area.h / count;
            let band = Rect {
                y: area.y + h * number as f64,
                h,
                ..area
            };
            let hue = Ink::Party(who.number);
            if bar.unheard {
                let inside = around(band.middle(), band.w - 3.0, band.h - 3.0);
                let rim = Stroke {
                    ink: hue,
                    width: 3.0,
                };
                self.capsule(inside, Ink::Hollow, rim);
            } else {
                self.rect(band, hue);
                if bar.is_divided {
                    // Half of it is hollow: some of its votes are for.
                    let hollow = Rect::new(
                        band.middle().x,
                        band.y + 2.5,
                        band.w / 2.0 - 2.5,
                        band.h - 5.0,
                    );
                    self.rect(hollow, Ink::Hollow);
                }
            }
        }
    }

    /// A black rim round a keyhole: it was not there before.
    pub fn new_at(&mut self, middle: Point, radius: f64) {
        self.disc(middle, radius, Ink::Ink);
    }

    /// The white disc of a bar or hook with its letter.
    pub fn keyhole(&mut self, middle: Point, radius: f64, letter: &str) {
        self.disc(middle, radius, Ink::Hollow);
        let wide = letter.chars().count() > 1;
        let size = radius * if wide { 1.0 } else { 1.36 };
        let at = middle.shifted(0.0, size * 0.36);
        self.words(at, size, Anchor::Middle, vec![Run::bold(letter)]);
    }

    /// A condition by itself: a clasp round the way, its tail up to the rivet that carries the letter.
    pub fn lone_hook(&mut self, middle: Point, size: f64, bar: &KnotBar) {
        let mark = Mark::of(MarkKind::Hook)
            .by(bar.who.iter().map(|who| who.id.clone()))
            .about(bar.changes.clone())
            .lettered(&bar.letter)
            .told(bar.told.clone());
        let is_gone = bar.state == MarkState::Lifted;
        self.mark(mark, |pen| {
            pen.faded(is_gone, |pen| pen.draw_hook(middle, size, bar))
        });
    }

    fn draw_hook(&mut self, middle: Point, size: f64, bar: &KnotBar) {
        let (radius, band) = (size * 0.34, size * 0.2);
        let rivet = middle.shifted(0.0, -size * 0.86);
        let neck = middle.shifted(0.0, -radius);
        let rim = Stroke {
            ink: Ink::Paper,
            width: band + 6.0,
        };
        self.ring(middle, radius, None, rim);
        for (number, who) in bar.who.iter().enumerate() {
            let hue = Ink::Party(who.number);
            let share = 1.0 / bar.who.len() as f64;
            let aside = (number as f64 + 0.5) * share - 0.5;
            let clasp = Stroke {
                ink: hue,
                width: band * share,
            };
            self.ring(middle, radius + band * aside, None, clasp);
            let across = size * 0.42 * aside;
            let tail = Path::line(neck.shifted(across, 0.0), rivet.shifted(across, 0.0));
            self.stroke(tail, hue, size * 0.42 * share);
        }
        if !bar.letter.is_empty() {
            let hole = rivet.shifted(0.0, size * 0.2);
            if bar.state == MarkState::New {
                self.new_at(hole, (size * 0.17).min(12.0) + 3.0);
            }
            self.keyhole(hole, (size * 0.17).min(12.0), &bar.letter);
        }
    }

    /// What the way leads to: the only black disc in a black ring.
    pub fn goal(&mut self, middle: Point, radius: f64, label: &str, size: f64) {
        self.disc(middle, radius, Ink::Paper);
        let scale = (radius / 60.0).clamp(0.4, 1.2);
        let rim = Stroke {
            ink: Ink::Ink,
            width: 4.4 * scale,
        };
        self.ring(middle, radius - 2.2 * scale, None, rim);
        self.disc(middle, radius - 9.0 * scale, Ink::Ink);
        self.in_disc(middle, radius - 12.0 * scale, label, size, Ink::Paper);
    }

    /// A milestone on the way.
    pub fn station(&mut self, middle: Point, radius: f64, label: &str, size: f64) {
        let width = if radius > 30.0 { 3.6 } else { 2.6 };
        let rim = Stroke {
            ink: Ink::Ink,
            width,
        };
        self.ring(middle, radius - width / 2.0, Some(Ink::Hollow), rim);
        self.in_disc(middle, radius - width - 2.0, label, size, Ink::Ink);
    }

    /// Words in the middle of a disc, as large as fits.
    fn in_disc(&mut self, middle: Point, radius: f64, label: &str, size: f64, ink: Ink) {
        let smallest = size.min(9.5);
        let (size, lines) = fitted_in_disc(label, radius, size, smallest);
        let first = (lines.len() as f64 - 1.0) / 2.0;
        for (number, line) in lines.iter().enumerate() {
            let down = size * 0.36 + (number as f64 - first) * size * 1.16;
            let run = Run::bold(line.as_str()).in_ink(ink);
            self.words(middle.shifted(0.0, down), size, Anchor::Middle, vec![run]);
        }
    }

    /// Silence as large as a knot: a disc with nothing between its quotation marks.
    pub fn void(&mut self, middle: Point, radius: f64) {
        let rim = Stroke {
            ink: Ink::Ink,
            width: 3.6,
        };
        self.ring(middle, radius - 1.8, Some(Ink::Hollow), rim);
        self.quotes(middle, radius * 0.48, radius * 1.05);
    }

    /// Silence: an empty tube between quotation marks that hold nothing.
    pub fn silence(&mut self, middle: Point, height: f64, width: f64) {
        let line = (height * 0.08).max(1.5);
        let area = around(middle, width - line, height - line);
        let rim = Stroke {
            ink: Ink::Ink,
            width: line,
        };
        self.capsule(area, Ink::Hollow, rim);
        self.quotes(middle, width / 2.0 - height * 0.44, height * 0.95);
    }

    fn quotes(&mut self, middle: Point, aside: f64, size: f64) {
        for (quote, side) in [("“", -1.0), ("”", 1.0)] {
            let at = middle.shifted(side * aside, size * 0.54);
            self.words(at, size, Anchor::Middle, vec![Run::bold(quote)]);
        }
    }

    /// A move that would open: a key with the letter of the bar or hook. The place is the middle of its bow.
    pub fn key(&mut self, middle: Point, scale: f64, letter: &str, who: &[Who]) {
        let hue = match who {
            [one] => Ink::Party(one.number),
            // It is no one's alone.
            _ => Ink::Mute,
        };
        let k = scale;
        let end = middle.x + 38.0 * k;
        let teeth = [
            (0.0, -3.4),
            (38.0, -3.4),
            (38.0, 9.5),
            (32.5, 9.5),
            (32.5, 3.4),
            (28.0, 3.4),
            (28.0, 8.0),
            (22.5, 8.0),
            (22.5, 3.4),
            (0.0, 3.4),
        ];
        let bit = teeth
            .map(|(right, down)| Point::new((middle.x + right * k).min(end), middle.y + down * k));
        self.fill(Path::polygon(&bit), hue);
        self.disc(middle, 13.0 * k, hue);
        self.keyhole(middle, 9.1 * k, letter);
    }

    /// A party's disc with its letters; hollow where its answer is not known.
    pub fn party(&mut self, middle: Point, radius: f64, who: &Who, has_spoken: bool) {
        let hue = Ink::Party(who.number);
        let mark = Mark::of(MarkKind::Disc)
            .by([who.id.clone()])
            .told(who.name.clone());
        self.mark(mark, |pen| {
            let ink = if has_spoken {
                pen.disc(middle, radius, hue);
                Ink::On
            } else {
                let width = (radius * 0.15).max(1.6);
                let rim = Stroke { ink: hue, width };
                pen.ring(middle, radius - width / 2.0, Some(Ink::Hollow), rim);
                Ink::Ink
            };
            pen.disc_letters(middle, radius, &who.letters, ink);
        });
    }

    fn disc_letters(&mut self, middle: Point, radius: f64, letters: &str, ink: Ink) {
        let share = match letters.chars().count() {
            0 | 1 => 1.02,
            2 => 0.86,
            3 => 0.66,
            _ => 0.5,
        };
        let size = radius * share;
        let at = middle.shifted(0.0, size * 0.36);
        let run = Run::bold(letters).in_ink(ink);
        self.words(at, size, Anchor::Middle, vec![run]);
    }

    /// A deadline that stands: a thin pole on the way with its flag.
    pub fn flag(&mut self, foot: Point, height: f64) {
        let top = foot.shifted(0.0, -height);
        self.stroke(Path::line(foot, top), Ink::Ink, 3.0);
        let flag = [
            (0.0, 0.0),
            (-20.0, 0.0),
            (-14.0, 7.0),
            (-20.0, 14.0),
            (0.0, 14.0),
        ];
        let flag = flag.map(|(right, down)| top.shifted(right, down));
        self.fill(Path::polygon(&flag), Ink::Ink);
    }

    /// Where a way ends and leads no further: a black wall, with a flag where a deadline has passed.
    pub fn wall(&mut self, foot: Point, height: f64, has_flag: bool) {
        let top = foot.shifted(0.0, -height / 2.0);
        let area = around(foot, 6.0, height);
        self.rect(area, Ink::Ink);
        if !has_flag {
            return;
        }
        let flag = [
            (0.0, 0.0),
            (-24.0, 0.0),
            (-17.0, 9.0),
            (-24.0, 18.0),
            (0.0, 18.0),
        ];
        let flag = flag.map(|(right, down)| top.shifted(right, down));
        self.fill(Path::polygon(&flag), Ink::Ink);
    }

    /// What has been reached: a tick in a quiet ring.
    pub fn reached(&mut self, middle: Point, radius: f64) {
        let rim = Stroke {
            ink: Ink::Mute,
            width: 2.4,
        };
        self.ring(middle, radius, Some(Ink::Band), rim);
        let k = radius / 30.0;
        let corner = middle.shifted(-4.0 * k, 10.0 * k);
        let tick = [
            middle.shifted(-13.0 * k, k),
            corner,
            middle.shifted(14.0 * k, -9.0 * k),
        ];
        let path = Path(vec![
            Step::Move(tick[0]),
            Step::Line(tick[1]),
            Step::Line(tick[2]),
        ]);
        self.stroke(path, Ink::Mute, 4.0 * k);
    }
}

/// A rectangle around its middle.
fn around(middle: Point, w: f64, h: f64) -> Rect {
    Rect::new(middle.x - w / 2.0, middle.y - h / 2.0, w, h)
}
