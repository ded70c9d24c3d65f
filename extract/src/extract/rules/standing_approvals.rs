//! Approvals that need no verb: *subject to approval by X*, *pending ratification by X*, *without the consent of X*.

use super::super::english::{Set, Tag, Tags};
use super::approvals::{bodies_of, each};
use super::conditions::is_about_nothing;
use super::{Found, Hit, Reading, Replaces};

/// How far behind its opening word an approval may be named.
const NEAR: usize = 7;

pub(super) fn find(reading: &Reading<'_, '_>, _: &Found) -> Vec<Hit> {
    let places = 0..reading.parse.len();
    let openings = places.filter(|&at| opens(reading, at));
    openings.flat_map(|at| standing(reading, at)).collect()
}

fn opens(reading: &Reading<'_, '_>, at: usize) -> bool {
    reading.is(at, Set::Pending)
        || reading.is(at, Set::Subject) && reading.is(at + 1, Set::To)
        || reading.is(at, Set::Without) && in_a_refusal(reading, at)
}

/// Whether a place stands in a clause that says that something is not.
fn in_a_refusal(reading: &Reading<'_, '_>, at: usize) -> bool {
    let mut groups = reading.groups();
    groups.any(|(number, g)| {
        g.main < at && g.content.1 >= at && (g.negated || is_about_nothing(reading, number))
    })
}

fn standing(reading: &Reading<'_, '_>, at: usize) -> Vec<Hit> {
    const ENDS: Tags = Tags::any(&[Tag::Break, Tag::Stop]);
    let mut places = at..reading.parse.len();
    let end = places.find(|&i| reading.parse.is_any(i, ENDS));
    let end = end.unwrap_or(reading.parse.len());
    let noun = reading.approval_in((at, (at + NEAR).min(end)));
    let Some(noun) = noun.filter(|_| !reading.parse.groups.is_empty()) else {
        return Vec::new();
    };
    let bodies = bodies_of(reading, (noun, end), Set::ByOfFrom);
    let group = reading.parse.groups.iter().rposition(|g| g.main < at);
    let first = group.map_or(0, |number| reading.span(number).0);
    let hits = each(
        reading,
        group.unwrap_or(0),
        bodies,
        (first, at),
        "approval/subject to",
    );
    let of_words = |hit: Hit| Hit {
        span: (at, end),
        group: None,
        replaces: Replaces::SubjectTo,
        ..hit
    };
    hits.into_iter().map(of_words).collect()
}
