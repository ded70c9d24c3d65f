//! The teacher's sheet: all that has to be known before the class.

use super::fairness::{Check, Checks};
use super::paper::{Row, item, items, leaf, row, say, sentence, sentences, steps, table};
use super::{Maker, Reader, Sheet};
use crate::lesson::Role;
use crate::view::words::{and, count, number_word, upper_first};
use crate::view::{Block, Item, Section};

impl Maker<'_> {
    pub(super) fn teacher(&self, checks: &Checks) -> Sheet {
        let about = [
            ("Roles", number_word(self.lesson.roles.len())),
            ("Issues", number_word(self.lesson.questions.len())),
            ("Time", format!("{} minutes", self.lesson.minutes)),
            (
                "Model",
                format!("{}, version {}", self.model.name, self.model.version),
            ),
        ];
        let document = self.document("for the teacher", about, self.teacher_sections(checks));
        Sheet {
            is_real: true,
            ..Sheet::new("teacher", Reader::Teacher, document)
        }
    }

    fn teacher_sections(&self, checks: &Checks) -> Vec<Section> {
        let checks = table(["Check", "Holds", "Figure"], checks.iter().map(check_row));
        let told = |heading: &str, blocks| Some(Section::new(heading, blocks));
        let sections = [
            told("The scenario in five lines", vec![items(self.five_lines())]),
            told("What they learn", self.goals()),
            told("Roles and groups", self.groups()),
            told("Time", vec![self.time()]),
            told("How hard it is", vec![say(self.difficulty())]),
            told("Before you choose it", vec![say(self.sensitivity())]),
            told("Checks", vec![checks]),
            self.beliefs_of_all(),
            self.missing(),
            told("What to copy", vec![self.to_copy()]),
        ];
        sections.into_iter().flatten().collect()
    }

    fn five_lines(&self) -> Vec<String> {
        let answer = self.answer.as_ref();
        let ring = self.rings.first();
        let without_a_deal = match &self.lesson.without_a_deal {
            Some(words) => format!("Without a deal: {}", sentence(words)),
            None => "Without a deal everything stays as it is.".to_owned(),
        };
        let lines = [
            Some(self.who_negotiates()),
            self.what_they_negotiate(),
            answer.map(|answer| self.finding(self.graph.day, answer)),
            ring.map(|ring| self.circle_in_words(ring)),
            Some(without_a_deal),
        ];
        lines.into_iter().flatten().collect()
    }

    fn who_negotiates(&self) -> String {
        let roles = self.lesson.roles.iter().map(|role| role.id());
        let who = upper_first(&self.words.parties(roles));
        match self.lesson.roles.len() {
            0 => "Nobody is named who could play.".to_owned(),
            1 => format!("{who} negotiates."),
            _ => format!("{who} negotiate."),
        }
    }

    fn what_they_negotiate(&self) -> Option<String> {
        let questions = self.lesson.questions.iter();
        let issues: Vec<String> = questions.map(|q| self.subject(q)).collect();
        (!issues.is_empty()).then(|| format!("They have to find answers on {}.", and(&issues)))
    }

    fn goals(&self) -> Vec<Block> {
        if !self.lesson.goals.is_empty() {
            return vec![items(sentences(&self.lesson.goals))];
        }
        vec![
            say("The lesson names no learning goals. These fit what is on record:"),
            items([
                "Tell what a party asks for from what it needs.",
                "Find out what blocks a deal, and whose move would open it.",
                "Hear silence as silence, and not as a yes or a no.",
            ]),
        ]
    }

    fn groups(&self) -> Vec<Block> {
        let mut blocks = vec![items(self.role_names().map(|name| sentence(&name)))];
        let roles = self.lesson.roles.len();
        let size = self.lesson.class_size;
        blocks.extend(size.map(|size| say(group_words(size, roles))));
        blocks
    }

    /// The teacher's steps; else the minutes of those that every such exercise has.
    fn time(&self) -> Block {
        if !self.lesson.procedure.is_empty() {
            return steps(sentences(&self.lesson.procedure));
        }
        let mut begun = 0;
        let rows = self.time_plan().map(|(minutes, what)| {
            let from = begun;
            begun += minutes;
            row([
                format!("{from} to {begun}"),
                minutes.to_string(),
                what.to_owned(),
            ])
        });
        table(["Minute", "Minutes", "What"], rows)
    }

    fn difficulty(&self) -> String {
        if let Some(words) = &self.lesson.difficulty {
            return sentence(words);
        }
        let hard = self.what_makes_it_hard();
        match hard.as_slice() {
            [] => "Easy to begin with.".to_owned(),
            [one] => format!("Of middling difficulty: {one}."),
            several => format!("Demanding: {}.", and(several)),
        }
    }

    fn what_makes_it_hard(&self) -> Vec<String> {
        let (roles, issues) = (self.lesson.roles.len(), self.lesson.questions.len());
        let circles = match self.rings.len() {
            0 => None,
            1 => Some("a circle of conditions".to_owned()),
            n => Some(count(n, "circle", "circles") + " of conditions"),
        };
        let hard = [
            (roles > 4).then(|| count(roles, "role", "roles")),
            (issues > 4).then(|| count(issues, "issue", "issues")),
            circles,
            self.few_deals_pass()
                .then(|| "few deals that pass".to_owned()),
        ];
        hard.into_iter().flatten().collect()
    }

    /// Whether fewer than one deal in twenty passes.
    fn few_deals_pass(&self) -> bool {
        self.outcomes.as_ref().is_some_and(|found| {
            let counts = found.counts.exact();
            counts.is_some_and(|counts| counts.passing.saturating_mul(20) < found.all)
        })
    }

    fn sensitivity(&self) -> String {
        match &self.lesson.sensitivity {
            Some(words) => sentence(words),
            None => "If these are live talks, somebody in the room may be touched by them. Say at the beginning that roles are played, not judged; invented names put a distance between the class and the news.".to_owned(),
        }
    }

    /// What the roles believe of each other, so that the debriefing can ask what was true of it.
    fn beliefs_of_all(&self) -> Option<Section> {
        let roles = self
            .lesson
            .roles
            .iter()
            .filter(|role| !role.believes.is_empty());
        let told: Vec<Item> = roles
            .map(|role| {
                item(
                    self.words.party_first(role.id()) + ":",
                    sentences(&role.believes).map(leaf).collect(),
                )
            })
            .collect();
        let words = "Written for this exercise; some of it is true and some is not, which the sheets of the others show. Ask in the debriefing who found out what.";
        (!told.is_empty()).then(|| {
            Section::new(
                "What the roles believe",
                vec![say(words), Block::Items(told)],
            )
        })
    }

    /// What the lesson or the model lacks, so that a teacher is not surprised.
    fn missing(&self) -> Option<Section> {
        let of_all = self.missing_for_all().map(str::to_owned);
        let lines: Vec<String> = of_all.chain(self.missing_for_roles()).collect();
        (!lines.is_empty()).then(|| Section::new("What is missing", vec![items(lines)]))
    }

    fn missing_for_all(&self) -> impl Iterator<Item = &'static str> {
        let lines = [
            (
                !self.lesson.is_written,
                "There is no lesson.yaml: roles, issues and times follow from the model alone.",
            ),
            (
                self.is_story(),
                "The model names no source, so no sheet can be checked against a text.",
            ),
            (
                self.answer.is_none(),
                "The model names no goal, so the debriefing cannot say what blocks it.",
            ),
        ];
        let missing = lines.into_iter().filter(|(is_missing, _)| *is_missing);
        missing.map(|(_, words)| words)
    }

    fn missing_for_roles(&self) -> impl Iterator<Item = String> {
        let needs = self.roles_that(&|role| self.interests(role).is_empty());
        let needs = needs.map(|names| {
            format!("No interests are on record for {names}: these roles are asked to write down their own.")
        });
        let walk_away = self.roles_that(&|role| self.walk_away_words(role).is_none());
        let walk_away = walk_away
            .map(|names| format!("What {names} would do without a deal is not on record."));
        needs.into_iter().chain(walk_away)
    }

    /// The names of those roles of which something is true; none where it is true of none.
    fn roles_that(&self, is_so: &dyn Fn(&Role) -> bool) -> Option<String> {
        let roles = self.lesson.roles.iter().filter(|role| is_so(role));
        let names = self.words.parties(roles.map(Role::id));
        (!names.is_empty()).then_some(names)
    }

    fn to_copy(&self) -> Block {
        let copies = match self.lesson.class_size {
            Some(size) => format!("{} of the general one, and of each role’s as many as there are groups", count(size, "copy", "copies")),
            None => "as many of the general one as there are players, and of each role’s as there are groups".to_owned(),
        };
        items([
            format!("For each player: the general instructions and the sheet of the role; {copies}."),
            "The forms: one set for each player, slips as needed, one outcome form for each group. The quiz, where there is one, at the end.".to_owned(),
            "For you alone until the end: this sheet, the debriefing, the key to the quiz, and the sheet of secrets.".to_owned(),
        ])
    }
}

fn check_row(check: &Check) -> Row {
    let holds = if check.holds { "yes" } else { "no" };
    row([&upper_first(check.name), holds, &check.words])
}

/// How a class is divided: groups in which every role is played, by two where there are too many.
pub(super) fn group_words(size: usize, roles: usize) -> String {
    if roles == 0 {
        return "Nobody is named who could play.".to_owned();
    }
    if size < roles {
        return format!(
            "{size} are fewer than the {roles} roles: leave out a role, or let one player take two that agree."
        );
    }
    let (groups, rest) = (size / roles, size % roles);
    let of = format!(
        "{} of {}",
        upper_first(&count(groups, "group", "groups")),
        number_word(roles)
    );
    match rest {
        0 => format!("{of}, one player per role."),
        rest => format!(
            "{of}; {} left over: {}, or as observers.",
            count(rest, "player is", "players are"),
            if rest == 1 {
                "double one role"
            } else {
                "double some roles"
            }
        ),
    }
}
