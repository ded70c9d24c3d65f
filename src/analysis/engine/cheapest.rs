//! The cheapest sets of changes first, where decision diagrams grow too large.
//!
//! *Opening*: a variable for each node says that it holds; then enough of what it needs does. *Blocking*:
//! a variable says that the node falls; then enough of what it needs falls too. The cheapest model
//! (found by `optimum.rs`) is a candidate; each set found is barred with its supersets, so that sets come out
//! minimal and in order of cost. Clauses alone would let conditions hold each other up (opening, round a
//! ring with a strict edge) or fall together (blocking, round a ring of soft ones), so every candidate is
//! evaluated, and one that fails teaches two things: a loop formula for the group that held itself up (Lin
//! and Zhao 2004, with the strict and soft edges of the nested fixpoint told apart), and a cut, a set of
//! leaves of which at least one must differ. The cut alone makes the search exact; the loop formulas make it fast.

use batsat::Lit;
use rustc_hash::FxHashMap;

use crate::graph::{ByNode, Gate, NodeId};

use super::bdd::Stopped;
use super::circuit::{Circuit, Edge, Edges, Given, Holding};
use super::optimum::{Optimum, Step};
use super::symbolic::{Leaf, ReadAs};

/// What is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::analysis) enum Side {
    /// Changes that open the goal.
    Opening,
    /// Refusals that alone keep it closed.
    Blocking,
}

/// The question.
pub(in crate::analysis) struct Search<'a> {
    pub circuit: &'a Circuit,
    pub goal: NodeId,
    pub side: Side,
    pub read: &'a dyn Fn(Leaf) -> ReadAs,
    /// Whether a leaf counts before all others.
    pub red_line: &'a dyn Fn(Leaf) -> bool,
    /// Decisions of the solver before it stops.
    pub patience: u64,
}

/// The sets found, cheapest first; each by the first leaf behind each of its variables.
#[derive(Debug, Clone, Default)]
pub(in crate::analysis) struct Cheapest {
    pub sets: Vec<Vec<Leaf>>,
    /// Whether these are all there are.
    pub whole: bool,
    /// Whether no other set costs as little as the last one listed.
    pub ties_known: bool,
    /// Whether the search was stopped by its bound.
    pub stopped: bool,
    /// Whether the sets are minimal only: found from the other side, when the search stopped before its first.
    pub unproven: bool,
}

/// Sets beyond those asked for that are found to put sets of equal cost in order.
const SPARE: usize = 40;

/// Most auxiliary variables for one at-least gate; beyond it the gate is left to the cuts.
const MOST_COUNTED: usize = 50_000;

/// Nodes evaluated in about the time of one decision.
const NODES_A_DECISION: u64 = 8;

/// Nodes evaluated at most to make one cut smaller; and where a set is wanted for the answer itself.
const SHRINKING: usize = 2_000_000;
const SHRINKING_ONCE: usize = 300_000_000;

/// Most sets listed that are not known to be the cheapest.
const MOST_UNPROVEN: usize = 10;

/// The first sets of a family.
pub(in crate::analysis) fn cheapest(search: &Search<'_>, first: usize) -> Cheapest {
    let clauses = Clauses::of(search);
    match clauses.goal() {
        // Nothing opens it, or nothing need be changed: the same for blocking, turned round.
        Term::Never => Cheapest {
            whole: true,
            ties_known: true,
            ..Cheapest::default()
        },
        Term::Always => Cheapest {
            sets: vec![Vec::new()],
            whole: true,
            ties_known: true,
            ..Cheapest::default()
        },
        Term::When(_) => {
            let found = clauses.enumerate(first);
            let nothing =
                found.stopped && found.sets.is_empty() && search.circuit.exclusions.is_empty();
            if nothing {
                Cheapest {
                    sets: some_minimal(search, first),
                    unproven: true,
                    ..found
                }
            } else {
                found
            }
        }
    }
}

