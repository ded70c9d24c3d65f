//! What is attainable: the nested fixpoint of the requirement graph under a reading of its leaves.
//!
//! `M(v) = mu X. nu Y. Phi(strict edges read X, soft edges read Y)`: the least fixpoint over strict
//! edges of the greatest fixpoint over soft ones. Things that need each other *together* may all hold;
//! no chain of support may go round through an edge that means *earlier*. With every edge strict this
//! is the well-founded model (Van Gelder, Ross and Schlipf 1991).
//!
//! Truth is counted upwards: each node keeps the sum of what already holds below it. Only groups that
//! need each other through soft edges alone are supposed whole and let fall what is not held up. Where no
//! such group is fed again and again, the cost is linear in the edges.

use rustc_hash::FxHashMap;

use crate::graph::{ByNode, Gate, NodeId, PositionGraph};

use super::budget::Budget;

/// How the leaves that nobody has decided are read.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// Which unknown consents count as granted, by the number of the stance.
    pub unknown: &'a dyn Fn(usize) -> bool,
    /// Which changes are made, by number.
    pub changes: &'a dyn Fn(usize) -> bool,
    /// Which of the defaults that come by themselves have come, by number.
    pub coming: &'a dyn Fn(usize) -> bool,
}

impl Given<'_> {
    /// No change is made, and unknown consents are granted.
    pub const HOPEFUL: Given<'static> = Given {
        unknown: &|_| true,
        changes: &|_| false,
        coming: &|_| true,
    };
    /// No change is made, and unknown consents are refused.
    pub const STATED: Given<'static> = Given {
        unknown: &|_| false,
        changes: &|_| false,
        coming: &|_| false,
    };
}

/// How edges are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edges {
    /// As written: strict edges earlier, soft edges together.
    AsWritten,
    /// All may come together: the greatest fixpoint.
    AllTogether,
    /// All must come earlier: the least fixpoint.
    AllEarlier,
}

/// An edge in flat form.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::analysis) struct Edge {
    /// The other end.
    pub to: NodeId,
    /// Its weight in a sum.
    pub weight: u64,
    /// Whether it means *earlier*.
    pub strict: bool,
}

/// When nodes can come, stage by stage.
#[derive(Debug, Clone)]
pub(in crate::analysis) struct Stages {
    /// The stage in which a node can first hold; 0 where it never does.
    pub first: ByNode<u32>,
    /// How many stages must be over before it counts as earlier; [`NEVER`] where it never does.
    pub earlier: ByNode<u32>,
}

/// No stage.
pub(in crate::analysis) const NEVER: u32 = u32::MAX;

/// The graph in a flat form for evaluation.
#[derive(Debug, Clone)]
pub struct Circuit {
    pub(in crate::analysis) gates: ByNode<Gate>,
    needs: Rows,
    needed_by: Rows,
    /// Groups of nodes that need each other, each after all that it needs.
    pub(in crate::analysis) components: Vec<Vec<NodeId>>,
    /// Groups that need each other through soft edges alone, and the group of each node.
    together: Groups,
    /// What cannot all hold: how many of some nodes can, those that hold anyway left out.
    pub(in crate::analysis) exclusions: Vec<(usize, Vec<NodeId>)>,
    /// Sets of nodes that are pinned to false, one for each way to respect the exclusions.
    pub(in crate::analysis) pinned: Vec<Vec<NodeId>>,
    /// Whether all ways to respect the exclusions are in `pinned`.
    pub(in crate::analysis) all_pinned: bool,
}

/// A list of edges for each node, one after the other.
#[derive(Debug, Clone, Default)]
struct Rows {
    starts: Vec<usize>,
    edges: Vec<Edge>,
}

impl Rows {
    fn of(&self, node: NodeId) -> &[Edge] {
        &self.edges[self.starts[node.index()]..self.starts[node.index() + 1]]
    }

    /// The same edges, listed by their other ends.
    fn turned(&self) -> Self {
        let count = self.starts.len() - 1;
        let mut starts = vec![0usize; count + 1];
        self.edges
            .iter()
            .for_each(|Edge { to, .. }| starts[to.index() + 1] += 1);
        (0..count).for_each(|node| starts[node + 1] += starts[node]);
        let mut next = starts.clone();
        let mut edges = vec![Edge::default(); self.edges.len()];
        for node in (0..count).map(NodeId::from_index) {
            for &Edge { to, weight, strict } in self.of(node) {
                edges[next[to.index()]] = Edge {
                    to: node,
                    weight,
                    strict,
                };
                next[to.index()] += 1;
            }
        }
        Self { starts, edges }
    }
}

