//! What has been reached by a day and what deadlines have done, by the table of meaning in `docs/language.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Deadline, Issue, Milestone, MilestoneId, Model, PartyId, Target, ValueRange};
use crate::source::Date;

use super::conditions::Facts;
use super::polls::Poll;
use super::words::{Says, Words};

/// What has become of the milestones by a day.
#[derive(Default)]
pub(super) struct Record {
    /// Since when a milestone is reached; and the goal whose deadline it came about instead of.
    pub reached: BTreeMap<MilestoneId, (Date, Option<MilestoneId>)>,
    /// Since when a goal is closed, and what came about instead.
    pub closed: BTreeMap<MilestoneId, (Option<Date>, Option<MilestoneId>)>,
    /// What comes about by itself if nothing else happens, and when.
    pub coming: BTreeMap<MilestoneId, Date>,
    /// What would, but for something else that comes before.
    averted: BTreeSet<MilestoneId>,
    /// The days of the deadlines that stand.
    pub deadlines: BTreeMap<MilestoneId, Date>,
    /// Every default that a standing deadline would bring: its day, its goal, and itself.
    expected: Vec<(Date, MilestoneId, MilestoneId)>,
}

impl Record {
    /// Whether a milestone is only what would happen where a deadline passes, and does not as things go.
    pub fn is_averted(&self, milestone: &Milestone) -> bool {
        let id = &milestone.id;
        self.averted.contains(id) && !self.coming.contains_key(id) && !milestone.has_needs()
    }

    pub fn on(model: &Model, day: Option<Date>) -> Self {
        let mut keeper = Keeper {
            model,
            day,
            record: Self::default(),
        };
        keeper.note_reached();
        let deadlines = keeper.deadlines();
        for same_day in deadlines.chunk_by(|(one, _), (other, _)| one == other) {
            let date = same_day[0].0;
            let goals: Vec<&Milestone> = same_day.iter().map(|(_, goal)| *goal).collect();
            if day.is_some_and(|day| date <= day) {
                keeper.pass(date, &goals);
            } else {
                keeper.wait(date, &goals);
            }
        }
        keeper.record.project();
        keeper.lapse();
        keeper.record
    }

    /// What comes does so only if its goal does not come by itself before.
    fn project(&mut self) {
        self.expected.sort();
        for (date, goal, by) in &self.expected {
            if self.coming.get(goal).is_some_and(|sooner| sooner < date) {
                self.averted.insert(by.clone());
            } else {
                self.coming.entry(by.clone()).or_insert(*date);
            }
        }
    }

    /// Whether a milestone has been reached or closed, or is something that a deadline may still bring.
    fn is_accounted_for(&self, id: &MilestoneId) -> bool {
        self.reached.contains_key(id)
            || self.closed.contains_key(id)
            || self.coming.contains_key(id)
            || self.averted.contains(id)
    }
}

/// Whether what deadlines of a day bring about counts on that day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SameDay {
    Counts,
    ComesTooLate,
}

struct Keeper<'a> {
    model: &'a Model,
    day: Option<Date>,
    record: Record,
}

impl<'a> Keeper<'a> {
    fn note_reached(&mut self) {
        for milestone in self.model.milestones.values() {
            if let Some(since) = milestone.reached
                && milestone.is_reached(self.day)
            {
                let id = milestone.id.clone();
                self.record.reached.insert(id, (since, None));
            }
        }
    }

    /// The goals with deadlines, in the order of the days.
    fn deadlines(&self) -> Vec<(Date, &'a Milestone)> {
        let goals = self.model.milestones.values();
        let dated = goals.filter_map(|goal| {
            let date = moved(self.model, goal.deadline.as_ref()?, self.day);
            Some((date, goal))
        });
        let mut dated: Vec<(Date, &Milestone)> = dated.collect();
        dated.sort_by_key(|(date, goal)| (*date, &goal.id));
        dated
    }

    /// A day of deadlines that is over: what is not there is closed, and what happens otherwise has happened.
    fn pass(&mut self, date: Date, goals: &[&Milestone]) {
        let there = self.there(date, SameDay::ComesTooLate);
        let Record {
            closed, reached, ..
        } = &mut self.record;
        for goal in goals.iter().filter(|goal| !there.contains(&goal.id)) {
            let by = goal.otherwise().cloned();
            closed.insert(goal.id.clone(), (Some(date), by.clone()));
            if let Some(by) = by
                && reached.get(&by).is_none_or(|(since, _)| *since > date)
            {
                reached.insert(by, (date, Some(goal.id.clone())));
            }
        }
    }

    /// A day of deadlines to come.
    fn wait(&mut self, date: Date, goals: &[&Milestone]) {
        let there = match self.day {
            Some(day) => self.there(day, SameDay::Counts),
            None => self.record.reached.keys().cloned().collect(),
        };
        let Record {
            reached,
            deadlines,
            averted,
            expected,
            ..
        } = &mut self.record;
        for goal in goals.iter().filter(|goal| !reached.contains_key(&goal.id)) {
            deadlines.insert(goal.id.clone(), date);
            let by = goal.otherwise().filter(|by| !reached.contains_key(by));
            match by.cloned() {
                None => {}
                // There as things are said today, which may change before the day.
                Some(by) if there.contains(&goal.id) => {
                    averted.insert(by);
                }
                Some(by) => expected.push((date, goal.id.clone(), by)),
            }
        }
    }

