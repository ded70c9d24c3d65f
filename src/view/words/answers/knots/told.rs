//! A knot part by part, each with the changes in it: what a picture of the knot is made from.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::analysis::{Blocks, Shape, ShapeKind};
use crate::graph::Change;

use super::{Knots, what_it_takes};
use crate::view::Item;
use crate::view::words::Words;

/// Most sets of a prime part that a picture has, a track each.
const MOST_DRAWN: usize = 9;

/// A part of a knot as it is told, with the changes in it.
pub(in crate::view) struct Told<'s> {
    /// Its place among the parts.
    pub(super) place: usize,
    /// The parts of which it is made, all of them needed, where it is more than one thing that is done.
    pub made_of: Vec<&'s Shape>,
    /// The changes in it. Where it is made of no parts, they are the same move of many parties, or numbers of which any one
    /// will do.
    pub changes: Vec<&'s Change>,
    /// Whether it is the same move of many parties, each of them a part by itself.
    pub is_of_many: bool,
    /// The part in words.
    pub item: Item,
}

impl<'s> Told<'s> {
    /// The same move of many.
    fn of_many(part: &'s Shape, item: Item) -> Self {
        Self {
            place: 0,
            made_of: Vec::new(),
            changes: part.changes().into_iter().collect(),
            is_of_many: true,
            item,
        }
    }

    /// One of some sets of parts.
    fn of_set(set: Vec<&'s Shape>, item: Item) -> Self {
        Self {
            place: 0,
            changes: set.iter().flat_map(|part| part.changes()).collect(),
            made_of: set,
            is_of_many: false,
            item,
        }
    }
}

/// A knot with its parts, for a picture of it.
pub(in crate::view) struct KnotTold<'s> {
    /// What it is called, in the middle of a line.
    pub name: String,
    /// How many of its parts it takes: `one of three moves`.
    pub takes: String,
    /// Its parts, each in words.
    pub parts: Vec<Told<'s>>,
    /// How many parts are left out.
    pub left_out: usize,
}

/// A knot with its parts one by one: the moves, or the sets of moves, of which so many undo it.
pub(in crate::view) fn knot_told<'s>(
    words: &Words<'_>,
    answer: &Blocks,
    knot: &'s Shape,
) -> KnotTold<'s> {
    let telling = Knots::of(words, answer, false);
    let (parts, left_out) = telling.told_of(knot);
    let takes = match telling.of_many(knot) {
        Some(_) => String::new(),
        None => what_it_takes(knot, parts.len() + left_out),
    };
    KnotTold {
        name: telling.name(knot),
        takes,
        parts,
        left_out,
    }
}

impl Knots<'_> {
    /// The parts of a knot one by one with the changes in each, and how many are left out.
    fn told_of<'s>(&self, knot: &'s Shape) -> (Vec<Told<'s>>, usize) {
        match &knot.kind {
            ShapeKind::Change(_) => (self.told(std::iter::once(knot)), 0),
            ShapeKind::Any(parts) | ShapeKind::All(parts) | ShapeKind::AtLeast(_, parts) => {
                match self.of_many(knot) {
                    Some(line) => (vec![Told::of_many(knot, line.item())], 0),
                    None => (self.told(parts.iter()), 0),
                }
            }
            ShapeKind::Weighted { parts, weights, .. } => (self.told_by_weight(parts, weights), 0),
            ShapeKind::Prime { parts, sets, .. } => {
                self.told_sets(parts, sets.as_deref().unwrap_or_default())
            }
        }
    }

    fn told_sets<'s>(&self, parts: &'s [Shape], sets: &[Vec<usize>]) -> (Vec<Told<'s>>, usize) {
        let told = sets.iter().take(MOST_DRAWN).map(|set| {
            let set: Vec<&Shape> = set.iter().map(|&place| &parts[place]).collect();
            let item = self.together(&set);
            Told::of_set(set, item)
        });
        (told.collect(), sets.len().saturating_sub(MOST_DRAWN))
    }

    /// Parts with their weights, the heaviest first, each with the changes in it.
    pub(super) fn told_by_weight<'s>(&self, parts: &'s [Shape], weights: &[u64]) -> Vec<Told<'s>> {
        let mut by_weight: BTreeMap<Reverse<u64>, Vec<&Shape>> = BTreeMap::new();
        for (part, weight) in parts.iter().zip(weights) {
            by_weight.entry(Reverse(*weight)).or_default().push(part);
        }
        let told = by_weight.into_iter().flat_map(|(Reverse(weight), parts)| {
            let mut told = self.told(parts.into_iter());
            for one in &mut told {
                one.item.line.words = format!("{weight}: {}", one.item.line.words);
            }
            told
        });
        told.collect()
    }
}
