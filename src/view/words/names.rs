//! What things and parties are called in a sentence: as their author says (`model::Forms`), and nothing guessed.

use std::collections::BTreeMap;

use crate::graph::PositionGraph;
use crate::model::{
    IssueId, IssueOption, MilestoneId, Model, OptionId, PartyId, SpeakerId, Target,
};

use super::Words;
use super::grammar::{and, possessive, upper_first};

impl<'a> Words<'a> {
    /// The words of a model.
    pub fn of(model: &'a Model) -> Self {
        Self {
            model,
            until: BTreeMap::new(),
        }
    }

    /// The words of a model on the day of a graph: moves are told with what the refusal waits for.
    pub fn on(model: &'a Model, graph: &PositionGraph) -> Self {
        let changes = graph.changes().iter();
        let until = changes.filter(|info| !info.until.is_empty());
        let until = until.map(|info| (info.change.clone(), info.until.clone()));
        Self {
            model,
            until: until.collect(),
        }
    }

    /// A party in a sentence: `Ukraine`, `the United States`, `the coalition of the willing`.
    pub fn party(&self, id: &PartyId) -> String {
        let party = self.model.parties.get(id);
        party.map_or_else(
            || id.to_string(),
            |party| party.forms.in_sentence(&party.name),
        )
    }

    /// A party at the beginning of a sentence.
    pub fn party_first(&self, id: &PartyId) -> String {
        upper_first(&self.party(id))
    }

    /// A party and what it does, at the beginning of a sentence: `Russia refuses`, `The owners refuse`.
    pub(in crate::view) fn party_does(&self, id: &PartyId, one: &str, many: &str) -> String {
        format!("{} {}", self.party_first(id), self.verb(id, one, many))
    }

    /// An issue in a sentence.
    pub fn issue(&self, id: &IssueId) -> String {
        let issue = self.model.issues.get(id);
        issue.map_or_else(
            || id.to_string(),
            |issue| issue.forms.in_sentence(&issue.name),
        )
    }

    /// A milestone in a sentence.
    pub(in crate::view) fn milestone(&self, id: &MilestoneId) -> String {
        let milestone = self.model.milestones.get(id);
        milestone.map_or_else(
            || id.to_string(),
            |milestone| milestone.forms.in_sentence(&milestone.name),
        )
    }

