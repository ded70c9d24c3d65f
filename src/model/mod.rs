//! The negotiation as stated: parties, issues, milestones, positions and what sources say of them.
//!
//! One term of the field per file. Everything here is *authored*: sticking points, blockers, deadlocks
//! and gaps are answers and live in [`crate::analysis`]. A model is immutable once read.

mod condition;
mod days;
mod id;
mod issue;
mod known;
mod milestone;
mod party;
mod position;
mod positions;
mod record;
mod target;
mod value;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

pub use condition::{Condition, ConditionKind, Imposed};
pub use id::{ClaimId, IssueId, MilestoneId, OptionId, PartyId, SpeakerId, is_slug};
pub use issue::{Issue, IssueOption, Scale};
pub use milestone::{Consent, Deadline, Extension, Milestone};
pub use party::{Batna, Interest, Party, PartyKind, Speaker};
pub use position::{Confidence, Firmness, Origin, Position, Stance, Voice};
pub use positions::{PositionId, Positions};
pub use record::{Assertion, Claim, DateIs, Event, Exclusion, Note, NoteKind, Silence, Source};
pub use target::Target;
pub use value::{Bound, Quantity, ValueRange};

use crate::source::{Citation, Date, Place, SourceId};

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
}

impl Model {
    /// Puts everything that has no id into an order that its content decides, so that the order of the YAML, or how it is
    /// spread over files, changes no answer. Parties, issues and milestones keep their authors' order, which is meant.
    pub fn settle_order(&mut self) {
        let mut positions = std::mem::take(&mut self.positions);
        positions.sort_by_cached_key(|position| {
            let party = self.parties.get(&position.party).map(|party| party.place);
            let day = self.stated_on(position);
            (
                party,
                self.rank(&position.on),
                day,
                position.stance,
                position.content(),
            )
        });
        self.positions = positions;
        self.settle_conditions();
        // What has a source comes in the order of the sources' days, and within one source as it stands there.
        let dates: BTreeMap<SourceId, Option<Date>> = self
            .sources
            .iter()
            .map(|(id, source)| (id.clone(), source.date))
            .collect();
        let told = |cites: &[Citation]| {
            let all = cites.iter().map(|cite| {
                let date = dates.get(&cite.source).copied().flatten();
                (date, cite.source.clone(), cite.sentence)
            });
            all.min()
        };
        self.events.sort_by_cached_key(|event| {
            let words = format!("{} {:?} {:?}", event.text, event.until, event.parties);
            (event.date, told(&event.cites), words)
        });
        self.notes
            .sort_by_cached_key(|note| (note.kind, told(&note.cites), note.text.clone()));
        let mut silent = std::mem::take(&mut self.silent);
        silent.sort_by_cached_key(|one| {
            let party = self.parties.get(&one.party).map(|party| party.place);
            let words = format!("{:?} {:?}", one.asked, one.expected);
            (party, self.rank(&one.on), told(&one.cites), words)
        });
        self.silent = silent;
        self.incompatible.sort_by_cached_key(|exclusion| {
            let of: Vec<String> = exclusion.of.iter().map(Condition::meaning).collect();
            let words = format!("{} {:?}", exclusion.at_most, exclusion.note);
            (of, told(&exclusion.cites), words)
        });
    }

