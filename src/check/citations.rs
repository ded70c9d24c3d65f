//! Citations against the texts: each is resolved, moved, missing, or cannot be told.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Model;
use crate::source::{Citation, SourceId, Text, sha256_hex};

/// What became of a citation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum CitationState {
    /// The sentence stands where the citation says, as it was when it was recorded.
    Resolved,
    /// The sentence exists, and no hash was recorded that would prove it unchanged.
    Exists,
    /// The recorded sentence now stands elsewhere in the text.
    Moved(u32),
    /// The sentence stands there, without the words that the citation quotes from it.
    Misquoted,
    /// The recorded sentence is not in the text.
    Missing,
    /// There is no text to look at.
    NoText,
}

impl CitationState {
    /// The word in text and JSON.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
            Self::Exists => "exists",
            Self::Moved(_) => "moved",
            Self::Misquoted => "misquoted",
            Self::Missing => "missing",
            Self::NoText => "no-text",
        }
    }

    /// Whether it is an error.
    pub fn is_wrong(&self) -> bool {
        match self {
            Self::Moved(_) | Self::Misquoted | Self::Missing => true,
            Self::Resolved | Self::Exists | Self::NoText => false,
        }
    }
}

/// One citation with its state and what it stands behind.
#[derive(Debug, Clone)]
pub struct Verified {
    /// The citation.
    pub cite: Citation,
    /// Its state.
    pub state: CitationState,
    /// What it stands behind.
    pub behind: Vec<String>,
}

/// Verifies every citation of a model against texts.
pub fn verify(model: &Model, texts: &BTreeMap<SourceId, Text>) -> Vec<Verified> {
    let mut by_cite: BTreeMap<&Citation, Vec<String>> = BTreeMap::new();
    for cited in model.citations() {
        by_cite.entry(cited.cite).or_default().push(cited.behind);
    }
    by_cite
        .into_iter()
        .map(|(cite, mut behind)| {
            behind.dedup();
            Verified {
                cite: cite.clone(),
                state: state(model, texts, cite),
                behind,
            }
        })
        .collect()
}

fn state(model: &Model, texts: &BTreeMap<SourceId, Text>, cite: &Citation) -> CitationState {
    let Some(text) = texts.get(&cite.source) else {
        return CitationState::NoText;
    };
    if text.is_digest {
        return if cite.sentence <= text.count {
            CitationState::Exists
        } else {
            CitationState::Missing
        };
    }
    let recorded = model
        .sources
        .get(&cite.source)
        .and_then(|source| source.sentences.get(&cite.sentence));
    let is_recorded = |sentence: &str| {
        recorded.is_some_and(|hash| sha256_hex(sentence.as_bytes()).starts_with(hash.as_str()))
    };
    let has_quote = |sentence: &str| {
        cite.quote
            .as_deref()
            .is_none_or(|quote| sentence.contains(quote))
    };
    let here = text.sentences.get(&cite.sentence);
    match (recorded, here) {
        (Some(_), Some(sentence)) if is_recorded(sentence) && has_quote(sentence) => {
            CitationState::Resolved
        }
        (None, Some(sentence)) if has_quote(sentence) => CitationState::Exists,
        (Some(_), Some(sentence)) if is_recorded(sentence) => CitationState::Misquoted,
        _ => {
            let elsewhere = text.sentences.iter().find(|(_, sentence)| {
                if recorded.is_some() {
                    is_recorded(sentence)
                } else {
                    cite.quote.is_some() && has_quote(sentence)
                }
            });
            let misquoted = recorded.is_none() && here.is_some();
            let lost = match misquoted {
                true => CitationState::Misquoted,
                false => CitationState::Missing,
            };
            elsewhere.map_or(lost, |(number, _)| {
                if *number == cite.sentence {
                    CitationState::Missing
                } else {
                    CitationState::Moved(*number)
                }
            })
        }
    }
}

/// The sentences of the texts that nothing in the model cites.
pub fn uncited_sentences<'t>(
    model: &Model,
    texts: &'t BTreeMap<SourceId, Text>,
) -> Vec<(SourceId, u32, &'t str)> {
    let cited: BTreeSet<(&SourceId, u32)> = model
        .citations()
        .into_iter()
        .map(|cited| (&cited.cite.source, cited.cite.sentence))
        .collect();
    texts
        .iter()
        .flat_map(|(id, text)| {
            text.sentences
                .iter()
                .map(move |(number, words)| (id, *number, words.as_str()))
        })
        .filter(|(id, number, _)| !cited.contains(&(*id, *number)))
        .map(|(id, number, words)| (id.clone(), number, words))
        .collect()
}
