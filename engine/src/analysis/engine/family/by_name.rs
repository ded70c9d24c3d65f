//! The first sets of a family in order: class by class of equal cost, and by name within a class.

use std::collections::BTreeSet;

use num_bigint::BigUint;
use rustc_hash::FxHashMap;

use super::super::bdd::YES;
use super::cost::Cost;
use super::{Counts, Diagram, Family};

/// Sets of one cost that are collected and sorted without further thought.
const SMALL_CLASS: u64 = 20_000;

impl Diagram<'_> {
    /// The family with its first sets, given how many sets of each cost there are.
    pub(super) fn first_by_name(&self, counts: &Counts, first: usize) -> Family {
        let by_cost = &counts[&self.root];
        let mut listed = Vec::new();
        for (&cost, size) in by_cost {
            let room = first.min(cost.most_listed()).saturating_sub(listed.len());
            if room == 0 {
                break;
            }
            let class = Class {
                diagram: self,
                counts,
                cost,
            };
            let sets = if *size <= BigUint::from(SMALL_CLASS) {
                class.all()
            } else {
                class.first(room)
            };
            listed.extend(sets.into_iter().take(room));
        }
        Family {
            count: Some(by_cost.values().sum()),
            listed,
        }
    }
}

/// The sets of one cost.
struct Class<'a> {
    diagram: &'a Diagram<'a>,
    counts: &'a Counts,
    cost: Cost,
}

impl<'a> Class<'a> {
    /// All sets, in the order of their names.
    fn all(&self) -> Vec<Vec<usize>> {
        let mut found = Vec::new();
        self.collect(self.diagram.root, self.cost, &mut Vec::new(), &mut found);
        found.sort();
        found
    }

    /// Whether some set below a node costs so much.
    fn has(&self, node: u32, cost: Cost) -> bool {
        let counts = self.counts.get(&node);
        counts.is_some_and(|costs| costs.contains_key(&cost))
    }

    fn collect(&self, node: u32, left: Cost, chosen: &mut Vec<u32>, found: &mut Vec<Vec<usize>>) {
        let members = self.diagram.members;
        if node == YES && left == Cost::default() {
            found.push(members.ranked(chosen.iter().copied()));
        }
        let Some(fork) = self.diagram.fork(node).filter(|_| self.has(node, left)) else {
            return;
        };
        self.collect(fork.low, left, chosen, found);
        if let Some(rest) = left.less(members.price(fork.var)) {
            chosen.push(fork.var);
            self.collect(fork.high, rest, chosen, found);
            chosen.pop();
        }
    }

    /// The first sets of a large class, found name by name.
    fn first(&self, wanted: usize) -> Vec<Vec<usize>> {
        let mut growing = Growing::of(Ways::of(self), wanted);
        growing.grow();
        growing.found
    }
}

/// Where the sets of one class part: the decision diagram with what is left to pay, without what leads nowhere.
struct Ways {
    /// The places, each after those below it; the first is the end, where all is paid.
    places: Vec<Place>,
    /// The rank of each name.
    ranks: Vec<usize>,
}

/// Where the sets without a name and those with it part.
struct Place {
    /// The name, counted in the order of names.
    name: usize,
    without: Option<usize>,
    with: Option<usize>,
}

impl Ways {
    fn of(class: &Class<'_>) -> Self {
        let rank = class.diagram.members.rank;
        let ranks: BTreeSet<usize> = class.diagram.forks().map(|fork| rank(fork.var)).collect();
        let end = Place {
            name: usize::MAX,
            without: None,
            with: None,
        };
        let mut walk = Walk {
            class,
            known: FxHashMap::default(),
            ways: Self {
                places: vec![end],
                ranks: ranks.into_iter().collect(),
            },
        };
        walk.place(class.diagram.root, class.cost);
        walk.ways
    }
}

/// A walk through the decision diagram that notes every place once.
struct Walk<'a> {
    class: &'a Class<'a>,
    known: FxHashMap<(u32, Cost), Option<usize>>,
    ways: Ways,
}