/// Groups of more than one node, and for each node the group that it is in, if it is in one.
#[derive(Debug, Clone, Default)]
struct Groups {
    members: Vec<Vec<NodeId>>,
    of: ByNode<Option<usize>>,
}

impl Groups {
    fn new(count: usize, groups: impl Iterator<Item = Vec<NodeId>>) -> Self {
        let mut made = Self {
            members: Vec::new(),
            of: ByNode::filled(None, count),
        };
        for group in groups {
            group
                .iter()
                .for_each(|&node| made.of[node] = Some(made.members.len()));
            made.members.push(group);
        }
        made
    }

    /// Whether two nodes are in one group.
    fn joins(&self, a: NodeId, b: NodeId) -> bool {
        self.of[a].is_some() && self.of[a] == self.of[b]
    }
}

/// What holds under a reading, and in which order it came about.
#[derive(Debug, Clone)]
pub(in crate::analysis) struct Holding {
    /// For each node the step at which it came to hold; 0 where it does not. What it needed strictly came
    /// at an earlier step, what it needed otherwise not later.
    pub step: ByNode<u32>,
}

impl Holding {
    pub fn holds(&self, node: NodeId) -> bool {
        self.step[node] > 0
    }
}

impl Circuit {
    /// Flattens a graph.
    pub fn of(graph: &PositionGraph, budget: &Budget) -> Self {
        let mut needs = Rows {
            starts: vec![0],
            edges: Vec::new(),
        };
        let gates = graph.nodes().map(|node| graph.node(node).gate).collect();
        for node in graph.nodes() {
            needs
                .edges
                .extend(graph.needs(node).into_iter().map(|(to, need)| Edge {
                    to,
                    weight: need.weight,
                    strict: need.strict,
                }));
            needs.starts.push(needs.edges.len());
        }
        let components = graph.components();
        let mut component_of = ByNode::filled(0, graph.len());
        for (number, group) in components.iter().enumerate() {
            group.iter().for_each(|&node| component_of[node] = number);
        }
        let together = together(&needs, &components, &component_of);
        let needed_by = needs.turned();
        let mut circuit = Self {
            gates,
            needs,
            needed_by,
            components,
            together,
            exclusions: Vec::new(),
            pinned: Vec::new(),
            all_pinned: true,
        };
        circuit.note_exclusions(graph);
        circuit.pin(budget.ways);
        circuit
    }

    /// What a node needs: node, weight, whether strictly.
    pub(in crate::analysis) fn needs(&self, node: NodeId) -> &[Edge] {
        self.needs.of(node)
    }

    /// What needs a node: node, weight, whether strictly.
    pub(in crate::analysis) fn needed_by(&self, node: NodeId) -> &[Edge] {
        self.needed_by.of(node)
    }

    /// The sum of weights that a gate asks for.
    pub(in crate::analysis) fn threshold(&self, node: NodeId) -> u64 {
        match self.gates[node] {
            Gate::All => self.needs(node).len() as u64,
            Gate::Any => 1,
            Gate::AtLeast(sum) => sum,
            Gate::True | Gate::Coming(_) | Gate::Unknown(_) | Gate::Change(_) => 0,
        }
    }

    /// The weight of an edge in its gate: 1 in all and any.
    pub(in crate::analysis) fn weight(&self, node: NodeId, weight: u64) -> u64 {
        match self.gates[node] {
            Gate::AtLeast(_) => weight,
            Gate::All
            | Gate::Any
            | Gate::True
            | Gate::Coming(_)
            | Gate::Unknown(_)
            | Gate::Change(_) => 1,
        }
    }

    /// Whether a component goes round.
    pub(in crate::analysis) fn is_ring(&self, group: &[NodeId]) -> bool {
        group.len() > 1
            || self
                .needs(group[0])
                .iter()
                .any(|Edge { to, .. }| *to == group[0])
    }

    fn note_exclusions(&mut self, graph: &PositionGraph) {
        for exclusion in graph.exclusions() {
            let is_free = |n: &NodeId| self.gates[*n] != Gate::True;
            let free: Vec<NodeId> = exclusion.of.iter().copied().filter(is_free).collect();
            let held = exclusion.of.len() - free.len();
            let most = usize::try_from(exclusion.at_most).unwrap_or(usize::MAX);
            let room = most.saturating_sub(held);
            if free.len() > room {
                self.exclusions.push((room, free));
            }
        }
    }

