//! Gold: texts whose facts a person has coded, and how far the extractor agrees with the coder.
//!
//! A gold folder holds `NAME.json` (the facts), `NAME.model.json` (parties and issues) and the text, as `NAME.txt` beside
//! them or in a folder of texts. Facts are paired one to one, as many as possible (Kuhn 1955), at four levels of strictness:
//! *sentence* only, *who* (the holder too), *lenient* (kinds of one family, stances of one class, issues that share a word)
//! and *strict* (all equal). Gold comes from one coder: precision is a lower bound.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use crate::disk::{self, Limit};
use crate::yaml::{self, Node};

use super::document::Document;
use super::fact::{Fact, FactKind, Polarity};
use super::hits::Extractor;
use super::lexicon::Lexicon;
use super::names::Names;

/// How strictly a fact must agree with the coder's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It stands in the same sentence.
    Sentence,
    /// The holder is the same too.
    Who,
    /// Kind, stance and issue are alike.
    Lenient,
    /// Kind, stance and issue are equal.
    Strict,
}

impl Level {
    /// All levels, the weakest first.
    pub const ALL: [Self; 4] = [Self::Sentence, Self::Who, Self::Lenient, Self::Strict];

    /// The word in tables and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Who => "who",
            Self::Lenient => "lenient",
            Self::Strict => "strict",
        }
    }
}

/// A fact as the coder has it.
#[derive(Debug, Clone)]
struct GoldFact {
    start: usize,
    end: usize,
    sentence: (usize, usize),
    kind: Option<FactKind>,
    also: Vec<FactKind>,
    holder: Option<String>,
    issue: Option<String>,
    issue_text: String,
    stance: Option<Polarity>,
    core: bool,
}

/// A coded document.
#[derive(Debug, Clone)]
pub struct Gold {
    /// Its name.
    pub name: String,
    names: Names,
    text: String,
    facts: Vec<GoldFact>,
}

/// Proposed facts, coded facts, and how many of each are paired.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Facts proposed.
    pub proposed: u32,
    /// Of these, paired with a coded fact.
    pub right: u32,
    /// Core facts that the coder has.
    pub coded: u32,
    /// Of these, paired with a proposed fact.
    pub found: u32,
}

impl Tally {
    /// The share of proposed facts that are right.
    pub fn precision(self) -> f64 {
        share(self.right, self.proposed)
    }

    /// The share of core facts that are found.
    pub fn recall(self) -> f64 {
        share(self.found, self.coded)
    }

    /// The harmonic mean of the two (van Rijsbergen 1979).
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 {
            2.0 * p * r / (p + r)
        } else {
            0.0
        }
    }

    fn add(&mut self, other: Self) {
        self.proposed += other.proposed;
        self.right += other.right;
        self.coded += other.coded;
        self.found += other.found;
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 {
        0.0
    } else {
        f64::from(part) / f64::from(whole)
    }
}

/// How far the extractor agrees with a set of coded documents.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// The documents, by name.
    pub documents: Vec<String>,
    /// All kinds together, by level.
    pub levels: BTreeMap<Level, Tally>,
    /// By level and kind.
    pub kinds: BTreeMap<(Level, FactKind), Tally>,
    /// Lenient, by document.
    pub by_document: BTreeMap<String, Tally>,
    /// Per rule: proposed, right at the lenient level.
    pub rules: BTreeMap<String, (u32, u32)>,
}

