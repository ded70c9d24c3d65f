//! Checks of an exercise, each with its figure: whether it can be played at all, and whether each role has a part in it.

use crate::analysis::{Ask, Known, Outcomes, Status, blocks};
use crate::graph::Reading;
use crate::lesson::Role;
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
        let roles = self.lesson.roles.iter();
        let mut checks = vec![self.enough_to_play()];
        checks.extend(roles.map(|role| self.wins_and_gives(role)));
        checks.extend(self.order_is_played());
        checks.extend(self.rule_and_model());
        match (&self.outcomes, &self.game) {
            (Some(found), Some(game)) => {
                checks.extend(self.of_points(found));
                checks.extend(self.worth_playing(found, game));
            }
            (None, _) | (_, None) => checks.push(self.reachable()),
        }
        checks.extend(self.openings_in_reach());
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
    fn wins_and_gives(&self, role: &Role) -> Check {
        let (wins, gives) = match self.lesson.has_points() {
            true => (points_to_win(role), self.points_to_give(role)),
            false => (self.things_to_win(role), self.things_to_give(role)),
        };
        Check {
            name: "something to win and to give",
            holds: wins > 0 && gives > 0,
            words: format!(
                "{} {} {} to win and {} to give.",
                self.words.party_first(role.id()),
                self.words.verb(role.id(), "has", "have"),
                things(wins),
                things(gives)
            ),
        }
    }

    /// On how many issues somebody else likes another answer best: what is worth less to it than to them is something that
    /// it can give.
    fn points_to_give(&self, role: &Role) -> usize {
        let is_liked_otherwise = |question: &usize| {
            let own = best_answer(role, *question);
            self.others(role)
                .any(|other| best_answer(other, *question) != own)
        };
        (0..role.points.len()).filter(is_liked_otherwise).count()
    }

    fn things_to_win(&self, role: &Role) -> usize {
        let is_open = |target: &Target| {
            let answer = blocks(self.model, self.graph, &Ask::about(target.clone()));
            answer.is_none_or(|answer| matches!(answer.status(), Status::Blocked | Status::Open))
        };
        let asked = self.targets(&self.asks_of(role.id())).into_iter();
        asked.filter(|target| is_open(target)).count()
    }

    fn things_to_give(&self, role: &Role) -> usize {
        let stances = self.graph.stances().iter();
        let unsaid = stances
            .filter(|s| s.party == *role.id())
            .filter(|s| matches!(s.reading, Reading::Unknown | Reading::Refused));
        unsaid.count() + self.conditions_of(role.id()).len() + role.may_accept.len()
    }

    /// Without points: every goal and issue in play can be reached by some moves of those who play.
    fn reachable(&self) -> Check {
        let goals = self.goals_in_play();
        let stuck = goals.iter().filter(|goal| self.is_stuck(goal));
        let stuck: Vec<String> = stuck.map(|goal| self.words.target(goal)).collect();
        let but = match stuck.is_empty() {
            true => String::new(),
            false => format!("; no move reaches {}", and(&stuck)),
        };
        let (all, reached) = (goals.len(), goals.len() - stuck.len());
        Check {
            name: "reachable",
            holds: stuck.is_empty(),
            words: format!(
                "{reached} of {all} goals and issues can be reached by some moves{but}."
            ),
        }
    }

    /// The issues that are played, then the goal.
    fn goals_in_play(&self) -> Vec<Target> {
        let issues = self.lesson.questions.iter();
        let issues = issues.filter_map(|question| question.issue.clone().map(Target::Issue));
        let goal = self.answer.as_ref().map(|answer| answer.goal.clone());
        issues.chain(goal).collect()
    }

    fn is_stuck(&self, goal: &Target) -> bool {
        let answer = blocks(self.model, self.graph, &Ask::about(goal.clone()));
        answer.is_some_and(|answer| answer.no_change_suffices())
    }

    fn of_points(&self, found: &Outcomes) -> Checks {
        let mut checks = match &found.counts {
            Known::Exact(_) => Checks::new(),
            Known::Partial(_, why) | Known::Unknown(why) => vec![not_counted(why)],
        };
        checks.extend(found.frontier.why().map(not_counted));
        checks.push(self.no_useless_answer(found));
        checks.push(self.issues_matter(found));
        checks
    }

    fn no_useless_answer(&self, found: &Outcomes) -> Check {
        let useless = self.useless_answers(found);
        Check {
            name: "no answer that nobody wants",
            holds: useless.is_empty(),
            words: match useless.is_empty() {
                true => "No answer is worse for all.".to_owned(),
                false => format!("{}.", upper_first(&and(&useless))),
            },
        }
    }

    fn useless_answers(&self, found: &Outcomes) -> Vec<String> {
        let is_the_impasse = |question: usize, answer: usize| {
            let question = &self.lesson.questions[question];
            question.is_order() && question.answers[answer].moves.is_empty()
        };
        let dominated = found.dominated.iter();
        // That nobody moves may well be worse for all: that is the lesson.
        let dominated =
            dominated.filter(|(question, answer, _)| !is_the_impasse(*question, *answer));
        let useless = dominated.map(|&(question, answer, better)| {
            let (worse, better) = (
                self.lesson.letter(question, answer),
                self.lesson.letter(question, better),
            );
            format!("{worse} is worse for some and better for nobody than {better}")
        });
        useless.collect()
    }

    fn issues_matter(&self, found: &Outcomes) -> Check {
        let lonely = self.lonely_issues(found);
        Check {
            name: "each issue matters to two or more",
            holds: lonely.is_empty(),
            words: match lonely.is_empty() {
                true => "Each issue matters to two roles or more.".to_owned(),
                false => format!("To fewer than two roles matters: {}.", and(&lonely)),
            },
        }
    }

    /// Issues whose answers are all the same to everybody but one, or to everybody.
    fn lonely_issues(&self, found: &Outcomes) -> Vec<String> {
        let issues = self.lesson.questions.iter().zip(&found.matters_to);
        let lonely = issues.filter(|(_, players)| **players < 2);
        lonely.map(|(question, _)| question.name.clone()).collect()
    }
}

/// On how many issues its answers differ in points.
fn points_to_win(role: &Role) -> usize {
    let differs = |of: &&Vec<i64>| of.iter().max() != of.iter().min();
    role.points.iter().filter(differs).count()
}

/// The answer with the most points for a role; the last of several.
fn best_answer(role: &Role, question: usize) -> Option<usize> {
    let points = &role.points[question];
    (0..points.len()).max_by_key(|&answer| points[answer])
}

pub(super) fn things(number: usize) -> String {
    match number {
        0 => "nothing".to_owned(),
        _ => count(number, "thing", "things"),
    }
}

fn not_counted(why: &str) -> Check {
    Check {
        name: "everything counted",
        holds: false,
        words: format!("{}.", upper_first(why)),
    }
}