/// Minimal sets without a promise that they are the cheapest: the reasons that the other side would learn from.
fn some_minimal(search: &Search<'_>, first: usize) -> Vec<Vec<Leaf>> {
    let side = match search.side {
        Side::Opening => Side::Blocking,
        Side::Blocking => Side::Opening,
    };
    let turned = Search { side, ..*search };
    let mut other = Clauses::of(&turned);
    let mut found: Vec<Vec<usize>> = Vec::new();
    let mut barred = std::collections::VecDeque::from([None]);
    while let Some(bar) = barred
        .pop_front()
        .filter(|_| found.len() < first.min(MOST_UNPROVEN))
    {
        let mut chosen = vec![false; other.variables.len()];
        bar.into_iter().for_each(|var: usize| chosen[var] = true);
        let Some((holding, out)) = other.failure(&chosen) else {
            continue;
        };
        let mut reasons = match side {
            Side::Opening => other.why_not(&holding, &out).0,
            Side::Blocking => other.why(&holding),
        };
        let most = if found.is_empty() {
            SHRINKING_ONCE
        } else {
            SHRINKING
        };
        if reasons.len() * other.terms.len() > most {
            break;
        }
        // What comes first is let go first: red lines.
        reasons.sort_by_key(|&var| {
            (
                std::cmp::Reverse(other.variables[var].price),
                std::cmp::Reverse(var),
            )
        });
        let mut set = other.shrunk(reasons);
        set.sort_unstable();
        if !found.contains(&set) {
            barred.extend(set.iter().map(|var| Some(*var)).take(if found.is_empty() {
                MOST_UNPROVEN
            } else {
                0
            }));
            found.push(set);
        }
    }
    found
        .into_iter()
        .map(|set| {
            set.into_iter()
                .map(|var| other.variables[var].leaf)
                .collect()
        })
        .collect()
}

/// What is known of a node: on the opening side whether it holds, on the blocking side whether it falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Term {
    Never,
    Always,
    When(Lit),
}

struct Variable {
    lit: Lit,
    leaf: Leaf,
    price: u64,
}

struct Clauses<'a> {
    search: &'a Search<'a>,
    optimum: Optimum,
    variables: Vec<Variable>,
    var_of: FxHashMap<Leaf, usize>,
    var_of_group: FxHashMap<u32, usize>,
    slots: Slots,
    terms: ByNode<Term>,
    /// What holds without any change, and what holds with all.
    lower: Holding,
    upper: Holding,
    /// Members of exclusions: they may be left out though what they need holds.
    members: rustc_hash::FxHashSet<NodeId>,
}

impl<'a> Clauses<'a> {
    fn of(search: &'a Search<'a>) -> Self {
        let circuit = search.circuit;
        let mut all_pinned: Vec<NodeId> = circuit
            .exclusions
            .iter()
            .flat_map(|(_, of)| of.clone())
            .collect();
        all_pinned.sort_unstable();
        let slots = Slots::of(search);
        let lower = slots.evaluate(circuit, &|_| false, &all_pinned);
        let upper = slots.evaluate(circuit, &|_| true, &[]);
        let mut clauses = Self {
            search,
            optimum: Optimum::new(search.patience),
            variables: Vec::new(),
            var_of: FxHashMap::default(),
            var_of_group: FxHashMap::default(),
            slots,
            terms: ByNode::filled(Term::Never, 0),
            lower,
            upper,
            members: all_pinned.iter().copied().collect(),
        };
        clauses.encode();
        clauses
    }

