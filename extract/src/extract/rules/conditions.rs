//! Conditions that a word joins to what waits: *The union will end the strike only if the fee falls.*

use super::super::english::{Set, Tag, Tags, Traits};
use super::super::fact::{FactKind, Polarity};
use super::super::frames::{Connective, Meaning};
use super::super::groups::{Group, Kind};
use super::super::issue::{Hints, Topic};
use super::super::parse::{Actor, Range};
use super::{Found, Hit, Reading, Replaces};

pub(super) const CONDITION: Meaning = Meaning {
    kind: FactKind::Condition,
    stance: Some(Polarity::Conditional),
};
/// A thing that its holder demands before something else may come.
pub(super) const DEMANDED: Meaning = Meaning {
    kind: FactKind::Condition,
    stance: Some(Polarity::Demands),
};

pub(super) fn find(reading: &Reading<'_, '_>, _: &Found) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut at = 0;
    while at < reading.parse.len() {
        let Some(connective) = connective_at(reading, at) else {
            at += 1;
            continue;
        };
        let joined = Joined::read(reading, connective, at);
        hits.extend(joined.and_then(|joined| joined.hit()));
        at += connective.words.len();
    }
    hits
}

/// The longest connective that begins at a place.
fn connective_at<'r>(reading: &Reading<'r, '_>, at: usize) -> Option<&'r Connective> {
    let frames = &reading.lexicon.frames;
    let token = reading.token(at)?;
    let candidates = frames.connectives_at.get(token.lower.as_ref())?;
    let stands = |at: usize, word: &str| {
        let token = reading.token(at);
        token.is_some_and(|t| t.lower == word && t.mention.is_none() && !t.is(Tag::Verb))
    };
    let fits = |connective: &&Connective| {
        let mut words = connective.words.iter().enumerate();
        words.all(|(k, word)| stands(at + k, word))
    };
    let mut all = candidates.iter().map(|&n| &frames.connectives[n]);
    let comma = at == 0 || reading.parse.is(at - 1, Tag::Comma);
    all.find(|connective| fits(connective) && (comma || !connective.after_comma))
}

/// A connective with the clause that waits and the words of the condition.
struct Joined<'j, 'r, 't> {
    reading: &'j Reading<'r, 't>,
    connective: &'r Connective,
    at: usize,
    /// Whether the condition comes first.
    leads: bool,
    /// The words of the condition.
    needed: Range,
    /// The verb next to the condition in the clause that waits.
    main: usize,
    /// The verb that it completes: *agreed* in *agreed to sign*.
    top: usize,
}

impl<'j, 'r, 't> Joined<'j, 'r, 't> {
    fn read(reading: &'j Reading<'r, 't>, connective: &'r Connective, at: usize) -> Option<Self> {
        let after = at + connective.words.len();
        let leads = at == 0 || leads(reading, at);
        let mut end = condition_end(reading, after, leads);
        if leads && end >= reading.parse.len() {
            end = next_clause(reading, after).unwrap_or(end);
        }
        let main = match leads {
            true => main_behind(reading, end),
            false => main_before(reading, at),
        }?;
        let joined = Self {
            top: climb(reading, main),
            reading,
            connective,
            at,
            leads,
            needed: (after, end),
            main,
        };
        joined.waits_for_it().then_some(joined)
    }

