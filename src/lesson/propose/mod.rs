//! Points for a lesson that has none, or other ones: a search that moves points until the game is one.
//!
//! It begins with the points that the lesson has, where it has some: which answer a role likes better stays as the teacher
//! wrote it. Else it begins with what the model says: what a role asks for is its best answer to a question, what it refuses
//! its worst, what it has said nothing on is open. Within that, weights of questions, points of answers and least points are moved one at
//! a time (simulated annealing: Kirkpatrick, Gelatt and Vecchi, *Optimization by Simulated Annealing*, 1983) until
//! everything holds that the packet checks (`faults`). The same seed gives the same points on every machine.

mod dice;
mod faults;
mod wishes;

use super::{Lesson, Role};
use crate::analysis::Game;
use crate::graph::PositionGraph;

use dice::Dice;
use faults::Weighed;

pub use faults::{
    FEWEST_PASSING, FEWEST_UNANIMOUS, MOST_ALIKE, MOST_PASSING, MOST_TAKEN, MOST_UNANIMOUS,
    in_hundred,
};
pub use wishes::{Wish, wishes};

/// The points of a role over all questions, best answers taken.
const ALL_POINTS: i64 = 100;
/// The least points that a question has for a role at its best answer.
const LEAST_WEIGHT: i64 = 6;
/// The least points that a role can have, and the most.
const THRESHOLDS: (i64, i64) = (40, 62);
/// The most points that a question has for a role, where there are three questions or more.
const MOST_WEIGHT: i64 = 42;
/// How readily a worse state is kept at the beginning, in faults.
const WARMTH: f64 = 0.08;
/// What a point that has moved counts for, in faults: little beside any real one.
const DRIFT: f64 = 0.0007;
/// Most steps of the search, and most deals that it looks at in all.
const MOST_STEPS: u64 = 8_000;
const MOST_LOOKED_AT: u64 = 12_000_000;
/// Deals of a game for which no points are proposed.
const TOO_MANY_DEALS: u64 = 50_000;

/// Answers, question and answer each, that a group needs together for an opening.
pub type Opening = Vec<(usize, usize)>;

/// What a search for points knows beside the lesson.
pub struct Proposal<'a> {
    /// What the roles say.
    pub graph: &'a PositionGraph,
    /// Openings of which each is to be held by some deal that passes.
    pub openings: &'a [Opening],
    /// Where the dice begin.
    pub seed: u64,
}

/// Points for every role with which the game holds as many of its checks as the search finds; `None` where there is nothing to
/// give points for, or more deals than a class could ever look at. `game` makes the game of a lesson.
pub fn propose(
    lesson: &Lesson,
    proposal: &Proposal<'_>,
    game: &dyn Fn(&Lesson) -> Option<Game>,
) -> Option<Lesson> {
    let mut deals = lesson
        .questions
        .iter()
        .map(|question| question.answers.len() as u64);
    let deals = deals.try_fold(1u64, u64::checked_mul)?;
    if lesson.roles.is_empty() || lesson.questions.is_empty() || deals > TOO_MANY_DEALS {
        return None;
    }
    let mut search = Search::of(lesson, proposal);
    let mut rules = game(&search.lesson())?;
    let steps = (MOST_LOOKED_AT / deals.max(1)).min(MOST_STEPS);
    search.run(steps, &mut |sheets: &[Sheet]| {
        for (player, sheet) in rules.players.iter_mut().zip(sheets) {
            player.points.clone_from(&sheet.points);
            player.threshold = sheet.threshold;
        }
        faults::of(&Weighed {
            game: &rules,
            openings: proposal.openings,
        })
    });
    Some(search.lesson())
}

/// The points of a role while they are moved.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    points: Vec<Vec<i64>>,
    threshold: i64,
}

struct Search<'a> {
    from: &'a Lesson,
    /// The points that the lesson has for a question, by role; none where it has none for all of its answers.
    hints: Vec<Vec<Option<Vec<i64>>>>,
    wishes: Vec<Vec<Vec<Wish>>>,
    sheets: Vec<Sheet>,
    dice: Dice,
}

