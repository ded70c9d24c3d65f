//! The goal as a function of what parties can do: the nested fixpoint on decision diagrams.
//!
//! Each node of the requirement graph becomes a function of the changes (and, where asked, of the
//! unknown consents). Components are taken in order; in one that goes round, both fixpoints are
//! iterated on functions instead of truth values (Kleene). Only nodes that the goal needs are built.

mod rings;

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

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

impl Leaf {
    /// The leaf that a gate is, if it is one that somebody decides.
    pub fn of(gate: Gate) -> Option<Self> {
        match gate {
            Gate::Unknown(stance) => Some(Self::Unknown(stance)),
            Gate::Change(change) => Some(Self::Change(change)),
            Gate::True | Gate::Coming(_) | Gate::All | Gate::Any | Gate::AtLeast(_) => None,
        }
    }
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

impl Goal {
    /// The family of the minimal sets that open the goal.
    pub fn minimal_solutions(&mut self) -> Result<u32, Stopped> {
        self.diagrams.minimal_solutions(self.function)
    }

    /// The family of the minimal sets that alone keep it closed.
    pub fn minimal_blocking(&mut self) -> Result<u32, Stopped> {
        let dual = self.diagrams.dual(self.function)?;
        self.diagrams.minimal_solutions(dual)
    }
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

impl Walk {
    /// What a walk sorts by: the size below a node, or how many need it.
    fn keys(self, circuit: &Circuit) -> Option<ByNode<i64>> {
        match self {
            Self::AsWritten => None,
            Self::SmallFirst => Some(sizes_below(circuit)),
            Self::LargeFirst => Some(sizes_below(circuit).iter().map(|size| -size).collect()),
            Self::SharedFirst => {
                let needed_by = |node| circuit.needed_by(node).len() as i64;
                let nodes = circuit.gates.nodes();
                Some(nodes.map(|node| -needed_by(node)).collect())
            }
        }
    }
}

/// How much is below each node, what is shared counted each time.
fn sizes_below(circuit: &Circuit) -> ByNode<i64> {
    let mut size = ByNode::filled(1i64, circuit.gates.len());
    for &node in circuit.components.iter().flatten() {
        let below = circuit.needs(node).iter().map(|edge| size[edge.to]);
        let below = below.fold(1, i64::saturating_add);
        size[node] = below.min(1 << 40);
    }
    size
}

/// How far an attempt has to get under one bound, in hundredths of the nodes that the goal needs, for a larger one to be
/// worth trying. Of the forty coherent fault trees of the Aralia set every one that a bound can solve at all got as far;
/// of generated graphs that no bound solves, none did.
const FAR_ENOUGH: [usize; 2] = [70, 85];

/// An attempt that stops before so many hundredths is the last one.
const HOPELESS: usize = 60;

/// Builds the function of a goal: several variable orders in turn, under growing bounds, first those that got furthest
/// under the smaller one.
pub(in crate::analysis) fn goal(
    circuit: &Circuit,
    goal: NodeId,
    effort: Effort,
    budget: &Budget,
    read: &dyn Fn(Leaf) -> ReadAs,
) -> Result<Goal, Unfinished> {
    let most = most_worth_trying(circuit);
    let limits = effort.limits(budget).into_iter();
    let mut walks = WALKS.map(|walk| (100, walk));
    let mut last = Unfinished::FOR_GOOD;
    for limit in limits.filter(|limit| *limit <= most) {
        for (reached, walk) in &mut walks {
            match Builder::new(circuit, limit, read).goal(goal, *walk) {
                Ok(made) => return Ok(made),
                Err(hundredths) => *reached = hundredths,
            }
            // What stops so early in one order stops early in every other.
            if *reached < HOPELESS {
                return Err(Unfinished::FOR_GOOD);
            }
        }
        walks.sort_by_key(|(reached, _)| Reverse(*reached));
        last = Unfinished {
            limit,
            hundredths: walks[0].0,
        };
        if !last.is_promising() {
            break;
        }
    }
    Err(last)
}

/// Attempts that were stopped: under which bound, and how much of what the goal needs the best of them had made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::analysis) struct Unfinished {
    limit: usize,
    hundredths: usize,
}

impl Unfinished {
    /// Nothing that a larger bound could mend.
    const FOR_GOOD: Self = Self {
        limit: 0,
        hundredths: 0,
    };

