//! Refusals in lists: those that were said, those that a demand for another answer implies, those on a scale.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Blocker, Blocks, Refusal};
use crate::graph::{Change, PositionGraph};
use crate::model::{IssueId, Model, PartyId, Position, Stance, Target};

use super::notes::noted;
use crate::view::words::doers::Doer;
use crate::view::words::runs::{Run, runs};
use crate::view::words::together::told_together;
use crate::view::words::{Words, and, in_brackets};
use crate::view::{Item, Line};

/// Refusals that are not what blocks the goal: those that were said, then those that a demand implies.
pub(in crate::view) fn refusal_items(words: &Words<'_>, refusals: Vec<&Refusal>) -> Vec<Item> {
    let (implied, stated): (Vec<&Refusal>, Vec<&Refusal>) =
        refusals.into_iter().partition(|refusal| refusal.implied);
    let stated = runs(words, &stated, |one| &one.target, is_the_same_said);
    let tell = |run: &Run<'_, Refusal>, doer: &Doer| stated_refusal(words, run, doer);
    let stated = told_together(
        words,
        &stated.iter().collect::<Vec<_>>(),
        tell,
        |item, notes| noted(item, notes),
    );
    let stated = stated.into_iter();
    stated.chain(implied_refusals(words, &implied)).collect()
}

/// Whether two refusals differ in nothing but what is refused.
fn is_the_same_said(one: &Refusal, other: &Refusal) -> bool {
    let target = one.target.clone();
    *one == Refusal {
        target,
        ..other.clone()
    }
}

fn stated_refusal(words: &Words<'_>, run: &Run<'_, Refusal>, doer: &Doer) -> Line {
    let refusal = run.first;
    let (target, until) = (&refusal.target, &refusal.until);
    let refuses = words.refuses(doer, target, &run.about, until, refusal.implied);
    let firm = refusal.firmness.map(|firmness| firmness.in_words());
    Line::derived(format!("{refuses}{}.", in_brackets(firm, ""))).citing(&refusal.cites)
}

/// The answers that parties refuse because they demand others: one line for each party and question.
fn implied_refusals(words: &Words<'_>, implied: &[&Refusal]) -> Vec<Item> {
    let mut of_one: BTreeMap<(&PartyId, &IssueId), Vec<&Refusal>> = BTreeMap::new();
    for &refusal in implied {
        if let Some(issue) = refusal.target.issue() {
            let these = of_one.entry((&refusal.party, issue)).or_default();
            these.push(refusal);
        }
    }
    let items = of_one.into_iter();
    items
        .map(|(of, refusals)| implied_refusal(words, of, &refusals))
        .collect()
}

fn implied_refusal(
    words: &Words<'_>,
    (party, issue): (&PartyId, &IssueId),
    refusals: &[&Refusal],
) -> Item {
    let refuses = words.party_does(party, "refuses", "refuse");
    let demands = words.verb(party, "it demands", "they demand");
    let about = words.issue(issue);
    let firm = refusals.iter().filter_map(|one| one.firmness).max();
    let firm = in_brackets(firm.map(|firmness| firmness.in_words()), "");
    let line = match is_scale(words.model, issue) {
        true => {
            let accepts = words.verb(party, "accepts", "accept");
            format!("{refuses} every number for {about} but what {demands} or {accepts}{firm}.")
        }
        false => {
            let answers = answers_refused(words, refusals);
            format!("{refuses} {answers} on {about}, because {demands} another{firm}.")
        }
    };
    let cites: BTreeSet<_> = refusals.iter().flat_map(|one| &one.cites).collect();
    let notes: BTreeSet<&String> = refusals.iter().flat_map(|one| &one.notes).collect();
    noted(Line::derived(line).citing(cites).item(), notes)
}

fn answers_refused(words: &Words<'_>, refusals: &[&Refusal]) -> String {
    let answers = refusals.iter().filter_map(|one| match &one.target {
        Target::Option(issue, option) => Some(words.answer(issue, option)),
        Target::Milestone(_) | Target::Issue(_) => None,
    });
    and(&answers.collect::<Vec<_>>())
}

