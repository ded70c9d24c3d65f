//! Leaks by words: a sentence that holds most of the words of a secret, or a role's name with its number of points.

use std::collections::BTreeSet;

use super::Search;
use super::sentence::{Sentence, content_words, hits, is_share, mentions, overlap};
use crate::model::{Model, PartyId, Target};
use crate::view::Secret;

/// How many words of a secret make a sentence suspicious at least.
const LEAST_WORDS: usize = 3;

/// So many words are suspicious even where nobody is named.
const MANY_WORDS: usize = 4;

/// Words that say that one thing waits for another.
const ORDERING: [&str; 9] = [
    "wait",
    "waits",
    "unless",
    "until",
    "before",
    "after",
    "first",
    "only",
    "condition",
];

impl<'a> Search<'a> {
    pub(super) fn by_words(&self, sentence: &Sentence<'_>) -> Vec<&'a Secret> {
        let secrets = self.secrets.iter().copied().zip(&self.telling);
        let told = secrets.filter(|(secret, words)| match secret.number {
            Some(number) => self.names_points((secret, words), number, sentence),
            None => self.has_words_of((secret, words), sentence),
        });
        told.map(|(secret, _)| secret).collect()
    }

    /// A role's name with its number of points; small numbers are dates and counts.
    fn names_points(
        &self,
        (secret, words): (&Secret, &BTreeSet<String>),
        number: i64,
        sentence: &Sentence<'_>,
    ) -> bool {
        let says_points = ["point", "score", "threshold"]
            .iter()
            .any(|word| sentence.stems.contains(*word));
        mentions(self.model, sentence.words, &secret.role)
            && (secret.words.is_empty() || overlap(words, &sentence.stems))
            && says_points
            && sentence.numbers().contains(&number)
    }

    fn has_words_of(
        &self,
        (secret, words): (&Secret, &BTreeSet<String>),
        sentence: &Sentence<'_>,
    ) -> bool {
        let names_owner = mentions(self.model, sentence.words, &secret.role);
        // What is said of a limit names its owner; a question that is neutral does not.
        let is_owned = secret.about.is_none() || names_owner;
        // That two steps are named together is no condition: something must say that one waits for the other.
        let is_ordered = !secret.is_ordered || sentence.has_one_of(&ORDERING);
        // Few words are suspicious where the owner is named, or where all of them stand there.
        let hits = hits(words, &sentence.stems);
        let is_much = hits >= MANY_WORDS || hits == words.len() || names_owner;
        words.len() >= LEAST_WORDS
            && is_owned
            && is_ordered
            && is_much
            && is_share(hits, words.len())
            && !self.is_shared(words)
    }

    /// Two roles may need the same: what stands on one's own sheet as one's own is no leak of the other's.
    fn is_shared(&self, words: &BTreeSet<String>) -> bool {
        self.own.iter().any(|mine| overlap(words, mine))
    }
}

/// The words of a secret, but for those that name a party and an issue: together these tell nothing of a limit.
pub(super) fn telling_words(model: &Model, secret: &Secret) -> BTreeSet<String> {
    let mut words = content_words(&secret.words);
    if let Some(about) = secret.about.as_ref().filter(|_| secret.number.is_none()) {
        let neutral = content_words(&neutral_words(model, &secret.role, about));
        words.retain(|word| !neutral.contains(word));
    }
    words
}

/// The words of what a reader keeps to itself, but for points.
pub(super) fn own_words(own: &[&Secret]) -> Vec<BTreeSet<String>> {
    let told = own.iter().filter(|it| it.number.is_none());
    let told = told.map(|mine| &mine.words).filter(|it| !it.is_empty());
    told.map(|mine| content_words(mine)).collect()
}

/// The names of a party and of what a secret is about.
fn neutral_words(model: &Model, party: &PartyId, about: &Target) -> String {
    let issue = about.issue().and_then(|issue| model.issues.get(issue));
    let issue = issue.map_or_else(
        || model.target_name(about),
        |issue| format!("{} {}", issue.name, issue.question),
    );
    format!("{} {issue}", model.party_name(party))
}
