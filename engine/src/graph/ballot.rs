//! What the yes of a body takes: its rule in numbers, over the votes of its members.
//!
//! A member whose votes are one counts with all its weight. Where its votes are split, so many are cast for the thing; the rest are
//! its own to give: those cast against it by a change of mind, the others also if it turns out that they would. A word of
//! the body itself holds for its members that have none of their own. The rules are the table of meaning in `docs/language.md`.

use std::collections::BTreeMap;

use crate::model::{Body, Measure, Model, PartyId, Rule, SEATS, Seats, Share, Split, Target};

use super::in_force::InForce;
use super::{AsRead, PositionGraph};

/// Who has some votes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Voter {
    /// They are cast for the thing.
    Cast,
    /// All votes of a member.
    Member(PartyId),
    /// Votes that a party has cast against the thing or kept back, of the body itself where it is that.
    Against(PartyId),
    /// Votes of a party of which nobody knows.
    Rest(PartyId),
}

/// What votes must come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Count {
    /// All of these.
    All(Vec<Count>),
    /// One of these.
    Any(Vec<Count>),
    /// Weights that reach a sum.
    Reach { needed: u64, of: Vec<(Voter, u64)> },
}

/// Some votes of a body, with what they weigh.
#[derive(Debug, Clone)]
struct Unit {
    voter: Voter,
    /// Whether they are known to abstain.
    abstains: bool,
    weights: Seats,
}

/// A body on one day, asked for its yes to one thing.
pub(super) struct Ballot<'b> {
    id: &'b PartyId,
    body: &'b Body,
    rule: &'b Rule,
    /// The votes one by one where they are split.
    votes: Vec<Unit>,
    /// The members, each as one.
    members: Vec<Unit>,
}

impl<'b> Ballot<'b> {
    /// The ballot of a body on something; `None` for a party that decides by itself. Of some it is supposed that their votes are
    /// one.
    pub fn of(
        in_force: &'b InForce<'_>,
        id: &'b PartyId,
        target: &Target,
        is_one: &dyn Fn(&PartyId) -> bool,
    ) -> Option<Self> {
        let body = in_force.body(id)?;
        let rule = in_force.model().rule_for(body, id, target)?;
        let voting = voting(in_force, (id, body), target, is_one);
        let split = |seats: &Seats| match is_one(&seats.party) {
            true => None,
            false => in_force.split(&seats.party, target),
        };
        let votes = voting.iter().flat_map(|seats| match split(seats) {
            Some(split) => parts_of(seats, split),
            None => vec![Unit::whole(seats)],
        });
        let ballot = Self {
            id,
            body,
            rule,
            votes: votes.collect(),
            members: voting
                .iter()
                .map(|seats| Unit {
                    abstains: split(seats).is_some_and(|it| it.no == 0 && it.abstained > 0),
                    ..Unit::whole(seats)
                })
                .collect(),
        };
        ballot.is_counted().then_some(ballot)
    }

    /// Whether there is anything to count but the body itself.
    fn is_counted(&self) -> bool {
        let is_itself = |unit: &Unit| unit.voter == Voter::Member(self.id.clone());
        !self.votes.iter().all(is_itself)
    }

    /// Everybody who votes, the body itself among them where it speaks for others.
    pub fn voters(&self) -> Vec<Voter> {
        self.members.iter().map(|unit| unit.voter.clone()).collect()
    }

    pub fn count(&self) -> Count {
        self.counted(self.rule)
    }

    fn counted(&self, rule: &Rule) -> Count {
        let each = |rules: &[Rule]| rules.iter().map(|rule| self.counted(rule)).collect();
        match rule {
            Rule::All(rules) => Count::All(each(rules)),
            Rule::Any(rules) => Count::Any(each(rules)),
            Rule::Unanimity => self.every(|_| true),
            Rule::Vetoes(parties) => self.vetoing(parties),
            Rule::Share(share, measure) => self.share(*share, measure),
        }
    }

    /// The yes of each of some members; of those for which the body speaks, its own.
    fn vetoing(&self, parties: &[PartyId]) -> Count {
        let is_heard = |party: &PartyId| self.members.iter().any(|one| one.weights.party == *party);
        let speaks_for_some = parties.iter().any(|party| !is_heard(party));
        // Who abstains uses no veto.
        self.every(|unit| {
            let party = &unit.weights.party;
            let is_meant = parties.contains(party) || (speaks_for_some && *party == *self.id);
            is_meant && !unit.abstains
        })
    }

    /// The yes of each of some members.
    fn every(&self, is_meant: impl Fn(&Unit) -> bool) -> Count {
        let units = self.members.iter();
        let meant: Vec<(Voter, u64)> = units
            .filter(|unit| is_meant(unit))
            .map(|unit| (unit.voter.clone(), 1))
            .collect();
        Count::Reach {
            needed: meant.len() as u64,
            of: meant,
        }
    }

