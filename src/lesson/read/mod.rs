//! `lesson.yaml` to a [`Lesson`], or every reason why not.
//!
//! What a teacher leaves out follows from the model (`defaults`). Questions, roles and points are read one after the
//! other, for roles are checked against the questions and points against both.

mod defaults;
mod questions;
mod reader;
mod roles;
mod scores;

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::Model;
use crate::yaml::{self, Content, Node};

use super::{Lesson, Question};
use defaults::MINUTES;
use reader::Reader;

pub use defaults::from_model;

const KEYS: &[&str] = &[
    "lesson",
    "title",
    "goals",
    "class_size",
    "time",
    "date",
    "background",
    "procedure",
    "without_a_deal",
    "decision",
    "sensitivity",
    "difficulty",
    "issues",
    "options",
    "roles",
    "names",
    "keep_names",
    "found_by_players",
    "asks",
    "invented_scores",
];

/// How the points of a lesson are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Points {
    /// One that is missing is an error.
    Whole,
    /// Those that are there say which answer a role likes better; others are to be proposed.
    Hints,
}

/// Reads a lesson; what cannot be read is reported and left out. `orders` are the steps of the model that wait for each
/// other, as questions that can be played; `file` is the number of the text among the files read.
pub fn read(
    model: &Model,
    orders: &[Question],
    (file, text): (u32, &str),
    problems: &mut Vec<Diagnostic>,
) -> Lesson {
    read_with(model, orders, (file, text), Points::Whole, problems)
}

/// The same, with its points or without.
pub fn read_with(
    model: &Model,
    orders: &[Question],
    (file, text): (u32, &str),
    points: Points,
    problems: &mut Vec<Diagnostic>,
) -> Lesson {
    let nothing_said = Lesson {
        minutes: MINUTES,
        is_written: true,
        ..Lesson::default()
    };
    let Some(root) = yaml::parse(file, text, problems) else {
        return nothing_said;
    };
    let mut reader = Reader {
        model,
        orders,
        problems,
    };
    if !matches!(root.content, Content::Map(_)) {
        reader.wrong(&root, "a map of keys");
        return nothing_said;
    }
    reader.keys(&root, KEYS);
    reader.format(&root);
    reader.lesson(&root, points)
}

impl Reader<'_> {
    fn lesson(&mut self, root: &Node, points: Points) -> Lesson {
        let mut questions = self.questions(root);
        let roles = self.roles(root);
        self.consents(root, &roles, &mut questions);
        let mut lesson = Lesson {
            title: self.text(root, "title"),
            goals: self.texts(root, "goals"),
            class_size: self.number(root, "class_size"),
            minutes: self.number(root, "time").unwrap_or(MINUTES),
            day: root.get("date").and_then(|node| self.date(node)),
            background: self.paragraphs(root, "background"),
            procedure: self.texts(root, "procedure"),
            without_a_deal: self.text(root, "without_a_deal"),
            decision: self.decision(root, &roles),
            sensitivity: self.text(root, "sensitivity"),
            difficulty: self.text(root, "difficulty"),
            names: self.invented_names(root),
            keep_names: self.texts(root, "keep_names"),
            is_written: true,
            questions,
            roles,
        };
        self.scores(root, &mut lesson, points);
        lesson
    }

    fn invented_names(&mut self, root: &Node) -> BTreeMap<String, String> {
        let names = root.entries_of("names").iter();
        names
            .filter_map(|(real, node)| Some((real.text.clone(), self.words(node)?)))
            .collect()
    }
}
