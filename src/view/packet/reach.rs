//! Which openings can be agreed on at the table: by which answers, whom a sheet forbids one, and how many deals hold them.

use std::collections::BTreeMap;

use crate::analysis::{Deal, SetOfChanges};
use crate::graph::Change;
use crate::lesson::Role;
use crate::model::{PartyId, Target};

use super::{Maker, is_limit};

/// An answer by the number of its question and its own.
pub(super) type Chosen = (usize, usize);

/// Whether an opening can be agreed on at the table.
pub(super) enum Reach {
    /// By these answers, and whatever else is agreed; how many deals that pass hold them, where points are played.
    Open {
        /// The answers, by question.
        by: Vec<Chosen>,
        /// How many deals that pass hold all of them.
        passing: Option<usize>,
    },
    /// The sheet of a role forbids an answer that it needs.
    Forbidden(PartyId, Chosen),
    /// No answer that is played makes this move.
    NotPlayed(Change),
}

impl Reach {
    /// Whether a group can agree on it within the sheets.
    pub fn is_open(&self) -> bool {
        match self {
            Self::Open { passing, .. } => passing.is_none_or(|deals| deals > 0),
            Self::Forbidden(..) | Self::NotPlayed(_) => false,
        }
    }
}

impl Maker<'_> {
    /// Whether an opening can be agreed on at the table.
    pub(super) fn reach(&self, set: &SetOfChanges) -> Reach {
        let by = match self.answers_that_make(&set.changes) {
            Ok(by) => by,
            Err(change) => return Reach::NotPlayed(change),
        };
        if let Some((party, chosen)) = self.forbidden(&by) {
            return Reach::Forbidden(party, chosen);
        }
        let holds = |deal: &&Deal| by.iter().all(|&(q, a)| deal.answers[q] == a);
        let passing = self
            .passing
            .as_deref()
            .map(|deals| deals.iter().filter(holds).count());
        Reach::Open { by, passing }
    }

    /// The answers of every opening that no sheet forbids.
    pub(super) fn answers_of_openings(&self) -> Vec<Vec<Chosen>> {
        let sets = self
            .answer
            .iter()
            .flat_map(|answer| answer.unblocking_sets());
        let reached = sets.filter_map(|set| match self.reach(set) {
            Reach::Open { by, .. } => Some(by),
            Reach::Forbidden(..) | Reach::NotPlayed(_) => None,
        });
        reached.filter(|by| !by.is_empty()).collect()
    }

    /// The answers that together make some moves, one for each question; else a move that none makes. A yes to a milestone
    /// on which no condition lies is given by the vote.
    fn answers_that_make(&self, changes: &[Change]) -> Result<Vec<Chosen>, Change> {
        let mut asked: BTreeMap<usize, Vec<&Change>> = BTreeMap::new();
        for change in changes {
            match self.question_of(change) {
                _ if !self.is_played(change.party()) => return Err(change.clone()),
                Some(question) => asked.entry(question).or_default().push(change),
                None if is_given_by_the_vote(change) => {}
                None => return Err(change.clone()),
            }
        }
        let answers = asked.into_iter().map(|(question, changes)| {
            let all = self.lesson.questions[question].answers.iter().enumerate();
            let making =
                all.filter(|(_, answer)| changes.iter().all(|change| answer.makes(change)));
            let fewest = making.min_by_key(|(_, answer)| answer.moves.len());
            fewest
                .map(|(at, _)| (question, at))
                .ok_or_else(|| changes[0].clone())
        });
        answers.collect()
    }

    /// The question of which an answer makes a move.
    fn question_of(&self, change: &Change) -> Option<usize> {
        let mut questions = self.lesson.questions.iter();
        questions.position(|question| question.answers.iter().any(|answer| answer.makes(change)))
    }

    /// A role whose sheet forbids it one of some answers.
    fn forbidden(&self, by: &[Chosen]) -> Option<(PartyId, Chosen)> {
        by.iter().find_map(|&(question, answer)| {
            let role = self.role_forbidden((question, answer))?;
            Some((role.id().clone(), (question, answer)))
        })
    }

    fn role_forbidden(&self, (question, answer): Chosen) -> Option<&Role> {
        let answer = &self.lesson.questions[question].answers[answer];
        let mut roles = self.lesson.roles.iter();
        roles.find(|role| is_limit(self.graph, role, answer))
    }

    /// `A3, Ukraine keeps what it holds`
    pub(super) fn chosen_in_words(&self, (question, answer): Chosen) -> String {
        let letter = self.lesson.letter(question, answer);
        let text = &self.lesson.questions[question].answers[answer].text;
        format!("{letter}, {text}")
    }
}

/// Whether a move is a yes to a milestone: who says yes to the deal says that too.
fn is_given_by_the_vote(change: &Change) -> bool {
    matches!(
        change,
        Change::Grant {
            target: Target::Milestone(_),
            ..
        }
    )
}
