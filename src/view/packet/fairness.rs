//! Checks of an exercise, each with its figure: whether it can be played at all, and whether each role has a part in it.

use crate::analysis::{Ask, Counts, Known, Outcomes, Status, blocks};
use crate::graph::Reading;
use crate::model::Target;

use super::Maker;
use crate::view::words::{and, count, upper_first};

/// One check with its figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Short name.
    pub name: &'static str,
    /// Whether it holds.
    pub holds: bool,
    /// The figure and what it means, in a sentence.
    pub words: String,
}

/// All checks.
pub type Checks = Vec<Check>;

impl Maker<'_> {
    pub(super) fn checks(&self) -> Checks {
        let mut checks = vec![self.enough_to_play()];
        checks.extend(
            self.lesson
                .roles
                .iter()
                .map(|role| self.wins_and_gives(role)),
        );
        match &self.outcomes {
            Some(_) => checks.extend(self.of_points()),
            None => checks.push(self.reachable()),
        }
        checks
    }

    fn enough_to_play(&self) -> Check {
        let (roles, questions) = (self.lesson.roles.len(), self.lesson.questions.len());
        let words = format!(
            "{} and {}.",
            count(roles, "role", "roles"),
            count(questions, "issue", "issues")
        );
        Check {
            name: "enough to play",
            holds: roles >= 2 && questions >= 1,
            words: upper_first(&words),
        }
    }

    /// Something to win: it asks for what nobody has granted yet. Something to give: a yes or a condition that others wait for.
    fn wins_and_gives(&self, role: &crate::lesson::Role) -> Check {
        let party = role.id();
        let (wins, gives) = if let Some(points) = self.lesson.has_points().then_some(&role.points) {
            let wins = points
                .iter()
                .filter(|of| of.iter().max() != of.iter().min())
                .count();
            // What is worth less to it than to somebody else is something that it can give.
            let gives = (0..points.len()).filter(|&question| {
                let best = |role: &crate::lesson::Role| {
                    (0..role.points[question].len()).max_by_key(|&n| role.points[question][n])
                };
                self.lesson
                    .roles
                    .iter()
                    .any(|other| other.id() != party && best(other) != best(role))
            });
            (wins, gives.count())
        } else {
            let open = |target: &Target| {
                let answer = blocks(self.model, self.graph, &Ask::about(target.clone()));
                answer
                    .is_none_or(|answer| matches!(answer.status(), Status::Blocked | Status::Open))
            };
            let wins = self
                .asks_of(party)
                .into_iter()
                .filter(|&i| open(&self.model.positions[i].on))
                .count();
            let stances = self.graph.stances().iter().filter(|s| {
                s.party == *party && matches!(s.reading, Reading::Unknown | Reading::Refused)
            });
            (
                wins,
                stances.count() + self.conditions_of(party).len() + role.may_accept.len(),
            )
        };
        let words = format!(
            "{} has {} to win and {} to give.",
            self.words.party_first(party),
            count(wins, "thing", "things").replace("no thing", "nothing"),
            count(gives, "thing", "things").replace("no thing", "nothing")
        );
        Check {
            name: "something to win and to give",
            holds: wins > 0 && gives > 0,
            words,
        }
    }

    /// Without points: every goal and issue in play can be reached by some moves of those who play.
    fn reachable(&self) -> Check {
        let goals = self
            .lesson
            .questions
            .iter()
            .map(|q| Target::Issue(q.issue.clone()))
            .chain(self.answer.as_ref().map(|a| a.goal.clone()));
        let mut all = 0;
        let mut stuck = Vec::new();
        for goal in goals {
            all += 1;
            let answer = blocks(self.model, self.graph, &Ask::about(goal.clone()));
            if answer.is_some_and(|answer| answer.no_change_suffices()) {
                stuck.push(self.words.target(&goal));
            }
        }
        let reached = all - stuck.len();
        let words = match stuck.is_empty() {
            true => format!("{reached} of {all} goals and issues can be reached by some moves."),
            false => format!(
                "{reached} of {all} goals and issues can be reached by some moves; no move reaches {}.",
                and(&stuck)
            ),
        };
        Check {
            name: "reachable",
            holds: stuck.is_empty(),
            words,
        }
    }

    fn of_points(&self) -> Checks {
        let Some(found) = &self.outcomes else {
            return Vec::new();
        };
        let mut checks = match &found.counts {
            Known::Exact(counts) => self.of_counts(found.all, counts),
            Known::Partial(_, why) | Known::Unknown(why) => vec![not_counted(why)],
        };
        checks.extend(found.frontier.why().map(not_counted));
        checks.extend(self.of_answers(found));
        checks
    }

    fn of_counts(&self, all: u64, counts: &Counts) -> Checks {
        let share = counts.passing.saturating_mul(1000) / all.max(1);
        let percent = format!("{}.{}", share / 10, share % 10);
        vec![
            Check {
                name: "share of deals that pass",
                holds: counts.passing > 0 && counts.passing < all,
                words: match counts.passing {
                    0 => format!(
                        "None of {all} deals passes. A role also says no to answers that it must not accept: those that it refuses, or excludes by a demand; `may_accept` in the lesson gives it room."
                    ),
                    n => format!("{n} of {all} deals pass: {percent} in a hundred."),
                },
            },
            Check {
                name: "unanimous deals",
                holds: counts.unanimous > 0,
                words: format!(
                    "{} everybody’s yes.",
                    upper_first(&match counts.unanimous {
                        0 => "no deal has".to_owned(),
                        1 => "one deal has".to_owned(),
                        n => format!("{} have", count(n as usize, "deal", "deals")),
                    })
                ),
            },
        ]
    }

    fn of_answers(&self, found: &Outcomes) -> Checks {
        let mut checks = Vec::new();
        let names: Vec<String> = found
            .dominated
            .iter()
            .map(|&(question, answer, better)| {
                format!(
                    "{} is worse for some and better for nobody than {}",
                    self.lesson.letter(question, answer),
                    self.lesson.letter(question, better)
                )
            })
            .collect();
        let words = if names.is_empty() {
            "No answer is worse for all.".to_owned()
        } else {
            format!("{}.", upper_first(&and(&names)))
        };
        checks.push(Check {
            name: "no answer that nobody wants",
            holds: names.is_empty(),
            words,
        });
        let lonely: Vec<String> = (0..found.matters_to.len())
            .filter(|&q| found.matters_to[q] < 2)
            .map(|q| self.lesson.questions[q].name.clone())
            .collect();
        let words = match lonely.is_empty() {
            true => "Each issue matters to two roles or more.".to_owned(),
            false => format!("To fewer than two roles matters: {}.", and(&lonely)),
        };
        checks.push(Check {
            name: "each issue matters to two or more",
            holds: lonely.is_empty(),
            words,
        });
        checks
    }
}

fn not_counted(why: &str) -> Check {
    Check {
        name: "everything counted",
        holds: false,
        words: format!("{}.", upper_first(why)),
    }
}
