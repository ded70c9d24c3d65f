//! `extract`: proposes facts from texts.

use std::io::{self, BufWriter, IsTerminal as _, Read as _, Write as _};
use std::path::Path;

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::{Value, json};

use crate::extract::{Document, Extractor, Fact, Form, Lexicon, Names, Unknown, unknown};
use crate::model::Source;
use crate::read;
use crate::review::{Decision, Inbox};
use crate::source::{Date, sha256_hex};
use crate::write::write_whole;

use super::Command;
use super::context::{Context, Failure, Outcome};

pub(super) const COMMAND: Command = Command {
    name: "extract",
    about: "Propose facts from texts, each on its sentence, for review",
    arguments,
    run,
};

fn arguments(command: clap::Command) -> clap::Command {
    backend_arguments(command)
        .arg(
            Arg::new("text")
                .value_name("TEXT")
                .num_args(1..)
                .required(true)
                .help("Texts: plain, Markdown or HTML; `-` reads one JSON document a line from standard input"),
        )
        .arg(Arg::new("all").long("all").action(ArgAction::SetTrue).help("Events and claims too"))
        .arg(
            Arg::new("inbox")
                .long("inbox")
                .action(ArgAction::SetTrue)
                .help("Write the facts for review into inbox/ beside the model; earlier decisions are kept"),
        )
        .arg(Arg::new("source").long("source").value_name("ID").help("The id of the source that the text is, for citations"))
        .arg(Arg::new("selectors").long("selectors").action(ArgAction::SetTrue).help("With W3C selectors for position and quote"))
        .arg(
            Arg::new("quotes")
                .long("quotes")
                .value_name("FORM")
                .value_parser(["words", "hash", "none"])
                .default_value("words")
                .help("How the words of the text are given: as they are, as their SHA-256, or not at all"),
        )
        .arg(
            Arg::new("unknown").long("unknown").action(ArgAction::SetTrue).help("List frequent names and phrases that resolved to nothing"),
        )
        .arg(
            Arg::new("min-confidence")
                .long("min-confidence")
                .value_name("X")
                .value_parser(clap::value_parser!(f64))
                .help("Leave out facts whose rule was measured to be right less often than this, from 0 to 1"),
        )
        .arg(Arg::new("speaker").long("speaker").value_name("PARTY").help("Whose document it is, for `we` and `I`"))
        .arg(Arg::new("date").long("date").value_name("DATE").help("The day of publication"))
}

/// Where a language model is asked as a second reader.
#[cfg(feature = "language-model")]
fn backend_arguments(command: clap::Command) -> clap::Command {
    command
        .arg(Arg::new("backend").long("backend").value_name("URL").help(
            "Ask a language model too: a server on this machine, such as http://127.0.0.1:8080/v1",
        ))
        .arg(
            Arg::new("backend-model")
                .long("backend-model")
                .value_name("NAME")
                .default_value("default")
                .help("The name of the language model"),
        )
        .arg(
            Arg::new("backend-key")
                .long("backend-key")
                .value_name("KEY")
                .env("IMPASSE_BACKEND_KEY")
                .hide_env_values(true)
                .help("The key that the server wants"),
        )
        .arg(
            Arg::new("backend-remote")
                .long("backend-remote")
                .action(ArgAction::SetTrue)
                .help("Let the text leave this machine"),
        )
}

/// Without the feature there is no language model.
#[cfg(not(feature = "language-model"))]
fn backend_arguments(command: clap::Command) -> clap::Command {
    command
}

#[cfg(feature = "language-model")]
fn backend_of(arguments: &ArgMatches) -> Option<crate::backend::Backend> {
    let url = arguments.get_one::<String>("backend")?.clone();
    Some(crate::backend::Backend {
        url,
        model: arguments
            .get_one::<String>("backend-model")
            .cloned()
            .unwrap_or_default(),
        key: arguments.get_one::<String>("backend-key").cloned(),
        timeout: std::time::Duration::from_secs(120),
        allow_remote: arguments.get_flag("backend-remote"),
    })
}

/// Facts of rules that were right less often than this are left out.
const THRESHOLD: f64 = 0.0;

