//! Of whom a sentence of a sheet speaks: roles by their names, by those who speak for them and by what people of theirs are
//! called, by a pronoun after such a sentence, or somebody who is not named at all.

use std::collections::BTreeMap;

use super::cues::Plain;
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
    "one of the two", "one of the three", "one of the six", "only one", "all but one", "not one of the", "not one of you", "none of the", "the other", "the others",
    "your opponent", "your opponents", "your neighbour", "your counterpart", "your rival", "other side", "the mediator", "the mediators", "the legislators", "the lawmakers",
    "the first of", "the second of", "two of the", "one delegation", "somebody here", "someone here", "one of them", "one of you", "the delegation", "the capital", "the government",
];

/// Words that stand for who was named before.
const PRONOUNS: &[&str] = &[
    "it", "its", "they", "their", "them", "he", "his", "she", "her", "itself", "themselves", "theirs",
];

/// The names of every role, as words in small letters.
pub(super) struct Names(BTreeMap<PartyId, Vec<String>>);

impl Names {
    pub fn of(model: &Model, lesson: &Lesson) -> Self {
        let parties = || lesson.roles.iter().map(Role::id).filter_map(|id| model.parties.get(id));
        let named = parties().map(|party| {
            let is_shared = |head: &str| {
                let mut others = parties().filter(|other| other.id != party.id);
                others.any(|other| Plain::of(&other.name).has(head))
            };
            (party.id.clone(), names_of(party, &is_shared))
        });
        Self(named.collect())
    }

    /// Of whom a sentence speaks; `before` are those of whom the sentence before it spoke.
    pub fn spoken_of(&self, sentence: &str, before: &[PartyId]) -> Spoken {
        let plain = Plain::of(sentence);
        let named = self.0.iter().filter(|(_, names)| names.iter().any(|name| names_it(name, sentence, &plain)));
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

/// Whether a sentence has a name: an abbreviation as it is written, for *us* is not the US.
fn names_it(name: &str, sentence: &str, plain: &Plain) -> bool {
    let is_short = name.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    match is_short {
        true => sentence.split(|c: char| !c.is_alphanumeric() && c != '.').any(|word| word.trim_end_matches('.') == name.trim_end_matches('.')),
        false => plain.holds(&Plain::of(name)),
    }
}

/// Whether a text speaks of people without saying which.
pub(super) fn speaks_of_somebody(plain: &Plain) -> bool {
    plain.has_any(&["they", "he", "him", "his", "she"])
}

/// The names of a party, of its people and of those who speak for it: *Ukraine*, *Ukrainians*, *Starmer*.
fn names_of(party: &Party, is_shared: &dyn Fn(&str) -> bool) -> Vec<String> {
    let own = party.aliases.iter().chain([&party.name]).cloned();
    let people = party.adjectives.iter().flat_map(|word| [word.clone(), format!("{word}s")]);
    let speakers = party.speakers.values();
    let spoken = speakers.flat_map(|it| {
        let surname = it.name.split(' ').next_back().unwrap_or_default();
        it.aliases.iter().cloned().chain([it.name.clone(), surname.to_owned()])
    });
    // What a party is goes for its name where no other has the word: *the cooperative* of *fishing cooperative*.
    let head = party.name.split(' ').next_back().filter(|head| *head != party.name);
    let head = head.filter(|head| head.chars().count() > 4 && !is_shared(&head.to_lowercase()));
    let names = own.chain(people).chain(spoken).chain(head.map(str::to_owned));
    names.filter(|name| !name.is_empty()).collect()
}
