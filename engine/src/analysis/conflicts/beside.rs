//! Conflicts among all who spoke, also those whose yes nobody waits for: they hold up nothing by themselves, and a
//! mediator who does not know them is surprised by them.

use std::collections::BTreeSet;

use crate::analysis::engine::budget::Budget;
use crate::analysis::stated::Stated;
use crate::graph::{PositionGraph, Reading, StanceInfo};
use crate::model::{Issue, IssueId, MilestoneId, Model, PartyId, PositionId, Target};

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
    let told: BTreeSet<&IssueId> = told.iter().filter_map(|c| c.issue.as_ref()).collect();
    let issues = model.issues_in_order().into_iter();
    let issues = issues.filter(|issue| !told.contains(&issue.id));
    let over_issues = issues.filter_map(|issue| asking.over_issue(issue));
    let milestones = model.milestones_in_order().into_iter();
    let opposed = milestones.filter_map(|milestone| asking.opposed(&milestone.id));
    over_issues
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
    fn opposed(&self, id: &MilestoneId) -> Option<Conflict> {
        let record = self.graph.record();
        if record.reached.contains_key(id) || record.closed.contains_key(id) {
            return None;
        }
        let target = &Target::Milestone(id.clone());
        let said = |wanted: &[Reading]| -> Vec<PositionId> {
            let stances = self.stances().iter();
            let stances = stances.filter(|one| one.target == *target && !one.implied);
            let stances = stances.filter(|one| wanted.contains(&one.reading));
            let said: BTreeSet<PositionId> =
                stances.flat_map(|one| one.positions.clone()).collect();
            said.into_iter().collect()
        };
        let wanted = said(&[Reading::Granted, Reading::Conditional]);
        let refused = said(&[Reading::Refused]);
        if wanted.is_empty() || refused.is_empty() {
            return None;
        }
        let needed = self.whose_no_counts(target);
        let on_the_way = !needed.is_empty() && self.is_on_the_way(target);
        let opposed = Opposed {
            target: target.clone(),
            wanted: Stated::all(self.model, &wanted),
            refused: Stated::all(self.model, &refused),
            needed,
        };
        Some(Conflict {
            kind: ConflictKind::Opposed(opposed),
            issue: None,
            on_the_way,
        })
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
        let known = |id: &PositionId| self.in_force.contains(id);
        let disputing = self.in_force.iter().copied();
        let disputing = disputing.filter(|&id| positions[id].disputes_meaning);
        let targets: BTreeSet<&Target> = disputing.map(|id| &positions[id].on).collect();
        let of = |target: &Target, disputes: bool| -> Vec<PositionId> {
            let all = self.in_force.iter().copied().filter(known);
            all.filter(|&id| {
                let one = &positions[id];
                one.on == *target && one.stance.grants() && one.disputes_meaning == disputes
            })
            .collect()
        };
        let conflict = |target: &Target| Conflict {
            kind: ConflictKind::Meaning(Opposed {
                target: target.clone(),
                wanted: Stated::all(self.model, &of(target, false)),
                refused: Stated::all(self.model, &of(target, true)),
                needed: Vec::new(),
            }),
            issue: target.issue().cloned(),
            on_the_way: false,
        };
        targets.into_iter().map(conflict).collect()
    }
}
