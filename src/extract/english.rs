//! English: what parts of speech a word can have, and the forms of its verbs.
//!
//! The lists are data (`english/words.yaml`); forms of regular verbs are made here by the rules of spelling.

use rustc_hash::FxHashMap;

use crate::yaml::{self, Node};

/// A part of speech; the letters of a [`Tags`] set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Tag {
    Determiner,
    Demonstrative,
    Possessive,
    Pronoun,
    Preposition,
    To,
    Conjunction,
    Subordinator,
    That,
    Relative,
    Modal,
    Be,
    Have,
    Do,
    Not,
    Adverb,
    Adjective,
    Verb,
    Noun,
    Number,
    /// The `'s` after a noun.
    Genitive,
    Comma,
    /// A semicolon, a colon or a dash: a clause does not go on after it.
    Break,
    Quote,
    Bracket,
    Stop,
}

/// The parts of speech that a word can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tags(u32);

impl Tags {
    pub fn of(tag: Tag) -> Self {
        Self(1 << tag as u8)
    }

    pub fn has(self, tag: Tag) -> bool {
        self.0 & (1 << tag as u8) != 0
    }

    pub fn add(&mut self, tag: Tag) {
        self.0 |= 1 << tag as u8;
    }

    /// The one tag, where there is only one.
    pub fn only(self) -> Option<Tag> {
        (self.0.count_ones() == 1).then(|| ALL[self.0.trailing_zeros() as usize])
    }
}

const ALL: [Tag; 26] = [
    Tag::Determiner,
    Tag::Demonstrative,
    Tag::Possessive,
    Tag::Pronoun,
    Tag::Preposition,
    Tag::To,
    Tag::Conjunction,
    Tag::Subordinator,
    Tag::That,
    Tag::Relative,
    Tag::Modal,
    Tag::Be,
    Tag::Have,
    Tag::Do,
    Tag::Not,
    Tag::Adverb,
    Tag::Adjective,
    Tag::Verb,
    Tag::Noun,
    Tag::Number,
    Tag::Genitive,
    Tag::Comma,
    Tag::Break,
    Tag::Quote,
    Tag::Bracket,
    Tag::Stop,
];

/// The forms of a verb that a word can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Forms(u8);

impl Forms {
    pub const BASE: Self = Self(1);
    pub const THIRD: Self = Self(2);
    pub const PAST: Self = Self(4);
    pub const PARTICIPLE: Self = Self(8);
    pub const GERUND: Self = Self(16);

    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// A dictionary form, as a number.
pub(super) type Lemma = u32;

/// What is known of a word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    pub tags: Tags,
    pub forms: Forms,
    /// The verb it is a form of, or the word itself.
    pub lemma: Lemma,
    /// The noun it is a form of.
    pub noun: Lemma,
    pub traits: Traits,
}

/// What else a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Traits(u16);

impl Traits {
    pub const AGENT: Self = Self(1);
    pub const LIGHT: Self = Self(2);
    pub const TIME: Self = Self(4);
    pub const TITLE: Self = Self(8);
    /// A verb whose subject says the clause that follows.
    pub const REPORT: Self = Self(16);
    /// Some frame begins with this word.
    pub const TRIGGER: Self = Self(32);
    /// Some adverbial of several words begins with this word.
    pub const OPENS: Self = Self(128);
    /// An adjective that a frame uses after *be*.
    pub const PREDICATE: Self = Self(64);

    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

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
        for verb in list(&words, "verbs") {
            english.add_verb(verb);
        }
        for (name, tag) in LISTS {
            list(&words, name).for_each(|word| english.add(word, *tag));
        }
        for noun in list(&words, "time") {
            english.add_noun(noun);
        }
        for noun in list(&words, "also_noun") {
            english.add_noun(noun);
        }
        for (name, what) in [
            ("agent", Traits::AGENT),
            ("light", Traits::LIGHT),
            ("time", Traits::TIME),
            ("title", Traits::TITLE),
        ] {
            list(&words, name).for_each(|word| english.mark(word, what));
        }
        list(&words, "time").for_each(|word| english.mark(&plural(word), Traits::TIME));
        for verb in list(&words, "report") {
            english.verb(verb);
            english.mark_verb(verb, Traits::REPORT);
        }
        for word in list(&words, "only_adjective") {
            english.words.entry(word.into()).or_default().tags = Tags::of(Tag::Adjective);
        }
        for word in list(&words, "not_verb") {
            let entry = english.words.entry(word.into()).or_default();
            entry.tags = if entry.tags.has(Tag::Noun) || word != "united" {
                Tags::of(Tag::Noun)
            } else {
                Tags::of(Tag::Adjective)
            };
        }
        for row in list(&words, "adverbials") {
            let row: Vec<String> = row.split('-').map(str::to_owned).collect();
            english.mark(&row[0], Traits::OPENS);
            english
                .adverbials
                .entry(row[0].clone())
                .or_default()
                .push(row);
        }
        english
            .adverbials
            .values_mut()
            .for_each(|rows| rows.sort_by_key(|row| std::cmp::Reverse(row.len())));
        english.add("to", Tag::To);
        english.add("that", Tag::That);
        let places = shipped_yaml(include_str!("english/places.yaml"));
        for row in places.get("states").map_or(&[][..], Node::items) {
            let cell = |at: usize| {
                row.items()
                    .get(at)
                    .and_then(Node::text)
                    .unwrap_or("")
                    .to_owned()
            };
            english.states.push([cell(0), cell(1), cell(2)]);
        }
        let synonyms = shipped_yaml(include_str!("english/synonyms.yaml"));
        let sets = synonyms.get("sets").map_or(&[][..], Node::items);
        english.synonyms = sets
            .iter()
            .filter_map(Node::text)
            .map(|set| set.split_whitespace().map(str::to_owned).collect())
            .collect();
        english
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
        let (base, forms) = forms(written);
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

fn list<'n>(node: &'n Node, key: &str) -> impl Iterator<Item = &'n str> + use<'n> {
    node.get(key)
        .and_then(Node::text)
        .unwrap_or("")
        .split_whitespace()
}