    /// Finds the ways to respect the exclusions, up to a bound: sets of nodes to leave out.
    fn pin(&mut self, most: usize) {
        let most = most.max(1);
        self.pinned = vec![Vec::new()];
        self.all_pinned = true;
        for (room, free) in &self.exclusions {
            let mut choices = Vec::new();
            let out = free.len().saturating_sub(*room);
            subsets_of(free, out, most + 1, &mut Vec::new(), &mut choices);
            let pairs = self
                .pinned
                .iter()
                .flat_map(|old| choices.iter().map(move |new| merged(old, new)));
            let mut combined: Vec<Vec<NodeId>> = pairs.take(most + 1).collect();
            if combined.len() > most {
                self.all_pinned = false;
                combined.truncate(most);
            }
            combined.sort();
            combined.dedup();
            self.pinned = combined;
        }
    }

    /// The circuit for one goal: exclusions count only as far as the goal needs their members, since all others
    /// can be left out for nothing; and of the coming defaults only those that come in time.
    pub(in crate::analysis) fn for_goal(
        &self,
        cone: &ByNode<bool>,
        budget: &Budget,
        counts: &dyn Fn(usize) -> bool,
    ) -> Self {
        let mut circuit = self.clone();
        for gate in circuit.gates.iter_mut() {
            if matches!(gate, Gate::Coming(number) if !counts(*number)) {
                // Any of nothing.
                *gate = Gate::Any;
            }
        }
        for (_, free) in &mut circuit.exclusions {
            free.retain(|node| cone[*node]);
        }
        circuit.exclusions.retain(|(room, free)| free.len() > *room);
        circuit.pin(budget.ways);
        circuit
    }

    /// When each node can come, stage by stage: in each stage everything that needs nothing earlier but what the stages
    /// before brought. A stage is a stage of *things*; what has been reached, said or waived is there from the start and
    /// costs none. `None` where that takes more than so many visits of edges.
    pub(in crate::analysis) fn stages(
        &self,
        given: Given<'_>,
        pinned: &[NodeId],
        is_thing: &dyn Fn(NodeId) -> bool,
        most: u64,
    ) -> Option<Stages> {
        let count = self.gates.len();
        let attainable = self.evaluate(given, Edges::AsWritten, pinned);
        let mut visits = 0u64;
        let mut stages = Stages {
            first: ByNode::filled(0, count),
            earlier: ByNode::filled(NEVER, count),
        };
        for now in 1u32.. {
            visits += self.edges() as u64 + count as u64;
            if visits > most {
                return None;
            }
            // What holds if just the things of earlier stages have come.
            let mut out = pinned.to_vec();
            let missing = |node: &NodeId| is_thing(*node) && stages.first[*node] == 0;
            out.extend(self.gates.nodes().filter(missing));
            let before = self.evaluate(given, Edges::AsWritten, &out);
            for (earlier, step) in stages.earlier.iter_mut().zip(before.step.iter()) {
                if *step > 0 && *earlier == NEVER {
                    *earlier = now - 1;
                }
            }
            if !self.one_stage(now, &attainable, &before, &mut stages) {
                return Some(stages);
            }
        }
        unreachable!("stages end where nothing comes any more")
    }

    /// Supposes that all that is attainable and left comes now, and lets fall what lacks something earlier or beside it.
    fn one_stage(
        &self,
        now: u32,
        attainable: &Holding,
        before: &Holding,
        stages: &mut Stages,
    ) -> bool {
        let mut here: ByNode<bool> = attainable.step.iter().map(|step| *step > 0).collect();
        let mut falling: Vec<NodeId> = Vec::new();
        let mut sums: FxHashMap<NodeId, u128> = FxHashMap::default();
        let left = here.nodes().filter(|&n| here[n] && stages.first[n] == 0);
        for node in left.collect::<Vec<_>>() {
            let counts = |edge: &&Edge| match edge.strict {
                true => before.holds(edge.to),
                false => here[edge.to],
            };
            let held = self.needs(node).iter().filter(counts);
            let sum: u128 = held
                .map(|edge| u128::from(self.weight(node, edge.weight)))
                .sum();
            if sum < u128::from(self.threshold(node)) {
                falling.push(node);
            }
            sums.insert(node, sum);
        }
        while let Some(node) = falling.pop() {
            if !std::mem::replace(&mut here[node], false) {
                continue;
            }
            for edge in self.needed_by(node).iter().filter(|edge| !edge.strict) {
                if let Some(sum) = sums.get_mut(&edge.to) {
                    *sum = sum.saturating_sub(u128::from(self.weight(edge.to, edge.weight)));
                    if *sum < u128::from(self.threshold(edge.to)) {
                        falling.push(edge.to);
                    }
                }
            }
        }
        let mut came = false;
        for node in here.nodes() {
            if here[node] && stages.first[node] == 0 {
                stages.first[node] = now;
                came = true;
            }
        }
        came
    }

