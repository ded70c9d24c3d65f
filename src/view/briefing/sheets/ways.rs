//! Ways out side by side, and the five elements of principled negotiation.

use std::collections::BTreeSet;

use crate::analysis::{Blocks, SetOfChanges};
use crate::model::{Party, PartyId};

use super::super::openings::number_of_ways;
use super::super::{Maker, cited, derived, reported, say};
use super::limits::alternative;
use super::{Cell, for_people, or_dash, or_empty, table};
use crate::view::words::answers::sentence;
use crate::view::words::{count, number_word, upper_first};
use crate::view::{Block, Item, Section};

/// Most scenarios that are laid out.
const MOST_SCENARIOS: usize = 8;

impl Maker<'_> {
    /// The shortest ways side by side; what they would cost nobody here can say.
    pub(super) fn scenarios(&self) -> Section {
        const HEADING: &str = "Sheet 6. Scenarios";
        let Some(answer) = self.blocked() else {
            let words = "Nothing that blocks the goal is on record, so there are no ways to set side by side.";
            return Section::new(HEADING, vec![say(words)]);
        };
        let sets = answer.unblocking_sets();
        let rows = sets.iter().take(MOST_SCENARIOS).enumerate();
        let rows = rows
            .map(|(at, set)| self.scenario(at, answer, set))
            .collect();
        let columns = [
            "",
            "What is done",
            "Whose moves",
            "Still to be heard",
            "Costs, benefits, likelihood",
        ];
        let mut section = table(HEADING, columns, rows);
        let shown = sets.len().min(MOST_SCENARIOS);
        if shown < sets.len() || !answer.lists_every_way() {
            let shown = number_word(shown);
            section.blocks.push(say(match number_of_ways(answer) {
                Some(all) => format!("These are the first {shown} of {all} ways."),
                None => {
                    format!("These are the first {shown} ways; how many there are is not known.")
                }
            }));
        }
        section.blocks.push(say(
            "The letters do not rank the ways: nothing in these texts measures what a way would cost or how likely it is.",
        ));
        section
    }

    pub(super) fn scenario(&self, at: usize, answer: &Blocks, set: &SetOfChanges) -> Vec<Cell> {
        let letter = char::from(b'A' + u8::try_from(at).unwrap_or(0));
        let lifted = answer.blockers.items().iter();
        let lifted = lifted.filter(|one| set.changes.contains(&one.change));
        let moves = derived(format!("{}.", self.words.moves(&set.changes)));
        let moves = moves.citing_each(lifted.map(|one| &one.cites));
        let who: BTreeSet<&PartyId> = set.changes.iter().map(|change| change.party()).collect();
        let awaited = match (set.least_awaited.exact(), set.awaited.exact()) {
            (Some(0), _) => "none".to_owned(),
            (Some(&least), Some(all)) if all.len() == least => count(least, "answer", "answers"),
            (Some(&least), _) => format!("at least {}", count(least, "answer", "answers")),
            (None, _) => "Not known".to_owned(),
        };
        vec![
            vec![derived(letter.to_string())],
            vec![moves],
            vec![derived(upper_first(&self.words.parties(who)))],
            vec![derived(upper_first(&awaited))],
            vec![for_people(
                "the negotiator and those who would bear the cost",
            )],
        ]
    }

    /// Interests, options, alternatives, legitimacy and commitments, side by side.
    pub(super) fn principled(&self) -> Section {
        let sides = self.sides().into_iter();
        let rows = sides.map(|party| self.elements_of(party));
        let columns = [
            "Side",
            "Interests",
            "Alternative to an agreement",
            "What it asks for, offers or accepts",
        ];
        let mut section = table("Sheet 7. Principled negotiation", columns, rows.collect());
        section.blocks.extend(self.options());
        section.blocks.push(Block::Items(vec![
            derived("Legitimacy: no standard of fairness is on record. Ask lawyers for precedents that both sides accept.").item(),
        ]));
        section
    }

    /// Interests, alternatives and commitments of one side.
    fn elements_of(&self, party: &Party) -> Vec<Cell> {
        let interests = party.interests.values();
        let interests = interests.map(|one| reported(sentence(&one.text)).citing(&one.cites));
        let mut own = self.positions_of(&party.id);
        own.retain(|one| one.stance.grants() && one.condition.is_none());
        let asked = own.into_iter().map(|one| self.words.position_line(one));
        let ask = self.who_could_say(party);
        vec![
            vec![derived(party.name.as_str())],
            or_empty(interests.collect(), &ask),
            or_empty(alternative(party), &ask),
            or_dash(asked.collect()),
        ]
    }

    /// The answers that the model tells apart, issue by issue; nobody need have proposed them.
    pub(super) fn options(&self) -> Vec<Block> {
        let issues = self.model.issues_in_order().into_iter();
        let items = issues
            .filter(|issue| !issue.options.is_empty())
            .map(|issue| {
                let options = issue.options.iter().map(|one| one.text.clone());
                let options: Vec<String> = options.collect();
                cited(
                    format!("{}: {}.", issue.name, options.join("; ")),
                    &issue.cites,
                )
            });
        let items: Vec<Item> = items.collect();
        match items.is_empty() {
            true => Vec::new(),
            false => vec![say("Possible answers in this model:"), Block::Items(items)],
        }
    }
}
