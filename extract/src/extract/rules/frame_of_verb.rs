//! Which frame a verb group carries, and where its content begins.

use super::super::english::{Forms, Lemma, Set, Tag, Tags, Traits};
use super::super::frames::{Frame, Part, Take};
use super::super::groups::{Group, Kind};
use super::super::holder;
use super::super::parse::Range;
use super::super::token::Token;
use super::Reading;

/// How far the further words of a frame may stand behind the verb: *put X on the table*.
const GAP: usize = 14;

/// A frame as a verb group carries it.
#[derive(Clone, Copy)]
pub(in crate::extract) struct Carried<'r> {
    pub frame: &'r Frame,
    pub content: Range,
}

impl<'r> Reading<'r, '_> {
    /// The frame of a group's verb: of those that fit, the one of most words.
    pub fn verb_frame(&self, number: usize) -> Option<Carried<'r>> {
        let list = self.lexicon.frames.verbs.get(&self.group(number).lemma)?;
        if !self.parse.verb(number).tags.has(Tag::Verb) {
            return None;
        }
        let frames = list.iter().map(|&index| self.frame(index));
        let carried = frames.filter_map(|frame| self.carried(number, frame));
        carried.fold(None, |best: Option<Carried<'r>>, one| match best {
            Some(best) if one.frame.rest.len() <= best.frame.rest.len() => Some(best),
            _ => Some(one),
        })
    }

    /// Whether the frame of a group's verb is of a family.
    pub fn verb_is_of(&self, number: usize, family: &str) -> bool {
        self.verb_frame(number)
            .is_some_and(|carried| carried.frame.family == family)
    }

    fn carried(&self, number: usize, frame: &'r Frame) -> Option<Carried<'r>> {
        if frame.part != Part::Verb {
            return None;
        }
        let after = match frame.gap {
            true => self.gap(number, &frame.rest),
            false => self.rest(self.group(number).main + 1, &frame.rest),
        }?;
        let content = self.content(number, after, frame)?;
        self.suits(frame, content, number)
            .then_some(Carried { frame, content })
    }

    /// What the frame says something of: what follows, or what a relative clause stands behind.
    fn content(&self, number: usize, after: usize, frame: &Frame) -> Option<Range> {
        match self.takes(number, after, frame) {
            Some((Take::OtherInfinitive, at)) => Some(self.other_infinitive(number, at)),
            Some((Take::End, at)) => Some((at, at)),
            Some((_, at)) => Some((at, self.deep_end(number).max(at))),
            None if frame.takes.contains(&Take::Object) => self.antecedent(number, after),
            None => None,
        }
    }

    /// *urged the carriers to drop it*: what the other side should do.
    fn other_infinitive(&self, number: usize, at: usize) -> Range {
        let inner = self.completing(number).find(|g| g.first > at);
        let end = self.deep_end(number).max(at);
        match inner {
            Some(inner) => (inner.main, end.max(inner.content.1)),
            None => (at, end),
        }
    }

    /// The infinitives that complete a group.
    fn completing(&self, number: usize) -> impl Iterator<Item = &'r Group> + use<'r> {
        let groups = self.parse.groups.iter();
        groups.filter(move |g| g.is(Kind::Infinitive) && g.completes == Some(number))
    }

    /// Whether the object's head and the tense are those that the frame wants.
    fn suits(&self, frame: &Frame, content: Range, number: usize) -> bool {
        let group = self.group(number);
        let will = !group.passive && self.modal_is(group, Set::Will);
        let barred = frame.future && !will
            || frame.no_statement && self.reports_a_statement(number)
            || frame.no_participle && self.group(number).is_participle()
            || frame.no_name && self.is_named(content);
        if barred {
            return false;
        }
        if frame.only.is_empty() || group.passive && frame.any_passive {
            return true;
        }
        let phrase = match group.passive {
            true => holder::subject_phrase(self.parse, number),
            false => self.parse.phrase(content.0),
        };
        phrase.is_some_and(|p| frame.only.contains(&self.parse.head(p).noun))
    }

    /// The noun that a relative clause without an object of its own speaks of: *the plan that the union rejected*.
    fn antecedent(&self, number: usize, after: usize) -> Option<Range> {
        let group = self.group(number);
        if group.passive || self.token(after).is_some_and(Token::is_nominal) {
            return None;
        }
        let subject = group.subject.map(|s| self.parse.phrases[s].first);
        let at = subject.unwrap_or(group.first);
        match self.is(at, Set::What) {
            true => self.what_is(group),
            false => self.noun_before(group, at),
        }
    }

    /// *What the union likes is ...*
    fn what_is(&self, group: &Group) -> Option<Range> {
        let mut groups = self.parse.groups.iter();
        let is = groups.find(|g| g.copula && g.first > group.main && g.is(Kind::Finite))?;
        Some((is.main + 1, is.content.1))
    }

    /// A noun directly before a subject, or before *which*.
    fn noun_before(&self, group: &Group, subject: usize) -> Option<Range> {
        const PASSED: Tags = Tags::any(&[
            Tag::Relative,
            Tag::That,
            Tag::Comma,
            Tag::Adverb,
            Tag::Preposition,
        ]);
        let passed = (subject.saturating_sub(4)..subject).rev();
        let at = passed
            .take_while(|&at| self.parse.is_any(at, PASSED))
            .last()
            .unwrap_or(subject);
        if subject - at == 4 || at >= group.first {
            return None;
        }
        let phrase = &self.parse.phrases[self.parse.phrase_before(at)?];
        Some((phrase.first, phrase.end))
    }

    /// The place of the object where the further words of a frame stand behind it: *put X on the table*.
    fn gap(&self, number: usize, rest: &[Lemma]) -> Option<usize> {
        let group = self.group(number);
        let object = group.main + 1;
        let end = group.content.1.min(group.main + GAP).min(self.parse.len());
        let is = |at: usize, word: &Lemma| self.token(at).is_some_and(|t| t.lemma == *word);
        let stands = |at: usize| rest.iter().enumerate().all(|(k, word)| is(at + k, word));
        let found = (object..end).any(|at| stands(at) && (at > object || group.passive));
        found.then_some(object)
    }

    /// The place after the further words of a frame, adverbs between them allowed.
    pub fn rest(&self, from: usize, rest: &[Lemma]) -> Option<usize> {
        let mut at = from;
        for word in rest {
            at = self.past_fillers(at, *word);
            let token = self.token(at)?;
            if token.lemma != *word && token.noun != *word {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// The place behind at most two words that fill a frame: *lent **its** support*.
    fn past_fillers(&self, from: usize, word: Lemma) -> usize {
        const FILLS: Tags = Tags::any(&[Tag::Adverb, Tag::Possessive, Tag::Determiner]);
        let fills = |t: &Token<'_>| t.is_any(FILLS) && t.lemma != word || t.of(Set::Selves);
        let mut at = from;
        while at < from + 2 && self.token(at).is_some_and(fills) {
            at += 1;
        }
        at
    }

    /// What follows, if the frame takes it, and where it begins.
    fn takes(&self, number: usize, from: usize, frame: &Frame) -> Option<(Take, usize)> {
        const PASSED: Tags = Tags::any(&[Tag::Adverb, Tag::Quote]);
        let mut at = from;
        while self.parse.is_any(at, PASSED) {
            at += 1;
        }
        let at = self.past_time(at);
        // What the other side should do says more than whom was urged.
        let other = |take: &&Take| **take == Take::OtherInfinitive;
        let first = frame.takes.iter().filter(other);
        let rest = frame.takes.iter().filter(|take| !other(take));
        let mut takes = first.chain(rest);
        let fits = takes.find(|take| self.follows(number, at, **take))?;
        Some((*fits, at))
    }

    /// *had promised weeks before to stop*
    fn past_time(&self, at: usize) -> usize {
        let Some(phrase) = self.parse.phrase(at) else {
            return at;
        };
        let end = self.parse.phrases[phrase].end;
        let time = self.parse.head(phrase).traits.has(Traits::TIME);
        if time && self.is(end, Set::BeforeNow) {
            end + 1
        } else {
            at
        }
    }

    /// Whether what stands at a place is what a frame takes.
    fn follows(&self, number: usize, at: usize, take: Take) -> bool {
        let groups = || self.parse.groups.iter();
        let infinitive = |at: usize| self.infinitive_at(at).is_some();
        match take {
            Take::Object => self.object_follows(number, at),
            Take::That => self.is(at, Set::That) || groups().any(|g| g.reported_by == Some(number)),
            Take::Infinitive => {
                let negated = self.token(at).is_some_and(Token::negates);
                infinitive(at) || negated && infinitive(at + 1)
            }
            Take::OtherInfinitive => self.other_acts(number, at),
            Take::Gerund => {
                // "called for not selling the port"
                let at = at + usize::from(self.token(at).is_some_and(Token::negates));
                groups().any(|g| g.is(Kind::Gerund) && g.first == at)
            }
            Take::Bare => true,
            Take::End => self.ends(number, at),
            Take::Preposition(word) => self.token(at).is_some_and(|t| t.lemma == word),
        }
    }

    /// *Japan objected.*: nothing follows, and the verb reports nothing.
    fn ends(&self, number: usize, at: usize) -> bool {
        const ENDS: Tags = Tags::any(&[Tag::Stop, Tag::Break, Tag::Comma, Tag::Conjunction]);
        let ends = self.token(at).is_none_or(|t| t.is_any(ENDS));
        let mut groups = self.parse.groups.iter();
        ends && !self.group(number).passive && !groups.any(|g| g.reported_by == Some(number))
    }

    /// Whether the clause that a verb reports states what is so, and asks for nothing.
    fn reports_a_statement(&self, number: usize) -> bool {
        const VERBAL: Tags = Tags::any(&[Tag::Verb, Tag::Be, Tag::Have, Tag::Do]);
        let mut groups = self.parse.groups.iter();
        let reported = groups.find(|g| g.reported_by == Some(number) && g.is(Kind::Finite));
        reported.is_some_and(|group| {
            let mut words = self.parse.slice((group.first, group.main + 1)).iter();
            let verb = words.find(|t| t.is_any(VERBAL));
            let base = |t: &Token<'_>| t.lower == "be" || t.forms.has(Forms::BASE);
            match group.modal {
                Some(_) => !self.modal_is(group, Set::Deontic),
                None => !verb.is_some_and(|t| base(t) && !t.is(Tag::Have)),
            }
        })
    }

    /// *considers it a disaster*: the object is only given a name.
    fn is_named(&self, content: Range) -> bool {
        const NAMES: Tags = Tags::any(&[Tag::Determiner, Tag::Adjective]);
        let object = self.parse.phrase(content.0);
        object.is_some_and(|p| self.parse.is_any(self.parse.phrases[p].end, NAMES))
    }

    fn object_follows(&self, number: usize, at: usize) -> bool {
        const BEGINS: Tags = Tags::any(&[Tag::Adjective, Tag::Quote]);
        let begins = self.parse.phrase(at).is_some() || self.parse.is_any(at, BEGINS);
        self.group(number).passive || begins && !self.parse.is(at, Tag::Comma)
    }

    /// Whether somebody else is to do something: *asked the carriers to ...*
    fn other_acts(&self, number: usize, at: usize) -> bool {
        let acts = |s: usize| self.parse.phrases[s].first <= at + 1;
        self.completing(number)
            .any(|g| g.first > at && g.subject.is_some_and(acts))
    }
}
