//! What else a model records: sources, claims, events, exclusions and notes.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{ClaimId, Condition, PartyId, Target};
use crate::source::{Citation, Date, Place, SourceId};

/// A text that reports on the talks.
#[derive(Debug, Clone, Serialize)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// Its title.
    pub title: String,
    /// The day it was published.
    pub date: Option<Date>,
    /// Whether the day is stated or worked out.
    pub date_is: DateIs,
    /// Who published it.
    pub publisher: Option<String>,
    /// Sources that retell one report share an origin and count once.
    pub origin: Option<String>,
    /// The digest or text in the repository.
    pub file: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Hash of the original text, in hexadecimal.
    pub sha256: Option<String>,
    /// Hashes of the cited sentences of the original text, by number.
    pub sentences: BTreeMap<u32, String>,
    /// A remark of the author.
    pub note: Option<String>,
    /// Where the author declared it.
    #[serde(skip)]
    pub place: Place,
}

/// How the date of a source is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum DateIs {
    /// The source says it.
    #[default]
    Stated,
    /// The author worked it out.
    Inferred,
}

impl DateIs {
    /// What stands behind a day in a list: ` (inferred)`, or nothing.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Stated => "",
            Self::Inferred => " (inferred)",
        }
    }
}

/// A statement of fact that one side makes; where another denies it, the fact is disputed.
#[derive(Debug, Clone, Serialize)]
pub struct Claim {
    /// Its id.
    pub id: ClaimId,
    /// The statement.
    pub text: String,
    /// Who says so, and where.
    pub asserted_by: Vec<Assertion>,
    /// Who says that it is not so, and where.
    pub denied_by: Vec<Assertion>,
    /// A remark of the author.
    pub note: Option<String>,
    /// Where the author declared it.
    #[serde(skip)]
    pub place: Place,
}

/// One party's word for or against a claim.
#[derive(Debug, Clone, Serialize)]
pub struct Assertion {
    /// Who.
    pub party: PartyId,
    /// Where.
    pub cites: Vec<Citation>,
}

/// What happened when.
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    /// The day, or the first of several.
    pub date: Date,
    /// The last day, where there are several.
    pub until: Option<Date>,
    /// What happened.
    pub text: String,
    /// Who took part.
    pub parties: Vec<PartyId>,
    /// Where it is said.
    pub cites: Vec<Citation>,
    /// Where the author wrote it.
    #[serde(skip)]
    pub place: Place,
}

/// Things of which at most so many can hold.
#[derive(Debug, Clone, Serialize)]
pub struct Exclusion {
    /// How many of them can hold.
    pub at_most: u64,
    /// The things.
    pub of: Vec<Condition>,
    /// Why.
    pub note: Option<String>,
    /// Where it is said.
    pub cites: Vec<Citation>,
    /// Where the author wrote it.
    #[serde(skip)]
    pub place: Place,
}

/// What a party has been asked or was expected to say, and has not; or what was looked for in the texts, and is not there.
#[derive(Debug, Clone, Serialize)]
pub struct Silence {
    /// Whose.
    pub party: PartyId,
    /// On what.
    pub on: Target,
    /// Who asked for what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
    /// What was expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// A remark of the author.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where a text says so.
    pub cites: Vec<Citation>,
    /// Where the author wrote it.
    #[serde(skip)]
    pub place: Place,
}

/// What a reader of the sources should know.
#[derive(Debug, Clone, Serialize)]
pub struct Note {
    /// What kind of remark it is.
    pub kind: NoteKind,
    /// The remark.
    pub text: String,
    /// What it is about.
    pub cites: Vec<Citation>,
    /// Where the author wrote it.
    #[serde(skip)]
    pub place: Place,
}

/// What kind of remark a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// Sources word or count one thing differently.
    Difference,
    /// A source is wrong or unclear.
    Error,
    /// What a source says about the mood, the stakes or the people.
    Context,
    /// What led up to the talks.
    Background,
    /// How sure, how far, how near: statements about the talks themselves.
    Progress,
}

impl NoteKind {
    /// The word in YAML.
    pub fn word(self) -> &'static str {
        match self {
            Self::Difference => "difference",
            Self::Error => "error",
            Self::Context => "context",
            Self::Background => "background",
            Self::Progress => "progress",
        }
    }
}
