//! Building the graph: what each construct of the language becomes.
//!
//! Here are the things themselves, issues and milestones, and what excludes what; `given` is what the graph is built from,
//! `yeses` what parties say, `conditions` what must hold, `changes` what parties can do about it.

mod changes;
mod conditions;
mod given;
mod votes;
mod yeses;

use std::collections::BTreeMap;

use petgraph::graph::{DiGraph, NodeIndex};

use crate::model::{Condition, Issue, IssueId, Milestone, Model, PartyId, Target};

use super::ballot::Voter;
use super::record::Outlook;
use super::{
    AsRead, ExclusionNodes, Gate, Need, Node, NodeId, NodeKind, PositionGraph, StanceInfo,
    Supposing, node_id,
};
use changes::{Changes, Section};
use conditions::Site;
use given::Given;

pub(super) fn build(model: &Model, read: AsRead, supposing: &Supposing) -> PositionGraph {
    let mut builder = Builder::of(Given::of(model, read, supposing));
    builder.declare();
    for issue in model.issues.values() {
        builder.issue(issue);
    }
    for milestone in model.milestones.values() {
        builder.milestone(milestone);
    }
    builder.finished()
}

struct Builder<'a> {
    given: Given<'a>,
    graph: DiGraph<Node, Need>,
    targets: BTreeMap<Target, NodeId>,
    /// For an issue that some exclusion names: a part that every answer needs, and that is left out with the issue.
    leave: BTreeMap<IssueId, NodeIndex>,
    stances: Vec<StanceInfo>,
    stance_nodes: BTreeMap<(PartyId, Target), NodeIndex>,
    /// The words of bodies themselves, and the votes of which nobody knows.
    vote_nodes: BTreeMap<(Voter, Target), NodeIndex>,
    changes: Changes,
}

impl<'a> Builder<'a> {
    fn of(given: Given<'a>) -> Self {
        Self {
            given,
            graph: DiGraph::new(),
            targets: BTreeMap::new(),
            leave: BTreeMap::new(),
            stances: Vec::new(),
            stance_nodes: BTreeMap::new(),
            vote_nodes: BTreeMap::new(),
            changes: Changes::default(),
        }
    }

    fn finished(mut self) -> PositionGraph {
        let changes = self.changes.labelled();
        for node in self.changes.nodes_of(&changes, &self.given.supposing.held) {
            // Any of nothing: it is never made.
            self.graph[node].gate = Gate::Any;
        }
        PositionGraph {
            exclusions: self.exclusions(),
            over: self.given.over(&self.stances),
            graph: self.graph,
            targets: self.targets,
            stances: self.stances,
            changes,
            record: self.given.record,
            supposing: self.given.supposing.clone(),
            day: self.given.read.day,
        }
    }

    fn add(&mut self, kind: NodeKind, gate: Gate) -> NodeIndex {
        self.graph.add_node(Node { kind, gate })
    }

    fn need(&mut self, from: NodeIndex, to: NodeIndex, need: Need) {
        self.graph.add_edge(from, to, need);
    }

    /// Adds a part with a gate of its own, which a node needs.
    fn part_of(&mut self, node: NodeIndex, gate: Gate) -> NodeIndex {
        let part = self.add(NodeKind::Part, gate);
        self.need(node, part, Need::SOFT);
        part
    }

    /// Makes a node for every target, so that conditions can point at them in any order.
    fn declare(&mut self) {
        let model = self.given.model;
        for id in model.milestones.keys() {
            self.declare_target(Target::Milestone(id.clone()), Gate::All);
        }
        for issue in model.issues.values() {
            self.declare_target(Target::Issue(issue.id.clone()), Gate::Any);
            for answer in self.given.in_force.answers(issue) {
                self.declare_target(answer, Gate::All);
            }
        }
        let excluded = model.incompatible.iter().flat_map(|it| &it.of);
        for target in excluded.flat_map(Condition::targets) {
            if let Target::Issue(id) = target
                && !self.leave.contains_key(id)
            {
                // Holds, needing nothing, unless the exclusion leaves it out.
                let part = self.add(NodeKind::Part, Gate::All);
                self.leave.insert(id.clone(), part);
            }
        }
    }

