//! When each node can come, stage by stage.
//!
//! In each stage everything comes that needs nothing earlier but what the stages before brought. A stage is a stage of
//! *things*; what has been reached, said or waived is there from the start and costs none. Costs one evaluation a stage.

use crate::graph::{ByNode, NodeId};

use super::supposed::Supposed;
use super::{Circuit, Edge, Edges, Given, Holding};

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

impl Circuit {
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
        let attainable = self.evaluate(given, Edges::AsWritten, pinned);
        let mut coming = Coming::of(self, attainable);
        let mut visits = 0u64;
        for now in 1u32.. {
            visits += self.edges() as u64 + self.gates.len() as u64;
            if visits > most {
                return None;
            }
            // What holds if just the things of earlier stages have come.
            let missing = self.gates.nodes().filter(|&node| is_thing(node));
            let missing = missing.filter(|&node| coming.is_left(node));
            let out: Vec<NodeId> = pinned.iter().copied().chain(missing).collect();
            let before = self.evaluate(given, Edges::AsWritten, &out);
            coming.note_earlier(now - 1, &before);
            if !coming.comes(now, &before) {
                return Some(coming.stages);
            }
        }
        unreachable!("stages end where nothing comes any more")
    }
}

/// The stages so far, and what can come at all.
struct Coming<'a> {
    circuit: &'a Circuit,
    attainable: Holding,
    stages: Stages,
}

impl<'a> Coming<'a> {
    /// Nothing has come yet.
    fn of(circuit: &'a Circuit, attainable: Holding) -> Self {
        let count = circuit.gates.len();
        Self {
            circuit,
            attainable,
            stages: Stages {
                first: ByNode::filled(0, count),
                earlier: ByNode::filled(NEVER, count),
            },
        }
    }

    fn is_left(&self, node: NodeId) -> bool {
        self.stages.first[node] == 0
    }

    /// Notes what counts as earlier once so many stages are over.
    fn note_earlier(&mut self, over: u32, before: &Holding) {
        for (earlier, step) in self.stages.earlier.iter_mut().zip(before.step.iter()) {
            if *step > 0 && *earlier == NEVER {
                *earlier = over;
            }
        }
    }

    /// Lets all come that can now; whether anything does.
    fn comes(&mut self, now: u32, before: &Holding) -> bool {
        let here = self.next(before);
        here.iter().for_each(|&node| self.stages.first[node] = now);
        !here.is_empty()
    }

    /// Supposes that all that is attainable and left comes now, and lets fall what lacks something earlier or beside it.
    fn next(&self, before: &Holding) -> Vec<NodeId> {
        let nodes = self.circuit.gates.nodes();
        let left = nodes.filter(|&node| self.attainable.holds(node) && self.is_left(node));
        let mut left: Vec<NodeId> = left.collect();
        let counts = |edge: &Edge| match edge.strict {
            true => before.holds(edge.to),
            false => self.attainable.holds(edge.to),
        };
        let held = |node: NodeId| self.circuit.sum(node, counts);
        let mut supposed = Supposed::new(self.circuit, left.iter().copied(), held);
        let falling = supposed.lacking(&left);
        supposed.let_fall(falling, |_, edge| !edge.strict);
        left.retain(|&node| supposed.contains(node));
        left
    }
}
