//! `game`: the points of a lesson weighed: what can come out, what makes it a game and what does not; and other points.

use clap::{ArgAction, ArgMatches};
use serde_json::{Value, json};

use crate::lesson::{Lesson, Points, Role};
use crate::model::Target;
use crate::review::plain_or_quoted;
use crate::view::{Check, checks, with_points};
use crate::write;

use super::Command;
use super::arguments::{Given as _, flag, named, never, path};
use super::context::{Context, Ready};
use super::json::all;
use super::lesson::lesson_with;
use super::named::goal_if_any;
use super::outcome::{Failure, Outcome};
use super::packet::{check_as_json, check_in_words};

pub(super) const COMMAND: Command = Command {
    name: "game",
    about: "The points of a lesson: whether they make a game, and what would",
    arguments,
    writes: never,
    run,
};

fn arguments(command: clap::Command) -> clap::Command {
    command.args([
        path(
            "lesson",
            "FILE",
            "The teacher's file; without it lesson.yaml beside the model, where there is one",
        ),
        named(
            "goal",
            "GOAL",
            "Whose openings are to be in reach; without it, the model's goal",
        ),
        named(
            "set",
            "ROLE:ISSUE/ANSWER=POINTS",
            "Suppose other points, and see the figures again; `ROLE:threshold=POINTS` for the least points",
        )
        .action(ArgAction::Append),
        flag(
            "propose",
            "Points for every role, to be put into lesson.yaml: a search moves them until the checks hold",
        ),
        named("seed", "N", "Where the search begins: other numbers give other points")
            .value_parser(clap::value_parser!(u64))
            .default_value("1"),
    ])
}

fn run(context: &Context, arguments: &ArgMatches) -> Result<Outcome, Failure> {
    let ready = context.ready()?;
    let graph = ready.graph();
    let goal = goal_if_any(&ready, &graph, arguments.text("goal"))?;
    let is_proposed = arguments.get_flag("propose");
    let mut lesson = lesson_of(context, &ready, arguments, goal.as_ref())?;
    if is_proposed {
        let seed = arguments.get_one("seed").copied().unwrap_or(1);
        let found = with_points(&ready.model, &graph, (&lesson, seed), goal.as_ref());
        lesson = found.ok_or_else(nothing_to_give_points_for)?;
    }
    for words in arguments.texts("set") {
        suppose(&mut lesson, words)?;
    }
    let checks = checks(&ready.model, &graph, &lesson, goal.as_ref());
    Ok(context.either(
        || told(&lesson, &checks, is_proposed),
        || as_json(&ready, &lesson, &checks),
    ))
}

fn lesson_of(
    context: &Context,
    ready: &Ready,
    arguments: &ArgMatches,
    goal: Option<&Target>,
) -> Result<Lesson, Failure> {
    let points = match arguments.get_flag("propose") {
        true => Points::Hints,
        false => Points::Whole,
    };
    lesson_with(context, ready, arguments.path("lesson"), (goal, points))
}

fn nothing_to_give_points_for() -> Failure {
    let why = "no points are proposed: the lesson has no role, no issue, or more deals than a class could look at";
    Failure::CannotRun(why.to_owned())
}

/// Puts other points in the place of those that a lesson has: `ROLE:ISSUE/ANSWER=12`.
fn suppose(lesson: &mut Lesson, words: &str) -> Result<(), Failure> {
    let unread = || {
        let why = format!(
            "`{words}` is not of the form ROLE:ISSUE/ANSWER=POINTS or ROLE:threshold=POINTS"
        );
        Failure::CannotRun(why)
    };
    let (what, points) = words.rsplit_once('=').ok_or_else(unread)?;
    let (role, answer) = what.split_once(':').ok_or_else(unread)?;
    let points = crate::lesson::points_in(points).ok_or_else(unread)?;
    if !lesson.has_points() {
        let why = "this lesson has no points yet\nhelp: `--propose` finds some";
        return Err(Failure::CannotRun(why.to_owned()));
    }
    let at = place_of(lesson, answer);
    let mut roles = lesson.roles.iter_mut();
    let role = roles.find(|one| one.id().as_str() == role);
    let role = role.ok_or_else(|| {
        Failure::CannotRun(format!(
            "no role of the lesson is `{}`",
            what.split(':').next().unwrap_or_default()
        ))
    })?;
    match (answer, at) {
        ("threshold", _) => role.threshold = points,
        (_, Some((question, answer))) => role.points[question][answer] = points,
        (_, None) => {
            return Err(Failure::CannotRun(format!(
                "no answer that is played is `{answer}`"
            )));
        }
    }
    Ok(())
}

/// The place of an answer that is named `ISSUE/ANSWER`.
fn place_of(lesson: &Lesson, named: &str) -> Option<(usize, usize)> {
    let (issue, answer) = named.split_once('/')?;
    let question = lesson
        .questions
        .iter()
        .position(|question| question.id == issue)?;
    let mut answers = lesson.questions[question].answers.iter();
    Some((question, answers.position(|one| one.id == answer)?))
}

fn told(lesson: &Lesson, checks: &[Check], is_proposed: bool) -> String {
    let mut text = String::new();
    if is_proposed {
        text += &as_yaml(lesson);
    }
    if !lesson.has_points() {
        text +=
            "This lesson has no points, so there is no game to weigh; `--propose` finds some.\n";
    }
    for check in checks {
        let line = check_in_words(check);
        text += &if is_proposed {
            format!("# {line}")
        } else {
            line
        };
    }
    write::clean_lines(&text)
}

/// The points of a lesson as they stand in `lesson.yaml`.
fn as_yaml(lesson: &Lesson) -> String {
    let mut text = "invented_scores:\n".to_owned();
    for role in &lesson.roles {
        text += &format!(
            "  {}:\n    threshold: {}\n",
            plain_or_quoted(role.id().as_str()),
            role.threshold
        );
        for (question, row) in lesson.questions.iter().zip(&role.points) {
            let answers = question.answers.iter().zip(row);
            let answers = answers
                .map(|(answer, points)| format!("{}: {points}", plain_or_quoted(&answer.id)));
            let answers: Vec<String> = answers.collect();
            text += &format!(
                "    {}: {{ {} }}\n",
                plain_or_quoted(&question.id),
                answers.join(", ")
            );
        }
    }
    text
}

fn as_json(ready: &Ready, lesson: &Lesson, checks: &[Check]) -> Value {
    let rest = json!({
        "checks": all(checks, check_as_json),
        "issues": all(&lesson.questions, |question| json!({
            "id": question.id,
            "name": question.name,
            "is_order": question.is_order(),
            "answers": all(&question.answers, |answer| json!({
                "id": answer.id,
                "text": answer.text,
                "consent": answer.consent,
            })),
        })),
        "needs": lesson.yeses(),
        "veto": lesson.decision.veto,
        "roles": all(&lesson.roles, |role| role_as_json(lesson, role)),
    });
    ready.json("game", rest)
}

fn role_as_json(lesson: &Lesson, role: &Role) -> Value {
    let rows = lesson.questions.iter().zip(&role.points);
    let rows = rows.map(|(question, row)| {
        let answers = question.answers.iter().zip(row);
        let answers: serde_json::Map<String, Value> = answers
            .map(|(answer, points)| (answer.id.clone(), json!(points)))
            .collect();
        (question.id.clone(), Value::Object(answers))
    });
    json!({
        "party": role.id(),
        "threshold": role.threshold,
        "points": rows.collect::<serde_json::Map<String, Value>>(),
    })
}
