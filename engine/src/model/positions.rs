//! The list of positions, and what one of them is called inside the program.

use std::cmp::Reverse;
use std::ops::{Deref, Index};

use serde::Serialize;

use super::{Firmness, Position};

/// The place of a position in the list of its model. It depends on the content of the model alone, for the list is put in
/// order when it is read; it is no name for files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PositionId(u32);

impl std::fmt::Display for PositionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for PositionId {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to)
    }
}

/// What the parties say, in the model's order.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(transparent)]
pub struct Positions(Vec<Position>);

impl Positions {
    /// Every position with its place.
    pub fn numbered(&self) -> impl Iterator<Item = (PositionId, &Position)> {
        (0u32..).map(PositionId).zip(&self.0)
    }

    /// Some positions, each with all that come to the same, the firmest of them first: what is told twice is one word. No
    /// mark counts as firm.
    pub fn told_once(&self, ids: &[PositionId]) -> Vec<Vec<PositionId>> {
        let mut firmest = ids.to_vec();
        firmest.sort_by_key(|&id| Reverse(self[id].firmness.unwrap_or(Firmness::Firm)));
        let mut found: Vec<Vec<PositionId>> = Vec::new();
        for id in firmest {
            let mut known = found.iter_mut();
            match known.find(|told| self[told[0]].comes_to(&self[id])) {
                Some(told) => told.push(id),
                None => found.push(vec![id]),
            }
        }
        found
    }

    /// Keeps some positions only. Places change.
    pub fn retain(&mut self, is_kept: impl FnMut(&Position) -> bool) {
        self.0.retain(is_kept);
    }

    /// Puts the positions in an order. Places change.
    pub fn sort_by_cached_key<K: Ord>(&mut self, key: impl FnMut(&Position) -> K) {
        self.0.sort_by_cached_key(key);
    }

    /// Adds a position at the end.
    pub fn push(&mut self, position: Position) {
        self.0.push(position);
    }
}

impl Index<PositionId> for Positions {
    type Output = Position;

    fn index(&self, id: PositionId) -> &Position {
        &self.0[id.0 as usize]
    }
}

impl Deref for Positions {
    type Target = [Position];

    fn deref(&self) -> &[Position] {
        &self.0
    }
}

impl FromIterator<Position> for Positions {
    fn from_iter<I: IntoIterator<Item = Position>>(positions: I) -> Self {
        Self(positions.into_iter().collect())
    }
}

impl Extend<Position> for Positions {
    fn extend<I: IntoIterator<Item = Position>>(&mut self, positions: I) {
        self.0.extend(positions);
    }
}

impl<'a> IntoIterator for &'a Positions {
    type Item = &'a Position;
    type IntoIter = std::slice::Iter<'a, Position>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a mut Positions {
    type Item = &'a mut Position;
    type IntoIter = std::slice::IterMut<'a, Position>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter_mut()
    }
}
