//! Bodies: how many votes say yes to something, and whether that is enough by the rule, counted out as the table of meaning has it.

use crate::model::{Body, Measure, PartyId, Rule, SEATS, Seats, Share, Split, Target};

use super::definitions::{Definitions, Fact, So};
use super::words::{Says, Words};

/// Who votes in a body on something.
#[derive(Clone)]
pub(super) struct Voter {
    pub party: PartyId,
    /// Whether it is the body itself, which speaks for its members that have said nothing.
    pub is_body: bool,
    /// What it weighs, in the weights of its members together.
    weights: Vec<(String, u64)>,
    /// How many members it is.
    members: u64,
    split: Option<Split>,
}

impl Voter {
    fn member(words: &Words<'_>, seats: &Seats, target: &Target) -> Self {
        Self {
            party: seats.party.clone(),
            is_body: false,
            weights: seats.weights.clone().into_iter().collect(),
            members: 1,
            split: words.split(&seats.party, target),
        }
    }

    /// A body that speaks for some of its members, and for seats that nobody is said to have.
    fn body(
        words: &Words<'_>,
        (party, body): (&PartyId, &Body),
        silent: &[&Seats],
        target: &Target,
    ) -> Self {
        let weights = silent.iter().flat_map(|one| one.weights.clone());
        let unlisted = (SEATS.to_owned(), body.unlisted());
        Self {
            party: party.clone(),
            is_body: true,
            weights: weights.chain([unlisted]).collect(),
            members: silent.len() as u64,
            split: words.split(party, target),
        }
    }

    fn weight(&self, name: &str) -> u64 {
        let own = self.weights.iter().filter(|(known, _)| known == name);
        own.map(|(_, weight)| weight).sum()
    }
}

/// A vote of a body on something.
pub(super) struct Poll {
    rule: Rule,
    /// The body, with those who have left it.
    body: Body,
    pub voters: Vec<Voter>,
}

/// Who says yes: the party, and whether the word of a body itself is meant.
type SaysYes<'y> = &'y dyn Fn(&PartyId, bool) -> bool;

impl Poll {
    /// The vote of a body; `None` for who decides alone.
    pub fn of(words: &Words<'_>, party: &PartyId, target: &Target) -> Option<Self> {
        let body = words.bodies.get(party)?;
        let rule = words.model.rule_for(body, party, target)?.clone();
        let (voters, silent): (Vec<&Seats>, Vec<&Seats>) = body
            .members
            .iter()
            .partition(|one| words.votes_itself(party, &one.party, target));
        let mut voters: Vec<Voter> = voters
            .into_iter()
            .map(|one| Voter::member(words, one, target))
            .collect();
        let speaks = words.has_spoken(party, target);
        if speaks && (!silent.is_empty() || body.unlisted() > 0) {
            voters.push(Voter::body(words, (party, body), &silent, target));
        }
        let decides_alone = voters.iter().all(|one| one.is_body && one.split.is_none());
        (!decides_alone).then_some(Self {
            rule,
            body: body.clone(),
            voters,
        })
    }

    /// Whether enough say yes. With `hoped`, votes of which nobody knows say yes too.
    pub fn passes(&self, says_yes: SaysYes<'_>, hoped: bool) -> bool {
        self.meets(&self.rule, says_yes, hoped)
    }

    fn meets(&self, rule: &Rule, says_yes: SaysYes<'_>, hoped: bool) -> bool {
        match rule {
            Rule::All(rules) => rules.iter().all(|one| self.meets(one, says_yes, hoped)),
            Rule::Any(rules) => rules.iter().any(|one| self.meets(one, says_yes, hoped)),
            Rule::Unanimity => self
                .voters
                .iter()
                .all(|one| says_yes(&one.party, one.is_body)),
            Rule::Vetoes(parties) => parties.iter().all(|party| self.agrees(party, says_yes)),
            Rule::Share(share, measure) => {
                let counted = self.counted(measure, says_yes, hoped);
                is_enough(*share, counted)
            }
        }
    }

