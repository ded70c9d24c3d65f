//! What is negotiated: the issues that are played, in order, with the answers that can be agreed.

use crate::diagnostic::Diagnostic;
use crate::model::{IssueId, OptionId, Target};
use crate::yaml::{Key, Node};

use super::super::{Answer, Question};
use super::defaults::{default_questions, question};
use super::reader::{Reader, is_answer};

impl Reader<'_> {
    /// The issues that the teacher names, or those of the model; with the teacher's answers where there are some.
    pub fn questions(&mut self, root: &Node) -> Vec<Question> {
        let mut questions = match root.get("issues") {
            None => default_questions(self.model),
            Some(list) => self.chosen(list),
        };
        for (key, node) in root.entries_of("options") {
            self.reword(key, node, &mut questions);
        }
        for item in root.items_of("found_by_players") {
            self.hide(item, &mut questions);
        }
        questions
    }

    fn chosen(&mut self, list: &Node) -> Vec<Question> {
        let mut chosen: Vec<Question> = Vec::new();
        for item in list.items() {
            let text = self.words(item);
            let Some(id) = text.and_then(|text| self.issue(&text, item.place)) else {
                continue;
            };
            if chosen.iter().any(|question| question.issue == id) {
                self.error("duplicate-id", format!("`{id}` is named twice"), item.place);
            } else {
                chosen.push(question(self.model, &self.model.issues[&id]));
            }
        }
        chosen
    }

    /// Puts the teacher's answers in the place of the model's.
    fn reword(&mut self, key: &Key, node: &Node, questions: &mut [Question]) {
        let Some(id) = self.issue(&key.text, key.place) else {
            return;
        };
        let options = node.entries().iter();
        let answers: Vec<Answer> = options
            .filter_map(|(option, text)| self.answer(&id, option, text))
            .collect();
        if answers.len() < 2 {
            let message = format!("`{id}` needs two answers or more");
            self.error("no-value", message, node.place);
        }
        match questions.iter_mut().find(|question| question.issue == id) {
            Some(question) => question.answers = answers,
            None => self.problems.push(
                Diagnostic::warning("unknown-option", format!("`{id}` is not played"), key.place)
                    .help("name it under `issues` too"),
            ),
        }
    }

    fn answer(&mut self, issue: &IssueId, option: &Key, text: &Node) -> Option<Answer> {
        let option = &option.text;
        let target = is_answer(&self.model.issues[issue], option)
            .then(|| Target::Option(issue.clone(), OptionId::new(option)));
        Some(Answer::open(option, self.words(text)?, target))
    }

    /// Marks an answer that stands on no sheet of the players.
    fn hide(&mut self, item: &Node, questions: &mut [Question]) {
        let Some(text) = self.words(item) else {
            return;
        };
        match named_answer(&text, questions) {
            Some(answer) => answer.is_found = true,
            None => {
                let message = format!("no answer that is played is `{text}`");
                self.error("unknown-option", message, item.place);
            }
        }
    }
}

/// The answer that is named `issue/option`.
fn named_answer<'q>(text: &str, questions: &'q mut [Question]) -> Option<&'q mut Answer> {
    let (issue, option) = text.split_once('/').unwrap_or((text, ""));
    let mut questions = questions.iter_mut();
    let question = questions.find(|question| question.issue.as_str() == issue)?;
    let mut answers = question.answers.iter_mut();
    answers.find(|answer| answer.id == option)
}
