//! Outcomes of a game of points: which deals pass, which cannot be bettered, and who blocks.
//!
//! A deal picks one answer to each question; a player's points add up over the questions (Raiffa, *The Art and Science
//! of Negotiation*, 1982, chapters 11 and 17). A player says yes to a deal that reaches its threshold and
//! holds none of the answers that it must not accept. A deal passes where
//! enough players say yes, those with a veto among them, and so does everybody whose consent one of its answers needs.
//! A deal is on the *frontier* if no other gives everybody as much
//! and somebody more (Pareto). All numbers are integers, and equals are all kept.
//!
//! The frontier is built question by question: what is beaten in a part is beaten in every whole that contains it, since
//! points add up. Counts go through all deals, up to a bound that is said.

mod groups;
mod texture;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::known::Known;
use groups::blocking_groups;
use texture::Passed;

pub use texture::{Middle, Texture, Trade, correlation, trades};

/// A game of points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Game {
    /// Who plays.
    pub players: Vec<Player>,
    /// How many must say yes.
    pub yeses: usize,
}

/// One player.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Player {
    /// The points of each answer of each question.
    pub points: Vec<Vec<i64>>,
    /// The least points with which it says yes.
    pub threshold: i64,
    /// Whether there is no deal without it.
    pub has_veto: bool,
    /// Answers that it must not accept, whatever it gets for them: question and answer.
    pub refuses: BTreeSet<(usize, usize)>,
    /// Answers that need its consent: no deal with one of them passes without its yes. Question and answer.
    pub consents: BTreeSet<(usize, usize)>,
}

/// A deal: the number of the answer to each question, and what each player gets.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deal {
    /// The answers.
    pub answers: Vec<usize>,
    /// The points.
    pub points: Vec<i64>,
}

/// What can come out of a game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcomes {
    /// How many deals there are; at most what a `u64` holds.
    pub all: u64,
    /// What counting the deals one by one gives.
    pub counts: Known<Counts>,
    /// Deals that nobody can better without somebody losing, by the sum of their points; ties are all kept.
    pub frontier: Known<Vec<Deal>>,
    /// Answers that another answer to the same question gives everybody as much as and somebody more: question, the
    /// answer, the better one.
    pub dominated: Vec<(usize, usize, usize)>,
    /// For each question the number of players whose points differ between its answers.
    pub matters_to: Vec<usize>,
    /// Smallest groups of players without whose yes no deal passes; of very many players only those who can block alone.
    pub blocking_groups: Known<Vec<Vec<usize>>>,
}

/// Figures over all deals of a game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// How many pass.
    pub passing: u64,
    /// How many have everybody's yes.
    pub unanimous: u64,
    /// Deals that fail by the no of this player alone, and would pass with its yes.
    pub blocked_alone: Vec<u64>,
    /// For each player the fewest and the most points among deals that pass.
    pub range: Vec<Option<(i64, i64)>>,
    /// To how many of all deals each player says yes.
    pub yes: Vec<u64>,
    /// What the deals that pass have in common.
    pub texture: Texture,
}

/// Most deals that are counted one by one.
const MOST_DEALS: u64 = 20_000_000;
/// Most deals of which those that pass are listed.
const MOST_LISTED: u64 = 100_000;
/// Most deals that the frontier keeps at a time.
const MOST_FRONTIER: usize = 5_000;

impl Deal {
    /// The points of all.
    pub fn sum(&self) -> i64 {
        self.points.iter().sum()
    }
}

impl Player {
    fn says_yes(&self, answers: &[usize], points: i64) -> bool {
        points >= self.threshold && !holds_any(answers, &self.refuses)
    }

    /// Whether there is no such deal without its yes.
    fn is_needed_for(&self, answers: &[usize]) -> bool {
        self.has_veto || holds_any(answers, &self.consents)
    }
}

/// Whether a deal has any of some answers: question and answer.
fn holds_any(answers: &[usize], some: &BTreeSet<(usize, usize)>) -> bool {
    let mut some = some.iter();
    some.any(|(question, answer)| answers.get(*question) == Some(answer))
}

impl Game {
    /// How many answers each question has.
    fn sizes(&self) -> Vec<usize> {
        let questions = self.players.first().map(|player| &player.points);
        questions.into_iter().flatten().map(Vec::len).collect()
    }

    /// The deal in which nothing is answered yet.
    fn unanswered(&self) -> Deal {
        Deal {
            answers: Vec::new(),
            points: vec![0; self.players.len()],
        }
    }

    /// Whether those who say yes are enough for a deal.
    fn passes(&self, answers: &[usize], yes: &[bool]) -> bool {
        let mut players = self.players.iter().zip(yes);
        yes.iter().filter(|yes| **yes).count() >= self.yeses
            && players.all(|(player, yes)| *yes || !player.is_needed_for(answers))
    }

