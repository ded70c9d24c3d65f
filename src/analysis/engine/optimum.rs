//! The cheapest model of a set of clauses: core-guided search over a SAT solver.
//!
//! Some literals are *wished for*, each at a price. The solver is asked for a model in which every wish
//! comes true; while there is none, the wishes that cannot all be had together (a *core*) give up one
//! of them at the least of their prices, and a counter over them becomes a wish of its own: that no second one
//! fails, then no third. This is OLL (Andres, Kaufmann, Matheis and Schaub 2012; Morgado, Dodaro and
//! Marques-Silva 2014) with dear wishes first. The counters are totalizers (Bailleux and Boufkhad 2003),
//! built only as far as they are asked. Clauses may be added between models; prices paid stay paid.

use std::cell::Cell;
use std::collections::BTreeMap;

use batsat::{Callbacks, Lit, Solver, SolverInterface, SolverOpts, lbool};
use rustc_hash::FxHashMap;

use super::bdd::Stopped;

/// Counts the decisions of the solver, so that it stops at the same place on every machine.
struct Patience {
    left: Cell<u64>,
}

/// Decisions that take about as long as learning from one conflict.
const CONFLICT: u64 = 40;

impl Callbacks for Patience {
    fn on_new_clause(&mut self, _: &[Lit], _: batsat::ClauseKind) {
        self.left.set(self.left.get().saturating_sub(CONFLICT));
    }

    fn stop(&self) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        left == 0
    }
}

/// What a step of the search found.
pub(in crate::analysis) enum Step {
    /// A model; the cheapest one if every wish was asked for.
    Model {
        /// Whether no cheaper one exists.
        cheapest: bool,
    },
    /// There is no model (any more).
    None,
}

/// Clauses, wishes and what they cost so far.
pub(in crate::analysis) struct Optimum {
    solver: Solver<Patience>,
    wishes: BTreeMap<Lit, u64>,
    counters: Vec<Counter>,
    /// Behind a wish that came from a counter: which one, and how many may fail.
    behind: FxHashMap<Lit, (usize, usize)>,
    /// Wishes of at least this price are asked for now.
    floor: u64,
    assumed: Vec<Lit>,
    /// Wishes over cores, kept back until no other core is found: cores that share nothing come cheap.
    kept_back: Vec<(Lit, u64)>,
    /// How many of the literals proved by the clauses alone are dealt with.
    proved: usize,
}

/// How often a core is asked again for a smaller one.
const TRIMS: usize = 5;
/// Cores up to this size are tried without each member.
const SMALL_CORE: usize = 24;
/// Decisions allowed for each such trial.
const TRIAL: u64 = 2_000;

impl Optimum {
    /// No clauses yet; `patience` bounds the decisions of all searches together.
    pub fn new(patience: u64) -> Self {
        let options = SolverOpts {
            phase_saving: 2,
            ..SolverOpts::default()
        };
        Self {
            solver: Solver::new(
                options,
                Patience {
                    left: Cell::new(patience),
                },
            ),
            wishes: BTreeMap::new(),
            counters: Vec::new(),
            behind: FxHashMap::default(),
            floor: u64::MAX,
            assumed: Vec::new(),
            kept_back: Vec::new(),
            proved: 0,
        }
    }

    /// A new variable that is false unless something makes it true.
    pub fn new_lit(&mut self) -> Lit {
        Lit::new(self.solver.new_var(lbool::FALSE, true), true)
    }

    /// One of these must hold.
    pub fn clause(&mut self, any: impl IntoIterator<Item = Lit>) {
        let mut lits: Vec<Lit> = any.into_iter().collect();
        self.solver.add_clause_reuse(&mut lits);
    }

    /// That a literal holds is wished for, at a price above zero.
    pub fn wish(&mut self, lit: Lit, price: u64) {
        *self.wishes.entry(lit).or_default() += price;
    }

    /// Counts work done outside the solver against its bound.
    pub fn spend(&mut self, work: u64) {
        let left = self.solver.cb().left.get();
        self.solver.cb().left.set(left.saturating_sub(work));
    }

    /// Whether a literal holds in the last model.
    pub fn holds(&self, lit: Lit) -> bool {
        self.solver.value_lit(lit) == lbool::TRUE
    }

    /// The next model at the present floor of prices.
    pub fn step(&mut self) -> Result<Step, Stopped> {
        if self.floor == u64::MAX {
            self.lower_floor();
        }
        self.give_up_hopeless();
        loop {
            self.assumed = self
                .wishes
                .iter()
                .filter(|(_, price)| **price >= self.floor)
                .map(|(lit, _)| *lit)
                .collect();
            let answer = self.solver.solve_limited(&self.assumed);
            if answer == lbool::TRUE {
                if self.kept_back.is_empty() {
                    let cheapest = self.wishes.values().all(|price| *price >= self.floor);
                    return Ok(Step::Model { cheapest });
                }
                for (lit, price) in std::mem::take(&mut self.kept_back) {
                    self.wish(lit, price);
                }
                continue;
            }
            if answer != lbool::FALSE {
                return Err(Stopped);
            }
            let core = self.core();
            if core.is_empty() {
                return Ok(Step::None);
            }
            self.relax(&core)?;
            self.give_up_hopeless();
        }
    }

    /// Pays at once for wishes that the clauses alone rule out.
    fn give_up_hopeless(&mut self) {
        let proved = self.solver.proved_at_lvl_0();
        if proved.len() == self.proved {
            return;
        }
        let hopeless: Vec<Lit> = proved[self.proved.min(proved.len())..]
            .iter()
            .map(|lit| !*lit)
            .collect();
        self.proved = proved.len();
        for lit in hopeless {
            if let (Some(price), Some(&(counter, failing))) =
                (self.wishes.remove(&lit), self.behind.get(&lit))
            {
                self.wish_no_more(counter, failing + 1, price);
            }
        }
    }

