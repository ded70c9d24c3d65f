//! Boxes in layers from left to right, lines at right angles in channels between them.
//!
//! Bands first: boxes of a lower band stand further left. Within a band rings are cut by a greedy
//! feedback arc set (Eades, Lin and Smyth 1993), layers are longest paths, and long lines get a place
//! of their own in every layer that they cross, so that no line runs through a box. The order within
//! layers comes from barycentre sweeps and transpositions, keeping the order with fewest crossings;
//! the heights come from weighted isotonic regression (pool adjacent violators); lines turn on tracks
//! that are assigned first-fit. Near-linear in boxes and lines, but for the transpositions.

use std::collections::BTreeMap;

use crate::view::Diagram;

use super::size::Sized;
use super::{Placed, Point, Rect};

const BOX_GAP: f64 = 14.0;
const LINE_GAP: f64 = 11.0;
const TRACK: f64 = 8.0;
const CHANNEL: f64 = 22.0;
const GROUP_PADDING: f64 = 12.0;
const GROUP_HEAD: f64 = 26.0;
const GROUP_GAP: f64 = 18.0;

/// A box, or the place of a long line in a layer that it crosses.
struct Slot {
    height: f64,
    layer: usize,
    /// Group of a box; lines sort between groups.
    section: usize,
    at: usize,
    y: f64,
    is_box: bool,
    left: Vec<usize>,
    right: Vec<usize>,
}

/// A line as a chain of slots from left to right.
struct Chain {
    slots: Vec<usize>,
    /// Whether it was turned round to go from left to right.
    turned: bool,
}

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
    let layers = layer_of_each(diagram);
    let mut work = Work::new(diagram, &texts, &layers);
    work.order();
    work.heights();
    work.finish(diagram, texts)
}

/// The layer of every box: bands side by side, longest paths within each.
fn layer_of_each(diagram: &Diagram) -> Vec<usize> {
    let count = diagram.boxes.len();
    let mut layers = vec![0; count];
    let mut bands: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, item) in diagram.boxes.iter().enumerate() {
        bands.entry(item.band).or_default().push(index);
    }
    let mut first = 0;
    for members in bands.values() {
        let inside: BTreeMap<usize, usize> =
            members.iter().enumerate().map(|(at, &b)| (b, at)).collect();
        let lines: Vec<(usize, usize)> = diagram
            .lines
            .iter()
            .filter(|l| l.from != l.to)
            .filter_map(|l| Some((*inside.get(&l.from)?, *inside.get(&l.to)?)))
            .collect();
        let inner = longest_paths(members.len(), &lines);
        let deepest = inner.iter().copied().max().unwrap_or(0);
        members
            .iter()
            .zip(&inner)
            .for_each(|(&b, &layer)| layers[b] = first + layer);
        first += deepest + 1;
    }
    layers
}

fn longest_paths(count: usize, lines: &[(usize, usize)]) -> Vec<usize> {
    let order = feedback_order(count, lines);
    let mut place = vec![0; count];
    order.iter().enumerate().for_each(|(at, &v)| place[v] = at);
    let forward: Vec<(usize, usize)> = lines
        .iter()
        .map(|&(a, b)| if place[a] < place[b] { (a, b) } else { (b, a) })
        .collect();
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); count];
    forward.iter().for_each(|&(a, b)| out[a].push(b));
    let mut layer = vec![0usize; count];
    for &v in &order {
        for &to in &out[v] {
            layer[to] = layer[to].max(layer[v] + 1);
        }
    }
    // Sources move right until they stand next to what they lead to.
    for &v in order.iter().rev() {
        if let Some(nearest) = out[v].iter().map(|&to| layer[to]).min() {
            layer[v] = layer[v].max(nearest.saturating_sub(1));
        }
    }
    layer
}

