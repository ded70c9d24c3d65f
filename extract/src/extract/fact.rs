//! Facts: one cited thing that a text says, before anybody has modelled it.

use serde::Serialize;

/// What a text says of a party and an issue, on which words, and why we think so.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fact {
    /// The document.
    pub doc: String,
    /// First code point of the words in the text (NFC).
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The number of the sentence, from 1.
    pub sentence: u32,
    /// The headings under which it stands, the highest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// What kind of statement it is.
    pub kind: FactKind,
    /// The party that holds it; `None` where the text names none that the model knows.
    pub holder: Option<String>,
    /// All who hold it together, the first included.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub holders: Vec<String>,
    /// The party that speaks on behalf of the holder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub via_member: Option<String>,
    /// How the holder stands to another party, where the fact is a relation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,
    /// That other party.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
    /// An issue or milestone of the model, else the words of the text.
    pub issue: Option<String>,
    /// Whether `issue` is an id of the model.
    pub issue_known: bool,
    /// What is said of it.
    pub stance: Option<Polarity>,
    /// A number or a range, in the words of the text.
    pub value: Option<String>,
    /// What the number counts.
    pub unit: Option<String>,
    /// What it waits for, in the words of the text.
    pub condition: Option<String>,
    /// The issue or milestone of the model that the condition names.
    pub needs: Option<String>,
    /// How the text presents it.
    pub modality: Modality,
    /// The other party that says so of the holder.
    pub via: Option<String>,
    /// The speaker, by id of the model or by the name in the text.
    pub said_by: Option<String>,
    /// The day of the document.
    pub date: Option<String>,
    /// The frame that was hit.
    pub rule: String,
    /// How often such facts were right on hand-coded texts: the lower bound of the measure.
    pub confidence: f64,
    /// Who read it so: the rules, or the name of another reader.
    pub by: String,
    /// Why, in a sentence.
    pub explain: String,
    /// The words themselves.
    pub quote: String,
    /// The sentence as the model cites it, where the document is one of its sources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cite: Option<String>,
}

/// What kind of statement a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// A party is for or against something, or open to it.
    Position,
    /// It asks that something be done.
    Demand,
    /// It would give something.
    Offer,
    /// It agrees.
    Acceptance,
    /// It refuses.
    Rejection,
    /// One thing waits for another.
    Condition,
    /// A body must say yes.
    ApprovalRequired,
    /// The sides differ.
    Disagreement,
    /// Something happened or is planned.
    Event,
    /// Somebody says that something is so.
    Claim,
    /// Somebody says that something is not so.
    Denial,
    /// One party supports or opposes another, speaks with it or for it.
    Relation,
}

/// How one party stands to another over what both speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The holder supports the other.
    Supports,
    /// The holder opposes the other.
    Opposes,
    /// The holder speaks for the other.
    OnBehalfOf,
    /// The holder speaks together with the other.
    With,
}

impl Relation {
    /// All, in the order of the documentation.
    pub const ALL: [Self; 4] = [Self::Supports, Self::Opposes, Self::OnBehalfOf, Self::With];

    /// The word in JSON and in the inbox.
    pub fn word(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::Opposes => "opposes",
            Self::OnBehalfOf => "on_behalf_of",
            Self::With => "with",
        }
    }

    /// The relation of that name.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|relation| relation.word() == word)
    }
}

impl FactKind {
    /// All kinds, in the order of the documentation.
    pub const ALL: [Self; 12] = [
        Self::Position,
        Self::Demand,
        Self::Offer,
        Self::Acceptance,
        Self::Rejection,
        Self::Condition,
        Self::ApprovalRequired,
        Self::Disagreement,
        Self::Denial,
        Self::Event,
        Self::Claim,
        Self::Relation,
    ];

    /// The word in JSON and in the inbox.
    pub fn word(self) -> &'static str {
        match self {
            Self::Position => "position",
            Self::Demand => "demand",
            Self::Offer => "offer",
            Self::Acceptance => "acceptance",
            Self::Rejection => "rejection",
            Self::Condition => "condition",
            Self::ApprovalRequired => "approval_required",
            Self::Disagreement => "disagreement",
            Self::Event => "event",
            Self::Claim => "claim",
            Self::Denial => "denial",
            Self::Relation => "relation",
        }
    }

    /// The kind of that name.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Whether it is a fact of the negotiation itself, not of what surrounds it.
    pub fn is_core(self) -> bool {
        !matches!(self, Self::Event | Self::Claim | Self::Relation)
    }
}

/// What a fact says of its issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// In favour.
    Supports,
    /// Asks for it.
    Demands,
    /// Would give it.
    Offers,
    /// Agrees to it.
    Accepts,
    /// Refuses it.
    Rejects,
    /// On a condition.
    Conditional,
    /// Undecided.
    Open,
    /// The sides differ over it.
    Disputed,
}

impl Polarity {
    /// All, in the order of the documentation.
    pub const ALL: [Self; 8] = [
        Self::Supports,
        Self::Demands,
        Self::Offers,
        Self::Accepts,
        Self::Rejects,
        Self::Conditional,
        Self::Open,
        Self::Disputed,
    ];

    /// The word in JSON and in the inbox.
    pub fn word(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::Demands => "demands",
            Self::Offers => "offers",
            Self::Accepts => "accepts",
            Self::Rejects => "rejects",
            Self::Conditional => "conditional",
            Self::Open => "open",
            Self::Disputed => "disputed",
        }
    }

    /// The stance of that name.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stance| stance.word() == word)
    }
}

/// How the text presents a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// In the holder's own words, or what it is said to have said.
    Stated,
    /// The narrator, or somebody else, says so.
    Reported,
    /// It is yet to come.
    Planned,
    /// It is said not to be so.
    Denied,
}

impl Modality {
    /// The word in JSON and in the inbox.
    pub fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Reported => "reported",
            Self::Planned => "planned",
            Self::Denied => "denied",
        }
    }
}
