//! What moved between two days: stances, and the goals whose status changed because of it.
//!
//! A stance *moved*, *hardened* or *softened* where the party's word on one target differs; it is *new*
//! where there was none, *withdrawn* where it ended. A position that no later source repeats is *not
//! mentioned since*: still in force, for not mentioned is not dropped. A goal's new status is explained
//! by a minimal set of stance changes: taken back, the old status would return; none can be left out.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{AsRead, PositionGraph};
use crate::model::{Firmness, Model, PartyId, Position, Stance, Target};
use crate::source::Date;

use super::blocks::{Status, status_of};

/// How a party's word changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Movement {
    /// Further from a yes, or more final in a no or a demand.
    Hardened,
    /// Nearer to a yes, or less final.
    Softened,
    /// To something else, neither harder nor softer.
    Moved,
    /// Said for the first time.
    New,
    /// No longer held.
    Withdrawn,
}

impl Movement {
    /// The word in text and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hardened => "hardened",
            Self::Softened => "softened",
            Self::Moved => "moved",
            Self::New => "new",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// One party's word on one target, before and after.
#[derive(Debug, Clone)]
pub struct StanceChange {
    /// Who.
    pub party: PartyId,
    /// On what.
    pub target: Target,
    /// How it changed.
    pub movement: Movement,
    /// The positions before: indexes into the model's list.
    pub before: Vec<usize>,
    /// The positions after.
    pub after: Vec<usize>,
}

/// A goal whose status changed.
#[derive(Debug, Clone)]
pub struct GoalChange {
    /// The goal.
    pub goal: Target,
    /// Its status before.
    pub before: Status,
    /// Its status after.
    pub after: Status,
    /// A minimal set of stance changes that explains it: indexes into [`Changes::stances`]. Empty where a
    /// condition, a consent or a milestone reached explains it without any.
    pub because: Vec<usize>,
}

/// What moved.
#[derive(Debug, Clone)]
pub struct Changes {
    /// From this day.
    pub since: Date,
    /// To this day.
    pub until: Option<Date>,
    /// The stances that changed.
    pub stances: Vec<StanceChange>,
    /// Positions in force that no source after the first day repeats.
    pub not_mentioned: Vec<usize>,
    /// The goals whose status changed.
    pub goals: Vec<GoalChange>,
}

type Words = BTreeMap<(PartyId, Target), Vec<usize>>;

/// What moved from one day to another.
pub fn changes(model: &Model, since: Date, until: Option<Date>) -> Changes {
    let (before, after) = (words_on(model, Some(since)), words_on(model, until));
    let keys: BTreeSet<&(PartyId, Target)> = before.keys().chain(after.keys()).collect();
    let mut stances = Vec::new();
    for key in keys {
        let (old, new) = (
            before.get(key).map_or(&[][..], Vec::as_slice),
            after.get(key).map_or(&[][..], Vec::as_slice),
        );
        if let Some(movement) = movement(model, old, new) {
            stances.push(StanceChange {
                party: key.0.clone(),
                target: key.1.clone(),
                movement,
                before: old.to_vec(),
                after: new.to_vec(),
            });
        }
    }
    let not_mentioned = after
        .values()
        .flatten()
        .copied()
        .filter(|&i| silent_since(model, &model.positions[i], since))
        .collect();
    let goals = goals(model, since, until, &before, &stances);
    Changes {
        since,
        until,
        stances,
        not_mentioned,
        goals,
    }
}

fn words_on(model: &Model, day: Option<Date>) -> Words {
    let graph = PositionGraph::build(
        model,
        AsRead {
            day,
            at_least: None,
        },
    );
    let mut words = Words::new();
    for index in graph.positions_in_force(model) {
        let position = &model.positions[index];
        words
            .entry((position.party.clone(), position.on.clone()))
            .or_default()
            .push(index);
    }
    words
}

fn silent_since(model: &Model, position: &Position, since: Date) -> bool {
    let dates: Vec<Date> = position
        .cites
        .iter()
        .filter_map(|cite| model.sources.get(&cite.source)?.date)
        .collect();
    let newer = model
        .sources
        .values()
        .filter_map(|source| source.date)
        .any(|date| date > since);
    newer && !dates.is_empty() && dates.iter().all(|date| *date <= since)
}

/// Nearness to a yes: a refusal, nothing decided, a yes on a condition, a yes.
fn nearness(position: &Position) -> u8 {
    match (position.stance, &position.until, &position.condition) {
        (Stance::Rejects, None, _) => 0,
        (Stance::Rejects, Some(_), _) => 1,
        (Stance::Open, _, _) => 2,
        (_, _, Some(_)) => 3,
        (
            Stance::Demands | Stance::Proposes | Stance::Offers | Stance::Accepts | Stance::Prefers,
            _,
            None,
        ) => 4,
    }
}

fn movement(model: &Model, old: &[usize], new: &[usize]) -> Option<Movement> {
    let (Some(&a), Some(&b)) = (old.first(), new.first()) else {
        return match (old.is_empty(), new.is_empty()) {
            (true, false) => Some(Movement::New),
            (false, true) => Some(Movement::Withdrawn),
            _ => None,
        };
    };
    if old == new {
        return None;
    }
    let (a, b) = (&model.positions[a], &model.positions[b]);
    let same = a.stance == b.stance && a.value == b.value && conditions(a) == conditions(b);
    let firm = |p: &Position| p.firmness.unwrap_or(Firmness::Firm);
    let insists = |p: &Position| matches!(p.stance, Stance::Rejects | Stance::Demands);
    match nearness(b).cmp(&nearness(a)) {
        std::cmp::Ordering::Less => Some(Movement::Hardened),
        std::cmp::Ordering::Greater => Some(Movement::Softened),
        std::cmp::Ordering::Equal if insists(b) && !insists(a) => Some(Movement::Hardened),
        std::cmp::Ordering::Equal if insists(a) && !insists(b) => Some(Movement::Softened),
        std::cmp::Ordering::Equal if same && firm(b) == firm(a) => None,
        std::cmp::Ordering::Equal if same && insists(b) => Some(if firm(b) > firm(a) {
            Movement::Hardened
        } else {
            Movement::Softened
        }),
        std::cmp::Ordering::Equal => Some(Movement::Moved),
    }
}

fn conditions(position: &Position) -> (Option<String>, Option<String>) {
    (
        position.condition.as_ref().map(ToString::to_string),
        position.until.as_ref().map(ToString::to_string),
    )
}

fn goals(
    model: &Model,
    since: Date,
    until: Option<Date>,
    before: &Words,
    stances: &[StanceChange],
) -> Vec<GoalChange> {
    let mut found = Vec::new();
    let on = |day| {
        PositionGraph::build(
            model,
            AsRead {
                day,
                at_least: None,
            },
        )
    };
    let (earlier, later) = (on(Some(since)), on(until));
    for id in model.milestones.keys() {
        let goal = Target::Milestone(id.clone());
        let (Some(old), Some(new)) = (
            status_of(model, &earlier, &goal),
            status_of(model, &later, &goal),
        ) else {
            continue;
        };
        if old != new {
            let because = explanation(
                &Hybrid {
                    model,
                    until,
                    before,
                    stances,
                },
                &goal,
                new,
            );
            found.push(GoalChange {
                goal,
                before: old,
                after: new,
                because,
            });
        }
    }
    found
}

fn status(model: &Model, day: Option<Date>, goal: &Target) -> Option<Status> {
    let graph = PositionGraph::build(
        model,
        AsRead {
            day,
            at_least: None,
        },
    );
    status_of(model, &graph, goal)
}

/// The later day with some stance changes taken back.
struct Hybrid<'a> {
    model: &'a Model,
    until: Option<Date>,
    before: &'a Words,
    stances: &'a [StanceChange],
}

