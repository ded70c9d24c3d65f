//! The knots of a goal: what holds it that has nothing to do with each other, and which moves would undo each.

mod moves;
mod told;

pub(in crate::view) use told::{KnotTold, Told, knot_told};

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{About, Blocker, Blocks, MANY, Shape, ShapeKind, Waiter};
use crate::graph::Change;
use crate::model::{Firmness, PartyId, Target};

use super::clauses::in_one_sentence;
use super::openings::red_lines_given_up;
use super::refusals::is_cell;
use crate::source::Citation;
use crate::view::words::doers::Doer;
use crate::view::words::grammar::lower_first;

use crate::view::words::{Words, and, count, number_word, upper_first};
use crate::view::{Item, Line};

/// Most sets of a prime part that are written out in a list of knots.
const MOST_SETS: usize = 6;
/// Ways through one knot that are still listed one by one.
const MOST_WAYS: u32 = 5;
/// Most knots that are named in one clause.
const MOST_IN_SHORT: usize = 4;
/// Numbers of more digits are told by their size.
const MOST_DIGITS: usize = 15;
/// Most things by which a knot without a name of its own is called.
const MOST_THINGS: usize = 3;
/// Most parties by whom many things are called.
const MOST_HOLDERS: usize = 3;

/// The knots of a goal, where they say more in fewer words than a list of all ways would: where there are several and some
/// choice in one of them, or very many ways through one.
pub(in crate::view) fn knots_of(answer: &Blocks) -> Option<&[Shape]> {
    let shape = answer.shape.exact()?;
    let are_many = answer.ways().is_some_and(|ways| *ways > MOST_WAYS.into());
    let says_more = match &shape.kind {
        ShapeKind::All(knots) => knots.len() > 1 && !knots.iter().all(is_change),
        ShapeKind::Any(_) | ShapeKind::AtLeast(..) | ShapeKind::Weighted { .. } => are_many,
        ShapeKind::Prime { .. } | ShapeKind::Change(_) => false,
    };
    says_more.then(|| shape.knots())
}

fn parties_of<'c>(changes: &[&'c Change]) -> Vec<&'c PartyId> {
    changes.iter().map(|change| change.party()).collect()
}

fn is_change(part: &Shape) -> bool {
    change_of(part).is_some()
}

/// The change that a part is, if it is one.
fn change_of(part: &Shape) -> Option<&Change> {
    match &part.kind {
        ShapeKind::Change(change) => Some(change),
        ShapeKind::All(_)
        | ShapeKind::Any(_)
        | ShapeKind::AtLeast(..)
        | ShapeKind::Weighted { .. }
        | ShapeKind::Prime { .. } => None,
    }
}

/// `Two knots, and both must be undone`.
pub(in crate::view) fn heading_of_knots(knots: &[Shape]) -> String {
    let number = upper_first(&number_word(knots.len()));
    match knots.len() {
        1 => "One knot holds it".to_owned(),
        2 => "Two separate knots, and both must be undone".to_owned(),
        _ => format!("{number} separate knots, and all must be undone"),
    }
}

/// Knots in one clause: `two separate knots, and both must be undone: the territory (one of two moves) and ..`
pub(in crate::view) fn knots_in_short(
    words: &Words<'_>,
    answer: &Blocks,
    knots: &[Shape],
) -> String {
    let telling = Knots::of(words, answer, false);
    let heading = lower_first(&heading_of_knots(knots));
    if knots.len() > MOST_IN_SHORT {
        return heading;
    }
    let each = knots.iter().map(|knot| {
        let takes = what_it_takes(knot, telling.moves(knot).len());
        format!("{} ({takes})", telling.name(knot))
    });
    format!("{heading}: {}", and(&each.collect::<Vec<_>>()))
}

/// Knots as items: each by its name, and those that take one move each together.
pub(in crate::view) fn knot_items(
    words: &Words<'_>,
    answer: &Blocks,
    knots: &[Shape],
    is_cited: bool,
) -> Vec<Item> {
    let telling = Knots::of(words, answer, is_cited);
    let item = |knot: &Shape| telling.knot(knot);
    let single = knots.iter().filter(|knot| is_change(knot)).count();
    if single < 2 {
        return knots.iter().map(item).collect();
    }
    let (moves, others): (Vec<&Shape>, Vec<&Shape>) =
        knots.iter().partition(|knot| is_change(knot));
    let all = format!(
        "{} of them take one move each:",
        upper_first(&number_word(single))
    );
    let moves = Line::derived(all).above(telling.each(moves.into_iter()));
    std::iter::once(moves)
        .chain(others.into_iter().map(item))
        .collect()
}

