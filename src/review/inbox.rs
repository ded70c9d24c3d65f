//! The inbox: proposed facts of one text, each with a decision.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::diagnostic::Diagnostic;
use crate::extract::{Document, Fact};
use crate::source::{Place, sha256_hex};
use crate::yaml::{self, Key, Node};

use super::decided::Decided;

/// What a person decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// Nobody has decided yet.
    Pending,
    /// It becomes part of the model.
    Accept,
    /// It does not.
    Reject,
}

impl Decision {
    /// The word in the inbox.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accept => "accept",
            Self::Reject => "reject",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Pending, Self::Accept, Self::Reject]
            .into_iter()
            .find(|d| d.word() == word)
    }

    /// The decision that an entry holds; pending where it holds none.
    fn read(id: &str, entry: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        match entry.get("decision") {
            Some(node) => Self::at(id, node, problems),
            None => Some(Self::Pending),
        }
    }

    /// The decision that a record in the inbox holds.
    pub(super) fn answer(id: &str, record: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        Self::at(id, record.get("answer").unwrap_or(record), problems)
    }

    fn at(id: &str, node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let decision = Self::parse(node.text().unwrap_or_default());
        problems.extend(decision.is_none().then(|| no_decision(id, node)));
        decision
    }
}

/// The keys of an entry that a person may change, in the order of the file.
const FIELDS: [&str; 15] = [
    "kind",
    "relation",
    "holder",
    "with",
    "other",
    "on",
    "stance",
    "value",
    "needs",
    "via",
    "via_member",
    "said_by",
    "modality",
    "same_as",
    "note",
];

/// The keys of an entry that only the program writes, but for the decision.
const OWN_KEYS: [&str; 5] = ["decision", "sentence", "quote", "hash", "because"];

/// A proposed fact with its decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Made from the sentence and from what was read in it: `f-1a2b3c4d`.
    pub id: String,
    /// What was decided.
    pub decision: Decision,
    /// The sentence, by number.
    pub sentence: u32,
    /// The words of the text.
    pub quote: String,
    /// The hash of the whole sentence.
    pub hash: String,
    /// What was read, by key; a person may change it.
    pub fields: Vec<(String, String)>,
    /// Why it was read so.
    pub because: String,
}

impl Entry {
    /// The value of a field.
    pub fn field(&self, key: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(k, _)| k == key)
            .map(|(_, v)| v.as_str())
    }

    /// Changes a field; an empty value removes it.
    pub fn set(&mut self, key: &str, value: &str) {
        self.fields.retain(|(k, _)| k != key);
        if !value.is_empty() {
            self.fields.push((key.to_owned(), value.to_owned()));
            self.fields
                .sort_by_key(|(k, _)| FIELDS.iter().position(|f| f == k));
        }
    }

    /// A short hash of what the fact says now.
    pub(super) fn state(&self) -> String {
        let lines = self.fields.iter();
        let lines: Vec<String> = lines.map(|(key, value)| format!("{key}={value}")).collect();
        sha256_hex(lines.join("\n").as_bytes())[..8].to_owned()
    }

    /// Whether a key is one that an entry can have.
    pub fn has_key(key: &str) -> bool {
        FIELDS.contains(&key)
    }

    fn of(fact: &Fact, document: &Document) -> Self {
        let sentence = document.sentence(fact.sentence).unwrap_or_default();
        let hash = sha256_hex(sentence.as_bytes());
        let mut entry = Self {
            id: id_of(fact, &hash),
            decision: Decision::Pending,
            sentence: fact.sentence,
            quote: shortened(&fact.quote),
            hash: short(&hash),
            fields: Vec::new(),
            because: why_read_so(fact),
        };
        entry.fill_in(fact);
        entry
    }

    /// Sets the fields by what was read.
    fn fill_in(&mut self, fact: &Fact) {
        let with: Vec<&str> = fact.holders.iter().skip(1).map(String::as_str).collect();
        let needs = fact.needs.as_deref().or(fact.condition.as_deref());
        for (key, value) in [
            ("kind", Some(fact.kind.word())),
            ("relation", fact.relation.map(|relation| relation.word())),
            ("holder", fact.holder.as_deref()),
            ("with", Some(with.join(", ").as_str())),
            ("other", fact.other.as_deref()),
            ("on", fact.issue.as_deref()),
            ("stance", stance_of(fact)),
            ("value", fact.value.as_deref()),
            ("needs", needs),
            ("via", fact.via.as_deref()),
            ("via_member", fact.via_member.as_deref()),
            ("said_by", fact.said_by.as_deref()),
            ("modality", Some(fact.modality.word())),
        ] {
            self.set(key, value.unwrap_or_default());
        }
    }

    fn read(id: &str, node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let mut entry = Self {
            id: id.to_owned(),
            decision: Decision::read(id, node, problems)?,
            sentence: node.text_of("sentence").parse().unwrap_or(0),
            quote: node.text_of("quote").to_owned(),
            hash: node.text_of("hash").to_owned(),
            fields: Vec::new(),
            because: node.text_of("because").to_owned(),
        };
        entry.read_fields(node, problems);
        Some(entry)
    }

    fn read_fields(&mut self, node: &Node, problems: &mut Vec<Diagnostic>) {
        for (key, value) in node.entries() {
            let is_field = Self::has_key(&key.text);
            match value.text() {
                Some(value) if is_field => self.set(&key.text, value),
                _ if is_field || OWN_KEYS.contains(&key.text.as_str()) => {}
                _ => problems.push(unknown_key(key)),
            }
        }
    }

    fn write(&self, to: &mut String) {
        let _ = writeln!(to, "  {}:", self.id);
        let mut line = |key: &str, value: &str| {
            let _ = writeln!(to, "    {key}: {value}");
        };
        line("decision", self.decision.word());
        line("sentence", &self.sentence.to_string());
        line("quote", &quoted(&self.quote));
        for (key, value) in &self.fields {
            line(key, &plain_or_quoted(value));
        }
        line("hash", &quoted(&self.hash));
        line("because", &quoted(&self.because));
    }
}