impl Gold {
    /// Reads every coded document of a folder; texts that are not beside them are looked for in `texts`.
    ///
    /// # Errors
    /// Where the folder or a file in it cannot be read, or holds no coded document.
    pub fn read(folder: &Path, texts: Option<&Path>) -> io::Result<Vec<Self>> {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)?
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .collect();
        paths.sort();
        let mut found = Vec::new();
        for path in paths {
            let name = path
                .file_name()
                .and_then(|n| n.to_str())
                .unwrap_or_default()
                .to_owned();
            let Some(stem) = name
                .strip_suffix(".json")
                .filter(|stem| !stem.ends_with(".model"))
            else {
                continue;
            };
            found.push(Self::one(folder, stem, texts)?);
        }
        if found.is_empty() {
            return Err(io::Error::new(
                io::ErrorKind::NotFound,
                "no NAME.json with NAME.model.json in this folder",
            ));
        }
        Ok(found)
    }

    fn one(folder: &Path, stem: &str, texts: Option<&Path>) -> io::Result<Self> {
        let wrong =
            |what: &str| io::Error::new(io::ErrorKind::InvalidData, format!("{stem}: {what}"));
        let coded = disk::text(&folder.join(format!("{stem}.json")), Limit::Text)
            .map_err(io::Error::other)?;
        let mut problems = Vec::new();
        let node = yaml::parse(0, &coded, &mut problems)
            .filter(|node| problems.is_empty() && node.get("facts").is_some())
            .ok_or_else(|| wrong("it is not JSON with `facts`"))?;
        let model = disk::text(&folder.join(format!("{stem}.model.json")), Limit::Text)
            .map_err(io::Error::other)?;
        let names = Names::from_lists(&model)
            .ok_or_else(|| wrong("the model lists no parties and issues"))?;
        let text = text_of(folder, stem, texts)
            .ok_or_else(|| wrong("its text is neither beside it nor in the folder of texts"))?;
        let facts = node
            .get("facts")
            .map_or(&[][..], Node::items)
            .iter()
            .map(GoldFact::of)
            .collect();
        Ok(Self {
            name: stem.to_owned(),
            names,
            text,
            facts,
        })
    }

    /// The facts that the extractor proposes for the text, with its own names only.
    pub fn propose(&self) -> Vec<Fact> {
        let lexicon = Lexicon::new(self.names.clone());
        Extractor::new(&lexicon).extract(&Document::plain(&self.name, &self.text))
    }
}

fn text_of(folder: &Path, stem: &str, texts: Option<&Path>) -> Option<String> {
    for place in std::iter::once(folder).chain(texts) {
        if let Ok(text) = disk::text(&place.join(format!("{stem}.txt")), Limit::Text) {
            return Some(text);
        }
        let named = std::fs::read_dir(place)
            .ok()?
            .filter_map(Result::ok)
            .map(|e| e.path())
            .find(|path| {
                let name = path
                    .file_name()
                    .and_then(|n| n.to_str())
                    .unwrap_or_default();
                name.starts_with(&format!("{stem}_")) && name.ends_with(".txt")
            });
        if let Some(path) = named {
            return disk::text(&path, Limit::Text).ok();
        }
    }
    None
}

impl GoldFact {
    fn of(node: &Node) -> Self {
        let text = |key: &str| node.get(key).and_then(Node::text);
        let number = |key: &str| text(key).and_then(|t| t.parse().ok()).unwrap_or(0);
        Self {
            start: number("start"),
            end: number("end"),
            sentence: (number("sent_start"), number("sent_end")),
            kind: text("kind").and_then(FactKind::parse),
            also: node
                .get("alt_kinds")
                .map_or(&[][..], Node::items)
                .iter()
                .filter_map(|n| FactKind::parse(n.text()?))
                .collect(),
            holder: text("holder").map(key),
            issue: text("issue").map(str::to_owned),
            issue_text: text("issue_text").unwrap_or_default().to_owned(),
            stance: text("stance").and_then(Polarity::parse),
            core: text("core") == Some("true"),
        }
    }
}

/// Compares the extractor with the coders of some documents.
pub fn score(gold: &[Gold]) -> Score {
    let mut score = Score::default();
    for document in gold {
        let proposed = document.propose();
        score.documents.push(document.name.clone());
        for level in Level::ALL {
            let pairs = pair(document, &proposed, level);
            score.add(document, &proposed, &pairs, level);
        }
    }
    score
}

impl Score {
    fn add(&mut self, document: &Gold, proposed: &[Fact], pairs: &[Option<usize>], level: Level) {
        let paired: BTreeSet<usize> = pairs.iter().flatten().copied().collect();
        let mut all = Tally::default();
        for (fact, pair) in proposed.iter().zip(pairs) {
            let one = Tally {
                proposed: 1,
                right: u32::from(pair.is_some()),
                ..Tally::default()
            };
            all.add(one);
            self.kinds.entry((level, fact.kind)).or_default().add(one);
            if level == Level::Lenient {
                let rule = self.rules.entry(fact.rule.clone()).or_default();
                *rule = (rule.0 + 1, rule.1 + u32::from(pair.is_some()));
            }
        }
        for (number, fact) in document
            .facts
            .iter()
            .enumerate()
            .filter(|(_, fact)| fact.core)
        {
            let one = Tally {
                coded: 1,
                found: u32::from(paired.contains(&number)),
                ..Tally::default()
            };
            all.add(one);
            if let Some(kind) = fact.kind {
                self.kinds.entry((level, kind)).or_default().add(one);
            }
        }
        self.levels.entry(level).or_default().add(all);
        if level == Level::Lenient {
            self.by_document
                .entry(document.name.clone())
                .or_default()
                .add(all);
        }
    }
}