    /// Conditions in one list, consents, and what an exclusion speaks of, in the order of the milestones, issues and parties
    /// that they name; the arms of a condition in the order of their own names.
    fn settle_conditions(&mut self) {
        let places: BTreeMap<Target, (bool, Option<Place>, usize)> = {
            let milestones = self.milestones.keys().cloned().map(Target::Milestone);
            let issues = self.issues.values().flat_map(|issue| {
                let options = issue.options.iter();
                let options = options.map(|o| Target::Option(issue.id.clone(), o.id.clone()));
                std::iter::once(Target::Issue(issue.id.clone())).chain(options)
            });
            let all: Vec<Target> = milestones.chain(issues).collect();
            all.into_iter()
                .map(|target| (target.clone(), self.rank(&target)))
                .collect()
        };
        let parties: BTreeMap<PartyId, Place> = self
            .parties
            .values()
            .map(|party| (party.id.clone(), party.place))
            .collect();
        let key = |condition: &Condition| {
            let first = condition
                .targets()
                .first()
                .and_then(|target| places.get(target))
                .copied();
            (first, condition.meaning())
        };
        for milestone in self.milestones.values_mut() {
            milestone.consent.sort_by_cached_key(|consent| {
                (
                    parties.get(&consent.party).copied(),
                    consent.since,
                    consent.ended,
                )
            });
            for list in [&mut milestone.requires, &mut milestone.after] {
                list.iter_mut().for_each(Condition::settle);
                list.sort_by_cached_key(|condition| key(condition));
            }
        }
        for position in &mut self.positions {
            let own = position.condition.iter_mut().chain(&mut position.until);
            own.for_each(Condition::settle);
        }
        for exclusion in &mut self.incompatible {
            exclusion.of.sort_by_cached_key(|condition| key(condition));
        }
        for issue in self.issues.values_mut() {
            issue
                .between
                .sort_by_cached_key(|party| parties.get(party).copied());
        }
    }

