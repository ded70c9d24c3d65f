//! Conditions on a day: the parts that stand, and whether they are met.

use crate::model::{Condition, ConditionKind, PartyId, Target, ValueRange};
use crate::source::Date;

/// A condition and all within it that stands on the day, outermost first.
pub(super) fn standing(condition: &Condition, day: Option<Date>) -> Vec<&Condition> {
    if !condition.stands_on(day) {
        return Vec::new();
    }
    let parts = condition.parts().into_iter();
    let within = parts.flat_map(|part| standing(part, day));
    std::iter::once(condition).chain(within).collect()
}

/// The parties whose consent a condition asks for, in parts that stand on the day.
pub(super) fn consents(condition: &Condition, day: Option<Date>) -> Vec<&PartyId> {
    let mut found = Vec::new();
    for part in standing(condition, day) {
        if let ConditionKind::Consent(party) = &part.kind {
            found.push(party);
        }
    }
    found
}

/// What is so, for the conditions of one thing.
pub(super) trait Facts {
    fn day(&self) -> Option<Date>;

    /// Whether a thing is there.
    fn is_there(&self, thing: &Target) -> bool;

    /// The answers to an issue that are numbers in a range.
    fn answers_within(&self, issue: &Target, range: &ValueRange) -> Vec<Target>;

    /// Whether a party says yes to what the condition is a condition of.
    fn says_yes(&self, party: &PartyId) -> bool;

    /// Whether a condition is not asked.
    fn is_dropped(&self, condition: &Condition) -> bool {
        !condition.stands_on(self.day())
    }

    /// Whether a condition was met earlier.
    fn met_earlier(&self, condition: &Condition) -> bool {
        self.meet(condition)
    }

    /// Whether a condition is met.
    fn meet(&self, condition: &Condition) -> bool {
        if self.is_dropped(condition) {
            return true;
        }
        match &condition.kind {
            ConditionKind::Holds(thing) => self.is_there(thing),
            ConditionKind::Within(issue, range) => {
                let answers = self.answers_within(issue, range);
                answers.iter().any(|answer| self.is_there(answer))
            }
            ConditionKind::Consent(party) => self.says_yes(party),
            ConditionKind::All(arms) => arms.iter().all(|arm| self.meet(arm)),
            ConditionKind::Any(arms) => arms.iter().any(|arm| self.meet(arm)),
            ConditionKind::AtLeast { count, of: arms } => {
                let met = arms.iter().filter(|(arm, _)| self.meet(arm));
                met.map(|(_, weight)| u128::from(*weight)).sum::<u128>() >= u128::from(*count)
            }
            ConditionKind::After(inner) => self.met_earlier(inner),
        }
    }
}
