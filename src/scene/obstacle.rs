//! What lies on the way, measured and placed: bars and hooks in rows, forks that join again, rings, fences.

use crate::layout::{Point, Rect};
use crate::marks::{Anchor, Ink, Mark, MarkKind, Pen, RingLook, Setting, Track, WAY};

use crate::view::{KnotBar, KnotRing, KnotTrack, MarkState, Obstacle, Who};

use super::fence;

/// The room that an obstacle takes: along the way, above it and below it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Room {
    pub along: f64,
    pub above: f64,
    pub below: f64,
}

/// How obstacles are drawn at some place of a picture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// How large marks are, against those of a slide.
    pub scale: f64,
    /// Whether words stand beside the marks; deep inside only letters do.
    pub worded: bool,
    /// Whether the letters of whose a mark is stand below it.
    pub lettered: bool,
}

/// Width and height of a bar that stands alone, and of one among others.
const BAR: (f64, f64) = (26.0, 74.0);
const SMALL_BAR: (f64, f64) = (24.0, 50.0);
/// Between two obstacles in a row.
const APART: f64 = 18.0;
/// Room below a mark for the letters of whose it is.
pub(super) const LETTERS: f64 = 15.0;
/// How wide the words beside a bar may be.
const BESIDE: f64 = 190.0;
/// Marks that are smaller leave less room for words.
const SMALL: f64 = 0.78;
/// How far from its ends a track runs level.
const BEND: f64 = Track::BEND;

impl Look {
    /// Deep inside, where only letters stand.
    fn inside(self) -> Self {
        Self {
            worded: false,
            lettered: true,
            ..self
        }
    }

    /// On a track: what words say of its only mark, letters need not.
    fn on_track(self, track: &KnotTrack) -> Self {
        Self {
            lettered: !self.worded || says(&track.obstacle).is_none(),
            ..self.inside()
        }
    }

    fn words(self) -> Setting {
        Setting::new((15.5 * self.scale).max(12.0), (19.0 * self.scale).max(15.0)).at_most(4)
    }

    /// How wide the words beside a bar may be: where marks are small, there is little room.
    fn beside(self) -> f64 {
        BESIDE * (self.scale / SMALL).clamp(0.6, 1.0)
    }

    pub fn answer(self) -> Setting {
        Setting::new((17.0 * self.scale).max(12.5), (20.0 * self.scale).max(15.5))
            .bold()
            .at_most(2)
            .anchored(Anchor::Middle)
    }

    pub fn bar(self, is_alone: bool) -> (f64, f64) {
        let (w, h) = if is_alone { BAR } else { SMALL_BAR };
        (w * self.scale.max(0.85), h * self.scale.max(0.85))
    }

    fn way(self) -> f64 {
        WAY * self.scale.max(0.8)
    }

    /// How a ring around a place is drawn.
    pub fn ring(self, ring: &KnotRing, middle: Point) -> RingLook {
        RingLook::of(ring.stations.len(), middle, self.scale)
    }

    /// How much room an obstacle takes.
    pub fn room(self, obstacle: &Obstacle) -> Room {
        match obstacle {
            Obstacle::Bar(bar) | Obstacle::Hook(bar) => self.room_of_stop(bar),
            Obstacle::Ring(ring) => {
                let look = self.ring(ring, Point::default());
                let (aside, above, below) = look.reach(ring.stations.len());
                let drop = self.ring_drop(ring);
                Room {
                    along: 2.0 * aside,
                    above: above - drop,
                    below: below + drop,
                }
            }
            Obstacle::Row(all) => self.room_of_row(all),
            Obstacle::Fork(tracks) => self.room_of_fork(tracks),
            Obstacle::Fence(fence) => fence::room(self, fence),
        }
    }

    /// How far the middle of a ring hangs below the way: three milestones stand on two feet.
    fn ring_drop(self, ring: &KnotRing) -> f64 {
        if ring.stations.len() == 3 {
            30.0 * self.scale
        } else {
            0.0
        }
    }

