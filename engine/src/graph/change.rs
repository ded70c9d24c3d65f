//! Changes: what a party can do to unblock a goal, and what stands in the way until it does.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::Serialize;

use crate::model::{Condition, Confidence, Firmness, PartyId, Target};
use crate::source::Citation;

/// A condition as a waiver names it. Its label is what tells it from others: the condition in short, and where equal
/// conditions of one party stand on one target, the place too (`x@requires`).
#[derive(Debug, Clone)]
pub struct Waiver {
    label: Arc<str>,
    condition: Arc<Condition>,
    is_earlier: bool,
}

impl Waiver {
    /// The waiver of a condition, labelled by the condition alone; `is_earlier` where it must hold before what waits.
    pub(super) fn of(condition: &Condition, is_earlier: bool) -> Self {
        Self {
            label: condition.to_string().into(),
            condition: Arc::new(condition.clone()),
            is_earlier,
        }
    }

    /// The same, told apart by its place.
    pub(super) fn standing(&self, place: &str) -> Self {
        Self {
            label: format!("{}{place}", self.label).into(),
            condition: Arc::clone(&self.condition),
            is_earlier: self.is_earlier,
        }
    }

    /// Whether what is waived must hold before what waits, and not only with it.
    pub fn is_earlier(&self) -> bool {
        self.is_earlier
    }

    /// The label, as `--waive` takes it.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// What is waived.
    pub fn condition(&self) -> &Condition {
        &self.condition
    }
}

impl PartialEq for Waiver {
    fn eq(&self, other: &Self) -> bool {
        self.label == other.label
    }
}

impl Eq for Waiver {}

impl PartialOrd for Waiver {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Waiver {
    fn cmp(&self, other: &Self) -> Ordering {
        self.label.cmp(&other.label)
    }
}

impl Hash for Waiver {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.label.hash(state);
    }
}

impl fmt::Display for Waiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label)
    }
}

impl Serialize for Waiver {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.label)
    }
}

/// What a party can do to unblock.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Change {
    /// Grant what it now refuses: a concession.
    Grant {
        /// Who.
        party: PartyId,
        /// What.
        target: Target,
    },
    /// Waive a condition that it imposes.
    Waive {
        /// Who.
        party: PartyId,
        /// What the condition is imposed on.
        target: Target,
        /// The condition.
        condition: Waiver,
    },
}

impl Change {
    /// Whose move it is.
    pub fn party(&self) -> &PartyId {
        match self {
            Self::Grant { party, .. } | Self::Waive { party, .. } => party,
        }
    }

    /// What it is about.
    pub fn target(&self) -> &Target {
        match self {
            Self::Grant { target, .. } | Self::Waive { target, .. } => target,
        }
    }
}

impl fmt::Display for Change {
    /// As `what-if` takes it: `grant russia:ceasefire`, `waive ukraine:referendum:ceasefire`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Grant { party, target } => write!(f, "grant {party}:{target}"),
            Self::Waive {
                party,
                target,
                condition,
            } => {
                write!(f, "waive {party}:{target}:{condition}")
            }
        }
    }
}

/// A change with what is said of the refusal or condition that it would lift.
#[derive(Debug, Clone)]
pub struct ChangeInfo {
    /// The change.
    pub change: Change,
    /// How final the refusal is said to be.
    pub firmness: Option<Firmness>,
    /// How sure the author is of the refusal, where that is less than high.
    pub confidence: Option<Confidence>,
    /// What the refusal is said to end after; one of these is enough.
    pub until: Vec<Condition>,
    /// Whether the refusal follows from a demand for something else.
    pub implied: bool,
    /// Where it is said.
    pub cites: Vec<Citation>,
    /// What the author notes on that, such as whose reading it is.
    pub notes: Vec<String>,
}
