//! `review`: a person accepts, corrects or rejects what `extract` proposed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, BufRead, Write as _};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::{Value, json};

use crate::analysis::{Budget, Status, statuses};
use crate::diagnostic::{Renderer, render_all};
use crate::graph::{AsRead, PositionGraph};
use crate::model::{Model, Target};
use crate::read;
use crate::review::{Decision, Entry, Inbox, opposite, reviewed_facts};
use crate::source::{Files, sha256_hex};
use crate::write::write_whole;

use super::Command;
use super::context::{Context, Failure, Outcome, pretty};
use super::extract::open;

pub(super) const COMMAND: Command = Command {
    name: "review",
    about: "Accept, correct or reject the facts in the inbox",
    arguments,
    run,
};

fn arguments(command: clap::Command) -> clap::Command {
    command
        .arg(
            Arg::new("write")
                .long("write")
                .action(ArgAction::SetTrue)
                .help("Ask nothing: take the decisions as they stand in the inbox"),
        )
        .arg(
            Arg::new("list")
                .long("list")
                .action(ArgAction::SetTrue)
                .help("List what is to decide, and change nothing"),
        )
        .arg(
            Arg::new("texts")
                .long("texts")
                .value_name("DIR")
                .value_parser(clap::value_parser!(PathBuf))
                .help("Where the texts are, to show whole sentences"),
        )
}

/// The inboxes of a model with everything that a review needs to know.
struct Desk {
    model: PathBuf,
    facts_file: PathBuf,
    inboxes: Vec<(PathBuf, Inbox)>,
    texts: Option<PathBuf>,
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let mut desk = Desk::open(context, arguments.get_one::<PathBuf>("texts").cloned())?;
    if arguments.get_flag("list") || (context.json && !arguments.get_flag("write")) {
        return desk.list(context);
    }
    let before = desk.statuses(&desk.facts_now())?;
    if !arguments.get_flag("write") {
        desk.ask(&mut io::stdin().lock())?;
    }
    desk.finish(context, &before)
}

