//! The days on which something may change.

use std::collections::BTreeSet;

use super::{Condition, Model};
use crate::source::Date;

impl Model {
    /// Every day on which what is in force, reached or asked may differ from the day before: positions stated and ended,
    /// milestones reached, deadlines and what moved them, and the days from and to which consents and conditions are asked.
    pub fn days_of_change(&self) -> BTreeSet<Date> {
        let positions = self.positions.iter();
        let mut days: BTreeSet<Date> = positions
            .flat_map(|position| [self.stated_on(position), position.ended])
            .flatten()
            .collect();
        for milestone in self.milestones.values() {
            days.extend(milestone.reached);
            if let Some(deadline) = &milestone.deadline {
                days.insert(deadline.date);
                for extension in &deadline.extended {
                    days.insert(extension.to);
                    days.extend(self.extended_on(extension));
                }
            }
            let consents = milestone.consent.iter();
            days.extend(consents.flat_map(|one| [one.since, one.ended]).flatten());
            let conditions = milestone.conditions();
            conditions.for_each(|condition| days.extend(days_within(condition)));
        }
        let positions = self.positions.iter();
        let conditions = positions.flat_map(|one| one.condition.iter().chain(&one.until));
        conditions.for_each(|condition| days.extend(days_within(condition)));
        days
    }
}

fn days_within(condition: &Condition) -> Vec<Date> {
    let mut days = Vec::new();
    condition.visit(&mut |part| {
        let imposed = part.imposed.iter();
        days.extend(imposed.flat_map(|one| [one.since, one.ended]).flatten());
    });
    days
}
