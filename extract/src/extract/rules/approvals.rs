//! Who must say yes first: *The port fee needs the approval of the ministry.*

use super::super::english::{Set, Tag};
use super::super::fact::{FactKind, Polarity};
use super::super::groups::Group;
use super::super::issue::{Hints, Topic};
use super::super::parse::{Actor, Range};
use super::{Found, Hit, Reading, Replaces, meaning};

pub(super) fn find(reading: &Reading<'_, '_>, _: &Found) -> Vec<Hit> {
    let numbers = 0..reading.parse.groups.len();
    numbers
        .flat_map(|number| approval(reading, number))
        .collect()
}

/// A way in which a verb group says that a yes is needed, if it does.
type Way = fn(&Due<'_, '_, '_>) -> Option<Vec<Hit>>;

/// The ways in which a verb group says that a yes is needed, in order; the first that speaks decides.
const WAYS: [Way; 5] = [
    |due| due.must_be_approved(),
    |due| due.must_approve(),
    |due| due.referred(),
    |due| due.votes_are_needed(),
    |due| due.needs_approval(),
];

fn approval(reading: &Reading<'_, '_>, number: usize) -> Vec<Hit> {
    let due = Due {
        reading,
        number,
        group: reading.group(number),
    };
    let mut ways = WAYS.iter();
    ways.find_map(|way| way(&due)).unwrap_or_default()
}

impl Reading<'_, '_> {
    /// Where an approval is spoken of in a range: the place of the noun.
    pub fn approval_in(&self, range: Range) -> Option<usize> {
        let mut places = self.parse.places(range);
        places.find(|&at| self.is_approval(at))
    }

    /// A vote is an approval where it is somebody's or counted; support where it is.
    fn is_approval(&self, at: usize) -> bool {
        let token = &self.parse.tokens[at];
        let noun = token.is(Tag::Noun) && self.lexicon.frames.approval_nouns.contains(&token.noun);
        noun && (!token.of(Set::PlainApproval) || self.is_counted(at))
    }

    fn is_counted(&self, at: usize) -> bool {
        let before = at.checked_sub(1);
        before.is_some_and(|b| self.parse.is(b, Tag::Number) || self.is(b, Set::Majority))
            || self.is(at + 1, Set::OfInByFrom)
    }
}

/// A verb group that may say that a yes is needed.
struct Due<'d, 'r, 't> {
    reading: &'d Reading<'r, 't>,
    number: usize,
    group: &'r Group,
}