/// Whether the answers to an issue are numbers.
pub(in crate::view) fn is_scale(model: &Model, issue: &IssueId) -> bool {
    let issue = model.issues.get(issue);
    issue.is_some_and(|issue| issue.scale.is_some())
}

/// Whether a change is about a number on a scale.
pub(in crate::view) fn is_cell(model: &Model, change: &Change) -> bool {
    match change.target() {
        Target::Option(issue, _) => is_scale(model, issue),
        Target::Milestone(_) | Target::Issue(_) => false,
    }
}

/// Whether a change would lift the refusal of a number.
fn refuses_a_number(model: &Model, change: &Change) -> bool {
    matches!(change, Change::Grant { .. }) && is_cell(model, change)
}

/// What blocks a goal, item by item: refusals on a scale by the positions that they are, everything else by itself; each
/// with what is noted on it.
pub(in crate::view) fn blocker_items(
    words: &Words<'_>,
    graph: &PositionGraph,
    answer: &Blocks,
    line: impl Fn(&Blocker, &Doer) -> Line,
    with_notes: impl Fn(Item, &[String]) -> Item,
) -> Vec<Item> {
    let is_number = |b: &&Blocker| !b.unknown && refuses_a_number(words.model, &b.change);
    let blockers = answer.blockers.items().iter();
    let (numbers, others): (Vec<_>, Vec<_>) = blockers.partition(is_number);
    let others = told_together(words, &others, line, &with_notes);
    let stated = |position: &Position| {
        let notes = Vec::from_iter(position.note.clone());
        with_notes(words.position_line(position).item(), &notes)
    };
    let numbers = on_scales(words, graph, &numbers, &stated);
    others.into_iter().chain(numbers).collect()
}

/// Refusals on a scale as the positions that they are, not number by number: one for each party and scale, as they are
/// counted.
fn on_scales(
    words: &Words<'_>,
    graph: &PositionGraph,
    numbers: &[&Blocker],
    stated: &dyn Fn(&Position) -> Item,
) -> Vec<Item> {
    if numbers.is_empty() {
        return Vec::new();
    }
    let in_force = graph.positions_in_force(words.model).into_iter();
    let in_force: Vec<&Position> = in_force.map(|i| &words.model.positions[i]).collect();
    let about = who_and_what(numbers).into_iter();
    about
        .filter_map(|(party, issue)| on_scale(words, &insisting(&in_force, party, issue), stated))
        .collect()
}

/// Each party with each issue on which it blocks, once.
fn who_and_what<'b>(blockers: &[&'b Blocker]) -> BTreeSet<(&'b PartyId, &'b IssueId)> {
    let changes = blockers.iter().map(|blocker| &blocker.change);
    changes
        .filter_map(|change| Some((change.party(), change.target().issue()?)))
        .collect()
}

/// The positions in force by which a party insists on numbers of a scale.
fn insisting<'m>(in_force: &[&'m Position], party: &PartyId, issue: &IssueId) -> Vec<&'m Position> {
    let insists = |p: &&Position| {
        let is_firm = matches!(p.stance, Stance::Demands | Stance::Rejects);
        is_firm && p.value.is_some() && p.party == *party && p.on.issue() == Some(issue)
    };
    in_force.iter().copied().filter(insists).collect()
}

fn on_scale(
    words: &Words<'_>,
    insisting: &[&Position],
    stated: &dyn Fn(&Position) -> Item,
) -> Option<Item> {
    match insisting {
        [] => None,
        [one] => Some(stated(one)),
        [first, ..] => {
            let refuses = words.party_does(&first.party, "refuses", "refuse");
            let name = words.issue(first.on.issue()?);
            let line = Line::derived(format!("{refuses} numbers for {name}."));
            Some(line.above(insisting.iter().map(|one| stated(one))))
        }
    }
}