impl<'a> Search<'a> {
    fn of(lesson: &'a Lesson, proposal: &Proposal<'_>) -> Self {
        let mut dice = Dice::new(proposal.seed);
        let roles = lesson.roles.iter();
        let wishes: Vec<Vec<Vec<Wish>>> = roles
            .map(|role| wishes(proposal.graph, lesson, role))
            .collect();
        let hints: Vec<Vec<Option<Vec<i64>>>> = lesson
            .roles
            .iter()
            .map(|role| hints_of(lesson, role))
            .collect();
        let known = wishes.iter().zip(&hints);
        let sheets = known.map(|(wishes, hints)| first_sheet(wishes, hints, &mut dice));
        Self {
            from: lesson,
            sheets: sheets.collect(),
            hints,
            wishes,
            dice,
        }
    }

    /// The lesson with the points as they are now.
    fn lesson(&self) -> Lesson {
        let mut lesson = self.from.clone();
        for (role, sheet) in lesson.roles.iter_mut().zip(&self.sheets) {
            *role = Role {
                points: sheet.points.clone(),
                reasons: sheet
                    .points
                    .iter()
                    .map(|row| vec![None; row.len()])
                    .collect(),
                threshold: sheet.threshold,
                ..role.clone()
            };
        }
        lesson
    }

    /// Moves points so many times; a worse state is kept the less often the worse it is and the later it comes. Of states
    /// with as few faults the one that is nearest to the first is best.
    fn run(&mut self, steps: u64, faults: &mut dyn FnMut(&[Sheet]) -> f64) {
        let first = self.sheets.clone();
        let mut faults = |sheets: &[Sheet]| faults(sheets) + drift(&first, sheets);
        let mut now = faults(&self.sheets);
        let mut best = (now, self.sheets.clone());
        for step in 0..steps {
            let role = self.dice.below(self.sheets.len());
            let before = self.sheets[role].clone();
            self.move_points(role);
            let after = faults(&self.sheets);
            let warmth = WARMTH * (1.0 - step as f64 / steps as f64);
            if after <= now || self.dice.share() < ((now - after) / warmth.max(0.001)).exp() {
                now = after;
            } else {
                self.sheets[role] = before;
            }
            if now < best.0 {
                best = (now, self.sheets.clone());
            }
        }
        self.sheets = best.1;
    }

    /// One small change to the points of a role.
    fn move_points(&mut self, role: usize) {
        let (wishes, hints) = (&self.wishes[role], &self.hints[role]);
        let (sheet, dice) = (&mut self.sheets[role], &mut self.dice);
        let (least, most) = THRESHOLDS;
        match dice.below(4) {
            0 => sheet.threshold = (sheet.threshold + dice.either_way(3)).clamp(least, most),
            1 => shift_weight(sheet, wishes, dice),
            2 => shuffle_open(sheet, (wishes, hints), dice),
            _ => move_one(sheet, (wishes, hints), dice),
        }
    }
}

/// How far points have moved, as part of a fault.
fn drift(first: &[Sheet], now: &[Sheet]) -> f64 {
    let rows = |sheets: &[Sheet]| -> Vec<i64> {
        let all = sheets
            .iter()
            .flat_map(|sheet| sheet.points.iter().flatten());
        all.copied().collect()
    };
    let moved = rows(first).into_iter().zip(rows(now));
    moved
        .map(|(before, after)| (before - after).abs())
        .sum::<i64>() as f64
        * DRIFT
}

/// The most points that a role can have for a question.
fn weight(row: &[i64]) -> i64 {
    row.iter().copied().max().unwrap_or(0)
}

/// The points that a lesson has for each question, where it has them for all of its answers.
fn hints_of(lesson: &Lesson, role: &Role) -> Vec<Option<Vec<i64>>> {
    let questions = lesson.questions.iter().enumerate();
    questions
        .map(|(at, question)| {
            let row = role.points.get(at)?;
            (row.len() == question.answers.len()).then(|| row.clone())
        })
        .collect()
}

/// Points as the lesson or the model suggests them.
fn first_sheet(wishes: &[Vec<Wish>], hints: &[Option<Vec<i64>>], dice: &mut Dice) -> Sheet {
    let questions = wishes.len() as i64;
    let rows = wishes.iter().zip(hints).map(|(row, hint)| match hint {
        Some(points) => points.clone(),
        None => scaled(
            row.iter().map(|wish| wish.first(dice)).collect(),
            ALL_POINTS / questions,
        ),
    });
    Sheet {
        points: adding_up(rows.collect()),
        threshold: 50,
    }
}

