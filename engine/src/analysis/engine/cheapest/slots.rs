//! The reading of all leaves, looked up by their numbers.

use crate::graph::NodeId;

use super::super::circuit::{Circuit, Edges, Given, Holding};
use super::super::symbolic::{Leaf, ReadAs};
use super::Search;

/// How each leaf is read: fixed, or by the number of its variable.
#[derive(Debug, Clone, Copy)]
enum Slot {
    Fixed(bool),
    Variable(u32),
}

impl Slot {
    fn of(read: ReadAs) -> Self {
        match read {
            ReadAs::Fixed(holds) => Self::Fixed(holds),
            // Named once the clauses ask for it; until then no variable.
            ReadAs::Variable | ReadAs::Shared(_) => Self::Variable(u32::MAX),
        }
    }

    fn holds(self, variable: &dyn Fn(u32) -> bool) -> bool {
        match self {
            Self::Fixed(holds) => holds,
            Self::Variable(number) => variable(number),
        }
    }
}

/// The reading of all leaves, looked up by their numbers.
#[derive(Default)]
pub(super) struct Slots {
    changes: Vec<Slot>,
    unknowns: Vec<Slot>,
}

impl Slots {
    pub fn of(search: &Search<'_>) -> Self {
        let mut slots = Self::default();
        let gates = search.circuit.gates.iter();
        for leaf in gates.filter_map(|gate| Leaf::of(*gate)) {
            slots.put(leaf, Slot::of((search.read)(leaf)));
        }
        slots
    }

    fn put(&mut self, leaf: Leaf, slot: Slot) {
        let (slots, number) = match leaf {
            Leaf::Change(change) => (&mut self.changes, change),
            Leaf::Unknown(stance) => (&mut self.unknowns, stance),
        };
        slots.resize(slots.len().max(number + 1), Slot::Fixed(false));
        slots[number] = slot;
    }

    /// Gives a leaf its variable.
    pub fn name(&mut self, leaf: Leaf, variable: u32) {
        self.put(leaf, Slot::Variable(variable));
    }

    /// What holds where some variables are true and some nodes left out.
    pub fn evaluate(
        &self,
        circuit: &Circuit,
        variable: &dyn Fn(u32) -> bool,
        out: &[NodeId],
    ) -> Holding {
        let given = Given {
            unknown: &|stance| self.unknowns[stance].holds(variable),
            changes: &|change| self.changes[change].holds(variable),
            coming: &|_| true,
        };
        circuit.evaluate(given, Edges::AsWritten, out)
    }
}
