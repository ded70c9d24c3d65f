//! A milestone that nothing leads to or waits for.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::model::{Condition, Milestone, MilestoneId, Model, Target};

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
    let named = named(model);
    let is_unreached = |milestone: &&Milestone| {
        milestone.reached.is_none() && !milestone.has_needs() && !named.contains(&milestone.id)
    };
    let milestones = model.milestones.values();
    milestones.filter(is_unreached).map(problem).collect()
}

/// The milestones that a condition, a position, a deadline or the goal names.
fn named(model: &Model) -> BTreeSet<&MilestoneId> {
    let by_name = named_targets(model).filter_map(|target| match target {
        Target::Milestone(id) => Some(id),
        Target::Issue(_) | Target::Option(..) => None,
    });
    let by_default = model.milestones.values().filter_map(Milestone::otherwise);
    by_name.chain(by_default).collect()
}

/// What a condition, the goal or a position is about.
fn named_targets(model: &Model) -> impl Iterator<Item = &Target> {
    let excluded = model.incompatible.iter().flat_map(|it| &it.of);
    let conditions = model.conditions().chain(excluded);
    let positions = model.positions.iter().map(|position| &position.on);
    conditions
        .flat_map(Condition::targets)
        .chain(&model.goal)
        .chain(positions)
}

fn problem(milestone: &Milestone) -> Diagnostic {
    Diagnostic::warning(
        "unreached-milestone",
        format!(
            "nothing leads to `{}`: no condition, position or goal names it",
            milestone.id
        ),
        milestone.place,
    )
    .help("say what it needs or what needs it, or record `reached:`, or remove it")
}
