//! The working sheets of practitioners, filled from the model as far as it holds something.
//!
//! Frontline negotiation: island of agreement, iceberg of each side, common shared space, red lines and bottom lines,
//! network of influence, scenarios (Centre of Competence on Humanitarian Negotiation, *Field Manual on Frontline Humanitarian
//! Negotiation*, 2nd edition, 2019). Principled negotiation: interests, options, alternatives, legitimacy, commitments
//! (Fisher and Ury, *Getting to Yes*, 1981). The words are ours. What the model does not hold is an empty field that says
//! who could fill it.

mod agreement;
mod iceberg;
mod limits;
mod ways;

use std::collections::BTreeSet;

use crate::model::{Party, PartyId, Position, Target};

use super::blocking::NOTED;
use super::{Maker, derived};
use crate::view::words::answers::NOTE;
use crate::view::{Block, Item, Line, Section, Table};

/// Most parties that have sheets of their own.
const MOST_SIDES: usize = 6;
/// A cell of a table.
type Cell = Vec<Line>;

impl Maker<'_> {
    /// All sheets, one after the other.
    pub(in crate::view::briefing) fn sheets(&self) -> Vec<Section> {
        let sheets = [
            vec![self.island_of_agreement()],
            self.icebergs(),
            vec![
                self.common_shared_space(),
                self.red_lines(),
                self.network_of_influence(),
                self.scenarios(),
                self.principled(),
                self.method(),
            ],
        ];
        sheets.into_iter().flatten().collect()
    }

    /// The sides at the table: those whose yes is needed on the way to the goal and who are more than a body of another;
    /// where that leaves fewer than two, all who speak.
    fn sides(&self) -> Vec<&Party> {
        let mut sides = self.all_sides();
        sides.truncate(MOST_SIDES);
        sides
    }

    fn all_sides(&self) -> Vec<&Party> {
        let on_the_way = self.needed_on_the_way();
        let mut sides = self.model.parties_in_order();
        let is_side = |party: &&Party| on_the_way.contains(&party.id) && party.of.is_none();
        match sides.iter().filter(|party| is_side(party)).count() {
            0 | 1 => sides.retain(|party| self.speaks(&party.id)),
            _ => sides.retain(is_side),
        }
        sides
    }

    fn needed_on_the_way(&self) -> BTreeSet<&PartyId> {
        let graph = self.graph;
        let goal = self.goal.and_then(|goal| graph.node_of(goal));
        let Some(cone) = goal.map(|goal| graph.cone(goal)) else {
            return BTreeSet::new();
        };
        let is_on_it = |target: &Target| graph.node_of(target).is_some_and(|node| cone[node]);
        let stances = graph.stances().iter();
        let stances = stances.filter(|stance| is_on_it(&stance.target));
        stances.map(|stance| &stance.party).collect()
    }

    fn speaks(&self, party: &PartyId) -> bool {
        self.positions_in_force().any(|one| one.party == *party)
    }

    fn positions_of(&self, party: &PartyId) -> Vec<&Position> {
        let own = self.positions_in_force();
        own.filter(|one| one.party == *party).collect()
    }

    /// Whose method the sheets follow.
    fn method(&self) -> Section {
        let lines = vec![
            derived(
                "Sheets 1 to 6 follow the Field Manual on Frontline Humanitarian Negotiation of the Centre of Competence on Humanitarian Negotiation (2nd edition, 2019); sheet 7 follows Fisher and Ury, Getting to Yes (1981). The words are ours.",
            ),
            derived(
                "The manual is for an organisation that faces a counterpart. Here an outsider reads all sides from texts, so that what lies below the waterline is on record only as far as somebody said it.",
            ),
            derived(
                "A red line is set by those who give the mandate; a bottom line is the negotiator’s own. Boxes of advice stay empty: this program gives none.",
            ),
        ];
        let lines = lines.into_iter().chain(self.sides_left_out());
        let lines = lines.map(|line| Line {
            words: self.model.spelling.of(&line.words),
            ..line
        });
        Section::new(
            "How these sheets are made",
            vec![Block::Tell(lines.collect())],
        )
    }
}

impl Maker<'_> {
    /// Which sides have no sheets of their own, for want of room.
    fn sides_left_out(&self) -> Option<Line> {
        let all = self.all_sides();
        let others = all.get(MOST_SIDES..).filter(|others| !others.is_empty())?;
        let who = self.words.parties(others.iter().map(|party| &party.id));
        Some(derived(format!(
            "There is no room here for sheets on {who}."
        )))
    }
}

/// A field that no text can fill.
fn for_the_negotiator() -> Line {
    for_people("the negotiator")
}

/// The same, where others help.
fn for_people(who: &str) -> Line {
    derived(format!("For {who} to fill in."))
}

fn empty(who: &str) -> Line {
    derived(format!("Not on record. Ask {who}."))
}

fn or_empty(cell: Cell, who: &str) -> Cell {
    match cell.is_empty() {
        true => vec![empty(who)],
        false => cell,
    }
}

/// A cell in which there is nothing on record, and nobody could add to that.
fn or_dash(cell: Cell) -> Cell {
    match cell.is_empty() {
        true => vec![derived("—")],
        false => cell,
    }
}

/// An item and what stands below it. Of a note there is only the mark.
fn in_lines(item: Item) -> Cell {
    let mut line = item.line;
    let is_note = |line: &Line| line.words.starts_with(NOTE);
    if item.below.iter().any(|one| is_note(&one.line)) {
        line.words += NOTED;
    }
    let below = item.below.into_iter().map(|one| one.line);
    let below = below.filter(|line| !is_note(line) && !line.cites.is_empty());
    std::iter::once(line).chain(below).collect()
}

fn table<const N: usize>(heading: &str, columns: [&str; N], rows: Vec<Vec<Cell>>) -> Section {
    let table = Table {
        columns: columns.map(str::to_owned).to_vec(),
        rows,
    };
    Section::new(heading, vec![Block::Table(table)])
}
