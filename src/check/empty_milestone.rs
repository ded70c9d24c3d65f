//! A milestone that would come about by itself because it needs nothing.

use crate::diagnostic::Diagnostic;
use crate::model::Target;

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "empty-milestone",
    asks: "Does every milestone that others wait for need something itself?",
    run,
};

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let model = looked.model;
    let by_default: Vec<_> = model
        .milestones
        .values()
        .filter_map(|m| m.deadline.as_ref())
        .filter_map(|d| d.otherwise.as_ref())
        .collect();
    let waited_for = |id: &crate::model::MilestoneId| {
        let target = Target::Milestone(id.clone());
        model.goal.as_ref() == Some(&target)
            || model
                .milestones
                .values()
                .flat_map(|m| m.conditions())
                .any(|c| c.targets().contains(&&target))
    };
    model
        .milestones
        .values()
        .filter(|m| m.reached.is_none() && m.consent.is_empty() && m.requires.is_empty() && m.after.is_empty())
        .filter(|m| !by_default.contains(&&m.id) && waited_for(&m.id))
        .map(|m| {
            Diagnostic::warning(
                "empty-milestone",
                format!("`{}` needs nobody's consent and no condition, so nothing ever stands in its way", m.id),
                m.place,
            )
            .help("say whose `consent:` it needs, what it `requires:` or comes `after:`, or when it was `reached:`")
        })
        .collect()
}