    /// So much of what is counted. Of votes cast, those that abstain are left out; one that turns into a yes raises both sides.
    fn share(&self, share: Share, measure: &Measure) -> Count {
        let weight = |unit: &Unit| unit.weight(measure);
        let units = self.counted_by(measure);
        let is_out = |unit: &Unit| *measure == Measure::Cast && unit.abstains;
        let Some((part, whole, _)) = share.fraction().filter(|_| units.iter().any(is_out)) else {
            let of = units.iter().map(|unit| (unit.voter.clone(), weight(unit)));
            return Count::Reach {
                needed: share.of(self.total(measure)),
                of: of.collect(),
            };
        };
        let of = units.iter().map(|unit| {
            let factor = if is_out(unit) { whole - part } else { whole };
            (unit.voter.clone(), weight(unit).saturating_mul(factor))
        });
        Count::Reach {
            needed: share.parts_of(self.total(measure)),
            of: of.collect(),
        }
    }

    /// All of what is counted, of votes cast without those that abstain.
    fn total(&self, measure: &Measure) -> u64 {
        let is_out = |unit: &&Unit| *measure == Measure::Cast && unit.abstains;
        let units = self.counted_by(measure).iter();
        let counted = units.filter(|unit| !is_out(unit));
        let sum = counted.map(|unit| unit.weight(measure));
        let sum = sum.fold(0, u64::saturating_add);
        match measure {
            Measure::Weight(name) if name == SEATS => self.body.total(SEATS),
            Measure::Cast => sum,
            Measure::Members => sum + self.body.left.len() as u64,
            Measure::Weight(name) => self.body.total(name),
        }
    }

    /// What is left out of a count of votes cast.
    fn kept_back(&self, measure: &Measure) -> u64 {
        let units = self.counted_by(measure).iter();
        let out = units.filter(|unit| *measure == Measure::Cast && unit.abstains);
        out.map(|unit| unit.weight(measure))
            .fold(0, u64::saturating_add)
    }

    /// Seats are counted vote by vote; of every other weight a member has all or nothing.
    fn counted_by(&self, measure: &Measure) -> &[Unit] {
        match measure {
            Measure::Cast => &self.votes,
            Measure::Weight(name) if name == SEATS => &self.votes,
            Measure::Members | Measure::Weight(_) => &self.members,
        }
    }
}

impl Unit {
    fn whole(seats: &Seats) -> Self {
        Self {
            voter: Voter::Member(seats.party.clone()),
            abstains: false,
            weights: seats.clone(),
        }
    }

    fn weight(&self, measure: &Measure) -> u64 {
        match measure {
            Measure::Cast => self.weights.weight(SEATS),
            Measure::Members => self.weights.weight(MEMBERS),
            Measure::Weight(name) => self.weights.weight(name),
        }
    }
}

/// The name under which a unit says how many members it is: no weight of an author has it.
const MEMBERS: &str = "#members";

/// Who votes, each with its weights: the members, and the body itself for those that have said nothing where it has.
fn voting(
    in_force: &InForce<'_>,
    (id, body): (&PartyId, &Body),
    target: &Target,
    is_one: &dyn Fn(&PartyId) -> bool,
) -> Vec<Seats> {
    let own = in_force.has_word(id, target);
    let is_unheard = |member: &&Seats| {
        let party = &member.party;
        let is_heard = is_one(party) || in_force.has_word(party, target);
        own && !in_force.is_body(party) && !is_heard
    };
    let (unheard, heard): (Vec<&Seats>, Vec<&Seats>) = body.members.iter().partition(is_unheard);
    let mut voting: Vec<Seats> = heard.into_iter().cloned().map(as_one_member).collect();
    let own = own.then(|| own_votes(body, id, &unheard));
    voting.extend(own.filter(|own| own.weights.values().any(|weight| *weight > 0)));
    voting
}

/// The votes of a body that no member casts for itself.
fn own_votes(body: &Body, id: &PartyId, unheard: &[&Seats]) -> Seats {
    let mut weights = BTreeMap::new();
    for member in unheard {
        for (name, weight) in &member.weights {
            let sum: &mut u64 = weights.entry(name.clone()).or_default();
            *sum = sum.saturating_add(*weight);
        }
    }
    let seats = weights.entry(SEATS.to_owned()).or_default();
    *seats = seats.saturating_add(body.unlisted());
    weights.insert(MEMBERS.to_owned(), unheard.len() as u64);
    Seats {
        party: id.clone(),
        weights,
    }
}

fn as_one_member(mut member: Seats) -> Seats {
    member.weights.insert(MEMBERS.to_owned(), 1);
    member
}

/// The votes of a member whose votes are split.
fn parts_of(member: &Seats, split: Split) -> Vec<Unit> {
    let party = &member.party;
    let seats = member.weight(SEATS);
    let split = split.within(seats);
    let parts = [
        (Voter::Cast, split.yes, false),
        (Voter::Against(party.clone()), split.no, false),
        (Voter::Against(party.clone()), split.abstained, true),
        (Voter::Rest(party.clone()), split.rest(seats), false),
    ];
    let told = parts.into_iter().filter(|(_, votes, _)| *votes > 0);
    told.map(|(voter, votes, abstains)| Unit {
        voter,
        abstains,
        weights: Seats {
            party: party.clone(),
            weights: [(SEATS.to_owned(), votes)].into_iter().collect(),
        },
    })
    .collect()
}

