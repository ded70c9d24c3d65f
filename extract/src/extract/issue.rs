//! What a fact is about: an issue of the model, or the words of the text.
//!
//! A stretch of text names an issue by one of its terms, compared by stems; otherwise by the words that it shares with the
//! issue's names, rarer words counting more (inverse document frequency, Sparck Jones 1972).

use super::english::{Tag, Tags};
use super::lexicon::Lexicon;
use super::names::Term;
use super::parse::{Parse, Range};
use super::stems::Stem;

/// What a fact is about.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Topic {
    /// The index of the issue in the names.
    pub issue: Option<usize>,
    /// The words of the text.
    pub words: String,
    /// How much of the issue's names the words share.
    pub score: f64,
}

impl Topic {
    /// Words that name no issue of the model.
    pub fn unknown(words: String) -> Self {
        Self {
            issue: None,
            words,
            score: 0.0,
        }
    }

    /// An issue that words only point back to.
    pub fn pointed(issue: usize, words: String) -> Self {
        Self {
            issue: Some(issue),
            words,
            score: 0.5,
        }
    }
}

/// Longest phrase that stands for an issue that the model does not have.
const MAX_WORDS: usize = 12;
/// Shared words weigh less the further they stand from the beginning.
const FADE: f64 = 0.06;
/// A synonym weighs less than the word itself.
const SYNONYM: f64 = 0.8;
/// How much an approval speaks of an issue about approval.
const APPROVAL: f64 = 9.0;
/// A match weaker than this is none.
const ENOUGH: f64 = 1.1;

/// What else the words of a clause speak of: `15-year` speaks of length, *ratify* of approval.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hints {
    pub time: bool,
    pub approval: bool,
}

/// The topic of a range of tokens.
pub(super) fn topic(
    parse: &Parse<'_>,
    text: &str,
    lexicon: &Lexicon,
    range: Range,
    hints: Hints,
) -> Topic {
    let words = phrase(parse, text, range);
    if lexicon.names.issues.is_empty() || range.0 >= range.1 {
        return Topic::unknown(words);
    }
    let mut scores = Scores::of(parse, lexicon, range);
    scores.add_whole_terms();
    if hints.approval {
        scores.prefer_approval();
    }
    scores.add_shared_words(&hinted(hints, lexicon));
    match scores.best() {
        Some((issue, score)) if score >= ENOUGH => Topic {
            issue: Some(issue),
            words,
            score,
        },
        _ => Topic::unknown(words),
    }
}

/// How much a range shares with the names of each issue.
struct Scores<'s, 't> {
    parse: &'s Parse<'t>,
    lexicon: &'s Lexicon,
    first: usize,
    /// The words that carry meaning: their places and stems.
    content: Vec<(usize, Stem)>,
    scores: Vec<f64>,
}

impl<'s, 't> Scores<'s, 't> {
    fn of(parse: &'s Parse<'t>, lexicon: &'s Lexicon, range: Range) -> Self {
        let mut content = Vec::new();
        for at in parse.places(range) {
            if !parse.is_any(at, EMPTY) {
                add_stems(&parse.tokens[at].lower, at, lexicon, &mut content);
            }
        }
        Self {
            parse,
            lexicon,
            first: range.0,
            content,
            scores: vec![0.0; lexicon.names.issues.len()],
        }
    }

    /// How little a place counts, the further it stands from the beginning.
    fn far(&self, at: usize) -> f64 {
        1.0 / (1.0 + FADE * (at - self.first) as f64)
    }

    fn add_whole_terms(&mut self) {
        for k in 0..self.content.len() {
            let (at, stem) = self.content[k];
            let Some(terms) = self.lexicon.index.terms.get(&stem) else {
                continue;
            };
            let far = self.far(at);
            for term in terms.iter().filter(|term| stands(term, &self.content[k..])) {
                self.scores[term.issue] += 2.0 * term.stems.len() as f64 * far;
            }
        }
    }

    /// Whoever must approve: an issue about approval comes first.
    fn prefer_approval(&mut self) {
        let english = &self.lexicon.english;
        for word in english.hints("approval_issues") {
            let stem = self.lexicon.stems.of(word);
            for &issue in self.lexicon.index.stems.get(&stem).into_iter().flatten() {
                self.scores[issue] = self.scores[issue].max(APPROVAL);
            }
        }
    }

