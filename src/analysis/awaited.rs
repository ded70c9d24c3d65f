//! What a goal waits for: yeses that nobody has heard.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::graph::Gate;
use crate::model::{PartyId, Target};
use crate::source::Citation;

use super::engine::bdd::Stopped;
use super::engine::cheapest::{Search, Side, cheapest};
use super::engine::family::{Members, family};
use super::engine::symbolic::{Effort, Leaf, ReadAs, goal};
use super::grounds::Spoken;
use super::known::Known;
use super::openings::SetOfChanges;
use super::question::Question;

/// A yes that nobody has heard yet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Awaited {
    /// Whose.
    pub party: PartyId,
    /// To what.
    pub target: Target,
    /// Whether the goal cannot do without it; of a blocked goal, whether no way listed can.
    pub needed: bool,
    /// Whether it alone, with all others refused, would do; not asked of a blocked goal as a whole.
    pub alone: Option<bool>,
    /// Whether the party says yes and no, or yes and undecided, at once.
    pub contested: bool,
    /// Whether a position of the party on it is in force.
    pub on_record: bool,
    /// How much it has said.
    pub spoken: Spoken,
    /// The sentences that make its yes necessary, then those of what it has said on the matter.
    pub cites: Vec<Citation>,
    /// What the author notes on its being needed.
    pub notes: Vec<String>,
}

/// The yeses that something waits for, and the least number of them that would do.
pub(super) type Waits = (Known<Vec<Awaited>>, Known<usize>);

/// Sets of yeses that the search finds before it gives up on knowing all.
const MOST_SOUGHT: usize = 200;

