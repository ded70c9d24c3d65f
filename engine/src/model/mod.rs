//! The negotiation as stated: parties, issues, milestones, positions and what sources say of them.
//!
//! One term of the field per file. Everything here is *authored*: sticking points, blockers, deadlocks
//! and gaps are answers and live in [`crate::analysis`]. A model is immutable once read.

mod body;
mod cited;
mod condition;
mod days;
mod ending;
mod id;
mod issue;
mod known;
mod milestone;
mod name;
mod order;
mod party;
mod position;
mod positions;
mod record;
mod target;
mod value;
mod without;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

pub use body::{Body, BodyChange, Measure, Rule, SEATS, Seats, Share, Split, Vote};
pub use cited::Cited;
pub use condition::{Condition, ConditionKind, Imposed};
pub use ending::{EndedAs, Ending};
pub use id::{ClaimId, IssueId, MilestoneId, OptionId, PartyId, SpeakerId, is_slug};
pub use issue::{Better, Issue, IssueOption, Scale};
pub use milestone::{Consent, Deadline, Extends, Extension, Milestone};
pub use name::{Article, Forms, Spelling, alone, looks_plural, words_of};
pub use party::{Batna, Interest, Party, PartyKind, Speaker};
pub use position::{Confidence, Firmness, Origin, Position, Scope, Stance, Voice, Wording};
pub use positions::{PositionId, Positions};
pub use record::{Assertion, Claim, DateIs, Event, Exclusion, Note, NoteKind, Silence, Source};
pub use target::Target;
pub use value::{Bound, Quantity, ValueRange};

use crate::source::{Citation, Date, SourceId};

/// The number of the model format: what `format:` says.
pub const FORMAT: u64 = 1;

