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
const UNNAMED: [&str; 30] = [
    "one of the two", "one of the three", "one of the six", "only one", "all but one", "not one of", "none of the", "the other", "the others",
    "your opponent", "your opponents", "your neighbour", "your counterpart", "your rival", "other side", "the mediator", "the mediators", "the legislators", "the lawmakers",
    "the first of", "the second of", "two of the", "one delegation", "somebody here", "someone here", "one of them", "one of you", "the delegation", "the capital", "the government",
];

/// Words that stand for who was named before.
const PRONOUNS: [&str; 12] = [
    "it", "its", "they", "their", "them", "he", "his", "she", "her", "itself", "themselves", "theirs",
];

/// The names of every role, as words in small letters.
pub(super) struct Names(BTreeMap<PartyId, Vec<Plain>>);

impl Names {
    pub fn of(model: &Model, lesson: &Lesson) -> Self {
        let roles = lesson.roles.iter().map(Role::id);
        let named = roles.filter_map(|id| {
            let names = names_of(model.parties.get(id)?);
            Some((id.clone(), names))
        });
        Self(named.collect())
    }

    /// Of whom a sentence speaks; `before` are those of whom the sentence before it spoke.
    pub fn spoken_of(&self, sentence: &Plain, before: &[PartyId]) -> Spoken {
        let named = self.0.iter().filter(|(_, names)| names.iter().any(|name| sentence.holds(name)));
        let mut roles: Vec<PartyId> = named.map(|(id, _)| id.clone()).collect();
        if roles.is_empty() && sentence.has_any(&PRONOUNS) {
            roles = before.to_vec();
        }
        Spoken {
            roles,
            unnamed: sentence.has_any(&UNNAMED),
        }
    }
}

/// The names of a party, of its people and of those who speak for it: *Ukraine*, *Ukrainians*, *Starmer*.
fn names_of(party: &Party) -> Vec<Plain> {
    let own = party.aliases.iter().chain([&party.name]).map(String::as_str);
    let people = party.adjectives.iter().flat_map(|word| [word.clone(), format!("{word}s")]);
    let people: Vec<String> = people.collect();
    let speakers = party.speakers.values();
    let spoken = speakers.flat_map(|it| {
        let surname = it.name.split(' ').next_back();
        it.aliases.iter().map(String::as_str).chain([it.name.as_str()]).chain(surname)
    });
    // What a party is goes for its name where the name says it: *the cooperative* of *fishing cooperative*.
    let head = party.name.split(' ').next_back().filter(|head| *head != party.name);
    let head = head.filter(|head| head.chars().count() > 4);
    let names = own.chain(people.iter().map(String::as_str)).chain(spoken).chain(head);
    names.filter(|name| !name.is_empty()).map(Plain::of).collect()
}
