//! The inbox: proposed facts of one text, each with a decision.

use std::fmt::Write as _;

use crate::diagnostic::Diagnostic;
use crate::extract::{Document, Fact};
use crate::source::sha256_hex;
use crate::yaml::{self, Node};

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
}

/// The keys of an entry that a person may change, in the order of the file.
const FIELDS: [&str; 12] = [
    "kind", "holder", "with", "on", "stance", "value", "needs", "via", "said_by", "modality",
    "same_as", "note",
];

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

    /// Whether a key is one that an entry can have.
    pub fn has_key(key: &str) -> bool {
        FIELDS.contains(&key)
    }

    fn of(fact: &Fact, document: &Document) -> Self {
        let sentence = document.sentence(fact.sentence).unwrap_or_default();
        let hash = sha256_hex(sentence.as_bytes());
        let content = [
            hash.as_str(),
            fact.kind.word(),
            fact.holder.as_deref().unwrap_or(""),
            fact.issue.as_deref().unwrap_or(""),
            fact.stance.map_or("", |s| s.word()),
        ]
        .join("|");
        let mut entry = Self {
            id: format!("f-{}", &sha256_hex(content.as_bytes())[..8]),
            decision: Decision::Pending,
            sentence: fact.sentence,
            quote: shortened(&fact.quote),
            hash: hash[..16].to_owned(),
            fields: Vec::new(),
            because: format!(
                "{} ({}, right in at least {:.0} of 100)",
                fact.explain,
                fact.rule,
                fact.confidence * 100.0
            ),
        };
        let with: Vec<&str> = fact.holders.iter().skip(1).map(String::as_str).collect();
        let waits_first = ["until", "unless", "only", "before", "without", "absence"]
            .iter()
            .any(|word| fact.rule.starts_with("condition/") && fact.rule.contains(word));
        for (key, value) in [
            ("kind", fact.kind.word().to_owned()),
            ("holder", fact.holder.clone().unwrap_or_default()),
            ("with", with.join(", ")),
            ("on", fact.issue.clone().unwrap_or_default()),
            (
                "stance",
                if waits_first {
                    "rejects".to_owned()
                } else {
                    fact.stance.map_or("", |s| s.word()).to_owned()
                },
            ),
            ("value", fact.value.clone().unwrap_or_default()),
            (
                "needs",
                fact.needs
                    .clone()
                    .or_else(|| fact.condition.clone())
                    .unwrap_or_default(),
            ),
            ("via", fact.via.clone().unwrap_or_default()),
            ("said_by", fact.said_by.clone().unwrap_or_default()),
            ("modality", fact.modality.word().to_owned()),
        ] {
            entry.set(key, &value);
        }
        entry
    }

    fn read(id: &str, node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let text = |key: &str| {
            node.get(key)
                .and_then(Node::text)
                .unwrap_or_default()
                .to_owned()
        };
        let decision = node.get("decision").map_or(Some(Decision::Pending), |n| {
            Decision::parse(n.text().unwrap_or_default())
        });
        let Some(decision) = decision else {
            problems.push(
                Diagnostic::error(
                    "unknown-word",
                    format!("the decision on `{id}` is none"),
                    node.get("decision").map_or(node.place, |n| n.place),
                )
                .help("write accept, reject or pending"),
            );
            return None;
        };
        let mut entry = Self {
            id: id.to_owned(),
            decision,
            sentence: text("sentence").parse().unwrap_or(0),
            quote: text("quote"),
            hash: text("hash"),
            fields: Vec::new(),
            because: text("because"),
        };
        for (key, value) in node.entries() {
            match value.text() {
                Some(value) if Self::has_key(&key.text) => entry.set(&key.text, value),
                _ if ["decision", "sentence", "quote", "hash", "because"]
                    .contains(&key.text.as_str())
                    || Self::has_key(&key.text) => {}
                _ => problems.push(
                    Diagnostic::error(
                        "unknown-key",
                        format!("a fact has no key `{}`", key.text),
                        key.place,
                    )
                    .help(format!("the keys are decision, {}", FIELDS.join(", "))),
                ),
            }
        }
        Some(entry)
    }

    fn write(&self, to: &mut String) {
        let _ = writeln!(to, "  {}:", self.id);
        let _ = writeln!(to, "    decision: {}", self.decision.word());
        let _ = writeln!(to, "    sentence: {}", self.sentence);
        let _ = writeln!(to, "    quote: {}", quoted(&self.quote));
        for (key, value) in &self.fields {
            let _ = writeln!(to, "    {key}: {}", plain_or_quoted(value));
        }
        let _ = writeln!(to, "    hash: {}", quoted(&self.hash));
        let _ = writeln!(to, "    because: {}", quoted(&self.because));
    }
}

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
}

