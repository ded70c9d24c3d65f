//! A lesson as a game of points, for the exact analysis of its outcomes.

use crate::analysis::{Game, Player};

use super::Lesson;

impl Lesson {
    /// The game of points; `None` where the lesson has none. `limits` says what a role must not accept.
    pub fn game(&self, limits: &dyn Fn(&super::Role, &super::Answer) -> bool) -> Option<Game> {
        let player = |role: &super::Role| Player {
            points: role.points.clone(),
            threshold: role.threshold,
            refuses: self
                .questions
                .iter()
                .enumerate()
                .flat_map(|(q, question)| {
                    question
                        .answers
                        .iter()
                        .enumerate()
                        .map(move |(a, answer)| (q, a, answer))
                })
                .filter(|(_, _, answer)| limits(role, answer))
                .map(|(q, a, _)| (q, a))
                .collect(),
            has_veto: self.decision.veto.contains(role.id()),
        };
        self.has_points().then(|| Game {
            players: self.roles.iter().map(player).collect(),
            yeses: self.yeses(),
        })
    }
}