/// A knot by its name with how many moves it takes, and the moves.
pub(in crate::view) fn knot_by_itself(
    words: &Words<'_>,
    answer: &Blocks,
    knot: &Shape,
) -> (String, Vec<Item>) {
    let telling = Knots::of(words, answer, false);
    let name = upper_first(&telling.name(knot));
    let moves = match telling.of_many(knot) {
        Some(line) => vec![line.item()],
        None => telling.moves(knot),
    };
    let takes = what_it_takes(knot, moves.len());
    (format!("{name}: {takes}"), moves)
}

/// How many smallest ways all knots together make, and how many of them one party could make alone.
pub(in crate::view) fn ways_in_all(words: &Words<'_>, answer: &Blocks) -> Option<String> {
    let shape = answer.shape.exact()?;
    let all = shape.ways(&|_| true)?;
    let able = shape.parties_alone()?;
    let parties = words.model.parties_in_order().into_iter();
    let parties = parties.filter(|party| able.contains(&party.id));
    let alone = parties.filter_map(|party| {
        let own = shape.ways(&|change| *change.party() == party.id)?;
        Some((party.id.clone(), own.to_string()))
    });
    let alone: Vec<(PartyId, String)> = alone.collect();
    let counted = match shape
        .changes()
        .iter()
        .any(|change| is_cell(words.model, change))
    {
        true => {
            ", where each number that was named, and each gap between two, counts as one answer"
        }
        false => "",
    };
    let knots = match shape.knots().len() {
        0 | 1 => "It",
        2 => "Both knots",
        _ => "All knots together",
    };
    let ways = match all.to_string() == "1" {
        true => "one way".to_owned(),
        false => format!("{} ways", number(&all)),
    };
    let together = format!("{knots} can be undone in {ways}{counted}");
    Some(match alone.as_slice() {
        [] => format!("{together}; no party could take one alone."),
        [(party, _)] if ways == "one way" => {
            let party = words.doer(party);
            format!("{together}. {} alone could take it.", party.first())
        }
        alone => format!("{together}. {}", who_alone(words, alone)),
    })
}

/// `Russia alone could take one of them, Ukraine alone two.`
fn who_alone(words: &Words<'_>, alone: &[(PartyId, String)]) -> String {
    if alone.len() >= MANY {
        let parties: Vec<&PartyId> = alone.iter().map(|(party, _)| party).collect();
        let doers = words.doers(&parties);
        return format!("{} could each take some of them alone.", doers.first());
    }
    let parts = alone.iter().enumerate().map(|(at, (party, own))| {
        let (own, party) = (number(own), words.doer(party));
        match at {
            0 => format!("{} alone could take {own} of them", party.first()),
            _ => format!("{} alone {own}", party.name()),
        }
    });
    format!("{}.", and(&parts.collect::<Vec<_>>()))
}

/// A number of any size: a word where it is small, and no more than its size where nobody could read it.
fn number(number: &impl ToString) -> String {
    let digits = number.to_string();
    match digits.parse::<usize>() {
        Ok(small) if digits.len() <= MOST_DIGITS => number_word(small),
        _ => about(&digits),
    }
}

/// A number of many digits by its size, rounded: `about 3.1 × 10^91`.
fn about(digits: &str) -> String {
    let leading: u32 = digits[..3].parse().unwrap_or(0);
    let (mut tenths, mut power) = ((leading + 5) / 10, digits.len() - 1);
    if tenths == 100 {
        (tenths, power) = (10, power + 1);
    }
    format!("about {}.{} × 10^{power}", tenths / 10, tenths % 10)
}

/// `one of three moves`, `any two of these three`: of so many items that are told, where one of them is enough.
fn what_it_takes(knot: &Shape, told: usize) -> String {
    match &knot.kind {
        ShapeKind::Change(_) => "one move".to_owned(),
        ShapeKind::Any(_) if told == 1 => "one move".to_owned(),
        ShapeKind::Any(parts) if parts.iter().all(is_change) => {
            format!("one of {} moves", number_word(told))
        }
        ShapeKind::Any(_) => format!("one of {} ways", number_word(told)),
        ShapeKind::All(parts) => count(parts.len(), "move", "moves, all of them"),
        ShapeKind::AtLeast(needed, parts) => {
            let (needed, all) = (number_word(*needed), number_word(parts.len()));
            format!("any {needed} of these {all}")
        }
        ShapeKind::Weighted {
            needed, weights, ..
        } => format!(
            "so many of these that their weights reach {needed} of {}",
            weights.iter().sum::<u64>()
        ),
        ShapeKind::Prime { count, .. } => {
            format!(
                "one of {} sets of moves, which hang together",
                number(count)
            )
        }
    }
}

/// An answer whose knots are told.
struct Knots<'a> {
    words: &'a Words<'a>,
    answer: &'a Blocks,
    /// Whether each move has the sentences of what it would lift.
    is_cited: bool,
    /// What each move would lift.
    lifts: BTreeMap<&'a Change, &'a Blocker>,
}

