//! Functions that are neither `all` nor `any` of their parts.

use std::collections::BTreeMap;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Decomposition;
use super::part::{Module, Part, nodes};
use super::variables::Variables;
use crate::analysis::engine::bdd::{Join, Stopped};

impl Decomposition<'_> {
    /// The parts of a prime function whose first variable lies in a larger part: at least one of the halves is the same
    /// prime function of the others and of what is left of that part.
    pub(super) fn around(
        &mut self,
        function: u32,
        variable: u32,
        low: &Rc<Part>,
        high: &Rc<Part>,
    ) -> Result<Option<Vec<Rc<Part>>>, Stopped> {
        for (half, inside) in insides(low, high) {
            let mut variables = inside.clone();
            variables.insert(variable);
            let Some(module) = self.module(function, &variables)? else {
                continue;
            };
            let others = half.prime_parts().iter();
            let others = others.filter(|part| part.variables.is_disjoint(&variables));
            let mut parts: Vec<Rc<Part>> = others.cloned().collect();
            parts.push(self.of(module)?);
            return Ok(Some(parts));
        }
        Ok(None)
    }

    /// The function of some variables through which alone a function sees them, if there is one.
    fn module(&mut self, function: u32, variables: &Variables) -> Result<Option<u32>, Stopped> {
        let without = self
            .diagrams
            .fixed(function, &|var| variables.contains(var).then_some(false))?;
        let with = self
            .diagrams
            .fixed(function, &|var| variables.contains(var).then_some(true))?;
        // Where the others stand so that these decide, the function is that of these.
        let Some(others) = self.diagrams.between(without, with) else {
            return Ok(None);
        };
        let module = self.diagrams.fixed(function, &|var| {
            (!variables.contains(var)).then(|| others.contains(&var))
        })?;
        let taken = self.diagrams.and(module, with)?;
        let again = self.diagrams.or(taken, without)?;
        Ok((again == function).then_some(module))
    }

    /// The parts of a prime function of which the first variable is one: the largest that both halves see in the same way.
    pub(super) fn beside(
        &mut self,
        variable: u32,
        low: &Rc<Part>,
        high: &Rc<Part>,
    ) -> Result<Vec<Rc<Part>>, Stopped> {
        let mut candidates: Vec<u32> = Vec::new();
        self.seen_alike(high, low, &mut candidates)?;
        self.seen_alike(low, high, &mut candidates)?;
        let mut parts = Vec::new();
        for function in candidates {
            parts.push(self.of(function)?);
        }
        parts.sort_by_key(|part| std::cmp::Reverse(part.variables.count()));
        let alone = self.diagrams.var(variable)?;
        let mut chosen = vec![self.of(alone)?];
        let mut covered = Variables::of([variable]);
        for part in parts {
            if part.variables.is_disjoint(&covered) {
                covered.join(&part.variables);
                chosen.push(part);
            }
        }
        Ok(chosen)
    }

    /// The modules of one function that another sees in the same way, or does not see.
    fn seen_alike(
        &mut self,
        one: &Rc<Part>,
        other: &Rc<Part>,
        found: &mut Vec<u32>,
    ) -> Result<(), Stopped> {
        let theirs = Seen::of(other);
        let own = nodes(one);
        self.diagrams.spend(own.len() + theirs.count)?;
        for node in own {
            if theirs.sees_alike(&node) {
                found.push(node.function);
            }
            // Some of the parts of an `all` or an `any` are a module too.
            let Some(join) = node.join() else { continue };
            let mut groups: BTreeMap<usize, Vec<Rc<Part>>> = BTreeMap::new();
            for part in node.parts() {
                if let Some(at) = theirs.joined_in(join, part) {
                    groups.entry(at).or_default().push(Rc::clone(part));
                }
            }
            for group in groups.into_values().filter(|group| group.len() > 1) {
                found.push(self.join(join, group.into_iter())?);
            }
        }
        Ok(())
    }

    /// A node of parts that are neither all needed nor each enough.
    pub(super) fn prime(&mut self, whole: u32, parts: Vec<Rc<Part>>) -> Result<Rc<Part>, Stopped> {
        let mut parts = parts;
        parts.sort_by_key(|part| part.first());
        let function = self.quotient(whole, &parts)?;
        let module = match self.threshold(function, &parts)? {
            Some(count) => Module::AtLeast(count, parts.clone()),
            None => Module::Prime {
                function,
                parts: parts.clone(),
            },
        };
        Ok(Rc::new(Part {
            function: whole,
            variables: Variables::of_all(&parts),
            module,
        }))
    }

    /// A function in which each part is replaced by its first variable: the others stand so that this one decides.
    fn quotient(&mut self, whole: u32, parts: &[Rc<Part>]) -> Result<u32, Stopped> {
        let mut stand: BTreeMap<u32, bool> = BTreeMap::new();
        for part in parts.iter().filter(|part| !part.parts().is_empty()) {
            let first = part.first();
            let without = self
                .diagrams
                .fixed(part.function, &|var| (var == first).then_some(false))?;
            let with = self
                .diagrams
                .fixed(part.function, &|var| (var == first).then_some(true))?;
            let others = self
                .diagrams
                .between(without, with)
                .expect("a part depends on each of its variables");
            let rest = part.variables.iter().filter(|var| *var != first);
            stand.extend(rest.map(|var| (var, others.contains(&var))));
        }
        match stand.is_empty() {
            true => Ok(whole),
            false => self.diagrams.fixed(whole, &|var| stand.get(&var).copied()),
        }
    }

    /// How many parts are needed, where it does not matter which.
    fn threshold(&mut self, function: u32, parts: &[Rc<Part>]) -> Result<Option<usize>, Stopped> {
        let count = self.diagrams.one_solution(function).len();
        let mut firsts = Vec::new();
        for part in parts.iter().rev() {
            firsts.push((self.diagrams.var(part.first())?, 1));
        }
        let threshold = self.diagrams.at_least(count as u64, &firsts)?;
        Ok((threshold == function).then_some(count))
    }
}

