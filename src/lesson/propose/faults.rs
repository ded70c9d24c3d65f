//! What is wrong with a game of points, as a number: nothing where it holds everything that the packet checks.

use super::Opening;
use crate::analysis::{Counts, Deal, Game, correlation, trades};

/// The fewest and the most deals that should pass, in a hundred: fewer cannot be found in the time, more need no search.
pub const FEWEST_PASSING: u64 = 5;
/// See [`FEWEST_PASSING`].
pub const MOST_PASSING: u64 = 20;
/// The fewest and the most deals that should have everybody's yes, in a hundred.
pub const FEWEST_UNANIMOUS: u64 = 1;
/// See [`FEWEST_UNANIMOUS`].
pub const MOST_UNANIMOUS: u64 = 6;
/// How far the points of two roles may go together (see [`correlation`]).
pub const MOST_ALIKE: f64 = 0.8;

/// To how many of all deals a role may say yes at most, in a hundred: a role that takes nearly everything has nothing to do.
pub const MOST_TAKEN: u64 = 60;

/// What is looked for above the bounds, so that a point moved by hand does not break them at once.
const ROOM: f64 = 0.5;

/// A game, and the openings that its deals are to hold.
pub(super) struct Weighed<'a> {
    pub game: &'a Game,
    pub openings: &'a [Opening],
}

/// Some of all, in a hundred.
pub fn in_hundred(some: u64, all: u64) -> f64 {
    some as f64 * 100.0 / all.max(1) as f64
}

/// How much is wrong.
pub(super) fn of(weighed: &Weighed<'_>) -> f64 {
    let game = weighed.game;
    let Some(counts) = game.counts() else {
        return f64::MAX;
    };
    let all = game.deals();
    let passing = in_hundred(counts.passing, all);
    let unanimous = in_hundred(counts.unanimous, all);
    outside(passing, FEWEST_PASSING, MOST_PASSING) * 0.3
        + match game.yeses == game.players.len() {
            true => 0.0,
            false => outside(unanimous, FEWEST_UNANIMOUS, MOST_UNANIMOUS),
        }
        + in_common(&counts)
        + easy_roles(&counts, all)
        + alike(game)
        + f64::from(u8::from(trades(game).is_empty()))
        + game.dominated().len() as f64 * 0.3
        + unmet(weighed)
}

/// How far a figure lies outside of two bounds.
fn outside(figure: f64, least: u64, most: u64) -> f64 {
    let (least, most) = (least as f64 + ROOM, most as f64 - ROOM);
    (least - figure).max(figure - most).max(0.0)
}

/// A middle that solves it, questions that are none, roles that get or give nothing.
fn in_common(counts: &Counts) -> f64 {
    let texture = &counts.texture;
    let middle = texture.middle.as_ref().map_or(0.0, |_| 1.0);
    let idle = texture
        .gets
        .iter()
        .chain(&texture.gives)
        .filter(|questions| **questions == 0);
    middle + texture.fixed.len() as f64 + idle.count() as f64 * 0.7
}

/// Roles that say yes to nearly every deal.
fn easy_roles(counts: &Counts, all: u64) -> f64 {
    let taken = counts
        .yes
        .iter()
        .map(|yes| in_hundred(*yes, all) - (MOST_TAKEN as f64 - ROOM));
    taken.map(|above| above.max(0.0) * 0.03).sum()
}

/// Roles whose points go together too far.
fn alike(game: &Game) -> f64 {
    let players = &game.players;
    let pairs = (0..players.len()).flat_map(|one| (0..one).map(move |other| (one, other)));
    let above = pairs.filter_map(|(one, other)| correlation(&players[one], &players[other]));
    above
        .map(|together| (together - MOST_ALIKE + 0.05).max(0.0) * 5.0)
        .sum()
}

/// Openings that no deal holds that passes.
fn unmet(weighed: &Weighed<'_>) -> f64 {
    if weighed.openings.is_empty() {
        return 0.0;
    }
    let passing = weighed.game.passing_deals().unwrap_or_default();
    let is_met = |opening: &&Opening| passing.iter().any(|deal| holds(deal, opening));
    let unmet = weighed.openings.iter().filter(|opening| !is_met(opening));
    unmet.count() as f64 * 0.5
}

fn holds(deal: &Deal, opening: &Opening) -> bool {
    opening
        .iter()
        .all(|&(question, answer)| deal.answers[question] == answer)
}
