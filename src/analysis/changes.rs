//! What moved between two days: stances, and the goals whose status changed because of it.
//!
//! Both days are read with what is known today. A stance *hardened* where less is acceptable than before on the same
//! target, *softened* where more is, and *moved* where the two cannot be compared; it is *new* where there was none,
//! *withdrawn* where it ended. A position that no later source repeats is *not mentioned since*: still in force, for not
//! mentioned is not dropped. A goal's new status is explained by a minimal set of stance changes: taken back, the old
//! status would return; none can be left out.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::graph::{AsRead, InForce, Nearness, PositionGraph};
use crate::model::{Condition, Firmness, Model, PartyId, Position, PositionId, Stance, Target};
use crate::source::Date;

use super::elsewhere::statuses;
use super::engine::budget::Budget;
use super::known::Known;
use super::standing::{Status, by_record, status_of};
use super::stated::Stated;

/// How a party's word changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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
    /// reached explains it without any.
    pub because: Vec<StanceChange>,
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

type Words = BTreeMap<(PartyId, Target), Vec<PositionId>>;

/// What moved from one day to another.
pub fn changes(model: &Model, since: Date, until: Option<Date>, budget: &Budget) -> Changes {
    let read = |day| AsRead {
        day,
        at_least: None,
    };
    let (first, last) = (read(Some(since)), read(until));
    let (earlier, later) = (
        PositionGraph::build(model, first),
        PositionGraph::build(model, last),
    );
    let (on_first, on_last) = InForce::on_both(model, first, last);
    let (before, after) = (words_of(model, &earlier), words_of(model, &later));
    let keys: BTreeSet<&(PartyId, Target)> = before.keys().chain(after.keys()).collect();
    let mut stances = Vec::new();
    for key in keys {
        let words = |on: &Words| on.get(key).cloned().unwrap_or_default();
        let (old, new) = (words(&before), words(&after));
        if let Some(movement) = (Moving {
            model,
            party: &key.0,
            target: &key.1,
            days: (&on_first, &on_last),
        })
        .movement(&old, &new)
        {
            let (party, target) = key.clone();
            stances.push(StanceChange {
                party,
                target,
                movement,
                before: Stated::all(model, &old),
                after: Stated::all(model, &new),
            });
        }
    }
    let in_force = after.values().flatten().copied();
    let in_force: Vec<PositionId> = in_force.collect();
    let is_silent = |i: PositionId| silent_since(model, &model.positions[i], since);
    // A refusal is repeated by a demand for something else on the same question.
    let is_repeated = |i: PositionId| {
        let refusal = &model.positions[i];
        in_force.iter().any(|&j| {
            let other = &model.positions[j];
            let same = other.party == refusal.party && other.on.issue() == refusal.on.issue();
            same && other.on.issue().is_some()
                && (refusal.stance, other.stance) == (Stance::Rejects, Stance::Demands)
                && other.on != refusal.on
                && !is_silent(j)
        })
    };
    let not_mentioned = in_force.iter().copied();
    // What has just been told as moved or new is mentioned.
    let told: BTreeSet<PositionId> = stances
        .iter()
        .flat_map(|change| change.after.iter().map(|stated| stated.id))
        .collect();
    let not_mentioned =
        not_mentioned.filter(|&i| is_silent(i) && !is_repeated(i) && !told.contains(&i));
    let mut not_mentioned: Vec<PositionId> = not_mentioned.collect();
    not_mentioned.sort_unstable();
    let hybrid = Hybrid {
        model,
        until,
        before: &before,
        stances: &stances,
        budget,
    };
    let goals = goals(&hybrid, &earlier, &later);
    Changes {
        since,
        until,
        stances,
        not_mentioned: Stated::all(model, &not_mentioned),
        goals,
    }
}

