//! What the lanes of a timeline are about: issues and milestones, the most contested first.

use crate::model::{Issue, Milestone, Model, PositionId, Stance, Target};
use crate::view::drawings::board::{Contention, Row, Subject};

use super::Timeline;

/// An issue or a milestone, with the positions on it that are drawn.
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
    let maker = &timeline.maker;
    let drawn: Vec<PositionId> = timeline
        .drawn()
        .map(|(id, _)| id)
        .filter(|&id| !maker.position(id).remark)
        .collect();
    let on = |target: &Target| {
        let own = drawn.iter().copied();
        let own = own.filter(|&id| maker.position(id).on.whole() == *target);
        own.collect::<Vec<PositionId>>()
    };
    let issues = rows.iter().filter_map(|row| match row.subject {
        Subject::Issue(issue) => Some((issue, row.contention)),
        Subject::Sequence(..) | Subject::Exclusion(_) => None,
    });
    let listed: Vec<(&Issue, Contention)> = issues.collect();
    let all = maker.model.issues_in_order().into_iter();
    let others = all.filter(|issue| !listed.iter().any(|(one, _)| one.id == issue.id));
    let others: Vec<&Issue> = others.collect();
    let of_issue = |issue: &Issue, contention: Contention| SubjectOf {
        target: Target::Issue(issue.id.clone()),
        name: issue.name.clone(),
        kind: contention.over_a_box().to_owned(),
        positions: on(&Target::Issue(issue.id.clone())),
    };
    let of_milestone = |milestone: &Milestone| SubjectOf {
        target: Target::Milestone(milestone.id.clone()),
        name: milestone.name.clone(),
        kind: String::new(),
        positions: on(&Target::Milestone(milestone.id.clone())),
    };
    let milestones = maker.model.milestones_in_order();
    let milestones: Vec<SubjectOf> = milestones.into_iter().map(of_milestone).collect();
    let is_held_up = |one: &SubjectOf| {
        let mut stances = one.positions.iter().map(|&id| maker.position(id).stance);
        stances.any(|stance| stance == Stance::Rejects) || has_conditions(maker.model, &one.target)
    };
    let (held_up, granted): (Vec<_>, Vec<_>) = milestones.into_iter().partition(is_held_up);
    let (contested, stated): (Vec<_>, Vec<_>) = listed
        .into_iter()
        .partition(|(_, contention)| *contention != Contention::Stated);
    let issues = |some: Vec<(&Issue, Contention)>| -> Vec<SubjectOf> {
        let some = some.into_iter();
        some.map(|(issue, contention)| of_issue(issue, contention))
            .collect()
    };
    let others = others.into_iter().map(|issue| (issue, Contention::Stated));
    let others: Vec<(&Issue, Contention)> = others.collect();
    let mut all = issues(contested);
    all.extend(held_up);
    all.extend(issues(stated));
    all.extend(granted);
    all.extend(issues(others));
    all
}
