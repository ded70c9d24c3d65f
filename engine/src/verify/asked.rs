//! The conditions of one thing, held against what holds so far and what is waived.

use crate::model::{Condition, PartyId, Target, ValueRange};
use crate::source::Date;

use super::conditions::Facts;
use super::definitions::{Definitions, So};
use super::labels::Where;

/// The conditions in one place, and what holds so far.
#[derive(Clone, Copy)]
pub(super) struct Conditions<'c> {
    pub of_definitions: &'c Definitions<'c>,
    pub at: Where<'c>,
    pub so: So<'c>,
}

impl Conditions<'_> {
    pub fn is_waived_by(&self, party: &PartyId, condition: &Condition) -> bool {
        let labels = &self.of_definitions.labels;
        let waiver = labels.waiver(condition, self.at, party);
        waiver.is_some_and(|waiver| self.so.made.has(&waiver))
    }
}

impl Facts for Conditions<'_> {
    fn day(&self) -> Option<Date> {
        self.of_definitions.day
    }

    fn is_there(&self, thing: &Target) -> bool {
        self.so.has(thing)
    }

    fn answers_within(&self, issue: &Target, range: &ValueRange) -> Vec<Target> {
        self.of_definitions.words.within(issue, range)
    }

    fn says_yes(&self, party: &PartyId) -> bool {
        self.so.has_yes(party, self.at.of)
    }

    /// It does not stand on the day, or who imposes it waives it.
    fn is_dropped(&self, condition: &Condition) -> bool {
        let imposed = condition.imposed.as_ref();
        let by = imposed.and_then(|imposed| imposed.by.as_ref());
        !condition.stands_on(self.day()) || by.is_some_and(|by| self.is_waived_by(by, condition))
    }

    fn met_earlier(&self, condition: &Condition) -> bool {
        let before = Self {
            so: self.so.before(),
            ..*self
        };
        before.meet(condition)
    }
}
