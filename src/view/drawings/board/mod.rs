//! The board: issue by issue, who says what on which side, and what it holds up.

mod cells;
mod columns;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Conflict, Library};
use crate::graph::PositionGraph;
use crate::model::{Issue, PartyId, PositionId, Target};

use crate::view::drawings::maker::Maker;
use crate::view::words::{Words, count, number_word, upper_first};
use crate::view::{Diagram, Grid};

use columns::Columns;
pub(super) use rows::{Contention, Row, Subject, rows};

/// What the subtitle counts.
const COUNTED: [Contention; 4] = [
    Contention::Incompatible,
    Contention::Sequence,
    Contention::Apart,
    Contention::Contested,
];

/// The board of a model.
pub fn board(
    words: &Words<'_>,
    graph: &PositionGraph,
    conflicts: &[Conflict],
    goal: Option<&Target>,
) -> Diagram {
    let maker = Maker::new(words, graph);
    let board = Board {
        library: Library::of(words.model, graph),
        in_force: maker.in_force(),
        maker,
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
        self.maker.diagram.title = board_title(&rows);
        self.maker.diagram.subtitle = self.subtitle(&rows);
        self.maker.diagram.description = self.description(&rows, goal);
        self.maker.diagram.grid = Some(Grid {
            columns: columns.titles(&self.maker),
            rows: rows.iter().map(|row| self.row(row, &columns)).collect(),
        });
        self.maker.finish()
    }

    fn positions_on(&self, issue: &Issue) -> Vec<PositionId> {
        let mut on = self.in_force.clone();
        on.retain(|&i| self.maker.position(i).on.issue() == Some(&issue.id));
        on
    }

    /// Whose some positions are.
    fn holders(&self, ids: &[PositionId]) -> BTreeSet<PartyId> {
        let positions = self.maker.positions(ids);
        positions.map(|one| one.party.clone()).collect()
    }

    fn subtitle(&self, rows: &[Row<'_>]) -> String {
        let counts = COUNTED.into_iter().filter_map(|one| counted(one, rows));
        let counts: Vec<String> = counts.collect();
        let found = if counts.is_empty() {
            String::new()
        } else {
            format!(": {}", counts.join(", "))
        };
        let title = &self.maker.model.title;
        format!("{title}{}{found}.", self.days_reported())
    }

    /// From the first source to the last.
    fn days_reported(&self) -> String {
        let sources = self.maker.model.sources.values();
        let days: BTreeSet<_> = sources.filter_map(|source| source.date).collect();
        let mut ends = Vec::from_iter(days.first().into_iter().chain(days.last()));
        ends.dedup();
        let ends: Vec<String> = ends.iter().map(|day| day.in_words()).collect();
        if ends.is_empty() {
            String::new()
        } else {
            format!(", as reported {}", ends.join(" to "))
        }
    }

    fn description(&self, rows: &[Row<'_>], goal: Option<&Target>) -> String {
        let each = if rows.len() == 1 { "" } else { "each " };
        let mut parts = vec![format!(
            "A table of {}, {each}with what the parties say of one subject.",
            count(rows.len(), "row", "rows")
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
            Subject::Exclusion(one) => ("Not all together", words.why_excluded(one)),
        };
        let about = about.trim_end_matches(['?', '.']);
        format!("{name} ({about}): {}.", row.contention.in_words())
    }
}

/// How many rows divide the parties, and how many more are open.
pub(super) fn board_title(rows: &[Row<'_>]) -> String {
    if rows.is_empty() {
        return "No issue is recorded".to_owned();
    }
    let contentions = || rows.iter().map(|row| row.contention);
    let divided = contentions().filter(|one| one.divides()).count();
    let open = contentions().filter(|one| one.is_open()).count();
    format!("{}{}", how_many_divide(divided), how_many_more(open))
}

fn how_many_divide(number: usize) -> String {
    match number {
        0 => "No issue divides the parties".to_owned(),
        1 => "One issue divides the parties".to_owned(),
        n => format!("{} issues divide the parties", upper_first(&number_word(n))),
    }
}

fn how_many_more(number: usize) -> String {
    match number {
        0 => String::new(),
        1 => "; one more is contested or apart".to_owned(),
        n => format!("; {} more are contested or apart", number_word(n)),
    }
}

/// `3 incompatible`, where there are any.
fn counted(contention: Contention, rows: &[Row<'_>]) -> Option<String> {
    let rows = rows.iter().filter(|row| row.contention == contention);
    let number = rows.count();
    (number > 0).then(|| format!("{number} {}", contention.counted()))
}
