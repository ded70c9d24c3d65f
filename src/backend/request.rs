//! A request for the facts of some texts, as one text that needs nothing else.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::extract::{Document, FactKind, NamedIssue, NamedParty, Names, Polarity};
use crate::source::{Sentence, sha256_hex};

use super::checked::{fits, is_asked_for};
use super::fields;

/// What does not depend on the texts and the model.
const INTRODUCTION: &str = include_str!("request.md");

/// A request for the facts of some documents, for any reader.
///
/// ```
/// use impasse::backend::request;
/// use impasse::extract::{Document, Names};
/// let asked = request(&[Document::plain("news", "The union said no.")], &Names::default());
/// assert!(asked.contains("1: The union said no."));
/// ```
pub fn request(documents: &[Document], names: &Names) -> String {
    let texts = documents.iter();
    let texts: String = texts.map(|it| text(it, &it.sentences)).collect();
    format!(
        "{}{}\n{texts}{}",
        introduction(),
        listed(names),
        form(&of_texts(documents))
    )
}

/// A request for the facts of some sentences of a document, below the introduction.
#[cfg(feature = "language-model")]
pub(super) fn request_for(document: &Document, sentences: &[Sentence], names: &Names) -> String {
    format!(
        "{}\n{}{}",
        listed(names),
        text(document, sentences),
        form(&json!({ "facts": [fields::in_words()] }))
    )
}

/// The codebook alone: kinds, stances, what is no stance, and examples that differ by little.
pub fn codebook() -> String {
    let introduction = introduction();
    let at = introduction.find("## What to list").unwrap_or_default();
    format!("# Codebook\n\n{}", &introduction[at..])
}

/// What a reader does and does not do, in words.
pub(super) fn introduction() -> String {
    INTRODUCTION
        .replace("KINDS\n", &kinds())
        .replace("STANCES\n", &stances())
}

fn kinds() -> String {
    let kinds = FactKind::ALL.into_iter().filter(|kind| is_asked_for(*kind));
    let rows = kinds.map(|kind| format!("| {} | {} |\n", kind.word(), meaning(kind)));
    format!(
        "| kind | it says that |\n|---|---|\n{}",
        rows.collect::<String>()
    )
}

fn meaning(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Position => "a party is for or against something, stresses it, or is open to it",
        FactKind::Demand => "it asks that something be done, by itself or another",
        FactKind::Offer => "it would give or proposes something",
        FactKind::Acceptance => "it agrees, signs, approves",
        FactKind::Rejection => "it refuses, opposes, objects, has not agreed",
        FactKind::Condition => "one thing waits for another",
        FactKind::ApprovalRequired => "somebody must say yes first; the holder is that body",
        FactKind::Disagreement => "the sides differ over something",
        FactKind::Denial => "it says that something said of it is not so",
        FactKind::Relation => {
            "it supports or opposes another party, speaks with it, or on_behalf_of it: `relation` and `other`"
        }
        FactKind::Event => "something happened",
        FactKind::Claim => "something is said to be so",
    }
}

fn stances() -> String {
    Polarity::ALL.into_iter().map(stance).collect()
}

fn stance(stance: Polarity) -> String {
    let says = match stance {
        Polarity::Supports => "is in favour",
        Polarity::Demands => "asks for it",
        Polarity::Offers => "would give it",
        Polarity::Accepts => "agrees to it",
        Polarity::Rejects => "refuses it",
        Polarity::Conditional => "waits for something",
        Polarity::Open => "has not decided",
        Polarity::Disputed => "differs with others over it",
    };
    let kinds = FactKind::ALL.into_iter();
    let fitting = kinds.filter(|kind| kind.is_core() && fits(*kind, stance));
    let fitting: Vec<&str> = fitting.map(FactKind::word).collect();
    format!("| {} | {says} | {} |\n", stance.word(), fitting.join(", "))
}

/// The names of the model.
fn listed(names: &Names) -> String {
    let parties: String = names.parties.iter().map(party).collect();
    let issues: String = names.issues.iter().map(issue).collect();
    format!(
        "## Parties (`holder`, `other`: the id)\n\n{parties}\n## Issues (`issue`: the id, or the words of the sentence where none fits)\n\n{issues}"
    )
}

fn party(party: &NamedParty) -> String {
    let speakers = party.speakers.iter().flat_map(|speaker| &speaker.names);
    let others: Vec<&str> = party
        .aliases
        .iter()
        .chain(speakers)
        .map(String::as_str)
        .collect();
    row(&party.id, &party.name, &others)
}

fn issue(issue: &NamedIssue) -> String {
    let terms: Vec<&str> = issue.terms.iter().map(String::as_str).collect();
    row(&issue.id, &issue.name, &terms)
}

fn row(id: &str, name: &str, others: &[&str]) -> String {
    let others = match others.is_empty() {
        true => String::new(),
        false => format!("; also: {}", others.join(", ")),
    };
    format!("- `{id}`: {name}{others}\n")
}

/// Some sentences of a text with the numbers by which they are cited, headings where they change.
fn text(document: &Document, sentences: &[Sentence]) -> String {
    let mut told = format!(
        "## Text `{}`\n\nsha256: {}\n",
        document.name,
        sha256_hex(document.written().as_bytes())
    );
    for (key, value) in [
        ("date", document.date.map(|date| date.to_string())),
        ("speaker (\"we\", \"I\")", document.speaker.clone()),
    ] {
        if let Some(value) = value {
            let _ = writeln!(told, "{key}: {value}");
        }
    }
    told.push('\n');
    let mut section = None;
    for sentence in sentences {
        let here = document.section(sentence.start);
        if here != section {
            let _ = writeln!(told, "[{}]", here.as_deref().unwrap_or("no heading"));
            section = here;
        }
        let words = document.text[sentence.start..sentence.end].split_whitespace();
        let words: Vec<&str> = words.collect();
        let number = document.cited_number(sentence.number);
        let _ = writeln!(told, "{number}: {}", words.join(" "));
    }
    told.push('\n');
    told
}

/// The answer to a request for texts, with their names and hashes filled in.
fn of_texts(documents: &[Document]) -> Value {
    let texts = documents.iter().map(|document| {
        let hash = sha256_hex(document.written().as_bytes());
        json!({ "doc": document.name, "sha256": hash, "facts": [fields::in_words()] })
    });
    json!({ "texts": texts.collect::<Vec<_>>() })
}

fn form(answer: &Value) -> String {
    let form = serde_json::to_string_pretty(answer).expect("a form has text keys");
    format!(
        "## The form of the answer\n\nOne JSON object, nothing before or after it:\n\n```json\n{form}\n```\n"
    )
}
