//! The decisions of two coders on the facts of the same texts, held against each other.

use std::collections::BTreeMap;

use crate::extract::FieldAgreement;

use super::inbox::{Decision, Entry, Inbox};

/// What two coders say of one field of a fact, where they differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The text.
    pub document: String,
    /// The sentence.
    pub sentence: u32,
    /// The fact.
    pub id: String,
    /// The field in which they differ; `decision` where one accepts what the other does not.
    pub field: &'static str,
    /// What the one says.
    pub mine: String,
    /// What the other says.
    pub theirs: String,
}

/// How far two coders agree.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// Field by field: decisions over all facts that both decided, the rest over those that both accepted.
    pub fields: Vec<FieldAgreement>,
    /// Every difference, in the order of the texts.
    pub differences: Vec<Difference>,
}

/// The fields that are compared of a fact that both accept.
const FIELDS: [&str; 8] = [
    "kind", "holder", "on", "stance", "value", "needs", "relation", "other",
];

/// Holds the inboxes of two coders against each other. A fact that one has and the other has not counts as rejected by the
/// other; what either has left undecided counts for nothing.
pub fn agreement(mine: &[Inbox], theirs: &[Inbox]) -> Agreement {
    let pairs = mine.iter().filter_map(|one| {
        let other = theirs.iter().find(|other| other.document == one.document)?;
        Some((one, other))
    });
    let told = pairs.flat_map(|(one, other)| {
        let decided = decided_by_both(one, other).into_iter();
        decided.flat_map(|(entry, a, b)| said_by_both(&one.document, entry, a, b))
    });
    let told: Vec<Difference> = told.collect();
    let names = std::iter::once("decision").chain(FIELDS);
    let fields = names.map(|field| FieldAgreement::of(field, &units_of(&told, field)));
    Agreement {
        fields: fields.filter(says_something).collect(),
        differences: told
            .into_iter()
            .filter(|one| one.mine != one.theirs)
            .collect(),
    }
}

/// What both say of a fact, field by field; of one that not both accept, the decision alone.
fn said_by_both(
    document: &str,
    entry: &Entry,
    mine: Option<&Entry>,
    theirs: Option<&Entry>,
) -> Vec<Difference> {
    let mut said = vec![("decision", word(mine), word(theirs))];
    if let (Some(a), Some(b)) = (accepted(mine), accepted(theirs)) {
        let value = |entry: &Entry, key| entry.field(key).unwrap_or_default().to_owned();
        said.extend(FIELDS.map(|key| (key, value(a, key), value(b, key))));
    }
    let said = said.into_iter().map(|(field, mine, theirs)| Difference {
        document: document.to_owned(),
        sentence: entry.sentence,
        id: entry.id.clone(),
        field,
        mine,
        theirs,
    });
    said.collect()
}

fn units_of(told: &[Difference], field: &str) -> Vec<(String, String)> {
    let told = told.iter().filter(|one| one.field == field);
    told.map(|one| (one.mine.clone(), one.theirs.clone()))
        .collect()
}

/// A field that no fact of either coder has is left out.
fn says_something(field: &FieldAgreement) -> bool {
    field.units > 0
        && (field.alpha.is_some()
            || !matches!(field.field, "value" | "needs" | "relation" | "other"))
}

/// The facts that both coders decided, in the order of the text: each with what the one and what the other has of it.
fn decided_by_both<'i>(
    one: &'i Inbox,
    other: &'i Inbox,
) -> Vec<(&'i Entry, Option<&'i Entry>, Option<&'i Entry>)> {
    let by_id = |inbox: &'i Inbox| -> BTreeMap<&'i str, &'i Entry> {
        inbox
            .entries
            .iter()
            .map(|entry| (entry.id.as_str(), entry))
            .collect()
    };
    let (mine, theirs) = (by_id(one), by_id(other));
    let ids = mine
        .keys()
        .chain(theirs.keys().filter(|id| !mine.contains_key(*id)));
    let both = ids.filter_map(|id| {
        let (a, b) = (mine.get(id).copied(), theirs.get(id).copied());
        let entry = a.or(b)?;
        let is_open =
            |entry: Option<&Entry>| entry.is_some_and(|one| one.decision == Decision::Pending);
        (!is_open(a) && !is_open(b)).then_some((entry, a, b))
    });
    let mut both: Vec<_> = both.collect();
    both.sort_by(|(a, ..), (b, ..)| (a.sentence, &a.id).cmp(&(b.sentence, &b.id)));
    both
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
