//! How a party's word on one target moved between two days: harder, softer, to something else, or not at all.
//!
//! A word is compared first by how near each answer is to a yes, then by its conditions, then by how final it is said to
//! be, and last by the stance in which it is put.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde::Serialize;

use crate::graph::Nearness;
use crate::model::{Condition, Firmness, Position, Split, Stance};

/// How a party's word changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Movement {
    /// Further from a yes, or more final in a no or a demand.
    Hardened,
    /// Nearer to a yes, or less final.
    Softened,
    /// To something else, neither harder nor softer.
    Moved,
    /// Said for the first time.
    New,
    /// No longer held.
    Withdrawn,
}

impl Movement {
    /// The word in text and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hardened => "hardened",
            Self::Softened => "softened",
            Self::Moved => "moved",
            Self::New => "new",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// From one way to insist to another that is more final, less final or the same.
    fn by_finality(more: Ordering) -> Option<Self> {
        match more {
            Ordering::Greater => Some(Self::Hardened),
            Ordering::Less => Some(Self::Softened),
            Ordering::Equal => None,
        }
    }

    /// From one split of votes to another: more for it and not more against is softer.
    fn by_votes(old: Option<Split>, new: Option<Split>) -> Option<Self> {
        let (old, new) = (old?, new?);
        let softer = new.yes > old.yes || new.no < old.no;
        let harder = new.yes < old.yes || new.no > old.no;
        match (harder, softer) {
            (true, true) => Some(Self::Moved),
            (true, false) => Some(Self::Hardened),
            (false, true) => Some(Self::Softened),
            (false, false) => None,
        }
    }

    /// From some answers to others, by how near each of them is to a yes.
    fn by_nearness(old: &[Nearness], new: &[Nearness]) -> Option<Self> {
        let pairs = || old.iter().zip(new);
        let harder = pairs().any(|(old, new)| new < old);
        let softer = pairs().any(|(old, new)| new > old);
        match (harder, softer) {
            (true, true) => Some(Self::Moved),
            (true, false) => Some(Self::Hardened),
            (false, true) => Some(Self::Softened),
            (false, false) => None,
        }
    }
}

/// How far a party's words on one target let it be met, answer by answer, and how they are put.
#[derive(Debug)]
pub(super) struct Word {
    /// The target itself, or the cells of its scale.
    answers: Vec<Nearness>,
    /// How final a demand or a refusal among them is said to be; none where there is neither.
    insists: Option<Firmness>,
    conditions: BTreeSet<String>,
    /// How its votes are split, where they are.
    split: Option<Split>,
    /// The stances in which it is put: a proposal is another word than a wish.
    stances: BTreeSet<Stance>,
}

impl Word {
    /// What these positions of a party come to, with its answers to the target itself and on each cell of its scale.
    pub(super) fn of(answers: Vec<Nearness>, positions: &[&Position]) -> Self {
        let mut word = Self {
            answers,
            insists: None,
            conditions: BTreeSet::new(),
            split: positions.iter().find_map(|one| one.split),
            stances: positions.iter().map(|one| one.stance).collect(),
        };
        let insisting = positions.iter().filter(|one| word.insists_by(one));
        word.insists = insisting
            .map(|one| one.firmness.unwrap_or(Firmness::Firm))
            .max();
        // Beside a plain yes or a plain no a condition counts for nothing.
        if word.is_conditional() {
            word.conditions = positions.iter().flat_map(|one| conditions(one)).collect();
        }
        word
    }

    /// How the word moved to become another; none where the two are one.
    pub(super) fn movement_to(&self, new: &Self) -> Option<Movement> {
        let moved_if = |moved: bool| moved.then_some(Movement::Moved);
        Movement::by_nearness(&self.answers, &new.answers)
            .or_else(|| Movement::by_votes(self.split, new.split))
            .or_else(|| moved_if(self.conditions != new.conditions))
            .or_else(|| Movement::by_finality(new.finality().cmp(&self.finality())))
            .or_else(|| moved_if(self.stances != new.stances))
    }

    fn refuses(&self) -> bool {
        self.answers.iter().any(|one| *one < Nearness::Unknown)
    }

    fn grants(&self) -> bool {
        self.answers.iter().any(|one| *one > Nearness::Unknown)
    }

    /// Whether something is demanded, so that everything else is refused.
    fn demands(&self) -> bool {
        self.grants() && self.stances.contains(&Stance::Demands)
    }

    fn is_conditional(&self) -> bool {
        let mut answers = self.answers.iter();
        answers.any(|one| matches!(one, Nearness::NoUntil | Nearness::YesIf))
    }

    /// Whether a position among them puts something as final: a refusal, a demand or a condition of a yes that counts.
    fn insists_by(&self, position: &Position) -> bool {
        match position.stance {
            Stance::Rejects => self.refuses(),
            Stance::Demands => self.demands(),
            Stance::Proposes | Stance::Offers | Stance::Accepts | Stance::Prefers => {
                self.grants() && position.condition.is_some()
            }
            Stance::Open => false,
        }
    }

    /// A demand is more final than any refusal or condition.
    fn finality(&self) -> (bool, Option<Firmness>) {
        (self.demands(), self.insists)
    }
}

/// What the `if` and the `until` of a position mean.
fn conditions(position: &Position) -> impl Iterator<Item = String> {
    let named = |word: &'static str| move |asked: &Condition| format!("{word} {}", asked.meaning());
    let ifs = position.condition.iter().map(named("if"));
    ifs.chain(position.until.iter().map(named("until")))
}
