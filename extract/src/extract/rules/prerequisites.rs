//! What is a condition by name: *A truce is a precondition for the vote*.

use super::super::english::Tag;
use super::super::issue::{Hints, Topic};
use super::super::parse::{Actor, Range};
use super::conditions::CONDITION;
use super::{Found, Hit, Reading, Replaces};

pub(super) fn find(reading: &Reading<'_, '_>, _: &Found) -> Vec<Hit> {
    let places = 0..reading.parse.len();
    places.filter_map(|at| hit_at(reading, at)).collect()
}

fn hit_at(reading: &Reading<'_, '_>, at: usize) -> Option<Hit> {
    let rule = rule_at(reading, at)?;
    let mut backwards = reading.groups().rev();
    let (number, group) = backwards.find(|(_, g)| g.main < at && g.content.1 > at)?;
    if group.negated {
        return None;
    }
    let reporter = reading.reporter(number);
    let holders = holders(reading, number, at, reporter.as_ref());
    let waits = (at + 2, group.content.1.max(at + 2));
    let needed = reading.subject_range(number).unwrap_or((0, 0));
    let words = reading.parse.tokens[at].text;
    Some(Hit {
        explain: reading.explain(words, &holders, reporter.as_ref(), false),

        holders,
        topic: topic(reading, waits, needed),
        span: reading.span(number),
        content: waits,
        condition: Some(reading.words(needed)),
        reporter,
        group: Some(number),
        replaces: Replaces::GroupOnly,
        ..Hit::of(CONDITION, rule)
    })
}

fn rule_at<'r>(reading: &Reading<'r, '_>, at: usize) -> Option<&'r str> {
    let token = reading.token(at).filter(|t| t.is(Tag::Noun))?;
    let next = reading.token(at + 1)?.lemma;
    let mut all = reading.lexicon.frames.prerequisites.iter();
    let found = all.find(|(noun, after, _)| token.noun == *noun && next == *after);
    found.map(|(_, _, rule)| rule.as_str())
}

fn holders(
    reading: &Reading<'_, '_>,
    number: usize,
    at: usize,
    reporter: Option<&Actor>,
) -> Vec<Actor> {
    let subject = reading.holders(number);
    if !subject.is_empty() {
        return subject;
    }
    if let Some(reporter) = reporter {
        return vec![reporter.clone()];
    }
    let phrase = reading.parse.phrase(at);
    phrase.map(|p| reading.owners(p)).unwrap_or_default()
}

/// What waits, or what is needed, where only that names an issue.
fn topic(reading: &Reading<'_, '_>, waits: Range, needed: Range) -> Topic {
    let topic = reading.topic(waits, Hints::default());
    if topic.issue.is_some() {
        return topic;
    }
    let other = reading.topic(needed, Hints::default());
    match other.issue {
        Some(_) => other,
        None => topic,
    }
}
