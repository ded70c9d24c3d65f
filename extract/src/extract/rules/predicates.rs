//! Adjectives and phrases that say a stance: *The carriers are open to a shorter week.*

use super::super::english::{Set, Tag, Tags, Traits};
use super::super::fact::{FactKind, Polarity};
use super::super::frames::{Frame, Meaning, Part, Subject, Take};
use super::super::groups::{Group, Kind};
use super::super::parse::{Actor, Range};
use super::super::token::Token;
use super::{Found, Hit, Reading, meaning};

pub(super) fn find(reading: &Reading<'_, '_>, _: &Found) -> Vec<Hit> {
    let places = 0..reading.parse.len();
    let hits = places.filter_map(|at| hit_at(reading, at));
    hits.flat_map(|hit| reading.for_each_topic(&hit)).collect()
}

fn hit_at(reading: &Reading<'_, '_>, at: usize) -> Option<Hit> {
    const ADJECTIVAL: Tags = Tags::any(&[Tag::Adjective, Tag::Verb, Tag::Preposition]);
    let token = reading.token(at)?;
    if !token.traits.has(Traits::TRIGGER) && token.lemma == 0 {
        return None;
    }
    let frames = &reading.lexicon.frames;
    let phrases = frames.phrases.get(&token.lemma);
    let adjectives = frames.adjectives.get(&token.lemma);
    let adjectives = adjectives.filter(|_| token.is_any(ADJECTIVAL));
    let listed = phrases.into_iter().chain(adjectives).flatten();
    let mut fitting = listed.map(|&index| reading.frame(index));
    fitting.find_map(|frame| predicate(reading, at, frame))
}

impl Reading<'_, '_> {
    /// Whether a word is an adjective of a frame.
    pub fn is_predicate(&self, token: &Token<'_>) -> bool {
        token.traits.has(Traits::PREDICATE)
            && token.is(Tag::Adjective)
            && self.lexicon.frames.adjectives.contains_key(&token.lemma)
    }

    /// Whether the infinitive that begins here gives something to the other side.
    fn gives(&self, at: usize) -> bool {
        let frames = &self.lexicon.frames;
        let group = self.infinitive_at(at);
        let list = group.and_then(|g| frames.verbs.get(&g.lemma));
        list.is_some_and(|list| list.iter().any(|&i| frames.all[i].family == "undertaking"))
    }
}

const GIVES: (FactKind, Polarity) = (FactKind::Offer, Polarity::Offers);

/// How a predicate stands to its verb.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// Behind *be*.
    Behind,
    /// *called the plan unacceptable*
    Names,
}

fn predicate(reading: &Reading<'_, '_>, at: usize, frame: &Frame) -> Option<Hit> {
    if reading.token(at)?.lower != frame.first {
        return None;
    }
    let after = reading.rest(at + 1, &frame.rest)?;
    let mut backwards = reading.groups().rev();
    let verb = backwards.find(|(_, g)| g.main < at);
    let standing = verb.and_then(|(number, group)| {
        let stands = stands(reading, group, at, frame)?;
        Some((number, group, stands))
    });
    match standing {
        None => bare_predicate(reading, at, after, frame),
        Some((number, _, _)) if reading.hypothetical(number) => None,
        Some((number, group, stands)) => Predicate {
            reading,
            at,
            after,
            frame,
            number,
            group,
            stands,
        }
        .hit(),
    }
}

fn stands(reading: &Reading<'_, '_>, group: &Group, at: usize, frame: &Frame) -> Option<Stands> {
    const BETWEEN: Tags = Tags::any(&[
        Tag::Adverb,
        Tag::Not,
        Tag::Determiner,
        Tag::Adjective,
        Tag::Quote,
        Tag::Possessive,
        Tag::Conjunction,
        Tag::Number,
    ]);
    if group.content.1 <= at {
        return None;
    }
    let phrase = frame.part == Part::Phrase;
    let between = &reading.parse.tokens[group.main + 1..at];
    let near = group.copula && (phrase || between.iter().all(|t| t.is_any(BETWEEN)));
    let state = group.main + 1 == at && reading.parse.is(group.main, Tag::Be);
    if near {
        Some(Stands::Behind)
    } else if reading.is(group.main, Set::Naming) {
        Some(Stands::Names)
    } else {
        let holds = phrase && frame.subject == Subject::Holder;
        (holds || state).then_some(Stands::Behind)
    }
}

