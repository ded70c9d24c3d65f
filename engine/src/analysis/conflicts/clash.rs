//! Incompatible: positions that refuse every answer to an issue, and demands for more than can hold together.

use std::collections::BTreeSet;

use crate::analysis::known::Known;
use crate::analysis::stated::Stated;
use crate::graph::{Reading, StanceInfo};
use crate::model::{Condition, Exclusion, Issue, PositionId, Stance, Target};

use super::sets::{Set, minimal, one_from_each, transversals};
use super::{Asking, Clash, Conflict, ConflictKind};

impl Asking<'_> {
    /// The positions that refuse an answer, of those whose yes it needs.
    pub(super) fn refusing(&self, issue: &Issue, answer: &Target) -> Set {
        let refusals = self.refusals_of(issue, answer);
        let by = refusals.flat_map(|stance| stance.refusing.iter().copied());
        by.collect()
    }

    /// The stances that refuse an answer, or the issue as a whole.
    pub(super) fn refusals_of<'s>(
        &'s self,
        issue: &Issue,
        answer: &'s Target,
    ) -> impl Iterator<Item = &'s StanceInfo> {
        let whole = Target::Issue(issue.id.clone());
        let stances = self.stances().iter();
        stances.filter(move |stance| {
            stance.reading == Reading::Refused
                && (stance.target == *answer || stance.target == whole)
        })
    }

    /// The conflict over an issue of which every answer is refused.
    pub(super) fn incompatible(&self, issue: &Issue) -> Option<Conflict> {
        let refused = self.refused_everywhere(issue)?;
        let all: Set = refused.iter().flatten().copied().collect();
        let withdrawals = minimal(refused);
        let conflicting = transversals(&withdrawals, self.budget.sets);
        let told: Set = withdrawals.iter().flatten().copied().collect();
        let ending = all.difference(&told).copied();
        let ending: Vec<PositionId> = ending
            .filter(|&id| self.model.positions[id].until.is_some())
            .collect();
        let clash = Clash {
            ending: Stated::all(self.model, &ending),
            ..self.clash(&all, conflicting, Known::Exact(withdrawals))
        };
        Some(self.about(issue, ConflictKind::Incompatible(clash)))
    }

    /// The positions that refuse each answer to an issue; none where some answer is refused by nobody.
    fn refused_everywhere(&self, issue: &Issue) -> Option<Vec<Set>> {
        let answers = self.answers(issue);
        let refused = answers.iter().map(|answer| self.refusing(issue, answer));
        let refused: Vec<Set> = refused.collect();
        let is_left = refused.is_empty() || refused.iter().any(BTreeSet::is_empty);
        (!is_left).then_some(refused)
    }

    /// Demands for more of some things than can hold together.
    pub(super) fn excluded(&self, exclusion: &Exclusion) -> Option<Conflict> {
        let targets: Vec<&Target> = exclusion.of.iter().flat_map(Condition::targets).collect();
        let clash = self.demanded_too_often(exclusion, &targets)?;
        Some(Conflict {
            kind: ConflictKind::Incompatible(clash),
            issue: None,
            on_the_way: targets.iter().any(|target| self.is_on_the_way(target)),
        })
    }

    /// The demands for some things, where they are for more of them than can hold together.
    fn demanded_too_often(&self, exclusion: &Exclusion, targets: &[&Target]) -> Option<Clash> {
        let demands = targets.iter().map(|target| self.demands_for(target));
        let demanded: Vec<Vec<PositionId>> = demands.filter(|those| !those.is_empty()).collect();
        let most = usize::try_from(exclusion.at_most).unwrap_or(usize::MAX);
        if demanded.len() <= most {
            return None;
        }
        let (conflicting, withdrawals) = self.too_many(&demanded, most + 1);
        let all: Set = demanded.iter().flatten().copied().collect();
        Some(Clash {
            exclusion: Some(exclusion.clone()),
            ..self.clash(&all, conflicting, withdrawals)
        })
    }

    /// The positions in force that demand a thing.
    fn demands_for(&self, target: &Target) -> Vec<PositionId> {
        let demands = |&i: &PositionId| {
            let position = &self.model.positions[i];
            position.on == *target && position.stance == Stance::Demands
        };
        self.in_force.iter().copied().filter(demands).collect()
    }

    /// The sets of demands for one thing too many, and the sets whose withdrawal leaves few enough.
    fn too_many(
        &self,
        demanded: &[Vec<PositionId>],
        wanted: usize,
    ) -> (Known<Vec<Set>>, Known<Vec<Set>>) {
        let allowed = self.budget.sets.max(1);
        let mut sets = one_from_each(demanded, wanted, allowed);
        if sets.len() > allowed {
            sets.truncate(allowed);
            let why = format!("only the first {allowed} sets were formed");
            let some = Known::Partial(minimal(sets), why.clone());
            return (some, Known::Unknown(why));
        }
        let sets = minimal(sets);
        let withdrawals = transversals(&sets, self.budget.sets);
        (Known::Exact(sets), withdrawals)
    }

    /// Positions that exclude each other: what is left of all of them after each withdrawal is a compatible package.
    fn clash(
        &self,
        all: &Set,
        conflicting: Known<Vec<Set>>,
        withdrawals: Known<Vec<Set>>,
    ) -> Clash {
        let stated = |sets: Vec<Set>| self.stated(&sets);
        let packages = withdrawals.clone().map(|sets| rest_of(all, &sets));
        Clash {
            exclusion: None,
            conflicting_sets: conflicting.map(stated),
            compatible_packages: packages.map(stated),
            withdrawals: withdrawals.map(stated),
            ending: Vec::new(),
        }
    }

    fn stated(&self, sets: &[Set]) -> Vec<Vec<Stated>> {
        let each = sets.iter().map(|set| Stated::all(self.model, set));
        each.collect()
    }
}

/// What is left of all positions without each of some sets.
fn rest_of(all: &Set, withdrawals: &[Set]) -> Vec<Set> {
    let left = |out: &Set| all.difference(out).copied().collect();
    withdrawals.iter().map(left).collect()
}
