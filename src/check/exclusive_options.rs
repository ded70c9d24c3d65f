//! Two answers to one question that are required together.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::{
    Condition, ConditionKind, IssueId, Milestone, MilestoneId, Model, OptionId, Target, ValueRange,
};
use crate::source::Place;

use super::{Check, Looked};

pub(super) const CHECK: Check = Check {
    code: "exclusive-options",
    asks: "Is no milestone made to require two answers to one question?",
    run,
};

fn run(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let ifs = conditions_of_yeses(looked.model);
    let milestones = looked.model.milestones.values();
    milestones
        .flat_map(|milestone| {
            let ifs = ifs.get(&milestone.id).map_or(&[][..], Vec::as_slice);
            let numbers = numbers_apart(milestone, ifs);
            answered_twice(milestone).into_iter().chain(numbers)
        })
        .collect()
}

/// What the yeses to each milestone are conditional on.
fn conditions_of_yeses(model: &Model) -> BTreeMap<&MilestoneId, Vec<&Condition>> {
    let mut ifs: BTreeMap<&MilestoneId, Vec<&Condition>> = BTreeMap::new();
    for position in model.positions.iter().filter(|one| one.is_own()) {
        if let (Target::Milestone(on), Some(condition)) = (&position.on, &position.condition) {
            ifs.entry(on).or_default().push(condition);
        }
    }
    ifs
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

/// The numbers that a milestone, or a yes to it, requires beside others for the same issue with which they have none in common.
fn numbers_apart(milestone: &Milestone, ifs: &[&Condition]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut asked: BTreeMap<&IssueId, (ValueRange, Place)> = BTreeMap::new();
    let ifs = ifs.iter().copied();
    for (issue, range, place) in milestone.conditions().chain(ifs).flat_map(numbers) {
        let (first, at) = asked.entry(issue).or_insert((*range, place));
        let common = first.common(range);
        if common.is_empty() {
            let words = format!(
                "`{}` requires two numbers for `{issue}`: {} and {}",
                milestone.id,
                first.in_words(),
                range.in_words()
            );
            let problem = Diagnostic::warning("exclusive-options", words, place);
            let problem = problem.saying("the second").and_at(*at, "the first");
            found.push(
                problem.help("an issue has one answer; let one of them go, or write { any: [..] }"),
            );
        } else {
            *first = common;
        }
    }
    found
}

/// Numbers that a condition cannot do without.
fn numbers(condition: &Condition) -> Vec<(&IssueId, &ValueRange, Place)> {
    match &condition.kind {
        ConditionKind::Within(issue, range) => {
            let issue = issue.issue().into_iter();
            issue.map(|issue| (issue, range, condition.place)).collect()
        }
        ConditionKind::All(_) | ConditionKind::After(_) => {
            condition.parts().into_iter().flat_map(numbers).collect()
        }
        ConditionKind::Holds(_)
        | ConditionKind::Any(_)
        | ConditionKind::AtLeast { .. }
        | ConditionKind::Consent(_) => Vec::new(),
    }
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
