//! A verb with its auxiliaries: *would not have agreed*, *has yet to sign*, *nor did the union accept*.

use super::super::english::{Forms, Set, Tag, Tags};
use super::super::parse::Parse;
use super::{Group, Kind};

/// What a verb group can begin with.
const OPENERS: Tags = Tags::any(&[Tag::Modal, Tag::Be, Tag::Have, Tag::Do, Tag::Verb, Tag::To]);

/// The verb group that begins at a place.
pub(super) fn group_at(parse: &Parse<'_>, at: usize) -> Option<Group> {
    if !parse.is_any(at, OPENERS) {
        return None;
    }
    let mut chain = Chain::begin(parse, at);
    while chain.at < parse.len() && chain.step() {
        chain.at += 1;
    }
    chain.group()
}

/// The auxiliaries of a group as far as they are read.
struct Chain<'p, 't> {
    parse: &'p Parse<'t>,
    first: usize,
    at: usize,
    infinitive: bool,
    main: Option<usize>,
    passive: bool,
    negated: bool,
    modal: Option<usize>,
    be: Option<usize>,
    have: bool,
    /// The subject between auxiliary and verb: *nor would the union accept*.
    turned: Option<usize>,
}

impl<'p, 't> Chain<'p, 't> {
    fn begin(parse: &'p Parse<'t>, first: usize) -> Self {
        let infinitive = parse.is(first, Tag::To);
        // "not to", "never to" stand before an infinitive.
        let before = first.checked_sub(1).map(|b| &parse.tokens[b]);
        let negated = infinitive && before.is_some_and(|b| b.negates());
        Self {
            parse,
            first,
            at: first + usize::from(infinitive),
            infinitive,
            main: None,
            passive: false,
            negated,
            modal: None,
            be: None,
            have: false,
            turned: None,
        }
    }

    /// Reads one token; false where the group ends.
    fn step(&mut self) -> bool {
        const BETWEEN: Tags = Tags::any(&[Tag::Not, Tag::Adverb]);
        let token = &self.parse.tokens[self.at];
        self.negated |= token.negates();
        if token.is(Tag::Modal) {
            self.read_modal();
        } else if token.is(Tag::Have) {
            self.read_have();
        } else if token.is(Tag::Be) {
            self.be = Some(self.at);
        } else if token.is(Tag::Verb) {
            self.read_verb();
            return false;
        } else if token.is(Tag::Pronoun) && token.of(Set::Floating) && self.at > self.first {
            // "have all ratified"
            return self.parse.is(self.at + 1, Tag::Verb);
        } else if token.is(Tag::Quote) {
            return self.at > self.first && self.goes_on();
        } else {
            return token.is(Tag::Do) || token.is_any(BETWEEN) && self.goes_on();
        }
        true
    }

    fn next_is(&self, tag: Tag, ahead: usize) -> bool {
        self.parse.is(self.at + ahead, tag)
    }

    fn read_modal(&mut self) {
        self.modal = Some(self.at);
        if self.next_is(Tag::To, 1) {
            self.at += 1;
        }
        let turned = self.parse.stands_before(self.at, Set::Turned);
        if let Some(phrase) = self.parse.phrase(self.at + 1).filter(|_| turned) {
            self.negated = true;
            self.turned = Some(phrase);
            self.at = self.parse.phrases[phrase].end - 1;
        }
    }

    /// *have to* and *has yet to* go on.
    fn read_have(&mut self) {
        self.have = true;
        let base = |t: &super::super::token::Token<'_>| t.forms.has(Forms::BASE) || t.is(Tag::Be);
        let obliges = self.next_is(Tag::To, 1) && self.parse.token(self.at + 2).is_some_and(base);
        if obliges {
            self.modal = Some(self.at);
            self.at += 1;
        } else if self.parse.stands(self.at + 1, Set::Yet) && self.next_is(Tag::To, 2) {
            self.negated = true;
            self.at += 2;
        }
    }

    fn read_verb(&mut self) {
        let token = &self.parse.tokens[self.at];
        self.main = Some(self.at);
        self.passive = self.be.is_some()
            && token.forms.has(Forms::PARTICIPLE)
            && !token.forms.has(Forms::GERUND);
    }

    /// Whether a verb comes after the adverbs that begin here.
    fn goes_on(&self) -> bool {
        const BETWEEN: Tags = Tags::any(&[Tag::Not, Tag::Adverb, Tag::Quote]);
        const VERBAL: Tags = Tags::any(&[Tag::Verb, Tag::Be, Tag::Have]);
        let rest = &self.parse.tokens[self.at..];
        let after = rest.iter().find(|t| !t.is_any(BETWEEN));
        after.is_some_and(|t| t.is_any(VERBAL))
    }

    /// The verb that carries the meaning, a form of *be*, or *have* alone.
    fn carrier(&self) -> Option<usize> {
        let have = || {
            let mut backwards = (self.first..self.at).rev();
            backwards.find(|&k| self.parse.is(k, Tag::Have))
        };
        let alone = || (self.have && !self.infinitive).then(have).flatten();
        self.main.or(self.be).or_else(alone)
    }

    fn group(self) -> Option<Group> {
        let copula = self.main.is_none();
        let main = self.carrier()?;
        let token = &self.parse.tokens[main];
        let bare = token.forms.has(Forms::BASE) || self.be.is_some() || self.have;
        if self.infinitive && !copula && !bare {
            return None;
        }
        // A negation may follow: "is not", "remains no".
        let after = self.parse.token(main + 1).filter(|_| copula);
        let negated = self.negated || after.is_some_and(|t| t.negates());
        let kind = self.kind(main);
        Some(Group {
            first: self.first,
            main,
            lemma: token.lemma,
            kind,
            passive: self.passive || kind == Kind::Participle && !self.have,
            negated,
            modal: self.modal,
            copula,
            subject: self.turned,
            shares: None,
            reported_by: None,
            completes: None,
            under: None,
            relative: false,
            content: (main + 1, main + 1),
        })
    }

    fn kind(&self, main: usize) -> Kind {
        let (first, token) = (&self.parse.tokens[self.first], &self.parse.tokens[main]);
        if self.infinitive {
            return Kind::Infinitive;
        }
        if self.has_finite_auxiliary() {
            return self.finite_unless_by(main);
        }
        if token.forms.has(Forms::GERUND) || first.of(Set::NonFinite) {
            return Kind::Gerund;
        }
        if token.forms.has(Forms::PARTICIPLE) && !token.forms.has(Forms::PAST) {
            return Kind::Participle;
        }
        self.finite_unless_by(main)
    }

    fn has_finite_auxiliary(&self) -> bool {
        let finite_be = |b: usize| !self.parse.tokens[b].of(Set::NonFiniteBe);
        let first = &self.parse.tokens[self.first];
        self.modal.is_some()
            || self.be.is_some_and(finite_be)
            || self.have && !first.of(Set::Having)
            || first.is(Tag::Do)
    }

    /// A participle with *by* behind it is no finite verb.
    fn finite_unless_by(&self, main: usize) -> Kind {
        let participle = self.parse.is(self.first, Tag::Verb)
            && self.parse.tokens[main].forms.has(Forms::PARTICIPLE)
            && self.parse.stands(main + 1, Set::By)
            && !self.passive;
        if participle {
            Kind::Participle
        } else {
            Kind::Finite
        }
    }
}
