//! Nouns that say a stance: *The union's rejection of the pay freeze was no surprise.*

use super::super::english::{Set, Tag, Tags, Traits};
use super::super::fact::{FactKind, Polarity};
use super::super::frames::{Frame, Meaning, Take};
use super::super::groups::{Group, Kind};
use super::super::holder;
use super::super::parse::{Actor, Range};
use super::super::token::Token;
use super::{Found, Hit, Reading, meaning};

pub(super) fn find(reading: &Reading<'_, '_>, _: &Found) -> Vec<Hit> {
    let places = 0..reading.parse.len();
    let hits = places.filter_map(|at| hit_at(reading, at));
    hits.flat_map(|hit| reading.for_each_topic(&hit)).collect()
}

fn hit_at(reading: &Reading<'_, '_>, at: usize) -> Option<Hit> {
    let token = reading.token(at)?;
    if !token.is(Tag::Noun) || !token.traits.has(Traits::TRIGGER) || token.mention.is_some() {
        return None;
    }
    let list = reading.lexicon.frames.nouns.get(&token.noun)?;
    let mut frames = list.iter().map(|&index| reading.frame(index));
    frames.find_map(|frame| Noun::read(reading, at, frame)?.hit())
}

/// A noun of a frame as it stands in a sentence.
struct Noun<'n, 'r, 't> {
    reading: &'n Reading<'r, 't>,
    at: usize,
    frame: &'r Frame,
    phrase: usize,
    /// The end of its noun phrase.
    end: usize,
    take: Take,
    /// *Its first bid was ...*: the form of *be* that says what it is.
    copular: Option<&'r Group>,
    /// The clause in which it stands.
    governor: Option<(usize, &'r Group)>,
    /// The subject of that clause.
    subject: Vec<Actor>,
    /// Where what belongs to the noun ends.
    limit: usize,
}

impl<'n, 'r, 't> Noun<'n, 'r, 't> {
    fn read(reading: &'n Reading<'r, 't>, at: usize, frame: &'r Frame) -> Option<Self> {
        let phrase = reading.parse.phrase(at)?;
        if reading.parse.phrases[phrase].head != at {
            return None;
        }
        let (first, end) = (
            reading.parse.phrases[phrase].first,
            reading.parse.phrases[phrase].end,
        );
        let take = *frame
            .takes
            .iter()
            .find(|take| follows(reading, end, **take))?;
        let copular = copular(reading, phrase, frame);
        if frame.only_copula && copular.is_none() {
            return None;
        }
        let governor = governor(reading, first, at);
        let subject = governor.map(|(n, _)| reading.holders(n));
        Some(Self {
            limit: limit(reading, phrase, at, take),
            reading,
            at,
            frame,
            phrase,
            end,
            take,
            copular,
            governor,
            subject: subject.unwrap_or_default(),
        })
    }

    fn first(&self) -> usize {
        self.reading.parse.phrases[self.phrase].first
    }

    fn governor_is(&self, test: impl Fn(usize, &Group) -> bool) -> bool {
        self.governor.is_some_and(|(n, g)| test(n, g))
    }

    /// *made an offer*: the verb only carries the noun.
    fn is_light(&self) -> bool {
        let light = &self.reading.lexicon.frames.light;
        self.governor_is(|n, g| {
            light.contains(&g.lemma) && !g.negated && !self.reading.hypothetical(n)
        })
    }

    /// A colon behind it lists what it says.
    fn is_listed(&self) -> bool {
        self.reading.token(self.end).is_some_and(|t| t.text == ":")
    }

    /// Nothing of its own follows it.
    fn is_bare(&self) -> bool {
        self.take == Take::Bare && !self.is_listed()
    }

    /// The readers of who holds it, in order.
    fn holders(&self) -> Vec<Actor> {
        let readers = [
            Self::owners,
            Self::behind,
            Self::makers,
            Self::reporter_of_there,
            Self::subject_of_light,
        ];
        let lists = readers.into_iter().map(|reader| reader(self));
        let mut known = lists.filter(|list: &Vec<Actor>| !list.is_empty());
        let holders = known.next().unwrap_or_default();
        if self.frame.family == "disagreement" && holders.len() < 2 {
            let sides = self.reading.sides();
            if sides.len() > 1 || holders.is_empty() {
                return sides;
            }
        }
        holders
    }

    fn owners(&self) -> Vec<Actor> {
        let (parse, discourse) = (self.reading.parse, self.reading.discourse);
        holder::owner_of(parse, discourse, self.phrase, self.subject.first())
    }

    /// *by X*, *between X and Y*
    fn behind(&self) -> Vec<Actor> {
        self.reading.behind((self.end, self.limit), Set::ByParties)
    }

    /// *with an offer to ...*: the clause's subject makes it.
    fn makers(&self) -> Vec<Actor> {
        let with = self.reading.parse.stands_before(self.first(), Set::With);
        match with || self.is_listed() {
            true => self.subject.clone(),
            false => Vec::new(),
        }
    }

    /// *there is an offer*: who says so.
    fn reporter_of_there(&self) -> Vec<Actor> {
        let parse = self.reading.parse;
        let there =
            self.governor_is(|_, g| g.subject.is_some_and(|s| parse.head(s).of(Set::There)));
        match self.governor.filter(|_| there) {
            Some((n, _)) => self.reading.reporter(n).into_iter().collect(),
            None => Vec::new(),
        }
    }

