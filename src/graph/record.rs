//! What has been reached by a day, and what deadlines have done by then.
//!
//! A milestone is reached from the day of its record on, or from the day on which a deadline brought it
//! about. On its day a deadline looks at its goal *by the record*: reached, or all that it needs reached
//! and said. Where that is not so, what it says happens otherwise has happened, for good, and the goal is
//! closed. Deadlines are taken day by day; what comes about on a day by one of them does not count
//! for another on the same day. The rules are the table of meaning in `docs/language.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Condition, ConditionKind, Deadline, Extension, Issue, Milestone, MilestoneId, Model, PartyId,
    Target,
};
use crate::source::Date;

use super::AsRead;
use super::stance::{InForce, Reading};

/// Since when a milestone is reached, and how that came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// The day.
    pub since: Date,
    /// The goal whose deadline passed without it, where that brought this about.
    pub instead_of: Option<MilestoneId>,
}

/// A goal that can no longer be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// The day on which that was so; `None` for a default that nothing brings about any more, where the record gives no day.
    pub since: Option<Date>,
    /// What came about instead.
    pub by: Option<MilestoneId>,
}

/// A milestone that comes about by itself on a day unless a goal is reached first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coming {
    /// What comes about.
    pub milestone: MilestoneId,
    /// The day.
    pub date: Date,
    /// The goal that would keep it from coming.
    pub unless: MilestoneId,
}

/// What the record and the deadlines make of the milestones on one day.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// What has been reached.
    pub reached: BTreeMap<MilestoneId, Reached>,
    /// What can no longer be had.
    pub closed: BTreeMap<MilestoneId, Closed>,
    /// What comes by itself if nothing else happens, the earliest first.
    pub coming: Vec<Coming>,
    /// What would come by itself, but for something else that comes before.
    pub averted: Vec<Coming>,
    /// The days of the deadlines that stand, by their goals.
    pub deadlines: BTreeMap<MilestoneId, Date>,
}

impl Record {
    /// The record of a model as read.
    pub(super) fn of(model: &Model, read: AsRead) -> Self {
        let mut keeper = Keeper {
            model,
            read,
            record: Self::default(),
        };
        keeper.recorded();
        let mut by_day: BTreeMap<Date, Vec<&Milestone>> = BTreeMap::new();
        for milestone in model.milestones.values() {
            let deadline = milestone.deadline.as_ref();
            if let Some(date) = deadline.map(|d| keeper.stands_at(d)) {
                by_day.entry(date).or_default().push(milestone);
            }
        }
        for (date, goals) in by_day {
            match read.day.is_some_and(|day| date <= day) {
                true => keeper.pass(date, &goals),
                false => keeper.expect(date, &goals),
            }
        }
        keeper.project();
        keeper.lapse();
        keeper.record
    }
}

impl Deadline {
    /// The day to which the extensions known by a day have moved it. `stated` gives the day from which one is known.
    pub(super) fn moved(
        &self,
        day: Option<Date>,
        stated: impl Fn(&Extension) -> Option<Date>,
    ) -> Date {
        let mut dated: Vec<(Option<Date>, Date)> =
            self.extended.iter().map(|e| (stated(e), e.to)).collect();
        dated.sort();
        dated.into_iter().fold(self.date, |now, (known, to)| {
            let in_time = known.is_none_or(|known| known <= now);
            let is_known = day.is_none_or(|day| known.is_none_or(|known| known <= day));
            if in_time && is_known {
                now.max(to)
            } else {
                now
            }
        })
    }
}

struct Keeper<'a> {
    model: &'a Model,
    read: AsRead,
    record: Record,
}

impl<'a> Keeper<'a> {
    fn recorded(&mut self) {
        for milestone in self.model.milestones.values() {
            if let Some(since) = milestone
                .reached
                .filter(|_| milestone.is_reached(self.read.day))
            {
                let reached = Reached {
                    since,
                    instead_of: None,
                };
                self.record.reached.insert(milestone.id.clone(), reached);
            }
        }
    }

    fn stands_at(&self, deadline: &Deadline) -> Date {
        deadline.moved(self.read.day, |extension| self.model.extended_on(extension))
    }