/// The names of a model and its sources; of a list of parties and issues, as gold files have it, the names alone.
fn names_at(path: &Path) -> Result<(Names, Vec<Source>), Failure> {
    if path.extension().is_some_and(|end| end == "json")
        && let Ok(text) = std::fs::read_to_string(path)
        && let Some(names) = Names::from_lists(&text)
    {
        return Ok((names, Vec::new()));
    }
    let model = read::read_path(path)?.model;
    Ok((Names::of(&model), model.sources.into_values().collect()))
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let model = context.one_path()?;
    let (names, sources) = names_at(&model)?;
    let mut notes = String::new();
    if names.parties.is_empty() {
        notes
            .push_str("note: the model has no parties, so no holder can be named and nothing is proposed; declare them under `parties:`\n");
    }
    let lexicon = Lexicon::new(names);
    let mut asked = Asked::of(arguments)?;
    asked.readable = io::stdout().is_terminal() && !context.json;
    if let Some(speaker) = asked
        .speaker
        .as_ref()
        .filter(|id| !lexicon.names().parties.iter().any(|p| p.id == **id))
    {
        return Err(Failure::CannotRun(format!(
            "--speaker: no party is called `{speaker}`"
        )));
    }
    let mut out = BufWriter::new(io::stdout().lock());
    let texts: Vec<&String> = arguments
        .get_many::<String>("text")
        .expect("required")
        .collect();
    let mut seen = Unknown::default();
    let mut code = 0;
    let mut written = String::new();
    let inbox = if arguments.get_flag("inbox") {
        Some(read::base_folder(&model).join("inbox"))
    } else {
        None
    };
    for text in texts {
        if text == "-" {
            stream(&lexicon, &asked, &mut out, &mut seen, &mut notes)?;
            continue;
        }
        match open(Path::new(text)) {
            Ok(Opened {
                mut document,
                remark,
                hash,
            }) => {
                notes.push_str(&remark);
                asked.complete(&mut document);
                recognise(&mut document, Path::new(text), &hash, &sources);
                if let Some(folder) = &inbox {
                    written.push_str(&to_inbox(&lexicon, &asked, &document, text, folder)?);
                    continue;
                }
                one(&lexicon, &asked, &document, &mut out, &mut seen, &mut notes);
            }
            Err(why) => {
                notes.push_str(&format!("error: {text}: {why}\n"));
                code = 2;
            }
        }
    }
    let _ = out.flush();
    let text = if asked.unknown {
        unknown_words(&seen)
    } else {
        written
    };
    Ok(Outcome { text, notes, code })
}

/// Finds the source that a text is: by its front matter, its hash or its file.
fn recognise(document: &mut Document, path: &Path, hash: &str, sources: &[Source]) {
    let named = |source: &&Source| {
        document.source.as_deref() == Some(source.id.as_str())
            || source
                .sha256
                .as_deref()
                .is_some_and(|known| hash.starts_with(known))
            || source.file.as_deref().is_some_and(|file| {
                path.file_name().is_some() && Path::new(file).file_name() == path.file_name()
            })
    };
    if let Some(source) = sources.iter().find(named) {
        document.source = Some(source.id.to_string());
        document.date = document.date.or(source.date);
    }
}

/// Writes a text's facts into its inbox, with the decisions that were made before.
fn to_inbox(
    lexicon: &Lexicon,
    asked: &Asked,
    document: &Document,
    from: &str,
    folder: &Path,
) -> Result<String, Failure> {
    let cannot = |path: &Path, error: &dyn std::fmt::Display| {
        Failure::CannotRun(format!("{}: {error}", path.display()))
    };
    let mut remarks = String::new();
    let facts = if document.language.is_some() {
        Vec::new()
    } else {
        facts(lexicon, asked, document, &mut remarks)
    };
    let mut inbox = Inbox::of(document, &facts);
    inbox.file = from.to_owned();
    let path = folder.join(format!(
        "{}.yaml",
        file_name(asked.source.as_deref().unwrap_or(&document.name))
    ));
    if let Ok(earlier) = std::fs::read_to_string(&path) {
        let mut problems = Vec::new();
        match Inbox::read(&earlier, &mut problems) {
            Some(earlier)
                if problems.is_empty()
                    && !earlier.file.is_empty()
                    && earlier.file != inbox.file =>
            {
                return Err(cannot(
                    &path,
                    &format!(
                        "it holds the facts of another text, {}; give this one a name of its own with --source ID",
                        earlier.file
                    ),
                ));
            }
            Some(earlier) if problems.is_empty() => inbox.take_over(earlier),
            _ => {
                return Err(cannot(
                    &path,
                    &"it is there already and cannot be read as an inbox; mend it or move it away, so that no decision is lost",
                ));
            }
        }
    }
    write_whole(&path, inbox.to_yaml().as_bytes()).map_err(|error| cannot(&path, &error))?;
    let pending = inbox
        .entries
        .iter()
        .filter(|e| e.decision == Decision::Pending)
        .count();
    let orphans = if inbox.orphans.is_empty() {
        String::new()
    } else {
        format!(
            ", {} decided earlier and no longer read",
            inbox.orphans.len()
        )
    };
    let language = document
        .language
        .as_ref()
        .map(|l| format!("; this seems to be {l}, and the frames read English"))
        .unwrap_or_default();
    Ok(format!(
        "{remarks}{}: {} facts proposed, {pending} to decide{orphans}{language}\n",
        path.display(),
        inbox.entries.len()
    ))
}

