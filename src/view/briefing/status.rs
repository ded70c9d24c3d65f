//! The status table: issue by party, how firm, and which way it moves.

use crate::analysis::{Gap, MatrixRow, Movement, matrix};
use crate::model::{PartyId, Position, PositionId, Target};

use super::{Maker, derived};
use crate::view::words::answers::short;
use crate::view::words::spoken::spoken_in_brief;
use crate::view::{Block, Line, Section, Table};

impl Maker<'_> {
    pub(super) fn status_table(&self) -> Vec<Section> {
        let found = matrix(self.model, self.graph, None, None);
        let moves = self
            .since
            .map(|since| format!("Since {}", since.in_words()));
        let columns = ["On", "Party", "Says", "Firmness"]
            .into_iter()
            .map(str::to_owned)
            .chain(moves)
            .collect();
        let mut rows = Vec::new();
        let silent: Vec<&Target> = self
            .gaps
            .iter()
            .map(|gap| &gap.target)
            .filter(|t| !found.rows.iter().any(|row| row.target == **t))
            .collect();
        let mut targets: Vec<&Target> = found.rows.iter().map(|row| &row.target).collect();
        silent.into_iter().for_each(|target| {
            if !targets.contains(&target) {
                targets.push(target);
            }
        });
        for target in targets {
            let spoken = found
                .rows
                .iter()
                .find(|row| row.target == *target)
                .map(|row| row.cells.as_slice())
                .unwrap_or_default();
            let positions = spoken.iter().flat_map(|cell| {
                cell.positions
                    .iter()
                    .map(move |held| (&cell.party, held.stated.id))
            });
            rows.extend(positions.map(|(party, i)| self.position_row(target, party, i)));
            rows.extend(
                self.gaps
                    .iter()
                    .filter(|gap| gap.target == *target)
                    .map(|gap| self.silent_row(gap)),
            );
        }
        if rows.is_empty() {
            return vec![Section::new(
                "Where each party stands",
                vec![Block::Say(derived("No position is on record."))],
            )];
        }
        let note = "Firm is what a source says of it, or the plainest reading of a demand or refusal; a dash means that no source says how firm it is.";
        vec![Section::new(
            "Where each party stands",
            vec![
                Block::Table(Table { columns, rows }),
                Block::Say(derived(note)),
            ],
        )]
    }

    fn position_row(&self, target: &Target, party: &PartyId, index: PositionId) -> Vec<Vec<Line>> {
        let position = &self.model.positions[index];
        let mut row = vec![
            vec![derived(self.model.target_name(target))],
            vec![derived(self.model.party_name(party))],
            vec![self.in_few_words(index)],
            vec![derived(firmness(position))],
        ];
        if self.since.is_some() {
            row.push(vec![derived(self.direction(position, index))]);
        }
        row
    }

    /// A position in the few words of a cell: what is over says so.
    fn in_few_words(&self, index: PositionId) -> Line {
        let position = &self.model.positions[index];
        let mut line = short(self.model, position).of(self.words.whose(position));
        if self.graph.is_over(index) {
            line.words += " (over)";
        }
        line
    }

    fn silent_row(&self, gap: &Gap) -> Vec<Vec<Line>> {
        let mut row = vec![
            vec![derived(self.model.target_name(&gap.target))],
            vec![derived(self.model.party_name(&gap.party))],
            vec![derived(spoken_in_brief(self.words, &gap.party, gap.spoken)).citing(&gap.cites)],
            vec![derived("—")],
        ];
        if self.since.is_some() {
            row.push(vec![derived("—")]);
        }
        row
    }

    /// Which way a position went since the day that changes are counted from.
    fn direction(&self, position: &Position, index: PositionId) -> &'static str {
        let Some(found) = &self.changes else {
            return "";
        };
        let moved = found
            .stances
            .iter()
            .find(|s| s.party == position.party && s.target == position.on)
            .map(|s| s.movement);
        match moved {
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
        let matrix = matrix(self.model, self.graph, None, None);
        let names = matrix
            .parties
            .iter()
            .map(|p| self.model.party_name(p).to_owned());
        let mut table = Table {
            columns: std::iter::once("On".to_owned()).chain(names).collect(),
            rows: Vec::new(),
        };
        for MatrixRow { target, cells } in &matrix.rows {
            let mut row = vec![vec![derived(self.model.target_name(target))]];
            row.extend(matrix.parties.iter().map(|party| {
                let own = cells
                    .iter()
                    .filter(|c| c.party == *party)
                    .flat_map(|c| &c.positions);
                own.map(|held| self.in_few_words(held.stated.id))
                    .collect::<Vec<_>>()
            }));
            table.rows.push(row);
        }
        table
    }
}

fn firmness(position: &Position) -> String {
    position
        .firmness
        .map_or_else(|| "—".to_owned(), |f| f.word().replace('-', " "))
}
