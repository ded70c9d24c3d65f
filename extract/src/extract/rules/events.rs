//! Events and claims: what a party says is so, and what it did, where no frame says a stance.

use super::super::english::{Tag, Traits};
use super::super::fact::FactKind;
use super::super::frames::Meaning;
use super::super::groups::{Group, Kind};
use super::super::issue::Hints;
use super::{Found, Hit, Reading};

pub(super) fn find(reading: &Reading<'_, '_>, found: &Found) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for (number, group) in reading.groups() {
        let all = found.hits.iter().chain(&hits);
        let taken = all
            .filter_map(|hit| hit.group)
            .any(|other| other == number || reading.group(other).reported_by == Some(number));
        if !taken {
            hits.extend(happening(reading, number, group));
        }
    }
    hits
}

fn happening(reading: &Reading<'_, '_>, number: usize, group: &Group) -> Option<Hit> {
    if !group.is(Kind::Finite) || group.negated || reading.hypothetical(number) {
        return None;
    }
    let (kind, rule) = what(reading, number, group)?;
    let holders = reading.holders(number);
    if holders.is_empty() {
        return None;
    }
    let content = (group.main + 1, reading.deep_end(number));
    let words = reading.parse.verb(number).text;
    let meaning = Meaning { kind, stance: None };
    Some(Hit {
        explain: reading.explain(words, &holders, None, false),
        topic: reading.topic(content, Hints::default()),
        span: (reading.span(number).0, content.1.max(group.main + 1)),
        holders,
        content,
        reporter: reading.reporter(number),
        planned: group.modal.is_some(),
        group: Some(number),
        ..Hit::of(meaning, rule)
    })
}

/// Whether a verb says that something is so, or that something was done.
fn what(
    reading: &Reading<'_, '_>,
    number: usize,
    group: &Group,
) -> Option<(FactKind, &'static str)> {
    let verb = reading.parse.verb(number);
    let mut groups = reading.parse.groups.iter();
    let says = verb.traits.has(Traits::REPORT) && groups.any(|g| g.reported_by == Some(number));
    let happens = verb.is(Tag::Verb) && reading.lexicon.frames.events.contains(&group.lemma);
    if says {
        Some((FactKind::Claim, "claim/says"))
    } else {
        happens.then_some((FactKind::Event, "event/did"))
    }
}
