//! The folder format of the scorable games of LLM-Deliberation (Abdelnabi and others, *Cooperation, Competition, and
//! Maliciousness: LLM-Stakeholders Interactive Negotiation*, 2024; the games are MIT-licensed), so that programs can play
//! a lesson, and a game of that kind can be taught.
//!
//! A folder holds `config.txt` (a line for each player: name, file, role, incentive, model, with commas between), the
//! `global_instructions.txt` with the issues in letters, a file of instructions for each player, a file of scores for each
//! player (a line of numbers for each issue, then the least sum to accept), and an `initial_deal.txt`. A deal passes with
//! the yes of all players but one, those of `p1` and `p2` among them. Instructions carry `#A1_NUM` where a number stands.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::model::Model;

use super::{Lesson, letter};

/// The files of a lesson with points in that format, by path within the folder; `None` where it has no points.
pub fn scorable_files(model: &Model, lesson: &Lesson) -> Option<BTreeMap<String, String>> {
    if !lesson.has_points() {
        return None;
    }
    let mut files = BTreeMap::new();
    let mut config = String::new();
    let mut vetoes = lesson.decision.veto.iter();
    let (first, second) = (vetoes.next(), vetoes.next());
    for role in &lesson.roles {
        let id = role.id();
        let seat = if Some(id) == first {
            "p1"
        } else if Some(id) == second {
            "p2"
        } else {
            "player"
        };
        let _ = writeln!(
            config,
            "{},{id},{seat},cooperative,none",
            plain(model.party_name(id))
        );
        files.insert(
            format!("individual_instructions/cooperative/{id}.txt"),
            instructions(model, lesson, role),
        );
        let mut scores: String = role
            .points
            .iter()
            .map(|of| {
                of.iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(", ")
                    + "\n"
            })
            .collect();
        let _ = writeln!(scores, "{}", role.threshold);
        files.insert(format!("scores_files/{id}.txt"), scores);
    }
    files.insert("config.txt".to_owned(), config);
    files.insert("global_instructions.txt".to_owned(), global(model, lesson));
    let opening = best_for(
        lesson,
        first.or_else(|| lesson.roles.first().map(super::Role::id)),
    );
    files.insert("initial_deal.txt".to_owned(), opening.join(",") + "\n");
    Some(files)
}

/// Names stand between commas and in quotation marks.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_control())
        .map(|c| if matches!(c, ',' | '"') { ' ' } else { c })
        .collect::<String>()
        .trim()
        .to_owned()
}

fn global(model: &Model, lesson: &Lesson) -> String {
    let names: Vec<String> = lesson
        .roles
        .iter()
        .map(|role| format!("\"{}\"", plain(model.party_name(role.id()))))
        .collect();
    let mut text = String::new();
    lesson
        .background
        .iter()
        .for_each(|paragraph| text += &format!("{}\n\n", plain_text(paragraph)));
    let _ = writeln!(text, "The parties are: {}.\n", names.join(", "));
    for (at, question) in lesson.questions.iter().enumerate() {
        let _ = writeln!(
            text,
            "Issue {}: \"{}\"\n{}\n",
            letter(at),
            plain(&question.name),
            plain_text(&question.question)
        );
        for (number, answer) in question.answers.iter().enumerate() {
            let _ = writeln!(
                text,
                "{}: {}",
                lesson.letter(at, number),
                plain_text(&answer.text)
            );
        }
        text += "=================\n";
    }
    if let Some(without) = &lesson.without_a_deal {
        let _ = writeln!(text, "Without a deal: {}", plain_text(without));
    }
    text
}

