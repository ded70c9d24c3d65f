//! Points, invented for teaching: of each role for each answer, and the least sum to say yes.

use crate::diagnostic::Diagnostic;
use crate::model::PartyId;
use crate::source::Place;
use crate::yaml::Node;

use super::super::{Lesson, Question, Role, points_in};
use super::reader::Reader;

impl Reader<'_> {
    /// Gives every role its points, where the lesson has any.
    pub fn scores(&mut self, root: &Node, lesson: &mut Lesson) {
        let Some(node) = root.get("invented_scores") else {
            return;
        };
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
        let issues = questions.iter().map(|question| question.issue.as_str());
        self.keys(scores, &issues.chain(["threshold"]).collect::<Vec<_>>());
        if scores.get("threshold").is_none() {
            let problem = missing(format!("`{}` has no threshold", role.id()), scores.place);
            self.problems
                .push(problem.help("say with how many points it says yes: `threshold: 50`"));
        }
        role.threshold = self.points(scores, "threshold").unwrap_or(0);
        let rows = questions.iter();
        role.points = rows
            .map(|question| self.row(role.id(), scores, question))
            .collect();
    }

    /// The points for each answer to one question; none where the role has no points for it at all.
    fn row(&mut self, role: &PartyId, scores: &Node, question: &Question) -> Vec<i64> {
        let issue = &question.issue;
        let Some(row) = scores.get(issue.as_str()) else {
            let message = format!("`{role}` has no points for `{issue}`");
            self.problems.push(missing(message, scores.place));
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
        }
        let points = answers.iter();
        points
            .map(|answer| self.points(row, answer).unwrap_or(0))
            .collect()
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
