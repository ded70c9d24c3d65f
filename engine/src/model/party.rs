//! Parties: sides with positions of their own, and the people who speak for them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Body, Forms, PartyId, SpeakerId};
use crate::source::{Citation, Date, Place};

/// A side of the talks: a state, an alliance, a body whose vote is needed.
#[derive(Debug, Clone, Serialize)]
pub struct Party {
    /// Its id.
    pub id: PartyId,
    /// Its name, as it stands alone.
    pub name: String,
    /// How the name runs in a sentence.
    #[serde(flatten)]
    pub forms: Forms,
    /// What kind of side it is.
    pub kind: PartyKind,
    /// Other names in the texts.
    pub aliases: Vec<String>,
    /// Adjectives that stand for it in the texts ("Russian").
    pub adjectives: Vec<String>,
    /// The larger party that it is a body or a faction of.
    pub of: Option<PartyId>,
    /// The members of a coalition or of a body.
    pub members: Vec<PartyId>,
    /// How it decides through its members, where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// The people who speak for it.
    pub speakers: BTreeMap<SpeakerId, Speaker>,
    /// Why it holds its positions.
    pub interests: BTreeMap<String, Interest>,
    /// What it does if there is no agreement.
    pub batna: Option<Batna>,
    /// Where membership or role is stated.
    pub cites: Vec<Citation>,
    /// A remark of the author.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where the author declared it.
    #[serde(skip)]
    pub place: Place,
}

/// What kind of side a party is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum PartyKind {
    /// A state.
    State,
    /// An organisation.
    Organisation,
    /// A coalition of parties.
    Coalition,
    /// A body of another party, such as a parliament.
    Body,
    /// A public that votes or protests.
    Public,
    /// A company.
    Company,
    /// A trade union.
    Union,
    /// A faction within another party.
    Faction,
    /// Anything else.
    #[default]
    Other,
}

/// A person who speaks for a party.
#[derive(Debug, Clone, Serialize)]
pub struct Speaker {
    /// The person's name.
    pub name: String,
    /// What the person is called once named in full.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// The office from which the person speaks.
    pub office: Option<String>,
    /// Other spellings in the texts.
    pub aliases: Vec<String>,
    /// First day in the office.
    pub since: Option<Date>,
    /// First day out of it.
    pub ended: Option<Date>,
    /// Where the office is stated.
    pub cites: Vec<Citation>,
    /// A remark of the author.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Why a party holds a position (Fisher and Ury, *Getting to Yes*, 1981).
#[derive(Debug, Clone, Serialize)]
pub struct Interest {
    /// The interest in words.
    pub text: String,
    /// Where it is said.
    pub cites: Vec<Citation>,
}

/// What a party does if there is no agreement: the best alternative to a negotiated agreement.
#[derive(Debug, Clone, Serialize)]
pub struct Batna {
    /// The alternative in words.
    pub text: String,
    /// Where it is said.
    pub cites: Vec<Citation>,
    /// Whether the author assumes it because no source says so.
    pub assumed: bool,
}
