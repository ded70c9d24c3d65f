//! The card: the strongest true picture of a negotiation on 1200 by 630 pixels, as a link to it is shown.
//!
//! A ring of conditions, where there is one; else the way to the goal with its knots and with what nobody has said.

use crate::layout::{Point, Rect};
use crate::marks::{Anchor, Face, Ink, Path, Pen, RingLook, Run, Scene, Setting, Stroke};
use crate::view::{Knot, KnotFence, KnotPicture, KnotRing, Obstacle, RingHook};

use super::fence;
use super::keys::with_lead;
use super::knots::at_detail;
use super::obstacle::Look;
use super::page::{CARD_SIZE, Detail, Measures, Page};

/// Where the words stand, and how wide they may be.
const LEFT: f64 = 64.0;
const COLUMN: f64 = 500.0;
/// Where the ring stands: its middle, and how far it may reach.
const RING: Point = Point::new(878.0, 316.0);
const REACH: f64 = 276.0;
/// How large marks are on a way and how much is told below them; the first that fits is taken.
const SIZES: [(f64, Detail); 8] = [
    (1.18, Detail::CARD),
    (1.0, Detail::CARD),
    (1.18, Detail::NAMES),
    (1.0, Detail::NAMES),
    (0.85, Detail::CARD),
    (0.85, Detail::NAMES),
    (0.7, Detail::NAMES),
    (0.55, Detail::NAMES),
];
/// How large the bars of a heap are.
const HEAP: Look = Look {
    scale: 1.0,
    worded: true,
    lettered: false,
};
/// Most hooks that are told in a sentence each.
const MOST_TOLD: usize = 5;
/// Where the title of a ring's card ends.
const TITLE_END: f64 = 252.2;

/// Places a card.
pub fn card(picture: &KnotPicture) -> Scene {
    let mut rings = picture
        .knots
        .iter()
        .filter_map(|knot| match &knot.obstacle {
            Obstacle::Ring(ring) => Some(ring),
            Obstacle::Bar(_)
            | Obstacle::Hook(_)
            | Obstacle::Row(_)
            | Obstacle::Fork(_)
            | Obstacle::Fence(_) => None,
        });
    match rings.next() {
        Some(ring) => ring_card(picture, ring),
        None => way_card(picture),
    }
}

/// The way with its knots: as they are, else each as a row of its bars; those that do not fit then are told by their number.
fn way_card(picture: &KnotPicture) -> Scene {
    let heaps = in_heaps(picture);
    let whole = SIZES.map(|(marks, detail)| (picture, picture.knots.len(), marks, detail));
    let counts = (0..=picture.knots.len()).rev();
    let fewer =
        counts.flat_map(|count| SIZES.map(|(marks, detail)| (&heaps, count, marks, detail)));
    let mut tries = whole.into_iter().chain(fewer);
    let fitting = tries.find_map(|(picture, count, marks, detail)| {
        let scene = with_knots(picture, count, marks, detail);
        (scene.height <= CARD_SIZE.1).then_some(scene)
    });
    let mut scene =
        fitting.unwrap_or_else(|| with_knots(&without_people(&heaps), 0, 0.86, Detail::NAMES));
    scene.height = CARD_SIZE.1;
    let mut pen = Pen::default();
    brand(
        &mut pen,
        Point::new(CARD_SIZE.0 - 180.0, CARD_SIZE.1 - 36.0),
    );
    scene.parts.extend(pen.parts);
    scene
}

/// The same with every knot that is no single bar as a row of its bars.
fn in_heaps(picture: &KnotPicture) -> KnotPicture {
    let mut heaps = picture.clone();
    for knot in &mut heaps.knots {
        let heap = fence::heap(&knot.obstacle, HEAP, CARD_SIZE.0 - 300.0);
        knot.obstacle = Obstacle::Fence(heap);
    }
    heaps
}

fn with_knots(picture: &KnotPicture, count: usize, marks: f64, detail: Detail) -> Scene {
    let cut = picture.knots[count..].iter();
    let cut: usize = cut.map(|knot| knot.count.max(1)).sum();
    let mut shown = picture.clone();
    shown.knots.truncate(count);
    shown.ways = None;
    shown.subtitle = picture.day.clone();
    shown.sources.1 = String::new();
    shown.footer.clear();
    shown.knots.extend((cut > 0).then(|| more_knots(cut)));
    let measures = Measures {
        detail,
        marks,
        ..Page::Card.measures()
    };
    at_detail(&shown, measures)
}

/// The same without the list of all whose answers are missing: their number is told.
fn without_people(picture: &KnotPicture) -> KnotPicture {
    let mut bare = picture.clone();
    if let Some(silence) = &mut bare.silence {
        silence.topics.clear();
    }
    bare
}

