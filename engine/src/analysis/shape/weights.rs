//! Parts with weights: where a gate of the model adds up votes of different weight, the shape keeps its weights.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::rc::Rc;

use num_bigint::BigUint;
use rustc_hash::FxHashMap;

use crate::graph::{Gate, NodeId};

use super::super::engine::bdd::Stopped;
use super::super::engine::circuit::{Circuit, Edges, Given, Holding};
use super::super::engine::modules::Part;
use super::super::engine::symbolic::{Leaf, ReadAs};
use super::making::Shaping;

/// Sums of weights that are kept at most while sets are counted.
const MOST_SUMS: usize = 100_000;

/// Weights of parts, and the sum that they have to reach.
pub(super) struct Weighed {
    pub needed: u64,
    /// In the order of the parts.
    pub weights: Vec<u64>,
}

impl Shaping<'_> {
    /// The weights of a gate of the model by which some parts are joined, if there is such a gate. The parts are given by
    /// their first variables, and what is told is checked on the diagrams.
    pub(super) fn weighed(
        &mut self,
        function: u32,
        parts: &[Rc<Part>],
    ) -> Result<Option<Weighed>, Stopped> {
        let sums = self.sums_of_weights();
        if sums.is_empty() {
            return Ok(None);
        }
        let (places, holding) = (self.places(parts), self.holding_anyway());
        for sum in sums {
            if let Some(weighed) = self.weighed_at(sum, &places, &holding)
                && self.reaches(&weighed, parts)? == function
            {
                return Ok(Some(weighed));
            }
        }
        Ok(None)
    }

    /// The gates on the way to the goal that add up different weights, and the sum that each needs.
    fn sums_of_weights(&self) -> Vec<(NodeId, u64)> {
        let circuit = self.question.circuit;
        let gates = circuit.gates.numbered();
        let gates = gates.filter(|(node, _)| self.question.cone[*node]);
        let sums = gates.filter_map(|(node, gate)| match gate {
            Gate::AtLeast(needed) => Some((node, *needed)),
            Gate::All
            | Gate::Any
            | Gate::True
            | Gate::Coming(_)
            | Gate::Unknown(_)
            | Gate::Change(_) => None,
        });
        sums.filter(|(node, _)| has_weights(circuit, *node))
            .collect()
    }

    /// What a gate would give each part, and what is left to be reached once what holds already is counted.
    fn weighed_at(
        &self,
        (node, needed): (NodeId, u64),
        place: &FxHashMap<Leaf, usize>,
        holding: &Holding,
    ) -> Option<Weighed> {
        let question = self.question;
        let count = place.values().max().map_or(0, |last| last + 1);
        let mut weights = vec![0; count];
        let mut needed = needed;
        for edge in question.circuit.needs(node) {
            if holding.holds(edge.to) {
                needed = needed.checked_sub(edge.weight)?;
                continue;
            }
            let below = question.graph.cone(edge.to);
            let mut leaves = question.leaves_within(&below);
            if let Some(at) = leaves.find_map(|leaf| place.get(&leaf)) {
                weights[*at] += edge.weight;
            }
        }
        let all = weights.iter().all(|weight| *weight > 0);
        all.then_some(Weighed { needed, weights })
    }

    /// In which part each leaf is.
    fn places(&self, parts: &[Rc<Part>]) -> FxHashMap<Leaf, usize> {
        let parts = parts.iter().enumerate();
        let leaves = parts.flat_map(|(at, part)| {
            let leaves = part.variables.iter().map(|var| self.leaf(var));
            leaves.map(move |leaf| (leaf, at)).collect::<Vec<_>>()
        });
        leaves.collect()
    }

    /// What holds though nobody moves.
    fn holding_anyway(&self) -> Holding {
        let question = self.question;
        let fixed = |leaf: Leaf| question.read(leaf) == ReadAs::Fixed(true);
        let given = Given {
            unknown: &|stance| fixed(Leaf::Unknown(stance)),
            changes: &|change| fixed(Leaf::Change(change)),
            coming: &|_| true,
        };
        question.circuit.evaluate(given, Edges::AsWritten, &[])
    }

    /// The function of parts whose weights reach a sum.
    fn reaches(&mut self, weighed: &Weighed, parts: &[Rc<Part>]) -> Result<u32, Stopped> {
        let mut of = Vec::new();
        for (part, weight) in parts.iter().zip(&weighed.weights) {
            of.push((part.first(), *weight));
        }
        // The deepest first, as diagrams are joined.
        of.sort_by_key(|(var, _)| Reverse(*var));
        let mut functions = Vec::new();
        for (var, weight) in of {
            functions.push((self.diagrams.var(var)?, weight));
        }
        self.diagrams.at_least(weighed.needed, &functions)
    }
}

/// Whether the arms of a gate have different weights.
fn has_weights(circuit: &Circuit, node: NodeId) -> bool {
    let mut weights = circuit.needs(node).iter().map(|edge| edge.weight);
    let first = weights.next();
    weights.any(|weight| Some(weight) != first)
}

/// In how many ways some parts reach a sum with none to spare, each with as many ways as it has; `None` where there are too
/// many sums to be kept. By falling weight: the last part of a smallest set is one without which the sum is not reached.
pub(super) fn choices(ways: &[BigUint], weights: &[u64], needed: u64) -> Option<BigUint> {
    let mut parts: Vec<(u64, &BigUint)> = weights.iter().copied().zip(ways).collect();
    parts.sort_by_key(|(weight, _)| Reverse(*weight));
    let mut below: BTreeMap<u64, BigUint> = BTreeMap::from([(0, 1u8.into())]);
    let mut all = BigUint::ZERO;
    for (weight, own) in parts {
        let last = below.range(needed.saturating_sub(weight)..needed);
        all += last.map(|(_, sets)| sets * own).sum::<BigUint>();
        let with = below.iter().map(|(sum, sets)| (sum + weight, sets * own));
        let with: Vec<(u64, BigUint)> = with.filter(|(sum, _)| *sum < needed).collect();
        for (sum, sets) in with {
            *below.entry(sum).or_default() += sets;
        }
        if below.len() > MOST_SUMS {
            return None;
        }
    }
    Some(all)
}