    /// Who says yes to a deal.
    pub fn yes_to(&self, deal: &Deal) -> Vec<bool> {
        let players = self.players.iter().zip(&deal.points);
        players
            .map(|(player, points)| player.says_yes(&deal.answers, *points))
            .collect()
    }

    /// Whether a deal passes.
    pub fn is_passing(&self, deal: &Deal) -> bool {
        self.passes(&deal.answers, &self.yes_to(deal))
    }

    /// The deals that pass, by the sum of their points; `None` where there are too many deals to look at each.
    pub fn passing_deals(&self) -> Option<Vec<Deal>> {
        let sizes = self.sizes();
        if number_of_deals(&sizes) > MOST_LISTED || sizes.is_empty() {
            return None;
        }
        let mut deals = vec![self.unanswered()];
        for size in sizes {
            deals = self.grown(&deals, size);
        }
        deals.retain(|deal| self.is_passing(deal));
        deals.sort_by_cached_key(best_first);
        Some(deals)
    }

    /// Some deals with each answer to the next question.
    fn grown(&self, deals: &[Deal], size: usize) -> Vec<Deal> {
        let grown = |deal| (0..size).map(move |answer| self.with(deal, answer));
        deals.iter().flat_map(grown).collect()
    }

    /// A deal with one more answer.
    fn with(&self, deal: &Deal, answer: usize) -> Deal {
        let question = deal.answers.len();
        let points = deal.points.iter().zip(&self.players);
        Deal {
            answers: deal.answers.iter().copied().chain([answer]).collect(),
            points: points
                .map(|(points, player)| points + player.points[question][answer])
                .collect(),
        }
    }

    /// The deal with the first answer to every question.
    fn first_deal(&self, sizes: &[usize]) -> Deal {
        self.deal_of(&vec![0; sizes.len()])
    }

    /// The deal after another as a counter goes, the last answer changed first; `None` after the last one.
    fn next_deal(&self, mut deal: Deal, sizes: &[usize]) -> Option<Deal> {
        let Deal { answers, points } = &mut deal;
        let mut questions = (0..sizes.len()).rev();
        let turn = questions.find(|&question| answers[question] + 1 < sizes[question])?;
        for (player, points) in self.players.iter().zip(points) {
            *points += player.points[turn][answers[turn] + 1] - player.points[turn][answers[turn]];
            let later = player.points.iter().zip(&*answers).skip(turn + 1);
            *points += later.map(|(of, answer)| of[0] - of[*answer]).sum::<i64>();
        }
        answers[turn] += 1;
        answers[turn + 1..].fill(0);
        Some(deal)
    }
}

/// How many deals there are; at most what a `u64` holds.
fn number_of_deals(sizes: &[usize]) -> u64 {
    let sizes = sizes.iter();
    sizes.fold(1u64, |all, size| all.saturating_mul(*size as u64))
}

/// Who has the larger sum comes first, then the smaller answers.
fn best_first(deal: &Deal) -> (Reverse<i64>, Vec<usize>) {
    (Reverse(deal.sum()), deal.answers.clone())
}

/// Every figure of a game.
pub fn outcomes(game: &Game) -> Outcomes {
    let sizes = game.sizes();
    let all = number_of_deals(&sizes);
    let counts = match all {
        0..=MOST_DEALS => Known::Exact(count(game, &sizes)),
        _ => Known::Unknown(format!(
            "there are {all} deals; more than {MOST_DEALS} are not counted one by one"
        )),
    };
    let frontier = match frontier(game, &sizes) {
        Some(deals) => Known::Exact(deals),
        None => Known::Unknown(format!(
            "more than {MOST_FRONTIER} deals cannot be bettered, so they are not listed"
        )),
    };
    let questions = 0..sizes.len();
    Outcomes {
        all,
        counts,
        frontier,
        dominated: dominated(game, &sizes),
        matters_to: questions.map(|one| matters_to(game, one)).collect(),
        blocking_groups: blocking_groups(game),
    }
}

impl Game {
    /// The figures over all deals, where they are few enough to be counted one by one.
    pub fn counts(&self) -> Option<Counts> {
        let sizes = self.sizes();
        (number_of_deals(&sizes) <= MOST_DEALS).then(|| count(self, &sizes))
    }

    /// How many deals there are; at most what a `u64` holds.
    pub fn deals(&self) -> u64 {
        number_of_deals(&self.sizes())
    }

    /// Answers that another answer to the same question gives everybody as much as and somebody more: question, the answer,
    /// the better one.
    pub fn dominated(&self) -> Vec<(usize, usize, usize)> {
        dominated(self, &self.sizes())
    }

    /// The deal of these answers, one to each question.
    pub fn deal_of(&self, answers: &[usize]) -> Deal {
        let with = |deal: Deal, answer: &usize| self.with(&deal, *answer);
        answers.iter().fold(self.unanswered(), with)
    }
}

