//! How far something is known: a part of an answer that was stopped cannot be taken for the whole.

use serde::{Serialize, Serializer};

/// A part of an answer, and how far it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Known<T> {
    /// All of it, exactly.
    Exact(T),
    /// What stands here is true, and there may be more; why.
    Partial(T, String),
    /// Nothing is known of it; why.
    Unknown(String),
}

impl<T> Known<T> {
    /// What is known, if anything is.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Exact(value) | Self::Partial(value, _) => Some(value),
            Self::Unknown(_) => None,
        }
    }

    /// The whole of it, if that is known.
    pub fn exact(&self) -> Option<&T> {
        match self {
            Self::Exact(value) => Some(value),
            Self::Partial(..) | Self::Unknown(_) => None,
        }
    }

    /// Whether it is known exactly.
    pub fn is_exact(&self) -> bool {
        matches!(self, Self::Exact(_))
    }

    /// Why it is not known exactly.
    pub fn why(&self) -> Option<&str> {
        match self {
            Self::Exact(_) => None,
            Self::Partial(_, why) | Self::Unknown(why) => Some(why),
        }
    }

    /// How far it is known, as JSON says it: `unknown`, or `partial:` with why; none where it is exact.
    pub fn extent(&self) -> Option<String> {
        match self {
            Self::Exact(_) => None,
            Self::Partial(_, why) => Some(format!("partial: {why}")),
            Self::Unknown(_) => Some("unknown".to_owned()),
        }
    }

    /// Exact, but for what is left untold; why.
    pub(super) fn but_for(value: T, untold: Option<impl Into<String>>) -> Self {
        match untold {
            None => Self::Exact(value),
            Some(why) => Self::Partial(value, why.into()),
        }
    }

    /// The same knowledge of something made from it.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Known<U> {
        match self {
            Self::Exact(value) => Known::Exact(make(value)),
            Self::Partial(value, why) => Known::Partial(make(value), why),
            Self::Unknown(why) => Known::Unknown(why),
        }
    }

    /// The same, known no further than something that it rests on.
    pub fn resting_on<U>(self, other: &Known<U>) -> Self {
        match (self, other) {
            (Self::Exact(_) | Self::Partial(..), Known::Unknown(why)) => Self::Unknown(why.clone()),
            (Self::Exact(value), Known::Partial(_, why)) => Self::Partial(value, why.clone()),
            (known, _) => known,
        }
    }
}

impl<T> Known<Vec<T>> {
    /// What is known of a list, for those who go through it; nothing where nothing is known.
    pub fn items(&self) -> &[T] {
        self.value().map_or(&[], Vec::as_slice)
    }
}

impl<T: Serialize> Serialize for Known<T> {
    /// What is known, or null; how far is said beside it, in `parts`.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(to)
    }
}