/// A name that is safe as a file's.
fn file_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '-' | '_') {
                c
            } else {
                '-'
            }
        })
        .take(80)
        .collect();
    if plain.trim_matches('-').is_empty() {
        "text".to_owned()
    } else {
        plain
    }
}

/// A fact for a person at a terminal.
fn in_words(fact: &Fact) -> String {
    let value = fact
        .value
        .as_ref()
        .map(|v| format!(" ({v})"))
        .unwrap_or_default();
    let stance = fact.stance.map_or("", |s| s.word());
    format!(
        "{} s{}  {}: {} {stance} {}{value}\n    “{}”",
        fact.doc,
        fact.sentence,
        fact.kind.word(),
        fact.holder.as_deref().unwrap_or("nobody named"),
        fact.issue.as_deref().unwrap_or("something"),
        fact.quote
    )
}

/// A fact as JSON, in the form that was asked for.
fn fact_json(fact: &Fact, document: &Document, asked: &Asked) -> Value {
    let mut value = serde_json::to_value(fact).expect("a fact has text keys");
    let Some(map) = value.as_object_mut() else {
        return value;
    };
    match asked.quotes.as_str() {
        "hash" => {
            map.insert(
                "quote".to_owned(),
                json!(format!("sha256:{}", sha256_hex(fact.quote.as_bytes()))),
            );
            map.remove("condition");
        }
        "none" => {
            map.remove("quote");
            map.remove("condition");
        }
        _ => {}
    }
    if asked.selectors {
        let exact = if asked.quotes == "words" {
            fact.quote.clone()
        } else {
            format!("sha256:{}", sha256_hex(fact.quote.as_bytes()))
        };
        let (prefix, suffix) = around(document.written(), fact);
        let quote = if asked.quotes == "words" {
            json!({ "type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix })
        } else {
            json!({ "type": "TextQuoteSelector", "exact": exact })
        };
        map.insert("selectors".to_owned(), json!([{ "type": "TextPositionSelector", "start": fact.start, "end": fact.end }, quote]));
    }
    value
}

/// A few characters before and after the words of a fact.
fn around(text: &str, fact: &Fact) -> (String, String) {
    const WIDTH: usize = 24;
    let prefix: String = text
        .chars()
        .skip(fact.start.saturating_sub(WIDTH))
        .take(fact.start.min(WIDTH))
        .collect();
    let suffix: String = text.chars().skip(fact.end).take(WIDTH).collect();
    (prefix, suffix)
}

/// What the command line asks for.
struct Asked {
    all: bool,
    unknown: bool,
    threshold: f64,
    speaker: Option<String>,
    date: Option<Date>,
    source: Option<String>,
    selectors: bool,
    /// Whether a person reads along: then facts are lines of words.
    readable: bool,
    quotes: String,
    #[cfg(feature = "language-model")]
    backend: Option<crate::backend::Backend>,
}

impl Asked {
    fn of(arguments: &ArgMatches) -> Result<Self, Failure> {
        let date = arguments
            .get_one::<String>("date")
            .map(|text| {
                text.parse::<Date>()
                    .map_err(|error| Failure::CannotRun(format!("--date: `{text}` is {error}")))
            })
            .transpose()?;
        Ok(Self {
            all: arguments.get_flag("all"),
            unknown: arguments.get_flag("unknown"),
            threshold: match arguments
                .get_one::<f64>("min-confidence")
                .copied()
                .unwrap_or(THRESHOLD)
            {
                share if (0.0..=1.0).contains(&share) => share,
                other => {
                    return Err(Failure::CannotRun(format!(
                        "--min-confidence: {other} is no share between 0 and 1"
                    )));
                }
            },
            speaker: arguments.get_one::<String>("speaker").cloned(),
            date,
            source: arguments.get_one::<String>("source").cloned(),
            selectors: arguments.get_flag("selectors"),
            readable: false,
            quotes: arguments
                .get_one::<String>("quotes")
                .cloned()
                .unwrap_or_default(),
            #[cfg(feature = "language-model")]
            backend: backend_of(arguments),
        })
    }

    fn complete(&self, document: &mut Document) {
        document.date = self.date.or(document.date);
        document.speaker = self.speaker.clone().or(document.speaker.take());
        document.source = self.source.clone().or(document.source.take());
    }
}

fn one(
    lexicon: &Lexicon,
    asked: &Asked,
    document: &Document,
    out: &mut impl io::Write,
    seen: &mut Unknown,
    notes: &mut String,
) {
    if let Some(language) = &document.language {
        notes.push_str(&format!("note: {}: this seems to be {language}; the frames read English, so nothing is proposed\n", document.name));
        return;
    }
    if document.sentences.is_empty() {
        notes.push_str(&format!(
            "note: {}: no sentence in this text\n",
            document.name
        ));
        return;
    }
    if asked.unknown {
        unknown(lexicon, document, seen);
        return;
    }
    for fact in facts(lexicon, asked, document, notes) {
        let _ = if asked.readable {
            writeln!(out, "{}", in_words(&fact))
        } else {
            writeln!(out, "{}", fact_json(&fact, document, asked))
        };
    }
}

fn facts(lexicon: &Lexicon, asked: &Asked, document: &Document, notes: &mut String) -> Vec<Fact> {
    let extractor = if asked.all {
        Extractor::new(lexicon).with_everything()
    } else {
        Extractor::new(lexicon)
    };
    let facts = extractor.extract(document);
    let facts = second_reader(lexicon, asked, document, facts, notes);
    facts
        .into_iter()
        .filter(|fact| fact.confidence >= asked.threshold)
        .collect()
}

/// Adds what a language model proposes that we did not.
#[cfg(feature = "language-model")]
fn second_reader(
    lexicon: &Lexicon,
    asked: &Asked,
    document: &Document,
    mut facts: Vec<Fact>,
    notes: &mut String,
) -> Vec<Fact> {
    let Some(backend) = &asked.backend else {
        return facts;
    };
    match backend.propose(document, lexicon.names()) {
        Ok(proposed) => {
            for why in &proposed.dropped {
                notes.push_str(&format!("note: {}: dropped, {why}\n", document.name));
            }
            let known = |new: &Fact| {
                facts.iter().any(|f| {
                    f.sentence == new.sentence
                        && f.kind == new.kind
                        && f.holder == new.holder
                        && f.issue == new.issue
                })
            };
            let new: Vec<Fact> = proposed
                .facts
                .into_iter()
                .filter(|fact| !known(fact))
                .collect();
            facts.extend(new);
            facts.sort_by_key(|fact| fact.start);
        }
        Err(error) => notes.push_str(&format!("note: {}: {error}\n", document.name)),
    }
    facts
}

#[cfg(not(feature = "language-model"))]
fn second_reader(
    _: &Lexicon,
    _: &Asked,
    _: &Document,
    facts: Vec<Fact>,
    _: &mut String,
) -> Vec<Fact> {
    facts
}

/// A text of the user, as it was opened.
pub(super) struct Opened {
    pub document: Document,
    /// What is to be said of its bytes.
    pub remark: String,
    /// Their hash.
    pub hash: String,
}

/// A text of the user, by the end of its name.
pub(super) fn open(path: &Path) -> Result<Opened, String> {
    let about = std::fs::metadata(path).map_err(|error| error.to_string())?;
    if about.is_dir() {
        return Err("a folder; name the texts in it".to_owned());
    }
    let mut bytes = Vec::new();
    let limit = u64::try_from(crate::extract::MAX_BYTES).unwrap_or(u64::MAX) + 1;
    std::fs::File::open(path)
        .map_err(|error| error.to_string())?
        .take(limit)
        .read_to_end(&mut bytes)
        .map_err(|error| error.to_string())?;
    let name = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let form = match path.extension().and_then(|end| end.to_str()) {
        Some("md" | "markdown") => Form::Markdown,
        Some("html" | "htm" | "xhtml") => Form::Html,
        _ if looks_like_html(&bytes) => Form::Html,
        _ => Form::Plain,
    };
    let (document, broken) =
        Document::read(&name, &bytes, form).map_err(|error| error.to_string())?;
    let remark = broken
        .map(|n| {
            format!(
                "note: {}: {n} bytes are not UTF-8 and were read as �\n",
                path.display()
            )
        })
        .unwrap_or_default();
    Ok(Opened {
        document,
        remark,
        hash: sha256_hex(&bytes),
    })
}

fn looks_like_html(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)])
        .trim_start()
        .to_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

