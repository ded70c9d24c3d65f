//! The order of steps as something that is played: a circle of conditions, or a condition by itself, as a question whose
//! answers say who drops what.
//!
//! Whatever an opening asks for has to be an answer that a group can agree on. A yes to an option is one where its issue is
//! played, and a yes to the goal is given by the vote; the conditions are what is left, and they are asked for here.

use std::collections::BTreeSet;

use crate::analysis::{Ask, Blocks, Deadlock, Status, blocks};
use crate::graph::{Change, ChangeInfo, PositionGraph};
use crate::lesson::{Answer, Question, consent_to};
use crate::model::{Model, Target};

use super::paper::sentence;
use crate::view::words::answers::clause;
use crate::view::words::{Words, and, upper_first};

/// Most questions of this kind that a model gives.
const MOST_ORDERS: usize = 4;

/// What a lesson calls the answer by which everything stays as it is.
const NOTHING: &str = "none";

/// The circles and conditions that block a goal, each as a question that can be played.
pub fn orders(model: &Model, graph: &PositionGraph, goal: Option<&Target>) -> Vec<Question> {
    let Some(answer) = goal.and_then(|goal| blocks(model, graph, &Ask::about(goal.clone()))) else {
        return Vec::new();
    };
    if answer.status() != Status::Blocked {
        return Vec::new();
    }
    let words = Words::on(model, graph);
    let maker = Orders {
        model,
        graph,
        words: &words,
    };
    maker.of(&answer)
}

struct Orders<'a> {
    model: &'a Model,
    graph: &'a PositionGraph,
    words: &'a Words<'a>,
}

impl Orders<'_> {
    fn of(&self, answer: &Blocks) -> Vec<Question> {
        let rings = answer.deadlocks.items();
        let circles = rings.iter().map(|ring| self.circle(ring));
        let mut found: Vec<Question> = circles
            .filter(|question| question.answers.len() > 1)
            .collect();
        let mut told: BTreeSet<Change> = found.iter().flat_map(moves_of).collect();
        for change in answer
            .blockers
            .items()
            .iter()
            .map(|blocker| &blocker.change)
        {
            if self.is_condition(change) && told.insert(change.clone()) {
                found.push(self.condition(change));
            }
        }
        found.truncate(MOST_ORDERS);
        self.named(found)
    }

    /// Ids that no issue of the model has: `order`, `order-2`.
    fn named(&self, mut questions: Vec<Question>) -> Vec<Question> {
        let is_free = |id: &str| !self.model.issues.keys().any(|issue| issue.as_str() == id);
        let stem = ["order", "order-of-steps", "order-of-the-steps"];
        let stem = stem.into_iter().find(|id| is_free(id)).unwrap_or("steps");
        for (at, question) in questions.iter_mut().enumerate() {
            question.id = match at {
                0 => stem.to_owned(),
                _ => format!("{stem}-{}", at + 1),
            };
        }
        questions
    }

    fn circle(&self, ring: &Deadlock) -> Question {
        let changes = ring.edges.iter().filter_map(|edge| edge.change.as_ref());
        let steps: Vec<String> = ring
            .ring
            .iter()
            .map(|step| self.words.target(step.target()))
            .collect();
        Question {
            id: String::new(),
            issue: None,
            name: "Order of the steps".to_owned(),
            question: format!(
                "In which order do {} come, and who gives way for it?",
                and(&steps)
            ),
            answers: self.answers(changes, "Left open: each keeps its condition and waits"),
        }
    }

    /// A condition that is part of no circle.
    fn condition(&self, change: &Change) -> Question {
        let what = self.words.target(change.target());
        Question {
            id: String::new(),
            issue: None,
            name: format!("Condition on {what}"),
            question: format!(
                "{} Is that dropped?",
                sentence(&upper_first(&self.words.refusal(change)))
            ),
            answers: self.answers([change].into_iter(), "It is not dropped"),
        }
    }

    /// An answer for each thing that can be dropped, each once, and one by which nothing is.
    fn answers<'c>(&self, changes: impl Iterator<Item = &'c Change>, nothing: &str) -> Vec<Answer> {
        let mut answers: Vec<Answer> = Vec::new();
        for change in changes {
            if !answers.iter().any(|answer| answer.makes(change)) {
                let text = upper_first(&clause(self.words, change));
                let moves = vec![change.clone()];
                answers.push(Answer {
                    consent: consent_to(self.model, &moves),
                    ..Answer::dropping(&id_of(change), text, moves)
                });
            }
        }
        answers.push(Answer::dropping(NOTHING, nothing, Vec::new()));
        answers
    }

    /// Whether a change drops a condition, or a refusal that is said to end after something.
    fn is_condition(&self, change: &Change) -> bool {
        let is_it = |info: &&ChangeInfo| info.change == *change;
        let info = self.graph.changes().iter().find(is_it);
        match change {
            Change::Waive { .. } => true,
            Change::Grant { .. } => info.is_some_and(|info| !info.until.is_empty()),
        }
    }
}

fn moves_of(question: &Question) -> Vec<Change> {
    let answers = question.answers.iter();
    answers.flat_map(|answer| answer.moves.clone()).collect()
}

/// `russia-ceasefire`: who drops something, and what then no longer waits.
fn id_of(change: &Change) -> String {
    format!("{}-{}", change.party(), change.target()).replace('/', "-")
}