/// The nodes of a tree, to be found by their functions.
struct Seen<'a> {
    root: &'a Part,
    functions: FxHashSet<u32>,
    joined: FxHashMap<(Join, u32), usize>,
    count: usize,
}

impl<'a> Seen<'a> {
    fn of(root: &'a Rc<Part>) -> Self {
        let nodes = nodes(root);
        let mut joined = FxHashMap::default();
        for (at, node) in nodes.iter().enumerate() {
            if let Some(join) = node.join() {
                let parts = node.parts().iter();
                joined.extend(parts.map(|part| ((join, part.function), at)));
            }
        }
        Self {
            root,
            functions: nodes.iter().map(|node| node.function).collect(),
            joined,
            count: nodes.len(),
        }
    }

    fn sees_not(&self, part: &Part) -> bool {
        part.variables.is_disjoint(&self.root.variables)
    }

    fn sees_alike(&self, part: &Part) -> bool {
        self.functions.contains(&part.function) || self.sees_not(part)
    }

    /// The node that joins a part with others, by number; those that are not seen have a number of their own.
    fn joined_in(&self, join: Join, part: &Part) -> Option<usize> {
        match self.sees_not(part) {
            true => Some(self.count),
            false => self.joined.get(&(join, part.function)).copied(),
        }
    }
}

/// What may be left, in a half, of the part that the first variable lies in: with the half that shows the other parts.
fn insides<'p>(low: &'p Rc<Part>, high: &'p Rc<Part>) -> Vec<(&'p Rc<Part>, Variables)> {
    let mut found = Vec::new();
    // In one half nothing is left of it.
    for (half, other) in [(high, low), (low, high)] {
        let parts = half.prime_parts().iter();
        let gone = parts.filter(|part| part.variables.is_disjoint(&other.variables));
        found.extend(gone.map(|part| (half, part.variables.clone())));
    }
    // Both halves have something left of it, and the other parts are the same.
    let only_in = |one: &Rc<Part>, other: &Rc<Part>| {
        let theirs: FxHashSet<u32> = other
            .prime_parts()
            .iter()
            .map(|part| part.function)
            .collect();
        let own = one.prime_parts().iter();
        let own = own.filter(|part| !theirs.contains(&part.function));
        own.cloned().collect::<Vec<_>>()
    };
    if let ([a], [b]) = (&only_in(low, high)[..], &only_in(high, low)[..]) {
        let mut both = a.variables.clone();
        both.join(&b.variables);
        found.push((high, both));
    }
    found
}
