//! Invented names for real ones, so that a live conflict can be taught at a distance.
//!
//! The map is stable: a name gets the same invented name in every run and on every machine, for it is chosen by the hash
//! of the id or the word, not by the order of the model. Parties get a country's name with its adjective and capital,
//! people a surname, other proper names a place. What the lesson says itself comes first.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Model;
use crate::source::sha256_hex;

use super::Lesson;

/// Name, adjective, capital.
const COUNTRIES: &[(&str, &str, &str)] = &[
    ("Arvenia", "Arvenian", "Tolm"),
    ("Belmora", "Belmoran", "Sidra Bay"),
    ("Corvalia", "Corvalian", "Ashmere"),
    ("Drenland", "Drenish", "Holt"),
    ("Estrava", "Estravan", "Perin"),
    ("Fenmark", "Fenmarker", "Ulm Gate"),
    ("Galdovia", "Galdovian", "Rennick"),
    ("Halmera", "Halmeran", "Port Vey"),
    ("Istoria", "Istorian", "Calder"),
    ("Jorvania", "Jorvanian", "Stell"),
    ("Kelmond", "Kelmondic", "Overa"),
    ("Lorvia", "Lorvian", "Minster"),
    ("Morvenna", "Morvennan", "Tarn"),
    ("Nordavia", "Nordavian", "Eldwick"),
    ("Ostrana", "Ostranan", "Brae"),
    ("Palvora", "Palvoran", "Quill"),
    ("Quendary", "Quendarian", "Sorrel"),
    ("Rovenia", "Rovenian", "Hale"),
    ("Selmark", "Selmarker", "Winnow"),
    ("Tessaly Minor", "Tessalian", "Dun"),
    ("Ulvania", "Ulvanian", "Cray"),
    ("Vestmoor", "Vestmoorish", "Lund Hill"),
    ("Wenlock", "Wenlockian", "Fairn"),
    ("Zelmara", "Zelmaran", "Aster"),
];
const PEOPLE: &[&str] = &[
    "Adair",
    "Brandt",
    "Calloway",
    "Dorn",
    "Ellery",
    "Farrow",
    "Garrick",
    "Hollin",
    "Ingram",
    "Jessop",
    "Kerrigan",
    "Lathe",
    "Merrin",
    "Norrell",
    "Osgood",
    "Pell",
    "Quarry",
    "Rowan",
    "Sable",
    "Thorne",
    "Underhill",
    "Varga",
    "Wick",
    "Yarrow",
    "Alder",
    "Birch",
    "Croft",
    "Dale",
    "Eames",
    "Frost",
];
const PLACES: &[&str] = &[
    "Amberlee",
    "Brackwater",
    "Cinderford",
    "Dunmere",
    "Eastrow",
    "Fallowby",
    "Greyharbour",
    "Hartwell",
    "Inverlay",
    "Juniper",
    "Kestrel",
    "Larkfield",
    "Moorgate",
    "Netherby",
    "Oldcastle",
    "Pinewood",
    "Quayside",
    "Ravenhill",
    "Stonebridge",
    "Thistledown",
    "Upperfield",
    "Valewood",
    "Whitecliff",
    "Yewtree",
    "Ashdown",
    "Briarcombe",
    "Coldwell",
    "Dovecote",
    "Elmstead",
    "Foxley",
    "Glenholm",
    "Heatherby",
    "Ironbridge",
    "Knollside",
    "Lindenau",
    "Millrace",
    "Northolm",
    "Orchard",
    "Penrose",
    "Rushmere",
];
const LETTERS: &[&str] = &[
    "AVO", "BREN", "CORD", "DAL", "ELM", "FORA", "GRET", "HOV", "IRN", "JAL", "KEST", "LOR", "MEV",
    "NORD", "OSK", "PELA",
];