    /// How many edges there are.
    fn edges(&self) -> usize {
        self.needs.edges.len()
    }

    /// What holds under a reading, ignoring exclusions but for the nodes pinned to false.
    pub(in crate::analysis) fn evaluate(
        &self,
        given: Given<'_>,
        edges: Edges,
        pinned: &[NodeId],
    ) -> Holding {
        let count = self.gates.len();
        let whole;
        let groups = match edges {
            Edges::AsWritten => &self.together,
            Edges::AllTogether => {
                whole = Groups::new(
                    count,
                    self.components
                        .iter()
                        .filter(|group| self.is_ring(group))
                        .cloned(),
                );
                &whole
            }
            Edges::AllEarlier => {
                whole = Groups::new(count, std::iter::empty());
                &whole
            }
        };
        let mut rise = Rise {
            circuit: self,
            groups,
            all_soft: edges == Edges::AllTogether,
            out: ByNode::filled(false, count),
            step: ByNode::filled(0, count),
            sums: ByNode::filled(0, count),
            now: 1,
            risen: Vec::new(),
            fed: (0..groups.members.len()).collect(),
            is_fed: vec![true; groups.members.len()],
        };
        pinned.iter().for_each(|&node| rise.out[node] = true);
        for node in self.gates.nodes() {
            let holds = match self.gates[node] {
                Gate::True => true,
                Gate::Coming(number) => (given.coming)(number),
                Gate::Unknown(stance) => (given.unknown)(stance),
                Gate::Change(change) => (given.changes)(change),
                Gate::All | Gate::Any | Gate::AtLeast(_) => self.threshold(node) == 0,
            };
            if holds && !rise.out[node] {
                rise.lift(node);
            }
        }
        rise.run();
        Holding { step: rise.step }
    }
}

/// Groups of nodes that need each other through soft edges alone.
fn together(needs: &Rows, components: &[Vec<NodeId>], component_of: &ByNode<usize>) -> Groups {
    let mut groups = Vec::new();
    for group in components.iter().filter(|group| group.len() > 1) {
        let mut soft = petgraph::graphmap::DiGraphMap::<NodeId, ()>::new();
        for &node in group {
            let inside = needs.of(node).iter().filter(|Edge { to, strict, .. }| {
                !strict && component_of[*to] == component_of[node]
            });
            inside.for_each(|Edge { to, .. }| {
                soft.add_edge(node, *to, ());
            });
        }
        groups.extend(
            petgraph::algo::tarjan_scc(&soft)
                .into_iter()
                .filter(|group| group.len() > 1)
                .map(|mut group| {
                    group.sort_unstable();
                    group
                }),
        );
    }
    let alone = components.iter().filter(|group| {
        group.len() == 1
            && needs
                .of(group[0])
                .iter()
                .any(|Edge { to, strict, .. }| *to == group[0] && !strict)
    });
    groups.extend(alone.cloned());
    groups.sort();
    Groups::new(component_of.len(), groups.into_iter())
}

/// The state of one evaluation: what holds so far, and what has just come to hold.
struct Rise<'a> {
    circuit: &'a Circuit,
    groups: &'a Groups,
    all_soft: bool,
    out: ByNode<bool>,
    step: ByNode<u32>,
    /// The weight of what holds below each node, but for soft edges inside its group.
    sums: ByNode<u128>,
    now: u32,
    risen: Vec<NodeId>,
    fed: std::collections::VecDeque<usize>,
    is_fed: Vec<bool>,
}

