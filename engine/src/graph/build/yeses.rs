//! The nodes of parties' yeses: granted, unknown, on a condition, or refused until something or until they move.

use petgraph::graph::NodeIndex;

use super::changes::{Key, Said, Section};
use super::conditions::Site;
use super::{Builder, Gate, Need, NodeKind};
use crate::graph::ballot::Voter;
use crate::graph::change::Change;
use crate::graph::stance::{Combined, Reading, StanceInfo};
use crate::model::{Condition, PartyId, PositionId, Target};

impl<'a> Builder<'a> {
    /// Makes a node need the yes of some parties to something.
    pub(super) fn yeses<'p>(
        &mut self,
        node: NodeIndex,
        parties: impl IntoIterator<Item = &'p PartyId>,
        target: &Target,
    ) {
        for party in parties {
            let yes = self.yes(party, target);
            self.need(node, yes, Need::SOFT);
        }
    }

    /// The node of a party's yes to something.
    pub(super) fn yes(&mut self, party: &PartyId, target: &Target) -> NodeIndex {
        let key = (party.clone(), target.clone());
        if let Some(&node) = self.stance_nodes.get(&key) {
            return node;
        }
        match self.given.count(party, target) {
            Some((count, voters)) => self.counted(party, target, &count, &voters),
            None => {
                let says = self.given.says(party, target);
                let node = self.stance_node(&says.info);
                // Known before its conditions are built, which may ask for it again.
                self.stance_nodes.insert(key, node);
                self.conditions_of(node, says);
                node
            }
        }
    }

    /// The node of the word of a body itself, beside the votes of its members.
    pub(super) fn own_word(&mut self, body: &PartyId, target: &Target) -> NodeIndex {
        let key = (Voter::Member(body.clone()), target.clone());
        if let Some(&node) = self.vote_nodes.get(&key) {
            return node;
        }
        let says = self.given.says(body, target);
        let node = self.stance_node(&says.info);
        self.vote_nodes.insert(key, node);
        self.conditions_of(node, says);
        node
    }

    fn stance_node(&mut self, info: &StanceInfo) -> NodeIndex {
        let number = self.stances.len();
        let gate = match info.reading {
            Reading::Granted => Gate::True,
            Reading::Unknown => Gate::Unknown(number),
            Reading::Conditional | Reading::Refused | Reading::Counted => Gate::Any,
        };
        self.stances.push(info.clone());
        self.add(NodeKind::Stance(number), gate)
    }

    /// What a yes waits for, and what ends a no.
    fn conditions_of(&mut self, node: NodeIndex, says: Combined<'a>) {
        let Combined { info, ifs, untils } = says;
        match info.reading {
            Reading::Granted | Reading::Unknown | Reading::Counted => {}
            Reading::Conditional => {
                for (condition, positions) in ifs {
                    self.yes_on(node, &info, condition, &positions);
                }
            }
            Reading::Refused => self.refusal(node, &info, untils),
        }
    }

    /// A yes on a condition, which its owner may drop.
    fn yes_on(
        &mut self,
        node: NodeIndex,
        info: &StanceInfo,
        condition: &'a Condition,
        positions: &[PositionId],
    ) {
        let site = Site::in_section(Section::If, &info.target);
        let said = Said::of_positions(self.given.model, positions);
        let dropped = self.waiver(&info.party, condition, site, said);
        let (arm, need) = self.own_condition(condition, &info.party, site);
        self.need(node, arm, need);
        self.need(node, dropped, Need::SOFT);
    }

    /// A refusal, which ends by itself after something, or by its owner's move.
    fn refusal(&mut self, node: NodeIndex, info: &StanceInfo, untils: Vec<&'a Condition>) {
        let until = untils.iter().map(|&condition| condition.clone()).collect();
        for condition in untils {
            let site = Site::in_section(Section::Until, &info.target);
            let (arm, need) = self.condition(condition, site);
            self.need(node, arm, need.and_in_order(site.earlier));
        }
        let said = Said {
            until,
            ..Said::of_refusal(self.given.model, info)
        };
        let (party, target) = (info.party.clone(), info.target.clone());
        let key = Key::Grant(party.clone(), target.clone());
        let granted = self.change(key, Change::Grant { party, target }, said);
        self.need(node, granted, Need::SOFT);
    }
}
