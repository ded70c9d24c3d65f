//! Names and phrases of a text that resolved to nothing: what a lexicon still lacks.

use std::collections::BTreeMap;

use super::document::Document;
use super::english::Tag;
use super::extractor::Extractor;
use super::lexicon::Lexicon;
use super::parse::Parse;
use super::token;

/// What a text names and the model does not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unknown {
    /// Capitalised names, with how often they stand in the text.
    pub names: BTreeMap<String, usize>,
    /// What facts are about that is no issue of the model.
    pub issues: BTreeMap<String, usize>,
}

/// Counts the names of a document that are no party, and the topics of its facts that are no issue.
pub fn unknown(lexicon: &Lexicon, document: &Document, into: &mut Unknown) {
    for sentence in &document.sentences {
        let text = &document.text[sentence.start..sentence.end];
        let mut tokens = Vec::new();
        token::tokens_of(text, sentence.start, &lexicon.english, &mut tokens);
        let parse = Parse::new(tokens, lexicon, &[], document.date);
        for name in names(&parse, &document.text)
            .into_iter()
            .filter(|name| !in_a_term(lexicon, name))
        {
            *into.names.entry(name).or_default() += 1;
        }
    }
    for fact in Extractor::new(lexicon)
        .extract(document)
        .into_iter()
        .filter(|fact| !fact.issue_known)
    {
        if let Some(words) = fact.issue {
            *into.issues.entry(words.to_lowercase()).or_default() += 1;
        }
    }
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
