//! What every command needs: the model, the day, the form of the answer.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use serde_json::{Value, json};

use crate::diagnostic::{Renderer, did_you_mean, render_all};
use crate::graph::{AsRead, PositionGraph};
use crate::model::{IssueId, Model, OptionId, PartyId, Target};
use crate::read::{self, Reading};
use crate::source::{Date, SourceId, Text};
use crate::view::Document;
use crate::write;

/// What a command gives back.
pub(super) struct Outcome {
    /// The answer, for standard output.
    pub text: String,
    /// What is said beside the answer, for standard error.
    pub notes: String,
    /// The exit code.
    pub code: u8,
}

impl Outcome {
    pub fn answered(text: String) -> Self {
        Self {
            text,
            notes: String::new(),
            code: 0,
        }
    }
}

/// Why a command gave no answer.
pub(super) enum Failure {
    /// Exit 2: it could not run.
    CannotRun(String),
    /// Exit 1: the model has errors.
    BrokenModel { drawn: String, json: Option<String> },
}

impl From<read::ReadError> for Failure {
    fn from(error: read::ReadError) -> Self {
        Self::CannotRun(error.to_string())
    }
}

/// The arguments that all commands share.
pub(super) struct Context {
    model: Option<String>,
    pub as_of: Option<Date>,
    pub json: bool,
}

/// A model ready to be asked.
pub(super) struct Ready {
    pub model: Model,
    pub path: PathBuf,
    pub day: Option<Date>,
}

impl Ready {
    pub fn graph(&self) -> PositionGraph {
        PositionGraph::build(&self.model, self.read())
    }

    /// The graph as it would be if parties refused something.
    pub fn supposing_refused(&self, refused: &[(PartyId, Target)]) -> PositionGraph {
        PositionGraph::supposing_refused(&self.model, self.read(), refused)
    }

    fn read(&self) -> AsRead {
        AsRead {
            day: self.day,
            at_least: None,
        }
    }
}

impl Context {
    pub fn of(arguments: &ArgMatches) -> Result<Self, Failure> {
        let as_of = arguments
            .get_one::<String>("as-of")
            .map(|text| {
                text.parse::<Date>()
                    .map_err(|error| Failure::CannotRun(format!("--as-of: `{text}` is {error}")))
            })
            .transpose()?;
        Ok(Self {
            model: arguments.get_one::<String>("model").cloned(),
            as_of,
            json: arguments
                .get_one::<String>("format")
                .is_some_and(|format| format == "json"),
        })
    }

    /// The paths of the models that are meant: the one named, else what the current folder offers.
    pub fn paths(&self) -> Result<Vec<PathBuf>, Failure> {
        let Some(named) = &self.model else {
            let found = read::locate_models(Path::new("."))?;
            if found.is_empty() {
                return Err(Failure::CannotRun("there is no model here: no .yaml file with `format: 1` in this folder, and nothing under models/\nhelp: name one with -m PATH, or write a first one with `impasse init`".to_owned()));
            }
            return Ok(found);
        };
        let path = Path::new(named);
        if path.exists() {
            return Ok(vec![path.to_path_buf()]);
        }
        let under = Path::new("models");
        for candidate in [
            under.join(named),
            under.join(format!("{named}.yaml")),
            under.join(format!("{named}.yml")),
        ] {
            if candidate.exists() {
                return Ok(vec![candidate]);
            }
        }
        let known: Vec<String> = read::locate_models(Path::new("."))
            .unwrap_or_default()
            .iter()
            .map(|p| {
                p.file_stem()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        let near = did_you_mean(named, known.iter().map(String::as_str))
            .map(|near| format!("; did you mean `{near}`?"))
            .unwrap_or_default();
        // The system's own reason, so that missing, unreadable and looping paths can be told apart.
        let why = std::fs::metadata(path)
            .err()
            .map_or_else(|| "not found".to_owned(), |error| error.to_string());
        Err(Failure::CannotRun(format!(
            "cannot read {named}: {why}{near}"
        )))
    }

    /// The path of the one model that is meant.
    pub fn one_path(&self) -> Result<PathBuf, Failure> {
        let mut paths = self.paths()?;
        if paths.len() == 1 {
            return Ok(paths.remove(0));
        }
        let names: Vec<String> = paths
            .iter()
            .map(|p| format!("  -m {}", p.display()))
            .collect();
        Err(Failure::CannotRun(format!(
            "there are several models here; name one:\n{}",
            names.join("\n")
        )))
    }

    /// The one model that is meant, without errors.
    pub fn ready(&self) -> Result<Ready, Failure> {
        self.open(&self.one_path()?)
    }

    /// A model at a path, without errors.
    pub fn open(&self, path: &Path) -> Result<Ready, Failure> {
        let reading = read::read_path(path)?;
        if reading.has_errors() {
            return Err(self.broken(&reading));
        }
        let day = reading.model.day(self.as_of);
        let model = match self.as_of {
            Some(day) => reading.model.known_on(day),
            None => reading.model,
        };
        Ok(Ready {
            model,
            path: path.to_path_buf(),
            day,
        })
    }

    fn broken(&self, reading: &Reading) -> Failure {
        let errors = reading
            .problems
            .iter()
            .filter(|p| p.severity == crate::diagnostic::Severity::Error)
            .count();
        let drawn = render_all(&reading.problems, &reading.files, Renderer::Coloured);
        let drawn = format!(
            "{drawn}error: the model has {errors} error{}; no question can be answered until {} mended\n",
            if errors == 1 { "" } else { "s" },
            if errors == 1 { "it is" } else { "they are" }
        );
        let json = self.json.then(|| {
            let problems: Vec<Value> = reading.problems.iter().map(|p| p.to_json(&reading.files)).collect();
            pretty(&json!({ "error": "the model has errors", "model": reading.model.name, "problems": problems }))
        });
        Failure::BrokenModel { drawn, json }
    }

    /// The answer in the form that was asked for.
    pub fn answer(
        &self,
        document: impl FnOnce() -> Document,
        json: impl FnOnce() -> Value,
    ) -> Outcome {
        Outcome::answered(if self.json {
            pretty(&json())
        } else {
            write::text(&document())
        })
    }
}

/// JSON over several lines, with a line end.
pub(super) fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).expect("our values have text keys") + "\n"
}

