//! What is said of many parties in the same words is told once, with how many they are.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Awaited, Blocker, MANY, Refusal};
use crate::model::PartyId;
use crate::source::Citation;

use super::Words;
use super::document::{Item, Line};
use super::doers::Doer;
use super::runs::Run;

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

impl OfParty for Refusal {
    fn party(&self) -> &PartyId {
        &self.party
    }

    fn cites(&self) -> &[Citation] {
        &self.cites
    }

    fn notes(&self) -> &[String] {
        &self.notes
    }
}

impl OfParty for Awaited {
    fn party(&self) -> &PartyId {
        &self.party
    }

    fn cites(&self) -> &[Citation] {
        &self.cites
    }

    fn notes(&self) -> &[String] {
        &self.notes
    }
}

/// What is said of a run of numbers is said of the first of them.
impl<T: OfParty> OfParty for Run<'_, T> {
    fn party(&self) -> &PartyId {
        self.first.party()
    }

    fn cites(&self) -> &[Citation] {
        self.first.cites()
    }

    fn notes(&self) -> &[String] {
        self.first.notes()
    }
}

/// What is said in the same words, each with its place in the list.
type Group<'t, T> = Vec<(usize, &'t T)>;

/// A list in which those of whom the same is said are told together, where the first of them stood. The notes and sentences
/// of all stand with it. `tell` gives the line of one, with the subject that it is given.
pub(in crate::view) fn told_together<'t, T: OfParty + 't>(
    words: &Words<'_>,
    said: impl IntoIterator<Item = &'t T>,
    tell: impl Fn(&T, &Doer) -> Line,
    with_notes: impl Fn(Item, &[String]) -> Item,
) -> Vec<Item> {
    let mut groups: BTreeMap<(String, u8, &[String]), Group<'_, T>> = BTreeMap::new();
    let somebody = Doer::nobody_in_particular();
    for (place, one) in said.into_iter().enumerate() {
        // The same is said of two where the words differ in nothing but whom they are about, and rest on the same.
        let line = tell(one, &somebody);
        let key = (line.words, line.whose as u8, one.notes());
        groups.entry(key).or_default().push((place, one));
    }
    let mut told: Vec<(usize, Item)> = Vec::new();
    for group in groups.into_values() {
        let lines = match are_many(&group) {
            true => vec![line_of_many(words, &group, &tell)],
            false => {
                let lines = group
                    .iter()
                    .map(|(_, one)| tell(one, &words.doer(one.party())));
                lines.collect()
            }
        };
        let lines = lines.into_iter().zip(group);
        told.extend(
            lines.map(|(line, (place, one))| (place, with_notes(line.item(), one.notes()))),
        );
    }
    told.sort_by_key(|(place, _)| *place);
    told.into_iter().map(|(_, item)| item).collect()
}

/// Whether what is said is said of many parties, once of each.
fn are_many<T: OfParty>(group: &[(usize, &T)]) -> bool {
    let parties: BTreeSet<&PartyId> = group.iter().map(|(_, one)| one.party()).collect();
    parties.len() >= MANY && parties.len() == group.len()
}

/// What is said of many, with the sentences of all.
fn line_of_many<T: OfParty>(
    words: &Words<'_>,
    group: &[(usize, &T)],
    tell: &impl Fn(&T, &Doer) -> Line,
) -> Line {
    let parties: Vec<&PartyId> = group.iter().map(|(_, one)| one.party()).collect();
    let cites = group.iter().flat_map(|(_, one)| one.cites());
    tell(group[0].1, &words.doers(&parties)).citing(cites)
}
