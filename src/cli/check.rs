//! `check`: every problem at once.

use std::collections::BTreeMap;

use clap::ArgMatches;
use serde_json::{Value, json};

use crate::check::{Looked, check};
use crate::diagnostic::{Renderer, Severity, in_order, render_all};
use crate::read;

use super::Command;
use super::context::{Context, Failure, Outcome, Ready, own_texts, pretty};

pub(super) const COMMAND: Command = Command {
    name: "check",
    about: "Every problem at once: where, why, and what to do",
    arguments: |command| command,
    run,
};

fn run(context: &Context, _: &ArgMatches) -> Result<Outcome, Failure> {
    let (mut text, mut models) = (String::new(), Vec::new());
    let (mut errors, mut warnings) = (0, 0);
    for path in context.paths()? {
        let reading = read::read_path(&path)?;
        let mut problems = reading.problems.clone();
        let broken = reading.has_errors();
        let name = reading.model.name.clone();
        let mut files = reading.files;
        if !broken {
            let day = reading.model.day(context.as_of);
            let ready = Ready {
                model: reading.model,
                path: path.clone(),
                day,
            };
            let (texts, unread) = own_texts(&ready);
            let texts: BTreeMap<_, _> = texts;
            problems.extend(check(&Looked {
                model: &ready.model,
                graph: &ready.graph(),
                texts: &texts,
            }));
            if let Some(lesson) = super::packet::lesson_beside(&path)
                && let Ok(text) = std::fs::read_to_string(&lesson)
            {
                let number = files.add(&lesson, text.clone());
                crate::lesson::read(&ready.model, number, &text, &mut problems);
            }
            problems = in_order(problems);
            for line in unread {
                text.push_str(&format!("note: {line}; its citations are not checked\n"));
            }
        }
        let bad = problems
            .iter()
            .filter(|p| p.severity == Severity::Error)
            .count();
        errors += bad;
        warnings += problems.len() - bad;
        text.push_str(&render_all(&problems, &files, Renderer::Coloured));
        text.push_str(&summary(&name, bad, problems.len() - bad));
        let list: Vec<Value> = problems.iter().map(|p| p.to_json(&files)).collect();
        models.push(json!({ "model": name, "problems": list }));
    }
    let text = if context.json {
        pretty(
            &json!({ "command": "check", "errors": errors, "warnings": warnings, "models": models }),
        )
    } else {
        text
    };
    Ok(Outcome {
        text,
        notes: String::new(),
        code: u8::from(errors > 0),
    })
}

fn summary(name: &str, errors: usize, warnings: usize) -> String {
    let counted = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    match (errors, warnings) {
        (0, 0) => format!("{name}: no problems\n"),
        (0, w) => format!("{name}: {}\n", counted(w, "warning")),
        (e, 0) => format!("{name}: {}\n", counted(e, "error")),
        (e, w) => format!(
            "{name}: {} and {}\n",
            counted(e, "error"),
            counted(w, "warning")
        ),
    }
}
