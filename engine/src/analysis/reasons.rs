//! Why the status of a goal changed between two days: a minimal set of stance changes that explains it.
//!
//! The later day is read again with some stance changes taken back, and each change is let go of while the new status
//! stays. Costs a graph and an evaluation for each trial: the stance changes times the rounds.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{AsRead, PositionGraph};
use crate::model::{Condition, Model, PartyId, Position, PositionId, Positions, Target};
use crate::source::Date;

use super::changes::{GoalChange, StanceChange};
use super::elsewhere::{Moved, moved, statuses};
use super::engine::budget::Budget;
use super::known::Known;
use super::standing::{Status, by_record, status_of};

/// The positions in force on a day, by party and target.
pub(super) type Words = BTreeMap<(PartyId, Target), Vec<PositionId>>;

/// What is told of an explanation that would cost too much.
const NOT_EXPLAINED: &str = "which stances explain a new status was not worked out for every goal: there are too many; \
    ask about a shorter time with --since";

/// How many visits of edges one trial counts for, with each node of its graph.
const COST_OF_A_NODE: u64 = 100;

/// The later day with some stance changes taken back.
pub(super) struct Hybrid<'a> {
    pub model: &'a Model,
    pub until: Option<Date>,
    pub before: &'a Words,
    pub stances: &'a [StanceChange],
    pub budget: &'a Budget,
}

impl<'a> Hybrid<'a> {
    /// The goals whose status changed from one day to the other, each explained.
    pub(super) fn goals(
        &self,
        earlier: &PositionGraph,
        later: &PositionGraph,
    ) -> Known<Vec<GoalChange>> {
        let statuses_on = |day| statuses(self.model, day, &[], self.budget);
        let moved = moved(&statuses_on(earlier), &statuses_on(later));
        let links = Links::of(self.model);
        let left = Cell::new(self.budget.visits);
        let goals = moved.map(|all| {
            let told = all.into_iter().map(|one| {
                let trial = Trial::of(self, &links, &one.goal, &left);
                told(one, later, trial)
            });
            told.collect::<Vec<GoalChange>>()
        });
        let unexplained = goals.items().iter().find_map(|goal| goal.because.why());
        let explained = Known::but_for((), unexplained);
        goals.resting_on(&explained)
    }
}

fn told(moved: Moved, later: &PositionGraph, trial: Trial<'_>) -> GoalChange {
    GoalChange {
        since: by_record(later, &moved.goal).and_then(|standing| standing.since),
        because: trial.explanation(moved.after),
        goal: moved.goal,
        before: moved.before,
        after: moved.after,
    }
}

/// Which milestones and issues bear on which, whoever says so and whenever.
struct Links(BTreeMap<Target, BTreeSet<Target>>);

impl Links {
    fn of(model: &Model) -> Self {
        let mut links = Self(BTreeMap::new());
        for milestone in model.milestones.values() {
            let own = Target::Milestone(milestone.id.clone());
            links.conditions(&own, milestone.conditions());
            // A deadline brings something about unless its goal is there.
            if let Some(default) = milestone.otherwise() {
                links.both_ways(&own, &Target::Milestone(default.clone()));
            }
        }
        for position in &model.positions {
            links.conditions(&position.on.whole(), position.conditions());
        }
        for exclusion in &model.incompatible {
            let members: Vec<&Target> = exclusion.of.iter().flat_map(Condition::targets).collect();
            for pair in members.windows(2) {
                links.both_ways(&pair[0].whole(), &pair[1].whole());
            }
        }
        links
    }

    fn conditions<'c>(&mut self, of: &Target, conditions: impl Iterator<Item = &'c Condition>) {
        let targets = conditions.flat_map(Condition::targets).map(Target::whole);
        self.0.entry(of.clone()).or_default().extend(targets);
    }

    fn both_ways(&mut self, one: &Target, other: &Target) {
        self.0.entry(one.clone()).or_default().insert(other.clone());
        self.0.entry(other.clone()).or_default().insert(one.clone());
    }

    /// Everything that bears on a goal, directly or not; the goal included.
    fn around(&self, goal: &Target) -> BTreeSet<Target> {
        let mut found = BTreeSet::new();
        let mut open = vec![goal.whole()];
        while let Some(target) = open.pop() {
            if found.insert(target.clone()) {
                open.extend(self.0.get(&target).into_iter().flatten().cloned());
            }
        }
        found
    }
}

