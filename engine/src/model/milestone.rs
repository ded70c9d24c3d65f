//! Milestones: what either has happened or has not.

use serde::Serialize;

use super::{Condition, Ending, Forms, MilestoneId, PartyId, Rule};
use crate::source::{Citation, Date, Place};

/// A ceasefire, a signature, a vote, a settlement.
#[derive(Debug, Clone, Serialize)]
pub struct Milestone {
    /// Its id.
    pub id: MilestoneId,
    /// What it is called, as it stands alone.
    pub name: String,
    /// How the name runs in a sentence.
    #[serde(flatten)]
    pub forms: Forms,
    /// What kind of step it is, in the author's words (`ratification`).
    pub kind: Option<String>,
    /// The parties whose yes it needs.
    pub consent: Vec<Consent>,
    /// What must hold with it.
    pub requires: Vec<Condition>,
    /// What must hold before it.
    pub after: Vec<Condition>,
    /// The day on which it happened.
    pub reached: Option<Date>,
    /// What happens if nobody moves.
    pub deadline: Option<Deadline>,
    /// The deadlines that it moves, where it is an agreement to give more time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extends: Vec<Extends>,
    /// How the texts name it.
    pub terms: Vec<String>,
    /// A remark of the author.
    pub note: Option<String>,
    /// Where it is stated.
    pub cites: Vec<Citation>,
    /// Where the author declared it.
    #[serde(skip)]
    pub place: Place,
}

impl Milestone {
    /// Whether it is recorded as reached on a day.
    pub fn is_reached(&self, day: Option<Date>) -> bool {
        self.reached
            .is_some_and(|reached| day.is_none_or(|day| reached <= day))
    }

    /// What it extends, each as an extension that is known from the day on which it was reached.
    pub fn extending(&self) -> impl Iterator<Item = (Extends, Extension)> {
        let extends = self.extends.iter();
        extends.map(|extends| (extends.clone(), self.as_extension(extends)))
    }

    fn as_extension(&self, extends: &Extends) -> Extension {
        let by = self.consent.iter().map(|consent| consent.party.clone());
        Extension {
            to: extends.to,
            on: self.reached,
            by: by.collect(),
            note: None,
            cites: self.cites.clone(),
            place: self.place,
        }
    }

    /// Whether it needs anything of its own: somebody's yes, or a condition.
    pub fn has_needs(&self) -> bool {
        !self.consent.is_empty() || self.conditions().next().is_some()
    }

    /// What comes about by itself if its deadline passes without it.
    pub fn otherwise(&self) -> Option<&MilestoneId> {
        self.deadline.as_ref()?.otherwise.as_ref()
    }

    /// The conditions of both kinds.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        self.requires.iter().chain(&self.after)
    }
}

/// A party whose yes a milestone needs.
#[derive(Debug, Clone, Serialize)]
pub struct Consent {
    /// The party.
    pub party: PartyId,
    /// The rule by which its members decide here, where that is not its usual one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
    /// Where the need is stated.
    pub cites: Vec<Citation>,
    /// First day on which it is needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// First day on which it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<Date>,
    /// Why it holds no longer, where that is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ending: Option<Ending>,
    /// A remark of the author.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Consent {
    /// Whether the consent is needed on a day.
    pub fn needed_on(&self, day: Option<Date>) -> bool {
        day.is_none_or(|day| {
            self.since.is_none_or(|since| since <= day)
                && self.ended.is_none_or(|ended| day < ended)
        })
    }
}

/// What happens on a day if the milestone has not been reached by then.
#[derive(Debug, Clone, Serialize)]
pub struct Deadline {
    /// The day as it was first set.
    pub date: Date,
    /// The milestone that comes about by itself, if one does.
    pub otherwise: Option<MilestoneId>,
    /// What moved the day, in the order in which it was agreed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extended: Vec<Extension>,
    /// Where it is stated.
    pub cites: Vec<Citation>,
}

impl Deadline {
    /// Where the day as it now is, is told: one that was moved rests on what moved it too.
    pub fn told(&self) -> impl Iterator<Item = &Citation> {
        let extended = self.extended.iter().flat_map(|one| &one.cites);
        self.cites.iter().chain(extended)
    }
}

/// What a milestone makes of the deadline of another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Extends {
    /// The milestone whose deadline it moves.
    pub of: MilestoneId,
    /// The new day.
    pub to: Date,
}

/// An agreement to give a deadline more time.
#[derive(Debug, Clone, Serialize)]
pub struct Extension {
    /// The new day.
    pub to: Date,
    /// The day on which it was agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// Who agreed.
    pub by: Vec<PartyId>,
    /// A remark of the author.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where it is said.
    pub cites: Vec<Citation>,
    /// Where the author wrote it.
    #[serde(skip)]
    pub place: Place,
}
