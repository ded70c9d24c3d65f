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
    let cited = behind_each(model).into_iter();
    let verified = cited.map(|(cite, behind)| Verified {
        cite: cite.clone(),
        state: state(model, texts, cite),
        behind,
    });
    verified.collect()
}

/// Every citation of a model, with what it stands behind.
fn behind_each(model: &Model) -> BTreeMap<&Citation, Vec<String>> {
    let mut by_cite: BTreeMap<&Citation, Vec<String>> = BTreeMap::new();
    for cited in model.citations() {
        by_cite.entry(cited.cite).or_default().push(cited.behind);
    }
    by_cite.values_mut().for_each(Vec::dedup);
    by_cite
}

fn state(model: &Model, texts: &BTreeMap<SourceId, Text>, cite: &Citation) -> CitationState {
    match texts.get(&cite.source) {
        None => CitationState::NoText,
        Some(text) if text.is_digest => state_in_digest(text, cite.sentence),
        Some(text) => Known::of(model, cite).state_in(text, cite.sentence),
    }
}

/// A digest has no sentence of the text, only their count.
fn state_in_digest(digest: &Text, cited: u32) -> CitationState {
    match cited <= digest.count {
        true => CitationState::Exists,
        false => CitationState::Missing,
    }
}

/// What is known of a cited sentence.
struct Known<'a> {
    /// Its hash as it was recorded.
    hash: Option<&'a String>,
    /// Words of it.
    quote: Option<&'a str>,
}

impl<'a> Known<'a> {
    fn of(model: &'a Model, cite: &'a Citation) -> Self {
        let source = model.sources.get(&cite.source);
        Self {
            hash: source.and_then(|source| source.sentences.get(&cite.sentence)),
            quote: cite.quote.as_deref(),
        }
    }

    fn state_in(&self, text: &Text, cited: u32) -> CitationState {
        let here = text.sentences.get(&cited);
        here.and_then(|sentence| self.state_of(sentence))
            .unwrap_or_else(|| self.state_elsewhere(text, cited))
    }

    fn is_recorded(&self, sentence: &str) -> bool {
        let hash = self.hash.map(String::as_str);
        hash.is_some_and(|hash| sha256_hex(sentence.as_bytes()).starts_with(hash))
    }

    fn has_quote(&self, sentence: &str) -> bool {
        self.quote.is_none_or(|quote| sentence.contains(quote))
    }

    /// The state where the sentence at the cited number is the one that is meant.
    fn state_of(&self, sentence: &str) -> Option<CitationState> {
        let has_quote = self.has_quote(sentence);
        match self.hash {
            None => has_quote.then_some(CitationState::Exists),
            Some(_) if !self.is_recorded(sentence) => None,
            Some(_) if has_quote => Some(CitationState::Resolved),
            Some(_) => Some(CitationState::Misquoted),
        }
    }

    /// The state where the sentence at the cited number is another one, or there is none.
    fn state_elsewhere(&self, text: &Text, cited: u32) -> CitationState {
        let mut sentences = text.sentences.iter();
        match sentences.find(|(_, sentence)| self.is_meant(sentence)) {
            Some((number, _)) if *number == cited => CitationState::Missing,
            Some((number, _)) => CitationState::Moved(*number),
            None if self.hash.is_none() && text.sentences.contains_key(&cited) => {
                CitationState::Misquoted
            }
            None => CitationState::Missing,
        }
    }

    /// Whether a sentence is the cited one, wherever it stands.
    fn is_meant(&self, sentence: &str) -> bool {
        match self.hash {
            Some(_) => self.is_recorded(sentence),
            None => self.quote.is_some() && self.has_quote(sentence),
        }
    }
}

/// The sentences of the texts that nothing in the model cites.
pub fn uncited_sentences<'t>(
    model: &Model,
    texts: &'t BTreeMap<SourceId, Text>,
) -> Vec<(SourceId, u32, &'t str)> {
    let cited = cited_sentences(model);
    let sentences = texts.iter().flat_map(|(id, text)| {
        let numbered = text.sentences.iter();
        numbered.map(move |(&number, words)| (id, number, words.as_str()))
    });
    let uncited = sentences.filter(|(id, number, _)| !cited.contains(&(*id, *number)));
    uncited
        .map(|(id, number, words)| (id.clone(), number, words))
        .collect()
}

fn cited_sentences(model: &Model) -> BTreeSet<(&SourceId, u32)> {
    let citations = model.citations().into_iter();
    citations
        .map(|cited| (&cited.cite.source, cited.cite.sentence))
        .collect()
}
