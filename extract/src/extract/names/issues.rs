//! The issues of a model by the stems of their names, terms and synonyms.

use super::super::english::{English, Tag, Tags};
use super::super::stems::{Stem, Stems};
use super::super::token::words_of;
use super::{Index, NamedIssue, Names};

/// One way to name an issue, as stems.
#[derive(Debug, Clone)]
pub(in crate::extract) struct Term {
    pub stems: Vec<Stem>,
    pub issue: usize,
}

impl Index {
    pub(super) fn add_issues(&mut self, names: &Names, english: &English, stems: &mut Stems) {
        for (at, issue) in names.issues.iter().enumerate() {
            for name in all_names(issue) {
                let words = content_words(&name, english);
                let words: Vec<Stem> = words.iter().map(|word| stems.learn(word)).collect();
                self.add_term(at, words);
            }
        }
        let lists = self.terms.values_mut();
        lists.for_each(|list| list.sort_by_key(|term| std::cmp::Reverse(term.stems.len())));
        for set in &english.synonyms {
            let parts = |word: &String| word.split('-').map(|part| stems.learn(part)).collect();
            let set: Vec<Vec<Stem>> = set.iter().map(parts).collect();
            self.add_synonyms(&set, names.issues.len());
        }
    }

    fn add_term(&mut self, issue: usize, stems: Vec<Stem>) {
        let Some(first) = stems.first() else { return };
        for stem in &stems {
            let of = self.stems.entry(*stem).or_default();
            if !of.contains(&issue) {
                of.push(issue);
            }
        }
        let list = self.terms.entry(*first).or_default();
        if !list.iter().any(|t| t.issue == issue && t.stems == stems) {
            list.push(Term { stems, issue });
        }
    }

    /// Gives each word of a set the issues that have another; a word of several parts must be there whole.
    fn add_synonyms(&mut self, set: &[Vec<Stem>], issues: usize) {
        let has = |stem: &Stem, issue: usize| {
            let of = self.stems.get(stem);
            of.is_some_and(|of| of.contains(&issue))
        };
        let named = |issue: &usize| {
            let whole = |word: &Vec<Stem>| word.iter().all(|stem| has(stem, *issue));
            set.iter().any(whole)
        };
        let issues: Vec<usize> = (0..issues).filter(named).collect();
        for stem in set
            .iter()
            .filter(|word| word.len() == 1)
            .map(|word| word[0])
        {
            let own = self.stems.get(&stem).cloned().unwrap_or_default();
            let of = self.synonyms.entry(stem).or_default();
            for issue in &issues {
                if !own.contains(issue) && !of.contains(issue) {
                    of.push(*issue);
                }
            }
        }
    }
}

/// The name of an issue, its terms, and its id in words.
fn all_names(issue: &NamedIssue) -> impl Iterator<Item = String> {
    let names = std::iter::once(&issue.name).chain(&issue.terms);
    let id = issue.id.replace(['-', '_'], " ");
    names.cloned().chain(std::iter::once(id))
}

/// Parts of speech that carry no name.
const SMALL: Tags = Tags::any(&[
    Tag::Determiner,
    Tag::Demonstrative,
    Tag::Possessive,
    Tag::Preposition,
    Tag::To,
    Tag::Conjunction,
    Tag::That,
    Tag::Relative,
    Tag::Pronoun,
    Tag::Be,
    Tag::Modal,
]);

/// The words of a name that carry it: no articles, prepositions or pronouns.
fn content_words(name: &str, english: &English) -> Vec<String> {
    let words = words_of(name).into_iter().map(|word| word.to_lowercase());
    let carries = |word: &String| {
        let small = english.word(word).is_some_and(|w| w.tags.has_any(SMALL));
        !small && word.chars().any(char::is_alphanumeric)
    };
    words.filter(carries).collect()
}
