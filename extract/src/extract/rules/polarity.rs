//! Negation turns a stance; *refuse to drop* and *agree not to oppose* turn it too.

use super::super::english::{Set, Tag};
use super::super::fact::{FactKind, Polarity};
use super::super::frames::{Frame, Meaning};
use super::super::groups::Kind;
use super::{Reading, meaning};

const DEMANDED: (FactKind, Polarity) = (FactKind::Demand, Polarity::Demands);
const REJECTED: (FactKind, Polarity) = (FactKind::Rejection, Polarity::Rejects);
const LEFT_OPEN: (FactKind, Polarity) = (FactKind::Position, Polarity::Open);

fn of((kind, stance): (FactKind, Polarity)) -> Meaning {
    meaning(kind, stance)
}

impl Reading<'_, '_> {
    /// What a frame means where its verb stands in a group.
    pub fn polarity(&self, frame: &Frame, number: usize) -> Option<Meaning> {
        let negated = self.is_turned(number);
        let said = match negated {
            true => frame.negated?,
            false => frame.meaning,
        };
        // "would not give up its demand that ..." keeps the demand.
        if negated && frame.family == "concession" && self.about_demand(number) {
            return Some(of(DEMANDED));
        }
        let said = self.left_open(number, said);
        let said = match frame.family == "demand" && self.wants_not(number) {
            true => of(REJECTED),
            false => said,
        };
        let said = match said.kind == FactKind::Offer && self.undoes(number) {
            true => of(REJECTED),
            false => said,
        };
        Some(self.with_complement(frame, number, said))
    }

    /// Whether an odd number of negations stands over a group.
    fn is_turned(&self, number: usize) -> bool {
        let group = self.group(number);
        let outer = group
            .completes
            .is_some_and(|outer| self.group(outer).negated || self.fails(outer));
        let neither = self.subject_begins(number, Set::Neither) && !self.holders(number).is_empty();
        (group.negated != outer) != (self.doubted(number) || neither)
    }

    /// *may accept* leaves it open.
    fn left_open(&self, number: usize, said: Meaning) -> Meaning {
        let maybe = self.modal_is(self.group(number), Set::Maybe);
        let decides = matches!(said.kind, FactKind::Acceptance | FactKind::Rejection);
        match maybe && decides {
            true => of(LEFT_OPEN),
            false => said,
        }
    }

    /// *promised to stop X* refuses X.
    fn undoes(&self, number: usize) -> bool {
        let undoing = &self.lexicon.frames.undoing;
        let mut groups = self.parse.groups.iter();
        groups.any(|g| {
            g.completes == Some(number)
                && g.is(Kind::Infinitive)
                && !g.passive
                && undoing.contains(&g.lemma)
        })
    }

    /// What a verb with a stance of its own makes of the stance that it completes: *refused to drop its demand*.
    fn with_complement(&self, frame: &Frame, number: usize, said: Meaning) -> Meaning {
        let near = self.group(number).main + 3 + frame.rest.len();
        let mut groups = self.groups();
        let inner = groups
            .find(|(_, g)| g.completes == Some(number) && g.is_complement() && g.first <= near);
        let Some((inner, _)) = inner else { return said };
        let Some(inside) = self.verb_frame(inner) else {
            return said;
        };
        let refused = said.stance == Some(Polarity::Rejects);
        match inside.frame.family.as_str() {
            "concession" if refused && self.about_demand(inner) => of(DEMANDED),
            "rejection" if refused => of(LEFT_OPEN),
            "rejection" if self.takes_on(inner, said) => of(REJECTED),
            _ => said,
        }
    }

    /// Whether the stance of a complement is the stance of the whole: *decided to reject*.
    fn takes_on(&self, inner: usize, said: Meaning) -> bool {
        said.stance != Some(Polarity::Open)
            && said.kind != FactKind::Acceptance
            && self.group(inner).subject.is_none()
    }

    /// Whether the object of a group is a demand or a claim of its own.
    fn about_demand(&self, number: usize) -> bool {
        let main = self.group(number).main;
        let phrase = self.parse.phrase(main + 1).or(self.parse.phrase(main + 2));
        phrase.is_some_and(|p| self.parse.head(p).of(Set::DemandNouns))
    }

    /// Whether what is demanded is that something not be: *insists that no ...*, *demands that ... not*.
    fn wants_not(&self, number: usize) -> bool {
        let mut groups = self.groups();
        let reported = groups.find(|(_, g)| g.reported_by == Some(number));
        let main = self.group(number).main;
        let not = |at: usize| self.parse.is(at, Tag::Not) && self.parse.is(at + 1, Tag::Verb);
        if not(main + 1) || not(main + 2) {
            // "called for not selling the port"
            return true;
        }
        reported.is_some_and(|(inner, group)| {
            group.negated || self.subject_begins(inner, Set::NothingAtAll)
        })
    }

    /// *There is no sign that X would agree*.
    fn doubted(&self, number: usize) -> bool {
        let group = self.group(number);
        let subject = group.subject.map(|s| self.parse.phrases[s].first);
        let first = subject.unwrap_or(group.first);
        if !self.parse.stands_before(first, Set::That) {
            return false;
        }
        let mut at = first - 1;
        while at > 0 && self.parse.is(at - 1, Tag::Quote) {
            at -= 1;
        }
        let Some(noun) = at.checked_sub(1) else {
            return false;
        };
        let before = (noun.saturating_sub(3), noun);
        self.is(noun, Set::DoubtNouns)
            && self.parse.slice(before).iter().any(|t| t.of(Set::Doubters))
    }

    /// *failed to*, *stopped short of*: the complement did not happen.
    fn fails(&self, number: usize) -> bool {
        self.parse.verb(number).of(Set::Fails) && self.verb_frame(number).is_none()
    }
}
