//! Invented names for real ones, so that a live conflict can be taught at a distance.
//!
//! The map is stable: a name gets the same invented name in every run and on every machine, for it is chosen by the hash
//! of the id or the word, not by the order of the model. Parties get a country's name with its adjective and capital,
//! people a surname, other proper names a place. What the lesson says itself comes first.

mod lists;
mod renames;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Model, Party, PartyKind, Speaker};
use crate::source::sha256_hex;

use super::Lesson;
use lists::{COMMON, COUNTRIES, LETTERS, PEOPLE, PLACES};

pub use renames::Renames;

/// The invented names of a lesson: the teacher's own, then made-up ones for parties, speakers and every other proper name
/// that the given texts of the packet hold.
pub fn fictional(model: &Model, lesson: &Lesson, texts: &[String]) -> Renames {
    let mut naming = Naming {
        model,
        lesson,
        invented: lesson.names.clone(),
        taken: Taken::default(),
    };
    for party in model.parties.values() {
        naming.country(party);
        naming.article(&party.name);
        for speaker in party.speakers.values() {
            naming.person(speaker);
        }
    }
    for word in naming.left_over(texts) {
        naming.place(word);
    }
    Renames::of(naming.invented)
}

/// Invented names, as far as they are given.
struct Naming<'a> {
    model: &'a Model,
    lesson: &'a Lesson,
    /// Real name to invented name.
    invented: BTreeMap<String, String>,
    taken: Taken,
}

impl Naming<'_> {
    /// Names something, where the teacher neither keeps its name nor has given it one, nor another thing had it before.
    fn name(&mut self, real: &str, invented: &str) {
        if !self.lesson.keep_names.iter().any(|kept| kept == real) {
            self.name_always(real.to_owned(), invented);
        }
    }

    fn name_always(&mut self, real: String, invented: &str) {
        let entry = self.invented.entry(real);
        entry.or_insert_with(|| invented.to_owned());
    }

    /// A party's name, aliases and adjectives after an invented country.
    fn country(&mut self, party: &Party) {
        let id = party.id.as_str();
        let (name, adjective, capital) = *self.taken.take("country", COUNTRIES, id);
        // The name of a body or a group is made of other names, which are replaced by themselves.
        if self.is_made_of_names(party) {
            return;
        }
        if is_one_word(&party.name) || is_state_of_its_own(party) {
            self.name(&party.name, name);
        }
        for alias in party.aliases.iter().filter(|alias| is_capitalised(alias)) {
            let is_short = alias.chars().all(|c| c.is_uppercase() || c == '.');
            self.name(alias, if is_short { name } else { capital });
        }
        for real in &party.adjectives {
            self.name(real, adjective);
        }
    }

    fn is_made_of_names(&self, party: &Party) -> bool {
        let others = || {
            self.model
                .parties
                .values()
                .filter(|other| other.id != party.id)
        };
        !(is_by_itself(party) && is_one_word(&party.name))
            && others().any(|other| mentions(&party.name, other))
    }

    /// A name of one word takes no article: *the United Kingdom* becomes *Halmera*.
    fn article(&mut self, real: &str) {
        let Some(invented) = self
            .invented
            .get(real)
            .filter(|name| is_one_word(name))
            .cloned()
        else {
            return;
        };
        for article in ["the", "The"] {
            self.name_always(format!("{article} {real}"), &invented);
        }
    }

    /// A person's whole name, surname and aliases after an invented person.
    fn person(&mut self, speaker: &Speaker) {
        let real = &speaker.name;
        let surname = *self.taken.take("person", PEOPLE, real);
        let first = self.taken.take("person", PEOPLE, &format!("{real} first"));
        self.name(real, &format!("{first} {surname}"));
        self.name(real.split(' ').next_back().unwrap_or(real), surname);
        for alias in &speaker.aliases {
            self.name(alias, surname);
        }
    }

    /// The proper names in the texts that are not named yet.
    fn left_over(&self, texts: &[String]) -> BTreeSet<String> {
        let so_far = Renames::of(self.invented.clone());
        let words = texts
            .iter()
            .flat_map(|text| proper_words(&so_far.marked(text)));
        // A word that also stands in small letters somewhere is no name.
        let small: BTreeSet<&str> = texts.iter().flat_map(|text| small_words(text)).collect();
        let kept = |word: &String| self.lesson.keep_names.contains(word);
        let names = words.filter(|word| {
            !kept(word)
                && !COMMON.contains(&word.as_str())
                && !small.contains(word.to_lowercase().as_str())
        });
        names.collect()
    }

    /// An abbreviation for an abbreviation, a place for anything else.
    fn place(&mut self, word: String) {
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        let is_short = capitals > 1 && capitals + 1 >= word.chars().count();
        let invented = match is_short {
            true => self.taken.take("letters", LETTERS, &word),
            false => self.taken.take("place", PLACES, &word),
        };
        self.invented.insert(word, (*invented).to_owned());
    }
}

fn is_one_word(name: &str) -> bool {
    !name.contains(' ')
}

fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a party is part of no other and made of none.
fn is_by_itself(party: &Party) -> bool {
    party.of.is_none() && party.members.is_empty()
}

fn is_state_of_its_own(party: &Party) -> bool {
    is_by_itself(party) && party.kind == PartyKind::State
}

fn mentions(name: &str, other: &Party) -> bool {
    let mut words = std::iter::once(&other.name).chain(&other.adjectives);
    words.any(|word| name.contains(word.as_str()))
}

/// Which of the invented names are given away.
#[derive(Default)]
struct Taken {
    used: BTreeSet<(&'static str, usize)>,
}

impl Taken {
    /// An item of a list by the hash of a name; the next free one where it is taken, and that one again where all are.
    fn take<T>(&mut self, list: &'static str, items: &'static [T], name: &str) -> &'static T {
        let size = items.len();
        let hash = sha256_hex(name.as_bytes());
        let start = usize::from_str_radix(&hash[..8], 16).unwrap_or(0) % size;
        let mut around = (0..size).map(|step| (start + step) % size);
        let free = around.find(|at| !self.used.contains(&(list, *at)));
        let at = free.unwrap_or(start);
        self.used.insert((list, at));
        &items[at]
    }
}

/// Words with a capital in the middle of running text: after a word in small letters, or after another such word. What
/// follows a letter, a number or a bracket is the beginning of an answer or a heading.
fn proper_words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut runs = false;
    for piece in text.split_whitespace() {
        let word = core(piece);
        let is_word = word.chars().count() > 1 && word.chars().all(char::is_alphabetic);
        let opens = piece.starts_with(['“', '"', '‘', '(', '[']);
        if runs && !opens && is_word && is_capitalised(word) {
            found.push(word.to_owned());
        }
        let ends = piece.ends_with(['.', '?', '!', ':', ';', ')', ']', '“', '”', '…']);
        runs = is_word && !ends && (!is_capitalised(word) || runs);
    }
    found
}

/// A word without the signs around it and without its genitive: *Kyiv’s* is *Kyiv*.
fn core(piece: &str) -> &str {
    let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
    word.split(['’', '\'']).next().unwrap_or(word)
}

/// Every word in small letters.
fn small_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().next().is_some_and(char::is_lowercase))
}
