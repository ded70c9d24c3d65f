//! `extract`: proposes facts from texts.

mod asked;
mod facts;
mod opened;
mod second_reader;
mod stream;
mod to_inbox;

use std::collections::BTreeSet;
use std::io::{self, BufWriter, StdoutLock, Write as _};
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use crate::backend::{Proposed, Reply, request};
use crate::disk::{self, Limit, shown};
use crate::extract::{Document, Extraction, Extractor, Fact, Lexicon, Names, Unknown, unknown};
use crate::model::Source;
use crate::read::{self, At};

use super::Command;
use super::arguments::Given as _;
use super::context::Context;
use super::files::within;
use super::outcome::{Failure, Outcome};
use asked::Asked;
use opened::Opened;
pub(super) use opened::open;

pub(super) const COMMAND: Command = Command {
    name: "extract",
    about: "Propose facts from texts, each on its sentence, for review",
    arguments: asked::arguments,
    writes: |arguments| arguments.get_flag("inbox"),
    run,
};

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let model = context.one_path()?;
    let known = Known::at(context.at(&model))?;
    let asked = Asked::of(context, arguments)?;
    asked.speaker_is_known(&known.names)?;
    let mut work = Work::of(known, asked);
    if arguments.get_flag("inbox") {
        let inbox = read::base_folder(&model).join("inbox");
        within(&inbox, context.at(&model))?;
        work.inbox = Some(inbox);
    }
    for text in arguments.paths("text") {
        work.read(text)?;
    }
    Ok(work.finish())
}

/// What a text can speak of: the names and the sources of a model.
struct Known {
    names: Names,
    sources: Vec<Source>,
}

impl Known {
    /// The names of a model and its sources; of a list of parties and issues, as gold files have it, the names alone.
    fn at(at: At<'_>) -> Result<Self, Failure> {
        if let Some(names) = names_listed(at.path) {
            return Ok(Self {
                names,
                sources: Vec::new(),
            });
        }
        let model = read::read_path(at)?.model;
        Ok(Self {
            names: Names::of(&model),
            sources: model.sources.into_values().collect(),
        })
    }
}

/// The names in a file that is a list of names.
fn names_listed(path: &Path) -> Option<Names> {
    path.extension().filter(|end| *end == "json")?;
    Names::from_lists(&disk::text(path, Limit::Model).ok()?)
}

fn without_parties(names: &Names) -> &'static str {
    if names.parties.is_empty() {
        "note: the model has no parties, so no holder can be named and nothing is proposed; declare them under `parties:`\n"
    } else {
        ""
    }
}

/// The reading of some texts: what they are read with, and what there is to say of them.
struct Work {
    lexicon: Lexicon,
    sources: Vec<Source>,
    asked: Asked,
    /// The folder of the inboxes, where the facts go into them.
    inbox: Option<PathBuf>,
    out: BufWriter<StdoutLock<'static>>,
    /// Names and phrases that resolved to nothing.
    seen: Unknown,
    /// The texts for which a request is to be written.
    asked_for: Vec<Document>,
    /// The texts that the reply names and that were not read.
    not_met: BTreeSet<String>,
    /// Which inboxes were written.
    written: String,
    notes: String,
    code: u8,
    /// Why not all could be printed.
    unprinted: Option<io::Error>,
}

impl Work {
    fn of(known: Known, asked: Asked) -> Self {
        let reply = asked.reply.as_ref();
        let lost = reply.map_or(&[][..], |reply| &reply.remarks).iter();
        let lost = lost.map(|why| format!("note: the reply: dropped, {why}\n"));
        Self {
            notes: without_parties(&known.names).to_owned() + &lost.collect::<String>(),
            not_met: reply.map(Reply::names).unwrap_or_default(),
            lexicon: Lexicon::new(known.names),
            sources: known.sources,
            asked,
            inbox: None,
            out: BufWriter::new(io::stdout().lock()),
            seen: Unknown::default(),
            asked_for: Vec::new(),
            written: String::new(),
            code: 0,
            unprinted: None,
        }
    }

    /// Reads what the user names: a file, or `-` for standard input.
    fn read(&mut self, text: &Path) -> Result<(), Failure> {
        if text == Path::new("-") {
            return self.stream();
        }
        match open(text) {
            Ok(opened) => self.read_opened(opened, text),
            Err(why) => {
                self.failed_at(&format!("{}: {why}", shown(text)));
                Ok(())
            }
        }
    }

    /// Something could not be read or printed: the rest is, and in the end the exit code says that it was not all.
    fn failed_at(&mut self, why: &str) {
        self.notes.push_str(&format!("error: {why}\n"));
        self.code = 2;
    }

    fn read_opened(&mut self, mut opened: Opened, from: &Path) -> Result<(), Failure> {
        self.notes.push_str(&opened.remark);
        self.asked.complete(&mut opened.document);
        opened.recognise(from, &self.sources);
        self.take(opened.document, from)
    }

