//! Bodies: parties that decide by the votes of their members, and votes that were counted.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{PartyId, Target};
use crate::source::{Citation, Date, Place};

/// How a party decides through its members.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Body {
    /// All its votes, also those that no member listed here has; without it, what the members have together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats: Option<u64>,
    /// Who votes, and with what weight.
    pub members: Vec<Seats>,
    /// What the votes must come to; without it the party speaks for itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
    /// Members that are supposed to have left: their votes are there and nobody casts them.
    #[serde(skip)]
    pub left: Vec<Seats>,
    /// What changed in the course of time, in the order of the days.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<BodyChange>,
}

/// A member with its weights: `seats`, or whatever else a rule counts, such as `population`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seats {
    /// The member.
    pub party: PartyId,
    /// What it weighs, by the name of the weight.
    pub weights: BTreeMap<String, u64>,
}

/// What is otherwise in a body from a day on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BodyChange {
    /// The first day.
    pub on: Date,
    /// All its votes, where that changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats: Option<u64>,
    /// Members whose weights change; one that weighs nothing any more is no member.
    pub members: Vec<Seats>,
    /// The rule, where that changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
    /// Where that is said.
    pub cites: Vec<Citation>,
}

/// What the votes of a body must come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// All of these.
    All(Vec<Rule>),
    /// One of these.
    Any(Vec<Rule>),
    /// The yes of every member.
    Unanimity,
    /// The yes of each of these.
    Vetoes(Vec<PartyId>),
    /// A share of what is counted.
    Share(Share, Measure),
}

/// How much of what is counted must say yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Share {
    /// At least so much.
    AtLeast(u64),
    /// At least so many of a hundred.
    Percent(u64),
    /// More than half.
    Majority,
    /// At least two of three.
    TwoThirds,
}

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Votes cast: those known to abstain are not among them.
    Cast,
    /// Members, each as one.
    Members,
    /// A weight of the members by its name: `seats`, `population`.
    Weight(String),
}

/// What a weight is called where nothing else is said.
pub const SEATS: &str = "seats";

impl Share {
    /// How much of a total it is.
    pub fn of(self, total: u64) -> u64 {
        match (self, self.fraction()) {
            (Self::AtLeast(count), _) => count,
            (_, Some((_, whole, _))) => self.parts_of(total).div_ceil(whole),
            (Self::Percent(_) | Self::Majority | Self::TwoThirds, None) => total,
        }
    }

    /// The same in parts, of which a whole one has as many as the fraction says.
    pub fn parts_of(self, total: u64) -> u64 {
        let (part, _, exceeds) = self.fraction().unwrap_or((1, 1, false));
        total
            .saturating_mul(part)
            .saturating_add(u64::from(exceeds))
    }

    /// The share as a fraction, and whether it must be exceeded; `None` for a plain number.
    pub fn fraction(self) -> Option<(u64, u64, bool)> {
        match self {
            Self::AtLeast(_) => None,
            Self::Percent(percent) => Some((percent, 100, false)),
            Self::Majority => Some((1, 2, true)),
            Self::TwoThirds => Some((2, 3, false)),
        }
    }
}

impl Measure {
    /// What is counted, in a word.
    pub fn name(&self) -> &str {
        match self {
            Self::Cast => "cast",
            Self::Members => "members",
            Self::Weight(name) => name,
        }
    }
}

impl Seats {
    /// What the member weighs, in a weight of some name.
    pub fn weight(&self, name: &str) -> u64 {
        self.weights.get(name).copied().unwrap_or(0)
    }

    fn is_none(&self) -> bool {
        self.weights.values().all(|weight| *weight == 0)
    }
}

impl Rule {
    /// Each rule that it is made of, itself first.
    pub fn parts(&self) -> Vec<&Self> {
        let mut parts = vec![self];
        match self {
            Self::All(rules) | Self::Any(rules) => {
                parts.extend(rules.iter().flat_map(Self::parts));
            }
            Self::Unanimity | Self::Vetoes(_) | Self::Share(..) => {}
        }
        parts
    }
}

impl Body {
    /// The body as it is on a day, with no changes to come; without a day, as it was last changed.
    #[must_use]
    pub fn on(&self, day: Option<Date>) -> Self {
        let mut now = Self {
            changed: Vec::new(),
            ..self.clone()
        };
        let past = |change: &&BodyChange| day.is_none_or(|day| change.on <= day);
        for change in self.changed.iter().filter(past) {
            now.seats = change.seats.or(now.seats);
            now.rule = change.rule.clone().or(now.rule);
            change.members.iter().for_each(|one| now.replace(one));
        }
        now
    }

