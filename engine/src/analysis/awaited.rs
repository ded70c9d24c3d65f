//! What a goal waits for: yeses that nobody has heard.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::{PartyId, Target};
use crate::source::Citation;

use super::engine::bdd::Stopped;
use super::engine::cheapest::{Cheapest, Search, Side, cheapest};
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

/// What each unknown yes does for the goal by itself.
struct Weighed {
    /// Those without which it fails though all others are granted.
    needed: BTreeSet<Leaf>,
    /// Those that suffice though all others are refused.
    alone: BTreeSet<Leaf>,
}

/// What is told where neither diagrams nor a search find the answers.
const NOT_COMPUTED: &str = "which answers it waits for could not be computed";

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
        let goal = goal(self.circuit, self.node, effort, &self.ask.budget, read)?;
        let leaf = |var: u32| goal.vars[var as usize];
        let (diagrams, function) = (&goal.diagrams, goal.function);
        let weighed = Weighed {
            needed: diagrams
                .indispensable(function)
                .into_iter()
                .map(leaf)
                .collect(),
            alone: diagrams
                .sufficient_alone(function)
                .into_iter()
                .map(leaf)
                .collect(),
        };
        let relied_on = diagrams.support(function).into_iter().map(leaf);
        let awaited = self.yeses(relied_on, &weighed);
        Ok((awaited, diagrams.fewest(function).unwrap_or(0)))
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
        (self.awaited_of(&found, read), self.fewest_of(&found))
    }

    /// The least number of yeses in a set that the search has found.
    fn fewest_of(&self, found: &Cheapest) -> Known<usize> {
        let is_smallest = self.circuit.all_pinned && !found.unproven;
        let smallest = found.sets.iter().map(Vec::len).min();
        match smallest.filter(|_| is_smallest) {
            Some(least) => Known::Exact(least),
            None => Known::Unknown("how few answers would do could not be computed".to_owned()),
        }
    }

    /// The yeses in some set that the search has found, or of which one evaluation tells.
    fn awaited_of(&self, found: &Cheapest, read: &dyn Fn(Leaf) -> ReadAs) -> Known<Vec<Awaited>> {
        let Some(weighed) = self.weighed(read) else {
            return Known::Unknown(NOT_COMPUTED.to_owned());
        };
        let sought = found.sets.iter().flatten();
        let all = sought.chain(&weighed.needed).chain(&weighed.alone);
        let all: BTreeSet<Leaf> = all.copied().collect();
        let list = self.yeses(all, &weighed);
        let is_whole = found.whole && self.circuit.all_pinned;
        match (is_whole, list.is_empty()) {
            (true, _) => Known::Exact(list),
            (false, true) => Known::Unknown(NOT_COMPUTED.to_owned()),
            (false, false) => {
                let why = "there may be further answers that it waits for";
                Known::Partial(list, why.to_owned())
            }
        }
    }

    /// Which of the unknown yeses are needed and which do alone. `None` where asking each one would cost too much.
    fn weighed(&self, read: &dyn Fn(Leaf) -> ReadAs) -> Option<Weighed> {
        let leaves = self.leaves_within(&self.cone);
        let is_unknown = |leaf: &Leaf| matches!(leaf, Leaf::Unknown(_)) && !self.is_supposed(*leaf);
        let unknown: Vec<Leaf> = leaves.filter(is_unknown).collect();
        let cost = unknown.len() as u64 * 2 * self.graph.len() as u64;
        if !self.circuit.all_pinned || cost > self.ask.budget.visits {
            return None;
        }
        let is_needed = |one: &Leaf| !self.holds_granting(read, &|leaf| leaf != *one);
        let is_enough = |one: &Leaf| self.holds_granting(read, &|leaf| leaf == *one);
        Some(Weighed {
            needed: unknown.iter().copied().filter(is_needed).collect(),
            alone: unknown.iter().copied().filter(is_enough).collect(),
        })
    }

    /// Whether the goal holds with what is read as fixed, and some of the rest.
    fn holds_granting(
        &self,
        read: &dyn Fn(Leaf) -> ReadAs,
        is_granted: &dyn Fn(Leaf) -> bool,
    ) -> bool {
        self.holds_given(&|leaf| match read(leaf) {
            ReadAs::Fixed(holds) => holds,
            ReadAs::Variable | ReadAs::Shared(_) => is_granted(leaf),
        })
    }

    /// The yeses among some leaves, in order.
    fn yeses(&self, leaves: impl IntoIterator<Item = Leaf>, weighed: &Weighed) -> Vec<Awaited> {
        let yeses = leaves.into_iter();
        let yeses = yeses.filter_map(|leaf| self.awaited(leaf, weighed));
        let mut yeses: Vec<Awaited> = yeses.collect();
        yeses.sort();
        yeses
    }

    fn awaited(&self, leaf: Leaf, weighed: &Weighed) -> Option<Awaited> {
        let Leaf::Unknown(stance) = leaf else {
            return None;
        };
        let info = &self.graph.stances()[stance];
        let grounds = self.grounds(info);
        Some(Awaited {
            party: info.party.clone(),
            target: info.target.clone(),
            needed: weighed.needed.contains(&leaf),
            alone: Some(weighed.alone.contains(&leaf)),
            contested: info.contested,
            on_record: !info.positions.is_empty(),
            spoken: grounds.spoken,
            cites: grounds.cites,
            notes: grounds.notes,
        })
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
    let needed: Vec<BTreeSet<(&PartyId, &Target)>> = sets.iter().map(needed_by).collect();
    let is_needed = |yes: &Awaited| {
        needed
            .iter()
            .all(|set| set.contains(&(&yes.party, &yes.target)))
    };
    let listed = sets.iter().flat_map(|set| set.awaited.items());
    // What is awaited is the same in each way that relies on it, but for whether that way can do without.
    let once: BTreeMap<(&PartyId, &Target), &Awaited> =
        listed.map(|yes| ((&yes.party, &yes.target), yes)).collect();
    let all: BTreeSet<Awaited> = once
        .into_values()
        .map(|yes| Awaited {
            needed: is_needed(yes),
            alone: None,
            ..yes.clone()
        })
        .collect();
    let stopped = sets.iter().find_map(|set| set.awaited.why());
    let untold = others.or_else(|| stopped.map(str::to_owned));
    Known::but_for(all.into_iter().collect(), untold)
}

/// The yeses that a way cannot do without.
fn needed_by(set: &SetOfChanges) -> BTreeSet<(&PartyId, &Target)> {
    let needed = set.awaited.items().iter().filter(|yes| yes.needed);
    needed.map(|yes| (&yes.party, &yes.target)).collect()
}
