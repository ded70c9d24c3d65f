//! The claims of one certificate, each held against the definitions.

use std::collections::BTreeSet;

use super::certificate::told;
use super::definitions::{Definitions, Edges, Reading};
use super::{Certificate, Claim, Move, families};
use crate::model::{MilestoneId, Target};

/// A certificate with what it is about.
pub(super) struct Checker<'a> {
    pub definitions: Definitions<'a>,
    pub goal: Target,
    pub certificate: &'a Certificate,
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
        Claim::of(words, claimed == self.found())
    }

    /// How the goal stands, by the definitions.
    fn found(&self) -> Found {
        let recorded = match &self.goal {
            Target::Milestone(id) => self.recorded(id),
            Target::Issue(_) | Target::Option(..) => None,
        };
        recorded.unwrap_or_else(|| self.attained())
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
    fn attained(&self) -> Found {
        let none = BTreeSet::new();
        let holds = |reading| self.definitions.attainable(&self.goal, &none, reading);
        let readings = [
            ("met", Reading::NOW),
            ("pending", Reading::IN_TIME),
            ("open", Reading::HOPED),
        ];
        if let Some((status, _)) = readings.into_iter().find(|(_, reading)| holds(*reading)) {
            return Found {
                package_only: !holds(Reading::HOPED.with(Edges::AllEarlier)),
                ..Found::plain(status)
            };
        }
        let is_circular = holds(Reading::HOPED.with(Edges::AllTogether));
        let kind = if is_circular { "circular" } else { "refused" };
        Found {
            kind: Some(kind.to_owned()),
            ..Found::plain("blocked")
        }
    }

    fn opens(&self, moves: &BTreeSet<Move>) -> bool {
        let reading = match self.certificate.secure {
            true => Reading::IN_TIME,
            false => Reading::HOPED,
        };
        self.is_there_anyway() || self.definitions.attainable(&self.goal, moves, reading)
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
        let moves: BTreeSet<Move> = set.iter().cloned().collect();
        let without = |one: &Move| {
            let mut others = moves.clone();
            others.remove(one);
            others
        };
        let spare = moves.iter().any(|one| self.opens(&without(one)));
        let holds = self.opens(&moves) && !spare && self.is_made_of_moves(set);
        let claim = match set.is_empty() {
            true => "it opens without any change".to_owned(),
            false => format!("{} opens it, with none to spare", told(set)),
        };
        Claim::of(claim, holds)
    }

    fn blocks(&self, set: &[Move]) -> Claim {
        let mut others = self.all_moves();
        for refused in set {
            others.remove(refused);
        }
        let lifted = |one: &Move| {
            let mut others = others.clone();
            others.insert(one.clone());
            others
        };
        let spare = set.iter().any(|one| !self.opens(&lifted(one)));
        let holds = !self.opens(&others) && !spare && self.is_made_of_moves(set);
        let claim = match set.is_empty() {
            true => "it stays closed, whatever is conceded".to_owned(),
            false => format!(
                "without {} it stays closed, whatever else is conceded",
                told(set)
            ),
        };
        Claim::of(claim, holds)
    }

    /// Whether a set names no move twice, and only such as those who were asked can make.
    fn is_made_of_moves(&self, set: &[Move]) -> bool {
        let moves: BTreeSet<Move> = set.iter().cloned().collect();
        moves.len() == set.len() && moves.is_subset(&self.all_moves())
    }

    /// Every change that anyone who was asked could make; in the stronger question also every yes not yet heard.
    fn all_moves(&self) -> BTreeSet<Move> {
        let moves = self.definitions.moves(self.certificate.secure);
        moves.into_iter().filter(|one| self.is_asked(one)).collect()
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