impl Walk<'_> {
    /// The place of a node with so much left to pay; none where no set of the class passes it.
    fn place(&mut self, node: u32, left: Cost) -> Option<usize> {
        if node == YES {
            return (left == Cost::default()).then_some(0);
        }
        if !self.class.has(node, left) {
            return None;
        }
        if let Some(&known) = self.known.get(&(node, left)) {
            return known;
        }
        let place = self.new_place(node, left);
        self.known.insert((node, left), place);
        place
    }

    fn new_place(&mut self, node: u32, left: Cost) -> Option<usize> {
        let fork = self.class.diagram.fork(node)?;
        let members = self.class.diagram.members;
        let without = self.place(fork.low, left);
        let rest = left.less(members.price(fork.var));
        let with = rest.and_then(|rest| self.place(fork.high, rest));
        let rank = (members.rank)(fork.var);
        let name = self.ways.ranks.binary_search(&rank).ok()?;
        self.ways.places.push(Place {
            name,
            without,
            with,
        });
        Some(self.ways.places.len() - 1)
    }
}

/// Whether a name is decided.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fixed {
    Free,
    In,
    Out,
}

/// Sets that grow name by name.
struct Growing {
    ways: Ways,
    wanted: usize,
    fixed: Vec<Fixed>,
    /// The names that are fixed in.
    taken: Vec<usize>,
    found: Vec<Vec<usize>>,
}

/// How the sets that have what is fixed go on.
enum Next {
    /// There is no such set.
    Nowhere,
    /// The only one has nothing more.
    Complete,
    /// The first name that one of them has besides.
    Name(usize),
}

impl Growing {
    fn of(ways: Ways, wanted: usize) -> Self {
        Self {
            fixed: vec![Fixed::Free; ways.ranks.len()],
            taken: Vec::new(),
            found: Vec::new(),
            ways,
            wanted,
        }
    }

    /// Finds the sets that have what is fixed: first those with the first name that some of them have, then the others.
    fn grow(&mut self) {
        let mut fixed_out = Vec::new();
        while self.found.len() < self.wanted {
            match self.next() {
                Next::Nowhere => break,
                Next::Complete => {
                    let ranks = self.taken.iter().map(|&name| self.ways.ranks[name]);
                    self.found.push(ranks.collect());
                    break;
                }
                Next::Name(name) => {
                    self.fixed[name] = Fixed::In;
                    self.taken.push(name);
                    self.grow();
                    self.taken.pop();
                    self.fixed[name] = Fixed::Out;
                    fixed_out.push(name);
                }
            }
        }
        for name in fixed_out {
            self.fixed[name] = Fixed::Free;
        }
    }

    /// How the sets go on that have all that is fixed in and nothing that is fixed out.
    fn next(&self) -> Next {
        let most = self.most_taken();
        if most.last() != Some(&Some(self.taken.len())) {
            return Next::Nowhere;
        }
        self.first_beside(&most).map_or(Next::Complete, Next::Name)
    }

    /// The first name, beside those fixed in, of the sets that have all of these.
    fn first_beside(&self, most: &[Option<usize>]) -> Option<usize> {
        let mut first = None;
        let mut is_passed = vec![false; most.len()];
        is_passed
            .last_mut()
            .into_iter()
            .for_each(|root| *root = true);
        for (at, place) in self.ways.places.iter().enumerate().skip(1).rev() {
            if !is_passed[at] {
                continue;
            }
            let keeps = |to: usize, own: usize| most[to].map(|below| below + own) == most[at];
            if let Some(to) = place.without.filter(|&to| keeps(to, 0)) {
                is_passed[to] = true;
            }
            let with = place.with.zip(self.counts(place.name));
            if let Some((to, own)) = with.filter(|&(to, own)| keeps(to, own)) {
                is_passed[to] = true;
                let new = (own == 0).then_some(place.name);
                first = first.into_iter().chain(new).min();
            }
        }
        first
    }

    /// What a name in a set counts for: one where it is fixed in; nothing can have one that is fixed out.
    fn counts(&self, name: usize) -> Option<usize> {
        match self.fixed[name] {
            Fixed::Free => Some(0),
            Fixed::In => Some(1),
            Fixed::Out => None,
        }
    }

    /// For each place the most names fixed in that a set without any fixed out can have from there on.
    fn most_taken(&self) -> Vec<Option<usize>> {
        let mut most: Vec<Option<usize>> = vec![Some(0)];
        for place in &self.ways.places[1..] {
            let without = place.without.and_then(|to| most[to]);
            let with = place.with.and_then(|to| most[to]);
            let with = with.zip(self.counts(place.name));
            most.push(without.max(with.map(|(below, own)| below + own)));
        }
        most
    }
}
