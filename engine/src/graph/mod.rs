//! The requirement graph: the one place that decides what is a node and what an edge means.
//!
//! Every node is a *gate* over what it needs (all, any, or at least so much), or a *leaf*: a consent or
//! an acceptance that is granted, refused or unknown, or a condition that its author may waive. An
//! edge is *soft* (what is needed may come together with it) or *strict* (it must come earlier).
//! A milestone needs all its consents, requirements and preconditions; an issue needs any of its
//! options; an option needs the acceptance of every party between whom the issue lies. The graph is
//! built for one day: positions that were not yet stated, or no longer hold, are unknown.
//! Size is linear in the model, times the cells of a scale.

mod ballot;
mod build;
mod by_node;
mod by_record;
mod change;
mod evidence;
mod in_force;
mod record;
mod scale;
mod slot;
mod stance;
mod supposing;

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use petgraph::{Directed, Direction};

use crate::model::{Condition, Confidence, Model, PartyId, PositionId, Target};
use crate::source::{Citation, Date};

pub use ballot::{BodyVotes, SomeVotes, VotesOf, body_votes};
pub use by_node::ByNode;
pub use change::{Change, ChangeInfo, Waiver};
pub use in_force::InForce;
pub use record::{Closed, Coming, Reached, Record};
pub use scale::{Cell, cells_of};
pub use slot::ends_on;
pub use stance::{Nearness, Reading, StanceInfo};
pub use supposing::{Supposing, UntilThen};

/// How to read the model: on which day, and how sure a stance must be to count.
#[derive(Debug, Clone, Copy, Default)]
pub struct AsRead {
    /// The day; positions stated later are not known yet.
    pub day: Option<Date>,
    /// Stances less sure than this are read as unknown.
    pub at_least: Option<Confidence>,
}

/// A node of the graph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// The node at a place in the list of all nodes.
    pub fn from_index(index: usize) -> Self {
        Self(u32::try_from(index).expect("a graph has fewer nodes than a u32 can count"))
    }

    /// Its number, for those outside who draw or compute with nodes.
    pub fn number(self) -> u32 {
        self.0
    }

    /// Its place in the list of all nodes.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A node: what it stands for and how it is decided.
#[derive(Debug, Clone)]
pub struct Node {
    /// What it stands for.
    pub kind: NodeKind,
    /// How it is decided.
    pub gate: Gate,
}

/// What a node stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    /// A milestone, an issue, an option or a cell of a scale.
    Target(Target),
    /// A party's consent or acceptance: an index into [`PositionGraph::stances`].
    Stance(usize),
    /// A condition with what is said of it.
    Condition(Box<ConditionInfo>),
    /// A part of a condition, or a default.
    Part,
    /// A change that a party can make: an index into [`PositionGraph::changes`].
    Change(usize),
}

/// A condition as the graph knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct ConditionInfo {
    /// What it is a condition of.
    pub of: Target,
    /// What must hold, without a leading *after*.
    pub condition: Condition,
    /// Who imposes it.
    pub by: Option<PartyId>,
    /// Where it is said.
    pub cites: Vec<Citation>,
    /// A remark of the author, such as whose reading it is.
    pub note: Option<String>,
}

/// How a node is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// Holds where everything it needs holds.
    All,
    /// Holds where something it needs holds.
    Any,
    /// Holds where the weights of what holds reach this sum.
    AtLeast(u64),
    /// Holds: reached, or granted.
    True,
    /// Holds once its day has come: an index into [`Record::coming`].
    Coming(usize),
    /// Holds where a party has granted it, which nobody knows: an index into [`PositionGraph::stances`].
    Unknown(usize),
    /// Holds where a change is made: an index into [`PositionGraph::changes`].
    Change(usize),
}

/// An edge: what a node needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// Whether it must come earlier; otherwise it may come together.
    pub strict: bool,
    /// Its weight in an at-least gate.
    pub weight: u64,
}

impl Need {
    /// May come together, weight 1.
    pub const SOFT: Self = Self {
        strict: false,
        weight: 1,
    };
    /// Must come earlier, weight 1.
    pub const STRICT: Self = Self {
        strict: true,
        weight: 1,
    };

    /// Strict where what is needed must come earlier; weight 1.
    fn in_order(earlier: bool) -> Self {
        if earlier { Self::STRICT } else { Self::SOFT }
    }

    /// The same, strict where what is needed must come earlier for another reason too.
    fn and_in_order(self, earlier: bool) -> Self {
        Self {
            strict: self.strict || earlier,
            ..self
        }
    }
}

/// Things of which at most so many can hold.
#[derive(Debug, Clone)]
pub struct ExclusionNodes {
    /// How many of them can hold.
    pub at_most: u64,
    /// The things.
    pub of: Vec<NodeId>,
}

/// The requirement graph of a model on one day.
#[derive(Debug, Clone)]
pub struct PositionGraph {
    graph: DiGraph<Node, Need>,
    targets: BTreeMap<Target, NodeId>,
    stances: Vec<StanceInfo>,
    changes: Vec<ChangeInfo>,
    exclusions: Vec<ExclusionNodes>,
    record: Record,
    /// What is supposed against what the model says.
    supposing: Supposing,
    /// Refusals that are over.
    over: BTreeSet<PositionId>,
    /// The day for which it was built.
    pub day: Option<Date>,
}

impl PositionGraph {
    /// Builds the graph of a model as read.
    pub fn build(model: &Model, read: AsRead) -> Self {
        build::build(model, read, &Supposing::default())
    }

