//! What a thing depends on: *The vote depends on a truce*: the subject waits for the object.

use super::super::english::{Set, Tag};
use super::super::groups::{Group, Kind};
use super::super::issue::Hints;
use super::super::parse::{Actor, Range};
use super::conditions::{CONDITION, DEMANDED};
use super::{Found, Hit, Reading, Replaces};

pub(super) fn find(reading: &Reading<'_, '_>, _: &Found) -> Vec<Hit> {
    let groups = reading.groups();
    let finite = groups.filter(|(_, g)| g.is(Kind::Finite) && !(g.relative && g.passive));
    finite
        .filter_map(|(number, group)| {
            let mut places = places(reading, group);
            places.find_map(|at| hit_at(reading, number, at))
        })
        .collect()
}

/// Where the word may stand that says the dependence: the verb, or what stands behind *be*.
fn places(reading: &Reading<'_, '_>, group: &Group) -> std::ops::Range<usize> {
    match group.copula {
        true => reading.parse.places((group.main + 1, group.main + 3)),
        false => group.main..group.main + 1,
    }
}

fn hit_at(reading: &Reading<'_, '_>, number: usize, at: usize) -> Option<Hit> {
    let lemma = reading.token(at)?.lemma;
    let near = |word| (1..=2).any(|k| reading.token(at + k).is_some_and(|t| t.lemma == word));
    let mut all = reading.lexicon.frames.dependences.iter();
    let (_, after, rule) = all.find(|(verb, after, _)| lemma == *verb && after.is_none_or(near))?;
    Dependence {
        reading,
        number,
        group: reading.group(number),
        at,
        preposition: after.is_some(),
        rule,
    }
    .hit()
}

/// A thing that waits, as a clause says it.
struct Dependence<'d, 'r, 't> {
    reading: &'d Reading<'r, 't>,
    number: usize,
    group: &'r Group,
    at: usize,
    /// Whether a preposition stands before what is needed: *depends on*, not *requires*.
    preposition: bool,
    rule: &'r str,
}

impl Dependence<'_, '_, '_> {
    fn hit(&self) -> Option<Hit> {
        let reading = self.reading;
        let range = reading.subject_range(self.number)?;
        let needed = self.needed().filter(|_| !self.is_demand())?;
        let reporter = reading.reporter(self.number);
        let waits = reading.topic(range, Hints::default());
        let holders = self.holders(reporter.as_ref(), range);
        let wanted = reading.topic(needed, Hints::default());
        let demanded = wanted.issue.is_some()
            && wanted.score > waits.score
            && !is_demonstrative(reading, range);
        let words = reading.parse.text(reading.text, (self.at, needed.0));
        let meaning = match demanded && reporter.is_some() {
            true => DEMANDED,
            false => CONDITION,
        };
        Some(Hit {
            explain: reading.explain(words, &holders, reporter.as_ref(), false),
            holders,
            topic: if demanded { wanted } else { waits },
            span: reading.span(self.number),
            content: needed,
            condition: Some(reading.words(needed)),
            reporter,
            group: Some(self.number),
            replaces: Replaces::AllButRejections,
            ..Hit::of(meaning, self.rule)
        })
    }

    /// *The ministry requires ...* is a demand; *the vote requires ...* a condition. *Any deal must require X to ...* is a
    /// demand of whoever says so. What a party owns may depend too.
    fn is_demand(&self) -> bool {
        let named = || !self.reading.holders(self.number).is_empty();
        let told = || self.reading.modal_is(self.group, Set::MustShould);
        !self.preposition && (self.group.passive || told() || named())
    }

    /// The words of what is needed.
    fn needed(&self) -> Option<Range> {
        let needed = (
            self.at + 1 + usize::from(self.preposition),
            self.group.content.1,
        );
        let plain = needed.0 < needed.1 && !self.group.negated;
        (plain && self.reading.approval_in(needed).is_none()).then_some(needed)
    }

    /// The readers of who sets the condition, in order.
    fn holders(&self, reporter: Option<&Actor>, range: Range) -> Vec<Actor> {
        if let Some(reporter) = reporter {
            return vec![reporter.clone()];
        }
        self.reading.owner_in(range)
    }
}

fn is_demonstrative(reading: &Reading<'_, '_>, range: Range) -> bool {
    let first = reading.token(range.0);
    first.is_some_and(|t| t.is(Tag::Demonstrative) || t.of(Set::SuchThatThis))
}
