//! Bodies: how many votes say yes to something, and whether that is enough by the rule, counted out as the table of meaning has it.

use crate::model::{Body, Measure, PartyId, Rule, SEATS, Share, Split, Target};

use super::words::Words;

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
    fn weight(&self, name: &str) -> u64 {
        let own = self.weights.iter().filter(|(known, _)| known == name);
        own.map(|(_, weight)| weight).sum()
    }
}

/// A vote of a body on something.
pub(super) struct Poll {
    rule: Rule,
    /// All votes that the body has.
    seats: u64,
    pub voters: Vec<Voter>,
}

/// Who says yes: the party, and whether the word of a body itself is meant.
type SaysYes<'y> = &'y dyn Fn(&PartyId, bool) -> bool;

impl Poll {
    /// The vote of a body; `None` for who decides alone.
    pub fn of(words: &Words<'_>, party: &PartyId, target: &Target) -> Option<Self> {
        let body = words.bodies.get(party)?;
        let rule = words.model.rule_for(body, party, target)?.clone();
        let speaks = words.has_spoken(party, target);
        let mut voters = Vec::new();
        let mut silent = Vec::new();
        for member in &body.members {
            let who = &member.party;
            let is_heard = words.bodies.contains_key(who) || words.has_spoken(who, target);
            if speaks && !is_heard {
                silent.push(member);
                continue;
            }
            voters.push(Voter {
                party: who.clone(),
                is_body: false,
                weights: member.weights.clone().into_iter().collect(),
                members: 1,
                split: words.split(who, target),
            });
        }
        if speaks && (!silent.is_empty() || unlisted(body) > 0) {
            let weights = silent.iter().flat_map(|one| one.weights.clone());
            voters.push(Voter {
                party: party.clone(),
                is_body: true,
                weights: weights
                    .chain([(SEATS.to_owned(), unlisted(body))])
                    .collect(),
                members: silent.len() as u64,
                split: words.split(party, target),
            });
        }
        let decides_alone = voters.iter().all(|one| one.is_body && one.split.is_none());
        (!decides_alone).then_some(Self {
            rule,
            seats: body.total(SEATS),
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
            Rule::Vetoes(parties) => parties.iter().all(|party| {
                let own = self
                    .voters
                    .iter()
                    .any(|one| one.party == *party && !one.is_body);
                match (own, self.voters.iter().find(|one| one.is_body)) {
                    (false, Some(body)) => says_yes(&body.party, true),
                    _ => says_yes(party, false),
                }
            }),
            Rule::Share(share, measure) => {
                let counted = self.counted(measure, says_yes, hoped);
                is_enough(*share, counted)
            }
        }
    }

    /// What says yes, and what there is in all.
    fn counted(&self, measure: &Measure, says_yes: SaysYes<'_>, hoped: bool) -> (u64, u64) {
        let in_votes = match measure {
            Measure::Cast => true,
            Measure::Weight(name) => name == SEATS,
            Measure::Members => false,
        };
        let (mut yes, mut all, mut abstaining) = (0, 0, 0);
        for voter in &self.voters {
            let weight = match measure {
                Measure::Cast => voter.weight(SEATS),
                Measure::Members => voter.members,
                Measure::Weight(name) => voter.weight(name),
            };
            all += weight;
            let is_yes = says_yes(&voter.party, voter.is_body);
            let split = voter.split.map(|split| split.within(voter.weight(SEATS)));
            match split.filter(|_| in_votes) {
                _ if is_yes => yes += weight,
                Some(split) if hoped => yes += weight - split.no,
                Some(split) => {
                    yes += split.yes;
                    abstaining += split.abstained;
                }
                None => {}
            }
        }
        match measure {
            Measure::Cast => (yes, all - abstaining),
            Measure::Members => (yes, all),
            Measure::Weight(name) if name == SEATS => (yes, self.seats),
            Measure::Weight(_) => (yes, all),
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

/// Votes of a body that no member has.
fn unlisted(body: &Body) -> u64 {
    let listed: u64 = body.members.iter().map(|one| one.weight(SEATS)).sum();
    body.total(SEATS).saturating_sub(listed)
}