/// Points whose best answers add up to all points there are.
fn adding_up(rows: Vec<Vec<i64>>) -> Vec<Vec<i64>> {
    let all: i64 = rows.iter().map(|row| weight(row).max(1)).sum();
    let share = |row: &Vec<i64>| (weight(row).max(1) * ALL_POINTS / all).max(LEAST_WEIGHT);
    let shares: Vec<i64> = rows.iter().map(share).collect();
    let mut rows: Vec<Vec<i64>> = rows
        .into_iter()
        .zip(&shares)
        .map(|(row, share)| scaled(row, *share))
        .collect();
    // What rounding left over goes to the question that weighs most.
    let rest = ALL_POINTS - shares.iter().sum::<i64>();
    if let Some(most) = rows.iter_mut().max_by_key(|row| weight(row)) {
        let weight = weight(most);
        *most = scaled(std::mem::take(most), (weight + rest).max(LEAST_WEIGHT));
    }
    rows
}

/// Points with their ends moved to nothing and to a weight, and the rest between as before.
fn scaled(row: Vec<i64>, weight: i64) -> Vec<i64> {
    let least = row.iter().copied().min().unwrap_or(0);
    let most = row.iter().copied().max().unwrap_or(0);
    let span = most - least;
    if span == 0 {
        // Answers that are all the same: the first is given the weight, so that the question matters.
        return (0..row.len())
            .map(|at| if at == 0 { weight } else { 0 })
            .collect();
    }
    row.iter()
        .map(|points| ((points - least) * weight + span / 2) / span)
        .collect()
}

/// Takes some weight from a question and gives it to another.
fn shift_weight(sheet: &mut Sheet, wishes: &[Vec<Wish>], dice: &mut Dice) {
    let (from, to) = (dice.below(wishes.len()), dice.below(wishes.len()));
    let moved = 2 + dice.below(8) as i64;
    let (has, gets) = (weight(&sheet.points[from]), weight(&sheet.points[to]));
    let is_too_much = wishes.len() > 2 && gets + moved > MOST_WEIGHT;
    if from != to && has - moved >= LEAST_WEIGHT && !is_too_much {
        sheet.points[from] = scaled(sheet.points[from].clone(), has - moved);
        sheet.points[to] = scaled(sheet.points[to].clone(), gets + moved);
    }
}

/// Puts the points of those answers in another order of which the role has said nothing.
fn shuffle_open(
    sheet: &mut Sheet,
    (wishes, hints): (&[Vec<Wish>], &[Option<Vec<i64>>]),
    dice: &mut Dice,
) {
    let question = dice.below(wishes.len());
    if hints[question].is_some() {
        return;
    }
    let open: Vec<usize> = (0..wishes[question].len())
        .filter(|&at| wishes[question][at] == Wish::Open)
        .collect();
    if open.len() > 1 {
        let (one, other) = (open[dice.below(open.len())], open[dice.below(open.len())]);
        sheet.points[question].swap(one, other);
    }
}

/// Moves the points of one answer, within what the lesson or the model says of it.
fn move_one(
    sheet: &mut Sheet,
    (wishes, hints): (&[Vec<Wish>], &[Option<Vec<i64>>]),
    dice: &mut Dice,
) {
    let question = dice.below(wishes.len());
    let answer = dice.below(wishes[question].len());
    let most = weight(&sheet.points[question]);
    let hint = hints[question].as_deref();
    let (low, high) = match hint {
        Some(_) => (0, most),
        None => wishes[question][answer].within(most),
    };
    let moved = sheet.points[question][answer] + dice.either_way(6);
    let mut row = sheet.points[question].clone();
    row[answer] = moved.clamp(low, high);
    let row = scaled(row, most);
    if hint.is_none_or(|hint| is_in_the_order_of(&row, hint)) {
        sheet.points[question] = row;
    }
}

/// Whether points like no answer less than another that a hint likes less.
fn is_in_the_order_of(row: &[i64], hint: &[i64]) -> bool {
    let pairs = (0..row.len()).flat_map(|one| (0..row.len()).map(move |other| (one, other)));
    pairs
        .filter(|&(one, other)| hint[one] > hint[other])
        .all(|(one, other)| row[one] > row[other])
}
