//! Targets: what a position or a condition is about.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{IssueId, MilestoneId, OptionId};

/// A milestone, an issue, or one option of an issue (`donetsk-territory/ukraine-withdraws`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A milestone: the party's consent to it.
    Milestone(MilestoneId),
    /// An issue as a whole.
    Issue(IssueId),
    /// One option of an issue.
    Option(IssueId, OptionId),
}

impl Target {
    /// The issue that the target belongs to, if it is about an issue.
    pub fn issue(&self) -> Option<&IssueId> {
        match self {
            Self::Milestone(_) => None,
            Self::Issue(issue) | Self::Option(issue, _) => Some(issue),
        }
    }

    /// What is asked: of an option its issue, otherwise the thing itself.
    pub fn whole(&self) -> Self {
        match self {
            Self::Option(issue, _) => Self::Issue(issue.clone()),
            Self::Milestone(_) | Self::Issue(_) => self.clone(),
        }
    }

    /// The option, if the target is one.
    pub fn option(&self) -> Option<&OptionId> {
        match self {
            Self::Milestone(_) | Self::Issue(_) => None,
            Self::Option(_, option) => Some(option),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Milestone(id) => write!(f, "{id}"),
            Self::Issue(id) => write!(f, "{id}"),
            Self::Option(issue, option) => write!(f, "{issue}/{option}"),
        }
    }
}

impl Serialize for Target {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
