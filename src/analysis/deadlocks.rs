//! Deadlocks: conditions that wait for each other.
//!
//! Each member of a ring must come after the next, so none can come first. Members are things, and yeses on which another
//! party's condition waits. A ring counts only if it is still there when every plain refusal is lifted, every unknown
//! consent granted and every coming default has come: what is then not attainable is stuck in rings or behind them. A ring
//! that another route avoids leaves its members attainable and is no deadlock; where a goal is circular all the same,
//! because the other routes are refused, the ring is told together with what closes them. In groups of up to twelve
//! things that wait for each other every elementary ring is found (by plain backtracking); in larger ones the shortest
//! ring through each strict edge.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;

use serde::{Serialize, Serializer};

use crate::graph::{ByNode, Change, NodeId, NodeKind, PositionGraph};
use crate::model::{Model, PartyId, Target};
use crate::source::Citation;

use super::engine::budget::Budget;
use super::engine::circuit::{Circuit, Edges, Given};
use super::known::Known;
use super::openings::Blocker;
use super::question::{Question, circuit_for};
use super::standing::{BlockedKind, Standing, Status};

/// Groups up to this size are searched completely.
const SMALL_GROUP: usize = 12;

/// What waits in a ring.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Waiter {
    /// A milestone, an issue or an answer.
    Thing(Target),
    /// A party's yes to something.
    Yes(PartyId, Target),
}

impl Waiter {
    /// What it is about.
    pub fn target(&self) -> &Target {
        match self {
            Self::Thing(target) | Self::Yes(_, target) => target,
        }
    }
}

impl fmt::Display for Waiter {
    /// A target as ever; a yes as `party:target`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Thing(target) => write!(f, "{target}"),
            Self::Yes(party, target) => write!(f, "{party}:{target}"),
        }
    }
}

impl Serialize for Waiter {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// A ring of conditions, each waiting for the next.
#[derive(Debug, Clone, Serialize)]
pub struct Deadlock {
    /// The members, each waiting for the next and the last for the first.
    pub ring: Vec<Waiter>,
    /// Why each waits for the next.
    pub edges: Vec<RingEdge>,
}

impl Deadlock {
    /// Whether a thing is a member.
    pub fn holds(&self, target: &Target) -> bool {
        self.ring
            .iter()
            .any(|waiter| *waiter == Waiter::Thing(target.clone()))
    }
}

/// One member of a ring waits for the next.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct RingEdge {
    /// What waits.
    pub from: Waiter,
    /// What it waits for.
    pub needs: Waiter,
    /// Whether that must come earlier.
    pub strict: bool,
    /// Whose condition it is.
    pub by: Option<PartyId>,
    /// What would open it here: a change that was tried, and does.
    pub change: Option<Change>,
    /// How far that change goes.
    pub opens: Option<Opens>,
    /// What the author notes on the condition.
    #[serde(rename = "note", serialize_with = "in_one")]
    pub notes: Vec<String>,
    /// How many independent origins tell it.
    pub origins: usize,
    /// Where it is said.
    pub cites: Vec<Citation>,
}

/// Notes as one text, or null where there is none.
fn in_one<S: serde::Serializer>(notes: &[String], to: S) -> Result<S::Ok, S::Error> {
    let text = (!notes.is_empty()).then(|| notes.join(" "));
    text.serialize(to)
}

impl RingEdge {
    /// Whether it leads from one thing to another, by way of consents or not.
    pub fn joins(&self, from: &Target, needs: &Target) -> bool {
        self.from.target() == from && self.needs.target() == needs
    }
}

/// How far a change at a ring goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opens {
    /// With it alone, what waits is no longer blocked.
    Goal,
    /// It breaks the ring; a refusal elsewhere is in the way too.
    Ring,
}

/// A ring on a way that nobody refuses, while another way that avoids it is refused.
#[derive(Debug, Clone, Serialize)]
pub struct AvoidedRing {
    /// The ring.
    #[serde(flatten)]
    pub ring: Deadlock,
    /// What closes the ways that avoid it: the plain refusals among what blocks, as the changes that would lift them.
    pub closed_by: Vec<Change>,
}

