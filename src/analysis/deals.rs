//! Outcomes of a game of points: which deals pass, which cannot be bettered, and who blocks.
//!
//! A deal picks one answer to each question; a player's points add up over the questions (Raiffa, *The Art and Science
//! of Negotiation*, 1982, chapters 11 and 17). A player says yes to a deal that reaches its threshold and
//! holds none of the answers that it must not accept. A deal passes where
//! enough players say yes, those with a veto among them. A deal is on the *frontier* if no other gives everybody as much
//! and somebody more (Pareto). All numbers are integers, and equals are all kept.
//!
//! The frontier is built question by question: what is beaten in a part is beaten in every whole that contains it, since
//! points add up. Counts go through all deals, up to a bound that is said.

use std::collections::BTreeSet;

use super::known::Known;

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
    /// Smallest groups of players without whose yes no deal passes.
    pub blocking_groups: Vec<Vec<usize>>,
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
}

/// Most deals that are counted one by one.
const MOST_DEALS: u64 = 20_000_000;
/// Most deals of which those that pass are listed.
const MOST_LISTED: u64 = 100_000;
/// Most deals that the frontier keeps at a time.
const MOST_FRONTIER: usize = 5_000;

impl Player {
    fn says_yes(&self, answers: &[usize], points: i64) -> bool {
        points >= self.threshold
            && self
                .refuses
                .iter()
                .all(|(question, answer)| answers.get(*question) != Some(answer))
    }
}

impl Game {
    fn questions(&self) -> usize {
        self.players.first().map_or(0, |player| player.points.len())
    }

    fn answers(&self, question: usize) -> usize {
        self.players
            .first()
            .and_then(|player| player.points.get(question))
            .map_or(0, Vec::len)
    }

    /// Whether a deal with these points says yes to enough.
    fn passes(&self, yes: &[bool]) -> bool {
        let count = yes.iter().filter(|yes| **yes).count();
        count >= self.yeses
            && self
                .players
                .iter()
                .zip(yes)
                .all(|(player, yes)| *yes || !player.has_veto)
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
        self.passes(&self.yes_to(deal))
    }

    /// The deals that pass, by the sum of their points; `None` where there are too many deals to look at each.
    pub fn passing_deals(&self) -> Option<Vec<Deal>> {
        let sizes: Vec<usize> = (0..self.questions())
            .map(|question| self.answers(question))
            .collect();
        let all = sizes
            .iter()
            .fold(1u64, |all, size| all.saturating_mul(*size as u64));
        if all > MOST_LISTED || sizes.is_empty() {
            return None;
        }
        let mut deals = vec![Deal {
            answers: Vec::new(),
            points: vec![0; self.players.len()],
        }];
        for (question, size) in sizes.iter().enumerate() {
            deals = deals
                .iter()
                .flat_map(|deal| (0..*size).map(move |answer| self.with(deal, question, answer)))
                .collect();
        }
        deals.retain(|deal| self.is_passing(deal));
        deals.sort_by_key(|deal| {
            (
                std::cmp::Reverse(deal.points.iter().sum::<i64>()),
                deal.answers.clone(),
            )
        });
        Some(deals)
    }

    /// A deal with one more answer.
    fn with(&self, deal: &Deal, question: usize, answer: usize) -> Deal {
        Deal {
            answers: deal.answers.iter().copied().chain([answer]).collect(),
            points: deal
                .points
                .iter()
                .zip(&self.players)
                .map(|(points, player)| points + player.points[question][answer])
                .collect(),
        }
    }
}

/// Every figure of a game.
pub fn outcomes(game: &Game) -> Outcomes {
    let sizes: Vec<usize> = (0..game.questions())
        .map(|question| game.answers(question))
        .collect();
    let all = sizes
        .iter()
        .fold(1u64, |all, size| all.saturating_mul(*size as u64));
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
    Outcomes {
        all,
        counts,
        frontier,
        dominated: dominated(game, &sizes),
        matters_to: (0..sizes.len())
            .map(|question| matters_to(game, question))
            .collect(),
        blocking_groups: blocking_groups(game),
    }
}

