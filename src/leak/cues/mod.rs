//! How a sentence is read without understanding it: whether it tells what somebody wants, would accept, gains or does without a
//! deal, was said in public, is believed, is a rule, or asks.

mod words;

use crate::source::split_sentences;
use crate::view::SecretKind;

use words::{
    ASKING, BELIEF, CONTRAST, CUES, FIRM, HOLDING, POINTING_BACK, PUBLIC, RULES, SAYING, UNKNOWN,
};

/// A sentence in small letters without signs, with a space at both ends, so that phrases can be looked for.
pub(super) struct Plain(String);

impl Plain {
    pub fn of(sentence: &str) -> Self {
        let mut plain = String::from(" ");
        for word in sentence
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
        {
            plain.push_str(&word.to_lowercase());
            plain.push(' ');
        }
        Self(plain)
    }

    /// Whether it has a phrase; a star at its end stands for any ending.
    pub fn has(&self, phrase: &str) -> bool {
        match phrase.strip_suffix('*') {
            Some(stem) => self.0.contains(&format!(" {stem}")),
            None => self.0.contains(&format!(" {phrase} ")),
        }
    }

    /// Whether it has all the words of another, one after the other.
    pub fn holds(&self, other: &Self) -> bool {
        other.0.trim().len() > 1 && self.0.contains(&other.0)
    }

    pub fn has_any(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.has(phrase))
    }

    fn begins_with_any(&self, phrases: &[&str]) -> bool {
        phrases
            .iter()
            .any(|phrase| self.0.starts_with(&format!(" {phrase} ")))
    }

    /// The kinds of secret whose phrases it has; a way to go without a deal first, for it says the rest too.
    pub fn kinds(&self) -> Vec<SecretKind> {
        let told = CUES.iter().filter(|(_, phrases)| self.has_any(phrases));
        told.flat_map(|(kinds, _)| kinds.iter().copied()).collect()
    }

    /// Whether it tells what was said in public, and nothing against that.
    pub fn is_public(&self) -> bool {
        let is_said = self.has_any(PUBLIC) || self.says_that();
        is_said && !self.has_any(CONTRAST)
    }

    /// Whether a verb of saying stands before a *that*, near or far.
    fn says_that(&self) -> bool {
        let mut said = SAYING
            .iter()
            .filter_map(|verb| self.0.find(&format!(" {verb} ")));
        said.any(|at| self.0[at..].contains(" that "))
    }

    /// Whether it tells a rule of the game.
    pub fn is_rule(&self) -> bool {
        self.has_any(RULES)
    }

    /// Whether its reader is told to believe it: *you believe*, *your generals swear*.
    pub fn is_belief(&self) -> bool {
        self.has_any(BELIEF) || self.is_held_by_own_people()
    }

    fn is_held_by_own_people(&self) -> bool {
        let words: Vec<&str> = self.0.split_whitespace().collect();
        words
            .windows(3)
            .any(|three| three[0] == "your" && HOLDING.contains(&three[2]))
    }

    pub fn is_firm(&self) -> bool {
        self.has_any(FIRM)
    }

    /// A text without the sentences that ask or tell what was said in public; nothing of it where such a sentence says so of
    /// those before it: *Both have been said out loud.*
    pub fn not_public_in(text: &str) -> String {
        let sentences = split_sentences(text);
        let sentences = sentences.iter().map(|part| &text[part.start..part.end]);
        let mut told: Vec<&str> = Vec::new();
        for sentence in sentences {
            let plain = Self::of(sentence);
            let is_public = plain.is_public();
            if is_public && plain.begins_with_any(POINTING_BACK) {
                return String::new();
            }
            if !is_public && !plain.is_asking(sentence) {
                told.push(sentence);
            }
        }
        told.join(" ")
    }

    /// Whether it asks, or tells its reader to ask.
    pub fn is_asking(&self, sentence: &str) -> bool {
        let ends_so = sentence.trim_end_matches(['”', '"', ' ']).ends_with('?');
        let is_advice = self.begins_with_any(ASKING) || self.has("tell the other");
        ends_so || (is_advice && !sentence.contains([':', ';'])) || self.has_any(UNKNOWN)
    }
}
