//! Verbs that say a stance: *The union rejected the pay freeze.*

use super::super::english::{Forms, Set, Tag};
use super::super::fact::{FactKind, Polarity};
use super::super::frames::{Meaning, Subject};
use super::super::groups::Kind;
use super::super::parse::{Actor, Range};
use super::frame_of_verb::Carried;
use super::{Found, Hit, Reading, meaning};

pub(super) fn find(reading: &Reading<'_, '_>, _: &Found) -> Vec<Hit> {
    let numbers = 0..reading.parse.groups.len();
    let hits = numbers.filter_map(|number| verb(reading, number));
    hits.flat_map(|hit| reading.for_each_topic(&hit)).collect()
}

fn verb(reading: &Reading<'_, '_>, number: usize) -> Option<Hit> {
    if reading.hypothetical(number) || absorbed(reading, number) || is_no_stance(reading, number) {
        return None;
    }
    let carried = reading.verb_frame(number)?;
    if is_aim_only(reading, number, &carried) {
        return None;
    }
    let reporter = reading.reporter(number);
    let (holders, content) = said(reading, number, &carried)?;
    if is_told_to(reading, number, &holders, reporter.as_ref()) {
        return None;
    }
    let (holders, nobody) = or_reporter(reading, number, holders, reporter.as_ref());
    let meaning = meant(reading, number, &carried, content, nobody)?;
    if holders.is_empty() && meaning.kind != FactKind::Disagreement {
        return None;
    }
    let explain = explained(reading, number, &carried, &holders, reporter.as_ref());
    Some(Hit {
        explain,
        holders,
        span: reading.span(number),
        content,
        reporter,
        planned: reading.modal_is(reading.group(number), Set::Planned),
        group: Some(number),
        ..Hit::of(meaning, &carried.frame.rule)
    })
}

fn explained(
    reading: &Reading<'_, '_>,
    number: usize,
    carried: &Carried<'_>,
    holders: &[Actor],
    reporter: Option<&Actor>,
) -> String {
    let group = reading.group(number);
    let end = (group.main + 1 + carried.frame.rest.len()).min(reading.parse.len());
    let words = reading.parse.text(reading.text, (group.main, end));
    let negated = group.negated && carried.frame.negated.is_some();
    reading.explain(words, holders, reporter, negated)
}

/// Whether the group only completes a verb that has a stance of its own.
fn absorbed(reading: &Reading<'_, '_>, number: usize) -> bool {
    let mut at = number;
    for _ in 0..4 {
        let group = reading.group(at);
        let Some(outer) = group.completes else {
            return false;
        };
        let has_stance = || reading.verb_frame(outer).is_some() || has_predicate(reading, outer);
        if group.is_complement() && has_stance() {
            return true;
        }
        at = outer;
    }
    false
}

/// *is ready to*: an adjective of a frame stands behind *be*.
fn has_predicate(reading: &Reading<'_, '_>, number: usize) -> bool {
    let group = reading.group(number);
    let behind = (group.main + 1, group.main + 4);
    group.copula
        && reading
            .parse
            .slice(behind)
            .iter()
            .any(|t| reading.is_predicate(t))
}

/// *denied that it had asked*: what is denied is no stance; *analysts expect it to reject*: nor is a forecast.
fn is_no_stance(reading: &Reading<'_, '_>, number: usize) -> bool {
    let group = reading.group(number);
    let denied = || {
        let by = group.reported_by;
        let family = by.and_then(|by| Some(reading.verb_frame(by)?.frame.family.as_str()));
        matches!(family, Some("denial" | "demand"))
    };
    let expects = |outer: usize| reading.parse.verb(outer).of(Set::Forecasts);
    let forecast = group.is(Kind::Infinitive)
        && group.subject.is_some()
        && group.completes.is_some_and(expects);
    forecast || denied() || is_subjunctive(reading, number)
}

/// *the demand that the union ratify it*: what somebody is to do.
fn is_subjunctive(reading: &Reading<'_, '_>, number: usize) -> bool {
    let group = reading.group(number);
    let forms = reading.parse.verb(number).forms;
    let base = forms.has(Forms::BASE) && !forms.has(Forms::PAST);
    let lone = base && group.first == group.main && group.is(Kind::Finite);
    group.subject.filter(|_| lone).is_some_and(|subject| {
        let first = reading.parse.phrases[subject].first;
        let head = reading.parse.head(subject);
        let one = !head.is_plural() && !head.is(Tag::Pronoun);
        one && reading.parse.stands_before(first, Set::That)
    })
}

