//! One sentence, read: its mentions, noun phrases and verb groups.
//!
//! No full syntax tree is built. A verb group knows where its subject stands, where its clause ends, and in whose report
//! it stands; that is what frames need. All scans are short walks to the left or right, so time is linear in practice.

mod actors;
mod asides;
mod mentions;
mod phrases;

use crate::source::Date;

use super::english::{Set, Tag, Tags};
use super::groups::{self, Group, Kind};
use super::lexicon::Lexicon;
use super::names::{Alias, Sort};
use super::token::Token;

pub(super) use actors::Actor;
pub(super) use asides::{Aside, Role};

/// Tokens that name a party.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub first: usize,
    pub end: usize,
    pub party: usize,
    pub sort: Sort,
    pub speaker: Option<String>,
}

/// A noun phrase without what follows its head.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    pub first: usize,
    pub end: usize,
    pub head: usize,
}

/// Tokens from one place to before another.
pub(super) type Range = (usize, usize);

/// A sentence with everything that was read in it.
#[derive(Debug)]
pub(super) struct Parse<'t> {
    pub tokens: Vec<Token<'t>>,
    pub mentions: Vec<Mention>,
    pub phrases: Vec<Phrase>,
    pub groups: Vec<Group>,
    /// What stands between a party and its verb and names others.
    pub asides: Vec<Aside>,
    /// The phrase that each token belongs to.
    pub phrase_at: Vec<Option<usize>>,
}

impl<'t> Parse<'t> {
    /// Reads a sentence whose tokens are cut and looked up.
    pub fn new(
        mut tokens: Vec<Token<'t>>,
        lexicon: &Lexicon,
        learnt: &[Alias],
        day: Option<Date>,
    ) -> Self {
        let mentions = mentions::find(&mut tokens, &lexicon.index, learnt, day);
        super::token::tag(&mut tokens);
        let phrases = phrases::find(&tokens, &mentions);
        let mut phrase_at = vec![None; tokens.len()];
        for (number, phrase) in phrases.iter().enumerate() {
            phrase_at[phrase.first..phrase.end].fill(Some(number));
        }
        let mut parse = Self {
            tokens,
            mentions,
            phrases,
            groups: Vec::new(),
            asides: Vec::new(),
            phrase_at,
        };
        parse.groups = groups::find(&parse);
        let asides = asides::find(&parse, &lexicon.frames.asides);
        parse
            .groups
            .retain(|g| !asides.iter().any(|aside| aside.holds(g.first)));
        parse.asides = asides;
        groups::relate(&mut parse);
        parse
    }

    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    pub fn token(&self, at: usize) -> Option<&Token<'t>> {
        self.tokens.get(at)
    }

    /// Whether the word at a place is in a named set.
    pub fn stands(&self, at: usize, set: Set) -> bool {
        self.tokens.get(at).is_some_and(|t| t.of(set))
    }

    /// Whether the word before a place is in a named set.
    pub fn stands_before(&self, at: usize, set: Set) -> bool {
        at.checked_sub(1).is_some_and(|b| self.tokens[b].of(set))
    }

    /// Whether the token at a place is of one of some parts of speech.
    pub fn is_any(&self, at: usize, tags: Tags) -> bool {
        self.tokens.get(at).is_some_and(|t| t.is_any(tags))
    }

    pub fn is(&self, at: usize, tag: Tag) -> bool {
        self.tokens.get(at).is_some_and(|t| t.is(tag))
    }

    /// Whether a finite verb begins at a place.
    pub fn is_finite_at(&self, at: usize) -> bool {
        let mut groups = self.groups.iter();
        groups.any(|g| g.first == at && g.is(Kind::Finite))
    }

    /// The number of the phrase that a token belongs to.
    pub fn phrase(&self, at: usize) -> Option<usize> {
        self.phrase_at.get(at).copied().flatten()
    }

    /// The phrase that ends before a place.
    pub fn phrase_before(&self, at: usize) -> Option<usize> {
        at.checked_sub(1).and_then(|b| self.phrase_at[b])
    }

    /// The head of a phrase.
    pub fn head(&self, phrase: usize) -> &Token<'t> {
        &self.tokens[self.phrases[phrase].head]
    }

    /// The first token of a phrase.
    pub fn first(&self, phrase: usize) -> &Token<'t> {
        &self.tokens[self.phrases[phrase].first]
    }

    /// The main verb of a group.
    pub fn verb(&self, group: usize) -> &Token<'t> {
        &self.tokens[self.groups[group].main]
    }

    /// The tokens of a range, cut to the sentence.
    pub fn slice(&self, range: Range) -> &[Token<'t>] {
        let end = range.1.min(self.tokens.len());
        &self.tokens[range.0.min(end)..end]
    }

    /// The places of a range, cut to the sentence.
    pub fn places(&self, range: Range) -> std::ops::Range<usize> {
        range.0..range.1.min(self.tokens.len())
    }

    /// The words of some tokens as they stand in the text.
    pub fn text<'a>(&self, text: &'a str, range: Range) -> &'a str {
        let (first, end) = range;
        if first >= end || end > self.tokens.len() {
            return "";
        }
        &text[self.tokens[first].start..self.tokens[end - 1].end]
    }

    /// The possessor's tokens, where the phrase has one: `Russia` in *Russia's rejection*.
    pub fn possessor(&self, phrase: &Phrase) -> Option<Range> {
        let at = (phrase.first..phrase.head)
            .rev()
            .find(|&at| self.tokens[at].is(Tag::Genitive))?;
        Some((phrase.first, at))
    }

    /// The mentions that lie in a range of tokens.
    pub fn mentions_in(&self, range: Range) -> impl DoubleEndedIterator<Item = &Mention> {
        self.mentions
            .iter()
            .filter(move |m| m.first >= range.0 && m.end <= range.1)
    }
}