    fn group(&self) -> &'r Group {
        self.reading.group(self.top)
    }

    /// The modal of the clause that waits.
    fn modal_is(&self, set: Set) -> bool {
        let own = self.group().modal;
        let modal = own.or(self.reading.group(self.main).modal);
        modal.is_some_and(|m| self.reading.is(m, set))
    }

    fn is_negative(&self) -> bool {
        self.group().negated
            || self.reading.group(self.main).negated
            || self.reading.verb_is_of(self.top, "rejection")
            || is_about_nothing(self.reading, self.top)
    }

    /// *only after*, *even if*
    fn is_only(&self) -> bool {
        self.reading.parse.stands_before(self.at, Set::OnlyEven)
    }

    fn is_future(&self) -> bool {
        self.modal_is(Set::FutureModals) || self.reading.verb_frame(self.top).is_some()
    }

    /// Whether the clause is one that can wait for the condition.
    fn waits_for_it(&self) -> bool {
        let connective = self.connective;
        let (first, end) = self.needed;
        let negated = !connective.negated || self.is_negative() || self.is_only();
        let future = !connective.future || self.is_future();
        let idiom = self.reading.is(first, Set::It) && self.reading.is(first + 1, Set::Takes);
        let approval = connective.needed
            && self
                .reading
                .approval_in((first, end.min(first + 6)))
                .is_some();
        let event = first < end && !self.is_a_day();
        event && future && !approval && !idiom && (negated || self.warns() || self.obliges())
    }

    /// *before June*, *until next Monday*: a day waits for nobody.
    fn is_a_day(&self) -> bool {
        const BESIDE: Tags = Tags::any(&[Tag::Number, Tag::Determiner, Tag::Adjective, Tag::Quote]);
        let tokens = &self.reading.parse.tokens[self.needed.0..self.needed.1];
        let mut tokens = tokens
            .iter()
            .filter(|token| !token.is_any(BESIDE))
            .peekable();
        tokens.peek().is_some() && tokens.all(|token| token.traits.has(Traits::TIME))
    }

    /// *Without a truce, she said, the talks will fail*
    fn warns(&self) -> bool {
        let said = || self.reading.reporter(self.top).is_some() || self.is_future();
        self.connective.needed && self.leads && said()
    }

    /// *The strike must end before any deal*
    fn obliges(&self) -> bool {
        let word = self.connective.words.len() == 1 && !self.connective.needed;
        word && self.modal_is(Set::Obliges)
    }

    /// *The strike must end before any deal*: the deal waits, and the end of the strike is what is needed.
    fn is_turned(&self) -> bool {
        self.connective.turns && !self.is_negative() && !self.is_only()
    }

    /// The words of the clause that waits.
    fn clause(&self) -> Range {
        let (first, end) = self.reading.span(self.top);
        let end = end.max(self.reading.group(self.main).content.1);
        (first, if self.leads { end } else { end.min(self.at) })
    }

    /// The readers of who sets the condition, in order.
    fn holders(&self, reporter: Option<&Actor>) -> Vec<Actor> {
        let subject = self.reading.holders(self.top);
        if !subject.is_empty() {
            return subject;
        }
        let owners = || {
            let range = self.reading.subject_range(self.top).unwrap_or((0, 0));
            self.reading.owner_in(range)
        };
        let holders = match reporter {
            Some(reporter) => vec![reporter.clone()],
            None => owners(),
        };
        match holders.is_empty() {
            true => self.first_to_act(),
            false => holders,
        }
    }

    /// The one who acts in the sentence's first clause.
    fn first_to_act(&self) -> Vec<Actor> {
        let mut groups = self.reading.parse.groups.iter();
        let first = groups.position(|g| g.is(Kind::Finite));
        let first = first.filter(|&first| first < self.top);
        first.map(|f| self.reading.holders(f)).unwrap_or_default()
    }

    fn hit(&self) -> Option<Hit> {
        let reading = self.reading;
        let reporter = reading.reporter(self.top);
        let holders = self.holders(reporter.as_ref());
        if self.connective.future && holders.is_empty() {
            return None;
        }
        let clause = self.clause();
        let turned = self.is_turned();
        let (waits, needed) = match turned {
            true => (self.needed, clause),
            false => (clause, self.needed),
        };
        let (topic, demanded) = match turned {
            true => (reading.topic(waits, Hints::default()), false),
            false => about(reading, self.top, waits, needed, self.connective.needed),
        };
        let meaning = self.meaning(&holders, demanded);
        let words = (self.at, self.at + self.connective.words.len());
        let words = reading.parse.text(reading.text, words);
        Some(Hit {
            explain: reading.explain(words, &holders, reporter.as_ref(), false),
            holders,
            topic,
            span: match self.leads {
                true => (self.at, clause.1),
                false => (clause.0.min(self.at), self.needed.1),
            },
            content: needed,
            condition: Some(reading.words(needed)),
            reporter,
            group: Some(self.top),
            replaces: Replaces::Insistence {
                reported_by: self.group().reported_by,
                whole: self.connective.whole,
            },
            ..Hit::of(meaning, &self.connective.rule)
        })
    }

    fn meaning(&self, holders: &[Actor], demanded: bool) -> Meaning {
        let subject = self.reading.holders(self.top);
        let own = holders.iter().any(|holder| holder.is_in(&subject));
        match demanded && !own && !holders.is_empty() {
            true => DEMANDED,
            false => CONDITION,
        }
    }
}

/// Whether a condition comes before the clause that waits for it.
fn leads(reading: &Reading<'_, '_>, at: usize) -> bool {
    const OPENS: Tags = Tags::any(&[Tag::Quote, Tag::That, Tag::Conjunction, Tag::Comma]);
    let goes_on = |g: &Group| {
        g.is(Kind::Finite)
            && g.main < at
            && g.content.1 >= at - 1
            && g.reported_by.is_none()
            && !leads_report(reading, g, at)
    };
    reading.parse.is_any(at - 1, OPENS) && !reading.parse.groups.iter().any(goes_on)
}

/// Whether a verb of saying opens the clause in which a connective stands.
fn leads_report(reading: &Reading<'_, '_>, group: &Group, at: usize) -> bool {
    group.main + 1 == at || (group.main + 2 == at && reading.parse.is(group.main + 1, Tag::That))
}

