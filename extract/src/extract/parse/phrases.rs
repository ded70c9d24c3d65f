//! Noun phrases of a sentence, from left to right.

use super::super::english::{Tag, Tags, Traits};
use super::super::names::Sort;
use super::super::token::Token;
use super::{Mention, Phrase};

pub(super) fn find(tokens: &[Token<'_>], mentions: &[Mention]) -> Vec<Phrase> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at].is_nominal() || tokens[at].is(Tag::Genitive) {
            at += 1;
            continue;
        }
        let end = end_of(tokens, mentions, at);
        found.extend(phrase(tokens, at, end));
        at = end.max(at + 1);
    }
    found
}

/// The phrase of a range; an adjective alone after *be* is none.
fn phrase(tokens: &[Token<'_>], first: usize, end: usize) -> Option<Phrase> {
    let mut backwards = (first..end).rev();
    let noun = backwards.find(|&i| tokens[i].is(Tag::Noun));
    let head = noun.or_else(|| {
        let mut backwards = (first..end).rev();
        backwards.find(|&i| !tokens[i].is(Tag::Determiner))
    })?;
    let opened = tokens[first..end].iter().any(|t| t.is(Tag::Determiner));
    let real = !tokens[head].is(Tag::Adjective) || opened;
    real.then_some(Phrase { first, end, head })
}

fn end_of(tokens: &[Token<'_>], mentions: &[Mention], first: usize) -> usize {
    if tokens[first].is(Tag::Pronoun) {
        return first + 1;
    }
    let mut at = first + 1;
    while at < tokens.len() && tokens[at].is_nominal() && !begins_anew(tokens, mentions, first, at)
    {
        at += 1;
    }
    at
}

/// Whether another phrase begins at a place inside a run of nominal words.
fn begins_anew(tokens: &[Token<'_>], mentions: &[Mention], first: usize, at: usize) -> bool {
    let (before, here) = (&tokens[at - 1], &tokens[at]);
    let names = || at > first && two_names(mentions, before, here);
    here.is(Tag::Pronoun)
        || opens(before, here)
        || new_name(before, here)
        || names()
        || adjective_after_noun(before, here, tokens.get(at + 1))
}

fn opens(before: &Token<'_>, here: &Token<'_>) -> bool {
    const OPENERS: Tags = Tags::any(&[Tag::Determiner, Tag::Demonstrative, Tag::Possessive]);
    here.is_any(OPENERS) && !before.is(Tag::Determiner) && !before.is(Tag::Adjective)
}

/// *In recent talks Russia demanded*: a name after a common noun that names no office begins anew.
fn new_name(before: &Token<'_>, here: &Token<'_>) -> bool {
    let common = before.is(Tag::Noun)
        && before.mention.is_none()
        && (!before.is_capital() || before.traits.has(Traits::TIME));
    here.mention.is_some() && common && !before.is_office()
}

fn two_names(mentions: &[Mention], before: &Token<'_>, here: &Token<'_>) -> bool {
    let name = |t: &Token<'_>| {
        let sort = t.mention.map(|m| mentions[m as usize].sort);
        matches!(sort, Some(Sort::Name | Sort::Capital))
    };
    here.mention != before.mention && name(here) && name(before) && !here.is(Tag::Genitive)
}

fn adjective_after_noun(before: &Token<'_>, here: &Token<'_>, next: Option<&Token<'_>>) -> bool {
    here.is(Tag::Adjective) && before.is(Tag::Noun) && !next.is_some_and(|n| n.is(Tag::Noun))
}
