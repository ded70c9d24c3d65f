//! How the votes of a body stand on something: what is needed, what is there, what is missing, and whose votes would do.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::graph::{BodyVotes, ByNode, Change, Reading, SomeVotes, VotesOf, body_votes};
use crate::model::{Measure, Model, PartyId, Rule, Target, Vote};
use crate::source::Citation;

use super::engine::circuit::{Given, holding};
use super::question::{Question, stance_at};

/// The votes of a body on something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// The body.
    pub body: PartyId,
    /// What it votes on.
    pub target: Target,
    /// What its rule counts, each with where it stands.
    pub counts: Vec<Counted>,
    /// Whether each member that has a veto lets it pass.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vetoes: Vec<Veto>,
    /// Whether all of them are needed; else the rule has a choice.
    pub needs_all: bool,
    /// Where the votes are told.
    pub cites: Vec<Citation>,
}

/// A member that has a veto.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Veto {
    /// Who.
    pub party: PartyId,
    /// What it says.
    pub says: VetoSays,
}

/// What a member with a veto says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum VetoSays {
    /// It says yes, or did not vote.
    Yes,
    /// It says no.
    No,
    /// Nobody knows.
    Unknown,
}

/// One thing that a rule counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// What is counted: `cast`, `members`, or the name of a weight.
    pub of: String,
    /// How much is needed.
    pub needed: u64,
    /// How much there is in all; of votes cast, without those that abstain.
    pub total: u64,
    /// What says yes.
    pub yes: u64,
    /// What says yes on a condition.
    #[serde(rename = "if")]
    pub on_a_condition: u64,
    /// What says no.
    pub no: u64,
    /// What is known to abstain.
    pub abstained: u64,
    /// What nobody knows.
    pub unknown: u64,
    /// How much is missing.
    pub short: u64,
    /// Whether what says yes is enough however those are cast of which nobody knows.
    pub certain: bool,
    /// Those whose votes alone would do, with how many each has to give, the most first.
    pub alone: Vec<Votes>,
    /// The others, who alone would not do; `None` where there are none, or nothing is missing.
    pub others: Option<Others>,
}

/// Parties whose votes would not do one by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Others {
    /// Who they are.
    pub parties: Vec<PartyId>,
    /// How many votes they have to give together.
    pub votes: u64,
    /// Whether these would do.
    pub would_do: bool,
}

/// The votes that a party has to give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Votes {
    /// Whose.
    pub party: PartyId,
    /// How many.
    pub votes: u64,
}

impl Question<'_> {
    /// The votes of every body on whose yes the goal depends, by what they vote on, with what is supposed.
    pub(super) fn tallies(&self) -> Vec<Tally> {
        let nodes = self.graph.nodes().filter(|&node| self.cone[node]);
        let stances = nodes.filter_map(|node| stance_at(self.graph, node));
        let stances = stances.map(|number| &self.graph.stances()[number]);
        let counted = stances.filter(|stance| stance.reading == Reading::Counted);
        let mut asked: Vec<(PartyId, Target)> = counted
            .map(|stance| (stance.party.clone(), stance.target.clone()))
            .collect();
        asked.sort_by(|one, other| (&one.1, &one.0).cmp(&(&other.1, &other.0)));
        if asked.is_empty() {
            return Vec::new();
        }
        let readings = self.readings();
        let votes = body_votes(self.model, self.graph, &asked).into_iter();
        let told = votes.map(|votes| {
            let target = votes.target.clone();
            let held = |party: &PartyId| self.is_held(party, &target);
            tally(self.model, &readings, votes, &held)
        });
        told.collect()
    }

    /// Whether a party is supposed not to move on something.
    fn is_held(&self, party: &PartyId, target: &Target) -> bool {
        let grant = Change::Grant {
            party: party.clone(),
            target: target.clone(),
        };
        self.graph.supposed().held.contains(&grant)
    }

    /// What holds once what is supposed is so, with the unknown read as granted or as refused.
    fn holding(&self, unknown: bool) -> ByNode<bool> {
        let given = Given {
            unknown: &|stance| unknown || self.is_heard(stance),
            changes: &|change| self.is_made(change),
            coming: &|_| false,
        };
        holding(self.circuit, given)
    }

    /// How everybody's yes is read, once what is supposed is so: a yes where it holds, also one whose condition is met.
    fn readings(&self) -> Readings {
        let (met, open) = (self.holding(false), self.holding(true));
        let mut readings = Readings::new();
        for node in self.graph.nodes().filter(|&node| self.cone[node]) {
            let Some(number) = stance_at(self.graph, node) else {
                continue;
            };
            let stance = &self.graph.stances()[number];
            let reading = match (stance.reading, met[node], open[node]) {
                _ if stance.is_rest => continue,
                (_, true, _) => Reading::Granted,
                (Reading::Counted, false, true) => Reading::Unknown,
                (Reading::Counted, false, false) => Reading::Refused,
                (other, false, _) => other,
            };
            let key = (stance.party.clone(), stance.target.clone());
            // The word of a body itself counts before what its members come to.
            if stance.reading != Reading::Counted || !readings.contains_key(&key) {
                readings.insert(key, reading);
            }
        }
        readings
    }
}

