//! The matrix: issues by parties, what each party says of each as a mark, and brackets under the rows that join exactly the
//! parties of a conflict.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Conflict, ConflictKind, Library, Order};
use crate::graph::PositionGraph;
use crate::model::{Issue, PartyId, Position, PositionId, Target};

use crate::view::words::{Words, count, upper_first};

use super::board::{Contention, Row, Subject, board_title, rows};
use super::entries::{Entry, EntryKind, UsedSources, marks_of_doubt, silence};
use super::knots::{Who, people};
use super::maker::{Maker, cited};

/// Issues by parties, to be drawn.
#[derive(Debug, Clone, Default)]
pub struct MatrixPicture {
    /// The finding.
    pub title: String,
    /// The day, and how the picture is read.
    pub subtitle: String,
    /// The whole of it for those who cannot see it.
    pub description: String,
    /// The columns.
    pub parties: Vec<Who>,
    /// The rows, the most contested first.
    pub rows: Vec<MatrixRow>,
    /// What the marks beside numbers of sources mean.
    pub footer: Vec<String>,
    /// The sources with their numbers.
    pub sources: String,
}

/// What the parties say of one subject.
#[derive(Debug, Clone)]
pub struct MatrixRow {
    /// How far they are from each other, in small words.
    pub kind: String,
    /// The id of an issue, or of an order.
    pub what: String,
    /// What it is called.
    pub subject: String,
    /// What each party says, in the order of the columns.
    pub cells: Vec<Vec<Entry>>,
    /// The columns that a conflict joins.
    pub joined: Vec<usize>,
    /// Whether the positions exclude each other, so that the bracket is heavy.
    pub is_heavy: bool,
}

/// Issues by parties.
pub fn matrix(words: &Words<'_>, graph: &PositionGraph, conflicts: &[Conflict]) -> MatrixPicture {
    let maker = Maker::new(words, graph);
    let in_force = maker.in_force();
    let mut making = Making {
        library: Library::of(words.model, graph),
        people: people(&maker),
        in_force,
        maker,
        used: UsedSources::default(),
    };
    let rows = rows(words.model, &making.in_force, conflicts);
    let parties = making.columns(&rows);
    let told: Vec<MatrixRow> = rows.iter().map(|row| making.row(row, &parties)).collect();
    let as_of = making.maker.as_of();
    MatrixPicture {
        title: board_title(&rows),
        subtitle: format!(
            "{as_of}Who says what, the most contested first. An empty cell: this party is not asked."
        ),
        description: description(&told, &parties),
        parties: parties.iter().map(|id| making.people[id].clone()).collect(),
        footer: marks(&told, conflicts),
        sources: making.used.listed(&making.maker),
        rows: told,
    }
}

struct Making<'a> {
    maker: Maker<'a>,
    library: Library<'a>,
    people: BTreeMap<PartyId, Who>,
    in_force: Vec<PositionId>,
    used: UsedSources,
}

