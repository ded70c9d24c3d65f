//! Deadlocks: conditions that wait for each other.
//!
//! Each member of a ring must come after the next, so none can come first. A ring counts only if it
//! is still there when every plain refusal is lifted and every unknown consent granted: what is then
//! not attainable is stuck in rings or behind them. A ring that another route avoids leaves its
//! members attainable and is no deadlock. In groups of up to twelve things that wait for each other
//! every elementary ring is found; in larger ones the shortest ring through each strict edge.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::graph::{Change, NodeId, NodeKind, PositionGraph};
use crate::model::{Model, PartyId, Target};
use crate::source::Citation;

use super::Extent;
use super::blocks::cone;
use super::circuit::{Circuit, Edges, Given};

/// Most rings that are listed.
const MOST_RINGS: usize = 1_000;
/// Searches in a large group, once a ring is found, and visits of its members in all.
const MOST_SEARCHES: usize = 2_000;
const MOST_VISITS: usize = 5_000_000;
/// Groups up to this size are searched completely.
const SMALL_GROUP: usize = 12;

/// A ring of conditions, each waiting for the next.
#[derive(Debug, Clone)]
pub struct Deadlock {
    /// The members, each waiting for the next and the last for the first.
    pub ring: Vec<Target>,
    /// Why each waits for the next.
    pub edges: Vec<RingEdge>,
    /// Whether the group was searched completely.
    pub extent: Extent,
}

/// One member of a ring waits for the next.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RingEdge {
    /// What waits.
    pub from: Target,
    /// What it waits for.
    pub needs: Target,
    /// Whether that must come earlier.
    pub strict: bool,
    /// Whose condition it is.
    pub by: Option<PartyId>,
    /// What would open it here.
    pub change: Option<Change>,
    /// Where it is said.
    pub cites: Vec<Citation>,
    /// A remark of the author on the condition.
    pub note: Option<String>,
}

/// Every deadlock of the model, shortest first.
pub fn deadlocks(model: &Model, graph: &PositionGraph) -> Vec<Deadlock> {
    rings_from(model, graph, &Circuit::of(graph), None, &|_| false)
}

/// The deadlocks that a goal needs broken, each told from the goal where it is a member.
pub(super) fn rings_from(
    model: &Model,
    graph: &PositionGraph,
    circuit: &Circuit,
    goal: Option<NodeId>,
    supposed: &dyn Fn(usize) -> bool,
) -> Vec<Deadlock> {
    let stuck = stuck(graph, circuit, supposed);
    let within: Option<BTreeSet<NodeId>> = goal.map(|goal| cone(graph, goal));
    let waits: BTreeMap<NodeId, Vec<Wait>> = graph
        .targets()
        .filter(|(_, node)| {
            stuck[node.0 as usize] && within.as_ref().is_none_or(|cone| cone.contains(node))
        })
        .map(|(target, node)| {
            (
                node,
                Waiting {
                    model,
                    graph,
                    stuck: &stuck,
                    from: target,
                }
                .of(node),
            )
        })
        .collect();
    let mut rings = Vec::new();
    for group in groups(&waits) {
        let extent = if group.len() <= SMALL_GROUP {
            Extent::Complete
        } else {
            Extent::Partial("only the shortest ring through each condition was sought".to_owned())
        };
        let found = if group.len() <= SMALL_GROUP {
            every_ring(&group, &waits)
        } else {
            shortest_rings(&group, &waits)
        };
        rings.extend(
            found
                .into_iter()
                .filter_map(|ring| told(ring, &waits, graph, goal, extent.clone())),
        );
    }
    rings.sort_by(|a, b| (a.ring.len(), &a.ring).cmp(&(b.ring.len(), &b.ring)));
    rings.truncate(MOST_RINGS);
    rings
}

/// What cannot be attained though every plain refusal is lifted and every unknown granted.
fn stuck(graph: &PositionGraph, circuit: &Circuit, supposed: &dyn Fn(usize) -> bool) -> Vec<bool> {
    let lifted = |change: usize| {
        let info = &graph.changes()[change];
        supposed(change) || (matches!(info.change, Change::Grant { .. }) && info.until.is_none())
    };
    let holding = circuit.evaluate(
        Given {
            unknown: &|_| true,
            changes: &lifted,
        },
        Edges::AsWritten,
        &[],
    );
    holding.step.into_iter().map(|step| step == 0).collect()
}

