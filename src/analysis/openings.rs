//! Whose moves open a goal: the minimal unblocking sets, their dual, and the groups of parties that suffice.
//!
//! Exact families and counts come from decision diagrams; where these grow too large, the smallest sets come from a search.
//! Each family is the minimal transversals of the other (Reiter 1987; path sets and cut sets of a fault tree), so a change
//! is in some set of the one exactly if it is in some set of the other.

use std::collections::BTreeSet;

use num_bigint::BigUint;
use serde::Serialize;

use crate::graph::Change;
use crate::model::{Condition, Confidence, Firmness, PartyId};
use crate::source::Citation;

use super::awaited::Awaited;
use super::doubts::Doubt;
use super::engine::bdd::Stopped;
use super::engine::cheapest::{Cheapest, Search, Side, cheapest};
use super::engine::family::{Family, Members, family};
use super::engine::symbolic::{Effort, Goal, Leaf, ReadAs, goal};
use super::known::Known;
use super::question::Question;
use super::standing::{NOT_ALL_WAYS, Status, by_record};

/// A family of sets: how many there are, and the first of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sets<T> {
    /// How many there are; `None` where that is not known.
    pub count: Option<BigUint>,
    /// The first of them, in order.
    pub listed: Vec<T>,
}

impl<T: Serialize> Serialize for Sets<T> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = to.serialize_map(Some(2))?;
        map.serialize_entry("count", &self.count.as_ref().map(ToString::to_string))?;
        map.serialize_entry("listed", &self.listed)?;
        map.end()
    }
}

/// A set of changes that opens the goal.
#[derive(Debug, Clone, Serialize)]
pub struct SetOfChanges {
    /// The changes, by name.
    pub changes: Vec<Change>,
    /// Whose they are.
    pub parties: Vec<PartyId>,
    /// How many red lines are among them.
    pub red_lines: usize,
    /// The least number of unknown answers that would do beside them.
    pub least_awaited: Known<usize>,
    /// What it still relies on.
    pub awaited: Known<Vec<Awaited>>,
    /// Yeses that it counts on and of which the author is not sure.
    pub doubts: Known<Vec<Doubt>>,
}

/// Refusals and conditions that alone keep the goal closed, as the changes that would lift them.
#[derive(Debug, Clone, Serialize)]
pub struct BlockingSet {
    /// The changes, by name.
    pub changes: Vec<Change>,
}

/// A refusal or a condition that is part of what blocks the goal.
#[derive(Debug, Clone, Serialize)]
pub struct Blocker {
    /// The change that would lift it.
    pub change: Change,
    /// What it is said to end after; one of these is enough.
    #[serde(serialize_with = "labels")]
    pub until: Vec<Condition>,
    /// Whether no way round it exists: it is in every unblocking set.
    pub sole: bool,
    /// How final it is said to be.
    pub firmness: Option<Firmness>,
    /// How sure the author is of it, where that is less than high.
    pub confidence: Option<Confidence>,
    /// Whether it follows from a demand for something else.
    pub implied: bool,
    /// Whether it is a missing consent, not a refusal; only in the secure question.
    pub unknown: bool,
    /// How many independent origins tell it.
    pub origins: usize,
    /// Where it is said.
    pub cites: Vec<Citation>,
    /// What the author notes on it, such as whose reading it is.
    pub notes: Vec<String>,
}

/// Conditions as their labels, or null where there is none.
pub(super) fn labels<S: serde::Serializer>(until: &[Condition], to: S) -> Result<S::Ok, S::Error> {
    let all: Vec<String> = until.iter().map(ToString::to_string).collect();
    (!all.is_empty()).then(|| all.join(", ")).serialize(to)
}

/// Both families, and what blocks.
pub(super) struct Openings {
    pub unblocking: Known<Sets<SetOfChanges>>,
    pub blocking: Known<Sets<BlockingSet>>,
    pub blockers: Known<Vec<Blocker>>,
    pub party_sets: Known<Vec<Vec<PartyId>>>,
}

/// Families up to this size are sought whole by a short search, before large diagrams are tried.
const SMALL_FAMILY: usize = 400;
const SHORT_SEARCH: u64 = 400_000;

/// Groups of parties that are listed at most.
const PARTY_SETS: usize = 1_000;
/// Groups of parties that the search lists.
const PARTY_SETS_SOUGHT: usize = 20;

