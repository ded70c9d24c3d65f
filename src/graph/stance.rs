//! What a party says of one thing on one day: the positions in force, combined.
//!
//! For each party and target the latest positions count; an earlier one is superseded. A `demands`
//! grants its own option and refuses the exclusive alternatives; a later word beats an earlier one,
//! and on one day a word about the option itself beats what follows from a demand for another. A
//! yes and a no about one thing on one day are *contested* and read as unknown.

use std::collections::BTreeMap;

use crate::model::{Condition, Confidence, Issue, Model, PartyId, Position, Stance, Target};
use crate::source::Date;

use super::AsRead;
use super::scale::{Cell, cells_of};

/// How a leaf is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// The party has said yes.
    Granted,
    /// The party has said yes, on a condition.
    Conditional,
    /// The party has said no.
    Refused,
    /// Nobody knows: no position, an open one, or a contested one.
    Unknown,
}

/// What a party says of something that needs its yes.
#[derive(Debug, Clone)]
pub struct StanceInfo {
    /// Who.
    pub party: PartyId,
    /// What needs the yes.
    pub target: Target,
    /// How it is read.
    pub reading: Reading,
    /// The positions that it rests on: indexes into the model's list.
    pub positions: Vec<usize>,
    /// Whether the refusal follows from a demand for something else.
    pub implied: bool,
    /// Whether the party says yes and no on one day.
    pub contested: bool,
}

/// One word of a party about one target.
struct Word<'a> {
    date: Option<Date>,
    explicit: bool,
    says: Says<'a>,
    position: usize,
}

enum Says<'a> {
    Yes(Option<&'a Condition>),
    No(Option<&'a Condition>),
    Undecided,
}

/// A stance with the conditions that the graph still has to build.
pub(super) struct Combined<'a> {
    pub info: StanceInfo,
    /// Conditions of a yes.
    pub ifs: Vec<&'a Condition>,
    /// Conditions that end a no.
    pub untils: Vec<&'a Condition>,
}

/// The positions in force on a day, by party and target.
pub(super) struct InForce<'a> {
    model: &'a Model,
    by_target: BTreeMap<(PartyId, Target), Vec<usize>>,
    by_issue: BTreeMap<(PartyId, crate::model::IssueId), Vec<usize>>,
}

impl<'a> InForce<'a> {
    pub fn of(model: &'a Model, read: AsRead) -> Self {
        let mut by_target: BTreeMap<(PartyId, Target), Vec<usize>> = BTreeMap::new();
        for (index, position) in model.positions.iter().enumerate() {
            if position.holds_on(read.day, model.stated_on(position)) {
                by_target
                    .entry((position.party.clone(), position.on.clone()))
                    .or_default()
                    .push(index);
            }
        }
        for group in by_target.values_mut() {
            // On a scale an offer and a refusal of other numbers stand side by side: each kind has its latest word.
            let kind = |i: usize| {
                model.positions[i]
                    .value
                    .is_some()
                    .then_some(model.positions[i].stance == Stance::Rejects)
            };
            let dated: Vec<(Option<bool>, Option<Date>)> = group
                .iter()
                .map(|&i| (kind(i), model.stated_on(&model.positions[i])))
                .collect();
            let latest = |k: Option<bool>| {
                dated
                    .iter()
                    .filter(|(other, _)| *other == k)
                    .map(|(_, date)| *date)
                    .max()
                    .flatten()
            };
            group.retain(|&i| model.stated_on(&model.positions[i]) == latest(kind(i)));
        }
        let sure = |i: &usize| {
            read.at_least.is_none_or(|least| {
                model.positions[*i].confidence.unwrap_or(Confidence::High) >= least
            })
        };
        by_target
            .values_mut()
            .for_each(|group| group.retain(|i| sure(i)));
        let mut by_issue: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for ((party, target), group) in &by_target {
            if let Some(issue) = target.issue() {
                by_issue
                    .entry((party.clone(), issue.clone()))
                    .or_default()
                    .extend(group);
            }
        }
        Self {
            model,
            by_target,
            by_issue,
        }
    }

    /// Positions in force, in the model's order.
    pub fn indexes(&self) -> Vec<usize> {
        let mut all: Vec<usize> = self.by_target.values().flatten().copied().collect();
        all.sort_unstable();
        all
    }

    /// The cells of an issue's scale, from the numbers that anyone in force has stated.
    pub fn cells(&self, issue: &Issue) -> Vec<Cell> {
        let stated: Vec<&Position> = self
            .by_target
            .iter()
            .filter(|((_, target), _)| *target == Target::Issue(issue.id.clone()))
            .flat_map(|(_, group)| group.iter().map(|&i| &self.model.positions[i]))
            .collect();
        cells_of(issue, stated)
    }

