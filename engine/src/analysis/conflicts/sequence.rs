//! Sequence: one party wants A before B, another B before A, by conditions of their own or by several in a row.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::known::Known;
use crate::model::{Condition, ConditionKind, Milestone, PartyId, Target};
use crate::source::Citation;

use super::{Asking, Conflict, ConflictKind, Order};

impl Asking<'_> {
    /// Every pair of opposite orders, once.
    pub(super) fn sequences(&self) -> Known<Vec<Conflict>> {
        self.orders().map(|orders| self.opposites(&orders))
    }

    fn opposites(&self, orders: &[Order]) -> Vec<Conflict> {
        let mut told: BTreeSet<Pair<'_>> = BTreeSet::new();
        let mut found = Vec::new();
        for one in orders.iter().filter(|order| order.by_way_of.is_empty()) {
            for other in orders.iter().filter(|other| one.is_opposite_of(other)) {
                if !told.contains(&pair(other, one)) && told.insert(pair(one, other)) {
                    found.push(self.sequence(one, other));
                }
            }
        }
        found
    }

    fn sequence(&self, one: &Order, other: &Order) -> Conflict {
        Conflict {
            kind: ConflictKind::Sequence {
                orders: [one.clone(), other.clone()],
            },
            issue: None,
            on_the_way: self.is_on_the_way(&one.before) && self.is_on_the_way(&one.after),
        }
    }

    /// Every order that a party wants, with those that follow from its own orders.
    fn orders(&self) -> Known<Vec<Order>> {
        let mut wanted = Wanted::default();
        self.orders_of_positions(&mut wanted);
        self.orders_of_milestones(&mut wanted);
        let orders = wanted.said.into_iter().map(|(step, said)| {
            let binds = wanted.imposed.contains(&step)
                || self.is_needed(&step.party, &step.before)
                || self.is_needed(&step.party, &step.after);
            step.order(binds, said)
        });
        closure(orders.collect(), self.budget.sets)
    }

    /// A refusal until something comes wants that first.
    fn orders_of_positions(&self, wanted: &mut Wanted) {
        let stand = self.in_force.iter().filter(|&&i| !self.graph.is_over(i));
        for &index in stand {
            let position = &self.model.positions[index];
            let until = position.until.iter();
            for before in until.filter(|c| self.stands(c)).flat_map(firmly) {
                let step = Step::of(&position.party, before, &position.on);
                wanted.add(step, &position.cites, position.note.as_ref());
            }
        }
    }

    /// A condition that a party imposes on a milestone wants it first.
    fn orders_of_milestones(&self, wanted: &mut Wanted) {
        for milestone in self.model.milestones.values() {
            let after = Target::Milestone(milestone.id.clone());
            for condition in earlier(milestone).filter(|c| self.stands(c)) {
                wanted.impose(condition, &after);
            }
        }
    }

    fn stands(&self, condition: &Condition) -> bool {
        condition.stands_on(self.graph.day)
    }

    /// Whether a party's yes is needed for something.
    fn is_needed(&self, party: &PartyId, target: &Target) -> bool {
        let mut stances = self.graph.stances().iter();
        stances.any(|stance| stance.party == *party && stance.target == *target)
    }
}

/// Two parties, and the order in which the first of them wants two things.
type Pair<'o> = (&'o PartyId, &'o PartyId, &'o Target, &'o Target);

fn pair<'o>(one: &'o Order, other: &'o Order) -> Pair<'o> {
    (&one.party, &other.party, &one.before, &one.after)
}

/// A party wants one thing before another, by one condition.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    party: PartyId,
    before: Target,
    after: Target,
}

impl Step {
    fn of(party: &PartyId, before: &Target, after: &Target) -> Self {
        Self {
            party: party.clone(),
            before: before.clone(),
            after: after.clone(),
        }
    }

    fn order(self, binds: bool, said: Said) -> Order {
        Order {
            party: self.party,
            before: self.before,
            after: self.after,
            by_way_of: Vec::new(),
            binds,
            cites: said.cites,
            notes: said.notes,
        }
    }
}