    /// What is to be done with a text: it is asked for, its facts go into its inbox or are printed, or its unknown words are kept.
    fn take(&mut self, document: Document, from: &Path) -> Result<(), Failure> {
        self.not_met.remove(&document.name);
        if self.asked.ask {
            self.asked_for.push(document);
        } else if let Some(folder) = &self.inbox {
            let told = self.to_inbox(&document, from, folder)?;
            self.written.push_str(&told);
        } else if self.asked.unknown {
            self.keep_unknown(&document);
        } else {
            self.print_facts(&document);
        }
        Ok(())
    }

    fn keep_unknown(&mut self, document: &Document) {
        let told = match self.why_unread(document) {
            Some(why) => why,
            None => not_read(document, &unknown(&self.lexicon, document, &mut self.seen)),
        };
        self.notes.push_str(&told);
    }

    fn print_facts(&mut self, document: &Document) {
        let (facts, remarks) = self.facts(document);
        self.notes.push_str(&remarks);
        for fact in &facts {
            self.print(fact, document);
        }
    }

    fn print(&mut self, fact: &Fact, document: &Document) {
        let line = match self.asked.readable {
            true => disk::lines(&facts::in_words(fact)),
            false => disk::json(&facts::as_json(fact, document, &self.asked).to_string()),
        };
        let printed = writeln!(self.out, "{line}");
        self.unprinted = self.unprinted.take().or(printed.err());
    }

    /// The facts of a text that are sure enough, and what is to be said of the reading.
    fn facts(&self, document: &Document) -> (Vec<Fact>, String) {
        if let Some(why) = self.why_unread(document) {
            return (Vec::new(), why);
        }
        match &self.asked.reply {
            Some(reply) => self.replied(reply, document),
            None => self.found(document),
        }
    }

    /// Why nothing can be proposed from a text; who replies may read other languages than the frames do.
    fn why_unread(&self, document: &Document) -> Option<String> {
        let is_english_needed = self.asked.reply.is_none();
        let language = document.language.as_ref().filter(|_| is_english_needed);
        let why = match language {
            Some(language) => format!(
                "this seems to be {language}; the frames read English, so nothing is proposed"
            ),
            None if document.sentences.is_empty() => "no sentence in this text".to_owned(),
            None => return None,
        };
        Some(format!("note: {}: {why}\n", document.name))
    }

    /// The facts of a reply, and what was dropped with the reason.
    fn replied(&self, reply: &Reply, document: &Document) -> (Vec<Fact>, String) {
        let Proposed { mut facts, dropped } = reply.of(document, self.lexicon.names());
        facts.sort_by_key(|fact| (fact.start, fact.end));
        facts.retain(|fact| self.asked.wants_section(fact));
        let (name, by) = (&document.name, &reply.by);
        let read = facts.len();
        let dropped = dropped
            .iter()
            .map(|why| format!("note: {name}: dropped, {why}\n"));
        let dropped: String = dropped.collect();
        let told = format!("note: {name}: {read} facts of {by} hold what can be checked\n");
        (facts, dropped + &told)
    }

    /// The facts that the rules find.
    fn found(&self, document: &Document) -> (Vec<Fact>, String) {
        let extractor = Extractor::new(&self.lexicon);
        let extractor = if self.asked.all {
            extractor.with_everything()
        } else {
            extractor
        };
        let Extraction { mut facts, unread } = extractor.read(document);
        let names = self.lexicon.names();
        let mut remarks = self.asked.second_reader.add(document, names, &mut facts);
        remarks.push_str(&not_read(document, &unread));
        facts.retain(|fact| self.asked.wants_section(fact));
        facts.retain(|fact| fact.confidence >= self.asked.threshold);
        (facts, remarks)
    }

    fn finish(mut self) -> Outcome {
        if !self.not_met.is_empty() {
            let names: Vec<String> = std::mem::take(&mut self.not_met).into_iter().collect();
            self.notes.push_str(&format!(
                "note: the reply speaks of texts that were not read, so nothing of that is here: {}\n",
                first_of(&names)
            ));
        }
        let flushed = self.out.flush();
        if let Some(why) = self.unprinted.take().or(flushed.err())
            && why.kind() != io::ErrorKind::BrokenPipe
        {
            self.failed_at(&format!("the facts could not be printed: {why}"));
        }
        let text = if self.asked.ask {
            request(&self.asked_for, self.lexicon.names())
        } else if self.asked.unknown {
            facts::unknown_words(&self.seen)
        } else {
            self.written
        };
        Outcome {
            text,
            notes: self.notes,
            code: self.code,
            is_coloured: false,
        }
    }
}

/// Which sentences are too long to be any.
fn not_read(document: &Document, unread: &[u32]) -> String {
    let Some(first) = unread.first() else {
        return String::new();
    };
    let (name, more) = (&document.name, unread.len() - 1);
    let others = match more {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(
        "note: {name}: s{first}{others} not read: more than 400 words and marks without a full stop, a table or a list\n"
    )
}

/// The first of some numbers or names, and how many more there are.
fn first_of(all: &[String]) -> String {
    const SHOWN: usize = 12;
    let first = all.iter().take(SHOWN).cloned().collect::<Vec<_>>();
    let more = match all.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    first.join(", ") + &more
}