/// A break in the way for knots that are not drawn.
fn more_knots(cut: usize) -> Knot {
    let fence = KnotFence {
        label: String::new(),
        needed: 0,
        weights: Vec::new(),
        bars: Vec::new(),
        more: cut,
    };
    Knot {
        name: if cut == 1 {
            "one more knot".to_owned()
        } else {
            format!("{cut} more knots")
        },
        count: 0,
        is_named: true,
        takes: String::new(),
        ways: None,
        obstacle: Obstacle::Fence(fence),
        changes: Vec::new(),
        keys: Vec::new(),
        left_out: 0,
        goal: String::new(),
    }
}

fn ring_card(picture: &KnotPicture, ring: &KnotRing) -> Scene {
    let mut pen = Pen::default();
    let sheet = Rect::new(0.0, 0.0, CARD_SIZE.0, CARD_SIZE.1);
    pen.rect(sheet, Ink::Paper);
    pen.knot_ring(&ring_look(ring), &without_letters(ring));
    brand(&mut pen, Point::new(LEFT, 72.0));
    let look = ring_look(ring);
    let foot = foot(&mut pen, picture, ring);
    let has_numbers = look.has_numbers(ring) || ring.hooks.len() > MOST_TOLD;
    if has_numbers || !told(&mut pen, ring, foot) {
        numbered(&mut pen, ring, foot);
    }
    Scene {
        width: CARD_SIZE.0,
        height: CARD_SIZE.1,
        title: format!("{}: each waits for the next", picture.goal.label),
        description: picture.description.clone(),
        parts: pen.parts,
    }
}

/// The same ring with plain rivets: a card shows no keys.
fn without_letters(ring: &KnotRing) -> KnotRing {
    let mut plain = ring.clone();
    for hook in &mut plain.hooks {
        hook.letter.clear();
    }
    plain
}

/// The ring as large as its place allows, in the middle of it.
fn ring_look(ring: &KnotRing) -> RingLook {
    let count = ring.stations.len();
    let (aside, above, below) = RingLook::of(count, RING, 1.0).reach(count);
    let scale = (REACH / aside).min(2.0 * (REACH - 6.0) / (above + below));
    let scale = scale.min(1.62);
    let down = (above - below) / 2.0 * scale;
    let look = RingLook::of(count, RING.shifted(0.0, down), scale);
    RingLook {
        size: look.size * scale.max(1.0),
        ..look
    }
}

/// The sign of the house and its name, from a place on.
fn brand(pen: &mut Pen, at: Point) {
    sign(pen, at.shifted(15.0, 0.0), 44.0);
    let name = Setting::new(21.0, 24.0).bold();
    name.write(pen, at.shifted(46.0, 7.0), &["impasse".to_owned()]);
}

/// Three hooks that grip each other.
pub(super) fn sign(pen: &mut Pen, at: Point, side: f64) {
    let (radius, clasp) = (side * 0.3, side * 0.07);
    let on = |degrees: f64| {
        let turn = degrees.to_radians();
        at.shifted(radius * turn.cos(), radius * turn.sin())
    };
    let corners = [-90.0, 30.0, 150.0];
    let rim = Stroke {
        ink: Ink::Ink,
        width: clasp,
    };
    for corner in corners {
        pen.ring(on(corner), side * 0.165, None, rim);
    }
    for corner in corners {
        let band = Path::line(on(corner), on(corner + 120.0));
        pen.stroke(band, Ink::Ink, side * 0.1);
    }
    for corner in corners {
        pen.disc(on(corner), side * 0.1, Ink::Paper);
    }
    pen.disc(on(-90.0), side * 0.062, Ink::Ink);
}

/// The title in large letters; where it ends.
fn title(pen: &mut Pen, size: f64, lines: &[&str]) -> f64 {
    for (number, line) in lines.iter().enumerate() {
        let at = Point::new(LEFT, 108.0 + size * (1.0 + 1.06 * number as f64));
        let face = Face {
            size,
            anchor: Anchor::Start,
            track: -size * 0.027,
        };
        pen.tracked(at, face, Run::bold(*line));
    }
    108.0 + size * (1.0 + 1.06 * (lines.len() as f64 - 1.0))
}

/// Each hook in a sentence with the disc of whose it is, as large as fits above a foot; nothing where none does.
fn told(pen: &mut Pen, ring: &KnotRing, foot: f64) -> bool {
    const SIZES: [f64; 7] = [22.0, 20.0, 18.0, 16.0, 14.5, 13.0, 12.0];
    let room = foot - 34.0 - TITLE_END;
    let mut sizes = SIZES.into_iter();
    let Some(size) = sizes.find(|&size| rows_height(ring, size) <= room) else {
        return false;
    };
    title(pen, 70.0, &["Each waits", "for the next"]);
    let spare = room - rows_height(ring, size);
    let mut y = TITLE_END + spare.min(60.0) * 0.6 + size + 14.0;
    for hook in &ring.hooks {
        y = row(pen, &row_setting(size), Point::new(LEFT, y), hook) + size * 0.8;
    }
    true
}