    fn circuit(&self) -> &'a Circuit {
        self.search.circuit
    }

    fn goal(&self) -> Term {
        self.terms[self.search.goal]
    }

    fn is_decided(&self, node: NodeId) -> bool {
        self.lower.holds(node) || !self.upper.holds(node)
    }

    /// The undecided nodes that the goal needs by way of undecided ones.
    fn cone(&self) -> ByNode<bool> {
        let mut seen = ByNode::filled(false, self.circuit().gates.len());
        let mut open = vec![self.search.goal];
        while let Some(node) = open.pop() {
            if !self.is_decided(node) && !std::mem::replace(&mut seen[node], true) {
                open.extend(self.circuit().needs(node).iter().map(|Edge { to, .. }| *to));
            }
        }
        seen
    }

    fn encode(&mut self) {
        let circuit = self.circuit();
        let holding = self.search.side == Side::Opening;
        self.terms = circuit
            .gates
            .nodes()
            .map(|node| {
                if self.lower.holds(node) == holding && self.is_decided(node) {
                    Term::Always
                } else {
                    Term::Never
                }
            })
            .collect();
        let cone = self.cone();
        let structural = holding || self.members.is_empty();
        for group in circuit.components.iter() {
            let rings = circuit.is_ring(group);
            for &node in group.iter().filter(|&&node| rings && cone[node]) {
                self.terms[node] = Term::When(self.optimum.new_lit());
            }
            for &node in group.iter().filter(|&&node| cone[node]) {
                self.node(node, rings, structural);
            }
        }
        if holding {
            self.exclude();
        }
        if let Term::When(goal) = self.goal() {
            self.optimum.clause([goal]);
        }
        let all = self.variables.len() as u64 + 1;
        for variable in &mut self.variables {
            variable.price = if (self.search.red_line)(variable.leaf) {
                all
            } else {
                1
            };
            self.optimum.wish(!variable.lit, variable.price);
        }
    }

    fn node(&mut self, node: NodeId, rings: bool, structural: bool) {
        match self.circuit().gates[node] {
            Gate::True | Gate::Coming(_) => {}
            Gate::Unknown(stance) => {
                self.terms[node] = Term::When(self.variable(Leaf::Unknown(stance)))
            }
            Gate::Change(change) => {
                self.terms[node] = Term::When(self.variable(Leaf::Change(change)))
            }
            Gate::All | Gate::Any | Gate::AtLeast(_) => {
                let support = self.support(node, |this, Edge { to, .. }| this.terms[to]);
                match (&support, rings) {
                    (Support::One(lit), false) if structural && !self.members.contains(&node) => {
                        self.terms[node] = Term::When(*lit)
                    }
                    _ => {
                        let lit = match self.terms[node] {
                            Term::When(lit) => lit,
                            Term::Never | Term::Always => self.optimum.new_lit(),
                        };
                        self.terms[node] = Term::When(lit);
                        if structural {
                            self.imply(lit, support);
                        }
                    }
                }
            }
        }
    }

    fn variable(&mut self, leaf: Leaf) -> Lit {
        let group = match (self.search.read)(leaf) {
            ReadAs::Shared(group) => Some(group),
            ReadAs::Variable | ReadAs::Fixed(_) => None,
        };
        let known = group
            .map_or_else(
                || self.var_of.get(&leaf),
                |group| self.var_of_group.get(&group),
            )
            .copied();
        let number = known.unwrap_or_else(|| {
            let lit = self.optimum.new_lit();
            self.variables.push(Variable {
                lit,
                leaf,
                price: 1,
            });
            self.variables.len() - 1
        });
        self.var_of_group.extend(group.map(|group| (group, number)));
        self.var_of.insert(leaf, number);
        self.slots.name(leaf, number as u32);
        self.variables[number].lit
    }

    /// What a node needs on this side, its children read as terms.
    fn support(&self, node: NodeId, term: impl Fn(&Self, Edge) -> Term) -> Support {
        let circuit = self.circuit();
        let needs = circuit.needs(node);
        let threshold = u128::from(circuit.threshold(node));
        let total: u128 = needs
            .iter()
            .map(|Edge { weight, .. }| u128::from(circuit.weight(node, *weight)))
            .sum();
        let mut short = match self.search.side {
            Side::Opening => threshold,
            Side::Blocking => (total + 1).saturating_sub(threshold),
        };
        let mut lits: Vec<(Lit, u128)> = Vec::new();
        for &edge in needs {
            let weight = u128::from(circuit.weight(node, edge.weight));
            match term(self, edge) {
                Term::Always => short = short.saturating_sub(weight),
                Term::Never => {}
                Term::When(lit) => lits.push((lit, weight)),
            }
        }
        Support::of(lits, short)
    }

    /// That a literal holds only with its support.
    fn imply(&mut self, lit: Lit, support: Support) {
        match support {
            Support::Given => {}
            Support::Impossible => self.optimum.clause([!lit]),
            Support::One(one) => self.optimum.clause([!lit, one]),
            Support::Any(of) => self.optimum.clause([!lit].into_iter().chain(of)),
            Support::All(of) => of
                .into_iter()
                .for_each(|one| self.optimum.clause([!lit, one])),
            Support::Sum(of, short) => self.count(lit, &of, short),
        }
    }

    /// A sum of weights, one literal after the other: what is still short after each.
    fn count(&mut self, lit: Lit, of: &[(Lit, u128)], short: u128) {
        let mut left = vec![0u128; of.len() + 1];
        for (at, (_, weight)) in of.iter().enumerate().rev() {
            left[at] = left[at + 1] + weight;
        }
        let mut stage: FxHashMap<u128, Lit> = FxHashMap::from_iter([(short, lit)]);
        let mut made = 0;
        for (at, &(one, weight)) in of.iter().enumerate() {
            let mut next: FxHashMap<u128, Lit> = FxHashMap::default();
            let mut open: Vec<(u128, Lit)> = stage.into_iter().collect();
            open.sort_unstable();
            for (short, here) in open {
                // What is still short if this one is taken, and if it is not.
                let with = self.stage(&mut next, short.saturating_sub(weight), left[at + 1]);
                let without = self.stage(&mut next, short, left[at + 1]);
                match with {
                    Term::Always => {}
                    Term::Never => self.optimum.clause([!here]),
                    Term::When(lit) => self.optimum.clause([!here, lit]),
                }
                match without {
                    Term::Always => {}
                    Term::Never => self.optimum.clause([!here, one]),
                    Term::When(lit) => self.optimum.clause([!here, one, lit]),
                }
            }
            made += next.len();
            if made > MOST_COUNTED {
                return;
            }
            stage = next;
        }
    }

    fn stage(&mut self, next: &mut FxHashMap<u128, Lit>, short: u128, left: u128) -> Term {
        if short == 0 {
            Term::Always
        } else if short > left {
            Term::Never
        } else {
            Term::When(*next.entry(short).or_insert_with(|| self.optimum.new_lit()))
        }
    }

    /// That not more of an exclusion's members hold than can hold together.
    fn exclude(&mut self) {
        for (room, of) in self.circuit().exclusions.clone() {
            let members: Vec<(Lit, u128)> = of
                .iter()
                .filter_map(|node| match self.terms[*node] {
                    Term::When(lit) => Some((!lit, 1)),
                    Term::Never | Term::Always => None,
                })
                .collect();
            let short = members.len() as u128;
            let holds = self.optimum.new_lit();
            self.optimum.clause([holds]);
            self.imply(
                holds,
                Support::of(members, short.saturating_sub(room as u128)),
            );
        }
    }

    fn enumerate(mut self, first: usize) -> Cheapest {
        let mut found: Vec<(u64, Vec<usize>)> = Vec::new();
        let wanted = first.saturating_mul(3).saturating_add(SPARE);
        let end = loop {
            match self.next() {
                Ok(Some(set)) => {
                    let cost = set.iter().map(|&var| self.variables[var].price).sum();
                    self.optimum
                        .clause(set.iter().map(|&var| !self.variables[var].lit));
                    let last = found.get(first.wrapping_sub(1)).map(|(cost, _)| *cost);
                    if last.is_some_and(|last| cost > last) || first == 0 {
                        break Cheapest {
                            ties_known: true,
                            ..Cheapest::default()
                        };
                    }
                    found.push((cost, set));
                    if found.len() >= wanted {
                        break Cheapest::default();
                    }
                }
                Ok(None) => {
                    break Cheapest {
                        whole: true,
                        ties_known: true,
                        ..Cheapest::default()
                    };
                }
                Err(Stopped) => {
                    break Cheapest {
                        stopped: true,
                        ..Cheapest::default()
                    };
                }
            }
        };
        let sets = found
            .into_iter()
            .map(|(_, set)| {
                set.into_iter()
                    .map(|var| self.variables[var].leaf)
                    .collect()
            })
            .collect();
        Cheapest { sets, ..end }
    }

    /// The next cheapest set that stands when it is evaluated.
    fn next(&mut self) -> Result<Option<Vec<usize>>, Stopped> {
        loop {
            let Step::Model { cheapest } = self.optimum.step()? else {
                return Ok(None);
            };
            let set: Vec<usize> = (0..self.variables.len())
                .filter(|&var| self.optimum.holds(self.variables[var].lit))
                .collect();
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
        self.optimum
            .spend(self.terms.len() as u64 / NODES_A_DECISION);
        let mut chosen = vec![false; self.variables.len()];
        set.iter().for_each(|&var| chosen[var] = true);
        let Some((holding, out)) = self.failure(&chosen) else {
            return true;
        };
        if self.search.side == Side::Opening || self.members.is_empty() {
            self.learn_loops(&holding);
        }
        self.learn_cuts(chosen, holding, out);
        false
    }

    /// How the goal turns out where some variables are chosen, if not as this side wants it: with what the model
    /// leaves out of the exclusions when opening, in some way to respect them when blocking.
    fn failure(&self, chosen: &[bool]) -> Option<(Holding, Vec<NodeId>)> {
        let opening = self.search.side == Side::Opening;
        let circuit = self.circuit();
        let holds = |var: u32| chosen.get(var as usize).copied().unwrap_or(false) == opening;
        if opening {
            let mut out: Vec<NodeId> = self
                .members
                .iter()
                .copied()
                .filter(|node| !self.is_claimed(*node))
                .collect();
            out.sort_unstable();
            let holding = self.slots.evaluate(circuit, &holds, &out);
            (!holding.holds(self.search.goal)).then_some((holding, out))
        } else {
            let ways = circuit
                .pinned
                .iter()
                .map(|out| (self.slots.evaluate(circuit, &holds, out), out.clone()));
            ways.into_iter()
                .find(|(holding, _)| holding.holds(self.search.goal))
        }
    }

    /// Cuts that share nothing, until all of them together would do: each of them one must differ.
    fn learn_cuts(&mut self, mut chosen: Vec<bool>, mut holding: Holding, mut out: Vec<NodeId>) {
        loop {
            let (vars, let_in) = match self.search.side {
                Side::Opening => self.why_not(&holding, &out),
                Side::Blocking => (self.why(&holding), Vec::new()),
            };
            let small = self.members.is_empty() && vars.len() * self.terms.len() <= SHRINKING;
            let vars = if small { self.shrunk(vars) } else { vars };
            vars.iter().for_each(|&var| chosen[var] = true);
            self.optimum.clause(
                vars.iter()
                    .map(|&var| self.variables[var].lit)
                    .chain(let_in),
            );
            if !self.members.is_empty() || vars.is_empty() {
                return;
            }
            self.optimum
                .spend(self.terms.len() as u64 / NODES_A_DECISION);
            match self.failure(&chosen) {
                Some(next) => (holding, out) = next,
                None => return,
            }
        }
    }

    /// A cut without spare members: those that need not differ where all others outside the cut do.
    fn shrunk(&mut self, mut cut: Vec<usize>) -> Vec<usize> {
        if cut.len() < 2 {
            return cut;
        }
        self.optimum
            .spend((cut.len() * self.terms.len()) as u64 / NODES_A_DECISION);
        let mut chosen = vec![true; self.variables.len()];
        cut.iter().for_each(|&var| chosen[var] = false);
        cut.retain(|&var| {
            chosen[var] = true;
            let spare = self.failure(&chosen).is_some();
            chosen[var] = spare;
            !spare
        });
        cut
    }

    /// Whether the model says that a node holds (opening) or falls (blocking).
    fn is_claimed(&self, node: NodeId) -> bool {
        match self.terms[node] {
            Term::Always => true,
            Term::Never => false,
            Term::When(lit) => self.optimum.holds(lit),
        }
    }

    /// Loop formulas for the groups whose claim rests on themselves alone.
    fn learn_loops(&mut self, holding: &Holding) {
        let opening = self.search.side == Side::Opening;
        let mut unfounded = petgraph::graphmap::DiGraphMap::<NodeId, ()>::new();
        let claimed = |node: NodeId| {
            !self.is_decided(node) && self.is_claimed(node) && holding.holds(node) != opening
        };
        let nodes: Vec<NodeId> = self.terms.nodes().filter(|&node| claimed(node)).collect();
        for &node in &nodes {
            unfounded.add_node(node);
            for &Edge { to, .. } in self
                .circuit()
                .needs(node)
                .iter()
                .filter(|Edge { to, .. }| claimed(*to))
            {
                unfounded.add_edge(node, to, ());
            }
        }
        for group in petgraph::algo::tarjan_scc(&unfounded) {
            let members: rustc_hash::FxHashSet<NodeId> = group.iter().copied().collect();
            let is_sink = group
                .iter()
                .all(|&node| unfounded.neighbors(node).all(|to| members.contains(&to)));
            if is_sink && (group.len() > 1 || unfounded.contains_edge(group[0], group[0])) {
                self.learn_loop(&group);
            }
        }
    }

    /// Whoever of a group comes first does so on what is outside it: on the opening side soft needs may come
    /// first together; on the blocking side what fell earlier round a strict edge counts.
    fn learn_loop(&mut self, group: &[NodeId]) {
        let opening = self.search.side == Side::Opening;
        let firsts: FxHashMap<NodeId, Lit> = group
            .iter()
            .map(|&node| (node, self.optimum.new_lit()))
            .collect();
        let some_first = self.optimum.new_lit();
        self.optimum.clause(
            [!some_first]
                .into_iter()
                .chain(group.iter().map(|node| firsts[node])),
        );
        for &node in group {
            let Term::When(claim) = self.terms[node] else {
                continue;
            };
            self.optimum.clause([!claim, some_first]);
            self.optimum.clause([!firsts[&node], claim]);
            let support = self.support(node, |this, Edge { to, strict, .. }| {
                match firsts.get(&to) {
                    None => this.terms[to],
                    Some(first) if opening && !strict => Term::When(*first),
                    Some(_) if !opening && strict => this.terms[to],
                    Some(_) => Term::Never,
                }
            });
            self.imply(firsts[&node], support);
        }
    }

    /// Leaves that alone keep the goal from holding: one of them must be made, or a thing left out let in.
    fn why_not(&self, holding: &Holding, out: &[NodeId]) -> (Vec<usize>, Vec<Lit>) {
        let falls = self.falls(holding, out);
        let circuit = self.circuit();
        let reasons = |node: NodeId| {
            if out.contains(&node) {
                return (Vec::new(), 0);
            }
            let needs = circuit.needs(node);
            let total: u128 = needs
                .iter()
                .map(|Edge { weight, .. }| u128::from(circuit.weight(node, *weight)))
                .sum();
            let enough = (total + 1).saturating_sub(u128::from(circuit.threshold(node)));
            let fallen = |to: NodeId, strict: bool| {
                !holding.holds(to)
                    && (strict
                        || falls
                            .rank
                            .get(&to)
                            .is_some_and(|rank| *rank < falls.rank[&node]))
            };
            (
                needs
                    .iter()
                    .filter(|Edge { to, strict, .. }| fallen(*to, *strict))
                    .map(|&Edge { to, weight, .. }| (to, weight))
                    .collect(),
                enough,
            )
        };
        let (leaves, seen) =
            self.fewest_leaves(&falls.order, &reasons, &|node| !self.upper.holds(node));
        let let_in = out
            .iter()
            .filter(|node| seen.contains(node))
            .filter_map(|&node| match self.terms[node] {
                Term::When(lit) => Some(lit),
                Term::Never | Term::Always => None,
            });
        (leaves, let_in.collect())
    }

    /// Leaves that alone make the goal hold: one of them must be refused.
    fn why(&self, holding: &Holding) -> Vec<usize> {
        let circuit = self.circuit();
        let mut order: Vec<NodeId> = self
            .terms
            .nodes()
            .filter(|&node| holding.holds(node) && !self.is_decided(node))
            .collect();
        order.sort_by_key(|&node| holding.step[node]);
        let reasons = |node: NodeId| {
            let own = holding.step[node];
            let earlier = |to: NodeId, strict: bool| {
                holding.holds(to) && holding.step[to] < own + u32::from(!strict)
            };
            let eligible = circuit
                .needs(node)
                .iter()
                .filter(|Edge { to, strict, .. }| earlier(*to, *strict))
                .map(|&Edge { to, weight, .. }| (to, weight));
            (eligible.collect(), u128::from(circuit.threshold(node)))
        };
        self.fewest_leaves(&order, &reasons, &|node| self.lower.holds(node))
            .0
    }

    /// Leaves that together are the reason for the goal, and the nodes on the way: as few as two ways of
    /// choosing find, by the size of what is below a node, and in the author's order, which stays within one ring
    /// longer. `order` lists nodes after their earlier reasons; `reasons` gives a node's and how much of them is enough.
    fn fewest_leaves(
        &self,
        order: &[NodeId],
        reasons: &dyn Fn(NodeId) -> (Vec<(NodeId, u64)>, u128),
        free: &dyn Fn(NodeId) -> bool,
    ) -> (Vec<usize>, rustc_hash::FxHashSet<NodeId>) {
        let mut size: FxHashMap<NodeId, u64> = FxHashMap::default();
        for &node in order {
            let cost = |to: NodeId| {
                if free(to) {
                    0
                } else {
                    size.get(&to).copied().unwrap_or(1)
                }
            };
            let chosen = self.enough_of(node, reasons(node), &cost);
            size.insert(
                node,
                chosen
                    .iter()
                    .fold(0, |sum: u64, to| sum.saturating_add(cost(*to)))
                    .max(1),
            );
        }
        let by_size = self.leaves_below(reasons, free, &|to| size.get(&to).copied().unwrap_or(1));
        let as_listed = self.leaves_below(reasons, free, &|to| {
            if size.get(&to) == Some(&1) { 1 } else { 2 }
        });
        if as_listed.0.len() < by_size.0.len() {
            as_listed
        } else {
            by_size
        }
    }

    /// Of some reasons enough to reach a weight, those first that cost least.
    fn enough_of(
        &self,
        node: NodeId,
        (of, enough): (Vec<(NodeId, u64)>, u128),
        cost: &dyn Fn(NodeId) -> u64,
    ) -> Vec<NodeId> {
        let mut sorted: Vec<(u64, NodeId, u64)> = of
            .into_iter()
            .map(|(to, weight)| (cost(to), to, weight))
            .collect();
        sorted.sort_by_key(|(cost, _, _)| *cost);
        let mut sum = 0;
        let taken = sorted.into_iter().take_while(|(_, _, weight)| {
            let short = sum < enough;
            sum += u128::from(self.circuit().weight(node, *weight));
            short
        });
        taken.map(|(_, to, _)| to).collect()
    }

    /// The variables of the leaves reached from the goal by way of the cheapest reasons, and all nodes on the way.
    fn leaves_below(
        &self,
        reasons: &dyn Fn(NodeId) -> (Vec<(NodeId, u64)>, u128),
        free: &dyn Fn(NodeId) -> bool,
        cost: &dyn Fn(NodeId) -> u64,
    ) -> (Vec<usize>, rustc_hash::FxHashSet<NodeId>) {
        let mut vars = std::collections::BTreeSet::new();
        let mut seen = rustc_hash::FxHashSet::default();
        let mut open = vec![self.search.goal];
        while let Some(node) = open.pop() {
            if free(node) || !seen.insert(node) {
                continue;
            }
            match self.circuit().gates[node] {
                Gate::Unknown(stance) => {
                    vars.extend(self.var_of.get(&Leaf::Unknown(stance)).copied())
                }
                Gate::Change(change) => {
                    vars.extend(self.var_of.get(&Leaf::Change(change)).copied())
                }
                Gate::True | Gate::Coming(_) => {}
                Gate::All | Gate::Any | Gate::AtLeast(_) => {
                    let known = |to: NodeId| {
                        if free(to) || seen.contains(&to) {
                            0
                        } else {
                            cost(to)
                        }
                    };
                    let chosen = self.enough_of(node, reasons(node), &known);
                    open.extend(chosen.into_iter().rev());
                }
            }
        }
        (vars.into_iter().collect(), seen)
    }

    /// In which order what does not hold falls, once strict needs are read as they turn out.
    fn falls(&self, holding: &Holding, out: &[NodeId]) -> Falls {
        let circuit = self.circuit();
        let fallen: Vec<NodeId> = self
            .terms
            .nodes()
            .filter(|&node| !holding.holds(node))
            .collect();
        let mut sums: FxHashMap<NodeId, u128> = FxHashMap::default();
        let mut falls = Falls {
            rank: FxHashMap::default(),
            order: Vec::new(),
        };
        let mut open = std::collections::VecDeque::new();
        for &node in &fallen {
            let held = circuit
                .needs(node)
                .iter()
                .filter(|Edge { to, strict, .. }| holding.holds(*to) || !strict);
            let sum: u128 = held
                .map(|Edge { weight, .. }| u128::from(circuit.weight(node, *weight)))
                .sum();
            sums.insert(node, sum);
            let is_leaf = !matches!(
                circuit.gates[node],
                Gate::All | Gate::Any | Gate::AtLeast(_)
            );
            if is_leaf || sum < u128::from(circuit.threshold(node)) || out.contains(&node) {
                open.push_back(node);
            }
        }
        while let Some(node) = open.pop_front() {
            if falls.rank.contains_key(&node) {
                continue;
            }
            falls.rank.insert(node, falls.order.len());
            falls.order.push(node);
            for &Edge {
                to: above, weight, ..
            } in circuit
                .needed_by(node)
                .iter()
                .filter(|Edge { strict, .. }| !strict)
            {
                if let Some(sum) = sums.get_mut(&above) {
                    *sum = sum.saturating_sub(u128::from(circuit.weight(above, weight)));
                    if *sum < u128::from(circuit.threshold(above)) {
                        open.push_back(above);
                    }
                }
            }
        }
        falls
    }
}

