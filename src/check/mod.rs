//! What a careful reviewer would flag: one file a check, one list.

mod citations;
mod codes;
mod doubtful_name;
mod empty_milestone;
mod exclusive_options;
mod late_position;
mod off_the_scale;
mod position_without_effect;
mod self_contradiction;
mod uncited_position;
mod unknown_sentence;
mod unreached_milestone;
mod unrecorded_deadline;
mod unused_party;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, in_order};
use crate::graph::PositionGraph;
use crate::model::{Condition, ConditionKind, Model, PartyId};
use crate::source::{SourceId, Text};

pub use citations::{CitationState, Verified, uncited_sentences, verify};
pub use codes::{CODES, page};

/// What a check may look at.
pub struct Looked<'a> {
    /// The model.
    pub model: &'a Model,
    /// Its graph on the day on which it is read.
    pub graph: &'a PositionGraph,
    /// The digests or texts of the sources that could be read.
    pub texts: &'a BTreeMap<SourceId, Text>,
}

impl Looked<'_> {
    /// Whether a condition asks for the consent of a party.
    fn mentions(&self, condition: &Condition, party: &PartyId) -> bool {
        let mut found = false;
        condition.visit(&mut |inner| {
            found |= matches!(&inner.kind, ConditionKind::Consent(p) if p == party)
        });
        found
    }
}

/// One check.
pub struct Check {
    /// The code of what it finds.
    pub code: &'static str,
    /// What it asks.
    pub asks: &'static str,
    /// Finds the problems.
    pub run: fn(&Looked<'_>) -> Vec<Diagnostic>,
}

/// Every check.
pub const ALL: &[&Check] = &[
    &uncited_position::CHECK,
    &unknown_sentence::CHECK,
    &unused_party::CHECK,
    &unreached_milestone::CHECK,
    &empty_milestone::CHECK,
    &self_contradiction::CHECK,
    &exclusive_options::CHECK,
    &position_without_effect::CHECK,
    &off_the_scale::CHECK,
    &late_position::CHECK,
    &unrecorded_deadline::CHECK,
    &doubtful_name::CHECK,
];

/// Runs every check.
pub fn check(looked: &Looked<'_>) -> Vec<Diagnostic> {
    in_order(ALL.iter().flat_map(|check| (check.run)(looked)).collect())
}
