//! Components that go round: their nested fixpoint by elimination, as equations are solved.
//!
//! Each member of a ring is an equation: what it is, by what the others are, with one variable for another member *earlier*
//! (a strict edge) and one for it *at the same time* (a soft edge). Of a monotone function the least solution of `x = f(x)`
//! is `f` where nothing holds, the greatest `f` where all does; it is put in the place of `x` everywhere, and one equation
//! is gone (Bekić 1984). First the greatest fixpoint of what holds at the same time, then the least of what holds earlier.
//! The cheapest equation goes first, so that a ring of any length is solved in little more than its length.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::graph::NodeId;

use super::super::bdd::{NO, Stopped, YES};
use super::{Builder, Functions};

/// The equations of one component.
struct Equations {
    /// The first of the variables that stand for members.
    base: u32,
    of: Vec<u32>,
    /// The members that each equation still names, by their variables.
    names: Vec<BTreeSet<u32>>,
}

/// Which variable of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    /// At the same time: the greatest solution.
    Together,
    /// Earlier: the least solution.
    Earlier,
}

impl When {
    /// What a member is where its own equation asks for itself.
    fn itself(self) -> u32 {
        match self {
            Self::Together => YES,
            Self::Earlier => NO,
        }
    }
}

impl Equations {
    fn variable(&self, member: usize, when: When) -> u32 {
        self.base + 2 * member as u32 + u32::from(when == When::Together)
    }

    /// The member that a variable stands for, where it is one of that kind.
    fn member(&self, variable: u32, when: When) -> Option<usize> {
        let offset = variable.checked_sub(self.base)?;
        let is_together = offset % 2 == 1;
        (is_together == (when == When::Together)).then_some(offset as usize / 2)
    }

    /// The members that an equation names, as they are then.
    fn named(&self, at: usize, when: When) -> impl Iterator<Item = usize> + '_ {
        let variables = self.names[at].iter();
        variables.filter_map(move |&variable| self.member(variable, when))
    }
}