/// The target that a user names on the command line.
pub(super) fn target(ready: &Ready, graph: &PositionGraph, text: &str) -> Result<Target, Failure> {
    let found = graph
        .targets()
        .find(|(target, _)| target.to_string() == text)
        .map(|(target, _)| target.clone());
    found.ok_or_else(|| {
        let known: Vec<String> = graph
            .targets()
            .map(|(target, _)| target.to_string())
            .collect();
        let near = did_you_mean(text, known.iter().map(String::as_str));
        let hint = match near {
            Some(near) => format!("; did you mean `{near}`?"),
            None => {
                let goals: Vec<&str> = ready
                    .model
                    .milestones
                    .keys()
                    .map(crate::model::MilestoneId::as_str)
                    .collect();
                format!("; the milestones are {}", shortened(&goals))
            }
        };
        Failure::CannotRun(format!(
            "no milestone, issue or option is called `{text}`{hint}"
        ))
    })
}

/// The goal that a user names, else the model's own.
pub(super) fn goal(
    ready: &Ready,
    graph: &PositionGraph,
    named: Option<&String>,
) -> Result<Target, Failure> {
    match named {
        Some(text) => target(ready, graph, text),
        None => ready.model.goal.clone().ok_or_else(|| {
            let goals: Vec<&str> = ready
                .model
                .milestones
                .keys()
                .map(crate::model::MilestoneId::as_str)
                .collect();
            Failure::CannotRun(format!(
                "the model names no goal; say which: {}",
                shortened(&goals)
            ))
        }),
    }
}

/// A party that a user names.
pub(super) fn party(ready: &Ready, text: &str) -> Result<PartyId, Failure> {
    let id = PartyId::new(text);
    if ready.model.parties.contains_key(&id) {
        return Ok(id);
    }
    let near = did_you_mean(text, ready.model.parties.keys().map(PartyId::as_str))
        .map(|near| format!("; did you mean `{near}`?"));
    let all: Vec<&str> = ready.model.parties.keys().map(PartyId::as_str).collect();
    Err(Failure::CannotRun(format!(
        "no party is called `{text}`{}",
        near.unwrap_or_else(|| format!("; the parties are {}", shortened(&all)))
    )))
}

/// An option written as `issue/option`.
pub(super) fn split_option(text: &str) -> Option<Target> {
    let (issue, option) = text.split_once('/')?;
    Some(Target::Option(IssueId::new(issue), OptionId::new(option)))
}

fn shortened(names: &[&str]) -> String {
    let shown = names
        .iter()
        .take(12)
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    if names.len() > 12 {
        format!("{shown} and {} more", names.len() - 12)
    } else {
        shown
    }
}

/// The texts that sources name with `file:`, looked for beside the model and in the folders above it.
pub(super) fn own_texts(ready: &Ready) -> (BTreeMap<SourceId, Text>, Vec<String>) {
    let mut texts = BTreeMap::new();
    let mut problems = Vec::new();
    let base = read::base_folder(&ready.path);
    let base = base.canonicalize().unwrap_or(base);
    for source in ready.model.sources.values() {
        let Some(file) = &source.file else { continue };
        let found = base
            .ancestors()
            .take(4)
            .map(|folder| folder.join(file))
            .find(|path| path.is_file());
        match found.map(|path| Text::open(&path)) {
            Some(Ok(text)) => {
                texts.insert(source.id.clone(), text);
            }
            Some(Err(error)) => problems.push(format!("source {}: {file}: {error}", source.id)),
            None => problems.push(format!(
                "source {}: {file} is not beside the model",
                source.id
            )),
        }
    }
    (texts, problems)
}
