//! What can happen first, and what next: a plan of stages for a goal that nobody has closed.
//!
//! In the first stage comes what needs nothing earlier, in each next one what needs earlier only what the stages before
//! brought; a thing comes in the first stage in which it can, so that no plan has fewer stages. A yes, a waiver and what
//! has been reached cost no stage. Of alternatives the one that comes earliest is taken; among equals one that waits for
//! nobody, then one that is on the way anyhow, and then the first by name. Costs the edges times the stages.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::graph::{Gate, NodeId, NodeKind, Reading};
use crate::model::{PartyId, Target};
use crate::source::Citation;

use super::engine::bdd::Stopped;
use super::engine::circuit::{Edge, Given, NEVER, Stages};
use super::known::Known;
use super::question::{Question, stance_at};
use super::standing::{NOT_ALL_WAYS, Status};

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

/// A way on which a goal comes, and what of it comes without any answer that is missing.
struct Way {
    stages: Stages,
    heard: Stages,
}

/// What comes in one stage: things, and the consents that nobody has heard.
#[derive(Default)]
struct Entered {
    targets: BTreeSet<Target>,
    awaited: BTreeSet<Consent>,
}

impl Question<'_> {
    /// The stages on the way to a goal that nobody has closed, the goal last; with every unknown granted where it is open.
    pub(super) fn stages(&self, status: Status) -> Known<Vec<Stage>> {
        if !status.is_attainable() {
            return Known::Exact(Vec::new());
        }
        // What comes by itself is not left out for an exclusion.
        let free = [Vec::new()];
        let (ways, is_every_way) = match self.by_record() {
            Some(_) => (&free[..], true),
            None => (&self.circuit.pinned[..], self.circuit.all_pinned),
        };
        let Ok(soonest) = self.soonest(status, ways) else {
            return Known::Unknown("the plan of stages is too long to make".to_owned());
        };
        let plan = soonest.map(|way| self.plan(&way)).unwrap_or_default();
        Known::but_for(plan, (!is_every_way).then_some(NOT_ALL_WAYS))
    }

    /// The stages of the way on which the goal comes first, if it comes on one.
    fn soonest(&self, status: Status, ways: &[Vec<NodeId>]) -> Result<Option<Way>, Stopped> {
        let mut soonest: Option<(&Vec<NodeId>, Stages)> = None;
        for out in ways {
            let stages = self.stages_without(out, status == Status::Open)?;
            let comes = stages.first[self.node];
            let known = soonest.as_ref().map(|(_, known)| known.first[self.node]);
            if comes > 0 && known.is_none_or(|known| comes < known) {
                soonest = Some((out, stages));
            }
        }
        let way = soonest.map(|(out, stages)| {
            let heard = self.stages_without(out, false)?;
            Ok(Way { stages, heard })
        });
        way.transpose()
    }

    /// In which stage each node comes where some are left out, with every answer that is missing, or with none of them.
    fn stages_without(&self, out: &[NodeId], with_missing: bool) -> Result<Stages, Stopped> {
        let given = Given {
            unknown: &|stance| with_missing || self.is_heard(stance),
            changes: &|change| self.is_made(change),
            coming: &|_| true,
        };
        let is_thing = |node: NodeId| self.thing(node).is_some();
        let stages = self
            .circuit
            .stages(given, out, &is_thing, self.ask.budget.visits);
        stages.ok_or(Stopped)
    }

    /// What a node stands for, where that takes a stage: not what has been reached.
    fn thing(&self, node: NodeId) -> Option<&Target> {
        let node = self.graph.node(node);
        let NodeKind::Target(target) = &node.kind else {
            return None;
        };
        (node.gate != Gate::True).then_some(target)
    }

    /// Stage by stage what comes on one way, each consent in the stage of its target.
    fn plan(&self, way: &Way) -> Vec<Stage> {
        let mut listed: Vec<Stage> = Vec::new();
        let mut early: BTreeSet<Consent> = BTreeSet::new();
        for Entered { targets, awaited } in self.entered(way).into_values() {
            early.extend(awaited);
            if targets.is_empty() {
                continue;
            }
            let (here, later): (BTreeSet<Consent>, _) = early
                .into_iter()
                .partition(|consent| targets.contains(&consent.target));
            early = later;
            listed.push(Stage {
                targets: without_wholes(targets),
                awaited: here.into_iter().collect(),
            });
        }
        listed
    }

    /// What comes on one way, by the stage in which each node first holds.
    fn entered(&self, way: &Way) -> BTreeMap<u32, Entered> {
        let mut entered: BTreeMap<u32, Entered> = BTreeMap::new();
        for node in self.taken(way) {
            let stage = entered.entry(way.stages.first[node]).or_default();
            stage.targets.extend(self.thing(node).cloned());
            stage.awaited.extend(self.consent_missing(node));
        }
        entered
    }

    /// The consent for which a node stands, where nobody has heard it.
    fn consent_missing(&self, node: NodeId) -> Option<Consent> {
        let number = stance_at(self.graph, node)?;
        let stance = &self.graph.stances()[number];
        let is_heard = stance.reading != Reading::Unknown || self.is_heard(number);
        (!is_heard).then(|| Consent {
            party: stance.party.clone(),
            target: stance.target.clone(),
            cites: self.grounds(stance).cites,
        })
    }

    /// The nodes of one way to the goal: of what a gate needs, enough, the earliest first. Where there is a choice, what is on
    /// the way anyhow is taken before something new; so two conditions on one number are met by one.
    fn taken(&self, way: &Way) -> BTreeSet<NodeId> {
        let mut seen = BTreeSet::new();
        let mut open = vec![self.node];
        let mut choices: BTreeSet<(usize, NodeId)> = BTreeSet::new();
        loop {
            // The narrowest choice comes first: it leaves the others more to share.
            let choice = || choices.pop_first().map(|(_, node)| (node, true));
            let Some((node, is_choice)) = open.pop().map(|node| (node, false)).or_else(choice)
            else {
                return seen;
            };
            if !is_choice && !seen.insert(node) {
                continue;
            }
            let held = self.held(node, way, &seen).len();
            let enough = self.enough(node, way, &seen);
            match !is_choice && enough.len() < held {
                true => {
                    choices.insert((held, node));
                }
                false => open.extend(enough),
            }
        }
    }

    /// Of what a node needs, the earliest that reach its threshold, with none to spare.
    fn enough(&self, node: NodeId, way: &Way, seen: &BTreeSet<NodeId>) -> Vec<NodeId> {
        let threshold = u128::from(self.circuit.threshold(node));
        let weight = |edge: &Edge| u128::from(self.circuit.weight(node, edge.weight));
        let mut sum = 0u128;
        let mut enough: Vec<&Edge> = Vec::new();
        for edge in self.held(node, way, seen) {
            if sum >= threshold {
                break;
            }
            sum += weight(edge);
            enough.push(edge);
        }
        let mut lightest = enough.clone();
        lightest.sort_by_key(|edge| weight(edge));
        for edge in lightest {
            if sum - weight(edge) >= threshold {
                sum -= weight(edge);
                enough.retain(|one| one.to != edge.to);
            }
        }
        enough.into_iter().map(|edge| edge.to).collect()
    }

    /// What a node needs and has in its own stage: the earliest first, of those what waits for nobody, and of those what is
    /// `seen` on the way already.
    fn held(&self, node: NodeId, way: &Way, seen: &BTreeSet<NodeId>) -> Vec<&Edge> {
        let stages = &way.stages;
        let own = stages.first[node];
        let in_time = |edge: &&Edge| match edge.strict {
            true => stages.earlier[edge.to] < own,
            false => stages.first[edge.to] > 0 && stages.first[edge.to] <= own,
        };
        let needs = self.circuit.needs(node).iter();
        let mut held: Vec<&Edge> = needs.filter(in_time).collect();
        held.sort_by_key(|edge| {
            let comes = match stages.earlier[edge.to] {
                NEVER => stages.first[edge.to],
                earlier => earlier,
            };
            (
                comes,
                way.heard.first[edge.to] == 0,
                !seen.contains(&edge.to),
            )
        });
        held
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
