//! What can be quoted: what parties say themselves, what is reported of them, and where nobody has said anything.

use crate::analysis::{Gap, Spoken};
use crate::model::{Confidence, PartyId, Position, Voice};

use super::{Maker, cited, derived, full_stop, list, one, say};
use crate::view::{Block, Item, Section};

impl Maker<'_> {
    /// What parties say themselves, through a speaker: what can be quoted as theirs.
    pub(super) fn in_their_own_words(&self) -> Vec<Section> {
        let in_force: Vec<&Position> = self.positions_in_force().collect();
        let parties = self.model.parties_in_order().into_iter();
        let parts = parties.flat_map(|party| self.by_voice(&party.id, &in_force));
        let parts: Vec<Block> = parts.chain(self.said_by_others()).collect();
        one((!parts.is_empty()).then(|| Section::new("Whose words they are", parts)))
    }

    /// What a party says through a speaker, and what is reported of it.
    fn by_voice(&self, party: &PartyId, in_force: &[&Position]) -> Vec<Block> {
        let of_it = in_force.iter().filter(|p| p.party == *party);
        let (own, of_others): (Vec<&Position>, _) = of_it.partition(|p| p.voice == Voice::Own);
        let name = self.words.party_first(party);
        let labelled = [
            (
                own,
                "through a named speaker, in our words and not as a quotation",
            ),
            (
                of_others,
                if self.has_sources() {
                    "as reported"
                } else {
                    "as recorded"
                },
            ),
        ];
        let told = labelled.into_iter().filter(|(of, _)| !of.is_empty());
        told.flat_map(|(positions, label)| {
            let items = positions.into_iter().map(|p| self.with_doubt(p));
            [say(format!("{name}, {label}:")), list(items)]
        })
        .collect()
    }

    /// A position with what its author notes on it, where it is not plainly said.
    fn with_doubt(&self, position: &Position) -> Item {
        let mut item = self.position_item(position);
        if position.confidence.is_some_and(|c| c != Confidence::High) {
            let notes = position.note.iter();
            item.below = notes.map(|note| derived(full_stop(note)).item()).collect();
        }
        item
    }

    fn said_by_others(&self) -> Vec<Block> {
        let items: Vec<Item> = self.attributed().map(|p| self.position_item(p)).collect();
        if items.is_empty() {
            return Vec::new();
        }
        let words = "Said of a party by another, and counted as nobody’s position:";
        vec![say(words), Block::Items(items)]
    }

    pub(super) fn silence(&self) -> Vec<Section> {
        let parties = self.model.parties_in_order().into_iter();
        let items: Vec<Item> = parties
            .filter_map(|party| self.silent_on(&party.id))
            .collect();
        if items.is_empty() {
            return Vec::new();
        }
        let mut words = "No yes or no of the parties below is on record on the points named, though the model counts their yes as needed.".to_owned();
        let spoke = |gap: &Gap| matches!(gap.spoken, Spoken::Remark | Spoken::Undecided);
        if self.gaps.iter().any(spoke) {
            words += " Some have spoken of them without an answer.";
        }
        words += " Silence is neither consent nor refusal.";
        let blocks = vec![say(words), Block::Items(items)];
        vec![Section::new("Answers that are missing", blocks)]
    }

    /// On what a party is silent: in one line, or each point with its own sentences.
    fn silent_on(&self, party: &PartyId) -> Option<Item> {
        let gaps = self.gaps.iter().filter(|gap| gap.party == *party);
        let told: Vec<&Gap> = gaps
            .filter(|gap| gap.on_the_way || !self.is_short())
            .collect();
        let who = self.words.party_first(party);
        let on = |gap: &Gap| {
            let ended = match gap.spoken {
                Spoken::Ended => " (an earlier answer is no longer in force)",
                Spoken::Nothing
                | Spoken::Silent
                | Spoken::Remark
                | Spoken::Undecided
                | Spoken::Split
                | Spoken::Contested => "",
            };
            format!("on {}{ended}.", self.words.target(&gap.target))
        };
        match told.as_slice() {
            [] => None,
            [one] => Some(cited(format!("{who} {}", on(one)), &one.cites)),
            several => Some(Item {
                line: derived(format!("{who}:")),
                below: several
                    .iter()
                    .map(|gap| cited(on(gap), &gap.cites))
                    .collect(),
            }),
        }
    }
}