/// For each proposed fact the coded one that it is paired with: as many pairs as possible, the likest first.
fn pair(document: &Gold, proposed: &[Fact], level: Level) -> Vec<Option<usize>> {
    let edges: Vec<Vec<usize>> = proposed
        .iter()
        .map(|fact| {
            let mut fits: Vec<usize> = (0..document.facts.len())
                .filter(|&n| agrees(document, fact, &document.facts[n], level))
                .collect();
            fits.sort_by_key(|&n| {
                (
                    std::cmp::Reverse(likeness(document, fact, &document.facts[n])),
                    n,
                )
            });
            fits
        })
        .collect();
    let mut owner: Vec<Option<usize>> = vec![None; document.facts.len()];
    for fact in 0..proposed.len() {
        let mut seen = vec![false; document.facts.len()];
        augment(fact, &edges, &mut owner, &mut seen);
    }
    let mut pairs = vec![None; proposed.len()];
    for (coded, fact) in owner.iter().enumerate() {
        if let Some(fact) = fact {
            pairs[*fact] = Some(coded);
        }
    }
    pairs
}

fn augment(
    fact: usize,
    edges: &[Vec<usize>],
    owner: &mut [Option<usize>],
    seen: &mut [bool],
) -> bool {
    for &coded in &edges[fact] {
        if seen[coded] {
            continue;
        }
        seen[coded] = true;
        if owner[coded].is_none_or(|other| augment(other, edges, owner, seen)) {
            owner[coded] = Some(fact);
            return true;
        }
    }
    false
}

fn agrees(document: &Gold, fact: &Fact, coded: &GoldFact, level: Level) -> bool {
    if !same_place(fact, coded) {
        return false;
    }
    let strict = level == Level::Strict;
    match level {
        Level::Sentence => true,
        Level::Who => same_holder(fact, coded),
        Level::Lenient | Level::Strict => {
            same_holder(fact, coded)
                && same_kind(fact, coded, strict)
                && same_stance(fact, coded, strict)
                && same_issue(document, fact, coded, strict)
        }
    }
}

fn likeness(document: &Gold, fact: &Fact, coded: &GoldFact) -> u32 {
    let tests = [
        same_holder(fact, coded),
        same_kind(fact, coded, true),
        same_stance(fact, coded, true),
        same_issue(document, fact, coded, true),
        same_issue(document, fact, coded, false),
        coded.core,
    ];
    tests.into_iter().map(u32::from).sum()
}

/// Half of the proposed span in the coded sentence, or half of the coded words in the span; and no paragraph-wide shots.
fn same_place(fact: &Fact, coded: &GoldFact) -> bool {
    let (a, b) = (fact.start, fact.end);
    let length = coded.sentence.1.saturating_sub(coded.sentence.0);
    if b <= a || b - a > 3 * length {
        return false;
    }
    let common = |low: usize, high: usize| b.min(high).saturating_sub(a.max(low));
    common(coded.sentence.0, coded.sentence.1) * 2 >= b - a
        || common(coded.start, coded.end) * 2 >= coded.end - coded.start
}

fn same_holder(fact: &Fact, coded: &GoldFact) -> bool {
    fact.holder.as_deref().map(key) == coded.holder
}

fn family(kind: FactKind) -> u8 {
    match kind {
        FactKind::Position | FactKind::Demand | FactKind::Offer => 0,
        FactKind::Rejection | FactKind::Denial | FactKind::Disagreement => 1,
        FactKind::Acceptance => 2,
        FactKind::Condition | FactKind::ApprovalRequired => 3,
        FactKind::Event | FactKind::Claim => 4,
    }
}

fn same_kind(fact: &Fact, coded: &GoldFact, strict: bool) -> bool {
    coded.kind == Some(fact.kind)
        || (!strict
            && (coded.also.contains(&fact.kind)
                || coded
                    .kind
                    .is_some_and(|kind| family(kind) == family(fact.kind))))
}

