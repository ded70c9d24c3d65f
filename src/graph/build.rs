//! Building the graph: one function for each kind of thing.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::{DiGraph, NodeIndex};

use crate::model::{
    Condition, ConditionKind, Confidence, Firmness, Issue, IssueId, Milestone, Model, PartyId,
    PositionId, Target,
};
use crate::source::Citation;

use super::change::{Change, ChangeInfo, Waiver};
use super::record::Record;
use super::stance::{Combined, InForce, Reading, StanceInfo};
use super::{
    AsRead, ConditionInfo, ExclusionNodes, Gate, Need, Node, NodeId, NodeKind, PositionGraph,
    node_id,
};

pub(super) fn build(model: &Model, read: AsRead, refused: &[(PartyId, Target)]) -> PositionGraph {
    let mut builder = Builder {
        model,
        read,
        refused,
        in_force: InForce::of(model, read),
        record: Record::of(model, read),
        graph: DiGraph::new(),
        targets: BTreeMap::new(),
        leave: BTreeMap::new(),
        stances: Vec::new(),
        stance_nodes: BTreeMap::new(),
        changes: Changes::default(),
    };
    builder.declare();
    for issue in model.issues.values() {
        builder.issue(issue);
    }
    for milestone in model.milestones.values() {
        builder.milestone(milestone);
    }
    let exclusions = builder.exclusions();
    let over = builder.over();
    PositionGraph {
        graph: builder.graph,
        targets: builder.targets,
        stances: builder.stances,
        changes: builder.changes.labelled(),
        exclusions,
        record: builder.record,
        refused: refused.to_vec(),
        over,
        day: read.day,
    }
}

/// In which list of its owner a condition stands; equal conditions are told apart by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    Requires,
    After,
    If,
    Until,
}

impl Section {
    fn word(self) -> &'static str {
        match self {
            Self::Requires => "requires",
            Self::After => "after",
            Self::If => "if",
            Self::Until => "until",
        }
    }
}

/// Where a condition stands.
#[derive(Clone, Copy)]
struct Site<'s> {
    /// What it is a condition of.
    of: &'s Target,
    section: Section,
    /// Whether it must hold earlier anyway, so that a further *earlier* adds nothing.
    earlier: bool,
}

impl Site<'_> {
    fn earlier(self) -> Self {
        Self {
            earlier: true,
            ..self
        }
    }
}

/// What tells one change from another before equal conditions are given labels of their own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Grant(PartyId, Target),
    Waive {
        party: PartyId,
        target: Target,
        short: String,
        section: Section,
        /// The how-many-th equal condition of that section.
        nth: usize,
    },
}

/// The changes found so far, each with its node.
#[derive(Default)]
struct Changes {
    infos: Vec<(Key, ChangeInfo)>,
    nodes: BTreeMap<Key, NodeIndex>,
    numbers: BTreeMap<Key, usize>,
}

impl Changes {
    /// The changes with their labels: the condition in short, and where it stands if its owner imposes an equal one on the
    /// same target elsewhere.
    fn labelled(self) -> Vec<ChangeInfo> {
        let mut equal: BTreeMap<(PartyId, Target, String), BTreeSet<&Key>> = BTreeMap::new();
        for (key, _) in &self.infos {
            if let Key::Waive {
                party,
                target,
                short,
                ..
            } = key
            {
                let name = (party.clone(), target.clone(), short.clone());
                equal.entry(name).or_default().insert(key);
            }
        }
        let mut suffixes: BTreeMap<&Key, String> = BTreeMap::new();
        for keys in equal.values().filter(|keys| keys.len() > 1) {
            let mut seen: BTreeMap<Section, usize> = BTreeMap::new();
            for key in keys {
                let Key::Waive { section, .. } = key else {
                    continue;
                };
                let count = seen.entry(*section).or_default();
                *count += 1;
                let more = if *count > 1 {
                    format!(".{count}")
                } else {
                    String::new()
                };
                suffixes.insert(key, format!("@{}{more}", section.word()));
            }
        }
        let infos = self.infos.iter().map(|(key, info)| {
            let mut info = info.clone();
            if let (Change::Waive { condition, .. }, Some(suffix)) =
                (&mut info.change, suffixes.get(key))
            {
                *condition = condition.standing(suffix);
            }
            info
        });
        infos.collect()
    }
}

/// What is said of a refusal or a condition that a change would lift.
#[derive(Clone, Default)]
struct Said {
    firmness: Option<Firmness>,
    confidence: Option<Confidence>,
    until: Vec<Condition>,
    implied: bool,
    cites: Vec<Citation>,
    notes: Vec<String>,
}

