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

/// In which order the members are eliminated: the cheapest first, those that are needed in the end last.
struct Queue {
    when: When,
    needed: BTreeSet<usize>,
    /// The members whose equations name each one.
    named_by: Vec<BTreeSet<usize>>,
    /// How much each equation has taken in: what is put in several places is to be small.
    weights: Vec<usize>,
    open: BTreeSet<(bool, usize, usize)>,
    is_gone: Vec<bool>,
}

/// What the elimination of a member touches.
struct TakingIn {
    /// The members whose equations name it.
    dependents: Vec<usize>,
    /// The members that its own equation names.
    named: Vec<usize>,
}

impl TakingIn {
    fn touched(&self) -> BTreeSet<usize> {
        self.dependents.iter().chain(&self.named).copied().collect()
    }
}

impl Queue {
    fn of(equations: &Equations, when: When, needed: &[usize]) -> Self {
        let count = equations.of.len();
        let mut queue = Self {
            when,
            needed: needed.iter().copied().collect(),
            named_by: vec![BTreeSet::new(); count],
            weights: vec![1; count],
            open: BTreeSet::new(),
            is_gone: vec![false; count],
        };
        for at in 0..count {
            for other in equations.named(at, when) {
                queue.named_by[other].insert(at);
            }
        }
        (0..count).for_each(|at| queue.put(at));
        queue
    }

    /// What it costs to eliminate a member, and its place.
    fn cost(&self, at: usize) -> (bool, usize, usize) {
        let put_in = self.named_by[at].len().saturating_mul(self.weights[at]);
        (self.needed.contains(&at), put_in, at)
    }

    /// Queues a member that some equation still names.
    fn put(&mut self, at: usize) {
        if !self.is_gone[at] && !self.named_by[at].is_empty() {
            self.open.insert(self.cost(at));
        }
    }

    fn cheapest(&mut self) -> Option<usize> {
        let (_, _, at) = self.open.pop_first()?;
        self.is_gone[at] = true;
        Some(at)
    }

    /// What is touched when a member goes, taken out of the queue for as long.
    fn take_out(&mut self, equations: &Equations, at: usize) -> TakingIn {
        let dependents = self.named_by[at].iter().copied();
        let taking_in = TakingIn {
            dependents: dependents.filter(|&other| other != at).collect(),
            named: equations.named(at, self.when).collect(),
        };
        for one in taking_in.touched() {
            self.open.remove(&self.cost(one));
        }
        taking_in
    }

    /// Those that a member named are now named by those that named it.
    fn hand_on(&mut self, equations: &Equations, at: usize, taking_in: &TakingIn) {
        for &other in &taking_in.dependents {
            self.weights[other] = self.weights[other].saturating_add(self.weights[at]);
        }
        for &other in &taking_in.named {
            let variable = equations.variable(other, self.when);
            let dependents = taking_in.dependents.iter().copied();
            let heirs = dependents.filter(|&by| equations.names[by].contains(&variable));
            self.named_by[other].remove(&at);
            self.named_by[other].extend(heirs);
        }
        taking_in
            .touched()
            .into_iter()
            .for_each(|one| self.put(one));
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
        let mut queue = Queue::of(equations, when, needed);
        let mut gone: Vec<usize> = Vec::new();
        while let Some(at) = queue.cheapest() {
            self.free_of_itself(equations, at, when)?;
            let taking_in = queue.take_out(equations, at);
            for &other in &taking_in.dependents {
                self.put_in(equations, other, equations.variable(at, when), at)?;
            }
            queue.hand_on(equations, at, &taking_in);
            gone.push(at);
        }
        // Backwards: what went later is known by then.
        for &at in gone.iter().rev().filter(|at| queue.needed.contains(at)) {
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
