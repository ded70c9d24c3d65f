//! The lesson of a model, for the commands that make something to teach with.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::diagnostic::{Diagnostic, Renderer, Shown, in_order, render_all};
use crate::lesson::{Lesson, Points, Question, from_model, read_with};
use crate::model::Target;
use crate::read::base_folder;
use crate::source::Files;
use crate::view::orders;

use super::context::{Context, Ready, errors};
use super::files::{is_there, text_at, text_within};
use super::json as write_json;
use super::outcome::{Failure, plural, pretty};

/// The lesson of a model about a goal: the file named, else `lesson.yaml` beside it, else what follows from the model.
pub(super) fn lesson(
    context: &Context,
    ready: &Ready,
    named: Option<&PathBuf>,
    goal: Option<&Target>,
) -> Result<Lesson, Failure> {
    lesson_with(context, ready, named, (goal, Points::Whole))
}

/// The same, with its points or without.
pub(super) fn lesson_with(
    context: &Context,
    ready: &Ready,
    named: Option<&PathBuf>,
    (goal, points): (Option<&Target>, Points),
) -> Result<Lesson, Failure> {
    let orders = orders(&ready.model, &ready.graph(), goal);
    let read = |path: &Path, text| lesson_in((path, text), context, ready, (&orders, points));
    if let Some(path) = named {
        return read(path, text_at(path)?);
    }
    match lesson_beside(&ready.path) {
        Some(path) => read(&path, text_within(&path, ready.at())?),
        None => Ok(from_model(&ready.model, &orders)),
    }
}

fn lesson_in(
    (path, text): (&Path, String),
    context: &Context,
    ready: &Ready,
    (orders, points): (&[Question], Points),
) -> Result<Lesson, Failure> {
    let mut files = Files::default();
    let number = files.add(path, text.clone());
    let mut problems = Vec::new();
    let lesson = read_with(&ready.model, orders, (number, &text), points, &mut problems);
    let problems = in_order(problems);
    if errors(&problems) > 0 {
        return Err(broken(context, &problems, &files));
    }
    Ok(lesson)
}

/// The lesson in the folder of a model.
pub(super) fn lesson_beside(model: &Path) -> Option<PathBuf> {
    let beside = base_folder(model);
    ["lesson.yaml", "lesson.yml"]
        .map(|name| beside.join(name))
        .into_iter()
        .find(|path| model.is_dir() && is_there(path))
}

fn broken(context: &Context, problems: &[Diagnostic], files: &Files) -> Failure {
    let drawn = render_all(&Shown::first(problems), files, Renderer::Coloured);
    let errors = errors(problems);
    let drawn = format!(
        "{drawn}error: the lesson has {errors} error{}; no packet is made until that is mended\n",
        plural(errors)
    );
    let json = || {
        write_json::with(
            json!({ "error": "the lesson has errors" }),
            write_json::problems(&Shown::first(problems), files),
        )
    };
    Failure::BrokenModel {
        drawn,
        json: context.json.then(|| pretty(&json())),
    }
}
