//! A lesson as a game of points, for the exact analysis of its outcomes.

use std::collections::BTreeSet;

use crate::analysis::{Game, Player};

use super::{Answer, Lesson, Role};

/// What a role must not accept.
type Limits<'a> = dyn Fn(&Role, &Answer) -> bool + 'a;

impl Lesson {
    /// The game of points; `None` where the lesson has none. `limits` says what a role must not accept.
    pub fn game(&self, limits: &Limits<'_>) -> Option<Game> {
        let player = |role: &Role| Player {
            points: role.points.clone(),
            threshold: role.threshold,
            refuses: self.refused(role, limits),
            has_veto: self.decision.veto.contains(role.id()),
        };
        self.has_points().then(|| Game {
            players: self.roles.iter().map(player).collect(),
            yeses: self.yeses(),
        })
    }

    /// Question and answer of everything that a role must not accept.
    fn refused(&self, role: &Role, limits: &Limits<'_>) -> BTreeSet<(usize, usize)> {
        let mut refused = BTreeSet::new();
        for (q, question) in self.questions.iter().enumerate() {
            for (a, answer) in question.answers.iter().enumerate() {
                if limits(role, answer) {
                    refused.insert((q, a));
                }
            }
        }
        refused
    }
}
