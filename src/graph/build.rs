//! Building the graph: one function for each kind of thing.

use std::collections::BTreeMap;

use petgraph::graph::{DiGraph, NodeIndex};

use crate::model::{
    Condition, ConditionKind, Issue, Milestone, MilestoneId, Model, PartyId, Target,
};

use super::stance::{Combined, InForce, Reading};
use super::{
    AsRead, Change, ChangeInfo, ConditionInfo, ExclusionNodes, Gate, Need, Node, NodeId, NodeKind,
    PositionGraph, node_id,
};

pub(super) fn build(model: &Model, read: AsRead) -> PositionGraph {
    let mut builder = Builder {
        model,
        read,
        in_force: InForce::of(model, read),
        graph: DiGraph::new(),
        targets: BTreeMap::new(),
        stances: Vec::new(),
        stance_nodes: BTreeMap::new(),
        changes: Vec::new(),
        change_nodes: BTreeMap::new(),
    };
    builder.declare();
    for issue in model.issues.values() {
        builder.issue(issue);
    }
    let defaults = builder.defaults();
    for milestone in model.milestones.values() {
        builder.milestone(milestone, defaults.get(&milestone.id).copied());
    }
    let exclusions = builder.exclusions();
    PositionGraph {
        graph: builder.graph,
        targets: builder.targets,
        stances: builder.stances,
        changes: builder.changes,
        exclusions,
        day: read.day,
    }
}

/// What a missed or coming deadline makes of the milestone that happens otherwise.
#[derive(Clone, Copy)]
enum Default {
    /// The day has passed: it has come about by itself.
    Passed,
    /// It comes about by itself unless the other milestone is reached first.
    Coming,
}

struct Builder<'a> {
    model: &'a Model,
    read: AsRead,
    in_force: InForce<'a>,
    graph: DiGraph<Node, Need>,
    targets: BTreeMap<Target, NodeId>,
    stances: Vec<super::StanceInfo>,
    stance_nodes: BTreeMap<(PartyId, Target), NodeIndex>,
    changes: Vec<ChangeInfo>,
    change_nodes: BTreeMap<Change, NodeIndex>,
}

impl<'a> Builder<'a> {
    fn add(&mut self, kind: NodeKind, gate: Gate) -> NodeIndex {
        self.graph.add_node(Node { kind, gate })
    }

    fn need(&mut self, from: NodeIndex, to: NodeIndex, need: Need) {
        self.graph.add_edge(from, to, need);
    }

    /// Makes a node for every target, so that conditions can point at them in any order.
    fn declare(&mut self) {
        let model = self.model;
        for id in model.milestones.keys() {
            self.declare_target(Target::Milestone(id.clone()), Gate::All);
        }
        for issue in model.issues.values() {
            self.declare_target(Target::Issue(issue.id.clone()), Gate::Any);
            let options = issue.options.iter().map(|option| option.id.clone());
            let cells = self.in_force.cells(issue).into_iter().map(|cell| cell.id);
            for option in options.chain(cells).collect::<Vec<_>>() {
                self.declare_target(Target::Option(issue.id.clone(), option), Gate::All);
            }
        }
    }

    fn declare_target(&mut self, target: Target, gate: Gate) {
        let node = self.add(NodeKind::Target(target.clone()), gate);
        self.targets.insert(target, node_id(node));
    }

    fn index(&self, target: &Target) -> NodeIndex {
        NodeIndex::new(self.targets[target].0 as usize)
    }

    fn milestone(&mut self, milestone: &'a Milestone, default: Option<Default>) {
        let target = Target::Milestone(milestone.id.clone());
        let node = self.index(&target);
        let day = self.read.day;
        if milestone.is_reached(self.read.day) || matches!(default, Some(Default::Passed)) {
            self.graph[node].gate = Gate::True;
            return;
        }
        let own = if default.is_some() {
            let by_itself = self.add(NodeKind::Part, Gate::True);
            let own = self.add(NodeKind::Part, Gate::All);
            self.graph[node].gate = Gate::Any;
            self.need(node, own, Need::SOFT);
            self.need(node, by_itself, Need::SOFT);
            own
        } else {
            node
        };
        for consent in milestone
            .consent
            .iter()
            .filter(|consent| consent.needed_on(day))
        {
            let stance = self.stance(&consent.party, &target);
            self.need(own, stance, Need::SOFT);
        }
        for condition in milestone.requires.iter().filter(|c| c.stands_on(day)) {
            let (arm, need) = self.condition(condition, &target);
            self.need(own, arm, need);
        }
        for condition in milestone.after.iter().filter(|c| c.stands_on(day)) {
            let (arm, need) = self.condition(condition, &target);
            self.need(
                own,
                arm,
                Need {
                    strict: true,
                    ..need
                },
            );
        }
    }

