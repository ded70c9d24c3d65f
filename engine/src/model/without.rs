//! The model without a party that has left the table: its yes is needed nowhere, and its conditions fall.
//!
//! In a condition where several arms could serve (`any`, `at_least`) its yes was one of them and cannot be had any more: the
//! arm is gone, and a threshold stays as high as it was; so do the seats of a body that it votes in. Everywhere else what asked for its yes is not asked.

use super::{Condition, ConditionKind, Model, PartyId, Target};

/// What is left of a condition.
enum Left {
    /// This much is still asked.
    Asked(Condition),
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

    fn left_by(mut self, leaving: &Leaving<'_>) -> Self {
        for milestone in self.milestones.values_mut() {
            let target = Target::Milestone(milestone.id.clone());
            let is_needed = |party: &PartyId| party != leaving.party || (leaving.stays)(&target);
            milestone
                .consent
                .retain(|consent| is_needed(&consent.party));
            for list in [&mut milestone.requires, &mut milestone.after] {
                let all = std::mem::take(list).into_iter();
                list.extend(all.filter_map(|one| leaving.asked_of(one, &target)));
            }
        }
        for issue in self.issues.values_mut() {
            let whole = Target::Issue(issue.id.clone());
            let stays = (leaving.stays)(&whole);
            issue
                .between
                .retain(|party| party != leaving.party || stays);
        }
        for body in self.parties.values_mut() {
            body.members.retain(|member| member != leaving.party);
            if let Some(body) = &mut body.body {
                body.leave(leaving.party);
            }
        }
        for position in &mut self.positions {
            let on = position.on.clone();
            if position.party != *leaving.party || !leaving.keeps_conditions {
                let condition = position.condition.take();
                position.condition = condition.and_then(|one| leaving.asked_of(one, &on));
                let until = position.until.take();
                position.until = until.map(|one| leaving.awaited_by(one, &on));
            }
        }
        self
    }
}

impl Leaving<'_> {
    /// What is still asked of something, if anything is.
    fn asked_of(&self, condition: Condition, of: &Target) -> Option<Condition> {
        match self.left_of(condition, of) {
            Left::Asked(condition) => Some(condition),
            Left::Dropped | Left::Gone => None,
        }
    }

    /// What a refusal still waits for: where that is nothing, it is over.
    fn awaited_by(&self, until: Condition, of: &Target) -> Condition {
        let place = until.place;
        self.asked_of(until, of).unwrap_or(Condition {
            kind: ConditionKind::All(Vec::new()),
            imposed: None,
            place,
        })
    }

    fn left_of(&self, condition: Condition, of: &Target) -> Left {
        let Condition {
            kind,
            imposed,
            place,
        } = condition;
        let by = imposed.as_ref().and_then(|imposed| imposed.by.as_ref());
        if by == Some(self.party) && !self.keeps_conditions {
            return Left::Dropped;
        }
        let asked = |kind| {
            Left::Asked(Condition {
                kind,
                imposed,
                place,
            })
        };
        match kind {
            ConditionKind::Consent(party) if party == *self.party && !(self.stays)(of) => {
                Left::Gone
            }
            ConditionKind::Holds(_) | ConditionKind::Consent(_) => asked(kind),
            ConditionKind::All(arms) => self
                .all_of(arms, of)
                .map_or_else(|left| left, |arms| asked(ConditionKind::All(arms))),
            ConditionKind::Any(arms) => self
                .any_of(arms, of)
                .map_or_else(|left| left, |arms| asked(ConditionKind::Any(arms))),
            ConditionKind::AtLeast { count, of: arms } => self
                .enough_of(count, arms, of)
                .map_or_else(|left| left, asked),
            ConditionKind::After(inner) => match self.left_of(*inner, of) {
                Left::Asked(inner) => asked(ConditionKind::After(Box::new(inner))),
                left @ (Left::Dropped | Left::Gone) => left,
            },
        }
    }

    fn all_of(&self, arms: Vec<Condition>, of: &Target) -> Result<Vec<Condition>, Left> {
        let were = arms.len();
        let (kept, gone) = self.arms(arms, of);
        match kept.is_empty() && were > 0 {
            true if gone > 0 => Err(Left::Gone),
            true => Err(Left::Dropped),
            false => Ok(kept),
        }
    }

    fn any_of(&self, arms: Vec<Condition>, of: &Target) -> Result<Vec<Condition>, Left> {
        let were = arms.len();
        let (kept, gone) = self.arms(arms, of);
        match were - kept.len() - gone {
            0 if kept.is_empty() && were > 0 => Err(Left::Gone),
            0 => Ok(kept),
            _ => Err(Left::Dropped),
        }
    }

    /// The arms that are still asked, and how many asked for nothing but the party's yes.
    fn arms(&self, arms: Vec<Condition>, of: &Target) -> (Vec<Condition>, usize) {
        let (mut kept, mut gone) = (Vec::new(), 0);
        for arm in arms {
            match self.left_of(arm, of) {
                Left::Asked(arm) => kept.push(arm),
                Left::Gone => gone += 1,
                Left::Dropped => {}
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
    ) -> Result<ConditionKind, Left> {
        let (mut kept, mut there) = (Vec::new(), 0_u64);
        for (arm, weight) in arms {
            match self.left_of(arm, of) {
                Left::Asked(arm) => kept.push((arm, weight)),
                Left::Dropped => there = there.saturating_add(weight),
                Left::Gone => {}
            }
        }
        match count.saturating_sub(there) {
            0 => Err(Left::Dropped),
            _ if kept.is_empty() => Err(Left::Gone),
            count => Ok(ConditionKind::AtLeast { count, of: kept }),
        }
    }
}