/// A wait of one target for another.
#[derive(Debug, Clone)]
struct Wait {
    to: NodeId,
    edge: RingEdge,
}

struct Waiting<'a> {
    model: &'a Model,
    graph: &'a PositionGraph,
    stuck: &'a [bool],
    from: &'a Target,
}

/// What is known of a path from a target through conditions and consents.
#[derive(Clone, Default)]
struct Path {
    strict: bool,
    by: Option<PartyId>,
    change: Option<Change>,
    cites: Vec<Citation>,
    note: Option<String>,
}

impl Waiting<'_> {
    fn of(&self, node: NodeId) -> Vec<Wait> {
        let mut found = Vec::new();
        self.follow(node, &Path::default(), &mut BTreeSet::new(), &mut found);
        found.sort_by(|a, b| (a.to, &a.edge).cmp(&(b.to, &b.edge)));
        found.dedup_by(|a, b| a.to == b.to && a.edge.by == b.edge.by);
        found
    }

    fn follow(
        &self,
        node: NodeId,
        path: &Path,
        seen: &mut BTreeSet<NodeId>,
        found: &mut Vec<Wait>,
    ) {
        for (next, need) in self.graph.needs(node) {
            if !self.stuck[next.0 as usize] {
                continue;
            }
            let mut path = path.clone();
            path.strict |= need.strict;
            match &self.graph.node(next).kind {
                NodeKind::Target(target) => found.push(Wait {
                    to: next,
                    edge: self.edge(target, path),
                }),
                kind @ (NodeKind::Stance(_)
                | NodeKind::Condition(_)
                | NodeKind::Part
                | NodeKind::Change(_)) => {
                    if seen.insert(next) {
                        self.note(next, kind, &mut path);
                        self.follow(next, &path, seen, found);
                        seen.remove(&next);
                    }
                }
            }
        }
    }

    fn edge(&self, needs: &Target, path: Path) -> RingEdge {
        let mut cites = path.cites;
        if let (true, Target::Milestone(id)) = (cites.is_empty(), self.from) {
            cites = self
                .model
                .milestones
                .get(id)
                .map(|milestone| milestone.cites.clone())
                .unwrap_or_default();
        }
        RingEdge {
            from: self.from.clone(),
            needs: needs.clone(),
            strict: path.strict,
            by: path.by,
            change: path.change,
            cites,
            note: path.note,
        }
    }

    /// The change that would lift a refusal or drop the condition of a yes.
    fn change_of(&self, stance: NodeId) -> Option<Change> {
        let needs = self.graph.needs(stance);
        needs
            .into_iter()
            .find_map(|(to, _)| match self.graph.node(to).kind {
                NodeKind::Change(change) => Some(self.graph.changes()[change].change.clone()),
                NodeKind::Target(_)
                | NodeKind::Stance(_)
                | NodeKind::Condition(_)
                | NodeKind::Part => None,
            })
    }

    fn note(&self, node: NodeId, kind: &NodeKind, path: &mut Path) {
        match kind {
            NodeKind::Stance(number) => {
                let stance = &self.graph.stances()[*number];
                path.by.get_or_insert_with(|| stance.party.clone());
                if path.change.is_none() {
                    path.change = self.change_of(node);
                }
                path.cites.extend(
                    stance
                        .positions
                        .iter()
                        .flat_map(|&i| self.model.positions[i].cites.clone()),
                );
            }
            NodeKind::Condition(info) => {
                if let (Some(by), None) = (&info.by, &path.by) {
                    path.by = Some(by.clone());
                    path.change = Some(Change::Waive {
                        party: by.clone(),
                        target: info.of.clone(),
                        condition: info.condition.clone(),
                    });
                }
                path.note = path.note.take().or_else(|| info.note.clone());
                path.cites.extend(info.cites.clone());
            }
            NodeKind::Target(_) | NodeKind::Part | NodeKind::Change(_) => {}
        }
        path.cites.sort();
        path.cites.dedup();
    }
}

/// Groups of targets that wait for each other, by petgraph-free reachability on the small wait graph.
fn groups(waits: &BTreeMap<NodeId, Vec<Wait>>) -> Vec<BTreeSet<NodeId>> {
    let mut graph = petgraph::graphmap::DiGraphMap::<u32, ()>::new();
    for (node, out) in waits {
        graph.add_node(node.0);
        out.iter()
            .filter(|wait| waits.contains_key(&wait.to))
            .for_each(|wait| {
                graph.add_edge(node.0, wait.to.0, ());
            });
    }
    let mut groups: Vec<BTreeSet<NodeId>> = petgraph::algo::kosaraju_scc(&graph)
        .into_iter()
        .map(|group| group.into_iter().map(NodeId).collect::<BTreeSet<_>>())
        .filter(|group| group.len() > 1)
        .collect();
    groups.sort();
    groups
}

