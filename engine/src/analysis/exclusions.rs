//! Exclusions that a goal feels: those of which it needs more members than can hold together.

use std::collections::BTreeSet;

use crate::model::{Condition, Exclusion, IssueId, MilestoneId, Target};

use super::question::Question;

impl Question<'_> {
    /// Exclusions of which the goal needs more members than can hold together.
    pub(super) fn exclusions(&self) -> Vec<Exclusion> {
        let all = self.model.incompatible.iter();
        let felt = all.filter(|exclusion| self.room_taken(exclusion) > exclusion.at_most);
        felt.cloned().collect()
    }

    /// How many members of an exclusion take up its room; none where the goal feels none of them.
    fn room_taken(&self, exclusion: &Exclusion) -> u64 {
        let members = exclusion.of.iter().flat_map(Condition::targets);
        let members: BTreeSet<&Target> = members.collect();
        if members.iter().any(|member| self.feels(member)) {
            let counted = members.iter().filter(|member| self.takes_room(member));
            counted.count() as u64
        } else {
            0
        }
    }

    fn feels(&self, member: &Target) -> bool {
        match member {
            Target::Milestone(id) => self.is_needed(member) && !self.is_reached(id),
            Target::Issue(_) | Target::Option(..) => self.takes_room(member),
        }
    }

    /// An issue is felt by its answers; what has been reached takes up room whether the goal needs it or not.
    fn takes_room(&self, member: &Target) -> bool {
        let has_answer = |issue: &IssueId| {
            let mut targets = self.graph.targets();
            targets.any(|(target, _)| target.issue() == Some(issue) && self.is_needed(target))
        };
        match member {
            Target::Milestone(id) => self.is_needed(member) || self.is_reached(id),
            Target::Issue(id) => self.is_needed(member) || has_answer(id),
            Target::Option(..) => self.is_needed(member),
        }
    }

    fn is_reached(&self, milestone: &MilestoneId) -> bool {
        self.graph.record().reached.contains_key(milestone)
    }
}
