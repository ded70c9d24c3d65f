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
        let wishes = Wishes {
            asking: self,
            issue,
            answers: self.answers(issue),
            stated: self.holdings(issue),
        };
        let apart = wishes.differ().then(|| wishes.apart())?;
        let is_apart = apart.overlap.is_empty() || apart.stated.iter().any(Holding::is_one_number);
        is_apart.then(|| self.about(issue, ConflictKind::Apart(apart)))
    }

    /// What those who count here want of an issue: an answer each.
    fn holdings(&self, issue: &Issue) -> Vec<Holding> {
        let wants = |p: &Position| {
            p.stance.grants() && (p.value.is_some() || matches!(p.on, Target::Option(..)))
        };
        let said = self.said_by_those_who_count(issue);
        let wishes = said.filter(|(_, position)| wants(position));
        wishes.map(|(id, p)| Holding::of(id, p)).collect()
    }

    fn said_by_those_who_count(
        &self,
        issue: &Issue,
    ) -> impl Iterator<Item = (PositionId, &Position)> {
        let in_force = self.in_force.iter().map(|&i| (i, &self.model.positions[i]));
        in_force.filter(move |(_, p)| {
            let mut between = issue.between.iter();
            p.on.issue() == Some(&issue.id)
                && (self.all_who_spoke.is_some()
                    || between.any(|asked| self.model.votes_in(asked, &p.party)))
        })
    }

    /// Whether a party would have an answer, with or without a condition.
    fn is_granted(&self, party: &PartyId, answer: &Target) -> bool {
        self.stances().iter().any(|s| {
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
        let cites = issue.reported_contested.clone();
        let said: Vec<_> = self.said_by_those_who_count(issue).collect();
        let silent = silent(issue, &said);
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

/// Who of those who must agree on an issue holds none of some positions.
fn silent(issue: &Issue, said: &[(PositionId, &Position)]) -> Vec<PartyId> {
    let has_spoken = |party: &&PartyId| said.iter().any(|(_, p)| p.party == **party);
    let silent = issue.between.iter().filter(|party| !has_spoken(party));
    silent.cloned().collect()
}

/// What the parties want of an issue.
struct Wishes<'a> {
    asking: &'a Asking<'a>,
    issue: &'a Issue,
    answers: Vec<Target>,
    stated: Vec<Holding>,
}

impl Wishes<'_> {
    fn parties(&self) -> BTreeSet<&PartyId> {
        self.stated.iter().map(|holding| &holding.party).collect()
    }

    fn granted_by(&self, party: &PartyId) -> Vec<&Target> {
        let answers = self.answers.iter();
        let granted = answers.filter(|answer| self.asking.is_granted(party, answer));
        granted.collect()
    }

    /// Whether two parties would have different answers.
    fn differ(&self) -> bool {
        let parties = self.parties().into_iter();
        let wishes: BTreeSet<_> = parties.map(|party| self.granted_by(party)).collect();
        wishes.len() > 1
    }

    /// The answers that every party would have.
    fn shared(&self) -> Vec<&Target> {
        let parties = self.parties();
        let is_shared = |answer: &&Target| {
            let mut parties = parties.iter();
            parties.all(|party| self.asking.is_granted(party, answer))
        };
        self.answers.iter().filter(is_shared).collect()
    }

    fn is_refused(&self, answer: &Target) -> bool {
        !self.asking.refusing(self.issue, answer).is_empty()
    }

    fn apart(&self) -> Apart {
        let shared = self.shared();
        let scale = self.issue.scale.as_ref();
        Apart {
            stated: self.stated.clone(),
            unit: scale.map(|scale| scale.unit.clone()),
            overlap: shared.iter().filter_map(|t| t.option().cloned()).collect(),
            refused_overlap: self.refused(&shared),
            nobody_refused: !self.answers.iter().any(|answer| self.is_refused(answer)),
        }
    }

    /// Which of some answers are refused, and by whom.
    fn refused(&self, answers: &[&Target]) -> Vec<(OptionId, Vec<PartyId>)> {
        let refused = answers.iter().filter(|answer| self.is_refused(answer));
        let by = refused.filter_map(|answer| {
            let option = answer.option()?.clone();
            Some((option, self.asking.refusers(self.issue, answer)))
        });
        by.collect()
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
