//! A milestone that would come about by itself because it needs nothing.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::model::{Condition, Milestone, MilestoneId, Model, Target};

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "empty-milestone",
    asks: "Does every milestone that others wait for need something itself?",
    run,
};

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let milestones = || looked.model.milestones.values();
    let defaults: BTreeSet<&MilestoneId> = milestones().filter_map(Milestone::otherwise).collect();
    let waited_for = waited_for(looked.model);
    milestones()
        .filter(|it| it.reached.is_none() && !it.has_needs())
        .filter(|it| !defaults.contains(&it.id) && waited_for.contains(&it.id))
        .map(problem)
        .collect()
}

/// The milestones that the goal or a condition of another one names.
fn waited_for(model: &Model) -> BTreeSet<&MilestoneId> {
    let conditions = model.milestones.values().flat_map(Milestone::conditions);
    let targets = conditions.flat_map(Condition::targets).chain(&model.goal);
    let milestones = targets.filter_map(|target| match target {
        Target::Milestone(id) => Some(id),
        Target::Issue(_) | Target::Option(..) => None,
    });
    milestones.collect()
}

fn problem(milestone: &Milestone) -> Diagnostic {
    Diagnostic::warning(
        "empty-milestone",
        format!(
            "`{}` needs nobody's consent and no condition, so nothing ever stands in its way",
            milestone.id
        ),
        milestone.place,
    )
    .help(
        "say whose `consent:` it needs, what it `requires:` or comes `after:`, or when it was `reached:`",
    )
}
