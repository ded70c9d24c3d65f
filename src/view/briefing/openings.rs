//! The smallest openings of the goal, whose they are, and what they still count on.
//!
//! Ways of the same cost are told together, for an order among equals means nothing.

use crate::analysis::{Blocks, SetOfChanges, Shape};
use crate::model::PartyId;

use super::{Maker, derived, say, told};
use crate::view::words::answers::{
    doubt_items, gives_up_red_lines, heading_of_knots, knot_items, knots_of, red_lines_given_up,
    said_of_nobody, ways_in_all,
};
use crate::view::words::runs::matters;
use crate::view::words::{and, count, number_word};
use crate::view::{Block, Item, Line, Section};

/// Ways that are told to readers with little time.
const MOST_WAYS: usize = 6;
/// Most openings that are told beyond the room because they cost the same as the last.
const MOST_EQUALS: usize = 5;

/// The openings that are told, with what they have in common.
struct Told<'a> {
    answer: &'a Blocks,
    sets: &'a [SetOfChanges],
    /// Whether all of them wait for equally many answers.
    alike: bool,
    /// Whether all of them count on the same doubtful yeses: what all count on is told once.
    shared: bool,
}

impl Maker<'_> {
    pub(super) fn openings(&self) -> Vec<Section> {
        let Some(answer) = self.blocked() else {
            return Vec::new();
        };
        if answer.no_change_suffices() {
            return told("Ways out", said_of_nobody(answer));
        }
        if let Some(knots) = knots_of(answer) {
            return vec![Section::new(
                heading_of_knots(knots),
                self.knot_by_knot(answer, knots),
            )];
        }
        // A short list of ways that left some out would look like advice.
        let told = Told::of(answer, self.room_for(usize::MAX).max(MOST_WAYS));
        let mut parts = vec![Block::Steps(self.opening_items(&told))];
        parts.extend(self.what_they_still_need(&told).map(Block::Say));
        parts.extend(self.shared_doubts(&told));
        let order = match gives_up_red_lines(answer) {
            true => "Those that give up the fewest red lines come first, then the shortest",
            false => "The shortest come first",
        };
        parts.push(say(format!(
            "Every move in a way is needed. {order}; among equals the order means nothing. None of them is advice, and nothing here says which is likely.",
        )));
        vec![Section::new(told.heading(), parts)]
    }

    /// What holds the goal, knot by knot, and what all ways together wait for and count on.
    fn knot_by_knot(&self, answer: &Blocks, knots: &[Shape]) -> Vec<Block> {
        let told = Told::of(answer, answer.unblocking_sets().len());
        let mut parts = Vec::new();
        if self.is_short() {
            // Elsewhere the keys stand under the picture of the way.
            let items = knot_items(self.words, answer, knots, true);
            parts.push(Block::Items(items));
        }
        parts.extend(ways_in_all(self.words, answer).map(say));
        parts.extend(self.what_they_still_need(&told).map(Block::Say));
        parts.extend(
            answer
                .awaited
                .why()
                .map(|why| say(format!("That may not be all: {why}."))),
        );
        parts.extend(self.shared_doubts(&told));
        parts.push(say(
            "No move here can be left out of a way, and the order among them means nothing. None of them is advice, and nothing here says which is likely.",
        ));
        parts
    }

    fn opening_items(&self, told: &Told<'_>) -> Vec<Item> {
        let items = told.sets.iter().map(|set| {
            let mut item = self.opening(told, set).item();
            if !told.shared {
                item.below.extend(doubt_items(self.words, &set.doubts));
            }
            item
        });
        items.collect()
    }

    fn opening(&self, told: &Told<'_>, set: &SetOfChanges) -> Line {
        let red = red_lines_given_up(set.red_lines);
        let still = match told.alike || self.is_short() {
            true => String::new(),
            false => still_to_come(set),
        };
        let lifted = told.answer.blockers.items().iter();
        let lifted = lifted.filter(|b| set.changes.contains(&b.change));
        derived(format!("{}.{red}{still}", self.words.moves(&set.changes)))
            .citing_each(lifted.map(|b| &b.cites))
    }

    fn shared_doubts(&self, told: &Told<'_>) -> Option<Block> {
        let first = told.sets.first().filter(|_| told.shared)?;
        let doubts = doubt_items(self.words, &first.doubts);
        (!doubts.is_empty()).then_some(Block::Items(doubts))
    }

    /// The unknown answers that the openings rely on, by party: told once, for they hardly differ.
    fn what_they_still_need(&self, told: &Told<'_>) -> Option<Line> {
        let parties = self.model.parties_in_order().into_iter();
        let from: Vec<String> = parties
            .filter_map(|party| self.awaited_of(told.answer, &party.id))
            .collect();
        if from.is_empty() {
            return None;
        }
        let which = match (told.alike, told.sets.len()) {
            (true, 1) => "It still waits for answers that are not known",
            (true, _) => "All of them still wait for answers that are not known",
            (false, _) => "What these ways still wait for, some for less than others",
        };
        let awaited = told.answer.awaited.items().iter();
        let line = derived(format!("{which}: {}.", from.join("; ")));
        Some(line.citing_each(awaited.map(|a| &a.cites)))
    }

    /// `the US Congress on the treaty and the budget`
    pub(super) fn awaited_of(&self, answer: &Blocks, party: &PartyId) -> Option<String> {
        let awaited = answer.awaited.items().iter();
        let of: Vec<_> = awaited.filter(|a| a.party == *party).collect();
        let mut of = matters(self.words, &of, |a| &a.target);
        // They come in order, so equals stand together.
        of.dedup();
        (!of.is_empty()).then(|| format!("{} on {}", self.words.party(party), and(&of)))
    }
}

