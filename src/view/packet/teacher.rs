//! The teacher's sheet: all that has to be known before the class.

use super::fairness::Checks;
use super::{Maker, Reader, Sheet, document, items, say, sentence};
use crate::view::words::{and, count, number_word, upper_first};
use crate::view::{Block, Line, Section, Table};

impl Maker<'_> {
    pub(super) fn teacher(&self, checks: &Checks) -> Sheet {
        let roles = self.lesson.roles.len();
        let about = vec![
            ("Roles", number_word(roles)),
            ("Issues", number_word(self.lesson.questions.len())),
            ("Time", format!("{} minutes", self.lesson.minutes)),
            (
                "Model",
                format!("{}, version {}", self.model.name, self.model.version),
            ),
        ];
        let mut sections = vec![
            Section::new("The scenario in five lines", vec![items(self.five_lines())]),
            Section::new("What they learn", self.goals()),
            Section::new("Roles and groups", self.groups()),
            Section::new(
                "Time",
                vec![if self.lesson.procedure.is_empty() {
                    self.time_table()
                } else {
                    super::steps(self.lesson.procedure.iter().map(|step| sentence(step)))
                }],
            ),
            Section::new("How hard it is", vec![say(self.difficulty())]),
            Section::new("Before you choose it", vec![say(self.sensitivity())]),
        ];
        let table = checks.iter().map(|check| {
            let holds = if check.holds { "yes" } else { "no" };
            vec![
                vec![Line::derived(upper_first(check.name))],
                vec![Line::derived(holds)],
                vec![Line::derived(check.words.clone())],
            ]
        });
        let columns = ["Check", "Holds", "Figure"].map(str::to_owned).to_vec();
        sections.push(Section::new(
            "Checks",
            vec![Block::Table(Table {
                columns,
                rows: table.collect(),
            })],
        ));
        sections.extend(self.missing());
        sections.push(Section::new(
            "What to copy",
            vec![items([
                format!("For each player: the general instructions and the sheet of the role; {}.", self.copies()),
                "The forms: one set for each player, slips as needed, one outcome form for each group. The quiz, where there is one, at the end.".to_owned(),
                "For you alone until the end: this sheet, the debriefing, the key to the quiz.".to_owned(),
            ])],
        ));
        Sheet {
            stem: "teacher".to_owned(),
            reader: Reader::Teacher,
            document: document(
                format!("{}: for the teacher", self.title()),
                about,
                sections,
            ),
            tells: Vec::new(),
            is_real: true,
        }
    }

    fn five_lines(&self) -> Vec<String> {
        let names: Vec<String> = self
            .lesson
            .roles
            .iter()
            .map(|role| self.words.party(role.id()))
            .collect();
        let mut lines = vec![match names.len() {
            0 => "Nobody is named who could play.".to_owned(),
            _ => format!(
                "{} negotiate{}.",
                upper_first(&and(&names)),
                if names.len() == 1 { "s" } else { "" }
            ),
        }];
        let issues: Vec<String> = self
            .lesson
            .questions
            .iter()
            .map(|q| self.words.the(&q.name))
            .collect();
        if !issues.is_empty() {
            lines.push(format!("They have to find answers on {}.", and(&issues)));
        }
        if let Some(answer) = &self.answer {
            lines.push(crate::view::words::answers::finding(
                self.words,
                self.graph.day,
                answer,
            ));
        }
        if let Some(ring) = self.rings.first() {
            lines.push(format!(
                "{}.",
                upper_first(&crate::view::words::answers::ring_in_words(
                    self.words, ring
                ))
            ));
        }
        lines.push(match &self.lesson.without_a_deal {
            Some(words) => format!("Without a deal: {}", sentence(words)),
            None => "Without a deal everything stays as it is.".to_owned(),
        });
        lines.truncate(5);
        lines
    }

    fn goals(&self) -> Vec<Block> {
        if !self.lesson.goals.is_empty() {
            return vec![items(self.lesson.goals.iter().map(|goal| sentence(goal)))];
        }
        vec![
            say("The lesson names no learning goals. These fit what is on record:"),
            items([
                "Tell what a party asks for from what it needs.".to_owned(),
                "Find out what blocks a deal, and whose move would open it.".to_owned(),
                "Hear silence as silence, and not as a yes or a no.".to_owned(),
            ]),
        ]
    }

    fn groups(&self) -> Vec<Block> {
        let roles = self.lesson.roles.len();
        let names = self
            .lesson
            .roles
            .iter()
            .map(|role| sentence(self.model.party_name(role.id())));
        let mut blocks = vec![items(names)];
        if let Some(size) = self.lesson.class_size {
            blocks.push(say(group_words(size, roles)));
        }
        blocks
    }

    fn copies(&self) -> String {
        match self.lesson.class_size {
            Some(size) => format!("{} of the general one, and of each role’s as many as there are groups", count(size, "copy", "copies")),
            None => "as many of the general one as there are players, and of each role’s as there are groups".to_owned(),
        }
    }

    fn time_table(&self) -> Block {
        let mut begun = 0;
        let rows = self.time_plan().into_iter().map(|(minutes, what)| {
            let from = begun;
            begun += minutes;
            vec![
                vec![Line::derived(format!("{from} to {begun}"))],
                vec![Line::derived(format!("{minutes}"))],
                vec![Line::derived(what)],
            ]
        });
        Block::Table(Table {
            columns: ["Minute", "Minutes", "What"].map(str::to_owned).to_vec(),
            rows: rows.collect(),
        })
    }

    fn difficulty(&self) -> String {
        if let Some(words) = &self.lesson.difficulty {
            return sentence(words);
        }
        let mut hard: Vec<String> = Vec::new();
        if self.lesson.roles.len() > 4 {
            hard.push(count(self.lesson.roles.len(), "role", "roles"));
        }
        if self.lesson.questions.len() > 4 {
            hard.push(count(self.lesson.questions.len(), "issue", "issues"));
        }
        if !self.rings.is_empty() {
            hard.push(match self.rings.len() {
                1 => "a circle of conditions".to_owned(),
                n => count(n, "circle", "circles") + " of conditions",
            });
        }
        if self.outcomes.as_ref().is_some_and(|found| {
            let counts = found.counts.exact();
            counts.is_some_and(|counts| counts.passing.saturating_mul(20) < found.all)
        }) {
            hard.push("few deals that pass".to_owned());
        }
        match hard.len() {
            0 => "Easy to begin with.".to_owned(),
            1 => format!("Of middling difficulty: {}.", hard[0]),
            _ => format!("Demanding: {}.", and(&hard)),
        }
    }

    fn sensitivity(&self) -> String {
        match &self.lesson.sensitivity {
            Some(words) => sentence(words),
            None => "If these are live talks, somebody in the room may be touched by them. Say at the beginning that roles are played, not judged; invented names put a distance between the class and the news.".to_owned(),
        }
    }

    /// What the lesson or the model lacks, so that a teacher is not surprised.
    fn missing(&self) -> Option<Section> {
        let mut lines = Vec::new();
        if !self.lesson.is_written {
            lines.push(
                "There is no lesson.yaml: roles, issues and times follow from the model alone."
                    .to_owned(),
            );
        }
        if self.model.sources.is_empty() {
            lines.push(
                "The model names no source, so no sheet can be checked against a text.".to_owned(),
            );
        }
        if self.answer.is_none() {
            lines.push(
                "The model names no goal, so the debriefing cannot say what blocks it.".to_owned(),
            );
        }
        let without = |what: &dyn Fn(&crate::lesson::Role) -> bool| {
            let names: Vec<String> = self
                .lesson
                .roles
                .iter()
                .filter(|role| what(role))
                .map(|role| self.words.party(role.id()))
                .collect();
            (!names.is_empty()).then(|| and(&names))
        };
        if let Some(names) = without(&|role| self.interests(role).is_empty()) {
            lines.push(format!("No interests are on record for {names}: these roles are asked to write down their own."));
        }
        if let Some(names) = without(&|role| {
            role.walk_away.is_none() && self.model.parties[role.id()].batna.is_none()
        }) {
            lines.push(format!(
                "What {names} would do without a deal is not on record."
            ));
        }
        (!lines.is_empty()).then(|| Section::new("What is missing", vec![items(lines)]))
    }
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
