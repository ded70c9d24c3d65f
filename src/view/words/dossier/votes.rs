//! Votes that were counted, in the dossiers of the bodies that voted and of what they voted on.

use crate::model::Vote;
use crate::view::{Item, Line, Section};

use super::Maker;
use crate::view::words::upper_first;

impl Maker<'_> {
    /// The votes that are meant, the earliest first.
    pub(super) fn votes(&self, is_meant: impl Fn(&Vote) -> bool) -> Option<Section> {
        let mut votes: Vec<&Vote> = self
            .model
            .votes
            .iter()
            .filter(|vote| is_meant(vote))
            .collect();
        votes.sort_by_key(|vote| vote.date);
        let items = votes.into_iter().map(|vote| self.vote(vote)).collect();
        Section::of_items("Votes that were counted", items)
    }

    fn vote(&self, vote: &Vote) -> Item {
        let (body, on) = (self.words.party(&vote.body), self.words.target(&vote.on));
        let count = vote.count.unwrap_or_else(|| vote.together());
        let asked = vote.text.as_ref().map(|text| format!(" ({text})"));
        let binds = if vote.advisory {
            "; it binds nobody"
        } else {
            ""
        };
        let words = format!(
            "{}: {body} on {on}{}: {}{binds}.",
            upper_first(&vote.date.in_words()),
            asked.unwrap_or_default(),
            count.in_words()
        );
        let each = vote.by.iter().map(|(party, split)| {
            let who = self.words.party_first(party);
            Item::derived(format!("{who}: {}.", split.in_words()))
        });
        let note = vote
            .note
            .iter()
            .map(|note| Item::derived(format!("Note: {note}")));
        let line = Line::derived(words).citing(&vote.cites);
        line.above(each.chain(note))
    }
}
