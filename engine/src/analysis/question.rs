//! A question about a goal, with what every part of its answer looks at.

use std::collections::BTreeSet;

use crate::graph::{
    ByNode, Change, Coming, Gate, NodeId, NodeKind, PositionGraph, Reading, StanceInfo,
};
use crate::model::{Firmness, MilestoneId, Model, PartyId, Target};
use crate::source::Date;

use super::engine::budget::Budget;
use super::engine::circuit::{Circuit, Edges, Given, attainable};
use super::engine::symbolic::{Leaf, ReadAs};
use super::grounds::{Grounds, Library};
use super::standing::Hope;

/// How many sets to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetsAsked {
    /// The first so many.
    First(usize),
    /// All of them, up to a bound that keeps an answer readable.
    All,
}

impl SetsAsked {
    /// The most sets that are ever listed.
    pub const MOST: usize = 100_000;

    pub(super) fn most(self) -> usize {
        match self {
            Self::First(count) => count.min(Self::MOST),
            Self::All => Self::MOST,
        }
    }
}

/// The question.
#[derive(Debug, Clone)]
pub struct Ask {
    /// What is to be opened.
    pub goal: Target,
    /// Whether the goal is to be met whatever those say who have not spoken.
    pub secure: bool,
    /// Only what this party can move.
    pub party: Option<PartyId>,
    /// How many sets to list.
    pub sets: SetsAsked,
    /// Changes that are supposed to have been made.
    pub supposed: Vec<Change>,
    /// How much work it may cost.
    pub budget: Budget,
    /// Whether to ask how sure the status is, which costs two more graphs.
    pub confidence: bool,
}

impl Ask {
    /// The plain question about a goal.
    pub fn about(goal: Target) -> Self {
        Self {
            goal,
            secure: false,
            party: None,
            sets: SetsAsked::First(10),
            supposed: Vec::new(),
            budget: Budget::FULL,
            confidence: false,
        }
    }
}

/// Leaves that are supposed to be granted.
pub(super) struct Supposed {
    pub changes: BTreeSet<usize>,
    pub unknowns: BTreeSet<usize>,
}

impl Supposed {
    pub(super) fn of(graph: &PositionGraph, made: &[Change]) -> Self {
        let infos = graph.changes().iter().enumerate();
        let changes = infos.filter(|(_, info)| made.contains(&info.change));
        let mut changes: BTreeSet<usize> = changes.map(|(number, _)| number).collect();
        changes.extend(conditions_dropped(graph, made));
        Self {
            changes,
            unknowns: granted(graph, made, Reading::Unknown),
        }
    }
}

/// The stances of one reading to which a yes is among some changes.
fn granted(graph: &PositionGraph, made: &[Change], reading: Reading) -> BTreeSet<usize> {
    let stances = graph.stances().iter().enumerate();
    let granted =
        stances.filter(|(_, stance)| stance.reading == reading && made.contains(&grant_of(stance)));
    granted.map(|(number, _)| number).collect()
}

/// A yes that is supposed where the party says yes on a condition drops the condition.
fn conditions_dropped(graph: &PositionGraph, made: &[Change]) -> Vec<usize> {
    let granted = granted(graph, made, Reading::Conditional);
    if granted.is_empty() {
        return Vec::new();
    }
    let is_granted = |stance: usize| granted.contains(&stance);
    let yeses = graph
        .nodes()
        .filter(|&node| stance_at(graph, node).is_some_and(is_granted));
    let needs = yeses.flat_map(|node| graph.needs(node));
    needs.filter_map(|(to, _)| change_at(graph, to)).collect()
}

/// The number of the stance for which a node stands.
pub(super) fn stance_at(graph: &PositionGraph, node: NodeId) -> Option<usize> {
    match graph.node(node).kind {
        NodeKind::Stance(number) => Some(number),
        NodeKind::Target(_) | NodeKind::Condition(_) | NodeKind::Part | NodeKind::Change(_) => None,
    }
}

/// The number of the change for which a node stands.
fn change_at(graph: &PositionGraph, node: NodeId) -> Option<usize> {
    match graph.node(node).kind {
        NodeKind::Change(number) => Some(number),
        NodeKind::Target(_) | NodeKind::Stance(_) | NodeKind::Condition(_) | NodeKind::Part => None,
    }
}

