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
use crate::view::Secret;

/// Share of a sentence's words that make it public, where so many are in what its role says in public.
const PUBLIC_SHARE: f64 = 0.75;

impl<'a> Search<'a> {
    /// The secret that a text of one or a few sentences tells, where it tells of a role what is not said in public.
    pub(super) fn by_sense(&self, Told { words, spoken }: &Told) -> Option<&'a Secret> {
        let plain = &Plain::of(words);
        let kinds = plain.kinds();
        let is_innocent = plain.is_public() || plain.is_belief() || plain.is_firm() || plain.is_rule();
        if kinds.is_empty() || is_innocent || plain.is_asking(words) {
            return None;
        }
        let sense = meaning(words);
        let others: Vec<&PartyId> = spoken.roles.iter().filter(|role| !self.is_reader(role)).collect();
        let is_told = match others.is_empty() {
            // Who is not named can be anybody but the reader.
            true => spoken.unnamed && spoken.roles.is_empty(),
            false => !others.iter().all(|role| self.known.says_in_public(role, &sense)),
        };
        if !is_told {
            return None;
        }
        let secrets = self.secrets.iter().copied();
        let may_be = secrets.filter(|it| others.is_empty() || others.contains(&&it.role));
        let nearness = |secret: &Secret| {
            let fits = kinds.contains(&secret.kind);
            (f64::from(u8::from(fits)) + self.known.nearness(secret, &sense), fits)
        };
        let nearest = may_be.max_by(|a, b| nearness(a).0.total_cmp(&nearness(b).0))?;
        // A party of which nothing of this kind is kept secret has nothing to lose by it.
        nearness(nearest).1.then_some(nearest)
    }
}

impl Known<'_> {
    /// Whether most of what a sentence says is in what a role says in public.
    fn says_in_public(&self, role: &PartyId, sense: &Meaning) -> bool {
        let public = self.public_words.get(role);
        public.is_some_and(|public| sense.len() > 1 && self.rarity.share(sense, public) >= PUBLIC_SHARE)
    }

    /// How much of a secret a sentence says.
    pub(super) fn nearness(&self, secret: &Secret, sense: &Meaning) -> f64 {
        self.rarity.share(&meaning(&secret.words), sense)
    }
}
