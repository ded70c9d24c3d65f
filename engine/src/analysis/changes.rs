//! What moved between two days: stances, and the goals whose status changed because of it.
//!
//! Both days are read with what is known today. A stance *hardened* where less is acceptable than before on the same
//! target, *softened* where more is, and *moved* where the two cannot be compared; it is *new* where there was none,
//! *withdrawn* where it ended. A position that no later source repeats is *not mentioned since*: still in force, for not
//! mentioned is not dropped. A goal's new status is explained by a minimal set of stance changes: taken back, the old
//! status would return; none can be left out.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::graph::{AsRead, InForce, PositionGraph};
use crate::model::{IssueId, Model, PartyId, Position, PositionId, Stance, Target};
use crate::source::Date;

use super::engine::budget::Budget;
use super::known::Known;
use super::movement::{Movement, Word};
use super::reasons::{Hybrid, Words};
use super::standing::Status;
use super::stated::{Stated, in_force};

/// One party's word on one target, before and after.
#[derive(Debug, Clone, Serialize)]
pub struct StanceChange {
    /// How it changed.
    #[serde(rename = "kind")]
    pub movement: Movement,
    /// Who.
    pub party: PartyId,
    /// On what.
    pub target: Target,
    /// The positions before.
    pub before: Vec<Stated>,
    /// The positions after.
    pub after: Vec<Stated>,
}

/// A goal whose status changed.
#[derive(Debug, Clone, Serialize)]
pub struct GoalChange {
    /// The goal: a milestone or an issue.
    pub goal: Target,
    /// Its status before.
    pub before: Status,
    /// Its status after.
    pub after: Status,
    /// From which day on, where it is reached or closed and that is known.
    pub since: Option<Date>,
    /// A minimal set of stance changes that explains it. Empty where a condition, a consent, a deadline or a milestone
    /// reached explains it without any; unknown where there are too many stances to try.
    pub because: Known<Vec<StanceChange>>,
}

/// What moved.
#[derive(Debug, Clone, Serialize)]
pub struct Changes {
    /// From this day.
    pub since: Date,
    /// To this day.
    pub until: Option<Date>,
    /// The stances that changed.
    #[serde(rename = "changes")]
    pub stances: Vec<StanceChange>,
    /// Positions in force that no source after the first day repeats.
    pub not_mentioned: Vec<Stated>,
    /// The goals whose status changed.
    pub goals: Known<Vec<GoalChange>>,
}

/// What moved from one day to another.
pub fn changes(model: &Model, since: Date, until: Option<Date>, budget: &Budget) -> Changes {
    let days = TwoDays::of(model, since, until);
    let stances = days.stances();
    let hybrid = Hybrid {
        model,
        until,
        before: &days.before,
        stances: &stances,
        budget,
    };
    Changes {
        since,
        until,
        not_mentioned: days.not_mentioned(&stances),
        goals: hybrid.goals(&days.earlier, &days.later),
        stances,
    }
}

/// The model as it is read on the first day and on the last.
struct TwoDays<'a> {
    model: &'a Model,
    since: Date,
    earlier: PositionGraph,
    later: PositionGraph,
    on_first: InForce<'a>,
    on_last: InForce<'a>,
    before: Words,
    after: Words,
    /// The day of the latest source.
    latest: Option<Date>,
    /// What is demanded on the last day, and was said again after the first.
    repeated: OnceCell<BTreeMap<(PartyId, IssueId), Vec<PositionId>>>,
}

impl<'a> TwoDays<'a> {
    fn of(model: &'a Model, since: Date, until: Option<Date>) -> Self {
        let read = |day| AsRead {
            day,
            at_least: None,
        };
        let (first, last) = (read(Some(since)), read(until));
        let earlier = PositionGraph::build(model, first);
        let later = PositionGraph::build(model, last);
        let (on_first, on_last) = InForce::on_both(model, first, last);
        Self {
            model,
            since,
            before: words_of(model, &earlier),
            after: words_of(model, &later),
            latest: model
                .sources
                .values()
                .filter_map(|source| source.date)
                .max(),
            repeated: OnceCell::new(),
            earlier,
            later,
            on_first,
            on_last,
        }
    }

