//! Weights that must reach a sum, as a diagram.

use rustc_hash::FxHashMap;

use super::bdd::{Diagrams, NO, Stopped, YES};

/// Sums that are told apart while weights are added up.
const MOST_SUMS: usize = 200_000;

/// Functions whose weights must reach a sum.
pub(super) struct Threshold<'a> {
    pub of: &'a [(u32, u64)],
    /// The weight of each function and all after it.
    pub left: Vec<u64>,
    pub known: FxHashMap<(usize, u64), u32>,
}

impl Threshold<'_> {
    /// That the functions from one on reach a sum.
    pub fn reached(
        &mut self,
        diagrams: &mut Diagrams,
        index: usize,
        count: u64,
    ) -> Result<u32, Stopped> {
        if count == 0 {
            return Ok(YES);
        }
        if self.left[index] < count {
            return Ok(NO);
        }
        if let Some(&made) = self.known.get(&(index, count)) {
            return Ok(made);
        }
        diagrams.step()?;
        // Weights of which hardly two add up to the same are no matter for a diagram.
        if self.known.len() > MOST_SUMS {
            return Err(Stopped);
        }
        let (function, weight) = self.of[index];
        let with = self.reached(diagrams, index + 1, count.saturating_sub(weight))?;
        let without = self.reached(diagrams, index + 1, count)?;
        let taken = diagrams.and(function, with)?;
        let made = diagrams.or(taken, without)?;
        self.known.insert((index, count), made);
        Ok(made)
    }
}
