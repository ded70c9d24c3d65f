//! Conflicts among all who spoke, also those whose yes nobody waits for: they hold up nothing by themselves, and a
//! mediator who does not know them is surprised by them.

use std::collections::BTreeSet;

use crate::analysis::engine::budget::Budget;
use crate::analysis::stated::Stated;
use crate::graph::{PositionGraph, Reading, StanceInfo};
use crate::model::{Issue, MilestoneId, Model, PartyId, PositionId, Split, Target};

use super::{Asking, Conflict, ConflictKind, Opposed};

/// What stands beside the conflicts of those whose yes is needed, of which `told` are known: issues on which all who spoke
/// leave no answer or want different ones, milestones that some want and others refuse, and texts of which the meaning is
/// disputed.
pub fn conflicts_beside(
    model: &Model,
    graph: &PositionGraph,
    goal: Option<&Target>,
    told: &[Conflict],
    budget: &Budget,
) -> Vec<Conflict> {
    let asking = Asking::new(model, graph, goal, budget).among_all();
    let issues = model.issues_in_order().into_iter();
    let over_issues = issues.filter_map(|issue| {
        let is_clash = |one: &Conflict| matches!(one.kind, ConflictKind::Incompatible(_));
        let found = asking.over_issue(issue)?;
        let mut about = told.iter().filter(|c| c.issue.as_ref() == Some(&issue.id));
        // What is told of those whose yes is needed is told again only where all who spoke are further apart.
        let is_new = match is_clash(&found) {
            true => !about.any(is_clash),
            false => about.next().is_none(),
        };
        is_new.then_some(found)
    });
    let milestones = model.milestones_in_order().into_iter();
    let opposed = milestones.filter_map(|milestone| asking.opposed_milestone(&milestone.id));
    let over_issues: Vec<Conflict> = over_issues.collect();
    let is_told = |issue: &&&Issue| {
        let mut all = told.iter().chain(&over_issues);
        all.any(|one| one.issue.as_ref() == Some(&issue.id))
    };
    let issues = model.issues_in_order();
    let others = issues.iter().filter(|issue| !is_told(issue));
    let options: Vec<Conflict> = others
        .flat_map(|issue| asking.opposed_options(issue))
        .collect();
    over_issues
        .into_iter()
        .chain(options)
        .chain(opposed)
        .chain(asking.disputed_meanings())
        .collect()
}

impl Asking<'_> {
    /// A conflict over an issue among all who spoke; it holds up nothing, since those who must agree leave an answer.
    fn over_issue(&self, issue: &Issue) -> Option<Conflict> {
        let found = self.incompatible(issue).or_else(|| self.apart(issue))?;
        Some(Conflict {
            on_the_way: false,
            ..found
        })
    }

    /// A milestone that is still to be had, which some want and others refuse.
    fn opposed_milestone(&self, id: &MilestoneId) -> Option<Conflict> {
        let record = self.graph.record();
        let is_over = record.reached.contains_key(id) || record.closed.contains_key(id);
        let opposed = || self.opposed(&Target::Milestone(id.clone()));
        (!is_over).then(opposed).flatten()
    }

    /// The options of an issue that some want and others refuse.
    fn opposed_options(&self, issue: &Issue) -> Vec<Conflict> {
        let options = issue.options.iter();
        let options = options.map(|option| Target::Option(issue.id.clone(), option.id.clone()));
        options.filter_map(|option| self.opposed(&option)).collect()
    }

    fn opposed(&self, target: &Target) -> Option<Conflict> {
        let said = |reading: Reading, split: bool| self.said_of(target, (reading, split));
        let wanted = said(Reading::Granted, false);
        let on_a_condition = said(Reading::Conditional, false);
        let refused = said(Reading::Refused, false);
        let divided = [Reading::Granted, Reading::Refused, Reading::Unknown];
        let divided: Vec<PositionId> = divided.iter().flat_map(|it| said(*it, true)).collect();
        let nobody_for_it = wanted.is_empty() && on_a_condition.is_empty();
        if nobody_for_it || (refused.is_empty() && divided.is_empty()) {
            return None;
        }
        let mut needed = self.whose_no_counts(target);
        needed.retain(|party| {
            refused
                .iter()
                .any(|id| self.model.positions[*id].party == *party)
        });
        let is_counted = !needed.is_empty() || !divided.is_empty();
        let on_the_way = is_counted && self.is_on_the_way(target);
        let opposed = Opposed {
            target: target.clone(),
            wanted: Stated::all(self.model, &wanted),
            on_a_condition: Stated::all(self.model, &on_a_condition),
            divided: Stated::all(self.model, &divided),
            refused: Stated::all(self.model, &refused),
            needed,
        };
        Some(Conflict {
            kind: ConflictKind::Opposed(opposed),
            issue: target.issue().cloned(),
            on_the_way,
        })
    }

    /// The positions by which parties say something of a thing, of those whose votes are split or of the others.
    fn said_of(&self, target: &Target, (reading, split): (Reading, bool)) -> Vec<PositionId> {
        let is_split = |id: &PositionId| {
            let split = self.model.positions[*id].split;
            split.is_some_and(Split::is_divided)
        };
        let stances = self.stances().iter();
        let meant = stances.filter(|one| {
            one.target == *target && !one.implied && one.reading == reading && !one.is_rest
        });
        let said: BTreeSet<PositionId> = meant.flat_map(|one| one.positions.clone()).collect();
        said.into_iter()
            .filter(|id| is_split(id) == split)
            .collect()
    }

    /// Those who refuse something that needs their yes.
    fn whose_no_counts(&self, target: &Target) -> Vec<PartyId> {
        let refuses = |one: &&StanceInfo| one.target == *target && one.reading == Reading::Refused;
        let needed = self.graph.stances().iter().filter(refuses);
        let needed: BTreeSet<PartyId> = needed.map(|one| one.party.clone()).collect();
        needed.into_iter().collect()
    }

    /// Texts and answers that a party accepts while it disputes what another takes them to mean.
    fn disputed_meanings(&self) -> Vec<Conflict> {
        let positions = &self.model.positions;
        let disputing = self.in_force.iter().copied();
        let disputing = disputing.filter(|&id| positions[id].disputes_meaning);
        let targets: BTreeSet<&Target> = disputing.map(|id| &positions[id].on).collect();
        let of = |target: &Target, disputes: bool| -> Vec<PositionId> {
            let all = self.in_force.iter().copied();
            all.filter(|&id| {
                let one = &positions[id];
                one.on == *target && one.stance.grants() && one.disputes_meaning == disputes
            })
            .collect()
        };
        let conflict = |target: &Target| Conflict {
            kind: ConflictKind::Meaning(super::Disputed {
                target: target.clone(),
                accepted: Stated::all(self.model, &of(target, false)),
                disputed: Stated::all(self.model, &of(target, true)),
            }),
            issue: target.issue().cloned(),
            on_the_way: self.is_on_the_way(target),
        };
        targets.into_iter().map(conflict).collect()
    }
}