impl Inbox {
    /// The inbox of a text that was just read.
    pub fn of(document: &Document, facts: &[Fact]) -> Self {
        let mut inbox = Self {
            document: document.name.clone(),
            source: document
                .source
                .clone()
                .unwrap_or_else(|| document.name.clone()),
            date: document.date.map(|d| d.to_string()),
            ..Self::default()
        };
        for fact in facts {
            let mut entry = Entry::of(fact, document);
            // Two facts of the same content stand in two sentences of the same words.
            let mut again = 2;
            while inbox.entries.iter().any(|known| known.id == entry.id) {
                entry.id = format!(
                    "{}-{again}",
                    entry.id.split("-again").next().unwrap_or_default()
                );
                again += 1;
            }
            inbox.entries.push(entry);
        }
        inbox
    }

    /// Takes over the decisions and changes of an earlier reading of the text; what was decided and is gone stays as an orphan.
    pub fn take_over(&mut self, earlier: Self) {
        self.date = self.date.take().or(earlier.date);
        for old in earlier.entries.into_iter().chain(earlier.orphans) {
            match self.entries.iter_mut().find(|entry| entry.id == old.id) {
                Some(entry) => {
                    entry.decision = old.decision;
                    entry.fields = old.fields;
                }
                None if old.decision != Decision::Pending => self.orphans.push(old),
                None => {}
            }
        }
    }

    /// Reads an inbox.
    pub fn read(text: &str, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let node = yaml::parse(0, text, problems)?;
        let word = |key: &str| {
            node.get(key)
                .and_then(Node::text)
                .unwrap_or_default()
                .to_owned()
        };
        let list = |key: &str, problems: &mut Vec<Diagnostic>| -> Vec<Entry> {
            node.get(key)
                .map_or(&[][..], Node::entries)
                .iter()
                .filter_map(|(id, entry)| Entry::read(&id.text, entry, problems))
                .collect()
        };
        Some(Self {
            document: word("document"),
            source: word("source"),
            file: word("file"),
            date: Some(word("date")).filter(|d| !d.is_empty()),
            entries: list("proposed", problems),
            orphans: list("orphans", problems),
        })
    }

    /// The inbox as YAML.
    pub fn to_yaml(&self) -> String {
        let mut text =
            "# Facts that `impasse extract` proposes. Decide each: accept, reject, or leave it pending; correct any line first.\n\
             # `impasse review` asks one by one; `impasse review --write` takes the decisions made here.\n"
                .to_owned();
        let _ = writeln!(
            text,
            "document: {}\nsource: {}",
            quoted(&self.document),
            quoted(&self.source)
        );
        if !self.file.is_empty() {
            let _ = writeln!(text, "file: {}", quoted(&self.file));
        }
        if let Some(date) = &self.date {
            let _ = writeln!(text, "date: {date}");
        }
        text.push_str(if self.entries.is_empty() {
            "proposed: {}\n"
        } else {
            "proposed:\n"
        });
        self.entries.iter().for_each(|entry| entry.write(&mut text));
        if !self.orphans.is_empty() {
            text.push_str("# Decided earlier, and no longer read in the text, which has changed, or the rules have: not part of the facts.\norphans:\n");
            self.orphans.iter().for_each(|entry| entry.write(&mut text));
        }
        text
    }
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
fn plain_or_quoted(text: &str) -> String {
    let plain = !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/'))
        && !matches!(text, "null" | "true" | "false" | "yes" | "no");
    if plain { text.to_owned() } else { quoted(text) }
}
