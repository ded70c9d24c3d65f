//! The ring: milestones in a circle, each gripped by a hook that is riveted to the one that must come first.

use crate::layout::{Point, Weight, text_width};
use crate::view::{KnotRing, MarkState, RingHook, RingStation, Who};

use super::scene::{Mark, MarkKind, Path, Run, Step, Stroke};
use super::{Ink, Pen, fits_disc, fitted_in_disc};

/// How a ring is drawn.
#[derive(Debug, Clone, Copy)]
pub struct RingLook {
    /// Its middle.
    pub middle: Point,
    /// From the middle of the ring to the middles of its stations.
    pub radius: f64,
    /// The radius of a station.
    pub station: f64,
    /// How wide a hook's band is.
    pub band: f64,
    /// How wide its clasp is.
    pub clasp: f64,
    /// Where the first station stands, in degrees; 0 is right, 90 below.
    pub start: f64,
    /// The largest size of the names in stations.
    pub size: f64,
}

/// Most stations that carry their names inside.
const NAMED_INSIDE: usize = 5;
/// The smallest size in which a name stands in its station.
const LEAST_NAME: f64 = 9.5;
/// Room between a station and its clasp.
const AIR: f64 = 5.0;

impl RingLook {
    /// The look of a ring of so many stations around a place: up to five carry their names, more carry numbers.
    pub fn of(count: usize, middle: Point, scale: f64) -> Self {
        let (station, band, clasp, room) = match count <= NAMED_INSIDE {
            true => (52.0, 29.0, 13.5, 62.0),
            false => (20.0, 20.0, 8.0, 44.0),
        };
        let half = std::f64::consts::PI / count.max(2) as f64;
        let between = (2.0 * (station + AIR + clasp) + room) / (2.0 * half.sin());
        let radius = between.max(station + AIR + clasp + 26.0);
        Self {
            middle,
            radius: radius * scale,
            station: station * scale,
            band: band * scale,
            clasp: clasp * scale,
            start: if count == 2 { 180.0 } else { -90.0 },
            size: if count <= NAMED_INSIDE { 16.0 } else { 17.0 } * scale.max(0.8),
        }
    }

    /// How far a ring of so many stations reaches from its middle: left and right alike, above, and below.
    pub fn reach(&self, count: usize) -> (f64, f64, f64) {
        let step = 360.0 / count.max(1) as f64;
        let stations = (0..count).map(|number| self.at(self.start + step * number as f64));
        let around = self.station + AIR + self.clasp + 2.0;
        let mut reach = (0.0f64, 0.0f64, 0.0f64);
        for at in stations {
            let way = at - self.middle;
            reach.0 = reach.0.max(way.x.abs() + around);
            reach.1 = reach.1.max(around - way.y);
            reach.2 = reach.2.max(around + way.y);
        }
        let band = self.radius + self.band / 2.0;
        let is_wide = count == 2;
        if is_wide {
            (reach.0, band.max(reach.1), band.max(reach.2))
        } else {
            (reach.0, reach.1.max(band * 0.5), reach.2.max(band * 0.86))
        }
    }

    /// Whether the stations carry numbers, so that their names stand in a list: where they are many, or a name fits none.
    pub fn has_numbers(&self, ring: &KnotRing) -> bool {
        let radius = self.name_radius();
        let fits = |station: &RingStation| fits_disc(&station.label, radius, LEAST_NAME);
        ring.stations.len() > NAMED_INSIDE || !ring.stations.iter().all(fits)
    }

    /// The size in which every name fits its station.
    fn one_size(&self, ring: &KnotRing, has_numbers: bool) -> f64 {
        if has_numbers {
            return self.size;
        }
        let radius = self.name_radius();
        let sizes = ring.stations.iter();
        let sizes = sizes.map(|one| fitted_in_disc(&one.label, radius, self.size, LEAST_NAME).0);
        sizes.fold(self.size, f64::min)
    }

    /// How far from its middle a name in a station may reach; least in the goal's.
    fn name_radius(&self) -> f64 {
        self.station - 12.0 * (self.station / 60.0).clamp(0.4, 1.2)
    }

