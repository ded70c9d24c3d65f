//! Which of the problems that were found are printed.
//!
//! One slip can make a hundred thousand problems. A person mends the first few and asks again, so that only so many
//! are printed, errors before warnings, and the rest is counted.

use super::{Diagnostic, Severity};

/// The most problems that are printed where nobody asks for all.
pub const MOST: usize = 100;

/// The problems that are printed, in the order of their places.
#[derive(Debug, Clone)]
pub struct Shown<'p> {
    /// The problems.
    pub problems: Vec<&'p Diagnostic>,
    /// How many more there are.
    pub left_out: usize,
}

impl<'p> Shown<'p> {
    /// All of them.
    pub fn all(problems: &'p [Diagnostic]) -> Self {
        Self {
            problems: problems.iter().collect(),
            left_out: 0,
        }
    }

    /// At most [`MOST`]; an error is not left out for a warning.
    pub fn first(problems: &'p [Diagnostic]) -> Self {
        let of = |severity: Severity| problems.iter().filter(move |p| p.severity == severity);
        let errors = of(Severity::Error).count().min(MOST);
        let mut room = [
            (Severity::Error, errors),
            (Severity::Warning, MOST - errors),
        ];
        let shown: Vec<&Diagnostic> = problems.iter().filter(|p| takes(&mut room, p)).collect();
        Self {
            left_out: problems.len() - shown.len(),
            problems: shown,
        }
    }

    /// What is said of the rest, where there is any.
    pub fn rest(&self) -> Option<String> {
        let (is, rest) = match self.left_out {
            0 => return None,
            1 => ("problem is", 1),
            rest => ("problems are", rest),
        };
        Some(format!(
            "{rest} more {is} not shown (`impasse check --all` shows every problem)"
        ))
    }
}

/// Whether there is room for one more of its kind, which it then fills.
fn takes(room: &mut [(Severity, usize)], problem: &Diagnostic) -> bool {
    let mut own = room
        .iter_mut()
        .filter(|(of, left)| *of == problem.severity && *left > 0);
    own.next().map(|(_, left)| *left -= 1).is_some()
}
