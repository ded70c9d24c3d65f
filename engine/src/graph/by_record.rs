//! What is there by the record on one day: what has been reached, and what that and plain words amount to.
//!
//! A milestone is there where all that it needs is reached and said, and something that was reached is part of it.
//! Each round looks once at every milestone on the way that is not there yet.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::model::{Condition, Issue, Milestone, MilestoneId, Model, PartyId, Target, ValueRange};
use crate::source::Date;

use super::ballot::Ballot;
use super::evidence::Evidence;
use super::in_force::InForce;
use super::stance::{Combined, Reading};
use super::{AsRead, Supposing};

/// What holds by the record on one day: by what has been reached, and by what has plainly been said.
pub(super) struct ByRecord<'a> {
    model: &'a Model,
    read: AsRead,
    /// What can no longer be had, and so is not reached by the record again.
    closed: BTreeSet<MilestoneId>,
    said: OnceCell<InForce<'a>>,
    supposing: Option<&'a Supposing>,
}

impl<'a> ByRecord<'a> {
    pub fn on(model: &'a Model, read: AsRead, date: Date, closed: BTreeSet<MilestoneId>) -> Self {
        let read = AsRead {
            day: Some(date),
            ..read
        };
        Self {
            model,
            read,
            closed,
            said: OnceCell::new(),
            supposing: None,
        }
    }

    /// The same, where something is supposed to have been said by then.
    pub fn supposing(self, supposing: &'a Supposing) -> Self {
        Self {
            supposing: Some(supposing),
            ..self
        }
    }

    /// What has been reached, with the milestones on the way to some goals that it amounts to.
    pub fn closed_over(
        &self,
        mut there: BTreeSet<&'a MilestoneId>,
        goals: &[&'a Milestone],
    ) -> BTreeSet<&'a MilestoneId> {
        let mut open: Vec<&Milestone> = self.on_the_way(goals);
        open.retain(|milestone| !there.contains(&milestone.id));
        loop {
            let before = open.len();
            open.retain(|milestone| {
                let amounts =
                    !self.closed.contains(&milestone.id) && self.amounts(milestone, &there);
                if amounts {
                    there.insert(&milestone.id);
                }
                !amounts
            });
            if open.len() == before {
                return there;
            }
        }
    }

