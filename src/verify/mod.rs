//! Checks an answer of `blocks` again, without the engine that gave it.
//!
//! A *certificate* is the answer's claims as data: the status, the sets that unblock, the sets that block. The checker
//! knows the model and the definitions of `docs/language.md` and `docs/method.md`, applied word for word; it shares no code
//! with the graph, the decision diagrams or the search. Unblocking sets are tried with and without each member; blocking
//! sets with everything else conceded. Two families of such sets are each whole exactly if each is the minimal sets that
//! meet all of the other (Reiter 1987), and that is tried too, so that a set left out is noticed. What cannot be checked,
//! because the certificate does not list it, is said.

mod definitions;
mod record;
mod words;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::{MilestoneId, Model, PartyId, Target};
use crate::source::{Date, sha256_hex};

use definitions::{Definitions, Edges, Reading};

/// A change as a certificate writes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// `grant` or `waive`.
    pub kind: String,
    /// Who.
    pub party: String,
    /// What.
    pub target: String,
    /// The label of the condition that is waived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
}

/// What is claimed of a family of sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// How many sets there are, where that is known.
    pub count: Option<String>,
    /// The sets listed, each as the changes that it consists of or that would lift its members.
    pub listed: Vec<Vec<Move>>,
}

/// What an answer claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// The form of this file.
    pub certificate: u32,
    /// The model's name.
    pub model: String,
    /// The first digits of the hash of the model's files.
    pub version: String,
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
    /// `reached`, `closed`, `pending`, `met`, `open` or `blocked`.
    pub status: String,
    /// Since when it is reached or closed.
    pub since: Option<String>,
    /// What came about instead of a closed goal, or the goal that was missed where a deadline brought about a reached one.
    pub by: Option<String>,
    /// `circular` or `refused`, where blocked.
    pub kind: Option<String>,
    /// Whether no way to it goes one thing after the other.
    pub package_only: bool,
    /// The minimal unblocking sets.
    pub unblocking: Family,
    /// The minimal blocking sets.
    pub blocking: Family,
    /// The hash of all the above, so that a claim that was changed or taken out later is noticed.
    pub digest: String,
}

impl Certificate {
    /// The same with its digest.
    #[must_use]
    pub fn sealed(mut self) -> Self {
        self.digest = self.hash();
        self
    }

    fn hash(&self) -> String {
        let without = Self {
            digest: String::new(),
            ..self.clone()
        };
        sha256_hex(format!("{without:?}").as_bytes())
    }
}

/// The form that this version writes and reads.
pub const FORM: u32 = 2;

/// What became of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It was confirmed.
    Holds,
    /// It is wrong.
    Fails,
    /// It could not be checked.
    NotChecked,
}

/// One claim, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// What is claimed, in words.
    pub claim: String,
    /// What became of it.
    pub verdict: Verdict,
}

impl Claim {
    fn of(claim: String, holds: bool) -> Self {
        let verdict = if holds {
            Verdict::Holds
        } else {
            Verdict::Fails
        };
        Self { claim, verdict }
    }

    fn unchecked(claim: String) -> Self {
        Self {
            claim,
            verdict: Verdict::NotChecked,
        }
    }
}

/// Comparisons of sets that are made at most to see whether two families belong to each other.
const MOST_COMPARED: usize = 20_000_000;

/// Checks every claim of a certificate against a model. `Err` where it cannot be asked: no such goal, or too
/// many ways to respect the exclusions.
pub fn verify(model: &Model, certificate: &Certificate) -> Result<Vec<Claim>, String> {
    let parse = |day: &String| {
        day.parse::<Date>()
            .map_err(|error| format!("`{day}` is {error}"))
    };
    let day = certificate.as_of.as_ref().map(parse).transpose()?;
    if let Some(party) = &certificate.party
        && !model.parties.contains_key(&PartyId::new(party))
    {
        return Err(format!("the model has no party `{party}`"));
    }
    let definitions = Definitions::of(model, day)?;
    let goal = definitions
        .target(&certificate.goal)
        .ok_or_else(|| format!("the model has no goal `{}`", certificate.goal))?;
    let definitions = definitions.about(&goal);
    let checker = Checker {
        definitions,
        goal,
        certificate,
    };
    let mut claims = vec![checker.whole(), checker.status()];
    let (unblocking, blocking) = (&certificate.unblocking, &certificate.blocking);
    claims.extend(unblocking.listed.iter().map(|set| checker.unblocks(set)));
    claims.extend(blocking.listed.iter().map(|set| checker.blocks(set)));
    claims.extend(checker.families());
    Ok(claims)
}

