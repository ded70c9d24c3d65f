//! What a fact is about: an issue of the model, or the words of the text.
//!
//! A stretch of text names an issue by one of its terms, compared by stems; otherwise by the words that it shares with the
//! issue's names, rarer words counting more (inverse document frequency, Sparck Jones 1972).

use super::english::Tag;
use super::lexicon::Lexicon;
use super::parse::Parse;
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
    range: (usize, usize),
    hints: Hints,
) -> Topic {
    let words = phrase(parse, text, range);
    let issues = lexicon.names.issues.len();
    if issues == 0 || range.0 >= range.1 {
        return Topic {
            issue: None,
            words,
            score: 0.0,
        };
    }
    let content: Vec<(usize, Stem)> = (range.0..range.1.min(parse.tokens.len()))
        .filter(|&at| carries(parse, at))
        .flat_map(|at| {
            let lower = parse.tokens[at].lower.as_ref();
            let mut stems = vec![(at, lexicon.stems.of(lower))];
            if lower.contains('-') {
                stems.extend(
                    lower
                        .split('-')
                        .filter(|part| part.len() > 2)
                        .map(|part| (at, lexicon.stems.of(part))),
                );
            }
            stems
        })
        .collect();
    let mut scores = vec![0.0_f64; issues];
    let far = |at: usize| 1.0 / (1.0 + FADE * (at - range.0) as f64);
    // Whole terms.
    for (k, (at, stem)) in content.iter().enumerate() {
        for term in lexicon.index.terms.get(stem).map_or(&[][..], Vec::as_slice) {
            let rest = &content[k..];
            if rest.len() >= term.stems.len()
                && term.stems.iter().zip(rest).all(|(a, (_, b))| a == b)
            {
                let near = term.stems.len() == 1
                    || rest[term.stems.len() - 1].0 - at <= term.stems.len() + 2;
                if near {
                    scores[term.issue] += 2.0 * term.stems.len() as f64 * far(*at);
                }
            }
        }
    }
    // Shared words.
    let mut seen: Vec<Stem> = Vec::new();
    if hints.approval {
        // Whoever must approve: an issue about approval comes first.
        for word in [
            "approval",
            "ratification",
            "approve",
            "ratify",
            "confirm",
            "consent",
        ] {
            for &issue in lexicon
                .index
                .stems
                .get(&lexicon.stems.of(word))
                .map_or(&[][..], Vec::as_slice)
            {
                scores[issue] = scores[issue].max(APPROVAL);
            }
        }
    }
    let extra: Vec<Stem> = hinted(hints)
        .iter()
        .map(|word| lexicon.stems.of(word))
        .collect();
    for (at, stem) in content
        .iter()
        .copied()
        .chain(extra.iter().map(|stem| (range.0, *stem)))
    {
        if stem == 0 || seen.contains(&stem) {
            continue;
        }
        seen.push(stem);
        // The name of a party says who, not what.
        if parse.tokens[at].mention.is_some() && !extra.contains(&stem) {
            continue;
        }
        let of = lexicon
            .index
            .stems
            .get(&stem)
            .map_or(&[][..], Vec::as_slice);
        for &issue in of {
            scores[issue] += rarity(issues, of.len()) * far(at);
        }
        let like = lexicon
            .index
            .synonyms
            .get(&stem)
            .map_or(&[][..], Vec::as_slice);
        for &issue in like {
            scores[issue] += SYNONYM * rarity(issues, like.len() + of.len()) * far(at);
        }
    }
    let best = scores
        .iter()
        .enumerate()
        .filter(|(_, score)| **score > 0.0)
        .max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)));
    match best {
        Some((issue, &score)) if score >= ENOUGH => Topic {
            issue: Some(issue),
            words,
            score,
        },
        _ => Topic {
            issue: None,
            words,
            score: 0.0,
        },
    }
}

/// A word in one issue of many counts more than a word in half of them.
fn rarity(issues: usize, with: usize) -> f64 {
    ((issues as f64 + 1.0) / (with as f64)).ln().max(0.1) * 0.75
}

fn hinted(hints: Hints) -> Vec<&'static str> {
    let mut words = Vec::new();
    if hints.time {
        words.extend(["length", "duration", "term"]);
    }
    if hints.approval {
        words.extend(["approval", "ratification", "approve", "ratify"]);
    }
    words
}

/// Whether a token carries meaning.
fn carries(parse: &Parse<'_>, at: usize) -> bool {
    let token = &parse.tokens[at];
    !matches!(
        token.tag,
        Tag::Determiner
            | Tag::Demonstrative
            | Tag::Possessive
            | Tag::Pronoun
            | Tag::Preposition
            | Tag::To
            | Tag::Conjunction
            | Tag::That
            | Tag::Relative
            | Tag::Modal
            | Tag::Be
            | Tag::Have
            | Tag::Do
            | Tag::Not
            | Tag::Genitive
            | Tag::Comma
            | Tag::Break
            | Tag::Quote
            | Tag::Bracket
            | Tag::Stop
            | Tag::Subordinator
    )
}

/// The words themselves, without a leading article, up to a dozen.
pub(super) fn phrase(parse: &Parse<'_>, text: &str, range: (usize, usize)) -> String {
    let end = range.1.min(parse.tokens.len());
    let first = (range.0..end).find(|&at| {
        !matches!(
            parse.tokens[at].tag,
            Tag::Determiner
                | Tag::Demonstrative
                | Tag::Possessive
                | Tag::That
                | Tag::To
                | Tag::Quote
                | Tag::Comma
                | Tag::Preposition
                | Tag::Adverb
        )
    });
    let Some(first) = first else {
        return String::new();
    };
    let mut end = end.min(first + MAX_WORDS);
    while end > first
        && matches!(
            parse.tokens[end - 1].tag,
            Tag::Quote
                | Tag::Comma
                | Tag::Stop
                | Tag::Preposition
                | Tag::Conjunction
                | Tag::Determiner
                | Tag::Break
        )
    {
        end -= 1;
    }
    parse
        .text(text, (first, end))
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