    /// The stances that changed, by party and target.
    fn stances(&self) -> Vec<StanceChange> {
        let keys: BTreeSet<_> = self.before.keys().chain(self.after.keys()).collect();
        let changes = keys.into_iter().filter_map(|key| self.stance_change(key));
        changes.collect()
    }

    fn stance_change(&self, key: &(PartyId, Target)) -> Option<StanceChange> {
        let words = |on: &Words| on.get(key).cloned().unwrap_or_default();
        let (old, new) = (words(&self.before), words(&self.after));
        let movement = self.movement(key, &old, &new)?;
        let (party, target) = key.clone();
        Some(StanceChange {
            movement,
            party,
            target,
            before: Stated::all(self.model, &old),
            after: Stated::all(self.model, &new),
        })
    }

    /// How a party's word on a target moved from some positions to others.
    fn movement(
        &self,
        (party, target): &(PartyId, Target),
        old: &[PositionId],
        new: &[PositionId],
    ) -> Option<Movement> {
        let word = |day: &InForce<'_>, said: &[PositionId]| {
            let said: Vec<&Position> = said.iter().map(|&id| &self.model.positions[id]).collect();
            Word::of(day.nearness(party, target), &said)
        };
        match (old.is_empty(), new.is_empty()) {
            (true, true) => None,
            (true, false) => Some(Movement::New),
            (false, true) => Some(Movement::Withdrawn),
            (false, false) if old == new => None,
            (false, false) => word(&self.on_first, old).movement_to(&word(&self.on_last, new)),
        }
    }

    /// The positions in force that no source after the first day repeats, besides the changes themselves.
    fn not_mentioned(&self, stances: &[StanceChange]) -> Vec<Stated> {
        // What has just been told as moved or new is mentioned.
        let told = stances.iter().flat_map(|change| &change.after);
        let told: BTreeSet<PositionId> = told.map(|stated| stated.id).collect();
        // A refusal that is over is listed nowhere as one.
        let stands = |id: &PositionId| !self.later.is_over(*id) && !told.contains(id);
        let is_silent =
            |id: &PositionId| self.is_silent(*id) && !self.is_repeated(*id) && stands(id);
        let mut silent: Vec<PositionId> = self.in_force().filter(is_silent).collect();
        silent.sort_unstable();
        Stated::all(self.model, &silent)
    }

    fn in_force(&self) -> impl Iterator<Item = PositionId> {
        self.after.values().flatten().copied()
    }

    /// Whether there is a source after the first day and none of them is cited for the position.
    fn is_silent(&self, position: PositionId) -> bool {
        let sources = &self.model.sources;
        let cites = self.model.positions[position].cites.iter();
        let cited = cites.filter_map(|cite| sources.get(&cite.source)?.date);
        self.latest > Some(self.since) && cited.max().is_some_and(|last| last <= self.since)
    }

    /// A refusal is repeated by a demand for something else on the same question.
    fn is_repeated(&self, refusal: PositionId) -> bool {
        let positions = &self.model.positions;
        let refusal = &positions[refusal];
        let Some(issue) = refusal.on.issue() else {
            return false;
        };
        let repeated = self.repeated.get_or_init(|| self.repeated_demands());
        let key = (refusal.party.clone(), issue.clone());
        let mut demands = repeated.get(&key).into_iter().flatten();
        demands.any(|&demand| demands_instead(&positions[demand], refusal))
    }

    fn repeated_demands(&self) -> BTreeMap<(PartyId, IssueId), Vec<PositionId>> {
        let mut repeated: BTreeMap<_, Vec<PositionId>> = BTreeMap::new();
        for id in self.in_force().filter(|id| !self.is_silent(*id)) {
            let position = &self.model.positions[id];
            if let (Stance::Demands, Some(issue)) = (position.stance, position.on.issue()) {
                let key = (position.party.clone(), issue.clone());
                repeated.entry(key).or_default().push(id);
            }
        }
        repeated
    }
}

/// Whether a party that refuses something demands something else on the same question.
fn demands_instead(demand: &Position, refusal: &Position) -> bool {
    refusal.stance == Stance::Rejects && demand.on != refusal.on
}

fn words_of(model: &Model, graph: &PositionGraph) -> Words {
    let mut words = Words::new();
    for (id, position) in in_force(model, graph) {
        let key = (position.party.clone(), position.on.clone());
        words.entry(key).or_default().push(id);
    }
    words
}
