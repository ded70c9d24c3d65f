//! The model as it is supposed to be: without a party that has left the table, whose yes is then needed nowhere and whose
//! conditions fall; or with a milestone that has been reached.
//!
//! In a condition where several arms could serve (`any`, `at_least`) its yes was one of them and cannot be had any more: the
//! arm is gone, and a threshold stays as high as it was; so do the seats of a body that it votes in. Everywhere else what asked for its yes is not asked.

use super::{Condition, ConditionKind, Milestone, MilestoneId, Model, PartyId, Position, Target};
use crate::source::Date;

/// Why nothing is left of a condition.
#[derive(Clone, Copy)]
enum Nothing {
    /// It was the party's own condition, and is not asked any more.
    Dropped,
    /// It asked for the party's yes, which nobody can give any more.
    Gone,
}

/// Who leaves, and which of its answers stay.
struct Leaving<'l> {
    party: &'l PartyId,
    /// Whether its refusal or its conditional yes to something stays.
    stays: &'l dyn Fn(&Target) -> bool,
    /// Whether the conditions that it imposes stay.
    keeps_conditions: bool,
}

impl Model {
    /// The model once a party has left the table, with everything that it said and imposed.
    #[must_use]
    pub fn without(self, party: &PartyId) -> Self {
        let nothing = |_: &Target| false;
        let mut left = self.left_by(&Leaving {
            party,
            stays: &nothing,
            keeps_conditions: false,
        });
        left.positions.retain(|position| position.party != *party);
        left
    }

    /// The same where what it refuses and imposes stays: `stays` says of which answers that is so.
    #[must_use]
    pub fn without_answers_of(self, party: &PartyId, stays: &dyn Fn(&Target) -> bool) -> Self {
        self.left_by(&Leaving {
            party,
            stays,
            keeps_conditions: true,
        })
    }

    /// The model once a milestone has been reached on a day; what it extends is extended from then on.
    #[must_use]
    pub fn with_reached(mut self, id: &MilestoneId, on: Date) -> Self {
        let Some(milestone) = self.milestones.get_mut(id) else {
            return self;
        };
        milestone.reached = Some(on);
        let extending: Vec<_> = milestone.extending().collect();
        for (extends, extension) in extending {
            let moved = self.milestones.get_mut(&extends.of);
            if let Some(deadline) = moved.and_then(|one| one.deadline.as_mut()) {
                deadline.extended.push(extension);
            }
        }
        self
    }

    fn left_by(mut self, leaving: &Leaving<'_>) -> Self {
        let milestones = self.milestones.values_mut();
        milestones.for_each(|one| leaving.leave_milestone(one));
        for issue in self.issues.values_mut() {
            let stays = (leaving.stays)(&Target::Issue(issue.id.clone()));
            let between = &mut issue.between;
            between.retain(|party| party != leaving.party || stays);
        }
        for body in self.parties.values_mut() {
            body.members.retain(|member| member != leaving.party);
            if let Some(body) = &mut body.body {
                body.leave(leaving.party);
            }
        }
        for position in &mut self.positions {
            if position.party != *leaving.party || !leaving.keeps_conditions {
                leaving.leave_position(position);
            }
        }
        self
    }
}