fn plain_text(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn instructions(model: &Model, lesson: &Lesson, role: &super::Role) -> String {
    let mut text = format!(
        "Your confidential information and preferences:\nYou represent {}.\n\n",
        plain(model.party_name(role.id()))
    );
    if let Some(mandate) = &role.mandate {
        let _ = writeln!(text, "{}\n", plain_text(mandate));
    }
    role.interests
        .iter()
        .for_each(|interest| text += &format!("- {}\n", plain_text(&interest.text)));
    let mut order: Vec<usize> = (0..lesson.questions.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(role.points[at].iter().max().copied()));
    text += "\nYour issues by what they are worth to you at most:\n";
    for at in order {
        let issue = letter(at);
        let answers =
            (0..role.points[at].len()).map(|n| format!("{issue}{} (#{issue}{}_NUM)", n + 1, n + 1));
        let _ = writeln!(
            text,
            "Issue {issue} (max score #{issue}_MAX_NUM): {}",
            answers.collect::<Vec<_>>().join(", ")
        );
    }
    text += "\nThe scores were invented for teaching. They represent the value of each option to you alone.\n";
    text
}

/// The answers that are worth most to a role.
fn best_for(lesson: &Lesson, party: Option<&crate::model::PartyId>) -> Vec<String> {
    let role = lesson.roles.iter().find(|role| Some(role.id()) == party);
    let best = |points: &Vec<i64>| {
        (0..points.len())
            .max_by_key(|&n| (points[n], std::cmp::Reverse(n)))
            .unwrap_or(0)
    };
    role.map(|role| {
        role.points
            .iter()
            .enumerate()
            .map(|(at, points)| lesson.letter(at, best(points)))
            .collect()
    })
    .unwrap_or_default()
}

/// A game of that format as the text of a model and of a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The text of `model.yaml`.
    pub model: String,
    /// The text of `lesson.yaml`.
    pub lesson: String,
}

/// Reads a game. `file` gives the text of a file of the folder by its path within it.
///
/// # Errors
/// Which file lacks what.
pub fn import(file: &dyn Fn(&str) -> Option<String>) -> Result<Imported, String> {
    let config = file("config.txt").ok_or("there is no config.txt in this folder")?;
    let global = file("global_instructions.txt").unwrap_or_default();
    let mut players: Vec<Player> = Vec::new();
    for (at, line) in config
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let parts: Vec<&str> = line.split(',').map(str::trim).collect();
        let [name, path, seat, ..] = parts.as_slice() else {
            return Err(format!(
                "config.txt, line {}: expected name, file, role, incentive and model with commas between",
                at + 1
            ));
        };
        if path.contains(['/', '\\']) || path.contains("..") {
            return Err(format!(
                "config.txt, line {}: `{path}` is no name of a file",
                at + 1
            ));
        }
        let id = unique(
            &slug(path),
            &players.iter().map(|p| p.id.as_str()).collect::<Vec<_>>(),
        );
        let scores = file(&format!("scores_files/{path}.txt"))
            .ok_or_else(|| format!("there is no scores_files/{path}.txt"))?;
        players.push(Player {
            id,
            name: (*name).to_owned(),
            has_veto: matches!(*seat, "p1" | "p2"),
            scores: points(path, &scores)?,
        });
    }
    let Some(first) = players.first() else {
        return Err("config.txt names no player".to_owned());
    };
    let shape: Vec<usize> = first.scores.0.iter().map(Vec::len).collect();
    if let Some(other) = players
        .iter()
        .find(|p| p.scores.0.iter().map(Vec::len).collect::<Vec<_>>() != shape)
    {
        return Err(format!(
            "the scores of {} are of another shape than those of {}",
            other.name, first.name
        ));
    }
    let issues: Vec<(String, Vec<String>)> = shape
        .iter()
        .enumerate()
        .map(|(at, size)| named_issue(&global, at, *size))
        .collect();
    Ok(Imported {
        model: model_text(&players, &issues),
        lesson: lesson_text(&players, &issues),
    })
}

/// The points of each answer of each issue, and the least sum to accept.
type Points = (Vec<Vec<i64>>, i64);

struct Player {
    id: String,
    name: String,
    has_veto: bool,
    scores: Points,
}

fn points(path: &str, text: &str) -> Result<Points, String> {
    let wrong = |at: usize| {
        format!(
            "scores_files/{path}.txt, line {}: expected whole numbers with commas between",
            at + 1
        )
    };
    let mut rows: Vec<Vec<i64>> = Vec::new();
    for (at, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let row: Result<Vec<i64>, _> = line
            .split(',')
            .map(|number| number.trim().parse::<i64>())
            .collect();
        rows.push(row.map_err(|_| wrong(at))?);
    }
    match rows.pop().as_deref() {
        Some([threshold]) if !rows.is_empty() => Ok((rows, *threshold)),
        _ => Err(format!(
            "scores_files/{path}.txt: the last line holds one number, the least sum to accept"
        )),
    }
}

