//! Candidates, cheapest first: each is evaluated, and one that fails teaches the clauses what to do without.

use std::borrow::Cow;

use crate::graph::NodeId;

use super::super::bdd::Stopped;
use super::super::circuit::{Circuit, Holding};
use super::super::optimum::Step;
use super::clauses::Clauses;
use super::reasons::Cut;
use super::{Cheapest, SHRINKING, Side};

/// Sets beyond those asked for that are found to put sets of equal cost in order.
const SPARE: usize = 40;

/// Nodes evaluated in about the time of one decision.
const NODES_A_DECISION: u64 = 8;

/// How the goal turned out, not as it was wanted.
pub(super) struct Failure {
    pub holding: Holding,
    /// What was left out for the exclusions.
    pub out: Vec<NodeId>,
}

/// Sets in the order of their costs, as many as are needed to tell the first ones.
struct Listing {
    first: usize,
    sets: Vec<(u64, Vec<usize>)>,
}

impl Listing {
    /// Takes the next set; how the list ends, if it ends with it.
    fn take(&mut self, cost: u64, set: Vec<usize>) -> Option<Cheapest> {
        let last = self.sets.get(self.first.wrapping_sub(1));
        if self.first == 0 || last.is_some_and(|(last, _)| cost > *last) {
            return Some(Cheapest {
                ties_known: true,
                ..Cheapest::default()
            });
        }
        self.sets.push((cost, set));
        let wanted = self.first.saturating_mul(3).saturating_add(SPARE);
        (self.sets.len() >= wanted).then(Cheapest::default)
    }
}

impl Clauses<'_> {
    /// The first sets, cheapest first, and some more of the same cost.
    pub(super) fn enumerate(mut self, first: usize) -> Cheapest {
        let mut listing = Listing {
            first,
            sets: Vec::new(),
        };
        let end = loop {
            match self.next() {
                Ok(Some(set)) => {
                    self.bar(&set);
                    if let Some(end) = listing.take(self.cost(&set), set) {
                        break end;
                    }
                }
                Ok(None) => break Cheapest::all(Vec::new()),
                Err(Stopped) => {
                    break Cheapest {
                        stopped: true,
                        ..Cheapest::default()
                    };
                }
            }
        };
        let sets = listing.sets.into_iter();
        let sets = sets.map(|(_, set)| self.leaves(set)).collect();
        Cheapest { sets, ..end }
    }

    fn cost(&self, set: &[usize]) -> u64 {
        set.iter().map(|&var| self.variables[var].price).sum()
    }

    /// That neither a set comes again nor any that contains it.
    fn bar(&mut self, set: &[usize]) {
        let lits = set.iter().map(|&var| !self.variables[var].lit);
        self.optimum.clause(lits);
    }

    /// The next cheapest set that stands when it is evaluated.
    fn next(&mut self) -> Result<Option<Vec<usize>>, Stopped> {
        loop {
            let Step::Model { cheapest } = self.optimum.step()? else {
                return Ok(None);
            };
            let variables = 0..self.variables.len();
            let made = variables.filter(|&var| self.optimum.holds(self.variables[var].lit));
            let set: Vec<usize> = made.collect();
            if self.stands(&set) {
                if cheapest {
                    return Ok(Some(set));
                }
                self.optimum.lower_floor();
            }
        }
    }

    /// Evaluates a candidate; one that fails adds what it teaches.
    fn stands(&mut self, set: &[usize]) -> bool {
        let chosen = self.chosen(set);
        let Some(failure) = self.failure(&chosen) else {
            return true;
        };
        if self.is_structural() {
            self.spend_nodes(self.terms.len());
            self.learn_loops(&failure.holding);
        }
        self.learn_cuts(chosen, failure);
        false
    }

    /// What holds where some variables are chosen: made when opening, refused when blocking.
    pub(super) fn holding(&self, circuit: &Circuit, chosen: &[bool], out: &[NodeId]) -> Holding {
        let opening = self.search.is_opening();
        let holds = |var: u32| chosen.get(var as usize).copied().unwrap_or(false) == opening;
        let holding = self.slots.evaluate(circuit, &holds, out);
        self.spend_nodes(holding.visited);
        holding
    }

    /// Counts visited nodes against the bound on decisions.
    pub(super) fn spend_nodes(&self, count: usize) {
        self.optimum.spend(count as u64 / NODES_A_DECISION);
    }

    /// For each variable whether it is in a set.
    pub(super) fn chosen(&self, set: &[usize]) -> Vec<bool> {
        let mut chosen = vec![false; self.variables.len()];
        set.iter().for_each(|&var| chosen[var] = true);
        chosen
    }

    /// How the goal turns out where some variables are chosen, if not as this side wants it: with what the model
    /// leaves out of the exclusions when opening, in some way to respect them when blocking.
    pub(super) fn failure(&self, chosen: &[bool]) -> Option<Failure> {
        let opening = self.search.is_opening();
        let circuit = self.search.circuit;
        let ways = match self.search.side {
            Side::Opening => Cow::Owned(vec![self.left_out()]),
            Side::Blocking => Cow::Borrowed(&circuit.pinned),
        };
        ways.iter().find_map(|out| {
            let holding = self.holding(circuit, chosen, out);
            let fails = holding.holds(self.search.goal) != opening;
            fails.then(|| Failure {
                holding,
                out: out.clone(),
            })
        })
    }

    /// The members of exclusions that the model leaves out.
    fn left_out(&self) -> Vec<NodeId> {
        let members = self.members.iter().copied();
        let mut out: Vec<NodeId> = members.filter(|node| !self.is_claimed(*node)).collect();
        out.sort_unstable();
        out
    }

    /// Cuts that share nothing, until all of them together would do: each of them one must differ.
    fn learn_cuts(&mut self, mut chosen: Vec<bool>, mut failure: Failure) {
        loop {
            let Cut { mut vars, let_in } = self.cut(&failure);
            if self.members.is_empty() {
                (vars, _) = self.shrunk(vars, SHRINKING);
            }
            vars.iter().for_each(|&var| chosen[var] = true);
            let lits = vars.iter().map(|&var| self.variables[var].lit);
            self.optimum.clause(lits.chain(let_in));
            if !self.members.is_empty() || vars.is_empty() {
                return;
            }
            match self.failure(&chosen) {
                Some(next) => failure = next,
                None => return,
            }
        }
    }
}
