//! Why the status of a goal changed between two days: a minimal set of stance changes that explains it.
//!
//! The later day is read again with some stance changes taken back, and each change is let go of while the new status
//! stays. Costs a graph and an evaluation for each trial: the stance changes times the rounds.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{AsRead, PositionGraph};
use crate::model::{Model, PartyId, Position, PositionId, Target};
use crate::source::Date;

use super::changes::{GoalChange, StanceChange};
use super::elsewhere::{Moved, moved, statuses};
use super::engine::budget::Budget;
use super::known::Known;
use super::standing::{Status, by_record, status_of};

/// The positions in force on a day, by party and target.
pub(super) type Words = BTreeMap<(PartyId, Target), Vec<PositionId>>;

/// The later day with some stance changes taken back.
pub(super) struct Hybrid<'a> {
    pub model: &'a Model,
    pub until: Option<Date>,
    pub before: &'a Words,
    pub stances: &'a [StanceChange],
    pub budget: &'a Budget,
}

impl Hybrid<'_> {
    /// The goals whose status changed from one day to the other, each explained.
    pub(super) fn goals(
        &self,
        earlier: &PositionGraph,
        later: &PositionGraph,
    ) -> Known<Vec<GoalChange>> {
        let statuses_on = |day| statuses(self.model, day, &[], self.budget);
        let goals = moved(&statuses_on(earlier), &statuses_on(later));
        goals.map(|all| all.into_iter().map(|one| self.told(one, later)).collect())
    }

    fn told(&self, moved: Moved, later: &PositionGraph) -> GoalChange {
        let because = self.explanation(&moved.goal, moved.after).into_iter();
        GoalChange {
            because: because.map(|index| self.stances[index].clone()).collect(),
            since: by_record(later, &moved.goal).and_then(|standing| standing.since),
            goal: moved.goal,
            before: moved.before,
            after: moved.after,
        }
    }

    /// Lets go of one stance change after the other while the new status stays.
    fn explanation(&self, goal: &Target, new: Status) -> Vec<usize> {
        let mut made: BTreeSet<usize> = (0..self.stances.len()).collect();
        // Without one, another may become idle that was needed beside it: again until none can go.
        loop {
            let before = made.len();
            for index in made.clone() {
                made.remove(&index);
                if self.status(&made, goal) != Some(new) {
                    made.insert(index);
                }
            }
            if made.len() == before {
                return made.into_iter().collect();
            }
        }
    }

    /// The status with only these stance changes made.
    fn status(&self, made: &BTreeSet<usize>, goal: &Target) -> Option<Status> {
        let model = self.saying(&self.said_with(made));
        let read = AsRead {
            day: self.until,
            at_least: None,
        };
        let graph = PositionGraph::build(&model, read);
        let status = status_of(&model, &graph, goal, self.budget)?;
        status.exact().copied()
    }

    /// What is said with only these stance changes made, in the model's order.
    fn said_with(&self, made: &BTreeSet<usize>) -> Vec<PositionId> {
        let made = || made.iter().map(|&index| &self.stances[index]);
        let replaced: BTreeSet<_> = made().map(|one| (&one.party, &one.target)).collect();
        let before = self.before.iter();
        let kept = before.filter(|((party, target), _)| !replaced.contains(&(party, target)));
        let kept = kept.flat_map(|(_, old)| old.iter().copied());
        let new = made().flat_map(|one| &one.after).map(|stated| stated.id);
        let mut said: Vec<PositionId> = kept.chain(new).collect();
        said.sort_unstable();
        said
    }

    /// The model in which just these positions are stated, whatever the day.
    fn saying(&self, said: &[PositionId]) -> Model {
        let timeless = |&id: &PositionId| Position {
            since: None,
            ended: None,
            cites: Vec::new(),
            ..self.model.positions[id].clone()
        };
        Model {
            positions: said.iter().map(timeless).collect(),
            ..self.model.clone()
        }
    }
}
