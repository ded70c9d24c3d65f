//! The pictures of a page: for each day and each thing that can be asked about what blocks it, and the way to it in one line.

use std::collections::BTreeMap;

use crate::analysis::{Ask, Budget, blocks};
use crate::graph::PositionGraph;
use crate::model::Target;

use crate::view::drawings::{GoalWay, KnotPicture, knots};
use crate::view::words::Words;

/// Earlier days have pictures where their graphs are no larger than so many nodes, for answers take long in larger ones, and where those
/// of all pictures together have no more than so many; else those of the goal alone, or none.
const MOST_NODES_A_DAY: usize = 150;
const MOST_NODES: usize = 100_000;
/// Most things that have a picture on the last day, and fewer where its graph is large: so many nodes for all of them.
const MOST_GOALS: usize = 120;
const MOST_NODES_ON_THE_LAST: usize = 20_000;

/// What a picture may cost beside that of the goal: a page has hundreds of them.
const SMALL: Budget = Budget {
    nodes: 20_000,
    decisions: 20_000,
    visits: 200_000,
    sets: 200,
    ..Budget::FULL
};

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
        let goals = self.goals(words, graph.len(), is_last).into_iter();
        let pictured = goals.filter_map(|goal| {
            let budget = match is_last && self.first.as_ref() == Some(&goal) {
                true => Budget::FULL,
                false => SMALL,
            };
            let asked = Ask {
                budget,
                ..Ask::about(goal.clone())
            };
            let answer = blocks(words.model, graph, &asked)?;
            // Of an earlier day a picture that is not whole is none: the page says how to ask for it.
            let is_whole = answer.standing.is_exact() && answer.shape.is_exact();
            if !is_last && !is_whole {
                return None;
            }
            let picture = knots(words, graph, &answer);
            let way = GoalWay::of(words, &answer, &picture);
            Some((goal.to_string(), Pictured { picture, way }))
        });
        pictured.collect()
    }

    /// What is asked about on a day: the goal, milestones, then issues.
    fn goals(&self, words: &Words<'_>, nodes: usize, is_last: bool) -> Vec<Target> {
        let milestones = words.model.milestones_in_order().into_iter();
        let milestones = milestones.map(|one| Target::Milestone(one.id.clone()));
        let issues = words.model.issues_in_order().into_iter();
        let issues = issues.map(|one| Target::Issue(one.id.clone()));
        let others = milestones.chain(issues);
        let others = others.filter(|one| Some(one) != self.first.as_ref());
        let mut all: Vec<Target> = self.first.clone().into_iter().chain(others).collect();
        let on_the_last = (MOST_NODES_ON_THE_LAST / nodes.max(1)).clamp(1, MOST_GOALS);
        let is_small = nodes <= MOST_NODES_A_DAY;
        let fits = |pictures: usize| is_small && pictures.saturating_mul(nodes) <= MOST_NODES;
        let most = match () {
            () if is_last => on_the_last,
            () if fits(all.len() * self.days) => on_the_last,
            () if fits(self.days) => 1,
            () => 0,
        };
        all.truncate(most);
        all
    }
}
