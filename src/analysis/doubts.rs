//! Yeses that something counts on though their author is not sure of them.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::graph::{NodeId, NodeKind, Reading, StanceInfo};
use crate::model::{Confidence, PartyId, PositionId, Target};
use crate::source::Citation;

use super::awaited::Awaited;
use super::engine::circuit::{Edges, Given};
use super::engine::symbolic::Leaf;
use super::known::Known;
use super::question::Question;

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
        let weak: Vec<(NodeId, Doubt)> = self.weak();
        let ways = self.circuit.pinned.len() as u64;
        let cost = weak.len() as u64 * ways * self.graph.len() as u64;
        if cost > self.ask.budget.visits {
            return Known::Unknown(
                "which doubtful answers it counts on would take too long".to_owned(),
            );
        }
        let changes = |change: usize| {
            let leaf = Leaf::Change(change);
            self.is_supposed(leaf) || made.contains(&leaf)
        };
        let stances = self.graph.stances();
        let waits = awaited.items().iter();
        let waits: BTreeSet<_> = waits.map(|one| (&one.party, &one.target)).collect();
        // Where not all that it waits for is known, no answer is held against it.
        let is_whole = awaited.is_exact();
        let granted = |stance: usize| {
            let info = &stances[stance];
            !is_whole
                || self.is_supposed(Leaf::Unknown(stance))
                || waits.contains(&(&info.party, &info.target))
        };
        let given = Given {
            unknown: &granted,
            changes: &changes,
            coming: &|_| true,
        };
        let holds_without = |node: NodeId| {
            let mut ways = self.circuit.pinned.iter();
            ways.any(|pinned| {
                let out: Vec<NodeId> = pinned.iter().copied().chain([node]).collect();
                let holding = self.circuit.evaluate(given, Edges::AsWritten, &out);
                holding.holds(self.node)
            })
        };
        let needed = weak.into_iter().filter(|(node, _)| !holds_without(*node));
        let mut doubts: Vec<Doubt> = needed.map(|(_, doubt)| doubt).collect();
        doubts.sort();
        match (self.circuit.all_pinned, awaited.why()) {
            (false, _) => Known::Unknown(super::standing::NOT_ALL_WAYS.to_owned()),
            // Fewer answers can only make more of them needed.
            (true, Some(why)) => Known::Partial(doubts, why.to_owned()),
            (true, None) => Known::Exact(doubts),
        }
    }

    /// The yeses below the goal of which no position that counts is marked as sure.
    fn weak(&self) -> Vec<(NodeId, Doubt)> {
        let below = self.graph.nodes().filter(|&node| self.cone[node]);
        let weak = below.filter_map(|node| match self.graph.node(node).kind {
            NodeKind::Stance(number) => Some((node, self.doubt(&self.graph.stances()[number])?)),
            NodeKind::Target(_) | NodeKind::Condition(_) | NodeKind::Part | NodeKind::Change(_) => {
                None
            }
        });
        weak.collect()
    }

    fn doubt(&self, stance: &StanceInfo) -> Option<Doubt> {
        let is_yes = matches!(stance.reading, Reading::Granted | Reading::Conditional);
        let is_plain = |id: &PositionId| {
            let asked = self.model.positions[*id].condition.as_ref();
            !asked.is_some_and(|condition| condition.stands_on(self.graph.day))
        };
        // A plain yes stands without the conditional ones beside it.
        let has_plain = stance.positions.iter().any(is_plain);
        let counts = |id: &PositionId| !has_plain || is_plain(id);
        let positions = || stance.positions.iter().copied().filter(counts);
        let confidence = self.model.doubt_of(positions()).filter(|_| is_yes)?;
        let cites = positions().flat_map(|id| self.model.positions[id].cites.clone());
        let cites: BTreeSet<Citation> = cites.collect();
        Some(Doubt {
            party: stance.party.clone(),
            target: stance.target.clone(),
            confidence,
            cites: cites.into_iter().collect(),
        })
    }
}