impl Question<'_> {
    /// Both families by whichever way finds them, and the blockers.
    pub(super) fn openings(&self) -> Openings {
        if comes_anyway(self) {
            return nothing_needed();
        }
        let found = self.by_diagrams(Effort::First);
        let found = found.or_else(|_| self.small_families().ok_or(Stopped));
        let found = found.or_else(|_| self.by_diagrams(Effort::Full));
        found.unwrap_or_else(|_| self.by_search())
    }

    fn by_diagrams(&self, effort: Effort) -> Result<Openings, Stopped> {
        self.every_way()?;
        let budget = &self.ask.budget;
        let mut goal = goal(self.circuit, self.node, effort, budget, &|leaf| {
            self.read(leaf)
        })?;
        let names = self.names(&goal);
        let function = goal.function;
        let unblocking = goal.diagrams.minimal_solutions(function)?;
        let dual = goal.diagrams.dual(function);
        let blocking = dual.and_then(|dual| goal.diagrams.minimal_solutions(dual));
        let blockers = match self.ask.party {
            None => Known::Exact(self.blockers_of(&goal)),
            // What blocks the goal does not depend on who is asked to move.
            Some(_) => self.blockers_of_everybody(),
        };
        let vars = goal.vars.clone();
        let members = Members {
            red_line: &|var| self.is_red_line(vars[var as usize]),
            rank: &|var| names.rank[var as usize],
        };
        let most = self.ask.sets.most();
        let leaves = |set: &Vec<usize>| -> Vec<Leaf> {
            set.iter().map(|&rank| vars[names.by_rank[rank]]).collect()
        };
        let (family_of, by_name) = family(&goal.diagrams, unblocking, most, &members);
        let Family { count, listed } = family_of;
        let listed = listed.iter().map(|set| self.set_of(leaves(set))).collect();
        let unblocking = in_name_order(Sets { count, listed }, by_name);
        let blocking = match blocking {
            Ok(root) => {
                let (family_of, by_name) = family(&goal.diagrams, root, most, &members);
                let Family { count, listed } = family_of;
                let listed = listed.iter().map(|set| self.blocking_set(&leaves(set)));
                in_name_order(
                    Sets {
                        count,
                        listed: listed.collect(),
                    },
                    by_name,
                )
            }
            Err(Stopped) => Known::Unknown("the blocking sets could not be computed".to_owned()),
        };
        let party_sets = self.party_sets();
        Ok(Openings {
            unblocking,
            blocking,
            blockers,
            party_sets,
        })
    }

    fn names(&self, goal: &Goal) -> Names {
        let mut by_rank: Vec<usize> = (0..goal.vars.len()).collect();
        by_rank.sort_by_cached_key(|&var| self.change_of(goal.vars[var]).to_string());
        let mut rank = vec![0; goal.vars.len()];
        for (place, &var) in by_rank.iter().enumerate() {
            rank[var] = place;
        }
        Names { by_rank, rank }
    }

    fn blockers_of(&self, goal: &Goal) -> Vec<Blocker> {
        let sole = goal.diagrams.indispensable(goal.function);
        let support = goal.diagrams.support(goal.function);
        let blocker = |var: u32| self.blocker(goal.vars[var as usize], sole.contains(&var));
        in_order(support.into_iter().map(blocker).collect())
    }

    /// What blocks the goal, whoever is asked to move.
    fn blockers_of_everybody(&self) -> Known<Vec<Blocker>> {
        let budget = &self.ask.budget;
        let read = |leaf: Leaf| self.read_of_everybody(leaf);
        let diagrams = self
            .every_way()
            .and_then(|()| goal(self.circuit, self.node, Effort::Beside, budget, &read));
        match diagrams {
            Ok(goal) => Known::Exact(self.blockers_of(&goal)),
            Err(Stopped) => {
                let most = self.ask.sets.most();
                let opening = self.search(&read, Side::Opening, most, budget.decisions);
                let blocking = self.search(&read, Side::Blocking, most, budget.decisions);
                self.blockers_found(&opening, &blocking)
            }
        }
    }

    fn blocker(&self, leaf: Leaf, sole: bool) -> Blocker {
        let change = self.change_of(leaf);
        let Leaf::Change(number) = leaf else {
            return Blocker {
                change,
                until: Vec::new(),
                sole,
                firmness: None,
                confidence: None,
                implied: false,
                unknown: true,
                origins: 0,
                cites: Vec::new(),
                notes: Vec::new(),
            };
        };
        let info = &self.graph.changes()[number];
        Blocker {
            change,
            until: info.until.clone(),
            sole,
            firmness: info.firmness,
            confidence: info.confidence,
            implied: info.implied,
            unknown: false,
            origins: self.model.origins(&info.cites),
            cites: info.cites.clone(),
            notes: info.notes.clone(),
        }
    }

    fn set_of(&self, leaves: Vec<Leaf>) -> SetOfChanges {
        let parties: BTreeSet<PartyId> = leaves
            .iter()
            .map(|&leaf| self.owner(leaf).clone())
            .collect();
        let (awaited, least_awaited) = match self.ask.secure {
            true => (Known::Exact(Vec::new()), Known::Exact(0)),
            false => self.waits(&leaves, Effort::Remark),
        };
        let doubts = self.doubts(&leaves, &awaited);
        SetOfChanges {
            changes: leaves.iter().map(|&leaf| self.change_of(leaf)).collect(),
            parties: parties.into_iter().collect(),
            red_lines: leaves
                .iter()
                .filter(|&&leaf| self.is_red_line(leaf))
                .count(),
            least_awaited,
            awaited,
            doubts,
        }
    }

    fn blocking_set(&self, leaves: &[Leaf]) -> BlockingSet {
        BlockingSet {
            changes: leaves.iter().map(|&leaf| self.change_of(leaf)).collect(),
        }
    }

    /// Each party's changes as one variable: what a party moves, it moves together.
    fn by_party(&self, parties: &[&PartyId], leaf: Leaf) -> ReadAs {
        match self.read(leaf) {
            ReadAs::Variable => {
                let place = place(parties, self.owner(leaf));
                ReadAs::Shared(u32::try_from(place).unwrap_or(u32::MAX))
            }
            read @ (ReadAs::Fixed(_) | ReadAs::Shared(_)) => read,
        }
    }

    /// Minimal groups of parties whose moves suffice.
    fn party_sets(&self) -> Known<Vec<Vec<PartyId>>> {
        match self.party_sets_by_diagrams() {
            Ok(sets) => sets,
            Err(Stopped) => self.party_sets_by_search(),
        }
    }

    fn party_sets_by_diagrams(&self) -> Result<Known<Vec<Vec<PartyId>>>, Stopped> {
        self.every_way()?;
        let parties: Vec<&PartyId> = self.model.parties.keys().collect();
        let read = |leaf: Leaf| self.by_party(&parties, leaf);
        let budget = &self.ask.budget;
        let mut goal = goal(self.circuit, self.node, Effort::Beside, budget, &read)?;
        let minimal = goal.diagrams.minimal_solutions(goal.function)?;
        let vars = goal.vars.clone();
        let rank = |var: u32| place(&parties, self.owner(vars[var as usize]));
        let members = Members {
            red_line: &|_| false,
            rank: &rank,
        };
        let (sets, by_name) = family(&goal.diagrams, minimal, PARTY_SETS, &members);
        let is_all = sets
            .count
            .as_ref()
            .is_some_and(|count| *count == sets.listed.len().into());
        let named = |set: Vec<usize>| {
            set.into_iter()
                .map(|party| parties[party].clone())
                .collect()
        };
        let listed = sets.listed.into_iter().map(named).collect();
        Ok(match is_all && by_name {
            true => Known::Exact(listed),
            false => Known::Partial(
                listed,
                "only the smallest groups of parties are listed".to_owned(),
            ),
        })
    }

    fn party_sets_by_search(&self) -> Known<Vec<Vec<PartyId>>> {
        let parties: Vec<&PartyId> = self.model.parties.keys().collect();
        let read = |leaf: Leaf| self.by_party(&parties, leaf);
        let decisions = self.ask.budget.decisions;
        let found = self.search(&read, Side::Opening, PARTY_SETS_SOUGHT, decisions);
        let party = |leaf: &Leaf| self.owner(*leaf).clone();
        let mut sets: Vec<Vec<PartyId>> = found
            .sets
            .iter()
            .map(|set| set.iter().map(party).collect())
            .collect();
        sets.iter_mut().for_each(|set| set.sort());
        sets.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
        match (found.whole && self.circuit.all_pinned, sets.is_empty()) {
            (true, _) => Known::Exact(sets),
            (false, true) => {
                Known::Unknown("which groups of parties suffice could not be computed".to_owned())
            }
            (false, false) => Known::Partial(
                sets,
                "there may be further groups of parties that suffice".to_owned(),
            ),
        }
    }

    fn search(
        &self,
        read: &dyn Fn(Leaf) -> ReadAs,
        side: Side,
        first: usize,
        patience: u64,
    ) -> Cheapest {
        let search = Search {
            circuit: self.circuit,
            goal: self.node,
            side,
            read,
            red_line: &|leaf| self.is_red_line(leaf),
            patience,
        };
        cheapest(&search, first)
    }

    /// Where both families are small, a short search finds them whole, sooner than large diagrams would.
    fn small_families(&self) -> Option<Openings> {
        if self.ask.party.is_some() || !self.circuit.all_pinned {
            return None;
        }
        let patience = SHORT_SEARCH.min(self.ask.budget.decisions);
        let read = |leaf: Leaf| self.read(leaf);
        let opening = self.search(&read, Side::Opening, SMALL_FAMILY, patience);
        if !opening.whole {
            return None;
        }
        let blocking = self.search(&read, Side::Blocking, SMALL_FAMILY, patience);
        blocking
            .whole
            .then(|| self.told_by_search(opening, blocking))
    }

    /// Where the decision diagrams grow too large: the cheapest sets first, found by search.
    fn by_search(&self) -> Openings {
        let most = self.ask.sets.most();
        let decisions = self.ask.budget.decisions;
        let read = |leaf: Leaf| self.read(leaf);
        let opening = self.search(&read, Side::Opening, most, decisions);
        let blocking = self.search(&read, Side::Blocking, most, decisions);
        self.told_by_search(opening, blocking)
    }

    fn told_by_search(&self, opening: Cheapest, blocking: Cheapest) -> Openings {
        let blockers = match self.ask.party {
            None => self.blockers_found(&opening, &blocking),
            Some(_) => self.blockers_of_everybody(),
        };
        let most = self.ask.sets.most();
        let every_way = self.circuit.all_pinned;
        let told = |found: &Cheapest, sets: &str| {
            if every_way {
                untold(found, sets)
            } else {
                Some(NOT_ALL_WAYS.to_owned())
            }
        };
        let (open_more, block_more) = (told(&opening, "sets"), told(&blocking, "blocking sets"));
        let count = |found: &Cheapest| (found.whole && every_way).then(|| found.sets.len().into());
        let unblocking = Sets {
            count: count(&opening),
            listed: self
                .in_order(opening.sets, most)
                .into_iter()
                .map(|set| self.set_of(set))
                .collect(),
        };
        let count = count(&blocking);
        let listed = self.in_order(blocking.sets, most);
        let blocking = Sets {
            count,
            listed: listed.iter().map(|set| self.blocking_set(set)).collect(),
        };
        Openings {
            unblocking: known_family(unblocking, open_more),
            blocking: known_family(blocking, block_more),
            blockers,
            party_sets: self.party_sets_by_search(),
        }
    }

    /// What two searches tell of the blockers: those in some set of either family. Where one family is whole, so are they.
    fn blockers_found(&self, opening: &Cheapest, blocking: &Cheapest) -> Known<Vec<Blocker>> {
        if !self.circuit.all_pinned {
            return Known::Unknown(NOT_ALL_WAYS.to_owned());
        }
        let members: BTreeSet<Leaf> = match (blocking.whole, opening.whole) {
            (true, _) => blocking.sets.iter().flatten().copied().collect(),
            (false, true) => opening.sets.iter().flatten().copied().collect(),
            (false, false) => opening
                .sets
                .iter()
                .chain(&blocking.sets)
                .flatten()
                .copied()
                .collect(),
        };
        let blockers = members
            .iter()
            .map(|&leaf| self.blocker(leaf, !self.opens_without(leaf)));
        let blockers = in_order(blockers.collect());
        match (opening.whole || blocking.whole, blockers.is_empty()) {
            (true, _) => Known::Exact(blockers),
            (false, true) => Known::Unknown("what blocks it could not be computed".to_owned()),
            (false, false) => Known::Partial(blockers, "there may be more blockers".to_owned()),
        }
    }

    /// Whether the goal opens though one leaf stays as it is and everything else is conceded, by whomever.
    fn opens_without(&self, without: Leaf) -> bool {
        self.holds_given(&|leaf| match self.read_of_everybody(leaf) {
            ReadAs::Fixed(holds) => holds,
            ReadAs::Variable | ReadAs::Shared(_) => leaf != without,
        })
    }

    /// The first sets: fewest red lines, fewest changes, then names; the members of each by name.
    fn in_order(&self, mut sets: Vec<Vec<Leaf>>, most: usize) -> Vec<Vec<Leaf>> {
        let name = |leaf: Leaf| self.change_of(leaf).to_string();
        let key = |set: &Vec<Leaf>| {
            let red_lines = set.iter().filter(|&&leaf| self.is_red_line(leaf)).count();
            let names: Vec<String> = set.iter().map(|&leaf| name(leaf)).collect();
            (red_lines, set.len(), names)
        };
        sets.iter_mut()
            .for_each(|set| set.sort_by_cached_key(|&leaf| name(leaf)));
        sets.sort_by_cached_key(key);
        sets.truncate(most);
        sets
    }
}

