//! What blocks X: the status of a goal, whose moves would open it, and what it still waits for.
//!
//! With unknown consents read once as refused and once as granted, a goal is *met*, *open* or
//! *blocked*; the goals contain no negation, so these two readings are exact over all ways in which
//! the unknowns may turn out. A *minimal unblocking set* is a set of changes that opens the goal with
//! none to spare; a *minimal blocking set* is a set of refusals that alone keeps it closed. Every part of the
//! answer says how far it is known.

use std::collections::BTreeSet;

use num_bigint::BigUint;
use serde::Serialize;

use crate::graph::{Change, PositionGraph};
use crate::model::{Confidence, Exclusion, Model, PartyId, Target};
use crate::source::Date;

use super::awaited::{Awaited, Waits, awaited_by_all};
use super::deadlocks::{AvoidedRing, Deadlock};
use super::doubts::Doubt;
use super::engine::circuit::Circuit;
use super::engine::symbolic::{Effort, Leaf};
use super::known::Known;
use super::openings::{Blocker, BlockingSet, Openings, SetOfChanges, Sets, Who, ranked};
use super::question::{Ask, Question, circuit_for};
use super::refusals::Refusal;
use super::shape::Shape;
use super::stages::Stage;
use super::standing::{BlockedKind, Standing, Status, UNTIMELY, by_record};
use super::tally::Tally;
use super::way::Way;

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
    /// Changes that are supposed to be made by nobody: refusals and conditions that stay as they are.
    pub held: BTreeSet<Change>,
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
    /// Those of them that have no way but by giving up a red line.
    pub over_red_lines: Known<Vec<Vec<PartyId>>>,
    /// Where there are such groups: the minimal ones that need not give one up.
    pub without_red_lines: Known<Vec<Vec<PartyId>>>,
    /// Where many parties can stand in for each other: the same groups, those told by how many of them are needed.
    pub groups: Option<Groups>,
    /// How the ways to it are built up.
    pub shape: Known<Shape>,
    /// What it waits for: where it is open, the yes of these; where blocked, what its openings rely on.
    pub awaited: Known<Vec<Awaited>>,
    /// The least number of awaited answers that would do, where the goal is open.
    pub least_awaited: Option<Known<usize>>,
    /// Of a met, pending or open goal: yeses that it counts on and of which the author is not sure.
    pub doubts: Known<Vec<Doubt>>,
    /// What can happen first and what next, the goal last, where nobody has closed it.
    pub stages: Known<Vec<Stage>>,
    /// How the votes stand of every body on whose yes it depends.
    pub votes: Vec<Tally>,
    /// How sure the status is, where that was asked.
    pub confidence: Option<Known<Confidence>>,
}

/// Groups of parties in which many are told by their number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    /// The groups.
    pub listed: Known<Vec<Vec<Who>>>,
    /// Those of them that have no way but by giving up a red line.
    pub over_red_lines: Vec<Vec<Who>>,
}

/// A deadline that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StandingDeadline {
    /// Its day, with the extensions known so far.
    pub date: Date,
    /// What comes about where it passes.
    pub otherwise: Option<Target>,
}

fn told(standing: &Known<Standing>) -> &Standing {
    let told = standing.value();
    told.expect("how a goal stands is never wholly unknown")
}

