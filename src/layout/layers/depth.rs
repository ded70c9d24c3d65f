//! Which layer each box stands in: bands side by side, longest paths within each, rings cut where that turns few lines.

use std::collections::{BTreeMap, BTreeSet};

use crate::view::Diagram;

/// The layer of every box: bands side by side, longest paths within each.
pub(super) fn layer_of_each(diagram: &Diagram) -> Vec<usize> {
    let mut bands: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, item) in diagram.boxes.iter().enumerate() {
        bands.entry(item.band).or_default().push(index);
    }
    let mut layers = vec![0; diagram.boxes.len()];
    let mut first = 0;
    for members in bands.values() {
        let depths = longest_paths(members.len(), &lines_within(diagram, members));
        for (&b, depth) in members.iter().zip(&depths) {
            layers[b] = first + depth;
        }
        first += depths.iter().max().unwrap_or(&0) + 1;
    }
    layers
}

/// The lines between some boxes, by their places among them.
fn lines_within(diagram: &Diagram, members: &[usize]) -> Vec<(usize, usize)> {
    let places = members.iter().enumerate().map(|(at, &b)| (b, at));
    let place: BTreeMap<usize, usize> = places.collect();
    let lines = diagram.lines.iter().filter(|line| line.from != line.to);
    lines
        .filter_map(|line| Some((*place.get(&line.from)?, *place.get(&line.to)?)))
        .collect()
}

fn longest_paths(count: usize, lines: &[(usize, usize)]) -> Vec<usize> {
    let order = feedback_order(count, lines);
    let forward = turned_forward(&order, lines);
    let mut layer = vec![0usize; count];
    for &v in &order {
        for &to in &forward[v] {
            layer[to] = layer[to].max(layer[v] + 1);
        }
    }
    // Sources move right until they stand next to what they lead to.
    for &v in order.iter().rev() {
        if let Some(nearest) = forward[v].iter().map(|&to| layer[to]).min() {
            layer[v] = layer[v].max(nearest.saturating_sub(1));
        }
    }
    layer
}

/// Where the lines of each lead, once all of them follow the order.
fn turned_forward(order: &[usize], lines: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut place = vec![0; order.len()];
    for (at, &v) in order.iter().enumerate() {
        place[v] = at;
    }
    let mut out = vec![Vec::new(); order.len()];
    for &(a, b) in lines {
        let (from, to) = if place[a] < place[b] { (a, b) } else { (b, a) };
        out[from].push(to);
    }
    out
}

/// An order with few lines against it (Eades, Lin and Smyth): sources first, sinks last, and between
/// them whoever has most lines out over lines in.
fn feedback_order(count: usize, lines: &[(usize, usize)]) -> Vec<usize> {
    let mut waiting = Waiting::new(count, lines);
    let (mut head, mut tail) = (Vec::new(), Vec::new());
    while let Some((class, _, v)) = waiting.queue.pop_first() {
        match class {
            Class::Source | Class::Between => head.push(v),
            Class::Sink => tail.push(v),
        }
        waiting.take_out(v);
    }
    tail.reverse();
    head.extend(tail);
    head
}

/// What lines lead out of and into one that waits, from and to others that wait.
#[derive(Clone, Copy, Default)]
struct Degree {
    out: i64,
    into: i64,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Source,
    Sink,
    Between,
}

/// Those that have no place in the order yet.
struct Waiting {
    /// Where the lines of each lead, and where those into it come from.
    ends: Vec<(Vec<usize>, Vec<usize>)>,
    degrees: Vec<Degree>,
    waits: Vec<bool>,
    /// Sources before sinks before the rest; within each class the first by number, in the rest by most out over in.
    queue: BTreeSet<(Class, i64, usize)>,
}

impl Waiting {
    fn new(count: usize, lines: &[(usize, usize)]) -> Self {
        let mut waiting = Self {
            ends: vec![(Vec::new(), Vec::new()); count],
            degrees: vec![Degree::default(); count],
            waits: vec![true; count],
            queue: BTreeSet::new(),
        };
        for &(a, b) in lines.iter().filter(|(a, b)| a != b) {
            waiting.ends[a].0.push(b);
            waiting.ends[b].1.push(a);
            waiting.degrees[a].out += 1;
            waiting.degrees[b].into += 1;
        }
        waiting.queue = (0..count).map(|v| waiting.key(v)).collect();
        waiting
    }

    fn key(&self, v: usize) -> (Class, i64, usize) {
        match self.degrees[v] {
            Degree { into: 0, .. } => (Class::Source, 0, v),
            Degree { out: 0, .. } => (Class::Sink, 0, v),
            Degree { out, into } => (Class::Between, into - out, v),
        }
    }

    /// Takes its lines from all that still wait.
    fn take_out(&mut self, v: usize) {
        self.waits[v] = false;
        let (out, into) = std::mem::take(&mut self.ends[v]);
        for to in out {
            self.change(to, |degree| degree.into -= 1);
        }
        for from in into {
            self.change(from, |degree| degree.out -= 1);
        }
    }

    fn change(&mut self, v: usize, lose: impl FnOnce(&mut Degree)) {
        if self.waits[v] {
            self.queue.remove(&self.key(v));
            lose(&mut self.degrees[v]);
            self.queue.insert(self.key(v));
        }
    }
}
