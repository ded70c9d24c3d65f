//! What blocks a goal: the document of `blocks`.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Blocker, Blocks, Refusal, Status};
use crate::graph::{Change, PositionGraph};
use crate::model::{IssueId, Model, PartyId, Stance, Target};

use super::awaited::{awaited, fragility, stages};
use super::clauses::{clause, sentence};
use super::finding::finding;
use super::lead::lead;
use super::notes::{note_once, noted, tell_once, with_extent};
use super::openings::{confidence_word, openings};
use super::rings::{avoided_section, ring_section};
use crate::view::words::{Words, and};
use crate::view::{Block, Document, Item, Line, Section};

/// `blocks X`.
pub fn blocks_answer(words: &Words<'_>, graph: &PositionGraph, answer: &Blocks) -> Document {
    let mut document = Document {
        title: finding(words, graph.day, answer),
        ..Document::default()
    };
    document.lead = lead(words, graph, answer);
    let (cells, others): (Vec<_>, Vec<_>) = answer.blockers.items().iter().partition(|b| {
        let is_refusal = matches!(b.change, Change::Grant { .. });
        is_refusal && is_cell(words.model, &b.change) && !b.unknown
    });
    let blockers = others
        .into_iter()
        .map(|blocker| noted(blocker_line(words, blocker).item(), &blocker.notes));
    let heading = if answer.secure {
        "What it takes"
    } else {
        "What blocks it"
    };
    let blockers: Vec<Item> = blockers.chain(on_scales(words, graph, &cells)).collect();
    let asked = answer.status() == Status::Blocked || answer.secure;
    let blockers = with_extent(heading, blockers, &answer.blockers).filter(|_| asked);
    document.sections.extend(blockers);
    document.sections.extend(openings(words, answer));
    let rings = answer
        .deadlocks
        .items()
        .iter()
        .map(|ring| ring_section(words, ring, &answer.goal));
    document.sections.extend(rings);
    let avoided = answer.avoided_rings.items().iter();
    document
        .sections
        .extend(avoided.map(|ring| avoided_section(words, ring, &answer.goal)));
    let untold = answer.deadlocks.why().or(answer.avoided_rings.why());
    let untold = untold.filter(|_| answer.standing.is_exact());
    document.sections.extend(untold.map(|why| {
        let line = Line::derived(format!("{}.", crate::view::words::upper_first(why)));
        Section::new("Further circular conditions", vec![Block::Say(line)])
    }));
    let exclusions = answer
        .exclusions
        .iter()
        .map(|one| exclusion_item(words, one))
        .collect();
    document
        .sections
        .extend(Section::of_items("What cannot all hold", exclusions));
    document.sections.extend(awaited(words, answer));
    document.sections.extend(fragility(words, answer));
    document.sections.extend(stages(words, answer));
    // What is refused on the way to the goal first, then elsewhere.
    let on_the_way = on_the_way(graph, answer);
    let mut refusals: Vec<&Refusal> = answer.not_blocking.items().iter().collect();
    refusals.sort_by_key(|refusal| !on_the_way(refusal));
    let idle = refusal_items(words, refusals);
    let name = words.target(&answer.goal);
    let heading = format!("Refused, but not what blocks {name}");
    let idle = with_extent(heading, idle, &answer.not_blocking);
    document
        .sections
        .extend(idle.filter(|section| asked || !section.blocks.is_empty()));
    tell_once(&mut document, answer.standing.why());
    note_once(&mut document);
    document
}

/// Whether a refusal is of something that the goal needs, directly or not.
pub(in crate::view) fn on_the_way(
    graph: &PositionGraph,
    answer: &Blocks,
) -> impl Fn(&&Refusal) -> bool {
    let cone = graph.node_of(&answer.goal).map(|node| graph.cone(node));
    move |refusal| {
        let node = graph.node_of(&refusal.target);
        let both = cone.as_ref().zip(node);
        both.is_some_and(|(cone, node)| cone[node])
    }
}

/// Refusals that are not what blocks the goal: those that were said, then those that a demand implies.
pub(in crate::view) fn refusal_items(words: &Words<'_>, refusals: Vec<&Refusal>) -> Vec<Item> {
    let (implied, stated): (Vec<&Refusal>, Vec<&Refusal>) =
        refusals.into_iter().partition(|refusal| refusal.implied);
    let mut items: Vec<Item> = Vec::new();
    items.extend(stated.into_iter().map(|refusal| {
        let (party, target) = (refusal.party.clone(), refusal.target.clone());
        let change = Change::Grant { party, target };
        let line = words.refusal(&change, &refusal.until, refusal.implied);
        let firm = refusal
            .firmness
            .map(|f| format!(" ({})", f.word().replace('-', " ")));
        let line = format!("{line}{}.", firm.unwrap_or_default());
        let item = Line::derived(line).citing(&refusal.cites).item();
        noted(item, &refusal.notes)
    }));
    items.extend(implied_refusals(words, &implied));
    items
}

