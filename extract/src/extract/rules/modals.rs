//! *X said Y must ...*: who says so demands it. *X will not ...*: X refuses.

use super::super::english::Set;
use super::super::fact::{FactKind, Polarity};
use super::super::frames::Meaning;
use super::super::groups::{Group, Kind};
use super::super::parse::{Actor, Range};
use super::{Found, Hit, Reading, meaning};

pub(super) fn find(reading: &Reading<'_, '_>, found: &Found) -> Vec<Hit> {
    let groups = reading.groups();
    let open = groups.filter(|(number, group)| {
        group.is(Kind::Finite) && !found.has_taken(*number) && !reading.hypothetical(*number)
    });
    let hits = open.filter_map(|(number, group)| Obliged::read(reading, number, group)?.hit());
    hits.flat_map(|hit| reading.for_each_topic(&hit)).collect()
}

/// A clause with a modal, and who says it.
struct Obliged<'o, 'r, 't> {
    reading: &'o Reading<'r, 't>,
    number: usize,
    group: &'r Group,
    /// The place of the modal.
    modal: usize,
    reporters: Vec<Actor>,
    /// Whether who says so is the subject too.
    own: bool,
}

impl<'o, 'r, 't> Obliged<'o, 'r, 't> {
    fn read(reading: &'o Reading<'r, 't>, number: usize, group: &'r Group) -> Option<Self> {
        let modal = group.modal?;
        let subject = reading.holders(number);
        let refuses = group.negated && reading.is(modal, Set::WillOrWould);
        let mut reporters = reading.reporters(number);
        if reporters.is_empty() && refuses {
            reporters.clone_from(&subject);
        }
        let first = reporters.first()?;
        Some(Self {
            own: first.is_in(&subject),
            reading,
            number,
            group,
            modal,
            reporters,
        })
    }

    fn modal_is(&self, set: Set) -> bool {
        self.reading.is(self.modal, set)
    }

    /// *must*, *should*, *has to*
    fn is_deontic(&self) -> bool {
        self.modal_is(Set::Deontic)
    }

    /// What it says, and the rule.
    fn said(&self) -> Option<(Meaning, &'static str)> {
        let negated = self.group.negated;
        if self.is_deontic() && (!self.own || self.modal_is(Set::Must)) {
            let said = match negated {
                true => meaning(FactKind::Rejection, Polarity::Rejects),
                false => meaning(FactKind::Demand, Polarity::Demands),
            };
            return Some((said, "demand/must"));
        }
        if self.would_include() {
            let said = meaning(FactKind::Position, Polarity::Supports);
            return Some((said, "support/would include"));
        }
        let never = negated && self.modal_is(Set::NeverModals) && !self.group.copula;
        let rule = if self.is_deontic() {
            "demand/must"
        } else {
            "rejection/will not"
        };
        (never && (self.own || self.group.passive))
            .then(|| (meaning(FactKind::Rejection, Polarity::Rejects), rule))
    }

    /// *The deal will cover wages, the ministry said*
    fn would_include(&self) -> bool {
        !self.group.negated
            && !self.own
            && !self.group.passive
            && !self.modal_is(Set::Could)
            && self.reading.parse.verb(self.number).of(Set::Includes)
    }

    /// What must be done says what it is about; where that names no issue, what must be so does.
    fn content(&self, kind: FactKind) -> Range {
        let content = self.group.content;
        let named = || !self.reading.listed(content).is_empty();
        if self.own || kind == FactKind::Position || named() {
            content
        } else {
            (self.reading.span(self.number).0, content.1)
        }
    }

    fn hit(self) -> Option<Hit> {
        let (meaning, rule) = self.said()?;
        let words = self.reading.token(self.modal)?.lower.as_ref();
        let (said_by, negated) = (&self.reporters, self.group.negated);
        Some(Hit {
            explain: self.reading.explain(words, said_by, None, negated),
            span: self.reading.span(self.number),
            content: self.content(meaning.kind),
            reporter: said_by.first().cloned(),
            group: Some(self.number),
            holders: self.reporters,
            ..Hit::of(meaning, rule)
        })
    }
}
