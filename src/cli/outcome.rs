//! What a command gives back: an answer with an exit code, or why there is none.

use std::fmt::Display;
use std::path::Path;

use serde_json::Value;

use crate::disk::{self, Unwritten, shown};
use crate::read::ReadError;

/// What a command gives back.
pub(super) struct Outcome {
    /// The answer, for standard output.
    pub text: String,
    /// What is said beside the answer, for standard error.
    pub notes: String,
    /// The exit code.
    pub code: u8,
    /// Whether the text has colours of ours; then whoever made it has spelled out what hides in it.
    pub is_coloured: bool,
}

impl Outcome {
    pub fn answered(text: String) -> Self {
        Self {
            text,
            notes: String::new(),
            code: 0,
            is_coloured: false,
        }
    }

    /// The answer, with something said beside it.
    pub fn noting(self, notes: String) -> Self {
        Self { notes, ..self }
    }

    /// The answer, drawn in colours.
    pub fn coloured(self) -> Self {
        Self {
            is_coloured: true,
            ..self
        }
    }

    /// The answer, which says that something is wrong with the model where it is.
    pub fn failing_if(self, is_wrong: bool) -> Self {
        Self {
            code: u8::from(is_wrong),
            ..self
        }
    }
}

/// Why a command gave no answer.
pub(super) enum Failure {
    /// Exit 2: it could not run.
    CannotRun(String),
    /// Exit 1: the model has errors.
    BrokenModel { drawn: String, json: Option<String> },
}

impl Failure {
    /// What is wrong with a file.
    pub fn at(path: &Path, error: impl Display) -> Self {
        Self::CannotRun(format!("{}: {error}", shown(path)))
    }

    /// A file was not written, and is as it was.
    pub fn unwritten(why: Unwritten) -> Self {
        Self::CannotRun(why.to_string())
    }

    pub fn cannot_read(path: &Path, error: impl Display) -> Self {
        Self::CannotRun(format!("cannot read {}: {error}", shown(path)))
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        Self::CannotRun(error.to_string())
    }
}

/// JSON over several lines, with a line end.
pub(super) fn pretty(value: &Value) -> String {
    let text = serde_json::to_string_pretty(value).expect("our values have text keys");
    disk::json(&text) + "\n"
}

/// The ending of a noun of which there are so many.
pub(super) fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}
