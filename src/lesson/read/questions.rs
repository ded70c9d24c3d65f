//! What is negotiated: the issues that are played, in order, with the answers that can be agreed.

use crate::diagnostic::Diagnostic;
use crate::graph::Change;
use crate::model::{OptionId, PartyId, Target};
use crate::yaml::{Content, Key, Node};

use super::super::{Answer, Question, Role, consent_to};
use super::defaults::{default_questions, question};
use super::reader::{Reader, is_answer};

impl Reader<'_> {
    /// The issues that the teacher names, or those of the model; with the teacher's answers where there are some.
    pub fn questions(&mut self, root: &Node) -> Vec<Question> {
        let mut questions = match root.get("issues") {
            None => default_questions(self.model, self.orders),
            Some(list) => self.chosen(list),
        };
        for (key, node) in root.entries_of("options") {
            self.reword(key, node, &mut questions);
        }
        for (key, node) in root.entries_of("asks") {
            let asked = self.words(node);
            if let (Some(words), Some(question)) = (asked, self.played(key, &mut questions)) {
                question.question = words;
            }
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
            let Some(asked) = text.and_then(|text| self.question(&text, item)) else {
                continue;
            };
            if chosen.iter().any(|question| question.id == asked.id) {
                let message = format!("`{}` is named twice", asked.id);
                self.error("duplicate-id", message, item.place);
            } else {
                chosen.push(asked);
            }
        }
        chosen
    }

    /// An issue of the model as a question, or the order of steps that is called so.
    fn question(&mut self, id: &str, item: &Node) -> Option<Question> {
        if let Some(order) = self.orders.iter().find(|order| order.id == id) {
            return Some(order.clone());
        }
        let id = self.issue(id, item.place)?;
        Some(question(self.model, &self.model.issues[&id]))
    }

    /// The question that is called so; what nobody plays is told.
    fn played<'q>(&mut self, key: &Key, questions: &'q mut [Question]) -> Option<&'q mut Question> {
        let id = &key.text;
        let found = questions.iter_mut().find(|question| question.id == *id);
        if found.is_none() {
            let is_order = self.orders.iter().any(|order| order.id == *id);
            if is_order || self.issue(id, key.place).is_some() {
                self.problems.push(
                    Diagnostic::warning(
                        "unknown-option",
                        format!("`{id}` is not played"),
                        key.place,
                    )
                    .help("name it under `issues` too"),
                );
            }
        }
        found
    }

    /// Puts the teacher's answers in the place of the model's.
    fn reword(&mut self, key: &Key, node: &Node, questions: &mut [Question]) {
        let Some(question) = self.played(key, questions) else {
            return;
        };
        let options = node.entries().iter();
        let answers: Vec<Answer> = options
            .filter_map(|(option, text)| self.answer(question, option, text))
            .collect();
        if answers.len() < 2 {
            let message = format!("`{}` needs two answers or more", question.id);
            self.error("no-value", message, node.place);
        }
        question.answers = answers;
    }

    /// An answer in the teacher's words; of an order, what is dropped by it, which its id says or `drops`.
    fn answer(&mut self, question: &Question, option: &Key, node: &Node) -> Option<Answer> {
        let id = &option.text;
        if question.is_order() {
            return self.order(question, option, node);
        }
        let issue = question.issue.as_ref()?;
        let target = is_answer(&self.model.issues[issue], id)
            .then(|| Target::Option(issue.clone(), OptionId::new(id)));
        let consent = question
            .answers
            .first()
            .map(|answer| answer.consent.clone());
        Some(Answer {
            consent: consent.unwrap_or_default(),
            ..Answer::open(id, self.words(node)?, target)
        })
    }

    fn order(&mut self, question: &Question, option: &Key, node: &Node) -> Option<Answer> {
        let stated = question
            .answers
            .iter()
            .find(|answer| answer.id == option.text);
        let (text, drops) = match &node.content {
            Content::Map(_) => {
                self.keys(node, &["text", "drops"]);
                (self.text(node, "text"), node.get("drops"))
            }
            Content::Null | Content::Scalar { .. } | Content::List(_) => (self.words(node), None),
        };
        let moves = match (drops, stated) {
            (Some(_), _) => self.dropped(question, node),
            (None, Some(stated)) => stated.moves.clone(),
            (None, None) => {
                let known = question.answers.iter().map(|answer| answer.id.as_str());
                let known: Vec<&str> = known.collect();
                let message = format!("nothing says what `{}` drops", option.text);
                let help = format!(
                    "say it with `drops: [..]`, or `drops: []`; what can be dropped: {}",
                    known.join(", ")
                );
                self.problems
                    .push(Diagnostic::error("missing-key", message, option.place).help(help));
                return None;
            }
        };
        Some(Answer {
            consent: consent_to(self.model, &moves),
            ..Answer::dropping(&option.text, text?, moves)
        })
    }

    /// The moves of the answers that `drops` names.
    fn dropped(&mut self, question: &Question, node: &Node) -> Vec<Change> {
        let mut moves: Vec<Change> = Vec::new();
        for item in node.items_of("drops") {
            let named = self.words(item);
            let answer = question
                .answers
                .iter()
                .find(|answer| named.as_ref() == Some(&answer.id));
            match answer {
                Some(answer) => moves.extend(answer.moves.iter().cloned()),
                None => {
                    let message = format!(
                        "`{}` is nothing that can be dropped",
                        named.unwrap_or_default()
                    );
                    self.error("unknown-option", message, item.place);
                }
            }
        }
        moves
    }

    /// Whose consent an answer needs, where the lesson says it: `decision: { consent: { issue/answer: [party] } }`.
    pub fn consents(&mut self, root: &Node, roles: &[Role], questions: &mut [Question]) {
        let Some(decision) = root.get("decision") else {
            return;
        };
        for (key, node) in decision.entries_of("consent") {
            let parties = node.items().iter();
            let parties: Vec<PartyId> = parties
                .filter_map(|item| self.needed(item, roles))
                .collect();
            if let Some(answer) = named_answer(&key.text, questions) {
                answer.consent = parties;
                continue;
            }
            match questions
                .iter_mut()
                .find(|question| question.id == key.text)
            {
                Some(question) => {
                    let answers = question.answers.iter_mut();
                    answers.for_each(|answer| answer.consent.clone_from(&parties));
                }
                None => {
                    let message = format!("nothing that is played is `{}`", key.text);
                    self.error("unknown-option", message, key.place);
                }
            }
        }
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
    let question = questions.find(|question| question.id == issue)?;
    let mut answers = question.answers.iter_mut();
    answers.find(|answer| answer.id == option)
}