type Readings = BTreeMap<(PartyId, Target), Reading>;

fn tally(
    model: &Model,
    readings: &Readings,
    votes: BodyVotes,
    held: &dyn Fn(&PartyId) -> bool,
) -> Tally {
    let is_counted = |one: &Vote| one.on == votes.target && one.body == votes.body && !one.advisory;
    let was_counted = model.votes.iter().any(is_counted);
    let counts = votes.counts.iter();
    let counts = counts.map(|of| counted(readings, (&votes.target, was_counted), of, held));
    let mut counts: Vec<Counted> = counts.collect();
    counts.sort_by(|one, other| (&one.of, one.needed).cmp(&(&other.of, other.needed)));
    let members = &votes.members;
    let is_told = |one: &&Vote| {
        one.on == votes.target && (one.body == votes.body || members.contains(&one.body))
    };
    let told = model.votes.iter().filter(is_told);
    let vetoes = votes.vetoes.iter().map(|(party, abstains)| Veto {
        says: match readings.get(&(party.clone(), votes.target.clone())) {
            Some(Reading::Granted) => VetoSays::Yes,
            _ if *abstains => VetoSays::Yes,
            Some(Reading::Refused) => VetoSays::No,
            Some(Reading::Conditional | Reading::Unknown | Reading::Counted) | None => {
                VetoSays::Unknown
            }
        },
        party: party.clone(),
    });
    let mut vetoes: Vec<Veto> = vetoes.collect();
    vetoes.sort_by(|one, other| one.party.cmp(&other.party));
    Tally {
        counts,
        vetoes,
        needs_all: !votes
            .rule
            .parts()
            .iter()
            .any(|rule| matches!(rule, Rule::Any(_))),
        cites: told.flat_map(|one| one.cites.clone()).collect(),
        body: votes.body,
        target: votes.target,
    }
}

/// Where a vote was counted, votes cast are those that are known; before that, all that there are.
fn counted(
    readings: &Readings,
    (target, was_counted): (&Target, bool),
    votes: &VotesOf,
    held: &dyn Fn(&PartyId) -> bool,
) -> Counted {
    let mut found = Counted::begun(votes);
    let mut to_give: BTreeMap<&PartyId, Give> = BTreeMap::new();
    for one in &votes.votes {
        let reading = readings.get(&(one.party.clone(), target.clone())).copied();
        let is_known = found.count(one, reading);
        if reading != Some(Reading::Granted) && !held(&one.party) {
            let give = to_give.entry(&one.party).or_default();
            let sum = match (one.abstains, is_known) {
                (true, _) => &mut give.kept_back,
                (false, true) => &mut give.known,
                (false, false) => &mut give.new,
            };
            *sum += one.votes;
        }
    }
    let decided = found.decided();
    if votes.of == Measure::Cast {
        found.total = match was_counted && decided > 0 {
            true => decided,
            false => votes.total.saturating_sub(found.abstained),
        };
    }
    found.needed = votes
        .share
        .map_or(found.total, |share| share.of(found.total));
    found.short = found.needed.saturating_sub(found.yes);
    found.certain = found.is_certain(votes);
    if found.short > 0 {
        found.whose_would_do(to_give, votes);
    }
    found
}