/// Words with a capital in the middle of a sentence that name nobody.
const COMMON: &[&str] = &[
    "I",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "President",
    "Minister",
    "Foreign",
    "Prime",
    "Congress",
    "Parliament",
    "Senate",
    "House",
    "Second",
    "World",
    "War",
    "North",
    "South",
    "East",
    "West",
    "Western",
    "Eastern",
    "Northern",
    "Southern",
    "Council",
    "General",
    "Secretary",
    "The",
    "A",
    "An",
    "No",
    "BATNA",
];

/// Replaces names in texts.
#[derive(Debug, Clone, Default)]
pub struct Renames {
    /// Real name to invented name, the longest first.
    pairs: Vec<(String, String)>,
}

/// The invented names of a lesson: the teacher's own, then made-up ones for parties, speakers and every other proper name
/// that the given texts of the packet hold.
pub fn fictional(model: &Model, lesson: &Lesson, texts: &[String]) -> Renames {
    let mut map: BTreeMap<String, String> = lesson.names.clone();
    let mut taken = Taken::default();
    for party in model.parties.values() {
        let is_body = party.of.is_some() || !party.members.is_empty() || party.name.contains(' ');
        let at = taken.take("country", party.id.as_str(), COUNTRIES.len());
        let (name, adjective, capital) = COUNTRIES[at];
        let add = |map: &mut BTreeMap<String, String>, real: &str, invented: &str| {
            if !lesson.keep_names.iter().any(|kept| kept == real) {
                map.entry(real.to_owned())
                    .or_insert_with(|| invented.to_owned());
            }
        };
        // The name of a body or a group is made of other names, which are replaced by themselves.
        if !is_body
            || model.parties.values().all(|other| {
                other.id == party.id || !mentions(&party.name, &other.name, &other.adjectives)
            })
        {
            if party.name.split(' ').count() == 1
                || party.of.is_none() && party.members.is_empty() && is_state(party.kind)
            {
                add(&mut map, &party.name, name);
            }
            let short = |alias: &str| alias.chars().all(|c| c.is_uppercase() || c == '.');
            let named = |alias: &&String| alias.chars().next().is_some_and(char::is_uppercase);
            party
                .aliases
                .iter()
                .filter(named)
                .for_each(|alias| add(&mut map, alias, if short(alias) { name } else { capital }));
            party
                .adjectives
                .iter()
                .for_each(|real| add(&mut map, real, adjective));
        }
        // A name of one word takes no article: *the United Kingdom* becomes *Halmera*.
        if let Some(invented) = map
            .get(&party.name)
            .filter(|invented| !invented.contains(' '))
            .cloned()
        {
            for article in ["the", "The"] {
                map.entry(format!("{article} {}", party.name))
                    .or_insert_with(|| invented.clone());
            }
        }
        for speaker in party.speakers.values() {
            let at = taken.take("person", &speaker.name, PEOPLE.len());
            let first = taken.take("person", &format!("{} first", speaker.name), PEOPLE.len());
            let surname = speaker
                .name
                .split(' ')
                .next_back()
                .unwrap_or(&speaker.name)
                .to_owned();
            add(
                &mut map,
                &speaker.name,
                &format!("{} {}", PEOPLE[first], PEOPLE[at]),
            );
            add(&mut map, &surname, PEOPLE[at]);
            speaker
                .aliases
                .iter()
                .for_each(|alias| add(&mut map, alias, PEOPLE[at]));
        }
    }
    let known: BTreeSet<&str> = lesson
        .keep_names
        .iter()
        .map(String::as_str)
        .chain(COMMON.iter().copied())
        .collect();
    let first = Renames::of(map.clone());
    let left: BTreeSet<String> = texts
        .iter()
        .flat_map(|text| proper_words(&first.marked(text)))
        .collect();
    let small: BTreeSet<&str> = texts.iter().flat_map(|text| small_words(text)).collect();
    let is_name = |word: &&String| {
        !known.contains(word.as_str()) && !small.contains(word.to_lowercase().as_str())
    };
    for word in left.iter().filter(is_name) {
        let letters = word.chars().filter(|c| c.is_uppercase()).count();
        let invented = match letters > 1 && letters + 1 >= word.chars().count() {
            true => LETTERS[taken.take("letters", word, LETTERS.len())],
            false => PLACES[taken.take("place", word, PLACES.len())],
        };
        map.insert(word.clone(), invented.to_owned());
    }
    Renames::of(map)
}