/// In favour, against, unsettled; a dispute is both of the last two.
fn classes(stance: Polarity) -> u8 {
    match stance {
        Polarity::Supports | Polarity::Demands | Polarity::Offers | Polarity::Accepts => 0b001,
        Polarity::Rejects => 0b010,
        Polarity::Disputed => 0b110,
        Polarity::Conditional | Polarity::Open => 0b100,
    }
}

fn same_stance(fact: &Fact, coded: &GoldFact, strict: bool) -> bool {
    let loose = coded.kind.is_some_and(|kind| !kind.is_core());
    match (fact.stance, coded.stance) {
        (a, b) if a == b => true,
        _ if strict && !loose => false,
        (Some(a), Some(b)) => classes(a) & classes(b) != 0,
        _ => true,
    }
}

fn same_issue(document: &Gold, fact: &Fact, coded: &GoldFact, strict: bool) -> bool {
    let words = fact.issue.as_deref().filter(|words| !words.is_empty());
    let id = words.and_then(|words| issue_id(&document.names, words));
    if coded.issue.is_some() && id == coded.issue.as_deref() {
        return true;
    }
    if coded.issue.is_none() {
        let Some(words) = words else { return !strict };
        if (id.is_none() || !strict)
            && normal(words)
                .iter()
                .any(|word| stem(word) == head(&coded.issue_text))
        {
            return true;
        }
    }
    let Some(words) = words.filter(|_| !strict) else {
        return false;
    };
    let mut mine = stems(words);
    if let Some(issue) = id.and_then(|id| document.names.issues.iter().find(|i| i.id == id)) {
        mine.extend(stems(&issue.name));
    }
    let mut theirs = stems(&coded.issue_text);
    if let Some(issue) = coded
        .issue
        .as_deref()
        .and_then(|id| document.names.issues.iter().find(|i| i.id == id))
    {
        theirs.extend(stems(&issue.name));
        issue
            .terms
            .iter()
            .for_each(|term| theirs.extend(stems(term)));
    }
    !mine.is_disjoint(&theirs)
}

fn issue_id<'n>(names: &'n Names, words: &str) -> Option<&'n str> {
    let wanted = key(words);
    names
        .issues
        .iter()
        .find(|i| {
            key(&i.id) == wanted
                || key(&i.name) == wanted
                || i.terms.iter().any(|t| key(t) == wanted)
        })
        .map(|i| i.id.as_str())
}

/// Words in lower case without marks.
fn normal(text: &str) -> Vec<String> {
    let lower = text
        .to_lowercase()
        .replace('\u{2019}', "'")
        .replace("'s ", " ");
    lower
        .split(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit()))
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

fn key(text: &str) -> String {
    let words = normal(text);
    let first = words
        .iter()
        .position(|w| !matches!(w.as_str(), "the" | "a" | "an" | "mr" | "ms" | "mrs"))
        .unwrap_or(words.len());
    words[first..].join(" ")
}

/// The plain suffix stripping of the scorer: what it calls one word must not depend on the extractor's own stems.
fn stem(word: &str) -> String {
    const ENDS: [&str; 15] = [
        "ations", "ation", "ings", "ing", "ments", "ment", "ies", "ers", "er", "ed", "es", "s",
        "al", "y", "",
    ];
    let end = ENDS
        .iter()
        .find(|end| word.ends_with(**end) && word.len() - end.len() >= 4)
        .copied()
        .unwrap_or("");
    word[..word.len() - end.len()].to_owned()
}

fn stems(text: &str) -> BTreeSet<String> {
    const SMALL: &str = " a an the of to in on at by for from with and or nor its his her their our your this that these those any all no not as is be will would has have had it they we i more further new other some both one two such own over under into between within ";
    normal(text)
        .iter()
        .filter(|w| w.len() > 2 && !SMALL.contains(&format!(" {w} ")))
        .map(|w| stem(w))
        .collect()
}

/// The head of a noun phrase: its last word before a preposition.
fn head(text: &str) -> String {
    const AFTER: &str = " of on in to for by with from that which at over between under about and ";
    let words = normal(text);
    let end = words
        .iter()
        .enumerate()
        .position(|(n, w)| n > 0 && AFTER.contains(&format!(" {w} ")))
        .unwrap_or(words.len());
    words[..end].last().map(|w| stem(w)).unwrap_or_default()
}