fn next_in<'a>(
    node: NodeId,
    group: &'a BTreeSet<NodeId>,
    waits: &'a BTreeMap<NodeId, Vec<Wait>>,
) -> BTreeSet<NodeId> {
    waits[&node]
        .iter()
        .map(|wait| wait.to)
        .filter(|to| group.contains(to))
        .collect()
}

/// Every elementary ring of a small group, each from its first member.
fn every_ring(group: &BTreeSet<NodeId>, waits: &BTreeMap<NodeId, Vec<Wait>>) -> Vec<Vec<NodeId>> {
    fn walk(
        path: &mut Vec<NodeId>,
        group: &BTreeSet<NodeId>,
        waits: &BTreeMap<NodeId, Vec<Wait>>,
        found: &mut Vec<Vec<NodeId>>,
    ) {
        let (first, last) = (path[0], path[path.len() - 1]);
        for next in next_in(last, group, waits) {
            if found.len() >= MOST_RINGS {
                return;
            }
            if next == first {
                found.push(path.clone());
            } else if next > first && !path.contains(&next) {
                path.push(next);
                walk(path, group, waits, found);
                path.pop();
            }
        }
    }
    let mut found = Vec::new();
    for &first in group {
        walk(&mut vec![first], group, waits, &mut found);
    }
    found
}

/// The shortest ring through each strict edge of a large group, as far as the work allowed goes.
fn shortest_rings(
    group: &BTreeSet<NodeId>,
    waits: &BTreeMap<NodeId, Vec<Wait>>,
) -> Vec<Vec<NodeId>> {
    let mut found = BTreeSet::new();
    let mut sought = 0;
    for &from in group {
        for wait in waits[&from]
            .iter()
            .filter(|wait| wait.edge.strict && group.contains(&wait.to))
        {
            if let Some(ring) = path_back(wait.to, from, group, waits) {
                let start = ring
                    .iter()
                    .enumerate()
                    .min_by_key(|(_, node)| **node)
                    .map_or(0, |(at, _)| at);
                found.insert(
                    ring[start..]
                        .iter()
                        .chain(&ring[..start])
                        .copied()
                        .collect::<Vec<_>>(),
                );
            }
            sought += 1;
            if found.len() >= MOST_RINGS
                || (sought > MOST_SEARCHES && !found.is_empty())
                || sought * group.len() > MOST_VISITS
            {
                return found.into_iter().collect();
            }
        }
    }
    found.into_iter().collect()
}

fn path_back(
    from: NodeId,
    to: NodeId,
    group: &BTreeSet<NodeId>,
    waits: &BTreeMap<NodeId, Vec<Wait>>,
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

/// A ring told from the goal, or from its first member by name; `None` where no edge means *earlier*.
fn told(
    ring: Vec<NodeId>,
    waits: &BTreeMap<NodeId, Vec<Wait>>,
    graph: &PositionGraph,
    goal: Option<NodeId>,
    extent: Extent,
) -> Option<Deadlock> {
    let name = |node: NodeId| match &graph.node(node).kind {
        NodeKind::Target(target) => target.clone(),
        NodeKind::Stance(_) | NodeKind::Condition(_) | NodeKind::Part | NodeKind::Change(_) => {
            unreachable!("rings are made of targets")
        }
    };
    let first = ring
        .iter()
        .position(|node| Some(*node) == goal)
        .unwrap_or_else(|| {
            (0..ring.len())
                .min_by_key(|&at| name(ring[at]))
                .unwrap_or(0)
        });
    let turned: Vec<NodeId> = ring[first..]
        .iter()
        .chain(&ring[..first])
        .copied()
        .collect();
    let mut edges = Vec::new();
    for (at, from) in turned.iter().enumerate() {
        let to = turned[(at + 1) % turned.len()];
        edges.extend(
            waits[from]
                .iter()
                .filter(|wait| wait.to == to)
                .map(|wait| wait.edge.clone()),
        );
    }
    let goes_round = edges.iter().any(|edge| edge.strict);
    goes_round.then(|| Deadlock {
        ring: turned.into_iter().map(name).collect(),
        edges,
        extent,
    })
}