/// Every deadlock of the model, shortest first.
pub fn deadlocks(model: &Model, graph: &PositionGraph, budget: &Budget) -> Known<Vec<Deadlock>> {
    let circuit = Circuit::of(graph, budget);
    let trial = Trial::new(graph, &circuit, budget, &|_| false, None);
    let stuck = trial.stuck(&|_| false);
    let rings = Rings {
        model,
        graph,
        trial: &trial,
        within: stuck,
        goal: None,
    };
    rings.told()
}

impl Question<'_> {
    /// The deadlocks that the goal needs broken; and where it is circular without one, the rings that another way avoids.
    pub(super) fn rings(
        &self,
        whole: &Circuit,
        standing: &Standing,
        blockers: &Known<Vec<Blocker>>,
    ) -> (Known<Vec<Deadlock>>, Known<Vec<AvoidedRing>>) {
        if standing.status != Status::Blocked {
            return (Known::Exact(Vec::new()), Known::Exact(Vec::new()));
        }
        let supposed = |change: usize| self.supposed.changes.contains(&change);
        let budget = &self.ask.budget;
        let trial = Trial::new(self.graph, whole, budget, &supposed, Some(self));
        let stuck = trial.stuck(&|_| false);
        let rings = self.rings_within(&trial, stuck);
        let is_circular = standing.kind == Some(BlockedKind::Circular);
        if !is_circular || !rings.items().is_empty() || !rings.is_exact() {
            return (rings, Known::Exact(Vec::new()));
        }
        let closed_by = closing(blockers.items());
        let avoided = self.rings_within(&trial, self.circular()).map(|rings| {
            let avoided = |ring| AvoidedRing {
                ring,
                closed_by: closed_by.clone(),
            };
            rings.into_iter().map(avoided).collect::<Vec<AvoidedRing>>()
        });
        (rings, avoided.resting_on(blockers))
    }

    /// The rings among some nodes that the goal needs by way of such nodes.
    fn rings_within(&self, trial: &Trial<'_>, within: ByNode<bool>) -> Known<Vec<Deadlock>> {
        let by_way_of = |node: NodeId| within[node];
        let within = self.graph.cone_within(self.node, &by_way_of);
        let goal = Some(self.node);
        Rings {
            model: self.model,
            graph: self.graph,
            trial,
            within,
            goal,
        }
        .told()
    }

    /// What would hold if all conditions might come together, and does not as they are written.
    fn circular(&self) -> ByNode<bool> {
        let granted = |_: usize| true;
        let made = |change: usize| self.supposed.changes.contains(&change);
        let given = Given {
            unknown: &granted,
            changes: &made,
            coming: &|_| true,
        };
        let none = Vec::new();
        let ways = self.circuit.pinned.iter();
        let mut together =
            ways.map(|out| (out, self.circuit.evaluate(given, Edges::AllTogether, out)));
        let (out, together) = together
            .find(|(_, together)| together.holds(self.node))
            .unwrap_or_else(|| {
                (
                    &none,
                    self.circuit.evaluate(given, Edges::AllTogether, &none),
                )
            });
        let written = self.circuit.evaluate(given, Edges::AsWritten, out);
        self.graph
            .nodes()
            .map(|node| together.holds(node) && !written.holds(node))
            .collect()
    }
}

/// The refusals that close the ways round a ring: plain ones among what blocks.
fn closing(blockers: &[Blocker]) -> Vec<Change> {
    let is_plain = |blocker: &&Blocker| {
        let is_refusal = matches!(blocker.change, Change::Grant { .. }) && !blocker.unknown;
        is_refusal && blocker.until.is_empty()
    };
    let plain = blockers.iter().filter(is_plain);
    plain.map(|blocker| blocker.change.clone()).collect()
}

