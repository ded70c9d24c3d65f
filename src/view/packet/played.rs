//! The issues and answers of a lesson as they are called on paper: `A, the line`, `A1, the line of today`.

use crate::lesson::{Answer, Lesson, Question, Role, letter};
use crate::model::{IssueId, Target};

use super::Maker;
use crate::view::words::lower_first;

/// An issue as it is played, with its place in the lesson.
#[derive(Clone, Copy)]
pub(super) struct PlayedIssue<'a> {
    lesson: &'a Lesson,
    at: usize,
    /// The issue itself.
    pub(super) question: &'a Question,
}

/// An answer that can be agreed, with its place in the lesson.
#[derive(Clone, Copy)]
pub(super) struct PlayedAnswer<'a> {
    issue: PlayedIssue<'a>,
    at: usize,
    /// The answer itself.
    pub(super) answer: &'a Answer,
}

impl<'a> PlayedIssue<'a> {
    /// `A, the line`
    pub(super) fn named(self) -> String {
        format!("{}, {}", letter(self.at), self.question.name)
    }

    /// How far its answers lie apart in points for a role; only where the lesson has points.
    pub(super) fn weight_for(self, role: &Role) -> i64 {
        let row = &role.points[self.at];
        row.iter().max().unwrap_or(&0) - row.iter().min().unwrap_or(&0)
    }

    pub(super) fn answers(self) -> impl Iterator<Item = PlayedAnswer<'a>> {
        let answers = self.question.answers.iter().enumerate();
        answers.map(move |(at, answer)| PlayedAnswer {
            issue: self,
            at,
            answer,
        })
    }
}

impl<'a> PlayedAnswer<'a> {
    /// `A1`
    pub(super) fn letter(self) -> String {
        self.issue.lesson.letter(self.issue.at, self.at)
    }

    /// `A1, the line of today`
    pub(super) fn named(self) -> String {
        format!("{}, {}", self.letter(), self.answer.text)
    }

    /// The same where players may read it; an answer that they find themselves is named by its letter alone.
    pub(super) fn on_a_slip(self) -> String {
        match self.answer.is_found {
            true => "Another answer, in your own words".to_owned(),
            false => self.named(),
        }
    }

    pub(super) fn is(self, target: &Target) -> bool {
        self.answer.target.as_ref() == Some(target)
    }

    /// Why it is worth so much to a role, where the teacher says it.
    pub(super) fn reason_for(self, role: &'a Role) -> Option<&'a str> {
        let row = role.reasons.get(self.issue.at)?;
        row.get(self.at)?.as_deref()
    }

    /// What it is worth to a role; only where the lesson has points.
    pub(super) fn points_for(self, role: &Role) -> i64 {
        role.points[self.issue.at][self.at]
    }
}

impl Maker<'_> {
    /// What a question is about, as it stands in a sentence: `the territory in the east`.
    pub(super) fn subject(&self, question: &Question) -> String {
        match &question.issue {
            Some(issue) => self.words.issue(issue),
            None => format!("the {}", lower_first(&question.name)),
        }
    }

    pub(super) fn played_issues(&self) -> impl Iterator<Item = PlayedIssue<'_>> {
        let lesson = self.lesson;
        let questions = lesson.questions.iter().enumerate();
        questions.map(move |(at, question)| PlayedIssue {
            lesson,
            at,
            question,
        })
    }

    pub(super) fn played_answers(&self) -> impl Iterator<Item = PlayedAnswer<'_>> {
        self.played_issues().flat_map(PlayedIssue::answers)
    }

    /// What something is called on paper: an answer by its letter, where it is one of those that are played.
    pub(super) fn on_paper(&self, target: &Target) -> String {
        match self.played_answers().find(|played| played.is(target)) {
            Some(played) => played.named(),
            None => self.words.target(target),
        }
    }

    /// Whether a target is a milestone or one of the issues that are played.
    pub(super) fn is_in_play(&self, target: &Target) -> bool {
        let is_played = |issue: &IssueId| {
            self.lesson
                .questions
                .iter()
                .any(|q| q.issue.as_ref() == Some(issue))
        };
        target.issue().is_none_or(is_played)
    }
}
