//! The status table: issue by party, how firm, and which way it moves.

use crate::analysis::{Gap, Matrix, MatrixRow, Movement, matrix};
use crate::model::{PartyId, Position, PositionId, Target};

use super::{Maker, derived, say, told};
use crate::view::words::answers::short;
use crate::view::words::spoken::spoken_in_brief;
use crate::view::words::upper_first;
use crate::view::{Block, Line, Section, Table};

/// A row of a table: a cell for each column, with its lines.
type Row = Vec<Vec<Line>>;

impl Maker<'_> {
    pub(super) fn status_table(&self) -> Vec<Section> {
        const HEADING: &str = "Where each party stands";
        let found = matrix(self.model, self.graph, None, None);
        let targets = self.spoken_and_silent(&found).into_iter();
        let rows = targets.flat_map(|target| self.rows_on(target, &found));
        let rows: Vec<Row> = rows.collect();
        if rows.is_empty() {
            return told(HEADING, "No position is on record.");
        }
        let columns = self.status_columns();
        let note = "Firm is what a source says of it, or the plainest reading of a demand or refusal; a dash means that the model records no word on how firm it is.";
        let blocks = vec![Block::Table(Table { columns, rows }), say(note)];
        vec![Section::new(HEADING, blocks)]
    }

    fn status_columns(&self) -> Vec<String> {
        let columns = ["On", "Party", "Says", "Firmness"].map(str::to_owned);
        let moves = self
            .since
            .map(|since| format!("Since {}", since.in_words()));
        columns.into_iter().chain(moves).collect()
    }

    /// The things on which somebody speaks, then those on which all are silent whose yes is needed.
    fn spoken_and_silent<'s>(&'s self, found: &'s Matrix) -> Vec<&'s Target> {
        let mut targets: Vec<&Target> = found.rows.iter().map(|row| &row.target).collect();
        for gap in &self.gaps {
            if !targets.contains(&&gap.target) {
                targets.push(&gap.target);
            }
        }
        targets
    }

    fn rows_on(&self, target: &Target, found: &Matrix) -> Vec<Row> {
        let spoken = spoken_on(target, found);
        let spoken = spoken.map(|(party, id)| self.position_row(target, party, id));
        let gaps = self.gaps.iter().filter(|gap| gap.target == *target);
        spoken.chain(gaps.map(|gap| self.silent_row(gap))).collect()
    }

    fn position_row(&self, target: &Target, party: &PartyId, index: PositionId) -> Row {
        let position = self.position(index);
        let mut row = self.row_of(target, party);
        row.push(vec![self.marked_in_few_words(index)]);
        row.push(vec![derived(firmness(position))]);
        if self.since.is_some() {
            row.push(vec![derived(self.direction(position, index))]);
        }
        row
    }

    fn silent_row(&self, gap: &Gap) -> Row {
        let spoken = spoken_in_brief(&self.words.doer(&gap.party), gap.spoken);
        let mut row = self.row_of(&gap.target, &gap.party);
        row.push(vec![derived(spoken).citing(&gap.cites)]);
        row.push(vec![derived("—")]);
        if self.since.is_some() {
            row.push(vec![derived("—")]);
        }
        row
    }

    /// The first cells of a row: on what, and who.
    fn row_of(&self, target: &Target, party: &PartyId) -> Row {
        vec![
            vec![derived(self.model.target_name(target))],
            vec![derived(self.model.party_name(party))],
        ]
    }

    /// A position in the few words of a cell, with the mark of its kind.
    fn marked_in_few_words(&self, index: PositionId) -> Line {
        let line = self.in_few_words(index);
        let words = upper_first(&line.words);
        Line { words, ..line }.signed(self.stance_sign(index))
    }

    /// A position in the few words of a cell: what is over says so.
    fn in_few_words(&self, index: PositionId) -> Line {
        let position = self.position(index);
        let mut line = short(self.model, position).of(self.words.whose(position));
        if self.graph.is_over(index) {
            line.words += " (over)";
        }
        line
    }

    /// Which way a position went since the day that changes are counted from.
    fn direction(&self, position: &Position, index: PositionId) -> &'static str {
        let Some(found) = &self.changes else {
            return "";
        };
        let mut stances = found.stances.iter();
        let moved = stances.find(|s| s.party == position.party && s.target == position.on);
        match moved.map(|s| s.movement) {
            Some(Movement::Hardened) => "hardened",
            Some(Movement::Softened) => "softened",
            Some(Movement::Moved) => "moved",
            Some(Movement::New) => "new",
            Some(Movement::Withdrawn) => "withdrawn",
            None if found.not_mentioned.iter().any(|one| one.id == index) => "not repeated",
            None => "unchanged",
        }
    }

    /// The board as a table: what each party says on each thing.
    pub(super) fn board_table(&self) -> Table {
        let found = matrix(self.model, self.graph, None, None);
        let names = found.parties.iter();
        let names = names.map(|party| self.model.party_name(party).to_owned());
        let rows = found.rows.iter();
        Table {
            columns: std::iter::once("On".to_owned()).chain(names).collect(),
            rows: rows
                .map(|row| self.board_row(row, &found.parties))
                .collect(),
        }
    }

    fn board_row(&self, row: &MatrixRow, parties: &[PartyId]) -> Row {
        let heading = vec![derived(self.model.target_name(&row.target))];
        let cells = parties.iter().map(|party| {
            let cells = row.cells.iter().filter(|cell| cell.party == *party);
            let held = cells.flat_map(|cell| &cell.positions);
            held.map(|held| self.in_few_words(held.stated.id)).collect()
        });
        std::iter::once(heading).chain(cells).collect()
    }
}

/// Who says what on a target.
fn spoken_on<'m>(
    target: &'m Target,
    found: &'m Matrix,
) -> impl Iterator<Item = (&'m PartyId, PositionId)> {
    let rows = found.rows.iter().filter(|row| row.target == *target);
    let cells = rows.take(1).flat_map(|row| &row.cells);
    cells.flat_map(|cell| {
        let held = cell.positions.iter();
        held.map(|held| (&cell.party, held.stated.id))
    })
}

fn firmness(position: &Position) -> String {
    match position.firmness {
        Some(firmness) => firmness.word().replace('-', " "),
        None => "—".to_owned(),
    }
}
