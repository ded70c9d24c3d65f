//! What is said of many parties in the same words is told once, with how many they are.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::analysis::{Awaited, Blocker, Refusal};
use crate::model::PartyId;
use crate::source::Citation;

use super::Words;
use super::document::{Item, Line};
use super::doers::Doer;
use super::runs::Run;

/// So many parties of whom the same is said are told together.
pub(in crate::view) const MANY: usize = 4;

/// What is said of a party, and may be said of many.
pub(in crate::view) trait OfParty {
    /// Of whom.
    fn party(&self) -> &PartyId;
    /// Where it is said.
    fn cites(&self) -> &[Citation];
    /// What the author notes on it.
    fn notes(&self) -> &[String];
}

impl OfParty for Blocker {
    fn party(&self) -> &PartyId {
        self.change.party()
    }

    fn cites(&self) -> &[Citation] {
        &self.cites
    }

    fn notes(&self) -> &[String] {
        &self.notes
    }
}

impl OfParty for Run<'_, Refusal> {
    fn party(&self) -> &PartyId {
        &self.first.party
    }

    fn cites(&self) -> &[Citation] {
        &self.first.cites
    }

    fn notes(&self) -> &[String] {
        &self.first.notes
    }
}

impl OfParty for Run<'_, Awaited> {
    fn party(&self) -> &PartyId {
        &self.first.party
    }

    fn cites(&self) -> &[Citation] {
        &self.first.cites
    }

    fn notes(&self) -> &[String] {
        &self.first.notes
    }
}

/// A list in which those of whom the same is said are told together, where the first of them stood. The notes and sentences
/// of all stand with it. `tell` gives the line of one, with the subject that it is given.
pub(in crate::view) fn told_together<T: OfParty>(
    words: &Words<'_>,
    said: &[&T],
    tell: impl Fn(&T, &Doer) -> Line,
    with_notes: impl Fn(Item, &[String]) -> Item,
) -> Vec<Item> {
    let mut groups: Vec<Vec<&T>> = Vec::new();
    let mut known: FxHashMap<(String, &[String]), usize> = FxHashMap::default();
    let somebody = Doer::nobody_in_particular();
    for &one in said {
        // The same is said of two where the words differ in nothing but whom they are about.
        let key = (tell(one, &somebody).words, one.notes());
        let place = *known.entry(key).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    let alone = |one: &T| {
        let line = tell(one, &words.doer(one.party()));
        with_notes(line.item(), one.notes())
    };
    let told = groups.into_iter().flat_map(|group| {
        let parties: BTreeSet<&PartyId> = group.iter().map(|one| one.party()).collect();
        if parties.len() < MANY || parties.len() < group.len() {
            return group.into_iter().map(alone).collect::<Vec<_>>();
        }
        let parties: Vec<&PartyId> = group.iter().map(|one| one.party()).collect();
        let line = tell(group[0], &words.doers(&parties));
        let cites = group.iter().flat_map(|one| one.cites());
        vec![with_notes(line.citing(cites).item(), group[0].notes())]
    });
    told.collect()
}
