//! The parties that are the subject of a verb group.

use super::super::english::Traits;
use super::super::groups::Group;
use super::{Actor, Discourse, HOPS, Parse, Set, Tag, actors_of_phrase};

/// Who reports a group: the subject of its verb of saying.
pub(in crate::extract) fn reporters_of(
    parse: &Parse<'_>,
    discourse: &Discourse,
    group: &Group,
) -> Vec<Actor> {
    let by = group.reported_by;
    by.map(|by| subject_of(parse, discourse, by, None))
        .unwrap_or_default()
}

/// The group that a group shares its subject with in the end, and that subject.
fn subject_group(parse: &Parse<'_>, number: usize) -> Option<(usize, usize)> {
    let mut at = number;
    for _ in 0..HOPS {
        let group = &parse.groups[at];
        if let Some(subject) = group.subject {
            return Some((at, subject));
        }
        at = group.shares.filter(|&with| with != at)?;
    }
    None
}

/// The noun phrase that is the subject of a group, after shared subjects are followed.
pub(in crate::extract) fn subject_phrase(parse: &Parse<'_>, number: usize) -> Option<usize> {
    subject_group(parse, number).map(|(_, subject)| subject)
}

/// The parties that are the subject of a group.
pub(in crate::extract) fn subject_of(
    parse: &Parse<'_>,
    discourse: &Discourse,
    number: usize,
    reporter: Option<&Actor>,
) -> Vec<Actor> {
    let Some((at, subject)) = subject_group(parse, number) else {
        return Vec::new();
    };
    let earlier = earlier_subject(parse, at, subject);
    if !earlier.is_empty() {
        return earlier;
    }
    match whose_people(parse, at, subject) {
        Some(actor) => vec![actor],
        None => actors_of_phrase(parse, discourse, subject, reporter),
    }
}

/// *..., its president said*: the party named as a subject before.
fn whose_people(parse: &Parse<'_>, group: usize, subject: usize) -> Option<Actor> {
    let owned =
        parse.first(subject).is(Tag::Possessive) && parse.head(subject).traits.has(Traits::AGENT);
    if !owned {
        return None;
    }
    let first = parse.phrases[subject].first;
    let subjects = parse.groups[..group].iter().filter_map(|g| g.subject);
    let mut before = subjects.filter(|&s| parse.phrases[s].end <= first);
    let actor = before.find_map(|s| parse.actors_of(s).into_iter().next())?;
    Some(Actor {
        speaker: None,
        ..actor
    })
}

/// *Ford was left alone because it had agreed*: a pronoun means the party that acts earlier in the sentence.
fn earlier_subject(parse: &Parse<'_>, number: usize, subject: usize) -> Vec<Actor> {
    let head = parse.head(subject);
    if !head.is(Tag::Pronoun) {
        return Vec::new();
    }
    let first = parse.phrases[subject].first;
    let subjects = parse.groups[..number]
        .iter()
        .rev()
        .filter_map(|g| g.subject);
    let earlier = subjects.filter(|&s| parse.phrases[s].end <= first);
    let named = earlier.filter(|&s| !parse.head(s).is(Tag::Pronoun));
    if head.of(Set::TheyOrBoth) {
        several(parse, named)
    } else if head.of(Set::It) {
        one(parse, named)
    } else if head.of(Set::SheOrHe) {
        person(parse, named)
    } else {
        Vec::new()
    }
}

fn several(parse: &Parse<'_>, named: impl Iterator<Item = usize>) -> Vec<Actor> {
    let mut all = named.map(|s| parse.actors_of(s));
    let several = all.find(|actors| actors.len() > 1 || actors.iter().any(|a| !a.person));
    several.unwrap_or_default()
}

fn one(parse: &Parse<'_>, mut named: impl Iterator<Item = usize>) -> Vec<Actor> {
    let actor = |s: usize| {
        let actors = parse.actors_of(s);
        actors.into_iter().next().or_else(|| possessor(parse, s))
    };
    named.find_map(actor).into_iter().collect()
}

fn possessor(parse: &Parse<'_>, phrase: usize) -> Option<Actor> {
    let range = parse.possessor(&parse.phrases[phrase])?;
    let mention = parse.mentions_in(range).next_back()?;
    Some(Actor::body(mention.party))
}

fn person(parse: &Parse<'_>, mut named: impl Iterator<Item = usize>) -> Vec<Actor> {
    let person = |s: usize| {
        let first = parse.actors_of(s).into_iter().next();
        first.filter(|a| a.person)
    };
    named.find_map(person).into_iter().collect()
}
