//! English: what parts of speech a word can have, and the forms of its verbs.
//!
//! The lists are data (`english/words.yaml`); forms of regular verbs are made here by the rules of spelling.

mod forms;
mod sets;
mod tags;

use rustc_hash::FxHashMap;

use crate::yaml::{self, Node};

pub(super) use forms::plural;
pub(super) use sets::{Set, Sets};
pub(super) use tags::{Forms, Lemma, Tag, Tags, Traits, Word};

/// The dictionary.
#[derive(Debug, Default)]
pub(super) struct English {
    words: FxHashMap<Box<str>, Word>,
    lemmas: FxHashMap<Box<str>, Lemma>,
    pub states: Vec<[String; 3]>,
    /// Sets of words that speak of one thing.
    pub synonyms: Vec<Vec<String>>,
    /// Several words that only modify a verb.
    pub adverbials: FxHashMap<String, Vec<Vec<String>>>,
    /// Words before a number that belong to it, one or several each.
    pub qualifiers: Vec<Vec<String>>,
    seats: Vec<String>,
    /// Words that a clause speaks of without naming them, by what it says: time, approval.
    hints: FxHashMap<String, Vec<String>>,
    sets: FxHashMap<Box<str>, Sets>,
    endings: Endings,
}

/// How words that no list has are told apart: by their endings.
#[derive(Debug, Default)]
struct Endings {
    adverb: Vec<String>,
    adjective: Vec<String>,
    /// Of words with a hyphen.
    compound: Vec<String>,
    /// Numbers in words, which are told whole.
    numbers: Vec<String>,
}

impl Endings {
    fn read(words: &Node) -> Self {
        let all = |key: &str| list(words, key).map(str::to_owned).collect();
        Self {
            adverb: all("adverb_endings"),
            adjective: all("adjective_endings"),
            compound: all("compound_endings"),
            numbers: all("number"),
        }
    }

    fn tag(&self, lower: &str) -> Tag {
        let ends = |list: &[String]| {
            let long = |end: &&String| lower.len() > end.len() + 2;
            list.iter()
                .filter(long)
                .any(|end| lower.ends_with(end.as_str()))
        };
        if ends(&self.adverb) {
            Tag::Adverb
        } else if lower.contains('-') && ends(&self.compound) || ends(&self.adjective) {
            Tag::Adjective
        } else if self.numbers.iter().any(|number| number == lower) {
            Tag::Number
        } else {
            Tag::Noun
        }
    }
}

/// Where each list of the file goes.
const LISTS: &[(&str, Tag)] = &[
    ("determiner", Tag::Determiner),
    ("demonstrative", Tag::Demonstrative),
    ("possessive", Tag::Possessive),
    ("pronoun", Tag::Pronoun),
    ("preposition", Tag::Preposition),
    ("conjunction", Tag::Conjunction),
    ("subordinator", Tag::Subordinator),
    ("modal", Tag::Modal),
    ("have", Tag::Have),
    ("be", Tag::Be),
    ("do", Tag::Do),
    ("negation", Tag::Not),
    ("relative", Tag::Relative),
    ("adverb", Tag::Adverb),
    ("adjective", Tag::Adjective),
    ("agent", Tag::Noun),
    ("light", Tag::Noun),
    ("time", Tag::Noun),
];

impl English {
    /// Reads the lists that ship with the program.
    pub fn shipped() -> Self {
        let mut english = Self::default();
        let words = shipped_yaml(include_str!("english/words.yaml"));
        english.add_lists(&words);
        english.add_traits(&words);
        english.correct(&words);
        english.add_adverbials(&words);
        english.add("to", Tag::To);
        english.add("that", Tag::That);
        english.endings = Endings::read(&words);
        let several = |row: &str| row.split('-').map(str::to_owned).collect();
        english.qualifiers = list(&words, "qualifiers").map(several).collect();
        english.add_states(&shipped_yaml(include_str!("english/places.yaml")));
        english.add_synonyms(&shipped_yaml(include_str!("english/synonyms.yaml")));
        english.add_sets(&shipped_yaml(include_str!("english/sets.yaml")));
        english
    }

    fn add_lists(&mut self, words: &Node) {
        for verb in list(words, "verbs") {
            self.add_verb(verb);
        }
        for (name, tag) in LISTS {
            list(words, name).for_each(|word| self.add(word, *tag));
        }
        for noun in list(words, "time").chain(list(words, "also_noun")) {
            self.add_noun(noun);
        }
    }

    fn add_traits(&mut self, words: &Node) {
        for (name, what) in [
            ("agent", Traits::AGENT),
            ("light", Traits::LIGHT),
            ("time", Traits::TIME),
            ("title", Traits::TITLE),
        ] {
            list(words, name).for_each(|word| self.mark(word, what));
        }
        list(words, "time").for_each(|word| self.mark(&plural(word), Traits::TIME));
        for verb in list(words, "report") {
            self.verb(verb);
            self.mark_verb(verb, Traits::REPORT);
        }
    }

    /// Words that only look like a verb.
    fn correct(&mut self, words: &Node) {
        for word in list(words, "only_adjective") {
            self.words.entry(word.into()).or_default().tags = Tags::of(Tag::Adjective);
        }
        for word in list(words, "not_verb") {
            self.words.entry(word.into()).or_default().tags = Tags::of(Tag::Noun);
        }
    }