fn is_state(kind: crate::model::PartyKind) -> bool {
    kind == crate::model::PartyKind::State
}

fn mentions(name: &str, other: &str, adjectives: &[String]) -> bool {
    name.contains(other)
        || adjectives
            .iter()
            .any(|adjective| name.contains(adjective.as_str()))
}

/// Which of the invented names are given away.
#[derive(Default)]
struct Taken {
    used: BTreeSet<(&'static str, usize)>,
}

impl Taken {
    /// A place in a list by the hash of a name; the next free one where it is taken, and any where all are.
    fn take(&mut self, list: &'static str, name: &str, size: usize) -> usize {
        let hash = sha256_hex(name.as_bytes());
        let start = usize::from_str_radix(&hash[..8], 16).unwrap_or(0) % size;
        let at = (0..size)
            .map(|step| (start + step) % size)
            .find(|at| !self.used.contains(&(list, *at)))
            .unwrap_or(start);
        self.used.insert((list, at));
        at
    }
}

/// Words with a capital in the middle of running text: after a word in small letters, or after another such word. What
/// follows a letter, a number or a bracket is the beginning of an answer or a heading.
fn proper_words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut runs = false;
    for piece in text.split_whitespace() {
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let core = word.split(['’', '\'']).next().unwrap_or(word);
        let opens = piece.starts_with(['“', '"', '‘', '(', '[']);
        let letters = core.chars().count() > 1 && core.chars().all(char::is_alphabetic);
        let has_capital = core.chars().next().is_some_and(char::is_uppercase);
        if runs && !opens && letters && has_capital {
            found.push(core.to_owned());
        }
        let ends = piece.ends_with(['.', '?', '!', ':', ';', ')', ']', '“', '”', '…']);
        runs = letters && !ends && (!has_capital || runs);
    }
    found
}

/// Every word in small letters.
fn small_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().next().is_some_and(char::is_lowercase))
}

impl Renames {
    fn of(map: BTreeMap<String, String>) -> Self {
        let mut pairs: Vec<(String, String)> = map
            .into_iter()
            .filter(|(real, _)| !real.is_empty())
            .collect();
        pairs.sort_by_key(|(real, _)| (std::cmp::Reverse(real.chars().count()), real.clone()));
        Self { pairs }
    }

    /// The pairs of real and invented names.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs
            .iter()
            .map(|(real, invented)| (real.as_str(), invented.as_str()))
    }

    /// A text with all names replaced; only whole words count as names.
    pub fn apply(&self, text: &str) -> String {
        self.replaced(text, |invented| invented.to_owned())
    }

    /// A text with a lower-case word in place of each name that is replaced, to look for those that are not.
    fn marked(&self, text: &str) -> String {
        self.replaced(text, |_| "x".to_owned())
    }

    fn replaced(&self, text: &str, with: impl Fn(&str) -> String) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        let mut before: Option<char> = None;
        while let Some(next) = rest.chars().next() {
            let starts = before.is_none_or(|c| !c.is_alphanumeric());
            let hit = self.pairs.iter().find(|(real, _)| {
                starts
                    && rest.starts_with(real.as_str())
                    && rest[real.len()..]
                        .chars()
                        .next()
                        .is_none_or(|c| !c.is_alphanumeric())
            });
            match hit {
                Some((real, invented)) => {
                    out.push_str(&with(invented));
                    before = real.chars().next_back();
                    rest = &rest[real.len()..];
                }
                None => {
                    out.push(next);
                    before = Some(next);
                    rest = &rest[next.len_utf8()..];
                }
            }
        }
        out
    }
}
