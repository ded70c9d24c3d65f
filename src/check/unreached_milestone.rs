//! A milestone that nothing leads to or waits for.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::model::{Condition, MilestoneId, Target};

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "unreached-milestone",
    asks: "Does anything wait for, name or aim at every milestone?",
    run,
};

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let model = looked.model;
    // A model of one milestone, or of none but goals to choose from, has nothing that could lead there.
    if model.goal.is_none() {
        return Vec::new();
    }
    let mut named: BTreeSet<&MilestoneId> = model
        .milestones
        .values()
        .filter_map(|m| m.deadline.as_ref())
        .filter_map(|d| d.otherwise.as_ref())
        .collect();
    let conditions = model
        .milestones
        .values()
        .flat_map(|m| m.conditions())
        .chain(
            model
                .positions
                .iter()
                .flat_map(|p| p.condition.iter().chain(&p.until)),
        )
        .chain(model.incompatible.iter().flat_map(|e| &e.of));
    let targets = conditions
        .flat_map(Condition::targets)
        .chain(&model.goal)
        .chain(model.positions.iter().map(|p| &p.on));
    named.extend(targets.filter_map(|target| match target {
        Target::Milestone(id) => Some(id),
        Target::Issue(_) | Target::Option(..) => None,
    }));
    model
        .milestones
        .values()
        .filter(|m| {
            m.reached.is_none()
                && !named.contains(&m.id)
                && m.consent.is_empty()
                && m.conditions().next().is_none()
        })
        .map(|m| {
            Diagnostic::warning(
                "unreached-milestone",
                format!(
                    "nothing leads to `{}`: no condition, position or goal names it",
                    m.id
                ),
                m.place,
            )
            .help("say what it needs or what needs it, or record `reached:`, or remove it")
        })
        .collect()
}
