//! The days on which something may change.

use std::collections::BTreeSet;

use super::{Condition, Deadline, Milestone, Model};
use crate::source::Date;

impl Model {
    /// Every day on which what is in force, reached or asked may differ from the day before: positions stated and ended,
    /// milestones reached, deadlines and what moved them, and the days from and to which consents and conditions are asked.
    pub fn days_of_change(&self) -> BTreeSet<Date> {
        let mut days = BTreeSet::new();
        for position in &self.positions {
            days.extend(self.stated_on(position));
            days.extend(position.ended);
            days.extend(position.conditions().flat_map(days_within));
        }
        for milestone in self.milestones.values() {
            days.extend(milestone.reached);
            let deadline = milestone.deadline.iter();
            days.extend(deadline.flat_map(|it| self.days_of_deadline(it)));
            days.extend(days_of_needs(milestone));
        }
        days
    }

    fn days_of_deadline(&self, deadline: &Deadline) -> Vec<Date> {
        let mut days = vec![deadline.date];
        for extension in &deadline.extended {
            days.push(extension.to);
            days.extend(self.extended_on(extension));
        }
        days
    }
}

fn days_of_needs(milestone: &Milestone) -> Vec<Date> {
    let consents = milestone.consent.iter();
    let asked = consents.flat_map(|one| [one.since, one.ended]).flatten();
    asked
        .chain(milestone.conditions().flat_map(days_within))
        .collect()
}

fn days_within(condition: &Condition) -> Vec<Date> {
    let mut days = Vec::new();
    condition.visit(&mut |part| {
        let imposed = part.imposed.iter();
        days.extend(imposed.flat_map(|one| [one.since, one.ended]).flatten());
    });
    days
}
