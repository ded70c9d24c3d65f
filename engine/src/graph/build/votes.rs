//! The nodes of a body's yes: a gate over the votes of its members.

use petgraph::graph::NodeIndex;

use super::{Builder, Gate, Need, NodeKind};
use crate::graph::ballot::{Count, Voter};
use crate::graph::stance::{Reading, StanceInfo};
use crate::model::{PartyId, Target};

impl Builder<'_> {
    /// The node of a body's yes.
    pub(super) fn counted(
        &mut self,
        body: &PartyId,
        target: &Target,
        count: &Count,
        voters: &[Voter],
    ) -> NodeIndex {
        let number = self.stances.len();
        self.stances.push(StanceInfo::counted(body, target));
        let node = self.add(NodeKind::Stance(number), Gate::All);
        let key = (body.clone(), target.clone());
        self.stance_nodes.insert(key, node);
        // Also who weighs nothing by this rule is asked.
        for voter in voters {
            self.votes(body, target, voter);
        }
        let votes = self.count(body, target, count);
        self.need(node, votes, Need::SOFT);
        node
    }

    fn count(&mut self, body: &PartyId, target: &Target, count: &Count) -> NodeIndex {
        let (gate, parts) = match count {
            Count::All(parts) => (Gate::All, parts),
            Count::Any(parts) => (Gate::Any, parts),
            Count::Reach { needed, of } => return self.reach(body, target, *needed, of),
        };
        let node = self.add(NodeKind::Part, gate);
        for part in parts {
            let part = self.count(body, target, part);
            self.need(node, part, Need::SOFT);
        }
        node
    }

    fn reach(
        &mut self,
        body: &PartyId,
        target: &Target,
        needed: u64,
        of: &[(Voter, u64)],
    ) -> NodeIndex {
        let node = self.add(NodeKind::Part, Gate::AtLeast(needed));
        for (voter, weight) in of.iter().filter(|(_, weight)| *weight > 0) {
            let votes = self.votes(body, target, voter);
            let need = Need {
                weight: *weight,
                ..Need::SOFT
            };
            self.need(node, votes, need);
        }
        node
    }

    /// The node of some votes.
    fn votes(&mut self, body: &PartyId, target: &Target, voter: &Voter) -> NodeIndex {
        match voter {
            Voter::Cast => self.add(NodeKind::Part, Gate::True),
            Voter::Member(party) | Voter::Against(party) if party == body => {
                self.own_word(body, target)
            }
            Voter::Member(party) | Voter::Against(party) => self.yes(party, target),
            Voter::Rest(party) => self.once(voter.clone(), target, |builder| {
                builder.rest(body, target, party)
            }),
        }
    }

    /// The votes of which nobody knows: they come with those that were cast against, or by themselves.
    fn rest(&mut self, body: &PartyId, target: &Target, party: &PartyId) -> NodeIndex {
        let known = self.votes(body, target, &Voter::Member(party.clone()));
        let NodeKind::Stance(number) = self.graph[known].kind else {
            return known;
        };
        if self.stances[number].reading != Reading::Refused {
            return known;
        }
        let number = {
            let rest = self.stances[number].rest();
            self.stances.push(rest);
            self.stances.len() - 1
        };
        let unheard = self.add(NodeKind::Stance(number), Gate::Unknown(number));
        let either = self.add(NodeKind::Part, Gate::Any);
        self.need(either, known, Need::SOFT);
        self.need(either, unheard, Need::SOFT);
        either
    }

    /// The node of some votes on something, made once.
    fn once(
        &mut self,
        voter: Voter,
        target: &Target,
        make: impl FnOnce(&mut Self) -> NodeIndex,
    ) -> NodeIndex {
        let key = (voter, target.clone());
        if let Some(&node) = self.vote_nodes.get(&key) {
            return node;
        }
        let node = make(self);
        self.vote_nodes.insert(key, node);
        node
    }
}
