//! The days along a timeline: which of them are named, and which long stretches are drawn short for nothing happens on them.

use crate::source::Date;

use super::picture::{DayAlong, Pin, TimeGroup};
use super::{Reach, short_day, step};

/// A stretch on which nothing happens is drawn short where it is longer than this share of all days, and than so many days.
const LONG: f64 = 0.28;
const LEAST: f64 = 20.0;
/// A part of it stays at each end.
const KEPT: f64 = 0.02;

/// The long stretches between one thing and the next.
pub(super) fn breaks(
    groups: &[TimeGroup],
    pins: &[Pin],
    reach: &Reach,
    today: Option<Date>,
) -> Vec<(f64, f64)> {
    let mut days = days_of_change(groups);
    days.extend(pins.iter().map(|pin| pin.at));
    days.extend(today.map(|day| reach.at(day)));
    days.extend([0.0, reach.end]);
    days.sort_by(f64::total_cmp);
    let least = (reach.end * LONG).max(LEAST);
    let pairs = days.windows(2).filter(|pair| pair[1] - pair[0] > least);
    let kept = (reach.end * KEPT).max(1.0);
    pairs.map(|pair| (pair[0] + kept, pair[1] - kept)).collect()
}

/// The days on which something is said or ceases.
fn days_of_change(groups: &[TimeGroup]) -> Vec<f64> {
    let rows = groups.iter().flat_map(|group| &group.rows);
    let spans = rows.flat_map(|row| &row.spans);
    spans
        .flat_map(|span| [span.from, span.to])
        .flatten()
        .collect()
}

/// About six to nine days that are named, none on a stretch that is drawn short.
pub(super) fn days_along(reach: &Reach, breaks: &[(f64, f64)]) -> Vec<DayAlong> {
    let days = days_named(reach, breaks).into_iter();
    let dates: Vec<Date> = days.map(|day| reach.first.plus_days(day as i64)).collect();
    let is_one_year = dates.first().map(year) == dates.last().map(year);
    let named = dates.iter().map(|date| DayAlong {
        at: reach.at(*date),
        label: short_day(*date),
        year: if is_one_year {
            String::new()
        } else {
            year(date)
        },
    });
    named.collect()
}

/// Every so many days, and the first after each stretch that is drawn short.
fn days_named(reach: &Reach, breaks: &[(f64, f64)]) -> Vec<f64> {
    let short: f64 = breaks.iter().map(|(from, to)| to - from).sum();
    let step = step((reach.end - short).max(1.0));
    let last = reach.end + 0.01;
    let is_seen = |day: &f64| !breaks.iter().any(|(from, to)| from < day && day < to);
    let every = (0..).map(|n| f64::from(n * step));
    let every = every.take_while(|day| *day <= last).filter(is_seen);
    let after = breaks.iter().map(|(_, to)| to.ceil());
    let mut days: Vec<f64> = every.chain(after).collect();
    days.sort_by(f64::total_cmp);
    days.dedup();
    days
}

fn year(date: &Date) -> String {
    let text = date.to_string();
    text.chars().take(4).collect()
}
