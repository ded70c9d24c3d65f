//! Refusals on a scale, told by the positions that they are.

use std::collections::BTreeSet;

use crate::analysis::Blocker;
use crate::graph::PositionGraph;
use crate::model::{IssueId, PartyId, Position, Stance};

use crate::view::words::Words;
use crate::view::{Item, Line};

/// Refusals on a scale as the positions that they are, not number by number: one for each party and scale, as they are
/// counted.
pub(super) fn on_scales(
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
