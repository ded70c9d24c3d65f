//! Ids: kebab-case slugs, one type for each kind of thing, so that they never mix.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

/// Whether a text is a kebab-case slug: small letters, digits and single hyphens between them.
///
/// ```
/// use impasse_engine::model::is_slug;
/// assert!(is_slug("nato-troops") && is_slug("plan-20"));
/// assert!(!is_slug("NATO troops") && !is_slug("-a") && !is_slug(""));
/// ```
pub fn is_slug(text: &str) -> bool {
    text.len() <= 100
        && !text.is_empty()
        && text.split('-').all(|part| {
            !part.is_empty()
                && part
                    .chars()
                    .all(|c| c.is_ascii_digit() || (c.is_alphabetic() && !c.is_uppercase()))
        })
}

macro_rules! ids {
    ($($(#[$about:meta])* $name:ident;)*) => { $(
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as written.
            pub fn new(id: &str) -> Self {
                Self(Arc::from(id))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )* };
}

ids! {
    /// The id of a party.
    PartyId;
    /// The id of a person who speaks for a party.
    SpeakerId;
    /// The id of an issue.
    IssueId;
    /// The id of an option within its issue, or of a cell of a scale (`15`, `over-50`, `15-to-50`).
    OptionId;
    /// The id of a milestone.
    MilestoneId;
    /// The id of a claim.
    ClaimId;
}
