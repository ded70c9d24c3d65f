//! Binary decision diagrams of monotone functions, and the families of their minimal solutions.
//!
//! A *BDD* is a shared, ordered, reduced decision graph (Bryant 1986). Our functions never contain a
//! negation, so a solution stays one when more changes are made, and the minimal solutions are all
//! there is to know. They are kept as a *ZDD*, a decision graph of a family of sets (Minato 1993), made
//! by Rauzy's `minsol` and `without` (*New algorithms for fault trees analysis*, 1993). Every
//! operation is memoised; nodes are counted against a bound, past which the work stops.

use rustc_hash::FxHashMap;

/// The function that never holds.
pub(in crate::analysis) const NO: u32 = 0;
/// The function that always holds.
pub(in crate::analysis) const YES: u32 = 1;

/// The bound on nodes was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::analysis) struct Stopped;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Branch {
    var: u32,
    low: u32,
    high: u32,
}

/// Decision diagrams over the same variables: functions, and families of sets.
pub(in crate::analysis) struct Diagrams {
    branches: Vec<Branch>,
    unique: FxHashMap<Branch, u32>,
    zdd: Vec<Branch>,
    zdd_unique: FxHashMap<Branch, u32>,
    and: FxHashMap<(u32, u32), u32>,
    or: FxHashMap<(u32, u32), u32>,
    minimal: FxHashMap<u32, u32>,
    without: FxHashMap<(u32, u32), u32>,
    limit: usize,
    steps: usize,
}

/// Steps for each allowed node: the tables of results grow with the steps.
const STEPS_A_NODE: usize = 6;

const LEAF: u32 = u32::MAX;

impl Diagrams {
    /// Empty diagrams with a bound on their nodes.
    pub fn new(limit: usize) -> Self {
        let leaf = Branch {
            var: LEAF,
            low: 0,
            high: 0,
        };
        Self {
            branches: vec![leaf, leaf],
            unique: FxHashMap::default(),
            zdd: vec![leaf, leaf],
            zdd_unique: FxHashMap::default(),
            and: FxHashMap::default(),
            or: FxHashMap::default(),
            minimal: FxHashMap::default(),
            without: FxHashMap::default(),
            limit,
            steps: 0,
        }
    }

    fn step(&mut self) -> Result<(), Stopped> {
        self.steps += 1;
        if self.steps > STEPS_A_NODE * self.limit {
            Err(Stopped)
        } else {
            Ok(())
        }
    }

    /// Allows more nodes: what is made of a finished function may be larger than it.
    pub fn lift_limit(&mut self, limit: usize) {
        self.limit = limit;
        self.steps = 0;
    }

    /// The function of one variable.
    pub fn var(&mut self, var: u32) -> Result<u32, Stopped> {
        self.branch(var, NO, YES)
    }

    /// The first variable of a function; constants come after all.
    pub fn top(&self, function: u32) -> u32 {
        self.branches[function as usize].var
    }

    fn branch(&mut self, var: u32, low: u32, high: u32) -> Result<u32, Stopped> {
        if low == high {
            return Ok(low);
        }
        let branch = Branch { var, low, high };
        if let Some(&known) = self.unique.get(&branch) {
            return Ok(known);
        }
        if self.branches.len() >= self.limit {
            return Err(Stopped);
        }
        let number = self.branches.len() as u32;
        self.branches.push(branch);
        self.unique.insert(branch, number);
        Ok(number)
    }

    /// Both.
    pub fn and(&mut self, a: u32, b: u32) -> Result<u32, Stopped> {
        match (a, b) {
            (NO, _) | (_, NO) => return Ok(NO),
            (YES, other) | (other, YES) => return Ok(other),
            _ if a == b => return Ok(a),
            _ => {}
        }
        let key = (a.min(b), a.max(b));
        if let Some(&known) = self.and.get(&key) {
            return Ok(known);
        }
        self.step()?;
        let (var, (a0, a1), (b0, b1)) = self.split(a, b);
        let low = self.and(a0, b0)?;
        let high = self.and(a1, b1)?;
        let made = self.branch(var, low, high)?;
        self.and.insert(key, made);
        Ok(made)
    }

    /// One or both.
    pub fn or(&mut self, a: u32, b: u32) -> Result<u32, Stopped> {
        match (a, b) {
            (YES, _) | (_, YES) => return Ok(YES),
            (NO, other) | (other, NO) => return Ok(other),
            _ if a == b => return Ok(a),
            _ => {}
        }
        let key = (a.min(b), a.max(b));
        if let Some(&known) = self.or.get(&key) {
            return Ok(known);
        }
        self.step()?;
        let (var, (a0, a1), (b0, b1)) = self.split(a, b);
        let low = self.or(a0, b0)?;
        let high = self.or(a1, b1)?;
        let made = self.branch(var, low, high)?;
        self.or.insert(key, made);
        Ok(made)
    }

    fn split(&self, a: u32, b: u32) -> (u32, (u32, u32), (u32, u32)) {
        let (x, y) = (self.branches[a as usize], self.branches[b as usize]);
        let var = x.var.min(y.var);
        let part = |node: u32, branch: Branch| {
            if branch.var == var {
                (branch.low, branch.high)
            } else {
                (node, node)
            }
        };
        (var, part(a, x), part(b, y))
    }

    /// Weighted threshold: the functions whose weights reach `count`.
    pub fn at_least(&mut self, count: u64, of: &[(u32, u64)]) -> Result<u32, Stopped> {
        let mut left = vec![0u64; of.len() + 1];
        for (index, (_, weight)) in of.iter().enumerate().rev() {
            left[index] = left[index + 1].saturating_add(*weight);
        }
        let mut known = FxHashMap::default();
        self.threshold(0, count, of, &left, &mut known)
    }

