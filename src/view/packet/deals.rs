//! What could have come out of a game of points: the figures, the points of all, and the deals that pass.
//!
//! All of it is exact for points that were invented, and says nothing about the real talks. At most sixty deals are listed.

use crate::analysis::{Counts, Deal, Game, Known, Outcomes};
use crate::lesson::Role;

use super::paper::{Row, items, row, say, table};
use super::played::PlayedAnswer;
use super::{Maker, is_limit};
use crate::view::words::{count, upper_first};
use crate::view::{Block, Section};

/// Most deals that the table lists.
const MOST_DEALS: usize = 60;
/// Most groups that are named.
const MOST_GROUPS: usize = 12;

impl Maker<'_> {
    /// What could have come out, where there are points.
    pub(super) fn possible(&self) -> Option<Section> {
        let found = self.outcomes.as_ref()?;
        let mut parts = vec![
            say(
                "The points were invented for teaching; what follows is exact for them, and says nothing about the real talks.",
            ),
            items(self.figures(found)),
            say("The points of all:"),
            self.all_points(),
        ];
        parts.extend(self.game.iter().flat_map(|game| self.deals(game, found)));
        Some(Section::new("What could have come out", parts))
    }

    fn figures(&self, found: &Outcomes) -> Vec<String> {
        let mut lines = match &found.counts {
            Known::Exact(counts) => self.counted(found.all, counts),
            Known::Partial(_, why) | Known::Unknown(why) => vec![format!("{}.", upper_first(why))],
        };
        lines.extend(self.blocking_groups(found));
        lines
    }

    fn blocking_groups(&self, found: &Outcomes) -> Option<String> {
        let groups = found.blocking_groups.items().iter().take(MOST_GROUPS);
        let groups: Vec<String> = groups.map(|group| self.group(group)).collect();
        let untold = found.blocking_groups.why();
        let untold = untold.map(|why| format!("{}.", upper_first(why)));
        let told = (!groups.is_empty()).then(|| {
            let groups = groups.join("; ");
            format!("Smallest groups without which no deal passes: {groups}.")
        });
        let told: Vec<String> = told.into_iter().chain(untold).collect();
        (!told.is_empty()).then(|| told.join(" "))
    }

    /// The roles with these places in the lesson.
    pub(super) fn group(&self, roles: &[usize]) -> String {
        let ids = roles.iter().map(|&at| self.lesson.roles[at].id());
        self.words.parties(ids)
    }

    fn counted(&self, all: u64, counts: &Counts) -> Vec<String> {
        let mut lines = vec![format!(
            "There are {all} deals; {} pass, and {} have everybody’s yes.",
            counts.passing, counts.unanimous
        )];
        let roles = self.lesson.roles.iter().enumerate();
        lines.extend(
            roles.map(|(at, role)| self.share_of(role, counts.range[at], counts.blocked_alone[at])),
        );
        lines
    }

    /// What a role gets from deals that pass, and how many fail by its no alone.
    fn share_of(&self, role: &Role, range: Option<(i64, i64)>, blocked_alone: u64) -> String {
        let name = self.words.party_first(role.id());
        match range {
            Some((least, most)) => format!(
                "{name} {} {least} to {most} points from deals that pass; {} would pass if it said yes.",
                self.words.verb(role.id(), "gets", "get"),
                count(blocked_alone as usize, "failing deal", "failing deals")
            ),
            None => format!("{name}: no deal passes."),
        }
    }

    /// The points of all roles side by side.
    fn all_points(&self) -> Block {
        let columns = std::iter::once("Answer".to_owned()).chain(self.role_names());
        let answers = self.played_answers().map(|played| self.worth(played));
        let least = self.lesson.roles.iter();
        let least = least.map(|role| role.threshold.to_string());
        let least = std::iter::once("Least to say yes".to_owned()).chain(least);
        table(columns, answers.chain([row(least)]))
    }

    /// What an answer is worth to each role, and who may not accept it.
    fn worth(&self, played: PlayedAnswer<'_>) -> Row {
        let points = self.lesson.roles.iter().map(|role| {
            let points = played.points_for(role);
            match is_limit(self.graph, role, played.answer) {
                true => format!("{points} (may not)"),
                false => points.to_string(),
            }
        });
        row(std::iter::once(played.named()).chain(points))
    }

    /// The deals that pass, with those marked that cannot be bettered; then others that cannot be bettered and fail.
    fn deals(&self, game: &Game, found: &Outcomes) -> [Block; 2] {
        let best = found.frontier.items();
        let passing = self.passing.as_deref().unwrap_or_default();
        let failing = best.iter().filter(|deal| !game.is_passing(deal));
        let all: Vec<&Deal> = passing.iter().chain(failing).collect();
        let rows = all.iter().take(MOST_DEALS);
        let rows = rows.map(|deal| self.deal(game, best, deal));
        let rest = match all.len().saturating_sub(MOST_DEALS) {
            0 => String::new(),
            untold => format!(" {untold} more are not listed."),
        };
        let outvoted = match self.all_must_agree() {
            true => "",
            false => ": it is outvoted where the deal passes",
        };
        let words = format!(
            "Deals that pass, by the sum of their points, then others that fail though they cannot be bettered. Best means that no other deal gives everybody as much and somebody more (the Pareto frontier; ties are all kept). A no beside points is that role’s vote{outvoted}.{rest}"
        );
        [say(words), table(self.deal_columns(), rows)]
    }

    fn deal_columns(&self) -> impl Iterator<Item = String> {
        let names = self.role_names();
        let marks = ["Passes", "Best"].map(str::to_owned);
        std::iter::once("Deal".to_owned()).chain(names).chain(marks)
    }

    /// A deal by the letters of its answers, with the points and the vote of each role.
    fn deal(&self, game: &Game, best: &[Deal], deal: &Deal) -> Row {
        let votes = deal.points.iter().zip(game.yes_to(deal));
        let votes = votes.map(|(points, says_yes)| match says_yes {
            true => points.to_string(),
            false => format!("{points}, no"),
        });
        let is_best = best.iter().any(|other| other.answers == deal.answers);
        let marks = [game.is_passing(deal), is_best].map(yes_or_no);
        let letters = std::iter::once(self.letters(deal));
        row(letters.chain(votes).chain(marks))
    }

    /// `A1 B2 C1`
    pub(super) fn letters(&self, deal: &Deal) -> String {
        self.letters_of(&deal.answers)
    }

    /// The same of answers alone.
    pub(super) fn letters_of(&self, answers: &[usize]) -> String {
        let answers = answers.iter().enumerate();
        let letters = answers.map(|(question, &answer)| self.lesson.letter(question, answer));
        letters.collect::<Vec<_>>().join(" ")
    }
}

fn yes_or_no(holds: bool) -> String {
    if holds { "yes" } else { "no" }.to_owned()
}
