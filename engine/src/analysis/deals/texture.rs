//! What makes a game of points worth playing: whether the middle of everything solves it, whether an issue is no question at
//! all, who gets and who gives, whose wishes are one, and which trades make both sides better off than halving.
//!
//! A *trade* gives one player its best answer to one question and another player its best answer to a second one, and is
//! better for both than halving the difference on each (Raiffa, *The Art and Science of Negotiation*, 1982, chapter 14; Lax
//! and Sebenius, *The Manager as Negotiator*, 1986, on differences in relative valuation).

use super::{Deal, Game, Player};

/// What the deals that pass have in common.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texture {
    /// A deal of middle answers, or of all but one, that nothing betters: no deal that passes has more points in all, or none leaves the one
    /// who gains least as much above its least points.
    pub middle: Option<Middle>,
    /// Questions that have the same answer in all deals that pass: question and answer.
    pub fixed: Vec<(usize, usize)>,
    /// To how many questions each player gets its best answer, in the deal that passes where it gets most of them.
    pub gets: Vec<usize>,
    /// To how many questions each player gets less than its best answer at least, in every deal that passes.
    pub gives: Vec<usize>,
}

/// A deal of middle answers, and in what way nothing is better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Middle {
    /// The deal.
    pub deal: Deal,
    /// Whether no deal that passes has more points in all.
    pub has_most: bool,
    /// Whether in none the one who gains least gains more.
    pub is_fairest: bool,
}

/// Two players, each of whom cares more for another question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trade {
    /// Who gets its best answer to the first question.
    pub one: usize,
    /// The first question.
    pub first: usize,
    /// Who gets its best answer to the second question.
    pub other: usize,
    /// The second question.
    pub second: usize,
}

/// The deals that pass, as far as they were seen.
pub(super) struct Passed {
    sizes: Vec<usize>,
    /// The most points of each player for each question.
    most: Vec<Vec<i64>>,
    /// Which answers were seen.
    seen: Vec<Vec<bool>>,
    gets: Vec<usize>,
    gives: Vec<Option<usize>>,
    /// The most points in all, and the most that the one who gains least gains.
    best: Option<(i64, i64)>,
    /// Deals of middle answers that pass, with the same two figures: the best in each of the two.
    middles: Vec<(Deal, i64, i64)>,
}

impl Passed {
    pub fn none(game: &Game, sizes: &[usize]) -> Self {
        let players = game.players.len();
        let most = |player: &Player| {
            let rows = player.points.iter();
            rows.map(|row| row.iter().copied().max().unwrap_or(0))
                .collect()
        };
        Self {
            sizes: sizes.to_vec(),
            most: game.players.iter().map(most).collect(),
            seen: sizes.iter().map(|&size| vec![false; size]).collect(),
            gets: vec![0; players],
            gives: vec![None; players],
            best: None,
            middles: Vec::new(),
        }
    }

    /// Adds a deal that passes.
    pub fn add(&mut self, game: &Game, deal: &Deal) {
        for (question, &answer) in deal.answers.iter().enumerate() {
            self.seen[question][answer] = true;
        }
        for (at, player) in game.players.iter().enumerate() {
            let (gets, gives) = self.parts(at, player, deal);
            self.gets[at] = self.gets[at].max(gets);
            self.gives[at] = Some(self.gives[at].map_or(gives, |least| least.min(gives)));
        }
        let (sum, least) = (deal.sum(), least_gain(game, deal));
        let (most, fairest) = self.best.unwrap_or((sum, least));
        self.best = Some((most.max(sum), fairest.max(least)));
        if self.is_middle(deal) {
            self.add_middle(deal, sum, least);
        }
    }

    /// Keeps the middle deals that are first in points or in what the last gains.
    fn add_middle(&mut self, deal: &Deal, sum: i64, least: i64) {
        let beaten = |(_, s, l): &(Deal, i64, i64)| *s >= sum && *l >= least;
        if !self.middles.iter().any(beaten) {
            self.middles.retain(|(_, s, l)| *s > sum || *l > least);
            self.middles.push((deal.clone(), sum, least));
        }
    }

    /// To how many questions that matter to it a player gets its best answer, and to how many less.
    fn parts(&self, at: usize, player: &Player, deal: &Deal) -> (usize, usize) {
        let (mut gets, mut gives) = (0, 0);
        for (question, &answer) in deal.answers.iter().enumerate() {
            if player.minds(question) {
                let is_best = player.points[question][answer] == self.most[at][question];
                *(if is_best { &mut gets } else { &mut gives }) += 1;
            }
        }
        (gets, gives)
    }

    /// Whether each question with three answers or more has one in the middle of its list, and there is such a question; of
    /// four such questions or more one may be answered otherwise.
    fn is_middle(&self, deal: &Deal) -> bool {
        let graded = self
            .sizes
            .iter()
            .zip(&deal.answers)
            .filter(|(size, _)| **size > 2);
        let all = graded.clone().count();
        let apart =
            graded.filter(|&(&size, &answer)| answer != size / 2 && answer != (size - 1) / 2);
        all > 0 && apart.count() <= usize::from(all > 3)
    }

