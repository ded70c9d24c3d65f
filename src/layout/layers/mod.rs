//! Boxes in layers from left to right, lines at right angles in channels between them.
//!
//! Bands first: boxes of a lower band stand further left. Within a band rings are cut by a greedy
//! feedback arc set (Eades, Lin and Smyth 1993), layers are longest paths, and long lines get a place
//! of their own in every layer that they cross, so that no line runs through a box. The order within
//! layers comes from barycentre sweeps and transpositions, keeping the order with fewest crossings;
//! the heights come from weighted isotonic regression (pool adjacent violators); lines turn on tracks
//! that are assigned first-fit. Near-linear in boxes and lines, but for the transpositions.

mod depth;
mod heights;
mod order;
mod routes;
mod tracks;

use std::ops::Range;

use crate::view::Diagram;

use super::extent::{group_areas, shift_to_origin};
use super::size::Sized;
use super::{Placed, Point, Rect};

pub(super) fn place(diagram: &Diagram, texts: Vec<Sized>) -> Placed {
    if diagram.boxes.is_empty() {
        return Placed {
            width: 320.0,
            height: 24.0,
            texts,
            groups: vec![Rect::default(); diagram.groups.len()],
            ..Placed::default()
        };
    }
    let depths = depth::layer_of_each(diagram);
    let longest = longest_with_a_place(diagram, &depths);
    let spans: Vec<usize> = spans_of(diagram, &depths).collect();
    let (short, long): (Vec<_>, Vec<_>) = (0..spans.len()).partition(|&at| spans[at] <= longest);
    let (boxes, mut lines) = placed_with(diagram, &texts, &depths, &short);
    for at in long {
        let line = &diagram.lines[at];
        let (from, to) = (boxes[line.from].middle(), boxes[line.to].middle());
        lines[at] = vec![from, to];
    }
    let mut placed = Placed {
        groups: group_areas(diagram, &boxes),
        boxes,
        lines,
        texts,
        ..Placed::default()
    };
    shift_to_origin(&mut placed);
    placed
}

/// Places of long lines in all layers together; beyond them the longest lines run straight, through whatever lies there.
const MOST_PLACES: usize = 200_000;

/// How many layers each line crosses.
fn spans_of(diagram: &Diagram, depths: &[usize]) -> impl Iterator<Item = usize> {
    let lines = diagram.lines.iter();
    lines.map(|line| depths[line.from].abs_diff(depths[line.to]))
}

/// The span up to which lines have a place of their own in every layer that they cross.
fn longest_with_a_place(diagram: &Diagram, depths: &[usize]) -> usize {
    let mut spans: Vec<usize> = spans_of(diagram, depths).collect();
    spans.sort_unstable();
    let mut places = 0usize;
    let within = spans.iter().take_while(|span| {
        places += **span;
        places <= MOST_PLACES
    });
    match within.count() {
        all if all == spans.len() => usize::MAX,
        fits => fits.checked_sub(1).map_or(1, |last| spans[last]),
    }
}

/// Boxes and lines where only some lines are drawn; the others have no corners.
fn placed_with(
    diagram: &Diagram,
    texts: &[Sized],
    depths: &[usize],
    drawn: &[usize],
) -> (Vec<Rect>, Vec<Vec<Point>>) {
    if drawn.len() == diagram.lines.len() {
        return placed_in_layers(diagram, texts, depths);
    }
    let lines = drawn.iter().map(|&at| diagram.lines[at].clone());
    let thinned = Diagram {
        lines: lines.collect(),
        ..diagram.clone()
    };
    let (boxes, corners) = placed_in_layers(&thinned, texts, depths);
    let mut all = vec![Vec::new(); diagram.lines.len()];
    for (&at, corners) in drawn.iter().zip(corners) {
        all[at] = corners;
    }
    (boxes, all)
}

fn placed_in_layers(
    diagram: &Diagram,
    texts: &[Sized],
    depths: &[usize],
) -> (Vec<Rect>, Vec<Vec<Point>>) {
    let mut work = Work::new(diagram, texts, depths);
    work.order();
    work.heights();
    work.boxes_and_lines(diagram, texts)
}

/// A box, or the place of a long line in a layer that it crosses.
struct Slot {
    height: f64,
    layer: usize,
    /// Group of a box; lines sort between groups.
    section: usize,
    /// Its place in its layer, from the top.
    at: usize,
    /// The height of its middle.
    y: f64,
    is_box: bool,
    left: Vec<usize>,
    right: Vec<usize>,
}

