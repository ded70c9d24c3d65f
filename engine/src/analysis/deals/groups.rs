//! Groups of players without whose yes no deal passes.
//!
//! Three reasons make a group block, and every smallest one has one of them: a veto, too few that are left, or a question of
//! which every answer needs the consent of one of the group.

use std::collections::BTreeSet;

use super::Game;
use crate::analysis::known::Known;

/// Most players without a veto of which the groups that block are listed.
const MOST_CHOSEN_FROM: usize = 16;
/// Most groups that the consents to one question make.
const MOST_BY_CONSENT: usize = 1_000;

/// A group of players by their numbers.
type Group = BTreeSet<usize>;

/// The smallest groups that block: a veto blocks alone, others where too few are left or where each answer needs one of them.
pub(super) fn blocking_groups(game: &Game) -> Known<Vec<Vec<usize>>> {
    let players = 0..game.players.len();
    let (vetoes, others): (Vec<usize>, Vec<usize>) =
        players.partition(|&player| game.players[player].has_veto);
    let mut groups: Vec<Group> = vetoes.into_iter().map(|veto| Group::from([veto])).collect();
    let size = (game.players.len() + 1).saturating_sub(game.yeses);
    let can_block = (1..=others.len()).contains(&size);
    let are_few = others.len() <= MOST_CHOSEN_FROM;
    if can_block && are_few {
        choose(&others, size, &mut Vec::new(), &mut groups);
    }
    let mut untold = (can_block && !are_few).then(|| {
        format!("groups of {size} roles without a veto, which block too, are too many to be listed")
    });
    for (question, &answers) in game.sizes().iter().enumerate() {
        match by_consent(game, question, answers) {
            Some(more) => groups.extend(more),
            None => {
                untold =
                    Some("groups that block by their consents are too many to be listed".to_owned())
            }
        }
    }
    let told = smallest(groups).into_iter();
    Known::but_for(
        told.map(|group| group.into_iter().collect()).collect(),
        untold,
    )
}

/// The groups with one of those whose consent each answer to a question needs; `None` where they are too many.
fn by_consent(game: &Game, question: usize, answers: usize) -> Option<Vec<Group>> {
    let mut groups = vec![Group::new()];
    for answer in 0..answers {
        let players = game.players.iter().enumerate();
        let needed: Vec<usize> = players
            .filter(|(_, player)| player.consents.contains(&(question, answer)))
            .map(|(at, _)| at)
            .collect();
        let grown = |group: &Group| {
            let grown = needed
                .iter()
                .map(|&one| group.iter().copied().chain([one]).collect());
            grown.collect::<Vec<Group>>()
        };
        groups = smallest(groups.iter().flat_map(grown).collect());
        if groups.len() > MOST_BY_CONSENT {
            return None;
        }
    }
    groups.retain(|group| !group.is_empty());
    Some(groups)
}

/// Those groups that hold no other, each once: the small ones first.
fn smallest(mut groups: Vec<Group>) -> Vec<Group> {
    groups.sort_by_key(|group| (group.len(), group.clone()));
    let mut kept: Vec<Group> = Vec::new();
    for group in groups {
        if !kept.iter().any(|small| small.is_subset(&group)) {
            kept.push(group);
        }
    }
    kept
}

/// Adds every group of so many, with those chosen so far.
fn choose(from: &[usize], size: usize, chosen: &mut Vec<usize>, found: &mut Vec<Group>) {
    if chosen.len() == size {
        found.push(chosen.iter().copied().collect());
        return;
    }
    for (at, &one) in from.iter().enumerate() {
        chosen.push(one);
        choose(&from[at + 1..], size, chosen, found);
        chosen.pop();
    }
}