/// Goes through all deals as a counter does, changing the last answer first.
fn count(game: &Game, sizes: &[usize]) -> Counts {
    let mut found = Counts {
        passing: 0,
        unanimous: 0,
        blocked_alone: vec![0; game.players.len()],
        range: vec![None; game.players.len()],
    };
    if sizes.is_empty() || sizes.contains(&0) {
        return found;
    }
    let mut answers = vec![0; sizes.len()];
    let mut points: Vec<i64> = game
        .players
        .iter()
        .map(|player| player.points.iter().map(|of| of[0]).sum())
        .collect();
    let mut yes = vec![false; game.players.len()];
    loop {
        for (at, player) in game.players.iter().enumerate() {
            yes[at] = player.says_yes(&answers, points[at]);
        }
        let passes = game.passes(&yes);
        if passes {
            found.passing += 1;
            for (range, points) in found.range.iter_mut().zip(&points) {
                let (least, most) = range.unwrap_or((*points, *points));
                *range = Some((least.min(*points), most.max(*points)));
            }
        } else {
            for at in 0..yes.len() {
                if !yes[at] {
                    yes[at] = true;
                    found.blocked_alone[at] += u64::from(game.passes(&yes));
                    yes[at] = false;
                }
            }
        }
        found.unanimous += u64::from(yes.iter().all(|yes| *yes));
        let Some(turn) = (0..sizes.len())
            .rev()
            .find(|&question| answers[question] + 1 < sizes[question])
        else {
            return found;
        };
        for (player, points) in game.players.iter().zip(&mut points) {
            *points += player.points[turn][answers[turn] + 1] - player.points[turn][answers[turn]];
            let later = player.points.iter().zip(&answers).skip(turn + 1);
            *points += later.map(|(of, answer)| of[0] - of[*answer]).sum::<i64>();
        }
        answers[turn] += 1;
        answers[turn + 1..].fill(0);
    }
}

/// The deals that cannot be bettered, built question by question.
fn frontier(game: &Game, sizes: &[usize]) -> Option<Vec<Deal>> {
    if sizes.is_empty() {
        return Some(Vec::new());
    }
    let mut best = vec![Deal {
        answers: Vec::new(),
        points: vec![0; game.players.len()],
    }];
    for (question, size) in sizes.iter().enumerate() {
        let grown = best
            .iter()
            .flat_map(|deal| (0..*size).map(move |answer| game.with(deal, question, answer)));
        best = unbeaten(grown.collect());
        if best.len() > MOST_FRONTIER {
            return None;
        }
    }
    best.sort_by_key(|deal| {
        (
            std::cmp::Reverse(deal.points.iter().sum::<i64>()),
            deal.answers.clone(),
        )
    });
    Some(best)
}

/// Keeps what nothing beats; equals beat nobody.
fn unbeaten(mut deals: Vec<Deal>) -> Vec<Deal> {
    // Who has the larger sum comes first, and nobody is beaten by a smaller or an equal sum of other points.
    deals.sort_by_key(|deal| std::cmp::Reverse(deal.points.iter().sum::<i64>()));
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

fn dominated(game: &Game, sizes: &[usize]) -> Vec<(usize, usize, usize)> {
    let of = |question: usize, answer: usize| {
        game.players
            .iter()
            .map(|player| player.points[question][answer])
            .collect::<Vec<i64>>()
    };
    let mut found = Vec::new();
    for (question, size) in sizes.iter().enumerate() {
        for answer in 0..*size {
            let better =
                (0..*size).find(|&other| beats(&of(question, other), &of(question, answer)));
            found.extend(better.map(|better| (question, answer, better)));
        }
    }
    found
}

fn matters_to(game: &Game, question: usize) -> usize {
    game.players
        .iter()
        .filter(|player| {
            player.points[question]
                .iter()
                .any(|points| *points != player.points[question][0])
        })
        .count()
}

/// A veto blocks alone; others block where too few are left.
fn blocking_groups(game: &Game) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = (0..game.players.len())
        .filter(|&at| game.players[at].has_veto)
        .map(|at| vec![at])
        .collect();
    let others: Vec<usize> = (0..game.players.len())
        .filter(|&at| !game.players[at].has_veto)
        .collect();
    let size = (game.players.len() + 1).saturating_sub(game.yeses);
    if (1..=others.len()).contains(&size) && others.len() <= 16 {
        let mut chosen = Vec::new();
        choose(&others, size, &mut chosen, &mut groups);
    }
    groups
}

fn choose(from: &[usize], size: usize, chosen: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
    if chosen.len() == size {
        found.push(chosen.clone());
        return;
    }
    for (at, &one) in from.iter().enumerate() {
        chosen.push(one);
        choose(&from[at + 1..], size, chosen, found);
        chosen.pop();
    }
}
