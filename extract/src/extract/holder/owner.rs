//! Who owns a noun, and who stands behind a preposition.

use super::{Actor, Discourse, Parse, Phrase, Range, Set, Tag, actors_of_phrase, is_both_sides};

/// Who owns a noun: *Russia's*, *Russian*, *its*.
pub(in crate::extract) fn owner_of(
    parse: &Parse<'_>,
    discourse: &Discourse,
    number: usize,
    clause_subject: Option<&Actor>,
) -> Vec<Actor> {
    let phrase = &parse.phrases[number];
    if let Some(range) = parse.possessor(phrase) {
        return possessor(parse, discourse, range);
    }
    let first = parse.first(number);
    if first.is(Tag::Possessive) {
        return match clause_subject {
            Some(subject) => vec![subject.clone()],
            None => discourse.pronoun(first, None),
        };
    }
    // "the Russian demand", "a union demand"
    let mention = parse.mentions_in((phrase.first, phrase.head)).next_back();
    mention.map(|m| Actor::body(m.party)).into_iter().collect()
}

fn possessor(parse: &Parse<'_>, discourse: &Discourse, range: Range) -> Vec<Actor> {
    if let Some(mention) = parse.mentions_in(range).next_back() {
        return vec![Actor::of(mention)];
    }
    let (first, end) = range;
    let head = end - 1;
    match is_both_sides(parse, &Phrase { first, end, head }) {
        true => discourse.sides(),
        false => Vec::new(),
    }
}

/// The parties after a preposition within a range: *by X and Y*, *between X and Y*.
pub(in crate::extract) fn after_preposition(
    parse: &Parse<'_>,
    discourse: &Discourse,
    range: Range,
    prepositions: Set,
) -> Vec<Actor> {
    let places = parse
        .places(range)
        .filter(|&at| parse.stands(at, prepositions));
    let mut lists = places.map(|at| listed_from(parse, discourse, at + 1));
    lists.find(|list| !list.is_empty()).unwrap_or_default()
}

/// The parties of a list that begins at a place.
fn listed_from(parse: &Parse<'_>, discourse: &Discourse, from: usize) -> Vec<Actor> {
    let mut found: Vec<Actor> = Vec::new();
    let mut next = from;
    while parse.stands(next, Set::BeforeListed) && parse.phrase_at[next].is_none() {
        next += 1;
    }
    while let Some(number) = parse.phrase(next) {
        let actors = actors_of_phrase(parse, discourse, number, None);
        if actors.is_empty() && found.is_empty() {
            break;
        }
        for actor in actors {
            if !actor.is_in(&found) {
                found.push(actor);
            }
        }
        match after_joint(parse, parse.phrases[number].end) {
            Some(after) => next = after,
            None => break,
        }
    }
    found
}

/// The place behind what joins a list: a comma, *and*, *but also*.
fn after_joint(parse: &Parse<'_>, end: usize) -> Option<usize> {
    let mut at = end + usize::from(parse.is(end, Tag::Comma));
    at += usize::from(parse.stands(at, Set::AndOr));
    while parse.stands(at, Set::JoinsListed) {
        at += 1;
    }
    (at > end).then_some(at)
}