/// A predicate of a frame behind its verb.
struct Predicate<'p, 'r, 't> {
    reading: &'p Reading<'r, 't>,
    at: usize,
    /// The place behind the words of the frame.
    after: usize,
    frame: &'p Frame,
    number: usize,
    group: &'r Group,
    stands: Stands,
}

impl Predicate<'_, '_, '_> {
    fn hit(&self) -> Option<Hit> {
        let mut takes = self.frame.takes.iter();
        let take = *takes.find(|take| self.follows(**take))?;
        let reporter = self.reading.reporter(self.number);
        let (holders, content) = self.said(reporter.as_ref())?;
        let meaning = self.meaning(take)?;
        if holders.is_empty() && meaning.kind != FactKind::Disagreement || self.is_vague(content) {
            return None;
        }
        let words = self
            .reading
            .parse
            .text(self.reading.text, (self.at, self.after));
        let negated = self.is_negated();
        Some(Hit {
            explain: self
                .reading
                .explain(words, &holders, reporter.as_ref(), negated),
            holders,
            span: self.reading.span(self.number),
            content,
            reporter,
            group: Some(self.number),
            ..Hit::of(meaning, &self.frame.rule)
        })
    }

    fn follows(&self, take: Take) -> bool {
        let (parse, after) = (self.reading.parse, self.after);
        let mut groups = parse.groups.iter();
        match take {
            Take::Preposition(word) => parse.token(after).is_some_and(|t| t.lemma == word),
            Take::Infinitive => self.reading.infinitive_at(after).is_some(),
            Take::That => parse.stands(after, Set::That),
            Take::Object => parse.phrase(after).is_some(),
            Take::Gerund => groups.any(|g| g.is(Kind::Gerund) && g.first == after),
            Take::Bare => true,
            Take::OtherInfinitive | Take::End => false,
        }
    }

    /// Who holds it, and what of.
    fn said(&self, reporter: Option<&Actor>) -> Option<(Vec<Actor>, Range)> {
        let subject = self.reading.holders(self.number);
        Some(match self.frame.subject {
            Subject::Holder => (subject, self.behind()),
            Subject::Neither => (self.reading.sides(), self.behind()),
            // *called for it, opposed by X*: an aside, and no name for anything.
            Subject::Issue if self.stands == Stands::Names && self.has_agent() => return None,
            Subject::Issue if self.stands == Stands::Names => {
                (subject, (self.group.main + 1, self.at))
            }
            Subject::Issue => {
                let range = self.subject()?;
                (self.who_judges(reporter), range)
            }
        })
    }

    /// What stands behind the predicate.
    fn behind(&self) -> Range {
        (
            self.after,
            self.reading.deep_end(self.number).max(self.after),
        )
    }

    /// The subject that the predicate judges, or what stands behind it for *it*.
    fn subject(&self) -> Option<Range> {
        let mut range = self.reading.subject_range(self.number)?;
        if self.frame.family == "disagreement" && self.group.is(Kind::Finite) {
            range = (self.joined_from(range.0), self.group.first.max(range.1));
        }
        if self.reading.is(0, Set::Question) {
            range.0 = 0;
        }
        let behind = self.behind();
        let empty = self.reading.is(range.0, Set::ItOrThere) && behind.1 > self.after;
        Some(if empty && !self.has_agent() {
            behind
        } else {
            range
        })
    }

    /// *was opposed by X*: who does it stands behind *by*.
    fn has_agent(&self) -> bool {
        let by = |take: &Take| matches!(take, Take::Preposition(_)) && self.follows(*take);
        self.reading.is(self.after, Set::By) && self.frame.takes.iter().any(by)
    }

    /// Where a list of noun phrases begins whose last begins here.
    fn joined_from(&self, first: usize) -> usize {
        let parse = self.reading.parse;
        let left = |first: usize| {
            let before = first
                .checked_sub(1)
                .filter(|&b| parse.is(b, Tag::Conjunction))?;
            parse.phrase_before(before)
        };
        let mut first = first;
        while let Some(left) = left(first) {
            first = parse.phrases[left].first;
        }
        first
    }

    /// For whom something is unacceptable: *for X*, *to X*, *X's red line*, else who says so.
    fn who_judges(&self, reporter: Option<&Actor>) -> Vec<Actor> {
        if self.frame.family == "disagreement" {
            return self.reading.sides();
        }
        let after = (self.after, self.group.content.1);
        if self.has_agent() {
            return self.reading.behind(after, Set::By);
        }
        let behind = self.reading.behind(after, Set::ForToOf);
        if !behind.is_empty() {
            return behind;
        }
        let before = self.reading.behind((0, self.group.first), Set::ForTo);
        if !before.is_empty() {
            return before;
        }
        let owned = self.reading.parse.phrase(self.group.main + 1);
        let owners = owned.map(|phrase| self.reading.owners(phrase));
        match owners.filter(|owners| !owners.is_empty()) {
            Some(owners) => owners,
            None => reporter.cloned().into_iter().collect(),
        }
    }

    fn is_negated(&self) -> bool {
        let between = (self.group.main + 1, self.at.max(self.group.main + 1));
        self.group.negated || self.reading.parse.slice(between).iter().any(Token::negates)
    }

    fn meaning(&self, take: Take) -> Option<Meaning> {
        let said = match self.is_negated() {
            true => self.frame.negated?,
            false => self.frame.meaning,
        };
        let gives = take == Take::Infinitive
            && said.stance == Some(Polarity::Open)
            && self.reading.gives(self.after);
        Some(match gives {
            true => meaning(GIVES.0, GIVES.1),
            false => said,
        })
    }

    /// *Serious hurdles remain unresolved* says nothing of what.
    fn is_vague(&self, content: Range) -> bool {
        let disputed = !self.is_negated() && self.frame.meaning.kind == FactKind::Disagreement;
        let issue = self.frame.subject == Subject::Issue;
        let mut nouns = self.reading.parse.slice(content).iter().rev();
        let last = nouns.find(|t| t.is(Tag::Noun));
        let vague = last.is_none_or(|t| t.of(Set::VagueIssues));
        issue && disputed && vague && self.reading.listed(content).is_empty()
    }
}