/// Whether the record alone decides that the goal is there, or comes by itself, whatever excludes what.
fn comes_anyway(question: &Question<'_>) -> bool {
    let standing = by_record(question.graph, &question.ask.goal);
    standing.is_some_and(|standing| matches!(standing.status, Status::Reached | Status::Pending))
}

/// The answer where nothing has to change: one way, which is no change at all.
fn nothing_needed() -> Openings {
    let nothing = SetOfChanges {
        changes: Vec::new(),
        parties: Vec::new(),
        red_lines: 0,
        least_awaited: Known::Exact(0),
        awaited: Known::Exact(Vec::new()),
        doubts: Known::Exact(Vec::new()),
    };
    Openings {
        unblocking: Known::Exact(Sets {
            count: Some(1u32.into()),
            listed: vec![nothing],
        }),
        blocking: Known::Exact(Sets {
            count: Some(BigUint::ZERO),
            listed: Vec::new(),
        }),
        blockers: Known::Exact(Vec::new()),
        party_sets: Known::Exact(vec![Vec::new()]),
    }
}

struct Names {
    by_rank: Vec<usize>,
    rank: Vec<usize>,
}

/// Where a party stands in the order of the parties' names.
fn place(parties: &[&PartyId], party: &PartyId) -> usize {
    parties.binary_search(&party).unwrap_or(parties.len())
}

