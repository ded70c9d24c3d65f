//! How something that was said or asked came to its end, and which sentence says so.

use serde::Serialize;

use crate::source::Citation;

/// Why something holds no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EndedAs {
    /// Something else took its place.
    Superseded,
    /// Nothing depends on it any more.
    Moot,
    /// Whoever held it gave it up.
    Withdrawn,
    /// What it asked for is there.
    Fulfilled,
}

impl EndedAs {
    /// Every way in which something ends, with its word in a model.
    pub const ALL: [(&'static str, Self); 4] = [
        ("superseded", Self::Superseded),
        ("moot", Self::Moot),
        ("withdrawn", Self::Withdrawn),
        ("fulfilled", Self::Fulfilled),
    ];

    /// What it is called in a sentence.
    pub fn word(self) -> &'static str {
        match self {
            Self::Superseded => "superseded",
            Self::Moot => "moot",
            Self::Withdrawn => "withdrawn",
            Self::Fulfilled => "fulfilled",
        }
    }
}

/// The end of something, beside its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ending {
    /// Why it holds no longer.
    #[serde(rename = "as")]
    pub why: EndedAs,
    /// Where that is said.
    pub cites: Vec<Citation>,
    /// A remark of the author, such as what took its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Ending {
    /// Why it holds no longer, with the author's remark: `moot: the plan was dropped`.
    pub fn in_words(&self) -> String {
        let note = self.note.as_deref().map(|note| note.trim_end_matches('.'));
        match note {
            Some(note) => format!("{}: {note}", self.why.word()),
            None => self.why.word().to_owned(),
        }
    }
}
