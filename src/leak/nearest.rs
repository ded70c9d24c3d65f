//! Each secret beside the sentence of every other sheet that is nearest to it, for a teacher's eyes.

use super::concepts::{Meaning, meaning};
use super::cues::Plain;
use super::{Known, LeakCheck, Search, Told};
use crate::model::PartyId;
use crate::view::{Packet, Reader, Secret, SecretKind};

/// A secret with the sentences that come nearest to telling it, the nearest first, one of each sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Nearest {
    /// Whose secret it is.
    pub role: PartyId,
    /// What kind of thing it is.
    pub kind: SecretKind,
    /// The secret.
    pub secret: String,
    /// The sentences.
    pub sentences: Vec<Near>,
}

/// A sentence of a sheet beside a secret.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// The sheet.
    pub sheet: String,
    /// The sentence.
    pub sentence: String,
    /// How near it is: 0 where it has nothing of the secret; above 1 where it names the role and speaks of such things too.
    pub nearness: f64,
}

/// What a sentence has above the words of a secret: that it speaks of its role, or of somebody unnamed, and of such things.
const NAMES_ROLE: f64 = 0.6;
const NAMES_NOBODY: f64 = 0.3;
const SPEAKS_OF_IT: f64 = 0.4;

impl LeakCheck {
    /// The nearest sentences of every secret; points are told once for a role, for they are many and all alike.
    pub(super) fn look_nearest(&mut self, known: &Known<'_>, packet: &Packet) {
        let sheets = packet
            .sheets
            .iter()
            .filter(|sheet| sheet.reader != Reader::Teacher);
        let searches: Vec<Search<'_>> = sheets
            .map(|sheet| Search::of(known, packet, sheet))
            .collect();
        let told: Vec<(&Search<'_>, Vec<Weighed>)> = searches
            .iter()
            .map(|search| (search, weighed(search)))
            .collect();
        let mut nearest: Vec<Nearest> = Vec::new();
        for secret in &packet.secrets {
            let is_told = |one: &Nearest| {
                secret.kind == SecretKind::Points
                    && one.kind == secret.kind
                    && one.role == secret.role
            };
            if !nearest.iter().any(is_told) {
                nearest.push(known.nearest(secret, &told));
            }
        }
        nearest.sort_by(|a, b| best(b).total_cmp(&best(a)));
        self.nearest = nearest;
    }
}

fn best(nearest: &Nearest) -> f64 {
    nearest.sentences.first().map_or(0.0, |near| near.nearness)
}

/// What a teacher wrote on a sheet, with what it means and speaks of.
struct Weighed {
    told: Told,
    sense: Meaning,
    kinds: Vec<SecretKind>,
}

fn weighed(search: &Search<'_>) -> Vec<Weighed> {
    let written = search.written().into_iter();
    let weighed = written.map(|told| Weighed {
        sense: meaning(&told.words),
        kinds: Plain::of(&told.words).kinds(),
        told,
    });
    weighed.collect()
}

impl Known<'_> {
    fn nearest(&self, secret: &Secret, told: &[(&Search<'_>, Vec<Weighed>)]) -> Nearest {
        let sense = meaning(&secret.words);
        let others = told
            .iter()
            .filter(|(search, _)| !search.is_reader(&secret.role));
        let near = others.filter_map(|(search, told)| {
            let near = told
                .iter()
                .map(|one| (self.how_near((secret, &sense), one), one));
            let (nearness, one) = near.max_by(|a, b| a.0.total_cmp(&b.0))?;
            Some(Near {
                sheet: search.sheet.stem.clone(),
                sentence: one.told.words.clone(),
                nearness,
            })
        });
        let mut sentences: Vec<Near> = near.collect();
        sentences.sort_by(|a, b| b.nearness.total_cmp(&a.nearness));
        let secret_in_words = match secret.kind == SecretKind::Points {
            true => "what each answer is worth to it".to_owned(),
            false if secret.words.is_empty() => {
                secret.number.map(|n| n.to_string()).unwrap_or_default()
            }
            false => secret.words.clone(),
        };
        Nearest {
            role: secret.role.clone(),
            kind: secret.kind,
            secret: secret_in_words,
            sentences,
        }
    }

    fn how_near(&self, (secret, sense): (&Secret, &Meaning), one: &Weighed) -> f64 {
        let spoken = &one.told.spoken;
        let named = match (spoken.roles.contains(&secret.role), spoken.unnamed) {
            (true, _) => NAMES_ROLE,
            (false, true) => NAMES_NOBODY,
            (false, false) => 0.0,
        };
        let kind = f64::from(u8::from(one.kinds.contains(&secret.kind))) * SPEAKS_OF_IT;
        named + kind + self.rarity.share(sense, &one.sense)
    }
}
