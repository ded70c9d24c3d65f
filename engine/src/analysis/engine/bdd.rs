//! Binary decision diagrams of monotone functions, and the families of their minimal solutions.
//!
//! A *BDD* is a shared, ordered, reduced decision graph (Bryant 1986). Our functions never contain a
//! negation, so a solution stays one when more changes are made, and the minimal solutions are all
//! there is to know. They are kept as a *ZDD*, a decision graph of a family of sets (Minato 1993), made
//! by Rauzy's `minsol` and `without` (*New algorithms for fault trees analysis*, 1993). Every
//! operation is memoised; nodes are counted against a bound, past which the work stops.

use std::collections::BTreeSet;
use std::ops::Index;

use rustc_hash::{FxHashMap, FxHashSet};

use super::threshold::Threshold;

/// The function that never holds.
pub(in crate::analysis) const NO: u32 = 0;
/// The function that always holds.
pub(in crate::analysis) const YES: u32 = 1;

/// The bound on nodes was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::analysis) struct Stopped;

/// A decision: where to go without a variable, and with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Branch {
    var: u32,
    low: u32,
    high: u32,
}

const LEAF: u32 = u32::MAX;

/// Nodes of diagrams, each made once; the first two are the constants.
struct Nodes {
    branches: Vec<Branch>,
    numbers: FxHashMap<Branch, u32>,
}

impl Nodes {
    fn new() -> Self {
        let leaf = Branch {
            var: LEAF,
            low: 0,
            high: 0,
        };
        Self {
            branches: vec![leaf, leaf],
            numbers: FxHashMap::default(),
        }
    }

    /// The number of a node, which is made if it is new and there is room for it.
    fn number(&mut self, branch: Branch, limit: usize) -> Result<u32, Stopped> {
        if let Some(&known) = self.numbers.get(&branch) {
            return Ok(known);
        }
        if self.branches.len() >= limit {
            return Err(Stopped);
        }
        let number = self.branches.len() as u32;
        self.branches.push(branch);
        self.numbers.insert(branch, number);
        Ok(number)
    }
}

impl Index<u32> for Nodes {
    type Output = Branch;

    fn index(&self, node: u32) -> &Branch {
        &self.branches[node as usize]
    }
}

/// How two functions are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::analysis) enum Join {
    /// Both must hold.
    Both,
    /// One is enough.
    Either,
}

impl Join {
    /// What joining nothing makes.
    pub fn of_nothing(self) -> u32 {
        match self {
            Self::Both => YES,
            Self::Either => NO,
        }
    }

    /// What two functions make, where that is seen without looking into them.
    fn at_once(self, a: u32, b: u32) -> Option<u32> {
        let idle = self.of_nothing();
        let decisive = if idle == YES { NO } else { YES };
        match (a, b) {
            _ if a == decisive || b == decisive => Some(decisive),
            _ if a == idle || a == b => Some(b),
            _ if b == idle => Some(a),
            _ => None,
        }
    }
}

/// Decision diagrams over the same variables: functions, and families of sets.
pub(in crate::analysis) struct Diagrams {
    functions: Nodes,
    families: Nodes,
    /// What was joined already, for each way of joining.
    joined: [FxHashMap<(u32, u32), u32>; 2],
    minimal: FxHashMap<u32, u32>,
    without: FxHashMap<(u32, u32), u32>,
    limit: usize,
    steps: usize,
}

/// Steps for each allowed node: the tables of results grow with the steps.
const STEPS_A_NODE: usize = 6;

impl Diagrams {
    /// Empty diagrams with a bound on their nodes.
    pub fn new(limit: usize) -> Self {
        Self {
            functions: Nodes::new(),
            families: Nodes::new(),
            joined: Default::default(),
            minimal: FxHashMap::default(),
            without: FxHashMap::default(),
            limit,
            steps: 0,
        }
    }

    pub(super) fn step(&mut self) -> Result<(), Stopped> {
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
        self.functions[function].var
    }

    /// One function without a variable and another with it; the variable comes before all of theirs.
    pub fn branch(&mut self, var: u32, low: u32, high: u32) -> Result<u32, Stopped> {
        if low == high {
            return Ok(low);
        }
        self.functions.number(Branch { var, low, high }, self.limit)
    }

    /// Both.
    pub fn and(&mut self, a: u32, b: u32) -> Result<u32, Stopped> {
        self.join(Join::Both, a, b)
    }

    /// One or both.
    pub fn or(&mut self, a: u32, b: u32) -> Result<u32, Stopped> {
        self.join(Join::Either, a, b)
    }

