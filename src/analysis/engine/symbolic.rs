//! The goal as a function of what parties can do: the nested fixpoint on decision diagrams.
//!
//! Each node of the requirement graph becomes a function of the changes (and, where asked, of the
//! unknown consents). Components are taken in order; in one that goes round, both fixpoints are
//! iterated on functions instead of truth values (Kleene). Only nodes that the goal needs are built.

use rustc_hash::FxHashMap;

use crate::graph::{ByNode, Gate, NodeId};

use super::bdd::{Diagrams, NO, Stopped, YES};
use super::budget::Budget;
use super::circuit::{Circuit, Edge};

/// What stands for a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::analysis) enum Leaf {
    /// A change, by number.
    Change(usize),
    /// An unknown consent, by the number of its stance.
    Unknown(usize),
}

/// How a leaf is read: fixed, or left as a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::analysis) enum ReadAs {
    Fixed(bool),
    Variable,
    /// All leaves with the same number share one variable.
    Shared(u32),
}

/// A goal as a function over ordered variables.
pub(in crate::analysis) struct Goal {
    pub diagrams: Diagrams,
    pub function: u32,
    /// The leaf behind each variable.
    pub vars: Vec<Leaf>,
}

/// Node bounds that are tried one after the other, the last one about half a gigabyte.
const LIMITS: [usize; 3] = [50_000, 600_000, MOST_NODES];

/// The largest bound on nodes, where none is asked for.
pub(in crate::analysis) const MOST_NODES: usize = 4_000_000;

/// Graphs beyond this size are not tried under the largest bound: the search beyond diagrams is waiting.
const LARGE: usize = 8_000;

/// How hard to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::analysis) enum Effort {
    /// For the answer itself, a first try under a small bound.
    First,
    /// For the answer itself, where the first try failed.
    Full,
    /// For what stands beside it.
    Beside,
    /// For a remark on one of many sets.
    Remark,
}

impl Effort {
    /// The bounds on nodes that are tried one after the other, none above the budget.
    fn limits(self, budget: &Budget) -> Vec<usize> {
        let tried = match self {
            Self::First | Self::Remark => &LIMITS[..1],
            // Where the first try was as large as allowed, there is no second one.
            Self::Full if budget.nodes <= LIMITS[0] => &[],
            Self::Full => &LIMITS[1..],
            Self::Beside => &LIMITS[..2],
        };
        let mut limits: Vec<usize> = tried.iter().map(|limit| budget.nodes.min(*limit)).collect();
        limits.dedup();
        limits
    }
}

/// In which order a walk from the goal meets the leaves; a good one keeps the diagram small, and which is
/// good differs from graph to graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Walk {
    AsWritten,
    SmallFirst,
    LargeFirst,
    SharedFirst,
}

const WALKS: [Walk; 4] = [
    Walk::AsWritten,
    Walk::SmallFirst,
    Walk::SharedFirst,
    Walk::LargeFirst,
];

/// Builds the function of a goal: several variable orders in turn, under growing bounds.
pub(in crate::analysis) fn goal(
    circuit: &Circuit,
    goal: NodeId,
    effort: Effort,
    budget: &Budget,
    read: &dyn Fn(Leaf) -> ReadAs,
) -> Result<Goal, Stopped> {
    let size = circuit.gates.len();
    for limit in effort.limits(budget) {
        let walks = if limit > LIMITS[1] && size > LARGE {
            0
        } else {
            WALKS.len()
        };
        for &walk in &WALKS[..walks] {
            if let Ok(made) = ordered(circuit, goal, limit, walk, read) {
                return Ok(made);
            }
        }
    }
    Err(Stopped)
}

fn ordered(
    circuit: &Circuit,
    goal: NodeId,
    limit: usize,
    walk: Walk,
    read: &dyn Fn(Leaf) -> ReadAs,
) -> Result<Goal, Stopped> {
    let diagrams = Diagrams::new(limit);
    let mut builder = Builder {
        circuit,
        diagrams,
        vars: Vec::new(),
        var_of: FxHashMap::default(),
        shared: FxHashMap::default(),
        read,
    };
    let cone = builder.cone(goal, walk);
    let mut function = NO;
    for pinned in &circuit.pinned {
        let one = builder.function(goal, &cone, pinned)?;
        function = builder.diagrams.or(function, one)?;
    }
    builder.diagrams.lift_limit(4 * limit);
    Ok(Goal {
        diagrams: builder.diagrams,
        function,
        vars: builder.vars,
    })
}

struct Builder<'a> {
    circuit: &'a Circuit,
    diagrams: Diagrams,
    vars: Vec<Leaf>,
    var_of: FxHashMap<Leaf, u32>,
    shared: FxHashMap<u32, u32>,
    read: &'a dyn Fn(Leaf) -> ReadAs,
}