/// A negotiation as its authors state it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Model {
    /// Short name: the folder or file it was read from.
    pub name: String,
    /// The first digits of the hash of its files: the same model has the same version on every machine.
    #[serde(skip)]
    pub version: String,
    /// What people call the negotiation.
    pub title: String,
    /// How our own words are spelt; the author's stay as they are.
    #[serde(skip_serializing_if = "Spelling::is_british")]
    pub spelling: Spelling,
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
    pub positions: Positions,
    /// Votes that were counted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub votes: Vec<Vote>,
    /// Statements of fact that somebody makes and somebody may deny.
    pub claims: BTreeMap<ClaimId, Claim>,
    /// What happened when.
    pub events: Vec<Event>,
    /// Things that cannot all hold.
    pub incompatible: Vec<Exclusion>,
    /// What a reader of the sources should know: errors, differences, background.
    pub notes: Vec<Note>,
    /// Answers that were asked for or expected, and are not there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub silent: Vec<Silence>,
    /// Sentences that their author marks as the ones that decide: what a short text cites where it has room for few.
    #[serde(skip)]
    pub deciding: BTreeSet<Citation>,
    /// The day of the earliest source, where it is later than the day of which the model knows.
    #[serde(skip)]
    pub begins: Option<Date>,
    /// The day of which the model knows, where it was asked for and later texts are left out.
    #[serde(skip)]
    pub known_by: Option<Date>,
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

    /// Milestones in the order in which the author declared them.
    pub fn milestones_in_order(&self) -> Vec<&Milestone> {
        let mut milestones: Vec<&Milestone> = self.milestones.values().collect();
        milestones.sort_by_key(|milestone| milestone.place);
        milestones
    }

    /// Every condition of a milestone or of a position.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let milestones = self.milestones.values();
        let positions = self.positions.iter();
        milestones
            .flat_map(Milestone::conditions)
            .chain(positions.flat_map(Position::conditions))
    }

    /// Lets each number that a party names stand for those that are better for it too, where its scale says which are.
    pub(crate) fn lean_numbers(&mut self) {
        for position in &mut self.positions {
            let issue = position.on.issue().and_then(|id| self.issues.get(id));
            let scale = issue.and_then(|issue| issue.scale.as_ref());
            let refused = position.stance == Stance::Rejects;
            if let (Some(scale), Some(value)) = (scale, position.value) {
                position.value = Some(scale.implied(&position.party, value, refused));
            }
        }
    }

    /// Notes on each scale the numbers that conditions ask for.
    pub(crate) fn cut_scales(&mut self) {
        let mut asked: BTreeMap<IssueId, Vec<Quantity>> = BTreeMap::new();
        for condition in self.conditions() {
            condition.visit(&mut |part| {
                let ConditionKind::Within(Target::Issue(id), range) = &part.kind else {
                    return;
                };
                let ends = [range.low, range.high].into_iter();
                let of_issue = asked.entry(id.clone()).or_default();
                of_issue.extend(ends.filter_map(Bound::quantity));
            });
        }
        for (id, mut numbers) in asked {
            let issue = self.issues.get_mut(&id);
            if let Some(scale) = issue.and_then(|issue| issue.scale.as_mut()) {
                numbers.retain(|number| scale.contains(*number));
                scale.asked = numbers;
            }
        }
    }

    /// The rule by which a party's yes to something is decided by its members: that of the consent, else its own. `None` for
    /// a party that speaks for itself.
    pub fn rule_for<'a>(
        &'a self,
        body: &'a Body,
        party: &PartyId,
        target: &Target,
    ) -> Option<&'a Rule> {
        let own = body.rule.as_ref()?;
        let milestone = match target {
            Target::Milestone(id) => self.milestones.get(id),
            Target::Issue(_) | Target::Option(..) => None,
        };
        let consents = milestone.into_iter().flat_map(|one| &one.consent);
        let mut asked = consents.filter(|one| one.party == *party);
        Some(asked.find_map(|one| one.rule.as_ref()).unwrap_or(own))
    }

    /// Whether a party's yes counts where that of another is asked for: it is that party, or votes in that body.
    pub fn votes_in(&self, asked: &PartyId, party: &PartyId) -> bool {
        let body = self.parties.get(asked).and_then(|one| one.body.as_ref());
        let decides = body.is_some_and(|body| body.rule.is_some());
        let members = body.filter(|_| decides).into_iter().flat_map(Body::ever);
        asked == party
            || members
                .into_iter()
                .any(|member| self.votes_in(member, party))
    }

    /// The name of a party.
    pub fn party_name<'a>(&'a self, id: &'a PartyId) -> &'a str {
        self.parties
            .get(id)
            .map_or(id.as_str(), |party| party.name.as_str())
    }

    /// What a target is called in a sentence: the name of a milestone, an issue or one of its options.
    pub fn target_name(&self, target: &Target) -> String {
        let name = match target {
            Target::Milestone(id) => self.milestones.get(id).map(|it| it.name.clone()),
            Target::Issue(id) => self.issues.get(id).map(|it| it.name.clone()),
            Target::Option(id, option) => self.issues.get(id).map(|it| it.answer_name(option)),
        };
        name.unwrap_or_else(|| target.to_string())
    }

    /// Every day that the model mentions, for the default of `--as-of` where the model states none.
    pub fn latest_date(&self) -> Option<Date> {
        let sources = self.sources.values().filter_map(|s| s.date);
        let positions = self
            .positions
            .iter()
            .flat_map(|p| [p.since, p.ended])
            .flatten();
        let milestones = self.milestones.values().filter_map(|m| m.reached);
        let events = self.events.iter().map(|e| e.until.unwrap_or(e.date));
        sources
            .chain(positions)
            .chain(milestones)
            .chain(events)
            .max()
    }

    /// The day on which the model is read: the one asked for, else its own, else the latest it mentions.
    pub fn day(&self, asked: Option<Date>) -> Option<Date> {
        asked.or(self.as_of).or_else(|| self.latest_date())
    }

    /// The first day on which the model could know a position: its own date, else its earliest source's.
    pub fn stated_on(&self, position: &Position) -> Option<Date> {
        position.since.or_else(|| self.first_told(&position.cites))
    }

    /// The day of the earliest source among some citations.
    fn first_told(&self, cites: &[Citation]) -> Option<Date> {
        let dates = cites
            .iter()
            .filter_map(|cite| self.sources.get(&cite.source)?.date);
        dates.min()
    }

    /// The goal whose deadline would bring a target about, if that is all that it is for.
    pub fn replaced_by_default(&self, target: &Target) -> Option<Target> {
        let Target::Milestone(target) = target else {
            return None;
        };
        let mut goals = self.milestones.values();
        let goal = goals.find(|goal| goal.otherwise() == Some(target))?;
        Some(Target::Milestone(goal.id.clone()))
    }

    /// The first day on which the model could know that a deadline was extended.
    pub fn extended_on(&self, extension: &Extension) -> Option<Date> {
        extension.on.or_else(|| self.first_told(&extension.cites))
    }

    /// Whether a target is an issue of which the model lists no answer.
    pub fn lists_no_answer(&self, target: &Target) -> bool {
        let Target::Issue(id) = target else {
            return false;
        };
        let issue = self.issues.get(id);
        issue.is_some_and(|issue| !issue.has_answers())
    }

    /// How sure the author is of the surest of some positions, where that is less than high.
    pub fn doubt_of(&self, positions: impl IntoIterator<Item = PositionId>) -> Option<Confidence> {
        let sure = positions
            .into_iter()
            .map(|id| self.positions[id].confidence);
        let surest = sure.map(|sure| sure.unwrap_or(Confidence::High)).max();
        surest.filter(|sure| *sure < Confidence::High)
    }
}