const INTRODUCTION: &str = "# Facts that `impasse extract` proposes. Decide each: accept, reject, or leave it pending; correct any line first.\n\
     # `impasse review` asks one by one; `impasse review --write` takes the decisions made here.\n";

/// The proposed facts of one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inbox {
    /// The text, as the facts call it.
    pub document: String,
    /// The source of the model that it is, or the id that it will have.
    pub source: String,
    /// Where the text was read from, as the user named it.
    pub file: String,
    /// The day of publication.
    pub date: Option<String>,
    /// The facts, in the order of the text.
    pub entries: Vec<Entry>,
    /// Decided facts that the text no longer gives.
    pub orphans: Vec<Entry>,
    /// What was decided in reviews, in order.
    pub decided: Vec<Decided>,
}

impl Inbox {
    /// The inbox of a text that was just read.
    pub fn of(document: &Document, facts: &[Fact]) -> Self {
        let source = document.source.as_ref().unwrap_or(&document.name);
        Self {
            document: document.name.clone(),
            source: source.clone(),
            date: document.date.map(|d| d.to_string()),
            entries: entries_of(document, facts),
            ..Self::default()
        }
    }

    /// Takes the entries as another reading of the same file has them; their order stays.
    pub fn follow(&mut self, fresh: Self) {
        let places = self.places();
        for theirs in fresh.entries {
            if let Some(at) = places.get(&theirs.id) {
                self.entries[*at] = theirs;
            }
        }
        self.orphans = fresh.orphans;
        self.decided = fresh.decided;
    }

    /// Takes over what an earlier reading of the text gave, with its decisions and changes. One reading takes nothing away
    /// from another: as long as the text has a sentence, what was read in it stays. What stood in a sentence that is
    /// gone becomes an orphan.
    pub fn take_over(&mut self, earlier: Self, document: &Document) {
        self.date = self.date.take().or(earlier.date);
        self.decided = earlier.decided;
        let places = self.places();
        let hashes = document
            .all_sentences()
            .map(|words| short(&sha256_hex(words.as_bytes())));
        let hashes: BTreeSet<String> = hashes.collect();
        for old in earlier.entries.into_iter().chain(earlier.orphans) {
            match places.get(&old.id) {
                Some(at) => {
                    let entry = &mut self.entries[*at];
                    entry.decision = old.decision;
                    entry.fields = old.fields;
                }
                None if hashes.contains(&old.hash) => self.entries.push(old),
                None => self.orphans.push(old),
            }
        }
        // In the order of the text; what is read now stands before what only another reading gave.
        self.entries.sort_by_key(|entry| entry.sentence);
    }

    /// Where each entry stands, by id.
    fn places(&self) -> BTreeMap<String, usize> {
        let entries = self.entries.iter().enumerate();
        entries.map(|(at, entry)| (entry.id.clone(), at)).collect()
    }

    /// Reads an inbox.
    pub fn read(text: &str, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        if text.trim().is_empty() {
            problems.push(empty_inbox());
        }
        let node = yaml::parse(0, text, problems)?;
        if node.get("proposed").is_none() {
            problems.push(no_inbox(&node));
        }
        let word = |key: &str| node.text_of(key).to_owned();
        Some(Self {
            document: word("document"),
            source: word("source"),
            file: word("file"),
            date: Some(word("date")).filter(|d| !d.is_empty()),
            entries: entries_at(&node, "proposed", problems),
            orphans: entries_at(&node, "orphans", problems),
            decided: Decided::read_all(&node, problems),
        })
    }

    /// The inbox as YAML.
    pub fn to_yaml(&self) -> String {
        let mut text = self.head();
        text.push_str(match self.entries.is_empty() {
            true => "proposed: {}\n",
            false => "proposed:\n",
        });
        self.entries.iter().for_each(|entry| entry.write(&mut text));
        if !self.orphans.is_empty() {
            text.push_str("# Read earlier in sentences that the text no longer has: not part of the facts.\norphans:\n");
            self.orphans.iter().for_each(|entry| entry.write(&mut text));
        }
        if !self.decided.is_empty() {
            text.push_str("# What was decided in `impasse review`, in order; `impasse review --undo` takes back the last.\ndecided:\n");
            self.decided
                .iter()
                .for_each(|record| record.write(&mut text));
        }
        text
    }

