//! The question as clauses: a literal for each node that is not decided, and a variable for each leaf.

use std::ops::Index;

use batsat::Lit;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::graph::{ByNode, NodeId};

use super::super::circuit::Holding;
use super::super::optimum::Optimum;
use super::super::symbolic::{Leaf, ReadAs};
use super::Search;
use super::orders::Arcs;
use super::slots::Slots;
use super::support::Support;

/// What is known of a node: on the opening side whether it holds, on the blocking side whether it falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Term {
    Never,
    Always,
    When(Lit),
}

impl Term {
    pub fn lit(self) -> Option<Lit> {
        match self {
            Self::When(lit) => Some(lit),
            Self::Never | Self::Always => None,
        }
    }
}

pub(super) struct Variable {
    pub lit: Lit,
    pub leaf: Leaf,
    pub price: u64,
}

/// The variables by number, and by what they stand for.
#[derive(Default)]
pub(super) struct Variables {
    list: Vec<Variable>,
    of: FxHashMap<Leaf, usize>,
    of_group: FxHashMap<u32, usize>,
}

impl Variables {
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The number of a leaf's variable, where it has one.
    pub fn of(&self, leaf: Leaf) -> Option<usize> {
        self.of.get(&leaf).copied()
    }

    /// The number of a leaf's variable, which is made if the leaf shares none with others.
    fn number(&mut self, leaf: Leaf, read: ReadAs, new_lit: impl FnOnce() -> Lit) -> usize {
        let next = self.list.len();
        let number = match read {
            ReadAs::Shared(group) => *self.of_group.entry(group).or_insert(next),
            ReadAs::Variable | ReadAs::Fixed(_) => *self.of.entry(leaf).or_insert(next),
        };
        if number == next {
            let lit = new_lit();
            let price = 1;
            self.list.push(Variable { lit, leaf, price });
        }
        self.of.insert(leaf, number);
        number
    }
}

impl Index<usize> for Variables {
    type Output = Variable;

    fn index(&self, number: usize) -> &Variable {
        &self.list[number]
    }
}

/// What holds without any change, and what holds with all.
pub(super) struct Bounds {
    lower: Holding,
    upper: Holding,
}

impl Bounds {
    /// Whether a node holds whatever is changed.
    pub fn holds_anyway(&self, node: NodeId) -> bool {
        self.lower.holds(node)
    }

    /// Whether a node falls whatever is changed.
    pub fn falls_anyway(&self, node: NodeId) -> bool {
        !self.upper.holds(node)
    }

    pub fn is_decided(&self, node: NodeId) -> bool {
        self.holds_anyway(node) || self.falls_anyway(node)
    }
}

pub(super) struct Clauses<'a> {
    pub search: &'a Search<'a>,
    pub optimum: Optimum,
    pub variables: Variables,
    pub slots: Slots,
    pub terms: ByNode<Term>,
    pub bounds: Bounds,
    /// Members of exclusions: they may be left out though what they need holds.
    pub members: FxHashSet<NodeId>,
}

impl<'a> Clauses<'a> {
    pub fn of(search: &'a Search<'a>) -> Self {
        let circuit = search.circuit;
        let members = circuit.exclusions.iter().flat_map(|(_, of)| of);
        let mut members: Vec<NodeId> = members.copied().collect();
        members.sort_unstable();
        let slots = Slots::of(search);
        let bounds = Bounds {
            lower: slots.evaluate(circuit, &|_| false, &members),
            upper: slots.evaluate(circuit, &|_| true, &[]),
        };
        let mut clauses = Self {
            search,
            optimum: Optimum::new(search.patience),
            variables: Variables::default(),
            slots,
            terms: decided(search, &bounds),
            bounds,
            members: members.into_iter().collect(),
        };
        clauses.encode();
        clauses
    }

    pub fn goal(&self) -> Term {
        self.terms[self.search.goal]
    }

    /// Whether the clauses follow the graph: where members of exclusions may be left out, blocking rests on the cuts alone.
    pub fn is_structural(&self) -> bool {
        self.search.is_opening() || self.members.is_empty()
    }

    /// The undecided nodes that the goal needs by way of undecided ones.
    fn cone(&self) -> ByNode<bool> {
        let circuit = self.search.circuit;
        let mut seen = ByNode::filled(false, circuit.gates.len());
        let mut open = vec![self.search.goal];
        while let Some(node) = open.pop() {
            if !self.bounds.is_decided(node) && !std::mem::replace(&mut seen[node], true) {
                open.extend(circuit.needs(node).iter().map(|edge| edge.to));
            }
        }
        seen
    }