/// Those that no way goes round come first.
fn in_order(mut blockers: Vec<Blocker>) -> Vec<Blocker> {
    blockers.sort_by(|a, b| (!a.sole, &a.change).cmp(&(!b.sole, &b.change)));
    blockers
}

fn in_name_order<T>(sets: Sets<T>, by_name: bool) -> Known<Sets<T>> {
    let why = "counts are exact; sets of equal size are not in the order of their names";
    known_family(sets, (!by_name).then(|| why.to_owned()))
}

fn known_family<T>(sets: Sets<T>, untold: Option<String>) -> Known<Sets<T>> {
    match untold {
        None => Known::Exact(sets),
        Some(why) if sets.listed.is_empty() && sets.count.is_none() => Known::Unknown(why),
        Some(why) => Known::Partial(sets, why),
    }
}

/// What is not known of a family that was searched.
fn untold(found: &Cheapest, sets: &str) -> Option<String> {
    if found.whole {
        None
    } else if found.stopped && found.sets.is_empty() {
        Some(format!(
            "the search for {sets} was stopped before the first one was found"
        ))
    } else if found.unproven {
        Some(format!(
            "the {sets} listed are minimal, but there may be smaller ones, and how many there are is not known"
        ))
    } else if found.stopped {
        Some(format!(
            "the search for {sets} was stopped: those listed are the smallest, there are more, and how many is not known"
        ))
    } else if found.ties_known {
        Some(format!(
            "the {sets} listed are the smallest; how many there are is not known"
        ))
    } else {
        Some(format!(
            "the {sets} listed are the smallest; there are others of the same size, and how many there are is not known"
        ))
    }
}