    /// Several parties: `Ukraine, Russia and the United States`.
    pub fn parties<'p>(&self, ids: impl IntoIterator<Item = &'p PartyId>) -> String {
        and(&ids.into_iter().map(|id| self.party(id)).collect::<Vec<_>>())
    }

    /// A name that owns something: `Russia’s`, `the United States’`.
    pub fn of_party(&self, id: &PartyId) -> String {
        possessive(&self.party(id))
    }

    /// A person by name: one who speaks for the party, else one of another party.
    pub(in crate::view) fn speaker(&self, party: &PartyId, speaker: &SpeakerId) -> Option<&str> {
        let own = self.model.parties.get(party);
        let all = own.into_iter().chain(self.model.parties.values());
        let mut speakers = all.filter_map(|party| party.speakers.get(speaker));
        speakers.next().map(|speaker| speaker.name.as_str())
    }

    /// A target as a noun in a sentence: a milestone, an issue, or an answer with the issue to which it is one.
    pub fn target(&self, target: &Target) -> String {
        match target {
            Target::Option(issue, option) => self.answer_to(issue, option),
            Target::Milestone(id) => self.milestone(id),
            Target::Issue(id) => self.issue(id),
        }
    }

    /// An answer that says by itself what it answers, or else with its issue: `15 years for the lease`.
    fn answer_to(&self, issue: &IssueId, option: &OptionId) -> String {
        let answer = self.answer(issue, option);
        let named = self.option(issue, option);
        if let Some(clause) = named.and_then(|named| named.forms.clause.as_ref()) {
            return format!("agreement that {clause}");
        }
        match named {
            Some(named) if named.forms.is_phrase() => answer,
            Some(_) => format!("{answer} on {}", self.issue(issue)),
            None => self.number_of(issue, &answer),
        }
    }

    /// A number with what it is a number of: `a pay rise of 5 percent`, or `5 percent for the pay rise`.
    pub(in crate::view) fn number_of(&self, issue: &IssueId, number: &str) -> String {
        let found = self.model.issues.get(issue);
        let scale = found.and_then(|issue| issue.scale.as_ref());
        match scale.and_then(|scale| scale.of.as_ref()) {
            Some(of) => of.replace("{value}", number),
            None => format!("{number} for {}", self.issue(issue)),
        }
    }

    /// A target at the beginning of a sentence.
    pub fn target_first(&self, target: &Target) -> String {
        upper_first(&self.target(target))
    }

    /// One answer to an issue: `a customs union`, `“Ukraine leaves it”` where its author gives no form for sentences, or
    /// `15 years`.
    pub fn answer(&self, issue: &IssueId, option: &OptionId) -> String {
        let in_quotes = |option: &IssueOption| match option.forms.is_phrase() {
            true => self.phrase(option),
            false => format!("“{}”", option.text),
        };
        let number = || {
            let issue = self.model.issues.get(issue);
            issue.map_or_else(|| option.to_string(), |issue| issue.cell_words(option))
        };
        self.option(issue, option).map_or_else(number, in_quotes)
    }

    /// An answer as part of a sentence, with no article but the author's.
    fn phrase(&self, option: &IssueOption) -> String {
        let forms = &option.forms;
        match forms.in_sentence.is_some() || forms.article.is_some() {
            true => forms.in_sentence(&option.text),
            false => forms.written(&option.text),
        }
    }

    /// An answer that is named in the model; none where it is a number.
    pub(super) fn option(&self, issue: &IssueId, option: &OptionId) -> Option<&'a IssueOption> {
        let issue = self.model.issues.get(issue)?;
        issue.options.iter().find(|named| named.id == *option)
    }

    /// A target as something to be answered: `the vote`, `whether Ukraine keeps the land it holds`.
    pub fn question(&self, target: &Target) -> String {
        let clause = match target {
            Target::Option(issue, option) => self.option(issue, option),
            Target::Milestone(_) | Target::Issue(_) => None,
        };
        let clause = clause.and_then(|option| option.forms.clause.as_ref());
        clause.map_or_else(|| self.target(target), |clause| format!("whether {clause}"))
    }

    /// A name without an article of ours, as it stands in the middle of a short text: `ceasefire before vote`.
    pub fn bare(&self, target: &Target) -> String {
        let label = self.model.target_name(target);
        let forms = match target {
            Target::Milestone(id) => self.model.milestones.get(id).map(|found| &found.forms),
            Target::Issue(id) => self.model.issues.get(id).map(|found| &found.forms),
            Target::Option(issue, option) => self.option(issue, option).map(|found| &found.forms),
        };
        forms.map_or_else(|| label.clone(), |forms| forms.written(&label))
    }

    /// Whether verbs take the plural after a target's name.
    pub fn is_plural(&self, target: &Target) -> bool {
        match target {
            Target::Milestone(id) => {
                let found = self.model.milestones.get(id);
                found.is_some_and(|found| found.forms.is_plural(&found.name))
            }
            Target::Issue(id) => {
                let found = self.model.issues.get(id);
                found.is_some_and(|found| found.forms.is_plural(&found.name))
            }
            Target::Option(issue, option) => {
                let found = self.option(issue, option);
                found.is_some_and(|found| found.forms.plural == Some(true))
            }
        }
    }

    /// The form of *to be* that a target takes.
    pub fn is(&self, target: &Target) -> &'static str {
        self.agree(target, "is", "are")
    }

    /// The form that agrees with a target's name: one for the singular, one for the plural.
    pub fn agree<'v>(&self, target: &Target, one: &'v str, many: &'v str) -> &'v str {
        match self.is_plural(target) {
            true => many,
            false => one,
        }
    }

    /// The form of a verb that a party takes.
    pub fn verb<'v>(&self, party: &PartyId, one: &'v str, many: &'v str) -> &'v str {
        match self.is_many(party) {
            true => many,
            false => one,
        }
    }

    /// Whether a party takes the plural of a verb.
    pub(super) fn is_many(&self, party: &PartyId) -> bool {
        let party = self.model.parties.get(party);
        party.is_some_and(|party| party.forms.is_plural(&party.name))
    }
}