    /// The deadlines of a day that has passed.
    fn pass(&mut self, date: Date, goals: &[&'a Milestone]) {
        let missed = self.missed(date, goals);
        for goal in missed {
            let by = goal.deadline.as_ref().and_then(|d| d.otherwise.clone());
            let closed = Closed {
                since: Some(date),
                by: by.clone(),
            };
            self.record.closed.insert(goal.id.clone(), closed);
            let Some(by) = by else { continue };
            let earlier = self
                .record
                .reached
                .get(&by)
                .is_some_and(|r| r.since <= date);
            if !earlier {
                let reached = Reached {
                    since: date,
                    instead_of: Some(goal.id.clone()),
                };
                self.record.reached.insert(by, reached);
            }
        }
    }

    /// The deadlines of a day to come: a goal that is there by the record keeps its default from coming.
    fn expect(&mut self, date: Date, goals: &[&'a Milestone]) {
        let Some(day) = self.read.day else {
            let expected = self.expect_all(date, goals);
            self.record.coming.extend(expected);
            return;
        };
        let missing = self.missed_by(day, goals, &|reached| reached.since <= day);
        let is_missing = |goal: &&Milestone| missing.iter().any(|other| other.id == goal.id);
        let (missing, there): (Vec<_>, Vec<_>) = goals.iter().copied().partition(is_missing);
        let expected = self.expect_all(date, &missing);
        self.record.coming.extend(expected);
        // What is there by words alone may be gone by then: the deadline stands, and its default is averted for now.
        let averted = self.expect_all(date, &there);
        self.record.averted.extend(averted);
    }

    /// The deadlines of a day that still stand, and the defaults that they would bring.
    fn expect_all(&mut self, date: Date, goals: &[&'a Milestone]) -> Vec<Coming> {
        let record = &mut self.record;
        let mut defaults = Vec::new();
        for goal in goals {
            if record.reached.contains_key(&goal.id) {
                continue;
            }
            record.deadlines.insert(goal.id.clone(), date);
            let by = goal.deadline.as_ref().and_then(|d| d.otherwise.clone());
            let by = by.filter(|by| !record.reached.contains_key(by));
            defaults.extend(by.map(|milestone| Coming {
                milestone,
                date,
                unless: goal.id.clone(),
            }));
        }
        defaults
    }

    /// The goals that are not there by the record on the day of their deadline; what another deadline of that day
    /// brings about does not count.
    fn missed(&self, date: Date, goals: &[&'a Milestone]) -> Vec<&'a Milestone> {
        self.missed_by(date, goals, &|reached| match reached.instead_of {
            None => reached.since <= date,
            Some(_) => reached.since < date,
        })
    }

    fn missed_by(
        &self,
        date: Date,
        goals: &[&'a Milestone],
        counts: &dyn Fn(&Reached) -> bool,
    ) -> Vec<&'a Milestone> {
        let reached = self.record.reached.iter();
        let there: BTreeSet<&MilestoneId> = reached
            .filter(|(_, r)| counts(r))
            .map(|(id, _)| id)
            .collect();
        let closed = self.record.closed.keys().cloned().collect();
        let there = ByRecord::on(self.model, self.read, date, closed).closed_over(there, goals);
        let missed = goals.iter().filter(|goal| !there.contains(&goal.id));
        missed.copied().collect()
    }

    /// Leaves out what does not come after all, because its goal comes by itself before.
    fn project(&mut self) {
        let all = std::mem::take(&mut self.record.coming);
        for coming in all {
            let comes_first =
                |other: &Coming| other.milestone == coming.unless && other.date < coming.date;
            match self.record.coming.iter().any(comes_first) {
                true => self.record.averted.push(coming),
                false => self.record.coming.push(coming),
            }
        }
    }

    /// A milestone that needs nothing and was only the default of deadlines that are over does not come any more.
    fn lapse(&mut self) {
        let mut over: BTreeMap<&MilestoneId, Vec<&Milestone>> = BTreeMap::new();
        for goal in self.model.milestones.values() {
            let otherwise = goal.deadline.as_ref().and_then(|d| d.otherwise.as_ref());
            if let Some(otherwise) = otherwise {
                over.entry(otherwise).or_default().push(goal);
            }
        }
        let coming: BTreeSet<MilestoneId> = self
            .record
            .coming
            .iter()
            .chain(&self.record.averted)
            .map(|c| c.milestone.clone())
            .collect();
        for (id, goals) in over {
            let has_needs = self
                .model
                .milestones
                .get(id)
                .is_none_or(Milestone::has_needs);
            let comes = coming.contains(id) || self.record.reached.contains_key(id);
            if !has_needs && !comes && !self.record.closed.contains_key(id) {
                let days = goals.iter().map(|goal| self.record.reached.get(&goal.id));
                let days: Option<Vec<Date>> = days.map(|r| r.map(|r| r.since)).collect();
                let since = days.and_then(|days| days.into_iter().max());
                self.record
                    .closed
                    .insert(id.clone(), Closed { since, by: None });
            }
        }
    }
}

/// What holds by the record on one day: by what has been reached, and by what has plainly been said.
struct ByRecord<'a> {
    model: &'a Model,
    read: AsRead,
    /// What can no longer be had, and so is not reached by the record again.
    closed: BTreeSet<MilestoneId>,
    said: std::cell::OnceCell<InForce<'a>>,
}

impl<'a> ByRecord<'a> {
    fn on(model: &'a Model, read: AsRead, date: Date, closed: BTreeSet<MilestoneId>) -> Self {
        let read = AsRead {
            day: Some(date),
            ..read
        };
        Self {
            model,
            read,
            closed,
            said: std::cell::OnceCell::new(),
        }
    }

    /// What has been reached, with the milestones on the way to some goals that it amounts to.
    fn closed_over(
        &self,
        mut there: BTreeSet<&'a MilestoneId>,
        goals: &[&'a Milestone],
    ) -> BTreeSet<&'a MilestoneId> {
        let mut open: Vec<&Milestone> = self.on_the_way(goals);
        loop {
            let before = open.len();
            open.retain(|milestone| {
                let amounts = !there.contains(&milestone.id)
                    && !self.closed.contains(&milestone.id)
                    && self.amounts(milestone, &there);
                if amounts {
                    there.insert(&milestone.id);
                }
                !amounts && !there.contains(&milestone.id)
            });
            if open.len() == before {
                return there;
            }
        }
    }

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
    fn amounts(&self, milestone: &Milestone, there: &BTreeSet<&MilestoneId>) -> bool {
        let day = self.read.day;
        let target = Target::Milestone(milestone.id.clone());
        let stand = || {
            milestone
                .conditions()
                .filter(|condition| condition.stands_on(day))
        };
        let mut named = stand().flat_map(|condition| condition.targets_on(day));
        let has_part = named.any(|t| matches!(t, Target::Milestone(id) if there.contains(id)));
        let consents = milestone
            .consent
            .iter()
            .filter(|consent| consent.needed_on(day));
        has_part
            && stand().all(|condition| self.holds(condition, &target, there))
            && consents
                .into_iter()
                .all(|consent| self.says_yes(&consent.party, &target))
    }

    fn holds(&self, condition: &Condition, of: &Target, there: &BTreeSet<&MilestoneId>) -> bool {
        if !condition.stands_on(self.read.day) {
            return true;
        }
        match &condition.kind {
            ConditionKind::Holds(Target::Milestone(id)) => there.contains(id),
            ConditionKind::Holds(Target::Issue(id)) => self
                .model
                .issues
                .get(id)
                .is_some_and(|issue| self.is_settled(issue)),
            ConditionKind::Holds(target @ Target::Option(id, _)) => self
                .model
                .issues
                .get(id)
                .is_some_and(|issue| self.is_agreed(issue, target)),
            ConditionKind::Consent(party) => self.says_yes(party, of),
            ConditionKind::All(arms) => arms.iter().all(|arm| self.holds(arm, of, there)),
            ConditionKind::Any(arms) => arms.iter().any(|arm| self.holds(arm, of, there)),
            ConditionKind::AtLeast { count, of: arms } => {
                let held = arms.iter().filter(|(arm, _)| self.holds(arm, of, there));
                held.map(|(_, weight)| u128::from(*weight)).sum::<u128>() >= u128::from(*count)
            }
            ConditionKind::After(inner) => self.holds(inner, of, there),
        }
    }

    fn said(&self) -> &InForce<'a> {
        self.said.get_or_init(|| InForce::of(self.model, self.read))
    }

    fn is_settled(&self, issue: &Issue) -> bool {
        let whole = Target::Issue(issue.id.clone());
        let answers = self.said().answers(issue);
        let mut asked = issue.between.iter();
        if answers.is_empty() {
            return asked.all(|party| self.says_yes(party, &whole));
        }
        let speaks = |party: &&PartyId| self.said().speaks_of_whole(party, issue);
        asked
            .filter(speaks)
            .all(|party| self.says_yes(party, &whole))
            && answers.iter().any(|answer| self.is_agreed(issue, answer))
    }

    fn is_agreed(&self, issue: &Issue, answer: &Target) -> bool {
        issue
            .between
            .iter()
            .all(|party| self.says_yes(party, answer))
    }

    fn says_yes(&self, party: &PartyId, target: &Target) -> bool {
        self.said().says(party, target).info.reading == Reading::Granted
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