struct Checker<'a> {
    definitions: Definitions<'a>,
    goal: Target,
    certificate: &'a Certificate,
}

impl Checker<'_> {
    /// That nothing was changed after the certificate was written.
    fn whole(&self) -> Claim {
        let holds = self.certificate.digest == self.certificate.hash();
        Claim::of("the certificate is as it was written".to_owned(), holds)
    }

    fn status(&self) -> Claim {
        let said = self.certificate;
        let found = self.found();
        let told = |status: &str, kind: Option<&str>| {
            kind.map_or_else(|| status.to_owned(), |kind| format!("{status} ({kind})"))
        };
        let package = if said.package_only {
            ", as a package only"
        } else {
            ""
        };
        let since = said
            .since
            .as_ref()
            .map(|day| format!(" since {day}"))
            .unwrap_or_default();
        let by = said
            .by
            .as_ref()
            .map(|by| format!(", by {by}"))
            .unwrap_or_default();
        let status = told(&said.status, said.kind.as_deref());
        let claimed = Found {
            status: said.status.clone(),
            kind: said.kind.clone(),
            since: said.since.clone(),
            by: said.by.clone(),
            package_only: said.package_only,
        };
        Claim::of(
            format!("{} is {status}{since}{by}{package}", said.goal),
            claimed == found,
        )
    }

    /// How the goal stands, by the definitions.
    fn found(&self) -> Found {
        let none = BTreeSet::new();
        let holds = |unknown: bool, coming: bool, edges: Edges| {
            let reading = Reading {
                unknown,
                coming,
                edges,
            };
            self.definitions.attainable(&self.goal, &none, reading)
        };
        let package = || !holds(true, true, Edges::AllEarlier);
        let found = |status: &str, kind: Option<&str>, package_only: bool| Found {
            status: status.to_owned(),
            kind: kind.map(str::to_owned),
            since: None,
            by: None,
            package_only,
        };
        let day = |day: Date| day.to_string();
        let name = |id: &MilestoneId| id.to_string();
        let record = self.definitions.record();
        if let Target::Milestone(id) = &self.goal {
            if let Some((since, instead)) = record.reached.get(id) {
                let (since, by) = (Some(day(*since)), instead.as_ref().map(name));
                return Found {
                    since,
                    by,
                    ..found("reached", None, false)
                };
            }
            if record.coming.contains_key(id) {
                return found("pending", None, false);
            }
            if let Some((since, by)) = record.closed.get(id) {
                let (since, by) = (since.map(day), by.as_ref().map(name));
                return Found {
                    since,
                    by,
                    ..found("closed", None, false)
                };
            }
        }
        if holds(false, false, Edges::AsWritten) {
            found("met", None, package())
        } else if holds(false, true, Edges::AsWritten) {
            found("pending", None, package())
        } else if holds(true, true, Edges::AsWritten) {
            found("open", None, package())
        } else if holds(true, true, Edges::AllTogether) {
            found("blocked", Some("circular"), false)
        } else {
            found("blocked", Some("refused"), false)
        }
    }

    fn opens(&self, moves: &BTreeSet<Move>) -> bool {
        if self.is_there_anyway() {
            return true;
        }
        let unknown = !self.certificate.secure;
        let reading = Reading {
            unknown,
            coming: true,
            edges: Edges::AsWritten,
        };
        self.definitions.attainable(&self.goal, moves, reading)
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
        self.certificate
            .party
            .as_ref()
            .is_none_or(|party| *party == one.party)
    }

    fn unblocks(&self, set: &[Move]) -> Claim {
        let moves: BTreeSet<Move> = set.iter().cloned().collect();
        let spare = moves.iter().any(|one| self.opens(&without(&moves, one)));
        let all: BTreeSet<Move> = self.all_moves().into_iter().collect();
        let holds =
            self.opens(&moves) && !spare && moves.len() == set.len() && moves.is_subset(&all);
        let claim = if set.is_empty() {
            "it opens without any change".to_owned()
        } else {
            format!("{} opens it, with none to spare", told(set))
        };
        Claim::of(claim, holds)
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
        Claim::of(claim, holds)
    }

    /// Every change that anyone who was asked could make; in the stronger question also every yes not yet heard.
    fn all_moves(&self) -> Vec<Move> {
        let moves = self.definitions.moves(self.certificate.secure);
        moves.into_iter().filter(|one| self.is_asked(one)).collect()
    }

    /// What is claimed of the families as wholes: the counts, and that nothing is left out.
    fn families(&self) -> Vec<Claim> {
        let (opening, blocking) = (&self.certificate.unblocking, &self.certificate.blocking);
        let mut claims = vec![
            counted(opening, "unblocking"),
            counted(blocking, "blocking"),
        ];
        let is_whole = |family: &Family| family.count == Some(family.listed.len().to_string());
        let both = "these are all the sets that open it, and all that keep it closed";
        claims.push(if !is_whole(opening) || !is_whole(blocking) {
            Claim::unchecked(format!("{both}: not all are listed"))
        } else {
            match belong(&as_sets(opening), &as_sets(blocking)) {
                Some(holds) => Claim::of(both.to_owned(), holds),
                None => Claim::unchecked(format!("{both}: there are too many to compare")),
            }
        });
        claims
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

/// That a family is as large as it is said to be. A larger one than is listed is not checked, a smaller one is wrong.
fn counted(family: &Family, what: &str) -> Claim {
    let listed = as_sets(family).len();
    let twice = listed != family.listed.len();
    let Some(count) = &family.count else {
        return match twice {
            true => Claim::of(format!("no {what} set is listed twice"), false),
            false => Claim::unchecked(format!("the number of {what} sets is not known")),
        };
    };
    let claim = format!("the number of {what} sets is {count}");
    let digits = !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit());
    let is_number = digits && (count == "0" || !count.starts_with('0'));
    let fewer = count.len() < listed.to_string().len()
        || count.parse::<usize>().is_ok_and(|count| count < listed);
    match (twice || !is_number || fewer, count.parse() == Ok(listed)) {
        (true, _) => Claim::of(claim, false),
        (false, true) => Claim::of(claim, true),
        (false, false) => Claim::unchecked(format!("{claim}: {listed} are listed")),
    }
}

