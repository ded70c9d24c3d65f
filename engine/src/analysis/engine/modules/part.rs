//! The tree of modules: parts, and how they are joined.

use std::rc::Rc;

use super::variables::Variables;
use crate::analysis::engine::bdd::Join;

/// A function as a tree of modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::analysis) enum Module {
    /// One variable.
    Variable(u32),
    /// All of these, which share no variable.
    All(Vec<Rc<Part>>),
    /// One of these, which share no variable.
    Any(Vec<Rc<Part>>),
    /// So many of these, whichever they are.
    AtLeast(usize, Vec<Rc<Part>>),
    /// A function of these that falls into no smaller parts: over the first variable of each.
    Prime {
        /// The function, each part replaced by its first variable.
        function: u32,
        /// The parts.
        parts: Vec<Rc<Part>>,
    },
}

/// A module with the function that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::analysis) struct Part {
    /// The function.
    pub function: u32,
    /// Its variables.
    pub variables: Variables,
    /// How it is made.
    pub module: Module,
}

impl Part {
    /// The variable that stands for a part in the function of a prime node.
    pub fn first(&self) -> u32 {
        self.variables.first().expect("a part has a variable")
    }

    /// The parts that are joined in one way: those of a node that is joined so, or the part itself.
    pub(super) fn joined_by(self: &Rc<Self>, join: Join) -> Vec<Rc<Self>> {
        match self.join() == Some(join) {
            true => self.parts().to_vec(),
            false => vec![Rc::clone(self)],
        }
    }

    /// The parts right below a node.
    pub fn parts(&self) -> &[Rc<Self>] {
        match &self.module {
            Module::Variable(_) => &[],
            Module::All(parts)
            | Module::Any(parts)
            | Module::AtLeast(_, parts)
            | Module::Prime { parts, .. } => parts,
        }
    }

    /// How the parts of a node are joined, where it is an `all` or an `any`.
    pub(super) fn join(&self) -> Option<Join> {
        match &self.module {
            Module::All(_) => Some(Join::Both),
            Module::Any(_) => Some(Join::Either),
            Module::Variable(_) | Module::AtLeast(..) | Module::Prime { .. } => None,
        }
    }

    /// The parts of a node that is neither `all` nor `any` nor a variable.
    pub(super) fn prime_parts(&self) -> &[Rc<Self>] {
        match &self.module {
            Module::Variable(_) | Module::All(_) | Module::Any(_) => &[],
            Module::AtLeast(_, parts) | Module::Prime { parts, .. } => parts,
        }
    }
}

/// One variable.
pub(super) fn leaf(function: u32, variable: u32) -> Rc<Part> {
    Rc::new(Part {
        function,
        variables: Variables::of([variable]),
        module: Module::Variable(variable),
    })
}

/// Parts that are joined in one way; what is joined in the same way already is taken apart.
pub(super) fn joined(join: Join, function: u32, of: Vec<Rc<Part>>) -> Rc<Part> {
    let parts = of.iter().flat_map(|part| part.joined_by(join));
    let mut parts: Vec<Rc<Part>> = parts.collect();
    parts.sort_by_cached_key(|part| part.first());
    Rc::new(Part {
        function,
        variables: Variables::of_all(&parts),
        module: match join {
            Join::Both => Module::All(parts),
            Join::Either => Module::Any(parts),
        },
    })
}

/// Every node of a tree.
pub(super) fn nodes(root: &Rc<Part>) -> Vec<Rc<Part>> {
    let mut found = vec![Rc::clone(root)];
    let mut at = 0;
    while at < found.len() {
        let below: Vec<Rc<Part>> = found[at].parts().to_vec();
        found.extend(below);
        at += 1;
    }
    found
}
