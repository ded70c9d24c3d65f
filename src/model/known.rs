//! The model as it could be known on a day: what later sources say is left out.

use super::{Assertion, Condition, ConditionKind, Model};
use crate::source::{Citation, Date};

impl Model {
    /// Leaves out what happened or was reported after a day: events, notes, claims, marks and citations of
    /// later sources. Positions stay; they carry their own dates.
    #[must_use]
    pub fn known_on(mut self, day: Date) -> Self {
        let dates = self
            .sources
            .iter()
            .map(|(id, source)| (id.clone(), source.date))
            .collect::<std::collections::BTreeMap<_, _>>();
        let is_known = move |cite: &Citation| {
            dates
                .get(&cite.source)
                .copied()
                .flatten()
                .is_none_or(|date| date <= day)
        };
        let stated_on = {
            let sources = self.sources.clone();
            move |cites: &[Citation]| {
                let dates = cites
                    .iter()
                    .filter_map(|cite| sources.get(&cite.source)?.date);
                dates.min()
            }
        };
        let trim = |cites: &mut Vec<Citation>| cites.retain(|cite| is_known(cite));
        // What was cited, and by later sources only, was not known yet.
        let survives = |cites: &mut Vec<Citation>| {
            let cited = !cites.is_empty();
            trim(cites);
            !cited || !cites.is_empty()
        };
        let first = self.sources.values().filter_map(|source| source.date).min();
        self.begins = first.filter(|first| *first > day);
        self.sources
            .retain(|_, source| source.date.is_none_or(|date| date <= day));
        self.events
            .retain_mut(|event| event.date <= day && survives(&mut event.cites));
        self.notes.retain_mut(|note| survives(&mut note.cites));
        self.silent.retain_mut(|one| survives(&mut one.cites));
        for claim in self.claims.values_mut() {
            let known = |list: &mut Vec<Assertion>| list.retain_mut(|a| survives(&mut a.cites));
            known(&mut claim.asserted_by);
            known(&mut claim.denied_by);
        }
        self.claims.retain(|_, claim| !claim.asserted_by.is_empty());
        for issue in self.issues.values_mut() {
            trim(&mut issue.reported_contested);
            trim(&mut issue.cites);
        }
        for party in self.parties.values_mut() {
            trim(&mut party.cites);
            party.speakers.values_mut().for_each(|s| trim(&mut s.cites));
            party
                .interests
                .retain(|_, interest| survives(&mut interest.cites));
            party.batna = party
                .batna
                .take()
                .filter(|batna| batna.cites.is_empty() || batna.cites.iter().any(&is_known));
            party
                .batna
                .iter_mut()
                .for_each(|batna| trim(&mut batna.cites));
        }
        for milestone in self.milestones.values_mut() {
            // That it was reached is not known from what only later sources tell.
            if !survives(&mut milestone.cites) {
                milestone.reached = None;
            }
            if let Some(deadline) = &mut milestone.deadline {
                trim(&mut deadline.cites);
                // An extension is known from its own day, or from that of its earliest source, which is kept.
                for extension in &mut deadline.extended {
                    extension.on = extension.on.or_else(|| stated_on(&extension.cites));
                    trim(&mut extension.cites);
                }
            }
            // Nor is it known that something is going to be asked, where only later sources say so.
            let is_later = |since: Option<Date>| since.is_some_and(|since| since > day);
            milestone
                .consent
                .retain_mut(|c| survives(&mut c.cites) || !is_later(c.since));
            for conditions in [&mut milestone.requires, &mut milestone.after] {
                conditions.retain_mut(|condition| {
                    let since = condition.imposed.as_ref().and_then(|i| i.since);
                    let told = condition.imposed.iter().flat_map(|i| &i.cites);
                    let told: Vec<&Citation> = told.collect();
                    let is_unheard = !told.is_empty() && !told.iter().any(|cite| is_known(cite));
                    trim_condition(condition, &trim);
                    !(is_unheard && is_later(since))
                });
            }
        }
        // What only later sources tell was not known yet, whatever day they give it.
        let mut positions = std::mem::take(&mut self.positions);
        positions
            .retain(|position| position.cites.is_empty() || position.cites.iter().any(&is_known));
        self.positions = positions;
        for position in &mut self.positions {
            // The day on which it was stated is kept, for its earliest source may be the one that tells it.
            position.since = position.since.or_else(|| {
                position
                    .cites
                    .iter()
                    .filter_map(|cite| self.sources.get(&cite.source)?.date)
                    .min()
            });
            if position.cites.iter().any(&is_known) {
                trim(&mut position.cites);
            }
        }
        self
    }
}

fn trim_condition(condition: &mut Condition, trim: &dyn Fn(&mut Vec<Citation>)) {
    condition
        .imposed
        .iter_mut()
        .for_each(|imposed| trim(&mut imposed.cites));
    match &mut condition.kind {
        ConditionKind::Holds(_) | ConditionKind::Consent(_) => {}
        ConditionKind::All(arms) | ConditionKind::Any(arms) => {
            arms.iter_mut().for_each(|arm| trim_condition(arm, trim))
        }
        ConditionKind::AtLeast { of, .. } => {
            of.iter_mut().for_each(|(arm, _)| trim_condition(arm, trim))
        }
        ConditionKind::After(inner) => trim_condition(inner, trim),
    }
}