/// The name of an issue and its answers, as the global instructions have them: `Issue A: "Name"`, `A1 "answer": more`.
fn named_issue(global: &str, at: usize, answers: usize) -> (String, Vec<String>) {
    let issue = letter(at);
    let heading = global
        .lines()
        .find_map(|line| line.trim().strip_prefix(&format!("Issue {issue}:")));
    let name = heading.map_or_else(
        || format!("Issue {issue}"),
        |text| text.trim().trim_matches('"').trim().to_owned(),
    );
    let answer = |number: usize| {
        let sign = format!("{issue}{number}");
        let rest = global.lines().find_map(|line| {
            let rest = line.trim().strip_prefix(&sign)?;
            (!rest.starts_with(|c: char| c.is_ascii_digit())).then_some(rest)
        });
        let words = rest.map(|rest| rest.trim().trim_start_matches(':').trim().replace('"', ""));
        words.filter(|words| !words.is_empty()).unwrap_or(sign)
    };
    (name, (1..=answers).map(answer).collect())
}

fn model_text(players: &[Player], issues: &[(String, Vec<String>)]) -> String {
    let mut text = String::from(
        "# Imported from a folder of a scorable game.\nformat: 1\ntitle: Imported game\nparties:\n",
    );
    players
        .iter()
        .for_each(|p| text += &format!("  {}: {{ name: {} }}\n", p.id, quoted(&p.name)));
    text += "issues:\n";
    let between = players
        .iter()
        .map(|p| p.id.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    for (at, (name, answers)) in issues.iter().enumerate() {
        let _ = writeln!(
            text,
            "  issue-{}:\n    name: {}\n    question: {}",
            letter(at).to_lowercase(),
            quoted(name),
            quoted(&format!("{name}?"))
        );
        let _ = writeln!(text, "    between: [{between}]\n    options:");
        for (number, answer) in answers.iter().enumerate() {
            let _ = writeln!(
                text,
                "      {}{}: {}",
                letter(at).to_lowercase(),
                number + 1,
                quoted(answer)
            );
        }
    }
    let all = (0..issues.len())
        .map(|at| format!("issue-{}", letter(at).to_lowercase()))
        .collect::<Vec<_>>()
        .join(", ");
    let _ = writeln!(
        text,
        "milestones:\n  deal: {{ name: Deal, consent: [{between}], requires: [{all}] }}\ngoal: deal"
    );
    text
}

fn lesson_text(players: &[Player], issues: &[(String, Vec<String>)]) -> String {
    let mut text = String::from("lesson: 1\ntitle: Imported game\n");
    let veto = players
        .iter()
        .filter(|p| p.has_veto)
        .map(|p| p.id.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    let _ = writeln!(
        text,
        "decision: {{ needs: {}, veto: [{veto}] }}",
        players.len().saturating_sub(1).max(1)
    );
    let all = (0..issues.len())
        .map(|at| format!("issue-{}", letter(at).to_lowercase()))
        .collect::<Vec<_>>()
        .join(", ");
    let _ = writeln!(text, "issues: [{all}]\nroles:");
    players
        .iter()
        .for_each(|p| text += &format!("  {}: {{}}\n", p.id));
    text += "invented_scores:\n";
    for player in players {
        let _ = writeln!(text, "  {}:\n    threshold: {}", player.id, player.scores.1);
        for (at, row) in player.scores.0.iter().enumerate() {
            let issue = letter(at).to_lowercase();
            let each = row
                .iter()
                .enumerate()
                .map(|(n, points)| format!("{issue}{}: {points}", n + 1))
                .collect::<Vec<_>>()
                .join(", ");
            let _ = writeln!(text, "    issue-{issue}: {{ {each} }}");
        }
    }
    text
}

/// A text in the quotation marks of YAML.
fn quoted(text: &str) -> String {
    let clean: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("\"{}\"", clean.replace('\\', "\\\\").replace('"', "\\\""))
}

fn slug(text: &str) -> String {
    let lower: String = text
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let parts: Vec<&str> = lower.split('-').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        "player".to_owned()
    } else {
        parts.join("-")
    }
}

fn unique(id: &str, taken: &[&str]) -> String {
    let mut name = id.to_owned();
    let mut number = 2;
    while taken.contains(&name.as_str()) {
        name = format!("{id}-{number}");
        number += 1;
    }
    name
}
