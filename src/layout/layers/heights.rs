//! The heights of slots: each wishes to stand where its lines lead, and a layer comes as near to all wishes as its order
//! and distances allow (weighted isotonic regression by pool adjacent violators; linear in the layer).

use crate::layout::extent::{GROUP_HEAD, GROUP_PADDING};

use super::{Side, Work};

const BOX_GAP: f64 = 14.0;
const LINE_GAP: f64 = 11.0;
const GROUP_GAP: f64 = 18.0;
const ROUNDS: usize = 16;

/// Where a slot would like to be, and how much.
#[derive(Clone, Copy)]
struct Wish {
    y: f64,
    weight: f64,
}

impl Work {
    pub(super) fn heights(&mut self) {
        for layer in 0..self.layers.len() {
            self.settle(layer, |work, slot| Wish {
                y: work.slots[slot].y,
                weight: 1.0,
            });
        }
        for round in 0..ROUNDS {
            let from = Side::of_round(round);
            let both_sides = round >= ROUNDS - 2;
            let sides = if both_sides {
                vec![Side::Left, Side::Right]
            } else {
                vec![from]
            };
            for layer in self.layers_from(from) {
                self.settle(layer, |work, slot| work.wish(slot, &sides));
            }
        }
    }

    /// To stand in the middle of what its lines lead to; lines between two lines most.
    fn wish(&self, slot: usize, sides: &[Side]) -> Wish {
        let here = &self.slots[slot];
        let (mut sum, mut weight) = (0.0, 0.0);
        for &other in sides.iter().flat_map(|&side| here.near(side)) {
            let there = &self.slots[other];
            let w = match (here.is_box, there.is_box) {
                (true, true) => 1.0,
                (false, false) => 8.0,
                (true, false) | (false, true) => 2.0,
            };
            sum += w * there.y;
            weight += w;
        }
        if weight > 0.0 {
            let y = sum / weight;
            Wish { y, weight }
        } else {
            let (y, weight) = (here.y, 0.2);
            Wish { y, weight }
        }
    }

    /// Moves the slots of a layer as near to their wishes as their order and distances allow.
    fn settle(&mut self, layer: usize, wish: impl Fn(&Self, usize) -> Wish) {
        let offsets = self.offsets(layer);
        let row = self.layers[layer].iter().zip(&offsets);
        let wishes = row.map(|(&slot, offset)| {
            let Wish { y, weight } = wish(self, slot);
            let y = y - offset;
            Wish { y, weight }
        });
        let granted = isotonic(wishes);
        let row = self.layers[layer].iter().zip(offsets);
        for ((&slot, offset), y) in row.zip(granted) {
            self.slots[slot].y = y + offset;
        }
    }

    /// How far under the first of its layer each slot stands at least.
    fn offsets(&self, layer: usize) -> Vec<f64> {
        let crowded = self.crowded(layer);
        let mut offset = 0.0;
        let mut offsets = vec![offset];
        for pair in self.layers[layer].windows(2) {
            offset += self.apart(pair[0], pair[1], crowded);
            offsets.push(offset);
        }
        offsets
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
}

/// The nearest non-decreasing sequence to weighted wishes, in least squares (pool adjacent violators).
fn isotonic(wishes: impl Iterator<Item = Wish>) -> Vec<f64> {
    let mut pools: Vec<(Wish, usize)> = Vec::new();
    for wish in wishes {
        let mut pool = (wish, 1);
        while let Some(&above) = pools.last().filter(|(last, _)| last.y > pool.0.y) {
            pool = (above.0.pooled(pool.0), above.1 + pool.1);
            pools.pop();
        }
        pools.push(pool);
    }
    let pools = pools.into_iter();
    pools
        .flat_map(|(mean, count)| std::iter::repeat_n(mean.y, count))
        .collect()
}

impl Wish {
    /// One wish for two that stand at one height.
    fn pooled(self, other: Self) -> Self {
        let weight = self.weight + other.weight;
        let y = (self.y * self.weight + other.y * other.weight) / weight;
        Self { y, weight }
    }
}
