//! How a shape is made: the modules of the goal's function, with the parties and things that they are about.

use std::collections::BTreeSet;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::model::{PartyId, Target};

use super::super::engine::bdd::{Diagrams, NO, Stopped, YES};
use super::super::engine::family::{Members, family};
use super::super::engine::modules::{Module, Part, decomposed};
use super::super::engine::symbolic::Leaf;
use super::super::known::Known;
use super::super::question::Question;
use super::{About, Shape, ShapeKind, nodes_in};

/// Most sets of a prime part that are listed.
const MOST_SETS: usize = 1_000;
/// Most nodes in all sets of a prime part that are listed, each part as large as it is.
const MOST_NODES: usize = 20_000;
/// Steps of work that a shape may cost beyond the diagram itself.
const WORK: usize = 600_000;
/// Why a shape is not told.
const NOT_COMPUTED: &str = "how the ways are built up could not be computed";

impl Question<'_> {
    /// The shape of a goal that is a function of leaves.
    pub(in crate::analysis) fn shape(
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
    pub(in crate::analysis) fn shape_of_sets(&self, sets: &[Vec<Leaf>]) -> Known<Shape> {
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
pub(super) struct Shaping<'a> {
    pub question: &'a Question<'a>,
    pub diagrams: &'a mut Diagrams,
    pub vars: &'a [Leaf],
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

    pub fn leaf(&self, var: u32) -> Leaf {
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

    /// A part that is neither `all` nor `any` of smaller ones: by the weights of a gate of the model, else by its sets.
    fn prime(&mut self, function: u32, parts: &[Rc<Part>]) -> Result<ShapeKind, Stopped> {
        let parts = self.by_name(parts);
        let mut shapes = Vec::new();
        for part in &parts {
            shapes.push(self.shape(part)?);
        }
        Ok(match self.weighed(function, &parts)? {
            Some(weighed) => ShapeKind::Weighted {
                needed: weighed.needed,
                parts: shapes,
                weights: weighed.weights,
            },
            None => self.by_sets(function, &parts, shapes)?,
        })
    }

    /// The sets of parts of which each is enough.
    fn by_sets(
        &mut self,
        function: u32,
        parts: &[Rc<Part>],
        shapes: Vec<Shape>,
    ) -> Result<ShapeKind, Stopped> {
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
