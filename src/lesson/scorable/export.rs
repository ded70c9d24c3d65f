//! A lesson as the files of a scorable game.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::model::{Model, PartyId};

use super::super::{Lesson, Question, Role, letter};
use super::with_commas;

/// The files of a lesson with points in that format, by path within the folder; `None` where it has no points.
pub fn scorable_files(model: &Model, lesson: &Lesson) -> Option<BTreeMap<String, String>> {
    if !lesson.has_points() {
        return None;
    }
    let mut files = BTreeMap::new();
    for role in &lesson.roles {
        let id = role.id();
        let path = format!("individual_instructions/cooperative/{id}.txt");
        files.insert(path, instructions(model, lesson, role));
        files.insert(format!("scores_files/{id}.txt"), scores(role));
    }
    files.insert("config.txt".to_owned(), config(model, lesson));
    files.insert("global_instructions.txt".to_owned(), global(model, lesson));
    files.insert("initial_deal.txt".to_owned(), initial_deal(lesson));
    Some(files)
}

/// A line for each player.
fn config(model: &Model, lesson: &Lesson) -> String {
    let mut text = String::new();
    for id in lesson.roles.iter().map(Role::id) {
        let (name, seat) = (plain(model.party_name(id)), seat(lesson, id));
        let _ = writeln!(text, "{name},{id},{seat},cooperative,none");
    }
    text
}

/// The format knows two players without whom there is no deal.
fn seat(lesson: &Lesson, id: &PartyId) -> &'static str {
    match lesson.decision.veto.iter().position(|veto| veto == id) {
        Some(0) => "p1",
        Some(1) => "p2",
        _ => "player",
    }
}

fn scores(role: &Role) -> String {
    let rows = role.points.iter();
    let rows: String = rows.map(|row| with_commas(row.iter()) + "\n").collect();
    format!("{rows}{}\n", role.threshold)
}

/// Names stand between commas and in quotation marks.
fn plain(name: &str) -> String {
    let shown = name.chars().filter(|c| !c.is_control());
    let shown: String = shown
        .map(|c| if matches!(c, ',' | '"') { ' ' } else { c })
        .collect();
    shown.trim().to_owned()
}

fn global(model: &Model, lesson: &Lesson) -> String {
    let mut text = String::new();
    for paragraph in &lesson.background {
        let _ = writeln!(text, "{}\n", on_one_line(paragraph));
    }
    let roles = lesson.roles.iter();
    let names = roles.map(|role| format!("\"{}\"", plain(model.party_name(role.id()))));
    let _ = writeln!(text, "The parties are: {}.\n", with_commas(names));
    for (at, question) in lesson.questions.iter().enumerate() {
        text += &issue(lesson, at, question);
    }
    if let Some(without) = &lesson.without_a_deal {
        let _ = writeln!(text, "Without a deal: {}", on_one_line(without));
    }
    text
}

/// A question in the letters of the format.
fn issue(lesson: &Lesson, at: usize, question: &Question) -> String {
    let mut text = format!(
        "Issue {}: \"{}\"\n{}\n\n",
        letter(at),
        plain(&question.name),
        on_one_line(&question.question)
    );
    for (number, answer) in question.answers.iter().enumerate() {
        let (sign, words) = (lesson.letter(at, number), on_one_line(&answer.text));
        let _ = writeln!(text, "{sign}: {words}");
    }
    text + "=================\n"
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn instructions(model: &Model, lesson: &Lesson, role: &Role) -> String {
    let mut text = format!(
        "Your confidential information and preferences:\nYou represent {}.\n\n",
        plain(model.party_name(role.id()))
    );
    if let Some(mandate) = &role.mandate {
        let _ = writeln!(text, "{}\n", on_one_line(mandate));
    }
    for interest in &role.interests {
        let _ = writeln!(text, "- {}", on_one_line(&interest.text));
    }
    text += "\nYour issues by what they are worth to you at most:\n";
    let mut issues: Vec<usize> = (0..lesson.questions.len()).collect();
    issues.sort_by_key(|&at| Reverse(role.points[at].iter().max().copied()));
    for at in issues {
        text += &worth(at, role.points[at].len());
    }
    text + "\nThe scores were invented for teaching. They represent the value of each option to you alone.\n"
}

/// A line for an issue with the signs that stand for its points.
fn worth(at: usize, answers: usize) -> String {
    let issue = letter(at);
    let signs = (1..=answers).map(|number| format!("{issue}{number} (#{issue}{number}_NUM)"));
    let signs = with_commas(signs);
    format!("Issue {issue} (max score #{issue}_MAX_NUM): {signs}\n")
}

/// What the first player would have most: the one with a veto, else the first role.
fn initial_deal(lesson: &Lesson) -> String {
    let first = lesson.decision.veto.first();
    let role = match first {
        Some(veto) => lesson.roles.iter().find(|role| role.id() == veto),
        None => lesson.roles.first(),
    };
    let rows = role.map(|role| role.points.iter()).unwrap_or_default();
    let best = rows
        .enumerate()
        .map(|(at, row)| lesson.letter(at, best(row)));
    best.collect::<Vec<_>>().join(",") + "\n"
}

/// The answer with most points, the first where several have them.
fn best(row: &[i64]) -> usize {
    let answers = 0..row.len();
    answers
        .max_by_key(|&at| (row[at], Reverse(at)))
        .unwrap_or(0)
}
