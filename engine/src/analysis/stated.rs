//! A position as an answer names it: enough to find it again, in the model and in the text.

use serde::{Serialize, Serializer};

use crate::graph::PositionGraph;
use crate::model::{
    Condition, Confidence, Firmness, Model, PartyId, Position, PositionId, SpeakerId, Stance,
    Target, ValueRange, Voice, Wording,
};
use crate::source::{Citation, Date};

/// A position in an answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stated {
    /// Its place in the model.
    #[serde(skip)]
    pub id: PositionId,
    /// Whose it is.
    pub party: PartyId,
    /// What it is about.
    pub on: Target,
    /// What it says of that.
    pub stance: Stance,
    /// The number or range, on a scale.
    pub value: Option<ValueRange>,
    /// How final it is said to be.
    pub firmness: Option<Firmness>,
    /// How sure the author is of it.
    pub confidence: Option<Confidence>,
    /// Whose words tell of it.
    pub voice: Voice,
    /// The speaker.
    pub said_by: Option<SpeakerId>,
    /// The author's words for it.
    pub text: Option<String>,
    /// The author's words sentence by sentence, where sentences have a wording each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wordings: Vec<Wording>,
    /// Since when it holds.
    pub since: Option<Date>,
    /// Where it is said.
    pub cites: Vec<Citation>,
    /// What the author notes on it, such as whose reading it is.
    pub note: Option<String>,
    /// The condition of a yes.
    #[serde(rename = "if", serialize_with = "in_short")]
    pub condition: Option<Condition>,
    /// What ends a refusal.
    #[serde(serialize_with = "in_short")]
    pub until: Option<Condition>,
}

impl Stated {
    /// A position of a model.
    pub fn of(model: &Model, id: PositionId) -> Self {
        let position = &model.positions[id];
        Self {
            id,
            party: position.party.clone(),
            on: position.on.clone(),
            stance: position.stance,
            value: position.value,
            firmness: position.firmness,
            confidence: position.confidence,
            voice: position.voice,
            said_by: position.said_by.clone(),
            text: position.text.clone(),
            wordings: position.wordings.clone(),
            since: position.since,
            cites: position.cites.clone(),
            note: position.note.clone(),
            condition: position.condition.clone(),
            until: position.until.clone(),
        }
    }

    /// Several positions of a model.
    pub fn all<'i>(model: &Model, ids: impl IntoIterator<Item = &'i PositionId>) -> Vec<Self> {
        ids.into_iter().map(|&id| Self::of(model, id)).collect()
    }
}

/// A condition as an answer names it.
pub(super) fn in_short<S: Serializer>(
    condition: &Option<Condition>,
    to: S,
) -> Result<S::Ok, S::Error> {
    condition.as_ref().map(ToString::to_string).serialize(to)
}

/// The positions in force on the day of a graph, in the model's order.
pub(super) fn in_force<'m>(
    model: &'m Model,
    graph: &PositionGraph,
) -> impl Iterator<Item = (PositionId, &'m Position)> + use<'m> {
    let ids = graph.positions_in_force(model).into_iter();
    ids.map(|id| (id, &model.positions[id]))
}