impl Builder<'_> {
    /// The functions of the members of a ring on which something outside it rests.
    pub(super) fn ring(
        &mut self,
        group: &[NodeId],
        is_needed: &dyn Fn(NodeId) -> bool,
        functions: &mut Functions,
    ) -> Result<(), Stopped> {
        let members = group.iter().copied().filter(|&node| !functions.out[node]);
        let members: Vec<NodeId> = members.collect();
        let mut equations = self.equations(&members, functions)?;
        let all: Vec<usize> = (0..members.len()).collect();
        self.solve(&mut equations, When::Together, &all)?;
        let needed = all.into_iter().filter(|&at| is_needed(members[at]));
        let needed: Vec<usize> = needed.collect();
        self.solve(&mut equations, When::Earlier, &needed)?;
        for at in needed {
            functions.set(members[at], equations.of[at]);
        }
        Ok(())
    }

    fn equations(
        &mut self,
        members: &[NodeId],
        functions: &Functions,
    ) -> Result<Equations, Stopped> {
        let mut equations = Equations {
            base: self.variables.leaves.len() as u32,
            of: Vec::new(),
            names: Vec::new(),
        };
        let places = members.iter().enumerate().map(|(at, &node)| (node, at));
        let places: FxHashMap<NodeId, usize> = places.collect();
        for &node in members {
            // The variables of what it needs are made first, since a node is built in one go.
            let mut values: FxHashMap<(NodeId, bool), u32> = FxHashMap::default();
            for edge in self.circuit.needs(node) {
                let when = if edge.strict {
                    When::Earlier
                } else {
                    When::Together
                };
                if let Some(&at) = places.get(&edge.to) {
                    let variable = self.diagrams.var(equations.variable(at, when))?;
                    values.insert((edge.to, edge.strict), variable);
                }
            }
            let made = self.node(node, |edge| {
                let inside = values.get(&(edge.to, edge.strict));
                inside.copied().unwrap_or(functions.of[edge.to])
            })?;
            equations.of.push(made);
            equations.names.push(self.names_in(&equations, made));
        }
        Ok(equations)
    }

    /// The members that a function names.
    fn names_in(&self, equations: &Equations, function: u32) -> BTreeSet<u32> {
        let support = self.diagrams.support(function).into_iter();
        support
            .filter(|variable| *variable >= equations.base)
            .collect()
    }

    /// Eliminates the variables of one kind; afterwards the equations of the members that are needed name none of them.
    fn solve(
        &mut self,
        equations: &mut Equations,
        when: When,
        needed: &[usize],
    ) -> Result<(), Stopped> {
        let count = equations.of.len();
        let mut named_by: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); count];
        for at in 0..count {
            equations.named(at, when).for_each(|other| {
                named_by[other].insert(at);
            });
        }
        let is_needed: BTreeSet<usize> = needed.iter().copied().collect();
        // How much an equation has taken in: what is put in several places is to be small.
        let mut weights: Vec<usize> = vec![1; count];
        let cost = |at: usize, named_by: &[BTreeSet<usize>], weights: &[usize]| {
            let put_in = named_by[at].len().saturating_mul(weights[at]);
            (is_needed.contains(&at), put_in, at)
        };
        let all = (0..count).filter(|&at| !named_by[at].is_empty());
        let mut open: BTreeSet<_> = all.map(|at| cost(at, &named_by, &weights)).collect();
        let mut gone: Vec<usize> = Vec::new();
        let mut is_gone = vec![false; count];
        while let Some((_, _, at)) = open.pop_first() {
            self.free_of_itself(equations, at, when)?;
            gone.push(at);
            is_gone[at] = true;
            let variable = equations.variable(at, when);
            let dependents: Vec<usize> = named_by[at].iter().copied().collect();
            let dependents: Vec<usize> = dependents.into_iter().filter(|&one| one != at).collect();
            let named: Vec<usize> = equations.named(at, when).collect();
            let touched: BTreeSet<usize> = named.iter().chain(&dependents).copied().collect();
            for &one in &touched {
                open.remove(&cost(one, &named_by, &weights));
            }
            for &other in &dependents {
                self.put_in(equations, other, variable, at)?;
                weights[other] = weights[other].saturating_add(weights[at]);
            }
            // Those that it names are now named by those that named it.
            for &other in &named {
                let variable = equations.variable(other, when);
                let heirs = dependents
                    .iter()
                    .filter(|&&by| equations.names[by].contains(&variable));
                named_by[other].remove(&at);
                named_by[other].extend(heirs);
            }
            let still_open = touched
                .into_iter()
                .filter(|&one| !is_gone[one] && !named_by[one].is_empty());
            open.extend(still_open.map(|one| cost(one, &named_by, &weights)));
        }
        // Backwards: what went later is known by then.
        for &at in gone.iter().rev().filter(|at| is_needed.contains(at)) {
            self.put_in_all(equations, at, when)?;
        }
        Ok(())
    }

    /// Solves an equation for its own member.
    fn free_of_itself(
        &mut self,
        equations: &mut Equations,
        at: usize,
        when: When,
    ) -> Result<(), Stopped> {
        let variable = equations.variable(at, when);
        if equations.names[at].contains(&variable) {
            let itself = when.itself() == YES;
            let fixed = |var: u32| (var == variable).then_some(itself);
            equations.of[at] = self.diagrams.fixed(equations.of[at], &fixed)?;
            equations.names[at] = self.names_in(equations, equations.of[at]);
        }
        Ok(())
    }

    /// Puts what is known in the place of every member that an equation names.
    fn put_in_all(
        &mut self,
        equations: &mut Equations,
        at: usize,
        when: When,
    ) -> Result<(), Stopped> {
        while let Some(other) = { equations.named(at, when).next() } {
            let variable = equations.variable(other, when);
            self.put_in(equations, at, variable, other)?;
        }
        Ok(())
    }

    /// Puts the equation of one member in the place of its variable in that of another.
    fn put_in(
        &mut self,
        equations: &mut Equations,
        into: usize,
        variable: u32,
        member: usize,
    ) -> Result<(), Stopped> {
        let (function, solution) = (equations.of[into], equations.of[member]);
        let without = self
            .diagrams
            .fixed(function, &|var| (var == variable).then_some(false))?;
        let with = self
            .diagrams
            .fixed(function, &|var| (var == variable).then_some(true))?;
        let with = self.diagrams.and(solution, with)?;
        equations.of[into] = self.diagrams.or(without, with)?;
        equations.names[into] = self.names_in(equations, equations.of[into]);
        Ok(())
    }
}
