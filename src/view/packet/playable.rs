//! Checks of a game of points with their figures: whether it is solved by the middle, whether every issue is open and every
//! role gives and gets, how many deals pass, who can block, and whether the openings of the model can be agreed on.

use crate::analysis::{Counts, Game, Middle, Outcomes, Trade, correlation, trades};
use crate::lesson::propose::{
    FEWEST_PASSING, FEWEST_UNANIMOUS, MOST_ALIKE, MOST_PASSING, MOST_TAKEN, MOST_UNANIMOUS,
    in_hundred,
};
use crate::lesson::{Question, Role};
use crate::model::PartyId;

use super::Maker;
use super::fairness::{Check, Checks, things};
use super::reach::Reach;
use crate::view::words::{and, count, number_word, upper_first};

/// Most pairs, groups or trades that a check names.
const MOST_NAMED: usize = 4;

fn check(name: &'static str, holds: bool, words: String) -> Check {
    Check { name, holds, words }
}

impl Maker<'_> {
    /// Whether the circles of the model are played; nothing where it has none.
    pub(super) fn order_is_played(&self) -> Option<Check> {
        let rings = self.blocked()?.deadlocks.items();
        if rings.is_empty() {
            return None;
        }
        let is_played = self.lesson.questions.iter().any(Question::is_order);
        let words = match is_played {
            true => {
                "The circle of conditions is an issue of its own: a group has to agree which step comes first."
            }
            false => {
                "The circle of conditions is no issue here, so that nobody has to open it: name `order` under `issues` in the lesson."
            }
        };
        Some(check("the order is played", is_played, words.to_owned()))
    }

    /// Whether each role whose yes a step of the general sheet needs can also stop the deals that the rule lets pass.
    pub(super) fn rule_and_model(&self) -> Option<Check> {
        let needed = self.needed_on_the_way();
        if needed.is_empty() {
            return None;
        }
        let passed_over = needed.iter().filter(|role| !self.has_a_say(role));
        let names = self.words.parties(passed_over.map(|role| role.id()));
        Some(check(
            "the rule agrees with the model",
            names.is_empty(),
            match names.is_empty() {
                true => "Nobody whose yes a step needs can be outvoted on what the step is about."
                    .to_owned(),
                false => format!(
                    "Deals pass over the no of {names}, whose yes a step on the general sheet needs. Name it under `veto` or `consent` in `decision`."
                ),
            },
        ))
    }

    /// The roles that are played and whose yes a step on the general sheet needs.
    fn needed_on_the_way(&self) -> Vec<&Role> {
        let steps = self.steps_to_come();
        let is_needed = |party: &PartyId| {
            let consents = steps.iter().flat_map(|milestone| &milestone.consent);
            let mut needed = consents.filter(|consent| consent.needed_on(self.graph.day));
            needed.any(|consent| consent.party == *party)
        };
        let roles = self.lesson.roles.iter();
        roles.filter(|role| is_needed(role.id())).collect()
    }

    /// Whether some deal cannot pass without a role.
    fn has_a_say(&self, role: &Role) -> bool {
        let answers = self
            .lesson
            .questions
            .iter()
            .flat_map(|question| &question.answers);
        let mut consents = answers.filter(|answer| answer.consent.contains(role.id()));
        self.all_must_agree()
            || self.lesson.decision.veto.contains(role.id())
            || consents.next().is_some()
    }

    /// Whether a deal needs the yes of every role.
    pub(super) fn all_must_agree(&self) -> bool {
        self.lesson.yeses() == self.lesson.roles.len()
    }

    /// Whether the openings of the debriefing can be agreed on at the table.
    pub(super) fn openings_in_reach(&self) -> Option<Check> {
        let sets = self.blocked()?.unblocking_sets();
        if sets.is_empty() {
            return None;
        }
        let reached = sets.iter().map(|set| self.reach(set));
        let open = reached.filter(Reach::is_open).count();
        let of = count(sets.len(), "opening", "openings");
        Some(check(
            "the openings can be agreed on",
            open == sets.len(),
            match open == sets.len() {
                true => format!("{} can be agreed on within the sheets.", upper_first(&of)),
                false => format!(
                    "Of {of} on record {} can be agreed on within the sheets.",
                    number_word(open)
                ),
            },
        ))
    }

    /// What makes the game worth playing.
    pub(super) fn worth_playing(&self, found: &Outcomes, game: &Game) -> Checks {
        let Some(counts) = found.counts.exact() else {
            return Checks::new();
        };
        vec![
            share_that_passes(found.all, counts.passing),
            share_of_all((found.all, counts.unanimous), self.all_must_agree()),
            self.no_easy_middle(counts),
            self.no_fixed_issue(counts),
            self.no_two_alike(game),
            self.all_give_and_get(counts),
            self.nobody_takes_everything(found.all, counts),
            self.some_trade(game),
            self.somebody_blocks(found),
        ]
    }

    fn no_easy_middle(&self, counts: &Counts) -> Check {
        let middle = counts.texture.middle.as_ref();
        let words = match middle {
            None if counts.passing == 0 => "No deal passes.".to_owned(),
            None => "The middle of everything is not the best deal.".to_owned(),
            Some(middle) => self.middle_in_words(middle),
        };
        check(
            "the middle does not solve it",
            middle.is_none() && counts.passing > 0,
            words,
        )
    }

    fn middle_in_words(&self, middle: &Middle) -> String {
        let why = match (middle.has_most, middle.is_fairest) {
            (true, true) => {
                "no deal that passes has more points in all, and in none the one who gains least gains more"
            }
            (true, false) => "no deal that passes has more points in all",
            (false, true) => "in no other deal that passes the one who gains least gains more",
            (false, false) => "it passes",
        };
        format!(
            "{}, the middle of each list, solves it: {why}.",
            self.letters(&middle.deal)
        )
    }

    fn no_fixed_issue(&self, counts: &Counts) -> Check {
        let fixed = counts
            .texture
            .fixed
            .iter()
            .map(|&one| self.chosen_in_words(one));
        let fixed: Vec<String> = fixed.collect();
        check(
            "every issue is open",
            fixed.is_empty() && counts.passing > 0,
            match (fixed.is_empty(), counts.passing) {
                (_, 0) => "No deal passes.".to_owned(),
                (true, _) => "No issue has the same answer in all deals that pass.".to_owned(),
                (false, _) => format!("All deals that pass have {}.", and(&fixed)),
            },
        )
    }

    fn no_two_alike(&self, game: &Game) -> Check {
        let players = &game.players;
        let mut pairs = Vec::new();
        for one in 0..players.len() {
            for other in one + 1..players.len() {
                pairs.extend(correlation(&players[one], &players[other]).map(|r| (r, one, other)));
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
        let named = |(together, one, other): &(f64, usize, usize)| {
            format!("{} ({together:.2})", self.group(&[*one, *other]))
        };
        let alike: Vec<String> = pairs
            .iter()
            .filter(|pair| pair.0 > MOST_ALIKE)
            .map(named)
            .collect();
        let closest = pairs.first().map(named);
        check(
            "no two roles want the same",
            alike.is_empty(),
            match (alike.as_slice(), closest) {
                ([], Some(_)) if pairs[0].0 <= 0.0 => "No two roles pull the same way.".to_owned(),
                ([], Some(closest)) => format!(
                    "The points of {closest} go together most, of at most {MOST_ALIKE:.1} (1 is always, 0 says nothing)."
                ),
                ([], None) => "There are no two roles to compare.".to_owned(),
                (some, _) => format!(
                    "These want nearly the same (1 is always, {MOST_ALIKE:.1} is the most): {}.",
                    and(some)
                ),
            },
        )
    }

    fn all_give_and_get(&self, counts: &Counts) -> Check {
        let texture = &counts.texture;
        let roles = self.lesson.roles.iter().enumerate();
        let idle = roles.filter(|(at, _)| texture.gets[*at] == 0 || texture.gives[*at] == 0);
        let idle: Vec<String> = idle
            .map(|(at, role)| {
                let party = role.id();
                format!(
                    "{} {} {} and {} {}",
                    self.words.party(party),
                    self.words.verb(party, "gets", "get"),
                    things(texture.gets[at]),
                    self.words.verb(party, "gives", "give"),
                    things(texture.gives[at])
                )
            })
            .collect();
        check(
            "every role gives and gets",
            idle.is_empty() && counts.passing > 0,
            match idle.is_empty() {
                _ if counts.passing == 0 => "No deal passes.".to_owned(),
                true => "In some deal that passes each role gets its best answer to an issue, and in none to all.".to_owned(),
                false => format!("{}.", upper_first(&and(&idle))),
            },
        )
    }

    fn nobody_takes_everything(&self, all: u64, counts: &Counts) -> Check {
        let roles = self.lesson.roles.iter().zip(&counts.yes);
        let share = |(role, yes): (&Role, &u64)| (in_hundred(*yes, all), role.id().clone());
        let mut shares: Vec<(f64, PartyId)> = roles.map(share).collect();
        shares.sort_by(|a, b| b.0.total_cmp(&a.0));
        let most = shares.first().map_or(0.0, |(share, _)| *share);
        let easy = shares
            .iter()
            .filter(|(share, _)| *share > MOST_TAKEN as f64);
        let easy: Vec<String> = easy
            .map(|(share, party)| format!("{} ({share:.0})", self.words.party(party)))
            .collect();
        check(
            "no role takes nearly everything",
            easy.is_empty(),
            match easy.is_empty() {
                true => format!(
                    "No role says yes to more than {most:.0} of a hundred deals; {MOST_TAKEN} is the most."
                ),
                false => format!(
                    "Of a hundred deals these say yes to more than {MOST_TAKEN}: {}.",
                    and(&easy)
                ),
            },
        )
    }

    fn some_trade(&self, game: &Game) -> Check {
        let trades = trades(game);
        let hidden = trades
            .iter()
            .filter(|trade| !self.is_on_the_surface(trade))
            .count();
        let first = trades
            .iter()
            .find(|trade| !self.is_on_the_surface(trade))
            .or(trades.first());
        let told = first.map(|trade| format!(" For one, {}.", self.trade_in_words(trade)));
        check(
            "trades can be found",
            hidden > 0,
            match trades.len() {
                0 => "No trade makes both sides better off than halving.".to_owned(),
                all => format!(
                    "{} both sides better off than halving; {hidden} cannot be seen from what both ask for in public.{}",
                    upper_first(&count(all, "trade makes", "trades make")),
                    told.unwrap_or_default()
                ),
            },
        )
    }

    /// Whether both sides say in public that they want what the trade gives them.
    fn is_on_the_surface(&self, trade: &Trade) -> bool {
        let asks = |role: usize, question: usize| {
            let issue = self.lesson.questions[question].issue.as_ref();
            let mut asked = self.asks_of(self.lesson.roles[role].id()).into_iter();
            asked.any(|id| self.position(id).on.issue() == issue && issue.is_some())
        };
        asks(trade.one, trade.first) && asks(trade.other, trade.second)
    }

    fn trade_in_words(&self, trade: &Trade) -> String {
        let name = |role: usize| self.words.party(self.lesson.roles[role].id());
        let subject = |question: usize| self.subject(&self.lesson.questions[question]);
        format!(
            "{} gets its way on {} and {} on {}",
            name(trade.one),
            subject(trade.first),
            name(trade.other),
            subject(trade.second)
        )
    }

    fn somebody_blocks(&self, found: &Outcomes) -> Check {
        let groups = found.blocking_groups.items();
        let several = groups.iter().filter(|group| group.len() > 1);
        let named: Vec<String> = several
            .clone()
            .take(MOST_NAMED)
            .map(|group| self.group(group))
            .collect();
        let all = several.count();
        let more = match all.saturating_sub(named.len()) {
            0 => String::new(),
            more => format!("; and {more} more"),
        };
        check(
            "a coalition can block",
            !groups.is_empty(),
            match all {
                0 if self.all_must_agree() => {
                    "Each role can block alone, for all must say yes.".to_owned()
                }
                0 => "No two or more who cannot block alone can block together.".to_owned(),
                _ => format!(
                    "Together these can block, and none of them alone: {}{more}.",
                    named.join("; ")
                ),
            },
        )
    }
}

fn share_that_passes(all: u64, passing: u64) -> Check {
    let share = in_hundred(passing, all);
    let wanted = format!("{FEWEST_PASSING} to {MOST_PASSING} are wanted");
    check(
        "share of deals that pass",
        passing > 0 && is_within(share, FEWEST_PASSING, MOST_PASSING),
        match passing {
            0 => format!(
                "None of {all} deals passes. In each, too many get less than their least points or what they must not accept (their red lines, and what the lesson forbids; `may_accept` gives room)."
            ),
            _ => format!("{passing} of {all} deals pass: {share:.1} in a hundred; {wanted}."),
        },
    )
}

/// Where all must say yes, every deal that passes has it, and nothing is wanted beside.
fn share_of_all((all, unanimous): (u64, u64), all_must: bool) -> Check {
    let share = in_hundred(unanimous, all);
    let have = match unanimous {
        0 => "no deal has".to_owned(),
        1 => "one deal has".to_owned(),
        n => format!("{n} deals have"),
    };
    check(
        "unanimous deals",
        unanimous > 0 && (all_must || is_within(share, FEWEST_UNANIMOUS, MOST_UNANIMOUS)),
        match all_must {
            true => format!(
                "{} everybody’s yes, which every deal needs.",
                upper_first(&have)
            ),
            false => format!(
                "{} everybody’s yes: {share:.1} in a hundred; {FEWEST_UNANIMOUS} to {MOST_UNANIMOUS} are wanted.",
                upper_first(&have)
            ),
        },
    )
}

fn is_within(share: f64, least: u64, most: u64) -> bool {
    (least as f64..=most as f64).contains(&share)
}
