//! Whether a sheet of a packet tells what another role keeps to itself.
//!
//! Three readings, from the surest to the most suspicious. *By fact*: the positions that a sheet tells are put into a
//! model of their own, and the graph of that model says what follows from them; a no of another role that follows, and
//! would not follow from what all roles say in public, is a leak. *By reading*: the sentences of the sheet are read by the
//! extractor, as a stranger's text would be; a refusal, a condition or room to move that it finds and that another role
//! keeps to itself is a leak. *By words*: a sentence that holds most of the words of a secret, or another role's name with
//! its number of points, is a leak.
//!
//! What stands on a role's own sheet about itself is none, and neither is what it says in public.

mod by_answer;
mod by_fact;
mod by_reading;
mod by_words;
mod sentence;

use std::collections::BTreeSet;

use crate::extract::{Extractor, Lexicon, Names};
use crate::lesson::Lesson;
use crate::model::{Model, PartyId, Target};
use crate::view::{Packet, Reader, Secret, Sheet, Words, heard};

use by_words::{own_words, telling_words};
use sentence::{Sentence, sentences};

/// How a leak was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// It follows from positions that the sheet tells.
    ByFact,
    /// The extractor reads it in a sentence.
    ByReading,
    /// A sentence has most of its words.
    ByWords,
}

impl Found {
    /// In words.
    pub fn word(self) -> &'static str {
        match self {
            Self::ByFact => "follows from what the sheet tells",
            Self::ByReading => "can be read from a sentence",
            Self::ByWords => "stands there in nearly the same words",
        }
    }
}

/// A secret on a sheet that should not tell it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// The sheet.
    pub sheet: String,
    /// Whose secret it is.
    pub role: PartyId,
    /// What kind of thing it is.
    pub kind: String,
    /// How it was found.
    pub found: Found,
    /// The sentence of the sheet; the thing itself where it follows from several.
    pub sentence: String,
}

/// What the check looked at, and what it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeakCheck {
    /// How many secrets there are.
    pub secrets: usize,
    /// How many sheets and sentences were read for each.
    pub sheets: usize,
    /// How many sentences.
    pub sentences: usize,
    /// What was found.
    pub leaks: Vec<Leak>,
}

/// Reads every sheet that players see, for everything that another role keeps to itself.
pub fn leaks(model: &Model, lesson: &Lesson, packet: &Packet) -> LeakCheck {
    let lexicon = Lexicon::new(Names::of(model));
    let known = Known {
        model,
        lesson,
        words: Words::of(model),
        reader: Extractor::new(&lexicon),
        public: by_fact::told_in_public(model),
    };
    let mut check = LeakCheck {
        secrets: packet.secrets.len(),
        sheets: 0,
        sentences: 0,
        leaks: Vec::new(),
    };
    for sheet in &packet.sheets {
        if sheet.reader != Reader::Teacher {
            check.sheets += 1;
            check.read(&Search::of(&known, packet, sheet));
        }
    }
    check.leaks.sort();
    check.leaks.dedup();
    check
}

impl LeakCheck {
    /// Reads one sheet.
    fn read(&mut self, search: &Search<'_>) {
        self.leaks.extend(search.by_fact());
        for words in sentences(search.sheet, &search.told_word_for_word()) {
            self.sentences += 1;
            self.leaks.extend(search.in_sentence(&words));
        }
    }
}

/// What is known before any sheet is read.
struct Known<'a> {
    model: &'a Model,
    lesson: &'a Lesson,
    words: Words<'a>,
    reader: Extractor<'a>,
    /// What follows from what everybody says in public.
    public: BTreeSet<(PartyId, Target)>,
}

impl Known<'_> {
    fn is_public(&self, secret: &Secret) -> bool {
        let about = secret.about.as_ref();
        about.is_some_and(|about| {
            let told = (secret.role.clone(), about.clone());
            self.public.contains(&told)
        })
    }
}

/// One sheet, with what should not be told there.
struct Search<'a> {
    known: &'a Known<'a>,
    model: &'a Model,
    sheet: &'a Sheet,
    /// What other roles keep to themselves.
    secrets: Vec<&'a Secret>,
    /// The words of each of them that a sentence may give it away with.
    telling: Vec<BTreeSet<String>>,
    /// The words of what the reader of the sheet keeps to itself, but for points.
    own: Vec<BTreeSet<String>>,
}

impl<'a> Search<'a> {
    fn of(known: &'a Known<'a>, packet: &'a Packet, sheet: &'a Sheet) -> Self {
        let is_own = |secret: &&Secret| Reader::Role(secret.role.clone()) == sheet.reader;
        let (own, mut secrets): (Vec<&Secret>, Vec<&Secret>) =
            packet.secrets.iter().partition(is_own);
        secrets.retain(|secret| secret.number.is_some() || !known.is_public(secret));
        let telling = secrets.iter();
        let telling = telling.map(|secret| telling_words(known.model, secret));
        Self {
            known,
            model: known.model,
            sheet,
            telling: telling.collect(),
            secrets,
            own: own_words(&own),
        }
    }

    /// The lines that tell a position word for word: they are weighed by fact.
    fn told_word_for_word(&self) -> BTreeSet<String> {
        let told = self.sheet.tells.iter();
        told.map(|&id| heard(&self.known.words, &self.model.positions[id]))
            .collect()
    }

    /// The leaks of one sentence, read in three ways.
    fn in_sentence(&self, words: &str) -> Vec<Leak> {
        let sentence = Sentence::of(words);
        let mut leaks = Vec::new();
        let mut add = |secrets: Vec<&Secret>, found: Found| {
            let told = secrets.into_iter();
            leaks.extend(told.map(|secret| self.leak(secret, found, words.to_owned())));
        };
        add(self.by_reading(words), Found::ByReading);
        add(self.by_words(&sentence), Found::ByWords);
        add(self.by_answer(&sentence), Found::ByWords);
        leaks
    }

    fn leak(&self, secret: &Secret, found: Found, sentence: String) -> Leak {
        Leak {
            sheet: self.sheet.stem.clone(),
            role: secret.role.clone(),
            kind: secret.kind.to_owned(),
            found,
            sentence,
        }
    }
}
