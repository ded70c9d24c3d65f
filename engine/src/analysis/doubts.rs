//! Yeses that something counts on though their author is not sure of them.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::graph::{NodeId, Reading, StanceInfo};
use crate::model::{Confidence, PartyId, PositionId, Target};
use crate::source::Citation;

use super::awaited::Awaited;
use super::engine::circuit::{Edges, Given};
use super::engine::symbolic::Leaf;
use super::known::Known;
use super::question::{Question, stance_at};
use super::standing::NOT_ALL_WAYS;

/// A yes that is marked below high confidence, and without which the goal would not hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Doubt {
    /// Whose yes.
    pub party: PartyId,
    /// To what.
    pub target: Target,
    /// How sure the author is of it.
    pub confidence: Confidence,
    /// Where it is read.
    pub cites: Vec<Citation>,
}

impl Question<'_> {
    /// The doubtful yeses that the goal cannot do without once some changes are made, all that comes by itself is there and
    /// the answers that it waits for are yeses: each is taken back by itself, and the goal asked again.
    pub(super) fn doubts(&self, made: &[Leaf], awaited: &Known<Vec<Awaited>>) -> Known<Vec<Doubt>> {
        let weak = self.weak();
        let ways = self.circuit.pinned.len() as u64;
        let cost = weak.len() as u64 * ways * self.graph.len() as u64;
        if cost > self.ask.budget.visits {
            return Known::Unknown(
                "which doubtful answers it counts on would take too long".to_owned(),
            );
        }
        if !self.circuit.all_pinned {
            return Known::Unknown(NOT_ALL_WAYS.to_owned());
        }
        let granted = Granted::of(self, made, awaited);
        let needed = weak
            .into_iter()
            .filter(|(node, _)| !granted.holds_without(*node));
        let mut doubts: Vec<Doubt> = needed.map(|(_, doubt)| doubt).collect();
        doubts.sort();
        // Fewer answers can only make more of them needed.
        Known::but_for(doubts, awaited.why())
    }

    /// The yeses below the goal of which no position that counts is marked as sure.
    fn weak(&self) -> Vec<(NodeId, Doubt)> {
        let below = self.graph.nodes().filter(|&node| self.cone[node]);
        let weak = below.filter_map(|node| {
            let number = stance_at(self.graph, node)?;
            Some((node, self.doubt(&self.graph.stances()[number])?))
        });
        weak.collect()
    }

    fn doubt(&self, stance: &StanceInfo) -> Option<Doubt> {
        let is_yes = matches!(stance.reading, Reading::Granted | Reading::Conditional);
        let counting = self.counting(stance);
        let confidence = self.model.doubt_of(counting.iter().copied());
        let cites = counting
            .iter()
            .flat_map(|&id| &self.model.positions[id].cites);
        let cites: BTreeSet<&Citation> = cites.collect();
        Some(Doubt {
            party: stance.party.clone(),
            target: stance.target.clone(),
            confidence: confidence.filter(|_| is_yes)?,
            cites: cites.into_iter().cloned().collect(),
        })
    }

    /// The positions that count for a yes: a plain yes stands without the conditional ones beside it.
    fn counting(&self, stance: &StanceInfo) -> Vec<PositionId> {
        let is_conditional = |id: &PositionId| {
            let asked = self.model.positions[*id].condition.as_ref();
            asked.is_some_and(|condition| condition.stands_on(self.graph.day))
        };
        let (conditional, plain): (Vec<_>, Vec<_>) =
            stance.positions.iter().partition(|id| is_conditional(id));
        match plain.is_empty() {
            true => conditional,
            false => plain,
        }
    }
}

/// The goal once some changes are made and the answers that it waits for are yeses.
struct Granted<'q, 'a> {
    question: &'q Question<'a>,
    made: &'q [Leaf],
    /// The answers; `None` where not all of them are known, and then no answer is held against the goal.
    waits: Option<BTreeSet<(&'q PartyId, &'q Target)>>,
}

impl<'q, 'a> Granted<'q, 'a> {
    fn of(question: &'q Question<'a>, made: &'q [Leaf], awaited: &'q Known<Vec<Awaited>>) -> Self {
        let yeses = |all: &'q Vec<Awaited>| all.iter().map(|one| (&one.party, &one.target));
        Self {
            question,
            made,
            waits: awaited.exact().map(|all| yeses(all).collect()),
        }
    }

    fn is_made(&self, change: usize) -> bool {
        self.question.is_made(change) || self.made.contains(&Leaf::Change(change))
    }

    fn is_granted(&self, stance: usize) -> bool {
        let info = &self.question.graph.stances()[stance];
        let is_waited_for = |waits: &BTreeSet<_>| waits.contains(&(&info.party, &info.target));
        self.waits.as_ref().is_none_or(is_waited_for) || self.question.is_heard(stance)
    }

    /// Whether the goal holds in some way to respect the exclusions though a node does not.
    fn holds_without(&self, node: NodeId) -> bool {
        let circuit = self.question.circuit;
        let given = Given {
            unknown: &|stance| self.is_granted(stance),
            changes: &|change| self.is_made(change),
            coming: &|_| true,
        };
        circuit.pinned.iter().any(|pinned| {
            let out: Vec<NodeId> = pinned.iter().copied().chain([node]).collect();
            let holding = circuit.evaluate(given, Edges::AsWritten, &out);
            holding.holds(self.question.node)
        })
    }
}
