//! The nodes of conditions: what must hold, or that who imposes it waives it.

use std::collections::BTreeMap;

use petgraph::graph::NodeIndex;

use super::changes::{Key, Said, Section, WaiverKey};
use super::{Builder, Gate, Need, NodeKind};
use crate::graph::ConditionInfo;
use crate::graph::change::{Change, Waiver};
use crate::model::{Condition, ConditionKind, PartyId, Target, ValueRange};

/// Where a condition stands.
#[derive(Clone, Copy)]
pub(super) struct Site<'s> {
    /// What it is a condition of.
    of: &'s Target,
    section: Section,
    /// Whether it must hold earlier anyway, so that a further *earlier* adds nothing.
    pub earlier: bool,
}

impl<'s> Site<'s> {
    pub fn in_section(section: Section, of: &'s Target) -> Self {
        Self {
            of,
            section,
            earlier: section.is_earlier(),
        }
    }

    /// The same where what is asked must hold earlier, if `is_so`.
    fn earlier_if(self, is_so: bool) -> Self {
        Self {
            earlier: self.earlier || is_so,
            ..self
        }
    }
}

impl<'a> Builder<'a> {
    /// Makes a node need those of some conditions that stand on the day.
    pub(super) fn conditions(&mut self, node: NodeIndex, list: &'a [Condition], site: Site<'_>) {
        let day = self.given.read.day;
        let asked: Vec<&Condition> = list.iter().filter(|c| c.stands_on(day)).collect();
        // Made by name, since the numbers that tell equal conditions apart must not change with the order of declarations.
        let mut by_name: Vec<usize> = (0..asked.len()).collect();
        by_name.sort_by_cached_key(|&at| asked[at].meaning());
        let mut arms = BTreeMap::new();
        for at in by_name {
            arms.insert(at, self.condition(asked[at], site));
        }
        for (arm, need) in arms.into_values() {
            self.need(node, arm, need.and_in_order(site.earlier));
        }
    }

    /// The node of a condition of some target, and how it is needed.
    pub(super) fn condition(
        &mut self,
        condition: &'a Condition,
        site: Site<'_>,
    ) -> (NodeIndex, Need) {
        if !condition.stands_on(self.given.read.day) {
            return (self.add(NodeKind::Part, Gate::True), Need::SOFT);
        }
        let Some(imposed) = &condition.imposed else {
            return self.what_must_hold(condition, site);
        };
        // The waiver first, so that equal conditions are numbered from the outermost on.
        let waived = imposed
            .by
            .as_ref()
            .map(|by| self.waiver(by, condition, site, Said::of_condition(imposed)));
        let (node, need) = self.imposed(condition, site);
        if let Some(waived) = waived {
            self.need(node, waived, Need::SOFT);
        }
        (node, need)
    }

    /// The node of the condition of a yes, without the waiver of its holder, who drops it with the `if` itself.
    pub(super) fn own_condition(
        &mut self,
        condition: &'a Condition,
        holder: &PartyId,
        site: Site<'_>,
    ) -> (NodeIndex, Need) {
        let imposed = condition.imposed.as_ref();
        match imposed.is_some_and(|it| it.by.as_ref() == Some(holder)) {
            true => self.imposed(condition, site),
            false => self.condition(condition, site),
        }
    }

    /// The node of a condition with what is said of it, without waivers.
    fn imposed(&mut self, condition: &'a Condition, site: Site<'_>) -> (NodeIndex, Need) {
        // The edge to this node says *earlier*, so what is below it need not say so again.
        let is_earlier = matches!(condition.kind, ConditionKind::After(_)) && !site.earlier;
        let (inner, need) = self.what_must_hold(condition, site.earlier_if(is_earlier));
        let info = NodeKind::Condition(Box::new(info(condition, site.of)));
        let node = self.add(info, Gate::Any);
        self.need(node, inner, need);
        (node, Need::in_order(is_earlier))
    }

    fn what_must_hold(&mut self, condition: &'a Condition, site: Site<'_>) -> (NodeIndex, Need) {
        let unweighed = |arm: &'a Condition| (arm, 1);
        let node = match &condition.kind {
            ConditionKind::Holds(target) => self.index(target),
            ConditionKind::Within(issue, range) => self.agreed_within(issue, range),
            ConditionKind::Consent(party) => self.yes(party, site.of),
            ConditionKind::All(arms) => self.gate(Gate::All, arms.iter().map(unweighed), site),
            ConditionKind::Any(arms) => self.gate(Gate::Any, arms.iter().map(unweighed), site),
            ConditionKind::AtLeast { count, of: arms } => {
                let arms = arms.iter().map(|(arm, weight)| (arm, *weight));
                self.gate(Gate::AtLeast(*count), arms, site)
            }
            ConditionKind::After(inner) => {
                let (node, _) = self.condition(inner, site.earlier_if(true));
                return (node, Need::in_order(!site.earlier));
            }
        };
        (node, Need::SOFT)
    }

    /// Any of the numbers of a scale that lie in a range.
    fn agreed_within(&mut self, issue: &Target, range: &ValueRange) -> NodeIndex {
        let node = self.add(NodeKind::Part, Gate::Any);
        for answer in self.given.in_force.answers_within(issue, range) {
            self.need(node, self.index(&answer), Need::SOFT);
        }
        node
    }

    fn gate(
        &mut self,
        gate: Gate,
        arms: impl Iterator<Item = (&'a Condition, u64)>,
        site: Site<'_>,
    ) -> NodeIndex {
        let node = self.add(NodeKind::Part, gate);
        for (arm, weight) in arms {
            let (inner, need) = self.condition(arm, site);
            self.need(node, inner, Need { weight, ..need });
        }
        node
    }

    /// The node of a waiver of one condition. In `requires` and `after` each place where the condition stands has one of
    /// its own; in `if` and `until` the same condition said twice is one.
    pub(super) fn waiver(
        &mut self,
        by: &PartyId,
        condition: &Condition,
        site: Site<'_>,
        said: Said,
    ) -> NodeIndex {
        let bare = condition.without_order();
        let says_after = matches!(condition.kind, ConditionKind::After(_));
        let is_earlier = says_after || site.section.is_earlier();
        let mut key = WaiverKey {
            party: by.clone(),
            target: site.of.clone(),
            short: bare.to_string(),
            section: site.section,
            nth: 1,
        };
        if site.section.is_list() {
            while self.changes.contains(&Key::Waive(key.clone())) {
                key.nth += 1;
            }
        }
        let change = Change::Waive {
            party: by.clone(),
            target: site.of.clone(),
            condition: Waiver::of(bare, is_earlier),
        };
        self.change(Key::Waive(key), change, said)
    }
}

fn info(condition: &Condition, of: &Target) -> ConditionInfo {
    let imposed = condition.imposed.clone().unwrap_or_default();
    ConditionInfo {
        of: of.clone(),
        condition: condition.without_order().clone(),
        by: imposed.by,
        cites: imposed.cites,
        note: imposed.note,
    }
}