impl Blocks {
    /// How the goal stands, as far as known.
    pub fn standing(&self) -> &Standing {
        told(&self.standing)
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

    /// Whether every way to the goal is listed: what the listed ones have in common, all have.
    pub fn lists_every_way(&self) -> bool {
        let listed = self.unblocking_sets().len();
        self.ways().is_some_and(|ways| *ways == listed.into())
    }

    /// Whether every minimal group of parties that could open the goal is listed.
    pub fn groups_are_all_listed(&self) -> bool {
        match &self.groups {
            Some(groups) => groups.listed.is_exact(),
            None => self.party_sets.is_exact(),
        }
    }

    /// Whether it is known that no change that anyone could make would do.
    pub fn no_change_suffices(&self) -> bool {
        self.ways().is_some_and(|count| *count == BigUint::ZERO)
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

/// A shape in which the parts that break a ring say so.
fn with_rings_named(shape: Known<Shape>, rings: &[Deadlock]) -> Known<Shape> {
    shape.map(|mut shape| {
        shape.name_rings(rings);
        shape
    })
}

/// Numbers of more digits are not written into a sentence.
const MOST_DIGITS: usize = 12;

/// Groups of parties, as far as they are known.
type PartySets = Known<Vec<Vec<PartyId>>>;

/// Why what ways rely on may not be all.
fn worked_out_for(listed: usize, count: Option<&BigUint>) -> String {
    let all = count.map(ToString::to_string);
    let all = all.filter(|digits| digits.len() <= MOST_DIGITS);
    match all {
        Some(all) => format!("it was worked out for {listed} of the {all} ways"),
        None => format!("it was worked out for {listed} of very many ways"),
    }
}

impl Question<'_> {
    fn answer(&self, whole: &Circuit) -> Blocks {
        let standing = self.standing();
        let at = told(&standing).clone();
        let timely = self.timely(at.status);
        let openings = self.timely_openings(&timely);
        let (deadlocks, avoided_rings) = self.rings(whole, &at, &openings.blockers);
        let (awaited, least_awaited) = self.awaited_now(at.status, &openings.unblocking);
        // What is said of a goal as it stands is known no further than how it stands.
        let awaited = awaited.resting_on(&timely).resting_on(&standing);
        let least_awaited = least_awaited.resting_on(&timely).resting_on(&standing);
        // Of a blocked goal each way has its own.
        let least_is_asked = at.status != Status::Blocked || !standing.is_exact();
        let confidence = || {
            self.confidence(at.status, standing.is_exact())
                .resting_on(&standing)
        };
        let stages = self.stages(at.status).resting_on(&timely);
        let (over_red_lines, without_red_lines) = self.red_lines_of_groups(&openings.party_sets);
        Blocks {
            goal: self.ask.goal.clone(),
            secure: self.ask.secure,
            asked_party: self.ask.party.clone(),
            held: self.graph.supposed().held.clone(),
            votes: self.tallies(),
            exclusions: self.exclusions(),
            deadline: self.deadline(),
            closed: self.closed(at.status),
            not_blocking: self.not_blocking(&openings.blockers),
            blockers: openings.blockers,
            groups: self.groups(&openings.shape),
            shape: with_rings_named(openings.shape, deadlocks.items()),
            deadlocks: deadlocks.resting_on(&standing),
            avoided_rings: avoided_rings.resting_on(&standing),
            unblocking: openings.unblocking,
            blocking: openings.blocking,
            without_red_lines,
            over_red_lines,
            party_sets: openings.party_sets,
            doubts: self.doubts_now(at.status, &awaited).resting_on(&standing),
            awaited,
            least_awaited: least_is_asked.then_some(least_awaited),
            stages: stages.resting_on(&standing),
            confidence: self.ask.confidence.then(confidence),
            standing,
        }
    }

    /// The groups that have to give up a red line, and where there are such, those that need not.
    fn red_lines_of_groups(&self, groups: &PartySets) -> (PartySets, PartySets) {
        let over = self.over_red_lines(groups.items()).resting_on(groups);
        let without = match over.items().is_empty() {
            true => Known::Exact(Vec::new()),
            false => self.without_red_lines(),
        };
        (over, without)
    }

    fn groups(&self, shape: &Known<Shape>) -> Option<Groups> {
        let listed = self.groups_with_crowds(shape)?;
        Some(Groups {
            over_red_lines: self.crowds_over_red_lines(listed.items()),
            listed,
        })
    }

    /// Whether the ways can be trusted: one that counts a default which comes too late for something on it may be none.
    fn timely(&self, status: Status) -> Known<()> {
        let is_decided = matches!(status, Status::Met | Status::Reached | Status::Closed)
            || self.by_record().is_some();
        let rests_on_coming = || self.coming_within(&self.cone).next().is_some();
        match !is_decided && rests_on_coming() && self.is_untimely() {
            true => Known::Unknown(UNTIMELY.to_owned()),
            false => Known::Exact(()),
        }
    }

    fn timely_openings(&self, timely: &Known<()>) -> Openings {
        let found = self.openings();
        Openings {
            unblocking: found.unblocking.map(ranked).resting_on(timely),
            blocking: found.blocking.resting_on(timely),
            blockers: found.blockers.resting_on(timely),
            party_sets: found.party_sets.resting_on(timely),
            shape: found.shape.resting_on(timely),
        }
    }

    /// The doubtful yeses on which a goal as it stands counts. What comes by itself counts on nobody's yes.
    fn doubts_now(&self, status: Status, awaited: &Known<Vec<Awaited>>) -> Known<Vec<Doubt>> {
        match status.is_attainable() && self.by_record().is_none() {
            true => self.doubts(&[], awaited),
            false => Known::Exact(Vec::new()),
        }
    }

    /// What it waits for as it stands.
    fn awaited_now(&self, status: Status, unblocking: &Known<Sets<SetOfChanges>>) -> Waits {
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
        let count = sets.count.as_ref();
        let is_all = count.is_some_and(|count| *count == listed.into());
        // Where everybody has spoken, no way relies on anything.
        let is_all = is_all || !self.somebody_is_silent();
        let others = (!is_all).then(|| worked_out_for(listed, count));
        awaited_by_all(&sets.listed, others)
    }

    /// Whether some yes within the goal is not known.
    fn somebody_is_silent(&self) -> bool {
        let is_unknown = |leaf: Leaf| matches!(leaf, Leaf::Unknown(_)) && !self.is_supposed(leaf);
        self.leaves_within(&self.cone).any(is_unknown)
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
        if status != Status::Blocked {
            return Vec::new();
        }
        let is_closed = |target: &Target| {
            let standing = by_record(self.graph, target);
            standing.is_some_and(|standing| standing.status == Status::Closed)
        };
        let closed = self.graph.record().closed.keys().cloned();
        let targets = closed.map(Target::Milestone);
        let others = targets.filter(|target| *target != self.ask.goal);
        let mut closed: Vec<Target> = others.filter(is_closed).collect();
        // The way costs a reading of the whole graph.
        if !closed.is_empty() {
            let way = Way::to(self.graph, Some(&self.ask.goal));
            closed.retain(|target| way.passes(target));
        }
        closed
    }
}
