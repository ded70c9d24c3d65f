//! `cite`: re-verifies every citation against the texts one has.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::{Value, json};

use crate::check::{CitationState, Verified, uncited_sentences, verify};
use crate::model::Model;
use crate::source::{SourceId, Text, sha256_hex};

use super::Command;
use super::context::{Context, Failure, Outcome, own_texts, pretty};

pub(super) const COMMAND: Command = Command {
    name: "cite",
    about: "Re-verify every citation against the texts one has",
    arguments,
    run,
};

fn arguments(command: clap::Command) -> clap::Command {
    command
        .arg(
            Arg::new("texts")
                .long("texts")
                .value_name("DIR")
                .value_parser(clap::value_parser!(PathBuf))
                .help("A folder with the original texts"),
        )
        .arg(Arg::new("coverage").long("coverage").action(ArgAction::SetTrue).help("List the sentences that nothing cites"))
        .arg(
            Arg::new("hashes")
                .long("hashes")
                .action(ArgAction::SetTrue)
                .requires("texts")
                .help("Print the hashes of the texts and of the cited sentences, as YAML for `sources:`"),
        )
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let mut text = String::new();
    let mut models = Vec::new();
    let mut wrong = 0;
    for path in context.paths()? {
        let ready = context.open(&path)?;
        let (texts, mut notes) = match arguments.get_one::<PathBuf>("texts") {
            Some(folder) => originals(&ready.model, folder)?,
            None => own_texts(&ready),
        };
        if arguments.get_flag("hashes") {
            text.push_str(&hashes(&ready.model, &texts));
            continue;
        }
        let verified = verify(&ready.model, &texts);
        wrong += verified.iter().filter(|v| v.state.is_wrong()).count();
        notes.extend(changed_texts(&ready.model, &texts));
        notes
            .iter()
            .for_each(|note| text.push_str(&format!("note: {note}\n")));
        text.push_str(&report(&ready.model.name, &verified, &texts));
        let uncited = uncited_sentences(&ready.model, &texts);
        if arguments.get_flag("coverage") {
            text.push_str(&coverage(&uncited, &texts));
        }
        models.push(as_json(
            &ready.model.name,
            &verified,
            &uncited,
            arguments.get_flag("coverage"),
        ));
    }
    let text = if context.json {
        pretty(&json!({ "command": "cite", "wrong": wrong, "models": models }))
    } else {
        text
    };
    Ok(Outcome {
        text,
        notes: String::new(),
        code: u8::from(wrong > 0),
    })
}

/// The original texts in a folder: found by their hash, else by a name that begins with the source's id.
pub(super) fn originals(
    model: &Model,
    folder: &Path,
) -> Result<(BTreeMap<SourceId, Text>, Vec<String>), Failure> {
    let fail = |error: std::io::Error| {
        Failure::CannotRun(format!("cannot read {}: {error}", folder.display()))
    };
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(fail)?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    let opened: Vec<(String, Text)> = paths
        .iter()
        .filter_map(|path| {
            Some((
                path.file_name()?.to_string_lossy().into_owned(),
                Text::open(path).ok()?,
            ))
        })
        .collect();
    let mut texts = BTreeMap::new();
    let mut notes = Vec::new();
    for source in model.sources.values() {
        let by_hash = opened.iter().find(|(_, text)| {
            source
                .sha256
                .as_ref()
                .is_some_and(|hash| sha256_hex(text.raw.as_bytes()).starts_with(hash.as_str()))
        });
        let by_name = || {
            opened.iter().find(|(name, _)| {
                name.strip_prefix(source.id.as_str())
                    .is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric()))
            })
        };
        match by_hash.or_else(by_name) {
            Some((_, text)) => {
                texts.insert(source.id.clone(), text.clone());
            }
            None => notes.push(format!(
                "no text for source {} in {}",
                source.id,
                folder.display()
            )),
        }
    }
    Ok((texts, notes))
}

