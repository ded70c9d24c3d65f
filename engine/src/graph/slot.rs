//! Which of a party's positions on one target stand in the place of which.
//!
//! Positions stand in *slots*: a milestone, an option, an issue as a whole; on a scale also the numbers
//! that a party names, and those that it refuses. In each slot the latest positions count, and take the
//! place of earlier ones for good, even once they have ended. An `open` on a scale as a whole takes the place of the
//! numbers before it.

use crate::model::{Model, Position, PositionId, Stance};
use crate::source::Date;

/// Where a position stands beside others on the same target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// The target itself; of a scale, the issue as a whole.
    Whole,
    /// The numbers that a party names.
    Named,
    /// The numbers that a party refuses.
    RefusedNumbers,
}

impl Slot {
    pub fn of(position: &Position) -> Self {
        let refuses = position.stance == Stance::Rejects;
        match (position.value.is_some(), refuses) {
            (false, _) => Self::Whole,
            (true, true) => Self::RefusedNumbers,
            (true, false) => Self::Named,
        }
    }
}

/// A position with its slot and the day on which it was stated.
struct Placed<'a> {
    position: &'a Position,
    slot: Slot,
    stated: Option<Date>,
}

impl<'a> Placed<'a> {
    fn of(model: &Model, position: &'a Position) -> Self {
        Self {
            position,
            slot: Slot::of(position),
            stated: model.stated_on(position),
        }
    }

    /// Whether it takes the place of another one of the same party on the same target.
    fn replaces(&self, other: &Self) -> bool {
        let leaves_open = self.slot == Slot::Whole && self.position.stance == Stance::Open;
        (self.slot == other.slot || leaves_open) && self.stated > other.stated
    }

    fn has_ended(&self, day: Option<Date>) -> bool {
        let ended = self.position.ended;
        day.is_some_and(|day| ended.is_some_and(|ended| ended <= day))
    }
}

/// Those of a party's positions on one target that no later one replaces, if they have not ended.
pub(super) fn latest(model: &Model, day: Option<Date>, group: &[PositionId]) -> Vec<PositionId> {
    let placed = group
        .iter()
        .map(|&id| (id, Placed::of(model, &model.positions[id])));
    let placed: Vec<(PositionId, Placed<'_>)> = placed.collect();
    let is_replaced = |own: &Placed<'_>| placed.iter().any(|(_, other)| other.replaces(own));
    let kept = placed
        .iter()
        .filter(|(_, own)| !is_replaced(own) && !own.has_ended(day));
    kept.map(|(id, _)| *id).collect()
}

/// The day from which a position says nothing any more: it has ended, or a later one stands in its place. `None` where
/// neither is recorded.
pub fn ends_on(model: &Model, id: PositionId) -> Option<Date> {
    let own = Placed::of(model, &model.positions[id]);
    let is_rival = |other: &&Position| {
        other.is_own() && other.party == own.position.party && other.on == own.position.on
    };
    let rivals = model.positions.iter().filter(is_rival);
    let later = rivals
        .map(|other| Placed::of(model, other))
        .filter(|other| other.replaces(&own));
    let replaced = later.filter_map(|other| other.stated).min();
    own.position.ended.into_iter().chain(replaced).min()
}
