//! What is supposed against what the model says: the other half of a *what if*.
//!
//! Yeses and waivers that are supposed belong to the question ([`crate::analysis::Ask`]), since they change no graph. What is
//! here does: a no, a refusal or a condition that stays as it is, a party that has left the table, a day that has passed.

use std::collections::BTreeSet;

use crate::model::{Condition, Imposed, PartyId, Target};
use crate::source::Date;

use super::change::Change;

/// What is supposed when a graph is built.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Supposing {
    /// Answers that are supposed to be a plain no, which their owners could take back unless that is held too.
    pub refused: Vec<(PartyId, Target)>,
    /// Changes that nobody makes: these refusals and conditions stay as they are.
    pub held: BTreeSet<Change>,
    /// Parties that have left the table, while all that they refuse and impose stays: what they have not answered, nobody
    /// waits for.
    pub absent: BTreeSet<PartyId>,
    /// What deadlines to come are held against.
    pub until_then: Option<UntilThen>,
}

/// What is supposed to have been said from a day on: a deadline that passes later looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UntilThen {
    /// The first day on which it counts.
    pub from: Date,
    /// Yeses that are given and conditions that are dropped.
    pub made: Vec<Change>,
}

impl Supposing {
    /// Whether a party is supposed to refuse something.
    pub(super) fn refuses(&self, party: &PartyId, target: &Target) -> bool {
        let mut refused = self.refused.iter();
        refused.any(|(who, what)| who == party && what == target)
    }

    /// Whether a yes is supposed to have been given by a day.
    pub(super) fn grants_by(&self, day: Option<Date>, party: &PartyId, target: &Target) -> bool {
        self.made_by(day).iter().any(|change| match change {
            Change::Grant {
                party: who,
                target: what,
            } => who == party && what == target,
            Change::Waive { .. } => false,
        })
    }

    /// Whether a condition of something is supposed to have been dropped by a day.
    pub(super) fn waives_by(&self, day: Option<Date>, condition: &Condition, of: &Target) -> bool {
        let Some(Imposed { by: Some(by), .. }) = &condition.imposed else {
            return false;
        };
        self.made_by(day).iter().any(|change| match change {
            Change::Waive {
                party,
                target,
                condition: waiver,
            } => party == by && target == of && waiver.condition() == condition.without_order(),
            Change::Grant { .. } => false,
        })
    }

    /// Whether an answer is supposed to be a no by a day on which a deadline passes.
    pub(super) fn refuses_by(&self, day: Option<Date>, party: &PartyId, target: &Target) -> bool {
        self.then_on(day).is_some() && self.refuses(party, target)
    }

    /// Whether the condition of a party's own yes is supposed to have been dropped by a day.
    pub(super) fn drops_if_by(
        &self,
        day: Option<Date>,
        (who, what): (&PartyId, &Target),
        is_its: &dyn Fn(&Condition) -> bool,
    ) -> bool {
        self.made_by(day).iter().any(|change| match change {
            Change::Waive {
                party,
                target,
                condition,
            } => party == who && target == what && is_its(condition.condition()),
            Change::Grant { .. } => false,
        })
    }

    fn then_on(&self, day: Option<Date>) -> Option<&UntilThen> {
        let until_then = self.until_then.as_ref();
        until_then.filter(|it| day.is_none_or(|day| it.from <= day))
    }

    fn made_by(&self, day: Option<Date>) -> &[Change] {
        self.then_on(day).map_or(&[], |it| &it.made)
    }
}
