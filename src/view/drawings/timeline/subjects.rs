//! What the lanes of a timeline are about: issues and milestones, the most contested first.

use crate::model::{Issue, Milestone, Model, PositionId, Stance, Target};
use crate::view::drawings::board::{Contention, Row, Subject};

use super::Timeline;

/// An issue or a milestone, with the positions on it that are drawn.
#[derive(Clone)]
pub(super) struct SubjectOf {
    /// The issue or milestone as a whole.
    pub target: Target,
    pub name: String,
    /// How far the parties are from each other, in small words.
    pub kind: String,
    pub positions: Vec<PositionId>,
}

/// Whether a party makes a milestone wait.
fn has_conditions(model: &Model, target: &Target) -> bool {
    let Target::Milestone(id) = target else {
        return false;
    };
    let milestone = model.milestones.get(id);
    let mut conditions = milestone.into_iter().flat_map(Milestone::conditions);
    conditions.any(|one| one.imposed.as_ref().is_some_and(|it| it.by.is_some()))
}

/// All subjects: issues that divide, then milestones that somebody refuses or makes wait, then everything else.
pub(super) fn subjects(timeline: &Timeline<'_>, rows: &[Row<'_>]) -> Vec<SubjectOf> {
    let asked = Asked::of(timeline);
    let mut listed: Vec<(&Issue, Contention)> = rows.iter().filter_map(issue_of).collect();
    let is_listed = |issue: &Issue| listed.iter().any(|(one, _)| one.id == issue.id);
    let others = timeline.maker.model.issues_in_order().into_iter();
    let others = others.filter(|issue| !is_listed(issue));
    let others: Vec<SubjectOf> = others
        .map(|issue| asked.issue((issue, Contention::Stated)))
        .collect();
    // The order within each of the two stays.
    listed.sort_by_key(|(_, contention)| *contention == Contention::Stated);
    let divided = listed.partition_point(|(_, contention)| *contention != Contention::Stated);
    let stated = listed.split_off(divided);
    let [listed, stated] = [listed, stated].map(|some| asked.issues(some));
    let milestones = timeline.maker.model.milestones_in_order().into_iter();
    let (held_up, granted): (Vec<_>, Vec<_>) = milestones
        .map(|milestone| asked.milestone(milestone))
        .partition(|one| asked.is_held_up(one));
    [listed, held_up, stated, granted, others].concat()
}

fn issue_of<'m>(row: &Row<'m>) -> Option<(&'m Issue, Contention)> {
    match row.subject {
        Subject::Issue(issue) => Some((issue, row.contention)),
        Subject::Sequence(..) | Subject::Exclusion(_) => None,
    }
}

/// What is asked, with the positions that are drawn.
struct Asked<'t> {
    timeline: &'t Timeline<'t>,
    drawn: Vec<PositionId>,
}

impl<'t> Asked<'t> {
    fn of(timeline: &'t Timeline<'_>) -> Self {
        let drawn = timeline.drawn().map(|(id, _)| id);
        let drawn = drawn.filter(|&id| !timeline.maker.position(id).remark);
        Self {
            timeline,
            drawn: drawn.collect(),
        }
    }

    fn issues(&self, some: Vec<(&Issue, Contention)>) -> Vec<SubjectOf> {
        some.into_iter().map(|one| self.issue(one)).collect()
    }

    fn issue(&self, (issue, contention): (&Issue, Contention)) -> SubjectOf {
        let kind = contention.over_a_box().to_owned();
        self.subject(Target::Issue(issue.id.clone()), &issue.name, kind)
    }

    fn milestone(&self, milestone: &Milestone) -> SubjectOf {
        let target = Target::Milestone(milestone.id.clone());
        self.subject(target, &milestone.name, String::new())
    }

    fn subject(&self, target: Target, name: &str, kind: String) -> SubjectOf {
        let maker = &self.timeline.maker;
        let own = self.drawn.iter().copied();
        let own = own.filter(|&id| maker.position(id).on.whole() == target);
        SubjectOf {
            positions: own.collect(),
            name: name.to_owned(),
            target,
            kind,
        }
    }

    /// Whether somebody refuses a milestone or makes it wait.
    fn is_held_up(&self, one: &SubjectOf) -> bool {
        let maker = &self.timeline.maker;
        let mut stances = one.positions.iter().map(|&id| maker.position(id).stance);
        stances.any(|stance| stance == Stance::Rejects) || has_conditions(maker.model, &one.target)
    }
}
