//! Names of parties in a sentence: the longest at each place, from left to right.

use crate::source::Date;

use super::super::english::Set;
use super::super::names::{Alias, Index, JOINT, Sort, name_key};
use super::super::token::Token;
use super::Mention;

pub(super) fn find(
    tokens: &mut [Token<'_>],
    index: &Index,
    learnt: &[Alias],
    day: Option<Date>,
) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(alias) = alias_at(tokens, at, index, learnt, day) else {
            at += 1;
            continue;
        };
        let number = u32::try_from(found.len()).unwrap_or(u32::MAX);
        let end = at + alias.words.len();
        tokens[at..end].iter_mut().for_each(|t| {
            t.mention = Some(number);
            t.adjectival = alias.sort == Sort::Adjective;
        });
        found.push(mention(alias, at, end));
        at = end;
    }
    found
}

fn mention(alias: &Alias, first: usize, end: usize) -> Mention {
    Mention {
        first,
        end,
        party: alias.party,
        sort: alias.sort,
        speaker: alias.speaker.clone(),
    }
}

/// The longest name that begins at a place.
fn alias_at<'i>(
    tokens: &[Token<'_>],
    at: usize,
    index: &'i Index,
    learnt: &'i [Alias],
    day: Option<Date>,
) -> Option<&'i Alias> {
    let listed = index.parties.get(name_key(&tokens[at].lower).as_ref());
    let listed = listed.map_or(&[][..], Vec::as_slice);
    let mut all = listed.iter().chain(learnt);
    all.find(|alias| in_office(alias, day) && matches(alias, tokens, at))
}

fn in_office(alias: &Alias, day: Option<Date>) -> bool {
    day.is_none_or(|day| {
        alias.since.is_none_or(|since| since <= day) && alias.ended.is_none_or(|ended| day < ended)
    })
}

fn matches(alias: &Alias, tokens: &[Token<'_>], at: usize) -> bool {
    if at + alias.words.len() > tokens.len() {
        return false;
    }
    let mut pairs = alias.words.iter().zip(&tokens[at..]);
    let all = pairs.all(|(word, token)| same_word(word, token, alias.exact));
    all && (alias.sort != Sort::Common || stands_for_the_party(tokens, at, alias.words.len()))
}

fn same_word(word: &str, token: &Token<'_>, exact: bool) -> bool {
    if exact {
        return *word == *token.text;
    }
    // "A and B", "A & B", "A/B" are one name.
    if word == JOINT {
        return token.of(Set::Joint);
    }
    name_key(word) == name_key(&token.lower)
        && (!word.starts_with(char::is_uppercase) || token.is_capital())
}

/// A common noun stands for the party only as *the union*.
fn stands_for_the_party(tokens: &[Token<'_>], at: usize, length: usize) -> bool {
    let definite = at.checked_sub(1).is_some_and(|b| tokens[b].of(Set::The));
    definite && tokens.get(at + length).is_none_or(|t| !t.of(Set::Of))
}
