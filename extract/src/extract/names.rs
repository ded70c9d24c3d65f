//! The names of a model: how texts call its parties, speakers and issues.
//!
//! A party is found by its name, aliases and adjectives, by the speakers of the day, and, where it is a state, by the
//! words that the press uses for states (`english/places.yaml`). An issue is found by its name and terms, compared by
//! stems. A word that the model gives to one party is never taken by another.

mod index;
mod issues;
mod parties;
mod states;

use crate::model::{Issue, Milestone, Model, Party, Speaker};
use crate::source::Date;
use crate::yaml::{Content, Node};

pub(super) use index::{Alias, Index, JOINT, Sort, name_key};
pub(super) use issues::Term;

/// A party with everything that texts call it.
#[derive(Debug, Clone, Default)]
pub struct NamedParty {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Other names, of people who speak for it among them.
    pub aliases: Vec<String>,
    /// Adjectives.
    pub adjectives: Vec<String>,
    /// The people who speak for it.
    pub speakers: Vec<NamedSpeaker>,
}

/// A person who speaks for a party.
#[derive(Debug, Clone, Default)]
pub struct NamedSpeaker {
    /// The id in the model.
    pub id: String,
    /// The name and its other spellings.
    pub names: Vec<String>,
    /// First day in the office.
    pub since: Option<Date>,
    /// First day out of it.
    pub ended: Option<Date>,
}

/// An issue or a milestone with everything that texts call it.
#[derive(Debug, Clone, Default)]
pub struct NamedIssue {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Other words for it.
    pub terms: Vec<String>,
}

/// The names of a negotiation.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// The parties, in the order of the model.
    pub parties: Vec<NamedParty>,
    /// The issues and milestones, in the order of the model.
    pub issues: Vec<NamedIssue>,
}

impl Names {
    /// The names that a JSON text lists: `{"parties": [{id, name, aliases}], "issues": [{id, name, aliases}]}`, the form
    /// in which hand-coded texts come. Nothing where the text is of another form.
    pub fn from_lists(text: &str) -> Option<Self> {
        let node = crate::yaml::parse(0, text, &mut Vec::new())?;
        let is_list = |key: &str| {
            let list = node.get(key);
            list.is_some_and(|n| matches!(n.content, Content::List(_)))
        };
        let rows = |key: &str| node.items_of(key).iter();
        (is_list("parties") || is_list("issues")).then(|| Self {
            parties: rows("parties").map(listed_party).collect(),
            issues: rows("issues").map(listed_issue).collect(),
        })
    }

    /// The names that a model gives.
    pub fn of(model: &Model) -> Self {
        let parties = model.parties_in_order().into_iter().map(party);
        let issues = model.issues_in_order().into_iter().map(issue);
        let milestones = model.milestones.values().map(milestone);
        Self {
            parties: parties.collect(),
            issues: issues.chain(milestones).collect(),
        }
    }
}

fn aliases_at(node: &Node) -> Vec<String> {
    let aliases = node.items_of("aliases").iter();
    aliases
        .filter_map(|n| n.text().map(str::to_owned))
        .collect()
}

fn listed_party(node: &Node) -> NamedParty {
    NamedParty {
        id: node.text_of("id").to_owned(),
        name: node.text_of("name").to_owned(),
        aliases: aliases_at(node),
        ..NamedParty::default()
    }
}

fn listed_issue(node: &Node) -> NamedIssue {
    NamedIssue {
        id: node.text_of("id").to_owned(),
        name: node.text_of("name").to_owned(),
        terms: aliases_at(node),
    }
}

fn party(party: &Party) -> NamedParty {
    let speakers = party.speakers.iter();
    NamedParty {
        id: party.id.to_string(),
        name: party.name.clone(),
        aliases: party.aliases.clone(),
        adjectives: party.adjectives.clone(),
        speakers: speakers.map(|(id, s)| speaker(id.to_string(), s)).collect(),
    }
}

fn speaker(id: String, speaker: &Speaker) -> NamedSpeaker {
    let names = std::iter::once(&speaker.name).chain(&speaker.aliases);
    NamedSpeaker {
        id,
        names: names.cloned().collect(),
        since: speaker.since,
        ended: speaker.ended,
    }
}

fn issue(issue: &Issue) -> NamedIssue {
    NamedIssue {
        id: issue.id.to_string(),
        name: issue.name.clone(),
        terms: issue.terms.clone(),
    }
}

fn milestone(milestone: &Milestone) -> NamedIssue {
    NamedIssue {
        id: milestone.id.to_string(),
        name: milestone.name.clone(),
        terms: milestone.terms.clone(),
    }
}