struct Builder<'a> {
    model: &'a Model,
    read: AsRead,
    /// Yeses that are supposed to be refused.
    refused: &'a [(PartyId, Target)],
    in_force: InForce<'a>,
    record: Record,
    graph: DiGraph<Node, Need>,
    targets: BTreeMap<Target, NodeId>,
    /// For an issue that some exclusion names: a part that every answer needs, and that is left out with the issue.
    leave: BTreeMap<IssueId, NodeIndex>,
    stances: Vec<super::StanceInfo>,
    stance_nodes: BTreeMap<(PartyId, Target), NodeIndex>,
    changes: Changes,
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
            for answer in self.in_force.answers(issue) {
                self.declare_target(answer, Gate::All);
            }
        }
        let excluded = model
            .incompatible
            .iter()
            .flat_map(|exclusion| &exclusion.of);
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
        if self.record.reached.contains_key(&milestone.id) {
            self.graph[node].gate = Gate::True;
            return;
        }
        let coming = self
            .record
            .coming
            .iter()
            .position(|c| c.milestone == milestone.id);
        let Some(coming) = coming else {
            if self.record.closed.contains_key(&milestone.id) {
                // Any of nothing: no change opens it.
                self.graph[node].gate = Gate::Any;
                return;
            }
            let is_averted = self
                .record
                .averted
                .iter()
                .any(|averted| averted.milestone == milestone.id);
            if is_averted && !milestone.has_needs() {
                // Nothing brings it about as things go.
                self.graph[node].gate = Gate::Any;
                return;
            }
            return self.needs_of(milestone, &target, node);
        };
        let is_closed = self.record.closed.contains_key(&milestone.id);
        self.graph[node].gate = Gate::Any;
        let by_itself = self.add(NodeKind::Part, Gate::Coming(coming));
        self.need(node, by_itself, Need::SOFT);
        if milestone.has_needs() && !is_closed {
            let own = self.add(NodeKind::Part, Gate::All);
            self.need(node, own, Need::SOFT);
            self.needs_of(milestone, &target, own);
        }
    }

    /// What a milestone needs itself: consents, what holds with it, what holds before it.
    fn needs_of(&mut self, milestone: &'a Milestone, target: &Target, node: NodeIndex) {
        let day = self.read.day;
        let needed = milestone
            .consent
            .iter()
            .filter(|consent| consent.needed_on(day));
        for consent in needed {
            let stance = self.stance(&consent.party, target);
            self.need(node, stance, Need::SOFT);
        }
        let site = |section| Site {
            of: target,
            section,
            earlier: section == Section::After,
        };
        for (section, list) in [
            (Section::Requires, &milestone.requires),
            (Section::After, &milestone.after),
        ] {
            let asked: Vec<&Condition> = list.iter().filter(|c| c.stands_on(day)).collect();
            // Made by name, since the numbers that tell equal conditions apart must not change with the order of declarations.
            let mut by_name: Vec<usize> = (0..asked.len()).collect();
            by_name.sort_by_cached_key(|&at| asked[at].meaning());
            let mut arms = BTreeMap::new();
            for at in by_name {
                arms.insert(at, self.condition(asked[at], site(section)));
            }
            for (arm, need) in arms.into_values() {
                let strict = need.strict || section == Section::After;
                self.need(node, arm, Need { strict, ..need });
            }
        }
    }

    fn issue(&mut self, issue: &'a Issue) {
        let whole = Target::Issue(issue.id.clone());
        let node = self.index(&whole);
        let leave = self.leave.get(&issue.id).copied();
        let all = self.in_force.answers(issue);
        let speaks = |party: &&PartyId| {
            self.in_force.speaks_of_whole(party, issue) || self.is_refused(party, &whole)
        };
        let asked: Vec<&PartyId> = match all.is_empty() {
            true => issue.between.iter().collect(),
            false => issue.between.iter().filter(speaks).collect(),
        };
        let mut answers = node;
        if all.is_empty() || !asked.is_empty() {
            self.graph[node].gate = Gate::All;
            if !all.is_empty() {
                answers = self.add(NodeKind::Part, Gate::Any);
                self.need(node, answers, Need::SOFT);
            }
            for party in asked {
                let stance = self.stance(party, &whole);
                self.need(node, stance, Need::SOFT);
            }
            leave
                .filter(|_| all.is_empty())
                .into_iter()
                .for_each(|leave| {
                    self.need(node, leave, Need::SOFT);
                });
        }
        for answer in all {
            let here = self.index(&answer);
            self.need(answers, here, Need::SOFT);
            leave
                .into_iter()
                .for_each(|leave| self.need(here, leave, Need::SOFT));
            for party in &issue.between {
                let stance = self.stance(party, &answer);
                self.need(here, stance, Need::SOFT);
            }
        }
    }

    /// The node of a party's yes to something.
    fn stance(&mut self, party: &PartyId, target: &Target) -> NodeIndex {
        match self.stance_nodes.get(&(party.clone(), target.clone())) {
            Some(&node) => node,
            None => {
                let mut says = self.in_force.says(party, target);
                if self.is_refused(party, target) {
                    // Whatever the party says of it now: a plain no, which it could take back.
                    says.info.reading = Reading::Refused;
                    (says.info.contested, says.info.implied) = (false, false);
                    says.info.positions.clear();
                    says.info.refusing.clear();
                    says.untils.clear();
                } else if self.has_turned(&says, &mut Vec::new()) {
                    says.info.reading = Reading::Granted;
                    says.info.turned = true;
                }
                self.combined(says)
            }
        }
    }

    fn is_refused(&self, party: &PartyId, target: &Target) -> bool {
        let mut refused = self.refused.iter();
        refused.any(|(who, what)| who == party && what == target)
    }

    /// Whether a refusal is over: it was to end with something that has been reached. `asking` are those whose refusals
    /// are being looked at, so that two that wait for each other do not end each other.
    fn has_turned(&self, says: &Combined<'_>, asking: &mut Vec<PartyId>) -> bool {
        let StanceInfo {
            party,
            target,
            reading,
            ..
        } = &says.info;
        if *reading != Reading::Refused || asking.contains(party) {
            return false;
        }
        asking.push(party.clone());
        let mut untils = says.untils.iter();
        let turned = untils.any(|until| self.has_come(until, target, asking));
        asking.pop();
        turned
    }

    /// The positions that are refusals which are over, whether or not a yes is needed there.
    fn over(&self) -> BTreeSet<PositionId> {
        let turned = self.stances.iter().filter(|s| s.turned && !s.implied);
        let mut over: BTreeSet<PositionId> = turned.flat_map(|s| s.positions.clone()).collect();
        for index in self.in_force.indexes() {
            let position = &self.model.positions[index];
            if position.until.is_some() {
                let says = self.in_force.says(&position.party, &position.on);
                let counts = says.info.positions.contains(&index);
                if counts && self.has_turned(&says, &mut Vec::new()) {
                    over.extend(says.info.positions);
                }
            }
        }
        over
    }

    fn has_come(&self, condition: &Condition, of: &Target, asking: &mut Vec<PartyId>) -> bool {
        if !condition.stands_on(self.read.day) {
            return true;
        }
        match &condition.kind {
            ConditionKind::Holds(Target::Milestone(id)) => self.record.reached.contains_key(id),
            ConditionKind::Holds(Target::Issue(_) | Target::Option(..)) => false,
            ConditionKind::Consent(party) => {
                let says = self.in_force.says(party, of);
                let is_yes = says.info.reading == Reading::Granted;
                !self.is_refused(party, of) && (is_yes || self.has_turned(&says, asking))
            }
            ConditionKind::All(arms) => arms.iter().all(|arm| self.has_come(arm, of, asking)),
            ConditionKind::Any(arms) => arms.iter().any(|arm| self.has_come(arm, of, asking)),
            ConditionKind::AtLeast { count, of: arms } => {
                let come = arms
                    .iter()
                    .filter(|(arm, _)| self.has_come(arm, of, asking));
                come.map(|(_, weight)| u128::from(*weight)).sum::<u128>() >= u128::from(*count)
            }
            ConditionKind::After(inner) => self.has_come(inner, of, asking),
        }
    }

    fn combined(&mut self, combined: Combined<'a>) -> NodeIndex {
        let Combined { info, ifs, untils } = combined;
        let (party, target) = (info.party.clone(), info.target.clone());
        let number = self.stances.len();
        let gate = match info.reading {
            Reading::Granted => Gate::True,
            Reading::Unknown => Gate::Unknown(number),
            Reading::Conditional | Reading::Refused => Gate::Any,
        };
        let (reading, implied) = (info.reading, info.implied);
        let said = self.said_in(&info.positions);
        self.stances.push(info);
        let node = self.add(NodeKind::Stance(number), gate);
        self.stance_nodes
            .insert((party.clone(), target.clone()), node);
        let site = |section| Site {
            of: &target,
            section,
            earlier: section == Section::Until,
        };
        match reading {
            Reading::Granted | Reading::Unknown => {}
            Reading::Conditional => {
                for (condition, positions) in ifs {
                    let said = self.said_in(&positions);
                    let waived = self.waiver(&party, condition, site(Section::If), said);
                    let (arm, need) = self.inner(condition, &party, site(Section::If));
                    self.need(node, arm, need);
                    self.need(node, waived, Need::SOFT);
                }
            }
            Reading::Refused => {
                let until = untils.iter().map(|&condition| condition.clone()).collect();
                for condition in untils {
                    let (arm, need) = self.condition(condition, site(Section::Until));
                    self.need(
                        node,
                        arm,
                        Need {
                            strict: true,
                            ..need
                        },
                    );
                }
                let all = match self.is_refused(&party, &target) {
                    true => said.clone(),
                    false => self.said_in(&self.stances[number].refusing),
                };
                let key = Key::Grant(party.clone(), target.clone());
                let said = Said {
                    until,
                    implied,
                    cites: all.cites,
                    notes: all.notes,
                    ..said
                };
                let granted = self.change(
                    key,
                    Change::Grant {
                        party: party.clone(),
                        target: target.clone(),
                    },
                    said,
                );
                self.need(node, granted, Need::SOFT);
            }
        }
        node
    }

    /// How firm some positions are said to be, where they stand, and what is noted on them.
    fn said_in(&self, positions: &[PositionId]) -> Said {
        let stated = || positions.iter().map(|&i| &self.model.positions[i]);
        let cites: BTreeSet<Citation> = stated().flat_map(|p| p.cites.iter().cloned()).collect();
        Said {
            firmness: stated().filter_map(|p| p.firmness).max(),
            confidence: self.model.doubt_of(positions.iter().copied()),
            cites: cites.into_iter().collect(),
            notes: stated().filter_map(|p| p.note.clone()).collect(),
            ..Said::default()
        }
    }

    /// The node of a change: one for each change, however often it would help. What is said of it adds up.
    fn change(&mut self, key: Key, change: Change, said: Said) -> NodeIndex {
        if let Some(&number) = self.changes.numbers.get(&key) {
            let (_, info) = &mut self.changes.infos[number];
            info.firmness = info.firmness.max(said.firmness);
            info.confidence = info.confidence.min(said.confidence);
            let cites: BTreeSet<Citation> = info.cites.drain(..).chain(said.cites).collect();
            info.cites = cites.into_iter().collect();
            let known = &info.notes;
            let new: Vec<String> = said
                .notes
                .into_iter()
                .filter(|n| !known.contains(n))
                .collect();
            info.notes.extend(new);
            return self.changes.nodes[&key];
        }
        let Said {
            firmness,
            confidence,
            until,
            implied,
            cites,
            notes,
        } = said;
        let info = ChangeInfo {
            change,
            firmness,
            confidence,
            until,
            implied,
            cites,
            notes,
        };
        let number = self.changes.infos.len();
        self.changes.infos.push((key.clone(), info));
        let node = self.add(NodeKind::Change(number), Gate::Change(number));
        self.changes.numbers.insert(key.clone(), number);
        self.changes.nodes.insert(key, node);
        node
    }

    /// The node of a waiver of one condition. In `requires` and `after` each place where the condition stands has one of
    /// its own; in `if` and `until` the same condition said twice is one.
    fn waiver(
        &mut self,
        by: &PartyId,
        condition: &Condition,
        site: Site<'_>,
        said: Said,
    ) -> NodeIndex {
        let bare = condition.without_order();
        let key = |nth| Key::Waive {
            party: by.clone(),
            target: site.of.clone(),
            short: bare.to_string(),
            section: site.section,
            nth,
        };
        let is_taken = |nth: &usize| self.changes.numbers.contains_key(&key(*nth));
        let nth = match site.section {
            Section::Requires | Section::After => (1..).find(|nth| !is_taken(nth)).unwrap_or(1),
            Section::If | Section::Until => 1,
        };
        let change = Change::Waive {
            party: by.clone(),
            target: site.of.clone(),
            condition: Waiver::of(bare),
        };
        self.change(key(nth), change, said)
    }

    /// The node of a condition of some target, and how it is needed.
    fn condition(&mut self, condition: &'a Condition, site: Site<'_>) -> (NodeIndex, Need) {
        if !condition.stands_on(self.read.day) {
            return (self.add(NodeKind::Part, Gate::True), Need::SOFT);
        }
        let Some(imposed) = &condition.imposed else {
            return self.what_must_hold(condition, site);
        };
        // The edge to this node says *earlier*, so what is below it need not say so again.
        let is_earlier = matches!(condition.kind, ConditionKind::After(_)) && !site.earlier;
        let inside = if is_earlier { site.earlier() } else { site };
        // The waiver first, so that equal conditions are numbered from the outermost on.
        let waived = imposed.by.as_ref().map(|by| {
            let said = Said {
                cites: imposed.cites.clone(),
                notes: imposed.note.iter().cloned().collect(),
                ..Said::default()
            };
            self.waiver(by, condition, site, said)
        });
        let (inner, need) = self.what_must_hold(condition, inside);
        let node = self.add(NodeKind::Condition(self.info(condition, site)), Gate::Any);
        self.need(node, inner, need);
        waived
            .into_iter()
            .for_each(|waived| self.need(node, waived, Need::SOFT));
        (node, if is_earlier { Need::STRICT } else { Need::SOFT })
    }

    /// The node of the condition of a yes, without the waiver of its holder, who drops it with the `if` itself.
    fn inner(
        &mut self,
        condition: &'a Condition,
        holder: &PartyId,
        site: Site<'_>,
    ) -> (NodeIndex, Need) {
        let own = condition
            .imposed
            .as_ref()
            .is_some_and(|imposed| imposed.by.as_ref() == Some(holder));
        match own {
            true => {
                let is_earlier = matches!(condition.kind, ConditionKind::After(_));
                let (inner, need) =
                    self.what_must_hold(condition, if is_earlier { site.earlier() } else { site });
                let node = self.add(NodeKind::Condition(self.info(condition, site)), Gate::Any);
                self.need(node, inner, need);
                (node, if is_earlier { Need::STRICT } else { Need::SOFT })
            }
            false => self.condition(condition, site),
        }
    }

    fn info(&self, condition: &Condition, site: Site<'_>) -> ConditionInfo {
        let imposed = condition.imposed.clone().unwrap_or_default();
        ConditionInfo {
            of: site.of.clone(),
            condition: condition.without_order().clone(),
            by: imposed.by,
            cites: imposed.cites,
            note: imposed.note,
        }
    }

    fn what_must_hold(&mut self, condition: &'a Condition, site: Site<'_>) -> (NodeIndex, Need) {
        match &condition.kind {
            ConditionKind::Holds(target) => (self.index(target), Need::SOFT),
            ConditionKind::Consent(party) => (self.stance(party, site.of), Need::SOFT),
            ConditionKind::All(arms) => {
                let arms = arms.iter().map(|arm| (arm, 1));
                (self.gate(Gate::All, arms, site), Need::SOFT)
            }
            ConditionKind::Any(arms) => {
                let arms = arms.iter().map(|arm| (arm, 1));
                (self.gate(Gate::Any, arms, site), Need::SOFT)
            }
            ConditionKind::AtLeast { count, of: arms } => {
                let arms = arms.iter().map(|(arm, weight)| (arm, *weight));
                (self.gate(Gate::AtLeast(*count), arms, site), Need::SOFT)
            }
            ConditionKind::After(inner) => {
                let need = if site.earlier {
                    Need::SOFT
                } else {
                    Need::STRICT
                };
                (self.condition(inner, site.earlier()).0, need)
            }
        }
    }

    fn gate(
        &mut self,
        gate: Gate,
        arms: impl Iterator<Item = (&'a Condition, u64)>,
        site: Site<'_>,
    ) -> NodeIndex {
        let node = self.add(NodeKind::Part, gate);
        for (arm, weight) in arms {
            let (inner, need) = self.condition(arm, site);
            self.need(node, inner, Need { weight, ..need });
        }
        node
    }

    fn exclusions(&self) -> Vec<ExclusionNodes> {
        let nodes = |target: &Target| match target {
            Target::Issue(id) => self.leave.get(id).map(|&part| node_id(part)),
            Target::Milestone(_) | Target::Option(..) => self.targets.get(target).copied(),
        };
        let all = self.model.incompatible.iter().map(|exclusion| {
            let targets = exclusion.of.iter().flat_map(Condition::targets);
            let of: BTreeSet<NodeId> = targets.filter_map(nodes).collect();
            ExclusionNodes {
                at_most: exclusion.at_most,
                of: of.into_iter().collect(),
            }
        });
        all.filter(|exclusion| exclusion.of.len() as u64 > exclusion.at_most)
            .collect()
    }
}
