//! What blocks the goal, or what it waits for, and what is refused beside.

use crate::analysis::{Awaited, Blocker, Blocks, Refusal, Status};
use crate::graph::Change;
use crate::model::{Stance, Voice};

use super::{Maker, derived, say};
use crate::view::words::answers::{
    NOTE, blocker_items, blocker_line_of, exclusion_item, finding, noted, on_the_way, refusal_items,
};
use crate::view::words::doers::Doer;
use crate::view::{Block, Item, Section, WhoseWords};

/// Marks a line on which the author has a note that is told in another briefing.
pub(super) const NOTED: &str = "‡";

impl Maker<'_> {
    pub(super) fn what_blocks(&self) -> Vec<Section> {
        let Some(answer) = &self.answer else {
            return Vec::new();
        };
        let mut parts = vec![Block::Items(self.what_it_takes(answer))];
        parts.extend(may_not_be_whole(answer));
        parts.extend(self.refused_beside(answer));
        parts.extend(self.way_figure());
        let keys = self.keys();
        if !keys.is_empty() {
            parts.push(Block::Items(keys));
        }
        vec![Section::new(self.heading(answer), parts)]
    }

    fn heading(&self, answer: &Blocks) -> String {
        let goal = self.words.target(&answer.goal);
        let is_plural = self.words.is_plural(&answer.goal);
        match answer.status() {
            Status::Blocked => format!("What blocks {goal}"),
            Status::Open => {
                let waits = if is_plural { "wait" } else { "waits" };
                format!("What {goal} {waits} for")
            }
            Status::Met | Status::Reached | Status::Closed | Status::Pending => {
                let stands = if is_plural { "stand" } else { "stands" };
                format!("How {goal} {stands}")
            }
        }
    }

    /// What would have to be lifted, or be said; where it is neither, how the goal stands.
    fn what_it_takes(&self, answer: &Blocks) -> Vec<Item> {
        match answer.status() {
            Status::Blocked => {
                let excluded = answer.exclusions.iter();
                let excluded = excluded.map(|one| exclusion_item(self.words, one));
                let line = |one: &Blocker, doer: &Doer| {
                    blocker_line_of(self.words, doer, one).of(self.whose(one))
                };
                let with_notes = |item: Item, notes: &[String]| self.with_notes(item, notes);
                let blockers = answer.blockers.items().iter();
                let blockers = blocker_items(self.words, self.graph, blockers, line, with_notes);
                blockers.into_iter().chain(excluded).collect()
            }
            Status::Open => {
                let awaited = answer.awaited.items().iter();
                let awaited = awaited.map(|awaited| self.awaited_item(awaited));
                let excluded = answer.exclusions.iter();
                let excluded = excluded.map(|one| exclusion_item(self.words, one));
                awaited.chain(excluded).collect()
            }
            Status::Met | Status::Reached | Status::Closed | Status::Pending => {
                vec![derived(finding(self.words, None, answer)).item()]
            }
        }
    }

    fn awaited_item(&self, awaited: &Awaited) -> Item {
        let case = match awaited.needed {
            true => "",
            false => "; not needed in every case",
        };
        let who = self.words.awaited(&awaited.party, &awaited.target);
        let line = derived(format!("{who}{case}.")).citing(&awaited.cites);
        self.with_notes(line.item(), &awaited.notes)
    }

    /// What the author notes on a line; a short briefing only marks that there is a note.
    pub(super) fn with_notes(&self, mut item: Item, notes: &[String]) -> Item {
        if !self.is_short() {
            return noted(item, notes);
        }
        if !notes.is_empty() {
            item.line.words += NOTED;
        }
        item
    }

    /// Whose words a refusal rests on; a condition, and a no that follows from a demand, are our reading.
    pub(super) fn whose(&self, blocker: &Blocker) -> WhoseWords {
        match &blocker.change {
            Change::Grant { .. } if !blocker.implied => self.whose_refusal(blocker),
            Change::Grant { .. } | Change::Waive { .. } => WhoseWords::Derived,
        }
    }

    fn whose_refusal(&self, blocker: &Blocker) -> WhoseWords {
        let (party, target) = (blocker.change.party(), blocker.change.target());
        let behind = self.positions_in_force().filter(|one| {
            let is_its_own = one.party == *party && !one.remark;
            is_its_own && one.on.whole() == target.whole()
        });
        let behind = behind.filter(|one| matches!(one.stance, Stance::Rejects | Stance::Demands));
        let voices: Vec<Voice> = behind.map(|one| one.voice).collect();
        let is_own = |voice: &Voice| *voice == Voice::Own;
        match (voices.iter().all(is_own), voices.iter().any(is_own)) {
            _ if voices.is_empty() || blocker.sole => WhoseWords::Derived,
            (true, _) => WhoseWords::Stated,
            (false, false) => WhoseWords::Reported,
            // What several voices say is told in none of them.
            (false, true) => WhoseWords::Derived,
        }
    }

    /// What is refused and is not what blocks the goal: said where the rest is, so that no refusal is lost.
    fn refused_beside(&self, answer: &Blocks) -> Vec<Block> {
        let mut told: Vec<&Refusal> = answer.not_blocking.items().iter().collect();
        if self.is_short() {
            told.retain(on_the_way(self.graph, answer));
        }
        if told.is_empty() {
            return Vec::new();
        }
        let mut items = refusal_items(self.words, self.graph, told);
        if self.is_short() {
            items.iter_mut().for_each(only_marked);
        }
        vec![
            say("Also refused, though this is not what blocks it:"),
            Block::Items(items),
        ]
    }
}

/// A mark instead of the notes on a line.
pub(super) fn only_marked(item: &mut Item) {
    let below = std::mem::take(&mut item.below);
    if below.iter().any(|one| one.line.words.starts_with(NOTE)) {
        item.line.words += NOTED;
    }
}

/// Why the list of what blocks the goal, or of what it waits for, may lack something.
fn may_not_be_whole(answer: &Blocks) -> Option<Block> {
    let why = match answer.status() {
        Status::Open => answer.awaited.why(),
        Status::Met | Status::Reached | Status::Closed | Status::Pending | Status::Blocked => {
            answer.blockers.why()
        }
    };
    why.map(|why| say(format!("This list may not be whole: {why}.")))
}
