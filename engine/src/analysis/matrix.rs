//! The matrix of positions: who says what about what, on one day.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::graph::PositionGraph;
use crate::model::{Milestone, Model, PartyId, Position, PositionId, Target};

use super::stated::{Stated, in_force};

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
    let is_asked = |position: &Position| {
        party.is_none_or(|party| position.party == *party)
            && about.is_none_or(|about| position.on.whole() == *about)
    };
    let asked = in_force(model, graph).filter(|(_, position)| is_asked(position));
    let mut held = by_cell(model, graph, asked.map(|(id, _)| id));
    let parties = speaking(model, &held);
    let rows = rows(model).map(|target| row(target, &parties, &mut held));
    let rows = rows.filter(|row| !row.cells.is_empty() || about == Some(&row.target));
    Matrix {
        rows: rows.collect(),
        contested: contested(graph),
        parties,
    }
}

/// Positions by their rows and parties.
type Cells = BTreeMap<(Target, PartyId), Vec<Held>>;

/// The row of a target, with the cells of the parties that hold something.
fn row(target: Target, parties: &[PartyId], held: &mut Cells) -> MatrixRow {
    let cells = parties.iter().filter_map(|party| {
        let positions = held.remove(&(target.clone(), party.clone()))?;
        let party = party.clone();
        Some(MatrixCell { party, positions })
    });
    MatrixRow {
        cells: cells.collect(),
        target,
    }
}

fn by_cell(
    model: &Model,
    graph: &PositionGraph,
    positions: impl Iterator<Item = PositionId>,
) -> Cells {
    let mut cells = Cells::new();
    for id in positions {
        let position = &model.positions[id];
        let cell = (position.on.whole(), position.party.clone());
        cells.entry(cell).or_default().push(Held {
            stated: Stated::of(model, id),
            over: graph.is_over(id),
        });
    }
    cells
}

/// The parties that hold something, in the model's order.
fn speaking(model: &Model, held: &Cells) -> Vec<PartyId> {
    let speaking: BTreeSet<&PartyId> = held.keys().map(|(_, party)| party).collect();
    let parties = model.parties_in_order().into_iter().map(|party| &party.id);
    let parties = parties.filter(|party| speaking.contains(party));
    parties.cloned().collect()
}

/// Issues and then milestones, in the model's order.
fn rows(model: &Model) -> impl Iterator<Item = Target> {
    let mut milestones: Vec<&Milestone> = model.milestones.values().collect();
    milestones.sort_by_key(|milestone| milestone.place);
    let milestones = milestones.into_iter();
    let milestones = milestones.map(|milestone| Target::Milestone(milestone.id.clone()));
    let issues = model.issues_in_order().into_iter();
    let issues = issues.map(|issue| Target::Issue(issue.id.clone()));
    issues.chain(milestones)
}

fn contested(graph: &PositionGraph) -> Vec<Contradiction> {
    let contested = graph.stances().iter().filter(|stance| stance.contested);
    contested
        .map(|stance| Contradiction {
            party: stance.party.clone(),
            target: stance.target.clone(),
        })
        .collect()
}