/// Tries what a change does, as far as the work allowed goes.
struct Trial<'a> {
    graph: &'a PositionGraph,
    circuit: &'a Circuit,
    budget: &'a Budget,
    supposed: &'a dyn Fn(usize) -> bool,
    question: Option<&'a Question<'a>>,
    known: RefCell<BTreeMap<(usize, NodeId), Option<Opens>>>,
    visits: Cell<u64>,
    stopped: Cell<bool>,
}

impl<'a> Trial<'a> {
    fn new(
        graph: &'a PositionGraph,
        circuit: &'a Circuit,
        budget: &'a Budget,
        supposed: &'a dyn Fn(usize) -> bool,
        question: Option<&'a Question<'a>>,
    ) -> Self {
        Self {
            graph,
            circuit,
            budget,
            supposed,
            question,
            known: RefCell::default(),
            visits: Cell::new(0),
            stopped: Cell::new(false),
        }
    }

    /// What cannot be attained though every plain refusal is lifted and every unknown granted, with some changes made.
    fn stuck(&self, made: &dyn Fn(usize) -> bool) -> ByNode<bool> {
        let lifted = |change: usize| {
            let info = &self.graph.changes()[change];
            let is_plain = matches!(info.change, Change::Grant { .. }) && info.until.is_empty();
            is_plain || (self.supposed)(change) || made(change)
        };
        let given = Given {
            unknown: &|_| true,
            changes: &lifted,
            coming: &|_| true,
        };
        let holding = self.circuit.evaluate(given, Edges::AsWritten, &[]);
        holding.step.iter().map(|step| *step == 0).collect()
    }

    /// How far a change goes for what waits: the goal that was asked about, or the member of the ring.
    fn opens(&self, change: usize, waits: NodeId) -> Option<Opens> {
        let waits = self.question.map_or(waits, |question| question.node);
        if let Some(&known) = self.known.borrow().get(&(change, waits)) {
            return known;
        }
        self.visits
            .set(self.visits.get() + 2 * self.graph.len() as u64);
        if self.visits.get() > self.budget.visits {
            self.stopped.set(true);
            return None;
        }
        let opens = if self.opens_at_once(change, waits) {
            Some(Opens::Goal)
        } else {
            let stuck = self.stuck(&|other| other == change);
            (!stuck[waits]).then_some(Opens::Ring)
        };
        self.known.borrow_mut().insert((change, waits), opens);
        opens
    }

    fn opens_at_once(&self, change: usize, waits: NodeId) -> bool {
        let made = |other: usize| other == change || (self.supposed)(other);
        // A default that comes only where the member itself is missed does not open it.
        let own;
        let circuit = match self.question {
            Some(question) => question.circuit,
            None if self.graph.record().coming.is_empty() => self.circuit,
            None => {
                own = circuit_for(self.circuit, self.graph, waits, self.budget);
                &own
            }
        };
        let given = Given {
            unknown: &|_| true,
            changes: &made,
            coming: &|_| true,
        };
        super::engine::circuit::attainable(circuit, waits, given, Edges::AsWritten)
    }
}

/// The search for rings among some nodes.
struct Rings<'a> {
    model: &'a Model,
    graph: &'a PositionGraph,
    trial: &'a Trial<'a>,
    /// The nodes among which rings are sought.
    within: ByNode<bool>,
    goal: Option<NodeId>,
}

/// A wait of one member for another, with the changes that might lift it, nearest first.
#[derive(Debug, Clone)]
struct Wait {
    to: NodeId,
    edge: RingEdge,
    candidates: Vec<usize>,
}

/// What is known of a path from a member through conditions and consents.
#[derive(Clone, Default)]
struct Path {
    strict: bool,
    by: Option<PartyId>,
    candidates: Vec<usize>,
    cites: Vec<Citation>,
    notes: Vec<String>,
}

impl Path {
    /// Adds what the author notes on a step of it.
    fn note(&mut self, note: Option<&String>) {
        let new = note.filter(|note| !self.notes.contains(note));
        self.notes.extend(new.cloned());
    }
}

type Waits = BTreeMap<NodeId, Vec<Wait>>;