    /// What is there by the record on a day.
    fn there(&self, date: Date, same_day: SameDay) -> BTreeSet<MilestoneId> {
        let counts = |(since, instead): &(Date, Option<MilestoneId>)| {
            let is_too_late = instead.is_some() && same_day == SameDay::ComesTooLate;
            *since < date || (*since == date && !is_too_late)
        };
        let reached = self.record.reached.iter();
        let reached = reached.filter(|(_, since)| counts(since));
        let mut there: BTreeSet<MilestoneId> = reached.map(|(id, _)| id.clone()).collect();
        let words = Words::on(self.model, Some(date));
        loop {
            let more = self.amounting(date, &words, &there);
            if more.is_empty() {
                return there;
            }
            there.extend(more);
        }
    }

    /// The milestones, neither there nor closed, whose needs are all there.
    fn amounting(
        &self,
        date: Date,
        words: &Words<'_>,
        there: &BTreeSet<MilestoneId>,
    ) -> Vec<MilestoneId> {
        let is_open =
            |id: &MilestoneId| !there.contains(id) && !self.record.closed.contains_key(id);
        let milestones = self.model.milestones.values();
        let more = milestones.filter(|milestone| {
            let by_record = ByRecord {
                model: self.model,
                words,
                date,
                there,
                itself: &Target::Milestone(milestone.id.clone()),
            };
            is_open(&milestone.id) && by_record.amounts(milestone)
        });
        more.map(|milestone| milestone.id.clone()).collect()
    }

    /// What needs nothing and was only the default of deadlines that are over does not come any more.
    fn lapse(&mut self) {
        let milestones = self.model.milestones.values();
        for milestone in milestones.filter(|it| !it.has_needs()) {
            let goals = self.model.milestones.values();
            let goals = goals.filter(|goal| goal.otherwise() == Some(&milestone.id));
            let days: Vec<Option<Date>> = goals.map(|it| self.reached_since(&it.id)).collect();
            if !days.is_empty() && !self.record.is_accounted_for(&milestone.id) {
                let all: Option<Vec<Date>> = days.into_iter().collect();
                let since = all.and_then(|days| days.into_iter().max());
                let id = milestone.id.clone();
                self.record.closed.insert(id, (since, None));
            }
        }
    }

    fn reached_since(&self, id: &MilestoneId) -> Option<Date> {
        self.record.reached.get(id).map(|(since, _)| *since)
    }
}

/// A deadline as the extensions known by a day have moved it.
fn moved(model: &Model, deadline: &Deadline, day: Option<Date>) -> Date {
    let known = deadline
        .extended
        .iter()
        .map(|e| (model.extended_on(e), e.to));
    let mut known: Vec<(Option<Date>, Date)> = known.collect();
    known.sort();
    let mut now = deadline.date;
    for (from, to) in known {
        let in_time = from.is_none_or(|from| from <= now && day.is_none_or(|day| from <= day));
        if in_time && to > now {
            now = to;
        }
    }
    now
}

/// What is there by the record and by plain words, as the conditions of one milestone see it.
struct ByRecord<'a> {
    model: &'a Model,
    words: &'a Words<'a>,
    date: Date,
    there: &'a BTreeSet<MilestoneId>,
    itself: &'a Target,
}

impl ByRecord<'_> {
    /// Whether all that the milestone needs is there, and something that was reached is part of it.
    fn amounts(&self, milestone: &Milestone) -> bool {
        let day = self.day();
        let standing = || milestone.conditions().filter(|c| c.stands_on(day));
        let is_part = |target: &Target| match target {
            Target::Milestone(id) => self.there.contains(id),
            Target::Issue(_) | Target::Option(..) => false,
        };
        let mut named = standing().flat_map(|condition| condition.targets_on(day));
        let mut consents = milestone.consent.iter().filter(|it| it.needed_on(day));
        named.any(is_part)
            && standing().all(|condition| self.meet(condition))
            && consents.all(|consent| self.says_yes(&consent.party))
    }

    fn plain(&self, party: &PartyId, target: &Target) -> bool {
        let says_yes = |voter: &PartyId, is_body: bool| match is_body {
            true => self.plainly_itself(voter, target),
            false => self.plain(voter, target),
        };
        let poll = Poll::of(self.words, party, target);
        poll.map_or_else(
            || self.plainly_itself(party, target),
            |poll| poll.passes(&says_yes, false),
        )
    }

    fn plainly_itself(&self, party: &PartyId, target: &Target) -> bool {
        matches!(self.words.says(party, target), Says::Yes)
    }

    fn is_settled(&self, issue: &Issue) -> bool {
        let whole = Target::Issue(issue.id.clone());
        let answers = self.words.answers(issue);
        let mut asked = self.words.asked_of_whole(issue).into_iter();
        asked.all(|party| self.plain(party, &whole))
            && (answers.is_empty() || answers.iter().any(|it| self.is_agreed(issue, it)))
    }

    fn is_agreed(&self, issue: &Issue, answer: &Target) -> bool {
        issue.between.iter().all(|party| self.plain(party, answer))
    }
}

impl Facts for ByRecord<'_> {
    fn day(&self) -> Option<Date> {
        Some(self.date)
    }

    fn is_there(&self, thing: &Target) -> bool {
        match thing {
            Target::Milestone(id) => self.there.contains(id),
            Target::Issue(id) => self.is_settled(&self.model.issues[id]),
            Target::Option(id, _) => self.is_agreed(&self.model.issues[id], thing),
        }
    }

    fn answers_within(&self, issue: &Target, range: &ValueRange) -> Vec<Target> {
        self.words.within(issue, range)
    }

    fn says_yes(&self, party: &PartyId) -> bool {
        self.plain(party, self.itself)
    }
}