    fn room_of_stop(self, bar: &KnotBar) -> Room {
        let (w, h) = self.bar(self.worded);
        let (above, below, half) = match bar.is_condition {
            true => (h * 0.95, h * 0.46, h * 0.88),
            false => (h / 2.0, h / 2.0, w),
        };
        if !self.worded {
            return Room {
                along: half,
                above,
                below: below + if self.lettered { LETTERS } else { 0.0 },
            };
        }
        let words = self.words();
        let lines = words.lines(&bar.says, self.beside());
        let wide = lines
            .iter()
            .map(|line| words.width(line))
            .fold(0.0, f64::max);
        let high = words.line * lines.len() as f64 + 12.0;
        Room {
            along: half + 34.0 + wide,
            above: above.max(high + self.way() / 2.0),
            below,
        }
    }

    fn room_of_row(self, all: &[Obstacle]) -> Room {
        let look = self.inside();
        let rooms: Vec<Room> = all.iter().map(|one| look.room(one)).collect();
        let apart = APART * (rooms.len() as f64 + 1.0);
        Room {
            along: rooms.iter().map(|room| room.along).sum::<f64>() + apart,
            above: rooms.iter().map(|room| room.above).fold(0.0, f64::max),
            below: rooms.iter().map(|room| room.below).fold(0.0, f64::max),
        }
    }

    fn room_of_fork(self, tracks: &[KnotTrack]) -> Room {
        let placed = self.tracks(tracks);
        let last = tracks.len() - 1;
        let along = (tracks.iter().enumerate())
            .map(|(number, track)| self.along_track(track, number == 0 || number == last))
            .fold(0.0, f64::max);
        Room {
            along: along + 2.0 * BEND + 8.0,
            above: placed
                .iter()
                .map(|one| one.room.above - one.down)
                .fold(0.0, f64::max),
            below: placed
                .iter()
                .map(|one| one.room.below + one.down)
                .fold(0.0, f64::max),
        }
    }

    /// How long the level part of a track is. Only at the outermost ones the answer may be longer than that.
    fn along_track(self, track: &KnotTrack, is_outermost: bool) -> f64 {
        let inside = self.on_track(track).room(&track.obstacle).along;
        if !self.worded {
            return inside;
        }
        let (words, answer) = (self.words(), self.answer());
        let says = says(&track.obstacle).map_or(0.0, |says| {
            let lines = words.lines(says, self.beside());
            lines
                .iter()
                .map(|line| words.width(line))
                .fold(0.0, f64::max)
        });
        let answer = answer.lines(&track.answer, 2.0 * self.beside());
        let answer = answer
            .iter()
            .map(|line| self.answer().width(line))
            .fold(0.0, f64::max);
        let beyond = if is_outermost { 2.0 * BEND } else { -8.0 };
        (inside + 22.0 + says).max(answer - beyond)
    }

    /// Where the tracks of a fork run, above and below the way, and what room each takes.
    fn tracks(self, tracks: &[KnotTrack]) -> Vec<TrackPlace> {
        let rooms: Vec<(Room, f64)> = (tracks.iter().enumerate())
            .map(|(number, track)| self.room_of_track(track, is_upper(number, tracks.len())))
            .collect();
        let mut down = Vec::with_capacity(rooms.len());
        let mut at = 0.0;
        for (number, (room, _)) in rooms.iter().enumerate() {
            if number > 0 {
                at += (rooms[number - 1].0.below + room.above + 8.0).max(58.0 * self.scale);
            }
            down.push(at);
        }
        let middle = at / 2.0;
        let placed = rooms.into_iter().zip(down);
        placed
            .map(|((room, _), down)| TrackPlace {
                room,
                down: down - middle,
            })
            .collect()
    }

    /// The room of a track: its answer outside, what is said of its bar inside.
    fn room_of_track(self, track: &KnotTrack, is_upper: bool) -> (Room, f64) {
        let inner = self.on_track(track).room(&track.obstacle);
        if !self.worded {
            return (inner, 0.0);
        }
        let (words, answer) = (self.words(), self.answer());
        let answer_lines = answer.lines(&track.answer, 2.0 * self.beside()).len() as f64;
        let outside = if track.answer.is_empty() {
            0.0
        } else {
            answer.line * answer_lines + 10.0
        };
        let said = says(&track.obstacle).map_or(0.0, |says| {
            words.line * words.lines(says, self.beside()).len() as f64 + self.way() / 2.0 + 8.0
        });
        let (above, below) = match is_upper {
            true => (inner.above + outside, inner.below.max(said)),
            false => (inner.above.max(said), inner.below + outside),
        };
        let room = Room {
            along: inner.along,
            above,
            below,
        };
        (room, outside)
    }
}

