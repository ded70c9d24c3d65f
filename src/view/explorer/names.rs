//! What things are called on the page: parties, milestones, issues, positions and sources, told once for all days.

use serde::Serialize;

use crate::model::{Firmness, Party, Position, Source, Stance, Target};
use crate::source::Date;

use super::strings;
use crate::view::words::Words;
use crate::view::words::answers::short;

/// A party's names.
#[derive(Debug, Clone, Serialize)]
pub struct PartyWords {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its name in a sentence.
    pub inside: String,
}

/// What a milestone, issue or option is called.
#[derive(Debug, Clone, Serialize)]
pub struct TargetWords {
    /// milestone, issue or option.
    pub kind: &'static str,
    /// Its label.
    pub name: String,
    /// Its name in a sentence.
    pub inside: String,
    /// Whether that is a plural.
    pub plural: bool,
    /// Whether it is a number on a scale.
    pub cell: bool,
    /// The question of an issue.
    pub question: Option<String>,
}

/// A position in words.
#[derive(Debug, Clone, Serialize)]
pub struct PositionWords {
    /// Whose it is.
    pub party: String,
    /// What it is about: an issue or a milestone.
    pub row: String,
    /// In a few words.
    pub short: String,
    /// As a sentence.
    pub words: String,
    /// yes, no or open.
    pub says: &'static str,
    /// own, reported or attributed.
    pub voice: &'static str,
    /// How final it is called.
    pub firmness: Option<&'static str>,
    /// Who said it.
    pub speaker: Option<String>,
    /// A remark of the author.
    pub note: Option<String>,
    /// Where it is said.
    pub cites: Vec<String>,
}

/// A source in words.
#[derive(Debug, Clone, Serialize)]
pub struct SourceWords {
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its day, in words.
    pub date: Option<String>,
    /// Its day, as days are compared.
    pub day: Option<Date>,
}

impl PartyWords {
    pub(super) fn of(words: &Words<'_>, party: &Party) -> Self {
        Self {
            id: party.id.to_string(),
            name: party.name.clone(),
            inside: words.party(&party.id),
        }
    }
}

impl TargetWords {
    pub(super) fn of(words: &Words<'_>, target: &Target) -> Self {
        let issues = &words.model.issues;
        let issue = target.issue().and_then(|issue| issues.get(issue));
        let (kind, cell, question) = match target {
            Target::Milestone(_) => ("milestone", false, None),
            Target::Issue(_) => ("issue", false, issue.map(|issue| issue.question.clone())),
            Target::Option(..) => {
                let is_cell = issue.is_some_and(|issue| issue.scale.is_some());
                ("option", is_cell, None)
            }
        };
        Self {
            kind,
            name: words.model.target_name(target),
            inside: words.target(target),
            plural: words.is_plural(target),
            cell,
            question,
        }
    }
}

impl PositionWords {
    pub(super) fn of(words: &Words<'_>, position: &Position) -> Self {
        let speaker = position.said_by.as_ref();
        let speaker = speaker.and_then(|id| words.speaker(&position.party, id));
        Self {
            party: position.party.to_string(),
            row: row(&position.on).to_string(),
            short: short(words.model, position).words,
            words: format!("{}.", words.position(position)),
            says: says(position.stance),
            voice: position.voice.word(),
            firmness: position.firmness.map(Firmness::word),
            speaker: speaker.map(str::to_owned),
            note: position.note.clone(),
            cites: strings(&position.cites),
        }
    }
}

/// The row of the page in which a position stands: answers stand in that of their issue.
fn row(on: &Target) -> Target {
    match on {
        Target::Option(issue, _) => Target::Issue(issue.clone()),
        Target::Milestone(_) | Target::Issue(_) => on.clone(),
    }
}

/// What a stance comes to on the page.
fn says(stance: Stance) -> &'static str {
    match stance {
        Stance::Rejects => "no",
        Stance::Open => "open",
        Stance::Demands | Stance::Proposes | Stance::Offers | Stance::Accepts | Stance::Prefers => {
            "yes"
        }
    }
}

impl SourceWords {
    pub(super) fn of(source: &Source) -> Self {
        Self {
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            date: source.date.map(Date::in_words),
            day: source.date,
        }
    }
}
