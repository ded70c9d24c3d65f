//! Whether a sheet of a packet tells what another role keeps to itself.
//!
//! Four readings, from the surest to the most suspicious. *By fact*: the positions that a sheet tells are put into a
//! model of their own, and the graph of that model says what follows from them; a no of another role that follows, and
//! would not follow from what all roles say in public, is a leak. *By reading*: the sentences of the sheet are read by the
//! extractor, as a stranger's text would be; a refusal, a condition or room to move that it finds and that another role
//! keeps to itself is a leak. *By words*: a sentence that holds most of the words of a secret, or another role's name with
//! its number of points, is a leak. *By sense*: a sentence that the teacher wrote, and that tells of another role what it
//! wants, would accept, gains or does without a deal, is one.
//!
//! What stands on a role's own sheet about itself is none, and neither is what it says in public. What none of the four sees is
//! for the teacher's eyes: each secret stands beside the nearest sentence of every other sheet.

mod by_answer;
mod by_fact;
mod by_reading;
mod by_sense;
mod by_words;
mod concepts;
mod cues;
mod nearest;
mod referents;
mod sentence;

use std::collections::{BTreeMap, BTreeSet};

use crate::extract::{Extractor, Lexicon, Names as KnownNames};
use crate::lesson::Lesson;
use crate::model::{Model, PartyId, Target};
use crate::view::{Packet, Reader, Secret, SecretKind, Sheet, Words, heard};

use by_words::{own_words, telling_words};
use concepts::{Meaning, Rarity, meaning};
use cues::Plain;
use referents::{Names, Spoken, speaks_of_somebody};
use sentence::{Sentence, believed_in, lines, written_by};

pub use nearest::{Near, Nearest};

/// How a leak was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// It follows from positions that the sheet tells.
    ByFact,
    /// The extractor reads it in a sentence.
    ByReading,
    /// A sentence has most of its words.
    ByWords,
    /// A sentence tells of the role what is not said in public.
    BySense,
}

impl Found {
    /// In words.
    pub fn word(self) -> &'static str {
        match self {
            Self::ByFact => "follows from what the sheet tells",
            Self::ByReading => "can be read from a sentence",
            Self::ByWords => "stands there in nearly the same words",
            Self::BySense => "seems to be told",
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
    pub kind: SecretKind,
    /// How it was found.
    pub found: Found,
    /// The sentence of the sheet; the thing itself where it follows from several.
    pub sentence: String,
}

/// What the check looked at, and what it found.
#[derive(Debug, Clone, PartialEq)]
pub struct LeakCheck {
    /// How many secrets there are.
    pub secrets: usize,
    /// How many sheets and sentences were read for each.
    pub sheets: usize,
    /// How many sentences.
    pub sentences: usize,
    /// What was found.
    pub leaks: Vec<Leak>,
    /// Each secret beside the sentences of other sheets that come nearest to it, the nearest first.
    pub nearest: Vec<Nearest>,
}

/// Reads every sheet that players see, for everything that another role keeps to itself.
pub fn leaks(model: &Model, lesson: &Lesson, packet: &Packet) -> LeakCheck {
    let lexicon = Lexicon::new(KnownNames::of(model));
    let known = Known::of(model, lesson, packet, Extractor::new(&lexicon));
    let mut check = LeakCheck {
        secrets: packet.secrets.len(),
        sheets: 0,
        sentences: 0,
        leaks: Vec::new(),
        nearest: Vec::new(),
    };
    for sheet in &packet.sheets {
        if sheet.reader != Reader::Teacher {
            check.sheets += 1;
            check.read(&Search::of(&known, packet, sheet));
        }
    }
    check.leaks.sort();
    check.leaks.dedup();
    check.look_nearest(&known, packet);
    check
}

impl LeakCheck {
    /// Reads one sheet.
    fn read(&mut self, search: &Search<'_>) {
        self.leaks.extend(search.by_fact());
        for told in search.told() {
            self.sentences += 1;
            self.leaks.extend(search.in_sentence(&told));
        }
        let more = search.seem_to_tell(&self.leaks);
        self.leaks.extend(more);
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
    /// What each role says in public, in the words of the sheets and of the model.
    public_words: BTreeMap<PartyId, Meaning>,
    /// The sentences that the teacher wrote.
    written: BTreeSet<String>,
    /// What the roles believe of each other.
    believed: BTreeSet<String>,
    names: Names,
    rarity: Rarity,
}

/// A sentence of a sheet, and of whom it speaks.
struct Told {
    words: String,
    spoken: Spoken,
}

/// Most sentences of a line that is weighed as a whole.
const SHORT: usize = 3;

impl<'a> Known<'a> {
    /// The sentences of a line, each with those of whom it speaks; a pronoun stands for who was named just before.
    fn told_in(&self, line: Vec<String>) -> Vec<Told> {
        let mut before: Vec<PartyId> = Vec::new();
        let told = line.into_iter().map(|words| {
            let spoken = self.names.spoken_of(&words, &before);
            before.clone_from(&spoken.roles);
            Told { words, spoken }
        });
        told.collect()
    }

