//! Near names, looked for where a name is not declared.
//!
//! A slip that is made everywhere is looked up once. A model can misspell a hundred thousand names beside as many that
//! it declares: then only so much is compared, and the problems after that say so.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, did_you_mean};

/// How many names of one kind may be compared in all; a second or two.
const MOST_COMPARED: usize = 10_000_000;

/// What was probably meant.
#[derive(Debug, Clone)]
pub(super) enum Near {
    Name(String),
    Nothing,
    /// Too many names were misspelt before this one.
    NotLookedFor,
}

impl Near {
    /// The name in its full form.
    pub fn in_full(self, full: impl FnOnce(&str) -> String) -> Self {
        match self {
            Self::Name(name) => Self::Name(full(&name)),
            Self::Nothing | Self::NotLookedFor => self,
        }
    }

    /// The problem with what is said of the near name under its place.
    pub fn told_in(self, problem: Diagnostic) -> Diagnostic {
        match self {
            Self::Name(name) => problem.suggesting(Some(name)),
            Self::Nothing => problem,
            Self::NotLookedFor => {
                problem.saying("no near name was looked for: too many names are misspelt")
            }
        }
    }
}

/// The near names of one kind that were found so far.
#[derive(Debug)]
pub(super) struct Guesses {
    found: RefCell<BTreeMap<String, Near>>,
    left: Cell<usize>,
}

impl Default for Guesses {
    fn default() -> Self {
        Self {
            found: RefCell::default(),
            left: Cell::new(MOST_COMPARED),
        }
    }
}

impl Guesses {
    /// The near name of a word among some that are known; the same word is looked up once.
    pub fn near<'k>(&self, word: &str, known: impl ExactSizeIterator<Item = &'k String>) -> Near {
        let names = known.len();
        self.look(word, names, || {
            did_you_mean(word, known.map(String::as_str)).map(str::to_owned)
        })
    }

    /// What a search among so many names gives, unless it was made before or too much was compared already.
    pub fn look(&self, word: &str, names: usize, search: impl FnOnce() -> Option<String>) -> Near {
        if let Some(found) = self.found.borrow().get(word) {
            return found.clone();
        }
        let Some(left) = self.left.get().checked_sub(names) else {
            return Near::NotLookedFor;
        };
        self.left.set(left);
        let near = search().map_or(Near::Nothing, Near::Name);
        self.found
            .borrow_mut()
            .insert(word.to_owned(), near.clone());
        near
    }
}