    /// Takes a member's votes away; its seats are there and empty.
    pub(super) fn leave(&mut self, party: &PartyId) {
        let leaves = |one: &Seats| one.party == *party;
        let left = self.members.iter().filter(|one| leaves(one)).cloned();
        self.left.extend(left);
        self.members.retain(|one| !leaves(one));
        for change in &mut self.changed {
            change.members.retain(|one| !leaves(one));
        }
    }

    /// Everybody who is a member on some day.
    pub fn ever(&self) -> impl Iterator<Item = &PartyId> {
        let changed = self.changed.iter().flat_map(|change| &change.members);
        self.members.iter().chain(changed).map(|one| &one.party)
    }

    fn replace(&mut self, seats: &Seats) {
        match self.members.iter_mut().find(|one| one.party == seats.party) {
            Some(known) => *known = seats.clone(),
            None => self.members.push(seats.clone()),
        }
        self.members.retain(|one| !one.is_none());
    }

    /// Seats that neither a member nor one that has left has.
    pub fn unlisted(&self) -> u64 {
        let all = self.members.iter().chain(&self.left);
        let listed = all.map(|one| one.weight(SEATS));
        let listed = listed.fold(0, u64::saturating_add);
        self.total(SEATS).saturating_sub(listed)
    }

    /// What all of it weighs, in a weight of some name.
    pub fn total(&self, name: &str) -> u64 {
        let all = self.members.iter().chain(&self.left);
        let together = all.map(|one| one.weight(name));
        let together = together.fold(0, u64::saturating_add);
        match name {
            SEATS => self.seats.map_or(together, |seats| seats.max(together)),
            _ => together,
        }
    }
}

/// So many of somebody's votes for a thing, so many against, so many that abstained; nobody knows of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
pub struct Split {
    /// For it.
    #[serde(rename = "for")]
    pub yes: u64,
    /// Against it.
    #[serde(rename = "against")]
    pub no: u64,
    /// Neither.
    #[serde(rename = "abstain")]
    pub abstained: u64,
}

impl Split {
    /// Whether some are for it and some are not.
    pub fn is_divided(self) -> bool {
        self.yes > 0 && self.yes < self.told()
    }

    /// All that are told.
    pub fn told(self) -> u64 {
        self.yes
            .saturating_add(self.no)
            .saturating_add(self.abstained)
    }

    /// As much of it as so many votes can be: the noes first, for what is known to be in the way stays so.
    #[must_use]
    pub fn within(self, seats: u64) -> Self {
        let no = self.no.min(seats);
        let abstained = self.abstained.min(seats - no);
        Self {
            yes: self.yes.min(seats - no - abstained),
            no,
            abstained,
        }
    }

    /// What is left of a number of votes.
    pub fn rest(self, seats: u64) -> u64 {
        seats.saturating_sub(self.told())
    }

    /// `196 for, 38 against and 3 not voting`; empty where there is nothing to tell.
    pub fn in_words(self) -> String {
        let parts = [
            (self.yes, "for"),
            (self.no, "against"),
            (self.abstained, "not voting"),
        ];
        let told = parts.into_iter().filter(|(votes, _)| *votes > 0);
        let told: Vec<String> = told.map(|(votes, how)| format!("{votes} {how}")).collect();
        match told.split_last() {
            None => String::new(),
            Some((one, [])) => one.clone(),
            Some((last, others)) => format!("{} and {last}", others.join(", ")),
        }
    }

    /// What is left of these once others are taken away.
    pub fn less(self, other: Self) -> Self {
        Self {
            yes: self.yes.saturating_sub(other.yes),
            no: self.no.saturating_sub(other.no),
            abstained: self.abstained.saturating_sub(other.abstained),
        }
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            yes: self.yes.saturating_add(other.yes),
            no: self.no.saturating_add(other.no),
            abstained: self.abstained.saturating_add(other.abstained),
        }
    }
}

/// A vote that was counted: it sets the positions of those who voted.
#[derive(Debug, Clone, Serialize)]
pub struct Vote {
    /// The body.
    pub body: PartyId,
    /// What was voted on.
    pub on: Target,
    /// The day.
    pub date: Date,
    /// The count as a whole, where it is known.
    pub count: Option<Split>,
    /// How each member voted, as far as that is known.
    pub by: BTreeMap<PartyId, Split>,
    /// Whether it binds nobody: then it is told, and counts for nothing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub advisory: bool,
    /// What the question was, in the author's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// A remark of the author.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where it is said.
    pub cites: Vec<Citation>,
    /// Where the author wrote it.
    #[serde(skip)]
    pub place: Place,
}

impl Vote {
    /// What its members' votes come to.
    pub fn together(&self) -> Split {
        let by = self.by.values();
        by.fold(Split::default(), |sum, one| sum.and(*one))
    }
}