    /// What stands above the entries: what to do, and which text it is.
    fn head(&self) -> String {
        let (document, source) = (quoted(&self.document), quoted(&self.source));
        let mut text = format!("{INTRODUCTION}document: {document}\nsource: {source}\n");
        if !self.file.is_empty() {
            let _ = writeln!(text, "file: {}", quoted(&self.file));
        }
        if let Some(date) = &self.date {
            let _ = writeln!(text, "date: {date}");
        }
        text
    }
}

/// The facts of a text as entries, each with an id of its own.
fn entries_of(document: &Document, facts: &[Fact]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = facts.iter().map(|fact| Entry::of(fact, document)).collect();
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    for entry in &mut entries {
        // Two facts of the same content stand in two sentences of the same words.
        let times = met.entry(entry.id.clone()).or_default();
        *times += 1;
        if *times > 1 {
            entry.id = format!("{}-{times}", entry.id);
        }
    }
    entries
}

/// The entries under a key of an inbox.
fn entries_at(node: &Node, key: &str, problems: &mut Vec<Diagnostic>) -> Vec<Entry> {
    let entries = node.entries_of(key).iter();
    entries
        .filter_map(|(id, entry)| Entry::read(&id.text, entry, problems))
        .collect()
}

fn why_read_so(fact: &Fact) -> String {
    format!(
        "{} ({}, right in at least {:.0} of 100)",
        fact.explain,
        fact.rule,
        fact.confidence * 100.0
    )
}

/// An id that a fact keeps as long as its sentence and what is read in it stay the same.
fn id_of(fact: &Fact, hash_of_sentence: &str) -> String {
    let content = [
        hash_of_sentence,
        fact.kind.word(),
        fact.holder.as_deref().unwrap_or(""),
        fact.issue.as_deref().unwrap_or(""),
        fact.stance.map_or("", |stance| stance.word()),
    ];
    let mut content = content.join("|");
    // Other facts keep the ids that they have had.
    if let (Some(relation), Some(other)) = (fact.relation, &fact.other) {
        content = format!("{content}|{}|{other}", relation.word());
    }
    let hash = sha256_hex(content.as_bytes());
    format!("f-{}", &hash[..8])
}

/// The stance in a word: a refusal where something must come first.
fn stance_of(fact: &Fact) -> Option<&'static str> {
    match waits_first(fact) {
        true => Some("rejects"),
        false => fact.stance.map(|stance| stance.word()),
    }
}

fn waits_first(fact: &Fact) -> bool {
    const WAITING: [&str; 6] = ["until", "unless", "only", "before", "without", "absence"];
    fact.rule.starts_with("condition/") && WAITING.iter().any(|word| fact.rule.contains(word))
}

/// A hash as an inbox keeps it: enough of it to tell sentences apart.
fn short(hash: &str) -> String {
    hash[..16].to_owned()
}

fn no_inbox(node: &Node) -> Diagnostic {
    let words = "this is no inbox: it has no `proposed:`";
    Diagnostic::error("missing-key", words, node.place)
        .help("`impasse extract TEXT --inbox` writes an inbox; move other files out of this folder")
}

fn empty_inbox() -> Diagnostic {
    let words = "this inbox is empty, or is gone";
    Diagnostic::error("missing-key", words, Place::default())
        .help("`impasse extract TEXT --inbox` writes it again; decisions that were in it are lost unless you have a copy")
}

fn no_decision(id: &str, node: &Node) -> Diagnostic {
    let words = format!("the decision on `{id}` is none");
    Diagnostic::error("unknown-word", words, node.place).help("write accept, reject or pending")
}

fn unknown_key(key: &Key) -> Diagnostic {
    let words = format!("a fact has no key `{}`", key.text);
    let keys = FIELDS.join(", ");
    Diagnostic::error("unknown-key", words, key.place)
        .help(format!("the keys are decision, {keys}"))
}

/// At most a dozen words: enough to find the place.
fn shortened(quote: &str) -> String {
    let words: Vec<&str> = quote.split_whitespace().collect();
    if words.len() <= 12 {
        words.join(" ")
    } else {
        format!("{} …", words[..12].join(" "))
    }
}

/// A text in double quotes; YAML reads JSON's escapes.
pub(super) fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}

/// Plain where YAML reads it as the same text.
pub fn plain_or_quoted(text: &str) -> String {
    match is_plain(text) {
        true => text.to_owned(),
        false => quoted(text),
    }
}

fn is_plain(text: &str) -> bool {
    let mut letters = text.chars();
    let is_word = letters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/'));
    is_word
        && !matches!(
            text,
            "" | "null" | "true" | "false" | "yes" | "no" | "on" | "off"
        )
}
