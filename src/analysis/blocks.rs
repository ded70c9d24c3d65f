//! What blocks X: the status of a goal, whose moves would open it, and what it still waits for.
//!
//! With unknown consents read once as refused and once as granted, a goal is *met*, *open* or
//! *blocked*; the goals contain no negation, so these two readings are exact over all ways in which
//! the unknowns may turn out. A *minimal unblocking set* is a set of changes that opens the goal with
//! none to spare; a *minimal blocking set* is a set of refusals that alone keeps it closed. Every part of the
//! answer says how far it is known.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::graph::{NodeId, PositionGraph};
use crate::model::{Confidence, Exclusion, Model, PartyId, Target};
use crate::source::Date;

use super::awaited::{Awaited, awaited_by_all};
use super::deadlocks::{AvoidedRing, Deadlock};
use super::doubts::Doubt;
use super::engine::circuit::Circuit;
use super::engine::symbolic::Effort;
use super::known::Known;
use super::openings::{Blocker, BlockingSet, Openings, SetOfChanges, Sets};
use super::question::{Ask, Question, circuit_for};
use super::refusals::Refusal;
use super::stages::Stage;
use super::standing::{BlockedKind, Standing, Status, UNTIMELY, by_record};

/// The answer.
#[derive(Debug, Clone)]
pub struct Blocks {
    /// The goal.
    pub goal: Target,
    /// How it stands; at least so well, where it is partial.
    pub standing: Known<Standing>,
    /// Whether the question was the stronger one.
    pub secure: bool,
    /// The party that was asked for, where only its moves count.
    pub asked_party: Option<PartyId>,
    /// Exclusions of which it needs more members than can hold together.
    pub exclusions: Vec<Exclusion>,
    /// Its deadline, where one stands.
    pub deadline: Option<StandingDeadline>,
    /// What it needs that can no longer be had.
    pub closed: Vec<Target>,
    /// What blocks it.
    pub blockers: Known<Vec<Blocker>>,
    /// Refusals that do not.
    pub not_blocking: Known<Vec<Refusal>>,
    /// Rings of conditions on the way to it.
    pub deadlocks: Known<Vec<Deadlock>>,
    /// Rings of the way that nobody refuses, where the conditions wait for each other and another way is refused.
    pub avoided_rings: Known<Vec<AvoidedRing>>,
    /// The minimal unblocking sets.
    pub unblocking: Known<Sets<SetOfChanges>>,
    /// The minimal blocking sets.
    pub blocking: Known<Sets<BlockingSet>>,
    /// Minimal groups of parties whose moves suffice.
    pub party_sets: Known<Vec<Vec<PartyId>>>,
    /// What it waits for: where it is open, the yes of these; where blocked, what its openings rely on.
    pub awaited: Known<Vec<Awaited>>,
    /// The least number of awaited answers that would do, where the goal is open.
    pub least_awaited: Option<Known<usize>>,
    /// Of a met, pending or open goal: yeses that it counts on and of which the author is not sure.
    pub doubts: Known<Vec<Doubt>>,
    /// What can happen first and what next, the goal last, where nobody has closed it.
    pub stages: Known<Vec<Stage>>,
    /// How sure the status is, where that was asked.
    pub confidence: Option<Known<Confidence>>,
}

/// A deadline that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StandingDeadline {
    /// Its day, with the extensions known so far.
    pub date: Date,
    /// What comes about where it passes.
    pub otherwise: Option<Target>,
}

impl Blocks {
    /// How the goal stands, as far as known.
    pub fn standing(&self) -> &Standing {
        self.standing
            .value()
            .expect("how a goal stands is never wholly unknown")
    }

    /// How the goal stands, in a word.
    pub fn status(&self) -> Status {
        self.standing().status
    }

    /// In which way it is blocked.
    pub fn kind(&self) -> Option<BlockedKind> {
        self.standing().kind
    }

    /// Whether no way to it goes one thing after the other.
    pub fn package_only(&self) -> bool {
        self.standing().package_only
    }

    /// The unblocking sets that are listed.
    pub fn unblocking_sets(&self) -> &[SetOfChanges] {
        self.unblocking
            .value()
            .map_or(&[], |sets| sets.listed.as_slice())
    }