impl Rings<'_> {
    fn told(&self) -> Known<Vec<Deadlock>> {
        let members: BTreeMap<NodeId, Waiter> = self
            .graph
            .nodes()
            .filter(|node| self.within[*node])
            .filter_map(|node| Some((node, self.member(node)?)))
            .collect();
        let waits: Waits = members
            .iter()
            .map(|(&node, waiter)| (node, self.waits_of(node, waiter, &members)))
            .collect();
        let mut rings = Vec::new();
        let mut whole = true;
        for group in groups(&waits) {
            let (found, all) = match group.len() <= SMALL_GROUP {
                true => every_ring(&group, &waits, self.trial.budget.listed),
                false => shortest_rings(&group, &waits, self.trial.budget),
            };
            whole &= all;
            let told = found
                .into_iter()
                .filter_map(|ring| self.ring(ring, &waits, &members));
            rings.extend(told);
        }
        let holds_goal = |ring: &Deadlock| {
            self.goal
                .is_some_and(|goal| ring.ring.contains(&members[&goal]))
        };
        let opens = |ring: &Deadlock| {
            ring.edges
                .iter()
                .any(|edge| edge.opens == Some(Opens::Goal))
        };
        let goal_is_member = self.goal.is_some_and(|goal| members.contains_key(&goal));
        rings.sort_by_cached_key(|ring| {
            let through_goal = goal_is_member && holds_goal(ring);
            let by_name: Vec<String> = ring.ring.iter().map(ToString::to_string).collect();
            (
                !through_goal,
                self.goal.is_some() && !opens(ring),
                by_name.len(),
                by_name,
            )
        });
        if rings.len() > self.trial.budget.listed {
            rings.truncate(self.trial.budget.listed);
            whole = false;
        }
        match (whole, self.trial.stopped.get()) {
            (true, false) => Known::Exact(rings),
            (false, _) => Known::Partial(
                rings,
                "only the shortest ring through each condition was sought".to_owned(),
            ),
            (true, true) => Known::Partial(
                rings,
                "not every change at a ring could be tried".to_owned(),
            ),
        }
    }

    /// Whether a node can be a member of a ring: a thing, or a yes that somebody's condition asks for.
    fn member(&self, node: NodeId) -> Option<Waiter> {
        match &self.graph.node(node).kind {
            NodeKind::Target(target) => Some(Waiter::Thing(target.clone())),
            NodeKind::Stance(number) => {
                let stance = &self.graph.stances()[*number];
                let own = self.graph.node_of(&stance.target);
                let asked_for = self.graph.needed_by(node).any(|above| Some(above) != own);
                asked_for.then(|| Waiter::Yes(stance.party.clone(), stance.target.clone()))
            }
            NodeKind::Condition(_) | NodeKind::Part | NodeKind::Change(_) => None,
        }
    }

    fn waits_of(
        &self,
        node: NodeId,
        waiter: &Waiter,
        members: &BTreeMap<NodeId, Waiter>,
    ) -> Vec<Wait> {
        let mut path = Path::default();
        if let kind @ NodeKind::Stance(_) = &self.graph.node(node).kind {
            self.note(node, kind, &mut path);
        }
        let mut found = Vec::new();
        self.follow(node, &path, (waiter, members), &mut found);
        found.sort_by(|a, b| (a.to, &a.edge).cmp(&(b.to, &b.edge)));
        found.dedup_by(|a, b| a.to == b.to && a.edge == b.edge);
        found
    }

    fn follow(
        &self,
        node: NodeId,
        path: &Path,
        from: (&Waiter, &BTreeMap<NodeId, Waiter>),
        found: &mut Vec<Wait>,
    ) {
        for (next, need) in self.graph.needs(node) {
            if !self.within[next] {
                continue;
            }
            let mut path = path.clone();
            path.strict |= need.strict;
            match (from.1.get(&next), &self.graph.node(next).kind) {
                (Some(needs), _) => found.push(self.wait(from.0, needs, next, path)),
                (None, kind) => {
                    self.note(next, kind, &mut path);
                    self.follow(next, &path, from, found);
                }
            }
        }
    }

    fn wait(&self, from: &Waiter, needs: &Waiter, to: NodeId, path: Path) -> Wait {
        let mut cites = path.cites;
        if let (true, Waiter::Thing(Target::Milestone(id))) = (cites.is_empty(), from) {
            let milestone = self.model.milestones.get(id);
            cites = milestone
                .map(|milestone| milestone.cites.clone())
                .unwrap_or_default();
        }
        cites.sort();
        cites.dedup();
        let edge = RingEdge {
            from: from.clone(),
            needs: needs.clone(),
            strict: path.strict,
            by: path.by,
            change: None,
            opens: None,
            notes: path.notes,
            origins: self.model.origins(&cites),
            cites,
        };
        Wait {
            to,
            edge,
            candidates: path.candidates,
        }
    }

    /// The changes that would lift a refusal or drop a condition at a node.
    fn changes_at(&self, node: NodeId) -> Vec<usize> {
        let needs = self.graph.needs(node).into_iter();
        let changes = needs.filter_map(|(to, _)| match self.graph.node(to).kind {
            NodeKind::Change(change) => Some(change),
            NodeKind::Target(_) | NodeKind::Stance(_) | NodeKind::Condition(_) | NodeKind::Part => {
                None
            }
        });
        changes.collect()
    }

    fn note(&self, node: NodeId, kind: &NodeKind, path: &mut Path) {
        match kind {
            NodeKind::Stance(number) => {
                let stance = &self.graph.stances()[*number];
                path.by.get_or_insert_with(|| stance.party.clone());
                path.candidates.extend(self.changes_at(node));
                for &index in &stance.positions {
                    let position = &self.model.positions[index];
                    path.cites.extend(position.cites.clone());
                    path.note(position.note.as_ref());
                }
            }
            NodeKind::Condition(info) => {
                if let Some(by) = &info.by {
                    path.by.get_or_insert_with(|| by.clone());
                    path.candidates.extend(self.changes_at(node));
                }
                path.note(info.note.as_ref());
                path.cites.extend(info.cites.clone());
            }
            NodeKind::Target(_) | NodeKind::Part | NodeKind::Change(_) => {}
        }
    }

    /// A ring told from the goal, or from its first member by name; `None` where no edge means *earlier*.
    fn ring(
        &self,
        ring: Vec<NodeId>,
        waits: &Waits,
        members: &BTreeMap<NodeId, Waiter>,
    ) -> Option<Deadlock> {
        let first = ring.iter().position(|node| Some(*node) == self.goal);
        let by_name = || (0..ring.len()).min_by_key(|&at| &members[&ring[at]]);
        let first = first.or_else(by_name).unwrap_or(0);
        let turned: Vec<NodeId> = ring[first..]
            .iter()
            .chain(&ring[..first])
            .copied()
            .collect();
        let mut edges = Vec::new();
        for (at, from) in turned.iter().enumerate() {
            let to = turned[(at + 1) % turned.len()];
            let here = waits[from].iter().filter(|wait| wait.to == to);
            edges.extend(here.map(|wait| self.tried(*from, wait)));
        }
        let goes_round = edges.iter().any(|edge| edge.strict);
        goes_round.then(|| Deadlock {
            ring: turned
                .into_iter()
                .map(|node| members[&node].clone())
                .collect(),
            edges,
        })
    }

    /// An edge with the first change at it that was tried and opens something; one that opens all before one that only
    /// breaks the ring.
    fn tried(&self, from: NodeId, wait: &Wait) -> RingEdge {
        let opens = |change: &usize| self.trial.opens(*change, from);
        let tried = wait
            .candidates
            .iter()
            .filter_map(|change| Some((opens(change)?, *change)));
        let best = tried.min_by_key(|(opens, _)| *opens);
        RingEdge {
            change: best.map(|(_, change)| self.graph.changes()[change].change.clone()),
            opens: best.map(|(opens, _)| opens),
            ..wait.edge.clone()
        }
    }
}