impl Rise<'_> {
    fn lift(&mut self, node: NodeId) {
        self.step[node] = self.now;
        self.risen.push(node);
    }

    fn run(&mut self) {
        loop {
            while let Some(node) = self.risen.pop() {
                self.now += 1;
                self.tell(node);
            }
            let Some(group) = self.fed.pop_front() else {
                return;
            };
            self.is_fed[group] = false;
            self.now += 1;
            self.suppose(group);
        }
    }

    /// Tells what needs a node that it holds now.
    fn tell(&mut self, node: NodeId) {
        for &Edge {
            to: above,
            weight,
            strict,
        } in self.circuit.needed_by.of(node)
        {
            let joined = self.groups.joins(node, above);
            if joined && (self.all_soft || !strict) {
                continue;
            }
            let sum = &mut self.sums[above];
            *sum += u128::from(self.circuit.weight(above, weight));
            if let Some(group) = self.groups.of[above] {
                if !std::mem::replace(&mut self.is_fed[group], true) {
                    self.fed.push_back(group);
                }
            } else if *sum >= u128::from(self.circuit.threshold(above))
                && self.step[above] == 0
                && !self.out[above]
            {
                self.lift(above);
            }
        }
    }

    /// Supposes that a whole group holds, and lets fall what is not held up.
    fn suppose(&mut self, group: usize) {
        let groups = self.groups;
        let members = &groups.members[group];
        let circuit = self.circuit;
        let mut supposed: rustc_hash::FxHashMap<NodeId, u128> = rustc_hash::FxHashMap::default();
        for &node in members.iter().filter(|&&node| !self.out[node]) {
            supposed.insert(node, self.sums[node]);
        }
        for &node in members {
            let own =
                |to: NodeId, strict: bool| groups.joins(node, to) && (self.all_soft || !strict);
            let inside = circuit
                .needs(node)
                .iter()
                .filter(|Edge { to, strict, .. }| own(*to, *strict) && !self.out[*to]);
            let held: u128 = inside
                .map(|Edge { weight, .. }| u128::from(circuit.weight(node, *weight)))
                .sum();
            supposed.entry(node).and_modify(|sum| *sum += held);
        }
        let mut falling: Vec<NodeId> = members
            .iter()
            .copied()
            .filter(|node| {
                supposed
                    .get(node)
                    .is_some_and(|sum| *sum < u128::from(circuit.threshold(*node)))
            })
            .collect();
        while let Some(node) = falling.pop() {
            if supposed.remove(&node).is_none() {
                continue;
            }
            for &Edge {
                to: above,
                weight,
                strict,
            } in circuit.needed_by.of(node)
            {
                if !groups.joins(node, above) || (strict && !self.all_soft) {
                    continue;
                }
                if let Some(sum) = supposed.get_mut(&above) {
                    *sum -= u128::from(circuit.weight(above, weight));
                    if *sum < u128::from(circuit.threshold(above)) {
                        falling.push(above);
                    }
                }
            }
        }
        for &node in members {
            if supposed.contains_key(&node) && self.step[node] == 0 {
                self.lift(node);
            }
        }
    }
}

/// Every node that some way of respecting the exclusions makes attainable.
pub fn holding(circuit: &Circuit, given: Given<'_>) -> ByNode<bool> {
    let mut all = ByNode::filled(false, circuit.gates.len());
    for pinned in &circuit.pinned {
        let one = circuit.evaluate(given, Edges::AsWritten, pinned);
        all.iter_mut()
            .zip(one.step.iter())
            .for_each(|(any, step)| *any |= *step > 0);
    }
    all
}

/// Whether a node is attainable under a reading, whichever way the exclusions are respected.
///
/// Exact: a set of things that breaks no exclusion leaves enough of each exclusion's members out.
pub fn attainable(circuit: &Circuit, goal: NodeId, given: Given<'_>, edges: Edges) -> bool {
    circuit
        .pinned
        .iter()
        .any(|pinned| circuit.evaluate(given, edges, pinned).holds(goal))
}

fn subsets_of(
    items: &[NodeId],
    size: usize,
    limit: usize,
    chosen: &mut Vec<NodeId>,
    found: &mut Vec<Vec<NodeId>>,
) {
    if found.len() >= limit {
        return;
    }
    if chosen.len() == size {
        found.push(chosen.clone());
        return;
    }
    for (index, &item) in items.iter().enumerate() {
        chosen.push(item);
        subsets_of(&items[index + 1..], size, limit, chosen, found);
        chosen.pop();
    }
}

fn merged(a: &[NodeId], b: &[NodeId]) -> Vec<NodeId> {
    let mut all: Vec<NodeId> = a.iter().chain(b).copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}