/// One JSON document a line: `{"doc": .., "text": .., "date": .., "speaker": ..}`; facts out in the same order.
fn stream(
    lexicon: &Lexicon,
    asked: &Asked,
    out: &mut impl io::Write,
    seen: &mut Unknown,
    notes: &mut String,
) -> Result<(), Failure> {
    let mut input = io::stdin().lock();
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        number += 1;
        let read = read_line(&mut input, &mut line)
            .map_err(|error| Failure::CannotRun(format!("standard input: {error}")))?;
        if !read {
            return Ok(());
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match document_of_line(&line, number) {
            Ok(mut document) => {
                asked.complete(&mut document);
                one(lexicon, asked, &document, out, seen, notes);
            }
            Err(why) => notes.push_str(&format!("error: line {number}: {why}\n")),
        }
        if notes.len() > 64 << 10 {
            notes.truncate(
                notes
                    .char_indices()
                    .nth(32 << 10)
                    .map_or(notes.len(), |(at, _)| at),
            );
            notes.push_str("\n... and more\n");
        }
    }
}

/// Reads one line of bounded length; what is longer is skipped and comes back cut.
fn read_line(input: &mut impl io::BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    let mut any = false;
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(any);
        }
        any = true;
        let end = buffer.iter().position(|b| *b == b'\n');
        let take = end.unwrap_or(buffer.len());
        if line.len() <= crate::extract::MAX_BYTES {
            line.extend_from_slice(&buffer[..take]);
        }
        let used = take + usize::from(end.is_some());
        input.consume(used);
        if end.is_some() {
            return Ok(true);
        }
    }
}

