//! What is said of many parties in the same words is told once, with how many they are.

use std::collections::{BTreeMap, BTreeSet};

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
    let mut groups: BTreeMap<(String, &[String]), Vec<(usize, &T)>> = BTreeMap::new();
    let somebody = Doer::nobody_in_particular();
    for (place, &one) in said.iter().enumerate() {
        // The same is said of two where the words differ in nothing but whom they are about.
        let key = (tell(one, &somebody).words, one.notes());
        groups.entry(key).or_default().push((place, one));
    }
    let alone = |(place, one): (usize, &T)| {
        let line = tell(one, &words.doer(one.party()));
        (place, with_notes(line.item(), one.notes()))
    };
    let told = groups.into_values().flat_map(|group| {
        let parties: BTreeSet<&PartyId> = group.iter().map(|(_, one)| one.party()).collect();
        if parties.len() < MANY || parties.len() < group.len() {
            return group.into_iter().map(alone).collect::<Vec<_>>();
        }
        let parties: Vec<&PartyId> = group.iter().map(|(_, one)| one.party()).collect();
        let (place, first) = group[0];
        let line = tell(first, &words.doers(&parties));
        let cites = group.iter().flat_map(|(_, one)| one.cites());
        vec![(place, with_notes(line.citing(cites).item(), first.notes()))]
    });
    let mut told: Vec<(usize, Item)> = told.collect();
    told.sort_by_key(|(place, _)| *place);
    told.into_iter().map(|(_, item)| item).collect()
}