    fn at(&self, degrees: f64) -> Point {
        self.on(self.radius, degrees)
    }

    fn on(&self, radius: f64, degrees: f64) -> Point {
        let turn = degrees.to_radians();
        self.middle
            .shifted(radius * turn.cos(), radius * turn.sin())
    }

    /// The middle of the clasp's band, from the middle of its station.
    fn clasp_middle(&self) -> f64 {
        self.station + AIR + self.clasp / 2.0
    }

    /// The outer edge of the clasp.
    fn clasp_edge(&self) -> f64 {
        self.clasp_middle() + self.clasp / 2.0
    }

    /// The angle between two places of the ring that are so far apart.
    fn angle(&self, apart: f64) -> f64 {
        2.0 * (apart / (2.0 * self.radius)).min(1.0).asin().to_degrees()
    }

    /// The arc of the ring from one angle clockwise to another.
    fn arc(&self, from: f64, to: f64) -> Path {
        self.arc_at(self.radius, from, to)
    }

    fn arc_at(&self, radius: f64, from: f64, to: f64) -> Path {
        Path(vec![
            Step::Move(self.on(radius, from)),
            Step::Arc {
                radius,
                large: (to - from).abs() > 180.0,
                clockwise: to > from,
                to: self.on(radius, to),
            },
        ])
    }
}

/// A hook at its place in a ring.
struct Place<'r> {
    look: &'r RingLook,
    hook: &'r RingHook,
    /// The angle of the station that it grips, and of the one to which it is riveted.
    from: f64,
    to: f64,
}

impl Pen {
    /// A ring. What is drawn first lies lowest: clasps, the slits that let the next hook through, bands, stations.
    pub fn knot_ring(&mut self, look: &RingLook, ring: &KnotRing) {
        let has_numbers = look.has_numbers(ring);
        let look = &RingLook {
            size: look.one_size(ring, has_numbers),
            ..*look
        };
        let step = 360.0 / ring.hooks.len().max(1) as f64;
        let places: Vec<Place<'_>> = (ring.hooks.iter().enumerate())
            .map(|(number, hook)| {
                let from = look.start + step * number as f64;
                let to = from + step;
                Place {
                    look,
                    hook,
                    from,
                    to,
                }
            })
            .collect();
        for place in &places {
            self.disc(look.at(place.from), look.clasp_edge() + 2.0, Ink::Paper);
        }
        places.iter().for_each(|place| self.clasp(place));
        places.iter().for_each(|place| self.slit(place));
        places.iter().for_each(|place| self.band(place));
        for (place, station) in places.iter().zip(&ring.stations) {
            self.ring_station(place, station, has_numbers);
        }
    }

    /// The clasp of a hook, in a ring for each whose it is.
    fn clasp(&mut self, place: &Place<'_>) {
        let (look, hook) = (place.look, place.hook);
        let middle = look.at(place.from);
        self.faded(hook.state == MarkState::Lifted, |pen| {
            for (ink, aside, width) in bands(&hook.who, look.clasp) {
                pen.ring(
                    middle,
                    look.clasp_middle() + aside,
                    None,
                    Stroke { ink, width },
                );
            }
        });
    }

    /// A gap in the clasp for the hook that comes in.
    fn slit(&mut self, place: &Place<'_>) {
        let look = place.look;
        let outside = look.angle(look.clasp_edge() + look.band * 0.35);
        let inside = look.angle(look.station * 0.5);
        let width = look.band + 2.0 * (look.band * 0.15).max(3.0);
        let gap = look.arc(place.from - outside, place.from - inside);
        self.stroke(gap, Ink::Paper, width);
    }

    fn band(&mut self, place: &Place<'_>) {
        let (look, hook) = (place.look, place.hook);
        let mark = Mark::of(MarkKind::Hook)
            .by(hook.who.iter().map(|who| who.id.clone()))
            .about(hook.about.clone())
            .lettered(&hook.letter)
            .told(hook.told.clone());
        let from = place.from + look.angle(look.clasp_middle());
        let to = place.to - look.angle(look.station * 0.6);
        self.mark(mark, |pen| {
            pen.faded(hook.state == MarkState::Lifted, |pen| {
                for (ink, aside, width) in bands(&hook.who, look.band) {
                    pen.stroke(look.arc_at(look.radius + aside, from, to), ink, width);
                }
            });
            pen.rivet_and_name(place);
        });
    }

