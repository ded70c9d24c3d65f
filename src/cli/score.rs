//! `score`: the outcomes of a class, held against its lesson.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::{Value, json};

use crate::disk::{self, Limit};
use crate::lesson::{Lesson, Slip, read_slips};
use crate::view::{ClassResults, GroupResult, class_results};
use crate::write::{self, Page};

use super::Command;
use super::arguments::{Given as _, named, names_output, output, path};
use super::context::{Context, Ready};
use super::files::write_files;
use super::json::{all, whole_document, with};
use super::lesson::lesson;
use super::named::goal_if_any;
use super::outcome::{Failure, Outcome};

pub(super) const COMMAND: Command = Command {
    name: "score",
    about: "What a class reached: outcome slips held against the lesson",
    arguments,
    writes: names_output,
    run,
};

fn arguments(command: clap::Command) -> clap::Command {
    command.args([
        Arg::new("slips")
            .value_name("FILE")
            .value_parser(clap::value_parser!(PathBuf))
            .action(ArgAction::Append)
            .num_args(1..)
            .required(true)
            .help("Slips as YAML, JSON, a table (CSV), or pasted from a form"),
        path(
            "lesson",
            "FILE",
            "The teacher's file; without it lesson.yaml beside the model, where there is one",
        ),
        named(
            "goal",
            "GOAL",
            "Whose openings are looked for; without it, the model's goal",
        ),
        output(
            "FOLDER",
            "Where to write results.html, results.md and results.csv",
        ),
    ])
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    let graph = ready.graph();
    let goal = goal_if_any(&ready, &graph, arguments.text("goal"))?;
    let lesson = lesson(context, &ready, arguments.path("lesson"), goal.as_ref())?;
    let (slips, problems) = slips_of(&ready, &lesson, &arguments.paths("slips"))?;
    if slips.is_empty() {
        let why = problems
            .first()
            .map_or("there is no slip in it".to_owned(), Clone::clone);
        return Err(Failure::CannotRun(format!("no slip could be read: {why}")));
    }
    let results = class_results(&ready.model, &graph, (&lesson, &slips), goal.as_ref());
    let written = match arguments.path("output") {
        Some(folder) => write_results(folder, &lesson, &results)?,
        None => Vec::new(),
    };
    let outcome = context.either(
        || told(&results, &problems, &written),
        || as_json(&ready, &results, &problems, &written),
    );
    // Slips that could not be read are told, and the class table is not whole.
    Ok(outcome.failing_if(!problems.is_empty()))
}

fn slips_of(
    ready: &Ready,
    lesson: &Lesson,
    files: &[&PathBuf],
) -> Result<(Vec<Slip>, Vec<String>), Failure> {
    let (mut slips, mut problems) = (Vec::new(), Vec::new());
    for path in files {
        let text = disk::text(path, Limit::Text).map_err(|why| Failure::at(path, why))?;
        let name = path.file_name().map_or_else(
            || "slips".to_owned(),
            |name| name.to_string_lossy().into_owned(),
        );
        let (more, unread) = read_slips(&ready.model, lesson, (&name, &text));
        slips.extend(more);
        problems.extend(unread);
    }
    Ok((slips, problems))
}

fn write_results(
    folder: &Path,
    lesson: &Lesson,
    results: &ClassResults,
) -> Result<Vec<String>, Failure> {
    let note = |_: &_| None;
    let page = Page {
        note: &note,
        foot: format!(
            "Made by impasse {}. For teaching.",
            env!("CARGO_PKG_VERSION")
        ),
    };
    let files = [
        ("results.html", write::html(&results.document, &page)),
        ("results.md", write::markdown(&results.document, &note)),
        ("results.csv", as_table(lesson, results)),
    ];
    let paths = files
        .iter()
        .map(|(name, text)| (folder.join(name), text.as_bytes()));
    write_files(paths, Vec::new(), Some(folder))?;
    let written = files
        .iter()
        .map(|(name, _)| folder.join(name).display().to_string());
    Ok(written.collect())
}

/// A row for each group, for a spreadsheet: nothing in it begins as a formula does.
fn as_table(lesson: &Lesson, results: &ClassResults) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let roles = lesson.roles.iter().map(|role| role.id().to_string());
    let heads = ["group", "deal", "passes", "best", "left", "minutes", "no"].map(str::to_owned);
    let mut rows: Vec<Vec<String>> = vec![heads.into_iter().chain(roles).collect()];
    for one in &results.groups {
        let holds = |holds: Option<bool>| holds.map(|holds| holds.to_string()).unwrap_or_default();
        let number = |number: Option<String>| number.unwrap_or_default();
        let no: Vec<&str> = one.no.iter().map(|party| party.as_str()).collect();
        let own = [
            one.group.clone(),
            one.letters.clone().unwrap_or_default(),
            holds(one.passes),
            holds(one.is_best),
            number(one.left_on_the_table.map(|points| points.to_string())),
            number(one.minutes.map(|minutes| minutes.to_string())),
            no.join(" "),
        ];
        rows.push(
            own.into_iter()
                .chain(one.points.iter().map(ToString::to_string))
                .collect(),
        );
    }
    for row in rows {
        let width = lesson.roles.len() + 7;
        let cells = row
            .into_iter()
            .chain(std::iter::repeat(String::new()))
            .take(width);
        writer
            .write_record(cells.map(|cell| no_formula(&cell)))
            .expect("memory takes everything");
    }
    let bytes = writer.into_inner().expect("memory takes everything");
    String::from_utf8(bytes).expect("texts were written")
}

/// A cell that a spreadsheet shows and does not compute. A number below zero stays one.
fn no_formula(cell: &str) -> String {
    let is_number = cell.parse::<i64>().is_ok();
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

fn told(results: &ClassResults, problems: &[String], written: &[String]) -> String {
    let mut text = write::text(&results.document);
    for problem in problems {
        text += &format!("not read: {problem}\n");
    }
    for path in written {
        text += &format!("wrote {path}\n");
    }
    write::clean_lines(&text)
}

fn as_json(
    ready: &Ready,
    results: &ClassResults,
    problems: &[String],
    written: &[String],
) -> Value {
    let rest = json!({
        "groups": all(&results.groups, group_as_json),
        "not_read": problems,
        "written": written,
    });
    ready.json("score", with(rest, whole_document(&results.document)))
}

fn group_as_json(one: &GroupResult) -> Value {
    json!({
        "group": one.group,
        "deal": one.letters,
        "points": one.points,
        "yes": one.yes,
        "no": one.no,
        "passes": one.passes,
        "best": one.is_best,
        "left_on_the_table": one.left_on_the_table,
        "openings": one.openings,
        "against_their_sheets": one.against_their_sheets,
        "blocked_by": one.blocked_by,
        "minutes": one.minutes,
    })
}
