//! Tokens: the words and marks of one sentence, each with its part of speech.

mod cut;
mod tagging;

use std::borrow::Cow;

use super::english::{Forms, Lemma, Set, Sets, Tag, Tags, Traits};

pub(super) use cut::{join_adverbials, pieces_of, tokens_of, words_of};
pub(super) use tagging::tag;

/// A word or a mark.
#[derive(Debug, Clone)]
pub(super) struct Token<'t> {
    /// Bytes in the text.
    pub start: usize,
    pub end: usize,
    pub text: &'t str,
    pub lower: Cow<'t, str>,
    pub tag: Tag,
    pub tags: Tags,
    pub forms: Forms,
    pub lemma: Lemma,
    pub noun: Lemma,
    pub traits: Traits,
    /// The named sets that the word is in.
    pub sets: Sets,
    /// Index of the mention that covers it.
    pub mention: Option<u32>,
    /// Whether a name covers it that is an adjective.
    pub adjectival: bool,
    /// Whether it stands inside quotation marks.
    pub quoted: bool,
}

/// What a noun phrase is made of.
const NOMINAL: Tags = Tags::any(&[
    Tag::Noun,
    Tag::Number,
    Tag::Adjective,
    Tag::Determiner,
    Tag::Demonstrative,
    Tag::Possessive,
    Tag::Pronoun,
    Tag::Genitive,
]);

impl Token<'_> {
    pub fn is(&self, tag: Tag) -> bool {
        self.tag == tag
    }

    /// Whether its part of speech is one of several.
    pub fn is_any(&self, tags: Tags) -> bool {
        tags.has(self.tag)
    }

    /// Whether its word is in a named set.
    pub fn of(&self, set: Set) -> bool {
        self.sets.has(set)
    }

    pub fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it belongs to a noun phrase.
    pub fn is_nominal(&self) -> bool {
        self.is_any(NOMINAL)
    }

    /// Whether it can only be a noun.
    pub fn is_plain_noun(&self) -> bool {
        self.tags.only() == Some(Tag::Noun)
    }

    pub fn negates(&self) -> bool {
        self.is(Tag::Not) || self.of(Set::Negated)
    }

    /// A word for people who act for others: *minister*, *spokesman*.
    pub fn is_office(&self) -> bool {
        self.traits.has(Traits::AGENT) || self.traits.has(Traits::TITLE)
    }

    pub fn is_plural(&self) -> bool {
        self.lower.ends_with('s')
    }
}
