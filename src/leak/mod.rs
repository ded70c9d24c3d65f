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

use std::collections::BTreeSet;

use rust_stemmers::{Algorithm, Stemmer};

use crate::extract::{Document as Text, Extractor, Fact, FactKind, Lexicon, Names, Polarity};
use crate::graph::{AsRead, PositionGraph, Reading};
use crate::lesson::Lesson;
use crate::model::{Model, PartyId, PositionId, Stance, Target};
use crate::view::{Packet, Reader, Secret, Sheet, Words, heard};

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
    let reader = Extractor::new(&lexicon);
    let words = Words::of(model);
    let public = told_by(model, &public_positions(model));
    let mut check = LeakCheck {
        secrets: packet.secrets.len(),
        sheets: 0,
        sentences: 0,
        leaks: Vec::new(),
    };
    for sheet in packet
        .sheets
        .iter()
        .filter(|sheet| sheet.reader != Reader::Teacher)
    {
        check.sheets += 1;
        let kept = |secret: &&Secret| {
            let known = secret.number.is_none()
                && secret
                    .about
                    .as_ref()
                    .is_some_and(|about| public.contains(&(secret.role.clone(), about.clone())));
            Reader::Role(secret.role.clone()) != sheet.reader && !known
        };
        let secrets: Vec<&Secret> = packet.secrets.iter().filter(kept).collect();
        by_fact(model, sheet, &secrets, &public, &mut check.leaks);
        let own: Vec<&Secret> = packet
            .secrets
            .iter()
            .filter(|secret| Reader::Role(secret.role.clone()) == sheet.reader)
            .collect();
        // A line that tells a position word for word was weighed by fact.
        let told: BTreeSet<String> = sheet
            .tells
            .iter()
            .map(|&i| heard(&words, &model.positions[i]))
            .collect();
        for sentence in sentences(sheet, &told) {
            check.sentences += 1;
            by_reading(model, &reader, sheet, &sentence, &secrets, &mut check.leaks);
            by_words(model, sheet, &sentence, &secrets, &own, &mut check.leaks);
            by_answer(model, lesson, sheet, &sentence, &secrets, &mut check.leaks);
        }
    }
    check.leaks.sort();
    check.leaks.dedup();
    check
}

/// What everybody says in public: asks and gifts without a condition.
fn public_positions(model: &Model) -> Vec<PositionId> {
    let is_public = |stance: Stance| match stance {
        Stance::Demands | Stance::Proposes | Stance::Offers | Stance::Accepts | Stance::Prefers => {
            true
        }
        Stance::Open | Stance::Rejects => false,
    };
    let all = model.positions.numbered();
    all.filter(|(_, position)| is_public(position.stance) && position.condition.is_none())
        .map(|(id, _)| id)
        .collect()
}

/// What follows from some positions alone: each party's no, and its yes on a condition.
fn told_by(model: &Model, positions: &[PositionId]) -> BTreeSet<(PartyId, Target)> {
    let told = Model {
        positions: positions
            .iter()
            .map(|&i| model.positions[i].clone())
            .collect(),
        ..model.clone()
    };
    let graph = PositionGraph::build(
        &told,
        AsRead {
            day: model.day(None),
            at_least: None,
        },
    );
    let is_limit = |reading: Reading| matches!(reading, Reading::Refused | Reading::Conditional);
    graph
        .stances()
        .iter()
        .filter(|s| is_limit(s.reading))
        .map(|s| (s.party.clone(), s.target.clone()))
        .collect()
}

fn by_fact(
    model: &Model,
    sheet: &Sheet,
    secrets: &[&Secret],
    public: &BTreeSet<(PartyId, Target)>,
    found: &mut Vec<Leak>,
) {
    for (party, target) in told_by(model, &sheet.tells).difference(public) {
        let secret = secrets
            .iter()
            .find(|s| s.role == *party && s.about.as_ref() == Some(target) && s.number.is_none());
        if let Some(secret) = secret {
            found.push(leak(
                sheet,
                secret,
                Found::ByFact,
                format!("{}: {}", model.party_name(party), model.target_name(target)),
            ));
        }
    }
}

/// A secret that a sentence says in other words: the extractor finds its holder, its kind and what it is about.
fn by_reading(
    model: &Model,
    reader: &Extractor<'_>,
    sheet: &Sheet,
    sentence: &str,
    secrets: &[&Secret],
    found: &mut Vec<Leak>,
) {
    for fact in reader.extract(&Text::plain("sheet", sentence)) {
        let holders: Vec<&String> = fact.holder.iter().chain(&fact.holders).collect();
        for secret in secrets.iter().filter(|s| {
            s.number.is_none() && holders.iter().any(|holder| **holder == s.role.as_str())
        }) {
            let Some(about) = &secret.about else { continue };
            let row = about
                .issue()
                .map_or_else(|| about.to_string(), ToString::to_string);
            let same = fact.issue.as_deref() == Some(row.as_str())
                || fact.needs.as_deref() == Some(row.as_str());
            if same && is_told(&fact, secret) && !says_in_public(model, &secret.role, &row, &fact) {
                found.push(leak(sheet, secret, Found::ByReading, sentence.to_owned()));
            }
        }
    }
}