/// An order with few lines against it (Eades, Lin and Smyth): sources first, sinks last, and between
/// them whoever has most lines out over lines in.
fn feedback_order(count: usize, lines: &[(usize, usize)]) -> Vec<usize> {
    let mut ends = vec![(Vec::new(), Vec::new()); count];
    for &(a, b) in lines.iter().filter(|(a, b)| a != b) {
        ends[a].0.push(b);
        ends[b].1.push(a);
    }
    let mut degree: Vec<(i64, i64)> = ends
        .iter()
        .map(|(out, into)| (out.len() as i64, into.len() as i64))
        .collect();
    // Sources before sinks before the rest; within each class the first by number, in the rest by most out over in.
    let key = |v: usize, (out, into): (i64, i64)| match (into, out) {
        (0, _) => (0, 0, v),
        (_, 0) => (1, 0, v),
        _ => (2, into - out, v),
    };
    let mut left: std::collections::BTreeSet<(u8, i64, usize)> =
        (0..count).map(|v| key(v, degree[v])).collect();
    let (mut head, mut tail) = (Vec::new(), Vec::new());
    let mut alive = vec![true; count];
    while let Some((class, _, v)) = left.pop_first() {
        alive[v] = false;
        if class == 1 {
            tail.push(v)
        } else {
            head.push(v)
        }
        let (out, into) = &ends[v];
        for (&other, side) in out
            .iter()
            .map(|o| (o, true))
            .chain(into.iter().map(|o| (o, false)))
        {
            if alive[other] {
                left.remove(&key(other, degree[other]));
                if side {
                    degree[other].1 -= 1
                } else {
                    degree[other].0 -= 1
                }
                left.insert(key(other, degree[other]));
            }
        }
    }
    tail.reverse();
    head.extend(tail);
    head
}

struct Work {
    slots: Vec<Slot>,
    chains: Vec<Chain>,
    layers: Vec<Vec<usize>>,
    boxes: usize,
    has_groups: bool,
}

impl Work {
    fn new(diagram: &Diagram, texts: &[Sized], layers: &[usize]) -> Self {
        let none = diagram.groups.len();
        let slots = diagram.boxes.iter().enumerate().map(|(index, item)| Slot {
            height: texts[index].h,
            layer: layers[index],
            section: item.group.unwrap_or(none),
            at: index,
            y: 0.0,
            is_box: true,
            left: vec![],
            right: vec![],
        });
        let mut work = Self {
            slots: slots.collect(),
            chains: Vec::new(),
            layers: vec![Vec::new(); layers.iter().max().map_or(0, |m| m + 1)],
            boxes: diagram.boxes.len(),
            has_groups: !diagram.groups.is_empty(),
        };
        for line in &diagram.lines {
            work.chain(line.from, line.to);
        }
        for slot in 0..work.slots.len() {
            work.layers[work.slots[slot].layer].push(slot);
        }
        for layer in 0..work.layers.len() {
            work.sort_layer(layer, |slots, a| slots[a].at as f64);
        }
        work
    }

    fn chain(&mut self, from: usize, to: usize) {
        let turned = self.slots[from].layer > self.slots[to].layer;
        let (a, b) = if turned { (to, from) } else { (from, to) };
        let mut slots = vec![a];
        for layer in self.slots[a].layer + 1..self.slots[b].layer {
            let section = self.slots[a].section.min(self.slots[b].section);
            let at = self.slots.len();
            self.slots.push(Slot {
                height: 1.0,
                layer,
                section,
                at,
                y: 0.0,
                is_box: false,
                left: vec![],
                right: vec![],
            });
            self.join(*slots.last().expect("begins with a box"), at);
            slots.push(at);
        }
        if self.slots[a].layer < self.slots[b].layer {
            self.join(*slots.last().expect("begins with a box"), b);
        }
        slots.push(b);
        self.chains.push(Chain { slots, turned });
    }

    fn join(&mut self, left: usize, right: usize) {
        self.slots[left].right.push(right);
        self.slots[right].left.push(left);
    }

