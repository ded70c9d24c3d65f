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
    is_both_sides(meant.parse, meant.phrase()).then(|| meant.discourse.sides())
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

/// *The four parties*: those named so far, where there are as many as there are said to be.
fn counted_sides(meant: &Meant<'_, '_>) -> Option<Vec<Actor>> {
    if !meant.head().of(Set::CountedParties) {
        return None;
    }
    let number = meant.before_head().iter().find_map(small_number)?;
    let named = &meant.discourse.counts;
    if named.len() != number {
        return None;
    }
    let mut parties: Vec<usize> = named.iter().map(|(party, _)| *party).collect();
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

/// *the leaders*: the body that is the only subject of the sentence before.
fn the_body(meant: &Meant<'_, '_>) -> Option<Vec<Actor>> {
    let head = meant.head();
    let several = head.traits.has(Traits::AGENT)
        && head.is_plural()
        && meant.first().of(Set::The)
        && meant.words() == 2;
    several.then(|| meant.discourse.body().into_iter().collect())
}

/// *the president*, *the prime minister*: the person who is the only subject of the sentence before.
fn the_person(meant: &Meant<'_, '_>) -> Option<Vec<Actor>> {
    let head = meant.head();
    let definite = meant.first().of(Set::The) && meant.words() <= 3;
    let one = definite && head.traits.has(Traits::TITLE) && !head.is_plural();
    one.then(|| meant.discourse.person().into_iter().collect())
}

impl Discourse {
    /// The one party that is the only subject of the sentence before.
    fn alone(&self) -> Option<&Actor> {
        self.subjects.first().filter(|_| self.subjects.len() == 1)
    }

    /// The person who is that one subject.
    fn person(&self) -> Option<Actor> {
        self.alone().filter(|actor| actor.person).cloned()
    }

    /// The body that is that one subject.
    fn body(&self) -> Option<Actor> {
        self.alone().filter(|actor| !actor.person).cloned()
    }

    /// The bodies that are the only subject of the sentence before.
    fn bodies(&self) -> Vec<Actor> {
        let several = self.subjects.len() > 1;
        let bodies = self
            .subjects
            .iter()
            .filter(|actor| several || !actor.person);
        bodies.cloned().collect()
    }

    /// The parties that a pronoun means: who speaks in its sentence, else the only subject of the sentence before.
    pub(super) fn pronoun(&self, word: &Token<'_>, reporter: Option<&Actor>) -> Vec<Actor> {
        let one = |actor: Option<&Actor>| actor.cloned().into_iter().collect();
        if word.of(Set::FirstPerson) {
            one(reporter.or(self.quoting.as_ref()).or(self.author.as_ref()))
        } else if word.of(Set::HeOrShe) {
            let person = reporter.filter(|r| r.person).cloned();
            person.or_else(|| self.person()).into_iter().collect()
        } else if word.of(Set::ItAlone) || word.of(Set::Its) {
            one(reporter.or(self.alone()))
        } else if word.of(Set::TheyOrThem) {
            self.they(reporter)
        } else {
            Vec::new()
        }
    }

    /// A person is no *they*; a body is, and so are several.
    fn they(&self, reporter: Option<&Actor>) -> Vec<Actor> {
        match reporter {
            Some(reporter) if reporter.person => Vec::new(),
            Some(reporter) => vec![reporter.clone()],
            None => self.bodies(),
        }
    }
}
