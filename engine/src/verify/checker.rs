//! The claims of one certificate, each held against the definitions.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashSet};

use super::attained::Attained;
use super::certificate::told;
use super::definitions::{Definitions, Edges, Reading, TooMuch};
use super::{Certificate, Claim, Move, families};
use crate::model::{MilestoneId, Target};

/// A certificate with what it is about.
pub(super) struct Checker<'a> {
    pub definitions: Definitions<'a>,
    pub goal: Target,
    pub certificate: &'a Certificate,
    /// Every move that counts, once that is asked.
    pub moves: OnceCell<BTreeSet<Move>>,
}

impl Checker<'_> {
    /// Every claim, with what became of it.
    pub fn claims(&self) -> Vec<Claim> {
        let (opening, blocking) = (&self.certificate.unblocking, &self.certificate.blocking);
        let mut claims = vec![self.whole(), self.status()];
        claims.extend(opening.listed.iter().map(|set| self.unblocks(set)));
        claims.extend(blocking.listed.iter().map(|set| self.blocks(set)));
        claims.extend(families::claims(opening, blocking));
        claims
    }

    /// That nothing was changed after the certificate was written.
    fn whole(&self) -> Claim {
        let holds = self.certificate.digest == self.certificate.hash();
        Claim::of("the certificate is as it was written".to_owned(), holds)
    }

    fn status(&self) -> Claim {
        let claimed = Found::claimed(self.certificate);
        let words = format!("{} is {}", self.certificate.goal, claimed.in_words());
        checked(words, self.found().map(|found| claimed == found))
    }

    /// How the goal stands, by the definitions.
    fn found(&self) -> Result<Found, TooMuch> {
        let recorded = match &self.goal {
            Target::Milestone(id) => self.recorded(id),
            Target::Issue(_) | Target::Option(..) => None,
        };
        recorded.map_or_else(|| self.attained(), Ok)
    }

    /// How a milestone stands by the record, where the record says.
    fn recorded(&self, id: &MilestoneId) -> Option<Found> {
        let record = self.definitions.record();
        if let Some((since, instead)) = record.reached.get(id) {
            return Some(Found {
                since: Some(since.to_string()),
                by: instead.as_ref().map(ToString::to_string),
                ..Found::plain("reached")
            });
        }
        if record.coming.contains_key(id) {
            return Some(Found::plain("pending"));
        }
        let (since, by) = record.closed.get(id)?;
        Some(Found {
            since: since.as_ref().map(ToString::to_string),
            by: by.as_ref().map(ToString::to_string),
            ..Found::plain("closed")
        })
    }

    /// How the goal stands by what can be attained without anybody's move.
    fn attained(&self) -> Result<Found, TooMuch> {
        let none = HashSet::new();
        let holds = |reading| self.definitions.attainable(&self.goal, &none, reading);
        let readings = [
            ("met", Reading::NOW),
            ("pending", Reading::IN_TIME),
            ("open", Reading::HOPED),
        ];
        for (status, reading) in readings {
            if holds(reading)? {
                return Ok(Found {
                    package_only: !holds(Reading::HOPED.with(Edges::AllEarlier))?,
                    ..Found::plain(status)
                });
            }
        }
        let is_circular = holds(Reading::HOPED.with(Edges::AllTogether))?;
        let kind = if is_circular { "circular" } else { "refused" };
        Ok(Found {
            kind: Some(kind.to_owned()),
            ..Found::plain("blocked")
        })
    }

    /// What is attainable once some moves are made.
    fn with(&self, moves: HashSet<Move>) -> Result<Attained, TooMuch> {
        let reading = match self.certificate.secure {
            true => Reading::IN_TIME,
            false => Reading::HOPED,
        };
        self.definitions.attained(moves, reading)
    }

    fn opens(&self, attained: &Attained) -> bool {
        self.is_there_anyway() || attained.has(&self.goal)
    }

    /// Whether the goal opens with one move more, or without it where it was made.
    fn opens_with_one_other(&self, attained: &Attained, one: &Move) -> Result<bool, TooMuch> {
        let definitions = &self.definitions;
        let opens = definitions.attains_with_one_other(&self.goal, attained, one);
        Ok(self.is_there_anyway() || opens?)
    }

    /// Whether the goal is there, or comes by itself, whatever excludes what.
    fn is_there_anyway(&self) -> bool {
        let record = self.definitions.record();
        match &self.goal {
            Target::Milestone(id) => {
                record.reached.contains_key(id) || record.coming.contains_key(id)
            }
            Target::Issue(_) | Target::Option(..) => false,
        }
    }

    /// Whether the moves are open to those who were asked.
    fn is_asked(&self, one: &Move) -> bool {
        let party = self.certificate.party.as_ref();
        party.is_none_or(|party| *party == one.party)
    }

    fn unblocks(&self, set: &[Move]) -> Claim {
        let claim = match set.is_empty() {
            true => "it opens without any change".to_owned(),
            false => format!("{} opens it, with none to spare", told(set)),
        };
        checked(claim, self.is_minimal_opening(set))
    }

    fn is_minimal_opening(&self, set: &[Move]) -> Result<bool, TooMuch> {
        let moves: BTreeSet<Move> = set.iter().cloned().collect();
        let attained = self.with(moves.iter().cloned().collect())?;
        for one in &moves {
            if self.opens_with_one_other(&attained, one)? {
                return Ok(false);
            }
        }
        Ok(self.opens(&attained) && self.is_made_of_moves(set))
    }

    fn blocks(&self, set: &[Move]) -> Claim {
        let claim = match set.is_empty() {
            true => "it stays closed, whatever is conceded".to_owned(),
            false => format!(
                "without {} it stays closed, whatever else is conceded",
                told(set)
            ),
        };
        checked(claim, self.is_minimal_blocking(set))
    }

    fn is_minimal_blocking(&self, set: &[Move]) -> Result<bool, TooMuch> {
        let mut others = self.all_moves().clone();
        for refused in set {
            others.remove(refused);
        }
        let attained = self.with(others.into_iter().collect())?;
        for one in set {
            if !self.opens_with_one_other(&attained, one)? {
                return Ok(false);
            }
        }
        Ok(!self.opens(&attained) && self.is_made_of_moves(set))
    }

    /// Whether a set names no move twice, and only such as those who were asked can make.
    fn is_made_of_moves(&self, set: &[Move]) -> bool {
        let moves: BTreeSet<Move> = set.iter().cloned().collect();
        moves.len() == set.len() && moves.is_subset(self.all_moves())
    }

    /// Every change that anyone who was asked could make; in the stronger question also every yes not yet heard.
    fn all_moves(&self) -> &BTreeSet<Move> {
        self.moves.get_or_init(|| {
            let moves = self.definitions.moves(self.certificate.secure);
            moves.into_iter().filter(|one| self.is_asked(one)).collect()
        })
    }
}

