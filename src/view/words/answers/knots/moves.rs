//! The parts of a knot one by one: moves, those of many parties together, and numbers of a scale.

use std::collections::BTreeMap;

use crate::analysis::{MANY, Shape, ShapeKind};
use crate::graph::Change;
use crate::model::{PartyId, Target};

use super::super::openings::red_lines_given_up;
use super::super::refusals::is_cell;
use super::told::Told;
use super::{Knots, change_of, parties_of};
use crate::view::words::runs::runs;
use crate::view::words::upper_first;

use crate::view::{Item, Line};

/// A move, or the same number accepted by several parties, with its place among the parts.
struct Move<'s> {
    place: usize,
    changes: Vec<&'s Change>,
}

impl Knots<'_> {
    /// Parts one by one, where they stand; the same move of many parties is one item, and so are neighbouring numbers that
    /// the same parties could accept.
    pub(super) fn each<'s>(&self, parts: impl Iterator<Item = &'s Shape>) -> Vec<Item> {
        let told = self.told(parts).into_iter();
        told.map(|one| one.item).collect()
    }

    /// The same with the changes in each.
    pub(super) fn told<'s>(&self, parts: impl Iterator<Item = &'s Shape>) -> Vec<Told<'s>> {
        let mut told: Vec<Told<'_>> = Vec::new();
        let mut alike: BTreeMap<(String, bool), Vec<Move<'_>>> = BTreeMap::new();
        for (place, part) in parts.enumerate() {
            match self.one_thing(place, part) {
                Some(one) => {
                    let key = self.what_is_done(one.changes[0]);
                    alike.entry(key).or_default().push(one);
                }
                None => told.push(Told {
                    place,
                    made_of: vec![part],
                    changes: part.changes().into_iter().collect(),
                    is_of_many: false,
                    item: self.part(part),
                }),
            }
        }
        told.extend(self.alike(alike.into_values().collect()));
        told.sort_by_key(|one| one.place);
        told
    }

    /// A part that is one move, or the same number accepted by several.
    fn one_thing<'s>(&self, place: usize, part: &'s Shape) -> Option<Move<'s>> {
        let changes: Vec<&Change> = match &part.kind {
            ShapeKind::All(parts) => parts.iter().map(change_of).collect::<Option<_>>()?,
            ShapeKind::Change(change) => vec![change],
            ShapeKind::Any(_)
            | ShapeKind::AtLeast(..)
            | ShapeKind::Weighted { .. }
            | ShapeKind::Prime { .. } => return None,
        };
        let is_one = changes.len() == 1 || self.is_one_number(&changes);
        is_one.then_some(Move { place, changes })
    }

    /// Whether several accept the same number.
    fn is_one_number(&self, changes: &[&Change]) -> bool {
        let Some(first) = changes.first() else {
            return false;
        };
        let mut others = changes.iter();
        is_cell(self.words.model, first) && others.all(|one| one.target() == first.target())
    }

    /// Moves in groups of the same: many parties together, then numbers, then the others.
    fn alike<'s>(&self, groups: Vec<Vec<Move<'s>>>) -> Vec<Told<'s>> {
        let is_crowd = |group: &Vec<Move<'_>>| {
            group.len() >= MANY && group.iter().all(|one| one.changes.len() == 1)
        };
        let (many, few): (Vec<_>, Vec<_>) = groups.into_iter().partition(is_crowd);
        let many = many.iter();
        let many = many.map(|group| Told {
            place: group[0].place,
            made_of: Vec::new(),
            changes: changes_of(group),
            is_of_many: true,
            item: self.each_of_many(group),
        });
        let few = few.into_iter().flatten();
        let (numbers, moves): (Vec<_>, Vec<_>) =
            few.partition(|one| is_cell(self.words.model, one.changes[0]));
        let moves = moves.into_iter();
        let moves = moves.map(|one| Told {
            place: one.place,
            made_of: Vec::new(),
            is_of_many: false,
            item: self.one_move(one.changes[0]),
            changes: one.changes,
        });
        many.chain(self.numbers(&numbers)).chain(moves).collect()
    }

    fn each_of_many(&self, group: &[Move<'_>]) -> Item {
        let changes = changes_of(group);
        let doer = self.words.each_of(&parties_of(&changes));
        self.moves_of_many(&doer, &changes).item()
    }

    /// Numbers on a scale that could be accepted: neighbouring ones as one move, where the first of them stood.
    fn numbers<'s>(&self, moves: &[Move<'s>]) -> Vec<Told<'s>> {
        let all: Vec<&Move<'_>> = moves.iter().collect();
        let who = |one: &Move<'_>| -> Vec<(PartyId, bool)> {
            let changes = one.changes.iter();
            changes
                .map(|change| (change.party().clone(), self.is_red_line(change)))
                .collect()
        };
        let told = runs(
            self.words,
            &all,
            |one| one.changes[0].target(),
            |one, other| who(one) == who(other),
        );
        let told = told.into_iter().map(|run| {
            let number = run.one_of.as_deref();
            let joined = run.places.iter();
            Told {
                place: run.first.place,
                made_of: Vec::new(),
                changes: joined
                    .flat_map(|&place| moves[place].changes.clone())
                    .collect(),
                is_of_many: false,
                item: self.some_number(run.first, number),
            }
        });
        told.collect()
    }

    /// Several parties accept one number, or one of several.
    fn some_number(&self, one: &Move<'_>, number: Option<&str>) -> Item {
        let (first, doer) = (
            one.changes[0],
            self.words.together(&parties_of(&one.changes)),
        );
        let number = number.map_or_else(|| self.number_alone(first), str::to_owned);
        let done = self.words.accepts_number(&doer, &number, first.target());
        let red = one.changes.iter().filter(|change| self.is_red_line(change));
        let red = red_lines_given_up(red.count());
        let same = match one.changes.as_slice() {
            [_] => "",
            _ => ", the same number",
        };
        let line = Line::derived(format!("{}{same}.{red}", upper_first(&done)));
        line.citing(&self.cites(&one.changes)).item()
    }

    /// The number that a change is about, where it is told by itself.
    fn number_alone(&self, change: &Change) -> String {
        match change.target() {
            Target::Option(issue, cell) => self.words.answer(issue, cell),
            Target::Issue(_) | Target::Milestone(_) => String::new(),
        }
    }
}

/// The first change of each move, which are all the same but for who makes it.
fn changes_of<'s>(group: &[Move<'s>]) -> Vec<&'s Change> {
    group.iter().map(|one| one.changes[0]).collect()
}