    /// What deadlines say, by the milestone that happens otherwise.
    fn defaults(&self) -> BTreeMap<MilestoneId, Default> {
        let mut found = BTreeMap::new();
        for milestone in self
            .model
            .milestones
            .values()
            .filter(|m| !m.is_reached(self.read.day))
        {
            let Some(deadline) = &milestone.deadline else {
                continue;
            };
            let passed = self.read.day.is_some_and(|day| deadline.date <= day);
            let entry = found
                .entry(deadline.otherwise.clone())
                .or_insert(Default::Coming);
            if passed {
                *entry = Default::Passed;
            }
        }
        found
    }

    fn issue(&mut self, issue: &'a Issue) {
        let whole = Target::Issue(issue.id.clone());
        let node = self.index(&whole);
        if issue.options.is_empty() && issue.scale.is_none() {
            self.graph[node].gate = Gate::All;
            for party in &issue.between {
                let stance = self.stance(party, &whole);
                self.need(node, stance, Need::SOFT);
            }
            return;
        }
        let answers = self.gate_of_whole(issue, node, &whole);
        let cells = self.in_force.cells(issue);
        if issue.options.is_empty() && cells.is_empty() {
            self.graph[answers].gate = Gate::All;
            for party in issue
                .between
                .iter()
                .filter(|party| !self.in_force.speaks_of_whole(party, issue))
                .collect::<Vec<_>>()
            {
                let stance = self.stance(party, &whole);
                self.need(answers, stance, Need::SOFT);
            }
        }
        for option in &issue.options {
            let target = Target::Option(issue.id.clone(), option.id.clone());
            self.answer(issue, answers, &target, |builder, party| {
                builder.in_force.option(party, &target)
            });
        }
        for cell in &cells {
            let target = Target::Option(issue.id.clone(), cell.id.clone());
            self.answer(issue, answers, &target, |builder, party| {
                builder.in_force.cell(party, issue, cell)
            });
        }
    }

    /// Where a party speaks of the issue as a whole, its word is needed beside an answer.
    fn gate_of_whole(&mut self, issue: &Issue, node: NodeIndex, whole: &Target) -> NodeIndex {
        let speaking: Vec<&PartyId> = issue
            .between
            .iter()
            .filter(|party| self.in_force.speaks_of_whole(party, issue))
            .collect();
        if speaking.is_empty() {
            return node;
        }
        self.graph[node].gate = Gate::All;
        let answers = self.add(NodeKind::Part, Gate::Any);
        self.need(node, answers, Need::SOFT);
        for party in speaking {
            let stance = self.stance(party, whole);
            self.need(node, stance, Need::SOFT);
        }
        answers
    }

    fn answer(
        &mut self,
        issue: &Issue,
        answers: NodeIndex,
        target: &Target,
        says: impl Fn(&Self, &PartyId) -> Combined<'a>,
    ) {
        let node = self.index(target);
        self.need(answers, node, Need::SOFT);
        for party in &issue.between {
            let combined = says(self, party);
            let stance = self.combined(combined);
            self.need(node, stance, Need::SOFT);
        }
    }

    /// The node of a party's yes to a milestone or an issue as a whole.
    fn stance(&mut self, party: &PartyId, target: &Target) -> NodeIndex {
        if let Some(&node) = self.stance_nodes.get(&(party.clone(), target.clone())) {
            return node;
        }
        let combined = match target {
            Target::Milestone(_) | Target::Issue(_) => self.in_force.plain(party, target),
            Target::Option(..) => self.in_force.option(party, target),
        };
        self.combined(combined)
    }

    fn combined(&mut self, combined: Combined<'a>) -> NodeIndex {
        let key = (combined.info.party.clone(), combined.info.target.clone());
        if let Some(&node) = self.stance_nodes.get(&key) {
            return node;
        }
        let Combined { info, ifs, untils } = combined;
        let (party, target) = key.clone();
        let number = self.stances.len();
        let gate = match info.reading {
            Reading::Granted => Gate::True,
            Reading::Unknown => Gate::Unknown(number),
            Reading::Conditional | Reading::Refused => Gate::Any,
        };
        let reading = info.reading;
        let positions = info.positions.clone();
        let implied = info.implied;
        self.stances.push(info);
        let node = self.add(NodeKind::Stance(number), gate);
        self.stance_nodes.insert(key, node);
        match reading {
            Reading::Granted | Reading::Unknown => {}
            Reading::Conditional => {
                for condition in ifs {
                    let (arm, need) = self.condition(condition, &target);
                    self.need(node, arm, need);
                    let waived = self.change(
                        Change::Waive {
                            party: party.clone(),
                            target: target.clone(),
                            condition: without_order(condition),
                        },
                        &positions,
                        None,
                        false,
                    );
                    self.need(node, waived, Need::SOFT);
                }
            }
            Reading::Refused => {
                let until = (!untils.is_empty()).then(|| {
                    untils
                        .iter()
                        .map(ToString::to_string)
                        .collect::<Vec<_>>()
                        .join(", ")
                });
                for condition in untils {
                    let (arm, need) = self.condition(condition, &target);
                    self.need(
                        node,
                        arm,
                        Need {
                            strict: true,
                            ..need
                        },
                    );
                }
                let granted =
                    self.change(Change::Grant { party, target }, &positions, until, implied);
                self.need(node, granted, Need::SOFT);
            }
        }
        node
    }

