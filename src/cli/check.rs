//! `check`: every problem at once.

use clap::ArgMatches;
use serde_json::{Value, json};

use crate::check::{Looked, check};
use crate::diagnostic::{Diagnostic, Renderer, Shown, in_order, render_all};
use crate::disk::plain;
use crate::lesson::read as read_lesson;
use crate::read::{self, At};
use crate::source::{Date, Files};
use crate::view::{Heard, Words, orders};

use super::Command;
use super::arguments::{flag, never};
use super::context::{Context, Ready, errors};
use super::files::text_within;
use super::json::{all, problems, with};
use super::lesson::lesson_beside;
use super::outcome::{Failure, Outcome, plural};
use super::texts::Texts;

pub(super) const COMMAND: Command = Command {
    name: "check",
    about: "Every problem at once: where, why, and what to do",
    arguments: |command| {
        command.args([
            flag("all", "Every problem, however many there are"),
            flag(
                "names",
                "Every name in three sentences, to hear how it runs",
            ),
        ])
    },
    writes: never,
    run,
};

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let shown: Which = match arguments.get_flag("all") {
        true => |problems| Shown::all(problems),
        false => |problems| Shown::first(problems),
    };
    if arguments.get_flag("names")
        && let Some(heard) = names(context)?
    {
        return Ok(heard);
    }
    let paths = context.paths()?.into_iter();
    let checked: Vec<Checked> = paths
        .map(|path| Checked::at(context.at(&path), context.as_of))
        .collect::<Result<_, _>>()?;
    let outcome = context.either(
        || checked.iter().map(|model| model.told(shown)).collect(),
        || as_json(&checked, shown),
    );
    let outcome = outcome.coloured();
    Ok(outcome.failing_if(checked.iter().any(|model| model.errors() > 0)))
}

/// Every name of each model in sentences; none where a model has errors, for then some of its names were not read.
fn names(context: &Context) -> Result<Option<Outcome>, Failure> {
    let mut models: Vec<(String, Vec<Heard>)> = Vec::new();
    for path in context.paths()? {
        let reading = read::read_path(context.at(&path))?;
        if reading.has_errors() {
            return Ok(None);
        }
        let heard = Words::of(&reading.model).heard();
        models.push((reading.model.name, heard));
    }
    Ok(Some(context.either(
        || {
            models
                .iter()
                .map(|(_, heard)| heard_in_words(heard))
                .collect()
        },
        || {
            let models = all(
                &models,
                |(model, names)| json!({ "model": model, "names": names }),
            );
            json!({ "command": "check", "models": models })
        },
    )))
}

fn heard_in_words(heard: &[Heard]) -> String {
    let told = heard.iter().map(|one| {
        let sentences = one.sentences.iter();
        let sentences: String = sentences
            .map(|said| format!("  {}\n", plain(said)))
            .collect();
        format!(
            "{} `{}`: {}\n{sentences}",
            one.kind,
            plain(&one.id),
            plain(&one.name)
        )
    });
    told.collect()
}

/// Which of some problems are printed.
type Which = for<'p> fn(&'p [Diagnostic]) -> Shown<'p>;

fn as_json(checked: &[Checked], shown: Which) -> Value {
    let errors: usize = checked.iter().map(Checked::errors).sum();
    let warnings: usize = checked.iter().map(Checked::warnings).sum();
    let models = all(checked, |model| model.as_json(shown));
    json!({ "command": "check", "errors": errors, "warnings": warnings, "models": models })
}

/// A model with everything that is wrong with it.
struct Checked {
    name: String,
    problems: Vec<Diagnostic>,
    files: Files,
    /// What is to be said of texts that could not be read.
    unread: Vec<String>,
}

impl Checked {
    fn at(at: At<'_>, as_of: Option<Date>) -> Result<Self, Failure> {
        let reading = read::read_path(at)?;
        let is_broken = reading.has_errors();
        let mut checked = Self {
            name: reading.model.name.clone(),
            problems: reading.problems,
            files: reading.files,
            unread: Vec::new(),
        };
        if !is_broken {
            checked.look_closer(&Ready {
                day: reading.model.day(as_of),
                model: reading.model,
                path: at.path.to_path_buf(),
                reach: at.reach,
            })?;
        }
        Ok(checked)
    }

    /// Finds what can be wrong with a model that can be read.
    fn look_closer(&mut self, ready: &Ready) -> Result<(), Failure> {
        let texts = Texts::own(ready);
        let found = check(&Looked {
            model: &ready.model,
            graph: &ready.graph(),
            texts: &texts.by_source,
        });
        self.problems.extend(found);
        self.read_lesson(ready)?;
        self.problems = in_order(std::mem::take(&mut self.problems));
        self.unread = texts.unreadable;
        Ok(())
    }

    /// Finds what is wrong with the lesson beside a model.
    fn read_lesson(&mut self, ready: &Ready) -> Result<(), Failure> {
        let Some(path) = lesson_beside(&ready.path) else {
            return Ok(());
        };
        let text = text_within(&path, ready.at())?;
        let number = self.files.add(&path, text.clone());
        let goal = ready.model.goal.as_ref();
        let orders = orders(&ready.model, &ready.graph(), goal);
        read_lesson(&ready.model, &orders, (number, &text), &mut self.problems);
        Ok(())
    }

    fn errors(&self) -> usize {
        errors(&self.problems)
    }

    fn warnings(&self) -> usize {
        self.problems.len() - self.errors()
    }

    fn told(&self, shown: Which) -> String {
        let mut text = String::new();
        for line in &self.unread {
            text += &format!("note: {}; its citations are not checked\n", plain(line));
        }
        text += &render_all(&shown(&self.problems), &self.files, Renderer::Coloured);
        text + &format!("{}: {}\n", plain(&self.name), self.summary())
    }

    fn summary(&self) -> String {
        let errors = counted(self.errors(), "error");
        let warnings = counted(self.warnings(), "warning");
        match (errors, warnings) {
            (None, None) => "no problems".to_owned(),
            (Some(one), None) | (None, Some(one)) => one,
            (Some(errors), Some(warnings)) => format!("{errors} and {warnings}"),
        }
    }

    fn as_json(&self, shown: Which) -> Value {
        let problems = problems(&shown(&self.problems), &self.files);
        let model = with(json!({ "model": self.name }), problems);
        with(model, json!({ "unread": self.unread }))
    }
}

/// So many of something, where there is any.
fn counted(count: usize, word: &str) -> Option<String> {
    (count > 0).then(|| format!("{count} {word}{}", plural(count)))
}