/// The part of a model that bears on one goal, in which stance changes are tried.
struct Trial<'a> {
    hybrid: &'a Hybrid<'a>,
    goal: Target,
    /// The part, without positions.
    part: Model,
    around: BTreeSet<Target>,
    /// How much work all trials may still cost.
    left: &'a Cell<u64>,
}

impl<'a> Trial<'a> {
    fn of(hybrid: &'a Hybrid<'a>, links: &Links, goal: &Target, left: &'a Cell<u64>) -> Self {
        let around = links.around(goal);
        Self {
            part: part_of(hybrid.model, &around),
            goal: goal.clone(),
            hybrid,
            around,
            left,
        }
    }

    /// Lets go of one stance change after the other while the new status stays. Changes of what does not bear on the goal
    /// can all go.
    fn explanation(mut self, new: Status) -> Known<Vec<StanceChange>> {
        let stances = self.hybrid.stances;
        let bearing = stances.iter().enumerate();
        let bearing = bearing.filter(|(_, one)| self.around.contains(&one.target.whole()));
        let mut made: BTreeSet<usize> = bearing.map(|(index, _)| index).collect();
        // Without one, another may become idle that was needed beside it: again until none can go.
        loop {
            let before = made.len();
            for index in made.clone() {
                made.remove(&index);
                match self.status(&made) {
                    Err(why) => return Known::Unknown(why.to_owned()),
                    Ok(status) if status == Some(new) => {}
                    Ok(_) => {
                        made.insert(index);
                    }
                }
            }
            if made.len() == before {
                let because = made.into_iter().map(|index| stances[index].clone());
                return Known::Exact(because.collect());
            }
        }
    }

    /// The status with only these stance changes made.
    fn status(&mut self, made: &BTreeSet<usize>) -> Result<Option<Status>, &'static str> {
        self.part.positions = self.saying(made);
        let read = AsRead {
            day: self.hybrid.until,
            at_least: None,
        };
        let graph = PositionGraph::build(&self.part, read);
        let cost = graph.len() as u64 * COST_OF_A_NODE;
        let left = self.left.get().checked_sub(cost).ok_or(NOT_EXPLAINED)?;
        self.left.set(left);
        let status = status_of(&self.part, &graph, &self.goal, self.hybrid.budget);
        Ok(status.and_then(|status| status.exact().copied()))
    }

    /// What is said with only these stance changes made, whatever the day.
    fn saying(&self, made: &BTreeSet<usize>) -> Positions {
        let timeless = |id: PositionId| Position {
            since: None,
            ended: None,
            cites: Vec::new(),
            ..self.hybrid.model.positions[id].clone()
        };
        let said = self.said_with(made).into_iter();
        said.map(timeless).collect()
    }

    /// The positions of that, in the model's order.
    fn said_with(&self, made: &BTreeSet<usize>) -> Vec<PositionId> {
        let made = || made.iter().map(|&index| &self.hybrid.stances[index]);
        let replaced: BTreeSet<_> = made().map(|one| (&one.party, &one.target)).collect();
        let before = self.hybrid.before.iter();
        let kept = before.filter(|((party, target), _)| {
            self.around.contains(&target.whole()) && !replaced.contains(&(party, target))
        });
        let kept = kept.flat_map(|(_, old)| old.iter().copied());
        let new = made().flat_map(|one| &one.after).map(|stated| stated.id);
        let mut said: Vec<PositionId> = kept.chain(new).collect();
        said.sort_unstable();
        said
    }
}

/// The milestones, issues and exclusions of a model among some targets; nobody has said anything yet.
fn part_of(model: &Model, around: &BTreeSet<Target>) -> Model {
    let is_around = |target: &Target| around.contains(&target.whole());
    let issues = model.issues.iter();
    let issues = issues.filter(|(id, _)| is_around(&Target::Issue((*id).clone())));
    let milestones = model.milestones.iter();
    let milestones = milestones.filter(|(id, _)| is_around(&Target::Milestone((*id).clone())));
    let incompatible = model.incompatible.iter();
    let incompatible = incompatible.filter(|exclusion| {
        let mut members = exclusion.of.iter().flat_map(Condition::targets);
        members.any(is_around)
    });
    Model {
        issues: issues
            .map(|(id, issue)| (id.clone(), issue.clone()))
            .collect(),
        milestones: milestones
            .map(|(id, one)| (id.clone(), one.clone()))
            .collect(),
        incompatible: incompatible.cloned().collect(),
        sources: model.sources.clone(),
        ..Model::default()
    }
}
