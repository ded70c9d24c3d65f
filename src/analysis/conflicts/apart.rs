//! Apart: stated wishes that differ while some answer is refused by nobody. One-sided and unstated: issues that sources
//! call contested while not all, or none, of those who must agree have spoken.

use std::collections::BTreeSet;

use crate::analysis::stated::Stated;
use crate::graph::Reading;
use crate::model::{Issue, OptionId, PartyId, Position, PositionId, Target};

use super::{Apart, Asking, Conflict, ConflictKind, Holding};

impl Asking<'_> {
    /// The conflict over an issue of which the parties want different answers.
    pub(super) fn apart(&self, issue: &Issue) -> Option<Conflict> {
        let stated = self.holdings(issue);
        let parties: BTreeSet<&PartyId> = stated.iter().map(|h| &h.party).collect();
        let answers = self.answers(issue);
        let granted_by = |party: &PartyId| -> Vec<&Target> {
            let granted = answers.iter().filter(|a| self.is_granted(party, a));
            granted.collect()
        };
        let wishes: BTreeSet<Vec<&Target>> = parties.iter().map(|p| granted_by(p)).collect();
        if parties.len() < 2 || wishes.len() < 2 {
            return None;
        }
        let shared = |answer: &&Target| parties.iter().all(|party| self.is_granted(party, answer));
        let shared: Vec<&Target> = answers.iter().filter(shared).collect();
        let names_a_number = stated.iter().any(Holding::is_one_number);
        let overlap: Vec<OptionId> = shared.iter().filter_map(|t| t.option().cloned()).collect();
        if !overlap.is_empty() && !names_a_number {
            return None;
        }
        let is_refused = |answer: &Target| !self.refusing(issue, answer).is_empty();
        let apart = Apart {
            stated,
            unit: issue.scale.as_ref().map(|scale| scale.unit.clone()),
            overlap,
            refused_overlap: shared
                .iter()
                .filter(|answer| is_refused(answer))
                .filter_map(|answer| Some((answer.option()?.clone(), self.refusers(issue, answer))))
                .collect(),
            nobody_refused: !answers.iter().any(is_refused),
        };
        Some(self.about(issue, ConflictKind::Apart(apart)))
    }

    /// What those who must agree on an issue want: an answer each.
    fn holdings(&self, issue: &Issue) -> Vec<Holding> {
        let wants = |p: &Position| {
            p.stance.grants() && (p.value.is_some() || matches!(p.on, Target::Option(..)))
        };
        let said = self.said_by_those_who_must_agree(issue);
        let wishes = said.filter(|(_, position)| wants(position));
        wishes.map(|(id, p)| Holding::of(id, p)).collect()
    }

    fn said_by_those_who_must_agree(
        &self,
        issue: &Issue,
    ) -> impl Iterator<Item = (PositionId, &Position)> {
        let in_force = self.in_force.iter().map(|&i| (i, &self.model.positions[i]));
        in_force.filter(move |(_, p)| {
            p.on.issue() == Some(&issue.id) && issue.between.contains(&p.party)
        })
    }

    /// Whether a party would have an answer, with or without a condition.
    fn is_granted(&self, party: &PartyId, answer: &Target) -> bool {
        self.graph.stances().iter().any(|s| {
            s.party == *party
                && s.target == *answer
                && matches!(s.reading, Reading::Granted | Reading::Conditional)
        })
    }

    fn refusers(&self, issue: &Issue, answer: &Target) -> Vec<PartyId> {
        let by = self.refusals_of(issue, answer).map(|s| s.party.clone());
        by.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// An issue that sources call contested, where those who must agree have not all spoken.
    pub(super) fn unstated(&self, issue: &Issue) -> Option<Conflict> {
        if issue.reported_contested.is_empty() {
            return None;
        }
        let said: Vec<_> = self.said_by_those_who_must_agree(issue).collect();
        let has_spoken = |party: &&PartyId| said.iter().any(|(_, p)| p.party == **party);
        let silent = issue.between.iter().filter(|party| !has_spoken(party));
        let silent: Vec<PartyId> = silent.cloned().collect();
        let cites = issue.reported_contested.clone();
        let kind = match (said.is_empty(), silent.is_empty()) {
            (true, _) => ConflictKind::PositionsUnstated { cites },
            (false, false) => ConflictKind::OneSided {
                spoken: Stated::all(self.model, said.iter().map(|(id, _)| id)),
                silent,
                cites,
            },
            (false, true) => return None,
        };
        Some(self.about(issue, kind))
    }
}

impl Holding {
    fn of(id: PositionId, position: &Position) -> Self {
        Self {
            id,
            party: position.party.clone(),
            stance: position.stance,
            value: position.value,
            option: position.on.option().cloned(),
            condition: position.condition.clone(),
            cites: position.cites.clone(),
        }
    }

    fn is_one_number(&self) -> bool {
        self.value.is_some_and(|value| value.single().is_some())
    }
}
