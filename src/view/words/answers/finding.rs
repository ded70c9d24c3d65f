//! The finding: how a goal stands, in one sentence, and who could open it.

use std::collections::BTreeSet;

use crate::analysis::{BlockedKind, Blocks, Known, Status};
use crate::graph::Change;
use crate::model::{Model, Target};
use crate::source::Date;

use super::blocks::{is_cell, is_scale};
use crate::view::words::{Words, and, count, number_word};

/// The finding in one sentence.
pub(in crate::view) fn finding(words: &Words<'_>, day: Option<Date>, answer: &Blocks) -> String {
    let name = words.target_first(&answer.goal);
    let is = words.is(&answer.goal);
    let stands = if words.is_plural(&answer.goal) {
        "stand"
    } else {
        "stands"
    };
    let waits = if words.is_plural(&answer.goal) {
        "they wait"
    } else {
        "it waits"
    };
    let day = day
        .map(|day| format!(" as of {}", day.in_words()))
        .unwrap_or_default();
    if let Some(why) = answer.standing.why() {
        return format!(
            "How {} {stands}{day} is not known: {why}.",
            words.target(&answer.goal)
        );
    }
    // Another question than the usual one says so in its first line.
    let is_asked = !matches!(
        answer.status(),
        Status::Reached | Status::Closed | Status::Pending
    );
    let day = match answer.secure && is_asked {
        true => format!("{day}, counting on nobody who has not said yes"),
        false => day,
    };
    match (answer.status(), answer.kind()) {
        (Status::Reached, _) => format!("Reached{day}: {}.", words.target(&answer.goal)),
        (Status::Closed, _) => closed(words, answer, &day),
        (Status::Pending, _) => {
            let last = answer.standing().pending.last();
            let on = last.map(|coming| format!(" on {}", coming.date.in_words()));
            format!(
                "{name} {is} pending{day}: nobody has to move for it to come{}.",
                on.unwrap_or_default()
            )
        }
        (Status::Met, _) if answer.package_only() => {
            format!(
                "Nothing stands in the way of {}{day}, if several things are signed together.",
                words.target(&answer.goal)
            )
        }
        (Status::Met, _) if needs_nothing(words.model, &answer.goal) => format!(
            "Nothing stands in the way of {}{day}: the model names nothing that {}.",
            words.target(&answer.goal),
            if words.is_plural(&answer.goal) {
                "they need"
            } else {
                "it needs"
            },
        ),
        (Status::Met, _) => format!(
            "Nothing stands in the way of {}{day}.",
            words.target(&answer.goal)
        ),
        (Status::Open, _) => {
            let refused = match refused_answers(words, answer) {
                0 => "no refusal stands in the way".to_owned(),
                1 => "one of the answers is refused, not all".to_owned(),
                n => format!("{} of the answers are refused, not all", number_word(n)),
            };
            format!(
                "{name} {is} open{day}: {refused}, and {waits} for {}.",
                count_of_yeses(answer)
            )
        }
        (Status::Blocked, Some(BlockedKind::Circular)) => {
            format!("{name} {is} blocked{day}: the conditions wait for each other.")
        }
        (Status::Blocked, _) => format!(
            "{name} {is} blocked{day}: {}.",
            what_stands_in_the_way(words, answer)
        ),
    }
}

/// Whether the model names nobody whose yes a milestone needs, and nothing that must hold for it.
pub(in crate::view) fn needs_nothing(model: &Model, goal: &Target) -> bool {
    let Target::Milestone(id) = goal else {
        return false;
    };
    let milestone = model.milestones.get(id);
    milestone.is_some_and(|one| one.consent.is_empty() && one.conditions().next().is_none())
}

/// How many answers to the issue that is asked about somebody refuses.
pub(in crate::view) fn refused_answers(words: &Words<'_>, answer: &Blocks) -> usize {
    let Target::Issue(issue) = &answer.goal else {
        return 0;
    };
    let refusals = answer
        .not_blocking
        .items()
        .iter()
        .map(|refusal| &refusal.target);
    let here = refusals.filter(|target| {
        matches!(target, Target::Option(id, _) if id == issue && !is_scale(words.model, id))
    });
    here.collect::<BTreeSet<_>>().len()
}