/// The first finite verb behind a leading condition; a verb of saying there only reports.
fn main_behind(reading: &Reading<'_, '_>, end: usize) -> Option<usize> {
    let mut groups = reading.parse.groups.iter();
    let first = groups.position(|g| g.is(Kind::Finite) && g.first >= end)?;
    // "Without a truce, she said, the talks will fail"
    let says = reading.parse.verb(first).traits.has(Traits::REPORT);
    let mut reported = reading
        .groups()
        .filter(|(k, g)| *k > first && g.is(Kind::Finite) && g.reported_by == Some(first));
    let next = reported.next().filter(|_| says);
    Some(next.map_or(first, |(number, _)| number))
}

/// The verb before a condition that follows.
fn main_before(reading: &Reading<'_, '_>, at: usize) -> Option<usize> {
    let verb = |g: &Group| matches!(g.kind, Kind::Finite | Kind::Infinitive);
    let mut backwards = reading.groups().rev();
    let main = backwards.find(|(n, g)| g.main < at && verb(g) && !inserted(reading, *n));
    main.map(|(number, _)| number)
}

/// Where the clause begins that follows a leading condition without a comma: *without a vote there can be no deal*.
fn next_clause(reading: &Reading<'_, '_>, from: usize) -> Option<usize> {
    let mut groups = reading.parse.groups.iter();
    let group = groups.find(|g| g.first > from && g.is(Kind::Finite))?;
    let first = reading.parse.phrases[group.subject?].first;
    (first > from).then_some(first)
}

/// Whether a verb of saying stands behind what it reports: *..., his office made clear, only if ...*.
fn inserted(reading: &Reading<'_, '_>, number: usize) -> bool {
    let mut before = reading.parse.groups[..number].iter();
    before.any(|g| g.reported_by == Some(number))
}

/// The group that an infinitive completes, up to the finite one.
fn climb(reading: &Reading<'_, '_>, from: usize) -> usize {
    let mut at = from;
    for _ in 0..4 {
        let group = reading.group(at);
        let Some(outer) = group.completes.filter(|_| !group.is(Kind::Finite)) else {
            break;
        };
        at = outer;
    }
    at
}

/// *No deal will stand*: the subject is nothing, or negated.
pub(super) fn is_about_nothing(reading: &Reading<'_, '_>, number: usize) -> bool {
    reading.subject_range(number).is_some_and(|(first, _)| {
        let before = first.checked_sub(1).map(|b| &reading.parse.tokens[b]);
        reading.is(first, Set::NotOne) || before.is_some_and(|b| b.negates())
    })
}

fn condition_end(reading: &Reading<'_, '_>, from: usize, leads: bool) -> usize {
    let mut places = from..reading.parse.len();
    let end = places.find(|&i| ends(reading, from, i, leads));
    end.unwrap_or(reading.parse.len())
}

fn ends(reading: &Reading<'_, '_>, from: usize, i: usize, leads: bool) -> bool {
    const ALWAYS: Tags = Tags::any(&[Tag::Break, Tag::Stop]);
    let parse = reading.parse;
    let verb_near = || {
        let mut groups = parse.groups.iter();
        groups.any(|g| g.first > i && g.first <= i + 4 && !g.is(Kind::Infinitive))
    };
    parse.is_any(i, ALWAYS)
        || parse.is(i, Tag::Quote) && i > from
        || parse.is(i, Tag::Comma) && (leads || verb_near())
        || parse.is(i, Tag::Conjunction) && parse.stands(i, Set::But)
}

/// What a condition is about, and whether that is the thing demanded: what is needed, where it names an issue, else what waits.
fn about(
    reading: &Reading<'_, '_>,
    group: usize,
    main: Range,
    needed: Range,
    only_needed: bool,
) -> (Topic, bool) {
    let by_needed = reading.topic(needed, Hints::default());
    let by_main = of_clause(reading, group, main);
    let (in_needed, in_main) = (by_needed.issue.is_some(), by_main.issue.is_some());
    let nearer = || by_needed.score > by_main.score || reading.holders(group).is_empty();
    if only_needed || in_needed && (!in_main || nearer()) {
        return (by_needed, true);
    }
    // "There can be no deal as long as ...": the deal as a whole is no issue; what is needed is the matter.
    let nouns = reading.parse.slice(main).iter().filter(|t| t.is(Tag::Noun));
    let vague = nouns.clone().all(|t| t.of(Set::WholeDeal));
    if !in_main && !in_needed && vague && !by_needed.words.is_empty() {
        return (by_needed, false);
    }
    (by_main, false)
}

/// What a clause is about: what follows its verb, else the whole.
fn of_clause(reading: &Reading<'_, '_>, group: usize, clause: Range) -> Topic {
    let content = (reading.group(group).main, clause.1);
    let topic = reading.topic(content, Hints::default());
    match topic.issue {
        Some(_) => topic,
        None => reading.topic(clause, Hints::default()),
    }
}

impl Reading<'_, '_> {
    /// A party that owns something in a range: *Kyiv's signature*.
    pub fn owner_in(&self, range: Range) -> Vec<Actor> {
        let phrase = self.parse.phrase(range.0);
        phrase.map(|phrase| self.owners(phrase)).unwrap_or_default()
    }
}
