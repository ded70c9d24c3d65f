//! A lesson: what a teacher adds to a model so that it can be played. Learning goals, time and class, who plays whom and
//! what each role alone knows, and, if wished, points that are invented for teaching.
//!
//! A lesson is read from `lesson.yaml` beside the model, which is not part of the model: nothing in it is evidence.
//! Without one, a lesson follows from the model alone, and says what it lacks. The form of the material is that of the
//! role-plays that negotiation teachers use: general instructions for all, confidential ones for each role (Ebner and
//! Efron, *Using Tomorrow's Headlines for Today's Training*, Negotiation Journal 21, 2005; Susskind and Corburn, *Using
//! Simulations to Teach Negotiation*, 2000).

mod game;
mod names;
pub mod propose;
mod read;
mod scorable;
mod slips;

use std::collections::BTreeMap;

use crate::graph::Change;
use crate::model::{IssueId, Model, PartyId, Target};
use crate::source::Date;

pub use names::{Renames, fictional};
pub use read::{Points, from_model, read, read_with};
pub use scorable::{Imported, import, scorable_files};
pub use slips::{Slip, read_slips};

/// What a teacher adds to a model.
#[derive(Debug, Clone, Default)]
pub struct Lesson {
    /// What the exercise is called; else the model's title.
    pub title: Option<String>,
    /// What those who play are to learn.
    pub goals: Vec<String>,
    /// How many play.
    pub class_size: Option<usize>,
    /// How long it takes, in minutes, with the debriefing.
    pub minutes: usize,
    /// The day up to which the general instructions know the story.
    pub day: Option<Date>,
    /// The story, a paragraph each.
    pub background: Vec<String>,
    /// How the talks are run, a step each.
    pub procedure: Vec<String>,
    /// What happens if nobody agrees.
    pub without_a_deal: Option<String>,
    /// Whose yes makes a deal.
    pub decision: Decision,
    /// What a teacher should know of the subject before choosing it.
    pub sensitivity: Option<String>,
    /// How hard it is, in the teacher's words.
    pub difficulty: Option<String>,
    /// What is negotiated, in order.
    pub questions: Vec<Question>,
    /// Who plays, in order.
    pub roles: Vec<Role>,
    /// Invented names for real ones.
    pub names: BTreeMap<String, String>,
    /// Names that stay as they are.
    pub keep_names: Vec<String>,
    /// Whether a teacher wrote it; otherwise it follows from the model.
    pub is_written: bool,
}

/// Whose yes makes a deal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decision {
    /// How many roles must say yes; all where nothing is said.
    pub needs: Option<usize>,
    /// Roles without which there is no deal.
    pub veto: Vec<PartyId>,
}

/// What is played: an issue of the model, or the order of steps that wait for each other; with lettered answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// What the lesson calls it: the id of the issue, or `order`.
    pub id: String,
    /// The issue; none where it is the order of steps.
    pub issue: Option<IssueId>,
    /// What it is called.
    pub name: String,
    /// The question itself.
    pub question: String,
    /// The answers that can be agreed.
    pub answers: Vec<Answer>,
}

/// One answer that can be agreed.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Its id within the issue.
    pub id: String,
    /// In words.
    pub text: String,
    /// The option of the model, where it is one.
    pub target: Option<Target>,
    /// The conditions and refusals that are dropped by it, where the question is the order of steps.
    pub moves: Vec<Change>,
    /// Roles without whose yes no deal with this answer passes.
    pub consent: Vec<PartyId>,
    /// Whether those who play are to find it themselves: it stands on the teacher's sheets alone.
    pub is_found: bool,
}

impl Answer {
    /// An answer that stands on the sheets of all.
    fn open(id: &str, text: impl Into<String>, target: Option<Target>) -> Self {
        Self {
            id: id.to_owned(),
            text: text.into(),
            target,
            moves: Vec::new(),
            consent: Vec::new(),
            is_found: false,
        }
    }

    /// An answer to the order of steps: what is dropped by it.
    pub fn dropping(id: &str, text: impl Into<String>, moves: Vec<Change>) -> Self {
        Self {
            moves,
            ..Self::open(id, text, None)
        }
    }

    /// Whether some party makes this move by agreeing to the answer.
    pub fn makes(&self, change: &Change) -> bool {
        match change {
            Change::Grant { target, .. } if self.target.as_ref() == Some(target) => true,
            Change::Grant { .. } | Change::Waive { .. } => self.moves.contains(change),
        }
    }
}

