//! What is agreed: things to which all have said yes whose yes they need, and things to which some have.

use std::collections::{BTreeMap, BTreeSet};

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
    let parties = model.parties_in_order().into_iter().enumerate();
    let order: Order<'_> = parties.map(|(at, party)| (&party.id, at)).collect();
    let targets = by_target(graph).into_iter();
    let mut found: Vec<Agreement> = targets
        .filter(|(target, stances)| !is_on_a_scale(model, target) && is_unrefused(stances))
        .map(|(target, stances)| Agreement::on(target, &stances, &order))
        .filter(Agreement::is_worth_telling)
        .collect();
    found.sort_by_key(|agreement| !agreement.is_complete());
    found
}

/// The place of each party in the model.
type Order<'a> = BTreeMap<&'a PartyId, usize>;

impl Agreement {
    fn on(target: &Target, stances: &[&StanceInfo], order: &Order<'_>) -> Self {
        let positions = stances.iter().flat_map(|stance| &stance.positions);
        let positions: BTreeSet<PositionId> = positions.copied().collect();
        let read_as = |reading: Reading| {
            // A refusal that is over is no yes.
            let read_so = |stance: &&&StanceInfo| stance.reading == reading && !stance.turned;
            let parties = stances.iter().filter(read_so);
            let mut parties: Vec<PartyId> = parties.map(|stance| stance.party.clone()).collect();
            parties.sort_by_key(|party| order.get(party).copied());
            parties
        };
        Self {
            target: target.clone(),
            yes: read_as(Reading::Granted),
            awaited: read_as(Reading::Unknown),
            positions: positions.into_iter().collect(),
        }
    }

    /// Whether at least two parties have said yes, or all that are needed.
    fn is_worth_telling(&self) -> bool {
        self.yes.len() > 1 || (self.is_complete() && !self.yes.is_empty())
    }
}

fn by_target(graph: &PositionGraph) -> BTreeMap<&Target, Vec<&StanceInfo>> {
    let mut by_target: BTreeMap<&Target, Vec<&StanceInfo>> = BTreeMap::new();
    for stance in graph.stances() {
        by_target.entry(&stance.target).or_default().push(stance);
    }
    by_target
}

fn is_on_a_scale(model: &Model, target: &Target) -> bool {
    let Target::Option(issue, _) = target else {
        return false;
    };
    let issue = model.issues.get(issue);
    issue.is_some_and(|issue| issue.scale.is_some())
}

/// Whether nobody refuses, and nobody says yes on a condition.
fn is_unrefused(stances: &[&StanceInfo]) -> bool {
    let mut readings = stances.iter().map(|stance| stance.reading);
    readings.all(|reading| matches!(reading, Reading::Granted | Reading::Unknown))
}
