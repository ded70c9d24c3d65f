//! Stems: words without their endings, so that *guarantees* and *guaranteed* meet.
//!
//! The Snowball stemmer for English (Porter 2001), with a memory of the words it has seen. Stems are numbers: those of the
//! model's names have one each, and all others are 0, which matches nothing.

use std::cell::RefCell;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

/// So many words are remembered; a stream of any length stays within it.
const REMEMBERED: usize = 1 << 16;

/// A stem of the model's names, or 0.
pub(super) type Stem = u32;

/// A stemmer with a memory.
pub(super) struct Stems {
    stemmer: Stemmer,
    numbers: FxHashMap<Box<str>, Stem>,
    seen: RefCell<FxHashMap<Box<str>, Stem>>,
}

impl std::fmt::Debug for Stems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stems")
    }
}

impl Default for Stems {
    fn default() -> Self {
        Self {
            stemmer: Stemmer::create(Algorithm::English),
            numbers: FxHashMap::default(),
            seen: RefCell::default(),
        }
    }
}

impl Stems {
    /// The stem of a word of a name, which gets a number.
    pub fn learn(&mut self, lower: &str) -> Stem {
        let next = Stem::try_from(self.numbers.len() + 1).expect("fewer than 2^32 words in names");
        *self
            .numbers
            .entry(self.stemmer.stem(lower).into())
            .or_insert(next)
    }

    /// The stem of a word in lower case; 0 where no name has it.
    pub fn of(&self, lower: &str) -> Stem {
        if let Some(stem) = self.seen.borrow().get(lower) {
            return *stem;
        }
        let stem = self
            .numbers
            .get(self.stemmer.stem(lower).as_ref())
            .copied()
            .unwrap_or(0);
        let mut seen = self.seen.borrow_mut();
        if seen.len() >= REMEMBERED {
            seen.clear();
        }
        seen.insert(lower.into(), stem);
        stem
    }
}
