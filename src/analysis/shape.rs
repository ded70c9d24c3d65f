//! The shape of the ways to a goal: which quarrels are independent of each other, which moves stand in for each other, and
//! which choices hang together. The same sets of changes as the minimal unblocking sets, told as a tree of modules
//! (Birnbaum and Esary 1965; Möhring and Radermacher 1984) and not one by one.

use std::collections::BTreeSet;
use std::rc::Rc;

use num_bigint::BigUint;
use rustc_hash::FxHashMap;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::graph::Change;
use crate::model::{IssueId, MilestoneId, PartyId, Target};

use super::deadlocks::{Deadlock, Waiter};
use super::engine::bdd::{Diagrams, NO, Stopped, YES};
use super::engine::family::{Members, family};
use super::engine::modules::{Module, Part, decomposed};
use super::engine::symbolic::Leaf;
use super::known::Known;
use super::question::Question;

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

/// Most sets of a prime part that are listed.
const MOST_SETS: usize = 1_000;
/// Most nodes in all sets of a prime part that are listed, each part as large as it is.
const MOST_NODES: usize = 20_000;
/// Steps of work that a shape may cost beyond the diagram itself.
const WORK: usize = 600_000;
/// Why a shape is not told.
const NOT_COMPUTED: &str = "how the ways are built up could not be computed";

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
            ShapeKind::Prime { parts, sets, .. } => {
                let ways = each(parts)?;
                let set =
                    |set: &Vec<usize>| -> BigUint { set.iter().map(|&at| &ways[at]).product() };
                sets.as_ref()?.iter().map(set).sum()
            }
        })
    }

    /// The parts right below it.
    pub fn parts(&self) -> &[Self] {
        match &self.kind {
            ShapeKind::All(parts)
            | ShapeKind::Any(parts)
            | ShapeKind::AtLeast(_, parts)
            | ShapeKind::Prime { parts, .. } => parts,
            ShapeKind::Change(_) => &[],
        }
    }

    fn parts_mut(&mut self) -> &mut [Self] {
        match &mut self.kind {
            ShapeKind::All(parts)
            | ShapeKind::Any(parts)
            | ShapeKind::AtLeast(_, parts)
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

impl Question<'_> {
    /// The shape of a goal that is a function of leaves.
    pub(super) fn shape(
        &self,
        diagrams: &mut Diagrams,
        function: u32,
        vars: &[Leaf],
    ) -> Known<Shape> {
        diagrams.allow(WORK.min(self.ask.budget.nodes));
        let mut shaping = Shaping {
            question: self,
            diagrams,
            vars,
        };
        match shaping.whole(function) {
            Ok(shape) => Known::Exact(shape),
            Err(Stopped) => Known::Unknown(NOT_COMPUTED.to_owned()),
        }
    }

    /// The shape of a family of minimal sets that is known whole.
    pub(super) fn shape_of_sets(&self, sets: &[Vec<Leaf>]) -> Known<Shape> {
        let leaves: BTreeSet<Leaf> = sets.iter().flatten().copied().collect();
        let vars: Vec<Leaf> = leaves.into_iter().collect();
        let mut diagrams = Diagrams::new(WORK.min(self.ask.budget.nodes));
        match function_of(&mut diagrams, sets, &vars) {
            Ok(function) => self.shape(&mut diagrams, function, &vars),
            Err(Stopped) => Known::Unknown(NOT_COMPUTED.to_owned()),
        }
    }
}

/// The function that holds where some set is there.
fn function_of(diagrams: &mut Diagrams, sets: &[Vec<Leaf>], vars: &[Leaf]) -> Result<u32, Stopped> {
    let mut function = NO;
    for set in sets {
        let mut all = YES;
        for leaf in set {
            let var = vars.binary_search(leaf).expect("every leaf is a variable");
            let var = u32::try_from(var).map_err(|_| Stopped)?;
            let holds = diagrams.var(var)?;
            all = diagrams.and(all, holds)?;
        }
        function = diagrams.or(function, all)?;
    }
    Ok(function)
}

/// Makes a shape of the modules of a function.
struct Shaping<'a> {
    question: &'a Question<'a>,
    diagrams: &'a mut Diagrams,
    vars: &'a [Leaf],
}