    /// Sorts a layer by a key, keeping groups together where the layer holds boxes of several groups.
    fn sort_layer(&mut self, layer: usize, key: impl Fn(&[Slot], usize) -> f64) {
        let mut row = std::mem::take(&mut self.layers[layer]);
        let keys: BTreeMap<usize, f64> = row
            .iter()
            .map(|&slot| (slot, key(&self.slots, slot)))
            .collect();
        let crowded = self.crowded(&row);
        row.sort_by(|a, b| {
            let section = |s: usize| if crowded { self.slots[s].section } else { 0 };
            section(*a)
                .cmp(&section(*b))
                .then(keys[a].total_cmp(&keys[b]))
                .then(self.slots[*a].at.cmp(&self.slots[*b].at))
        });
        row.iter()
            .enumerate()
            .for_each(|(at, &slot)| self.slots[slot].at = at);
        self.layers[layer] = row;
    }

    /// Whether a layer holds boxes of more than one group.
    fn crowded(&self, row: &[usize]) -> bool {
        let mut sections = row
            .iter()
            .filter(|&&s| self.slots[s].is_box)
            .map(|&s| self.slots[s].section);
        let first = sections.next();
        self.has_groups && sections.any(|section| Some(section) != first)
    }

    fn order(&mut self) {
        let mut best = (self.crossings(), self.layers.clone());
        for sweep in 0..24 {
            let rightwards = sweep % 2 == 0;
            let layers: Vec<usize> = if rightwards {
                (0..self.layers.len()).collect()
            } else {
                (0..self.layers.len()).rev().collect()
            };
            for layer in layers {
                self.sort_layer(layer, |slots, slot| {
                    let near = if rightwards {
                        &slots[slot].left
                    } else {
                        &slots[slot].right
                    };
                    if near.is_empty() {
                        return slots[slot].at as f64;
                    }
                    near.iter().map(|&n| slots[n].at as f64).sum::<f64>() / near.len() as f64
                });
            }
            // Swaps within the sweep find what barycentres miss; on large graphs only the last ones are worth their time.
            if self.slots.len() <= 1_500 {
                self.transpose(4);
            }
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.layers.clone());
            }
        }
        self.layers = best.1;
        self.renumber();
        self.transpose(12);
    }

    fn renumber(&mut self) {
        for row in &self.layers {
            row.iter()
                .enumerate()
                .for_each(|(at, &slot)| self.slots[slot].at = at);
        }
    }

    /// Swaps neighbours while that saves crossings, so many rounds at most.
    fn transpose(&mut self, rounds: usize) {
        if self.slots.len() > 3_000 {
            return;
        }
        for _ in 0..rounds {
            let mut moved = false;
            for layer in 0..self.layers.len() {
                let crowded = self.crowded(&self.layers[layer]);
                for at in 1..self.layers[layer].len() {
                    let (a, b) = (self.layers[layer][at - 1], self.layers[layer][at]);
                    let fixed = crowded && self.slots[a].section != self.slots[b].section;
                    if !fixed && self.crossings_of(a, b) > self.crossings_of(b, a) {
                        self.layers[layer].swap(at - 1, at);
                        (self.slots[a].at, self.slots[b].at) = (at, at - 1);
                        moved = true;
                    }
                }
            }
            if !moved {
                break;
            }
        }
    }

    fn crossings_of(&self, a: usize, b: usize) -> usize {
        let count = |x: &[usize], y: &[usize]| {
            x.iter()
                .map(|&u| {
                    y.iter()
                        .filter(|&&v| self.slots[u].at > self.slots[v].at)
                        .count()
                })
                .sum::<usize>()
        };
        count(&self.slots[a].left, &self.slots[b].left)
            + count(&self.slots[a].right, &self.slots[b].right)
    }

    /// Crossings between all neighbouring layers: inversions, counted with a tree of sums (Barth, Juenger and Mutzel 2002).
    fn crossings(&self) -> usize {
        self.layers
            .iter()
            .enumerate()
            .map(|(layer, row)| {
                let next = self.layers.get(layer + 1).map_or(0, Vec::len);
                let mut tree = vec![0usize; next + 1];
                let mut seen = 0;
                let mut crossings = 0;
                for &slot in row {
                    let mut to: Vec<usize> = self.slots[slot]
                        .right
                        .iter()
                        .map(|&n| self.slots[n].at)
                        .collect();
                    to.sort_unstable();
                    for &t in &to {
                        let (mut at, mut before) = (t + 1, 0);
                        while at > 0 {
                            before += tree[at];
                            at &= at - 1;
                        }
                        crossings += seen - before;
                    }
                    for t in to {
                        seen += 1;
                        let mut at = t + 1;
                        while at <= next {
                            tree[at] += 1;
                            at += at & at.wrapping_neg();
                        }
                    }
                }
                crossings
            })
            .sum()
    }

    /// Least distance between the middles of two neighbours in a layer.
    fn apart(&self, upper: usize, lower: usize, crowded: bool) -> f64 {
        let (a, b) = (&self.slots[upper], &self.slots[lower]);
        let gap = if a.is_box && b.is_box {
            BOX_GAP
        } else {
            LINE_GAP
        };
        let group = if crowded && a.section != b.section {
            GROUP_PADDING * 2.0 + GROUP_HEAD + GROUP_GAP - gap
        } else {
            0.0
        };
        a.height / 2.0 + b.height / 2.0 + gap + group
    }

    fn heights(&mut self) {
        for layer in 0..self.layers.len() {
            self.settle(layer, &|work, slot| (work.slots[slot].y, 1.0));
        }
        for round in 0..16 {
            let side = if round >= 14 { 2 } else { round % 2 };
            let layers: Vec<usize> = if round % 2 == 0 {
                (0..self.layers.len()).collect()
            } else {
                (0..self.layers.len()).rev().collect()
            };
            for layer in layers {
                self.settle(layer, &|work, slot| work.wish(slot, side));
            }
        }
    }

    /// Where a slot would like to be, and how much: lines between two lines most.
    fn wish(&self, slot: usize, side: usize) -> (f64, f64) {
        let here = &self.slots[slot];
        let near = here
            .left
            .iter()
            .filter(|_| side != 1)
            .chain(here.right.iter().filter(|_| side != 0));
        let (mut sum, mut weight) = (0.0, 0.0);
        for &other in near {
            let w = match (here.is_box, self.slots[other].is_box) {
                (true, true) => 1.0,
                (false, false) => 8.0,
                _ => 2.0,
            };
            sum += w * self.slots[other].y;
            weight += w;
        }
        if weight > 0.0 {
            (sum / weight, weight)
        } else {
            (here.y, 0.2)
        }
    }

    /// Moves the slots of a layer as near to their wishes as their order and distances allow.
    fn settle(&mut self, layer: usize, wish: &dyn Fn(&Self, usize) -> (f64, f64)) {
        let row = self.layers[layer].clone();
        let crowded = self.crowded(&row);
        let mut offset = 0.0;
        let mut offsets = Vec::with_capacity(row.len());
        for (at, &slot) in row.iter().enumerate() {
            if at > 0 {
                offset += self.apart(row[at - 1], slot, crowded);
            }
            offsets.push(offset);
        }
        let wishes: Vec<(f64, f64)> = row
            .iter()
            .zip(&offsets)
            .map(|(&slot, offset)| {
                let (y, w) = wish(self, slot);
                (y - offset, w)
            })
            .collect();
        for ((&slot, y), offset) in row.iter().zip(isotonic(&wishes)).zip(&offsets) {
            self.slots[slot].y = y + offset;
        }
    }

    fn finish(self, diagram: &Diagram, texts: Vec<Sized>) -> Placed {
        let ports = self.ports();
        let segments = self.segments(&ports);
        let tracks: Vec<Tracks> = segments.iter().map(|list| Tracks::assign(list)).collect();
        let (lefts, widths, channels) = self.columns(diagram, &texts, &tracks);
        let mut placed = Placed {
            lines: Vec::new(),
            ..Placed::default()
        };
        for (index, slot) in self.slots[..self.boxes].iter().enumerate() {
            let x = lefts[slot.layer] + (widths[slot.layer] - texts[index].w) / 2.0;
            placed.boxes.push(Rect {
                x,
                y: slot.y - slot.height / 2.0,
                w: texts[index].w,
                h: texts[index].h,
            });
        }
        for (number, chain) in self.chains.iter().enumerate() {
            let line = self.route(
                number,
                chain,
                &Routing {
                    ports: &ports,
                    tracks: &tracks,
                    channels: &channels,
                    boxes: &placed.boxes,
                },
            );
            placed.lines.push(line);
        }
        placed.groups = groups(diagram, &placed.boxes);
        placed.texts = texts;
        shift_to_origin(&mut placed);
        placed
    }

    /// The height at which each line leaves and enters its boxes: ports sorted by the far end.
    fn ports(&self) -> BTreeMap<(usize, bool), f64> {
        let mut out: Vec<Vec<(f64, usize, bool)>> = vec![Vec::new(); self.boxes];
        let mut into: Vec<Vec<(f64, usize, bool)>> = vec![Vec::new(); self.boxes];
        for (number, chain) in self.chains.iter().enumerate() {
            let (a, b) = (chain.slots[0], chain.slots[chain.slots.len() - 1]);
            if self.slots[a].layer == self.slots[b].layer {
                out[a].push((self.slots[b].y, number, false));
                out[b].push((self.slots[a].y, number, true));
            } else {
                out[a].push((self.slots[chain.slots[1]].y, number, false));
                into[b].push((
                    self.slots[chain.slots[chain.slots.len() - 2]].y,
                    number,
                    true,
                ));
            }
        }
        let mut ports = BTreeMap::new();
        for (owner, list) in out
            .iter_mut()
            .enumerate()
            .chain(into.iter_mut().enumerate())
        {
            list.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let step = ((self.slots[owner].height - 10.0) / list.len().max(1) as f64).min(14.0);
            let first = self.slots[owner].y - step * (list.len().saturating_sub(1)) as f64 / 2.0;
            for (at, (_, number, end)) in list.iter().enumerate() {
                ports.insert((*number, *end), first + step * at as f64);
            }
        }
        ports
    }

    /// The vertical pieces of lines in the channel to the right of each layer.
    fn segments(&self, ports: &BTreeMap<(usize, bool), f64>) -> Vec<Vec<Segment>> {
        let mut found: Vec<Vec<Segment>> = (0..self.layers.len()).map(|_| Vec::new()).collect();
        for (number, chain) in self.chains.iter().enumerate() {
            let last = chain.slots.len() - 1;
            let layer = self.slots[chain.slots[0]].layer;
            if layer == self.slots[chain.slots[last]].layer {
                found[layer].push(Segment {
                    chain: number,
                    step: 0,
                    from: ports[&(number, false)],
                    to: ports[&(number, true)],
                    arc: true,
                });
                continue;
            }
            for step in 0..last {
                let from = if step == 0 {
                    ports[&(number, false)]
                } else {
                    self.slots[chain.slots[step]].y
                };
                let to = if step + 1 == last {
                    ports[&(number, true)]
                } else {
                    self.slots[chain.slots[step + 1]].y
                };
                found[layer + step].push(Segment {
                    chain: number,
                    step,
                    from,
                    to,
                    arc: false,
                });
            }
        }
        found
    }

    /// Left edge and width of every layer, and where its channel begins.
    fn columns(
        &self,
        diagram: &Diagram,
        texts: &[Sized],
        tracks: &[Tracks],
    ) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
        let (mut lefts, mut widths, mut channels) = (Vec::new(), Vec::new(), Vec::new());
        let group_of = |layer: usize| {
            self.layers[layer]
                .iter()
                .filter(|&&s| s < self.boxes)
                .map(|&s| diagram.boxes[s].group)
                .max()
                .flatten()
        };
        let mut x = 0.0;
        for (layer, turns) in tracks.iter().enumerate() {
            let begins =
                group_of(layer).is_some() && (layer == 0 || group_of(layer) != group_of(layer - 1));
            let ends = group_of(layer).is_some()
                && (layer + 1 == self.layers.len() || group_of(layer) != group_of(layer + 1));
            x += if begins { GROUP_PADDING } else { 0.0 };
            let width = self.layers[layer]
                .iter()
                .filter(|&&s| s < self.boxes)
                .map(|&s| texts[s].w)
                .fold(0.0, f64::max);
            lefts.push(x);
            widths.push(width);
            x += width + if ends { GROUP_PADDING } else { 0.0 };
            channels.push(x + CHANNEL / 2.0 + 4.0);
            x += CHANNEL + 8.0 + TRACK * turns.count.saturating_sub(1) as f64;
        }
        (lefts, widths, channels)
    }

    fn route(&self, number: usize, chain: &Chain, routing: &Routing<'_>) -> Vec<Point> {
        let last = chain.slots.len() - 1;
        let (a, b) = (chain.slots[0], chain.slots[last]);
        let layer = self.slots[a].layer;
        let at_track = |layer: usize, step: usize| {
            routing.tracks[layer]
                .of
                .get(&(number, step))
                .map(|track| routing.channels[layer] + TRACK * *track as f64)
        };
        let (out, into) = (
            routing.ports[&(number, false)],
            routing.ports[&(number, true)],
        );
        let mut points = vec![Point {
            x: routing.boxes[a].right(),
            y: out,
        }];
        if layer == self.slots[b].layer {
            let x = at_track(layer, 0).unwrap_or(routing.channels[layer]);
            points.extend([
                Point { x, y: out },
                Point { x, y: into },
                Point {
                    x: routing.boxes[b].right(),
                    y: into,
                },
            ]);
        } else {
            for step in 0..last {
                let from = if step == 0 {
                    out
                } else {
                    self.slots[chain.slots[step]].y
                };
                let to = if step + 1 == last {
                    into
                } else {
                    self.slots[chain.slots[step + 1]].y
                };
                if let Some(x) = at_track(layer + step, step) {
                    points.extend([Point { x, y: from }, Point { x, y: to }]);
                }
            }
            points.push(Point {
                x: routing.boxes[b].x,
                y: into,
            });
        }
        if chain.turned {
            points.reverse();
        }
        points
    }
}

