//! The lesson of a model, for the commands that make something to teach with.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::diagnostic::{Diagnostic, Renderer, Shown, in_order, render_all};
use crate::lesson::{Lesson, from_model, read};
use crate::read::base_folder;
use crate::source::Files;

use super::context::{Context, Ready, errors};
use super::files::{is_there, text_at, text_within};
use super::json as write_json;
use super::outcome::{Failure, plural, pretty};

/// The lesson of a model: the file named, else `lesson.yaml` beside it, else what follows from the model.
pub(super) fn lesson(
    context: &Context,
    ready: &Ready,
    named: Option<&PathBuf>,
) -> Result<Lesson, Failure> {
    if let Some(path) = named {
        return lesson_in(path, text_at(path)?, context, ready);
    }
    match lesson_beside(&ready.path) {
        Some(path) => lesson_in(&path, text_within(&path, ready.at())?, context, ready),
        None => Ok(from_model(&ready.model)),
    }
}

fn lesson_in(
    path: &Path,
    text: String,
    context: &Context,
    ready: &Ready,
) -> Result<Lesson, Failure> {
    let mut files = Files::default();
    let number = files.add(path, text.clone());
    let mut problems = Vec::new();
    let lesson = read(&ready.model, number, &text, &mut problems);
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
