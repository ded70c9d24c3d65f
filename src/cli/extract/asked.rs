//! What the command line asks of `extract`.

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use clap::{Arg, ArgMatches};

use crate::backend::Reply;
use crate::cli::arguments::{Given as _, flag, named, path, placed};
use crate::cli::context::Context;
use crate::cli::outcome::Failure;
use crate::disk;
use crate::extract::{Document, Fact, Names};
use crate::source::Date;

use super::second_reader::SecondReader;

pub(super) fn arguments(command: clap::Command) -> clap::Command {
    SecondReader::arguments(command)
        .args(what_is_read())
        .args(how_it_is_given())
        .args(other_readers())
        .args(what_is_left_out_and_added())
}

fn what_is_read() -> [Arg; 2] {
    [
        placed("text", "TEXT").value_parser(clap::value_parser!(PathBuf)).num_args(1..).required(true).help(
            "Texts: plain, Markdown or HTML; `-` reads one JSON document a line from standard input",
        ),
        flag("all", "Events and claims too"),
    ]
}

fn how_it_is_given() -> [Arg; 4] {
    [
        flag(
            "inbox",
            "Write the facts for review into inbox/ beside the model; earlier decisions are kept",
        ),
        named(
            "source",
            "ID",
            "The id of the source that the text is, for citations",
        ),
        flag("selectors", "With W3C selectors for position and quote"),
        named(
            "quotes",
            "FORM",
            "How the words of the text are given: as they are, as their SHA-256, or not at all",
        )
        .value_parser(["words", "hash", "none"])
        .default_value("words"),
    ]
}

fn other_readers() -> [Arg; 3] {
    [
        flag(
            "ask",
            "Write a request for the facts of the texts, for any reader: a person, a chat, an agent",
        )
        .conflicts_with_all(["answer", "inbox", "unknown", "min-confidence"]),
        path(
            "answer",
            "FILE",
            "Read the facts from a reply to such a request; everything in it is checked",
        )
        .requires("by")
        .conflicts_with_all(["unknown", "min-confidence", "all"]),
        named("by", "NAME", "Whose reply it is").requires("answer"),
    ]
}

fn what_is_left_out_and_added() -> [Arg; 5] {
    [
        flag(
            "unknown",
            "List frequent names and phrases that resolved to nothing",
        )
        .conflicts_with("inbox"),
        named(
            "min-confidence",
            "X",
            "Leave out facts whose rule was measured to be right less often than this, from 0 to 1",
        )
        .value_parser(clap::value_parser!(f64)),
        named(
            "section",
            "WORDS",
            "Only facts under a heading that holds these words",
        ),
        named("speaker", "PARTY", "Whose document it is, for `we` and `I`"),
        named("date", "DATE", "The day of publication"),
    ]
}

/// Facts of rules that were right less often than this are left out.
const THRESHOLD: f64 = 0.0;

/// What the command line asks for.
pub(super) struct Asked {
    pub all: bool,
    pub unknown: bool,
    pub threshold: f64,
    section: Option<String>,
    speaker: Option<String>,
    date: Option<Date>,
    pub source: Option<String>,
    pub selectors: bool,
    /// Whether a person reads along: then facts are lines of words.
    pub readable: bool,
    pub quotes: Quotes,
    pub second_reader: SecondReader,
    /// Whether a request is to be written.
    pub ask: bool,
    /// The reply from which the facts are read, instead of by the rules.
    pub reply: Option<Reply>,
}

/// How the words of a text are given.
#[derive(Clone, Copy)]
pub(super) enum Quotes {
    /// As they are.
    Words,
    /// As their SHA-256.
    Hash,
    /// Not at all.
    Left,
}

impl Asked {
    pub fn of(context: &Context, arguments: &ArgMatches) -> Result<Self, Failure> {
        Ok(Self {
            date: arguments.day("date")?,
            all: arguments.get_flag("all"),
            unknown: arguments.get_flag("unknown"),
            threshold: threshold(arguments)?,
            section: arguments.text("section").map(str::to_lowercase),
            speaker: arguments.text("speaker").map(str::to_owned),
            source: arguments.text("source").map(str::to_owned),
            selectors: arguments.get_flag("selectors"),
            readable: io::stdout().is_terminal() && !context.json,
            quotes: Quotes::named(arguments.text("quotes")),
            second_reader: SecondReader::of(arguments),
            ask: arguments.get_flag("ask"),
            reply: reply(arguments)?,
        })
    }

    /// Whether a fact stands under the headings that are asked for.
    pub fn wants_section(&self, fact: &Fact) -> bool {
        let under = fact.section.as_deref().unwrap_or_default().to_lowercase();
        let asked = self.section.as_deref();
        asked.is_none_or(|words| under.contains(words))
    }

    /// The speaker must be a party, where one is named.
    pub fn speaker_is_known(&self, names: &Names) -> Result<(), Failure> {
        let is_party = |speaker: &&String| names.parties.iter().any(|p| p.id == **speaker);
        match self.speaker.as_ref().filter(|speaker| !is_party(speaker)) {
            Some(speaker) => Err(Failure::CannotRun(format!(
                "--speaker: no party is called `{speaker}`"
            ))),
            None => Ok(()),
        }
    }

    /// Adds to a document what the command line knows of it.
    pub fn complete(&self, document: &mut Document) {
        document.date = self.date.or(document.date);
        document.speaker = self.speaker.clone().or(document.speaker.take());
        document.source = self.source.clone().or(document.source.take());
    }
}

impl Quotes {
    fn named(form: Option<&str>) -> Self {
        match form {
            Some("hash") => Self::Hash,
            Some("none") => Self::Left,
            _ => Self::Words,
        }
    }
}

/// The reply of another reader, where one is given.
fn reply(arguments: &ArgMatches) -> Result<Option<Reply>, Failure> {
    let Some(path) = arguments.path("answer") else {
        return Ok(None);
    };
    let by = arguments.text("by").expect("--answer requires --by");
    let text = disk::text(path, disk::Limit::Text).map_err(|error| Failure::at(path, error))?;
    let reply = Reply::read(&text, by).map_err(|error| Failure::at(path, error))?;
    Ok(Some(reply))
}

fn threshold(arguments: &ArgMatches) -> Result<f64, Failure> {
    let asked = arguments.get_one::<f64>("min-confidence").copied();
    let share = asked.unwrap_or(THRESHOLD);
    if (0.0..=1.0).contains(&share) {
        return Ok(share);
    }
    Err(Failure::CannotRun(format!(
        "--min-confidence: {share} is no share between 0 and 1"
    )))
}
