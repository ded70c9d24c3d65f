//! The tree against all modules of small functions, found by trying every set.

use std::collections::BTreeSet;

use super::decomposed;
use super::part::{Module, Part};
use crate::analysis::engine::bdd::{Diagrams, NO, YES};

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as u32 % bound
    }
}

/// A formula over some variables, each used once, sometimes twice.
fn formula(diagrams: &mut Diagrams, variables: &[u32], chance: &mut Chance) -> u32 {
    if let [one] = variables {
        return diagrams.var(*one).expect("room");
    }
    let groups = 2 + chance.below(3) as usize;
    let mut split: Vec<Vec<u32>> = vec![Vec::new(); groups.min(variables.len())];
    let count = split.len() as u32;
    for (at, var) in variables.iter().enumerate() {
        let group = if at < split.len() {
            at
        } else {
            chance.below(count) as usize
        };
        split[group].push(*var);
    }
    if chance.below(4) == 0 {
        let again = variables[chance.below(variables.len() as u32) as usize];
        if !split[0].contains(&again) {
            split[0].push(again);
        }
    }
    let of: Vec<u32> = split
        .iter()
        .map(|group| formula(diagrams, group, chance))
        .collect();
    match chance.below(3) {
        0 => of
            .iter()
            .try_fold(YES, |sum, one| diagrams.and(sum, *one))
            .expect("room"),
        1 => of
            .iter()
            .try_fold(NO, |sum, one| diagrams.or(sum, *one))
            .expect("room"),
        _ => {
            let most = 1 + chance.below(of.len() as u32);
            let of: Vec<(u32, u64)> = of.into_iter().map(|one| (one, 1)).collect();
            diagrams.at_least(most.into(), &of).expect("room")
        }
    }
}

fn holds(diagrams: &Diagrams, function: u32, set: &dyn Fn(u32) -> bool) -> bool {
    let mut at = function;
    while let Some((var, low, high)) = diagrams.halves_of(at) {
        at = if set(var) { high } else { low };
    }
    at == YES
}

/// Whether the function sees some variables through one function only, by trying all of them.
fn is_module(diagrams: &Diagrams, function: u32, all: &[u32], module: u32) -> bool {
    let inside: Vec<usize> = (0..all.len()).filter(|at| module >> at & 1 == 1).collect();
    let outside: Vec<usize> = (0..all.len()).filter(|at| module >> at & 1 == 0).collect();
    let mut seen: BTreeSet<Vec<bool>> = BTreeSet::new();
    for a in 0..1u32 << inside.len() {
        let column = (0..1u32 << outside.len()).map(|b| {
            let is_true = |at: usize| {
                let within = inside.iter().position(|one| *one == at);
                match within {
                    Some(bit) => a >> bit & 1 == 1,
                    None => {
                        let bit = outside.iter().position(|one| *one == at);
                        b >> bit.expect("inside or outside") & 1 == 1
                    }
                }
            };
            holds(diagrams, function, &|var| {
                let at = all.iter().position(|one| *one == var);
                is_true(at.expect("a variable of the function"))
            })
        });
        seen.insert(column.collect());
    }
    seen.len() <= 2
}

/// The modules that overlap no other, by trying all sets.
fn strong_modules(diagrams: &Diagrams, function: u32, all: &[u32]) -> BTreeSet<u32> {
    let sets = 1..1u32 << all.len();
    let modules: Vec<u32> = sets
        .filter(|set| is_module(diagrams, function, all, *set))
        .collect();
    let overlap = |a: u32, b: u32| a & b != 0 && a & !b != 0 && b & !a != 0;
    let strong = modules
        .iter()
        .filter(|one| !modules.iter().any(|other| overlap(**one, *other)));
    strong.copied().collect()
}

fn told(part: &Part, all: &[u32], found: &mut BTreeSet<u32>) {
    let bits = part.variables.iter().map(|var| {
        let at = all.iter().position(|one| *one == var);
        1u32 << at.expect("a variable of the function")
    });
    found.insert(bits.sum());
    part.parts().iter().for_each(|part| told(part, all, found));
}

/// What a tree says, made a function again.
fn again(diagrams: &mut Diagrams, part: &Part) -> u32 {
    let of: Vec<u32> = part
        .parts()
        .iter()
        .map(|part| again(diagrams, part))
        .collect();
    match &part.module {
        Module::Variable(var) => diagrams.var(*var).expect("room"),
        Module::All(_) => of
            .iter()
            .try_fold(YES, |sum, one| diagrams.and(sum, *one))
            .expect("room"),
        Module::Any(_) => of
            .iter()
            .try_fold(NO, |sum, one| diagrams.or(sum, *one))
            .expect("room"),
        Module::AtLeast(count, _) => {
            let of: Vec<(u32, u64)> = of.into_iter().map(|one| (one, 1)).collect();
            diagrams.at_least(*count as u64, &of).expect("room")
        }
        Module::Prime { function, parts } => {
            let firsts: Vec<u32> = parts.iter().map(|part| part.first()).collect();
            put_in(diagrams, *function, &firsts, &of)
        }
    }
}

/// A monotone function with functions in the place of its variables.
fn put_in(diagrams: &mut Diagrams, function: u32, variables: &[u32], of: &[u32]) -> u32 {
    let Some((var, low, high)) = diagrams.halves_of(function) else {
        return function;
    };
    let at = variables
        .iter()
        .position(|one| *one == var)
        .expect("a part");
    let low = put_in(diagrams, low, variables, of);
    let high = put_in(diagrams, high, variables, of);
    let taken = diagrams.and(of[at], high).expect("room");
    diagrams.or(taken, low).expect("room")
}

#[test]
fn the_tree_says_the_function_and_no_finer_one_does() {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    for round in 0..3000 {
        let mut diagrams = Diagrams::new(1 << 20);
        let count = 2 + chance.below(7);
        let mut variables: Vec<u32> = (0..count).collect();
        // The order of the formula is not that of the variables.
        for at in (1..variables.len()).rev() {
            let other = chance.below(at as u32 + 1) as usize;
            variables.swap(at, other);
        }
        let function = formula(&mut diagrams, &variables, &mut chance);
        if function <= YES {
            continue;
        }
        let all = diagrams.support(function);
        let tree = decomposed(&mut diagrams, function).expect("room");
        assert_eq!(
            again(&mut diagrams, &tree),
            function,
            "round {round}: {tree:?}"
        );
        let mut found = BTreeSet::new();
        told(&tree, &all, &mut found);
        let strong = strong_modules(&diagrams, function, &all);
        assert_eq!(found, strong, "round {round}: {tree:?}");
    }
}