struct Routing<'a> {
    ports: &'a BTreeMap<(usize, bool), f64>,
    tracks: &'a [Tracks],
    channels: &'a [f64],
    boxes: &'a [Rect],
}

struct Segment {
    chain: usize,
    step: usize,
    from: f64,
    to: f64,
    arc: bool,
}

/// Which vertical piece turns on which track of a channel.
struct Tracks {
    of: BTreeMap<(usize, usize), usize>,
    count: usize,
}

impl Tracks {
    /// First-fit: arcs innermost, then lines that go down from the lowest, then lines that go up from
    /// the highest, so that they nest instead of crossing.
    fn assign(segments: &[Segment]) -> Self {
        let mut sorted: Vec<&Segment> = segments
            .iter()
            .filter(|s| s.arc || (s.from - s.to).abs() >= 0.5)
            .collect();
        let key = |s: &Segment| match (s.arc, s.to > s.from) {
            (true, _) => (0u8, (s.to - s.from).abs()),
            (false, true) => (1, -s.from),
            (false, false) => (2, s.from),
        };
        sorted.sort_by(|a, b| {
            let (x, y) = (key(a), key(b));
            x.0.cmp(&y.0)
                .then(x.1.total_cmp(&y.1))
                .then(a.chain.cmp(&b.chain))
        });
        let mut taken: Vec<Vec<(f64, f64, u8)>> = Vec::new();
        let mut of = BTreeMap::new();
        for segment in sorted {
            let (low, high) = (
                segment.from.min(segment.to) - 5.0,
                segment.from.max(segment.to) + 5.0,
            );
            let kind = key(segment).0;
            let meets = |&(a, b, _): &(f64, f64, u8)| a <= high && low <= b;
            // Beyond every earlier one of its kind that it runs beside: else the two would cross.
            let nested = taken
                .iter()
                .rposition(|track| track.iter().any(|other| other.2 == kind && meets(other)))
                .map_or(0, |at| at + 1);
            let free = (nested..taken.len()).find(|&track| !taken[track].iter().any(meets));
            let track = free.unwrap_or(taken.len());
            if track == taken.len() {
                taken.push(Vec::new());
            }
            taken[track].push((low, high, kind));
            of.insert((segment.chain, segment.step), track);
        }
        Self {
            of,
            count: taken.len(),
        }
    }
}

