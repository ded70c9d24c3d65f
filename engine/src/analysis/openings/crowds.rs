//! Groups of parties whose moves suffice, where many parties can stand in for each other: told by how many are needed.
//!
//! The members of a parliament are alike to a vote: any 88 of 412 who refuse would do. As groups of parties that is a number
//! with ninety digits; as the shape has it, it is one group. A part of the shape whose changes belong to parties that move
//! nothing else counts as one member.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::PartyId;

use super::super::engine::bdd::{Diagrams, Join, Stopped};
use super::super::engine::family::{Members, family};
use super::super::known::Known;
use super::super::question::Question;
use super::super::shape::{Shape, ShapeKind};

/// Those who make up a group.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum Who {
    /// A party.
    Party(PartyId),
    /// So many of these parties, whichever they are.
    AnyOf {
        /// How many of them.
        at_least: usize,
        /// The parties, by name.
        of: Vec<PartyId>,
    },
}

impl Who {
    /// The parties that may be among them.
    pub fn parties(&self) -> &[PartyId] {
        match self {
            Self::Party(party) => std::slice::from_ref(party),
            Self::AnyOf { of, .. } => of,
        }
    }
}

/// So many parties that can stand in for each other, or of whom the same is said, are told by their number.
pub const MANY: usize = 4;
/// Groups that are listed at most, and the nodes that it may cost to find them.
const GROUPS: usize = 1_000;
const NODES: usize = 200_000;

impl Question<'_> {
    /// The groups with such parts in them; nothing where there are none, or where the shape is not known.
    pub(in crate::analysis) fn groups_with_crowds(
        &self,
        shape: &Known<Shape>,
    ) -> Option<Known<Vec<Vec<Who>>>> {
        let shape = shape.exact()?;
        let crowds = Crowds::of(shape);
        if crowds.of_first.is_empty() {
            return None;
        }
        let who = crowds.who(shape);
        let mut drawing = Drawing {
            diagrams: Diagrams::new(NODES.min(self.ask.budget.nodes)),
            crowds: &crowds,
            places: who.iter().cloned().zip(0..).collect(),
            who,
        };
        drawing.groups(shape).ok().flatten()
    }

    /// Those groups that have no way to the goal but by giving up a red line.
    pub(in crate::analysis) fn crowds_over_red_lines(&self, groups: &[Vec<Who>]) -> Vec<Vec<Who>> {
        let over = groups.iter().filter(|group| {
            let parties: Vec<PartyId> = group.iter().flat_map(Who::parties).cloned().collect();
            !self.opens_without_red_line(&parties)
        });
        over.cloned().collect()
    }
}

/// The parts of a shape in which parties stand in for each other, by the first of their parties.
struct Crowds {
    of_first: BTreeMap<PartyId, Who>,
}

impl Crowds {
    fn of(shape: &Shape) -> Self {
        let mut moves: BTreeMap<&PartyId, usize> = BTreeMap::new();
        for change in shape.changes() {
            *moves.entry(change.party()).or_default() += 1;
        }
        let mut of_first = BTreeMap::new();
        let mut open = vec![shape];
        while let Some(part) = open.pop() {
            match crowd(part, &moves) {
                Some((first, who)) => {
                    of_first.insert(first, who);
                }
                None => open.extend(part.parts()),
            }
        }
        Self { of_first }
    }

    /// The crowd that a part is, if it is one.
    fn at(&self, part: &Shape) -> Option<&Who> {
        let first = part.parties.first()?;
        let crowd = self.of_first.get(first)?;
        let is_the_same = are_changes(part) && part.parties.iter().eq(crowd.parties());
        is_the_same.then_some(crowd)
    }

    /// Everyone of whom groups are made, crowds by their first parties.
    fn who(&self, shape: &Shape) -> Vec<Who> {
        let in_crowds: BTreeSet<&PartyId> = self.of_first.values().flat_map(Who::parties).collect();
        let single = shape
            .parties
            .iter()
            .filter(|party| !in_crowds.contains(party));
        let single = single.map(|party| (party.clone(), Who::Party(party.clone())));
        let crowds = self
            .of_first
            .iter()
            .map(|(first, who)| (first.clone(), who.clone()));
        let all: BTreeMap<PartyId, Who> = single.chain(crowds).collect();
        all.into_values().collect()
    }
}