impl Builder<'_> {
    /// The nodes that the goal needs, and the variables in the order of a depth-first walk.
    fn cone(&mut self, goal: NodeId, walk: Walk) -> ByNode<bool> {
        let keys = self.keys(walk);
        let mut seen = ByNode::filled(false, self.circuit.gates.len());
        let mut open = vec![goal];
        while let Some(node) = open.pop() {
            if std::mem::replace(&mut seen[node], true) {
                continue;
            }
            match self.circuit.gates[node] {
                Gate::Unknown(stance) => self.name(Leaf::Unknown(stance)),
                Gate::Change(change) => self.name(Leaf::Change(change)),
                Gate::True | Gate::Coming(_) => {}
                Gate::All | Gate::Any | Gate::AtLeast(_) => {
                    let mut next: Vec<NodeId> = self
                        .circuit
                        .needs(node)
                        .iter()
                        .map(|Edge { to, .. }| *to)
                        .collect();
                    if let Some(keys) = &keys {
                        next.sort_by_key(|to| keys[*to]);
                    }
                    open.extend(next.into_iter().rev());
                }
            }
        }
        seen
    }

    /// What a walk sorts by: the size below a node, or how many need it.
    fn keys(&self, walk: Walk) -> Option<ByNode<i64>> {
        let count = self.circuit.gates.len();
        match walk {
            Walk::AsWritten => None,
            Walk::SmallFirst | Walk::LargeFirst => {
                let mut size = ByNode::filled(1i64, count);
                for &node in self.circuit.components.iter().flatten() {
                    let below = self
                        .circuit
                        .needs(node)
                        .iter()
                        .fold(1i64, |sum, Edge { to, .. }| sum.saturating_add(size[*to]));
                    size[node] = below.min(1 << 40);
                }
                let sign = if walk == Walk::SmallFirst { 1 } else { -1 };
                Some(size.iter().map(|size| sign * size).collect())
            }
            Walk::SharedFirst => {
                let mut needed_by = ByNode::filled(0i64, count);
                for node in self.circuit.gates.nodes() {
                    self.circuit
                        .needs(node)
                        .iter()
                        .for_each(|Edge { to, .. }| needed_by[*to] -= 1);
                }
                Some(needed_by)
            }
        }
    }

    fn name(&mut self, leaf: Leaf) {
        let next = self.vars.len() as u32;
        match (self.read)(leaf) {
            ReadAs::Fixed(_) => {}
            ReadAs::Variable => {
                self.var_of.insert(leaf, next);
                self.vars.push(leaf);
            }
            ReadAs::Shared(group) => {
                let var = *self.shared.entry(group).or_insert(next);
                if var == next {
                    self.vars.push(leaf);
                }
                self.var_of.insert(leaf, var);
            }
        }
    }

    fn leaf(&mut self, leaf: Leaf) -> Result<u32, Stopped> {
        match (self.read)(leaf) {
            ReadAs::Fixed(holds) => Ok(if holds { YES } else { NO }),
            ReadAs::Variable | ReadAs::Shared(_) => self.diagrams.var(self.var_of[&leaf]),
        }
    }

    fn function(
        &mut self,
        goal: NodeId,
        cone: &ByNode<bool>,
        pinned: &[NodeId],
    ) -> Result<u32, Stopped> {
        let circuit = self.circuit;
        let mut value = ByNode::filled(NO, circuit.gates.len());
        let mut out = ByNode::filled(false, circuit.gates.len());
        pinned.iter().for_each(|&node| out[node] = true);
        for group in circuit.components.iter().filter(|group| cone[group[0]]) {
            if circuit.is_ring(group) {
                self.ring(group, &mut value, &out)?;
            } else {
                let node = group[0];
                let made = self.node(node, |to, _| value[to])?;
                value[node] = if out[node] { NO } else { made };
            }
        }
        Ok(value[goal])
    }

    fn node(&mut self, node: NodeId, value: impl Fn(NodeId, bool) -> u32) -> Result<u32, Stopped> {
        match self.circuit.gates[node] {
            Gate::True | Gate::Coming(_) => Ok(YES),
            Gate::Unknown(stance) => self.leaf(Leaf::Unknown(stance)),
            Gate::Change(change) => self.leaf(Leaf::Change(change)),
            Gate::All | Gate::Any | Gate::AtLeast(_) => {
                let needs = self.circuit.needs(node).iter();
                let mut of: Vec<(u32, u64)> = needs
                    .map(|&Edge { to, weight, strict }| (value(to, strict), weight))
                    .collect();
                // The deepest first: joined so, many small functions cost no more than their sum.
                of.sort_by_key(|(function, _)| std::cmp::Reverse(self.diagrams.top(*function)));
                match self.circuit.gates[node] {
                    Gate::Any => of
                        .into_iter()
                        .try_fold(NO, |sum, (function, _)| self.diagrams.or(sum, function)),
                    Gate::AtLeast(count) => {
                        of.reverse();
                        self.diagrams.at_least(count, &of)
                    }
                    Gate::All
                    | Gate::True
                    | Gate::Coming(_)
                    | Gate::Unknown(_)
                    | Gate::Change(_) => of
                        .into_iter()
                        .try_fold(YES, |sum, (function, _)| self.diagrams.and(sum, function)),
                }
            }
        }
    }

    /// Both fixpoints of a component that goes round.
    fn ring(
        &mut self,
        group: &[NodeId],
        value: &mut ByNode<u32>,
        out: &ByNode<bool>,
    ) -> Result<(), Stopped> {
        let mut earlier: FxHashMap<NodeId, u32> = group.iter().map(|&node| (node, NO)).collect();
        loop {
            group
                .iter()
                .for_each(|&node| value[node] = if out[node] { NO } else { YES });
            loop {
                let mut moved = false;
                for &node in group.iter().filter(|&&node| !out[node]) {
                    let made = self.node(node, |to, strict| match earlier.get(&to) {
                        Some(&before) if strict => before,
                        _ => value[to],
                    })?;
                    moved |= made != value[node];
                    value[node] = made;
                }
                if !moved {
                    break;
                }
            }
            if group.iter().all(|node| earlier[node] == value[*node]) {
                return Ok(());
            }
            group.iter().for_each(|&node| {
                earlier.insert(node, value[node]);
            });
        }
    }
}