    /// Two functions joined in one way.
    pub fn join(&mut self, how: Join, a: u32, b: u32) -> Result<u32, Stopped> {
        if let Some(made) = how.at_once(a, b) {
            return Ok(made);
        }
        let key = (a.min(b), a.max(b));
        if let Some(&known) = self.joined[how as usize].get(&key) {
            return Ok(known);
        }
        self.step()?;
        let made = self.joined_halves(how, a, b)?;
        self.joined[how as usize].insert(key, made);
        Ok(made)
    }

    /// Two functions joined half by half, at the first variable of either.
    fn joined_halves(&mut self, how: Join, a: u32, b: u32) -> Result<u32, Stopped> {
        let var = self.top(a).min(self.top(b));
        let ((a_low, a_high), (b_low, b_high)) = (self.halves(a, var), self.halves(b, var));
        let low = self.join(how, a_low, b_low)?;
        let high = self.join(how, a_high, b_high)?;
        self.branch(var, low, high)
    }

    /// What a function is without a variable and with it; the variable comes not after its first one.
    fn halves(&self, function: u32, var: u32) -> (u32, u32) {
        let branch = self.functions[function];
        if branch.var == var {
            (branch.low, branch.high)
        } else {
            (function, function)
        }
    }

    /// Weighted threshold: the functions whose weights reach `count`.
    pub fn at_least(&mut self, count: u64, of: &[(u32, u64)]) -> Result<u32, Stopped> {
        // What holds anyway is counted at once, and what never does is left out.
        let certain = of.iter().filter(|(function, _)| *function == YES);
        let certain = certain.fold(0u64, |sum, (_, weight)| sum.saturating_add(*weight));
        let count = count.saturating_sub(certain);
        let open = of.iter().copied().filter(|(function, _)| *function > YES);
        let of: &[(u32, u64)] = &open.collect::<Vec<_>>();
        let mut left = vec![0u64; of.len() + 1];
        for (index, (_, weight)) in of.iter().enumerate().rev() {
            left[index] = left[index + 1].saturating_add(*weight);
        }
        let mut threshold = Threshold {
            of,
            left,
            known: FxHashMap::default(),
        };
        threshold.reached(self, 0, count)
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
        let branch = self.functions[function];
        let low = self.dual_of(branch.high, known)?;
        let high = self.dual_of(branch.low, known)?;
        let made = self.branch(branch.var, low, high)?;
        known.insert(function, made);
        Ok(made)
    }

    /// The variables without which a monotone function never holds. With all variables true it takes the high
    /// branch everywhere, so only a variable met on that way can matter, and it does where its low branch is dead.
    pub fn indispensable(&self, function: u32) -> BTreeSet<u32> {
        let way = self.way(function, |branch| branch.high);
        let vital = way.filter(|branch| branch.low == NO);
        vital.map(|branch| branch.var).collect()
    }

    /// The variables of which each alone makes a monotone function hold: with all false it takes the low branch
    /// everywhere, and one true suffices where its high branch holds already.
    pub fn sufficient_alone(&self, function: u32) -> BTreeSet<u32> {
        let way = self.way(function, |branch| branch.low);
        let enough = way.filter(|branch| branch.high == YES);
        enough.map(|branch| branch.var).collect()
    }

    /// The decisions on one way through a function.
    fn way(&self, function: u32, next: fn(&Branch) -> u32) -> impl Iterator<Item = Branch> {
        let decision = |node: u32| (node > YES).then(|| self.functions[node]);
        std::iter::successors(decision(function), move |branch| decision(next(branch)))
    }

    /// The variables on which a function depends; of a monotone function, those in some minimal solution.
    pub fn support(&self, function: u32) -> Vec<u32> {
        let mut seen = FxHashSet::default();
        let mut vars = BTreeSet::new();
        let mut open = vec![function];
        while let Some(node) = open.pop() {
            if node > YES && seen.insert(node) {
                let branch = self.functions[node];
                vars.insert(branch.var);
                open.extend([branch.low, branch.high]);
            }
        }
        vars.into_iter().collect()
    }

    /// The least number of true variables with which a function holds, if it ever does.
    pub fn fewest(&self, function: u32) -> Option<usize> {
        let mut known: FxHashMap<u32, Option<usize>> =
            FxHashMap::from_iter([(NO, None), (YES, Some(0))]);
        let mut open = vec![function];
        while let Some(&node) = open.last() {
            if known.contains_key(&node) {
                open.pop();
                continue;
            }
            let branch = self.functions[node];
            match (known.get(&branch.low), known.get(&branch.high)) {
                (Some(&low), Some(&high)) => {
                    let least = low.into_iter().chain(high.map(|high| high + 1)).min();
                    known.insert(node, least);
                }
                _ => open.extend([branch.low, branch.high]),
            }
        }
        known[&function]
    }

