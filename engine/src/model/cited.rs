//! What stands behind each citation: the parts of a model with the sentences that they rest on.

use std::collections::{BTreeMap, BTreeSet};

use super::{Condition, Ending, Issue, Milestone, Model, Party};
use crate::source::{Citation, Place, SourceId};

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

impl Model {
    /// Every citation of the model with what it stands behind and where, in the order of the sources' ids.
    pub fn citations(&self) -> Vec<Cited<'_>> {
        let mut found = Gathered::default();
        self.parties.values().for_each(|it| found.party(it));
        self.issues.values().for_each(|it| found.issue(it));
        self.milestones.values().for_each(|it| found.milestone(it));
        found.statements(self);
        found.happenings(self);
        let mut found = found.0;
        found.sort_by(|a, b| (a.cite, &a.behind, a.place).cmp(&(b.cite, &b.behind, b.place)));
        found
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
        let origin = |cite: &'a Citation| {
            let source = self.sources.get(&cite.source);
            let told = source.and_then(|source| source.origin.as_deref());
            told.unwrap_or(cite.source.as_str())
        };
        let seen: BTreeSet<&str> = cites.into_iter().map(origin).collect();
        seen.len()
    }
}

/// The citations found so far.
#[derive(Default)]
struct Gathered<'a>(Vec<Cited<'a>>);

impl<'a> Gathered<'a> {
    fn add(&mut self, cites: &'a [Citation], behind: &str, place: Place) {
        self.0.extend(cites.iter().map(|cite| Cited {
            cite,
            behind: behind.to_owned(),
            place,
        }));
    }

    fn party(&mut self, party: &'a Party) {
        let (id, place) = (&party.id, party.place);
        self.add(&party.cites, &format!("the party {id}"), place);
        self.speakers(party);
        for (name, interest) in &party.interests {
            let what = format!("the interest {name} of {id}");
            self.add(&interest.cites, &what, place);
        }
        for change in party.body.iter().flat_map(|body| &body.changed) {
            let what = format!("what changed in {id} on {}", change.on);
            self.add(&change.cites, &what, place);
        }
        if let Some(batna) = &party.batna {
            self.add(&batna.cites, &format!("the BATNA of {id}"), place);
        }
    }

    fn speakers(&mut self, party: &'a Party) {
        for speaker in party.speakers.values() {
            let what = format!("the speaker {}", speaker.name);
            self.add(&speaker.cites, &what, party.place);
        }
    }

    fn issue(&mut self, issue: &'a Issue) {
        let what = format!("the issue {}", issue.id);
        self.add(&issue.cites, &what, issue.place);
        self.add(&issue.reported_contested, &what, issue.place);
    }

    fn milestone(&mut self, milestone: &'a Milestone) {
        let what = format!("the milestone {}", milestone.id);
        self.add(&milestone.cites, &what, milestone.place);
        for consent in &milestone.consent {
            self.add(&consent.cites, &what, milestone.place);
            self.end(consent.ending.as_ref(), &what, milestone.place);
        }
        if let Some(deadline) = &milestone.deadline {
            self.add(&deadline.cites, &what, milestone.place);
            for extension in &deadline.extended {
                self.add(&extension.cites, &what, extension.place);
            }
        }
        for condition in milestone.conditions() {
            self.condition(condition, &what);
        }
    }

    fn end(&mut self, ending: Option<&'a Ending>, of: &str, place: Place) {
        if let Some(ending) = ending {
            self.add(&ending.cites, &format!("the end of {of}"), place);
        }
    }

    fn condition(&mut self, condition: &'a Condition, what: &str) {
        condition.visit(&mut |part| {
            if let Some(imposed) = &part.imposed {
                self.add(&imposed.cites, what, part.place);
                self.end(imposed.ending.as_deref(), what, part.place);
            }
        });
    }

    /// What parties say, of what is to come and of what is so.
    fn statements(&mut self, model: &'a Model) {
        for position in &model.positions {
            let what = format!("the position of {} on {}", position.party, position.on);
            self.add(&position.cites, &what, position.place);
            self.end(position.ending.as_ref(), &what, position.place);
            for condition in position.conditions() {
                self.condition(condition, &what);
            }
        }
        for vote in &model.votes {
            let what = format!("the vote of {} on {}", vote.body, vote.on);
            self.add(&vote.cites, &what, vote.place);
        }
        for claim in model.claims.values() {
            let what = format!("the claim {}", claim.id);
            for assertion in claim.asserted_by.iter().chain(&claim.denied_by) {
                self.add(&assertion.cites, &what, claim.place);
            }
        }
        for one in &model.silent {
            let what = format!("the silence of {} on {}", one.party, one.on);
            self.add(&one.cites, &what, one.place);
        }
    }

    /// What happened, what excludes what, and what is noted.
    fn happenings(&mut self, model: &'a Model) {
        for event in &model.events {
            let what = format!("the event of {}", event.date);
            self.add(&event.cites, &what, event.place);
        }
        for exclusion in &model.incompatible {
            self.add(&exclusion.cites, "an exclusion", exclusion.place);
        }
        for note in &model.notes {
            let what = format!("a note ({})", note.kind.word());
            self.add(&note.cites, &what, note.place);
        }
    }
}