    fn subject_of_light(&self) -> Vec<Actor> {
        match self.is_light() && !self.governor_is(|_, g| g.passive) {
            true => self.subject.clone(),
            false => Vec::new(),
        }
    }

    /// *dropped its demand*: the verb speaks of the demand's end.
    fn is_dropped(&self) -> bool {
        self.governor_is(|n, g| self.reading.verb_is_of(n, "concession") && !g.negated)
    }

    /// Whether it is only named, as in *the offer failed*.
    fn is_only_named(&self) -> bool {
        self.is_bare() && self.governor.is_some() && !self.is_light() && self.copular.is_none()
    }

    fn content(&self) -> Range {
        if let Some(is) = self.copular {
            is.content
        } else if self.is_listed() {
            (self.end, self.reading.parse.len())
        } else if self.is_bare() {
            (self.first(), self.end)
        } else {
            (self.end, self.limit.max(self.end))
        }
    }

    fn meaning(&self) -> Option<Meaning> {
        let refusing = self.reading.is(self.first(), Set::NoLittle);
        if refusing || self.governor_is(|_, g| g.negated) {
            return self.frame.negated;
        }
        let demand = self.frame.family == "demand" && self.take == Take::That;
        match demand && wants_not(self.reading, self.end) {
            true => Some(meaning(FactKind::Rejection, Polarity::Rejects)),
            false => Some(self.frame.meaning),
        }
    }

    fn hit(&self) -> Option<Hit> {
        let holders = self.holders();
        if holders.is_empty() && self.frame.meaning.kind != FactKind::Disagreement {
            return None;
        }
        let content = self.content();
        // "the gap between promises and deeds" is no dispute of parties.
        let between = self.reading.is(self.end, Set::Between) && self.behind().is_empty();
        let short = between || self.is_bare() && content.1 - content.0 < 2;
        if self.is_dropped() || self.is_only_named() || short {
            return None;
        }
        let meaning = self.meaning()?;
        let reporter = self.governor.and_then(|(n, _)| self.reading.reporter(n));
        let words = self.reading.parse.tokens[self.at].text;
        Some(Hit {
            explain: self
                .reading
                .explain(words, &holders, reporter.as_ref(), false),
            holders,
            span: (self.first(), content.1.max(self.end)),
            content,
            reporter,
            ..Hit::of(meaning, &self.frame.rule)
        })
    }
}

/// Whether what a noun takes follows its phrase.
fn follows(reading: &Reading<'_, '_>, end: usize, take: Take) -> bool {
    let infinitive = || reading.infinitive_at(end).is_some();
    match take {
        Take::That => reading.is(end, Set::That),
        Take::Infinitive => infinitive(),
        Take::Preposition(word) => {
            let token = reading.token(end);
            token.is_some_and(|t| t.lemma == word && leads(t)) && !infinitive()
        }
        Take::Bare => true,
        Take::Object | Take::OtherInfinitive | Take::Gerund | Take::End => false,
    }
}

/// Whether a word leads to what a noun is about.
fn leads(token: &Token<'_>) -> bool {
    token.is(Tag::Preposition) || token.is(Tag::To) || token.of(Set::Over)
}

/// *Its first bid was a rise of nine percent*: what follows *be* is the content.
fn copular<'r>(reading: &Reading<'r, '_>, phrase: usize, frame: &Frame) -> Option<&'r Group> {
    const BEGINS: Tags = Tags::any(&[Tag::To, Tag::That, Tag::Preposition]);
    let mut groups = reading.parse.groups.iter();
    let is = groups.find(|g| {
        g.copula
            && g.is(Kind::Finite)
            && g.subject == Some(phrase)
            && !g.negated
            && reading.is(g.main, Set::Is)
    })?;
    let next = reading.token(is.main + 1)?;
    let says = next.is_nominal() || next.is_any(BEGINS);
    (frame.takes.contains(&Take::Bare) && is.content.0 < is.content.1 && says).then_some(is)
}

/// The clause in which a noun stands.
fn governor<'r>(reading: &Reading<'r, '_>, first: usize, at: usize) -> Option<(usize, &'r Group)> {
    let mut backwards = reading.groups().rev();
    backwards.find(|(_, g)| g.main < first && g.content.1 > at)
}

/// Where what belongs to a noun ends: before the next verb, or a mark.
fn limit(reading: &Reading<'_, '_>, phrase: usize, at: usize, take: Take) -> usize {
    const ENDS: Tags = Tags::any(&[Tag::Break, Tag::Stop, Tag::Relative, Tag::Subordinator]);
    let end = reading.parse.phrases[phrase].end;
    let own = |s: usize| s == phrase || reading.parse.phrases[s].first < at;
    let mut groups = reading.parse.groups.iter();
    let next = groups.find(|g| {
        g.first >= end && g.is(Kind::Finite) && g.reported_by.is_none() && g.subject.is_none_or(own)
    });
    let stop = next.map_or(reading.parse.len(), |g| g.first);
    let comma = |i: usize| reading.parse.is(i, Tag::Comma) && take != Take::That;
    let mut places = end..stop;
    let mark = places.find(|&i| reading.parse.is_any(i, ENDS) || comma(i));
    mark.unwrap_or(stop)
}

/// Whether the clause that begins at *that* is negated.
fn wants_not(reading: &Reading<'_, '_>, that: usize) -> bool {
    let mut groups = reading.parse.groups.iter();
    let clause = groups.find(|g| g.first > that && g.is(Kind::Finite));
    reading.is(that + 1, Set::NoNothingNeither) || clause.is_some_and(|g| g.negated)
}
