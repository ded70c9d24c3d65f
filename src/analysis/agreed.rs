//! What is agreed: things to which all have said yes whose yes they need, and things to which some have.

use std::collections::BTreeMap;

use crate::graph::{PositionGraph, Reading, StanceInfo};
use crate::model::{Model, PartyId, PositionId, Target};

/// A thing to which several parties have said yes, and nobody no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// A milestone, an option, or an issue without options.
    pub target: Target,
    /// Who has said yes, in the model's order.
    pub yes: Vec<PartyId>,
    /// Whose yes is needed and not known.
    pub awaited: Vec<PartyId>,
    /// The positions that say so: indexes into the model's list.
    pub positions: Vec<PositionId>,
}

impl Agreement {
    /// Whether all have said yes whose yes is needed.
    pub fn is_complete(&self) -> bool {
        self.awaited.is_empty()
    }
}

/// Every thing to which at least two parties, or all that are needed, have said yes without a condition while nobody
/// refuses; complete ones first. Milestones that have been reached are facts, not agreements, and numbers on a scale are
/// told as positions: neither is listed.
pub fn agreements(model: &Model, graph: &PositionGraph) -> Vec<Agreement> {
    let mut by_target: BTreeMap<&Target, Vec<&StanceInfo>> = BTreeMap::new();
    for stance in graph.stances() {
        by_target.entry(&stance.target).or_default().push(stance);
    }
    let on_a_scale = |target: &Target| {
        matches!(target, Target::Option(..))
            && target
                .issue()
                .and_then(|i| model.issues.get(i))
                .is_some_and(|i| i.scale.is_some())
    };
    let order: BTreeMap<&PartyId, usize> = model
        .parties_in_order()
        .into_iter()
        .enumerate()
        .map(|(at, p)| (&p.id, at))
        .collect();
    let mut found: Vec<Agreement> = by_target
        .into_iter()
        .filter(|(target, stances)| {
            !on_a_scale(target)
                && stances
                    .iter()
                    .all(|s| matches!(s.reading, Reading::Granted | Reading::Unknown))
        })
        .filter_map(|(target, stances)| {
            let sorted = |reading: Reading| {
                let mut ids: Vec<PartyId> = stances
                    .iter()
                    .filter(|s| s.reading == reading)
                    .map(|s| s.party.clone())
                    .collect();
                ids.sort_by_key(|id| order.get(id).copied());
                ids
            };
            let (yes, awaited) = (sorted(Reading::Granted), sorted(Reading::Unknown));
            let mut positions: Vec<PositionId> = stances
                .iter()
                .flat_map(|s| s.positions.iter().copied())
                .collect();
            positions.sort_unstable();
            positions.dedup();
            let counts = yes.len() > 1 || (awaited.is_empty() && !yes.is_empty());
            counts.then(|| Agreement {
                target: target.clone(),
                yes,
                awaited,
                positions,
            })
        })
        .collect();
    found.sort_by_key(|agreement| !agreement.is_complete());
    found
}
