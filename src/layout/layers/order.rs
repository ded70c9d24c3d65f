//! The order within layers: barycentre sweeps and swaps of neighbours, keeping the order with fewest crossings.

use std::collections::BTreeMap;

use super::{Side, Slot, Work};

const SWEEPS: usize = 24;

impl Work {
    pub(super) fn order(&mut self) {
        let mut best = (self.crossings(), self.layers.clone());
        for sweep in 0..SWEEPS {
            self.sweep(Side::of_round(sweep));
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
        (0..self.layers.len()).for_each(|layer| self.renumber(layer));
        self.transpose(12);
    }

    /// Sorts every layer by where its lines come from on a side, beginning there.
    fn sweep(&mut self, from: Side) {
        for layer in self.layers_from(from) {
            self.sort_layer(layer, |slots, slot| barycentre(slots, slot, from));
        }
    }

    /// Sorts a layer by a key, keeping groups together where the layer holds boxes of several groups.
    pub(super) fn sort_layer(&mut self, layer: usize, key: impl Fn(&[Slot], usize) -> f64) {
        let crowded = self.crowded(layer);
        let slots = &self.slots;
        let row = self.layers[layer].iter();
        let keys: BTreeMap<usize, f64> = row.map(|&slot| (slot, key(slots, slot))).collect();
        let section = |slot: usize| if crowded { slots[slot].section } else { 0 };
        self.layers[layer].sort_by(|a, b| {
            let by_section = section(*a).cmp(&section(*b));
            by_section
                .then(keys[a].total_cmp(&keys[b]))
                .then(slots[*a].at.cmp(&slots[*b].at))
        });
        self.renumber(layer);
    }

    fn renumber(&mut self, layer: usize) {
        for (at, &slot) in self.layers[layer].iter().enumerate() {
            self.slots[slot].at = at;
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
                moved |= self.transpose_layer(layer);
            }
            if !moved {
                break;
            }
        }
    }

    /// Swaps neighbours of a layer from the top; whether any were.
    fn transpose_layer(&mut self, layer: usize) -> bool {
        let crowded = self.crowded(layer);
        let mut moved = false;
        for at in 1..self.layers[layer].len() {
            let (a, b) = (self.layers[layer][at - 1], self.layers[layer][at]);
            let fixed = crowded && self.slots[a].section != self.slots[b].section;
            if !fixed && self.crossings_of(a, b) > self.crossings_of(b, a) {
                self.layers[layer].swap(at - 1, at);
                (self.slots[a].at, self.slots[b].at) = (at, at - 1);
                moved = true;
            }
        }
        moved
    }

    /// Crossings between the lines of two slots of a layer, where the first stands over the second.
    fn crossings_of(&self, a: usize, b: usize) -> usize {
        let (a, b) = (&self.slots[a], &self.slots[b]);
        self.inversions(&a.left, &b.left) + self.inversions(&a.right, &b.right)
    }

    /// How many pairs stand the other way round than their lists.
    fn inversions(&self, upper: &[usize], lower: &[usize]) -> usize {
        let at = |slot: &usize| self.slots[*slot].at;
        let under = |u: &usize| lower.iter().filter(|&v| at(u) > at(v)).count();
        upper.iter().map(under).sum()
    }

    /// Crossings between all neighbouring layers.
    fn crossings(&self) -> usize {
        let layers = 0..self.layers.len();
        layers.map(|layer| self.crossings_after(layer)).sum()
    }

    /// Crossings right of a layer: inversions, counted with a tree of sums (Barth, Juenger and Mutzel 2002).
    fn crossings_after(&self, layer: usize) -> usize {
        let next = self.layers.get(layer + 1).map_or(0, Vec::len);
        let mut seen = Sums::new(next);
        let mut crossings = 0;
        for &slot in &self.layers[layer] {
            let right = self.slots[slot].right.iter();
            let ends: Vec<usize> = right.map(|&end| self.slots[end].at).collect();
            // Lines of one slot do not cross one another: all are counted before any is seen.
            for &end in &ends {
                crossings += seen.total - seen.up_to(end);
            }
            ends.into_iter().for_each(|end| seen.add(end));
        }
        crossings
    }
}

/// The middle of what the lines of a slot lead to on a side; its own place where there is nothing.
fn barycentre(slots: &[Slot], slot: usize, side: Side) -> f64 {
    let near = slots[slot].near(side);
    if near.is_empty() {
        return slots[slot].at as f64;
    }
    near.iter().map(|&n| slots[n].at as f64).sum::<f64>() / near.len() as f64
}

/// Counts at places, in a tree in which both adding and summing take few steps (Fenwick).
struct Sums {
    tree: Vec<usize>,
    total: usize,
}

impl Sums {
    fn new(places: usize) -> Self {
        Self {
            tree: vec![0; places + 1],
            total: 0,
        }
    }

    fn add(&mut self, place: usize) {
        self.total += 1;
        let mut at = place + 1;
        while at < self.tree.len() {
            self.tree[at] += 1;
            at += at & at.wrapping_neg();
        }
    }

    /// How many there are at a place and before it.
    fn up_to(&self, place: usize) -> usize {
        let (mut at, mut sum) = (place + 1, 0);
        while at > 0 {
            sum += self.tree[at];
            at &= at - 1;
        }
        sum
    }
}
