//! The columns of the board: a side for each party that says something on many subjects, one for the others, and what each
//! subject is and what it holds up beside them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Board;
use super::rows::{Row, Subject};
use crate::model::PartyId;
use crate::view::drawings::maker::Maker;
use crate::view::{GridCell, GridRow, Ownership};

/// Most sides of which each is one party.
const MOST_PARTIES: usize = 4;

#[derive(Clone, PartialEq, Eq)]
pub(super) enum Side {
    Party(PartyId),
    Others,
}

/// The title of a column, and whose it is.
type Title = (String, Option<Ownership>);

impl Side {
    fn title(&self, maker: &Maker<'_>) -> Title {
        match self {
            Self::Party(id) => (maker.name(id), Some(maker.owner(id))),
            Self::Others => ("Others".to_owned(), None),
        }
    }
}

pub(super) struct Columns {
    pub sides: Vec<Side>,
}

impl Columns {
    /// The parties of the most rows have a side each.
    pub fn of(board: &Board<'_>, rows: &[Row<'_>]) -> Self {
        let place = |party: &PartyId| board.maker.place(party);
        let mut parties = heaviest_first(board, rows);
        let has_others = parties.len() > MOST_PARTIES;
        if has_others {
            parties.truncate(MOST_PARTIES - 1);
        }
        parties.sort_by_key(place);
        let others = has_others.then_some(Side::Others);
        let sides = parties.into_iter().map(Side::Party);
        Self {
            sides: sides.chain(others).collect(),
        }
    }

    /// The parties that have a side of their own.
    pub fn parties(&self) -> impl Iterator<Item = &PartyId> {
        self.sides.iter().filter_map(|side| match side {
            Side::Party(party) => Some(party),
            Side::Others => None,
        })
    }

    /// The side of a party.
    pub fn side_of(&self, party: &PartyId) -> Side {
        let own = Side::Party(party.clone());
        if self.sides.contains(&own) {
            own
        } else {
            Side::Others
        }
    }

    /// The titles, and whose column each is.
    pub fn titles(&self, maker: &Maker<'_>) -> Vec<Title> {
        let sides = self.sides.iter().map(|side| side.title(maker)).collect();
        let subject = ("Issue".to_owned(), None);
        self.around(subject, sides, ("Needed for".to_owned(), None))
    }

    /// A row with the cells of all sides, its subject after the first of them and its marks at the end.
    pub fn row(&self, subject: usize, sides: Vec<GridCell>, marks: Vec<usize>) -> GridRow {
        let subject = GridCell {
            boxes: vec![subject],
        };
        GridRow {
            cells: self.around(subject, sides, GridCell { boxes: marks }),
        }
    }

    /// Something for each side, with the subject's after the first and the last one after all.
    fn around<T>(&self, subject: T, mut sides: Vec<T>, last: T) -> Vec<T> {
        sides.insert(sides.len().min(1), subject);
        sides.push(last);
        sides
    }
}

/// The parties that have a say, those in most rows first.
fn heaviest_first(board: &Board<'_>, rows: &[Row<'_>]) -> Vec<PartyId> {
    let weights = weights(board, rows);
    let mut parties: Vec<PartyId> = weights.keys().cloned().collect();
    parties.sort_by_key(|party| (Reverse(weights[party]), board.maker.place(party)));
    parties
}

/// In how many rows each party has a say.
fn weights(board: &Board<'_>, rows: &[Row<'_>]) -> BTreeMap<PartyId, usize> {
    let mut weights = BTreeMap::new();
    for party in rows.iter().flat_map(|row| parties_of(row, board)) {
        *weights.entry(party).or_default() += 1;
    }
    weights
}

/// The parties that have a say in a row.
fn parties_of(row: &Row<'_>, board: &Board<'_>) -> BTreeSet<PartyId> {
    match row.subject {
        Subject::Issue(issue) => {
            let mut parties = board.holders(&board.positions_on(issue));
            parties.extend(issue.between.iter().cloned());
            parties
        }
        Subject::Sequence(one, other) => [one.party.clone(), other.party.clone()].into(),
        Subject::Exclusion(_) => board.holders(&row.named),
    }
}