impl Making<'_> {
    /// The parties that say something in a row or are asked, in the order of their hues.
    fn columns(&self, rows: &[Row<'_>]) -> Vec<PartyId> {
        let mut parties: BTreeSet<PartyId> = BTreeSet::new();
        for row in rows {
            match row.subject {
                Subject::Issue(issue) => {
                    parties.extend(issue.between.iter().cloned());
                    let said = self.on(issue);
                    parties.extend(self.maker.positions(&said).map(|one| one.party.clone()));
                }
                Subject::Sequence(one, other) => {
                    parties.extend([one.party.clone(), other.party.clone()]);
                }
                Subject::Exclusion(_) => {
                    let named = self.maker.positions(&row.named);
                    parties.extend(named.map(|one| one.party.clone()));
                }
            }
        }
        let mut parties: Vec<PartyId> = parties.into_iter().collect();
        parties.retain(|id| self.people.contains_key(id));
        parties.sort_by_key(|id| self.maker.place(id));
        parties
    }

    /// The positions of parties of their own on an issue that are in force and not over.
    fn on(&self, issue: &Issue) -> Vec<PositionId> {
        let graph = self.maker.graph;
        let all = self.in_force.iter().copied();
        let on = all.filter(|&id| {
            let position = self.maker.position(id);
            let is_answer = !position.remark && position.is_own();
            position.on.issue() == Some(&issue.id) && is_answer && !graph.is_over(id)
        });
        on.collect()
    }

    fn row(&mut self, row: &Row<'_>, parties: &[PartyId]) -> MatrixRow {
        let cells: Vec<Vec<Entry>> = parties.iter().map(|party| self.cell(row, party)).collect();
        let joined = self.joined(row, parties);
        let kind = match row.contention {
            Contention::Stated => String::new(),
            Contention::Incompatible
            | Contention::Sequence
            | Contention::Apart
            | Contention::Contested => row.contention.over_a_box().to_owned(),
        };
        MatrixRow {
            kind,
            what: what(row),
            subject: self.subject(row),
            cells,
            joined,
            is_heavy: row.contention.divides(),
        }
    }

    fn subject(&self, row: &Row<'_>) -> String {
        match row.subject {
            Subject::Issue(issue) => issue.name.clone(),
            Subject::Sequence(one, _) => {
                let words = self.maker.words;
                let (a, b) = (words.bare(&one.before), words.bare(&one.after));
                upper_first(&format!("{a} or {b} first"))
            }
            Subject::Exclusion(_) => "Not all together".to_owned(),
        }
    }

    /// The columns that the conflict of a row names, and no others.
    fn joined(&self, row: &Row<'_>, parties: &[PartyId]) -> Vec<usize> {
        let named: BTreeSet<&PartyId> = match row.subject {
            Subject::Sequence(one, other) => BTreeSet::from([&one.party, &other.party]),
            Subject::Issue(_) | Subject::Exclusion(_) => self
                .maker
                .positions(&row.named)
                .map(|one| &one.party)
                .collect(),
        };
        let places = parties.iter().enumerate();
        let places = places.filter(|(_, party)| named.contains(party));
        let joined: Vec<usize> = places.map(|(place, _)| place).collect();
        if joined.len() > 1 { joined } else { Vec::new() }
    }

    fn cell(&mut self, row: &Row<'_>, party: &PartyId) -> Vec<Entry> {
        match row.subject {
            Subject::Issue(issue) => self.on_issue(issue, party),
            Subject::Sequence(one, other) => {
                let own = [one, other]
                    .into_iter()
                    .filter(|order| order.party == *party);
                own.map(|order| self.order(order)).collect()
            }
            Subject::Exclusion(_) => {
                let named = row.named.iter().copied();
                let own = named.filter(|&id| self.maker.position(id).party == *party);
                let own: Vec<PositionId> = own.collect();
                own.into_iter().map(|id| self.said(id)).collect()
            }
        }
    }

    fn on_issue(&mut self, issue: &Issue, party: &PartyId) -> Vec<Entry> {
        let own = self.on(issue).into_iter();
        let own = own.filter(|&id| self.maker.position(id).party == *party);
        let own: Vec<PositionId> = own.collect();
        let is_asked = issue.between.contains(party);
        match own.is_empty() {
            true => is_asked
                .then(|| silence(&self.maker, &self.library, issue, party))
                .into_iter()
                .collect(),
            false => own.into_iter().map(|id| self.said(id)).collect(),
        }
    }

    fn said(&mut self, id: PositionId) -> Entry {
        let words = self.in_few_words(self.maker.position(id));
        self.used.entry(&self.maker, id, words)
    }

    /// The author's words, else the answer or the number.
    fn in_few_words(&self, position: &Position) -> String {
        let words = self.maker.words;
        match (&position.text, &position.value, &position.on) {
            (Some(text), _, _) => text.trim_end_matches('.').to_owned(),
            (None, Some(value), on) => {
                let issue = on.issue().and_then(|id| self.maker.model.issues.get(id));
                issue.map_or_else(|| value.in_words(), |issue| issue.range_words(value))
            }
            (None, None, Target::Issue(_)) => "to settle it".to_owned(),
            (None, None, on @ (Target::Option(..) | Target::Milestone(_))) => words.bare(on),
        }
    }

    fn order(&mut self, order: &Order) -> Entry {
        let words = self.maker.words;
        let (before, after) = (words.bare(&order.before), words.target(&order.after));
        let told = format!(
            "{} conditions put {} before {after}.",
            upper_first(&words.of_party(&order.party)),
            words.target(&order.before)
        );
        Entry {
            kind: EntryKind::MakesWait,
            words: format!("{before} before {after}"),
            refs: self.used.numbers(&self.maker, &order.cites),
            position: None,
            told: cited(&told, &order.cites),
        }
    }
}

fn what(row: &Row<'_>) -> String {
    match row.subject {
        Subject::Issue(issue) => issue.id.to_string(),
        Subject::Sequence(one, _) => format!("{} {}", one.before, one.after),
        Subject::Exclusion(_) => "exclusion".to_owned(),
    }
}

fn marks(rows: &[MatrixRow], conflicts: &[Conflict]) -> Vec<String> {
    let joined = rows.iter().any(|row| !row.joined.is_empty());
    let joined = joined.then_some("A bracket joins the parties of a conflict; a heavy one, where no answer is left between them.");
    let entries = rows.iter().flat_map(|row| row.cells.iter().flatten());
    let told: Vec<&str> = joined.into_iter().chain(marks_of_doubt(entries)).collect();
    let opposed = conflicts
        .iter()
        .filter(|one| matches!(one.kind, ConflictKind::Opposed(_)));
    let opposed = opposed.count();
    let beside = (opposed > 0).then(|| {
        let things = count(opposed, "other thing", "other things");
        format!("Not in the table: {things} that some want and others refuse (impasse conflicts).")
    });
    std::iter::once(told.join(" ")).chain(beside).collect()
}

fn description(rows: &[MatrixRow], parties: &[PartyId]) -> String {
    let told = rows.iter().map(|row| {
        let said = row.cells.iter().flatten().map(|entry| entry.told.as_str());
        let said: Vec<&str> = said.collect();
        format!("{}: {}", row.subject, said.join(" "))
    });
    let head = format!(
        "A table of {} subjects by {} parties.",
        rows.len(),
        parties.len()
    );
    std::iter::once(head)
        .chain(told)
        .collect::<Vec<_>>()
        .join(" ")
}