    /// The blocking sets that are listed.
    pub fn blocking_sets(&self) -> &[BlockingSet] {
        self.blocking
            .value()
            .map_or(&[], |sets| sets.listed.as_slice())
    }

    /// How many minimal unblocking sets there are, where that is known.
    pub fn ways(&self) -> Option<&BigUint> {
        self.unblocking.value().and_then(|sets| sets.count.as_ref())
    }

    /// Whether it is known that no change that anyone could make would do.
    pub fn no_change_suffices(&self) -> bool {
        self.ways().is_some_and(|count| *count == BigUint::ZERO)
    }

    /// Every part with its key in JSON, how far it is known and why no further; in the order in which the reasons are told.
    fn extents(&self) -> [(&'static str, Option<String>, Option<&str>); 13] {
        fn of<'a, T>(
            key: &'static str,
            known: &'a Known<T>,
        ) -> (&'static str, Option<String>, Option<&'a str>) {
            (key, known.extent(), known.why())
        }
        let standing = self.standing.why();
        let confidence = self.confidence.as_ref();
        let least = self.least_awaited.as_ref();
        [
            // How a goal stands is one word: known, or not.
            ("status", standing.map(|_| "unknown".to_owned()), standing),
            of("unblocking_sets", &self.unblocking),
            of("blocking_sets", &self.blocking),
            of("blockers", &self.blockers),
            of("not_blocking", &self.not_blocking),
            of("party_sets", &self.party_sets),
            of("deadlocks", &self.deadlocks),
            of("avoided_rings", &self.avoided_rings),
            of("awaited", &self.awaited),
            (
                "least_awaited",
                least.and_then(Known::extent),
                least.and_then(Known::why),
            ),
            of("doubts", &self.doubts),
            of("stages", &self.stages),
            (
                "confidence",
                confidence.and_then(Known::extent),
                confidence.and_then(Known::why),
            ),
        ]
    }

    /// The parts that are not known exactly, by their keys in JSON.
    pub fn parts(&self) -> BTreeMap<&'static str, String> {
        let extents = self.extents().into_iter();
        let mut parts: BTreeMap<_, _> = extents
            .filter_map(|(key, extent, _)| Some((key, extent?)))
            .collect();
        let mut ways = self.unblocking_sets().iter();
        let stopped = ways.find_map(|set| set.awaited.why().or(set.least_awaited.why()));
        parts.extend(stopped.map(|why| ("unblocking_sets.awaited", format!("partial: {why}"))));
        let mut ways = self.unblocking_sets().iter();
        let stopped = ways.find_map(|set| set.doubts.why());
        parts.extend(stopped.map(|why| ("unblocking_sets.doubts", format!("partial: {why}"))));
        parts
    }

    /// Why the answer is not the whole answer, each reason once; empty where it is.
    pub fn untold(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        let reasons = self.extents().into_iter().filter_map(|(_, _, why)| why);
        reasons.filter(|why| seen.insert(*why)).collect()
    }
}

impl Serialize for Blocks {
    /// The keys of `blocks` in `docs/json.md`.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let standing = self.standing();
        let untold = self.untold();
        let extent = match untold.is_empty() {
            true => "complete".to_owned(),
            false => format!("partial: {}", untold.join("; ")),
        };
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("goal", &self.goal)?;
        let known = self.standing.exact();
        map.serialize_entry("status", &known.map(|standing| standing.status))?;
        map.serialize_entry("since", &standing.since)?;
        map.serialize_entry("by", &standing.by)?;
        map.serialize_entry("deadline", &self.deadline)?;
        map.serialize_entry("pending", &standing.pending)?;
        map.serialize_entry("kind", &known.and_then(|standing| standing.kind))?;
        map.serialize_entry("package_only", &standing.package_only)?;
        map.serialize_entry("secure", &self.secure)?;
        map.serialize_entry("party", &self.asked_party)?;
        map.serialize_entry("exclusions", &self.exclusions)?;
        map.serialize_entry("closed", &self.closed)?;
        map.serialize_entry("blockers", &self.blockers)?;
        map.serialize_entry("not_blocking", &self.not_blocking)?;
        map.serialize_entry("deadlocks", &self.deadlocks)?;
        map.serialize_entry("avoided_rings", &self.avoided_rings)?;
        map.serialize_entry("unblocking_sets", &self.unblocking)?;
        map.serialize_entry("blocking_sets", &self.blocking)?;
        map.serialize_entry("no_listed_change_suffices", &self.no_change_suffices())?;
        map.serialize_entry("party_sets", &self.party_sets)?;
        map.serialize_entry("awaited", &self.awaited)?;
        map.serialize_entry("least_awaited", &self.least_awaited)?;
        map.serialize_entry("doubts", &self.doubts)?;
        map.serialize_entry("stages", &self.stages)?;
        map.serialize_entry("confidence", &self.confidence)?;
        map.serialize_entry("extent", &extent)?;
        map.serialize_entry("parts", &self.parts())?;
        map.end()
    }
}

