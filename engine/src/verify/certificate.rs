//! What an answer claims, as data that a file can hold.

use serde::{Deserialize, Serialize};

use crate::model::{PartyId, Target};
use crate::source::sha256_hex;

/// A change as a certificate writes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// `grant` or `waive`.
    pub kind: String,
    /// Who.
    pub party: String,
    /// What.
    pub target: String,
    /// The label of the condition that is waived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
}

/// What is claimed of a family of sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// How many sets there are, where that is known.
    pub count: Option<String>,
    /// The sets listed, each as the changes that it consists of or that would lift its members.
    pub listed: Vec<Vec<Move>>,
}

/// What an answer claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// The form of this file.
    pub certificate: u32,
    /// The model's name.
    pub model: String,
    /// The first digits of the hash of the model's files.
    pub version: String,
    /// The day of the answer.
    pub as_of: Option<String>,
    /// Whether that day was asked for, so that later sources do not count.
    pub as_of_asked: bool,
    /// The goal.
    pub goal: String,
    /// Whether the stronger question was asked.
    pub secure: bool,
    /// The only party whose moves count, if one was named.
    pub party: Option<String>,
    /// `reached`, `closed`, `pending`, `met`, `open` or `blocked`.
    pub status: String,
    /// Since when it is reached or closed.
    pub since: Option<String>,
    /// What came about instead of a closed goal, or the goal that was missed where a deadline brought about a reached one.
    pub by: Option<String>,
    /// `circular` or `refused`, where blocked.
    pub kind: Option<String>,
    /// Whether no way to it goes one thing after the other.
    pub package_only: bool,
    /// The minimal unblocking sets.
    pub unblocking: Family,
    /// The minimal blocking sets.
    pub blocking: Family,
    /// The hash of all the above, so that a claim that was changed or taken out later is noticed.
    pub digest: String,
}

impl Certificate {
    /// The same with its digest.
    #[must_use]
    pub fn sealed(mut self) -> Self {
        self.digest = self.hash();
        self
    }

    pub(super) fn hash(&self) -> String {
        let without = Self {
            digest: String::new(),
            ..self.clone()
        };
        sha256_hex(format!("{without:?}").as_bytes())
    }
}

/// The form that this version writes and reads.
pub const FORM: u32 = 2;

impl Move {
    pub(super) fn grant(party: &PartyId, target: &Target) -> Self {
        Self {
            kind: "grant".to_owned(),
            party: party.to_string(),
            target: target.to_string(),
            condition: None,
        }
    }

    pub(super) fn waive(party: &PartyId, target: &Target, label: &str) -> Self {
        Self {
            kind: "waive".to_owned(),
            party: party.to_string(),
            target: target.to_string(),
            condition: Some(label.to_owned()),
        }
    }

    fn in_words(&self) -> String {
        let condition = self.condition.as_ref();
        let condition = condition.map(|c| format!(":{c}")).unwrap_or_default();
        format!("{} {}:{}{condition}", self.kind, self.party, self.target)
    }
}

/// Some moves in words.
pub(super) fn told(set: &[Move]) -> String {
    let moves: Vec<String> = set.iter().map(Move::in_words).collect();
    moves.join(" + ")
}
