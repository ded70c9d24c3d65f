//! Problems as values: a code, a severity, a message, the places it is about, and what to do.
//!
//! Reading never stops at the first problem. Everything found is kept, ordered by place, and drawn
//! under the author's own lines. A problem of the machine (a file that cannot be opened) is an
//! `io::Error` with its path and never a diagnostic.

mod near;
mod render;
mod shown;

use serde::Serialize;

use crate::source::Place;

pub use near::did_you_mean;
pub use render::{Renderer, render_all};
pub use shown::{MOST, Shown};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// No question can be answered from this model until it is mended.
    Error,
    /// The model can be used; a careful reviewer would ask about this.
    Warning,
}

/// A place with the words to print under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is to be said of it; may be empty.
    pub words: String,
}

/// One problem in what an author wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name of the kind of problem, in kebab-case; `impasse explain CODE` tells more.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub message: String,
    /// Where; the first is the main one. Empty for a problem of the model as a whole.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: &'static str, message: impl Into<String>, place: Place) -> Self {
        Self::new(code, Severity::Error, message.into(), Some(place))
    }

    /// A warning at a place.
    pub fn warning(code: &'static str, message: impl Into<String>, place: Place) -> Self {
        Self::new(code, Severity::Warning, message.into(), Some(place))
    }

    /// An error of the model as a whole.
    pub fn of_the_whole(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message.into(), None)
    }

    fn new(code: &'static str, severity: Severity, message: String, place: Option<Place>) -> Self {
        let label = place.map(|place| Label {
            place,
            words: String::new(),
        });
        Self {
            code,
            severity,
            message,
            labels: label.into_iter().collect(),
            help: None,
        }
    }

    /// Adds the words under the main place.
    #[must_use]
    pub fn saying(mut self, words: impl Into<String>) -> Self {
        if let Some(label) = self.labels.first_mut() {
            label.words = words.into();
        }
        self
    }

    /// Asks under the main place whether a near word was meant, where one is near.
    #[must_use]
    pub fn suggesting(self, near: Option<impl std::fmt::Display>) -> Self {
        match near {
            Some(near) => self.saying(format!("did you mean `{near}`?")),
            None => self,
        }
    }

    /// Adds a further place.
    #[must_use]
    pub fn and_at(mut self, place: Place, words: impl Into<String>) -> Self {
        self.labels.push(Label {
            place,
            words: words.into(),
        });
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Puts problems in the order of their places, without repeats.
pub fn in_order(mut problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    problems.sort_by(|a, b| a.rank().cmp(&b.rank()));
    problems.dedup();
    problems
}

impl Diagnostic {
    /// What it is sorted by. Problems of the model as a whole come first.
    fn rank(&self) -> (Option<Place>, Severity, &'static str, &str) {
        let place = self.labels.first().map(|label| label.place);
        (place, self.severity, self.code, &self.message)
    }
}