/// Whether an infinitive says what for, not what will be: *met to sign*.
fn is_aim_only(reading: &Reading<'_, '_>, number: usize, carried: &Carried<'_>) -> bool {
    let group = reading.group(number);
    let yes = matches!(
        carried.frame.meaning.kind,
        FactKind::Acceptance | FactKind::Offer
    );
    // "voted to accept", "is expected to sign"
    let decided = |outer: usize| reading.parse.verb(outer).of(Set::Decided);
    group.is(Kind::Infinitive) && yes && !group.completes.is_some_and(decided)
}

/// Who says it, and what of.
fn said(
    reading: &Reading<'_, '_>,
    number: usize,
    carried: &Carried<'_>,
) -> Option<(Vec<Actor>, Range)> {
    let group = reading.group(number);
    let frame = carried.frame;
    let passive = group.passive && frame.rest.is_empty();
    let mut holders = match passive {
        true => agents(reading, number, carried),
        false => reading.holders(number),
    };
    if frame.subject == Subject::Neither && holders.is_empty() {
        holders = reading.sides();
    }
    let subject = reading.subject_range(number);
    Some(match frame.subject {
        Subject::Issue => (actors_in(reading, group.content), subject?),
        Subject::Holder | Subject::Neither if passive => {
            (holders, subject.unwrap_or((group.main, group.main)))
        }
        Subject::Holder | Subject::Neither => (holders, carried.content),
    })
}

/// Who does what is done: *by X*; *the first chapter was settled in May*: by the two sides.
fn agents(reading: &Reading<'_, '_>, number: usize, carried: &Carried<'_>) -> Vec<Actor> {
    let group = reading.group(number);
    let agents = reading.behind((group.main + 1, group.content.1), Set::By);
    let joint = reading.parse.verb(number).of(Set::JointDeeds)
        && carried.frame.family == "acceptance"
        && !group.negated
        && !group.relative
        && group.under.is_none();
    if agents.is_empty() && joint {
        return reading.discourse.sides();
    }
    agents
}

/// All parties that a range names.
fn actors_in(reading: &Reading<'_, '_>, range: Range) -> Vec<Actor> {
    let mut found: Vec<Actor> = Vec::new();
    let phrases = reading.parse.phrases.iter().enumerate();
    for (number, _) in phrases.filter(|(_, p)| p.first >= range.0 && p.end <= range.1) {
        for actor in reading.actors(number) {
            if !actor.is_in(&found) {
                found.push(actor);
            }
        }
    }
    found
}

/// *The ministry said the carriers must accept*: a demand of the ministry.
fn is_told_to(
    reading: &Reading<'_, '_>,
    number: usize,
    holders: &[Actor],
    reporter: Option<&Actor>,
) -> bool {
    let other = |r: &Actor| !r.is_in(holders);
    reading.modal_is(reading.group(number), Set::TellsTo) && reporter.is_some_and(other)
}

/// *No minister could accept*: the subject is nobody at all, and who says so refuses.
fn or_reporter(
    reading: &Reading<'_, '_>,
    number: usize,
    holders: Vec<Actor>,
    reporter: Option<&Actor>,
) -> (Vec<Actor>, bool) {
    let group = reading.group(number);
    match reporter {
        Some(reporter)
            if holders.is_empty()
                && !group.passive
                && reading.subject_begins(number, Set::Nobody) =>
        {
            (vec![reporter.clone()], !group.negated)
        }
        _ => (holders, false),
    }
}

/// What it means, negation and its like counted in.
fn meant(
    reading: &Reading<'_, '_>,
    number: usize,
    carried: &Carried<'_>,
    content: Range,
    nobody: bool,
) -> Option<Meaning> {
    let said = match nobody {
        true => carried.frame.negated?,
        false => reading.polarity(carried.frame, number)?,
    };
    if carried.frame.family == "rejection" && about_statement(reading, content) {
        return Some(meaning(FactKind::Denial, Polarity::Rejects));
    }
    Some(said)
}

/// Whether a range begins with an accusation, a claim or a report.
fn about_statement(reading: &Reading<'_, '_>, range: Range) -> bool {
    let first = reading.parse.phrase(range.0);
    first.is_some_and(|number| {
        let head = reading.parse.head(number);
        reading.lexicon.frames.statements.contains(&head.noun)
    })
}