    fn encode(&mut self) {
        let circuit = self.search.circuit;
        let cone = self.cone();
        for group in circuit.components.iter() {
            let needed = || group.iter().copied().filter(|&node| cone[node]);
            let mut arcs = Arcs::default();
            if circuit.is_ring(group) {
                // Whoever needs a node of a ring may come before it.
                needed().for_each(|node| self.terms[node] = Term::When(self.optimum.new_lit()));
                if self.search.is_opening() {
                    let ring: Vec<NodeId> = needed().collect();
                    arcs = self.arcs(&ring).unwrap_or_default();
                }
            }
            needed().for_each(|node| self.node(node, &arcs));
        }
        if self.search.is_opening() {
            self.exclude();
        }
        if let Some(goal) = self.goal().lit() {
            self.optimum.clause([goal]);
        }
        self.price();
    }

    fn node(&mut self, node: NodeId, arcs: &Arcs) {
        let circuit = self.search.circuit;
        if let Some(leaf) = Leaf::of(circuit.gates[node]) {
            self.terms[node] = Term::When(self.variable(leaf));
        } else if circuit.rests_on_needs(node) {
            self.gate(node, arcs);
        }
    }

    /// A gate is what it needs, where that is one literal; or a literal of its own, which it has already in a ring.
    fn gate(&mut self, node: NodeId, arcs: &Arcs) {
        let own = self.terms[node].lit();
        let support = self.support(node, |edge| arcs.term(node, edge, self.terms[edge.to]));
        let is_plain = self.is_structural() && !self.members.contains(&node);
        if let (Support::One(lit), None, true) = (&support, own, is_plain) {
            self.terms[node] = Term::When(*lit);
            return;
        }
        let lit = own.unwrap_or_else(|| self.optimum.new_lit());
        self.terms[node] = Term::When(lit);
        if self.is_structural() {
            self.imply(lit, support);
        }
    }

    fn variable(&mut self, leaf: Leaf) -> Lit {
        let read = (self.search.read)(leaf);
        let new_lit = || self.optimum.new_lit();
        let number = self.variables.number(leaf, read, new_lit);
        self.slots.name(leaf, number as u32);
        self.variables[number].lit
    }

    /// That not more of an exclusion's members hold than can hold together.
    fn exclude(&mut self) {
        for (room, of) in &self.search.circuit.exclusions {
            let members = of.iter().filter_map(|node| self.terms[*node].lit());
            let fallen: Vec<(Lit, u128)> = members.map(|lit| (!lit, 1)).collect();
            let short = (fallen.len() as u128).saturating_sub(*room as u128);
            let holds = self.optimum.new_lit();
            self.optimum.clause([holds]);
            self.imply(holds, Support::of(fallen, short));
        }
    }

    /// Wishes that nothing is changed: one red line costs more than all that are none.
    fn price(&mut self) {
        let all = self.variables.len() as u64 + 1;
        for variable in &mut self.variables.list {
            if (self.search.red_line)(variable.leaf) {
                variable.price = all;
            }
            self.optimum.wish(!variable.lit, variable.price);
        }
    }

    /// Whether the model says that a node holds (opening) or falls (blocking).
    pub fn is_claimed(&self, node: NodeId) -> bool {
        match self.terms[node] {
            Term::Always => true,
            Term::Never => false,
            Term::When(lit) => self.optimum.holds(lit),
        }
    }

    /// The first leaf behind each variable of a set.
    pub fn leaves(&self, set: Vec<usize>) -> Vec<Leaf> {
        set.into_iter()
            .map(|var| self.variables[var].leaf)
            .collect()
    }
}

/// What is decided before anything is changed; of the rest nothing is known yet.
fn decided(search: &Search<'_>, bounds: &Bounds) -> ByNode<Term> {
    let is_given = |node: NodeId| match search.is_opening() {
        true => bounds.holds_anyway(node),
        false => bounds.falls_anyway(node),
    };
    let nodes = search.circuit.gates.nodes();
    nodes
        .map(|node| match is_given(node) {
            true => Term::Always,
            false => Term::Never,
        })
        .collect()
}