/// What blocks the goal, how firm and how sure that is, and whether every way needs it to change.
pub(in crate::view) fn blocker_line(words: &Words<'_>, blocker: &Blocker) -> Line {
    let firm = blocker.firmness.map(|f| f.word().replace('-', " "));
    let sure = blocker.confidence.map(confidence_word);
    let marks: Vec<String> = firm.into_iter().chain(sure).collect();
    let marks = match marks.is_empty() {
        true => String::new(),
        false => format!(" ({})", marks.join("; ")),
    };
    let sole = match blocker.sole {
        true => " Every way to open it needs this to change.",
        false => "",
    };
    let what = match blocker.unknown {
        true => format!("It is not known whether {}", clause(words, &blocker.change)),
        false => words.refusal(&blocker.change, &blocker.until, blocker.implied),
    };
    Line::derived(format!("{what}{marks}.{sole}")).citing(&blocker.cites)
}

/// The answers that parties refuse because they demand others: one line for each party and question.
pub(in crate::view) fn implied_refusals(words: &Words<'_>, implied: &[&Refusal]) -> Vec<Item> {
    let mut of_one: BTreeMap<(&PartyId, &IssueId), Vec<&Refusal>> = BTreeMap::new();
    for &refusal in implied {
        if let Some(issue) = refusal.target.issue() {
            of_one
                .entry((&refusal.party, issue))
                .or_default()
                .push(refusal);
        }
    }
    let item = |((party, issue), refusals): ((&PartyId, &IssueId), Vec<&Refusal>)| {
        let cites: BTreeSet<_> = refusals.iter().flat_map(|one| &one.cites).collect();
        let (name, about) = (
            words.party_first(party),
            words.target(&Target::Issue(issue.clone())),
        );
        let refuses = words.verb(party, "refuses", "refuse");
        let demands = words.verb(party, "it demands", "they demand");
        let line = match is_scale(words.model, issue) {
            true => format!("{name} {refuses} every number for {about} but what {demands}."),
            false => {
                let answers = refusals.iter().filter_map(|one| match &one.target {
                    Target::Option(issue, option) => Some(words.answer(issue, option)),
                    Target::Milestone(_) | Target::Issue(_) => None,
                });
                let answers = and(&answers.collect::<Vec<_>>());
                format!("{name} {refuses} {answers} on {about}, because {demands} another.")
            }
        };
        let notes: BTreeSet<&String> = refusals.iter().flat_map(|one| &one.notes).collect();
        noted(Line::derived(line).citing(cites).item(), notes)
    };
    of_one.into_iter().map(item).collect()
}

pub(in crate::view) fn is_scale(model: &Model, issue: &IssueId) -> bool {
    let issue = model.issues.get(issue);
    issue.is_some_and(|issue| issue.scale.is_some())
}

/// Whether a change is about a number on a scale.
pub(in crate::view) fn is_cell(model: &Model, change: &Change) -> bool {
    change
        .target()
        .issue()
        .and_then(|issue| model.issues.get(issue))
        .is_some_and(|issue| issue.scale.is_some())
        && matches!(change.target(), Target::Option(..))
}

/// Refusals on a scale as the positions that they are, not number by number: one for each party and scale, as they are
/// counted.
pub(in crate::view) fn on_scales(
    words: &Words<'_>,
    graph: &PositionGraph,
    cells: &[&Blocker],
) -> Vec<Item> {
    let about: BTreeSet<_> = cells
        .iter()
        .filter_map(|b| Some((b.change.party(), b.change.target().issue()?)))
        .collect();
    let in_force = graph.positions_in_force(words.model);
    let insisting = || {
        let positions = in_force.iter().map(|&i| &words.model.positions[i]);
        positions
            .filter(|p| p.value.is_some() && matches!(p.stance, Stance::Demands | Stance::Rejects))
    };
    let item = |(party, issue): (&PartyId, &IssueId)| {
        let own = insisting().filter(|p| p.party == *party && p.on.issue() == Some(issue));
        let mut lines: Vec<Item> = own.map(|p| words.position_line(p).item()).collect();
        if lines.len() == 1 {
            return lines.pop();
        }
        let about = words.target(&Target::Issue(issue.clone()));
        let refuses = words.verb(party, "refuses", "refuse");
        let line = format!(
            "{} {refuses} numbers for {about}.",
            words.party_first(party)
        );
        (!lines.is_empty()).then_some(Item {
            line: Line::derived(line),
            below: lines,
        })
    };
    about.into_iter().filter_map(item).collect()
}

pub(in crate::view) fn exclusion_item(
    words: &Words<'_>,
    exclusion: &crate::model::Exclusion,
) -> Item {
    let of: Vec<String> = exclusion
        .of
        .iter()
        .map(|condition| words.condition(condition))
        .collect();
    let most = usize::try_from(exclusion.at_most).unwrap_or(usize::MAX);
    let note = exclusion
        .note
        .as_ref()
        .map(|note| format!(" {}", sentence(note)))
        .unwrap_or_default();
    Line::derived(format!(
        "Of {} at most {} can hold.{note}",
        and(&of),
        crate::view::words::number_word(most)
    ))
    .citing(&exclusion.cites)
    .item()
}