impl Count {
    /// Whether the votes come to enough, where it is known who says yes.
    pub fn passes(&self, says_yes: &mut dyn FnMut(&PartyId) -> bool) -> bool {
        match self {
            Self::All(counts) => counts.iter().all(|count| count.passes(says_yes)),
            Self::Any(counts) => counts.iter().any(|count| count.passes(says_yes)),
            Self::Reach { needed, of } => {
                let mut sum = 0_u64;
                for (voter, weight) in of {
                    let is_yes = match voter {
                        Voter::Cast => true,
                        Voter::Member(party) | Voter::Against(party) | Voter::Rest(party) => {
                            says_yes(party)
                        }
                    };
                    sum = sum.saturating_add(if is_yes { *weight } else { 0 });
                }
                sum >= *needed
            }
        }
    }
}

/// The votes of a body on something, as those outside count them.
#[derive(Debug, Clone)]
pub struct BodyVotes {
    /// The body.
    pub body: PartyId,
    /// What it votes on.
    pub target: Target,
    /// What its votes must come to.
    pub rule: Rule,
    /// Who votes.
    pub members: Vec<PartyId>,
    /// Each thing that the rule counts.
    pub counts: Vec<VotesOf>,
    /// Who has a veto, and whether it did not vote.
    pub vetoes: Vec<(PartyId, bool)>,
}

/// One thing that a rule counts.
#[derive(Debug, Clone)]
pub struct VotesOf {
    /// What is counted.
    pub of: Measure,
    /// How much of it is needed; `None` where all is.
    pub share: Option<Share>,
    /// All that there is, whether it is cast or not.
    pub total: u64,
    /// What is cast for it by those whose votes are split.
    pub cast: u64,
    /// All other votes.
    pub votes: Vec<SomeVotes>,
}

/// Votes of one party.
#[derive(Debug, Clone)]
pub struct SomeVotes {
    /// Whose.
    pub party: PartyId,
    /// How many.
    pub votes: u64,
    /// Whether they are known to abstain.
    pub abstains: bool,
    /// Whether nobody knows of them, beside others of the party that are known.
    pub is_rest: bool,
}

/// The votes of some bodies on some things, as a graph was built on them.
pub fn body_votes(
    model: &Model,
    graph: &PositionGraph,
    asked: &[(PartyId, Target)],
) -> Vec<BodyVotes> {
    let read = AsRead {
        day: graph.day,
        at_least: None,
    };
    let in_force = InForce::of(model, read);
    let told = asked.iter().filter_map(|(body, target)| {
        let refuses = |party: &PartyId| graph.supposed().refuses(party, target);
        Ballot::of(&in_force, body, target, &refuses).map(|ballot| ballot.told(target))
    });
    told.collect()
}

impl Ballot<'_> {
    fn told(&self, target: &Target) -> BodyVotes {
        let parts = self.rule.parts().into_iter();
        BodyVotes {
            body: self.id.clone(),
            target: target.clone(),
            rule: self.rule.clone(),
            members: self
                .body
                .members
                .iter()
                .map(|one| one.party.clone())
                .collect(),
            vetoes: self.vetoes(),
            counts: parts.filter_map(|rule| self.votes_of(rule)).collect(),
        }
    }

    fn vetoes(&self) -> Vec<(PartyId, bool)> {
        let rules = self.rule.parts().into_iter();
        let vetoing = rules.flat_map(|rule| match rule {
            Rule::Vetoes(parties) => parties.as_slice(),
            Rule::All(_) | Rule::Any(_) | Rule::Unanimity | Rule::Share(..) => &[],
        });
        let abstains = |party: &PartyId| {
            let mut members = self.members.iter();
            members.any(|unit| unit.weights.party == *party && unit.abstains)
        };
        vetoing
            .map(|party| (party.clone(), abstains(party)))
            .collect()
    }

    fn votes_of(&self, rule: &Rule) -> Option<VotesOf> {
        let (share, measure) = match rule {
            Rule::All(_) | Rule::Any(_) | Rule::Vetoes(_) => return None,
            Rule::Unanimity => (None, Measure::Members),
            Rule::Share(share, measure) => (Some(*share), measure.clone()),
        };
        let units = self.counted_by(&measure);
        let (cast, votes): (Vec<&Unit>, Vec<&Unit>) =
            units.iter().partition(|unit| unit.voter == Voter::Cast);
        Some(VotesOf {
            share,
            total: self.total(&measure) + self.kept_back(&measure),
            cast: cast.into_iter().map(|unit| unit.weight(&measure)).sum(),
            votes: votes.into_iter().map(|unit| unit.told(&measure)).collect(),
            of: measure,
        })
    }
}

impl Unit {
    fn told(&self, measure: &Measure) -> SomeVotes {
        SomeVotes {
            party: self.weights.party.clone(),
            votes: self.weight(measure),
            abstains: self.abstains,
            is_rest: matches!(self.voter, Voter::Rest(_)),
        }
    }
}
