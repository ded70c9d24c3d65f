//! The two lexicons together: English with its frames, and the names of one negotiation.

use super::english::English;
use super::frames::Frames;
use super::measured::Measured;
use super::names::{Index, Names};
use super::stems::Stems;

/// Everything that the extractor knows before it reads a text.
#[derive(Debug)]
pub struct Lexicon {
    pub(super) english: English,
    pub(super) frames: Frames,
    pub(super) names: Names,
    pub(super) index: Index,
    pub(super) stems: Stems,
    pub(super) measured: Measured,
}

impl Lexicon {
    /// The lexicon for a negotiation.
    pub fn new(names: Names) -> Self {
        let mut english = English::shipped();
        let frames = Frames::shipped(&mut english);
        let mut stems = Stems::default();
        let index = Index::build(&names, &english, &mut stems);
        Self {
            english,
            frames,
            names,
            index,
            stems,
            measured: Measured::shipped(),
        }
    }

    /// The names of the negotiation.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The frames, with their examples.
    pub fn frames(&self) -> &Frames {
        &self.frames
    }

    /// What was measured of each rule.
    pub fn measured(&self) -> &Measured {
        &self.measured
    }

    /// The party to which the model gives *the two sides* or *negotiators*, if there is one.
    pub(super) fn unnamed_sides(&self) -> Option<usize> {
        const UNNAMED: [&str; 5] = [
            "negotiators",
            "both sides",
            "the two sides",
            "both parties",
            "the parties",
        ];
        self.names.parties.iter().position(|party| {
            party
                .aliases
                .iter()
                .any(|alias| UNNAMED.contains(&alias.to_lowercase().as_str()))
        })
    }

    pub(super) fn party_id(&self, party: usize) -> &str {
        &self.names.parties[party].id
    }
}
