//! A game that was read, written as a model and a lesson.

use std::fmt::Write as _;

use super::super::letter;
use super::with_commas;

/// A game of that format as the text of a model and of a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The text of `model.yaml`.
    pub model: String,
    /// The text of `lesson.yaml`.
    pub lesson: String,
}

/// A game as its files tell it.
pub(super) struct Game {
    pub players: Vec<Player>,
    pub issues: Vec<Issue>,
}

pub(super) struct Player {
    pub id: String,
    pub name: String,
    pub has_veto: bool,
    /// The points of each answer of each issue.
    pub rows: Vec<Vec<i64>>,
    /// The least sum to accept.
    pub threshold: i64,
}

pub(super) struct Issue {
    pub name: String,
    pub answers: Vec<String>,
}

impl Player {
    /// How many answers each issue has.
    pub fn shape(&self) -> Vec<usize> {
        self.rows.iter().map(Vec::len).collect()
    }

    /// Its points as a lesson has them.
    fn scores(&self) -> String {
        let mut text = format!("  {}:\n    threshold: {}\n", self.id, self.threshold);
        for (at, row) in self.rows.iter().enumerate() {
            let issue = small_letter(at);
            let row = row.iter().enumerate();
            let points = row.map(|(n, points)| format!("{issue}{}: {points}", n + 1));
            let _ = writeln!(text, "    issue-{issue}: {{ {} }}", with_commas(points));
        }
        text
    }
}

impl Issue {
    /// The issue as a model has it, between parties.
    fn text(&self, at: usize, between: &str) -> String {
        let letter = small_letter(at);
        let (name, question) = (quoted(&self.name), quoted(&format!("{}?", self.name)));
        let mut text = format!(
            "  issue-{letter}:\n    name: {name}\n    question: {question}\n    between: [{between}]\n    options:\n"
        );
        for (number, answer) in self.answers.iter().enumerate() {
            let _ = writeln!(text, "      {letter}{}: {}", number + 1, quoted(answer));
        }
        text
    }
}

impl Game {
    pub fn texts(&self) -> Imported {
        Imported {
            model: self.model(),
            lesson: self.lesson(),
        }
    }

    fn model(&self) -> String {
        let mut text = String::from(
            "# Imported from a folder of a scorable game.\nformat: 1\ntitle: Imported game\nparties:\n",
        );
        for player in &self.players {
            let _ = writeln!(
                text,
                "  {}: {{ name: {} }}",
                player.id,
                quoted(&player.name)
            );
        }
        let between = self.ids(|_| true);
        text += "issues:\n";
        for (at, issue) in self.issues.iter().enumerate() {
            text += &issue.text(at, &between);
        }
        let all = self.issue_ids();
        text + &format!(
            "milestones:\n  deal: {{ name: Deal, consent: [{between}], requires: [{all}] }}\ngoal: deal\n"
        )
    }

    fn lesson(&self) -> String {
        // A deal of that format passes with the yes of all players but one.
        let needs = self.players.len().saturating_sub(1).max(1);
        let (veto, issues) = (self.ids(|player| player.has_veto), self.issue_ids());
        let roles = self
            .players
            .iter()
            .map(|player| format!("  {}: {{}}\n", player.id));
        let (roles, scores): (String, String) = (
            roles.collect(),
            self.players.iter().map(Player::scores).collect(),
        );
        format!(
            "lesson: 1\ntitle: Imported game\ndecision: {{ needs: {needs}, veto: [{veto}] }}\nissues: [{issues}]\nroles:\n{roles}invented_scores:\n{scores}"
        )
    }

    /// The ids of some players.
    fn ids(&self, which: impl Fn(&Player) -> bool) -> String {
        let players = self.players.iter().filter(|player| which(player));
        with_commas(players.map(|player| &player.id))
    }

    fn issue_ids(&self) -> String {
        with_commas((0..self.issues.len()).map(|at| format!("issue-{}", small_letter(at))))
    }
}

fn small_letter(at: usize) -> String {
    letter(at).to_lowercase()
}

/// A text in the quotation marks of YAML.
fn quoted(text: &str) -> String {
    let clean: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("\"{}\"", clean.replace('\\', "\\\\").replace('"', "\\\""))
}