/// Whether a fact is of the kind that a secret keeps.
fn is_told(fact: &Fact, secret: &Secret) -> bool {
    let no = is_no(fact);
    let yes = is_yes(fact);
    match secret.kind {
        "room to move" => yes && !no,
        "a condition" => matches!(fact.kind, FactKind::Condition),
        _ => no,
    }
}

fn is_no(fact: &Fact) -> bool {
    fact.kind == FactKind::Rejection || fact.stance == Some(Polarity::Rejects)
}

fn is_yes(fact: &Fact) -> bool {
    matches!(fact.kind, FactKind::Acceptance | FactKind::Offer)
        || matches!(
            fact.stance,
            Some(Polarity::Accepts | Polarity::Offers | Polarity::Supports)
        )
}

/// Whether the role says as much in public on the same thing.
fn says_in_public(model: &Model, party: &PartyId, row: &str, fact: &Fact) -> bool {
    let yes = is_yes(fact);
    let about = |target: &Target| {
        target
            .issue()
            .map_or_else(|| target.to_string(), ToString::to_string)
            == row
    };
    yes && public_positions(model)
        .into_iter()
        .any(|i| model.positions[i].party == *party && about(&model.positions[i].on))
}

/// Share of a secret's words that make a sentence suspicious, and how many words at least.
const SHARE: (usize, usize) = (6, 10);
const LEAST_WORDS: usize = 3;

fn by_words(
    model: &Model,
    sheet: &Sheet,
    sentence: &str,
    secrets: &[&Secret],
    own: &[&Secret],
    found: &mut Vec<Leak>,
) {
    let here = content_words(sentence);
    for secret in secrets {
        if let Some(number) = secret.number {
            // A role's name with its number of points; small numbers are dates and counts.
            let names_it = mentions(model, sentence, &secret.role);
            let has_words =
                secret.words.is_empty() || overlap(&content_words(&secret.words), &here);
            let says_points =
                here.contains("point") || here.contains("score") || here.contains("threshold");
            if names_it && has_words && says_points && numbers(sentence).contains(&number) {
                found.push(leak(sheet, secret, Found::ByWords, sentence.to_owned()));
            }
            continue;
        }
        let mut words = content_words(&secret.words);
        if let Some(about) = &secret.about {
            // That a party and an issue are named together tells nothing of a limit.
            let neutral = content_words(&neutral_words(model, &secret.role, about));
            words.retain(|word| !neutral.contains(word));
        }
        // Two roles may need the same: what stands on one's own sheet as one's own is no leak of the other's.
        let shared = own.iter().any(|mine| {
            mine.number.is_none()
                && !mine.words.is_empty()
                && overlap(&words, &content_words(&mine.words))
        });
        // What is said of a limit names its owner; a question that is neutral does not.
        let owned = secret.about.is_none() || mentions(model, sentence, &secret.role);
        // That two steps are named together is no condition: something must say that one waits for the other.
        let orders = |word: &str| {
            [
                "wait",
                "waits",
                "unless",
                "until",
                "before",
                "after",
                "first",
                "only",
                "condition",
            ]
            .contains(&word)
        };
        let owned = owned
            && (!secret.is_ordered
                || sentence
                    .to_lowercase()
                    .split(|c: char| !c.is_alphabetic())
                    .any(orders));
        let suspicious = match hits(&words, &here) {
            // Few words are suspicious where the owner is named, or where all of them stand there.
            n if !share(n, words.len()) => false,
            n => n >= 4 || n == words.len() || mentions(model, sentence, &secret.role),
        };
        if words.len() >= LEAST_WORDS && owned && !shared && suspicious {
            found.push(leak(sheet, secret, Found::ByWords, sentence.to_owned()));
        }
    }
}

/// The names of a party and of what a secret is about.
fn neutral_words(model: &Model, party: &PartyId, about: &Target) -> String {
    let issue = about.issue().and_then(|issue| model.issues.get(issue));
    let issue = issue.map_or_else(
        || model.target_name(about),
        |issue| format!("{} {}", issue.name, issue.question),
    );
    format!("{} {issue}", model.party_name(party))
}

fn hits(words: &BTreeSet<String>, here: &BTreeSet<String>) -> usize {
    words.iter().filter(|word| here.contains(*word)).count()
}

fn share(hits: usize, of: usize) -> bool {
    of > 0 && hits * SHARE.1 >= of * SHARE.0
}

fn overlap(words: &BTreeSet<String>, here: &BTreeSet<String>) -> bool {
    share(hits(words, here), words.len())
}