impl<'a> Knots<'a> {
    fn of(words: &'a Words<'a>, answer: &'a Blocks, is_cited: bool) -> Self {
        let blockers = answer.blockers.items().iter();
        Self {
            words,
            answer,
            is_cited,
            lifts: blockers.map(|one| (&one.change, one)).collect(),
        }
    }

    /// A knot by its name, with how many moves it takes of which, and the moves below.
    fn knot(&self, knot: &Shape) -> Item {
        let name = upper_first(&self.name(knot));
        match self.of_many(knot) {
            Some(line) => Line {
                words: format!("{name}: {}", lower_first(&line.words)),
                ..line
            }
            .item(),
            None => {
                let moves = self.moves(knot);
                let takes = what_it_takes(knot, moves.len());
                Line::derived(format!("{name}: {takes}.")).above(moves)
            }
        }
    }

    /// What a knot is called: the thing that its moves are about.
    fn name(&self, knot: &Shape) -> String {
        match &knot.about {
            Some(About::Issue(id)) => self.words.target(&Target::Issue(id.clone())),
            Some(About::Milestone(id)) => self.of_milestone(knot, &Target::Milestone(id.clone())),
            Some(About::Ring(steps)) => self.circle(steps),
            None => self.things(knot),
        }
    }

    /// What hangs on a milestone: by the body whose votes it is about, by the only party that is asked, else by its own name.
    fn of_milestone(&self, knot: &Shape, target: &Target) -> String {
        let name = self.words.target(target);
        let changes = knot.changes();
        let is_its_yes =
            |change: &&Change| matches!(change, Change::Grant { target: of, .. } if of == target);
        if !changes.iter().all(is_its_yes) {
            return name;
        }
        let votes = self
            .answer
            .votes
            .iter()
            .filter(|votes| votes.target == *target);
        let mut of_all = votes.filter(|votes| {
            let votes_in = |party: &PartyId| self.words.model.votes_in(&votes.body, party);
            changes.iter().all(|change| votes_in(change.party()))
        });
        match of_all.next() {
            Some(votes) => format!("the vote of {} on {name}", self.words.party(&votes.body)),
            None => name,
        }
    }

    fn circle(&self, steps: &[Waiter]) -> String {
        let steps = steps.iter().map(|step| self.words.waiter(step));
        format!("the circle of {}", and(&steps.collect::<Vec<_>>()))
    }

    /// The things that a knot is about, where they are few; else how many.
    fn things(&self, knot: &Shape) -> String {
        let mut things: Vec<Target> = Vec::new();
        for change in knot.changes() {
            let thing = change.target().whole();
            if !things.contains(&thing) {
                things.push(thing);
            }
        }
        match things.len() {
            0 => "moves that are too many to be named".to_owned(),
            1..=MOST_THINGS => {
                let names = things.iter().map(|thing| self.words.target(thing));
                and(&names.collect::<Vec<_>>())
            }
            many => self.linked(knot, many),
        }
    }

    /// Many things by who holds them, where these are few.
    fn linked(&self, knot: &Shape, many: usize) -> String {
        let parties: BTreeSet<&PartyId> =
            parties_of(&knot.changes().into_iter().collect::<Vec<_>>())
                .into_iter()
                .collect();
        let number = number_word(many);
        match parties.len() {
            1..=MOST_HOLDERS => format!(
                "{number} linked questions held by {}",
                self.words.parties(parties)
            ),
            _ => format!("{number} linked questions"),
        }
    }

    /// The moves of a knot, or of a part of one.
    fn moves(&self, part: &Shape) -> Vec<Item> {
        match &part.kind {
            ShapeKind::Change(_) => vec![self.part(part)],
            ShapeKind::All(parts) | ShapeKind::Any(parts) | ShapeKind::AtLeast(_, parts) => {
                self.each(parts.iter())
            }
            ShapeKind::Weighted { parts, weights, .. } => self.by_weight(parts, weights),
            ShapeKind::Prime { parts, sets, .. } => match sets {
                Some(sets) => self.sets(parts, sets),
                None => vec![self.too_many()],
            },
        }
    }

    fn sets(&self, parts: &[Shape], sets: &[Vec<usize>]) -> Vec<Item> {
        let told = sets.iter().take(MOST_SETS).map(|set| {
            let set = set.iter().map(|&place| &parts[place]);
            self.together(&set.collect::<Vec<_>>())
        });
        let more = sets.len().saturating_sub(MOST_SETS);
        let more =
            (more > 0).then(|| Item::derived(format!("{} more.", upper_first(&number_word(more)))));
        told.chain(more).collect()
    }