    fn of(model: &'a Model, lesson: &'a Lesson, packet: &Packet, reader: Extractor<'a>) -> Self {
        let words = Words::of(model);
        let written = written_by(lesson);
        let secrets = packet.secrets.iter().map(|secret| meaning(&secret.words));
        let texts: Vec<Meaning> = written
            .iter()
            .map(|text| meaning(text))
            .chain(secrets)
            .collect();
        Self {
            model,
            lesson,
            reader,
            public: by_fact::told_in_public(model),
            public_words: public_words(model, lesson, &words),
            words,
            written,
            believed: believed_in(lesson),
            names: Names::of(model, lesson),
            rarity: Rarity::of(texts.iter()),
        }
    }

    /// Whether a limit follows from what its role says in public; a yes behind a public no does not.
    fn is_public(&self, secret: &Secret) -> bool {
        let is_limit = matches!(secret.kind, SecretKind::Limit | SecretKind::Condition);
        let about = secret.about.as_ref().filter(|_| is_limit);
        about.is_some_and(|about| {
            let told = (secret.role.clone(), about.clone());
            self.public.contains(&told)
        })
    }
}

/// What each role says in public: in the words of the sheets, of the model, and of what it speaks of.
fn public_words(model: &Model, lesson: &Lesson, words: &Words<'_>) -> BTreeMap<PartyId, Meaning> {
    let mut said: BTreeMap<PartyId, Meaning> = BTreeMap::new();
    for role in &lesson.roles {
        said.entry(role.id().clone())
            .or_default()
            .extend(meaning(model.party_name(role.id())));
    }
    for id in by_fact::public_positions(model) {
        let position = &model.positions[id];
        let own = said.entry(position.party.clone()).or_default();
        let text = position.text.as_deref().unwrap_or_default();
        for text in [
            heard(words, position).as_str(),
            text,
            &words.target(&position.on),
            &model.target_name(&position.on),
        ] {
            own.extend(meaning(text));
        }
    }
    said
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
    /// What the words of each of them mean.
    senses: Vec<Meaning>,
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
            senses: secrets
                .iter()
                .map(|secret| meaning(&secret.words))
                .collect(),
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

    /// Whether the sheet is that role's own.
    fn is_reader(&self, role: &PartyId) -> bool {
        matches!(&self.sheet.reader, Reader::Role(own) if own == role)
    }

    /// The sentences of the sheet, but for those that tell a position word for word.
    fn told(&self) -> Vec<Told> {
        let mut told = Vec::new();
        for line in lines(self.sheet, &self.told_word_for_word()) {
            told.extend(self.known.told_in(line));
        }
        told
    }

    /// What the teacher wrote on the sheet: a short line as a whole, for its sentences explain each other, and each sentence
    /// of a long one.
    fn written(&self) -> Vec<Told> {
        let mut written = Vec::new();
        for mut line in lines(self.sheet, &self.told_word_for_word()) {
            line.retain(|sentence| self.is_written(sentence));
            let is_role = matches!(self.sheet.reader, Reader::Role(_));
            let short = if is_role { SHORT } else { SHORT - 1 };
            if (2..=short).contains(&line.len()) {
                written.extend(self.as_a_whole(&line));
            } else {
                written.extend(self.known.told_in(line));
            }
        }
        written
    }

    /// A few sentences as one; on a role's sheet *they* may be anybody.
    fn as_a_whole(&self, line: &[String]) -> Option<Told> {
        let told = self.known.told_in(line.to_vec());
        let roles: BTreeSet<&PartyId> = told.iter().flat_map(|told| &told.spoken.roles).collect();
        let words = line.join(" ");
        let is_role = matches!(self.sheet.reader, Reader::Role(_));
        let somebody = is_role && roles.is_empty() && speaks_of_somebody(&Plain::of(&words));
        Some(Told {
            spoken: Spoken {
                roles: roles.into_iter().cloned().collect(),
                unnamed: somebody || told.iter().any(|told| told.spoken.unnamed),
            },
            words,
        })
    }

    /// Whether a sentence is an answer that everybody may read, with its letter or without.
    fn is_an_answer(&self, words: &str) -> bool {
        let core = sentence::core(words);
        let questions = self.known.lesson.questions.iter();
        let answers = questions.flat_map(|question| &question.answers);
        let mut told = answers.filter(|answer| !answer.is_found);
        told.any(|answer| {
            core.ends_with(&sentence::core(&answer.text)) && core.len() <= answer.text.len() + 6
        })
    }

    /// Whether a text is what a role believes of the others, or part of it.
    fn is_believed(&self, words: &str) -> bool {
        let core = sentence::core(words);
        let is_role = matches!(self.sheet.reader, Reader::Role(_));
        is_role
            && self
                .known
                .believed
                .iter()
                .any(|believed| believed.contains(&core))
    }

    fn is_written(&self, words: &str) -> bool {
        self.known.written.contains(&sentence::core(words))
    }

    /// What the teacher wrote and what seems to tell a secret, though no other reading found it.
    fn seem_to_tell(&self, found: &[Leak]) -> Vec<Leak> {
        let is_found = |told: &Told| {
            let mut here = found.iter().filter(|leak| leak.sheet == self.sheet.stem);
            here.any(|leak| told.words.contains(&leak.sentence))
        };
        let written = self.written().into_iter().filter(|told| !is_found(told));
        let told = written.filter_map(|told| Some((self.by_sense(&told)?, told.words)));
        told.map(|(secret, words)| self.leak(secret, Found::BySense, words))
            .collect()
    }

    /// The leaks of one sentence, read in three ways.
    fn in_sentence(&self, told: &Told) -> Vec<Leak> {
        let words = told.words.as_str();
        let sentence = Sentence::of(words);
        let mut leaks = Vec::new();
        let mut add = |secrets: Vec<&Secret>, found: Found| {
            let told = secrets.into_iter();
            leaks.extend(told.map(|secret| self.leak(secret, found, words.to_owned())));
        };
        add(self.by_reading(words), Found::ByReading);
        // Words that were said in public are nobody's secret; what follows from a reading or an answer still is.
        if !Plain::of(words).is_public() && !self.is_an_answer(words) {
            add(self.by_words(&sentence), Found::ByWords);
        }
        add(self.by_answer(&sentence), Found::ByWords);
        leaks
    }

    fn leak(&self, secret: &Secret, found: Found, sentence: String) -> Leak {
        Leak {
            sheet: self.sheet.stem.clone(),
            role: secret.role.clone(),
            kind: secret.kind,
            found,
            sentence,
        }
    }
}