    fn group(&self, party: &PartyId, target: &Target) -> &[usize] {
        self.by_target
            .get(&(party.clone(), target.clone()))
            .map_or(&[], Vec::as_slice)
    }

    /// Whether a party says anything about an issue as a whole, beside its numbers.
    pub fn speaks_of_whole(&self, party: &PartyId, issue: &Issue) -> bool {
        self.group(party, &Target::Issue(issue.id.clone()))
            .iter()
            .any(|&i| self.model.positions[i].value.is_none())
    }

    /// What a party says of a milestone or of an issue as a whole.
    pub fn plain(&self, party: &PartyId, target: &Target) -> Combined<'a> {
        let words = self
            .group(party, target)
            .iter()
            .filter(|&&i| self.model.positions[i].value.is_none())
            .map(|&i| self.word(i, true))
            .collect();
        combine(party, target, words)
    }

    /// What a party says of an option.
    pub fn option(&self, party: &PartyId, target: &Target) -> Combined<'a> {
        let Some(issue) = target.issue() else {
            return self.plain(party, target);
        };
        let all = self
            .by_issue
            .get(&(party.clone(), issue.clone()))
            .map_or(&[][..], Vec::as_slice);
        let words = all
            .iter()
            .filter_map(|&i| {
                let position = &self.model.positions[i];
                if position.on == *target {
                    return Some(self.word(i, true));
                }
                let elsewhere =
                    matches!(position.on, Target::Option(..)) && position.stance == Stance::Demands;
                elsewhere.then(|| self.implied_no(i))
            })
            .collect();
        combine(party, target, words)
    }

    /// What a party says of a cell of a scale.
    pub fn cell(&self, party: &PartyId, issue: &Issue, cell: &Cell) -> Combined<'a> {
        let target = Target::Option(issue.id.clone(), cell.id.clone());
        let words = self
            .group(party, &Target::Issue(issue.id.clone()))
            .iter()
            .filter_map(|&i| {
                let position = &self.model.positions[i];
                match (cell.is_in(position.value.as_ref()?), position.stance) {
                    (true, _) => Some(self.word(i, true)),
                    (false, Stance::Demands) => Some(self.implied_no(i)),
                    (false, _) => None,
                }
            })
            .collect();
        combine(party, &target, words)
    }

    fn implied_no(&self, index: usize) -> Word<'a> {
        Word {
            explicit: false,
            says: Says::No(None),
            ..self.word(index, false)
        }
    }

    fn word(&self, index: usize, explicit: bool) -> Word<'a> {
        let position = &self.model.positions[index];
        let says = match position.stance {
            Stance::Demands
            | Stance::Proposes
            | Stance::Offers
            | Stance::Accepts
            | Stance::Prefers => Says::Yes(position.condition.as_ref()),
            Stance::Rejects => Says::No(position.until.as_ref()),
            Stance::Open => Says::Undecided,
        };
        Word {
            date: self.model.stated_on(position),
            explicit,
            says,
            position: index,
        }
    }
}

fn combine<'a>(party: &PartyId, target: &Target, mut words: Vec<Word<'a>>) -> Combined<'a> {
    let latest = words.iter().map(|word| (word.date, word.explicit)).max();
    let undated_contradiction = |words: &[Word<'_>]| {
        words.iter().any(|w| matches!(w.says, Says::Yes(_)))
            && words.iter().any(|w| matches!(w.says, Says::No(_)))
    };
    words.retain(|word| Some((word.date, word.explicit)) == latest);
    let contested = undated_contradiction(&words);
    let undecided = words.is_empty()
        || words
            .iter()
            .any(|word| matches!(word.says, Says::Undecided));
    let positions = words.iter().map(|word| word.position).collect();
    let implied = words.iter().any(|word| !word.explicit);
    let mut ifs = Vec::new();
    let mut untils = Vec::new();
    let (mut plain_yes, mut any_yes) = (false, false);
    for word in &words {
        match word.says {
            Says::Yes(None) => (plain_yes, any_yes) = (true, true),
            Says::Yes(Some(condition)) => {
                any_yes = true;
                ifs.push(condition);
            }
            Says::No(until) => untils.extend(until),
            Says::Undecided => {}
        }
    }
    let reading = match (undecided || contested, plain_yes, any_yes) {
        (true, _, _) => Reading::Unknown,
        (false, true, _) => Reading::Granted,
        (false, false, true) => Reading::Conditional,
        (false, false, false) => Reading::Refused,
    };
    Combined {
        info: StanceInfo {
            party: party.clone(),
            target: target.clone(),
            reading,
            positions,
            implied,
            contested,
        },
        ifs,
        untils,
    }
}

/// The positions in force on a day: indexes into the model's list.
pub(super) fn in_force(model: &Model, read: AsRead) -> Vec<usize> {
    InForce::of(model, read).indexes()
}
