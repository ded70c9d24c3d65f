//! Votes that were counted, in the dossiers of the bodies that voted and of what they voted on.

use crate::model::{Split, Vote};
use crate::view::{Item, Line, Section};

use super::Maker;
use crate::view::words::{and, upper_first};

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
        let all = vote
            .by
            .values()
            .fold(Split::default(), |sum, one| sum.and(*one));
        let count = vote.count.unwrap_or(all);
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
            in_numbers(count)
        );
        let each = vote.by.iter().map(|(party, split)| {
            let who = self.words.party_first(party);
            Item::derived(format!("{who}: {}.", in_numbers(*split)))
        });
        let note = vote
            .note
            .iter()
            .map(|note| Item::derived(format!("Note: {note}")));
        let line = Line::derived(words).citing(&vote.cites);
        line.above(each.chain(note))
    }
}

fn in_numbers(split: Split) -> String {
    let parts = [
        (split.yes, "for"),
        (split.no, "against"),
        (split.abstained, "not voting"),
    ];
    let told = parts.into_iter().filter(|(votes, _)| *votes > 0);
    let told: Vec<String> = told.map(|(votes, how)| format!("{votes} {how}")).collect();
    and(&told)
}
