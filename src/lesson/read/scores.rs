//! Points, invented for teaching: of each role for each answer, and the least sum to say yes.

use crate::diagnostic::Diagnostic;
use crate::model::PartyId;
use crate::source::Place;
use crate::yaml::{Content, Node};

use super::super::{Lesson, Question, Role, points_in};
use super::Points;
use super::reader::Reader;

impl Reader<'_> {
    /// Gives every role its points, where the lesson has any.
    pub fn scores(&mut self, root: &Node, lesson: &mut Lesson, points: Points) {
        let Some(node) = root.get("invented_scores") else {
            return;
        };
        // Of hints some may be missing, and what is missing is no problem.
        let mut unneeded = Vec::new();
        let problems = match points {
            Points::Whole => &mut *self.problems,
            Points::Hints => &mut unneeded,
        };
        let (model, orders) = (self.model, self.orders);
        Reader {
            model,
            orders,
            problems,
        }
        .scores_in(node, lesson);
    }

    fn scores_in(&mut self, node: &Node, lesson: &mut Lesson) {
        let ids: Vec<&str> = lesson.roles.iter().map(|role| role.id().as_str()).collect();
        self.keys(node, &ids);
        for role in &mut lesson.roles {
            match node.get(role.id().as_str()) {
                Some(scores) => self.scores_of(role, scores, &lesson.questions),
                None => {
                    let problem = missing(format!("`{}` has no points", role.id()), node.place);
                    self.problems
                        .push(problem.help("give every role points, or none"));
                }
            }
        }
    }

    fn scores_of(&mut self, role: &mut Role, scores: &Node, questions: &[Question]) {
        let issues = questions.iter().map(|question| question.id.as_str());
        self.keys(scores, &issues.chain(["threshold"]).collect::<Vec<_>>());
        if scores.get("threshold").is_none() {
            let problem = missing(format!("`{}` has no threshold", role.id()), scores.place);
            self.problems
                .push(problem.help("say with how many points it says yes: `threshold: 50`"));
        }
        role.threshold = self.points(scores, "threshold").unwrap_or(0);
        for question in questions {
            let row = self.row(role.id(), scores, question);
            let (points, reasons) = row.into_iter().unzip();
            role.points.push(points);
            role.reasons.push(reasons);
        }
    }

    /// The points for each answer to one question with why; none where the role has no points for it at all.
    fn row(
        &mut self,
        role: &PartyId,
        scores: &Node,
        question: &Question,
    ) -> Vec<(i64, Option<String>)> {
        let issue = &question.id;
        let Some(row) = scores.get(issue) else {
            let message = format!("`{role}` has no points for `{issue}`");
            let problem = missing(message, scores.place);
            self.problems.push(
                problem.help("`impasse game --propose` finds points that fit those that are there"),
            );
            return Vec::new();
        };
        let answers: Vec<&str> = question.answers.iter().map(|a| a.id.as_str()).collect();
        self.keys(row, &answers);
        let unscored = answers
            .iter()
            .copied()
            .filter(|answer| row.get(answer).is_none());
        let unscored: Vec<&str> = unscored.collect();
        if !unscored.is_empty() {
            let unscored = unscored.join(", ");
            let message = format!("`{role}` has no points for {unscored} of `{issue}`");
            self.problems.push(missing(message, row.place));
            return Vec::new();
        }
        let points = answers.iter();
        points.map(|answer| self.worth(row, answer)).collect()
    }

    /// Points, or `{ points: 12, why: words }`.
    fn worth(&mut self, row: &Node, answer: &str) -> (i64, Option<String>) {
        match row.get(answer) {
            Some(node) if matches!(node.content, Content::Map(_)) => {
                self.keys(node, &["points", "why"]);
                if node.get("points").is_none() {
                    let problem = missing(format!("`{answer}` has no points"), node.place);
                    self.problems.push(problem);
                }
                let points = self.points(node, "points").unwrap_or(0);
                (points, self.text(node, "why"))
            }
            Some(_) | None => (self.points(row, answer).unwrap_or(0), None),
        }
    }

    /// Points are whole numbers of at most a million either way, so that sums stay exact.
    fn points(&mut self, node: &Node, key: &str) -> Option<i64> {
        let node = node.get(key)?;
        let number = node.text().and_then(points_in);
        if number.is_none() {
            let message = "points are whole numbers from -1,000,000 to 1,000,000";
            self.error("bad-number", message, node.place);
        }
        number
    }
}

fn missing(message: String, place: Place) -> Diagnostic {
    Diagnostic::error("missing-key", message, place)
}
