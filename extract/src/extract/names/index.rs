//! The names of a model, indexed by their first words.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::source::Date;

use super::super::english::{English, Traits};
use super::super::stems::{Stem, Stems};
use super::super::token::pieces_of;
use super::{NamedSpeaker, Names, Term};

/// What sort of name a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum Sort {
    /// The name of the party, or one of its aliases.
    Name,
    /// An adjective: its noun decides whether the party acts.
    Adjective,
    /// A person who speaks for it.
    Person,
    /// A capital, which may also be a mere place.
    Capital,
    /// A common noun that stands for one party only here: *the union*.
    Common,
}

/// One way to name a party.
#[derive(Debug, Clone)]
pub(in crate::extract) struct Alias {
    /// The words as written, without a leading article.
    pub words: Vec<String>,
    /// Whether capitals count: *US*, *WHO*.
    pub exact: bool,
    pub party: usize,
    pub sort: Sort,
    pub speaker: Option<String>,
    /// Days on which it holds.
    pub since: Option<Date>,
    pub ended: Option<Date>,
}

/// The names, indexed by their first words.
#[derive(Debug, Default)]
pub(in crate::extract) struct Index {
    pub parties: FxHashMap<String, Vec<Alias>>,
    pub terms: FxHashMap<Stem, Vec<Term>>,
    /// For each stem of any name or term of an issue: the issues that have it.
    pub stems: FxHashMap<Stem, Vec<usize>>,
    /// For each stem of a set of synonyms: the issues that have another word of the set.
    pub synonyms: FxHashMap<Stem, Vec<usize>>,
    /// Names that some party has, in lower case.
    pub(super) given: FxHashSet<String>,
}

impl Index {
    pub fn build(names: &Names, english: &English, stems: &mut Stems) -> Self {
        let mut index = Self::default();
        index.add_parties(names, english);
        index.add_issues(names, english, stems);
        index
    }

    pub(super) fn surname(
        &mut self,
        name: &str,
        at: usize,
        speaker: Option<&NamedSpeaker>,
        english: &English,
    ) {
        let words: Vec<&str> = name.split_whitespace().collect();
        let surname = words.last().filter(|_| words.len() > 1);
        let Some(last) = surname.filter(|last| last.chars().count() > 2) else {
            return;
        };
        let lower = last.to_lowercase();
        if !self.given.contains(&lower) && english.word(&lower).is_none() {
            self.name(last, at, Sort::Person, speaker);
        }
    }

    /// Adds one way to name a party.
    pub(super) fn name(
        &mut self,
        name: &str,
        party: usize,
        sort: Sort,
        speaker: Option<&NamedSpeaker>,
    ) {
        let name = name.trim().replace('\u{2019}', "'");
        let bare = name
            .strip_prefix("the ")
            .or_else(|| name.strip_prefix("The "));
        let bare = bare.unwrap_or(&name);
        let words: Vec<String> = name_words(bare);
        let Some(first) = words.first() else { return };
        self.given.insert(bare.to_lowercase());
        let list = self
            .parties
            .entry(name_key(first).into_owned())
            .or_default();
        list.push(Alias {
            exact: is_short_form(bare),
            party,
            sort,
            speaker: speaker.map(|s| s.id.clone()),
            since: speaker.and_then(|s| s.since),
            ended: speaker.and_then(|s| s.ended),
            words,
        });
    }

    /// *The union*, where one party only is a union.
    pub(super) fn add_common_nouns(&mut self, names: &Names, english: &English) {
        let mut heads: FxHashMap<String, FxHashSet<usize>> = FxHashMap::default();
        for (at, party) in names.parties.iter().enumerate() {
            for name in std::iter::once(&party.name).chain(&party.aliases) {
                let head = head_of(name);
                if let Some(head) = head.filter(|head| stands_alone(head, english)) {
                    heads.entry(head).or_default().insert(at);
                }
            }
        }
        let alone = heads.into_iter().filter(|(_, of)| of.len() == 1);
        let mut unique: Vec<(String, usize)> = alone
            .filter_map(|(head, of)| Some((head, of.into_iter().next()?)))
            .collect();
        unique.sort();
        for (head, at) in unique {
            if !self.given.contains(&head) {
                self.name(&head, at, Sort::Common, None);
            }
        }
    }
}

/// What joins two parts of a name, however it is written.
pub(in crate::extract) const JOINT: &str = "and";

/// The words of a name; what joins its parts is written as *and*.
fn name_words(name: &str) -> Vec<String> {
    let joint = |piece: &str| matches!(piece, "and" | "&" | "/");
    let pieces = pieces_of(name).into_iter();
    let kept = pieces.filter(|p| joint(p) || p.chars().any(char::is_alphanumeric));
    kept.map(|p| if joint(&p) { JOINT.to_owned() } else { p })
        .collect()
}

/// A word of a name as it is looked up: in lower case, and *G77* as *G-77*.
pub(in crate::extract) fn name_key(word: &str) -> Cow<'_, str> {
    let numbered = word.contains('-') && word.bytes().any(|b| b.is_ascii_digit());
    if numbered {
        Cow::Owned(word.to_lowercase().replace('-', ""))
    } else if word.chars().any(char::is_uppercase) {
        Cow::Owned(word.to_lowercase())
    } else {
        Cow::Borrowed(word)
    }
}

/// *US*, *WHO*: letters that stand for words, and that only capitals tell from words.
fn is_short_form(name: &str) -> bool {
    let letters: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).collect();
    letters.len() <= 4 && letters.iter().all(|c| c.is_uppercase())
}

/// The noun that says what a party of several words is: the one before *of*, else the last.
fn head_of(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.len() < 2 || name == "European Union" {
        return None;
    }
    let of = words.iter().position(|w| *w == "of" || *w == "for");
    let before = of.and_then(|of| words.get(of.checked_sub(1)?));
    before.or(words.last()).map(|w| w.to_lowercase())
}

/// Whether *the* and this noun can stand for the one party that has it: *the union*, not *the members*.
fn stands_alone(head: &str, english: &English) -> bool {
    use super::super::english::Set;
    let sets = english.sets_of(head);
    let agent = english
        .word(head)
        .is_some_and(|w| w.traits.has(Traits::AGENT));
    (agent || sets.has(Set::AlsoBodies)) && !sets.has(Set::NeverAlone)
}