fn row_setting(size: f64) -> Setting {
    Setting::new(size, size * 1.28)
}

/// How high the sentences of all hooks are.
fn rows_height(ring: &KnotRing, size: f64) -> f64 {
    let setting = row_setting(size);
    let lines = ring
        .hooks
        .iter()
        .map(|hook| row_lines(&setting, hook).len());
    let rows = lines.map(|count| size * (1.28 * count as f64 + 0.8));
    rows.sum::<f64>() - size * 0.8
}

fn sentence(hook: &RingHook) -> (String, String) {
    let names: Vec<&str> = hook.who.iter().map(|who| who.name.as_str()).collect();
    let lead = match names.as_slice() {
        [] => String::new(),
        names => format!("{}:", names.join(", ")),
    };
    let words = format!("{lead} {}", hook.says).trim().to_owned();
    (lead, words)
}

fn row_lines(body: &Setting, hook: &RingHook) -> Vec<String> {
    body.even_lines(&sentence(hook).1, COLUMN - 60.0)
}

/// A hook in a sentence; where it ends.
fn row(pen: &mut Pen, body: &Setting, at: Point, hook: &RingHook) -> f64 {
    if let Some(who) = hook.who.first() {
        let middle = at.shifted(15.0, -body.size * 0.34);
        pen.party(middle, body.size * 0.7, who, true);
    }
    let lead = sentence(hook).0;
    let lines = row_lines(body, hook);
    let last = lines.len().saturating_sub(1);
    for (number, line) in lines.iter().enumerate() {
        let mut runs = with_lead(line, if number == 0 { &lead } else { "" });
        if number == last && hook.refs.contains('†') {
            runs.push(Run::raised("\u{2009}†"));
        }
        let place = at.shifted(46.0, body.line * number as f64);
        pen.words(place, body.size, Anchor::Start, runs);
    }
    at.y + body.line * lines.len() as f64
}

/// The milestones of a large ring by their numbers, each with whose condition makes it wait.
fn numbered(pen: &mut Pen, ring: &KnotRing, foot: f64) {
    let top = title(pen, 46.0, &["Each waits for the next"]) + 40.0;
    let step = ((foot - 20.0 - top) / ring.stations.len() as f64).min(32.0);
    let body = Setting::new((step * 0.62).clamp(11.5, 18.0), step).at_most(1);
    for number in 0..ring.stations.len() {
        let at = Point::new(LEFT, top + step * number as f64);
        let label = Run::bold(ring.stations[number].number.as_str());
        pen.words(at, body.size, Anchor::Start, vec![label]);
        let runs = station_in_words(&body, ring, number);
        pen.words(at.shifted(28.0, 0.0), body.size, Anchor::Start, runs);
    }
}

/// `Text on finance not before 3: Agency`, cut to the width of the column.
fn station_in_words(body: &Setting, ring: &KnotRing, number: usize) -> Vec<Run> {
    let waits = waits_for(ring, number);
    let width = COLUMN - 30.0;
    let room = (width - body.width(&waits)).max(120.0);
    let name = body.lines(&ring.stations[number].label, room).join(" ");
    let waits = body.lines(&waits, width - body.width(&name)).join(" ");
    let waits = Run::plain(format!(" {waits}")).in_ink(Ink::Mute);
    vec![Run::plain(name), waits]
}

fn waits_for(ring: &KnotRing, number: usize) -> String {
    let next = (number + 1) % ring.stations.len() + 1;
    let who = ring.hooks[number].who.iter();
    let who: Vec<&str> = who.map(|who| who.name.as_str()).collect();
    match who.is_empty() {
        true => format!(" not before {next}"),
        false => format!(" not before {next}: {}", who.join(", ")),
    }
}

/// What the ring is of, and what the dagger means.
fn foot(pen: &mut Pen, picture: &KnotPicture, ring: &KnotRing) -> f64 {
    let note = Setting::new(15.5, 21.0).in_ink(Ink::Mute);
    let noted = ring.hooks.iter().any(|hook| hook.refs.contains('†'));
    let dagger =
        noted.then_some("† With a note by the author of the model, which impasse blocks prints.");
    let mut lines = note.lines(&picture.ring_says, COLUMN + 20.0);
    lines.extend(
        dagger
            .filter(|_| !ring_look(ring).has_numbers(ring))
            .map(str::to_owned),
    );
    lines.extend(note.at_most(2).lines(&picture.sources.1, COLUMN + 20.0));
    let top = CARD_SIZE.1 - 40.0 - note.line * (lines.len() as f64 - 1.0);
    note.write(pen, Point::new(LEFT, top), &lines);
    top - note.size
}