    /// Whether a larger bound may be enough.
    pub fn is_promising(self) -> bool {
        let enough = LIMITS
            .iter()
            .zip(FAR_ENOUGH)
            .find(|(of, _)| self.limit <= **of);
        enough.is_some_and(|(_, enough)| self.hundredths >= enough)
    }
}

impl From<Stopped> for Unfinished {
    /// What is made of a finished function stopped.
    fn from(_: Stopped) -> Self {
        Self {
            limit: LIMITS[0],
            hundredths: 100,
        }
    }
}

impl From<Unfinished> for Stopped {
    fn from(_: Unfinished) -> Self {
        Self
    }
}

/// The largest bound on nodes under which a circuit is tried.
fn most_worth_trying(circuit: &Circuit) -> usize {
    if circuit.has_large_ring() {
        LIMITS[0]
    } else if circuit.gates.len() > LARGE {
        LIMITS[1]
    } else {
        LIMITS[2]
    }
}

/// The variables that stand for leaves, numbered in the order in which a walk meets them.
struct Variables<'a> {
    read: &'a dyn Fn(Leaf) -> ReadAs,
    leaves: Vec<Leaf>,
    of: FxHashMap<Leaf, u32>,
    shared: FxHashMap<u32, u32>,
}

impl Variables<'_> {
    /// Gives a leaf the next variable, or the one that it shares with others.
    fn name(&mut self, leaf: Leaf) {
        let next = self.leaves.len() as u32;
        let var = match (self.read)(leaf) {
            ReadAs::Fixed(_) => return,
            ReadAs::Variable => next,
            ReadAs::Shared(group) => *self.shared.entry(group).or_insert(next),
        };
        if var == next {
            self.leaves.push(leaf);
        }
        self.of.insert(leaf, var);
    }
}

/// The function of each node so far, where some nodes are left out.
struct Functions {
    of: ByNode<u32>,
    out: ByNode<bool>,
}

impl Functions {
    /// Nothing holds yet.
    fn without(pinned: &[NodeId], count: usize) -> Self {
        let mut out = ByNode::filled(false, count);
        pinned.iter().for_each(|&node| out[node] = true);
        Self {
            of: ByNode::filled(NO, count),
            out,
        }
    }

    /// Takes a function for that of a node, unless the node is left out.
    fn set(&mut self, node: NodeId, made: u32) {
        self.of[node] = if self.out[node] { NO } else { made };
    }
}

struct Builder<'a> {
    circuit: &'a Circuit,
    limit: usize,
    diagrams: Diagrams,
    variables: Variables<'a>,
}

impl<'a> Builder<'a> {
    fn new(circuit: &'a Circuit, limit: usize, read: &'a dyn Fn(Leaf) -> ReadAs) -> Self {
        Self {
            circuit,
            limit,
            diagrams: Diagrams::new(limit),
            variables: Variables {
                read,
                leaves: Vec::new(),
                of: FxHashMap::default(),
                shared: FxHashMap::default(),
            },
        }
    }

    /// The function of the goal over variables in the order of a walk; where it is stopped, how many hundredths of what the
    /// goal needs were made.
    fn goal(mut self, goal: NodeId, walk: Walk) -> Result<Goal, usize> {
        let cone = self.cone(goal, walk);
        let needed = cone.iter().filter(|is_needed| **is_needed).count();
        let mut made = 0;
        let function = self.in_some_way(goal, &cone, &mut made);
        let all = needed * self.circuit.pinned.len().max(1);
        let function = function.map_err(|Stopped| 100 * made / all.max(1))?;
        self.diagrams.lift_limit(4 * self.limit);
        Ok(Goal {
            diagrams: self.diagrams,
            function,
            vars: self.variables.leaves,
        })
    }

    /// That some way to respect the exclusions opens the goal; `made` counts the nodes that are done.
    fn in_some_way(
        &mut self,
        goal: NodeId,
        cone: &ByNode<bool>,
        made: &mut usize,
    ) -> Result<u32, Stopped> {
        let mut function = NO;
        for pinned in &self.circuit.pinned {
            let one = self.function(goal, cone, pinned, made)?;
            function = self.diagrams.or(function, one)?;
        }
        Ok(function)
    }

