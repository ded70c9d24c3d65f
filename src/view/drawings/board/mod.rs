//! The board: issue by issue, who says what on which side, and what it holds up.

mod cells;
mod columns;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Conflict, Library};
use crate::graph::PositionGraph;
use crate::model::{Issue, PartyId, PositionId, Target};

use crate::view::drawings::maker::Maker;
use crate::view::words::{Words, number_word, upper_first};
use crate::view::{Diagram, Grid};

use columns::Columns;
use rows::{Contention, Row, Subject, rows};

/// The board of a model.
pub fn board(
    words: &Words<'_>,
    graph: &PositionGraph,
    conflicts: &[Conflict],
    goal: Option<&Target>,
) -> Diagram {
    let board = Board {
        maker: Maker::new(words, graph),
        library: Library::of(words.model, graph),
        in_force: graph.positions_in_force(words.model),
        drawn: BTreeMap::new(),
        exclusions: 0,
    };
    board.draw(conflicts, goal)
}

/// A board that is being drawn.
struct Board<'a> {
    maker: Maker<'a>,
    /// Why a yes is needed and what was said of it, looked up once for each.
    library: Library<'a>,
    in_force: Vec<PositionId>,
    /// The boxes of positions on issues.
    drawn: BTreeMap<PositionId, usize>,
    /// How many rows of exclusions are drawn.
    exclusions: usize,
}

impl Board<'_> {
    fn draw(mut self, conflicts: &[Conflict], goal: Option<&Target>) -> Diagram {
        let rows = rows(self.maker.model, &self.in_force, conflicts);
        let columns = Columns::of(&self, &rows);
        self.maker.diagram.title = title(&rows);
        self.maker.diagram.subtitle = self.subtitle(&rows);
        self.maker.diagram.description = self.description(&rows, goal);
        self.maker.diagram.grid = Some(Grid {
            columns: columns.titles(&self.maker),
            rows: rows.iter().map(|row| self.row(row, &columns)).collect(),
        });
        self.maker.finish()
    }

    fn positions_on(&self, issue: &Issue) -> Vec<PositionId> {
        let positions = &self.maker.model.positions;
        let mut on = self.in_force.clone();
        on.retain(|&i| positions[i].on.issue() == Some(&issue.id));
        on
    }

    /// Whose some positions are.
    fn holders(&self, ids: &[PositionId]) -> BTreeSet<PartyId> {
        let positions = &self.maker.model.positions;
        ids.iter().map(|&i| positions[i].party.clone()).collect()
    }

    fn subtitle(&self, rows: &[Row<'_>]) -> String {
        let counts: Vec<String> = [
            Contention::Incompatible,
            Contention::Sequence,
            Contention::Apart,
            Contention::Contested,
        ]
        .into_iter()
        .filter_map(|contention| counted(contention, rows))
        .collect();
        let found = if counts.is_empty() {
            String::new()
        } else {
            format!(": {}", counts.join(", "))
        };
        format!("{}{}{found}.", self.maker.model.title, self.days_reported())
    }

    /// From the first source to the last.
    fn days_reported(&self) -> String {
        let sources = self.maker.model.sources.values();
        let days: BTreeSet<_> = sources.filter_map(|source| source.date).collect();
        match (days.first(), days.last()) {
            (Some(first), Some(last)) if first != last => {
                format!(", as reported {} to {}", first.in_words(), last.in_words())
            }
            (Some(day), _) => format!(", as reported {}", day.in_words()),
            (None, _) => String::new(),
        }
    }

    fn description(&self, rows: &[Row<'_>], goal: Option<&Target>) -> String {
        let mut parts = vec![format!(
            "A table of {} rows, one for each subject, with what each party says.",
            rows.len()
        )];
        parts.extend(goal.map(|goal| format!("The goal is {}.", self.maker.words.target(goal))));
        parts.extend(rows.iter().map(|row| self.row_in_words(row)));
        parts.join(" ")
    }

    fn row_in_words(&self, row: &Row<'_>) -> String {
        let words = self.maker.words;
        let (name, about) = match row.subject {
            Subject::Issue(issue) => (issue.name.as_str(), issue.question.clone()),
            Subject::Sequence(one, _) => {
                let (before, after) = (words.target(&one.before), words.target(&one.after));
                ("Sequence", format!("{before} or {after} first"))
            }
            Subject::Exclusion(why) => ("Not all together", why.to_owned()),
        };
        let about = about.trim_end_matches(['?', '.']);
        format!("{name} ({about}): {}.", row.contention.in_words())
    }
}

/// How many rows divide the parties, and how many more are open.
fn title(rows: &[Row<'_>]) -> String {
    if rows.is_empty() {
        return "No issue is recorded".to_owned();
    }
    let count = |is_so: fn(Contention) -> bool| {
        let contentions = rows.iter().map(|row| row.contention);
        contentions.filter(|one| is_so(*one)).count()
    };
    let divided = match count(Contention::divides) {
        0 => "No issue divides the parties".to_owned(),
        1 => "One issue divides the parties".to_owned(),
        n => format!("{} issues divide the parties", upper_first(&number_word(n))),
    };
    match count(Contention::is_open) {
        0 => divided,
        1 => format!("{divided}; one more is contested or apart"),
        n => format!("{divided}; {} more are contested or apart", number_word(n)),
    }
}

/// `3 incompatible`, where there are any.
fn counted(contention: Contention, rows: &[Row<'_>]) -> Option<String> {
    let rows = rows.iter().filter(|row| row.contention == contention);
    let number = rows.count();
    (number > 0).then(|| format!("{number} {}", contention.counted()))
}
