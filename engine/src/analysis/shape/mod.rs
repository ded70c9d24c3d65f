//! The shape of the ways to a goal: which quarrels are independent of each other, which moves stand in for each other, and
//! which choices hang together. The same sets of changes as the minimal unblocking sets, told as a tree of modules
//! (Birnbaum and Esary 1965; Möhring and Radermacher 1984) and not one by one.

mod making;
mod weights;

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::graph::Change;
use crate::model::{IssueId, MilestoneId, PartyId};

use super::deadlocks::{Deadlock, Waiter};

/// A part of the ways to a goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// How it is made.
    pub kind: ShapeKind,
    /// What all of its changes are about, where that is one thing.
    pub about: Option<About>,
    /// Whose changes they are.
    pub parties: BTreeSet<PartyId>,
}

/// How a part of the ways is made of smaller ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShapeKind {
    /// All of these, which have nothing to do with each other; of the whole these are the knots.
    All(Vec<Shape>),
    /// One of these.
    Any(Vec<Shape>),
    /// So many of these, whichever they are.
    AtLeast(usize, Vec<Shape>),
    /// Enough of these for their weights to reach a sum, as the model has it.
    Weighted {
        /// The sum.
        needed: u64,
        /// The parts.
        parts: Vec<Shape>,
        /// The weight of each of them.
        weights: Vec<u64>,
    },
    /// One of some sets of these parts, which cannot be told apart any further.
    Prime {
        /// How many sets there are.
        count: BigUint,
        /// The parts of which the sets are made.
        parts: Vec<Shape>,
        /// The sets, each part by its place, where they are few enough to be listed.
        sets: Option<Vec<Vec<usize>>>,
    },
    /// One change.
    Change(Change),
}

/// What a part of the ways is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum About {
    /// An issue and its answers.
    Issue(IssueId),
    /// A milestone.
    Milestone(MilestoneId),
    /// What waits for each other in a circle.
    Ring(Vec<Waiter>),
}

impl Shape {
    /// Nothing has to change.
    pub(super) fn nothing_needed() -> Self {
        Self::of(ShapeKind::All(Vec::new()), BTreeSet::new(), None)
    }

    fn of(kind: ShapeKind, parties: BTreeSet<PartyId>, about: Option<About>) -> Self {
        Self {
            kind,
            about,
            parties,
        }
    }

    /// The parts that must all be undone: the knots. A whole that is no `all` is one knot.
    pub fn knots(&self) -> &[Self] {
        match &self.kind {
            ShapeKind::All(knots) => knots,
            ShapeKind::Any(_)
            | ShapeKind::AtLeast(..)
            | ShapeKind::Weighted { .. }
            | ShapeKind::Prime { .. }
            | ShapeKind::Change(_) => std::slice::from_ref(self),
        }
    }

    /// How many sets it stands for with some changes only; `None` where a part of it is not listed.
    pub fn ways(&self, allowed: &dyn Fn(&Change) -> bool) -> Option<BigUint> {
        let each = |parts: &[Self]| -> Option<Vec<BigUint>> {
            parts.iter().map(|part| part.ways(allowed)).collect()
        };
        Some(match &self.kind {
            ShapeKind::Change(change) => BigUint::from(u8::from(allowed(change))),
            ShapeKind::All(parts) => each(parts)?.iter().product(),
            ShapeKind::Any(parts) => each(parts)?.iter().sum(),
            ShapeKind::AtLeast(count, parts) => choices(&each(parts)?, *count),
            ShapeKind::Weighted {
                needed,
                parts,
                weights,
            } => weights::choices(&each(parts)?, weights, *needed)?,
            ShapeKind::Prime { parts, sets, .. } => {
                let ways = each(parts)?;
                let set =
                    |set: &Vec<usize>| -> BigUint { set.iter().map(|&at| &ways[at]).product() };
                sets.as_ref()?.iter().map(set).sum()
            }
        })
    }

    /// The parties that could make one of its sets alone; `None` where a part of it is not listed.
    pub fn parties_alone(&self) -> Option<BTreeSet<&PartyId>> {
        let each = self.parts().iter().map(Self::parties_alone);
        let able = Able(each.collect::<Option<_>>()?);
        Some(match &self.kind {
            ShapeKind::Change(change) => BTreeSet::from([change.party()]),
            ShapeKind::All(parts) => able.in_all(0..parts.len()),
            ShapeKind::Any(_) => able.reaching(1, |_| 1),
            ShapeKind::AtLeast(count, _) => able.reaching(*count as u64, |_| 1),
            ShapeKind::Weighted {
                needed, weights, ..
            } => able.reaching(*needed, |place| weights[place]),
            ShapeKind::Prime { sets, .. } => {
                let sets = sets.as_ref()?.iter();
                sets.flat_map(|set| able.in_all(set.iter().copied()))
                    .collect()
            }
        })
    }

    /// The parts right below it.
    pub fn parts(&self) -> &[Self] {
        match &self.kind {
            ShapeKind::All(parts)
            | ShapeKind::Any(parts)
            | ShapeKind::AtLeast(_, parts)
            | ShapeKind::Weighted { parts, .. }
            | ShapeKind::Prime { parts, .. } => parts,
            ShapeKind::Change(_) => &[],
        }
    }

