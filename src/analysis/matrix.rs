//! The matrix of positions: who says what about what, on one day.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::graph::PositionGraph;
use crate::model::{Model, PartyId, PositionId, Target};

use super::stated::Stated;

/// The positions in force, by issue or milestone and by party.
#[derive(Debug, Clone, Serialize)]
pub struct Matrix {
    /// The parties that speak, in the model's order.
    pub parties: Vec<PartyId>,
    /// Issues and milestones, in the model's order: issues first.
    pub rows: Vec<MatrixRow>,
    /// Parties that say yes and no about one thing on one day.
    #[serde(rename = "contradictions")]
    pub contested: Vec<Contradiction>,
}

/// What is said about one thing.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixRow {
    /// The issue or milestone.
    pub target: Target,
    /// What each party that speaks of it says.
    pub cells: Vec<MatrixCell>,
}

/// What one party says about one thing.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixCell {
    /// The party.
    pub party: PartyId,
    /// Its positions.
    pub positions: Vec<Held>,
}

/// A position in force.
#[derive(Debug, Clone, Serialize)]
pub struct Held {
    /// The position.
    #[serde(flatten)]
    pub stated: Stated,
    /// Whether it is a refusal that is over, for what it was to last until has been reached.
    pub over: bool,
}

/// A yes and a no of one party about one thing on one day.
#[derive(Debug, Clone, Serialize)]
pub struct Contradiction {
    /// Whose.
    pub party: PartyId,
    /// About what.
    pub target: Target,
}

/// The matrix, for one party or one issue where asked.
pub fn matrix(
    model: &Model,
    graph: &PositionGraph,
    party: Option<&PartyId>,
    about: Option<&Target>,
) -> Matrix {
    let in_force = graph.positions_in_force(model);
    let wanted = |index: &&PositionId| {
        let position = &model.positions[**index];
        party.is_none_or(|party| position.party == *party)
            && about.is_none_or(|about| row_of(&position.on) == *about)
    };
    let wanted: Vec<PositionId> = in_force.iter().filter(wanted).copied().collect();
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
                        .map(|i| Held {
                            stated: Stated::of(model, i),
                            over: graph.is_over(i),
                        })
                        .collect(),
                })
                .filter(|cell| !cell.positions.is_empty())
                .collect();
            MatrixRow { target, cells }
        })
        .filter(|row| !row.cells.is_empty() || about == Some(&row.target))
        .collect();
    let contested = graph
        .stances()
        .iter()
        .filter(|s| s.contested)
        .map(|s| Contradiction {
            party: s.party.clone(),
            target: s.target.clone(),
        })
        .collect();
    Matrix {
        parties,
        rows,
        contested,
    }
}

/// The row to which a position belongs: its milestone, or its issue.
fn row_of(target: &Target) -> Target {
    match target {
        Target::Option(issue, _) => Target::Issue(issue.clone()),
        Target::Milestone(_) | Target::Issue(_) => target.clone(),
    }
}
