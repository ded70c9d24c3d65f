//! The sentences of a sheet, and what is compared of them: stems of words, names, numbers.

use std::collections::BTreeSet;

use rust_stemmers::{Algorithm, Stemmer};

use crate::lesson::{Lesson, Role};
use crate::model::{Model, PartyId};
use crate::source::split_sentences;
use crate::view::Sheet;

/// A sentence of a sheet.
pub(super) struct Sentence<'s> {
    pub words: &'s str,
    /// The stems of its words that carry meaning.
    pub stems: BTreeSet<String>,
    /// Its words as they are written, letters of answers among them.
    pub codes: BTreeSet<&'s str>,
}

impl<'s> Sentence<'s> {
    pub fn of(words: &'s str) -> Self {
        Self {
            words,
            stems: content_words(words),
            codes: words.split(|c: char| !c.is_alphanumeric()).collect(),
        }
    }

    /// Whether it has one of some words or stems.
    pub fn says(&self, words: &[&str]) -> bool {
        let mut all = words.iter();
        all.any(|word| self.stems.contains(*word) || self.codes.contains(word))
            || self.has_one_of(words)
    }

    /// Whether it has one of some words in just this form, small or capital.
    pub fn has_one_of(&self, words: &[&str]) -> bool {
        let lower = self.words.to_lowercase();
        let mut own = lower.split(|c: char| !c.is_alphabetic());
        own.any(|word| words.contains(&word))
    }

    pub fn numbers(&self) -> BTreeSet<i64> {
        self.words
            .split(|c: char| !c.is_ascii_digit() && c != '-')
            .filter_map(|part| part.parse().ok())
            .collect()
    }
}

/// The sentences of every line of a sheet, those of tables and lists too, but for some lines.
pub(super) fn lines(sheet: &Sheet, but: &BTreeSet<String>) -> Vec<Vec<String>> {
    let lead = sheet.document.lead.iter();
    let mut found: Vec<Vec<String>> = lead.map(|line| parts_of(&line.words)).collect();
    for section in &mut sheet.document.sections.clone() {
        section.each_line(&mut |line| {
            if !but.contains(&line.words) {
                found.push(parts_of(&line.words));
            }
        });
    }
    found
}

/// The sentences that a teacher wrote into a lesson of what is at stake, each without the signs around it. How the exercise is
/// run and what it teaches are told in the words of a rule, and are not among them.
pub(super) fn written_by(lesson: &Lesson) -> BTreeSet<String> {
    let optional = [&lesson.title, &lesson.without_a_deal]
        .into_iter()
        .flatten();
    let questions = lesson.questions.iter();
    let asked = questions.flat_map(|question| {
        let answers = question.answers.iter().map(|answer| &answer.text);
        answers.chain([&question.question])
    });
    let roles = lesson.roles.iter().flat_map(written_for);
    let all = optional.chain(&lesson.background).chain(asked).chain(roles);
    let sentences = all.flat_map(|text| parts_of(text));
    sentences.map(|sentence| core(&sentence)).collect()
}

/// What the roles of a lesson believe of each other, as it can be found again.
pub(super) fn believed_in(lesson: &Lesson) -> BTreeSet<String> {
    let believed = lesson.roles.iter().flat_map(|role| &role.believes);
    believed.map(|text| core(text)).collect()
}

fn written_for(role: &Role) -> impl Iterator<Item = &String> {
    let optional = [&role.mandate, &role.walk_away, &role.opening]
        .into_iter()
        .flatten();
    let interests = role.interests.iter();
    let interests =
        interests.flat_map(|interest| [&interest.text].into_iter().chain(&interest.why));
    optional
        .chain(&role.believes)
        .chain(&role.keep_secret)
        .chain(interests)
}

/// A sentence in small letters without the signs around it, as it can be found again on a sheet.
pub(super) fn core(sentence: &str) -> String {
    let inner = sentence.trim_matches(|c: char| !c.is_alphanumeric());
    inner.to_lowercase()
}

/// The sentences of a line; the line as it is, where it is only one.
fn parts_of(line: &str) -> Vec<String> {
    let parts = split_sentences(line);
    if parts.len() < 2 {
        return vec![line.to_owned()];
    }
    let texts = parts
        .iter()
        .map(|part| line[part.start..part.end].to_owned());
    texts.collect()
}

/// Whether a sentence names a party or one of its speakers.
pub(super) fn mentions(model: &Model, sentence: &str, party: &PartyId) -> bool {
    let Some(party) = model.parties.get(party) else {
        return false;
    };
    let speakers = party.speakers.values();
    let spoken = speakers.flat_map(|it| it.aliases.iter().chain([&it.name]));
    let called = party.aliases.iter().chain(&party.adjectives);
    let mut names = called.chain([&party.name]).chain(spoken);
    names.any(|name| !name.is_empty() && sentence.contains(name.as_str()))
}

/// Words that carry none.
const EMPTY: [&str; 46] = [
    "the", "and", "for", "with", "that", "this", "its", "has", "have", "are", "was", "were", "not",
    "any", "all", "from", "until", "what", "which", "who", "whom", "may", "can", "could", "would",
    "will", "must", "should", "been", "being", "into", "once", "upon", "than", "then", "them",
    "they", "their", "there", "about", "after", "before", "you", "your", "one", "answer",
];

/// The stems of the words that carry meaning.
pub(super) fn content_words(text: &str) -> BTreeSet<String> {
    let stemmer = Stemmer::create(Algorithm::English);
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase);
    words
        .filter(|word| word.chars().count() > 2 && !EMPTY.contains(&word.as_str()))
        .map(|word| stemmer.stem(&word).into_owned())
        .collect()
}

/// Share of a secret's words that make a sentence suspicious.
const SHARE: (usize, usize) = (6, 10);

pub(super) fn hits(words: &BTreeSet<String>, here: &BTreeSet<String>) -> usize {
    words.iter().filter(|word| here.contains(*word)).count()
}

pub(super) fn is_share(hits: usize, of: usize) -> bool {
    of > 0 && hits * SHARE.1 >= of * SHARE.0
}

pub(super) fn overlap(words: &BTreeSet<String>, here: &BTreeSet<String>) -> bool {
    is_share(hits(words, here), words.len())
}
