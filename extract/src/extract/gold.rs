//! Gold: texts whose facts a person has coded, and how far the extractor agrees with the coder.
//!
//! A gold folder holds `NAME.json` (the facts), `NAME.model.json` (parties and issues) and the text, as `NAME.txt` beside
//! them or in a folder of texts. Facts are paired one to one, as many as possible (Kuhn 1955), at four levels of strictness:
//! *sentence* only, *who* (the holder too), *lenient* (kinds of one family, stances of one class, issues that share a word)
//! and *strict* (all equal). Gold comes from one coder: precision is a lower bound.

mod coders;
mod pairing;
mod words;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use crate::disk::{self, Limit};
use crate::yaml::{self, Node};

pub use coders::{Coders, FieldAgreement, between};

use super::document::Document;
use super::extractor::Extractor;
use super::fact::{Fact, FactKind, Polarity};
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
    /// The hash of the text that was coded, where the coding says it.
    coded: Option<String>,
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
        let mut found = Vec::new();
        for path in files(folder)? {
            if let Some(stem) = coded_name(&path) {
                found.push(Self::one(folder, stem, texts)?);
            }
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
        let read = |end: &str| {
            let path = folder.join(format!("{stem}.{end}"));
            disk::text(&path, Limit::Text).map_err(io::Error::other)
        };
        let mut problems = Vec::new();
        let node = yaml::parse(0, &read("json")?, &mut problems);
        let node = node.filter(|node| problems.is_empty() && node.get("facts").is_some());
        let node = node.ok_or_else(|| wrong("it is not JSON with `facts`"))?;
        let names = Names::from_lists(&read("model.json")?);
        let text = text_of(folder, stem, texts);
        let facts = node.items_of("facts").iter();
        Ok(Self {
            name: stem.to_owned(),
            names: names.ok_or_else(|| wrong("the model lists no parties and issues"))?,
            text: text
                .ok_or_else(|| wrong("its text is neither beside it nor in the folder of texts"))?,
            coded: node
                .get("text_sha256")
                .and_then(Node::text)
                .map(str::to_owned),
            facts: facts.flat_map(GoldFact::of).collect(),
        })
    }

    /// The facts that the extractor proposes for the text, with its own names only.
    pub fn propose(&self) -> Vec<Fact> {
        let lexicon = Lexicon::new(self.names.clone());
        let document = Document::plain(&self.name, &self.text);
        let mut facts = Extractor::new(&lexicon).extract(&document);
        // Coders code no relations: what the parties of one say is coded as their positions.
        facts.retain(|fact| fact.kind != FactKind::Relation);
        facts.iter().flat_map(of_each_holder).collect()
    }
}

/// A joint fact once for each who holds it: coders code each party's word.
fn of_each_holder(fact: &Fact) -> Vec<Fact> {
    if fact.holders.len() < 2 {
        return vec![fact.clone()];
    }
    let of = |holder: &String| Fact {
        holder: Some(holder.clone()),
        holders: Vec::new(),
        ..fact.clone()
    };
    fact.holders.iter().map(of).collect()
}

/// The files of a folder, by name.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)?.filter_map(Result::ok);
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

fn file_name(path: &Path) -> &str {
    path.file_name()
        .and_then(|n| n.to_str())
        .unwrap_or_default()
}

/// `NAME` of `NAME.json`, which holds coded facts.
fn coded_name(path: &Path) -> Option<&str> {
    let stem = file_name(path).strip_suffix(".json")?;
    (!stem.ends_with(".model")).then_some(stem)
}

fn text_of(folder: &Path, stem: &str, texts: Option<&Path>) -> Option<String> {
    let mut places = std::iter::once(folder).chain(texts);
    places.find_map(|place| text_in(place, stem))
}

/// A text in a folder: `NAME.txt`, or `NAME_...txt`.
fn text_in(place: &Path, stem: &str) -> Option<String> {
    if let Ok(text) = disk::text(&place.join(format!("{stem}.txt")), Limit::Text) {
        return Some(text);
    }
    let begins = format!("{stem}_");
    let is_text = |path: &PathBuf| {
        let name = file_name(path);
        name.starts_with(&begins) && name.ends_with(".txt")
    };
    let path = files(place).ok()?.into_iter().find(is_text)?;
    disk::text(&path, Limit::Text).ok()
}

impl GoldFact {
    /// What is coded, once for each who holds it.
    fn of(node: &Node) -> Vec<Self> {
        let joint = node.items_of("holders").iter().filter_map(Node::text);
        let joint: Vec<&str> = joint.collect();
        let one = Self::one(node);
        let of = |holder: &&str| Self {
            holder: Some(words::key(holder)),
            ..one.clone()
        };
        match joint.len() {
            0 | 1 => vec![one],
            _ => joint.iter().map(of).collect(),
        }
    }

    fn one(node: &Node) -> Self {
        let text = |key: &str| node.get(key).and_then(Node::text);
        let number = |key: &str| text(key).and_then(|t| t.parse().ok()).unwrap_or(0);
        let also = node.items_of("alt_kinds").iter();
        Self {
            start: number("start"),
            end: number("end"),
            sentence: (number("sent_start"), number("sent_end")),
            kind: text("kind").and_then(FactKind::parse),
            also: also.filter_map(|n| FactKind::parse(n.text()?)).collect(),
            holder: text("holder").map(words::key),
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
            let pairs = pairing::pair(document, &proposed, level);
            score.add(document, &proposed, &pairs, level);
        }
    }
    score
}

impl Score {
    fn add(&mut self, document: &Gold, proposed: &[Fact], pairs: &[Option<usize>], level: Level) {
        let mut all = Tally::default();
        for (fact, pair) in proposed.iter().zip(pairs) {
            let right = pair.is_some();
            all.add(self.proposed(fact, right, level));
        }
        let core = document.facts.iter().enumerate().filter(|(_, f)| f.core);
        for (number, fact) in core {
            let found = pairs.contains(&Some(number));
            all.add(self.coded(fact, found, level));
        }
        self.levels.entry(level).or_default().add(all);
        if level == Level::Lenient {
            let of_document = self.by_document.entry(document.name.clone());
            of_document.or_default().add(all);
        }
    }

    /// Counts a proposed fact.
    fn proposed(&mut self, fact: &Fact, right: bool, level: Level) -> Tally {
        let one = Tally {
            proposed: 1,
            right: u32::from(right),
            ..Tally::default()
        };
        self.kinds.entry((level, fact.kind)).or_default().add(one);
        if level == Level::Lenient {
            let rule = self.rules.entry(fact.rule.clone()).or_default();
            *rule = (rule.0 + 1, rule.1 + one.right);
        }
        one
    }

    /// Counts a coded fact.
    fn coded(&mut self, fact: &GoldFact, found: bool, level: Level) -> Tally {
        let one = Tally {
            coded: 1,
            found: u32::from(found),
            ..Tally::default()
        };
        if let Some(kind) = fact.kind {
            self.kinds.entry((level, kind)).or_default().add(one);
        }
        one
    }
}