/// Where an order is said, and the author's remarks on it.
#[derive(Debug, Default)]
struct Said {
    cites: Vec<Citation>,
    notes: Vec<String>,
}

/// The orders that parties want by conditions of their own, and which of them are conditions of a milestone.
#[derive(Debug, Default)]
struct Wanted {
    said: BTreeMap<Step, Said>,
    imposed: BTreeSet<Step>,
}

impl Wanted {
    fn add(&mut self, step: Step, cites: &[Citation], note: Option<&String>) {
        let said = self.said.entry(step).or_default();
        said.cites.extend_from_slice(cites);
        said.notes.extend(note.cloned());
    }

    /// What a condition asks for, its owner wants first.
    fn impose(&mut self, condition: &Condition, after: &Target) {
        let imposed = condition.imposed.as_ref();
        let Some((imposed, by)) = imposed.and_then(|it| Some((it, it.by.as_ref()?))) else {
            return;
        };
        for before in firmly(condition) {
            let step = Step::of(by, before, after);
            self.imposed.insert(step.clone());
            self.add(step, &imposed.cites, imposed.note.as_ref());
        }
    }
}

impl Order {
    fn is_opposite_of(&self, other: &Self) -> bool {
        self.before == other.after && self.after == other.before && self.party != other.party
    }

    fn is_same_as(&self, other: &Self) -> bool {
        self.party == other.party && self.before == other.before && self.after == other.after
    }

    /// The order that follows from this one and a step of the same party that begins where it ends; none in a ring.
    fn followed_by(&self, step: &Self) -> Option<Self> {
        let follows = step.party == self.party && step.before == self.after;
        (follows && step.after != self.before).then(|| Self {
            party: self.party.clone(),
            before: self.before.clone(),
            after: step.after.clone(),
            by_way_of: both(&self.by_way_of, std::slice::from_ref(&self.after)),
            binds: self.binds || step.binds,
            cites: both(&self.cites, &step.cites),
            notes: both(&self.notes, &step.notes),
        })
    }

    fn tidy(&mut self) {
        self.cites.sort();
        self.cites.dedup();
        self.notes.sort();
        self.notes.dedup();
    }
}

/// Conditions of a milestone that must hold earlier.
fn earlier(milestone: &Milestone) -> impl Iterator<Item = &Condition> {
    let strict_arms = milestone
        .requires
        .iter()
        .filter(|condition| matches!(condition.kind, ConditionKind::After(_)));
    milestone.after.iter().chain(strict_arms)
}

/// Targets that a condition cannot do without.
fn firmly(condition: &Condition) -> Vec<&Target> {
    match &condition.kind {
        ConditionKind::Holds(target) | ConditionKind::Within(target, _) => vec![target],
        ConditionKind::All(arms) => arms.iter().flat_map(firmly).collect(),
        ConditionKind::After(inner) => firmly(inner),
        ConditionKind::Any(_) | ConditionKind::AtLeast { .. } | ConditionKind::Consent(_) => {
            Vec::new()
        }
    }
}

/// The orders with those that follow from them, up to a bound.
fn closure(steps: Vec<Order>, most: usize) -> Known<Vec<Order>> {
    let mut orders = steps.clone();
    let mut from = 0;
    while from < orders.len() && orders.len() <= most.max(steps.len()) {
        let order = orders[from].clone();
        from += 1;
        let next = steps.iter().filter_map(|step| order.followed_by(step));
        next.for_each(|next| add_new(&mut orders, next));
    }
    let stopped = (from < orders.len())
        .then(|| format!("the orders that follow from others were followed to {most} only"));
    orders.iter_mut().for_each(Order::tidy);
    orders.sort();
    Known::but_for(orders, stopped)
}

fn add_new(orders: &mut Vec<Order>, next: Order) {
    if !orders.iter().any(|known| known.is_same_as(&next)) {
        orders.push(next);
    }
}

/// One list after the other.
fn both<T: Clone>(first: &[T], second: &[T]) -> Vec<T> {
    [first, second].concat()
}
