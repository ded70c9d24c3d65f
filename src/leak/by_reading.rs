//! Leaks by reading: a secret that a sentence says in other words.
//!
//! The extractor reads the sentence as it would a stranger's text, and finds its holder, its kind and what it is about.

use super::Search;
use super::by_fact::public_positions;
use crate::extract::{Document as Text, Fact, FactKind, Polarity};
use crate::model::{PartyId, Target};
use crate::view::{Secret, SecretKind};

impl<'a> Search<'a> {
    pub(super) fn by_reading(&self, sentence: &str) -> Vec<&'a Secret> {
        let facts = self.known.reader.extract(&Text::plain("sheet", sentence));
        let told = facts.iter().flat_map(|fact| {
            let limits = self.secrets.iter().filter(|it| it.number.is_none());
            limits.filter(|secret| self.tells(fact, secret)).copied()
        });
        told.collect()
    }

    fn tells(&self, fact: &Fact, secret: &Secret) -> bool {
        let Some(about) = &secret.about else {
            return false;
        };
        let row = row_of(about);
        let mut holders = fact.holder.iter().chain(&fact.holders);
        let is_same = |told: &Option<String>| told.as_deref() == Some(row.as_str());
        holders.any(|holder| *holder == secret.role.as_str())
            && (is_same(&fact.issue) || is_same(&fact.needs))
            && is_told(fact, secret)
            && !(is_yes(fact) && self.speaks_in_public(&secret.role, &row))
    }

    /// Whether a role asks or gives something in public on a matter.
    fn speaks_in_public(&self, party: &PartyId, row: &str) -> bool {
        let positions = &self.model.positions;
        let mut public = public_positions(self.model).into_iter();
        public.any(|id| positions[id].party == *party && row_of(&positions[id].on) == row)
    }
}

/// The matter that a target belongs to: the issue, or the milestone.
fn row_of(target: &Target) -> String {
    let issue = target.issue();
    issue.map_or_else(|| target.to_string(), ToString::to_string)
}

/// Whether a fact is of the kind that a secret keeps.
fn is_told(fact: &Fact, secret: &Secret) -> bool {
    let no = is_no(fact);
    let yes = is_yes(fact);
    match secret.kind {
        SecretKind::Room => yes && !no,
        SecretKind::Condition => matches!(fact.kind, FactKind::Condition),
        SecretKind::Limit => no,
        SecretKind::Interest
        | SecretKind::Why
        | SecretKind::Drop
        | SecretKind::WalkAway
        | SecretKind::Kept
        | SecretKind::LeastPoints
        | SecretKind::Points
        | SecretKind::Ranking => false,
    }
}

fn is_no(fact: &Fact) -> bool {
    fact.kind == FactKind::Rejection || fact.stance == Some(Polarity::Rejects)
}

fn is_yes(fact: &Fact) -> bool {
    matches!(fact.kind, FactKind::Acceptance | FactKind::Offer)
        || matches!(
            fact.stance,
            Some(Polarity::Accepts | Polarity::Offers | Polarity::Supports)
        )
}