    /// Some milestones, and all that their conditions name, directly or not.
    fn on_the_way(&self, goals: &[&'a Milestone]) -> Vec<&'a Milestone> {
        let mut seen: BTreeSet<&MilestoneId> = BTreeSet::new();
        let mut open: Vec<&'a Milestone> = goals.to_vec();
        let mut found = Vec::new();
        while let Some(milestone) = open.pop() {
            if seen.insert(&milestone.id) {
                found.push(milestone);
                open.extend(named(milestone).filter_map(|id| self.model.milestones.get(id)));
            }
        }
        found
    }

    /// Whether all that a milestone needs is there, and something that was reached is part of it.
    fn amounts(&self, milestone: &Milestone, there: &BTreeSet<&'a MilestoneId>) -> bool {
        let day = self.read.day;
        let target = Target::Milestone(milestone.id.clone());
        let mut view = View {
            by_record: self,
            of: &target,
            there,
        };
        let standing = || milestone.conditions().filter(|it| it.stands_on(day));
        let mut named = standing().flat_map(|condition| condition.targets_on(day));
        let has_part = named.any(|t| matches!(t, Target::Milestone(id) if there.contains(id)));
        let mut consents = milestone.consent.iter().filter(|it| it.needed_on(day));
        has_part
            && standing()
                .all(|condition| self.is_dropped(condition, &target) || view.meets(condition))
            && consents.all(|consent| self.says_yes(&consent.party, &target))
    }

    fn said(&self) -> &InForce<'a> {
        self.said.get_or_init(|| InForce::of(self.model, self.read))
    }

    /// Whether somebody agreed to an answer, and all who are asked of the issue as a whole say that it is settled.
    fn is_settled(&self, issue: &Issue) -> bool {
        let whole = Target::Issue(issue.id.clone());
        let answers = self.said().answers(issue);
        let is_asked =
            |party: &&PartyId| answers.is_empty() || self.said().speaks_of_whole(party, issue);
        let mut asked = issue.between.iter().filter(is_asked);
        let is_agreed = |answer: &Target| self.is_agreed(issue, answer);
        asked.all(|party| self.says_yes(party, &whole))
            && (answers.is_empty() || answers.iter().any(is_agreed))
    }

    fn is_agreed(&self, issue: &Issue, answer: &Target) -> bool {
        let mut between = issue.between.iter();
        between.all(|party| self.says_yes(party, answer))
    }

    fn says_yes(&self, party: &PartyId, target: &Target) -> bool {
        let day = self.read.day;
        let refuses = |party: &PartyId| {
            self.supposing
                .is_some_and(|it| it.refuses_by(day, party, target))
        };
        let ballot = Ballot::of(self.said(), party, target, &refuses);
        match ballot.filter(|_| !refuses(party)) {
            Some(ballot) => ballot.count().passes(&mut |member| match member == party {
                true => self.says_itself(member, target),
                false => self.says_yes(member, target),
            }),
            None => self.says_itself(party, target),
        }
    }

    fn says_itself(&self, party: &PartyId, target: &Target) -> bool {
        let says = self.said().says(party, target);
        let as_said = says.info.reading == Reading::Granted;
        self.supposed_answer(party, target, &says)
            .unwrap_or(as_said)
    }

    /// What a party is supposed to have answered by then, where something is supposed.
    fn supposed_answer(
        &self,
        party: &PartyId,
        target: &Target,
        says: &Combined<'_>,
    ) -> Option<bool> {
        let (supposed, day) = (self.supposing?, self.read.day);
        let is_its = |one: &Condition| says.ifs.iter().any(|(own, _)| own.without_order() == one);
        let is_yes = supposed.grants_by(day, party, target)
            || supposed.drops_if_by(day, (party, target), &is_its);
        let is_no = supposed.refuses_by(day, party, target);
        (is_yes || is_no).then_some(is_yes)
    }

    /// Whether whoever imposes a condition of something is supposed to have dropped it by then.
    fn is_dropped(&self, condition: &Condition, of: &Target) -> bool {
        let supposed = self.supposing;
        supposed.is_some_and(|it| it.waives_by(self.read.day, condition, of))
    }
}

/// What is there so far, as the conditions of one milestone see it.
struct View<'v, 'a> {
    by_record: &'v ByRecord<'a>,
    of: &'v Target,
    there: &'v BTreeSet<&'a MilestoneId>,
}

impl Evidence for View<'_, '_> {
    fn day(&self) -> Option<Date> {
        self.by_record.read.day
    }

    fn is_there(&self, target: &Target) -> bool {
        let issues = &self.by_record.model.issues;
        let by = self.by_record;
        match target {
            Target::Milestone(id) => self.there.contains(id),
            Target::Issue(id) => issues.get(id).is_some_and(|it| by.is_settled(it)),
            Target::Option(id, _) => issues.get(id).is_some_and(|it| by.is_agreed(it, target)),
        }
    }

    fn is_within(&self, issue: &Target, range: &ValueRange) -> bool {
        let within = self.by_record.said().answers_within(issue, range);
        within.iter().any(|answer| self.is_there(answer))
    }

    fn says_yes(&mut self, party: &PartyId) -> bool {
        self.by_record.says_yes(party, self.of)
    }
}

/// The milestones that the conditions of a milestone name.
fn named(milestone: &Milestone) -> impl Iterator<Item = &MilestoneId> {
    let targets = milestone.conditions().flat_map(Condition::targets);
    targets.filter_map(|target| match target {
        Target::Milestone(id) => Some(id),
        Target::Issue(_) | Target::Option(..) => None,
    })
}