/// Groups of members that wait for each other, or for themselves.
fn groups(waits: &Waits) -> Vec<BTreeSet<NodeId>> {
    let mut graph = petgraph::graphmap::DiGraphMap::<NodeId, ()>::new();
    for (node, out) in waits {
        graph.add_node(*node);
        out.iter()
            .filter(|wait| waits.contains_key(&wait.to))
            .for_each(|wait| {
                graph.add_edge(*node, wait.to, ());
            });
    }
    let mut groups: Vec<BTreeSet<NodeId>> = petgraph::algo::kosaraju_scc(&graph)
        .into_iter()
        .filter(|group| group.len() > 1 || graph.contains_edge(group[0], group[0]))
        .map(|group| group.into_iter().collect::<BTreeSet<_>>())
        .collect();
    groups.sort();
    groups
}

fn next_in<'a>(node: NodeId, group: &'a BTreeSet<NodeId>, waits: &'a Waits) -> BTreeSet<NodeId> {
    let next = waits[&node].iter().map(|wait| wait.to);
    next.filter(|to| group.contains(to)).collect()
}

/// Every elementary ring of a small group, each from its first member; and whether these are all.
fn every_ring(group: &BTreeSet<NodeId>, waits: &Waits, most: usize) -> (Vec<Vec<NodeId>>, bool) {
    fn walk(
        path: &mut Vec<NodeId>,
        group: &BTreeSet<NodeId>,
        waits: &Waits,
        found: &mut Vec<Vec<NodeId>>,
        most: usize,
    ) {
        let (first, last) = (path[0], path[path.len() - 1]);
        for next in next_in(last, group, waits) {
            if found.len() > most {
                return;
            }
            if next == first {
                found.push(path.clone());
            } else if next > first && !path.contains(&next) {
                path.push(next);
                walk(path, group, waits, found, most);
                path.pop();
            }
        }
    }
    let mut found = Vec::new();
    for &first in group {
        walk(&mut vec![first], group, waits, &mut found, most);
    }
    let whole = found.len() <= most;
    found.truncate(most);
    (found, whole)
}

