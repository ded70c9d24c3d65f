//! Every way to respect the exclusions: what is left out so that no more holds together than can.

use std::collections::BTreeSet;

use crate::model::{Condition, Exclusion, Model, Target};

use super::record::Record;
use super::words::Words;

/// Most ways to respect the exclusions.
const MOST_WAYS: usize = 4_096;

/// Every way to leave enough members out of each exclusion; an issue left out takes its answers with it.
pub(super) fn ways(
    model: &Model,
    record: &Record,
    words: &Words<'_>,
) -> Result<Vec<BTreeSet<Target>>, String> {
    let mut ways = vec![BTreeSet::new()];
    for exclusion in &model.incompatible {
        let choices = choices(exclusion, record);
        if ways.len().saturating_mul(choices.len()) > MOST_WAYS {
            return Err(
                "there are too many ways to respect the exclusions to try them all".to_owned(),
            );
        }
        ways = ways
            .iter()
            .flat_map(|way| choices.iter().map(move |choice| way | choice))
            .collect();
    }
    for way in &mut ways {
        let issues = model.issues.values();
        let is_out = |target| way.contains(&target);
        let out = issues.filter(|issue| is_out(Target::Issue(issue.id.clone())));
        let answers: Vec<Target> = out.flat_map(|issue| words.answers(issue)).collect();
        way.extend(answers);
    }
    Ok(ways)
}

/// The ways to leave enough members out of one exclusion; what is reached cannot be left out.
fn choices(exclusion: &Exclusion, record: &Record) -> Vec<BTreeSet<Target>> {
    let of: BTreeSet<&Target> = exclusion.of.iter().flat_map(Condition::targets).collect();
    let is_reached = |target: &Target| match target {
        Target::Milestone(id) => record.reached.contains_key(id),
        Target::Issue(_) | Target::Option(..) => false,
    };
    let free: Vec<&Target> = of.iter().copied().filter(|t| !is_reached(t)).collect();
    let most = usize::try_from(exclusion.at_most).unwrap_or(usize::MAX);
    let room = most.saturating_sub(of.len() - free.len());
    combinations(&free, free.len().saturating_sub(room))
}

/// All ways to choose so many of some targets.
fn combinations(of: &[&Target], size: usize) -> Vec<BTreeSet<Target>> {
    if size == 0 {
        return vec![BTreeSet::new()];
    }
    let mut found = Vec::new();
    for (at, first) in of.iter().enumerate() {
        for mut rest in combinations(&of[at + 1..], size - 1) {
            rest.insert((*first).clone());
            found.push(rest);
            if found.len() > MOST_WAYS {
                return found;
            }
        }
    }
    found
}
