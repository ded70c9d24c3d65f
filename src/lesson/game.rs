//! A lesson as a game of points, for the exact analysis of its outcomes.

use crate::analysis::{Game, Player};

use super::Lesson;

impl Lesson {
    /// The game of points; `None` where the lesson has none.
    pub fn game(&self) -> Option<Game> {
        let player = |role: &super::Role| Player {
            points: role.points.clone(),
            threshold: role.threshold,
            has_veto: self.decision.veto.contains(role.id()),
        };
        self.has_points().then(|| Game { players: self.roles.iter().map(player).collect(), yeses: self.yeses() })
    }
}