impl Hybrid<'_> {
    /// The status with only these stance changes made.
    fn status(&self, made: &BTreeSet<usize>, goal: &Target) -> Option<Status> {
        let changed: BTreeMap<(&PartyId, &Target), usize> = self
            .stances
            .iter()
            .enumerate()
            .map(|(i, s)| ((&s.party, &s.target), i))
            .collect();
        let mut kept: Vec<usize> = Vec::new();
        for ((party, target), old) in self.before {
            match changed.get(&(party, target)) {
                Some(index) if made.contains(index) => kept.extend(&self.stances[*index].after),
                _ => kept.extend(old),
            }
        }
        kept.extend(
            made.iter()
                .map(|&i| &self.stances[i])
                .filter(|s| s.before.is_empty())
                .flat_map(|s| &s.after),
        );
        let positions = kept.into_iter().map(|i| Position {
            since: None,
            ended: None,
            cites: Vec::new(),
            ..self.model.positions[i].clone()
        });
        let model = Model {
            positions: positions.collect(),
            ..self.model.clone()
        };
        status(&model, self.until, goal)
    }
}

/// Lets go of one stance change after the other while the new status stays.
fn explanation(hybrid: &Hybrid<'_>, goal: &Target, new: Status) -> Vec<usize> {
    let mut made: BTreeSet<usize> = (0..hybrid.stances.len()).collect();
    for index in 0..hybrid.stances.len() {
        made.remove(&index);
        if hybrid.status(&made, goal) != Some(new) {
            made.insert(index);
        }
    }
    made.into_iter().collect()
}
