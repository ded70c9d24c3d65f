//! `sentences SOURCE`: the sentences of a source by number, with what rests on each.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{Arg, ArgMatches};
use serde_json::{Value, json};

use crate::diagnostic::did_you_mean;
use crate::model::{Model, Source};
use crate::source::Text;

use super::Command;
use super::cite::originals;
use super::context::{Context, Failure, Outcome, own_texts, pretty};
use super::json::{head, with};

pub(super) const COMMAND: Command = Command {
    name: "sentences",
    about: "The sentences of a source by number, and what rests on each",
    arguments: |command| {
        command
            .arg(Arg::new("source").value_name("SOURCE").required(true))
            .arg(
                Arg::new("texts")
                    .long("texts")
                    .value_name("DIR")
                    .value_parser(clap::value_parser!(PathBuf))
                    .help("A folder with the original texts"),
            )
    },
    run,
};

/// A sentence of a source.
struct Sentence<'t> {
    sentence: u32,
    /// The sentence, or what a digest says of it; none where no text is at hand.
    text: Option<&'t str>,
    /// What rests on it.
    behind: BTreeSet<String>,
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    let id = arguments
        .get_one::<String>("source")
        .expect("clap requires it");
    let source = find(&ready.model, id)?;
    let (texts, notes) = match arguments.get_one::<PathBuf>("texts") {
        Some(folder) => originals(&ready.model, folder)?,
        None => own_texts(&ready),
    };
    let text = texts.get(&source.id);
    let sentences = sentences(&ready.model, source, text);
    if context.json {
        let sentences: Vec<Value> = sentences
            .iter()
            .map(|one| json!({ "sentence": one.sentence, "text": one.text, "behind": one.behind }))
            .collect();
        let rest = json!({
            "source": source.id,
            "title": source.title,
            "digest": text.map(|text| text.is_digest),
            "sentences": sentences,
        });
        let answer = with(head("sentences", &ready.model, ready.day), rest);
        return Ok(Outcome::answered(pretty(&answer)));
    }
    let own: Vec<String> = notes
        .into_iter()
        .filter(|note| note.starts_with(&format!("source {id}:")))
        .collect();
    Ok(Outcome::answered(told(source, text, &sentences, &own)))
}

fn find<'m>(model: &'m Model, id: &str) -> Result<&'m Source, Failure> {
    let mut sources = model.sources.values();
    sources
        .find(|source| source.id.as_str() == id)
        .ok_or_else(|| {
            let known = model.sources.keys().map(|id| id.as_str());
            let near = did_you_mean(id, known);
            let near = near.map(|near| format!("; did you mean `{near}`?"));
            let near = near.unwrap_or_default();
            Failure::CannotRun(format!("no source is called `{id}`{near}"))
        })
}

fn sentences<'t>(model: &Model, source: &Source, text: Option<&'t Text>) -> Vec<Sentence<'t>> {
    let mut all = model.resting_on(&source.id);
    for number in 1..=text.map_or(0, |text| text.count) {
        all.entry(number).or_default();
    }
    let sentence = |(number, behind)| Sentence {
        sentence: number,
        text: text.and_then(|text| text.sentences.get(&number).map(String::as_str)),
        behind,
    };
    all.into_iter().map(sentence).collect()
}

fn told(
    source: &Source,
    text: Option<&Text>,
    sentences: &[Sentence<'_>],
    notes: &[String],
) -> String {
    let date = source.date.map(|day| format!(", {}", day.in_words()));
    let unused = sentences.iter().filter(|s| s.behind.is_empty()).count();
    let of = match text {
        Some(text) if text.is_digest => "; the words are those of a digest, not of the text",
        Some(_) => "",
        None => "; no text is at hand, so only the sentences that something cites are listed",
    };
    let mut out = format!(
        "[{}] {}{}{of}\n",
        source.id,
        source.title,
        date.unwrap_or_default()
    );
    for note in notes {
        let _ = writeln!(out, "note: {note}");
    }
    if text.is_some() {
        let _ = writeln!(
            out,
            "{unused} of {} sentences are cited by nothing",
            sentences.len()
        );
    }
    out.push('\n');
    for one in sentences {
        let words = one
            .text
            .map(|words| format!(" {words}"))
            .unwrap_or_default();
        let _ = writeln!(out, "s{}{words}", one.sentence);
        for behind in &one.behind {
            let _ = writeln!(out, "  - {behind}");
        }
    }
    out
}
