//! What every command needs: the model, the day, the form of the answer.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Renderer, Severity, Shown, render_all};
use crate::disk::{Reach, shown as shown_path};
use crate::graph::{AsRead, PositionGraph, Supposing};
use crate::model::Model;
use crate::read::{self, At, Reading};
use crate::source::Date;
use crate::view::Document;
use crate::write;

use super::arguments::Given as _;
use super::files::{shown, stem, write_files, wrote};
use super::json as write_json;
use super::named::guess;
use super::outcome::{Failure, Outcome, plural, pretty};

/// The arguments that all commands share.
pub(super) struct Context {
    model: Option<PathBuf>,
    /// How far a model may reach for the files that it names.
    pub reach: Reach,
    pub as_of: Option<Date>,
    pub json: bool,
}

/// A model ready to be asked.
#[derive(Clone)]
pub(super) struct Ready {
    pub model: Model,
    pub path: PathBuf,
    pub reach: Reach,
    pub day: Option<Date>,
}

impl Ready {
    /// Where the model is, and how far it may reach.
    pub fn at(&self) -> At<'_> {
        At::of(&self.path, self.reach)
    }

    pub fn graph(&self) -> PositionGraph {
        PositionGraph::build(&self.model, self.read())
    }

    /// The graph as it would be under some suppositions.
    pub fn supposing(&self, supposing: &Supposing) -> PositionGraph {
        PositionGraph::supposing(&self.model, self.read(), supposing)
    }

    fn read(&self) -> AsRead {
        AsRead {
            day: self.day,
            at_least: None,
        }
    }

    /// The answer of a command as JSON.
    pub fn json(&self, command: &str, rest: Value) -> Value {
        let head = write_json::head(command, &self.model, self.day);
        write_json::with(head, rest)
    }

    /// Where a command writes: where the user says, else under a name in the folder of this model.
    pub fn output(&self, arguments: &ArgMatches, name: &str) -> PathBuf {
        let own = || Path::new("output").join(&self.model.name).join(name);
        arguments.path("output").cloned().unwrap_or_else(own)
    }
}

impl Context {
    pub fn of(arguments: &ArgMatches) -> Result<Self, Failure> {
        Ok(Self {
            model: arguments.path("model").cloned(),
            reach: match arguments.get_flag("trust") {
                true => Reach::Anywhere,
                false => Reach::Folder,
            },
            as_of: arguments.day("as-of")?,
            json: arguments.text("format") == Some("json"),
        })
    }

    /// The paths of the models that are meant: the one named, else what the current folder offers.
    pub fn paths(&self) -> Result<Vec<PathBuf>, Failure> {
        match &self.model {
            Some(named) => Ok(vec![path_of(named)?]),
            None => models_here(),
        }
    }

    /// The path of the one model that is meant.
    pub fn one_path(&self) -> Result<PathBuf, Failure> {
        let mut paths = self.paths()?;
        match paths.len() {
            1 => Ok(paths.remove(0)),
            _ => Err(several_models(&paths)),
        }
    }

    /// A path, and how far a model there may reach.
    pub fn at<'p>(&self, path: &'p Path) -> At<'p> {
        At::of(path, self.reach)
    }

    /// The one model that is meant, without errors.
    pub fn ready(&self) -> Result<Ready, Failure> {
        self.open(&self.one_path()?)
    }

    /// A model at a path, without errors.
    pub fn open(&self, path: &Path) -> Result<Ready, Failure> {
        let reading = read::read_path(self.at(path))?;
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
            reach: self.reach,
            day,
        })
    }

    fn broken(&self, reading: &Reading) -> Failure {
        let (problems, files) = (&reading.problems, &reading.files);
        let errors = errors(problems);
        let mended = if errors == 1 { "it is" } else { "they are" };
        let drawn = render_all(&Shown::first(problems), files, Renderer::Coloured);
        let drawn = format!(
            "{drawn}error: the model has {errors} error{}; no question can be answered until {mended} mended\n",
            plural(errors)
        );
        Failure::BrokenModel {
            drawn,
            json: self.json.then(|| pretty(&broken_as_json(reading))),
        }
    }

    /// The answer in the form that was asked for.
    pub fn either(&self, words: impl FnOnce() -> String, json: impl FnOnce() -> Value) -> Outcome {
        Outcome::answered(if self.json { pretty(&json()) } else { words() })
    }

    /// Writes the files that a command makes, and says so.
    pub fn write(
        &self,
        command: &str,
        files: &[(PathBuf, String)],
        named: Option<&Path>,
    ) -> Result<Outcome, Failure> {
        let texts = files.iter();
        let texts = texts.map(|(path, text)| (path.clone(), text.as_bytes()));
        write_files(texts, [], named)?;
        let written = shown(files.iter().map(|(path, _)| path));
        Ok(self.either(
            || wrote(&written),
            || json!({ "command": command, "written": written }),
        ))
    }

    /// The answer as a document, or as JSON.
    pub fn answer(
        &self,
        document: impl FnOnce() -> Document,
        json: impl FnOnce() -> Value,
    ) -> Outcome {
        self.either(|| write::text(&document()), json)
    }
}

fn broken_as_json(reading: &Reading) -> Value {
    let head = json!({ "error": "the model has errors", "model": reading.model.name });
    let problems = write_json::problems(&Shown::first(&reading.problems), &reading.files);
    write_json::with(head, problems)
}

/// How many of some problems are errors.
pub(super) fn errors(problems: &[Diagnostic]) -> usize {
    let problems = problems.iter();
    problems.filter(|p| p.severity == Severity::Error).count()
}

/// The models that the current folder offers.
fn models_here() -> Result<Vec<PathBuf>, Failure> {
    let found = read::locate_models(Path::new("."))?;
    if found.is_empty() {
        return Err(Failure::CannotRun("there is no model here: no .yaml file with `format: 1` in this folder, and nothing under models/\nhelp: name one with -m PATH, or write a first one with `impasse init`".to_owned()));
    }
    Ok(found)
}

/// The model that a user names: a path, or a name under `models/`.
fn path_of(named: &Path) -> Result<PathBuf, Failure> {
    let under = |ending: &str| {
        let mut path = Path::new("models").join(named).into_os_string();
        path.push(ending);
        PathBuf::from(path)
    };
    let mut candidates = [
        named.to_path_buf(),
        under(""),
        under(".yaml"),
        under(".yml"),
    ]
    .into_iter();
    let found = candidates.find(|candidate| candidate.exists());
    found.ok_or_else(|| no_such_model(named))
}

fn several_models(paths: &[PathBuf]) -> Failure {
    let paths = shown(paths);
    let names: Vec<String> = paths.iter().map(|path| format!("  -m {path}")).collect();
    let names = names.join("\n");
    Failure::CannotRun(format!("there are several models here; name one:\n{names}"))
}

fn no_such_model(path: &Path) -> Failure {
    let named = &shown_path(path);
    let known = read::locate_models(Path::new(".")).unwrap_or_default();
    let known: Vec<String> = known.iter().map(|path| stem(path)).collect();
    let near = guess(named, known.iter().map(String::as_str)).unwrap_or_default();
    let why = why_unreadable(path);
    Failure::CannotRun(format!("cannot read {named}: {why}{near}"))
}

/// The system's own reason, so that missing, unreadable and looping paths can be told apart.
fn why_unreadable(path: &Path) -> String {
    match std::fs::metadata(path) {
        Ok(_) => "not found".to_owned(),
        Err(error) => error.to_string(),
    }
}
