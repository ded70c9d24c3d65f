//! What has been reached by a day and what deadlines have done, by the table of meaning in `docs/language.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Condition, ConditionKind, Deadline, Milestone, MilestoneId, Model, PartyId, Target,
};
use crate::source::Date;

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
        let mut record = Self::default();
        for milestone in model.milestones.values().filter(|m| m.is_reached(day)) {
            let since = milestone.reached.map(|since| (since, None));
            record
                .reached
                .extend(since.map(|since| (milestone.id.clone(), since)));
        }
        let goals = model.milestones.values();
        let dated =
            goals.filter_map(|goal| Some((moved(model, goal.deadline.as_ref()?, day), goal)));
        let mut dated: Vec<(Date, &Milestone)> = dated.collect();
        dated.sort_by_key(|(date, goal)| (*date, &goal.id));
        let mut rest = dated.as_slice();
        while let Some((date, _)) = rest.first() {
            let same = rest.iter().take_while(|(other, _)| other == date).count();
            let (today, later) = rest.split_at(same);
            let goals: Vec<&Milestone> = today.iter().map(|(_, goal)| *goal).collect();
            if day.is_some_and(|day| *date <= day) {
                record.pass(model, *date, &goals);
            } else {
                record.wait(model, day, *date, &goals);
            }
            rest = later;
        }
        record.project();
        record.lapse(model);
        record
    }

    fn pass(&mut self, model: &Model, date: Date, goals: &[&Milestone]) {
        let there = self.there(model, date, true);
        for goal in goals.iter().filter(|goal| !there.contains(&goal.id)) {
            let by = goal
                .deadline
                .as_ref()
                .and_then(|deadline| deadline.otherwise.clone());
            self.closed
                .insert(goal.id.clone(), (Some(date), by.clone()));
            if let Some(by) = by {
                let sooner = self
                    .reached
                    .get(&by)
                    .is_some_and(|(since, _)| *since <= date);
                if !sooner {
                    self.reached.insert(by, (date, Some(goal.id.clone())));
                }
            }
        }
    }

    fn wait(&mut self, model: &Model, day: Option<Date>, date: Date, goals: &[&Milestone]) {
        let there = match day {
            Some(day) => self.there(model, day, false),
            None => self.reached.keys().cloned().collect(),
        };
        let not_reached: Vec<&&Milestone> = goals
            .iter()
            .filter(|goal| !self.reached.contains_key(&goal.id))
            .collect();
        for goal in not_reached {
            self.deadlines.insert(goal.id.clone(), date);
            let by = goal
                .deadline
                .as_ref()
                .and_then(|deadline| deadline.otherwise.clone());
            let Some(by) = by.filter(|by| !self.reached.contains_key(by)) else {
                continue;
            };
            match there.contains(&goal.id) {
                // There as things are said today, which may change before the day.
                true => {
                    self.averted.insert(by);
                }
                false => self.expected.push((date, goal.id.clone(), by)),
            }
        }
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

    /// What is there by the record on a day; what deadlines of that very day bring about does not count for them.
    fn there(&self, model: &Model, date: Date, before: bool) -> BTreeSet<MilestoneId> {
        let counts = |(since, instead): &(Date, Option<MilestoneId>)| match instead {
            Some(_) if before => *since < date,
            _ => *since <= date,
        };
        let reached = self.reached.iter().filter(|(_, since)| counts(since));
        let mut there: BTreeSet<MilestoneId> = reached.map(|(id, _)| id.clone()).collect();
        let words = Words::on(model, Some(date));
        loop {
            let view = ByRecord {
                model,
                words: &words,
                date,
                there: &there,
            };
            let more = model.milestones.values().filter(|m| {
                !there.contains(&m.id) && !self.closed.contains_key(&m.id) && view.amounts(m)
            });
            let more: Vec<MilestoneId> = more.map(|m| m.id.clone()).collect();
            if more.is_empty() {
                return there;
            }
            there.extend(more);
        }
    }

    fn lapse(&mut self, model: &Model) {
        for milestone in model.milestones.values().filter(|m| !m.has_needs()) {
            let is_over = !self.reached.contains_key(&milestone.id)
                && !self.closed.contains_key(&milestone.id)
                && !self.coming.contains_key(&milestone.id)
                && !self.averted.contains(&milestone.id);
            let goals = model.milestones.values();
            let days: Vec<Option<Date>> = goals
                .filter(|g| {
                    g.deadline
                        .as_ref()
                        .is_some_and(|d| d.otherwise.as_ref() == Some(&milestone.id))
                })
                .map(|g| self.reached.get(&g.id).map(|(since, _)| *since))
                .collect();
            if is_over && !days.is_empty() {
                let since = days.into_iter().collect::<Option<Vec<Date>>>();
                let since = since.and_then(|days| days.into_iter().max());
                self.closed.insert(milestone.id.clone(), (since, None));
            }
        }
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

struct ByRecord<'a> {
    model: &'a Model,
    words: &'a Words<'a>,
    date: Date,
    there: &'a BTreeSet<MilestoneId>,
}

impl ByRecord<'_> {
    fn amounts(&self, milestone: &Milestone) -> bool {
        let day = Some(self.date);
        let itself = Target::Milestone(milestone.id.clone());
        let standing: Vec<&Condition> = milestone
            .conditions()
            .filter(|c| c.stands_on(day))
            .collect();
        let names_one =
            standing
                .iter()
                .flat_map(|c| c.targets_on(day))
                .any(|target| match target {
                    Target::Milestone(id) => self.there.contains(id),
                    Target::Issue(_) | Target::Option(..) => false,
                });
        let consents = milestone
            .consent
            .iter()
            .filter(|consent| consent.needed_on(day));
        names_one
            && standing
                .iter()
                .all(|condition| self.holds(condition, &itself))
            && consents
                .into_iter()
                .all(|consent| self.plain(&consent.party, &itself))
    }

    fn plain(&self, party: &PartyId, target: &Target) -> bool {
        matches!(self.words.says(party, target), Says::Yes)
    }

    fn holds(&self, condition: &Condition, of: &Target) -> bool {
        if !condition.stands_on(Some(self.date)) {
            return true;
        }
        match &condition.kind {
            ConditionKind::Holds(Target::Milestone(id)) => self.there.contains(id),
            ConditionKind::Holds(Target::Issue(id)) => {
                let issue = &self.model.issues[id];
                let whole = Target::Issue(id.clone());
                let answers = self.words.answers(issue);
                let agreed = |answer: &Target| issue.between.iter().all(|p| self.plain(p, answer));
                let asked = self.words.asked_of_whole(issue);
                asked.into_iter().all(|party| self.plain(party, &whole))
                    && (answers.is_empty() || answers.iter().any(agreed))
            }
            ConditionKind::Holds(answer @ Target::Option(id, _)) => self.model.issues[id]
                .between
                .iter()
                .all(|party| self.plain(party, answer)),
            ConditionKind::Consent(party) => self.plain(party, of),
            ConditionKind::All(arms) => arms.iter().all(|arm| self.holds(arm, of)),
            ConditionKind::Any(arms) => arms.iter().any(|arm| self.holds(arm, of)),
            ConditionKind::AtLeast { count, of: arms } => {
                let held = arms.iter().filter(|(arm, _)| self.holds(arm, of));
                held.map(|(_, weight)| u128::from(*weight)).sum::<u128>() >= u128::from(*count)
            }
            ConditionKind::After(inner) => self.holds(inner, of),
        }
    }
}
