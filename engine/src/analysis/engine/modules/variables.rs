//! Sets of variables, as bits.

use std::rc::Rc;

use super::part::Part;

/// A set of variables.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::analysis) struct Variables(Vec<u64>);

impl Variables {
    pub(super) fn of(variables: impl IntoIterator<Item = u32>) -> Self {
        let mut set = Self::default();
        variables.into_iter().for_each(|var| set.insert(var));
        set
    }

    pub(super) fn of_all(parts: &[Rc<Part>]) -> Self {
        let mut set = Self::default();
        parts.iter().for_each(|part| set.join(&part.variables));
        set
    }

    pub(super) fn insert(&mut self, variable: u32) {
        let word = variable as usize / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (variable % 64);
    }

    pub(super) fn join(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        let words = self.0.iter_mut().zip(&other.0);
        words.for_each(|(own, theirs)| *own |= theirs);
    }

    pub(super) fn contains(&self, variable: u32) -> bool {
        let word = self.0.get(variable as usize / 64).copied();
        word.unwrap_or_default() >> (variable % 64) & 1 == 1
    }

    pub(super) fn is_disjoint(&self, other: &Self) -> bool {
        self.0
            .iter()
            .zip(&other.0)
            .all(|(own, theirs)| own & theirs == 0)
    }

    pub(super) fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// The first of the variables.
    pub(super) fn first(&self) -> Option<u32> {
        let mut words = (0u32..).zip(&self.0);
        let (at, word) = words.find(|(_, word)| **word != 0)?;
        Some(64 * at + word.trailing_zeros())
    }

    /// The variables in their order.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        let words = self.0.iter().enumerate();
        words.flat_map(|(at, word)| {
            let bits = (0..64).filter(move |bit| word >> bit & 1 == 1);
            bits.map(move |bit| at as u32 * 64 + bit)
        })
    }
}
