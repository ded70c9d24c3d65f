//! Rings that another way avoids: nothing is stuck in them, for somewhere on the ring another arm of a condition, or
//! another answer to an issue, would do as well.
//!
//! Each is told with the ways that avoid it, and with the refusals that close them: a mediator sees at once whether the
//! circle matters, and who makes it matter. Methods: the rings are sought as deadlocks are, among what is *not* stuck; a
//! way round leaves the ring at a gate on it where another arm could be had were every plain refusal lifted.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::graph::{ByNode, Change, Gate, NodeId, NodeKind, PositionGraph};
use crate::model::Model;
use crate::source::Citation;

use super::super::engine::budget::Budget;
use super::super::engine::circuit::{Circuit, Edges, Given, holding};
use super::super::known::Known;
use super::rings::Rings;
use super::trial::Trial;
use super::waits::Among;
use super::{Deadlock, Waiter};

/// A ring that another way avoids.
#[derive(Debug, Clone, Serialize)]
pub struct Detoured {
    /// The ring.
    #[serde(flatten)]
    pub ring: Deadlock,
    /// The ways that avoid it.
    pub detours: Vec<Detour>,
    /// How many more there are than are listed.
    pub more_detours: usize,
}

impl Detoured {
    /// Whether some way round is open.
    pub fn is_open(&self) -> bool {
        self.detours.iter().any(|detour| detour.open)
    }
}

/// A way that avoids a ring.
#[derive(Debug, Clone, Serialize)]
pub struct Detour {
    /// The member of the ring from which it leaves.
    pub from: Waiter,
    /// What it goes by.
    pub by: Route,
    /// Whether nobody closes it: it could be had once what is not known is granted.
    pub open: bool,
    /// Who closes it: plain refusals with none to spare.
    pub closed_by: Vec<Change>,
    /// Where those refusals are said.
    pub cites: Vec<Citation>,
}

/// What a way goes by, as far as it has names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// A thing, or a party's yes to one.
    By(Waiter),
    /// All of these.
    All(Vec<Self>),
    /// One of these.
    Any(Vec<Self>),
}

impl fmt::Display for Route {
    /// `backstop`, `all(a+b)`, `any(a+b)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (word, parts) = match self {
            Self::By(waiter) => return write!(f, "{waiter}"),
            Self::All(parts) => ("all", parts),
            Self::Any(parts) => ("any", parts),
        };
        let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
        write!(f, "{word}({})", parts.join("+"))
    }
}

impl Serialize for Route {
    /// A name, `{ "all": [..] }` or `{ "any": [..] }`.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let (key, parts) = match self {
            Self::By(waiter) => return waiter.serialize(to),
            Self::All(parts) => ("all", parts),
            Self::Any(parts) => ("any", parts),
        };
        let mut map = to.serialize_map(Some(1))?;
        map.serialize_entry(key, parts)?;
        map.end()
    }
}

/// Ways round a ring are listed up to this many.
const MOST_DETOURS: usize = 6;
/// Refusals up to this many are tried one by one, whether the way would be open without them.
const MOST_SPARED: usize = 40;
/// A gate with more arms than this counts votes rather than names ways.
const MOST_ARMS: usize = 12;

/// Every ring of the model that another way avoids, those whose ways round are all closed first, then the shortest.
pub fn detoured_rings(
    model: &Model,
    graph: &PositionGraph,
    budget: &Budget,
) -> Known<Vec<Detoured>> {
    let circuit = Circuit::of(graph, budget);
    let trial = Trial::new(graph, &circuit, budget, None);
    let lifted = trial.stuck();
    let free: ByNode<bool> = graph.nodes().map(|node| !lifted[node]).collect();
    let among = Among {
        model,
        graph,
        within: free,
    };
    let search = Search {
        graph,
        circuit: &circuit,
        met: holding(&circuit, Given::STATED),
    };
    let rings = Rings::among(&among, &trial, None).told();
    rings.map(|rings| {
        let rings = rings.into_iter();
        let mut found: Vec<Detoured> = rings.filter_map(|ring| search.detoured(ring)).collect();
        found.sort_by_key(Detoured::is_open);
        found
    })
}

/// What a search for ways round a ring looks at.
struct Search<'a> {
    graph: &'a PositionGraph,
    circuit: &'a Circuit,
    /// What holds already.
    met: ByNode<bool>,
}