/// The change that a yes to something would be.
pub(super) fn grant_of(stance: &StanceInfo) -> Change {
    Change::Grant {
        party: stance.party.clone(),
        target: stance.target.clone(),
    }
}

/// The circuit in which a goal is asked about: a default counts only if it comes before the goal's own deadline.
pub(super) fn circuit_for(
    whole: &Circuit,
    graph: &PositionGraph,
    node: NodeId,
    budget: &Budget,
) -> Circuit {
    let record = graph.record();
    let deadline = deadline_of(graph, node);
    let in_time = |number: usize| deadline.is_none_or(|day| record.coming[number].date < day);
    whole.for_goal(&graph.cone(node), budget, &in_time)
}

fn deadline_of(graph: &PositionGraph, node: NodeId) -> Option<Date> {
    let NodeKind::Target(Target::Milestone(goal)) = &graph.node(node).kind else {
        return None;
    };
    graph.record().deadlines.get(goal).copied()
}

/// A question with the graph that it is about.
pub(super) struct Question<'a> {
    pub model: &'a Model,
    pub graph: &'a PositionGraph,
    pub circuit: &'a Circuit,
    pub ask: &'a Ask,
    pub node: NodeId,
    /// Whether a node is the goal or something that it needs, directly or not.
    pub cone: ByNode<bool>,
    library: Library<'a>,
    pub supposed: Supposed,
}

impl<'a> Question<'a> {
    pub(super) fn of(
        model: &'a Model,
        graph: &'a PositionGraph,
        circuit: &'a Circuit,
        ask: &'a Ask,
        node: NodeId,
    ) -> Self {
        Self {
            model,
            graph,
            circuit,
            ask,
            node,
            cone: graph.cone(node),
            library: Library::of(model, graph),
            supposed: Supposed::of(graph, &ask.supposed),
        }
    }

    /// The sentences behind a yes that the graph asks for.
    pub(super) fn grounds(&self, stance: &StanceInfo) -> Grounds {
        self.library.grounds(stance)
    }

    /// Whether something on the way to the goal has a deadline of its own and needs a default that only comes then or
    /// later: whether it could still be had is not worked out.
    pub(super) fn is_untimely(&self) -> bool {
        let deadlines = self.graph.record().deadlines.iter();
        let mut on_the_way = deadlines.filter_map(|(id, day)| Some((self.on_the_way(id)?, *day)));
        on_the_way.any(|(node, day)| {
            let below = self.graph.cone(node);
            self.coming_within(&below).any(|coming| coming.date >= day)
        })
    }

    /// The node of a milestone that the goal needs, directly or not; the goal itself is not on the way to it.
    fn on_the_way(&self, milestone: &MilestoneId) -> Option<NodeId> {
        let node = self.graph.node_of(&Target::Milestone(milestone.clone()))?;
        (node != self.node && self.cone[node]).then_some(node)
    }

    /// Whether something is the goal or something that it needs, directly or not.
    pub(super) fn is_needed(&self, target: &Target) -> bool {
        let node = self.graph.node_of(target);
        node.is_some_and(|node| self.cone[node])
    }

    /// How each node within a cone is decided in the circuit of the goal.
    pub(super) fn gates_within(&self, cone: &ByNode<bool>) -> impl Iterator<Item = Gate> {
        let gates = self.circuit.gates.numbered();
        gates.filter_map(|(node, gate)| cone[node].then_some(*gate))
    }

    /// The defaults within a cone that count and have not come.
    pub(super) fn coming_within(&self, cone: &ByNode<bool>) -> impl Iterator<Item = &Coming> {
        let gates = self.gates_within(cone);
        let coming = gates.filter_map(|gate| match gate {
            Gate::Coming(number) => Some(number),
            Gate::All
            | Gate::Any
            | Gate::AtLeast(_)
            | Gate::True
            | Gate::Unknown(_)
            | Gate::Change(_) => None,
        });
        coming.map(|number| &self.graph.record().coming[number])
    }

    /// The changes and unknown yeses within a cone.
    pub(super) fn leaves_within(&self, cone: &ByNode<bool>) -> impl Iterator<Item = Leaf> {
        self.gates_within(cone).filter_map(|gate| match gate {
            Gate::Change(number) => Some(Leaf::Change(number)),
            Gate::Unknown(number) => Some(Leaf::Unknown(number)),
            Gate::All | Gate::Any | Gate::AtLeast(_) | Gate::True | Gate::Coming(_) => None,
        })
    }

