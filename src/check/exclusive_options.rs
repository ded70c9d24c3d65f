//! Two answers to one question that are required together.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::{Condition, ConditionKind, IssueId, Milestone, OptionId, Target};
use crate::source::Place;

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "exclusive-options",
    asks: "Is no milestone made to require two answers to one question?",
    run,
};

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let milestones = looked.model.milestones.values();
    milestones.flat_map(answered_twice).collect()
}

/// The answers that a milestone requires beside another one to the same issue.
fn answered_twice(milestone: &Milestone) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut answers: BTreeMap<&IssueId, Required<'_>> = BTreeMap::new();
    for second in milestone.conditions().flat_map(together) {
        let first = answers.entry(second.issue).or_insert(second);
        if first.option != second.option {
            found.push(problem(milestone, *first, second));
        }
    }
    found
}

fn problem(milestone: &Milestone, first: Required<'_>, second: Required<'_>) -> Diagnostic {
    let (issue, one, other) = (first.issue, first.option, second.option);
    let words = format!(
        "`{}` requires two answers to `{issue}`: `{one}` and `{other}`",
        milestone.id
    );
    Diagnostic::warning("exclusive-options", words, second.place)
        .saying("the second")
        .and_at(first.place, "the first")
        .help("an issue has one answer; let one of them go, or write { any: [..] }")
}

/// An answer to an issue that something requires.
#[derive(Clone, Copy)]
struct Required<'a> {
    issue: &'a IssueId,
    option: &'a OptionId,
    place: Place,
}

impl<'a> Required<'a> {
    fn of(target: &'a Target, place: Place) -> Option<Self> {
        match target {
            Target::Option(issue, option) => Some(Self {
                issue,
                option,
                place,
            }),
            Target::Milestone(_) | Target::Issue(_) => None,
        }
    }
}

/// Options that a condition cannot do without.
fn together(condition: &Condition) -> Vec<Required<'_>> {
    match &condition.kind {
        ConditionKind::Holds(target) => Required::of(target, condition.place).into_iter().collect(),
        ConditionKind::All(_) | ConditionKind::After(_) => {
            let parts = condition.parts().into_iter();
            parts.flat_map(together).collect()
        }
        ConditionKind::Within(..)
        | ConditionKind::Any(_)
        | ConditionKind::AtLeast { .. }
        | ConditionKind::Consent(_) => Vec::new(),
    }
}
