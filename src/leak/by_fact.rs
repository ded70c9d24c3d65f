//! Leaks by fact: a limit of another role that follows from the positions on a sheet, and not from what is said in public.

use std::collections::BTreeSet;

use super::{Found, Leak, Search};
use crate::graph::{AsRead, PositionGraph, Reading};
use crate::model::{Model, PartyId, PositionId, Target};

impl Search<'_> {
    pub(super) fn by_fact(&self) -> Vec<Leak> {
        let told = told_by(self.model, &self.sheet.tells);
        let told = told.difference(&self.known.public);
        told.filter_map(|(party, target)| self.leak_of_limit(party, target))
            .collect()
    }

    /// The leak of a party's limit on something, where that is a secret.
    fn leak_of_limit(&self, party: &PartyId, target: &Target) -> Option<Leak> {
        let mut limits = self.secrets.iter().filter(|it| it.number.is_none());
        let secret = limits.find(|it| it.role == *party && it.about.as_ref() == Some(target))?;
        let (name, what) = (self.model.party_name(party), self.model.target_name(target));
        Some(self.leak(secret, Found::ByFact, format!("{name}: {what}")))
    }
}

/// What follows from what everybody says in public.
pub(super) fn told_in_public(model: &Model) -> BTreeSet<(PartyId, Target)> {
    told_by(model, &public_positions(model))
}

/// What everybody says in public: asks and gifts without a condition.
pub(super) fn public_positions(model: &Model) -> Vec<PositionId> {
    let all = model.positions.numbered();
    all.filter(|(_, position)| position.stance.grants() && position.condition.is_none())
        .map(|(id, _)| id)
        .collect()
}

/// What follows from some positions alone: each party's no, and its yes on a condition.
fn told_by(model: &Model, positions: &[PositionId]) -> BTreeSet<(PartyId, Target)> {
    let told = positions.iter().map(|&id| model.positions[id].clone());
    let told = Model {
        positions: told.collect(),
        ..model.clone()
    };
    let read = AsRead {
        day: model.day(None),
        at_least: None,
    };
    let is_limit = |reading: Reading| matches!(reading, Reading::Refused | Reading::Conditional);
    let graph = PositionGraph::build(&told, read);
    let limits = graph.stances().iter().filter(|it| is_limit(it.reading));
    limits
        .map(|it| (it.party.clone(), it.target.clone()))
        .collect()
}
