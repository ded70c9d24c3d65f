//! What is said of many parties in the same words is told once, with how many they are.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Awaited, Blocker, Gap, MANY, Refusal};
use crate::model::PartyId;
use crate::source::Citation;

use super::Words;
use super::document::{Item, Line};
use super::doers::Doer;
use super::runs::Run;

/// What is said of a party, and may be said of many.
pub(in crate::view) trait OfParty {
    /// Whether what is said of two on the same sentences is told of both at once already.
    const OF_TWO: bool = false;

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

impl OfParty for Gap {
    const OF_TWO: bool = true;

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
    const OF_TWO: bool = true;

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
    const OF_TWO: bool = T::OF_TWO;

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
        let lines: Vec<(Line, (usize, &T))> = match are_many(&group) {
            true => vec![(line_of_many(words, &group, &tell), group[0])],
            false => lines_of_few(words, &group, &tell),
        };
        let lines = lines.into_iter();
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

/// What is said of few: of each by itself, or of those together of whom the same sentences say it.
fn lines_of_few<'t, T: OfParty>(
    words: &Words<'_>,
    group: &Group<'t, T>,
    tell: &impl Fn(&T, &Doer) -> Line,
) -> Vec<(Line, (usize, &'t T))> {
    let mut alike: Vec<Group<'t, T>> = Vec::new();
    for &(place, one) in group {
        let known = alike.iter_mut().find(|known| {
            T::OF_TWO
                && known[0].1.cites() == one.cites()
                && known.iter().all(|(_, other)| other.party() != one.party())
        });
        match known {
            Some(known) => known.push((place, one)),
            None => alike.push(vec![(place, one)]),
        }
    }
    let lines = alike.into_iter().map(|alike| {
        let parties: Vec<&PartyId> = alike.iter().map(|(_, one)| one.party()).collect();
        let line = tell(alike[0].1, &words.these(&parties));
        (line, alike[0])
    });
    lines.collect()
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
