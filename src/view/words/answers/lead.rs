//! The lines below the finding: the circle, what the author notes, the deadlines.

use crate::analysis::{Blocks, Deadlock, Status};
use crate::graph::PositionGraph;
use crate::model::{Model, PartyId, Target};
use crate::source::Date;

use super::deadlines::{closed_since, deadlines};
use super::finding::who_could;
use super::notes::NOTE;
use super::rings::ring_in_words;
use super::votes::votes;
use crate::view::Line;
use crate::view::words::{Words, on_day};

/// The sentences after the finding: the ring in one line, and whose moves open it.
pub(in crate::view) fn lead(
    words: &Words<'_>,
    graph: &PositionGraph,
    answer: &Blocks,
) -> Vec<Line> {
    let mut lead = deadlines(words, graph, answer);
    lead.extend(before_the_texts(words, graph.day));
    lead.extend(votes(words, graph, answer));
    lead.extend(note_on(words, &answer.goal));
    lead.extend(notes_know_more(words));
    if answer.standing.is_exact() {
        lead.extend(on_its_status(words, graph, answer));
    }
    lead
}

/// That notes are no part of what was known on an earlier day.
pub(in crate::view) fn notes_know_more(words: &Words<'_>) -> Option<Line> {
    let day = words.model.known_by?.in_words();
    Some(Line::derived(format!(
        "Texts after {day} are left out; the author’s notes were written with all of them."
    )))
}

/// What a status that is known asks for: why the goal is blocked, or how an open one can be had.
fn on_its_status(words: &Words<'_>, graph: &PositionGraph, answer: &Blocks) -> Vec<Line> {
    match answer.status() {
        Status::Blocked => the_circle(words, answer)
            .into_iter()
            .chain(what_is_closed(words, graph, answer))
            .chain(who_can_lift_it(words, answer))
            .collect(),
        Status::Open if answer.package_only() => vec![Line::derived(
            "It can be had only by signing several things together, at one moment: there is no order in which they could come one after the other.",
        )],
        Status::Open | Status::Met | Status::Pending | Status::Reached | Status::Closed => {
            Vec::new()
        }
    }
}

fn the_circle(words: &Words<'_>, answer: &Blocks) -> Option<Line> {
    let circle = ring_in_words(words, first_ring(answer)?);
    let text = format!("The conditions go round in a circle: {circle}.");
    Some(Line::derived(text))
}

/// The ring to tell: one that cannot be avoided before one that can.
fn first_ring(answer: &Blocks) -> Option<&Deadlock> {
    let ring = answer.deadlocks.items().first();
    let avoided = answer.avoided_rings.items().first();
    ring.or(avoided.map(|avoided| &avoided.ring))
}

fn what_is_closed(
    words: &Words<'_>,
    graph: &PositionGraph,
    answer: &Blocks,
) -> impl Iterator<Item = Line> {
    answer.closed.iter().map(|target| {
        let since = on_day(" since ", closed_since(graph.record(), target));
        let (name, is) = (words.target_first(target), words.is(target));
        Line::derived(format!("{name}, on the way to it, {is} closed{since}."))
    })
}

/// Whose moves open the goal, or that nobody's do.
fn who_can_lift_it(words: &Words<'_>, answer: &Blocks) -> Option<Line> {
    if answer.no_change_suffices() {
        return Some(Line::derived(nobody_can(words, answer)));
    }
    if answer.party_sets.items().is_empty() {
        return None;
    }
    let others = match answer.groups_are_all_listed() {
        true => "",
        false => "; there may be others who could",
    };
    let asked = match answer.asked_party {
        Some(_) => " This is about what that party can change; others may be able to, too.",
        None => "",
    };
    let who = who_could(words, answer);
    Some(Line::derived(format!("{who}{others}.{asked}")))
}

fn nobody_can(words: &Words<'_>, answer: &Blocks) -> String {
    match &answer.asked_party {
        Some(party) if has_members(words, party) => format!(
            "What {} itself could change does not suffice; its members are parties of their own here.",
            words.party(party)
        ),
        Some(party) => format!("What {} could change does not suffice.", words.party(party)),
        None => said_of_nobody(answer).to_owned(),
    }
}

/// That no change opens a goal.
pub(in crate::view) fn said_of_nobody(answer: &Blocks) -> &'static str {
    match answer.held.is_empty() {
        true => {
            "No change that the model lists would open it: nobody named here can lift what stands in its way."
        }
        false => "No other change would open it, as long as what is supposed stays so.",
    }
}

/// Whether a party is a body of others.
fn has_members(words: &Words<'_>, party: &PartyId) -> bool {
    let party = words.model.parties.get(party);
    party.is_some_and(|party| !party.members.is_empty())
}

/// What the author notes on a thing as a whole.
pub(in crate::view) fn note_on(words: &Words<'_>, target: &Target) -> Option<Line> {
    let note = note_of(words.model, target)?;
    Some(Line::derived(format!("{NOTE}{note}")))
}

fn note_of<'m>(model: &'m Model, target: &Target) -> Option<&'m String> {
    match target {
        Target::Milestone(id) => model.milestones.get(id)?.note.as_ref(),
        Target::Issue(id) => model.issues.get(id)?.note.as_ref(),
        Target::Option(..) => None,
    }
}

/// What is said of a day that lies before every text: then nothing is known of it.
pub(in crate::view) fn before_the_texts(words: &Words<'_>, day: Option<Date>) -> Option<Line> {
    let first = first_day(words.model)?;
    (day? < first).then(|| {
        let first = first.in_words();
        Line::derived(format!(
            "The texts begin on {first}: nothing is known of an earlier day."
        ))
    })
}

/// The day on which a model begins, or the first on which one of its texts was published.
fn first_day(model: &Model) -> Option<Date> {
    let sources = model.sources.values();
    let first = sources.filter_map(|source| source.date).min();
    model.begins.or(first)
}
