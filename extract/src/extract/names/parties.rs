//! The parties of a model by name, alias, adjective and speaker.

use super::super::english::English;
use super::{Index, NamedParty, Names, Sort};

impl Index {
    pub(super) fn add_parties(&mut self, names: &Names, english: &English) {
        for (at, party) in names.parties.iter().enumerate() {
            self.add_names(party, at, english);
            for adjective in &party.adjectives {
                self.name(adjective, at, Sort::Adjective, None);
            }
            self.add_speakers(party, at, english);
        }
        self.add_states(names, english);
        self.add_common_nouns(names, english);
        let lists = self.parties.values_mut();
        lists.for_each(|list| list.sort_by_key(|alias| std::cmp::Reverse(alias.words.len())));
    }

    fn add_names(&mut self, party: &NamedParty, at: usize, english: &English) {
        for name in std::iter::once(&party.name).chain(&party.aliases) {
            let person = *name != party.name && looks_like_a_person(name, english);
            if person {
                self.name(name, at, Sort::Person, None);
                self.surname(name, at, None, english);
            } else {
                self.name(name, at, sort_of(name, party, english), None);
            }
        }
    }

    fn add_speakers(&mut self, party: &NamedParty, at: usize, english: &English) {
        for speaker in &party.speakers {
            for name in &speaker.names {
                self.name(name, at, Sort::Person, Some(speaker));
                self.surname(name, at, Some(speaker), english);
            }
        }
    }
}

/// Two or three capitalised words none of which is an English one: a person's name.
fn looks_like_a_person(name: &str, english: &English) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let known = |word: &str| english.word(&word.to_lowercase()).is_some();
    let mut states = english.states.iter();
    if states.any(|row| row.iter().any(|cell| cell == name)) {
        return false;
    }
    match words.as_slice() {
        [one] => {
            let adjective = name.ends_with("an") || name.ends_with("ish");
            is_capitalised(one) && !known(one) && !adjective
        }
        [_, _] | [_, _, _] => words.iter().all(|w| is_capitalised(w) && !known(w)),
        _ => false,
    }
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase)
}

/// Whether an alias is a name, an adjective or the capital of a state.
fn sort_of(name: &str, party: &NamedParty, english: &English) -> Sort {
    let states = || english.states.iter();
    if name == party.name {
        Sort::Name
    } else if states().any(|row| row[1] == name && row[0] != name) {
        Sort::Adjective
    } else if states().any(|row| row[2] == name) && !english.is_seat(name) {
        Sort::Capital
    } else {
        Sort::Name
    }
}
