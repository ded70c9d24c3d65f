//! The answer of `what-if`: the difference in one paragraph, then the answer as it would be.

use crate::analysis::{Blocks, Known, Moved, Status};
use crate::graph::{Change, PositionGraph};
use crate::model::{PartyId, Target};

use super::answers::{blocks_answer, clause};
use super::words::{Words, and};
use super::{Document, Line};

/// Two answers to one question, before and after some changes.
pub struct WhatIf<'a> {
    /// The changes.
    pub supposed: &'a [Change],
    /// Answers that nobody knows and that are supposed to be a no.
    pub refused: &'a [(PartyId, Target)],
    /// The answer without them.
    pub before: &'a Blocks,
    /// The answer with them.
    pub after: &'a Blocks,
    /// What they move elsewhere.
    pub elsewhere: &'a Known<Vec<Moved>>,
}

/// The document of the answer after the changes, led by what they change.
pub fn what_if_answer(words: &Words<'_>, graph: &PositionGraph, asked: &WhatIf<'_>) -> Document {
    let mut document = blocks_answer(words, graph, asked.after);
    let sentences = [
        Some(difference(words, asked)),
        still_in_the_way(words, asked.after),
        moved(words, asked.elsewhere.items()),
        asked
            .elsewhere
            .why()
            .map(|why| format!("What it moves elsewhere is not known: {why}.")),
    ];
    document.lead.insert(
        0,
        Line::derived(
            sentences
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" "),
        ),
    );
    document
}

fn difference(words: &Words<'_>, asked: &WhatIf<'_>) -> String {
    let (before, after) = (asked.before, asked.after);
    let made = asked.supposed.iter().map(|change| words.change(change));
    let refused = asked.refused.iter().map(|(party, target)| {
        words.refusal(
            &Change::Grant {
                party: party.clone(),
                target: target.clone(),
            },
            &[],
            false,
        )
    });
    let supposed: Vec<String> = made.chain(refused).collect();
    let change = if before.status() == after.status() {
        format!("it stays {}", state(after.status()))
    } else {
        format!(
            "it goes from {} to {}",
            state(before.status()),
            state(after.status())
        )
    };
    let gone = before
        .blockers
        .items()
        .iter()
        .filter(|b| !after.blockers.items().iter().any(|a| a.change == b.change))
        .count();
    let gone = match (after.status(), gone) {
        (Status::Blocked, 1) => "; one of its blockers falls away".to_owned(),
        (Status::Blocked, n) if n > 1 => format!("; {n} of its blockers fall away"),
        _ => String::new(),
    };
    format!(
        "Supposing that {}: {change}{gone}.",
        supposed.join("; and ")
    )
}

fn state(status: Status) -> &'static str {
    match status {
        Status::Reached => "reached",
        Status::Closed => "closed",
        Status::Pending => "pending",
        Status::Met => "clear of every obstacle",
        Status::Open => "open",
        Status::Blocked => "blocked",
    }
}

/// The blockers that remain, where they are few enough for a sentence.
fn still_in_the_way(words: &Words<'_>, after: &Blocks) -> Option<String> {
    let few = after.status() == Status::Blocked && (1..=3).contains(&after.blockers.items().len());
    let ends: Vec<String> = after
        .blockers
        .items()
        .iter()
        .map(|blocker| clause(words, &blocker.change))
        .collect();
    few.then(|| {
        format!("It stays so unless {}.", super::words::or(&ends))
            .replace(" unless The ", " unless the ")
    })
    .filter(|_| {
        after.blockers.items().len() == 1
            || after
                .unblocking_sets()
                .iter()
                .all(|set| set.changes.len() == 1)
    })
}

/// What else moves.
fn moved(words: &Words<'_>, moved: &[Moved]) -> Option<String> {
    let named = |moved: &[&Moved]| {
        and(&moved
            .iter()
            .map(|m| words.target(&m.goal))
            .collect::<Vec<_>>())
    };
    let is = |moved: &[&Moved]| match moved {
        [one] => words.is(&one.goal),
        _ => "are",
    };
    let to =
        |wanted: fn(&Moved) -> bool| moved.iter().filter(|m| wanted(m)).collect::<Vec<&Moved>>();
    let shut = to(|m| m.after == Status::Blocked);
    let open = to(|m| m.after == Status::Open && m.before == Status::Blocked);
    let less = to(|m| m.after == Status::Open && m.before != Status::Blocked);
    let clear = to(|m| matches!(m.after, Status::Met | Status::Reached));
    let parts: Vec<String> = [
        (shut, "now blocked"),
        (open, "no longer blocked"),
        (less, "no longer clear"),
        (clear, "clear of every obstacle"),
    ]
    .into_iter()
    .filter(|(moved, _)| !moved.is_empty())
    .map(|(moved, state)| format!("{} {} {state}", named(&moved), is(&moved)))
    .collect();
    (!parts.is_empty()).then(|| format!("Elsewhere, {}.", and(&parts)))
}
