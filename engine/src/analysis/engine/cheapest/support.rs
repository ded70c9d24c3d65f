//! What a literal needs, and the clauses that say so.

use std::collections::BTreeMap;

use batsat::Lit;

use crate::graph::NodeId;

use super::super::circuit::Edge;
use super::clauses::{Clauses, Term};

/// Most auxiliary variables for one at-least gate; beyond it the gate is left to the cuts.
const MOST_COUNTED: usize = 50_000;

/// What a literal needs.
pub(super) enum Support {
    Given,
    Impossible,
    One(Lit),
    Any(Vec<Lit>),
    All(Vec<Lit>),
    Sum(Vec<(Lit, u128)>, u128),
}

impl Support {
    /// The simplest way to say that some literals reach a sum of weights.
    pub fn of(lits: Vec<(Lit, u128)>, short: u128) -> Self {
        let lits = lits.into_iter();
        // More than what is short counts for no more than that.
        let capped = lits.map(|(lit, weight)| (lit, weight.min(short)));
        let lits: Vec<(Lit, u128)> = capped.filter(|(_, weight)| *weight > 0).collect();
        let weights = || lits.iter().map(|(_, weight)| *weight);
        let total: u128 = weights().sum();
        let least = weights().min().unwrap_or(0);
        match lits.as_slice() {
            _ if short == 0 => Self::Given,
            _ if total < short => Self::Impossible,
            [(one, _)] => Self::One(*one),
            _ if least >= short => Self::Any(plain(lits)),
            _ if total - least < short => Self::All(plain(lits)),
            _ => Self::Sum(lits, short),
        }
    }
}

/// Literals without their weights.
fn plain(lits: Vec<(Lit, u128)>) -> Vec<Lit> {
    lits.into_iter().map(|(lit, _)| lit).collect()
}

impl Clauses<'_> {
    /// What a node needs on this side, its children read as terms.
    pub(super) fn support(&self, node: NodeId, term: impl Fn(&Edge) -> Term) -> Support {
        let circuit = self.search.circuit;
        let mut short = match self.search.is_opening() {
            true => circuit.asked(node),
            false => circuit.enough_to_fall(node),
        };
        let mut lits: Vec<(Lit, u128)> = Vec::new();
        for edge in circuit.needs(node) {
            let weight = circuit.counted(node, edge);
            match term(edge) {
                Term::Always => short = short.saturating_sub(weight),
                Term::Never => {}
                Term::When(lit) => lits.push((lit, weight)),
            }
        }
        Support::of(lits, short)
    }

    /// That a literal holds only with its support.
    pub(super) fn imply(&mut self, lit: Lit, support: Support) {
        match support {
            Support::Given => {}
            Support::Impossible => self.optimum.clause([!lit]),
            Support::One(one) => self.optimum.clause([!lit, one]),
            Support::Any(of) => self.optimum.clause([!lit].into_iter().chain(of)),
            Support::All(of) => of
                .into_iter()
                .for_each(|one| self.optimum.clause([!lit, one])),
            Support::Sum(of, short) => self.count(lit, &of, short),
        }
    }

    /// A sum of weights, one literal after the other: what is still short after each.
    fn count(&mut self, lit: Lit, of: &[(Lit, u128)], short: u128) {
        let mut left: u128 = of.iter().map(|(_, weight)| weight).sum();
        let mut stage = Stage::from([(short, lit)]);
        let mut made = 0;
        for &(one, weight) in of {
            left -= weight;
            stage = self.next_stage(stage, (one, weight), left);
            made += stage.len();
            if made > MOST_COUNTED {
                return;
            }
        }
    }

    /// What is still short after one more literal, of which so much weight is left after it.
    fn next_stage(&mut self, stage: Stage, (one, weight): (Lit, u128), left: u128) -> Stage {
        let mut next = Stage::new();
        for (short, here) in stage {
            let with = self.still_short(&mut next, short.saturating_sub(weight), left);
            let without = self.still_short(&mut next, short, left);
            self.clause_or(&[!here], with);
            self.clause_or(&[!here, one], without);
        }
        next
    }

    /// That the literals left make up for what is short.
    fn still_short(&mut self, stage: &mut Stage, short: u128, left: u128) -> Term {
        if short == 0 {
            Term::Always
        } else if short > left {
            Term::Never
        } else {
            let lit = stage.entry(short);
            Term::When(*lit.or_insert_with(|| self.optimum.new_lit()))
        }
    }

    /// That some literal holds, or a term.
    fn clause_or(&mut self, lits: &[Lit], term: Term) {
        if term != Term::Always {
            self.optimum.clause(lits.iter().copied().chain(term.lit()));
        }
    }
}

/// For each weight that may still be short, the literal that the rest makes up for it.
type Stage = BTreeMap<u128, Lit>;