fn document_of_line(line: &[u8], number: usize) -> Result<Document, String> {
    if line.len() > crate::extract::MAX_BYTES {
        return Err(crate::extract::DocumentError::TooLarge(line.len()).to_string());
    }
    let value: serde_json::Value =
        serde_json::from_slice(line).map_err(|error| format!("not a JSON document: {error}"))?;
    let text = value
        .get("text")
        .and_then(serde_json::Value::as_str)
        .ok_or("the document has no \"text\"")?;
    let field = |key: &str| {
        value
            .get(key)
            .and_then(serde_json::Value::as_str)
            .map(str::to_owned)
    };
    let name = field("doc")
        .or_else(|| field("id"))
        .unwrap_or_else(|| format!("line-{number}"));
    let form = match field("form").as_deref() {
        Some("html") => Form::Html,
        Some("markdown") => Form::Markdown,
        _ => Form::Plain,
    };
    let (mut document, _) =
        Document::read(&name, text.as_bytes(), form).map_err(|error| error.to_string())?;
    document.date = field("date").and_then(|d| d.parse().ok());
    document.speaker = field("speaker");
    Ok(document)
}

fn unknown_words(seen: &Unknown) -> String {
    let list = |counts: &std::collections::BTreeMap<String, usize>| {
        let mut rows: Vec<(&String, &usize)> = counts.iter().collect();
        rows.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        rows.into_iter()
            .take(40)
            .map(|(name, count)| format!("{count:>5}  {name}\n"))
            .collect::<String>()
    };
    format!(
        "Names that are no party, speaker or issue:\n{}\nWhat facts are about that is no issue:\n{}",
        list(&seen.names),
        list(&seen.issues)
    )
}
