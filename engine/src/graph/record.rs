//! What has been reached by a day, and what deadlines have done by then.
//!
//! A milestone is reached from the day of its record on, or from the day on which a deadline brought it
//! about. On its day a deadline looks at its goal *by the record*: reached, or all that it needs reached
//! and said. Where that is not so, what it says happens otherwise has happened, for good, and the goal is
//! closed. Deadlines are taken day by day; what comes about on a day by one of them does not count
//! for another on the same day. The rules are the table of meaning in `docs/language.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Deadline, Extension, Milestone, MilestoneId, Model};
use crate::source::Date;

use super::by_record::ByRecord;
use super::{AsRead, Supposing};

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
    pub(super) fn of(model: &Model, read: AsRead, supposing: &Supposing) -> Self {
        let mut keeper = Keeper {
            model,
            read,
            supposing,
            record: Self::default(),
        };
        keeper.recorded();
        for (date, goals) in keeper.goals_by_day() {
            match read.day.is_some_and(|day| date <= day) {
                true => keeper.pass(date, &goals),
                false => keeper.expect(date, &goals),
            }
        }
        keeper.project();
        keeper.lapse();
        keeper.record
    }

    /// What has become of a milestone.
    pub(super) fn outlook(&self, milestone: &Milestone) -> Outlook {
        let id = &milestone.id;
        let comes = self.coming.iter().position(|it| it.milestone == *id);
        let is_averted = self.averted.iter().any(|it| it.milestone == *id);
        if self.reached.contains_key(id) {
            Outlook::Reached
        } else if let Some(number) = comes {
            Outlook::Coming(number)
        } else if self.closed.contains_key(id) || (is_averted && !milestone.has_needs()) {
            Outlook::Gone
        } else {
            Outlook::Open
        }
    }
}

/// What the record and the deadlines leave of a milestone.
#[derive(Debug, Clone, Copy)]
pub(super) enum Outlook {
    /// It has been reached.
    Reached,
    /// It comes by itself: an index into [`Record::coming`].
    Coming(usize),
    /// It can no longer be had, or nothing brings it about as things go.
    Gone,
    /// It comes once it has all that it needs.
    Open,
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
    supposing: &'a Supposing,
    record: Record,
}

impl<'a> Keeper<'a> {
    fn recorded(&mut self) {
        for milestone in self.model.milestones.values() {
            if let Some(since) = milestone.reached
                && milestone.is_reached(self.read.day)
            {
                let reached = Reached {
                    since,
                    instead_of: None,
                };
                self.record.reached.insert(milestone.id.clone(), reached);
            }
        }
    }

    /// The days of all deadlines, the earliest first, with the goals that should be there by then.
    fn goals_by_day(&self) -> BTreeMap<Date, Vec<&'a Milestone>> {
        let mut by_day: BTreeMap<Date, Vec<&Milestone>> = BTreeMap::new();
        for milestone in self.model.milestones.values() {
            let deadline = milestone.deadline.as_ref();
            if let Some(date) = deadline.map(|d| self.stands_at(d)) {
                by_day.entry(date).or_default().push(milestone);
            }
        }
        by_day
    }

    fn stands_at(&self, deadline: &Deadline) -> Date {
        deadline.moved(self.read.day, |extension| self.model.extended_on(extension))
    }

    /// The deadlines of a day that has passed.
    fn pass(&mut self, date: Date, goals: &[&'a Milestone]) {
        for goal in self.missed(date, goals) {
            let by = goal.otherwise().cloned();
            let closed = Closed {
                since: Some(date),
                by: by.clone(),
            };
            self.record.closed.insert(goal.id.clone(), closed);
            if let Some(by) = by {
                self.comes_about(by, date, goal);
            }
        }
    }

    /// What happens where a goal is missed has come about, if it was not there before.
    fn comes_about(&mut self, by: MilestoneId, date: Date, goal: &Milestone) {
        let earlier = self.record.reached.get(&by);
        if earlier.is_none_or(|earlier| earlier.since > date) {
            let reached = Reached {
                since: date,
                instead_of: Some(goal.id.clone()),
            };
            self.record.reached.insert(by, reached);
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
            let by = goal.otherwise();
            let by = by.filter(|by| !record.reached.contains_key(by));
            defaults.extend(by.map(|milestone| Coming {
                milestone: milestone.clone(),
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
        let there = ByRecord::on(self.model, self.read, date, closed)
            .supposing(self.supposing)
            .closed_over(there, goals);
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
        for (id, goals) in self.goals_by_default() {
            if self.is_over(id) {
                let since = self.all_reached_since(&goals);
                let closed = Closed { since, by: None };
                self.record.closed.insert(id.clone(), closed);
            }
        }
    }

    /// What deadlines bring about, each with the goals whose deadlines do.
    fn goals_by_default(&self) -> BTreeMap<&'a MilestoneId, Vec<&'a Milestone>> {
        let mut defaults: BTreeMap<&MilestoneId, Vec<&Milestone>> = BTreeMap::new();
        for goal in self.model.milestones.values() {
            if let Some(otherwise) = goal.otherwise() {
                defaults.entry(otherwise).or_default().push(goal);
            }
        }
        defaults
    }

    /// Whether a default needs nothing, has not come about and is not expected any more.
    fn is_over(&self, id: &MilestoneId) -> bool {
        let record = &self.record;
        let mut expected = record.coming.iter().chain(&record.averted);
        let milestone = self.model.milestones.get(id);
        !milestone.is_none_or(Milestone::has_needs)
            && !expected.any(|it| it.milestone == *id)
            && !record.reached.contains_key(id)
            && !record.closed.contains_key(id)
    }

    /// The day from which all of some goals were reached; `None` where one was not.
    fn all_reached_since(&self, goals: &[&Milestone]) -> Option<Date> {
        let reached = goals.iter().map(|goal| self.record.reached.get(&goal.id));
        let days: Option<Vec<Date>> = reached.map(|it| it.map(|it| it.since)).collect();
        days?.into_iter().max()
    }
}
