//! The readers of a noun phrase that acts, in order: the first that knows what to do with it decides.

use super::super::english::{Tag, Traits};
use super::super::token::Token;
use super::{Actor, Discourse, Parse, Phrase, Set};

/// A phrase to be resolved, and what may be looked at.
struct Meant<'p, 't> {
    parse: &'p Parse<'t>,
    discourse: &'p Discourse,
    number: usize,
    /// Who reports the clause, for *we*.
    reporter: Option<&'p Actor>,
}

type Reader = fn(&Meant<'_, '_>) -> Option<Vec<Actor>>;

const READERS: [Reader; 8] = [
    named,
    pronoun,
    both_sides,
    counted_sides,
    part_of_them,
    their_people,
    the_body,
    the_person,
];

/// Who a noun phrase means where it acts.
pub(in crate::extract) fn actors_of_phrase(
    parse: &Parse<'_>,
    discourse: &Discourse,
    number: usize,
    reporter: Option<&Actor>,
) -> Vec<Actor> {
    let meant = Meant {
        parse,
        discourse,
        number,
        reporter,
    };
    let mut readers = READERS.iter();
    let decided = readers.find_map(|reader| reader(&meant));
    decided.unwrap_or_default()
}

impl<'p, 't> Meant<'p, 't> {
    fn phrase(&self) -> &'p Phrase {
        &self.parse.phrases[self.number]
    }

    fn head(&self) -> &'p Token<'t> {
        self.parse.head(self.number)
    }

    fn first(&self) -> &'p Token<'t> {
        self.parse.first(self.number)
    }

    fn words(&self) -> usize {
        self.phrase().end - self.phrase().first
    }

    /// The words before the head.
    fn before_head(&self) -> &'p [Token<'t>] {
        &self.parse.tokens[self.phrase().first..self.phrase().head]
    }
}

/// Its own names, joined ones too.
fn named(meant: &Meant<'_, '_>) -> Option<Vec<Actor>> {
    let actors = meant.parse.actors_of(meant.number);
    (!actors.is_empty()).then_some(actors)
}

fn pronoun(meant: &Meant<'_, '_>) -> Option<Vec<Actor>> {
    let head = meant.head();
    let means = || meant.discourse.pronoun(head, meant.reporter);
    head.is(Tag::Pronoun).then(means)
}

/// Two sides without a name: *both sides*, *the two governments*.
fn both_sides(meant: &Meant<'_, '_>) -> Option<Vec<Actor>> {
    is_both_sides(meant.parse, meant.phrase()).then(|| meant.discourse.pair.clone())
}

/// Whether a phrase speaks of two sides without a name.
pub(in crate::extract) fn is_both_sides(parse: &Parse<'_>, phrase: &Phrase) -> bool {
    let head = &parse.tokens[phrase.head];
    let words = &parse.tokens[phrase.first..phrase.head];
    let two = words.iter().any(|t| t.of(Set::BothTwo));
    (two && head.of(Set::PluralSides))
        || (head.of(Set::Sides) && words.len() <= 1)
        || (head.of(Set::Both) && phrase.end - phrase.first == 1)
}

/// *The four parties*: those named most often so far, as many as there are said to be.
fn counted_sides(meant: &Meant<'_, '_>) -> Option<Vec<Actor>> {
    if !meant.head().of(Set::CountedParties) {
        return None;
    }
    let number = meant.before_head().iter().find_map(small_number)?;
    let mut most = meant.discourse.counts.clone();
    if most.len() < number {
        return None;
    }
    most.sort_by_key(|(party, count)| (std::cmp::Reverse(*count), *party));
    let named = most.into_iter().take(number).map(|(party, _)| party);
    let mut parties: Vec<usize> = named.collect();
    parties.sort_unstable();
    Some(parties.into_iter().map(Actor::body).collect())
}

fn small_number(token: &Token<'_>) -> Option<usize> {
    const NUMBERS: [(Set, usize); 4] = [
        (Set::Three, 3),
        (Set::Four, 4),
        (Set::Five, 5),
        (Set::Six, 6),
    ];
    let mut numbers = NUMBERS.into_iter();
    numbers.find(|(set, _)| token.of(*set)).map(|(_, n)| n)
}

/// *all of them*, *both of the companies*
fn part_of_them(meant: &Meant<'_, '_>) -> Option<Vec<Actor>> {
    let of = meant.phrase().end;
    let part = meant.words() == 1 && meant.head().of(Set::Parts) && meant.parse.stands(of, Set::Of);
    let whole = meant.parse.phrase(of + 1).filter(|_| part)?;
    let other = whole != meant.number;
    other.then(|| actors_of_phrase(meant.parse, meant.discourse, whole, meant.reporter))
}

/// *his government*, *its negotiators*
fn their_people(meant: &Meant<'_, '_>) -> Option<Vec<Actor>> {
    let owned = meant.first().is(Tag::Possessive) && meant.head().traits.has(Traits::AGENT);
    owned.then(|| meant.discourse.pronoun(meant.first(), meant.reporter))
}

/// *the leaders*: the body that acted last.
fn the_body(meant: &Meant<'_, '_>) -> Option<Vec<Actor>> {
    let head = meant.head();
    let several = head.traits.has(Traits::AGENT)
        && head.is_plural()
        && meant.first().of(Set::The)
        && meant.words() == 2;
    let body = || {
        let subject = meant.discourse.subject.iter();
        subject.filter(|actor| !actor.person).cloned().collect()
    };
    several.then(body)
}

/// *the president*, *the prime minister*: the person spoken of.
fn the_person(meant: &Meant<'_, '_>) -> Option<Vec<Actor>> {
    let head = meant.head();
    let definite = meant.first().of(Set::The) && meant.words() <= 3;
    let one = definite && head.traits.has(Traits::TITLE) && !head.is_plural();
    one.then(|| meant.discourse.person.clone().into_iter().collect())
}

impl Discourse {
    /// The parties that a pronoun means.
    pub(super) fn pronoun(&self, word: &Token<'_>, reporter: Option<&Actor>) -> Vec<Actor> {
        let one = |actor: Option<&Actor>| actor.cloned().into_iter().collect();
        let last = || self.parties.last();
        if word.of(Set::FirstPerson) {
            one(reporter.or(self.quoting.as_ref()).or(self.author.as_ref()))
        } else if word.of(Set::HeOrShe) {
            let person = reporter.filter(|r| r.person).or(self.person.as_ref());
            one(person.or_else(last))
        } else if word.of(Set::ItAlone) {
            one(reporter.or(self.subject.as_ref()))
        } else if word.of(Set::Its) {
            one(reporter.or(self.subject.as_ref()).or_else(last))
        } else if word.of(Set::TheyOrThem) {
            // A person is no "they"; a body is.
            one(reporter.or(self.subject.as_ref()).filter(|a| !a.person))
        } else {
            Vec::new()
        }
    }
}
