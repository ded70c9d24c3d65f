//! What a role knows of the others, and how it could begin with them.
//!
//! It knows what they ask for in public. What they refuse is not theirs to know, so no advice follows from it.

use crate::graph::Change;
use crate::lesson::Role;
use crate::model::{PartyId, PositionId, Target};

use crate::view::packet::paper::{item, leaf, once, say, sentence, sentences};
use crate::view::packet::{Maker, heard};
use crate::view::{Block, Item};

impl Maker<'_> {
    /// What a role knows of the others: what they ask for in public, and that some say nothing.
    pub(super) fn beliefs(&self, role: &Role) -> Vec<Block> {
        let others = self
            .others(role)
            .map(|other| self.says_in_public(other.id()));
        let believed = sentences(&role.believes).map(leaf);
        let list = others.chain(believed).collect();
        vec![
            Block::Items(list),
            say(
                "That is what they say. What they need, and how far they would go, you have to find out.",
            ),
        ]
    }

    /// What the others hear of a party: what it asks for on issues that are played.
    pub(super) fn heard_of(&self, party: &PartyId) -> Vec<PositionId> {
        let mut asks = self.asks_of(party);
        asks.retain(|&id| self.is_in_play(&self.position(id).on));
        asks
    }

    fn says_in_public(&self, party: &PartyId) -> Item {
        let name = self.words.party_first(party);
        let asks = self.heard_of(party);
        if asks.is_empty() {
            return leaf(format!("{name}: nothing that you know of."));
        }
        let asks = asks.into_iter().map(|id| self.position(id));
        let said = once(asks.map(|position| heard(self.words, position)));
        item(
            format!("{name} says in public:"),
            said.into_iter().map(leaf).collect(),
        )
    }

    /// The teacher's opening; else a question to whoever stands against this role.
    pub(super) fn opening(&self, role: &Role) -> String {
        if let Some(words) = &role.opening {
            return sentence(words);
        }
        match self.met_by(role) {
            Some((other, issue)) => format!(
                "Say in one sentence what you need, before what you ask for. Then ask {} what stands behind its wish on {}.",
                self.words.party(other),
                self.words.target(&issue)
            ),
            None if self.can_open(role.id()) => {
                "Say in one sentence what you need. You hold something that the others wait for: find out what it is worth to them."
                    .to_owned()
            }
            None => "Say in one sentence what you need. Then ask each of the others for the one thing that matters most to it.".to_owned(),
        }
    }

    /// Another role that asks for something on the same issue. What others refuse is not theirs to know: whom to ask
    /// follows from what both ask for in public.
    fn met_by<'r>(&'r self, role: &'r Role) -> Option<(&'r PartyId, Target)> {
        let own = self.wishes(role.id());
        self.others(role).find_map(|other| {
            let mut wishes = self.wishes(other.id()).into_iter();
            let same = wishes.find(|target| target.issue().is_some() && own.contains(target))?;
            Some((other.id(), same))
        })
    }

    /// The issues and milestones in play on which a party asks for something.
    fn wishes(&self, party: &PartyId) -> Vec<Target> {
        let asks = self.asks_of(party).into_iter();
        let asks = asks.map(|id| self.position(id).on.whole());
        asks.filter(|target| self.is_in_play(target)).collect()
    }

    /// Whether some smallest opening of the goal has a move of this party.
    fn can_open(&self, party: &PartyId) -> bool {
        let mut blockers = self
            .blocked()
            .into_iter()
            .flat_map(|answer| answer.blockers.items());
        let mut changes = self.graph.changes().iter();
        blockers.any(|b| b.change.party() == party)
            || changes
                .any(|info| matches!(&info.change, Change::Waive { party: p, .. } if p == party))
    }
}
