//! What happened and what is to come, by date.

use crate::graph::Coming;
use crate::model::{Consent, Event, Milestone};
use crate::source::Date;

use super::{Maker, derived, full_stop, one, reported, told};
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
        if dated.is_empty() && self.is_short() {
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
        let deadlines = self.graph.record().coming.iter();
        let deadlines = deadlines.map(|coming| self.deadline(coming));
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

    fn deadline(&self, coming: &Coming) -> Dated {
        let goal = self.model.milestones.get(&coming.unless);
        let deadline = goal.and_then(|goal| goal.deadline.as_ref());
        let words = format!(
            "{}: the deadline of {}; if it is missed, {} follows.",
            coming.date.in_words(),
            self.milestone(&coming.unless),
            self.milestone(&coming.milestone)
        );
        let cites = deadline.into_iter().flat_map(|deadline| deadline.told());
        (coming.date, derived(words).citing(cites))
    }

    pub(super) fn timeline(&self) -> Vec<Section> {
        let mut events: Vec<&Event> = self.model.events.iter().collect();
        events.sort_by_key(|event| event.date);
        let items = events.into_iter().map(past_event).collect();
        one(Section::of_items("Timeline", items))
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