    /// The node of a change: one for each change, however often it would help.
    fn change(
        &mut self,
        change: Change,
        positions: &[usize],
        until: Option<String>,
        implied: bool,
    ) -> NodeIndex {
        if let Some(&node) = self.change_nodes.get(&change) {
            return node;
        }
        let stated = positions.iter().map(|&i| &self.model.positions[i]);
        let firmness = stated.clone().filter_map(|p| p.firmness).max();
        let mut cites: Vec<_> = stated.flat_map(|p| p.cites.iter().cloned()).collect();
        cites.sort();
        cites.dedup();
        self.add_change(ChangeInfo {
            change,
            firmness,
            until,
            implied,
            cites,
        })
    }

    fn add_change(&mut self, info: ChangeInfo) -> NodeIndex {
        let number = self.changes.len();
        let change = info.change.clone();
        self.changes.push(info);
        let node = self.add(NodeKind::Change(number), Gate::Change(number));
        self.change_nodes.insert(change, node);
        node
    }

    /// The node of a condition of some target, and how it is needed.
    fn condition(&mut self, condition: &'a Condition, of: &Target) -> (NodeIndex, Need) {
        let (inner, need) = self.what_must_hold(condition, of);
        let Some(imposed) = &condition.imposed else {
            return (inner, need);
        };
        let words = without_order(condition);
        let about = ConditionInfo {
            of: of.clone(),
            condition: words.clone(),
            by: imposed.by.clone(),
            cites: imposed.cites.clone(),
            note: imposed.note.clone(),
        };
        let node = self.add(NodeKind::Condition(about), Gate::Any);
        self.need(node, inner, need);
        if let Some(by) = &imposed.by {
            let change = Change::Waive {
                party: by.clone(),
                target: of.clone(),
                condition: words,
            };
            let waived = match self.change_nodes.get(&change) {
                Some(&node) => node,
                None => self.add_change(ChangeInfo {
                    change,
                    firmness: None,
                    until: None,
                    implied: false,
                    cites: imposed.cites.clone(),
                }),
            };
            self.need(node, waived, Need::SOFT);
        }
        (node, need)
    }

    fn what_must_hold(&mut self, condition: &'a Condition, of: &Target) -> (NodeIndex, Need) {
        match &condition.kind {
            ConditionKind::Holds(target) => (self.index(target), Need::SOFT),
            ConditionKind::Consent(party) => (self.stance(party, of), Need::SOFT),
            ConditionKind::All(arms) => (
                self.gate(Gate::All, arms.iter().map(|arm| (arm, 1)), of),
                Need::SOFT,
            ),
            ConditionKind::Any(arms) => (
                self.gate(Gate::Any, arms.iter().map(|arm| (arm, 1)), of),
                Need::SOFT,
            ),
            ConditionKind::AtLeast { count, of: arms } => (
                self.gate(
                    Gate::AtLeast(*count),
                    arms.iter().map(|(arm, weight)| (arm, *weight)),
                    of,
                ),
                Need::SOFT,
            ),
            ConditionKind::After(inner) => (self.condition(inner, of).0, Need::STRICT),
        }
    }

    fn gate(
        &mut self,
        gate: Gate,
        arms: impl Iterator<Item = (&'a Condition, u64)>,
        of: &Target,
    ) -> NodeIndex {
        let node = self.add(NodeKind::Part, gate);
        for (arm, weight) in arms
            .filter(|(arm, _)| arm.stands_on(self.read.day))
            .collect::<Vec<_>>()
        {
            let (inner, need) = self.condition(arm, of);
            self.need(node, inner, Need { weight, ..need });
        }
        node
    }

    fn exclusions(&self) -> Vec<ExclusionNodes> {
        self.model
            .incompatible
            .iter()
            .map(|exclusion| {
                let mut of: Vec<NodeId> = exclusion
                    .of
                    .iter()
                    .flat_map(Condition::targets)
                    .map(|target| self.targets[target])
                    .collect();
                of.sort_unstable();
                of.dedup();
                ExclusionNodes {
                    at_most: exclusion.at_most,
                    of,
                }
            })
            .filter(|exclusion| exclusion.of.len() as u64 > exclusion.at_most)
            .collect()
    }
}

/// The canonical form of a condition without a leading `after`: the order is part of the edge.
fn without_order(condition: &Condition) -> String {
    match &condition.kind {
        ConditionKind::After(inner) => without_order(inner),
        ConditionKind::Holds(_)
        | ConditionKind::All(_)
        | ConditionKind::Any(_)
        | ConditionKind::AtLeast { .. }
        | ConditionKind::Consent(_) => condition.to_string(),
    }
}