/// Searches in a large group, once a ring is found.
const MOST_SEARCHES: u64 = 2_000;

/// The shortest ring through each strict edge of a large group, as far as the work allowed goes; never said to be all.
fn shortest_rings(
    group: &BTreeSet<NodeId>,
    waits: &Waits,
    budget: &Budget,
) -> (Vec<Vec<NodeId>>, bool) {
    let mut found = BTreeSet::new();
    let mut sought = 0u64;
    for &from in group {
        let strict = waits[&from].iter().filter(|wait| wait.edge.strict);
        for wait in strict.filter(|wait| group.contains(&wait.to)) {
            if let Some(ring) = path_back(wait.to, from, group, waits) {
                let start = (0..ring.len()).min_by_key(|&at| ring[at]).unwrap_or(0);
                let turned = ring[start..].iter().chain(&ring[..start]);
                found.insert(turned.copied().collect::<Vec<_>>());
            }
            sought += 1;
            let is_enough = found.len() >= budget.listed;
            let is_long = sought > MOST_SEARCHES && !found.is_empty();
            if is_enough || is_long || sought * group.len() as u64 > budget.visits / 10 {
                return (found.into_iter().collect(), false);
            }
        }
    }
    (found.into_iter().collect(), false)
}

fn path_back(
    from: NodeId,
    to: NodeId,
    group: &BTreeSet<NodeId>,
    waits: &Waits,
) -> Option<Vec<NodeId>> {
    let mut came: BTreeMap<NodeId, NodeId> = BTreeMap::new();
    let mut open = VecDeque::from([from]);
    while let Some(node) = open.pop_front() {
        if node == to {
            let mut path = vec![to];
            while let Some(&before) = came.get(path.last().expect("not empty")) {
                path.push(before);
                if before == from {
                    break;
                }
            }
            path.reverse();
            return Some(path);
        }
        for next in next_in(node, group, waits) {
            if next != from && !came.contains_key(&next) {
                came.insert(next, node);
                open.push_back(next);
            }
        }
    }
    None
}
