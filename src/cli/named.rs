//! What a user names on the command line: a goal, a target, a party, with a guess where a name is misspelt.

use crate::diagnostic::did_you_mean;
use crate::graph::PositionGraph;
use crate::model::{IssueId, MilestoneId, Model, OptionId, PartyId, Quantity, Target, ValueRange};

use super::context::Ready;
use super::outcome::Failure;

/// A guess at what a misspelt name means, as the end of a sentence.
pub(super) fn guess<'n>(
    misspelt: &str,
    known: impl IntoIterator<Item = &'n str>,
) -> Option<String> {
    did_you_mean(misspelt, known).map(|near| format!("; did you mean `{near}`?"))
}

/// The target that a user names on the command line.
pub(super) fn target(ready: &Ready, graph: &PositionGraph, text: &str) -> Result<Target, Failure> {
    let mut targets = graph.targets().map(|(target, _)| target);
    let found = targets.find(|target| target.to_string() == text);
    found
        .cloned()
        .or_else(|| number_on_scale(&ready.model, graph, text))
        .ok_or_else(|| no_such_target(&ready.model, graph, text))
}

/// `pay/6` where nobody named 6: the stretch between two stated numbers in which it lies, for nobody tells those apart.
fn number_on_scale(model: &Model, graph: &PositionGraph, text: &str) -> Option<Target> {
    let (issue, number) = text.split_once('/')?;
    let (issue, number) = (IssueId::new(issue), quantity(number)?);
    let mut targets = graph.targets().map(|(target, _)| target);
    let holds_it = |target: &&Target| {
        target.issue() == Some(&issue)
            && cell(model, target).is_some_and(|range| range.contains(number))
    };
    targets.find(holds_it).cloned()
}

/// The numbers for which an answer on a scale stands; none of what is no such answer.
fn cell(model: &Model, target: &Target) -> Option<ValueRange> {
    let (issue, cell) = match target {
        Target::Option(issue, cell) => (issue, cell),
        Target::Issue(_) | Target::Milestone(_) => return None,
    };
    model.issues.get(issue)?.cell_range(cell)
}

fn quantity(text: &str) -> Option<Quantity> {
    text.parse().ok().and_then(Quantity::new)
}

/// The number that a user names where nobody in the model has: `7` for the stretch from 6 to 8.
pub(super) fn number_of_its_own(model: &Model, text: &str, found: &Target) -> Option<Quantity> {
    let number = text
        .split_once('/')
        .and_then(|(_, number)| quantity(number))?;
    let range = cell(model, found)?;
    range.single().is_none().then_some(number)
}

fn no_such_target(model: &Model, graph: &PositionGraph, text: &str) -> Failure {
    let known: Vec<String> = graph.targets().map(|(id, _)| id.to_string()).collect();
    let hint = guess(text, known.iter().map(String::as_str))
        .unwrap_or_else(|| format!("; the milestones are {}", milestones(model)));
    Failure::CannotRun(format!(
        "no milestone, issue or option is called `{text}`{hint}"
    ))
}

/// The goal that a user names, else the model's own.
pub(super) fn goal(
    ready: &Ready,
    graph: &PositionGraph,
    named: Option<&str>,
) -> Result<Target, Failure> {
    let Some(text) = named else {
        let own = ready.model.goal.clone();
        return own.ok_or_else(|| no_goal(&ready.model));
    };
    target(ready, graph, text)
}

/// The goal that a user names, else the model's own, where it has one.
pub(super) fn goal_if_any(
    ready: &Ready,
    graph: &PositionGraph,
    named: Option<&str>,
) -> Result<Option<Target>, Failure> {
    let named = target_if_any(ready, graph, named)?;
    Ok(named.or_else(|| ready.model.goal.clone()))
}

/// A target, where the user names one.
pub(super) fn target_if_any(
    ready: &Ready,
    graph: &PositionGraph,
    text: Option<&str>,
) -> Result<Option<Target>, Failure> {
    text.map(|text| target(ready, graph, text)).transpose()
}

fn no_goal(model: &Model) -> Failure {
    let known = milestones(model);
    Failure::CannotRun(format!("the model names no goal; say which: {known}"))
}

/// A party that a user names.
pub(super) fn party(ready: &Ready, text: &str) -> Result<PartyId, Failure> {
    let id = PartyId::new(text);
    let is_known = ready.model.parties.contains_key(&id);
    is_known
        .then_some(id)
        .ok_or_else(|| no_such_party(&ready.model, text))
}

fn no_such_party(model: &Model, text: &str) -> Failure {
    let all: Vec<&str> = model.parties.keys().map(PartyId::as_str).collect();
    let hint = guess(text, all.iter().copied())
        .unwrap_or_else(|| format!("; the parties are {}", shortened(&all)));
    Failure::CannotRun(format!("no party is called `{text}`{hint}"))
}

/// A party, where the user names one.
pub(super) fn party_if_any(ready: &Ready, text: Option<&str>) -> Result<Option<PartyId>, Failure> {
    text.map(|text| party(ready, text)).transpose()
}

/// An option written as `issue/option`.
pub(super) fn split_option(text: &str) -> Option<Target> {
    let (issue, option) = text.split_once('/')?;
    Some(Target::Option(IssueId::new(issue), OptionId::new(option)))
}

fn milestones(model: &Model) -> String {
    let all: Vec<&str> = model.milestones.keys().map(MilestoneId::as_str).collect();
    shortened(&all)
}

/// A list that stays readable however many names there are.
fn shortened(names: &[&str]) -> String {
    const SHOWN: usize = 12;
    let shown = names[..names.len().min(SHOWN)].join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
