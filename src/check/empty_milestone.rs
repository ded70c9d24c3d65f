//! A milestone that would come about by itself because it needs nothing.

use crate::diagnostic::Diagnostic;
use crate::model::{Milestone, Model, Target};

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "empty-milestone",
    asks: "Does every milestone that others wait for need something itself?",
    run,
};

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let milestones = looked.model.milestones.values();
    milestones
        .filter(|it| it.reached.is_none() && !it.has_needs())
        .filter(|it| !is_default(looked.model, it) && is_waited_for(looked.model, it))
        .map(problem)
        .collect()
}

fn is_default(model: &Model, milestone: &Milestone) -> bool {
    let mut defaults = model.milestones.values().filter_map(Milestone::otherwise);
    defaults.any(|default| *default == milestone.id)
}

fn is_waited_for(model: &Model, milestone: &Milestone) -> bool {
    let target = Target::Milestone(milestone.id.clone());
    let milestones = model.milestones.values();
    let mut conditions = milestones.flat_map(Milestone::conditions);
    model.goal.as_ref() == Some(&target)
        || conditions.any(|condition| condition.targets().contains(&&target))
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
