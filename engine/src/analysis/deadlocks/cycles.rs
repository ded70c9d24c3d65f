//! The elementary rings in a group of members that wait for each other.
//!
//! In small groups every ring is found, by plain backtracking; in larger ones the shortest ring through each strict
//! wait, by one breadth-first search a wait.

use std::collections::{BTreeSet, VecDeque};

use petgraph::algo::kosaraju_scc;
use petgraph::graphmap::DiGraphMap;

use crate::graph::NodeId;

use super::super::engine::budget::Budget;
use super::waits::{Wait, Waiting};

/// Groups up to this size are searched completely.
const SMALL_GROUP: usize = 12;

/// The most members of all rings of a group together.
const MOST_MEMBERS: usize = 20_000;

/// Searches in a large group, once a ring is found.
const MOST_SEARCHES: u64 = 2_000;

/// Members that wait for each other, or one that waits for itself.
pub(super) struct Group<'a> {
    waiting: &'a Waiting,
    members: BTreeSet<NodeId>,
}

/// Rings of a group, and whether these are all.
pub(super) struct Cycles {
    pub found: Vec<Vec<NodeId>>,
    pub whole: bool,
    /// Whether the search was stopped by the work that it may cost.
    pub stopped: bool,
}

impl Waiting {
    /// Groups of members that wait for each other, or for themselves.
    pub fn groups(&self) -> impl Iterator<Item = Group<'_>> {
        let graph = self.graph();
        let goes_round =
            |group: &Vec<NodeId>| group.len() > 1 || graph.contains_edge(group[0], group[0]);
        let groups = kosaraju_scc(&graph).into_iter().filter(goes_round);
        let groups = groups.map(|group| group.into_iter().collect());
        let groups: BTreeSet<BTreeSet<NodeId>> = groups.collect();
        groups.into_iter().map(|members| Group {
            waiting: self,
            members,
        })
    }

    fn graph(&self) -> DiGraphMap<NodeId, ()> {
        let mut graph = DiGraphMap::new();
        for (node, waits) in &self.waits {
            graph.add_node(*node);
            for wait in waits
                .iter()
                .filter(|wait| self.waits.contains_key(&wait.to))
            {
                graph.add_edge(*node, wait.to, ());
            }
        }
        graph
    }
}

impl Group<'_> {
    /// The rings of the group, as many as are listed at most.
    pub fn cycles(&self, budget: &Budget) -> Cycles {
        if self.members.len() > SMALL_GROUP {
            return self.shortest(budget);
        }
        let mut found = self.every_one(budget.listed);
        let whole = found.len() <= budget.listed;
        found.truncate(budget.listed);
        Cycles {
            found,
            whole,
            stopped: false,
        }
    }

    /// What a member waits for in the group.
    fn next(&self, node: NodeId) -> BTreeSet<NodeId> {
        let next = self.waiting.waits[&node].iter().map(|wait| wait.to);
        next.filter(|to| self.members.contains(to)).collect()
    }

    /// Every elementary ring, each from its first member; one more than asked for where there are more.
    fn every_one(&self, most: usize) -> Vec<Vec<NodeId>> {
        let mut walk = Walk {
            group: self,
            path: Vec::new(),
            found: Vec::new(),
            most,
        };
        for &first in &self.members {
            walk.path = vec![first];
            walk.go_on();
        }
        walk.found
    }

    /// The shortest ring through each strict wait, as far as the work allowed goes; never said to be all.
    fn shortest(&self, budget: &Budget) -> Cycles {
        let steps = Steps::of(self);
        let mut found = BTreeSet::new();
        let (mut members, mut stopped) = (0, false);
        for (sought, (from, to)) in (1u64..).zip(self.strict_waits()) {
            if let Some(ring) = steps.path_back(to, from).map(from_least)
                && !found.contains(&ring)
            {
                members += ring.len();
                found.insert(ring);
            }
            let is_enough = found.len() >= budget.listed || members >= MOST_MEMBERS;
            let is_long = sought > MOST_SEARCHES && !found.is_empty();
            let visits = sought * self.members.len() as u64;
            stopped = is_enough || is_long || visits > budget.visits / 10;
            if stopped {
                break;
            }
        }
        Cycles {
            found: found.into_iter().collect(),
            whole: false,
            stopped,
        }
    }

    /// The strict waits of the group: who waits, and for what.
    fn strict_waits(&self) -> impl Iterator<Item = (NodeId, NodeId)> {
        self.members.iter().flat_map(|&from| {
            let waits = self.waiting.waits[&from].iter();
            let counts = |wait: &&Wait| wait.edge.strict && self.members.contains(&wait.to);
            waits.filter(counts).map(move |wait| (from, wait.to))
        })
    }
}

/// What each member of a group waits for, by places in the list of members.
struct Steps {
    members: Vec<NodeId>,
    next: Vec<Vec<usize>>,
}

impl Steps {
    fn of(group: &Group<'_>) -> Self {
        let members: Vec<NodeId> = group.members.iter().copied().collect();
        let place = |node: &NodeId| members.binary_search(node).ok();
        let next = members.iter().map(|&node| group.next(node));
        Self {
            next: next
                .map(|next| next.iter().filter_map(place).collect())
                .collect(),
            members,
        }
    }

    /// The shortest path of waits from one member to another.
    fn path_back(&self, from: NodeId, to: NodeId) -> Option<Vec<NodeId>> {
        let from = self.members.binary_search(&from).ok()?;
        let to = self.members.binary_search(&to).ok()?;
        let mut came: Vec<Option<usize>> = vec![None; self.members.len()];
        let mut open = VecDeque::from([from]);
        while let Some(at) = open.pop_front() {
            if at == to {
                let backwards = std::iter::successors(Some(to), |&at| came[at]);
                let mut path: Vec<NodeId> = backwards.map(|at| self.members[at]).collect();
                path.reverse();
                return Some(path);
            }
            for &next in &self.next[at] {
                if next != from && came[next].is_none() {
                    came[next] = Some(at);
                    open.push_back(next);
                }
            }
        }
        None
    }
}

/// The same ring from its least member.
fn from_least(mut ring: Vec<NodeId>) -> Vec<NodeId> {
    let least = (0..ring.len()).min_by_key(|&at| ring[at]);
    ring.rotate_left(least.unwrap_or(0));
    ring
}

/// A walk along the waits of a group that looks for the way back to where it began.
struct Walk<'a> {
    group: &'a Group<'a>,
    path: Vec<NodeId>,
    found: Vec<Vec<NodeId>>,
    most: usize,
}

impl Walk<'_> {
    fn go_on(&mut self) {
        let (first, last) = (self.path[0], self.path[self.path.len() - 1]);
        for next in self.group.next(last) {
            if self.found.len() > self.most {
                return;
            }
            if next == first {
                self.found.push(self.path.clone());
            } else if next > first && !self.path.contains(&next) {
                self.path.push(next);
                self.go_on();
                self.path.pop();
            }
        }
    }
}