    /// The family of minimal solutions of a monotone function.
    pub fn minimal_solutions(&mut self, function: u32) -> Result<u32, Stopped> {
        if function <= YES {
            return Ok(function);
        }
        if let Some(&made) = self.minimal.get(&function) {
            return Ok(made);
        }
        let branch = self.functions[function];
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
        self.families.number(Branch { var, low, high }, self.limit)
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
        let (set, test) = (self.families[family], self.functions[function]);
        let made = if test.var < set.var {
            self.without(family, test.low)?
        } else {
            self.choice_without(set, function)?
        };
        self.without.insert((family, function), made);
        Ok(made)
    }

    /// The same for a family by its first variable, which the function does not precede.
    fn choice_without(&mut self, set: Branch, function: u32) -> Result<u32, Stopped> {
        let (low_test, high_test) = self.halves(function, set.var);
        let high = self.without(set.high, high_test)?;
        let low = self.without(set.low, low_test)?;
        self.choice(set.var, low, high)
    }

    /// The first variable of a function, with what the function is without it and with it; none of a constant.
    pub fn halves_of(&self, function: u32) -> Option<(u32, u32, u32)> {
        let branch = self.functions[function];
        (function > YES).then_some((branch.var, branch.low, branch.high))
    }

    /// A function in which some variables are fixed.
    pub fn fixed(
        &mut self,
        function: u32,
        value: &dyn Fn(u32) -> Option<bool>,
    ) -> Result<u32, Stopped> {
        self.fixed_in(function, value, &mut FxHashMap::default())
    }

    fn fixed_in(
        &mut self,
        function: u32,
        value: &dyn Fn(u32) -> Option<bool>,
        known: &mut FxHashMap<u32, u32>,
    ) -> Result<u32, Stopped> {
        let Some((var, low, high)) = self.halves_of(function) else {
            return Ok(function);
        };
        if let Some(&made) = known.get(&function) {
            return Ok(made);
        }
        self.step()?;
        let made = match value(var) {
            Some(true) => self.fixed_in(high, value, known)?,
            Some(false) => self.fixed_in(low, value, known)?,
            None => {
                let low = self.fixed_in(low, value, known)?;
                let high = self.fixed_in(high, value, known)?;
                self.branch(var, low, high)?
            }
        };
        known.insert(function, made);
        Ok(made)
    }

    /// The variables that are true where one function fails and another, which holds wherever that does, holds; none
    /// where they are the same.
    pub fn between(&self, less: u32, more: u32) -> Option<BTreeSet<u32>> {
        let (mut less, mut more) = (less, more);
        let mut set = BTreeSet::new();
        while less != more {
            let var = self.top(less).min(self.top(more));
            if var == LEAF {
                return Some(set);
            }
            let ((less_low, less_high), (more_low, more_high)) =
                (self.halves(less, var), self.halves(more, var));
            if less_high == more_high {
                (less, more) = (less_low, more_low);
            } else {
                set.insert(var);
                (less, more) = (less_high, more_high);
            }
        }
        None
    }

    /// A minimal solution of a monotone function: each variable is left out where it can be.
    pub fn one_solution(&self, function: u32) -> Vec<u32> {
        let mut set = Vec::new();
        let mut at = function;
        while let Some((var, low, high)) = self.halves_of(at) {
            at = if low == NO { high } else { low };
            set.extend((low == NO).then_some(var));
        }
        set
    }

    /// Allows so much more work on what is made already.
    pub fn allow(&mut self, steps: usize) {
        self.limit = self.functions.branches.len() + self.families.branches.len() + steps;
        self.steps = (STEPS_A_NODE * self.limit).saturating_sub(steps);
    }

    /// Counts work that is done beside the diagrams.
    pub fn spend(&mut self, steps: usize) -> Result<(), Stopped> {
        self.steps += steps;
        self.step()
    }

    /// Variable, sets without it, sets with it; `None` at a leaf.
    pub fn set_branch(&self, family: u32) -> Option<(u32, u32, u32)> {
        let branch = self.families.branches.get(family as usize)?;
        (branch.var != LEAF).then_some((branch.var, branch.low, branch.high))
    }
}
