//! The model as it could be known on a day: what later sources say is left out.
//!
//! What is cited by later sources only was not known yet and goes; of the rest, only the later citations go.

use std::collections::BTreeMap;

use super::{Claim, Condition, Deadline, Milestone, Model, Party, Position, Source};
use crate::source::{Citation, Date, SourceId};

impl Model {
    /// Leaves out what happened or was reported after a day: events, notes, claims, marks and citations of
    /// later sources. Positions stay; they carry their own dates.
    #[must_use]
    pub fn known_on(mut self, day: Date) -> Self {
        let heard = Heard::by(day, &self.sources);
        self.known_by = Some(day);
        let first = self.sources.values().filter_map(|source| source.date).min();
        self.begins = first.filter(|first| *first > day);
        self.sources
            .retain(|_, source| source.date.is_none_or(|date| date <= day));
        self.leave_out_untold(&heard);
        for issue in self.issues.values_mut() {
            heard.trim(&mut issue.reported_contested);
            heard.trim(&mut issue.cites);
        }
        self.parties
            .values_mut()
            .for_each(|it| heard.trim_party(it));
        self.milestones
            .values_mut()
            .for_each(|it| heard.trim_milestone(it));
        // What only later sources tell was not known yet, whatever day they give it.
        self.positions
            .retain(|position| heard.is_told(&position.cites));
        for position in &mut self.positions {
            heard.trim_position(position);
        }
        self
    }

    /// Leaves out events, remarks and claims of which nobody had told.
    fn leave_out_untold(&mut self, heard: &Heard) {
        self.events
            .retain_mut(|event| event.date <= heard.day && heard.survives(&mut event.cites));
        self.notes
            .retain_mut(|note| heard.survives(&mut note.cites));
        self.silent.retain_mut(|one| heard.survives(&mut one.cites));
        self.votes
            .retain_mut(|vote| vote.date <= heard.day && heard.survives(&mut vote.cites));
        self.claims.retain(|_, claim| heard.claim_survives(claim));
    }
}

/// What could be heard by a day: the sources that had appeared.
struct Heard {
    day: Date,
    published: BTreeMap<SourceId, Date>,
}

impl Heard {
    fn by(day: Date, sources: &BTreeMap<SourceId, Source>) -> Self {
        let dated = sources
            .iter()
            .filter_map(|(id, source)| Some((id.clone(), source.date?)));
        Self {
            day,
            published: dated.collect(),
        }
    }

    fn date(&self, cite: &Citation) -> Option<Date> {
        self.published.get(&cite.source).copied()
    }

    fn is_known(&self, cite: &Citation) -> bool {
        self.date(cite).is_none_or(|date| date <= self.day)
    }

    /// Whether something is known: nobody is cited for it, or somebody who had spoken.
    fn is_told(&self, cites: &[Citation]) -> bool {
        cites.is_empty() || cites.iter().any(|cite| self.is_known(cite))
    }

    fn is_later(&self, since: Option<Date>) -> bool {
        since.is_some_and(|since| since > self.day)
    }

    /// Leaves out the citations of later sources.
    fn trim(&self, cites: &mut Vec<Citation>) {
        cites.retain(|cite| self.is_known(cite));
    }

    /// The same, and whether what was cited was known at all.
    fn survives(&self, cites: &mut Vec<Citation>) -> bool {
        let is_told = self.is_told(cites);
        self.trim(cites);
        is_told
    }

    /// Whether somebody was known to assert a claim; leaves out who was not known to take a side.
    fn claim_survives(&self, claim: &mut Claim) -> bool {
        for side in [&mut claim.asserted_by, &mut claim.denied_by] {
            side.retain_mut(|assertion| self.survives(&mut assertion.cites));
        }
        !claim.asserted_by.is_empty()
    }

    fn trim_party(&self, party: &mut Party) {
        self.trim(&mut party.cites);
        for speaker in party.speakers.values_mut() {
            self.trim(&mut speaker.cites);
        }
        party
            .interests
            .retain(|_, interest| self.survives(&mut interest.cites));
        party
            .batna
            .take_if(|batna| !self.survives(&mut batna.cites));
    }

    fn trim_milestone(&self, milestone: &mut Milestone) {
        // That it was reached is not known from what only later sources tell.
        if !self.survives(&mut milestone.cites) {
            milestone.reached = None;
        }
        if let Some(deadline) = &mut milestone.deadline {
            self.trim_deadline(deadline);
        }
        // Nor is it known that something is going to be asked, where only later sources say so.
        milestone
            .consent
            .retain_mut(|it| self.survives(&mut it.cites) || !self.is_later(it.since));
        for conditions in [&mut milestone.requires, &mut milestone.after] {
            conditions.retain(|condition| !self.is_news(condition));
            conditions.iter_mut().for_each(|it| self.trim_condition(it));
        }
    }

    fn trim_deadline(&self, deadline: &mut Deadline) {
        self.trim(&mut deadline.cites);
        // An extension is known from its own day, or from that of its earliest source, which is kept.
        for extension in &mut deadline.extended {
            let told = extension.cites.iter();
            let first = told.filter_map(|cite| self.date(cite)).min();
            extension.on = extension.on.or(first);
            self.trim(&mut extension.cites);
        }
    }

    /// Whether a condition begins later and only later sources tell of it.
    fn is_news(&self, condition: &Condition) -> bool {
        let imposed = condition.imposed.as_ref();
        imposed.is_some_and(|imposed| !self.is_told(&imposed.cites) && self.is_later(imposed.since))
    }

    fn trim_condition(&self, condition: &mut Condition) {
        if let Some(imposed) = &mut condition.imposed {
            self.trim(&mut imposed.cites);
        }
        let parts = condition.parts_mut().into_iter();
        parts.for_each(|part| self.trim_condition(part));
    }

    fn trim_position(&self, position: &mut Position) {
        self.trim(&mut position.cites);
        // The day on which it was stated is kept, for its earliest source may be the one that tells it.
        let told = position.cites.iter();
        let first = told.filter_map(|cite| self.date(cite)).min();
        position.since = position.since.or(first);
    }
}
