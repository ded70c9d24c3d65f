//! What can happen first, and what next: a plan of stages for a goal that nobody has closed.
//!
//! In the first stage comes what needs nothing earlier, in each next one what needs earlier only what the stages before
//! brought; a thing comes in the first stage in which it can, so that no plan has fewer stages. A yes, a waiver and what
//! has been reached cost no stage. Of alternatives the one that comes earliest is taken, the first by name among equals.
//! Costs the edges times the stages.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::graph::{Gate, NodeId, NodeKind, Reading};
use crate::model::{PartyId, Target};
use crate::source::Citation;

use super::engine::circuit::{Edge, Given, NEVER, Stages};
use super::known::Known;
use super::question::Question;
use super::standing::{NOT_ALL_WAYS, Status, by_record};

/// What can happen in one stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stage {
    /// Milestones, issues and their answers that can come in it, by name.
    pub targets: Vec<Target>,
    /// The consents still needed in it.
    pub awaited: Vec<Consent>,
}

/// A yes of a party to something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Consent {
    /// Whose.
    pub party: PartyId,
    /// To what.
    pub target: Target,
    /// The sentences that make it necessary, then those of what the party has said on the matter.
    pub cites: Vec<Citation>,
}

/// What comes in one stage: things, and the consents that nobody has heard.
type Entered = (BTreeSet<Target>, BTreeSet<Consent>);

impl Question<'_> {
    /// The stages on the way to a goal that nobody has closed, the goal last; with every unknown granted where it is open.
    pub(super) fn stages(&self, status: Status) -> Known<Vec<Stage>> {
        match status {
            Status::Open | Status::Met | Status::Pending => {}
            Status::Reached | Status::Closed | Status::Blocked => return Known::Exact(Vec::new()),
        }
        let granted =
            |stance: usize| status == Status::Open || self.supposed.unknowns.contains(&stance);
        let made = |change: usize| self.supposed.changes.contains(&change);
        let given = Given {
            unknown: &granted,
            changes: &made,
            coming: &|_| true,
        };
        let is_thing = |node: NodeId| {
            let node = self.graph.node(node);
            matches!(node.kind, NodeKind::Target(_)) && node.gate != Gate::True
        };
        // What comes by itself is not left out for an exclusion.
        let free = [Vec::new()];
        let comes = by_record(self.graph, &self.ask.goal).is_some();
        let ways = if comes {
            &free[..]
        } else {
            &self.circuit.pinned[..]
        };
        let mut best: Option<Stages> = None;
        for out in ways {
            let most = self.ask.budget.visits;
            let Some(stages) = self.circuit.stages(given, out, &is_thing, most) else {
                return Known::Unknown("the plan of stages is too long to make".to_owned());
            };
            let goal = self.node;
            let sooner = best
                .as_ref()
                .is_none_or(|best| stages.first[goal] < best.first[goal]);
            if stages.first[goal] > 0 && sooner {
                best = Some(stages);
            }
        }
        let plan = best.map(|stages| self.plan(&stages)).unwrap_or_default();
        match comes || self.circuit.all_pinned {
            true => Known::Exact(plan),
            false => Known::Partial(plan, NOT_ALL_WAYS.to_owned()),
        }
    }

    fn plan(&self, stages: &Stages) -> Vec<Stage> {
        let mut plan: BTreeMap<u32, Entered> = BTreeMap::new();
        for node in self.taken(stages) {
            let found = self.graph.node(node);
            let (targets, awaited) = plan.entry(stages.first[node]).or_default();
            match &found.kind {
                NodeKind::Target(target) if found.gate != Gate::True => {
                    targets.insert(target.clone());
                }
                NodeKind::Stance(number) => {
                    let stance = &self.graph.stances()[*number];
                    let is_heard = self.supposed.unknowns.contains(number);
                    if stance.reading == Reading::Unknown && !is_heard {
                        let (party, target) = (stance.party.clone(), stance.target.clone());
                        let cites = self.grounds(stance).cites;
                        awaited.insert(Consent {
                            party,
                            target,
                            cites,
                        });
                    }
                }
                NodeKind::Target(_)
                | NodeKind::Condition(_)
                | NodeKind::Part
                | NodeKind::Change(_) => {}
            }
        }
        // List a consent in the stage of its target.
        let mut listed: Vec<Stage> = Vec::new();
        let mut early: BTreeSet<Consent> = BTreeSet::new();
        for (targets, awaited) in plan.into_values() {
            early.extend(awaited);
            if targets.is_empty() {
                continue;
            }
            let here = early
                .iter()
                .filter(|consent| targets.contains(&consent.target));
            let here: Vec<Consent> = here.cloned().collect();
            early.retain(|consent| !here.contains(consent));
            listed.push(Stage {
                targets: without_wholes(targets),
                awaited: here,
            });
        }
        listed
    }

    /// The nodes of one way to the goal: of what a gate needs, enough, the earliest first.
    fn taken(&self, stages: &Stages) -> BTreeSet<NodeId> {
        let mut seen = BTreeSet::new();
        let mut open = vec![self.node];
        while let Some(node) = open.pop() {
            if !seen.insert(node) {
                continue;
            }
            let own = stages.first[node];
            let in_time = |edge: &&Edge| match edge.strict {
                true => stages.earlier[edge.to] < own,
                false => stages.first[edge.to] > 0 && stages.first[edge.to] <= own,
            };
            let needs = self.circuit.needs(node).iter();
            let mut held: Vec<&Edge> = needs.filter(in_time).collect();
            held.sort_by_key(|edge| match stages.earlier[edge.to] {
                NEVER => stages.first[edge.to],
                earlier => earlier,
            });
            let threshold = u128::from(self.circuit.threshold(node));
            let mut sum = 0u128;
            for edge in held {
                if sum >= threshold {
                    break;
                }
                sum += u128::from(self.circuit.weight(node, edge.weight));
                open.push(edge.to);
            }
        }
        seen
    }
}

/// An issue stands for itself where no answer of it is in the same stage.
fn without_wholes(targets: BTreeSet<Target>) -> Vec<Target> {
    let answers = targets
        .iter()
        .filter(|target| matches!(target, Target::Option(..)));
    let answered: BTreeSet<_> = answers
        .filter_map(|target| target.issue().cloned())
        .collect();
    let is_answered =
        |target: &Target| matches!(target, Target::Issue(issue) if answered.contains(issue));
    targets
        .into_iter()
        .filter(|target| !is_answered(target))
        .collect()
}
