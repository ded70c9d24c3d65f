//! The cheapest model of a set of clauses: core-guided search over a SAT solver.
//!
//! Some literals are *wished for*, each at a price. The solver is asked for a model in which every wish
//! comes true; while there is none, the wishes that cannot all be had together (a *core*) give up one
//! of them at the least of their prices, and a counter over them becomes a wish of its own: that no second one
//! fails, then no third. This is OLL (Andres, Kaufmann, Matheis and Schaub 2012; Morgado, Dodaro and
//! Marques-Silva 2014) with dear wishes first. The counters are totalizers (Bailleux and Boufkhad 2003),
//! built only as far as they are asked. Clauses may be added between models; prices paid stay paid.

mod counter;
mod patient;

use std::collections::BTreeMap;

use batsat::Lit;
use rustc_hash::FxHashMap;

use super::bdd::Stopped;

use counter::Counters;
use patient::{Answer, PatientSolver};

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
    solver: PatientSolver,
    wishes: BTreeMap<Lit, u64>,
    counters: Counters,
    /// Behind a wish that came from a counter: which one, and how many may fail.
    behind: FxHashMap<Lit, (usize, usize)>,
    /// Wishes of at least this price are asked for now.
    floor: u64,
    /// Wishes over cores, kept back until no other core is found: cores that share nothing come cheap.
    kept_back: Vec<(Lit, u64)>,
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
        Self {
            solver: PatientSolver::new(patience),
            wishes: BTreeMap::new(),
            counters: Counters::default(),
            behind: FxHashMap::default(),
            floor: u64::MAX,
            kept_back: Vec::new(),
        }
    }

    /// A new variable that is false unless something makes it true.
    pub fn new_lit(&mut self) -> Lit {
        self.solver.new_lit()
    }

    /// One of these must hold.
    pub fn clause(&mut self, any: impl IntoIterator<Item = Lit>) {
        self.solver.clause(any);
    }

    /// That a literal holds is wished for, at a price above zero.
    pub fn wish(&mut self, lit: Lit, price: u64) {
        *self.wishes.entry(lit).or_default() += price;
    }

    /// Counts work done outside the solver against its bound.
    pub fn spend(&self, work: u64) {
        self.solver.spend(work);
    }

    /// Whether a literal holds in the last model.
    pub fn holds(&self, lit: Lit) -> bool {
        self.solver.holds(lit)
    }

    /// The next model at the present floor of prices.
    pub fn step(&mut self) -> Result<Step, Stopped> {
        if self.floor == u64::MAX {
            self.lower_floor();
        }
        self.give_up_hopeless();
        loop {
            match self.solver.solve(self.wishes_asked_for()) {
                Answer::Model if self.kept_back.is_empty() => {
                    let cheapest = self.wishes.values().all(|price| *price >= self.floor);
                    return Ok(Step::Model { cheapest });
                }
                Answer::Model => self.ask_for_kept_back(),
                Answer::Stopped => return Err(Stopped),
                Answer::Core => {
                    let core = self.solver.core();
                    if core.is_empty() {
                        return Ok(Step::None);
                    }
                    self.relax(core)?;
                    self.give_up_hopeless();
                }
            }
        }
    }

    /// The wishes whose price is not below the floor.
    fn wishes_asked_for(&self) -> Vec<Lit> {
        let wishes = self.wishes.iter();
        let dear = wishes.filter(|(_, price)| **price >= self.floor);
        dear.map(|(lit, _)| *lit).collect()
    }

    fn ask_for_kept_back(&mut self) {
        for (lit, price) in std::mem::take(&mut self.kept_back) {
            self.wish(lit, price);
        }
    }

    /// Pays at once for wishes that the clauses alone rule out.
    fn give_up_hopeless(&mut self) {
        for lit in self.solver.newly_hopeless() {
            if let Some(price) = self.wishes.remove(&lit) {
                self.allow_one_more(lit, price);
            }
        }
    }

    /// Asks for cheaper wishes too, once a model at the present floor is good enough.
    pub fn lower_floor(&mut self) {
        let prices = self.wishes.values().copied();
        let below = prices.filter(|price| *price < self.floor);
        self.floor = below.max().unwrap_or(1);
    }

    /// Makes a core smaller: asked again it often is, and members may be spare.
    fn trimmed(&mut self, core: Vec<Lit>) -> Result<Vec<Lit>, Stopped> {
        if core.len() == 1 {
            return Ok(core);
        }
        let core = self.asked_again(core)?;
        Ok(match core.len() <= SMALL_CORE {
            true => self.without_spare(core),
            false => core,
        })
    }

    /// Asks for the members of a core alone, as long as that makes it smaller.
    fn asked_again(&mut self, mut core: Vec<Lit>) -> Result<Vec<Lit>, Stopped> {
        for _ in 0..TRIMS {
            let before = core.len();
            if self.solver.solve(core) != Answer::Core {
                return Err(Stopped);
            }
            core = self.solver.core();
            if core.len() >= before {
                break;
            }
        }
        Ok(core)
    }

    /// A small core without the members that it does not need, as far as a little patience tells.
    fn without_spare(&mut self, mut core: Vec<Lit>) -> Vec<Lit> {
        let mut at = 0;
        while at < core.len() && core.len() > 1 {
            let mut without = core.clone();
            without.remove(at);
            match self.solver.try_to_solve(without, TRIAL) {
                Answer::Core => core = self.solver.core(),
                Answer::Model | Answer::Stopped => at += 1,
            }
        }
        core
    }

    /// Pays the least price of a core, and wishes that no more of it fail.
    fn relax(&mut self, core: Vec<Lit>) -> Result<(), Stopped> {
        let core = self.trimmed(core)?;
        let Some(price) = core.iter().map(|lit| self.wishes[lit]).min() else {
            return Ok(());
        };
        for lit in &core {
            self.pay(*lit, price);
        }
        self.let_one_fail(&core, price);
        Ok(())
    }

    /// One of a core fails: that is what it says. No more of them should.
    fn let_one_fail(&mut self, core: &[Lit], price: u64) {
        let failing: Vec<Lit> = core.iter().map(|lit| !*lit).collect();
        self.clause(failing.iter().copied());
        if failing.len() > 1 {
            let counter = self.counters.over(&failing);
            self.wish_no_more(counter, 1, price);
        }
    }

    /// Pays a part of the price of a wish.
    fn pay(&mut self, lit: Lit, price: u64) {
        let left = self.wishes[&lit] - price;
        if left == 0 {
            self.wishes.remove(&lit);
        } else {
            self.wishes.insert(lit, left);
        }
        self.allow_one_more(lit, price);
    }

    /// Where a wish that no more of a counter fail was paid for, one more may.
    fn allow_one_more(&mut self, paid: Lit, price: u64) {
        if let Some(&(counter, failing)) = self.behind.get(&paid) {
            self.wish_no_more(counter, failing + 1, price);
        }
    }

    /// Wishes that not more than so many of a counter's literals hold.
    fn wish_no_more(&mut self, counter: usize, at_most: usize, price: u64) {
        let more = self.counters.more_than(counter, at_most, &mut self.solver);
        if let Some(more) = more {
            self.behind.insert(!more, (counter, at_most));
            self.kept_back.push((!more, price));
        }
    }
}