impl Question<'_> {
    /// The unknown yeses on which the goal relies once some changes are made.
    pub(super) fn waits(&self, made: &[Leaf], effort: Effort) -> Waits {
        let made: rustc_hash::FxHashSet<Leaf> = made.iter().copied().collect();
        let given = |leaf: Leaf| self.is_supposed(leaf) || made.contains(&leaf);
        if self.holds_given(&given) {
            return (Known::Exact(Vec::new()), Known::Exact(0));
        }
        let read = |leaf: Leaf| match leaf {
            _ if given(leaf) => ReadAs::Fixed(true),
            Leaf::Change(_) => ReadAs::Fixed(false),
            Leaf::Unknown(_) => ReadAs::Variable,
        };
        match self.waits_by_diagrams(effort, &read) {
            Ok((awaited, least)) => (Known::Exact(awaited), Known::Exact(least)),
            Err(Stopped) => self.waits_by_search(&read),
        }
    }

    fn waits_by_diagrams(
        &self,
        effort: Effort,
        read: &dyn Fn(Leaf) -> ReadAs,
    ) -> Result<(Vec<Awaited>, usize), Stopped> {
        self.every_way()?;
        let budget = &self.ask.budget;
        let mut goal = goal(self.circuit, self.node, effort, budget, read)?;
        let needed = goal.diagrams.indispensable(goal.function);
        let alone = goal.diagrams.sufficient_alone(goal.function);
        let mut found = Vec::new();
        for var in goal.diagrams.support(goal.function) {
            if let Leaf::Unknown(stance) = goal.vars[var as usize] {
                found.push(self.awaited(stance, needed.contains(&var), alone.contains(&var)));
            }
        }
        found.sort();
        let minimal = goal.diagrams.minimal_solutions(goal.function)?;
        let members = Members {
            red_line: &|_| false,
            rank: &|var| var as usize,
        };
        let (smallest, _) = family(&goal.diagrams, minimal, 1, &members);
        Ok((found, smallest.listed.first().map_or(0, Vec::len)))
    }

    /// Where the diagrams grow too large: the smallest sets of yeses by search, and those of which one evaluation tells
    /// that nothing does without them, or that they alone do.
    fn waits_by_search(&self, read: &dyn Fn(Leaf) -> ReadAs) -> Waits {
        let search = Search {
            circuit: self.circuit,
            goal: self.node,
            side: Side::Opening,
            read,
            red_line: &|_| false,
            patience: self.ask.budget.decisions,
        };
        let found = cheapest(&search, MOST_SOUGHT);
        let smallest = found.sets.iter().map(Vec::len).min();
        let is_smallest = self.circuit.all_pinned && !found.unproven;
        let least = match smallest.filter(|_| is_smallest) {
            Some(least) => Known::Exact(least),
            None => Known::Unknown("how few answers would do could not be computed".to_owned()),
        };
        let Some((needed, alone)) = self.weighed(read) else {
            let why = "which answers it waits for could not be computed";
            return (Known::Unknown(why.to_owned()), least);
        };
        let whole = found.whole && self.circuit.all_pinned;
        let all: BTreeSet<Leaf> = found
            .sets
            .into_iter()
            .flatten()
            .chain(needed.clone())
            .collect();
        let all: BTreeSet<Leaf> = all.into_iter().chain(alone.clone()).collect();
        let mut list: Vec<Awaited> = all
            .iter()
            .filter_map(|leaf| match leaf {
                Leaf::Unknown(stance) => {
                    Some(self.awaited(*stance, needed.contains(leaf), alone.contains(leaf)))
                }
                Leaf::Change(_) => None,
            })
            .collect();
        list.sort();
        let known = match (whole, list.is_empty()) {
            (true, _) => Known::Exact(list),
            (false, true) => {
                Known::Unknown("which answers it waits for could not be computed".to_owned())
            }
            (false, false) => Known::Partial(
                list,
                "there may be further answers that it waits for".to_owned(),
            ),
        };
        (known, least)
    }

    /// The unknown yeses without which the goal fails though all others are granted, and those that suffice though all
    /// others are refused. `None` where asking each one would cost too much.
    fn weighed(&self, read: &dyn Fn(Leaf) -> ReadAs) -> Option<(BTreeSet<Leaf>, BTreeSet<Leaf>)> {
        if !self.circuit.all_pinned {
            return None;
        }
        let unknown: Vec<Leaf> = self.unknown_leaves();
        let cost = unknown.len() as u64 * 2 * self.graph.len() as u64;
        if cost > self.ask.budget.visits {
            return None;
        }
        let with = |leaf: Leaf, is_made: &dyn Fn(Leaf) -> bool| match read(leaf) {
            ReadAs::Fixed(holds) => holds,
            ReadAs::Variable | ReadAs::Shared(_) => is_made(leaf),
        };
        let needed = unknown
            .iter()
            .filter(|one| !self.holds_given(&|leaf| with(leaf, &|leaf| leaf != **one)));
        let alone = unknown
            .iter()
            .filter(|one| self.holds_given(&|leaf| with(leaf, &|leaf| leaf == **one)));
        Some((needed.copied().collect(), alone.copied().collect()))
    }

    fn unknown_leaves(&self) -> Vec<Leaf> {
        let nodes = self.circuit.gates.numbered();
        let in_cone = nodes.filter(|(node, _)| self.cone[*node]);
        let leaves = in_cone.filter_map(|(_, gate)| match gate {
            Gate::Unknown(stance) => Some(Leaf::Unknown(*stance)),
            Gate::All
            | Gate::Any
            | Gate::AtLeast(_)
            | Gate::True
            | Gate::Coming(_)
            | Gate::Change(_) => None,
        });
        leaves.filter(|leaf| !self.is_supposed(*leaf)).collect()
    }

    fn awaited(&self, stance: usize, needed: bool, alone: bool) -> Awaited {
        let info = &self.graph.stances()[stance];
        let grounds = self.grounds(info);
        Awaited {
            party: info.party.clone(),
            target: info.target.clone(),
            needed,
            alone: Some(alone),
            contested: info.contested,
            on_record: !info.positions.is_empty(),
            spoken: grounds.spoken,
            cites: grounds.cites,
            notes: grounds.notes,
        }
    }

    /// Exact work on the goal needs every way to respect the exclusions.
    pub(super) fn every_way(&self) -> Result<(), Stopped> {
        if self.circuit.all_pinned {
            Ok(())
        } else {
            Err(Stopped)
        }
    }
}

/// What the ways listed rely on; needed is what every one of them cannot do without. Partial where there are other ways.
pub(super) fn awaited_by_all(sets: &[SetOfChanges], others: Option<String>) -> Known<Vec<Awaited>> {
    let needs = |set: &SetOfChanges, a: &Awaited| {
        let mut awaited = set.awaited.items().iter();
        awaited.any(|b| b.needed && b.party == a.party && b.target == a.target)
    };
    let listed = sets.iter().flat_map(|set| set.awaited.items());
    let all: BTreeSet<Awaited> = listed
        .map(|a| Awaited {
            needed: sets.iter().all(|set| needs(set, a)),
            alone: None,
            ..a.clone()
        })
        .collect();
    let all: Vec<Awaited> = all.into_iter().collect();
    let stopped = sets.iter().find_map(|set| set.awaited.why());
    match others.or_else(|| stopped.map(str::to_owned)) {
        None => Known::Exact(all),
        Some(why) => Known::Partial(all, why),
    }
}
