//! Checks an answer of `blocks` again, without the engine that gave it.
//!
//! A *certificate* is the answer's claims as data: the status, the sets that unblock, the sets that block. The checker
//! knows the model and the definitions of `docs/method.md`, applied word for word; it shares no code with the
//! graph, the decision diagrams or the search. Unblocking sets are tried with and without each member; blocking sets
//! with everything else conceded; where few changes exist, all subsets are tried and the counts are confirmed too.

mod definitions;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::{Model, PartyId, Target};
use crate::source::Date;

use definitions::{Definitions, Reading};

/// A change as a certificate writes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Move {
    /// `grant` or `waive`.
    pub kind: String,
    /// Who.
    pub party: String,
    /// What.
    pub target: String,
    /// The condition that is waived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
}

/// What an answer claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// The form of this file.
    pub certificate: u32,
    /// The model's name.
    pub model: String,
    /// The day of the answer.
    pub as_of: Option<String>,
    /// Whether that day was asked for, so that later sources do not count.
    pub as_of_asked: bool,
    /// The goal.
    pub goal: String,
    /// Whether the stronger question was asked.
    pub secure: bool,
    /// The only party whose moves count, if one was named.
    pub party: Option<String>,
    /// `reached`, `met`, `open` or `blocked`.
    pub status: String,
    /// `circular` or `refused`, where blocked.
    pub kind: Option<String>,
    /// How many sets there are, where that is known.
    pub unblocking_count: Option<String>,
    /// The sets listed.
    pub unblocking_sets: Vec<Vec<Move>>,
    /// How many blocking sets there are, where that is known.
    pub blocking_count: Option<String>,
    /// The sets listed, each as the changes that would lift its members.
    pub blocking_sets: Vec<Vec<Move>>,
}

/// The form that this version writes and reads.
pub const FORM: u32 = 1;

/// One claim, and whether it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// What is claimed, in words.
    pub claim: String,
    /// Whether it was confirmed.
    pub holds: bool,
}

/// Up to so many changes every subset is tried.
const FEW: usize = 12;

/// Checks every claim of a certificate against a model. `Err` where it cannot be asked: no such goal, or too
/// many ways to respect the exclusions.
pub fn verify(model: &Model, certificate: &Certificate) -> Result<Vec<Claim>, String> {
    let day = certificate
        .as_of
        .as_ref()
        .map(|day| {
            day.parse::<Date>()
                .map_err(|error| format!("`{day}` is {error}"))
        })
        .transpose()?;
    let definitions = Definitions::of(model, day)?;
    let goal = definitions
        .target(&certificate.goal)
        .ok_or_else(|| format!("the model has no goal `{}`", certificate.goal))?;
    let checker = Checker {
        definitions,
        goal,
        certificate,
    };
    let mut claims = vec![checker.status()];
    for set in &certificate.unblocking_sets {
        claims.push(checker.unblocks(set));
    }
    for set in &certificate.blocking_sets {
        claims.push(checker.blocks(set));
    }
    claims.extend(checker.counts());
    Ok(claims)
}

struct Checker<'a> {
    definitions: Definitions<'a>,
    goal: Target,
    certificate: &'a Certificate,
}