    /// Parts with their weights, the heaviest first.
    fn by_weight(&self, parts: &[Shape], weights: &[u64]) -> Vec<Item> {
        let told = self.told_by_weight(parts, weights).into_iter();
        told.map(|one| one.item).collect()
    }

    /// What is said instead of sets that are too many.
    fn too_many(&self) -> Item {
        let goal = &self.answer.goal;
        Item::derived(format!(
            "They are too many to be told here: `impasse blocks {goal} --sets 20` lists the first of the ways."
        ))
    }

    /// What a move is in words, whoever makes it, and whether it gives up a red line.
    fn what_is_done(&self, change: &Change) -> (String, bool) {
        let does = self.words.change_by(&Doer::nobody_in_particular(), change);
        (does, self.is_red_line(change))
    }

    /// Where all parts are the same move of many parties: so many of them make it.
    fn of_many(&self, part: &Shape) -> Option<Line> {
        let (needed, parts) = match &part.kind {
            ShapeKind::Any(parts) => (1, parts),
            ShapeKind::All(parts) => (parts.len(), parts),
            ShapeKind::AtLeast(needed, parts) => (*needed, parts),
            ShapeKind::Weighted { .. } | ShapeKind::Prime { .. } | ShapeKind::Change(_) => {
                return None;
            }
        };
        let changes: Vec<&Change> = parts.iter().map(change_of).collect::<Option<_>>()?;
        let what = self.what_is_done(changes.first()?);
        let are_alike = changes.iter().all(|one| self.what_is_done(one) == what);
        (changes.len() >= MANY && are_alike).then(|| {
            let doer = self.words.any_of(needed, &parties_of(&changes));
            self.moves_of_many(&doer, &changes)
        })
    }

    /// The same move of many parties in one sentence.
    fn moves_of_many(&self, doer: &Doer, changes: &[&Change]) -> Line {
        let red = changes.iter().any(|change| self.is_red_line(change));
        let red = if red {
            " Each gives up a red line."
        } else {
            ""
        };
        let done = self.words.change_by(doer, changes[0]);
        Line::derived(format!("{done}.{red}")).citing(&self.cites(changes))
    }

    /// One part as an item: a move in a sentence, anything else by what it takes, with its moves below.
    fn part(&self, part: &Shape) -> Item {
        match &part.kind {
            ShapeKind::Change(change) => self.one_move(change),
            ShapeKind::All(parts) => self.together(&parts.iter().collect::<Vec<_>>()),
            ShapeKind::Any(_)
            | ShapeKind::AtLeast(..)
            | ShapeKind::Weighted { .. }
            | ShapeKind::Prime { .. } => {
                let many = self.of_many(part).map(Line::item);
                many.unwrap_or_else(|| self.choice(part))
            }
        }
    }

    /// What it takes, with the moves below.
    fn choice(&self, part: &Shape) -> Item {
        let moves = self.moves(part);
        let takes = upper_first(&what_it_takes(part, moves.len()));
        Line::derived(format!("{takes}:")).above(moves)
    }

    fn one_move(&self, change: &Change) -> Item {
        let red = red_lines_given_up(usize::from(self.is_red_line(change)));
        let line = Line::derived(format!("{}.{red}", self.words.change(change)));
        line.citing(&self.cites(&[change])).item()
    }

    /// The sentences of what some moves would lift, where they are wanted.
    fn cites(&self, changes: &[&Change]) -> Vec<Citation> {
        let lifted = changes.iter().filter_map(|change| self.lifts.get(change));
        let lifted = lifted.filter(|_| self.is_cited);
        lifted.flat_map(|one| one.cites.clone()).collect()
    }

    /// Parts that are needed together: moves in one sentence, the others below.
    fn together(&self, parts: &[&Shape]) -> Item {
        let (moves, others): (Vec<&Shape>, Vec<&Shape>) =
            parts.iter().copied().partition(|part| is_change(part));
        let changes: Vec<&Change> = moves.iter().flat_map(|part| part.changes()).collect();
        let said = self.words.joint_changes(&changes);
        let red_lines = changes.iter().filter(|change| self.is_red_line(change));
        let red = red_lines_given_up(red_lines.count());
        let sentence = in_one_sentence(&said);
        let line = match (said.is_empty(), others.is_empty()) {
            (false, true) => format!("{sentence}.{red}"),
            (false, false) => format!("{sentence}.{red} With that:"),
            (true, _) => "All of these:".to_owned(),
        };
        let cites: Vec<Vec<Citation>> = changes.iter().map(|one| self.cites(&[one])).collect();
        let line = Line::derived(line).citing_each(&cites);
        line.above(others.into_iter().map(|part| self.part(part)))
    }

    fn is_red_line(&self, change: &Change) -> bool {
        let lifted = self.lifts.get(change);
        lifted.is_some_and(|one| one.firmness == Some(Firmness::RedLine))
    }
}