    /// Whether the goal holds with the supposed changes.
    pub(super) fn holds(&self, hope: Hope, edges: Edges) -> bool {
        self.holds_with(hope, edges, &|change| self.is_made(change))
    }

    /// Whether the goal holds where some changes are made; a supposed consent is granted whatever the
    /// reading of the others.
    pub(super) fn holds_with(
        &self,
        hope: Hope,
        edges: Edges,
        made: &dyn Fn(usize) -> bool,
    ) -> bool {
        let given = Given {
            unknown: &|stance| hope.grants() || self.is_heard(stance),
            changes: made,
            coming: &|_| hope.has_come(),
        };
        attainable(self.circuit, self.node, given, edges)
    }

    /// Whether the goal holds with the supposed changes, the unknown read as refused, once some defaults have come.
    pub(super) fn holds_once(&self, has_come: &dyn Fn(usize) -> bool) -> bool {
        let given = Given {
            unknown: &|stance| self.is_heard(stance),
            changes: &|change| self.is_made(change),
            coming: has_come,
        };
        attainable(self.circuit, self.node, given, Edges::AsWritten)
    }

    /// Whether the goal holds where just some leaves are made or granted, and what comes by itself has come.
    pub(super) fn holds_given(&self, leaf: &dyn Fn(Leaf) -> bool) -> bool {
        let given = Given {
            unknown: &|stance| leaf(Leaf::Unknown(stance)),
            changes: &|change| leaf(Leaf::Change(change)),
            coming: &|_| true,
        };
        attainable(self.circuit, self.node, given, Edges::AsWritten)
    }

    /// Whether a leaf is the party's that was asked for, if one was.
    fn is_movable(&self, leaf: Leaf) -> bool {
        let party = self.ask.party.as_ref();
        party.is_none_or(|party| self.owner(leaf) == party)
    }

    /// Whose change or yes it is.
    pub(super) fn owner(&self, leaf: Leaf) -> &PartyId {
        match leaf {
            Leaf::Change(change) => self.graph.changes()[change].change.party(),
            Leaf::Unknown(stance) => &self.graph.stances()[stance].party,
        }
    }

    /// The change that a leaf stands for.
    pub(super) fn change_of(&self, leaf: Leaf) -> Change {
        match leaf {
            Leaf::Change(change) => self.graph.changes()[change].change.clone(),
            Leaf::Unknown(stance) => grant_of(&self.graph.stances()[stance]),
        }
    }

    pub(super) fn is_red_line(&self, leaf: Leaf) -> bool {
        match leaf {
            Leaf::Change(change) => {
                self.graph.changes()[change].firmness == Some(Firmness::RedLine)
            }
            Leaf::Unknown(_) => false,
        }
    }

    pub(super) fn is_supposed(&self, leaf: Leaf) -> bool {
        match leaf {
            Leaf::Change(change) => self.is_made(change),
            Leaf::Unknown(stance) => self.is_heard(stance),
        }
    }

    /// Whether a change is supposed to have been made.
    pub(super) fn is_made(&self, change: usize) -> bool {
        self.supposed.changes.contains(&change)
    }

    /// Whether an unknown yes is supposed to have been given.
    pub(super) fn is_heard(&self, stance: usize) -> bool {
        self.supposed.unknowns.contains(&stance)
    }

    /// How the question reads a leaf.
    pub(super) fn read(&self, leaf: Leaf) -> ReadAs {
        match self.read_of_everybody(leaf) {
            ReadAs::Variable if !self.is_movable(leaf) => ReadAs::Fixed(false),
            read @ (ReadAs::Variable | ReadAs::Fixed(_) | ReadAs::Shared(_)) => read,
        }
    }

    /// How the question reads a leaf, whoever may move.
    pub(super) fn read_of_everybody(&self, leaf: Leaf) -> ReadAs {
        match leaf {
            _ if self.is_supposed(leaf) => ReadAs::Fixed(true),
            Leaf::Unknown(_) if !self.ask.secure => ReadAs::Fixed(true),
            // They come with the votes of the same party that it would have to give anyway.
            Leaf::Unknown(stance) if self.graph.stances()[stance].is_rest => ReadAs::Fixed(false),
            Leaf::Change(_) | Leaf::Unknown(_) => ReadAs::Variable,
        }
    }
}
