//! Noes that are over: they were to last until something that is there now.

use crate::model::{Condition, PartyId, Target, ValueRange};
use crate::source::Date;

use super::conditions::Facts;
use super::polls::Poll;
use super::record::Record;
use super::words::{Says, Words};

/// What is there now by what has been reached, and by plain yeses where a condition of something asks for one.
pub(super) struct ByNow<'n> {
    pub words: &'n Words<'n>,
    pub record: &'n Record,
    pub day: Option<Date>,
    pub of: &'n Target,
    /// The parties whose noes wait for this one.
    pub behind: &'n [&'n PartyId],
}

impl ByNow<'_> {
    /// Whether the no of a party was to last until something that is there now.
    pub fn is_over(&self, untils: &[&Condition], party: &PartyId) -> bool {
        let behind = [self.behind, &[party]].concat();
        let now = ByNow {
            behind: &behind,
            ..*self
        };
        untils.iter().any(|until| now.meet(until))
    }
}

impl Facts for ByNow<'_> {
    fn day(&self) -> Option<Date> {
        self.day
    }

    fn is_there(&self, thing: &Target) -> bool {
        match thing {
            Target::Milestone(id) => self.record.reached.contains_key(id),
            Target::Issue(_) | Target::Option(..) => false,
        }
    }

    fn answers_within(&self, issue: &Target, range: &ValueRange) -> Vec<Target> {
        self.words.within(issue, range)
    }

    fn says_yes(&self, party: &PartyId) -> bool {
        let poll = Poll::of(self.words, party, self.of);
        let says_yes = |voter: &PartyId, is_body: bool| match is_body {
            true => self.itself_says_yes(voter),
            false => self.says_yes(voter),
        };
        poll.map_or_else(
            || self.itself_says_yes(party),
            |poll| poll.passes(&says_yes, false),
        )
    }
}

impl ByNow<'_> {
    fn itself_says_yes(&self, party: &PartyId) -> bool {
        match self.words.says(party, self.of) {
            Says::Yes => true,
            Says::No(_) if self.behind.contains(&party) => false,
            Says::No(untils) => self.is_over(&untils, party),
            Says::YesIf(_) | Says::Unknown | Says::Counted => false,
        }
    }
}