/// Whether two ways wait for the same answers, as far as that is known of both.
fn wait_alike(one: &SetOfChanges, other: &SetOfChanges) -> bool {
    let both = one.awaited.exact().zip(other.awaited.exact());
    both.is_some_and(|(one, other)| one == other)
}

impl<'a> Told<'a> {
    /// As many as there is room for, with those that cost the same as the last of them.
    fn of(answer: &'a Blocks, room: usize) -> Self {
        // What a knot says, it says of all ways; what a list says, of those that are told.
        let is_whole = knots_of(answer).is_none() || answer.lists_every_way();
        let all = answer.unblocking_sets();
        let room = room.min(all.len());
        let last = all.get(room.saturating_sub(1)).map(SetOfChanges::cost);
        let rest = all[room..].iter();
        let equals = rest.take_while(|set| Some(set.cost()) == last).count();
        let sets = &all[..room + equals.min(MOST_EQUALS)];
        let mut pairs = sets.windows(2);
        Self {
            answer,
            sets,
            alike: is_whole && pairs.all(|pair| wait_alike(&pair[0], &pair[1])),
            shared: is_whole && sets.iter().all(|set| set.doubts == sets[0].doubts),
        }
    }

    fn heading(&self) -> String {
        let shown = number_word(self.sets.len());
        match (number_of_ways(self.answer), self.sets.len()) {
            (_, 0) => "Ways out".to_owned(),
            (Some(all), 1) if all == shown => "The way out, and whose it is".to_owned(),
            (Some(all), _) if all == shown => "Ways out, and whose they are".to_owned(),
            (Some(all), _) => {
                format!("Ways out, and whose they are: the first {shown} of {all}")
            }
            (None, _) => {
                format!("The first {shown} ways out, and whose they are")
            }
        }
    }
}

/// How many answers an opening waits for besides its moves.
fn still_to_come(set: &SetOfChanges) -> String {
    match set.least_awaited.exact() {
        Some(0) => String::new(),
        Some(&n) => {
            let answers = count(n, "answer that is not known", "answers that are not known");
            format!(" Then {answers} would still have to come.")
        }
        None => " What would still have to come could not be computed.".to_owned(),
    }
}

/// How many smallest openings there are, in words; none where that is not known.
pub(super) fn number_of_ways(answer: &Blocks) -> Option<String> {
    let all = answer.ways()?.to_string();
    Some(all.parse::<usize>().map_or(all, number_word))
}