    fn rivet_and_name(&mut self, place: &Place<'_>) {
        let (look, hook) = (place.look, place.hook);
        let radius = (look.band * 0.42).clamp(7.0, 12.0);
        let rivet = place.to - look.angle(look.clasp_edge() + radius);
        let middle = look.at(rivet);
        if hook.state == MarkState::New {
            self.new_at(middle, radius + 3.0);
        }
        if hook.letter.is_empty() {
            self.disc(middle, radius * 0.5, Ink::On);
        } else {
            self.keyhole(middle, radius, &hook.letter);
        }
        let room = (
            place.from + look.angle(look.clasp_edge()),
            rivet - look.angle(radius),
        );
        self.name_on_band(look, hook, room);
    }

    /// The name of whose hook it is, along its band: smaller where it is long, its letters where nothing else fits.
    fn name_on_band(&mut self, look: &RingLook, hook: &RingHook, room: (f64, f64)) {
        let length = (room.1 - room.0).to_radians() * look.radius - 10.0;
        let sizes = (0..20).map(|step| look.band * (0.6 - 0.01 * f64::from(step)));
        let tries = names(&hook.who).into_iter();
        let mut tries = tries.flat_map(|name| sizes.clone().map(move |size| (name.clone(), size)));
        if let Some((name, size)) = tries.find(|(name, size)| width(name, *size) <= length) {
            let ink = match hook.state {
                MarkState::Lifted => Ink::Mute,
                MarkState::Stands | MarkState::New => Ink::On,
            };
            let run = Run::bold(name).in_ink(ink);
            self.on_arc(readable(look, room, size), size, run);
        }
    }

    fn ring_station(&mut self, place: &Place<'_>, station: &RingStation, has_numbers: bool) {
        let (look, at) = (place.look, place.look.at(place.from));
        let label = match has_numbers {
            true => &station.number,
            false => &station.label,
        };
        let kind = if station.is_goal {
            MarkKind::Goal
        } else {
            MarkKind::Station
        };
        let mark = Mark::of(kind)
            .about([station.what.clone()])
            .told(station.told.clone());
        self.mark(mark, |pen| {
            if station.is_goal {
                pen.goal(at, look.station, label, look.size);
            } else {
                pen.station(at, look.station, label, look.size);
            }
        });
    }
}

/// The arc on which words are read from left to right: turned round below the middle.
fn readable(look: &RingLook, (from, to): (f64, f64), size: f64) -> Path {
    let middle = f64::midpoint(from, to).to_radians();
    if middle.sin() < 0.2 {
        look.arc_at(look.radius - size * 0.36, from, to)
    } else {
        look.arc_at(look.radius + size * 0.36, to, from)
    }
}

/// The bands of a hook, one for each whose it is: its colour, how far from the middle of all, and how wide.
fn bands(who: &[Who], whole: f64) -> Vec<(Ink, f64, f64)> {
    if who.is_empty() {
        return vec![(Ink::Mute, 0.0, whole)];
    }
    let width = whole / who.len() as f64;
    let bands = who.iter().enumerate().map(|(number, who)| {
        let aside = width * (number as f64 + 0.5) - whole / 2.0;
        (Ink::Party(who.number), aside, width)
    });
    bands.collect()
}

/// What may stand on a band: the names, or the letters.
fn names(who: &[Who]) -> Vec<String> {
    let listed = |of: fn(&Who) -> &str| who.iter().map(of).collect::<Vec<_>>().join(", ");
    match who {
        [] => Vec::new(),
        _ => vec![listed(|who| &who.name), listed(|who| &who.letters)],
    }
}

/// How long words are along an arc.
fn width(words: &str, size: f64) -> f64 {
    text_width(words, size, Weight::Bold) + 0.4 * words.chars().count() as f64
}