/// The order in which nodes fall.
struct Falls {
    rank: FxHashMap<NodeId, usize>,
    order: Vec<NodeId>,
}

/// What a literal needs.
enum Support {
    Given,
    Impossible,
    One(Lit),
    Any(Vec<Lit>),
    All(Vec<Lit>),
    Sum(Vec<(Lit, u128)>, u128),
}

impl Support {
    fn of(mut lits: Vec<(Lit, u128)>, short: u128) -> Self {
        lits.iter_mut()
            .for_each(|(_, weight)| *weight = (*weight).min(short));
        lits.retain(|(_, weight)| *weight > 0);
        let total: u128 = lits.iter().map(|(_, weight)| weight).sum();
        let least = lits.iter().map(|(_, weight)| *weight).min().unwrap_or(0);
        let plain = |lits: Vec<(Lit, u128)>| lits.into_iter().map(|(lit, _)| lit).collect();
        match lits.as_slice() {
            _ if short == 0 => Self::Given,
            _ if total < short => Self::Impossible,
            [(one, _)] => Self::One(*one),
            _ if least >= short => Self::Any(plain(lits)),
            _ if total - least < short => Self::All(plain(lits)),
            _ => Self::Sum(lits, short),
        }
    }
}

/// How each leaf is read: fixed, or by the number of its variable.
#[derive(Debug, Clone, Copy)]
enum Slot {
    Fixed(bool),
    Variable(u32),
}