    /// The nodes that the goal needs, and the variables in the order of a depth-first walk.
    fn cone(&mut self, goal: NodeId, walk: Walk) -> ByNode<bool> {
        let circuit = self.circuit;
        let keys = walk.keys(circuit);
        let mut seen = ByNode::filled(false, circuit.gates.len());
        let mut open = vec![goal];
        while let Some(node) = open.pop() {
            if std::mem::replace(&mut seen[node], true) {
                continue;
            }
            if let Some(leaf) = Leaf::of(circuit.gates[node]) {
                self.variables.name(leaf);
            } else if circuit.rests_on_needs(node) {
                open.extend(needs_in_order(circuit, node, keys.as_ref()).rev());
            }
        }
        seen
    }

    /// The function of a leaf: a constant or its variable.
    fn leaf(&mut self, leaf: Leaf) -> Result<u32, Stopped> {
        match (self.variables.read)(leaf) {
            ReadAs::Fixed(holds) => Ok(if holds { YES } else { NO }),
            ReadAs::Variable | ReadAs::Shared(_) => self.diagrams.var(self.variables.of[&leaf]),
        }
    }

    /// The function of the goal where some nodes are left out.
    fn function(
        &mut self,
        goal: NodeId,
        cone: &ByNode<bool>,
        pinned: &[NodeId],
        made: &mut usize,
    ) -> Result<u32, Stopped> {
        let circuit = self.circuit;
        let mut functions = Functions::without(pinned, circuit.gates.len());
        for group in circuit.components.iter().filter(|group| cone[group[0]]) {
            if circuit.is_ring(group) {
                let inside: FxHashSet<NodeId> = group.iter().copied().collect();
                let is_needed = |node| {
                    let mut by = circuit.needed_by(node).iter();
                    node == goal || by.any(|edge| !inside.contains(&edge.to))
                };
                self.ring(group, &is_needed, &mut functions)?;
            } else {
                let node = group[0];
                let function = self.node(node, |edge| functions.of[edge.to])?;
                functions.set(node, function);
            }
            *made += group.len();
        }
        Ok(functions.of[goal])
    }

    /// The function of a node, given those of what it needs.
    fn node(&mut self, node: NodeId, value: impl Fn(&Edge) -> u32) -> Result<u32, Stopped> {
        match self.circuit.gates[node] {
            Gate::True | Gate::Coming(_) => Ok(YES),
            Gate::Unknown(stance) => self.leaf(Leaf::Unknown(stance)),
            Gate::Change(change) => self.leaf(Leaf::Change(change)),
            Gate::All => self.joined(node, value, YES, Diagrams::and),
            Gate::Any => self.joined(node, value, NO, Diagrams::or),
            Gate::AtLeast(count) => {
                let mut of = self.weighed(node, value);
                of.reverse();
                self.diagrams.at_least(count, &of)
            }
        }
    }

    /// What a node needs, joined one after the other.
    fn joined(
        &mut self,
        node: NodeId,
        value: impl Fn(&Edge) -> u32,
        start: u32,
        join: fn(&mut Diagrams, u32, u32) -> Result<u32, Stopped>,
    ) -> Result<u32, Stopped> {
        let mut of = self.weighed(node, value).into_iter();
        of.try_fold(start, |sum, (function, _)| {
            join(&mut self.diagrams, sum, function)
        })
    }

    /// What a node needs, as functions with their weights.
    fn weighed(&self, node: NodeId, value: impl Fn(&Edge) -> u32) -> Vec<(u32, u64)> {
        let needs = self.circuit.needs(node).iter();
        let mut of: Vec<(u32, u64)> = needs.map(|edge| (value(edge), edge.weight)).collect();
        // The deepest first: joined so, many small functions cost no more than their sum.
        of.sort_by_key(|(function, _)| Reverse(self.diagrams.top(*function)));
        of
    }
}

/// What a node needs: as written, or by some keys.
fn needs_in_order(
    circuit: &Circuit,
    node: NodeId,
    keys: Option<&ByNode<i64>>,
) -> impl DoubleEndedIterator<Item = NodeId> {
    let needs = circuit.needs(node).iter().map(|edge| edge.to);
    let mut needs: Vec<NodeId> = needs.collect();
    if let Some(keys) = keys {
        needs.sort_by_key(|to| keys[*to]);
    }
    needs.into_iter()
}
