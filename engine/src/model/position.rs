//! Positions: a party's stated stance on a target, at a date, with its citation.

use serde::Serialize;

use super::{Condition, Ending, PartyId, SpeakerId, Split, Target, ValueRange};
use crate::source::{Citation, Date, Place};

/// What a party says about a milestone, an issue or an option.
#[derive(Debug, Clone, Serialize)]
pub struct Position {
    /// Who holds it.
    pub party: PartyId,
    /// What it is about.
    pub on: Target,
    /// What is said.
    pub stance: Stance,
    /// So many of its votes for, so many against, where they are not one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split: Option<Split>,
    /// The number or range, on a scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<ValueRange>,
    /// What the acceptance waits for, together with it.
    #[serde(rename = "if", skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// What ends the refusal, and only after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Condition>,
    /// How final it is said to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub firmness: Option<Firmness>,
    /// How sure the author is that the source means this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// The speaker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said_by: Option<SpeakerId>,
    /// Whose words they are.
    pub voice: Voice,
    /// Who says it of the party, where the voice is attributed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub via: Option<PartyId>,
    /// First day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// First day on which it no longer holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<Date>,
    /// Why it holds no longer, where that is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ending: Option<Ending>,
    /// Whether it is about the principle, the substance or the form of its target, where that is said.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// Whether it was said in private.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
    /// Whether the party accepts its target and disputes what others take it to mean.
    #[serde(
        rename = "disputes",
        serialize_with = "as_meaning",
        skip_serializing_if = "std::ops::Not::not"
    )]
    pub disputes_meaning: bool,
    /// Whether it only speaks of its target, without an answer to it: told, and never counted.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub remark: bool,
    /// The author's words for it. Where sentences have a wording each, that of the sentence that decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The author's words sentence by sentence, where several say it in ways that are not the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wordings: Vec<Wording>,
    /// Why the party holds it: one of its interests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interest: Option<String>,
    /// A remark of the author.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where it is said.
    pub cites: Vec<Citation>,
    /// Who put it into the model.
    pub origin: Origin,
    /// Where the author wrote it.
    #[serde(skip)]
    pub place: Place,
}

impl Position {
    /// The author's words, where they are written to run on from the name of who holds it: with a small first letter.
    pub fn running_text(&self) -> Option<&str> {
        let text = self.text.as_deref()?;
        let runs_on = text.starts_with(char::is_lowercase);
        runs_on.then(|| text.trim_end_matches('.'))
    }

    /// The wording that the position is told in, where sentences have wordings of their own.
    pub fn deciding_wording(&self) -> Option<&Wording> {
        let text = self.text.as_ref()?;
        self.wordings.iter().find(|one| one.text == *text)
    }
}

/// What one sentence says, in the author's words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Wording {
    /// The author's words.
    pub text: String,
    /// The sentence.
    pub cites: Citation,
}

/// What of its target a position is about: who accepts something in principle has not said yes to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// That there should be such a thing at all.
    Principle,
    /// The thing itself.
    Substance,
    /// How it is put or done.
    Form,
    /// How the talks on it go on: who speaks next, and what must come before that.
    Procedure,
}

impl Scope {
    /// What stands behind the words of a position: ` in principle`.
    pub fn behind(self) -> &'static str {
        match self {
            Self::Principle => " in principle",
            Self::Substance => "",
            Self::Form => " in form",
            Self::Procedure => " as to procedure",
        }
    }

    /// Whether a stance on it leaves open what the party says to the thing itself.
    pub fn leaves_open(self, stance: Stance) -> bool {
        match self {
            Self::Principle => stance != Stance::Rejects,
            Self::Substance => false,
            Self::Form | Self::Procedure => true,
        }
    }
}

/// What a party says: one word for each stance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// Insists on it; the exclusive alternatives are refused.
    Demands,
    /// Puts it forward.
    Proposes,
    /// Would give it to the other side.
    Offers,
    /// Agrees to it.
    Accepts,
    /// Would rather have it.
    Prefers,
    /// Says that it is undecided.
    Open,
    /// Refuses it.
    Rejects,
}