    fn add_shared_words(&mut self, extra: &[Stem]) {
        let mut seen: Vec<Stem> = Vec::new();
        for k in 0..self.content.len() + extra.len() {
            let (at, stem) = match self.content.get(k) {
                Some(word) => *word,
                None => (self.first, extra[k - self.content.len()]),
            };
            if stem == 0 || seen.contains(&stem) {
                continue;
            }
            seen.push(stem);
            // The name of a party says who, not what.
            if self.parse.tokens[at].mention.is_none() || extra.contains(&stem) {
                self.add_shared(stem, self.far(at));
            }
        }
    }

    fn add_shared(&mut self, stem: Stem, far: f64) {
        let issues = self.scores.len();
        let index = &self.lexicon.index;
        let of = index.stems.get(&stem).map_or(&[][..], Vec::as_slice);
        for &issue in of {
            self.scores[issue] += rarity(issues, of.len()) * far;
        }
        let like = index.synonyms.get(&stem).map_or(&[][..], Vec::as_slice);
        for &issue in like {
            self.scores[issue] += SYNONYM * rarity(issues, like.len() + of.len()) * far;
        }
    }

    /// The issue that shares most, and how much.
    fn best(&self) -> Option<(usize, f64)> {
        let scores = self.scores.iter().copied().enumerate();
        let some = scores.filter(|(_, score)| *score > 0.0);
        some.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
    }
}

/// The stems of a word; of one with hyphens those of its longer parts too.
fn add_stems(lower: &str, at: usize, lexicon: &Lexicon, to: &mut Vec<(usize, Stem)>) {
    to.push((at, lexicon.stems.of(lower)));
    if lower.contains('-') {
        let parts = lower.split('-').filter(|part| part.len() > 2);
        to.extend(parts.map(|part| (at, lexicon.stems.of(part))));
    }
}

/// Whether all words of a term stand here, near each other.
fn stands(term: &Term, content: &[(usize, Stem)]) -> bool {
    let length = term.stems.len();
    let all = content.len() >= length && term.stems.iter().zip(content).all(|(a, (_, b))| a == b);
    all && (length == 1 || content[length - 1].0 - content[0].0 <= length + 2)
}

/// A word in one issue of many counts more than a word in half of them.
fn rarity(issues: usize, with: usize) -> f64 {
    ((issues as f64 + 1.0) / (with as f64)).ln().max(0.1) * 0.75
}

/// The stems of what else the words speak of.
fn hinted(hints: Hints, lexicon: &Lexicon) -> Vec<Stem> {
    let sets = [(hints.time, "time"), (hints.approval, "approval")];
    let spoken = sets.into_iter().filter(|(spoken, _)| *spoken);
    let words = spoken.flat_map(|(_, set)| lexicon.english.hints(set));
    words.map(|word| lexicon.stems.of(word)).collect()
}

/// Parts of speech that carry no meaning of their own.
const EMPTY: Tags = Tags::any(&[
    Tag::Determiner,
    Tag::Demonstrative,
    Tag::Possessive,
    Tag::Pronoun,
    Tag::Preposition,
    Tag::To,
    Tag::Conjunction,
    Tag::That,
    Tag::Relative,
    Tag::Modal,
    Tag::Be,
    Tag::Have,
    Tag::Do,
    Tag::Not,
    Tag::Genitive,
    Tag::Comma,
    Tag::Break,
    Tag::Quote,
    Tag::Bracket,
    Tag::Stop,
    Tag::Subordinator,
]);

/// Parts of speech that open no phrase, and those that end none.
const OPEN: Tags = Tags::any(&[
    Tag::Determiner,
    Tag::Demonstrative,
    Tag::Possessive,
    Tag::That,
    Tag::To,
    Tag::Quote,
    Tag::Comma,
    Tag::Preposition,
    Tag::Adverb,
]);
const CLOSE: Tags = Tags::any(&[
    Tag::Quote,
    Tag::Comma,
    Tag::Stop,
    Tag::Preposition,
    Tag::Conjunction,
    Tag::Determiner,
    Tag::Break,
]);

/// The words themselves, without a leading article, up to a dozen.
pub(super) fn phrase(parse: &Parse<'_>, text: &str, range: Range) -> String {
    let mut places = parse.places(range);
    let Some(first) = places.find(|&at| !parse.is_any(at, OPEN)) else {
        return String::new();
    };
    let mut end = range.1.min(parse.len()).min(first + MAX_WORDS);
    while end > first && parse.is_any(end - 1, CLOSE) {
        end -= 1;
    }
    let words = parse.text(text, (first, end)).split_whitespace();
    words.collect::<Vec<_>>().join(" ")
}