/// *with the union ready to sign*: a predicate directly behind its subject.
fn bare_predicate(
    reading: &Reading<'_, '_>,
    at: usize,
    after: usize,
    frame: &Frame,
) -> Option<Hit> {
    let phrase = bare_subject(reading, at, frame)?;
    let infinitive = reading.infinitive_at(after);
    let infinitive = infinitive.filter(|_| frame.takes.contains(&Take::Infinitive));
    let lemma = reading.token(after).map(|t| t.lemma);
    let leads = |take: &Take| matches!(take, Take::Preposition(word) if lemma == Some(*word));
    if infinitive.is_none() && !frame.takes.iter().any(leads) {
        return None;
    }
    let holders = reading.actors(phrase);
    if holders.is_empty() {
        return None;
    }
    let end = infinitive.map_or_else(|| end_of_clause(reading, after), |g| g.content.1);
    let open = infinitive.is_some() && frame.meaning.stance == Some(Polarity::Open);
    let content = (after, end.max(after));
    let meaning = match open && reading.gives(after) {
        true => meaning(GIVES.0, GIVES.1),
        false => frame.meaning,
    };
    Some(Hit {
        explain: reading.explain(reading.parse.tokens[at].text, &holders, None, false),
        holders,
        span: (reading.parse.phrases[phrase].first, content.1),
        content,
        ..Hit::of(meaning, &frame.rule)
    })
}

/// The phrase directly before a predicate without a verb.
fn bare_subject(reading: &Reading<'_, '_>, at: usize, frame: &Frame) -> Option<usize> {
    let mut left = at.checked_sub(1)?;
    while left > 0 && reading.parse.is(left, Tag::Adverb) {
        left -= 1;
    }
    let holds = frame.subject == Subject::Holder && frame.part == Part::Adjective;
    let phrase = reading.parse.phrase(left).filter(|_| holds)?;
    let Some(before) = reading.parse.phrases[phrase].first.checked_sub(1) else {
        return Some(phrase);
    };
    let opened = reading.is(before, Set::OpensPredicate) || reading.parse.is(before, Tag::Comma);
    opened.then_some(phrase)
}

fn end_of_clause(reading: &Reading<'_, '_>, from: usize) -> usize {
    const ENDS: Tags = Tags::any(&[Tag::Comma, Tag::Break, Tag::Stop]);
    let mut places = from..reading.parse.len();
    let end = places.find(|&i| reading.parse.is_any(i, ENDS));
    end.unwrap_or(reading.parse.len())
}
