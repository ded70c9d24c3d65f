//! Knots that are told together: single moves of many on the same thing.

use crate::analysis::{MANY, Shape, ShapeKind};
use crate::graph::Change;
use crate::model::Target;

use super::obstacle::Building;
use super::{KeyLine, Knot, KnotFence, Obstacle};

/// Knots in their order, those that are single consents to one thing in one group where they are many.
pub(super) fn groups(knots: &[Shape]) -> Vec<Vec<&Shape>> {
    let mut groups: Vec<Vec<&Shape>> = Vec::new();
    for knot in knots {
        let consent = consented(knot);
        let alike = |group: &&mut Vec<&Shape>| consent.is_some() && consented(group[0]) == consent;
        match groups.iter_mut().find(alike) {
            Some(group) => group.push(knot),
            None => groups.push(vec![knot]),
        }
    }
    let (many, few): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| group.len() >= MANY);
    few.into_iter().flat_map(apart).chain(many).collect()
}

fn apart(group: Vec<&Shape>) -> Vec<Vec<&Shape>> {
    group.into_iter().map(|one| vec![one]).collect()
}

/// What is consented to, where a knot is one consent.
fn consented(knot: &Shape) -> Option<&Target> {
    match &knot.kind {
        ShapeKind::Change(Change::Grant { target, .. }) => Some(target),
        ShapeKind::Change(Change::Waive { .. })
        | ShapeKind::All(_)
        | ShapeKind::Any(_)
        | ShapeKind::AtLeast(..)
        | ShapeKind::Weighted { .. }
        | ShapeKind::Prime { .. } => None,
    }
}

impl Building<'_> {
    /// One knot, or several that are told together.
    pub(super) fn group(&mut self, group: &[&Shape]) -> Knot {
        let knots: Vec<Knot> = group.iter().map(|knot| self.knot(knot)).collect();
        let count = knots.len();
        let mut knots = knots.into_iter();
        let first = knots.next().expect("a group has a member");
        let others: Vec<Knot> = knots.collect();
        if others.is_empty() {
            return first;
        }
        let all = || std::iter::once(&first).chain(&others);
        let bars = all().filter_map(|knot| match &knot.obstacle {
            Obstacle::Bar(bar) => Some(bar.clone()),
            Obstacle::Hook(_)
            | Obstacle::Ring(_)
            | Obstacle::Row(_)
            | Obstacle::Fork(_)
            | Obstacle::Fence(_) => None,
        });
        let keys: Vec<KeyLine> = all().flat_map(|knot| knot.keys.clone()).collect();
        let changes = all().flat_map(|knot| knot.changes.clone()).collect();
        let fence = KnotFence {
            label: format!("all {count} are needed"),
            needed: count as u64,
            weights: vec![1; count],
            bars: bars.collect(),
            more: 0,
        };
        Knot {
            count,
            takes: "all of these moves".to_owned(),
            obstacle: Obstacle::Fence(fence),
            changes,
            keys,
            ..first
        }
    }
}
