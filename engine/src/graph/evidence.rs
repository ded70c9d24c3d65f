//! Whether a condition is met, where it is known of each thing and each yes whether it is there.

use crate::model::{Condition, ConditionKind, PartyId, Target, ValueRange};
use crate::source::Date;

/// What a condition is held against.
pub(super) trait Evidence {
    /// The day: parts of a condition that do not stand on it are met.
    fn day(&self) -> Option<Date>;

    /// Whether a milestone is reached, an issue settled, an option agreed.
    fn is_there(&self, target: &Target) -> bool;

    /// Whether an issue is agreed on a number in a range.
    fn is_within(&self, issue: &Target, range: &ValueRange) -> bool;

    /// Whether a party says yes to what the condition is a condition of.
    fn says_yes(&mut self, party: &PartyId) -> bool;

    /// Whether a condition is met.
    fn meets(&mut self, condition: &Condition) -> bool {
        if !condition.stands_on(self.day()) {
            return true;
        }
        match &condition.kind {
            ConditionKind::Holds(target) => self.is_there(target),
            ConditionKind::Within(issue, range) => self.is_within(issue, range),
            ConditionKind::Consent(party) => self.says_yes(party),
            ConditionKind::All(arms) => arms.iter().all(|arm| self.meets(arm)),
            ConditionKind::Any(arms) => arms.iter().any(|arm| self.meets(arm)),
            ConditionKind::AtLeast { count, of: arms } => {
                let met = arms.iter().filter(|(arm, _)| self.meets(arm));
                met.map(|(_, weight)| u128::from(*weight)).sum::<u128>() >= u128::from(*count)
            }
            ConditionKind::After(inner) => self.meets(inner),
        }
    }
}
