//! The pictures of a page: for each day and each thing that can be asked about what blocks it, and the way to it in one line.

use std::collections::BTreeMap;

use crate::analysis::{Ask, blocks};
use crate::graph::PositionGraph;
use crate::model::Target;

use crate::view::drawings::{GoalWay, KnotPicture, knots};
use crate::view::words::Words;

/// A page holds the pictures of every day where they are no more than so many; else on earlier days only those of its goal.
const MOST_PICTURES: usize = 240;
/// Most things that have a picture on one day.
const MOST_GOALS: usize = 120;

/// What blocks one thing on one day.
#[derive(Debug, Clone)]
pub struct Pictured {
    /// The picture.
    pub picture: KnotPicture,
    /// The way in one line.
    pub way: GoalWay,
}

/// Which pictures are made.
pub(super) struct Wanted {
    /// The thing that is shown first.
    pub first: Option<Target>,
    /// How many days the page has.
    pub days: usize,
}

impl Wanted {
    /// The pictures of a day.
    pub fn on(
        &self,
        words: &Words<'_>,
        graph: &PositionGraph,
        is_last: bool,
    ) -> BTreeMap<String, Pictured> {
        let goals = self.goals(words, is_last).into_iter();
        let pictured = goals.filter_map(|goal| {
            let answer = blocks(words.model, graph, &Ask::about(goal.clone()))?;
            let picture = knots(words, graph, &answer);
            let way = GoalWay::of(words, &answer, &picture);
            Some((goal.to_string(), Pictured { picture, way }))
        });
        pictured.collect()
    }

    /// What is asked about on a day: the goal, milestones, then issues.
    fn goals(&self, words: &Words<'_>, is_last: bool) -> Vec<Target> {
        let milestones = words.model.milestones_in_order().into_iter();
        let milestones = milestones.map(|one| Target::Milestone(one.id.clone()));
        let issues = words.model.issues_in_order().into_iter();
        let issues = issues.map(|one| Target::Issue(one.id.clone()));
        let others = milestones.chain(issues);
        let others = others.filter(|one| Some(one) != self.first.as_ref());
        let mut all: Vec<Target> = self.first.clone().into_iter().chain(others).collect();
        let is_for_all = is_last || all.len() * self.days <= MOST_PICTURES;
        all.truncate(if is_for_all { MOST_GOALS } else { 1 });
        all
    }
}
