//! Who waits for whom: from each thing, and each yes that is asked for, to the next ones by way of conditions and
//! consents, with whose conditions they are and what would lift them.

use std::collections::BTreeMap;

use crate::graph::{ByNode, ConditionInfo, NodeId, NodeKind, PositionGraph, Reading, StanceInfo};
use crate::model::{Model, PartyId, Target};
use crate::source::Citation;

use super::{RingEdge, Waiter};

/// A wait of one member for another, with the changes that might lift it, nearest first.
#[derive(Debug, Clone)]
pub(super) struct Wait {
    pub to: NodeId,
    pub edge: RingEdge,
    pub candidates: Vec<usize>,
}

/// The members of possible rings, and what each waits for.
pub(super) struct Waiting {
    pub members: BTreeMap<NodeId, Waiter>,
    pub waits: BTreeMap<NodeId, Vec<Wait>>,
}

/// The nodes among which waits are sought.
pub(super) struct Among<'a> {
    pub model: &'a Model,
    pub graph: &'a PositionGraph,
    pub within: ByNode<bool>,
}

impl Among<'_> {
    pub fn waiting(&self) -> Waiting {
        let within = self.graph.nodes().filter(|node| self.within[*node]);
        let members = within.filter_map(|node| Some((node, self.member(node)?)));
        let members: BTreeMap<NodeId, Waiter> = members.collect();
        let waits = members
            .iter()
            .map(|(&node, waiter)| (node, self.waits_of(node, waiter, &members)));
        Waiting {
            waits: waits.collect(),
            members,
        }
    }

    /// Whether a node can be a member of a ring: a thing, or a yes that somebody's condition asks for.
    fn member(&self, node: NodeId) -> Option<Waiter> {
        match &self.graph.node(node).kind {
            NodeKind::Target(target) => Some(Waiter::Thing(target.clone())),
            NodeKind::Stance(number) => {
                let stance = &self.graph.stances()[*number];
                let own = self.graph.node_of(&stance.target);
                let mut above = self.graph.needed_by(node);
                let asked_for =
                    above.any(|above| Some(above) != own && !self.graph.counts_votes(above));
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
        let mut following = Following {
            among: self,
            waiter,
            members,
            found: Vec::new(),
        };
        let mut path = Path::default();
        if let NodeKind::Stance(number) = self.graph.node(node).kind {
            self.note_stance(node, &self.graph.stances()[number], &mut path);
        }
        following.follow(node, &path);
        let mut found = following.found;
        found.sort_by(|a, b| (a.to, &a.edge).cmp(&(b.to, &b.edge)));
        found.dedup_by(|a, b| a.to == b.to && a.edge == b.edge);
        found
    }

    /// Adds to a path what is said at a node.
    fn note(&self, node: NodeId, path: &mut Path) {
        match &self.graph.node(node).kind {
            NodeKind::Stance(number) => {
                self.note_stance(node, &self.graph.stances()[*number], path);
            }
            NodeKind::Condition(info) => self.note_condition(node, info, path),
            NodeKind::Target(_) | NodeKind::Part | NodeKind::Change(_) => {}
        }
    }

    fn note_stance(&self, node: NodeId, stance: &StanceInfo, path: &mut Path) {
        if stance.reading == Reading::Counted {
            return;
        }
        path.by.get_or_insert_with(|| stance.party.clone());
        path.candidates.extend(self.changes_at(node));
        for &index in &stance.positions {
            let position = &self.model.positions[index];
            path.cites.extend(position.cites.clone());
            path.note(position.note.as_ref());
        }
    }

    fn note_condition(&self, node: NodeId, info: &ConditionInfo, path: &mut Path) {
        if let Some(by) = &info.by {
            path.by.get_or_insert_with(|| by.clone());
            path.candidates.extend(self.changes_at(node));
        }
        path.note(info.note.as_ref());
        path.cites.extend(info.cites.clone());
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

    /// Where a wait is said; where nothing is cited on the way, where the milestone that waits is.
    fn cites(&self, from: &Waiter, mut cites: Vec<Citation>) -> Vec<Citation> {
        if let (true, Waiter::Thing(Target::Milestone(id))) = (cites.is_empty(), from) {
            let milestone = self.model.milestones.get(id);
            cites.extend(milestone.into_iter().flat_map(|m| m.cites.clone()));
        }
        cites.sort();
        cites.dedup();
        cites
    }
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

/// The paths from one member to the next ones.
struct Following<'a> {
    among: &'a Among<'a>,
    waiter: &'a Waiter,
    members: &'a BTreeMap<NodeId, Waiter>,
    found: Vec<Wait>,
}

impl Following<'_> {
    fn follow(&mut self, node: NodeId, path: &Path) {
        for (next, need) in self.among.graph.needs(node) {
            if !self.among.within[next] {
                continue;
            }
            let mut path = path.clone();
            path.strict |= need.strict;
            match self.members.get(&next) {
                Some(needs) => self.found.push(self.wait(next, needs, path)),
                None => {
                    self.among.note(next, &mut path);
                    self.follow(next, &path);
                }
            }
        }
    }

    fn wait(&self, to: NodeId, needs: &Waiter, path: Path) -> Wait {
        let cites = self.among.cites(self.waiter, path.cites);
        let edge = RingEdge {
            from: self.waiter.clone(),
            needs: needs.clone(),
            strict: path.strict,
            by: path.by,
            change: None,
            opens: None,
            notes: path.notes,
            origins: self.among.model.origins(&cites),
            cites,
        };
        Wait {
            to,
            edge,
            candidates: path.candidates,
        }
    }
}