/// What a refusal is about: on a scale the issue, for its numbers are refused together.
pub(in crate::view) fn refused(model: &Model, change: &Change) -> Target {
    match change.target() {
        Target::Option(issue, _) if is_cell(model, change) => Target::Issue(issue.clone()),
        target @ (Target::Milestone(_) | Target::Issue(_) | Target::Option(..)) => target.clone(),
    }
}

/// That a goal can no longer be had, and why.
pub(in crate::view) fn closed(words: &Words<'_>, answer: &Blocks, day: &str) -> String {
    let name = words.target_first(&answer.goal);
    let is = words.is(&answer.goal);
    let standing = answer.standing();
    let replaced = words.model.replaced_by_default(&answer.goal);
    let why = match (standing.since, &standing.by, replaced) {
        (Some(since), None, Some(goal)) => {
            let goal = words.target(&goal);
            format!("{goal} was reached on {}, in time", since.in_words())
        }
        (None, None, Some(goal)) => {
            let goal = words.target(&goal);
            format!("all that {goal} needs was there in time")
        }
        (Some(since), _, _) => format!("its deadline, {}, passed without it", since.in_words()),
        (None, _, _) => "its deadline passed without it".to_owned(),
    };
    format!("{name} {is} closed{day}: {why}.")
}

/// `at least two answers that are not known`; what is not known of that is said.
pub(in crate::view) fn count_of_yeses(answer: &Blocks) -> String {
    const ONE: &str = "answer that is not known";
    const MANY: &str = "answers that are not known";
    let pending = answer
        .standing()
        .pending
        .iter()
        .map(|coming| coming.date.in_words())
        .next();
    let and_day = pending
        .map(|day| format!(" and for {day}"))
        .unwrap_or_default();
    let least = answer.least_awaited.as_ref().and_then(Known::exact);
    match (least, answer.awaited.exact()) {
        (Some(0), _) => format!("nobody in particular{and_day}"),
        (Some(&least), Some(all)) if all.len() == least => {
            format!("{}{and_day}", count(least, ONE, MANY))
        }
        (Some(&least), _) => format!("at least {}{and_day}", count(least, ONE, MANY)),
        (None, _) => {
            format!("answers that are not known, how few of them could not be computed{and_day}")
        }
    }
}

/// `three refusals and two conditions stand in the way`.
pub(in crate::view) fn what_stands_in_the_way(words: &Words<'_>, answer: &Blocks) -> String {
    let grants = answer
        .blockers
        .items()
        .iter()
        .filter(|b| matches!(b.change, Change::Grant { .. }) && !b.unknown);
    let refusals = grants
        .map(|b| (b.change.party(), refused(words.model, &b.change)))
        .collect::<BTreeSet<_>>()
        .len();
    let conditions = answer
        .blockers
        .items()
        .iter()
        .filter(|b| matches!(b.change, Change::Waive { .. }))
        .count();
    let parts: Vec<String> = [
        (refusals, "refusal", "refusals"),
        (conditions, "condition", "conditions"),
    ]
    .into_iter()
    .filter(|(number, _, _)| *number > 0)
    .map(|(number, one, many)| count(number, one, many))
    .collect();
    let at_least = if answer.blockers.is_exact() {
        ""
    } else {
        "at least "
    };
    match refusals + conditions {
        0 if !answer.blockers.is_exact() => {
            "what stands in the way could not be computed".to_owned()
        }
        0 if !answer.no_change_suffices() => "nothing happens here unless someone moves".to_owned(),
        0 if words.model.replaced_by_default(&answer.goal).is_some() => {
            "it comes only where a deadline is missed, and as things stand none is".to_owned()
        }
        0 => "nobody named in the model can lift what stands in the way".to_owned(),
        1 => format!("{at_least}{} stands in the way", parts[0]),
        _ => format!("{at_least}{} stand in the way", and(&parts)),
    }
}

/// `Russia alone or Ukraine alone`.
pub(in crate::view) fn who_can_open(words: &Words<'_>, answer: &Blocks) -> String {
    const MOST: usize = 12;
    let sets = answer.party_sets.items();
    let mut ways: Vec<String> = sets
        .iter()
        .take(MOST)
        .map(|set| match set.as_slice() {
            [one] => format!("{} alone", words.party(one)),
            _ => format!("{} together", words.parties(set)),
        })
        .collect();
    if sets.len() > MOST {
        ways.push(format!("one of {} other groups", sets.len() - MOST));
    }
    crate::view::words::or(&ways)
}
