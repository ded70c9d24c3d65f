//! `cite`: re-verifies every citation against the texts one has.

use clap::ArgMatches;
use serde_json::{Map, Value, json};

use crate::check::{CitationState, Verified, uncited_sentences, verify};
use crate::model::Model;
use crate::source::{SourceId, Text, sha256_hex};

use super::Command;
use super::arguments::{Given as _, flag, never, path};
use super::context::{Context, Ready};
use super::outcome::{Failure, Outcome};
use super::texts::Texts;

pub(super) const COMMAND: Command = Command {
    name: "cite",
    about: "Re-verify every citation against the texts one has",
    arguments: |command| {
        command.args([
            path("texts", "DIR", "A folder with the original texts"),
            flag("coverage", "List the sentences that nothing cites"),
            flag(
                "hashes",
                "Print the hashes of the texts and of the cited sentences, as YAML for `sources:`",
            )
            .requires("texts"),
        ])
    },
    writes: never,
    run,
};

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let mut report = Report::default();
    for path in context.paths()? {
        report.add(&context.open(&path)?, arguments)?;
    }
    Ok(report.outcome(context))
}

/// What is said of all models.
#[derive(Default)]
struct Report {
    text: String,
    models: Vec<Value>,
    wrong: usize,
}

impl Report {
    fn add(&mut self, ready: &Ready, arguments: &ArgMatches) -> Result<(), Failure> {
        let texts = Texts::of(ready, arguments.path("texts"))?;
        if arguments.get_flag("hashes") {
            let hashes = Hashes::of(&ready.model, &texts);
            self.text += &hashes.as_yaml();
            self.models.push(hashes.as_json());
            return Ok(());
        }
        let with_coverage = arguments.get_flag("coverage");
        let citations = Citations::of(&ready.model, &texts, with_coverage);
        self.text += &citations.told();
        self.models.push(citations.as_json());
        self.wrong += citations.wrong().count();
        Ok(())
    }

    fn outcome(self, context: &Context) -> Outcome {
        let Self {
            text,
            models,
            wrong,
        } = self;
        let outcome = context.either(
            || text,
            || json!({ "command": "cite", "wrong": wrong, "models": models }),
        );
        outcome.failing_if(wrong > 0)
    }
}

/// The citations of a model against the texts at hand.
struct Citations<'m> {
    model: &'m Model,
    texts: &'m Texts,
    verified: Vec<Verified>,
    /// The sentences that nothing cites, where they are asked for.
    uncited: Option<Vec<(SourceId, u32, &'m str)>>,
}

/// The states of citations, each with what is said of those that are in it.
const STATES: [(&str, &str); 6] = [
    ("resolved", "proved against the recorded hash"),
    (
        "exists",
        "whose sentence exists (not proved: `--texts DIR` compares the original texts with the recorded hashes)",
    ),
    ("moved", "moved"),
    ("misquoted", "quoted with words that the sentence has not"),
    ("missing", "missing"),
    ("no-text", "without a text to look at"),
];

impl<'m> Citations<'m> {
    fn of(model: &'m Model, texts: &'m Texts, with_coverage: bool) -> Self {
        let uncited = || uncited_sentences(model, &texts.by_source);
        Self {
            model,
            texts,
            verified: verify(model, &texts.by_source),
            uncited: with_coverage.then(uncited),
        }
    }

    fn wrong(&self) -> impl Iterator<Item = &Verified> {
        self.verified.iter().filter(|v| v.state.is_wrong())
    }

    fn told(&self) -> String {
        let wrong = self.wrong().map(|v| self.what_is_wrong(v));
        let uncited = self.uncited.as_ref();
        let uncited = uncited.map(|uncited| coverage(uncited, self.texts));
        self.notes() + &self.summary() + &wrong.collect::<String>() + &uncited.unwrap_or_default()
    }

    fn notes(&self) -> String {
        let changed = self.texts.changed(self.model);
        let notes = self.texts.notes.iter().chain(&changed);
        notes.map(|note| format!("note: {note}\n")).collect()
    }

    fn summary(&self) -> String {
        let parts = STATES.iter().filter_map(|(word, about)| {
            let count = self.count(word);
            (count > 0).then(|| format!("{count} {about}"))
        });
        let parts: Vec<String> = parts.collect();
        format!(
            "{}: {} cited sentences: {}\n",
            self.model.name,
            self.verified.len(),
            parts.join(", ")
        )
    }

    /// How many citations are in a state.
    fn count(&self, state: &str) -> usize {
        let verified = self.verified.iter();
        verified.filter(|v| v.state.word() == state).count()
    }

