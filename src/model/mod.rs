//! The negotiation as stated: parties, issues, milestones, positions and what sources say of them.
//!
//! One term of the field per file. Everything here is *authored*: sticking points, blockers, deadlocks
//! and gaps are answers and live in [`crate::analysis`]. A model is immutable once read.

mod condition;
mod id;
mod issue;
mod milestone;
mod party;
mod position;
mod record;
mod target;
mod value;

use std::collections::BTreeMap;

use serde::Serialize;

pub use condition::{Condition, ConditionKind, Imposed};
pub use id::{ClaimId, IssueId, MilestoneId, OptionId, PartyId, SpeakerId, is_slug};
pub use issue::{Issue, IssueOption, Scale};
pub use milestone::{Consent, Deadline, Milestone};
pub use party::{Batna, Interest, Party, PartyKind, Speaker};
pub use position::{Confidence, Firmness, Origin, Position, Stance, Voice};
pub use record::{Assertion, Claim, DateIs, Event, Exclusion, Note, NoteKind, Source};
pub use target::Target;
pub use value::{Bound, Quantity, ValueRange};

use crate::source::{Date, SourceId};

/// A negotiation as its authors state it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Model {
    /// Short name: the folder or file it was read from.
    pub name: String,
    /// What people call the negotiation.
    pub title: String,
    /// The day on which the model is meant to be true.
    pub as_of: Option<Date>,
    /// What the questions are about where nobody says otherwise.
    pub goal: Option<Target>,
    /// Texts that report on it.
    pub sources: BTreeMap<SourceId, Source>,
    /// The sides.
    pub parties: BTreeMap<PartyId, Party>,
    /// The questions that an agreement must answer.
    pub issues: BTreeMap<IssueId, Issue>,
    /// What has happened or has not.
    pub milestones: BTreeMap<MilestoneId, Milestone>,
    /// What the parties say.
    pub positions: Vec<Position>,
    /// Statements of fact that somebody makes and somebody may deny.
    pub claims: BTreeMap<ClaimId, Claim>,
    /// What happened when.
    pub events: Vec<Event>,
    /// Things that cannot all hold.
    pub incompatible: Vec<Exclusion>,
    /// What a reader of the sources should know: errors, differences, background.
    pub notes: Vec<Note>,
}

impl Model {
    /// The parties in the order in which the model declares them.
    pub fn parties_in_order(&self) -> Vec<&Party> {
        let mut parties: Vec<&Party> = self.parties.values().collect();
        parties.sort_by_key(|party| party.place);
        parties
    }

    /// The issues in the order in which the model declares them.
    pub fn issues_in_order(&self) -> Vec<&Issue> {
        let mut issues: Vec<&Issue> = self.issues.values().collect();
        issues.sort_by_key(|issue| issue.place);
        issues
    }

    /// The name of a party.
    pub fn party_name<'a>(&'a self, id: &'a PartyId) -> &'a str {
        self.parties.get(id).map_or(id.as_str(), |party| party.name.as_str())
    }

    /// What a target is called in a sentence: the name of a milestone, an issue or one of its options.
    pub fn target_name(&self, target: &Target) -> String {
        match target {
            Target::Milestone(id) => self.milestones.get(id).map_or_else(|| id.to_string(), |m| m.name.clone()),
            Target::Issue(id) => self.issues.get(id).map_or_else(|| id.to_string(), |issue| issue.name.clone()),
            Target::Option(issue, option) => match self.issues.get(issue) {
                None => target.to_string(),
                Some(found) => match found.options.iter().find(|o| o.id == *option) {
                    Some(option) => option.text.clone(),
                    None => format!("{}: {}", found.name, found.cell_words(option)),
                },
            },
        }
    }

    /// Every day that the model mentions, for the default of `--as-of` where the model states none.
    pub fn latest_date(&self) -> Option<Date> {
        let sources = self.sources.values().filter_map(|s| s.date);
        let positions = self.positions.iter().flat_map(|p| [p.since, p.ended]).flatten();
        let milestones = self.milestones.values().filter_map(|m| m.reached);
        let events = self.events.iter().map(|e| e.until.unwrap_or(e.date));
        sources.chain(positions).chain(milestones).chain(events).max()
    }

    /// The day on which the model is read: the one asked for, else its own, else the latest it mentions.
    pub fn day(&self, asked: Option<Date>) -> Option<Date> {
        asked.or(self.as_of).or_else(|| self.latest_date())
    }

    /// The first day on which the model could know a position: its own date, else its earliest source's.
    pub fn stated_on(&self, position: &Position) -> Option<Date> {
        position.since.or_else(|| {
            position.cites.iter().filter_map(|cite| self.sources.get(&cite.source)?.date).min()
        })
    }

    /// How many independent origins stand behind some citations: sources that retell one report count once.
    pub fn origins<'a>(&'a self, cites: impl IntoIterator<Item = &'a crate::source::Citation>) -> usize {
        let mut seen: Vec<&str> = cites
            .into_iter()
            .map(|cite| match self.sources.get(&cite.source) {
                Some(source) => source.origin.as_deref().unwrap_or(cite.source.as_str()),
                None => cite.source.as_str(),
            })
            .collect();
        seen.sort_unstable();
        seen.dedup();
        seen.len()
    }
}