/// The nearest non-decreasing sequence to weighted wishes, in least squares (pool adjacent violators).
fn isotonic(wishes: &[(f64, f64)]) -> Vec<f64> {
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for &(wish, weight) in wishes {
        let mut pool = (wish, weight, 1);
        while let Some(&(mean, w, n)) = pools.last().filter(|last| last.0 > pool.0) {
            pool = (
                (mean * w + pool.0 * pool.1) / (w + pool.1),
                w + pool.1,
                n + pool.2,
            );
            pools.pop();
        }
        pools.push(pool);
    }
    pools
        .into_iter()
        .flat_map(|(mean, _, n)| std::iter::repeat_n(mean, n))
        .collect()
}

/// The area of each group: its boxes with room for a title.
pub(super) fn groups(diagram: &Diagram, boxes: &[Rect]) -> Vec<Rect> {
    (0..diagram.groups.len())
        .map(|group| {
            let members: Vec<&Rect> = diagram
                .boxes
                .iter()
                .zip(boxes)
                .filter(|(b, _)| b.group == Some(group))
                .map(|(_, r)| r)
                .collect();
            let low =
                |f: fn(&Rect) -> f64| members.iter().map(|r| f(r)).fold(f64::INFINITY, f64::min);
            let high = |f: fn(&Rect) -> f64| {
                members
                    .iter()
                    .map(|r| f(r))
                    .fold(f64::NEG_INFINITY, f64::max)
            };
            if members.is_empty() {
                return Rect::default();
            }
            let (x, y) = (
                low(|r| r.x) - GROUP_PADDING,
                low(|r| r.y) - GROUP_PADDING - GROUP_HEAD,
            );
            Rect {
                x,
                y,
                w: high(Rect::right) + GROUP_PADDING - x,
                h: high(Rect::bottom) + GROUP_PADDING - y,
            }
        })
        .collect()
}

/// Moves a drawing so that it begins at the origin, and measures it.
pub(super) fn shift_to_origin(placed: &mut Placed) {
    let rects = || {
        placed
            .boxes
            .iter()
            .chain(placed.groups.iter().filter(|g| g.w > 0.0))
    };
    let points = || placed.lines.iter().flatten();
    let left = rects()
        .map(|r| r.x)
        .chain(points().map(|p| p.x))
        .fold(f64::INFINITY, f64::min);
    let top = rects()
        .map(|r| r.y)
        .chain(points().map(|p| p.y))
        .fold(f64::INFINITY, f64::min);
    for rect in placed.boxes.iter_mut().chain(&mut placed.groups) {
        rect.x -= left;
        rect.y -= top;
    }
    for point in placed.lines.iter_mut().flatten() {
        point.x -= left;
        point.y -= top;
    }
    let rects = || placed.boxes.iter().chain(&placed.groups);
    let points = || placed.lines.iter().flatten();
    placed.width = rects()
        .map(Rect::right)
        .chain(points().map(|p| p.x))
        .fold(0.0, f64::max);
    placed.height = rects()
        .map(Rect::bottom)
        .chain(points().map(|p| p.y))
        .fold(0.0, f64::max);
}