    /// What is wrong with a citation, what stands behind it, and what stands there now.
    fn what_is_wrong(&self, v: &Verified) -> String {
        let cite = &v.cite;
        let mut text = format!(
            "  [{cite}] {}; it stands behind: {}\n",
            found_now(v),
            v.behind.join(", ")
        );
        let here = self.texts.by_source.get(&cite.source);
        if let Some(here) = here.and_then(|text| text.sentences.get(&cite.sentence)) {
            text += &format!("    s{} reads: {here}\n", cite.sentence);
        }
        text
    }

    fn as_json(&self) -> Value {
        let citations: Vec<Value> = self.verified.iter().map(citation_as_json).collect();
        let mut value = json!({ "model": self.model.name, "citations": citations });
        if let Some(uncited) = &self.uncited {
            value["uncited"] = uncited.iter().map(uncited_as_json).collect();
        }
        value
    }
}

/// What became of the sentence of a citation that is wrong.
fn found_now(v: &Verified) -> String {
    match v.state {
        CitationState::Moved(to) => format!("is now s{to}"),
        CitationState::Misquoted => match &v.cite.quote {
            Some(quote) => format!("has not the words “{quote}”"),
            None => "has other words".to_owned(),
        },
        CitationState::Resolved
        | CitationState::Exists
        | CitationState::Missing
        | CitationState::NoText => "is not in the text as it was".to_owned(),
    }
}

fn citation_as_json(v: &Verified) -> Value {
    let moved_to = match v.state {
        CitationState::Moved(to) => Some(to),
        CitationState::Resolved
        | CitationState::Exists
        | CitationState::Misquoted
        | CitationState::Missing
        | CitationState::NoText => None,
    };
    json!({
        "source": v.cite.source,
        "sentence": v.cite.sentence,
        "state": v.state.word(),
        "moved_to": moved_to,
        "behind": v.behind,
    })
}

fn uncited_as_json((source, number, _): &(SourceId, u32, &str)) -> Value {
    json!({ "source": source, "sentence": number })
}

fn coverage(uncited: &[(SourceId, u32, &str)], texts: &Texts) -> String {
    let all: usize = texts.by_source.values().map(|t| t.sentences.len()).sum();
    let count = uncited.len();
    let lines = uncited.iter().map(|sentence| uncited_line(sentence, texts));
    format!("{count} of {all} sentences are cited by nothing\n") + &lines.collect::<String>()
}

/// A sentence with its words, where these are of our own digest.
fn uncited_line((source, number, words): &(SourceId, u32, &str), texts: &Texts) -> String {
    match texts.by_source[source].is_digest {
        true => format!("  [{source} s{number}] {words}\n"),
        false => format!("  [{source} s{number}]\n"),
    }
}

/// The hashes of the texts and of the cited sentences.
struct Hashes<'a>(Vec<(&'a SourceId, HashesOfText)>);

struct HashesOfText {
    whole: String,
    sentences: Vec<(u32, String)>,
}

impl<'a> Hashes<'a> {
    fn of(model: &Model, texts: &'a Texts) -> Self {
        let originals = texts.by_source.iter().filter(|(_, text)| !text.is_digest);
        let hashes = originals.map(|(id, text)| (id, HashesOfText::of(model, id, text)));
        Self(hashes.collect())
    }

    /// As they stand under `sources:`.
    fn as_yaml(&self) -> String {
        let sources = self.0.iter().map(|(id, hashes)| {
            let sentences = hashes.sentences.iter();
            let sentences = sentences.map(|(number, hash)| format!("      s{number}: {hash}\n"));
            let sentences: String = sentences.collect();
            let whole = &hashes.whole;
            format!("  \"{id}\":\n    sha256: {whole}\n    sentences:\n{sentences}")
        });
        sources.collect()
    }

    fn as_json(&self) -> Value {
        let sources = self.0.iter().map(|(id, hashes)| {
            let sentences = hashes.sentences.iter();
            let sentences = sentences.map(|(number, hash)| (format!("s{number}"), json!(hash)));
            let sentences: Map<String, Value> = sentences.collect();
            let told = json!({ "sha256": hashes.whole, "sentences": sentences });
            (id.to_string(), told)
        });
        json!({ "hashes": sources.collect::<Map<String, Value>>() })
    }
}

impl HashesOfText {
    fn of(model: &Model, id: &SourceId, text: &Text) -> Self {
        let numbers = cited_sentences(model, id).into_iter();
        let sentences = numbers.filter_map(|number| {
            let sentence = text.sentences.get(&number)?;
            Some((number, sha256_hex(sentence.as_bytes())))
        });
        Self {
            whole: sha256_hex(text.raw.as_bytes()),
            sentences: sentences.collect(),
        }
    }
}

/// The sentences of a source that the model cites.
fn cited_sentences(model: &Model, source: &SourceId) -> Vec<u32> {
    let cited = model.citations().into_iter();
    let mut numbers: Vec<u32> = cited
        .filter(|cited| cited.cite.source == *source)
        .map(|cited| cited.cite.sentence)
        .collect();
    numbers.dedup();
    numbers
}
