//! What can happen first, and what next: a plan of stages for a goal that nobody has closed.
//!
//! The attainable set is the limit of rounds: in the first round stands what needs nothing earlier, in each next one what
//! needs only earlier rounds before it and its own round beside it. A thing's stage is the round in which it enters,
//! so that no plan has fewer stages. Of alternatives the one that comes earliest is taken, the author's first among
//! equals. Costs the edges times the stages.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{Gate, NodeId, NodeKind, PositionGraph, Reading};
use crate::model::{PartyId, Target};

use super::circuit::{Circuit, Given};

/// What can happen in one stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Milestones, issues and their answers that can come in it, by name.
    pub targets: Vec<Target>,
    /// The yeses that it waits for: who, to what.
    pub awaited: Vec<(PartyId, Target)>,
}

/// What enters in one round: things, and the yeses that nobody has heard.
type Entered = (BTreeSet<Target>, BTreeSet<(PartyId, Target)>);

/// Most visits of an edge before the plan is given up.
const MOST_VISITS: usize = 50_000_000;

/// The stages on the way to a goal, the goal last; `None` where it is not attainable, or the plan is too long to make.
pub(super) fn stages(
    graph: &PositionGraph,
    circuit: &Circuit,
    goal: NodeId,
    given: Given<'_>,
) -> Option<Vec<Stage>> {
    let rounds = circuit.pinned.iter().find_map(|out| {
        let rounds = circuit.rounds(given, out, MOST_VISITS)?;
        (rounds[goal.0 as usize] > 0).then_some(rounds)
    })?;
    let mut plan: BTreeMap<u32, Entered> = BTreeMap::new();
    for node in taken(circuit, &rounds, goal.0) {
        let stage = plan.entry(rounds[node as usize]).or_default();
        let found = graph.node(NodeId(node));
        match &found.kind {
            NodeKind::Target(target) if found.gate != Gate::True => {
                stage.0.insert(target.clone());
            }
            NodeKind::Stance(number) => {
                let stance = &graph.stances()[*number];
                if stance.reading == Reading::Unknown {
                    stage
                        .1
                        .insert((stance.party.clone(), stance.target.clone()));
                }
            }
            NodeKind::Target(_) | NodeKind::Condition(_) | NodeKind::Part | NodeKind::Change(_) => {
            }
        }
    }
    // A yes is waited for where the thing that it is a yes to comes.
    let mut stages: Vec<Stage> = Vec::new();
    let mut early = BTreeSet::new();
    for (targets, awaited) in plan.into_values() {
        early.extend(awaited);
        if targets.is_empty() {
            continue;
        }
        let here: Vec<_> = early
            .iter()
            .filter(|(_, target)| targets.contains(target))
            .cloned()
            .collect();
        early.retain(|one| !here.contains(one));
        stages.push(Stage {
            targets: without_wholes(targets),
            awaited: here,
        });
    }
    Some(stages)
}

/// An issue stands for itself where no answer of it is in the same stage.
fn without_wholes(targets: BTreeSet<Target>) -> Vec<Target> {
    let answered: BTreeSet<_> = targets
        .iter()
        .filter(|t| matches!(t, Target::Option(..)))
        .filter_map(|t| t.issue().cloned())
        .collect();
    targets
        .into_iter()
        .filter(|target| !matches!(target, Target::Issue(issue) if answered.contains(issue)))
        .collect()
}

/// The nodes of one way to the goal: of what a gate needs, enough, the earliest first.
fn taken(circuit: &Circuit, rounds: &[u32], goal: u32) -> BTreeSet<u32> {
    let mut seen = BTreeSet::new();
    let mut open = vec![goal];
    while let Some(node) = open.pop() {
        if !seen.insert(node) {
            continue;
        }
        let own = rounds[node as usize];
        let mut held: Vec<(u32, u64)> = circuit
            .needs(node)
            .iter()
            .filter(|(to, _, strict)| {
                rounds[*to as usize] > 0 && rounds[*to as usize] + u32::from(*strict) <= own
            })
            .map(|&(to, weight, _)| (to, circuit.weight(node, weight)))
            .collect();
        held.sort_by_key(|(to, _)| rounds[*to as usize]);
        let threshold = u128::from(circuit.threshold(node));
        let mut sum = 0u128;
        for (to, weight) in held {
            if sum >= threshold {
                break;
            }
            sum += u128::from(weight);
            open.push(to);
        }
    }
    seen
}
