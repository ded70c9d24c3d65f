//! The matrix of positions: who says what about what, on one day.

use std::collections::BTreeSet;

use crate::graph::PositionGraph;
use crate::model::{Model, PartyId, Target};

/// The positions in force, by issue or milestone and by party.
#[derive(Debug, Clone)]
pub struct Matrix {
    /// The parties that speak, in the model's order.
    pub parties: Vec<PartyId>,
    /// Issues and milestones with their cells, in the model's order: issues first.
    pub rows: Vec<(Target, Vec<MatrixCell>)>,
    /// Parties that say yes and no about one thing on one day.
    pub contested: Vec<(PartyId, Target)>,
    /// Refusals among them that are over, for what they were to last until has been reached.
    pub over: BTreeSet<usize>,
}

/// What one party says about one thing.
#[derive(Debug, Clone)]
pub struct MatrixCell {
    /// The party.
    pub party: PartyId,
    /// Its positions: indexes into the model's list.
    pub positions: Vec<usize>,
}

/// The matrix, for one party or one issue where asked.
pub fn matrix(
    model: &Model,
    graph: &PositionGraph,
    party: Option<&PartyId>,
    about: Option<&Target>,
) -> Matrix {
    let in_force = graph.positions_in_force(model);
    let wanted = |index: &&usize| {
        let position = &model.positions[**index];
        party.is_none_or(|party| position.party == *party)
            && about.is_none_or(|about| row_of(&position.on) == *about)
    };
    let wanted: Vec<usize> = in_force.iter().filter(wanted).copied().collect();
    let speaking: BTreeSet<&PartyId> = wanted.iter().map(|&i| &model.positions[i].party).collect();
    let parties: Vec<PartyId> = model
        .parties_in_order()
        .into_iter()
        .map(|p| p.id.clone())
        .filter(|id| speaking.contains(id))
        .collect();
    let mut milestones: Vec<_> = model.milestones.values().collect();
    milestones.sort_by_key(|m| m.place);
    let targets = model
        .issues_in_order()
        .into_iter()
        .map(|i| Target::Issue(i.id.clone()))
        .chain(
            milestones
                .into_iter()
                .map(|m| Target::Milestone(m.id.clone())),
        );
    let rows = targets
        .map(|target| {
            let cells = parties
                .iter()
                .map(|party| MatrixCell {
                    party: party.clone(),
                    positions: wanted
                        .iter()
                        .copied()
                        .filter(|&i| {
                            model.positions[i].party == *party
                                && row_of(&model.positions[i].on) == target
                        })
                        .collect(),
                })
                .filter(|cell| !cell.positions.is_empty())
                .collect();
            (target, cells)
        })
        .filter(|(target, cells): &(Target, Vec<MatrixCell>)| {
            !cells.is_empty() || about == Some(target)
        })
        .collect();
    let contested = graph
        .stances()
        .iter()
        .filter(|s| s.contested)
        .map(|s| (s.party.clone(), s.target.clone()))
        .collect();
    Matrix {
        parties,
        rows,
        contested,
        over: wanted.into_iter().filter(|&i| graph.is_over(i)).collect(),
    }
}

/// The row to which a position belongs: its milestone, or its issue.
fn row_of(target: &Target) -> Target {
    match target {
        Target::Option(issue, _) => Target::Issue(issue.clone()),
        Target::Milestone(_) | Target::Issue(_) => target.clone(),
    }
}
