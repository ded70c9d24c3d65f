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

/// What a text says of another role, as far as it matters.
struct Sense<'t> {
    told: &'t Told,
    /// What it means, without what it asks and what was said in public.
    words: Meaning,
    /// The kinds of secret of which it speaks.
    kinds: Vec<SecretKind>,
    /// The roles of which it speaks; nobody where it names none.
    of: Vec<PartyId>,
    /// Whether it is what a role believes of the others.
    is_believed: bool,
}

/// A secret, and what its words mean.
type Meant<'s, 'm> = (&'s Secret, &'m Meaning);

impl<'a> Search<'a> {
    /// The secret that a text of one or a few sentences tells, where it tells of a role what is not said in public.
    pub(super) fn by_sense(&self, told: &Told) -> Option<&'a Secret> {
        let sense = self.sense_of(told)?;
        let is_of = |secret: &Secret| sense.of.is_empty() || sense.of.contains(&secret.role);
        let all = self.secrets.iter().copied().zip(&self.senses);
        let may_be: Vec<Meant<'_, '_>> = all.filter(|(secret, _)| is_of(secret)).collect();
        let told = match sense.kinds.is_empty() || !self.is_of_somebody(&sense) {
            true => self.told_in_near_words(&sense, &may_be),
            false => self.nearest_of_a_kind(&sense, &may_be),
        };
        told.map(|at| may_be[at].0)
    }

    /// What a text says; nothing where it asks, tells a belief or a rule, or what everybody knows.
    fn sense_of<'t>(&self, told: &'t Told) -> Option<Sense<'t>> {
        let words = Plain::not_public_in(&told.words);
        // What a text says of belief and of rules, it says of all of it.
        let whole = Plain::of(&told.words);
        if words.is_empty() || whole.is_belief() || whole.is_firm() || whole.is_rule() {
            return None;
        }
        // What a role is told of itself speaks of itself; what it believes speaks of the others, whether it names them or not.
        let is_believed = self.is_believed(&told.words);
        let sense = Sense {
            told,
            words: meaning(&words),
            kinds: Plain::of(&words).kinds(),
            of: self.others_in(told, is_believed),
            is_believed,
        };
        (!self.is_said_in_public(&sense)).then_some(sense)
    }

    fn is_said_in_public(&self, sense: &Sense<'_>) -> bool {
        matches!(&*sense.of, [only] if self.known.says_in_public(only, &sense.words))
    }

    /// Whether it speaks of another role, named or not: who is not named can be anybody but the reader.
    fn is_of_somebody(&self, sense: &Sense<'_>) -> bool {
        let spoken = &sense.told.spoken;
        let can_be_unnamed = sense.is_believed || !matches!(self.sheet.reader, Reader::Role(_));
        !sense.of.is_empty() || (spoken.unnamed && spoken.roles.is_empty() && can_be_unnamed)
    }

    /// The place of a secret of which a belief has most words, though nothing else gives it away.
    fn told_in_near_words(&self, sense: &Sense<'_>, may_be: &[Meant<'_, '_>]) -> Option<usize> {
        let enough = match sense.of.is_empty() {
            true => NEAR_WITHOUT,
            false => NEAR_WITH_NAME,
        };
        let is_near = |meant: &Meaning| {
            let shared = meant.intersection(&sense.words).count();
            shared >= LEAST_SHARED && self.known.rarity.share(meant, &sense.words) >= enough
        };
        may_be.iter().position(|(secret, meant)| {
            sense.is_believed && is_told_in_words(secret.kind) && is_near(meant)
        })
    }

    /// The place of the secret of the kinds at hand that is nearest. A party of which nothing of these kinds is kept secret has nothing to
    /// lose by the text.
    fn nearest_of_a_kind(&self, sense: &Sense<'_>, may_be: &[Meant<'_, '_>]) -> Option<usize> {
        let nearness = |at: usize| self.known.rarity.share(may_be[at].1, &sense.words);
        let fitting = (0..may_be.len()).filter(|&at| sense.kinds.contains(&may_be[at].0.kind));
        fitting.max_by(|&a, &b| nearness(a).total_cmp(&nearness(b)))
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
}
