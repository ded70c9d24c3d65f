//! Leaks by sense: a sentence that a teacher wrote and that tells of another role what it wants, would accept, gains or does
//! without a deal.
//!
//! Whatever its words are, such a sentence is for that role alone, unless it was said in public, is told as a belief, or asks.
//! What it says need not be understood for that; which secret it tells is guessed by the nearest words. A sentence that says how
//! firm somebody is tells nothing that the public does not know, or tells it wrongly.

use super::concepts::{Meaning, meaning};
use super::cues::Plain;
use super::{Known, Search, Told};
use crate::model::PartyId;
use crate::view::{Reader, Secret, SecretKind};

/// Share of a sentence's words that make it public, where so many are in what its role says in public.
const PUBLIC_SHARE: f64 = 0.75;

/// How much of a secret a text must say: of what a role believes of one that it names, and of anything else.
const NEAR_WITH_NAME: f64 = 0.45;
const NEAR_WITHOUT: f64 = 0.6;
/// How many words of a secret a text must have for that.
const LEAST_SHARED: usize = 3;

impl<'a> Search<'a> {
    /// The secret that a text of one or a few sentences tells, where it tells of a role what is not said in public.
    pub(super) fn by_sense(&self, told: &Told) -> Option<&'a Secret> {
        let words = &Plain::told_in(&told.words);
        let plain = &Plain::of(words);
        // What a text says of belief and of rules, it says of all of it.
        let whole = &Plain::of(&told.words);
        if words.is_empty() || whole.is_belief() || whole.is_firm() || whole.is_rule() {
            return None;
        }
        let sense = meaning(words);
        // What a role is told of itself speaks of itself; what it believes speaks of the others, whether it names them or not.
        let is_believed = self.is_believed(&told.words);
        let others = self.others_in(told, is_believed);
        if others
            .iter()
            .any(|role| self.known.says_in_public(role, &sense))
            && others.len() == 1
        {
            return None;
        }
        let kinds = plain.kinds();
        let is_of = |secret: &&'a Secret| others.is_empty() || others.contains(&secret.role);
        let mut may_be = self.secrets.iter().copied().filter(is_of);
        // Who is not named can be anybody but the reader.
        let is_of_nobody = !is_believed && matches!(self.sheet.reader, Reader::Role(_));
        let is_unnamed = told.spoken.unnamed && told.spoken.roles.is_empty() && !is_of_nobody;
        let is_of_somebody = !others.is_empty() || is_unnamed;
        if kinds.is_empty() || !is_of_somebody {
            let enough = match (others.is_empty(), is_believed) {
                (_, false) => return None,
                (true, true) => NEAR_WITHOUT,
                (false, true) => NEAR_WITH_NAME,
            };
            let is_near = |secret: &Secret| {
                let shared = meaning(&secret.words).intersection(&sense).count();
                shared >= LEAST_SHARED && self.known.nearness(secret, &sense) >= enough
            };
            return may_be.find(|secret| is_told_in_words(secret.kind) && is_near(secret));
        }
        let nearness = |secret: &Secret| {
            let fits = kinds.contains(&secret.kind);
            (
                f64::from(u8::from(fits)) + self.known.nearness(secret, &sense),
                fits,
            )
        };
        let nearest = may_be.max_by(|a, b| nearness(a).0.total_cmp(&nearness(b).0))?;
        // A party of which nothing of this kind is kept secret has nothing to lose by it.
        nearness(nearest).1.then_some(nearest)
    }

    /// The other roles of which a text speaks: those that it names, else those to whom its words point.
    fn others_in(&self, told: &Told, is_believed: bool) -> Vec<PartyId> {
        let is_other = |role: &PartyId| !self.is_reader(role);
        let named: Vec<PartyId> = told
            .spoken
            .roles
            .iter()
            .filter(|role| is_other(role))
            .cloned()
            .collect();
        if !named.is_empty() || !told.spoken.roles.is_empty() || !is_believed {
            return named;
        }
        let marked = self.known.names.marked_in(&told.words).into_iter();
        let marked: Vec<PartyId> = marked.filter(is_other).collect();
        match marked.len() {
            1 => marked,
            _ => Vec::new(),
        }
    }
}

/// Whether a secret of this kind has words of its own, and not only the names of issues and answers.
fn is_told_in_words(kind: SecretKind) -> bool {
    match kind {
        SecretKind::Interest
        | SecretKind::Why
        | SecretKind::WalkAway
        | SecretKind::Kept
        | SecretKind::Drop
        | SecretKind::Condition => true,
        SecretKind::Limit
        | SecretKind::Room
        | SecretKind::LeastPoints
        | SecretKind::Points
        | SecretKind::Ranking => false,
    }
}

impl Known<'_> {
    /// Whether most of what a sentence says is in what a role says in public.
    fn says_in_public(&self, role: &PartyId, sense: &Meaning) -> bool {
        let public = self.public_words.get(role);
        public.is_some_and(|public| {
            sense.len() > 1 && self.rarity.share(sense, public) >= PUBLIC_SHARE
        })
    }

    /// How much of a secret a sentence says.
    pub(super) fn nearness(&self, secret: &Secret, sense: &Meaning) -> f64 {
        self.rarity.share(&meaning(&secret.words), sense)
    }
}