/// What could be had without one member of a ring: a way that needs it leads back into the ring.
struct Without {
    /// Were every plain refusal lifted.
    could: ByNode<bool>,
    /// As things stand.
    open: ByNode<bool>,
}

impl Search<'_> {
    /// A ring with the ways round it; none where something on it holds already, so that it holds nothing up.
    fn detoured(&self, ring: Deadlock) -> Option<Detoured> {
        let nodes: Vec<NodeId> = ring.ring.iter().filter_map(|it| self.node(it)).collect();
        let mut detours = Vec::new();
        let steps = nodes.iter().zip(nodes.iter().cycle().skip(1));
        for ((from, to), waiter) in steps.zip(&ring.ring) {
            let on_step = self.between(*from, *to, &nodes);
            let choices = on_step.iter().filter(|node| self.is_choice(**node));
            let others = choices.map(|gate| self.other_arms(*gate, *to, &on_step));
            let others: Vec<Vec<NodeId>> = others.filter(|arms| !arms.is_empty()).collect();
            if others.is_empty() {
                continue;
            }
            // Two looks at the whole graph: only where something can be chosen.
            let without = self.without(*from);
            for others in others {
                if others.iter().any(|arm| self.met[*arm]) {
                    return None;
                }
                let others = others.into_iter();
                detours
                    .extend(others.filter_map(|arm| self.detour((*from, waiter), arm, &without)));
            }
        }
        detours.sort_by_key(|detour| {
            let from = detour.from.to_string();
            (!detour.open, from, detour.by.to_string())
        });
        detours.dedup_by(|next, one| next.from == one.from && next.by == one.by);
        let more_detours = detours.len().saturating_sub(MOST_DETOURS);
        detours.truncate(MOST_DETOURS);
        (!detours.is_empty()).then_some(Detoured {
            ring,
            detours,
            more_detours,
        })
    }

    fn without(&self, member: NodeId) -> Without {
        Without {
            could: self.had_with(&|change| self.is_plain(change), member),
            open: self.had_with(&|_| false, member),
        }
    }

    /// What could be had with some changes and without a member of the ring.
    fn had_with(&self, made: &dyn Fn(usize) -> bool, member: NodeId) -> ByNode<bool> {
        let given = Given::hopeful_with(made);
        let mut had = ByNode::filled(false, self.graph.len());
        for left_out in &self.circuit.pinned {
            let out = [left_out.as_slice(), &[member]].concat();
            let holding = self.circuit.evaluate(given, Edges::AsWritten, &out);
            let nodes = self.graph.nodes().filter(|node| holding.holds(*node));
            nodes.for_each(|node| had[node] = true);
        }
        had
    }

    /// Whether a change lifts a plain refusal.
    fn is_plain(&self, change: usize) -> bool {
        let info = &self.graph.changes()[change];
        matches!(info.change, Change::Grant { .. }) && info.until.is_empty()
    }

    fn node(&self, waiter: &Waiter) -> Option<NodeId> {
        match waiter {
            Waiter::Thing(target) => self.graph.node_of(target),
            Waiter::Yes(party, target) => self.graph.nodes().find(|node| {
                self.stance(*node)
                    .is_some_and(|(whose, of)| whose == party && of == target)
            }),
        }
    }

    fn stance(&self, node: NodeId) -> Option<(&crate::model::PartyId, &crate::model::Target)> {
        match self.graph.node(node).kind {
            NodeKind::Stance(number) => {
                let stance = &self.graph.stances()[number];
                Some((&stance.party, &stance.target))
            }
            NodeKind::Target(_) | NodeKind::Condition(_) | NodeKind::Part | NodeKind::Change(_) => {
                None
            }
        }
    }

    /// The nodes on the paths of one step of a ring that pass no other member, with the one that it starts from.
    fn between(&self, from: NodeId, to: NodeId, ring: &[NodeId]) -> BTreeSet<NodeId> {
        let mut on_path = BTreeSet::new();
        let mut seen = BTreeSet::new();
        self.leads(from, to, ring, (&mut seen, &mut on_path));
        on_path
    }

    fn leads(
        &self,
        from: NodeId,
        to: NodeId,
        ring: &[NodeId],
        (seen, on_path): (&mut BTreeSet<NodeId>, &mut BTreeSet<NodeId>),
    ) -> bool {
        if !seen.insert(from) {
            return on_path.contains(&from);
        }
        let mut leads = false;
        for (next, _) in self.graph.needs(from) {
            let is_on_the_way = !self.is_named(next) && !ring.contains(&next);
            leads |= next == to
                || (is_on_the_way && self.leads(next, to, ring, (&mut *seen, &mut *on_path)));
        }
        if leads {
            on_path.insert(from);
        }
        leads
    }

    /// Whether a node is a thing, or a yes that is told by itself.
    fn is_named(&self, node: NodeId) -> bool {
        matches!(self.graph.node(node).kind, NodeKind::Target(_))
    }

    fn is_choice(&self, node: NodeId) -> bool {
        let arms = self.graph.needs(node).len();
        let chooses = match self.graph.node(node).gate {
            Gate::Any => true,
            Gate::AtLeast(_) => !self.graph.counts_votes(node),
            Gate::All | Gate::True | Gate::Coming(_) | Gate::Unknown(_) | Gate::Change(_) => false,
        };
        chooses && (2..=MOST_ARMS).contains(&arms)
    }

    /// The arms of a gate that do not lead on along the ring.
    fn other_arms(&self, gate: NodeId, to: NodeId, on_step: &BTreeSet<NodeId>) -> Vec<NodeId> {
        let arms = self.graph.needs(gate).into_iter().map(|(arm, _)| arm);
        arms.filter(|arm| *arm != to && !on_step.contains(arm))
            .collect()
    }

    fn detour(
        &self,
        (from, waiter): (NodeId, &Waiter),
        arm: NodeId,
        without: &Without,
    ) -> Option<Detour> {
        if !without.could[arm] {
            return None;
        }
        let by = self.route(arm)?;
        let open = without.open[arm];
        let closing = match open {
            true => Vec::new(),
            false => self.closing(from, arm, without),
        };
        let infos = closing.iter().map(|change| &self.graph.changes()[*change]);
        let closed_by: BTreeSet<Change> = infos.clone().map(|info| info.change.clone()).collect();
        let cites: BTreeSet<Citation> = infos.flat_map(|info| info.cites.clone()).collect();
        Some(Detour {
            from: waiter.clone(),
            by,
            open,
            closed_by: closed_by.into_iter().collect(),
            cites: cites.into_iter().collect(),
        })
    }

    /// What a node goes by; nothing of a change, which is no way of its own.
    fn route(&self, node: NodeId) -> Option<Route> {
        let of = |node| match &self.graph.node(node).kind {
            NodeKind::Target(target) => Some(Waiter::Thing(target.clone())),
            NodeKind::Stance(number) => {
                let stance = &self.graph.stances()[*number];
                Some(Waiter::Yes(stance.party.clone(), stance.target.clone()))
            }
            NodeKind::Condition(_) | NodeKind::Part | NodeKind::Change(_) => None,
        };
        if let Some(waiter) = of(node) {
            return Some(Route::By(waiter));
        }
        let needs = self.graph.needs(node).into_iter();
        let mut parts: Vec<Route> = needs.filter_map(|(next, _)| self.route(next)).collect();
        match (parts.len(), self.graph.node(node).gate) {
            (0, _) => None,
            (1, _) => parts.pop(),
            (_, Gate::All) => Some(Route::All(parts)),
            (_, Gate::Any) => Some(Route::Any(parts)),
            (
                _,
                Gate::AtLeast(_)
                | Gate::True
                | Gate::Coming(_)
                | Gate::Unknown(_)
                | Gate::Change(_),
            ) => None,
        }
    }

    /// Plain refusals below a node of which each must be lifted, were the others, so that the node can be had.
    fn closing(&self, from: NodeId, node: NodeId, without: &Without) -> Vec<usize> {
        let mut below: Vec<usize> = self.refusals_below(node, without).into_iter().collect();
        below.sort_by_key(|change| self.graph.changes()[*change].change.clone());
        if below.len() > MOST_SPARED {
            return below;
        }
        let mut needed = below.clone();
        for change in below {
            let rest = |other: usize| other != change && needed.contains(&other);
            if self.had_with(&rest, from)[node] {
                needed.retain(|other| *other != change);
            }
        }
        needed
    }

    fn refusals_below(&self, node: NodeId, without: &Without) -> BTreeSet<usize> {
        let (mut seen, mut found) = (BTreeSet::new(), BTreeSet::new());
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            if without.open[node] || !seen.insert(node) {
                continue;
            }
            if let NodeKind::Change(change) = self.graph.node(node).kind
                && self.is_plain(change)
            {
                found.insert(change);
            }
            open.extend(self.graph.needs(node).into_iter().map(|(next, _)| next));
        }
        found
    }
}
