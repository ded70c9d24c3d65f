//! A fence: bars side by side under a bracket that says how many of them it takes.

use crate::layout::{Point, Rect};
use crate::marks::{Anchor, Ink, Mark, MarkKind, Path, Pen, Setting};
use crate::view::{KnotBar, KnotFence, Obstacle, RingHook};

use super::obstacle::{LETTERS, Look, Room, letters_below};

/// Between the middles of two bars, on a slide.
const STEP: f64 = 30.0;
/// Between the bars and their bracket, and between it and its words.
const AIR: f64 = 9.0;

/// From one bar to the next: their letters stay legible.
fn step(look: Look) -> f64 {
    STEP * look.scale.max(0.85)
}

/// How much room a fence takes.
pub(super) fn room(look: Look, fence: &KnotFence) -> Room {
    let label = look.answer();
    let bars = places(fence) * step(look) + 20.0;
    let half = look.bar(true).1 / 2.0;
    Room {
        along: bars.max(label.width(&fence.label)),
        above: half + 2.0 * AIR + label.line,
        below: half + 2.0 + LETTERS,
    }
}

/// The places of its bars, and one for those that are not drawn.
fn places(fence: &KnotFence) -> f64 {
    (fence.bars.len() + usize::from(fence.more > 0)) as f64
}

/// Every bar and hook of an obstacle that is too large to be drawn as it is, each once, as many as fit a width.
pub(super) fn heap(obstacle: &Obstacle, look: Look, width: f64) -> KnotFence {
    let mut bars: Vec<KnotBar> = Vec::new();
    collect(obstacle, &mut bars);
    let places = ((width - 20.0) / step(look)).floor() as usize;
    let all = bars.len() + not_drawn_in(obstacle);
    if all > places {
        bars.truncate(places.saturating_sub(1));
    }
    KnotFence {
        label: "opened as told below".to_owned(),
        needed: 0,
        weights: Vec::new(),
        more: all - bars.len(),
        bars,
    }
}

/// How many bars an obstacle leaves out already.
fn not_drawn_in(obstacle: &Obstacle) -> usize {
    match obstacle {
        Obstacle::Bar(_) | Obstacle::Hook(_) | Obstacle::Ring(_) => 0,
        Obstacle::Row(all) => all.iter().map(not_drawn_in).sum(),
        Obstacle::Fork(tracks) => tracks.iter().map(|one| not_drawn_in(&one.obstacle)).sum(),
        Obstacle::Fence(fence) => fence.more,
    }
}

fn collect(obstacle: &Obstacle, bars: &mut Vec<KnotBar>) {
    match obstacle {
        Obstacle::Bar(bar) | Obstacle::Hook(bar) => add(bar, bars),
        Obstacle::Ring(ring) => {
            let hooks = ring.hooks.iter().filter(|hook| !hook.letter.is_empty());
            hooks.for_each(|hook| add(&as_bar(hook), bars));
        }
        Obstacle::Row(all) => all.iter().for_each(|one| collect(one, bars)),
        Obstacle::Fork(tracks) => tracks
            .iter()
            .for_each(|track| collect(&track.obstacle, bars)),
        Obstacle::Fence(fence) => fence.bars.iter().for_each(|bar| add(bar, bars)),
    }
}

/// A hook of a ring by itself.
fn as_bar(hook: &RingHook) -> KnotBar {
    KnotBar {
        letter: hook.letter.clone(),
        who: hook.who.clone(),
        changes: hook.about.clone(),
        told: hook.told.clone(),
        state: hook.state,
        says: hook.says.clone(),
        is_condition: true,
        ..KnotBar::default()
    }
}

fn add(bar: &KnotBar, bars: &mut Vec<KnotBar>) {
    if bars.iter().all(|known| known.changes != bar.changes) {
        bars.push(bar.clone());
    }
}

/// Draws a fence around its middle, on a way that is drawn already.
pub(super) fn draw(pen: &mut Pen, look: Look, middle: Point, fence: &KnotFence) {
    let step = step(look);
    let (w, h) = look.bar(true);
    let size = (w.min(step - 8.0), h);
    let half = step * (places(fence) - 1.0) / 2.0;
    let (left, right) = (middle.x - half, middle.x + half);
    let mark = Mark::of(MarkKind::Fence).told(fence.label.clone());
    pen.mark(mark, |pen| {
        pen.rect(across(left, right, middle.y, (size.0 + 6.0, h)), Ink::Paper);
        for (number, bar) in fence.bars.iter().enumerate() {
            let at = Point::new(left + step * number as f64, middle.y);
            member(pen, at, size, bar);
        }
        if fence.more > 0 {
            not_drawn(pen, Point::new(right, middle.y), size, fence.more);
        }
        label(pen, look, across(left, right, middle.y, size), fence);
    });
}

/// A bar or a hook of a fence, with the letters of whose it is.
fn member(pen: &mut Pen, at: Point, size: (f64, f64), bar: &KnotBar) {
    letters_below(pen, at, size.1, (&bar.who, size.0 + 4.0));
    if bar.is_condition {
        pen.lone_hook(at, size.1 * 0.48, bar);
    } else {
        pen.bar(at, size, bar);
    }
}

/// The bracket over a fence with how many of it are needed.
fn label(pen: &mut Pen, look: Look, area: Rect, fence: &KnotFence) {
    bracket(pen, area);
    let at = Point::new(area.middle().x, area.y - 2.0 * AIR + 1.0);
    let label = std::slice::from_ref(&fence.label);
    look.answer().write(pen, at, label);
}

/// From the left edge of the first bar to the right edge of the last.
fn across(left: f64, right: f64, y: f64, (w, h): (f64, f64)) -> Rect {
    Rect::new(left - w / 2.0, y - h / 2.0, right - left + w, h)
}

/// The bars that are not drawn: an empty place with their number.
fn not_drawn(pen: &mut Pen, at: Point, size: (f64, f64), more: usize) {
    pen.rect(across(at.x, at.x, at.y, (size.0 + 4.0, size.1)), Ink::Band);
    let size = if more > 9 { 10.0 } else { 12.0 };
    let words = Setting::new(size, 14.0).anchored(Anchor::Middle);
    words.write(pen, at.shifted(0.0, 4.5), &[format!("+{more}")]);
}

fn bracket(pen: &mut Pen, area: Rect) {
    let y = area.y - AIR;
    let (left, right) = (area.x, area.right());
    let corners = [(left, y + 5.0), (left, y), (right, y), (right, y + 5.0)];
    for pair in corners.windows(2) {
        let [a, b] = [pair[0], pair[1]].map(|(x, y)| Point::new(x, y));
        pen.stroke(Path::line(a, b), Ink::Ink, 2.0);
    }
}
