//! Of whom a sentence of a sheet speaks: roles by their names, by those who speak for them and by what people of theirs are
//! called, by a pronoun after such a sentence, or somebody who is not named at all.

use std::collections::{BTreeMap, BTreeSet};

use super::cues::Plain;
use super::sentence::content_words;
use crate::lesson::{Lesson, Role};
use crate::model::{Model, Party, PartyId};

/// Of whom a sentence speaks.
#[derive(Debug, Clone, Default)]
pub(super) struct Spoken {
    /// Roles, in the order of the lesson.
    pub roles: Vec<PartyId>,
    /// Whether it speaks of some role without its name: *one of the two*, *the mediator*, *your neighbour*.
    pub unnamed: bool,
}

/// Phrases for a role that is not named.
const UNNAMED: &[&str] = &[
    "one of the two",
    "one of the three",
    "one of the six",
    "only one",
    "all but one",
    "not one of the",
    "not one of you",
    "none of the",
    "the other",
    "the others",
    "your opponent",
    "your opponents",
    "your neighbour",
    "your neighbours",
    "the people who",
    "those who",
    "the one with",
    "the people at",
    "your counterpart",
    "your rival",
    "other side",
    "the mediator",
    "the mediators",
    "the legislators",
    "the lawmakers",
    "the first of",
    "the second of",
    "two of the",
    "one delegation",
    "somebody here",
    "someone here",
    "one of them",
    "one of you",
    "the delegation",
    "the capital",
    "the government",
];

/// Words that stand for who was named before.
const PRONOUNS: &[&str] = &[
    "it",
    "its",
    "they",
    "their",
    "them",
    "he",
    "his",
    "she",
    "her",
    "itself",
    "themselves",
    "theirs",
];

/// A name as it is written, and as it is looked for.
struct Name {
    written: String,
    plain: Plain,
}

/// The names of every role.
pub(super) struct Names {
    names: BTreeMap<PartyId, Vec<Name>>,
    /// The words that the sheet of one role has and those of the others hardly: *the dam* means those who live below it.
    marks: BTreeMap<PartyId, BTreeSet<String>>,
}

impl Names {
    pub fn of(model: &Model, lesson: &Lesson) -> Self {
        let parties = || {
            lesson
                .roles
                .iter()
                .map(Role::id)
                .filter_map(|id| model.parties.get(id))
        };
        let named = parties().map(|party| {
            let is_shared = |head: &str| {
                let mut others = parties().filter(|other| other.id != party.id);
                others.any(|other| Plain::of(&other.name).has(head))
            };
            (party.id.clone(), names_of(party, &is_shared))
        });
        Self {
            names: named.collect(),
            marks: marks_of(lesson),
        }
    }

    /// Roles of whose sheets alone a text has several words.
    pub fn marked_in(&self, text: &str) -> Vec<PartyId> {
        let words = content_words(text);
        let marked = self
            .marks
            .iter()
            .filter(|(_, marks)| words.intersection(marks).count() >= MARKS);
        marked.map(|(id, _)| id.clone()).collect()
    }

    /// Of whom a sentence speaks; `before` are those of whom the sentence before it spoke.
    pub fn spoken_of(&self, sentence: &str, before: &[PartyId]) -> Spoken {
        let plain = Plain::of(sentence);
        let named = self
            .names
            .iter()
            .filter(|(_, names)| names.iter().any(|name| name.stands_in(sentence, &plain)));
        let mut roles: Vec<PartyId> = named.map(|(id, _)| id.clone()).collect();
        if roles.is_empty() && plain.has_any(PRONOUNS) {
            roles = before.to_vec();
        }
        Spoken {
            roles,
            unnamed: plain.has_any(UNNAMED),
        }
    }
}

/// Words of one role alone that point to it.
const MARKS: usize = 2;

/// The words of each role's sheet that are at least twice as frequent there as on all others together.
fn marks_of(lesson: &Lesson) -> BTreeMap<PartyId, BTreeSet<String>> {
    let counted = lesson.roles.iter().map(|role| (role.id(), counted(role)));
    let counted: Vec<(&PartyId, BTreeMap<String, usize>)> = counted.collect();
    let own = counted.iter().map(|(id, words)| {
        let elsewhere = |word: &String| -> usize {
            let others = counted.iter().filter(|(other, _)| other != id);
            others.filter_map(|(_, words)| words.get(word)).sum()
        };
        let marks = words
            .iter()
            .filter(|(word, times)| **times >= 2 * elsewhere(word).max(1) || elsewhere(word) == 0);
        ((*id).clone(), marks.map(|(word, _)| word.clone()).collect())
    });
    own.collect()
}

fn counted(role: &Role) -> BTreeMap<String, usize> {
    let interests = role.interests.iter();
    let interests =
        interests.flat_map(|interest| [&interest.text].into_iter().chain(&interest.why));
    let optional = [&role.mandate, &role.walk_away].into_iter().flatten();
    let mut words: BTreeMap<String, usize> = BTreeMap::new();
    for text in optional.chain(interests).chain(&role.keep_secret) {
        for word in content_words(text) {
            *words.entry(word).or_default() += 1;
        }
    }
    words
}

impl Name {
    fn of(written: String) -> Self {
        Self {
            plain: Plain::of(&written),
            written,
        }
    }

    /// Whether a sentence has it: an abbreviation as it is written, for *us* is not the US.
    fn stands_in(&self, sentence: &str, plain: &Plain) -> bool {
        let bare = |word: &str| word.trim_end_matches('.').to_owned();
        let is_short = self
            .written
            .chars()
            .all(|c| c.is_uppercase() || !c.is_alphabetic());
        if !is_short {
            return plain.holds(&self.plain);
        }
        let mut words = sentence.split(|c: char| !c.is_alphanumeric() && c != '.');
        words.any(|word| bare(word) == bare(&self.written))
    }
}

/// Whether a text speaks of people without saying which.
pub(super) fn speaks_of_somebody(plain: &Plain) -> bool {
    plain.has_any(&["they", "he", "him", "his", "she"])
}

/// The names of a party, of its people and of those who speak for it: *Ukraine*, *Ukrainians*, *Starmer*.
fn names_of(party: &Party, is_shared: &dyn Fn(&str) -> bool) -> Vec<Name> {
    let own = party.aliases.iter().chain([&party.name]).cloned();
    let people = party
        .adjectives
        .iter()
        .flat_map(|word| [word.clone(), format!("{word}s")]);
    let speakers = party.speakers.values();
    let spoken = speakers.flat_map(|it| {
        let surname = it.name.split(' ').next_back().unwrap_or_default();
        it.aliases
            .iter()
            .cloned()
            .chain([it.name.clone(), surname.to_owned()])
    });
    // What a party is goes for its name where no other has the word: *the cooperative* of *fishing cooperative*.
    let head = party
        .name
        .split(' ')
        .next_back()
        .filter(|head| *head != party.name);
    let head = head.filter(|head| head.chars().count() > 4 && !is_shared(&head.to_lowercase()));
    let names = own
        .chain(people)
        .chain(spoken)
        .chain(head.map(str::to_owned));
    names
        .filter(|name| !name.is_empty())
        .map(Name::of)
        .collect()
}
