//! The circles of conditions, each told as a story, with what would break it.

use std::collections::BTreeSet;

use crate::analysis::{Deadlock, Opens, RingEdge};
use crate::model::PartyId;

use super::{Maker, cited, derived, one, say};
use crate::view::words::answers::clause;
use crate::view::words::{Words, count, possessive, upper_first};
use crate::view::{Block, Item, Line, Section};

/// A condition of a ring with what its author notes on it.
type Noted<'r> = (&'r RingEdge, &'r String);

impl Maker<'_> {
    pub(super) fn circular(&self) -> Vec<Section> {
        let room = self.room_for(1);
        let rings = self.rings.iter().take(room);
        let told = rings.flat_map(|ring| self.ring_with_its_ways(ring));
        let untold = self.rings.len().saturating_sub(room);
        let parts: Vec<Block> = told.chain(more_circles(untold)).collect();
        one((!parts.is_empty()).then(|| Section::new("Circular conditions (deadlock)", parts)))
    }

    fn ring_with_its_ways(&self, ring: &Deadlock) -> Vec<Block> {
        let ways = self.ways_out(ring);
        let mut parts = vec![
            Block::Tell(ring_story(self.words, ring)),
            say(what_opens(ring, ways.len())),
        ];
        if !ways.is_empty() {
            parts.push(Block::Items(ways));
        }
        match self.is_short() {
            true => parts.extend(notes_counted(ring)),
            false => parts.extend(self.readings(ring)),
        }
        parts
    }

    /// What somebody could give up so that the circle opens.
    fn ways_out(&self, ring: &Deadlock) -> Vec<Item> {
        let ways = ring.edges.iter().filter_map(|edge| {
            let words = upper_first(&clause(self.words, edge.change.as_ref()?));
            Some(cited(format!("{words}."), &edge.cites))
        });
        ways.collect()
    }

    /// How the texts are read. What stands under what blocks the goal is not told again.
    fn readings(&self, ring: &Deadlock) -> Vec<Block> {
        let blockers = self.blockers().iter();
        let told: Vec<&String> = blockers.flat_map(|blocker| &blocker.notes).collect();
        let new = notes_of(ring).filter(|(_, note)| !told.contains(note));
        new.map(|(edge, note)| {
            Block::Say(derived(format!("How this is read: {note}")).citing(&edge.cites))
        })
        .collect()
    }
}

fn more_circles(untold: usize) -> Option<Block> {
    let more = upper_first(&count(untold, "more circle is", "more circles are"));
    (untold > 0).then(|| say(format!("{more} on record.")))
}

/// Every note on the conditions of a ring.
fn notes_of(ring: &Deadlock) -> impl Iterator<Item = Noted<'_>> {
    let edges = ring.edges.iter();
    edges.flat_map(|edge| edge.notes.iter().map(move |note| (edge, note)))
}

/// A sentence before the ways out of a circle. What breaks the circle opens the goal only where nothing else is in the
/// way.
fn what_opens(ring: &Deadlock, ways: usize) -> String {
    let who = match ways {
        0 => return "Nobody named in the model can open this circle.".to_owned(),
        1 => "One thing",
        _ => "Any one of these",
    };
    let opens: BTreeSet<Option<Opens>> = ring
        .edges
        .iter()
        .filter(|edge| edge.change.is_some())
        .map(|edge| edge.opens)
        .collect();
    match (opens.contains(&Some(Opens::Goal)), opens.len()) {
        (true, 1) => format!("{who} would open it:"),
        (false, _) => format!("{who} would break the circle; something else is in the way too:"),
        (true, _) => format!(
            "{who} would break the circle; some would open it, for the others something else is in the way too:"
        ),
    }
}

/// That there are notes, for a reader who has no time for them.
fn notes_counted(ring: &Deadlock) -> Option<Block> {
    let edges = notes_of(ring).map(|(edge, _)| (&edge.from, &edge.needs));
    let noted: BTreeSet<_> = edges.collect();
    if noted.is_empty() {
        return None;
    }
    let number = upper_first(&count(
        noted.len(),
        "step of this circle has a note",
        "steps of this circle have a note",
    ));
    let words =
        format!("{number} of ours on how the texts are read; the briefing for analysts tells it.");
    let cites = notes_of(ring).flat_map(|(edge, _)| &edge.cites);
    Some(Block::Say(derived(words).citing(cites)))
}

/// A ring as a story: who lets what wait for what, sentence by sentence, and why none can come first.
fn ring_story(words: &Words<'_>, ring: &Deadlock) -> Vec<Line> {
    let last = ring.edges.len().saturating_sub(1);
    let mut owner_before = None;
    let told = ring.edges.iter().enumerate().map(|(at, edge)| {
        let step = Step { words, edge };
        let text = match at {
            0 => step.first(),
            at if at == last => step.last(),
            _ => step.between(owner_before),
        };
        owner_before = edge.by.as_ref();
        derived(text).citing(&edge.cites)
    });
    let mut lines: Vec<Line> = told.collect();
    lines.push(derived(match ring.ring.len() {
        2 => "Neither of the two can come first.",
        _ => "None of them can come first.",
    }));
    lines
}

/// A condition of a ring, as a sentence of its story.
struct Step<'s> {
    words: &'s Words<'s>,
    edge: &'s RingEdge,
}

impl Step<'_> {
    fn first(&self) -> String {
        let (from, comes) = (upper_first(&self.from()), self.comes());
        match self.owner() {
            Some(owner) => format!("{from} {comes}; the condition is {owner}."),
            None => format!("{from} {comes}."),
        }
    }

    /// A step after others; it says so where its owner is that of the step before.
    fn between(&self, owner_before: Option<&PartyId>) -> String {
        let (from, comes) = (upper_first(&self.from()), self.comes());
        let too = match owner_before == self.edge.by.as_ref() {
            true => ", too,",
            false => "",
        };
        match self.owner() {
            Some(owner) => format!("{from}, in turn, {comes}; that condition{too} is {owner}."),
            None => format!("{from}, in turn, {comes}."),
        }
    }

    fn last(&self) -> String {
        let waits = match self.words.is_plural_waiter(&self.edge.from) {
            true => "wait",
            false => "waits",
        };
        let needs = self.words.waiter(&self.edge.needs);
        let from = self.from();
        match self.owner() {
            Some(owner) => format!(
                "And {from} {waits} for {needs}, on {owner} condition: that closes the circle."
            ),
            None => format!("And {from} {waits} for {needs}: that closes the circle."),
        }
    }

    fn from(&self) -> String {
        self.words.waiter(&self.edge.from)
    }

    /// `comes only after the ceasefire`
    fn comes(&self) -> String {
        let is_plural = self.words.is_plural_waiter(&self.edge.from);
        let comes = match (self.edge.strict, is_plural) {
            (true, false) => "comes only after",
            (true, true) => "come only after",
            (false, false) => "needs",
            (false, true) => "need",
        };
        format!("{comes} {}", self.words.waiter(&self.edge.needs))
    }

    /// `Russia’s`: whose condition it is.
    fn owner(&self) -> Option<String> {
        let by = self.edge.by.as_ref()?;
        Some(possessive(&self.words.party(by)))
    }
}
