//! Stems: words without their endings, so that *guarantees* and *guaranteed* meet.
//!
//! The Snowball stemmer for English (Porter 2001), with a memory of the words it has seen.

use std::cell::RefCell;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

/// So many words are remembered; a stream of any length stays within it.
const REMEMBERED: usize = 1 << 16;

/// A stemmer with a memory.
pub(super) struct Stems {
    stemmer: Stemmer,
    seen: RefCell<FxHashMap<Box<str>, Box<str>>>,
}

impl std::fmt::Debug for Stems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stems")
    }
}

impl Default for Stems {
    fn default() -> Self {
        Self { stemmer: Stemmer::create(Algorithm::English), seen: RefCell::default() }
    }
}

impl Stems {
    /// The stem of a word in lower case.
    pub fn of(&self, lower: &str) -> Box<str> {
        if let Some(stem) = self.seen.borrow().get(lower) {
            return stem.clone();
        }
        let stem: Box<str> = self.stemmer.stem(lower).into();
        let mut seen = self.seen.borrow_mut();
        if seen.len() >= REMEMBERED {
            seen.clear();
        }
        seen.insert(lower.into(), stem.clone());
        stem
    }
}