/// Whose consent some moves need: of those who make them, and of those whose yes what is moved needs anyway.
pub fn consent_to(model: &Model, moves: &[Change]) -> Vec<PartyId> {
    let mut parties: Vec<PartyId> = Vec::new();
    for change in moves {
        let milestone = match change.target() {
            Target::Milestone(id) => model.milestones.get(id),
            Target::Issue(_) | Target::Option(..) => None,
        };
        let needed = milestone
            .into_iter()
            .flat_map(|milestone| &milestone.consent);
        let needed = needed.map(|consent| &consent.party);
        for party in std::iter::once(change.party()).chain(needed) {
            if !parties.contains(party) {
                parties.push(party.clone());
            }
        }
    }
    parties
}

impl Question {
    /// Whether it asks for the order of steps, and not for an answer to an issue.
    pub fn is_order(&self) -> bool {
        self.issue.is_none()
    }
}

/// A party as it is played.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Role {
    /// The party.
    pub party: Option<PartyId>,
    /// What it is sent to do.
    pub mandate: Option<String>,
    /// Its interests by weight, each with why, where the teacher orders them.
    pub interests: Vec<Interest>,
    /// What it may accept beyond what it asks for.
    pub may_accept: Vec<Target>,
    /// What it must not accept, beyond what the model says that it refuses.
    pub must_not_accept: Vec<Target>,
    /// What it does if there is no deal.
    pub walk_away: Option<String>,
    /// What it believes of the others.
    pub believes: Vec<String>,
    /// What it must not tell.
    pub keep_secret: Vec<String>,
    /// How it could begin.
    pub opening: Option<String>,
    /// The points of each answer of each question, invented for teaching.
    pub points: Vec<Vec<i64>>,
    /// Why an answer is worth so much, where the teacher says it: for the same answers as the points.
    pub reasons: Vec<Vec<Option<String>>>,
    /// The points below which it says no.
    pub threshold: i64,
}

/// The most points either way, so that sums stay exact.
const MOST_POINTS: u64 = 1_000_000;

/// The points that a text writes, where it writes a whole number of no more than a million either way.
pub fn points_in(text: &str) -> Option<i64> {
    let number: i64 = text.trim().parse().ok()?;
    Some(number).filter(|number| number.unsigned_abs() <= MOST_POINTS)
}

/// An interest of a role.
#[derive(Debug, Clone, PartialEq)]
pub struct Interest {
    /// The interest.
    pub text: String,
    /// Why it matters.
    pub why: Option<String>,
    /// Whether it is invented for teaching: no source says it.
    pub is_invented: bool,
}

impl Role {
    /// A role of which nothing is said but its party.
    fn of(party: PartyId) -> Self {
        Self {
            party: Some(party),
            ..Self::default()
        }
    }

    /// The party that is played.
    pub fn id(&self) -> &PartyId {
        self.party.as_ref().expect("a role is read with its party")
    }

    /// Whether it has points for every answer of these questions.
    fn scores(&self, questions: &[Question]) -> bool {
        let rows = self.points.iter().map(Vec::len);
        rows.eq(questions.iter().map(|question| question.answers.len()))
    }
}

impl Lesson {
    /// Whether every role has points for every answer.
    pub fn has_points(&self) -> bool {
        !self.questions.is_empty()
            && !self.roles.is_empty()
            && self.roles.iter().all(|role| role.scores(&self.questions))
    }

    /// How many roles must say yes.
    pub fn yeses(&self) -> usize {
        let played = self.roles.len();
        self.decision.needs.unwrap_or(played).min(played)
    }

    /// What an answer is called on paper: `A1`, the first answer to the first question.
    pub fn letter(&self, question: usize, answer: usize) -> String {
        format!("{}{}", letter(question), answer + 1)
    }
}

/// `A` for the first question, `AA` after `Z`, `AAA` after `ZZ`.
///
/// ```
/// use impasse::lesson::letter;
/// assert_eq!([0, 25, 26, 701, 702].map(letter), ["A", "Z", "AA", "ZZ", "AAA"]);
/// ```
pub fn letter(question: usize) -> String {
    let digit = |n: usize| char::from(b'A' + u8::try_from(n % 26).expect("below 26"));
    match question / 26 {
        0 => digit(question).to_string(),
        before => letter(before - 1) + &digit(question).to_string(),
    }
}
