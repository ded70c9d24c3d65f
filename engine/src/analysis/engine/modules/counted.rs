//! Functions that only count how many of their variables hold: seen on the diagram, however many these are.

use std::rc::Rc;

use super::Decomposition;
use super::part::{Module, Part, leaf};
use super::variables::Variables;
use crate::analysis::engine::bdd::{NO, Stopped, YES};

/// A function that holds where so many of some variables do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counted {
    needed: usize,
    of: usize,
    /// The function that holds where all of them do: the same for the same variables.
    all: u32,
}

impl Decomposition<'_> {
    /// The part of a function that only counts its variables.
    pub(super) fn of_interchangeable(
        &mut self,
        function: u32,
    ) -> Result<Option<Rc<Part>>, Stopped> {
        let Some(counted) = self.counted(function)? else {
            return Ok(None);
        };
        let mut parts = Vec::new();
        for variable in self.diagrams.support(counted.all) {
            let alone = self.diagrams.var(variable)?;
            parts.push(leaf(alone, variable));
        }
        Ok(Some(Rc::new(Part {
            function,
            variables: Variables::of_all(&parts),
            module: Module::AtLeast(counted.needed, parts),
        })))
    }

    /// How many of which variables a function needs, where nothing else matters to it.
    fn counted(&mut self, function: u32) -> Result<Option<Counted>, Stopped> {
        if let Some(&known) = self.counted.get(&function) {
            return Ok(known);
        }
        self.diagrams.spend(1)?;
        let counted = self.counted_by_halves(function)?;
        self.counted.insert(function, counted);
        Ok(counted)
    }

    /// Without the first variable it needs as many of the others; with it, one less.
    fn counted_by_halves(&mut self, function: u32) -> Result<Option<Counted>, Stopped> {
        let (variable, low, high) = self.halves(function);
        let (needed, of, all) = match (low, high) {
            (NO, YES) => (1, 0, YES),
            (NO, _) => match self.counted(high)? {
                Some(rest) if rest.needed == rest.of => (rest.needed + 1, rest.of, rest.all),
                Some(_) | None => return Ok(None),
            },
            (_, YES) => match self.counted(low)? {
                Some(rest) if rest.needed == 1 => (1, rest.of, rest.all),
                Some(_) | None => return Ok(None),
            },
            _ => match (self.counted(low)?, self.counted(high)?) {
                (Some(low), Some(high)) if low.all == high.all && low.needed == high.needed + 1 => {
                    (low.needed, low.of, low.all)
                }
                _ => return Ok(None),
            },
        };
        let all = self.diagrams.branch(variable, NO, all)?;
        Ok(Some(Counted {
            needed,
            of: of + 1,
            all,
        }))
    }
}