impl Desk {
    fn open(context: &Context, texts: Option<PathBuf>) -> Result<Self, Failure> {
        let model = context.one_path()?;
        let folder = read::base_folder(&model);
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder.join("inbox"))
            .map(|all| {
                all.filter_map(Result::ok)
                    .map(|e| e.path())
                    .filter(|p| p.extension().is_some_and(|end| end == "yaml"))
                    .collect()
            })
            .unwrap_or_default();
        paths.sort();
        if paths.is_empty() {
            return Err(Failure::CannotRun(format!(
                "there is nothing to review: no inbox in {}\nhelp: `impasse extract TEXT --inbox` writes one",
                folder.join("inbox").display()
            )));
        }
        let mut inboxes = Vec::new();
        for path in paths {
            inboxes.push((path.clone(), read_inbox(&path)?));
        }
        Ok(Self {
            facts_file: folder.join("facts").join("reviewed.yaml"),
            model,
            inboxes,
            texts,
        })
    }

    fn boxes(&self) -> Vec<Inbox> {
        self.inboxes
            .iter()
            .map(|(_, inbox)| inbox.clone())
            .collect()
    }

    fn facts_now(&self) -> String {
        std::fs::read_to_string(&self.facts_file).unwrap_or_default()
    }

    /// The model with other reviewed facts.
    fn model_with(&self, facts: &str) -> Result<Model, Failure> {
        let reading = read::read_path_with(&self.model, &self.facts_file, facts)?;
        if reading.has_errors() {
            let drawn = render_all(&reading.problems, &reading.files, Renderer::Coloured);
            return Err(Failure::BrokenModel {
                drawn: format!(
                    "{drawn}error: the model with these facts has errors; nothing was written\n"
                ),
                json: None,
            });
        }
        Ok(reading.model)
    }

    /// How every milestone and issue stands with some reviewed facts.
    fn statuses(&self, facts: &str) -> Result<BTreeMap<Target, Status>, Failure> {
        let model = self.model_with(facts)?;
        let day = model.day(None);
        let graph = PositionGraph::build(
            &model,
            AsRead {
                day,
                at_least: None,
            },
        );
        let statuses = statuses(&model, &graph, &[], &Budget::FULL).into_iter();
        // What is not worked out is not said to move.
        Ok(statuses
            .filter_map(|(goal, status)| Some((goal, *status.exact()?)))
            .collect())
    }

    fn list(&self, context: &Context) -> Result<Outcome, Failure> {
        let model = self.model_with(&self.facts_now())?;
        let mut text = String::new();
        let mut rows: Vec<Value> = Vec::new();
        for (path, inbox) in &self.inboxes {
            for entry in &inbox.entries {
                if entry.decision == Decision::Pending {
                    let _ = write!(text, "{}", told(entry, inbox, &model, None));
                }
                rows.push(json!({ "id": entry.id, "inbox": path, "document": inbox.document, "sentence": entry.sentence, "decision": entry.decision.word(), "fields": entry.fields.iter().cloned().collect::<BTreeMap<_, _>>(), "because": entry.because }));
            }
            for orphan in &inbox.orphans {
                let _ = writeln!(
                    text,
                    "{}: decided ({}) and no longer read in {}",
                    orphan.id,
                    orphan.decision.word(),
                    inbox.document
                );
            }
        }
        if text.is_empty() {
            text.push_str("Nothing is left to decide.\n");
        }
        Ok(Outcome::answered(if context.json {
            pretty(&json!({ "command": "review", "facts": rows }))
        } else {
            text
        }))
    }

    /// Asks about each pending fact. Stops at the end of the input or at `q`; every answer is kept at once.
    fn ask(&mut self, answers: &mut impl BufRead) -> Result<(), Failure> {
        let model = self.model_with("")?;
        let left: usize = self
            .inboxes
            .iter()
            .flat_map(|(_, i)| &i.entries)
            .filter(|e| e.decision == Decision::Pending)
            .count();
        say(&format!(
            "{left} to decide. For each: a accept, r reject, e correct, m same as another, s skip, q stop.\n"
        ));
        for at in 0..self.inboxes.len() {
            for number in 0..self.inboxes[at].1.entries.len() {
                if self.inboxes[at].1.entries[number].decision != Decision::Pending {
                    continue;
                }
                let go_on = self.ask_one(at, number, &model, answers)?;
                let (path, inbox) = &self.inboxes[at];
                write_whole(path, inbox.to_yaml().as_bytes())
                    .map_err(|error| Failure::CannotRun(format!("{}: {error}", path.display())))?;
                if !go_on {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Asks about one fact; false where the person wants to stop.
    fn ask_one(
        &mut self,
        at: usize,
        number: usize,
        model: &Model,
        answers: &mut impl BufRead,
    ) -> Result<bool, Failure> {
        let sentence = self.sentence(at, number);
        say(&format!(
            "\n{}",
            told(
                &self.inboxes[at].1.entries[number],
                &self.inboxes[at].1,
                model,
                sentence.as_deref()
            )
        ));
        say(&self.effect(at, number));
        loop {
            say("a/r/e/m/s/q? ");
            let Some(answer) = line(answers) else {
                return Ok(false);
            };
            let entry = &mut self.inboxes[at].1.entries[number];
            match answer.trim() {
                "a" => {
                    entry.decision = Decision::Accept;
                    let (_, refused) = reviewed_facts(model, &self.boxes());
                    let entry = &mut self.inboxes[at].1.entries[number];
                    match refused.iter().find(|(id, _)| *id == entry.id) {
                        Some((_, why)) => {
                            entry.decision = Decision::Pending;
                            say(&format!("It cannot be accepted yet: {why}.\n"));
                        }
                        None => return Ok(true),
                    }
                }
                "r" => {
                    entry.decision = Decision::Reject;
                    return Ok(true);
                }
                "s" | "" => return Ok(true),
                "q" => return Ok(false),
                "e" => {
                    say(
                        "key=value (kind, holder, on, stance, value, needs, via, said_by, same_as, note): ",
                    );
                    let Some(change) = line(answers) else {
                        return Ok(false);
                    };
                    match change
                        .split_once('=')
                        .filter(|(key, _)| Entry::has_key(key.trim()))
                    {
                        Some((key, value)) => {
                            entry.set(key.trim(), value.trim());
                            say(&self.effect(at, number));
                        }
                        None => say(
                            "Write one key of these, =, and its value, as in on=ceasefire; e again for the next.\n",
                        ),
                    }
                }
                "m" => {
                    say("same as (id): ");
                    let Some(id) = line(answers) else {
                        return Ok(false);
                    };
                    let known = self
                        .inboxes
                        .iter()
                        .flat_map(|(_, i)| &i.entries)
                        .any(|e| e.id == id.trim());
                    if known {
                        let entry = &mut self.inboxes[at].1.entries[number];
                        entry.set("same_as", id.trim());
                        entry.decision = Decision::Accept;
                        return Ok(true);
                    }
                    say("No fact has this id.\n");
                }
                _ => say("a accept, r reject, e correct, m same as another, s skip, q stop\n"),
            }
        }
    }

    /// What accepting a fact would move.
    fn effect(&self, at: usize, number: usize) -> String {
        let Ok(model) = self.model_with("") else {
            return String::new();
        };
        let now = reviewed_facts(&model, &self.boxes()).0;
        let mut boxes = self.boxes();
        boxes[at].entries[number].decision = Decision::Accept;
        let (then, refused) = reviewed_facts(&model, &boxes);
        if let Some((_, why)) = refused
            .iter()
            .find(|(id, _)| *id == boxes[at].entries[number].id)
        {
            return format!("  cannot be accepted as it is: {why}\n");
        }
        let added: Vec<&str> = then
            .lines()
            .filter(|line| !now.contains(*line) && !line.starts_with('#') && line.starts_with("  "))
            .collect();
        let mut text: String = added
            .iter()
            .map(|line| format!("  adds {}\n", line.trim_start_matches(" -").trim()))
            .collect();
        match (self.statuses(&now), self.statuses(&then)) {
            (Ok(before), Ok(after)) => text.push_str(&moved(&before, &after, "  moves ")),
            _ => text.push_str("  the model with it would have errors\n"),
        }
        text
    }

    /// The whole sentence, where the text is at hand and still the same.
    fn sentence(&self, at: usize, number: usize) -> Option<String> {
        let inbox = &self.inboxes[at].1;
        let entry = &inbox.entries[number];
        let base = read::base_folder(&self.model);
        let base = base.canonicalize().unwrap_or(base);
        let mut folders: Vec<PathBuf> = self.texts.iter().cloned().collect();
        folders.extend(base.ancestors().take(4).flat_map(|folder| {
            [
                folder.to_path_buf(),
                folder.join("seeds"),
                folder.join("texts"),
            ]
        }));
        folders
            .iter()
            .flat_map(|folder| {
                ["md", "txt", "html"].map(|end| folder.join(format!("{}.{end}", inbox.document)))
            })
            .filter(|path| path.is_file())
            .find_map(|path| {
                let document = open(&path).ok()?.document;
                let sentence = document.sentence(entry.sentence)?.to_owned();
                sha256_hex(sentence.as_bytes())
                    .starts_with(&entry.hash)
                    .then_some(sentence)
            })
    }

    /// Writes the facts file and says what it changes.
    fn finish(
        &self,
        context: &Context,
        before: &BTreeMap<Target, Status>,
    ) -> Result<Outcome, Failure> {
        let model = self.model_with("")?;
        let (facts, refused) = reviewed_facts(&model, &self.boxes());
        let after = self.statuses(&facts)?;
        let accepted = self
            .inboxes
            .iter()
            .flat_map(|(_, i)| &i.entries)
            .any(|e| e.decision == Decision::Accept);
        if !accepted && !self.facts_file.exists() {
            return Ok(Outcome::answered(
                "Nothing is accepted yet, and nothing was written.\n".to_owned(),
            ));
        }
        write_whole(&self.facts_file, facts.as_bytes()).map_err(|error| {
            Failure::CannotRun(format!("{}: {error}", self.facts_file.display()))
        })?;
        let notes = self.name_the_facts()?;
        let count = |decision: Decision| {
            self.inboxes
                .iter()
                .flat_map(|(_, i)| i.entries.iter().chain(&i.orphans))
                .filter(|e| e.decision == decision)
                .count()
        };
        let orphans: usize = self.inboxes.iter().map(|(_, i)| i.orphans.len()).sum();
        if context.json {
            let moved: Vec<Value> = before
                .iter()
                .filter(|(goal, status)| after.get(*goal) != Some(*status))
                .map(|(goal, status)| json!({ "goal": goal, "before": status, "after": after.get(goal) }))
                .collect();
            let refused: Vec<Value> = refused
                .iter()
                .map(|(id, why)| json!({ "id": id, "why": why }))
                .collect();
            return Ok(Outcome {
                text: pretty(
                    &json!({ "command": "review", "accepted": count(Decision::Accept), "rejected": count(Decision::Reject), "pending": count(Decision::Pending), "orphans": orphans, "refused": refused, "moved": moved }),
                ),
                notes,
                code: 0,
            });
        }
        let mut text = format!(
            "{} accepted, {} rejected, {} to decide; written to {}\n",
            count(Decision::Accept),
            count(Decision::Reject),
            count(Decision::Pending),
            self.facts_file.display()
        );
        for (id, why) in &refused {
            let _ = writeln!(text, "{id} is accepted but cannot be written: {why}");
        }
        if orphans > 0 {
            let _ = writeln!(
                text,
                "{orphans} decided earlier and no longer read in the text, so left out; see `orphans:` in the inbox"
            );
        }
        text.push_str(&self.about_dates(&model));
        text.push_str(&moved(before, &after, ""));
        Ok(Outcome {
            text,
            notes,
            code: 0,
        })
    }

    /// What the days of the texts mean for the answers.
    fn about_dates(&self, model: &Model) -> String {
        let mut text = String::new();
        for (path, inbox) in &self.inboxes {
            let accepted = inbox.entries.iter().any(|e| e.decision == Decision::Accept);
            let day = inbox
                .date
                .as_ref()
                .and_then(|date| date.parse::<crate::source::Date>().ok());
            match day {
                _ if !accepted => {}
                None if !model
                    .sources
                    .contains_key(&crate::source::SourceId::new(&inbox.source)) =>
                {
                    let _ = writeln!(
                        text,
                        "{}: no day is known for this text, so anything dated counts as later; write `date:` there",
                        path.display()
                    );
                }
                Some(day) if model.as_of.is_some_and(|as_of| as_of < day) => {
                    let _ = writeln!(
                        text,
                        "{}: the text is later ({day}) than the model's `as_of`; ask with --as-of {day}, or move `as_of`",
                        path.display()
                    );
                }
                _ => {}
            }
        }
        text
    }

    /// A model that does not name its fact files does so from now on.
    fn name_the_facts(&self) -> Result<String, Failure> {
        let reading = read::read_path(&self.model)?;
        let read = reading
            .files
            .iter()
            .any(|file| file.path == self.facts_file);
        if read {
            return Ok(String::new());
        }
        let home = if self.model.is_dir() {
            self.model.join("model.yaml")
        } else {
            self.model.clone()
        };
        let text = std::fs::read_to_string(&home).unwrap_or_default();
        if text.is_empty() || text.lines().any(|line| line.starts_with("facts:")) {
            return Ok(format!(
                "note: the model does not read {}; add `facts: facts/*.yaml` to one of its files\n",
                self.facts_file.display()
            ));
        }
        let joint = if text.ends_with('\n') { "" } else { "\n" };
        write_whole(
            &home,
            format!("{text}{joint}facts: facts/*.yaml\n").as_bytes(),
        )
        .map_err(|error| Failure::CannotRun(format!("{}: {error}", home.display())))?;
        Ok(format!(
            "note: `facts: facts/*.yaml` was added to {}\n",
            home.display()
        ))
    }
}

fn read_inbox(path: &Path) -> Result<Inbox, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::CannotRun(format!("{}: {error}", path.display())))?;
    let mut problems = Vec::new();
    let inbox = Inbox::read(&text, &mut problems);
    match inbox {
        Some(inbox) if problems.is_empty() => Ok(inbox),
        _ => {
            let mut files = Files::default();
            files.add(path, text);
            Err(Failure::BrokenModel {
                drawn: render_all(&problems, &files, Renderer::Coloured),
                json: None,
            })
        }
    }
}

/// A fact in words, with its sentence and why it was read so.
fn told(entry: &Entry, inbox: &Inbox, model: &Model, sentence: Option<&str>) -> String {
    let mut text = format!(
        "{} [{} s{}] {}\n",
        entry.id,
        inbox.source,
        entry.sentence,
        entry
            .fields
            .iter()
            .map(|(key, value)| format!("{key}: {value}"))
            .collect::<Vec<_>>()
            .join(", ")
    );
    let _ = writeln!(text, "  {}", sentence.unwrap_or(&entry.quote));
    let _ = writeln!(text, "  because {}", entry.because);
    for position in opposite(model, entry) {
        let cites: Vec<String> = position.cites.iter().map(ToString::to_string).collect();
        let _ = writeln!(
            text,
            "  opposite: the model has {} {} {} ({})",
            position.party,
            position.stance.word(),
            position.on,
            cites.join(", ")
        );
    }
    text
}

fn moved(
    before: &BTreeMap<Target, Status>,
    after: &BTreeMap<Target, Status>,
    lead: &str,
) -> String {
    let mut text = String::new();
    for (goal, status) in after {
        if let Some(earlier) = before.get(goal).filter(|earlier| *earlier != status) {
            let _ = writeln!(
                text,
                "{lead}{goal} from {} to {}",
                status_word(*earlier),
                status_word(*status)
            );
        }
    }
    text
}

fn status_word(status: Status) -> String {
    serde_json::to_value(status)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn say(text: &str) {
    let mut out = anstream::stdout();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn line(answers: &mut impl BufRead) -> Option<String> {
    let mut text = String::new();
    match answers.read_line(&mut text) {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(text.trim_end().to_owned()),
    }
}
