//! What a role wishes of each answer, as far as the model says it.

use super::dice::Dice;
use crate::graph::{PositionGraph, Reading};
use crate::lesson::{Answer, Lesson, Question, Role};
use crate::model::{PartyId, Target};

/// What a role says of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// It asks for it or has agreed to it.
    Wanted,
    /// It refuses it, by a word or by a demand for something else.
    Refused,
    /// It would drop a condition of its own by it.
    OwnGivesWay,
    /// Somebody else would give way by it.
    OthersGiveWay,
    /// Nothing changes by it.
    Nothing,
    /// Nothing is said.
    Open,
}

impl Wish {
    /// Points in a hundred to begin with.
    pub(super) fn first(self, dice: &mut Dice) -> i64 {
        match self {
            Self::Wanted => 100,
            Self::Refused | Self::OwnGivesWay => 0,
            Self::OthersGiveWay => 90,
            Self::Nothing => 30,
            Self::Open => 20 + dice.below(61) as i64,
        }
    }

    /// The least and the most points that fit, of `most` for the best answer.
    pub(super) fn within(self, most: i64) -> (i64, i64) {
        match self {
            Self::Wanted => (most * 7 / 10, most),
            Self::Refused | Self::OwnGivesWay => (0, most * 3 / 10),
            Self::OthersGiveWay => (most / 2, most),
            Self::Nothing => (0, most * 6 / 10),
            Self::Open => (0, most),
        }
    }
}

/// What a role says of the answers to every question.
pub fn wishes(graph: &PositionGraph, lesson: &Lesson, role: &Role) -> Vec<Vec<Wish>> {
    let questions = lesson.questions.iter();
    questions
        .map(|question| wishes_on(graph, question, role))
        .collect()
}

fn wishes_on(graph: &PositionGraph, question: &Question, role: &Role) -> Vec<Wish> {
    let answers = question.answers.iter();
    answers
        .map(|answer| match question.is_order() {
            true => of_an_order(question, answer, role.id()),
            false => of_an_option(graph, answer, role.id()),
        })
        .collect()
}

/// Who has a condition would rather that others gave way than itself; who has none has said nothing.
fn of_an_order(question: &Question, answer: &Answer, party: &PartyId) -> Wish {
    let drops = |answer: &Answer| answer.moves.iter().any(|change| change.party() == party);
    let has_a_part = question.answers.iter().any(drops);
    match (has_a_part, answer.moves.is_empty()) {
        (false, _) => Wish::Open,
        (true, true) => Wish::Nothing,
        (true, false) if drops(answer) => Wish::OwnGivesWay,
        (true, false) => Wish::OthersGiveWay,
    }
}

fn of_an_option(graph: &PositionGraph, answer: &Answer, party: &PartyId) -> Wish {
    let Some(target) = &answer.target else {
        return Wish::Open;
    };
    match reading(graph, party, target) {
        Some(Reading::Granted | Reading::Conditional) => Wish::Wanted,
        Some(Reading::Refused) => Wish::Refused,
        Some(Reading::Unknown | Reading::Counted) | None => Wish::Open,
    }
}

fn reading(graph: &PositionGraph, party: &PartyId, target: &Target) -> Option<Reading> {
    let mut stances = graph.stances().iter();
    let stance = stances.find(|stance| stance.party == *party && stance.target == *target)?;
    Some(stance.reading)
}
