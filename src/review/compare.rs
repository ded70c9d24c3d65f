//! The decisions of two coders on the facts of the same texts, held against each other.

use std::collections::{BTreeMap, BTreeSet};

use crate::extract::FieldAgreement;

use super::inbox::{Decision, Entry, Inbox};

/// What two coders say of one field of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The text.
    pub document: String,
    /// The sentence.
    pub sentence: u32,
    /// The fact.
    pub id: String,
    /// The field; `decision` is whether they accept the fact.
    pub field: &'static str,
    /// What the one says.
    pub mine: String,
    /// What the other says.
    pub theirs: String,
}

/// How far two coders agree.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Agreement {
    /// Field by field: decisions over all facts that both decided, the rest over those that both accepted.
    pub fields: Vec<FieldAgreement>,
    /// Where the two differ, in the order of the texts.
    pub differences: Vec<Said>,
    /// Texts that were not compared: one has no inbox of them, or the two have not read the same text.
    pub left_out: Vec<String>,
    /// Facts that one of them has left undecided, which count for nothing.
    pub undecided: usize,
    /// Facts that one accepts and the other never had: they count as rejected by the other.
    pub found_by_one: usize,
}

/// The fields that are compared of a fact that both accept: of the first every fact has one, the others count only where one
/// of the two has it.
const FIELDS: [&str; 9] = [
    "kind", "holder", "on", "stance", "value", "needs", "relation", "other", "same_as",
];
const ALWAYS: usize = 4;

/// Holds the inboxes of two coders against each other.
pub fn agreement(mine: &[Inbox], theirs: &[Inbox]) -> Agreement {
    let mut found = Agreement {
        left_out: left_out(mine, theirs),
        ..Agreement::default()
    };
    let compared = mine
        .iter()
        .filter(|one| !found.left_out.contains(&one.document));
    let mut said = Vec::new();
    for one in compared {
        let other = theirs.iter().find(|other| other.document == one.document);
        for both in other.map_or_else(Vec::new, |other| by_both(one, other)) {
            found.undecided += usize::from(both.is_open());
            found.found_by_one += usize::from(both.is_found_by_one());
            said.extend(both.said(&one.document));
        }
    }
    let names = std::iter::once("decision").chain(FIELDS);
    let fields = names.map(|field| FieldAgreement::of(field, &units_of(&said, field)));
    found.fields = fields.filter(|field| field.units > 0).collect();
    said.retain(|one| one.mine != one.theirs);
    found.differences = said;
    found
}

/// Texts that only one has, and those of which the two have read different sentences under the same numbers.
fn left_out(mine: &[Inbox], theirs: &[Inbox]) -> Vec<String> {
    let is_same = |name: &str| {
        let inbox = |all: &'_ [Inbox]| all.iter().find(|inbox| inbox.document == name).cloned();
        matches!((inbox(mine), inbox(theirs)), (Some(a), Some(b)) if have_read_the_same(&a, &b))
    };
    let names = mine.iter().chain(theirs).map(|inbox| &inbox.document);
    let names: BTreeSet<&String> = names.filter(|name| !is_same(name)).collect();
    names.into_iter().cloned().collect()
}

/// Whether sentences of the same number are the same sentences, as far as facts name them.
fn have_read_the_same(one: &Inbox, other: &Inbox) -> bool {
    let hashes = |inbox: &Inbox| -> BTreeMap<u32, String> {
        let entries = inbox.entries.iter();
        entries
            .map(|entry| (entry.sentence, entry.hash.clone()))
            .collect()
    };
    let theirs = hashes(other);
    hashes(one)
        .iter()
        .all(|(number, hash)| theirs.get(number).is_none_or(|their| their == hash))
}

fn units_of(said: &[Said], field: &str) -> Vec<(String, String)> {
    let said = said.iter().filter(|one| one.field == field);
    said.map(|one| (one.mine.clone(), one.theirs.clone()))
        .collect()
}

/// A fact as two coders have it: one of them at least.
struct Both<'i> {
    mine: Option<&'i Entry>,
    theirs: Option<&'i Entry>,
}

/// The facts of two inboxes, in the order of the text.
fn by_both<'i>(one: &'i Inbox, other: &'i Inbox) -> Vec<Both<'i>> {
    let mut found: BTreeMap<(u32, &str), Both<'i>> = BTreeMap::new();
    let none = || Both {
        mine: None,
        theirs: None,
    };
    for entry in &one.entries {
        found
            .entry((entry.sentence, &entry.id))
            .or_insert_with(none)
            .mine = Some(entry);
    }
    for entry in &other.entries {
        found
            .entry((entry.sentence, &entry.id))
            .or_insert_with(none)
            .theirs = Some(entry);
    }
    found.into_values().collect()
}

impl Both<'_> {
    fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.mine.into_iter().chain(self.theirs)
    }

    fn is_open(&self) -> bool {
        self.entries()
            .any(|entry| entry.decision == Decision::Pending)
    }

    fn is_found_by_one(&self) -> bool {
        let is_lone = self.entries().count() == 1;
        is_lone
            && self
                .entries()
                .all(|entry| entry.decision == Decision::Accept)
    }

    /// What both say of it: nothing where one has not decided, or has rejected what the other never had.
    fn said(&self, document: &str) -> Vec<Said> {
        let counts = self.entries().count() == 2 || self.is_found_by_one();
        let Some(entry) = self.entries().next().filter(|_| counts && !self.is_open()) else {
            return Vec::new();
        };
        let said = self.fields().into_iter().map(|(field, mine, theirs)| Said {
            document: document.to_owned(),
            sentence: entry.sentence,
            id: entry.id.clone(),
            field,
            mine,
            theirs,
        });
        said.collect()
    }

    fn fields(&self) -> Vec<(&'static str, String, String)> {
        let mut told = vec![("decision", word(self.mine), word(self.theirs))];
        if let (Some(a), Some(b)) = (accepted(self.mine), accepted(self.theirs)) {
            let value = |entry: &Entry, key| entry.field(key).unwrap_or_default().to_owned();
            let fields = FIELDS
                .iter()
                .map(|key| (*key, value(a, key), value(b, key)));
            let fields = fields.enumerate().filter(|(place, (_, mine, theirs))| {
                *place < ALWAYS || !(mine.is_empty() && theirs.is_empty())
            });
            told.extend(fields.map(|(_, field)| field));
        }
        told
    }
}

fn accepted(entry: Option<&Entry>) -> Option<&Entry> {
    entry.filter(|entry| entry.decision == Decision::Accept)
}

fn word(entry: Option<&Entry>) -> String {
    entry
        .map_or(Decision::Reject, |entry| entry.decision)
        .word()
        .to_owned()
}