fn words_of(model: &Model, graph: &PositionGraph) -> Words {
    let mut words = Words::new();
    for index in graph.positions_in_force(model) {
        let position = &model.positions[index];
        let key = (position.party.clone(), position.on.clone());
        words.entry(key).or_default().push(index);
    }
    words
}

fn silent_since(model: &Model, position: &Position, since: Date) -> bool {
    let cites = position.cites.iter();
    let dates: Vec<Date> = cites
        .filter_map(|cite| model.sources.get(&cite.source)?.date)
        .collect();
    let newer = model
        .sources
        .values()
        .filter_map(|source| source.date)
        .any(|date| date > since);
    newer && !dates.is_empty() && dates.iter().all(|date| *date <= since)
}

/// How far a party's words on one target let it be met, answer by answer, and how they are put.
#[derive(Debug, PartialEq, Eq)]
struct Word {
    /// The target itself, or the cells of its scale.
    answers: Vec<Nearness>,
    /// How final a demand or a refusal among them is said to be; none where there is neither.
    insists: Option<Firmness>,
    /// Whether something is demanded, so that everything else is refused.
    demands: bool,
    conditions: BTreeSet<String>,
    /// The stances in which it is put: a proposal is another word than a wish.
    stances: BTreeSet<Stance>,
}

struct Moving<'a> {
    model: &'a Model,
    party: &'a PartyId,
    target: &'a Target,
    /// What was in force on the first day and on the last.
    days: (&'a InForce<'a>, &'a InForce<'a>),
}

impl Moving<'_> {
    fn movement(&self, old: &[PositionId], new: &[PositionId]) -> Option<Movement> {
        match (old.is_empty(), new.is_empty()) {
            (true, true) => return None,
            (true, false) => return Some(Movement::New),
            (false, true) => return Some(Movement::Withdrawn),
            (false, false) if old == new => return None,
            (false, false) => {}
        }
        compare(&self.word(old, self.days.0), &self.word(new, self.days.1))
    }

    /// The words on the target itself, and on each cell of its scale.
    fn word(&self, positions: &[PositionId], day: &InForce<'_>) -> Word {
        let answers = day.nearness(self.party, self.target);
        let positions: Vec<&Position> = positions
            .iter()
            .map(|&i| &self.model.positions[i])
            .collect();
        let conditions = positions.iter().flat_map(|p| {
            let ifs = p
                .condition
                .iter()
                .map(|c| format!("if {}", Condition::meaning(c)));
            ifs.chain(
                p.until
                    .iter()
                    .map(|c| format!("until {}", Condition::meaning(c))),
            )
        });
        let refuses = answers.iter().any(|answer| *answer < Nearness::Unknown);
        let grants = answers.iter().any(|answer| *answer > Nearness::Unknown);
        let demands = grants && positions.iter().any(|p| p.stance == Stance::Demands);
        let insisting = positions.iter().filter(|p| match p.stance {
            Stance::Rejects => refuses,
            Stance::Demands => demands,
            Stance::Proposes | Stance::Offers | Stance::Accepts | Stance::Prefers => {
                grants && p.condition.is_some()
            }
            Stance::Open => false,
        });
        let firmness = insisting
            .map(|p| p.firmness.unwrap_or(Firmness::Firm))
            .max();
        // Beside a plain yes or a plain no a condition counts for nothing.
        let is_conditional = |near: &Nearness| matches!(near, Nearness::NoUntil | Nearness::YesIf);
        let conditions = match answers.iter().any(is_conditional) {
            true => conditions.collect(),
            false => BTreeSet::new(),
        };
        Word {
            answers,
            insists: firmness,
            demands,
            conditions,
            stances: positions.iter().map(|p| p.stance).collect(),
        }
    }
}