/// A part of which each change is that of a party that moves nothing else.
fn crowd(part: &Shape, moves: &BTreeMap<&PartyId, usize>) -> Option<(PartyId, Who)> {
    let at_least = match &part.kind {
        ShapeKind::All(parts) => parts.len(),
        ShapeKind::Any(_) => 1,
        ShapeKind::AtLeast(count, _) => *count,
        ShapeKind::Weighted { .. } | ShapeKind::Prime { .. } | ShapeKind::Change(_) => {
            return None;
        }
    };
    let parts = part.parts();
    let move_nothing_else = part
        .parties
        .iter()
        .all(|party| moves.get(party) == Some(&1));
    let is_crowd = are_changes(part) && move_nothing_else && parts.len() >= MANY;
    let first = part.parties.first()?.clone();
    let of = part.parties.iter().cloned().collect();
    is_crowd.then_some((first, Who::AnyOf { at_least, of }))
}

/// Whether a part is made of single changes.
fn are_changes(part: &Shape) -> bool {
    let mut parts = part.parts().iter();
    parts.all(|part| matches!(part.kind, ShapeKind::Change(_)))
}

/// A shape as a function of those of whom groups are made.
struct Drawing<'a> {
    diagrams: Diagrams,
    crowds: &'a Crowds,
    who: Vec<Who>,
    /// The variable of each of those.
    places: BTreeMap<Who, u32>,
}

impl Drawing<'_> {
    /// The smallest groups; nothing where a part of the shape is not listed.
    fn groups(&mut self, shape: &Shape) -> Result<Option<Known<Vec<Vec<Who>>>>, Stopped> {
        let Some(function) = self.function(shape)? else {
            return Ok(None);
        };
        let minimal = self.diagrams.minimal_solutions(function)?;
        let members = Members {
            red_line: &|_| false,
            rank: &|var| var as usize,
        };
        let (found, _) = family(&self.diagrams, minimal, GROUPS, &members);
        let is_all = found.count == Some(found.listed.len().into());
        let named = |set: Vec<usize>| set.into_iter().map(|at| self.who[at].clone()).collect();
        let listed = found.listed.into_iter().map(named).collect();
        let why = (!is_all).then_some("only the smallest groups of parties are listed");
        Ok(Some(Known::but_for(listed, why)))
    }

    fn function(&mut self, part: &Shape) -> Result<Option<u32>, Stopped> {
        if let Some(who) = self.crowds.at(part) {
            return self.of_who(who.clone()).map(Some);
        }
        match &part.kind {
            ShapeKind::Change(change) => {
                let party = change.party().clone();
                self.of_who(Who::Party(party)).map(Some)
            }
            ShapeKind::All(parts) => self.joined(Join::Both, parts.iter()),
            ShapeKind::Any(parts) => self.joined(Join::Either, parts.iter()),
            ShapeKind::AtLeast(count, parts) => {
                self.sum(*count as u64, parts, &vec![1; parts.len()])
            }
            ShapeKind::Weighted {
                needed,
                parts,
                weights,
            } => self.sum(*needed, parts, weights),
            ShapeKind::Prime { sets: None, .. } => Ok(None),
            ShapeKind::Prime {
                parts,
                sets: Some(sets),
                ..
            } => {
                let mut any = Join::Either.of_nothing();
                for set in sets {
                    let set = set.iter().map(|&place| &parts[place]);
                    let Some(all) = self.joined(Join::Both, set)? else {
                        return Ok(None);
                    };
                    any = self.diagrams.or(any, all)?;
                }
                Ok(Some(any))
            }
        }
    }

    /// The parts whose weights reach a sum.
    fn sum(
        &mut self,
        needed: u64,
        parts: &[Shape],
        weights: &[u64],
    ) -> Result<Option<u32>, Stopped> {
        let mut of = Vec::new();
        for (part, weight) in parts.iter().zip(weights) {
            let Some(function) = self.function(part)? else {
                return Ok(None);
            };
            of.push((function, *weight));
        }
        self.diagrams.at_least(needed, &of).map(Some)
    }

    fn joined<'s>(
        &mut self,
        join: Join,
        parts: impl Iterator<Item = &'s Shape>,
    ) -> Result<Option<u32>, Stopped> {
        let mut made = join.of_nothing();
        for part in parts {
            let Some(function) = self.function(part)? else {
                return Ok(None);
            };
            made = self.diagrams.join(join, made, function)?;
        }
        Ok(Some(made))
    }

    /// The variable of those of whom groups are made.
    fn of_who(&mut self, who: Who) -> Result<u32, Stopped> {
        self.diagrams.var(self.places[&who])
    }
}