    /// Where a target stands: issues with their answers first, then milestones, in their authors' order.
    fn rank(&self, target: &Target) -> (bool, Option<Place>, usize) {
        match target {
            Target::Milestone(id) => (true, self.milestones.get(id).map(|m| m.place), 0),
            Target::Issue(id) => (false, self.issues.get(id).map(|issue| issue.place), 0),
            Target::Option(id, option) => {
                let issue = self.issues.get(id);
                let at = issue.and_then(|i| i.options.iter().position(|o| o.id == *option));
                (
                    false,
                    issue.map(|issue| issue.place),
                    at.map_or(0, |at| at + 1),
                )
            }
        }
    }

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
        self.parties
            .get(id)
            .map_or(id.as_str(), |party| party.name.as_str())
    }

    /// What a target is called in a sentence: the name of a milestone, an issue or one of its options.
    pub fn target_name(&self, target: &Target) -> String {
        match target {
            Target::Milestone(id) => self
                .milestones
                .get(id)
                .map_or_else(|| id.to_string(), |m| m.name.clone()),
            Target::Issue(id) => self
                .issues
                .get(id)
                .map_or_else(|| id.to_string(), |issue| issue.name.clone()),
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
        position.since.or_else(|| {
            position
                .cites
                .iter()
                .filter_map(|cite| self.sources.get(&cite.source)?.date)
                .min()
        })
    }

    /// The goal whose deadline would bring a target about, if that is all that it is for.
    pub fn replaced_by_default(&self, target: &Target) -> Option<Target> {
        let mut goals = self.milestones.values().filter(|goal| {
            let otherwise = goal.deadline.as_ref().and_then(|d| d.otherwise.clone());
            otherwise.is_some_and(|otherwise| Target::Milestone(otherwise) == *target)
        });
        goals.next().map(|goal| Target::Milestone(goal.id.clone()))
    }

    /// The first day on which the model could know that a deadline was extended.
    pub fn extended_on(&self, extension: &Extension) -> Option<Date> {
        let told = extension.cites.iter();
        let dates = told.filter_map(|cite| self.sources.get(&cite.source)?.date);
        extension.on.or_else(|| dates.min())
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

    /// What rests on each sentence of a source that something cites.
    pub fn resting_on(&self, source: &SourceId) -> BTreeMap<u32, BTreeSet<String>> {
        let mut all: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
        let cited = self.citations().into_iter();
        for cited in cited.filter(|cited| cited.cite.source == *source) {
            let behind = all.entry(cited.cite.sentence).or_default();
            behind.insert(cited.behind);
        }
        all
    }

    /// Whether the model says of each source that some citations name where its report comes from.
    pub fn knows_origins<'a>(&'a self, cites: impl IntoIterator<Item = &'a Citation>) -> bool {
        cites.into_iter().all(|cite| {
            let source = self.sources.get(&cite.source);
            source.is_some_and(|source| source.origin.is_some())
        })
    }

    /// How many independent origins stand behind some citations: sources that retell one report count once.
    pub fn origins<'a>(&'a self, cites: impl IntoIterator<Item = &'a Citation>) -> usize {
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

impl Model {
    /// Every citation of the model with what it stands behind and where, in the order of the sources' ids.
    pub fn citations(&self) -> Vec<Cited<'_>> {
        let mut found = Vec::new();
        self.each_citation(&mut |cite, behind, place| {
            found.push(Cited {
                cite,
                behind: behind.to_owned(),
                place,
            })
        });
        found.sort_by(|a, b| (a.cite, &a.behind, a.place).cmp(&(b.cite, &b.behind, b.place)));
        found
    }

    fn each_citation<'a>(&'a self, see: &mut dyn FnMut(&'a Citation, &str, Place)) {
        let mut all = |cites: &'a [Citation], what: &str, place: Place| {
            cites.iter().for_each(|cite| see(cite, what, place))
        };
        for party in self.parties.values() {
            all(
                &party.cites,
                &format!("the party {}", party.id),
                party.place,
            );
            party
                .speakers
                .values()
                .for_each(|s| all(&s.cites, &format!("the speaker {}", s.name), party.place));
            party.interests.iter().for_each(|(name, i)| {
                all(
                    &i.cites,
                    &format!("the interest {name} of {}", party.id),
                    party.place,
                )
            });
            party
                .batna
                .iter()
                .for_each(|b| all(&b.cites, &format!("the BATNA of {}", party.id), party.place));
        }
        for issue in self.issues.values() {
            all(
                &issue.cites,
                &format!("the issue {}", issue.id),
                issue.place,
            );
            all(
                &issue.reported_contested,
                &format!("the issue {}", issue.id),
                issue.place,
            );
        }
        for milestone in self.milestones.values() {
            let what = format!("the milestone {}", milestone.id);
            all(&milestone.cites, &what, milestone.place);
            milestone
                .consent
                .iter()
                .for_each(|c| all(&c.cites, &what, milestone.place));
            if let Some(deadline) = &milestone.deadline {
                all(&deadline.cites, &what, milestone.place);
                let extended = deadline.extended.iter();
                extended.for_each(|e| all(&e.cites, &what, e.place));
            }
            milestone.conditions().for_each(|c| {
                c.visit(&mut |inner| {
                    inner
                        .imposed
                        .iter()
                        .for_each(|i| all(&i.cites, &what, inner.place))
                })
            });
        }
        for position in &self.positions {
            let what = format!("the position of {} on {}", position.party, position.on);
            all(&position.cites, &what, position.place);
            position
                .condition
                .iter()
                .chain(&position.until)
                .for_each(|c| {
                    c.visit(&mut |inner| {
                        inner
                            .imposed
                            .iter()
                            .for_each(|i| all(&i.cites, &what, inner.place))
                    })
                });
        }
        for claim in self.claims.values() {
            claim
                .asserted_by
                .iter()
                .chain(&claim.denied_by)
                .for_each(|a| all(&a.cites, &format!("the claim {}", claim.id), claim.place));
        }
        self.events
            .iter()
            .for_each(|e| all(&e.cites, &format!("the event of {}", e.date), e.place));
        self.incompatible
            .iter()
            .for_each(|e| all(&e.cites, "an exclusion", e.place));
        for one in &self.silent {
            let what = format!("the silence of {} on {}", one.party, one.on);
            all(&one.cites, &what, one.place);
        }
        self.notes
            .iter()
            .for_each(|n| all(&n.cites, &format!("a note ({})", n.kind.word()), n.place));
    }
}

/// A citation with what it stands behind.
#[derive(Debug, Clone)]
pub struct Cited<'a> {
    /// The citation.
    pub cite: &'a Citation,
    /// What it stands behind, in words.
    pub behind: String,
    /// Where the author wrote that.
    pub place: Place,
}