/// The reading of all leaves, looked up by their numbers.
struct Slots {
    changes: Vec<Slot>,
    unknowns: Vec<Slot>,
}

impl Slots {
    fn of(search: &Search<'_>) -> Self {
        let (mut changes, mut unknowns) = (Vec::new(), Vec::new());
        let put = |slots: &mut Vec<Slot>, number: usize, leaf: Leaf| {
            slots.resize(slots.len().max(number + 1), Slot::Fixed(false));
            slots[number] = match (search.read)(leaf) {
                ReadAs::Fixed(holds) => Slot::Fixed(holds),
                // Named once the clauses ask for it; until then no variable.
                ReadAs::Variable | ReadAs::Shared(_) => Slot::Variable(u32::MAX),
            };
        };
        for gate in search.circuit.gates.iter() {
            match gate {
                Gate::Change(change) => put(&mut changes, *change, Leaf::Change(*change)),
                Gate::Unknown(stance) => put(&mut unknowns, *stance, Leaf::Unknown(*stance)),
                Gate::True | Gate::Coming(_) | Gate::All | Gate::Any | Gate::AtLeast(_) => {}
            }
        }
        Self { changes, unknowns }
    }

    fn name(&mut self, leaf: Leaf, variable: u32) {
        match leaf {
            Leaf::Change(change) => self.changes[change] = Slot::Variable(variable),
            Leaf::Unknown(stance) => self.unknowns[stance] = Slot::Variable(variable),
        }
    }

    fn evaluate(
        &self,
        circuit: &Circuit,
        variable: &dyn Fn(u32) -> bool,
        out: &[NodeId],
    ) -> Holding {
        let read = |slot: Slot| match slot {
            Slot::Fixed(holds) => holds,
            Slot::Variable(number) => variable(number),
        };
        let given = Given {
            unknown: &|stance| read(self.unknowns[stance]),
            changes: &|change| read(self.changes[change]),
            coming: &|_| true,
        };
        circuit.evaluate(given, Edges::AsWritten, out)
    }
}
