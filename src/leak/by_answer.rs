//! Leaks by answer: a role named with an answer, and with a word of yes or no, which tells what it may accept or does not.

use super::Search;
use super::by_fact::public_positions;
use super::sentence::{Sentence, content_words, mentions, overlap};
use crate::model::{PartyId, Target};
use crate::view::{Secret, SecretKind};

/// Words and stems of a no.
const NO: [&str; 9] = [
    "refus", "reject", "never", "not", "no", "oppos", "cannot", "exclud", "rule",
];

/// Words and stems of a yes.
const YES: [&str; 9] = [
    "accept", "agre", "take", "settl", "yes", "conced", "allow", "live", "sign",
];

impl<'a> Search<'a> {
    /// A role named with an answer, by its letter or in most of its words, and with a word of yes or no: what it may accept
    /// or does not.
    pub(super) fn by_answer(&self, sentence: &Sentence<'_>) -> Vec<&'a Secret> {
        // An answer may name a party itself: whose word it is must be said outside of it.
        let outside = self.without_answers(sentence.words);
        let named = self.secrets.iter();
        let named = named.filter(|it| mentions(self.model, &outside, &it.role));
        named
            .filter(|secret| self.gives_away(secret, sentence))
            .copied()
            .collect()
    }

    /// A sentence without the texts of the answers in it.
    fn without_answers(&self, sentence: &str) -> String {
        let questions = self.known.lesson.questions.iter();
        let texts = questions
            .flat_map(|question| &question.answers)
            .map(|answer| answer.text.as_str());
        texts
            .filter(|text| !text.is_empty())
            .fold(sentence.to_owned(), |rest, text| rest.replace(text, " "))
    }

    fn gives_away(&self, secret: &Secret, sentence: &Sentence<'_>) -> bool {
        let Some(about) = &secret.about else {
            return false;
        };
        let says_no = sentence.says(&NO);
        let is_told = match (secret.number, secret.kind) {
            (Some(number), _) => sentence.numbers().contains(&number),
            (None, SecretKind::Room) => {
                !says_no && sentence.says(&YES) && !self.asks_in_public(&secret.role, about)
            }
            (None, SecretKind::Limit | SecretKind::Condition) => says_no,
            (
                None,
                SecretKind::Interest
                | SecretKind::Why
                | SecretKind::Drop
                | SecretKind::WalkAway
                | SecretKind::Kept
                | SecretKind::LeastPoints
                | SecretKind::Points
                | SecretKind::Ranking,
            ) => false,
        };
        is_told && (self.names_answer(about, sentence) || self.states(about, sentence))
    }

    /// Whether a sentence names an answer of the lesson that stands for something.
    fn names_answer(&self, about: &Target, sentence: &Sentence<'_>) -> bool {
        let lesson = self.known.lesson;
        let mut questions = lesson.questions.iter().enumerate();
        questions.any(|(q, question)| {
            let answers = question.answers.iter().enumerate();
            let mut answers = answers.filter(|(_, it)| it.target.as_ref() == Some(about));
            answers.any(|(a, answer)| {
                let letter = lesson.letter(q, a);
                sentence.codes.contains(letter.as_str()) || has_words_of(sentence, &answer.text)
            })
        })
    }

    /// Whether a sentence has the words of an option of the model.
    fn states(&self, about: &Target, sentence: &Sentence<'_>) -> bool {
        matches!(about, Target::Option(..))
            && has_words_of(sentence, &self.model.target_name(about))
    }

    fn asks_in_public(&self, party: &PartyId, about: &Target) -> bool {
        let positions = &self.model.positions;
        let mut public = public_positions(self.model).into_iter();
        public.any(|id| positions[id].party == *party && positions[id].on == *about)
    }
}

/// Whether a sentence has most of the words of a text of more than one word.
fn has_words_of(sentence: &Sentence<'_>, text: &str) -> bool {
    let words = content_words(text);
    words.len() > 1 && overlap(&words, &sentence.stems)
}
