//! The line of days of a page: where each day and each event stands on it. A long stretch on which nothing changes is short.

use serde::Serialize;

use crate::model::{Event, Model};
use crate::source::Date;

use super::strings;

/// A stretch on which nothing happens is drawn short where it is longer than this share of all days, and than so many days.
const LONG: f64 = 0.28;
const LEAST: f64 = 20.0;
/// How long it is then, as a share of the rest.
const SHORT: f64 = 0.06;

/// Days and events along a line, from 0 at its beginning to 1 at its end.
#[derive(Debug, Clone, Serialize)]
pub struct DateLine {
    /// Where each day of the page stands.
    days: Vec<f64>,
    /// What happened.
    events: Vec<EventWords>,
    /// The stretches that are drawn short.
    broken: Vec<(f64, f64)>,
}

/// Something that happened.
#[derive(Debug, Clone, Serialize)]
struct EventWords {
    at: f64,
    day: Date,
    words: String,
    text: String,
    cites: Vec<String>,
}

impl DateLine {
    /// The line of a model; events before its first day are left out.
    pub(super) fn of(model: &Model, days: &[Date]) -> Self {
        let (Some(first), Some(last)) = (days.first(), days.last()) else {
            return Self {
                days: Vec::new(),
                events: Vec::new(),
                broken: Vec::new(),
            };
        };
        let is_on_it = |event: &&Event| (*first..=*last).contains(&event.date);
        let mut events: Vec<&Event> = model.events.iter().filter(is_on_it).collect();
        events.sort_by_key(|event| (event.date, &event.text));
        let scale = Scale::of(days.iter().copied().chain(events.iter().map(|e| e.date)));
        Self {
            days: days.iter().map(|day| scale.at(*day)).collect(),
            events: events.iter().map(|event| told(event, &scale)).collect(),
            broken: scale.broken(),
        }
    }
}

fn told(event: &Event, scale: &Scale) -> EventWords {
    EventWords {
        at: scale.at(event.date),
        day: event.date,
        words: event.date.in_words(),
        text: event.text.clone(),
        cites: strings(&event.cites),
    }
}

/// How many days lie between one day and the next.
struct Gaps(Vec<f64>);

impl Gaps {
    fn is_long(&self, gap: f64) -> bool {
        let all: f64 = self.0.iter().sum();
        gap > (all * LONG).max(LEAST)
    }

    /// How long each is drawn.
    fn drawn(&self) -> Vec<f64> {
        let others = self.0.iter().filter(|gap| !self.is_long(**gap));
        let short = (others.sum::<f64>() * SHORT).max(1.0);
        let drawn = self.0.iter();
        drawn
            .map(|gap| if self.is_long(*gap) { short } else { *gap })
            .collect()
    }
}

/// Days with their places.
struct Scale {
    /// In order, each with its place.
    places: Vec<(Date, f64)>,
    /// Before which of them a stretch is drawn short.
    broken: Vec<usize>,
}

impl Scale {
    fn of(days: impl Iterator<Item = Date>) -> Self {
        let mut days: Vec<Date> = days.collect();
        days.sort_unstable();
        days.dedup();
        let gaps = days
            .windows(2)
            .map(|pair| pair[0].days_until(pair[1]) as f64);
        let gaps = Gaps(gaps.collect());
        let drawn = gaps.drawn();
        let whole = drawn.iter().sum::<f64>().max(1.0);
        let mut reached = 0.0;
        let mut places: Vec<(Date, f64)> = days.iter().take(1).map(|day| (*day, 0.0)).collect();
        for (day, gap) in days.iter().skip(1).zip(drawn) {
            reached += gap;
            places.push((*day, reached / whole));
        }
        let numbered = gaps.0.iter().enumerate();
        let broken = numbered.filter(|(_, gap)| gaps.is_long(**gap));
        Self {
            places,
            broken: broken.map(|(number, _)| number + 1).collect(),
        }
    }

    fn at(&self, day: Date) -> f64 {
        let place = self.places.iter().find(|(one, _)| *one == day);
        place.map_or(0.0, |(_, at)| *at)
    }

    fn broken(&self) -> Vec<(f64, f64)> {
        let ends = self.broken.iter();
        ends.map(|&end| (self.places[end - 1].1, self.places[end].1))
            .collect()
    }
}
