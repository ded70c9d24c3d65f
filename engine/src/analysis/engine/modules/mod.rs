//! The modules of a monotone function: its unique tree of independent parts.
//!
//! A *module* is a set of variables that the function sees only through one function of them. The modules that overlap
//! no other form a tree (Birnbaum and Esary 1965; Möhring and Radermacher 1984) whose inner nodes are `all`, `any`, or a
//! *prime* function of its parts that cannot be split further; a threshold of interchangeable parts is one of the latter
//! and told by its number. The tree of a diagram is made from those of its two halves, as Bertacco and Damiani do (*The
//! disjunctive decomposition of logic functions*, 1997); each step is checked on the diagrams, so that what is
//! told is exact. Work grows with the diagram times the parts of its prime nodes, and is bounded as all work on diagrams.

mod counted;
mod part;
mod prime;
#[cfg(test)]
mod tests;
mod variables;

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::bdd::{Diagrams, Join, NO, Stopped, YES};

use counted::Counted;
pub(in crate::analysis) use part::{Module, Part};
use part::{joined, leaf};

/// The tree of a function that is no constant.
pub(in crate::analysis) fn decomposed(
    diagrams: &mut Diagrams,
    function: u32,
) -> Result<Rc<Part>, Stopped> {
    let mut decomposition = Decomposition {
        diagrams,
        known: FxHashMap::default(),
        counted: FxHashMap::default(),
    };
    decomposition.of(function)
}

struct Decomposition<'a> {
    diagrams: &'a mut Diagrams,
    known: FxHashMap<u32, Rc<Part>>,
    counted: FxHashMap<u32, Option<Counted>>,
}

impl Decomposition<'_> {
    pub(super) fn of(&mut self, function: u32) -> Result<Rc<Part>, Stopped> {
        if let Some(known) = self.known.get(&function) {
            return Ok(Rc::clone(known));
        }
        let made = self.made(function)?;
        self.known.insert(function, Rc::clone(&made));
        Ok(made)
    }

    fn made(&mut self, function: u32) -> Result<Rc<Part>, Stopped> {
        let (variable, low, high) = self.halves(function);
        match (low, high) {
            (NO, YES) => Ok(leaf(function, variable)),
            (NO, _) => self.chain(Join::Both, function),
            (_, YES) => self.chain(Join::Either, function),
            _ => match self.of_interchangeable(function)? {
                Some(part) => Ok(part),
                None => self.of_halves(function, variable, low, high),
            },
        }
    }

    fn halves(&self, function: u32) -> (u32, u32, u32) {
        let halves = self.diagrams.halves_of(function);
        halves.expect("a function that is no constant has a first variable")
    }

    /// Variables that are joined with the rest one after the other.
    fn chain(&mut self, join: Join, function: u32) -> Result<Rc<Part>, Stopped> {
        let mut parts = Vec::new();
        let mut rest = function;
        while let Some((variable, next)) = self.link(join, rest) {
            let alone = self.diagrams.var(variable)?;
            parts.push(self.of(alone)?);
            rest = next;
        }
        parts.push(self.of(rest)?);
        self.diagrams.spend(parts.len())?;
        Ok(joined(join, function, parts))
    }

    /// The first variable of a function that is joined with the rest, and the rest.
    fn link(&self, join: Join, function: u32) -> Option<(u32, u32)> {
        let (variable, low, high) = self.halves(function);
        let rest = match join {
            Join::Both => (low == NO && high != YES).then_some(high),
            Join::Either => (high == YES && low != NO).then_some(low),
        };
        Some((variable, rest?))
    }

    /// A function of which both halves are functions.
    fn of_halves(
        &mut self,
        function: u32,
        variable: u32,
        low: u32,
        high: u32,
    ) -> Result<Rc<Part>, Stopped> {
        let (low, high) = (self.of(low)?, self.of(high)?);
        for join in [Join::Both, Join::Either] {
            if let Some(made) = self.common(join, function, variable, &low, &high)? {
                return Ok(made);
            }
        }
        let parts = match self.around(function, variable, &low, &high)? {
            Some(parts) => parts,
            None => self.beside(variable, &low, &high)?,
        };
        self.prime(function, parts)
    }

    /// What both halves are joined with is joined with the whole.
    fn common(
        &mut self,
        join: Join,
        function: u32,
        variable: u32,
        low: &Rc<Part>,
        high: &Rc<Part>,
    ) -> Result<Option<Rc<Part>>, Stopped> {
        let (lows, highs) = (low.joined_by(join), high.joined_by(join));
        self.diagrams.spend(lows.len() + highs.len())?;
        let in_low: FxHashSet<u32> = lows.iter().map(|part| part.function).collect();
        let (mut common, high_rest): (Vec<_>, Vec<_>) = highs
            .into_iter()
            .partition(|part| in_low.contains(&part.function));
        if common.is_empty() {
            return Ok(None);
        }
        let known: FxHashSet<u32> = common.iter().map(|part| part.function).collect();
        let low_rest = lows
            .into_iter()
            .filter(|part| !known.contains(&part.function));
        let low = self.join(join, low_rest)?;
        let high = self.join(join, high_rest.into_iter())?;
        let rest = self.diagrams.branch(variable, low, high)?;
        common.push(self.of(rest)?);
        Ok(Some(joined(join, function, common)))
    }

    pub(super) fn join(
        &mut self,
        join: Join,
        parts: impl Iterator<Item = Rc<Part>>,
    ) -> Result<u32, Stopped> {
        let mut functions = parts.map(|part| part.function);
        functions.try_fold(join.of_nothing(), |sum, one| {
            self.diagrams.join(join, sum, one)
        })
    }
}
