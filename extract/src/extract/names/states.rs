//! A party that is a state is also called by its capital and its adjective.

use super::super::english::English;
use super::{Index, NamedParty, Names, Sort};

/// A word for a state, the party that it means, and its sort.
type Word = (usize, String, Sort);

impl Index {
    pub(super) fn add_states(&mut self, names: &Names, english: &English) {
        let declared = self.given.clone();
        let parties = names.parties.iter().enumerate();
        let mut found: Vec<Word> = parties
            .flat_map(|(at, party)| words_of(at, party, english))
            .collect();
        found.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
        found.dedup_by(|a, b| a.1 == b.1 && a.0 == b.0);
        let plurals: Vec<Word> = found.iter().filter_map(people).collect();
        found.extend(plurals);
        for (at, word, sort) in &found {
            let claimed_twice = found.iter().any(|(other, w, _)| other != at && w == word);
            if !word.is_empty() && !claimed_twice && !declared.contains(&word.to_lowercase()) {
                self.name(word, *at, *sort, None);
            }
        }
    }
}

fn words_of(at: usize, party: &NamedParty, english: &English) -> Vec<Word> {
    let names = std::iter::once(&party.name);
    let names = names.chain(&party.aliases).chain(&party.adjectives);
    let own: Vec<String> = names.map(|n| core_of_state(n)).collect();
    let states = english.states.iter();
    let states = states.filter(|[state, adjective, _]| is_state(party, &own, state, adjective));
    states
        .flat_map(|[state, adjective, capital]| {
            [
                (at, state.clone(), Sort::Name),
                (at, adjective.clone(), sort_of_adjective(adjective)),
                (at, capital.clone(), sort_of_capital(capital, english)),
            ]
        })
        .collect()
}

/// Whether a party is a state: by its name, or by an adjective that its name holds too.
fn is_state(party: &NamedParty, own: &[String], state: &str, adjective: &str) -> bool {
    let (state, lower) = (state.to_lowercase(), adjective.to_lowercase());
    let named = own.contains(&state);
    let by_adjective = own.contains(&lower) || party.adjectives.iter().any(|a| a == adjective);
    named || by_adjective && party.name.to_lowercase().contains(&lower)
}

fn sort_of_adjective(adjective: &str) -> Sort {
    match adjective.chars().any(char::is_lowercase) {
        true => Sort::Adjective,
        false => Sort::Name,
    }
}

/// A capital may be a mere place; the seat of a government is not.
fn sort_of_capital(capital: &str, english: &English) -> Sort {
    match english.is_seat(capital) {
        true => Sort::Name,
        false => Sort::Capital,
    }
}

/// *Russians*, from *Russian*.
fn people((at, word, sort): &Word) -> Option<Word> {
    const ENDS: [&str; 4] = ["an", "i", "ot", "ek"];
    let people = *sort == Sort::Adjective && ENDS.iter().any(|end| word.ends_with(end));
    people.then(|| (*at, format!("{word}s"), Sort::Name))
}

/// `Government of Colombia`, `Republic of Cyprus`, `Colombian government`: the state's own word.
fn core_of_state(name: &str) -> String {
    const BEFORE: [&str; 4] = ["government of ", "republic of ", "kingdom of ", "state of "];
    let lower = name.to_lowercase();
    let lower = lower.strip_prefix("the ").unwrap_or(&lower);
    let mut before = BEFORE.iter();
    let core = before.find_map(|before| lower.strip_prefix(before));
    let core = core.unwrap_or_else(|| lower.strip_suffix(" government").unwrap_or(lower));
    core.to_owned()
}