impl Checker<'_> {
    fn status(&self) -> Claim {
        let none = BTreeSet::new();
        let holds = |unknown: bool, all_together: bool| {
            self.definitions.attainable(
                &self.goal,
                &none,
                Reading {
                    unknown,
                    all_together,
                },
            )
        };
        let (status, kind) = if self.definitions.is_reached(&self.goal) {
            ("reached", None)
        } else if holds(false, false) {
            ("met", None)
        } else if holds(true, false) {
            ("open", None)
        } else if holds(true, true) {
            ("blocked", Some("circular"))
        } else {
            ("blocked", Some("refused"))
        };
        let said = &self.certificate;
        let told = |status: &str, kind: Option<&str>| {
            kind.map_or_else(|| status.to_owned(), |kind| format!("{status} ({kind})"))
        };
        Claim {
            claim: format!(
                "{} is {}",
                said.goal,
                told(&said.status, said.kind.as_deref())
            ),
            holds: said.status == status && said.kind.as_deref() == kind,
        }
    }

    fn opens(&self, moves: &BTreeSet<Move>) -> bool {
        self.definitions.attainable(
            &self.goal,
            moves,
            Reading {
                unknown: !self.certificate.secure,
                all_together: false,
            },
        )
    }

    /// Whether the moves are open to those who were asked.
    fn is_asked(&self, one: &Move) -> bool {
        self.certificate
            .party
            .as_ref()
            .is_none_or(|party| *party == one.party)
    }

    fn unblocks(&self, set: &[Move]) -> Claim {
        let moves: BTreeSet<Move> = set.iter().cloned().collect();
        let spare = moves.iter().any(|one| self.opens(&without(&moves, one)));
        let holds = self.opens(&moves)
            && !spare
            && moves.len() == set.len()
            && moves.iter().all(|one| self.is_asked(one));
        let claim = if set.is_empty() {
            "it opens without any change".to_owned()
        } else {
            format!("{} opens it, with none to spare", told(set))
        };
        Claim { claim, holds }
    }

    fn blocks(&self, set: &[Move]) -> Claim {
        let refused: BTreeSet<Move> = set.iter().cloned().collect();
        let all: BTreeSet<Move> = self.all_moves().into_iter().collect();
        let others: BTreeSet<Move> = all.difference(&refused).cloned().collect();
        let lifted = |one: &Move| {
            others
                .iter()
                .cloned()
                .chain([one.clone()])
                .collect::<BTreeSet<_>>()
        };
        let spare = refused.iter().any(|one| !self.opens(&lifted(one)));
        let holds =
            !self.opens(&others) && !spare && refused.is_subset(&all) && refused.len() == set.len();
        let claim = match set.is_empty() {
            true => "it stays closed, whatever is conceded".to_owned(),
            false => format!(
                "without {} it stays closed, whatever else is conceded",
                told(set)
            ),
        };
        Claim { claim, holds }
    }

    /// Every change that anyone who was asked could make; in the stronger question also every yes not yet heard.
    fn all_moves(&self) -> Vec<Move> {
        let moves = self.definitions.moves(self.certificate.secure);
        moves.into_iter().filter(|one| self.is_asked(one)).collect()
    }

    /// The counts, where few enough changes exist to try every subset.
    fn counts(&self) -> Vec<Claim> {
        let all = self.all_moves();
        if all.len() > FEW {
            return Vec::new();
        }
        let named = |set: u32| {
            all.iter()
                .enumerate()
                .filter(|(at, _)| set & (1 << at) != 0)
                .map(|(_, one)| one.clone())
                .collect()
        };
        let every = (1u32 << all.len()) - 1;
        let opens: Vec<bool> = (0..=every).map(|set| self.opens(&named(set))).collect();
        let members = |set: u32| {
            (0..all.len())
                .map(|at| 1u32 << at)
                .filter(move |bit| set & bit != 0)
        };
        let opening = (0..=every)
            .filter(|&set| {
                opens[set as usize] && members(set).all(|bit| !opens[(set & !bit) as usize])
            })
            .count();
        let closed = |refused: u32| !opens[(every & !refused) as usize];
        let blocking = (0..=every)
            .filter(|&set| closed(set) && members(set).all(|bit| !closed(set & !bit)))
            .count();
        let claim = |said: &Option<String>, found: usize, what: &str| {
            said.as_ref().map(|said| Claim {
                claim: format!("the number of {what} sets is {said}"),
                holds: *said == found.to_string(),
            })
        };
        let counts = [
            claim(&self.certificate.unblocking_count, opening, "unblocking"),
            claim(&self.certificate.blocking_count, blocking, "blocking"),
        ];
        counts.into_iter().flatten().collect()
    }
}

fn without(moves: &BTreeSet<Move>, one: &Move) -> BTreeSet<Move> {
    moves
        .iter()
        .filter(|other| *other != one)
        .cloned()
        .collect()
}

fn told(set: &[Move]) -> String {
    let one = |m: &Move| {
        format!(
            "{} {}:{}{}",
            m.kind,
            m.party,
            m.target,
            m.condition
                .as_ref()
                .map(|c| format!(":{c}"))
                .unwrap_or_default()
        )
    };
    set.iter().map(one).collect::<Vec<_>>().join(" + ")
}

impl Move {
    fn grant(party: &PartyId, target: &Target) -> Self {
        Self {
            kind: "grant".to_owned(),
            party: party.to_string(),
            target: target.to_string(),
            condition: None,
        }
    }

    fn waive(party: &PartyId, target: &Target, condition: String) -> Self {
        Self {
            kind: "waive".to_owned(),
            party: party.to_string(),
            target: target.to_string(),
            condition: Some(condition),
        }
    }
}
