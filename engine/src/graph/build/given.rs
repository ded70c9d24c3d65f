//! What the graph is built from: the model as read, what is supposed, what is said and what has happened.
//!
//! Here it is decided which refusals are over: those that were to end with something that has been reached.

use std::collections::BTreeSet;

use crate::graph::ballot::{Ballot, Count, Voter};
use crate::graph::evidence::Evidence;
use crate::graph::in_force::InForce;
use crate::graph::record::Record;
use crate::graph::stance::{Combined, Reading, StanceInfo};
use crate::graph::{AsRead, Supposing};
use crate::model::{Issue, Model, PartyId, PositionId, Target, ValueRange};
use crate::source::Date;

/// The model as read, with what follows from that alone.
pub(super) struct Given<'a> {
    pub model: &'a Model,
    pub read: AsRead,
    /// What is supposed against what it says.
    pub supposing: &'a Supposing,
    pub in_force: InForce<'a>,
    pub record: Record,
}

impl<'a> Given<'a> {
    pub fn of(model: &'a Model, read: AsRead, supposing: &'a Supposing) -> Self {
        Self {
            model,
            read,
            supposing,
            in_force: InForce::of(model, read),
            record: Record::of(model, read, supposing),
        }
    }

    /// What a party says of something, where refusals that are supposed are made and those that are over are yeses.
    pub fn says(&self, party: &PartyId, target: &Target) -> Combined<'a> {
        let says = self.in_force.says(party, target);
        if self.supposing.refuses(party, target) {
            says.supposed_refused()
        } else if self.is_not_waited_for(&says) {
            says.not_waited_for()
        } else if self.is_over(&says) {
            says.turned()
        } else {
            says
        }
    }

    /// What a body's yes to something takes, and who votes; `None` for a party that speaks for itself, or is supposed to refuse.
    pub fn count(&self, party: &PartyId, target: &Target) -> Option<(Count, Vec<Voter>)> {
        let refuses = |party: &PartyId| self.supposing.refuses(party, target);
        if refuses(party) {
            return None;
        }
        let ballot = Ballot::of(&self.in_force, party, target, &refuses);
        ballot.map(|ballot| (ballot.count(), ballot.voters()))
    }

    /// Whether nobody waits for an answer: its party has left the table without one.
    fn is_not_waited_for(&self, says: &Combined<'_>) -> bool {
        says.info.reading == Reading::Unknown && self.supposing.absent.contains(&says.info.party)
    }

    /// Whose yes an issue as a whole needs: everybody's where it has no answers, else of those who speak of it.
    pub fn asked_of_whole<'i>(&self, issue: &'i Issue, answers: &[Target]) -> Vec<&'i PartyId> {
        let whole = Target::Issue(issue.id.clone());
        let is_asked = |party: &&PartyId| {
            answers.is_empty()
                || self.in_force.speaks_of_whole(party, issue)
                || self.supposing.refuses(party, &whole)
        };
        issue.between.iter().filter(is_asked).collect()
    }

    /// Whether a refusal is over: it was to end with something that has been reached.
    fn is_over(&self, says: &Combined<'_>) -> bool {
        let mut turning = Turning {
            given: self,
            of: &says.info.target,
            asking: Vec::new(),
        };
        turning.is_over(says)
    }

    /// The positions that are refusals which are over, whether or not a yes is needed there.
    pub fn over(&self, stances: &[StanceInfo]) -> BTreeSet<PositionId> {
        let turned = stances.iter().filter(|it| it.turned && !it.implied);
        let mut over: BTreeSet<PositionId> = turned.flat_map(|it| it.positions.clone()).collect();
        for id in self.in_force.indexes() {
            let position = &self.model.positions[id];
            if position.until.is_some() {
                let says = self.in_force.says(&position.party, &position.on);
                if says.info.positions.contains(&id) && self.is_over(&says) {
                    over.extend(says.info.positions);
                }
            }
        }
        over
    }
}

/// A look at the refusals of one thing. `asking` are those whose refusals are being looked at, so that two that wait for
/// each other do not end each other.
struct Turning<'g, 'a> {
    given: &'g Given<'a>,
    of: &'g Target,
    asking: Vec<PartyId>,
}

impl Turning<'_, '_> {
    fn says_itself(&mut self, party: &PartyId) -> bool {
        let says = self.given.in_force.says(party, self.of);
        let is_yes = says.info.reading == Reading::Granted;
        !self.given.supposing.refuses(party, self.of) && (is_yes || self.is_over(&says))
    }

    fn is_over(&mut self, says: &Combined<'_>) -> bool {
        let party = &says.info.party;
        if says.info.reading != Reading::Refused || self.asking.contains(party) {
            return false;
        }
        self.asking.push(party.clone());
        let is_over = says.untils.iter().any(|until| self.meets(until));
        self.asking.pop();
        is_over
    }
}

impl Evidence for Turning<'_, '_> {
    fn day(&self) -> Option<Date> {
        self.given.read.day
    }

    fn is_there(&self, target: &Target) -> bool {
        match target {
            Target::Milestone(id) => self.given.record.reached.contains_key(id),
            Target::Issue(_) | Target::Option(..) => false,
        }
    }

    fn is_within(&self, _: &Target, _: &ValueRange) -> bool {
        // An answer that is merely agreed ends no refusal.
        false
    }

    fn says_yes(&mut self, party: &PartyId) -> bool {
        if let Some((count, _)) = self.given.count(party, self.of) {
            return count.passes(&mut |member| match member == party {
                true => self.says_itself(member),
                false => self.says_yes(member),
            });
        }
        self.says_itself(party)
    }
}