impl Stance {
    /// All stances, in the order of the language reference.
    pub const ALL: [Self; 7] = [
        Self::Demands,
        Self::Proposes,
        Self::Offers,
        Self::Accepts,
        Self::Prefers,
        Self::Open,
        Self::Rejects,
    ];

    /// The word in YAML and in sentences: `Russia rejects ...`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Demands => "demands",
            Self::Proposes => "proposes",
            Self::Offers => "offers",
            Self::Accepts => "accepts",
            Self::Prefers => "prefers",
            Self::Open => "open",
            Self::Rejects => "rejects",
        }
    }

    /// Whether the stance grants its own target.
    pub fn grants(self) -> bool {
        match self {
            Self::Demands | Self::Proposes | Self::Offers | Self::Accepts | Self::Prefers => true,
            Self::Open | Self::Rejects => false,
        }
    }
}

/// How final a position is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Firmness {
    /// The party says it may move.
    Flexible,
    /// The party holds to it.
    Firm,
    /// The party says that it is final.
    RedLine,
}

impl Firmness {
    /// The word in YAML.
    pub fn word(self) -> &'static str {
        match self {
            Self::Flexible => "flexible",
            Self::Firm => "firm",
            Self::RedLine => "red-line",
        }
    }

    /// The words in a sentence: `red line`.
    pub fn in_words(self) -> String {
        self.word().replace('-', " ")
    }
}

/// How sure the author is that the source means what the position says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// The sentence may be read otherwise.
    Low,
    /// Likely what is meant.
    Medium,
    /// Said in so many words.
    High,
}

impl Confidence {
    /// The word in YAML.
    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// Whose words a position rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum Voice {
    /// The party's own, through a speaker.
    Own,
    /// The narrator's: the source says that the party holds it.
    #[default]
    Reported,
    /// Somebody else's, an adversary's say; never counted as the party's position.
    Attributed,
}

impl Voice {
    /// The word in YAML.
    pub fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Reported => "reported",
            Self::Attributed => "attributed",
        }
    }
}

/// Who put a position into the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// A person wrote it.
    #[default]
    Written,
    /// It was extracted from a text and accepted by a person.
    Extracted,
}

impl Position {
    /// Everything that was written in it, in one line, without where it was written.
    pub(super) fn content(&self) -> String {
        let conditions = self.meanings();
        let rest = Self {
            condition: None,
            until: None,
            place: Place::default(),
            ..self.clone()
        };
        format!("{rest:?} {conditions:?}")
    }

    /// Whether it comes to the same as another: the same party takes the same stance on the same thing, on the same
    /// conditions; only who said it, when and how finally may differ.
    pub fn comes_to(&self, other: &Self) -> bool {
        self.party == other.party
            && self.on == other.on
            && self.stance == other.stance
            && self.value == other.value
            && self.split == other.split
            && self.meanings() == other.meanings()
    }

    /// What its sentences say in the author's words, each wording with its sentences.
    pub fn worded(&self) -> Vec<(&str, &[Citation])> {
        if self.wordings.is_empty() {
            let text = self.text.as_deref();
            return text
                .map(|text| (text, &self.cites[..]))
                .into_iter()
                .collect();
        }
        let each = self.wordings.iter();
        each.map(|one| (one.text.as_str(), std::slice::from_ref(&one.cites)))
            .collect()
    }

    /// Its `if` and its `until`.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        self.condition.iter().chain(&self.until)
    }

    /// What its `if` and its `until` mean.
    fn meanings(&self) -> [Option<String>; 2] {
        [&self.condition, &self.until].map(|c| c.as_ref().map(Condition::meaning))
    }

    /// Whether some of its votes are known to abstain.
    pub fn abstains(&self) -> bool {
        self.split.is_some_and(|split| split.abstained > 0)
    }

    /// Whether it is the party's position: not what an adversary says of it, and not a remark that answers nothing.
    pub fn is_own(&self) -> bool {
        self.voice != Voice::Attributed && !self.remark
    }
}

/// What a party disputes of something that it accepts.
fn as_meaning<S: serde::Serializer>(_: &bool, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str("meaning")
}