    /// Asks for cheaper wishes too, once a model at the present floor is good enough.
    pub fn lower_floor(&mut self) {
        let floor = self.floor;
        self.floor = self
            .wishes
            .values()
            .copied()
            .filter(|price| *price < floor)
            .max()
            .unwrap_or(1);
    }

    /// The wishes that failed together, in either convention of sign.
    fn core(&self) -> Vec<Lit> {
        let core: rustc_hash::FxHashSet<_> = self
            .solver
            .unsat_core()
            .iter()
            .map(|lit| lit.var())
            .collect();
        self.assumed
            .iter()
            .copied()
            .filter(|lit| core.contains(&lit.var()))
            .collect()
    }

    /// Makes a core smaller: asked again it often is, and members may be spare.
    fn trimmed(&mut self, core: &[Lit]) -> Result<Vec<Lit>, Stopped> {
        let mut core = core.to_vec();
        if core.len() == 1 {
            return Ok(core);
        }
        for _ in 0..TRIMS {
            let before = core.len();
            self.assumed = core.clone();
            match self.solver.solve_limited(&core) {
                answer if answer == lbool::FALSE => core = self.core(),
                _ => return Err(Stopped),
            }
            if core.len() >= before {
                break;
            }
        }
        if core.len() > SMALL_CORE {
            return Ok(core);
        }
        let mut at = 0;
        while at < core.len() && core.len() > 1 {
            let without: Vec<Lit> = core
                .iter()
                .copied()
                .filter(|lit| *lit != core[at])
                .collect();
            let left = self.solver.cb().left.get();
            self.solver.cb().left.set(left.min(TRIAL));
            self.assumed = without.clone();
            let answer = self.solver.solve_limited(&without);
            let spent = left.min(TRIAL) - self.solver.cb().left.get();
            self.solver.cb().left.set(left - spent);
            if answer == lbool::FALSE {
                core = self.core();
            } else {
                at += 1;
            }
        }
        Ok(core)
    }

    /// Pays the least price of a core, and wishes that no more of it fail.
    fn relax(&mut self, core: &[Lit]) -> Result<(), Stopped> {
        let core = self.trimmed(core)?;
        if core.is_empty() {
            return Ok(());
        }
        let price = core
            .iter()
            .map(|lit| self.wishes[lit])
            .min()
            .expect("a core has members");
        for lit in &core {
            let left = self.wishes[lit] - price;
            if left == 0 {
                self.wishes.remove(lit);
            } else {
                self.wishes.insert(*lit, left);
            }
            if let Some(&(counter, failing)) = self.behind.get(lit) {
                self.wish_no_more(counter, failing + 1, price);
            }
        }
        // One of them fails: that is what the core says.
        self.clause(core.iter().map(|lit| !*lit));
        if core.len() > 1 {
            let counter = Counter::over(&mut self.counters, core.iter().map(|lit| !*lit).collect());
            self.wish_no_more(counter, 1, price);
        }
        Ok(())
    }

    /// Wishes that not more than so many of a counter's literals hold.
    fn wish_no_more(&mut self, counter: usize, at_most: usize, price: u64) {
        if at_most >= self.counters[counter].size {
            return;
        }
        self.extend(counter, at_most + 1);
        let wish = !self.counters[counter].reached[at_most];
        self.behind.insert(wish, (counter, at_most));
        self.kept_back.push((wish, price));
    }

    /// Builds a counter as far as a number: `reached[n]` holds where more than `n` literals do.
    fn extend(&mut self, counter: usize, to: usize) {
        let to = to.min(self.counters[counter].size);
        let from = self.counters[counter].reached.len();
        let Some((left, right)) = self.counters[counter].parts.filter(|_| to > from) else {
            return;
        };
        self.extend(left, to);
        self.extend(right, to);
        for _ in from..to {
            let lit = self.new_lit();
            self.counters[counter].reached.push(lit);
        }
        let (left_size, right_size) = (
            self.counters[left].size.min(to),
            self.counters[right].size.min(to),
        );
        for i in 0..=left_size {
            for j in from.saturating_sub(i)..=right_size.min(to - i) {
                let sum = i + j;
                if sum <= from {
                    continue;
                }
                let mut clause = vec![self.counters[counter].reached[sum - 1]];
                clause.extend(i.checked_sub(1).map(|i| !self.counters[left].reached[i]));
                clause.extend(j.checked_sub(1).map(|j| !self.counters[right].reached[j]));
                self.clause(clause);
            }
        }
    }
}

/// How many of some literals hold, in unary: a tree of smaller counters.
struct Counter {
    size: usize,
    parts: Option<(usize, usize)>,
    reached: Vec<Lit>,
}

impl Counter {
    /// A balanced tree over literals; the number of its root.
    fn over(all: &mut Vec<Self>, lits: Vec<Lit>) -> usize {
        let made = match lits.as_slice() {
            [one] => Self {
                size: 1,
                parts: None,
                reached: vec![*one],
            },
            _ => {
                let (left, right) = lits.split_at(lits.len() / 2);
                let parts = (
                    Self::over(all, left.to_vec()),
                    Self::over(all, right.to_vec()),
                );
                Self {
                    size: lits.len(),
                    parts: Some(parts),
                    reached: Vec::new(),
                }
            }
        };
        all.push(made);
        all.len() - 1
    }
}