impl Slot {
    fn new(layer: usize, section: usize, at: usize) -> Self {
        Self {
            height: 1.0,
            layer,
            section,
            at,
            y: 0.0,
            is_box: false,
            left: vec![],
            right: vec![],
        }
    }

    /// Those in the next layer on a side that lines lead to.
    fn near(&self, side: Side) -> &[usize] {
        match side {
            Side::Left => &self.left,
            Side::Right => &self.right,
        }
    }
}

#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
}

impl Side {
    /// From which side the layers are gone through: first from the left, then by turns.
    fn of_round(round: usize) -> Self {
        if round.is_multiple_of(2) {
            Self::Left
        } else {
            Self::Right
        }
    }
}

/// A line as a chain of slots from left to right.
struct Chain {
    slots: Vec<usize>,
    /// Whether it was turned round to go from left to right.
    turned: bool,
}

impl Chain {
    fn ends(&self) -> (usize, usize) {
        (self.slots[0], self.slots[self.slots.len() - 1])
    }
}

struct Work {
    slots: Vec<Slot>,
    chains: Vec<Chain>,
    /// The slots of each layer from the top.
    layers: Vec<Vec<usize>>,
    /// How many slots are boxes: those come first, in the order of the diagram.
    boxes: usize,
    has_groups: bool,
}

impl Work {
    fn new(diagram: &Diagram, texts: &[Sized], depths: &[usize]) -> Self {
        let no_group = diagram.groups.len();
        let boxes = diagram.boxes.iter().enumerate();
        let slots = boxes.map(|(index, item)| Slot {
            height: texts[index].h,
            is_box: true,
            ..Slot::new(depths[index], item.group.unwrap_or(no_group), index)
        });
        let mut work = Self {
            slots: slots.collect(),
            chains: Vec::new(),
            layers: vec![Vec::new(); depths.iter().max().map_or(0, |deepest| deepest + 1)],
            boxes: diagram.boxes.len(),
            has_groups: !diagram.groups.is_empty(),
        };
        for line in &diagram.lines {
            work.add_chain(line.from, line.to);
        }
        work.fill_layers();
        work
    }

    fn add_chain(&mut self, from: usize, to: usize) {
        let turned = self.slots[from].layer > self.slots[to].layer;
        let (a, b) = if turned { (to, from) } else { (from, to) };
        let mut slots = vec![a];
        slots.extend(self.add_slots_between(a, b));
        slots.push(b);
        if self.slots[a].layer < self.slots[b].layer {
            slots
                .windows(2)
                .for_each(|pair| self.join(pair[0], pair[1]));
        }
        self.chains.push(Chain { slots, turned });
    }

    /// A new slot in each layer that lies between two others.
    fn add_slots_between(&mut self, a: usize, b: usize) -> Range<usize> {
        let (a, b) = (&self.slots[a], &self.slots[b]);
        let section = a.section.min(b.section);
        let first = self.slots.len();
        for layer in a.layer + 1..b.layer {
            let slot = Slot::new(layer, section, self.slots.len());
            self.slots.push(slot);
        }
        first..self.slots.len()
    }

    fn join(&mut self, left: usize, right: usize) {
        self.slots[left].right.push(right);
        self.slots[right].left.push(left);
    }

    fn fill_layers(&mut self) {
        for (index, slot) in self.slots.iter().enumerate() {
            self.layers[slot.layer].push(index);
        }
        for layer in 0..self.layers.len() {
            self.sort_layer(layer, |slots, slot| slots[slot].at as f64);
        }
    }

    /// The numbers of the layers, beginning at a side.
    fn layers_from(&self, side: Side) -> Vec<usize> {
        let layers = 0..self.layers.len();
        match side {
            Side::Left => layers.collect(),
            Side::Right => layers.rev().collect(),
        }
    }

    /// The boxes of a layer from the top.
    fn boxes_of(&self, layer: usize) -> impl Iterator<Item = usize> {
        let slots = self.layers[layer].iter().copied();
        slots.filter(|&slot| slot < self.boxes)
    }

    /// Whether a layer holds boxes of more than one group.
    fn crowded(&self, layer: usize) -> bool {
        let mut sections = self.boxes_of(layer).map(|slot| self.slots[slot].section);
        let first = sections.next();
        self.has_groups && sections.any(|section| Some(section) != first)
    }
}