/// Where a track runs.
struct TrackPlace {
    room: Room,
    down: f64,
}

/// Whether a track has its answer above it.
fn is_upper(number: usize, count: usize) -> bool {
    number + 1 < count || count == 1
}

/// What is said of the only bar of a track.
fn says(obstacle: &Obstacle) -> Option<&str> {
    match obstacle {
        Obstacle::Bar(bar) | Obstacle::Hook(bar) => Some(&bar.says),
        Obstacle::Ring(_) | Obstacle::Row(_) | Obstacle::Fork(_) | Obstacle::Fence(_) => None,
    }
}

/// An obstacle at its place: from where on the way to where.
pub(super) struct Place<'p> {
    pub pen: &'p mut Pen,
    pub look: Look,
    pub from: Point,
    pub to: f64,
}

impl Place<'_> {
    fn middle(&self) -> Point {
        Point::new(f64::midpoint(self.from.x, self.to), self.from.y)
    }

    fn end(&self) -> Point {
        Point::new(self.to, self.from.y)
    }

    /// Draws an obstacle with the stretch of the way on which it lies.
    pub fn draw(&mut self, obstacle: &Obstacle) {
        match obstacle {
            Obstacle::Bar(bar) => self.stop(bar, false),
            Obstacle::Hook(bar) => self.stop(bar, true),
            Obstacle::Ring(ring) => self.ring(ring),
            Obstacle::Row(all) => self.row(all),
            Obstacle::Fork(tracks) => self.fork(tracks),
            Obstacle::Fence(fence) => {
                self.level_way();
                fence::draw(self.pen, self.look, self.middle(), fence);
            }
        }
    }

    fn level_way(&mut self) {
        let (from, to, width) = (self.from, self.end(), self.look.way());
        self.pen.way(from, to, width, false);
    }

    fn stop(&mut self, bar: &KnotBar, is_hook: bool) {
        self.level_way();
        let size = self.look.bar(self.look.worded);
        let half = if is_hook { size.1 * 0.44 } else { size.0 / 2.0 };
        let at = match self.look.worded {
            true => self.from.shifted(half + 12.0, 0.0),
            false => self.middle(),
        };
        self.mark(bar, is_hook, at, size);
        if self.look.lettered {
            letters_below(self.pen, at, size.1, (&bar.who, 2.0 * size.0));
        }
        if self.look.worded {
            let words = self.look.words();
            let lines = words.lines(&bar.says, self.look.beside());
            let up = self.look.way() / 2.0 + 10.0 + words.line * (lines.len() as f64 - 1.0);
            words.write(self.pen, at.shifted(half + 10.0, -up), &lines);
        }
    }

    fn mark(&mut self, bar: &KnotBar, is_hook: bool, at: Point, size: (f64, f64)) {
        if is_hook {
            self.pen.lone_hook(at, size.1, bar);
        } else {
            self.pen.bar(at, size, bar);
        }
    }

    fn ring(&mut self, ring: &KnotRing) {
        self.level_way();
        let drop = self.look.ring_drop(ring);
        let look = self.look.ring(ring, self.middle().shifted(0.0, drop));
        let is_undone = ring
            .hooks
            .iter()
            .all(|hook| hook.state == MarkState::Lifted);
        if !is_undone {
            self.pen.disc(look.middle, look.radius + 2.0, Ink::Paper);
        }
        self.pen.knot_ring(&look, ring);
    }

    fn row(&mut self, all: &[Obstacle]) {
        let look = self.look.inside();
        let rooms: Vec<f64> = all.iter().map(|one| look.room(one).along).collect();
        let spare = (self.to - self.from.x - rooms.iter().sum::<f64>()) / (all.len() as f64 + 1.0);
        let (mut x, y) = (self.from.x, self.from.y);
        for (one, along) in all.iter().zip(rooms) {
            let from = Point::new(x + spare, y);
            self.pen.way(Point::new(x, y), from, look.way(), false);
            let to = from.x + along;
            Place {
                pen: &mut *self.pen,
                look,
                from,
                to,
            }
            .draw(one);
            x = to;
        }
        let end = self.end();
        self.pen.way(Point::new(x, y), end, look.way(), false);
    }

    fn fork(&mut self, tracks: &[KnotTrack]) {
        let places = self.look.tracks(tracks);
        for place in &places {
            let track = Track {
                from: self.from,
                to: self.to,
                down: place.down,
            };
            self.pen.track(&track, self.look.way());
        }
        for (number, (track, place)) in tracks.iter().zip(&places).enumerate() {
            let what = track.answer.clone();
            let mark = Mark::of(MarkKind::Track).told(what);
            let (look, from, to) = (
                self.look,
                self.from.shifted(BEND, place.down),
                self.to - BEND,
            );
            let upper = is_upper(number, tracks.len());
            self.pen.mark(mark, |pen| {
                Place {
                    pen,
                    look,
                    from,
                    to,
                }
                .on_track(track, upper);
            });
        }
    }

    /// What lies on a track, with its answer outside and what is said of it inside.
    fn on_track(&mut self, track: &KnotTrack, is_upper: bool) {
        let inside = self.look.on_track(track);
        let room = inside.room(&track.obstacle);
        let lead = if self.look.worded && says(&track.obstacle).is_some() {
            14.0
        } else {
            0.0
        };
        let begin = match says(&track.obstacle) {
            Some(_) if self.look.worded => self.from.shifted(lead, 0.0),
            _ => Point::new(self.middle().x - room.along / 2.0, self.from.y),
        };
        // What lies on the track draws its own stretch of it.
        let cleared = Rect::new(
            begin.x,
            begin.y - self.look.way() / 2.0 - 1.0,
            room.along,
            self.look.way() + 2.0,
        );
        self.pen.rect(cleared, Ink::Paper);
        Place {
            pen: &mut *self.pen,
            look: inside,
            from: begin,
            to: begin.x + room.along,
        }
        .draw(&track.obstacle);
        if self.look.worded {
            self.track_words(track, is_upper, begin.x + room.along + 8.0);
        }
    }

    fn track_words(&mut self, track: &KnotTrack, is_upper: bool, beside: f64) {
        let inner = self.look.on_track(track).room(&track.obstacle);
        let (answer, words) = (self.look.answer(), self.look.words());
        let lines = answer.lines(&track.answer, 2.0 * self.look.beside());
        let count = lines.len() as f64;
        let y = self.from.y;
        let outside = match is_upper {
            true => y - inner.above - 10.0 - answer.line * (count - 1.0),
            false => y + inner.below + 8.0 + answer.size * 0.8,
        };
        answer.write(self.pen, Point::new(self.middle().x, outside), &lines);
        let says = words.lines(
            says(&track.obstacle).unwrap_or_default(),
            self.look.beside(),
        );
        let edge = self.look.way() / 2.0 + 6.0;
        let inside = match is_upper {
            true => y + edge + words.size * 0.8,
            false => y - edge - words.line * (says.len() as f64 - 1.0) - 2.0,
        };
        words.write(self.pen, Point::new(beside, inside), &says);
    }
}

/// The letters of whose a mark is, below it, where no words say so and they have room.
pub(super) fn letters_below(pen: &mut Pen, at: Point, height: f64, (who, room): (&[Who], f64)) {
    let letters: Vec<&str> = who.iter().map(|who| who.letters.as_str()).collect();
    let letters = letters.join(" ");
    let sizes = [11.5, 10.0, 9.0].map(|size| Setting::new(size, 13.0).bold());
    let mut fitting = sizes
        .into_iter()
        .filter(|style| style.width(&letters) <= room);
    if let Some(style) = fitting.next() {
        let below = at.shifted(0.0, height / 2.0 + 12.0);
        style.anchored(Anchor::Middle).write(pen, below, &[letters]);
    }
}
