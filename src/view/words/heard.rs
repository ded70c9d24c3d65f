//! Every name of a model in three sentences, so that a person hears what is wrong with one: `check --names`.

use crate::graph::Change;
use crate::model::{Party, PartyId, Stance, Target};

use super::Words;
use super::doers::Doer;
use super::grammar::upper_first;
use super::phrases::Thing;
use super::spoken::spoken_words;
use crate::analysis::Spoken;

/// A name with the sentences in which it is tried.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Heard {
    /// party, speaker, milestone, issue or option.
    pub kind: &'static str,
    /// Its id: of a speaker `party/speaker`, of an option `issue/option`.
    pub id: String,
    /// As it stands alone.
    pub name: String,
    /// In sentences.
    pub sentences: Vec<String>,
}

impl Words<'_> {
    /// Every name, in the author's order of parties and in the order of the ids for the rest.
    pub fn heard(&self) -> Vec<Heard> {
        let parties = self.model.parties_in_order().into_iter();
        let mut heard: Vec<Heard> = parties
            .flat_map(|party| self.heard_of_party(party))
            .collect();
        let milestones = self.model.milestones.keys();
        heard.extend(milestones.map(|id| self.heard_of_milestone(&Target::Milestone(id.clone()))));
        for (id, issue) in &self.model.issues {
            heard.push(self.heard_of_issue(&Target::Issue(id.clone())));
            let options = issue.options.iter();
            let options = options.map(|one| Target::Option(id.clone(), one.id.clone()));
            heard.extend(options.map(|option| self.heard_of_option(&option)));
        }
        heard
    }

    fn heard_of_party(&self, party: &Party) -> Vec<Heard> {
        let doer = self.doer(&party.id);
        let agrees = doer.verb("agrees", "agree");
        let own = Heard {
            kind: "party",
            id: party.id.to_string(),
            name: party.name.clone(),
            sentences: vec![
                format!("{} {agrees}.", doer.first()),
                format!("All wait for {}.", doer.name()),
                format!("That is {} condition.", self.of_party(&party.id)),
            ],
        };
        let speakers = party.speakers.iter().map(|(id, speaker)| {
            let name = &speaker.name;
            let again = speaker.short.as_ref().unwrap_or(name);
            Heard {
                kind: "speaker",
                id: format!("{}/{id}", party.id),
                name: name.clone(),
                sentences: vec![
                    format!("{} ({}) agrees.", upper_first(name), party.name),
                    format!("{} insists on it.", upper_first(again)),
                ],
            }
        });
        std::iter::once(own).chain(speakers).collect()
    }

    fn heard_of_milestone(&self, target: &Target) -> Heard {
        let is = self.is(target);
        let sentences = vec![
            format!("{} {is} blocked.", self.target_first(target)),
            self.granted_by_somebody(target),
            format!("Nothing comes before {}.", self.target(target)),
        ];
        self.heard_as("milestone", target, sentences)
    }

    fn heard_of_issue(&self, target: &Target) -> Heard {
        let is = self.is(target);
        let sentences = vec![
            format!("{} {is} open.", self.target_first(target)),
            self.granted_by_somebody(target),
            self.not_heard(target),
        ];
        self.heard_as("issue", target, sentences)
    }

    /// An answer as others speak of it, and as the party does whose own deed it is.
    fn heard_of_option(&self, target: &Target) -> Heard {
        let parties = self.model.parties_in_order().into_iter();
        let own = parties
            .map(|party| &party.id)
            .find(|party| matches!(self.thing(Some(party), target), Thing::Deed(_)));
        let somebody = self.refused_by(None, target);
        let deed = own.map(|party| self.refused_by(Some(party), target));
        let sentences = [
            self.granted_by_somebody(target),
            somebody,
            self.not_heard(target),
        ];
        self.heard_as(
            "option",
            target,
            sentences.into_iter().chain(deed).collect(),
        )
    }

    fn heard_as(&self, kind: &'static str, target: &Target, sentences: Vec<String>) -> Heard {
        Heard {
            kind,
            id: target.to_string(),
            name: self.model.target_name(target),
            sentences,
        }
    }

    fn granted_by_somebody(&self, target: &Target) -> String {
        let nobody = PartyId::new("");
        let change = Change::Grant {
            party: nobody,
            target: target.clone(),
        };
        format!("{}.", self.change_by(&Doer::one("somebody"), &change))
    }

    fn refused_by(&self, party: Option<&PartyId>, target: &Target) -> String {
        let doer = party.map_or_else(|| Doer::one("somebody"), |party| self.doer(party));
        let thing = self.thing(party, target);
        let (refuses, _) = self.takes(&doer, Stance::Rejects, &thing, None);
        format!("{} {refuses}.", doer.first())
    }

    fn not_heard(&self, target: &Target) -> String {
        let about = self.question(target);
        format!(
            "{}.",
            spoken_words(&Doer::one("somebody"), Spoken::Nothing, &about)
        )
    }
}