/// Votes that a party has to give: known ones that it would give otherwise, and such as are not counted yet.
#[derive(Default, Clone, Copy)]
struct Give {
    known: u64,
    new: u64,
    /// Votes that were not cast.
    kept_back: u64,
}

impl Give {
    fn all(self) -> u64 {
        self.known + self.new + self.kept_back
    }
}

impl Counted {
    fn begun(votes: &VotesOf) -> Self {
        Self {
            of: votes.of.name().to_owned(),
            needed: 0,
            total: votes.total,
            yes: votes.cast,
            on_a_condition: 0,
            no: 0,
            abstained: 0,
            unknown: 0,
            short: 0,
            certain: false,
            alone: Vec::new(),
            others: None,
        }
    }

    /// Adds some votes where they belong, and says whether it is known how they are cast.
    fn count(&mut self, one: &SomeVotes, reading: Option<Reading>) -> bool {
        let sum = match reading {
            Some(Reading::Granted) => &mut self.yes,
            _ if one.abstains => &mut self.abstained,
            Some(Reading::Refused) if !one.is_rest => &mut self.no,
            Some(Reading::Conditional) => &mut self.on_a_condition,
            Some(Reading::Refused | Reading::Unknown | Reading::Counted) | None => {
                &mut self.unknown
            }
        };
        *sum = sum.saturating_add(one.votes);
        let is_no = reading == Some(Reading::Refused) && !one.is_rest;
        !one.abstains && (is_no || reading == Some(Reading::Conditional))
    }

    /// Whose votes alone would do, and whether those of all others together would.
    fn whose_would_do(&mut self, to_give: BTreeMap<&PartyId, Give>, votes: &VotesOf) {
        let (alone, others): (Vec<_>, Vec<_>) = to_give
            .into_iter()
            .partition(|(_, give)| self.is_enough(*give, votes));
        let together = others.iter().fold(Give::default(), |sum, (_, give)| Give {
            known: sum.known + give.known,
            new: sum.new + give.new,
            kept_back: sum.kept_back + give.kept_back,
        });
        self.others = (!others.is_empty()).then(|| Others {
            parties: others.iter().map(|(party, _)| (*party).clone()).collect(),
            votes: together.all(),
            would_do: self.is_enough(together, votes),
        });
        let alone = alone.into_iter().map(|(party, give)| Votes {
            party: party.clone(),
            votes: give.all(),
        });
        self.alone = alone.collect();
        self.alone
            .sort_by(|one, other| (other.votes, &one.party).cmp(&(one.votes, &other.party)));
    }

    /// Votes of which it is known how they are cast.
    fn decided(&self) -> u64 {
        self.yes + self.on_a_condition + self.no
    }

    fn is_certain(&self, votes: &VotesOf) -> bool {
        let total = match votes.of {
            Measure::Cast => self.decided() + self.unknown,
            Measure::Members | Measure::Weight(_) => self.total,
        };
        self.yes >= votes.share.map_or(total, |share| share.of(total))
    }

    /// Whether it would be enough if these were given too. Where only votes cast count, new ones raise what is needed.
    fn is_enough(&self, give: Give, votes: &VotesOf) -> bool {
        let total = match votes.of {
            Measure::Cast if self.total == self.decided() => self.total + give.new + give.kept_back,
            Measure::Cast => self.total + give.kept_back,
            Measure::Members | Measure::Weight(_) => self.total,
        };
        let needed = votes.share.map_or(total, |share| share.of(total));
        self.yes + give.all() >= needed
    }
}
