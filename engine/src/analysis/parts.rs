//! The parts of the answer about a goal: their keys in JSON, and how far each is known.
//!
//! An answer is complete where every part is known exactly; else it says which parts are not, and each reason once.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};

use crate::model::{Confidence, Exclusion, PartyId, Target};
use crate::source::Date;

use super::awaited::Awaited;
use super::blocks::{Blocks, StandingDeadline};
use super::deadlocks::{AvoidedRing, Deadlock};
use super::doubts::Doubt;
use super::known::Known;
use super::openings::{Blocker, BlockingSet, SetOfChanges, Sets, Who};
use super::refusals::Refusal;
use super::shape::Shape;
use super::stages::Stage;
use super::standing::{BlockedKind, Default, Status};
use super::tally::Tally;

/// A part by its key in JSON, with how far it is known and why no further.
struct Part<'a> {
    key: &'static str,
    extent: Option<String>,
    why: Option<&'a str>,
}

impl<'a> Part<'a> {
    fn of<T>(key: &'static str, known: &'a Known<T>) -> Self {
        Self::where_asked(key, Some(known))
    }

    /// A part that is known exactly where nobody asked for it.
    fn where_asked<T>(key: &'static str, known: Option<&'a Known<T>>) -> Self {
        Self {
            key,
            extent: known.and_then(Known::extent),
            why: known.and_then(Known::why),
        }
    }
}

impl Blocks {
    /// Every part, in the order in which the reasons are told.
    fn extents(&self) -> [Part<'_>; 16] {
        // How a goal stands is one word: known, or not.
        let why = self.standing.why();
        let status = Part {
            key: "status",
            extent: why.map(|_| "unknown".to_owned()),
            why,
        };
        [
            status,
            Part::of("unblocking_sets", &self.unblocking),
            Part::of("blocking_sets", &self.blocking),
            Part::of("blockers", &self.blockers),
            Part::of("not_blocking", &self.not_blocking),
            Part::of("party_sets", &self.party_sets),
            Part::of("party_sets_over_red_lines", &self.over_red_lines),
            Part::of("party_sets_without_red_lines", &self.without_red_lines),
            Part::of("shape", &self.shape),
            Part::of("deadlocks", &self.deadlocks),
            Part::of("avoided_rings", &self.avoided_rings),
            Part::of("awaited", &self.awaited),
            Part::where_asked("least_awaited", self.least_awaited.as_ref()),
            Part::of("doubts", &self.doubts),
            Part::of("stages", &self.stages),
            Part::where_asked("confidence", self.confidence.as_ref()),
        ]
    }

    /// The parts that are not known exactly, by their keys in JSON.
    pub fn parts(&self) -> BTreeMap<&'static str, String> {
        let extents = self.extents().into_iter();
        let own = extents.filter_map(|part| Some((part.key, part.extent?)));
        own.chain(self.parts_of_ways()).collect()
    }

    /// What is not known exactly of some way that is listed: the first reason.
    fn parts_of_ways(&self) -> impl Iterator<Item = (&'static str, String)> {
        let first = |why: fn(&SetOfChanges) -> Option<&str>| {
            let mut ways = self.unblocking_sets().iter();
            ways.find_map(why)
        };
        let parts = [
            (
                "unblocking_sets.awaited",
                first(|way| way.awaited.why().or(way.least_awaited.why())),
            ),
            ("unblocking_sets.doubts", first(|way| way.doubts.why())),
        ];
        let parts = parts.into_iter();
        parts.filter_map(|(key, why)| Some((key, format!("partial: {}", why?))))
    }

    /// Why the answer is not the whole answer, each reason once; empty where it is.
    pub fn untold(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        let reasons = self.extents().into_iter().filter_map(|part| part.why);
        reasons.filter(|why| seen.insert(*why)).collect()
    }

    fn extent(&self) -> String {
        match self.untold().as_slice() {
            [] => "complete".to_owned(),
            reasons => format!("partial: {}", reasons.join("; ")),
        }
    }
}

/// The keys of `blocks` in `docs/json.md`, in their order.
#[derive(Serialize)]
struct Keys<'a> {
    goal: &'a Target,
    status: Option<Status>,
    since: Option<Date>,
    by: Option<&'a Target>,
    deadline: Option<&'a StandingDeadline>,
    pending: &'a [Default],
    kind: Option<BlockedKind>,
    package_only: bool,
    secure: bool,
    party: Option<&'a PartyId>,
    exclusions: &'a [Exclusion],
    closed: &'a [Target],
    blockers: &'a Known<Vec<Blocker>>,
    not_blocking: &'a Known<Vec<Refusal>>,
    deadlocks: &'a Known<Vec<Deadlock>>,
    avoided_rings: &'a Known<Vec<AvoidedRing>>,
    unblocking_sets: &'a Known<Sets<SetOfChanges>>,
    blocking_sets: &'a Known<Sets<BlockingSet>>,
    no_listed_change_suffices: bool,
    party_sets: &'a Known<Vec<Vec<PartyId>>>,
    party_sets_over_red_lines: &'a Known<Vec<Vec<PartyId>>>,
    party_sets_without_red_lines: &'a Known<Vec<Vec<PartyId>>>,
    party_groups: Option<&'a Known<Vec<Vec<Who>>>>,
    shape: Option<&'a Shape>,
    awaited: &'a Known<Vec<Awaited>>,
    least_awaited: Option<&'a Known<usize>>,
    doubts: &'a Known<Vec<Doubt>>,
    stages: &'a Known<Vec<Stage>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    votes: &'a [Tally],
    confidence: Option<&'a Known<Confidence>>,
    extent: String,
    parts: BTreeMap<&'static str, String>,
}

impl<'a> Keys<'a> {
    fn of(answer: &'a Blocks) -> Self {
        let standing = answer.standing();
        let known = answer.standing.exact();
        Self {
            goal: &answer.goal,
            status: known.map(|standing| standing.status),
            since: standing.since,
            by: standing.by.as_ref(),
            deadline: answer.deadline.as_ref(),
            pending: &standing.pending,
            kind: known.and_then(|standing| standing.kind),
            package_only: standing.package_only,
            secure: answer.secure,
            party: answer.asked_party.as_ref(),
            exclusions: &answer.exclusions,
            closed: &answer.closed,
            blockers: &answer.blockers,
            not_blocking: &answer.not_blocking,
            deadlocks: &answer.deadlocks,
            avoided_rings: &answer.avoided_rings,
            unblocking_sets: &answer.unblocking,
            blocking_sets: &answer.blocking,
            no_listed_change_suffices: answer.no_change_suffices(),
            party_sets: &answer.party_sets,
            party_sets_over_red_lines: &answer.over_red_lines,
            party_sets_without_red_lines: &answer.without_red_lines,
            party_groups: answer.groups.as_ref().map(|groups| &groups.listed),
            shape: answer.shape.exact(),
            awaited: &answer.awaited,
            least_awaited: answer.least_awaited.as_ref(),
            doubts: &answer.doubts,
            stages: &answer.stages,
            votes: &answer.votes,
            confidence: answer.confidence.as_ref(),
            extent: answer.extent(),
            parts: answer.parts(),
        }
    }
}

impl Serialize for Blocks {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Keys::of(self).serialize(to)
    }
}