/// A claim that was checked, unless that would have been too much work.
fn checked(claim: String, holds: Result<bool, TooMuch>) -> Claim {
    match holds {
        Ok(holds) => Claim::of(claim, holds),
        Err(TooMuch) => Claim::unchecked(format!(
            "{claim}: too much work; ask for fewer sets, as in `blocks --sets 3 --certificate FILE`"
        )),
    }
}

/// How a goal stands.
#[derive(PartialEq, Eq)]
struct Found {
    status: String,
    kind: Option<String>,
    since: Option<String>,
    by: Option<String>,
    package_only: bool,
}

impl Found {
    fn plain(status: &str) -> Self {
        Self {
            status: status.to_owned(),
            kind: None,
            since: None,
            by: None,
            package_only: false,
        }
    }

    fn claimed(by: &Certificate) -> Self {
        Self {
            status: by.status.clone(),
            kind: by.kind.clone(),
            since: by.since.clone(),
            by: by.by.clone(),
            package_only: by.package_only,
        }
    }

    fn in_words(&self) -> String {
        let after = |words: &str, told: &Option<String>, end: &str| {
            let told = told.as_ref();
            told.map(|told| format!("{words}{told}{end}"))
                .unwrap_or_default()
        };
        let kind = after(" (", &self.kind, ")");
        let since = after(" since ", &self.since, "");
        let by = after(", by ", &self.by, "");
        let package = match self.package_only {
            true => ", as a package only",
            false => "",
        };
        format!("{}{kind}{since}{by}{package}", self.status)
    }
}
