//! The lesson that follows from a model alone: the parties that say most, on the issues that are talked of.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::model::{Issue, Model, OptionId, PartyId, Quantity, Target};

use super::super::{Answer, Lesson, Question, Role};

/// Minutes of an exercise where nobody says otherwise.
pub(super) const MINUTES: usize = 90;
/// Most roles and questions of a lesson that nobody wrote.
const MOST_ROLES: usize = 6;
const MOST_QUESTIONS: usize = 6;

/// The lesson that follows from a model alone, with the order of its steps among what is played.
pub fn from_model(model: &Model, orders: &[Question]) -> Lesson {
    Lesson {
        minutes: MINUTES,
        day: model.as_of,
        questions: default_questions(model, orders),
        roles: default_roles(model),
        ..Lesson::default()
    }
}

/// The parties that say most, then those that impose conditions or whose yes is needed, in the model's order.
pub(super) fn default_roles(model: &Model) -> Vec<Role> {
    let said = |party: &PartyId| model.positions.iter().filter(|p| p.party == *party).count();
    let weight = |party: &PartyId| (said(party), asks_or_is_asked(model, party));
    let parties = model.parties_in_order().into_iter().map(|party| &party.id);
    let mut speaking: Vec<&PartyId> = parties.filter(|id| weight(id) > (0, 0)).collect();
    speaking.sort_by_key(|id| Reverse(weight(id)));
    speaking.truncate(MOST_ROLES);
    speaking.sort_by_key(|id| model.parties[*id].place);
    speaking.into_iter().cloned().map(Role::of).collect()
}

/// How many conditions of milestones a party imposes, and how many need its yes.
fn asks_or_is_asked(model: &Model, party: &PartyId) -> usize {
    let milestones = model.milestones.values();
    let each = milestones.map(|milestone| {
        let consents = milestone.consent.iter().filter(|one| one.party == *party);
        let imposed = milestone
            .conditions()
            .filter_map(|one| one.imposed.as_ref());
        let own = imposed.filter(|imposed| imposed.by.as_ref() == Some(party));
        consents.count() + own.count()
    });
    each.sum()
}

/// The first issues on which anybody says anything, or that the sources call contested.
pub(super) fn default_questions(model: &Model, orders: &[Question]) -> Vec<Question> {
    let is_about = |issue: &Issue| {
        let mut positions = model.positions.iter();
        positions.any(|position| position.on.issue() == Some(&issue.id))
    };
    let issues = model
        .issues_in_order()
        .into_iter()
        .filter(|issue| !issue.reported_contested.is_empty() || is_about(issue))
        .take(MOST_QUESTIONS)
        .map(|issue| question(model, issue));
    issues.chain(orders.iter().cloned()).collect()
}

/// An issue with its options as answers; numbers that were stated, where it is on a scale; else settled or left open.
pub(super) fn question(model: &Model, issue: &Issue) -> Question {
    let options = issue.options.iter();
    let mut answers: Vec<Answer> = options
        .map(|o| Answer::open(o.id.as_str(), &*o.text, target(issue, &o.id)))
        .collect();
    if let Some(scale) = &issue.scale {
        let numbers = stated_numbers(model, issue).into_iter();
        answers.extend(numbers.map(|number| on_scale(issue, number, &scale.unit)));
    }
    if answers.is_empty() {
        let whole = Some(Target::Issue(issue.id.clone()));
        let words = "Settled, in words that you write down";
        answers.push(Answer::open("settled", words, whole));
    }
    if answers.len() == 1 {
        answers.push(Answer::open("left-open", "Left open", None));
    }
    // Who settles an issue has to say yes to its answer; that it is left open needs nobody.
    for answer in answers.iter_mut().filter(|it| it.target.is_some()) {
        answer.consent.clone_from(&issue.between);
    }
    Question {
        id: issue.id.to_string(),
        issue: Some(issue.id.clone()),
        name: issue.name.clone(),
        question: issue.question.clone(),
        answers,
    }
}

fn target(issue: &Issue, option: &OptionId) -> Option<Target> {
    Some(Target::Option(issue.id.clone(), option.clone()))
}

/// The ends of all values that positions state on a scale.
fn stated_numbers(model: &Model, issue: &Issue) -> BTreeSet<Quantity> {
    let positions = model.positions.iter();
    positions
        .filter(|p| p.on.issue() == Some(&issue.id))
        .filter_map(|p| p.value)
        .flat_map(|value| [value.low.quantity(), value.high.quantity()])
        .flatten()
        .collect()
}

fn on_scale(issue: &Issue, number: Quantity, unit: &str) -> Answer {
    let id = number.to_string();
    let text = format!("{number} {unit}");
    Answer::open(&id, text.trim_end(), target(issue, &OptionId::new(&id)))
}
