//! Circular conditions, edge by edge.

use crate::analysis::{AvoidedRing, Deadlock, Known, Opens};
use crate::model::Target;

use super::clauses::{clause, lower_article};
use super::notes::noted;
use crate::view::words::{Words, and};
use crate::view::{Block, Document, Item, Line, Section};

/// A ring on a way that nobody refuses, and what closes the ways that avoid it.
pub(in crate::view) fn avoided_section(
    words: &Words<'_>,
    avoided: &AvoidedRing,
    goal: &Target,
) -> Section {
    let mut items = ring_items(words, &avoided.ring, Some(goal));
    let closed: Vec<String> = avoided
        .closed_by
        .iter()
        .map(|change| lower_article(&words.refusal(change, &[], false)))
        .collect();
    let line = match closed.is_empty() {
        true => "Another way would avoid the circle; it is closed by what cannot all hold, or by a day that has passed.".to_owned(),
        false => format!(
            "Another way would avoid the circle, and is closed: {}.",
            closed.join("; ")
        ),
    };
    items.push(Line::derived(line).item());
    Section::new(
        "Circular conditions that another way would avoid",
        vec![Block::Items(items)],
    )
}

/// `the referendum waits for the ceasefire, the ceasefire for the settlement, ...`.
pub(in crate::view) fn ring_in_words(words: &Words<'_>, ring: &Deadlock) -> String {
    let steps: Vec<String> = ring
        .ring
        .iter()
        .enumerate()
        .map(|(at, target)| {
            let next = &ring.ring[(at + 1) % ring.ring.len()];
            let waits = match (at, words.is_plural_waiter(target)) {
                (0, false) => " waits for",
                (0, true) => " wait for",
                _ => " for",
            };
            format!("{}{waits} {}", words.waiter(target), words.waiter(next))
        })
        .collect();
    and(&steps)
}

/// A ring edge by edge.
pub(in crate::view) fn ring_section(words: &Words<'_>, ring: &Deadlock, goal: &Target) -> Section {
    let items = ring_items(words, ring, Some(goal));
    Section::new("Circular conditions (deadlock)", vec![Block::Items(items)])
}

/// Of each edge also what would open what waits: a goal, or the member itself.
pub(in crate::view) fn ring_items(
    words: &Words<'_>,
    ring: &Deadlock,
    goal: Option<&Target>,
) -> Vec<Item> {
    ring.edges
        .iter()
        .map(|edge| {
            let waits = match goal {
                Some(goal) => words.target(goal),
                None => words.waiter(&edge.from),
            };
            let opens = match (&edge.change, edge.opens) {
                (Some(change), Some(Opens::Goal)) => {
                    let waits = crate::view::words::upper_first(&waits);
                    format!(" {waits} would open if {}.", clause(words, change))
                }
                (Some(change), Some(Opens::Ring)) => {
                    let what = clause(words, change);
                    format!(" The circle would be broken if {what}, but something else is in the way of {waits} too.")
                }
                (None, _) | (_, None) => String::new(),
            };
            let line = Line::derived(format!("{}{opens}", ring_edge(words, edge)));
            noted(line.citing(&edge.cites).item(), &edge.notes)
        })
        .collect()
}

/// What waits for what in a ring, and whose condition that is.
pub(in crate::view) fn ring_edge(words: &Words<'_>, edge: &crate::analysis::RingEdge) -> String {
    let order = match (edge.strict, words.is_plural_waiter(&edge.from)) {
        (true, false) => "comes only after",
        (true, true) => "come only after",
        (false, false) => "needs",
        (false, true) => "need",
    };
    let owner = edge
        .by
        .as_ref()
        .map(|by| format!(" This is a condition of {}.", words.party(by)))
        .unwrap_or_default();
    format!(
        "{} {order} {}.{owner}",
        crate::view::words::upper_first(&words.waiter(&edge.from)),
        words.waiter(&edge.needs)
    )
}

/// `deadlocks`.
pub fn deadlocks_answer(words: &Words<'_>, found: &Known<Vec<Deadlock>>) -> Document {
    let rings = found.items();
    let mut document = Document::default();
    match rings.len() {
        0 => document.title = "There are no circular conditions.".to_owned(),
        1 => {
            document.title = format!(
                "There is one ring of circular conditions: {}.",
                ring_in_words(words, &rings[0])
            )
        }
        many => document.title = format!("There are {many} rings of circular conditions."),
    }
    if rings.is_empty() {
        document.lead.push(Line::derived(
            "Once plain refusals are lifted, nothing waits for itself.",
        ));
    }
    document.lead.extend(
        found
            .why()
            .map(|why| Line::derived(format!("This list may not be whole: {why}."))),
    );
    for ring in rings {
        let names: Vec<String> = ring
            .ring
            .iter()
            .map(|waiter| words.waiter_label(waiter))
            .collect();
        document.sections.push(Section::new(
            names.join(" → "),
            vec![Block::Items(ring_items(words, ring, None))],
        ));
    }
    document
}
