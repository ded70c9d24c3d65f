//! The files of a scorable game as a game; what a file lacks is said with its name and line.

use std::collections::HashMap;

use super::super::{letter, points_in};
use super::imported::{Game, Imported, Issue, Player};

/// More players, issues or answers to one issue than this are no game that people play.
const MOST: usize = 100;
/// A game has so many numbers of points at most, those of all players together.
const MOST_POINTS: usize = 20_000;
/// An id that is made of the name of a file is cut here.
const LONGEST_ID: usize = 60;

/// Gives the text of a file of the folder by its path within it; none where it is not there, else why it cannot be read.
type Folder<'a> = dyn Fn(&str) -> Result<Option<String>, String> + 'a;

/// Reads a game. `file` gives the text of a file of the folder by its path within it.
///
/// # Errors
/// Which file lacks what.
pub fn import(file: &Folder<'_>) -> Result<Imported, String> {
    let config = file("config.txt")?.ok_or("there is no config.txt in this folder")?;
    let global = file("global_instructions.txt")?.unwrap_or_default();
    let mut players: Vec<Player> = Vec::new();
    for (number, line) in written_lines(&config) {
        if players.len() == MOST {
            return Err(format!(
                "config.txt, line {number}: more than {MOST} players"
            ));
        }
        let (name, path, seat) =
            config_line(line).map_err(|why| format!("config.txt, line {number}: {why}"))?;
        let (rows, threshold) = scores(path, file)?;
        players.push(Player {
            id: unique(&slug(path), &players),
            name: name.to_owned(),
            has_veto: matches!(seat, "p1" | "p2"),
            rows,
            threshold,
        });
    }
    let shape = common_shape(&players)?;
    if players.len() * shape.iter().sum::<usize>() > MOST_POINTS {
        return Err(format!("more than {MOST_POINTS} numbers of points"));
    }
    let told = Told::of(&global);
    let issues = shape.iter().enumerate();
    let issues = issues.map(|(at, answers)| told.issue(at, *answers));
    let issues = issues.collect();
    Ok(Game { players, issues }.texts())
}

/// The lines that are not empty, numbered from 1.
fn written_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| (at + 1, line))
}

/// Name, file and role of a player; the rest of the line says how a program plays it.
fn config_line(line: &str) -> Result<(&str, &str, &str), String> {
    let parts: Vec<&str> = line.split(',').map(str::trim).collect();
    let [name, path, seat, ..] = parts.as_slice() else {
        return Err(
            "expected name, file, role, incentive and model with commas between".to_owned(),
        );
    };
    if path.contains(['/', '\\']) || path.contains("..") {
        return Err(format!("`{path}` is no name of a file"));
    }
    Ok((name, path, seat))
}

/// The points of each answer of each issue, and the least sum to accept.
fn scores(path: &str, file: &Folder<'_>) -> Result<(Vec<Vec<i64>>, i64), String> {
    let path = format!("scores_files/{path}.txt");
    let text = file(&path)?.ok_or_else(|| format!("there is no {path}"))?;
    let mut rows: Vec<Vec<i64>> = Vec::new();
    for (number, line) in written_lines(&text) {
        let row: Option<Vec<i64>> = line.split(',').map(points_in).collect();
        rows.push(row.ok_or_else(|| {
            format!(
                "{path}, line {number}: expected whole numbers from -1,000,000 to 1,000,000 with commas between"
            )
        })?);
    }
    let threshold = rows.pop();
    let Some([threshold]) = threshold.as_deref().filter(|_| !rows.is_empty()) else {
        return Err(format!(
            "{path}: the last line holds one number, the least sum to accept"
        ));
    };
    // Where an issue has one answer there is nothing to negotiate.
    let is_played = |row: &Vec<i64>| (2..=MOST).contains(&row.len());
    match rows.len() <= MOST && rows.iter().all(is_played) {
        true => Ok((rows, *threshold)),
        false => Err(format!(
            "{path}: a game has at most {MOST} issues, each with 2 to {MOST} answers"
        )),
    }
}

/// How many answers each issue has, where all players agree on that.
fn common_shape(players: &[Player]) -> Result<Vec<usize>, String> {
    let first = players.first().ok_or("config.txt names no player")?;
    match players
        .iter()
        .find(|player| player.shape() != first.shape())
    {
        None => Ok(first.shape()),
        Some(other) => Err(format!(
            "the scores of {} are of another shape than those of {}",
            other.name, first.name
        )),
    }
}

/// What the global instructions call issues and answers: `Issue A: "Name"`, `A1 "answer": more`. The first line counts.
struct Told<'t> {
    /// The words behind the colon, by the letter of the issue.
    issues: HashMap<&'t str, &'t str>,
    /// The words behind the sign of an answer.
    answers: HashMap<&'t str, &'t str>,
}

impl<'t> Told<'t> {
    fn of(global: &'t str) -> Self {
        let mut told = Self {
            issues: HashMap::new(),
            answers: HashMap::new(),
        };
        for line in global.lines().map(str::trim) {
            if let Some((letter, name)) = heading(line) {
                told.issues.entry(letter).or_insert(name);
            } else if let Some((sign, words)) = signed(line) {
                told.answers.entry(sign).or_insert(words);
            }
        }
        told
    }

    fn issue(&self, at: usize, answers: usize) -> Issue {
        let letter = letter(at);
        let name = self.issues.get(&*letter);
        let name = name.map(|text| text.trim().trim_matches('"').trim().to_owned());
        let signs = (1..=answers).map(|number| format!("{letter}{number}"));
        Issue {
            name: name.unwrap_or_else(|| format!("Issue {letter}")),
            answers: signs.map(|sign| self.answer(sign)).collect(),
        }
    }

    /// The words behind the sign of an answer; the sign itself where there are none.
    fn answer(&self, sign: String) -> String {
        let words = self.answers.get(&*sign).copied().unwrap_or_default();
        let words = words.trim().trim_start_matches(':').trim().replace('"', "");
        if words.is_empty() { sign } else { words }
    }
}

/// `Issue A: Name` as letter and name.
fn heading(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("Issue ")?.split_once(':')
}

/// A line that begins with the sign of an answer, which ends with its last digit: `A1` is no beginning of `A12`.
fn signed(line: &str) -> Option<(&str, &str)> {
    let letters = line.find(|c: char| !c.is_ascii_uppercase())?;
    let after = &line[letters..];
    let digits = after.find(|c: char| !c.is_ascii_digit());
    let digits = digits.unwrap_or(after.len());
    (letters > 0 && digits > 0).then(|| line.split_at(letters + digits))
}

fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let parts = lower.split(|c: char| !c.is_ascii_alphanumeric());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let id: String = parts.join("-").chars().take(LONGEST_ID).collect();
    match id.trim_end_matches('-') {
        "" => "player".to_owned(),
        id => id.to_owned(),
    }
}

/// An id that no player has yet: with a number behind it where one has.
fn unique(id: &str, players: &[Player]) -> String {
    let is_taken = |id: &str| players.iter().any(|player| player.id == id);
    let mut name = id.to_owned();
    let mut number = 2;
    while is_taken(&name) {
        name = format!("{id}-{number}");
        number += 1;
    }
    name
}