    fn declare_target(&mut self, target: Target, gate: Gate) {
        let node = self.add(NodeKind::Target(target.clone()), gate);
        self.targets.insert(target, node_id(node));
    }

    fn index(&self, target: &Target) -> NodeIndex {
        NodeIndex::new(self.targets[target].index())
    }

    fn milestone(&mut self, milestone: &'a Milestone) {
        let target = Target::Milestone(milestone.id.clone());
        let node = self.index(&target);
        match self.given.record.outlook(milestone) {
            Outlook::Reached => self.graph[node].gate = Gate::True,
            // Any of nothing: no change opens it.
            Outlook::Gone => self.graph[node].gate = Gate::Any,
            Outlook::Open => self.needs_of(milestone, &target, node),
            Outlook::Coming(number) => {
                self.graph[node].gate = Gate::Any;
                self.part_of(node, Gate::Coming(number));
                let is_closed = self.given.record.closed.contains_key(&milestone.id);
                if milestone.has_needs() && !is_closed {
                    let own = self.part_of(node, Gate::All);
                    self.needs_of(milestone, &target, own);
                }
            }
        }
    }

    /// What a milestone needs itself: consents, what holds with it, what holds before it.
    fn needs_of(&mut self, milestone: &'a Milestone, target: &Target, node: NodeIndex) {
        let day = self.given.read.day;
        let needed = milestone.consent.iter().filter(|it| it.needed_on(day));
        self.yeses(node, needed.map(|consent| &consent.party), target);
        let lists = [
            (Section::Requires, &milestone.requires),
            (Section::After, &milestone.after),
        ];
        for (section, list) in lists {
            self.conditions(node, list, Site::in_section(section, target));
        }
    }

    fn issue(&mut self, issue: &'a Issue) {
        let whole = Target::Issue(issue.id.clone());
        let node = self.index(&whole);
        let answers = self.given.in_force.answers(issue);
        let asked = self.given.asked_of_whole(issue, &answers);
        let mut settled_by = node;
        if answers.is_empty() || !asked.is_empty() {
            self.graph[node].gate = Gate::All;
            if !answers.is_empty() {
                settled_by = self.part_of(node, Gate::Any);
            }
            self.yeses(node, asked, &whole);
        }
        if answers.is_empty() {
            self.left_out_with(issue, node);
        }
        for answer in answers {
            let here = self.index(&answer);
            self.need(settled_by, here, Need::SOFT);
            self.left_out_with(issue, here);
            self.yeses(here, &issue.between, &answer);
        }
    }

    /// Makes a node fail where an exclusion leaves an issue out.
    fn left_out_with(&mut self, issue: &Issue, node: NodeIndex) {
        if let Some(&leave) = self.leave.get(&issue.id) {
            self.need(node, leave, Need::SOFT);
        }
    }

    fn exclusions(&self) -> Vec<ExclusionNodes> {
        let nodes = |target: &Target| match target {
            Target::Issue(id) => self.leave.get(id).map(|&part| node_id(part)),
            Target::Milestone(_) | Target::Option(..) => self.targets.get(target).copied(),
        };
        let all = self.given.model.incompatible.iter().map(|exclusion| {
            let targets = exclusion.of.iter().flat_map(Condition::targets);
            let mut of: Vec<NodeId> = targets.filter_map(nodes).collect();
            of.sort_unstable();
            of.dedup();
            ExclusionNodes {
                at_most: exclusion.at_most,
                of,
            }
        });
        all.filter(|exclusion| exclusion.of.len() as u64 > exclusion.at_most)
            .collect()
    }
}