impl Leaving<'_> {
    fn leave_milestone(&self, milestone: &mut Milestone) {
        let target = Target::Milestone(milestone.id.clone());
        let stays = (self.stays)(&target);
        let consents = &mut milestone.consent;
        consents.retain(|consent| consent.party != *self.party || stays);
        for list in [&mut milestone.requires, &mut milestone.after] {
            let all = std::mem::take(list).into_iter();
            list.extend(all.filter_map(|one| self.left_of(one, &target).ok()));
        }
    }

    fn leave_position(&self, position: &mut Position) {
        let on = &position.on;
        let condition = position.condition.take();
        position.condition = condition.and_then(|one| self.left_of(one, on).ok());
        let until = position.until.take();
        position.until = until.map(|one| self.awaited_by(one, on));
    }

    /// What a refusal still waits for: where that is nothing, it is over.
    fn awaited_by(&self, until: Condition, of: &Target) -> Condition {
        let place = until.place;
        self.left_of(until, of).unwrap_or(Condition {
            kind: ConditionKind::All(Vec::new()),
            imposed: None,
            place,
        })
    }

    /// What is still asked of something.
    fn left_of(&self, condition: Condition, of: &Target) -> Result<Condition, Nothing> {
        let imposed = condition.imposed.as_ref();
        let by = imposed.and_then(|imposed| imposed.by.as_ref());
        if by == Some(self.party) && !self.keeps_conditions {
            return Err(Nothing::Dropped);
        }
        Ok(Condition {
            kind: self.kind_left(condition.kind, of)?,
            ..condition
        })
    }

    fn kind_left(&self, kind: ConditionKind, of: &Target) -> Result<ConditionKind, Nothing> {
        match kind {
            ConditionKind::Consent(party) if party == *self.party && !(self.stays)(of) => {
                Err(Nothing::Gone)
            }
            ConditionKind::Holds(_) | ConditionKind::Within(..) | ConditionKind::Consent(_) => {
                Ok(kind)
            }
            ConditionKind::All(arms) => Ok(ConditionKind::All(self.all_of(arms, of)?)),
            ConditionKind::Any(arms) => Ok(ConditionKind::Any(self.any_of(arms, of)?)),
            ConditionKind::AtLeast { count, of: arms } => self.enough_of(count, arms, of),
            ConditionKind::After(inner) => {
                let inner = self.left_of(*inner, of)?;
                Ok(ConditionKind::After(Box::new(inner)))
            }
        }
    }

    fn all_of(&self, arms: Vec<Condition>, of: &Target) -> Result<Vec<Condition>, Nothing> {
        let were = arms.len();
        let (kept, gone) = self.arms(arms, of);
        match kept.is_empty() && were > 0 {
            true if gone > 0 => Err(Nothing::Gone),
            true => Err(Nothing::Dropped),
            false => Ok(kept),
        }
    }

    fn any_of(&self, arms: Vec<Condition>, of: &Target) -> Result<Vec<Condition>, Nothing> {
        let were = arms.len();
        let (kept, gone) = self.arms(arms, of);
        match were - kept.len() - gone {
            0 if kept.is_empty() && were > 0 => Err(Nothing::Gone),
            0 => Ok(kept),
            _ => Err(Nothing::Dropped),
        }
    }

    /// The arms that are still asked, and how many asked for nothing but the party's yes.
    fn arms(&self, arms: Vec<Condition>, of: &Target) -> (Vec<Condition>, usize) {
        let (mut kept, mut gone) = (Vec::new(), 0);
        for arm in arms {
            match self.left_of(arm, of) {
                Ok(arm) => kept.push(arm),
                Err(Nothing::Gone) => gone += 1,
                Err(Nothing::Dropped) => {}
            }
        }
        (kept, gone)
    }

    /// A threshold keeps its height; what was the party's own condition counts as there.
    fn enough_of(
        &self,
        count: u64,
        arms: Vec<(Condition, u64)>,
        of: &Target,
    ) -> Result<ConditionKind, Nothing> {
        let (mut kept, mut there) = (Vec::new(), 0_u64);
        for (arm, weight) in arms {
            match self.left_of(arm, of) {
                Ok(arm) => kept.push((arm, weight)),
                Err(Nothing::Dropped) => there = there.saturating_add(weight),
                Err(Nothing::Gone) => {}
            }
        }
        match count.saturating_sub(there) {
            0 => Err(Nothing::Dropped),
            _ if kept.is_empty() => Err(Nothing::Gone),
            count => Ok(ConditionKind::AtLeast { count, of: kept }),
        }
    }
}
