//! `sentences SOURCE`: the sentences of a source by number, with what rests on each.

use std::collections::BTreeSet;

use clap::ArgMatches;
use serde_json::{Value, json};

use crate::model::{Model, Source};
use crate::source::Text;

use super::Command;
use super::arguments::{Given as _, never, path, placed};
use super::context::Context;
use super::named::guess;
use super::outcome::{Failure, Outcome};
use super::texts::Texts;

pub(super) const COMMAND: Command = Command {
    name: "sentences",
    about: "The sentences of a source by number, and what rests on each",
    arguments: |command| {
        command.args([
            placed("source", "SOURCE").required(true),
            path("texts", "DIR", "A folder with the original texts"),
        ])
    },
    writes: never,
    run,
};

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    let source = find(&ready.model, arguments.required("source"))?;
    let texts = Texts::of(&ready, arguments.path("texts"))?;
    let listing = Listing::of(source, &ready.model, &texts);
    Ok(context.either(
        || listing.told(&texts.notes),
        || ready.json("sentences", listing.as_json()),
    ))
}

fn find<'m>(model: &'m Model, id: &str) -> Result<&'m Source, Failure> {
    let mut sources = model.sources.values();
    let found = sources.find(|source| source.id.as_str() == id);
    found.ok_or_else(|| no_such_source(model, id))
}

fn no_such_source(model: &Model, id: &str) -> Failure {
    let near = guess(id, model.sources.keys().map(|id| id.as_str()));
    let near = near.unwrap_or_default();
    Failure::CannotRun(format!("no source is called `{id}`{near}"))
}

/// A sentence of a source.
struct Sentence<'t> {
    sentence: u32,
    /// The sentence, or what a digest says of it; none where no text is at hand.
    text: Option<&'t str>,
    /// What rests on it.
    behind: BTreeSet<String>,
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

impl Sentence<'_> {
    fn told(&self) -> String {
        let words = self.text.map(|words| format!(" {words}"));
        let behind = self.behind.iter().map(|behind| format!("  - {behind}\n"));
        format!(
            "s{}{}\n{}",
            self.sentence,
            words.unwrap_or_default(),
            behind.collect::<String>()
        )
    }

    fn as_json(&self) -> Value {
        json!({ "sentence": self.sentence, "text": self.text, "behind": self.behind })
    }
}

/// A source with its sentences.
struct Listing<'t> {
    source: &'t Source,
    text: Option<&'t Text>,
    sentences: Vec<Sentence<'t>>,
}

impl<'t> Listing<'t> {
    fn of(source: &'t Source, model: &Model, texts: &'t Texts) -> Self {
        let text = texts.by_source.get(&source.id);
        Self {
            source,
            text,
            sentences: sentences(model, source, text),
        }
    }

    fn as_json(&self) -> Value {
        let sentences = self.sentences.iter();
        json!({
            "source": self.source.id,
            "title": self.source.title,
            "digest": self.text.map(|text| text.is_digest),
            "sentences": sentences.map(Sentence::as_json).collect::<Vec<_>>(),
        })
    }

    fn told(&self, notes: &[String]) -> String {
        let ours = format!("source {}:", self.source.id);
        let notes = notes.iter().filter(|note| note.starts_with(&ours));
        let notes: String = notes.map(|note| format!("note: {note}\n")).collect();
        let sentences: String = self.sentences.iter().map(Sentence::told).collect();
        self.title() + &notes + &self.uncited() + "\n" + &sentences
    }

    fn title(&self) -> String {
        let source = self.source;
        let inferred = source.date_is.mark();
        let date = source
            .date
            .map(|day| format!(", {}{inferred}", day.in_words()));
        let date = date.unwrap_or_default();
        format!("[{}] {}{date}{}\n", source.id, source.title, self.whose())
    }

    /// Whose words the sentences are, where they are not those of the text.
    fn whose(&self) -> &'static str {
        match self.text {
            Some(text) if text.is_digest => "; the words are those of a digest, not of the text",
            Some(_) => "",
            None => "; no text is at hand, so only the sentences that something cites are listed",
        }
    }

    /// How many sentences nothing cites, where a text says how many there are.
    fn uncited(&self) -> String {
        if self.text.is_none() {
            return String::new();
        }
        // A heading has a number and, in a digest, no words.
        let told = self.sentences.iter().filter(|s| s.text.is_some());
        let unused = told.clone().filter(|s| s.behind.is_empty()).count();
        let all = told.count();
        let headings = match self.sentences.len() - all {
            0 => String::new(),
            headings => format!(" ({headings} more numbers are those of headings)"),
        };
        format!("{unused} of {all} sentences are cited by nothing{headings}\n")
    }
}