fn as_sets(family: &Family) -> BTreeSet<BTreeSet<Move>> {
    family
        .listed
        .iter()
        .map(|set| set.iter().cloned().collect())
        .collect()
}

/// Whether the second family is just the minimal sets that meet every set of the first (Berge 1989). `None` where too many
/// sets would have to be formed.
fn belong(one: &BTreeSet<BTreeSet<Move>>, other: &BTreeSet<BTreeSet<Move>>) -> Option<bool> {
    let mut met: BTreeSet<BTreeSet<&Move>> = BTreeSet::from([BTreeSet::new()]);
    let mut compared = 0usize;
    for set in one {
        let mut next: BTreeSet<BTreeSet<&Move>> = BTreeSet::new();
        for partial in &met {
            if set.iter().any(|member| partial.contains(member)) {
                next.insert(partial.clone());
            } else {
                let more = |member| partial.iter().copied().chain([member]).collect();
                next.extend(set.iter().map(more));
            }
        }
        compared += next.len() * next.len();
        if compared > MOST_COMPARED {
            return None;
        }
        let smaller =
            |set: &BTreeSet<&Move>| next.iter().any(|s| s.len() < set.len() && s.is_subset(set));
        met = next.iter().filter(|set| !smaller(set)).cloned().collect();
    }
    let other: BTreeSet<BTreeSet<&Move>> = other.iter().map(|set| set.iter().collect()).collect();
    Some(met == other)
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
        let condition = m
            .condition
            .as_ref()
            .map(|c| format!(":{c}"))
            .unwrap_or_default();
        format!("{} {}:{}{condition}", m.kind, m.party, m.target)
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

    fn waive(party: &PartyId, target: &Target, label: &str) -> Self {
        Self {
            kind: "waive".to_owned(),
            party: party.to_string(),
            target: target.to_string(),
            condition: Some(label.to_owned()),
        }
    }
}
