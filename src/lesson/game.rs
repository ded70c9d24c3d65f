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
            refuses: self.answers_where(&|answer| limits(role, answer)),
            consents: self.answers_where(&|answer| answer.consent.contains(role.id())),
            has_veto: self.decision.veto.contains(role.id()),
        };
        self.has_points().then(|| Game {
            players: self.roles.iter().map(player).collect(),
            yeses: self.yeses(),
        })
    }

    /// Question and answer wherever something is true of the answer.
    fn answers_where(&self, is_so: &dyn Fn(&Answer) -> bool) -> BTreeSet<(usize, usize)> {
        let mut found = BTreeSet::new();
        for (q, question) in self.questions.iter().enumerate() {
            for (a, answer) in question.answers.iter().enumerate() {
                if is_so(answer) {
                    found.insert((q, a));
                }
            }
        }
        found
    }
}
