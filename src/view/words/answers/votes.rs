//! How a vote stands: what it needs, and how many say yes, say no, and have not been heard.

use std::collections::BTreeMap;

use crate::analysis::Blocks;
use crate::graph::{PositionGraph, Reading};
use crate::model::{Condition, ConditionKind, PartyId, Target};

use crate::view::Line;
use crate::view::words::{Words, number_word, upper_first};

/// The votes that a goal needs, each in one line: conditions that count the consents of parties.
pub(in crate::view) fn votes(
    words: &Words<'_>,
    graph: &PositionGraph,
    answer: &Blocks,
) -> Vec<Line> {
    let Target::Milestone(id) = &answer.goal else {
        return Vec::new();
    };
    let Some(milestone) = words.model.milestones.get(id) else {
        return Vec::new();
    };
    let votes = milestone.conditions().filter_map(Vote::of);
    let told = votes.map(|vote| vote.told(graph, &answer.goal));
    told.map(Line::derived).collect()
}

/// A condition that counts consents.
struct Vote<'a> {
    needed: u64,
    of: Vec<(&'a PartyId, u64)>,
}

/// Weights by what those say who have them.
#[derive(Default)]
struct Standing {
    yes: u64,
    on_a_condition: u64,
    no: u64,
    unheard: u64,
}

impl Standing {
    /// `one says yes, two say no`.
    fn parts(&self) -> Vec<String> {
        let parts = [
            (self.yes, "says yes", "say yes"),
            (
                self.on_a_condition,
                "says yes on a condition",
                "say yes on a condition",
            ),
            (self.no, "says no", "say no"),
            (
                self.unheard,
                "has not said yes or no",
                "have not said yes or no",
            ),
        ];
        let told = parts.into_iter().filter(|(count, ..)| *count > 0);
        let told = told.map(|(count, one, many)| {
            let says = if count == 1 { one } else { many };
            format!("{} {says}", number(count))
        });
        told.collect()
    }
}

/// A number as a sentence says it: in words up to twelve.
fn number(number: u64) -> String {
    usize::try_from(number).map_or_else(|_| number.to_string(), number_word)
}

impl<'a> Vote<'a> {
    fn of(condition: &'a Condition) -> Option<Self> {
        let ConditionKind::AtLeast { count, of } = &condition.without_order().kind else {
            return None;
        };
        let consents = of.iter().map(|(arm, weight)| match &arm.kind {
            ConditionKind::Consent(party) => Some((party, *weight)),
            ConditionKind::Holds(_)
            | ConditionKind::All(_)
            | ConditionKind::Any(_)
            | ConditionKind::AtLeast { .. }
            | ConditionKind::After(_) => None,
        });
        Some(Self {
            needed: *count,
            of: consents.collect::<Option<_>>()?,
        })
    }

    /// `326 of 650 are needed: 238 say yes, 412 say no; 88 are missing.`
    fn told(&self, graph: &PositionGraph, goal: &Target) -> String {
        let standing = self.standing(graph, goal);
        let total = self
            .of
            .iter()
            .fold(0u64, |sum, (_, weight)| sum.saturating_add(*weight));
        if self.needed > total {
            let (needed, total) = (number(self.needed), number(total));
            return upper_first(&format!("{needed} are needed, and there are only {total}."));
        }
        let counted = match self.of.iter().all(|(_, weight)| *weight == 1) {
            true => "",
            false => " votes",
        };
        let missing = match self.needed.saturating_sub(standing.yes) {
            0 => "that is enough".to_owned(),
            missing if standing.yes == 0 => format!("{} must say yes", number(missing)),
            1 => "one more must say yes".to_owned(),
            missing => format!("{} more must say yes", number(missing)),
        };
        let (needed, total) = (number(self.needed), number(total));
        let parts = standing.parts().join(", ");
        upper_first(&format!(
            "{needed} of {total}{counted} are needed: {parts}; {missing}."
        ))
    }

    fn standing(&self, graph: &PositionGraph, goal: &Target) -> Standing {
        let stances = graph.stances().iter().filter(|one| one.target == *goal);
        let readings: BTreeMap<&PartyId, Reading> =
            stances.map(|one| (&one.party, one.reading)).collect();
        let mut standing = Standing::default();
        for (party, weight) in &self.of {
            let sum = match readings.get(party) {
                Some(Reading::Granted) => &mut standing.yes,
                Some(Reading::Conditional) => &mut standing.on_a_condition,
                Some(Reading::Refused) => &mut standing.no,
                Some(Reading::Unknown) | None => &mut standing.unheard,
            };
            *sum = sum.saturating_add(*weight);
        }
        standing
    }
}