    fn add_adverbials(&mut self, words: &Node) {
        for row in list(words, "adverbials") {
            let row: Vec<String> = row.split('-').map(str::to_owned).collect();
            self.mark(&row[0], Traits::OPENS);
            self.adverbials.entry(row[0].clone()).or_default().push(row);
        }
        let rows = self.adverbials.values_mut();
        rows.for_each(|rows| rows.sort_by_key(|row| std::cmp::Reverse(row.len())));
    }

    fn add_states(&mut self, places: &Node) {
        for row in places.items_of("states") {
            let cell = |at: usize| row.items().get(at).and_then(Node::text).unwrap_or("");
            self.states.push([0, 1, 2].map(|at| cell(at).to_owned()));
        }
        let seats = places.items_of("seats");
        self.seats = seats
            .iter()
            .filter_map(Node::text)
            .map(str::to_owned)
            .collect();
    }

    fn add_synonyms(&mut self, synonyms: &Node) {
        let sets = synonyms.items_of("sets").iter();
        let words = |set: &str| set.split_whitespace().map(str::to_owned).collect();
        self.synonyms = sets.filter_map(Node::text).map(words).collect();
        for (sort, spoken) in synonyms.entries_of("hints") {
            let spoken = spoken.text().map(words).unwrap_or_default();
            self.hints.insert(sort.text.clone(), spoken);
        }
    }

    fn add_sets(&mut self, sets: &Node) {
        for (set, key) in Set::ALL {
            let words = list(sets, key);
            for word in words {
                self.sets.entry(word.into()).or_default().add(*set);
            }
        }
    }

    /// The words that a clause of a sort speaks of without naming them.
    pub fn hints(&self, sort: &str) -> impl Iterator<Item = &str> {
        self.hints
            .get(sort)
            .into_iter()
            .flatten()
            .map(String::as_str)
    }

    /// Whether a place is the seat of a government, which the press names for the state: *the Kremlin*.
    pub fn is_seat(&self, place: &str) -> bool {
        self.seats.iter().any(|seat| seat == place)
    }

    /// The named sets that a word in lower case is in.
    pub fn sets_of(&self, lower: &str) -> Sets {
        self.sets.get(lower).copied().unwrap_or_default()
    }

    /// The part of speech of a small word that no list has, by its ending.
    pub fn by_ending(&self, lower: &str) -> Tag {
        self.endings.tag(lower)
    }

    /// What is known of a word in lower case.
    pub fn word(&self, lower: &str) -> Option<&Word> {
        self.words.get(lower)
    }

    /// The number of a dictionary form, where some word has it.
    pub fn lemma(&self, word: &str) -> Option<Lemma> {
        self.lemmas.get(word).copied()
    }

    fn number(&mut self, lemma: &str) -> Lemma {
        let next = u32::try_from(self.lemmas.len() + 1).expect("fewer than 2^32 words");
        *self.lemmas.entry(lemma.into()).or_insert(next)
    }

    /// Adds a word with one part of speech.
    pub fn add(&mut self, word: &str, tag: Tag) {
        let lemma = self.number(word);
        let entry = self.words.entry(word.into()).or_default();
        entry.tags.add(tag);
        if entry.lemma == 0 {
            entry.lemma = lemma;
        }
        if entry.noun == 0 {
            entry.noun = lemma;
        }
    }

    /// Adds a noun with its plural; both count as the one noun.
    pub fn add_noun(&mut self, noun: &str) -> Lemma {
        let lemma = self.number(noun);
        for form in [noun.to_owned(), plural(noun)] {
            let entry = self.words.entry(form.into()).or_default();
            entry.tags.add(Tag::Noun);
            entry.noun = lemma;
            if entry.lemma == 0 {
                entry.lemma = lemma;
            }
        }
        lemma
    }

    /// Adds a verb with its forms: `reject`, `permit*`, `buy/bought/bought`.
    pub fn add_verb(&mut self, written: &str) -> Lemma {
        let (base, forms) = forms::forms(written);
        let lemma = self.number(&base);
        for (form, which) in forms {
            let entry = self.words.entry(form.into()).or_default();
            entry.tags.add(Tag::Verb);
            entry.forms.add(which);
            entry.lemma = lemma;
        }
        lemma
    }

    /// Adds a verb that is in no list yet, and gives its number.
    pub fn verb(&mut self, base: &str) -> Lemma {
        match self.words.get(base) {
            Some(word) if word.tags.has(Tag::Verb) => word.lemma,
            _ => self.add_verb(base),
        }
    }

    /// Marks one word.
    pub fn mark(&mut self, word: &str, what: Traits) {
        if let Some(entry) = self.words.get_mut(word) {
            entry.traits.add(what);
        }
    }

    /// Marks a verb in all its forms.
    pub fn mark_verb(&mut self, base: &str, what: Traits) {
        let Some(lemma) = self.lemma(base) else {
            return;
        };
        self.words
            .values_mut()
            .filter(|w| w.lemma == lemma && w.tags.has(Tag::Verb))
            .for_each(|w| w.traits.add(what));
    }

    /// Marks a noun in both numbers.
    pub fn mark_noun(&mut self, noun: &str, what: Traits) {
        self.mark(noun, what);
        self.mark(&plural(noun), what);
    }
}

fn shipped_yaml(text: &str) -> Node {
    yaml::parse(0, text, &mut Vec::new()).expect("the shipped word lists are YAML")
}

/// The words of the list under a key.
pub(super) fn list<'n>(node: &'n Node, key: &str) -> impl Iterator<Item = &'n str> + use<'n> {
    node.text_of(key).split_whitespace()
}
