//! Rules: where a sentence uses words that say a stance, who says it, of what. A file each, in the order of [`RULES`].
//!
//! A rule is a function of a sentence and of what the rules before it have found; it gives hits. A hit may replace others
//! that it says better ([`Replaces`]), and nothing else passes between rules.

mod approvals;
mod conditions;
mod dependences;
mod events;
mod frame_of_verb;
mod modals;
mod nouns;
mod polarity;
mod predicates;
mod prerequisites;
mod reading;
mod relations;
mod settled;
mod standing_approvals;
mod topics;
mod verbs;

use super::fact::{FactKind, Polarity, Relation};
use super::frames::Meaning;
use super::issue::Topic;
use super::parse::{Actor, Range};

pub(super) use reading::Reading;

/// A rule: what it finds in a sentence, given what the rules before it have found.
type Rule = fn(&Reading<'_, '_>, &Found) -> Vec<Hit>;

/// The rules of the negotiation itself, in the order in which they read.
const RULES: [Rule; 10] = [
    verbs::find,
    nouns::find,
    predicates::find,
    conditions::find,
    dependences::find,
    prerequisites::find,
    approvals::find,
    standing_approvals::find,
    modals::find,
    relations::find,
];

/// A frame found in a sentence, before it becomes a fact.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    pub meaning: Meaning,
    pub rule: String,
    pub holders: Vec<Actor>,
    pub topic: Topic,
    /// Tokens that the fact stands on.
    pub span: Range,
    /// Tokens in which a value is looked for.
    pub content: Range,
    pub condition: Option<String>,
    pub reporter: Option<Actor>,
    pub planned: bool,
    /// The group, where a verb carries the frame.
    pub group: Option<usize>,
    pub explain: String,
    pub replaces: Replaces,
    pub related: Option<Related>,
    /// Whether it answers what the sentence before says.
    pub answers: bool,
}

impl Hit {
    /// A hit of nobody on nothing, which a rule fills in.
    fn of(meaning: Meaning, rule: &str) -> Self {
        Self {
            meaning,
            rule: rule.to_owned(),
            holders: Vec::new(),
            topic: Topic::default(),
            span: (0, 0),
            content: (0, 0),
            condition: None,
            reporter: None,
            planned: false,
            group: None,
            explain: String::new(),
            replaces: Replaces::Nothing,
            related: None,
            answers: false,
        }
    }

    /// Whether it is a relation, or says what one amounts to.
    pub fn is_of_relation(&self) -> bool {
        self.related.is_some() || self.rule.starts_with("relation/")
    }
}

/// How the holder of a hit stands to another party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Related {
    pub relation: Relation,
    pub other: usize,
}

/// Which earlier hits a hit takes the place of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Replaces {
    Nothing,
    /// Nothing, but its group has said what it has to say.
    GroupOnly,
    /// The demand of the group that reports it, and openness in its own group.
    Insistence {
        reported_by: Option<usize>,
        /// Refusals and acceptances in its own group too: *will not sign until* is one condition and no refusal beside it.
        whole: bool,
    },
    /// All but refusals in its group.
    AllButRejections,
    /// What an approval says better in its group.
    Weaker,
    /// Conditions of the same words.
    SubjectTo,
}

impl Replaces {
    /// Whether a hit takes the place of another.
    fn covers(self, own: Option<usize>, other: &Hit) -> bool {
        use FactKind::{Acceptance, Condition, Demand, Position, Rejection};
        let same = own.is_some() && other.group == own;
        let kind = other.meaning.kind;
        match self {
            Self::Nothing | Self::GroupOnly => false,
            Self::Insistence { reported_by, whole } => {
                let insists = other.group.is_some() && other.group == reported_by && kind == Demand;
                let considers = same && other.rule.starts_with("openness/");
                insists || considers || whole && same && matches!(kind, Rejection | Acceptance)
            }
            Self::AllButRejections => same && kind != Rejection,
            Self::Weaker => same && matches!(kind, Acceptance | Demand | Position | Condition),
            Self::SubjectTo => other.rule == "condition/subject to",
        }
    }

    /// Whether the group of the hit has said what it has to say.
    fn settles_group(self) -> bool {
        match self {
            Self::Nothing | Self::SubjectTo => false,
            Self::GroupOnly | Self::Insistence { .. } | Self::AllButRejections | Self::Weaker => {
                true
            }
        }
    }
}

/// What the rules have found in a sentence so far.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub hits: Vec<Hit>,
    /// Groups that a condition or an approval has taken.
    conditioned: Vec<usize>,
}

impl Found {
    fn take(&mut self, hits: Vec<Hit>) {
        for hit in hits {
            let (replaces, group) = (hit.replaces, hit.group);
            self.hits.retain(|other| !replaces.covers(group, other));
            if let Some(group) = group.filter(|_| replaces.settles_group()) {
                self.conditioned.push(group);
            }
            self.hits.push(hit);
        }
    }

    /// Whether a group has given a hit or serves a condition.
    pub fn has_taken(&self, group: usize) -> bool {
        self.conditioned.contains(&group) || self.hits.iter().any(|h| h.group == Some(group))
    }
}

/// Reads a sentence by all rules; events and claims too where all is wanted.
pub(super) fn read(reading: &Reading<'_, '_>, all: bool) -> Vec<Hit> {
    let mut found = Found::default();
    for rule in RULES {
        let hits = rule(reading, &found);
        found.take(hits);
    }
    if all {
        let hits = events::find(reading, &found);
        found.take(hits);
    }
    settled::settle(found.hits)
}

fn meaning(kind: FactKind, stance: Polarity) -> Meaning {
    Meaning {
        kind,
        stance: Some(stance),
    }
}