/// What blocks a goal. `None` where the graph has no such goal.
pub fn blocks(model: &Model, graph: &PositionGraph, ask: &Ask) -> Option<Blocks> {
    let node = graph.node_of(&ask.goal)?;
    let whole = Circuit::of(graph, &ask.budget);
    let circuit = circuit_for(&whole, graph, node, &ask.budget);
    let question = Question::of(model, graph, &circuit, ask, node);
    Some(question.answer(&whole))
}

impl Question<'_> {
    fn answer(&self, whole: &Circuit) -> Blocks {
        let standing = self.standing();
        let at = standing
            .value()
            .expect("how a goal stands is never wholly unknown")
            .clone();
        let Openings {
            unblocking,
            blocking,
            blockers,
            party_sets,
        } = self.openings();
        // A way that counts a default which comes too late for something on the way may not be one.
        let is_decided = matches!(at.status, Status::Met | Status::Reached | Status::Closed)
            || by_record(self.graph, &self.ask.goal).is_some();
        let timely = match !is_decided && self.rests_on_coming() && self.is_untimely() {
            true => Known::Unknown(UNTIMELY.to_owned()),
            false => Known::Exact(()),
        };
        let unblocking = unblocking.resting_on(&timely);
        let blocking = blocking.resting_on(&timely);
        let blockers = blockers.resting_on(&timely);
        let party_sets = party_sets.resting_on(&timely);
        let not_blocking = self.not_blocking(&blockers);
        let (deadlocks, avoided_rings) = self.rings(whole, &at, &blockers);
        let (awaited, least_awaited) = self.awaited_now(at.status, &unblocking);
        let confidence = self
            .ask
            .confidence
            .then(|| self.confidence(at.status).resting_on(&standing));
        let stages = self.stages(at.status).resting_on(&timely);
        let stages = stages.resting_on(&standing);
        // What is said of a goal as it stands is known no further than how it stands.
        let awaited = awaited.resting_on(&timely).resting_on(&standing);
        // Of a blocked goal each way has its own.
        let is_asked = at.status != Status::Blocked || standing.exact().is_none();
        let least_awaited =
            is_asked.then(|| least_awaited.resting_on(&timely).resting_on(&standing));
        // What comes by itself counts on nobody's yes.
        let comes = by_record(self.graph, &self.ask.goal).is_some();
        let doubts = match at.status {
            Status::Open | Status::Met | Status::Pending if !comes => self.doubts(&[], &awaited),
            Status::Open
            | Status::Met
            | Status::Pending
            | Status::Blocked
            | Status::Reached
            | Status::Closed => Known::Exact(Vec::new()),
        };
        let doubts = doubts.resting_on(&standing);
        let deadlocks = deadlocks.resting_on(&standing);
        let avoided_rings = avoided_rings.resting_on(&standing);
        Blocks {
            goal: self.ask.goal.clone(),
            standing,
            secure: self.ask.secure,
            asked_party: self.ask.party.clone(),
            exclusions: self.exclusions(),
            deadline: self.deadline(),
            closed: self.closed(at.status),
            blockers,
            not_blocking,
            deadlocks,
            avoided_rings,
            unblocking,
            blocking,
            party_sets,
            awaited,
            least_awaited,
            doubts,
            stages,
            confidence,
        }
    }

    /// Whether the goal needs, directly or not, a default that counts and has not come.
    fn rests_on_coming(&self) -> bool {
        let gates = self.circuit.gates.numbered();
        gates
            .filter(|(node, _)| self.cone[*node])
            .any(|(_, gate)| matches!(gate, crate::graph::Gate::Coming(_)))
    }

    /// What it waits for as it stands.
    fn awaited_now(
        &self,
        status: Status,
        unblocking: &Known<Sets<SetOfChanges>>,
    ) -> super::awaited::Waits {
        match status {
            Status::Open => self.waits(&[], Effort::Beside),
            Status::Blocked if !self.ask.secure => (self.relied_on(unblocking), Known::Exact(0)),
            Status::Blocked | Status::Met | Status::Reached | Status::Closed | Status::Pending => {
                (Known::Exact(Vec::new()), Known::Exact(0))
            }
        }
    }

    /// What the ways listed rely on, partial where others are not listed.
    fn relied_on(&self, unblocking: &Known<Sets<SetOfChanges>>) -> Known<Vec<Awaited>> {
        let Some(sets) = unblocking.value() else {
            let why = unblocking.why().unwrap_or_default();
            return Known::Unknown(why.to_owned());
        };
        let listed = sets.listed.len();
        let others = match &sets.count {
            Some(count) if *count == listed.into() => None,
            Some(count) => Some(format!(
                "it covers only the ways listed, {listed} of {count}"
            )),
            None => Some(format!(
                "it covers only the ways listed, {listed} of an unknown number"
            )),
        };
        awaited_by_all(&sets.listed, others)
    }

    fn deadline(&self) -> Option<StandingDeadline> {
        let Target::Milestone(id) = &self.ask.goal else {
            return None;
        };
        let date = *self.graph.record().deadlines.get(id)?;
        let deadline = self.model.milestones.get(id)?.deadline.as_ref()?;
        let otherwise = deadline.otherwise.clone().map(Target::Milestone);
        Some(StandingDeadline { date, otherwise })
    }

    /// What a blocked goal needs, directly or not, that can no longer be had.
    fn closed(&self, status: Status) -> Vec<Target> {
        let record = self.graph.record();
        let closed = record.closed.keys().map(|id| Target::Milestone(id.clone()));
        let is_closed = |target: &Target| {
            let standing = by_record(self.graph, target);
            standing.is_some_and(|standing| standing.status == Status::Closed)
        };
        let is_needed = |target: &Target| {
            let node = self.graph.node_of(target);
            node.is_some_and(|node| node != self.node && self.cone[node])
        };
        let needed = closed.filter(|target| is_needed(target) && is_closed(target));
        if status == Status::Blocked {
            needed.collect()
        } else {
            Vec::new()
        }
    }

    /// Exclusions of which the goal needs more members than can hold together.
    fn exclusions(&self) -> Vec<Exclusion> {
        let in_cone = |target: &Target| {
            let node = self.graph.node_of(target);
            node.is_some_and(|node: NodeId| self.cone[node])
        };
        // An issue is felt by its answers; what has been reached takes up room whether the goal needs it or not.
        let counts = |target: &Target| match target {
            Target::Milestone(id) => {
                in_cone(target) || self.graph.record().reached.contains_key(id)
            }
            Target::Issue(id) => {
                let mut targets = self.graph.targets().map(|(target, _)| target);
                in_cone(target) || targets.any(|t| t.issue() == Some(id) && in_cone(t))
            }
            Target::Option(..) => in_cone(target),
        };
        let needed = |exclusion: &&Exclusion| {
            let of: BTreeSet<&Target> = exclusion
                .of
                .iter()
                .flat_map(crate::model::Condition::targets)
                .collect();
            let is_felt = of.iter().any(|target| match target {
                Target::Milestone(id) => {
                    in_cone(target) && !self.graph.record().reached.contains_key(id)
                }
                Target::Issue(_) | Target::Option(..) => counts(target),
            });
            let counted = of.into_iter().filter(|target| counts(target)).count() as u64;
            if is_felt { counted } else { 0 }
        };
        let all = self.model.incompatible.iter();
        let felt = all.filter(|exclusion| needed(exclusion) > exclusion.at_most);
        felt.cloned().collect()
    }
}
