//! A SAT solver that stops at the same place on every machine, because its decisions are counted.

use std::cell::Cell;

use batsat::{Callbacks, Lit, Solver, SolverInterface, SolverOpts, lbool};

/// Counts the decisions of the solver, so that it stops at the same place on every machine.
struct Patience {
    left: Cell<u64>,
    /// The clauses that it was given.
    clauses: Cell<u64>,
}

/// Decisions that take about as long as learning from one conflict.
const CONFLICT: u64 = 40;

/// Among so many clauses a conflict takes twice as long as among few.
const MANY: u64 = 20_000;

impl Patience {
    fn spend(&self, work: u64) {
        self.left.set(self.left.get().saturating_sub(work));
    }
}

impl Callbacks for Patience {
    fn on_new_clause(&mut self, learnt: &[Lit], _: batsat::ClauseKind) {
        // A long clause is looked at again and again, and among many each step takes longer.
        let among_many = CONFLICT * self.clauses.get() / MANY;
        self.spend(CONFLICT + learnt.len() as u64 + among_many);
    }

    fn stop(&self) -> bool {
        let left = self.left.get();
        self.spend(1);
        left == 0
    }
}

/// What the solver says to some assumptions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// There is a model.
    Model,
    /// There is none, for the sake of a core of what was assumed.
    Core,
    /// It ran out of patience.
    Stopped,
}

/// The solver, with what was assumed last.
pub(super) struct PatientSolver {
    solver: Solver<Patience>,
    assumed: Vec<Lit>,
    /// How many of the literals proved by the clauses alone are dealt with.
    proved: usize,
}

impl PatientSolver {
    /// No clauses yet; `patience` bounds the decisions of all searches together.
    pub fn new(patience: u64) -> Self {
        let options = SolverOpts {
            phase_saving: 2,
            ..SolverOpts::default()
        };
        let (left, clauses) = (Cell::new(patience), Cell::new(0));
        Self {
            solver: Solver::new(options, Patience { left, clauses }),
            assumed: Vec::new(),
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
        let clauses = &self.solver.cb().clauses;
        clauses.set(clauses.get() + 1);
        self.solver.add_clause_reuse(&mut lits);
    }

    /// Counts work done outside the solver against its bound.
    pub fn spend(&self, work: u64) {
        self.solver.cb().spend(work);
    }

    /// Whether a literal holds in the last model.
    pub fn holds(&self, lit: Lit) -> bool {
        self.solver.value_lit(lit) == lbool::TRUE
    }

    /// Looks for a model in which some literals hold.
    pub fn solve(&mut self, assumed: Vec<Lit>) -> Answer {
        self.assumed = assumed;
        match self.solver.solve_limited(&self.assumed) {
            answer if answer == lbool::TRUE => Answer::Model,
            answer if answer == lbool::FALSE => Answer::Core,
            _ => Answer::Stopped,
        }
    }

    /// The same with less patience.
    pub fn try_to_solve(&mut self, assumed: Vec<Lit>, patience: u64) -> Answer {
        let left = self.solver.cb().left.get();
        let allowed = left.min(patience);
        self.solver.cb().left.set(allowed);
        let answer = self.solve(assumed);
        let spent = allowed - self.solver.cb().left.get();
        self.solver.cb().left.set(left - spent);
        answer
    }

    /// What was assumed and cannot hold together, in either convention of sign.
    pub fn core(&self) -> Vec<Lit> {
        let core = self.solver.unsat_core().iter().map(|lit| lit.var());
        let core: rustc_hash::FxHashSet<_> = core.collect();
        let assumed = self.assumed.iter().copied();
        assumed.filter(|lit| core.contains(&lit.var())).collect()
    }

    /// The literals that the clauses alone rule out, those told before left out.
    pub fn newly_hopeless(&mut self) -> Vec<Lit> {
        let proved = self.solver.proved_at_lvl_0();
        let from = std::mem::replace(&mut self.proved, proved.len());
        let new = proved.iter().skip(from);
        new.map(|lit| !*lit).collect()
    }
}
