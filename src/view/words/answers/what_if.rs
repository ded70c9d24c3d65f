//! The answer of `what-if`: the difference in one paragraph, then the answer as it would be.

use crate::analysis::{Blocks, Known, Moved, Status};
use crate::graph::{Change, PositionGraph};
use crate::model::{PartyId, Target};

use crate::view::words::answers::{blocks_answer, clause, doubt_items, lower_article};
use crate::view::words::{Words, and};
use crate::view::{Document, Line, Section};

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
            .map(|why| match asked.after.standing.why() == Some(why) {
                true => "What it moves elsewhere is not known, for the same reason.".to_owned(),
                false => format!("What it moves elsewhere is not known: {why}."),
            }),
    ];
    let doubts = doubt_items(words, &asked.after.doubts);
    document
        .sections
        .extend(Section::of_items("What that counts on", doubts));
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
    let known = |answer: &Blocks| {
        answer
            .standing
            .exact()
            .map(|standing| state(standing.status))
    };
    let change = match (known(before), known(after)) {
        (Some(before), Some(after)) if before == after => format!("it stays {after}"),
        (Some(before), Some(after)) => format!("it goes from {before} to {after}"),
        (Some(before), None) => format!("it was {before}, and how it then stands is not known"),
        (None, Some(after)) => format!("it is {after}, and how it stood before is not known"),
        (None, None) => "how it stood before and how it then stands are not known".to_owned(),
    };
    // What a list that was cut short does not name has not fallen away.
    let gone = match (before.blockers.exact(), after.blockers.exact()) {
        (Some(before), Some(after)) => before
            .iter()
            .filter(|b| !after.iter().any(|a| a.change == b.change))
            .count(),
        (None, _) | (_, None) => 0,
    };
    let gone = match (after.status(), gone) {
        (Status::Blocked, 1) => "; one of its blockers falls away".to_owned(),
        (Status::Blocked, n) if n > 1 => format!("; {n} of its blockers fall away"),
        _ => String::new(),
    };
    let supposed = supposed.iter().map(|one| lower_article(one));
    format!(
        "Supposing that {}: {change}{gone}.",
        supposed.collect::<Vec<_>>().join("; and ")
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
    // One of all that block it, and of all ways: nothing may be missing from either list.
    after.unblocking.exact()?;
    let blockers = after.blockers.exact()?;
    let few = after.status() == Status::Blocked && (1..=3).contains(&blockers.len());
    let ends: Vec<String> = blockers
        .iter()
        .map(|blocker| clause(words, &blocker.change))
        .collect();
    few.then(|| {
        format!("It stays so unless {}.", crate::view::words::or(&ends))
            .replace(" unless The ", " unless the ")
    })
    .filter(|_| {
        blockers.len() == 1
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
    let coming = to(|m| m.after == Status::Pending);
    let closed = to(|m| m.after == Status::Closed);
    let parts: Vec<String> = [
        (shut, "now blocked"),
        (open, "no longer blocked"),
        (less, "no longer clear"),
        (clear, "clear of every obstacle"),
        (coming, "pending: nobody has to move for that"),
        (closed, "closed"),
    ]
    .into_iter()
    .filter(|(moved, _)| !moved.is_empty())
    .map(|(moved, state)| format!("{} {} {state}", named(&moved), is(&moved)))
    .collect();
    (!parts.is_empty()).then(|| format!("Elsewhere, {}.", and(&parts)))
}