    pub fn texture(self, game: &Game) -> Texture {
        let middle = self.best.and_then(|(most, fairest)| {
            let mut middles = self.middles.into_iter();
            middles.find_map(|(deal, sum, least)| {
                let (has_most, is_fairest) = (sum == most, least == fairest);
                (has_most || is_fairest).then_some(Middle {
                    deal,
                    has_most,
                    is_fairest,
                })
            })
        });
        let fixed = self
            .seen
            .iter()
            .enumerate()
            .filter(|(_, seen)| seen.len() > 1);
        let fixed = fixed.filter_map(|(question, seen)| Some((question, only(seen)?)));
        Texture {
            middle,
            fixed: fixed.collect(),
            gets: self.gets,
            gives: (0..game.players.len())
                .map(|at| self.gives[at].unwrap_or(0))
                .collect(),
        }
    }
}

/// The one answer that was seen, where it is only one.
fn only(seen: &[bool]) -> Option<usize> {
    let mut told = (0..seen.len()).filter(|&answer| seen[answer]);
    let one = told.next()?;
    told.next().is_none().then_some(one)
}

/// What the one who gains least gains above its least points.
fn least_gain(game: &Game, deal: &Deal) -> i64 {
    let players = game.players.iter().zip(&deal.points);
    let gains = players.map(|(player, points)| points - player.threshold);
    gains.min().unwrap_or(0)
}

impl Player {
    /// Whether its points differ between the answers to a question.
    fn minds(&self, question: usize) -> bool {
        let row = &self.points[question];
        row.iter().any(|points| *points != row[0])
    }

    /// The answer with most points to a question; the first of several.
    fn best(&self, question: usize) -> usize {
        let row = &self.points[question];
        let most = row.iter().max();
        row.iter()
            .position(|points| Some(points) == most)
            .unwrap_or(0)
    }

    /// The mean of its points over the answers to a question, times their number, and that number.
    fn total(&self, question: usize) -> (i64, i64) {
        let row = &self.points[question];
        (row.iter().sum(), row.len() as i64)
    }
}

/// How far the points of two players go together over all deals: 1 where always, -1 where they are opposed, 0 where the one
/// says nothing of the other; `None` where all deals are the same to one of them. Pearson's coefficient; answers to one
/// question do not depend on those to another, so that covariances add up over the questions.
pub fn correlation(one: &Player, other: &Player) -> Option<f64> {
    let questions = 0..one.points.len();
    let together =
        |a: &Player, b: &Player| questions.clone().map(|q| covariance(a, b, q)).sum::<f64>();
    let spread = together(one, one) * together(other, other);
    (spread > 0.0).then(|| together(one, other) / spread.sqrt())
}

fn covariance(one: &Player, other: &Player, question: usize) -> f64 {
    let ((a, n), (b, _)) = (one.total(question), other.total(question));
    if n == 0 {
        return 0.0;
    }
    let rows = one.points[question].iter().zip(&other.points[question]);
    let products: i128 = rows.map(|(x, y)| i128::from(*x) * i128::from(*y)).sum();
    let exact = products * i128::from(n) - i128::from(a) * i128::from(b);
    exact as f64 / (n * n) as f64
}

/// Every trade between two players.
pub fn trades(game: &Game) -> Vec<Trade> {
    let questions = game.sizes().len();
    let players = game.players.len();
    let mut found = Vec::new();
    for one in 0..players {
        for other in (0..players).filter(|&other| other != one) {
            for first in 0..questions {
                for second in (0..questions).filter(|&second| second != first) {
                    let trade = Trade {
                        one,
                        first,
                        other,
                        second,
                    };
                    // The same trade told from the other side is one.
                    if one < other && game.is_trade(trade) {
                        found.push(trade);
                    }
                }
            }
        }
    }
    found
}

impl Game {
    fn is_trade(&self, trade: Trade) -> bool {
        let (one, other) = (&self.players[trade.one], &self.players[trade.other]);
        let is_opposed = |question| {
            one.best(question) != other.best(question)
                && one.minds(question)
                && other.minds(question)
        };
        is_opposed(trade.first)
            && is_opposed(trade.second)
            && betters_halving(one, other, (trade.first, trade.second))
            && betters_halving(other, one, (trade.second, trade.first))
    }
}

/// Whether a player that gets its best answer to one question and the other's best to a second gains more than by halves:
/// what it wins on the first over its end and the other's is more than what it loses on the second.
fn betters_halving(one: &Player, other: &Player, (won, given): (usize, usize)) -> bool {
    let gap = |question: usize| {
        let row = &one.points[question];
        row[one.best(question)] - row[other.best(question)]
    };
    gap(won) > gap(given)
}