/// Goes through all deals, one by one.
fn count(game: &Game, sizes: &[usize]) -> Counts {
    let mut tally = Tally::of(game, sizes);
    let has_deals = !sizes.is_empty() && !sizes.contains(&0);
    let mut next = has_deals.then(|| game.first_deal(sizes));
    while let Some(deal) = next {
        tally.add(&deal);
        next = game.next_deal(deal, sizes);
    }
    Counts {
        texture: tally.passed.texture(game),
        ..tally.found
    }
}

impl Counts {
    /// The figures over no deal at all.
    fn of_none(players: usize) -> Self {
        Self {
            passing: 0,
            unanimous: 0,
            blocked_alone: vec![0; players],
            range: vec![None; players],
            yes: vec![0; players],
            texture: Texture::default(),
        }
    }
}

/// The figures over the deals seen so far.
struct Tally<'a> {
    game: &'a Game,
    found: Counts,
    /// Who says yes to the deal at hand; kept from deal to deal, for there are millions of them.
    yes: Vec<bool>,
    /// What the deals that pass have in common.
    passed: Passed,
}

impl<'a> Tally<'a> {
    fn of(game: &'a Game, sizes: &[usize]) -> Self {
        let players = game.players.len();
        Self {
            game,
            passed: Passed::none(game, sizes),
            found: Counts::of_none(players),
            yes: vec![false; players],
        }
    }

    fn add(&mut self, deal: &Deal) {
        let players = self.game.players.iter().zip(&deal.points);
        for (yes, (player, points)) in self.yes.iter_mut().zip(players) {
            *yes = player.says_yes(&deal.answers, *points);
        }
        for (count, yes) in self.found.yes.iter_mut().zip(&self.yes) {
            *count += u64::from(*yes);
        }
        if self.game.passes(&deal.answers, &self.yes) {
            self.add_passing(&deal.points);
            self.passed.add(self.game, deal);
        } else {
            self.add_blocked(&deal.answers);
        }
        self.found.unanimous += u64::from(self.yes.iter().all(|yes| *yes));
    }

    fn add_passing(&mut self, points: &[i64]) {
        self.found.passing += 1;
        for (range, points) in self.found.range.iter_mut().zip(points) {
            let (least, most) = range.unwrap_or((*points, *points));
            *range = Some((least.min(*points), most.max(*points)));
        }
    }

    /// Counts the deal for each player whose yes alone is missing.
    fn add_blocked(&mut self, answers: &[usize]) {
        for player in 0..self.yes.len() {
            if !self.yes[player] {
                self.yes[player] = true;
                self.found.blocked_alone[player] += u64::from(self.game.passes(answers, &self.yes));
                self.yes[player] = false;
            }
        }
    }
}

/// The deals that cannot be bettered, built question by question.
fn frontier(game: &Game, sizes: &[usize]) -> Option<Vec<Deal>> {
    if sizes.is_empty() {
        return Some(Vec::new());
    }
    let mut best = vec![game.unanswered()];
    for &size in sizes {
        best = unbeaten(game.grown(&best, size));
        if best.len() > MOST_FRONTIER {
            return None;
        }
    }
    best.sort_by_cached_key(best_first);
    Some(best)
}

/// Keeps what nothing beats; equals beat nobody.
fn unbeaten(mut deals: Vec<Deal>) -> Vec<Deal> {
    // Who has the larger sum comes first, and nobody is beaten by a smaller or an equal sum of other points.
    deals.sort_by_key(|deal| Reverse(deal.sum()));
    let mut kept: Vec<Deal> = Vec::new();
    for deal in deals {
        if !kept.iter().any(|other| beats(&other.points, &deal.points)) {
            kept.push(deal);
        }
    }
    kept
}

/// As much for everybody, and more for somebody.
fn beats(one: &[i64], other: &[i64]) -> bool {
    one != other && one.iter().zip(other).all(|(a, b)| a >= b)
}

/// What an answer to a question is worth to each player.
fn points_of(game: &Game, question: usize, answer: usize) -> Vec<i64> {
    let players = game.players.iter();
    players
        .map(|player| player.points[question][answer])
        .collect()
}

fn dominated(game: &Game, sizes: &[usize]) -> Vec<(usize, usize, usize)> {
    let points = |question: usize, answer: usize| points_of(game, question, answer);
    let mut found = Vec::new();
    for (question, &size) in sizes.iter().enumerate() {
        for answer in 0..size {
            let is_better =
                |other: &usize| beats(&points(question, *other), &points(question, answer));
            let better = (0..size).find(is_better);
            found.extend(better.map(|better| (question, answer, better)));
        }
    }
    found
}

/// The number of players whose points differ between the answers to a question.
fn matters_to(game: &Game, question: usize) -> usize {
    let points = game.players.iter().map(|player| &player.points[question]);
    let differing = points.filter(|points| points.iter().any(|one| *one != points[0]));
    differing.count()
}