fn changed_texts(model: &Model, texts: &BTreeMap<SourceId, Text>) -> Vec<String> {
    let changed = texts.iter().filter(|(id, text)| {
        !text.is_digest
            && model.sources[*id]
                .sha256
                .as_ref()
                .is_some_and(|hash| !sha256_hex(text.raw.as_bytes()).starts_with(hash.as_str()))
    });
    changed
        .map(|(id, _)| format!("the text of source {id} is not the one whose hash was recorded"))
        .collect()
}

fn report(name: &str, verified: &[Verified], texts: &BTreeMap<SourceId, Text>) -> String {
    let count = |word: &str| verified.iter().filter(|v| v.state.word() == word).count();
    let kinds = [
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
    let parts: Vec<String> = kinds
        .iter()
        .map(|(word, about)| (count(word), about))
        .filter(|(n, _)| *n > 0)
        .map(|(n, about)| format!("{n} {about}"))
        .collect();
    let mut text = format!(
        "{name}: {} cited sentences: {}\n",
        verified.len(),
        parts.join(", ")
    );
    for v in verified.iter().filter(|v| v.state.is_wrong()) {
        let now = match v.state {
            CitationState::Moved(to) => format!("is now s{to}"),
            CitationState::Misquoted => match &v.cite.quote {
                Some(quote) => format!("has not the words “{quote}”"),
                None => "has other words".to_owned(),
            },
            CitationState::Resolved
            | CitationState::Exists
            | CitationState::Missing
            | CitationState::NoText => "is not in the text as it was".to_owned(),
        };
        text.push_str(&format!(
            "  [{}] {now}; it stands behind: {}\n",
            v.cite,
            v.behind.join(", ")
        ));
        let here = texts.get(&v.cite.source);
        let here = here.and_then(|text| text.sentences.get(&v.cite.sentence));
        if let Some(here) = here {
            text.push_str(&format!("    s{} reads: {here}\n", v.cite.sentence));
        }
    }
    text
}

fn coverage(uncited: &[(SourceId, u32, &str)], texts: &BTreeMap<SourceId, Text>) -> String {
    let all: usize = texts.values().map(|text| text.sentences.len()).sum();
    let mut text = format!(
        "{} of {all} sentences are cited by nothing\n",
        uncited.len()
    );
    for (source, number, words) in uncited {
        let shown = if texts[source].is_digest {
            format!(" {words}")
        } else {
            String::new()
        };
        text.push_str(&format!("  [{source} s{number}]{shown}\n"));
    }
    text
}

fn hashes(model: &Model, texts: &BTreeMap<SourceId, Text>) -> String {
    let mut text = String::new();
    for (id, source) in texts.iter().filter(|(_, text)| !text.is_digest) {
        text.push_str(&format!(
            "  \"{id}\":\n    sha256: {}\n    sentences:\n",
            sha256_hex(source.raw.as_bytes())
        ));
        let mut cited: Vec<u32> = model
            .citations()
            .into_iter()
            .filter(|cited| cited.cite.source == *id)
            .map(|cited| cited.cite.sentence)
            .collect();
        cited.dedup();
        for number in cited {
            if let Some(sentence) = source.sentences.get(&number) {
                text.push_str(&format!(
                    "      s{number}: {}\n",
                    sha256_hex(sentence.as_bytes())
                ));
            }
        }
    }
    text
}

fn as_json(
    name: &str,
    verified: &[Verified],
    uncited: &[(SourceId, u32, &str)],
    coverage: bool,
) -> Value {
    let citations: Vec<Value> = verified
        .iter()
        .map(|v| {
            let moved_to = match v.state {
                CitationState::Moved(to) => Some(to),
                CitationState::Resolved | CitationState::Exists | CitationState::Misquoted | CitationState::Missing | CitationState::NoText => None,
            };
            json!({ "source": v.cite.source, "sentence": v.cite.sentence, "state": v.state.word(), "moved_to": moved_to, "behind": v.behind })
        })
        .collect();
    let mut value = json!({ "model": name, "citations": citations });
    if coverage {
        value["uncited"] = uncited
            .iter()
            .map(|(source, number, _)| json!({ "source": source, "sentence": number }))
            .collect();
    }
    value
}
