//! Names and phrases of a text that resolved to nothing: what a lexicon still lacks.

use std::collections::BTreeMap;

use super::document::Document;
use super::english::Tag;
use super::extractor::{Extraction, Extractor, tokens_of};
use super::lexicon::Lexicon;
use super::parse::Parse;

/// What a text names and the model does not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unknown {
    /// Capitalised names, with how often they stand in the text.
    pub names: BTreeMap<String, usize>,
    /// What facts are about that is no issue of the model.
    pub issues: BTreeMap<String, usize>,
}

/// Counts the names of a document that are no party, and the topics of its facts that are no issue; gives the sentences that
/// were not read.
pub fn unknown(lexicon: &Lexicon, document: &Document, into: &mut Unknown) -> Vec<u32> {
    for sentence in &document.sentences {
        let tokens = tokens_of(document, sentence, &lexicon.english);
        let Some(tokens) = tokens else { continue };
        let parse = Parse::new(tokens, lexicon, &[], document.date);
        let names = names(&parse, &document.text).into_iter();
        for name in names.filter(|name| !in_a_term(lexicon, name)) {
            *into.names.entry(name).or_default() += 1;
        }
    }
    let Extraction { facts, unread } = Extractor::new(lexicon).read(document);
    for fact in facts.into_iter().filter(|fact| !fact.issue_known) {
        if let Some(words) = fact.issue {
            *into.issues.entry(words.to_lowercase()).or_default() += 1;
        }
    }
    unread
}

/// Whether every word of a name stands in the terms of the model.
fn in_a_term(lexicon: &Lexicon, name: &str) -> bool {
    name.split_whitespace()
        .all(|word| lexicon.stems.of(&word.to_lowercase()) != 0)
}

/// Runs of capitalised words that no mention covers, not those that only begin the sentence.
fn names(parse: &Parse<'_>, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < parse.tokens.len() {
        let free = |i: usize| {
            parse
                .tokens
                .get(i)
                .is_some_and(|t| t.is_capital() && t.is(Tag::Noun) && t.mention.is_none())
        };
        if !free(at) {
            at += 1;
            continue;
        }
        let end = (at..).find(|&i| !free(i)).unwrap_or(at + 1);
        let known_word = parse.tokens[at].lemma != 0;
        if end - at > 1 || (at > 0 && !known_word) {
            found.push(parse.text(text, (at, end)).to_owned());
        }
        at = end;
    }
    found
}
