//! What happened and what is to come, by date.

use std::collections::BTreeMap;

use crate::model::{Consent, Event, Milestone, MilestoneId, Vote};
use crate::source::Date;

use super::{Audience, Maker, derived, full_stop, one, reported, told};
use crate::view::words::and;
use crate::view::{Item, Line, Section};

/// A sentence on a day.
type Dated = (Date, Line);

impl Maker<'_> {
    /// What is dated after the day of the briefing.
    pub(super) fn next_dates(&self) -> Vec<Section> {
        let Some(day) = self.graph.day else {
            return Vec::new();
        };
        let mut dated = self.expected_after(day);
        dated.sort_by(|a, b| (a.0, &a.1.words).cmp(&(b.0, &b.1.words)));
        if dated.is_empty() && (self.is_short() || self.audience == Audience::Negotiator) {
            return Vec::new();
        }
        if dated.is_empty() {
            let words = format!(
                "The model holds no event and no deadline after {}.",
                day.in_words()
            );
            return told("Next dates", words);
        }
        let items = dated.into_iter().map(|(_, line)| line.item()).collect();
        one(Section::of_items("Next dates", items))
    }

    fn expected_after(&self, day: Date) -> Vec<Dated> {
        let events = self.model.events.iter().filter(|event| event.date > day);
        let milestones = self.model.milestones.values();
        let yeses = milestones.flat_map(|milestone| self.days_of_yeses(milestone));
        let yeses = yeses.filter(|(date, _)| *date > day);
        let mut deadlines: BTreeMap<Date, Vec<&MilestoneId>> = BTreeMap::new();
        let standing = self.graph.record().deadlines.iter();
        for (goal, date) in standing.filter(|(_, date)| **date > day) {
            deadlines.entry(*date).or_default().push(goal);
        }
        let deadlines = deadlines.iter();
        let deadlines = deadlines.map(|(date, goals)| self.deadlines_of(goals, *date));
        events
            .map(dated_event)
            .chain(yeses)
            .chain(deadlines)
            .collect()
    }

    fn days_of_yeses(&self, milestone: &Milestone) -> Vec<Dated> {
        let consent = milestone.consent.iter();
        let days = consent.flat_map(|consent| self.days_of_consent(milestone, consent));
        days.collect()
    }

    /// The days from which a yes to a milestone is needed and is no longer needed.
    fn days_of_consent(&self, milestone: &Milestone, consent: &Consent) -> Vec<Dated> {
        let who = self.words.of_party(&consent.party);
        let name = self.milestone(&milestone.id);
        let days = [
            (consent.since, "is needed from this day on"),
            (consent.ended, "is no longer needed"),
        ];
        let days = days.into_iter().filter_map(|(date, what)| {
            let date = date?;
            let words = format!("{}: {who} yes to {name} {what}.", date.in_words());
            Some((date, derived(words).citing(&consent.cites)))
        });
        days.collect()
    }

    /// The deadlines of a day, with what follows where they are missed.
    fn deadlines_of(&self, goals: &[&MilestoneId], date: Date) -> Dated {
        let deadline = |goal: &&MilestoneId| self.model.milestones.get(*goal)?.deadline.as_ref();
        let follows = |goal: &&&MilestoneId| deadline(goal)?.otherwise.as_ref();
        let of: Vec<String> = goals.iter().map(|goal| self.milestone(goal)).collect();
        let missed = goals.iter().filter_map(|goal| {
            let (otherwise, goal) = (self.milestone(follows(&goal)?), self.milestone(goal));
            Some(format!("; without {goal}, {otherwise} follows"))
        });
        let missed: String = missed.collect();
        let words = format!("{}: the deadline of {}{missed}.", date.in_words(), and(&of));
        let told = goals.iter().filter_map(deadline);
        let cites = told.flat_map(|deadline| deadline.told());
        (date, derived(words).citing(cites))
    }

    pub(super) fn timeline(&self) -> Vec<Section> {
        let events = self.model.events.iter();
        let events = events.map(|event| (event.date, past_event(event)));
        let votes = self.model.votes.iter();
        let votes = votes.map(|vote| (vote.date, self.counted(vote)));
        let mut dated: Vec<(Date, Item)> = events.chain(votes).collect();
        dated.sort_by_key(|(date, _)| *date);
        let items = dated.into_iter().map(|(_, item)| item).collect();
        one(Section::of_items("Timeline", items))
    }

    /// A vote that was counted.
    fn counted(&self, vote: &Vote) -> Item {
        let count = vote.count.unwrap_or_else(|| vote.together()).in_words();
        let (day, on) = (vote.date.in_words(), self.words.target(&vote.on));
        let body = self.words.party_does(&vote.body, "votes", "vote");
        let binds = if vote.advisory {
            "; it binds nobody"
        } else {
            ""
        };
        derived(format!("{day}: {body} on {on}, {count}{binds}."))
            .citing(&vote.cites)
            .item()
    }
}

fn dated_event(event: &Event) -> Dated {
    let words = format!("{}: {}", event.date.in_words(), full_stop(&event.text));
    (event.date, reported(words).citing(&event.cites))
}

/// An event of the timeline, with the day on which it ended.
fn past_event(event: &Event) -> Item {
    let days = match event.until {
        Some(until) => event.date.to_day(until),
        None => event.date.in_words(),
    };
    reported(format!("{days}: {}", full_stop(&event.text)))
        .citing(&event.cites)
        .item()
}
