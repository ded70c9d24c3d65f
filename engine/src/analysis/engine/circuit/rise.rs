//! One evaluation: truth rises from the leaves, node by node, until nothing more comes to hold.

use std::borrow::Cow;
use std::collections::VecDeque;

use crate::graph::{ByNode, Gate, NodeId};

use super::groups::Groups;
use super::supposed::Supposed;
use super::{Circuit, Edge, Edges, Given};

/// What holds under a reading, and in which order it came about.
#[derive(Debug, Clone)]
pub(in crate::analysis) struct Holding {
    /// For each node the step at which it came to hold; 0 where it does not. What it needed strictly came
    /// at an earlier step, what it needed otherwise not later.
    pub step: ByNode<u32>,
    /// How many nodes were visited to find this out.
    pub visited: usize,
}

impl Holding {
    pub fn holds(&self, node: NodeId) -> bool {
        self.step[node] > 0
    }
}

impl Given<'_> {
    /// Whether a gate holds before anything that it needs does.
    fn holds_at_once(&self, circuit: &Circuit, node: NodeId) -> bool {
        match circuit.gates[node] {
            Gate::True => true,
            Gate::Coming(number) => (self.coming)(number),
            Gate::Unknown(stance) => (self.unknown)(stance),
            Gate::Change(change) => (self.changes)(change),
            Gate::All | Gate::Any | Gate::AtLeast(_) => circuit.threshold(node) == 0,
        }
    }
}

impl Circuit {
    /// What holds under a reading, ignoring exclusions but for the nodes pinned to false.
    pub(in crate::analysis) fn evaluate(
        &self,
        given: Given<'_>,
        edges: Edges,
        pinned: &[NodeId],
    ) -> Holding {
        let groups = self.groups(edges);
        let mut rise = Rise::new(self, &groups, pinned);
        for node in self.gates.nodes() {
            if given.holds_at_once(self, node) && !rise.out[node] {
                rise.lift(node);
            }
        }
        rise.run();
        Holding {
            visited: self.gates.len() + rise.supposed,
            step: rise.step,
        }
    }

    /// The groups whose members may come together where edges are read so.
    fn groups(&self, edges: Edges) -> Cow<'_, Groups> {
        let count = self.gates.len();
        match edges {
            Edges::AsWritten => Cow::Borrowed(&self.together),
            Edges::AllTogether => {
                let rings = self.components.iter().filter(|group| self.is_ring(group));
                Cow::Owned(Groups::new(count, rings.cloned()).with_all_soft())
            }
            Edges::AllEarlier => Cow::Owned(Groups::new(count, std::iter::empty())),
        }
    }
}

/// The state of one evaluation: what holds so far, and what has just come to hold.
struct Rise<'a> {
    circuit: &'a Circuit,
    groups: &'a Groups,
    out: ByNode<bool>,
    step: ByNode<u32>,
    /// The weight of what holds below each node, but for soft edges inside its group.
    sums: ByNode<u128>,
    now: u32,
    risen: Vec<NodeId>,
    /// Groups below which something has come to hold since they were last supposed.
    fed: VecDeque<usize>,
    is_fed: Vec<bool>,
    /// Members of all groups that were supposed so far, each time that they were.
    supposed: usize,
}

impl<'a> Rise<'a> {
    /// Nothing holds yet, and every group is to be supposed once.
    fn new(circuit: &'a Circuit, groups: &'a Groups, pinned: &[NodeId]) -> Self {
        let count = circuit.gates.len();
        let mut out = ByNode::filled(false, count);
        pinned.iter().for_each(|&node| out[node] = true);
        Self {
            circuit,
            groups,
            out,
            step: ByNode::filled(0, count),
            sums: ByNode::filled(0, count),
            now: 1,
            risen: Vec::new(),
            fed: (0..groups.members.len()).collect(),
            is_fed: vec![true; groups.members.len()],
            supposed: 0,
        }
    }

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
        let circuit = self.circuit;
        for edge in circuit.needed_by(node) {
            if !self.groups.holds_together(node, edge) {
                self.sums[edge.to] += circuit.counted(edge.to, edge);
                self.weigh(edge.to);
            }
        }
    }

    /// Looks at a node again below which something has come to hold: a member of a group waits for its group.
    fn weigh(&mut self, node: NodeId) {
        if let Some(group) = self.groups.of[node] {
            if !std::mem::replace(&mut self.is_fed[group], true) {
                self.fed.push_back(group);
            }
        } else if self.sums[node] >= self.circuit.asked(node)
            && self.step[node] == 0
            && !self.out[node]
        {
            self.lift(node);
        }
    }

    /// Supposes that a whole group holds, and lets fall what is not held up.
    fn suppose(&mut self, group: usize) {
        let (circuit, groups) = (self.circuit, self.groups);
        let members = &groups.members[group];
        self.supposed += members.len();
        let left_in = members.iter().copied().filter(|&node| !self.out[node]);
        let held = |node: NodeId| self.sums[node] + self.held_by_group(node);
        let mut supposed = Supposed::new(circuit, left_in, held);
        let falling = supposed.lacking(members);
        supposed.let_fall(falling, |node, edge| groups.holds_together(node, edge));
        for &node in members {
            if supposed.contains(node) && self.step[node] == 0 {
                self.lift(node);
            }
        }
    }

    /// The weight of what holds a node up once its whole group is supposed.
    fn held_by_group(&self, node: NodeId) -> u128 {
        let is_inside = |edge: &Edge| self.groups.holds_together(node, edge) && !self.out[edge.to];
        self.circuit.sum(node, is_inside)
    }
}