    fn threshold(
        &mut self,
        index: usize,
        count: u64,
        of: &[(u32, u64)],
        left: &[u64],
        known: &mut FxHashMap<(usize, u64), u32>,
    ) -> Result<u32, Stopped> {
        if count == 0 {
            return Ok(YES);
        }
        if left[index] < count {
            return Ok(NO);
        }
        if let Some(&made) = known.get(&(index, count)) {
            return Ok(made);
        }
        self.step()?;
        let (function, weight) = of[index];
        let with = self.threshold(index + 1, count.saturating_sub(weight), of, left, known)?;
        let without = self.threshold(index + 1, count, of, left, known)?;
        let taken = self.and(function, with)?;
        let made = self.or(taken, without)?;
        known.insert((index, count), made);
        Ok(made)
    }

    /// The dual function, `not f(not x)`: its minimal solutions are the minimal sets that meet every
    /// minimal solution of `f`.
    pub fn dual(&mut self, function: u32) -> Result<u32, Stopped> {
        let mut known = FxHashMap::default();
        self.dual_of(function, &mut known)
    }

    fn dual_of(&mut self, function: u32, known: &mut FxHashMap<u32, u32>) -> Result<u32, Stopped> {
        match function {
            NO => return Ok(YES),
            YES => return Ok(NO),
            _ => {}
        }
        if let Some(&made) = known.get(&function) {
            return Ok(made);
        }
        let branch = self.branches[function as usize];
        let low = self.dual_of(branch.high, known)?;
        let high = self.dual_of(branch.low, known)?;
        let made = self.branch(branch.var, low, high)?;
        known.insert(function, made);
        Ok(made)
    }

    /// The variables without which a monotone function never holds. With all variables true it takes the high
    /// branch everywhere, so only a variable met on that way can matter, and it does where its low branch is dead.
    pub fn indispensable(&self, function: u32) -> std::collections::BTreeSet<u32> {
        let mut found = std::collections::BTreeSet::new();
        let mut node = function;
        while node > YES {
            let branch = self.branches[node as usize];
            if branch.low == NO {
                found.insert(branch.var);
            }
            node = branch.high;
        }
        found
    }

    /// The variables of which each alone makes a monotone function hold: with all false it takes the low branch
    /// everywhere, and one true suffices where its high branch holds already.
    pub fn sufficient_alone(&self, function: u32) -> std::collections::BTreeSet<u32> {
        let mut found = std::collections::BTreeSet::new();
        let mut node = function;
        while node > YES {
            let branch = self.branches[node as usize];
            if branch.high == YES {
                found.insert(branch.var);
            }
            node = branch.low;
        }
        found
    }

    /// The variables on which a function depends; of a monotone function, those in some minimal solution.
    pub fn support(&self, function: u32) -> Vec<u32> {
        let mut seen = rustc_hash::FxHashSet::default();
        let mut vars = std::collections::BTreeSet::new();
        let mut open = vec![function];
        while let Some(node) = open.pop() {
            if node > YES && seen.insert(node) {
                let branch = self.branches[node as usize];
                vars.insert(branch.var);
                open.extend([branch.low, branch.high]);
            }
        }
        vars.into_iter().collect()
    }

    /// The family of minimal solutions of a monotone function.
    pub fn minimal_solutions(&mut self, function: u32) -> Result<u32, Stopped> {
        if function <= YES {
            return Ok(function);
        }
        if let Some(&made) = self.minimal.get(&function) {
            return Ok(made);
        }
        let branch = self.branches[function as usize];
        let high = self.minimal_solutions(branch.high)?;
        let taken = self.without(high, branch.low)?;
        let low = self.minimal_solutions(branch.low)?;
        let made = self.choice(branch.var, low, taken)?;
        self.minimal.insert(function, made);
        Ok(made)
    }

    fn choice(&mut self, var: u32, low: u32, high: u32) -> Result<u32, Stopped> {
        if high == NO {
            return Ok(low);
        }
        let branch = Branch { var, low, high };
        if let Some(&known) = self.zdd_unique.get(&branch) {
            return Ok(known);
        }
        if self.zdd.len() >= self.limit {
            return Err(Stopped);
        }
        let number = self.zdd.len() as u32;
        self.zdd.push(branch);
        self.zdd_unique.insert(branch, number);
        Ok(number)
    }

    /// The sets of a family that are no solutions of a function.
    fn without(&mut self, family: u32, function: u32) -> Result<u32, Stopped> {
        match (family, function) {
            (NO, _) | (_, YES) => return Ok(NO),
            (_, NO) | (YES, _) => return Ok(family),
            _ => {}
        }
        if let Some(&made) = self.without.get(&(family, function)) {
            return Ok(made);
        }
        self.step()?;
        let (set, test) = (self.zdd[family as usize], self.branches[function as usize]);
        let made = if test.var < set.var {
            self.without(family, test.low)?
        } else {
            let (low_test, high_test) = if test.var == set.var {
                (test.low, test.high)
            } else {
                (function, function)
            };
            let high = self.without(set.high, high_test)?;
            let low = self.without(set.low, low_test)?;
            self.choice(set.var, low, high)?
        };
        self.without.insert((family, function), made);
        Ok(made)
    }

    /// Variable, sets without it, sets with it; `None` at a leaf.
    pub fn set_branch(&self, family: u32) -> Option<(u32, u32, u32)> {
        let branch = *self.zdd.get(family as usize)?;
        (branch.var != LEAF).then_some((branch.var, branch.low, branch.high))
    }
}