impl Due<'_, '_, '_> {
    fn behind(&self) -> Range {
        (self.group.main + 1, self.group.content.1)
    }

    fn subject(&self) -> Range {
        let subject = self.reading.subject_range(self.number);
        subject.unwrap_or((self.group.first, self.group.first))
    }

    fn modal_is(&self, set: Set) -> bool {
        self.reading.modal_is(self.group, set)
    }

    fn each(&self, bodies: Vec<Actor>, about: Range, rule: &str) -> Option<Vec<Hit>> {
        Some(each(self.reading, self.number, bodies, about, rule))
    }

    /// Whether it is yet to be done: *must*, *will*, *needs to*; a mere wish is not.
    fn is_due(&self) -> bool {
        let wish = self.modal_is(Set::Should) && self.reading.reporter(self.number).is_some();
        !wish && self.modal_is(Set::Due)
    }

    fn is_needed(&self) -> bool {
        let frames = &self.reading.lexicon.frames;
        let needs = |outer: usize| {
            frames
                .approval_needs
                .contains(&self.reading.group(outer).lemma)
                || self.reading.parse.verb(outer).of(Set::NeedVerbs)
        };
        self.group.completes.is_some_and(needs)
    }

    /// Whether the verb is one of approval that is yet to be done.
    fn approves(&self) -> bool {
        let verbs = &self.reading.lexicon.frames.approval_verbs;
        self.reading.parse.is(self.group.main, Tag::Verb)
            && verbs.contains(&self.group.lemma)
            && !self.group.negated
            && (self.is_due() || self.is_needed())
    }

    fn must_be_approved(&self) -> Option<Vec<Hit>> {
        if !self.group.passive || !self.approves() {
            return None;
        }
        let bodies = self.reading.behind(self.behind(), Set::By);
        let words = self.reading.parse.slice(self.behind());
        let agent = words.iter().any(|t| t.of(Set::By));
        if !agent && !self.modal_is(Set::MustBeApproved) {
            return None;
        }
        self.each(bodies, self.subject(), "approval/must be approved")
    }

    fn must_approve(&self) -> Option<Vec<Hit>> {
        if self.group.passive || !self.modal_is(Set::MustApprove) || !self.approves() {
            return None;
        }
        let subject = self.reading.holders(self.number);
        if subject.len() != 1 && !self.modal_is(Set::MustHave) {
            return None;
        }
        self.each(subject, self.behind(), "approval/must approve")
    }

    /// *will be referred to X for ratification*
    fn referred(&self) -> Option<Vec<Hit>> {
        if !self.group.passive || !self.is_due() {
            return None;
        }
        let noun = self.reading.approval_in(self.behind())?;
        if !self.reading.parse.stands_before(noun, Set::For) {
            return None;
        }
        let bodies = self
            .reading
            .behind((self.group.main + 1, noun), Set::ToBefore);
        if bodies.is_empty() {
            return None;
        }
        self.each(bodies, self.subject(), "approval/referred for approval")
    }

    /// *Sixty votes are needed in the Senate*
    fn votes_are_needed(&self) -> Option<Vec<Hit>> {
        let lacking = self.group.passive && self.needs()
            || self.group.copula && self.reading.is(self.group.main + 1, Set::Needed);
        let range = self.reading.subject_range(self.number)?;
        if !lacking || self.group.negated || self.reading.approval_in(range).is_none() {
            return None;
        }
        let range = (range.0, self.group.content.1);
        let bodies = self.reading.behind(range, Set::OfInByFrom);
        self.each(bodies, self.group.content, "approval/votes are needed")
    }

    fn needs(&self) -> bool {
        let frames = &self.reading.lexicon.frames;
        frames.approval_needs.contains(&self.group.lemma)
    }

    /// *needs the approval of X*, *requires ratification by X and Y*
    fn needs_approval(&self) -> Option<Vec<Hit>> {
        if !self.needs() || self.group.negated {
            return None;
        }
        let noun = self.reading.approval_in(self.behind())?;
        let bodies = bodies_of(self.reading, (noun, self.group.content.1), Set::OfInByFrom);
        let subject = self.reading.holders(self.number);
        if subject.iter().any(|actor| actor.is_in(&bodies)) {
            return None;
        }
        self.each(bodies, self.subject(), "approval/needs approval")
    }
}

/// Whose approval a noun speaks of: *by X* behind it, else *X's*.
pub(super) fn bodies_of(
    reading: &Reading<'_, '_>,
    (noun, end): Range,
    prepositions: Set,
) -> Vec<Actor> {
    let bodies = reading.behind((noun, end), prepositions);
    match reading.parse.phrase(noun).filter(|_| bodies.is_empty()) {
        Some(phrase) => reading.owners(phrase),
        None => bodies,
    }
}

/// One fact for each body whose yes is needed, or one without a holder.
pub(super) fn each(
    reading: &Reading<'_, '_>,
    number: usize,
    bodies: Vec<Actor>,
    about: Range,
    rule: &str,
) -> Vec<Hit> {
    let topic = topic(reading, about);
    if bodies.is_empty() {
        return vec![hit(reading, number, Vec::new(), topic, rule)];
    }
    let bodies = bodies.into_iter();
    let hits = bodies.map(|body| hit(reading, number, vec![body], topic.clone(), rule));
    hits.collect()
}

fn topic(reading: &Reading<'_, '_>, about: Range) -> Topic {
    let hints = Hints {
        approval: true,
        ..Hints::default()
    };
    let mut topic = reading.topic(about, hints);
    let named = reading.parse.slice(about).iter().any(|t| t.is(Tag::Noun));
    if topic.issue.is_none() && !named {
        topic.words = "ratification".to_owned();
    }
    topic
}

fn hit(
    reading: &Reading<'_, '_>,
    number: usize,
    holders: Vec<Actor>,
    topic: Topic,
    rule: &str,
) -> Hit {
    let meaning = meaning(FactKind::ApprovalRequired, Polarity::Conditional);
    let reporter = reading.reporter(number);
    let group = reading.group(number);
    let words = reading.parse.verb(number).text;
    Hit {
        explain: reading.explain(words, &holders, reporter.as_ref(), false),
        holders,
        topic,
        span: reading.span(number),
        content: (group.main, group.content.1),
        reporter,
        group: Some(number),
        replaces: Replaces::Weaker,
        ..Hit::of(meaning, rule)
    }
}