impl Shaping<'_> {
    fn whole(&mut self, function: u32) -> Result<Shape, Stopped> {
        match function {
            YES => Ok(Shape::nothing_needed()),
            NO => Ok(Shape::of(ShapeKind::Any(Vec::new()), BTreeSet::new(), None)),
            _ => {
                let tree = decomposed(self.diagrams, function)?;
                self.shape(&tree)
            }
        }
    }

    fn shape(&mut self, part: &Rc<Part>) -> Result<Shape, Stopped> {
        let leaves: Vec<Leaf> = part.variables.iter().map(|var| self.leaf(var)).collect();
        let kind = match &part.module {
            Module::Variable(var) => ShapeKind::Change(self.question.change_of(self.leaf(*var))),
            Module::All(parts) => ShapeKind::All(self.in_order(parts)?),
            Module::Any(parts) => ShapeKind::Any(self.in_order(parts)?),
            Module::AtLeast(count, parts) => ShapeKind::AtLeast(*count, self.in_order(parts)?),
            Module::Prime { function, parts } => self.prime(*function, parts)?,
        };
        Ok(Shape::of(kind, self.owners(&leaves), self.about(&leaves)))
    }

    fn leaf(&self, var: u32) -> Leaf {
        self.vars[var as usize]
    }

    fn owners(&self, leaves: &[Leaf]) -> BTreeSet<PartyId> {
        let owners = leaves.iter().map(|&leaf| self.question.owner(leaf).clone());
        owners.collect()
    }

    /// What all leaves are about, where that is one issue or one milestone.
    fn about(&self, leaves: &[Leaf]) -> Option<About> {
        let targets = leaves
            .iter()
            .map(|&leaf| self.question.change_of(leaf).target().whole());
        let targets: BTreeSet<Target> = targets.collect();
        let mut targets = targets.into_iter();
        match (targets.next()?, targets.next()) {
            (_, Some(_)) => None,
            (Target::Issue(id) | Target::Option(id, _), None) => Some(About::Issue(id)),
            (Target::Milestone(id), None) => Some(About::Milestone(id)),
        }
    }

    /// Parts in the order of the names of their first changes.
    fn in_order(&mut self, parts: &[Rc<Part>]) -> Result<Vec<Shape>, Stopped> {
        let mut shapes = Vec::new();
        for part in self.by_name(parts) {
            shapes.push(self.shape(&part)?);
        }
        Ok(shapes)
    }

    fn by_name(&self, parts: &[Rc<Part>]) -> Vec<Rc<Part>> {
        let name = |var| self.question.change_of(self.leaf(var)).to_string();
        let mut parts = parts.to_vec();
        parts.sort_by_cached_key(|part| part.variables.iter().map(name).min());
        parts
    }

    /// The sets of parts of which each is enough.
    fn prime(&mut self, function: u32, parts: &[Rc<Part>]) -> Result<ShapeKind, Stopped> {
        let parts = self.by_name(parts);
        let family_of_sets = self.diagrams.minimal_solutions(function)?;
        let firsts = parts
            .iter()
            .enumerate()
            .map(|(at, part)| (part.first(), at));
        let places: FxHashMap<u32, usize> = firsts.collect();
        let members = Members {
            red_line: &|_| false,
            rank: &|var| places[&var],
        };
        let (found, _) = family(self.diagrams, family_of_sets, MOST_SETS, &members);
        let count = found.count.unwrap_or_default();
        let mut shapes = Vec::new();
        for part in &parts {
            shapes.push(self.shape(part)?);
        }
        // What is not the whole family is no list of its sets.
        let is_whole = count == found.listed.len().into();
        let sizes: Vec<usize> = shapes.iter().map(Shape::nodes).collect();
        let is_short = is_whole && nodes_in(&found.listed, &sizes) <= MOST_NODES;
        Ok(ShapeKind::Prime {
            count,
            parts: shapes,
            sets: is_short.then_some(found.listed),
        })
    }
}