/// A role named with an answer, by its letter or in most of its words, and with a word of yes or no: what it may accept
/// or does not.
fn by_answer(
    model: &Model,
    lesson: &Lesson,
    sheet: &Sheet,
    sentence: &str,
    secrets: &[&Secret],
    found: &mut Vec<Leak>,
) {
    let here = content_words(sentence);
    let codes: BTreeSet<&str> = sentence.split(|c: char| !c.is_alphanumeric()).collect();
    let says = |words: &[&str]| {
        words
            .iter()
            .any(|word| here.contains(*word) || codes.contains(word))
    };
    let no = says(&[
        "refus", "reject", "never", "not", "no", "oppos", "cannot", "exclud", "rule",
    ]);
    let yes = !no
        && says(&[
            "accept", "agre", "take", "settl", "yes", "conced", "allow", "live", "sign",
        ]);
    // An answer may name a party itself: whose word it is must be said outside of it.
    let texts = lesson
        .questions
        .iter()
        .flat_map(|q| &q.answers)
        .map(|answer| answer.text.as_str());
    let outside = texts
        .filter(|text| !text.is_empty())
        .fold(sentence.to_owned(), |rest, text| rest.replace(text, " "));
    for secret in secrets
        .iter()
        .filter(|s| mentions(model, &outside, &s.role))
    {
        let Some(about) = &secret.about else { continue };
        let answers = lesson
            .questions
            .iter()
            .enumerate()
            .flat_map(|(q, question)| {
                question
                    .answers
                    .iter()
                    .enumerate()
                    .map(move |(a, answer)| (q, a, answer))
            });
        let named = answers
            .filter(|(_, _, answer)| answer.target.as_ref() == Some(about))
            .any(|(q, a, answer)| {
                let words = content_words(&answer.text);
                codes.contains(lesson.letter(q, a).as_str())
                    || (words.len() > 1 && overlap(&words, &here))
            });
        let stated = matches!(about, Target::Option(..)) && {
            let words = content_words(&model.target_name(about));
            words.len() > 1 && overlap(&words, &here)
        };
        let told = match (secret.number, secret.kind) {
            (Some(number), _) => numbers(sentence).contains(&number),
            (None, "room to move") => yes && !asks_in_public(model, &secret.role, about),
            (None, _) => no,
        };
        if told && (named || stated) {
            found.push(leak(sheet, secret, Found::ByWords, sentence.to_owned()));
        }
    }
}

fn asks_in_public(model: &Model, party: &PartyId, about: &Target) -> bool {
    public_positions(model)
        .into_iter()
        .any(|i| model.positions[i].party == *party && model.positions[i].on == *about)
}

fn mentions(model: &Model, sentence: &str, party: &PartyId) -> bool {
    let Some(party) = model.parties.get(party) else {
        return false;
    };
    let names = party
        .aliases
        .iter()
        .chain(&party.adjectives)
        .chain([&party.name]);
    let names = names.chain(
        party
            .speakers
            .values()
            .flat_map(|s| s.aliases.iter().chain([&s.name])),
    );
    names
        .into_iter()
        .any(|name| !name.is_empty() && sentence.contains(name.as_str()))
}

fn numbers(sentence: &str) -> BTreeSet<i64> {
    sentence
        .split(|c: char| !c.is_ascii_digit() && c != '-')
        .filter_map(|part| part.parse().ok())
        .collect()
}

/// The stems of the words that carry meaning.
fn content_words(text: &str) -> BTreeSet<String> {
    const EMPTY: [&str; 46] = [
        "the", "and", "for", "with", "that", "this", "its", "has", "have", "are", "was", "were",
        "not", "any", "all", "from", "until", "what", "which", "who", "whom", "may", "can",
        "could", "would", "will", "must", "should", "been", "being", "into", "once", "upon",
        "than", "then", "them", "they", "their", "there", "about", "after", "before", "you",
        "your", "one", "answer",
    ];
    let stemmer = Stemmer::create(Algorithm::English);
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase);
    words
        .filter(|word| word.chars().count() > 2 && !EMPTY.contains(&word.as_str()))
        .map(|word| stemmer.stem(&word).into_owned())
        .collect()
}

/// Every sentence of a sheet, those of tables and lists too, but for some lines.
fn sentences(sheet: &Sheet, but: &BTreeSet<String>) -> Vec<String> {
    let mut found = Vec::new();
    found.extend(sheet.document.lead.iter().map(|line| line.words.clone()));
    for section in &mut sheet.document.sections.clone() {
        section.each_line(&mut |line| {
            if but.contains(&line.words) {
                return;
            }
            let parts = crate::source::split_sentences(&line.words);
            let texts: Vec<String> = parts
                .iter()
                .map(|part| line.words[part.start..part.end].to_owned())
                .collect();
            if texts.len() > 1 {
                found.extend(texts)
            } else {
                found.push(line.words.clone())
            }
        });
    }
    found
}

fn leak(sheet: &Sheet, secret: &Secret, found: Found, sentence: String) -> Leak {
    Leak {
        sheet: sheet.stem.clone(),
        role: secret.role.clone(),
        kind: secret.kind.to_owned(),
        found,
        sentence,
    }
}