    fn parts_mut(&mut self) -> &mut [Self] {
        match &mut self.kind {
            ShapeKind::All(parts)
            | ShapeKind::Any(parts)
            | ShapeKind::AtLeast(_, parts)
            | ShapeKind::Weighted { parts, .. }
            | ShapeKind::Prime { parts, .. } => parts,
            ShapeKind::Change(_) => &mut [],
        }
    }

    /// Every change in it.
    pub fn changes(&self) -> BTreeSet<&Change> {
        match &self.kind {
            ShapeKind::Change(change) => BTreeSet::from([change]),
            ShapeKind::All(_)
            | ShapeKind::Any(_)
            | ShapeKind::AtLeast(..)
            | ShapeKind::Weighted { .. }
            | ShapeKind::Prime { .. } => self.parts().iter().flat_map(Self::changes).collect(),
        }
    }

    /// How many nodes it has when it is written out.
    fn nodes(&self) -> usize {
        let each = self.parts().iter().map(Self::nodes);
        match &self.kind {
            ShapeKind::Prime { sets: None, .. } => 1,
            ShapeKind::Prime {
                sets: Some(sets), ..
            } => 1 + nodes_in(sets, &each.collect::<Vec<_>>()),
            ShapeKind::All(_)
            | ShapeKind::Any(_)
            | ShapeKind::AtLeast(..)
            | ShapeKind::Weighted { .. }
            | ShapeKind::Change(_) => 1 + each.sum::<usize>(),
        }
    }

    /// Names the parts whose changes all break one ring of conditions.
    pub(super) fn name_rings(&mut self, rings: &[Deadlock]) {
        let breaks = rings.iter().map(|ring| {
            let changes = ring.edges.iter().filter_map(|edge| edge.change.as_ref());
            (changes.collect(), ring)
        });
        self.name_by(&breaks.collect::<Vec<_>>());
    }

    fn name_by(&mut self, rings: &[(BTreeSet<&Change>, &Deadlock)]) {
        if self.about.is_none() {
            let changes = self.changes();
            let mut rings = rings.iter();
            let its = rings.find(|(breaks, _)| !changes.is_empty() && changes.is_subset(breaks));
            self.about = its.map(|(_, ring)| About::Ring(ring.ring.clone()));
        }
        for part in self.parts_mut() {
            part.name_by(rings);
        }
    }
}

/// Which parties could make each of some parts alone.
struct Able<'a>(Vec<BTreeSet<&'a PartyId>>);

impl<'a> Able<'a> {
    /// Those that could make all of some parts.
    fn in_all(&self, places: impl IntoIterator<Item = usize>) -> BTreeSet<&'a PartyId> {
        let mut sets = places.into_iter().map(|place| self.0[place].clone());
        let first = sets.next().unwrap_or_default();
        sets.fold(first, |all, set| all.intersection(&set).copied().collect())
    }

    /// Those whose parts together reach a weight.
    fn reaching(&self, needed: u64, weight: impl Fn(usize) -> u64) -> BTreeSet<&'a PartyId> {
        let mut reached: BTreeMap<&PartyId, u64> = BTreeMap::new();
        for (place, parties) in self.0.iter().enumerate() {
            for party in parties {
                *reached.entry(party).or_default() += weight(place);
            }
        }
        let able = reached
            .into_iter()
            .filter(|(_, reached)| *reached >= needed);
        able.map(|(party, _)| party).collect()
    }
}

/// How many nodes some sets of parts have, each part as large as it is.
fn nodes_in(sets: &[Vec<usize>], sizes: &[usize]) -> usize {
    sets.iter().flatten().map(|&place| sizes[place]).sum()
}

/// In how many ways so many parts can be chosen, each with as many ways as it has.
fn choices(parts: &[BigUint], count: usize) -> BigUint {
    let mut of_size = vec![BigUint::ZERO; count + 1];
    of_size[0] = BigUint::from(1u8);
    for part in parts {
        for size in (1..=count).rev() {
            let more = &of_size[size - 1] * part;
            of_size[size] += more;
        }
    }
    of_size.swap_remove(count)
}

impl Serialize for Shape {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        match &self.kind {
            ShapeKind::All(parts) => map.serialize_entry("all", parts)?,
            ShapeKind::Any(parts) => map.serialize_entry("any", parts)?,
            ShapeKind::AtLeast(count, parts) => {
                map.serialize_entry("at_least", count)?;
                map.serialize_entry("of", parts)?;
            }
            ShapeKind::Weighted {
                needed,
                parts,
                weights,
            } => {
                map.serialize_entry("at_least", needed)?;
                map.serialize_entry("weights", weights)?;
                map.serialize_entry("of", parts)?;
            }
            ShapeKind::Prime { count, parts, sets } => {
                let set = |set: &Vec<usize>| set.iter().map(|&place| &parts[place]).collect();
                let prime = Prime {
                    count: count.to_string(),
                    sets: sets.as_ref().map(|sets| sets.iter().map(set).collect()),
                };
                map.serialize_entry("prime", &prime)?;
            }
            // A change says itself whose it is and what it is about.
            ShapeKind::Change(change) => {
                map.serialize_entry("change", change)?;
                return map.end();
            }
        }
        if let Some(about) = &self.about {
            map.serialize_entry("about", about)?;
        }
        if !self.parties.is_empty() {
            map.serialize_entry("parties", &self.parties)?;
        }
        map.end()
    }
}

/// The keys of a prime part in JSON; numbers of any size are texts.
#[derive(Serialize)]
struct Prime<'a> {
    count: String,
    sets: Option<Vec<Vec<&'a Shape>>>,
}