/// The plural of a noun by the rules of spelling.
pub(super) fn plural(noun: &str) -> String {
    third_person(noun)
}

fn third_person(base: &str) -> String {
    if let Some(stem) = base
        .strip_suffix('y')
        .filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']))
    {
        return format!("{stem}ies");
    }
    let hisses = ["s", "x", "z", "ch", "sh"]
        .iter()
        .any(|end| base.ends_with(end))
        || matches!(base, "go" | "do" | "veto");
    format!("{base}{}", if hisses { "es" } else { "s" })
}

/// A verb's base form and all its forms.
fn forms(written: &str) -> (String, Vec<(String, Forms)>) {
    let doubles = written.ends_with('*');
    let mut parts = written.trim_end_matches('*').split('/');
    let base = parts.next().unwrap_or_default().to_owned();
    let irregular = parts.next().zip(parts.next());
    let last = base.chars().last().unwrap_or('e');
    let stem = if doubles {
        format!("{base}{last}")
    } else {
        base.clone()
    };
    let mut found = vec![
        (base.clone(), Forms::BASE),
        (third_person(&base), Forms::THIRD),
    ];
    let silent_e = base.ends_with('e') && !base.ends_with("ee") && !base.ends_with("oe");
    found.push((
        if let Some(short) = base.strip_suffix("ie") {
            format!("{short}ying")
        } else if silent_e {
            format!("{}ing", &base[..base.len() - 1])
        } else {
            format!("{stem}ing")
        },
        Forms::GERUND,
    ));
    match irregular {
        Some((past, participle)) => {
            found.push((past.to_owned(), Forms::PAST));
            found.push((participle.to_owned(), Forms::PARTICIPLE));
            if base.chars().filter(|c| "aeiou".contains(*c)).count() == 1
                && !base.ends_with('e')
                && ends_cvc(&base)
            {
                found.push((format!("{base}{last}ing"), Forms::GERUND));
            }
        }
        None => {
            let past = if base.ends_with('e') {
                format!("{base}d")
            } else if let Some(short) = base
                .strip_suffix('y')
                .filter(|s| !s.ends_with(['a', 'e', 'o', 'u']))
            {
                format!("{short}ied")
            } else {
                format!("{stem}ed")
            };
            found.push((past.clone(), Forms::PAST));
            found.push((past, Forms::PARTICIPLE));
            // Both spellings: signaled and signalled.
            if base.ends_with("el") || base.ends_with("al") || ends_cvc(&base) {
                for (end, which) in [
                    ("ed", Forms::PAST),
                    ("ed", Forms::PARTICIPLE),
                    ("ing", Forms::GERUND),
                ] {
                    found.push((format!("{base}{last}{end}"), which));
                }
            }
        }
    }
    (base, found)
}

/// Whether a short word ends in consonant, vowel, consonant: stop, plan, ban.
fn ends_cvc(base: &str) -> bool {
    let vowel = |c: &u8| b"aeiou".contains(c);
    let bytes = base.as_bytes();
    matches!(bytes, [.., a, b, c] if !vowel(a) && vowel(b) && !vowel(c) && !b"wxy".contains(c))
        && bytes.iter().filter(|c| vowel(c)).count() == 1
}