fn compare(old: &Word, new: &Word) -> Option<Movement> {
    let pairs = || old.answers.iter().zip(&new.answers);
    let harder = pairs().any(|(old, new)| new < old);
    let softer = pairs().any(|(old, new)| new > old);
    match (harder, softer) {
        (true, true) => return Some(Movement::Moved),
        (true, false) => return Some(Movement::Hardened),
        (false, true) => return Some(Movement::Softened),
        (false, false) => {}
    }
    if old.conditions != new.conditions {
        return Some(Movement::Moved);
    }
    match (new.demands, new.insists).cmp(&(old.demands, old.insists)) {
        Ordering::Greater => Some(Movement::Hardened),
        Ordering::Less => Some(Movement::Softened),
        Ordering::Equal if old.stances != new.stances => Some(Movement::Moved),
        Ordering::Equal => None,
    }
}

fn goals(
    hybrid: &Hybrid<'_>,
    earlier: &PositionGraph,
    later: &PositionGraph,
) -> Known<Vec<GoalChange>> {
    let (old, new) = (
        statuses(hybrid.model, earlier, &[], hybrid.budget),
        statuses(hybrid.model, later, &[], hybrid.budget),
    );
    let mut found = Vec::new();
    let mut untold = None;
    for (goal, after) in new {
        let Some(before) = old.get(&goal) else {
            continue;
        };
        let (Some(&before), Some(&after)) = (before.exact(), after.exact()) else {
            untold = untold.or(before.why().or(after.why()).map(str::to_owned));
            continue;
        };
        if before != after {
            let because = hybrid.explanation(&goal, after).into_iter();
            let because = because.map(|index| hybrid.stances[index].clone()).collect();
            let since = by_record(later, &goal).and_then(|standing| standing.since);
            found.push(GoalChange {
                goal,
                before,
                after,
                since,
                because,
            });
        }
    }
    match untold {
        None => Known::Exact(found),
        Some(why) => Known::Partial(found, why),
    }
}

/// The later day with some stance changes taken back.
struct Hybrid<'a> {
    model: &'a Model,
    until: Option<Date>,
    before: &'a Words,
    stances: &'a [StanceChange],
    budget: &'a Budget,
}

impl Hybrid<'_> {
    /// The status with only these stance changes made.
    fn status(&self, made: &BTreeSet<usize>, goal: &Target) -> Option<Status> {
        let numbered = self.stances.iter().enumerate();
        let changed: BTreeMap<(&PartyId, &Target), usize> =
            numbered.map(|(i, s)| ((&s.party, &s.target), i)).collect();
        let mut kept: Vec<PositionId> = Vec::new();
        for ((party, target), old) in self.before {
            match changed.get(&(party, target)) {
                Some(index) if made.contains(index) => {
                    kept.extend(self.stances[*index].after.iter().map(|one| one.id))
                }
                _ => kept.extend(old),
            }
        }
        let new = made
            .iter()
            .map(|&i| &self.stances[i])
            .filter(|s| s.before.is_empty());
        kept.extend(new.flat_map(|s| &s.after).map(|one| one.id));
        kept.sort_unstable();
        let timeless = |i: PositionId| Position {
            since: None,
            ended: None,
            cites: Vec::new(),
            ..self.model.positions[i].clone()
        };
        let positions = kept.into_iter().map(timeless).collect();
        let model = Model {
            positions,
            ..self.model.clone()
        };
        let graph = PositionGraph::build(
            &model,
            AsRead {
                day: self.until,
                at_least: None,
            },
        );
        status_of(&model, &graph, goal, self.budget)?
            .exact()
            .copied()
    }

    /// Lets go of one stance change after the other while the new status stays.
    fn explanation(&self, goal: &Target, new: Status) -> Vec<usize> {
        let mut made: BTreeSet<usize> = (0..self.stances.len()).collect();
        // Without one, another may become idle that was needed beside it: again until none can go.
        loop {
            let before = made.len();
            for index in made.clone() {
                made.remove(&index);
                if self.status(&made, goal) != Some(new) {
                    made.insert(index);
                }
            }
            if made.len() == before {
                return made.into_iter().collect();
            }
        }
    }
}
