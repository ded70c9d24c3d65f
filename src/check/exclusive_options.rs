//! Two answers to one question that are required together.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::{Condition, ConditionKind, IssueId, OptionId, Target};

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "exclusive-options",
    asks: "Is no milestone made to require two answers to one question?",
    run,
};

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for milestone in looked.model.milestones.values() {
        let mut answers: BTreeMap<&IssueId, (&OptionId, &Condition)> = BTreeMap::new();
        let mut required = Vec::new();
        milestone
            .conditions()
            .for_each(|condition| together(condition, &mut required));
        for (issue, option, condition) in required {
            match answers.get(issue) {
                Some((other, first)) if *other != option => {
                    let problem = Diagnostic::warning(
                        "exclusive-options",
                        format!(
                            "`{}` requires two answers to `{issue}`: `{other}` and `{option}`",
                            milestone.id
                        ),
                        condition.place,
                    );
                    found.push(
                        problem
                            .saying("the second")
                            .and_at(first.place, "the first")
                            .help("an issue has one answer; let one of them go, or write { any: [..] }"),
                    );
                }
                Some(_) => {}
                None => {
                    answers.insert(issue, (option, condition));
                }
            }
        }
    }
    found
}

/// Options that a condition cannot do without.
fn together<'a>(
    condition: &'a Condition,
    found: &mut Vec<(&'a IssueId, &'a OptionId, &'a Condition)>,
) {
    match &condition.kind {
        ConditionKind::Holds(Target::Option(issue, option)) => {
            found.push((issue, option, condition))
        }
        ConditionKind::All(arms) => arms.iter().for_each(|arm| together(arm, found)),
        ConditionKind::After(inner) => together(inner, found),
        ConditionKind::Holds(Target::Milestone(_) | Target::Issue(_))
        | ConditionKind::Any(_)
        | ConditionKind::AtLeast { .. }
        | ConditionKind::Consent(_) => {}
    }
}