    /// Whether a member says yes, or the body where that speaks for it. Who abstains uses no veto.
    fn agrees(&self, party: &PartyId, says_yes: SaysYes<'_>) -> bool {
        let own = |one: &&Voter| one.party == *party && !one.is_body;
        let mut voters = self.voters.iter();
        let voter = voters.clone().find(own).or(voters.find(|one| one.is_body));
        voter.is_some_and(|voter| {
            let split = voter.split;
            let abstains = split.is_some_and(|it| it.no == 0 && it.abstained > 0);
            abstains || says_yes(&voter.party, voter.is_body)
        })
    }

    /// What says yes, and what there is in all.
    fn counted(&self, measure: &Measure, says_yes: SaysYes<'_>, hoped: bool) -> (u64, u64) {
        let mut all = Tally::default();
        for voter in &self.voters {
            all.add(voter.votes(measure, says_yes(&voter.party, voter.is_body), hoped));
        }
        match measure {
            Measure::Cast => (all.yes, all.there - all.abstaining),
            Measure::Weight(name) => (all.yes, self.body.total(name)),
            Measure::Members => (all.yes, all.there + self.body.left.len() as u64),
        }
    }
}

/// Votes by what becomes of them.
#[derive(Default)]
struct Tally {
    yes: u64,
    there: u64,
    abstaining: u64,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.yes += other.yes;
        self.there += other.there;
        self.abstaining += other.abstaining;
    }
}

impl Voter {
    /// What becomes of its votes, where it says yes as a whole or not.
    fn votes(&self, measure: &Measure, is_yes: bool, hoped: bool) -> Tally {
        let (there, split) = match measure {
            Measure::Members => (self.members, None),
            Measure::Cast => (self.weight(SEATS), self.split),
            Measure::Weight(name) => (self.weight(name), self.split.filter(|_| name == SEATS)),
        };
        let split = split.map(|split| split.within(there));
        let (yes, abstaining) = match split {
            _ if is_yes => (there, 0),
            Some(split) if hoped => (there - split.no - split.abstained, split.abstained),
            Some(split) => (split.yes, split.abstained),
            None => (0, 0),
        };
        Tally {
            yes,
            there,
            abstaining,
        }
    }
}

fn is_enough(share: Share, (yes, all): (u64, u64)) -> bool {
    match share {
        Share::AtLeast(needed) => yes >= needed,
        Share::Percent(percent) => yes * 100 >= all * percent,
        Share::Majority => yes * 2 > all,
        Share::TwoThirds => yes * 3 >= all * 2,
    }
}

impl Definitions<'_> {
    /// Notes that a body's yes is counted, and gives whose yes that asks for.
    pub(super) fn count(&mut self, key: (PartyId, Target), poll: Poll) -> Vec<(PartyId, Target)> {
        let target = key.1.clone();
        let mut asked = Vec::new();
        for voter in &poll.voters {
            if !voter.is_body {
                asked.push((voter.party.clone(), target.clone()));
                continue;
            }
            let says = self.heard(&voter.party, &target);
            let conditions = says.conditions().iter().copied();
            asked.extend(self.consents_in(conditions, &target));
            self.own.insert(key.clone(), says);
        }
        self.says.insert(key.clone(), Says::Counted);
        self.polls.insert(key, poll);
        asked
    }

    /// Whether the votes of a body come to enough.
    pub(super) fn passes(&self, poll: &Poll, target: &Target, so: So<'_>) -> bool {
        let says_yes = |voter: &PartyId, is_body: bool| {
            let (party, of) = (voter.clone(), target.clone());
            so.is_so(&match is_body {
                true => Fact::Own(party, of),
                false => Fact::Yes(party, of),
            })
        };
        poll.passes(&says_yes, so.reading.unknown)
    }
}