    /// The graph as it would be under some suppositions. An answer that is supposed to be refused becomes a plain refusal,
    /// whatever its owner says now; refusing an issue as a whole refuses to settle it.
    pub fn supposing(model: &Model, read: AsRead, supposing: &Supposing) -> Self {
        build::build(model, read, supposing)
    }

    /// The node of a target.
    pub fn node_of(&self, target: &Target) -> Option<NodeId> {
        self.targets.get(target).copied()
    }

    /// Every target with its node, in the order of the targets' names.
    pub fn targets(&self) -> impl Iterator<Item = (&Target, NodeId)> {
        self.targets.iter().map(|(target, node)| (target, *node))
    }

    /// A node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.graph[NodeIndex::new(id.index())]
    }

    /// What a node needs, in the author's order.
    pub fn needs(&self, id: NodeId) -> Vec<(NodeId, Need)> {
        let mut edges: Vec<_> = self.edges(id, Direction::Outgoing).collect();
        edges.sort_by_key(|edge| edge.id());
        edges
            .into_iter()
            .map(|edge| (node_id(edge.target()), *edge.weight()))
            .collect()
    }

    /// The edges at a node: to what it needs, or from what needs it.
    fn edges(
        &self,
        id: NodeId,
        direction: Direction,
    ) -> petgraph::graph::Edges<'_, Need, Directed> {
        let node = NodeIndex::new(id.index());
        self.graph.edges_directed(node, direction)
    }

    /// For every node whether another one needs it, directly or not; that one itself included.
    pub fn cone(&self, from: NodeId) -> ByNode<bool> {
        self.cone_within(from, &|_| true)
    }

    /// The same, by way of some nodes only.
    pub fn cone_within(&self, from: NodeId, by_way_of: &dyn Fn(NodeId) -> bool) -> ByNode<bool> {
        let mut seen = ByNode::filled(false, self.len());
        let mut open = vec![from];
        while let Some(node) = open.pop() {
            if by_way_of(node) && !std::mem::replace(&mut seen[node], true) {
                let edges = self.edges(node, Direction::Outgoing);
                open.extend(edges.map(|edge| node_id(edge.target())));
            }
        }
        seen
    }

    /// Whether a node is the yes of a body that is counted, or a part of that count.
    pub fn counts_votes(&self, node: NodeId) -> bool {
        match &self.node(node).kind {
            NodeKind::Stance(number) => self.stances[*number].reading == Reading::Counted,
            NodeKind::Part => self.needed_by(node).any(|above| self.counts_votes(above)),
            NodeKind::Target(_) | NodeKind::Condition(_) | NodeKind::Change(_) => false,
        }
    }

    /// What needs a node directly.
    pub fn needed_by(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let edges = self.edges(id, Direction::Incoming);
        edges.map(|edge| node_id(edge.source()))
    }

    /// Every node.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.len()).map(NodeId::from_index)
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.graph.node_count()
    }

    /// Whether there is no node.
    pub fn is_empty(&self) -> bool {
        self.graph.node_count() == 0
    }

    /// What parties say of what needs their yes.
    pub fn stances(&self) -> &[StanceInfo] {
        &self.stances
    }

    /// What parties can do.
    pub fn changes(&self) -> &[ChangeInfo] {
        &self.changes
    }

    /// What is supposed against what the model says.
    pub fn supposed(&self) -> &Supposing {
        &self.supposing
    }

    /// What has been reached by the day, and what deadlines have done and will do.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// What cannot hold together.
    pub fn exclusions(&self) -> &[ExclusionNodes] {
        &self.exclusions
    }

    /// Whether a position is a refusal that is over, for what it was to end with has been reached.
    pub fn is_over(&self, position: PositionId) -> bool {
        self.over.contains(&position)
    }

    /// The positions in force on the day: indexes into the model's list.
    pub fn positions_in_force(&self, model: &Model) -> Vec<PositionId> {
        let read = AsRead {
            day: self.day,
            at_least: None,
        };
        InForce::of(model, read).indexes()
    }

    /// What each party that has spoken says of each milestone, each issue and each answer, also where nobody waits for its
    /// yes; a refusal that is over is none.
    pub fn spoken(&self, model: &Model) -> Vec<StanceInfo> {
        let read = AsRead {
            day: self.day,
            at_least: None,
        };
        let in_force = InForce::of(model, read);
        let mut asked: BTreeSet<(PartyId, Target)> = BTreeSet::new();
        for id in in_force
            .indexes()
            .into_iter()
            .filter(|id| !self.is_over(*id))
        {
            let position = &model.positions[id];
            let issue = position
                .on
                .issue()
                .and_then(|issue| model.issues.get(issue));
            let answers = issue.map_or_else(Vec::new, |issue| in_force.answers(issue));
            let targets = answers.into_iter().chain([position.on.whole()]);
            asked.extend(targets.map(|target| (position.party.clone(), target)));
        }
        let said = asked
            .iter()
            .map(|(party, target)| in_force.says(party, target).info);
        let is_over = |one: &StanceInfo| {
            one.reading == Reading::Refused && one.positions.iter().all(|id| self.is_over(*id))
        };
        said.filter(|one| !is_over(one)).collect()
    }

    /// Groups of nodes that need each other, each group after all that it needs.
    pub(crate) fn components(&self) -> Vec<Vec<NodeId>> {
        petgraph::algo::kosaraju_scc(&self.graph)
            .into_iter()
            .map(|group| {
                let mut nodes: Vec<NodeId> = group.into_iter().map(node_id).collect();
                nodes.sort_unstable();
                nodes
            })
            .collect()
    }
}

fn node_id(index: NodeIndex) -> NodeId {
    NodeId(u32::try_from(index.index()).expect("petgraph indexes nodes by u32"))
}
