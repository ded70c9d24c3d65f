//! The lines under a knot: each move with its key; moves that are needed together with a bunch; choices inside with keys of
//! their own.

use std::collections::BTreeSet;

use crate::analysis::{Shape, ShapeKind};
use crate::graph::Change;
use crate::source::Citation;

use crate::view::words::answers::{Told, knot_told};
use crate::view::words::upper_first;

use super::obstacle::Building;
use super::{KeyLine, MarkState};

impl Building<'_> {
    /// A part of a knot as a line with its keys.
    pub(super) fn line(&mut self, told: &Told<'_>) -> KeyLine {
        match told.made_of.as_slice() {
            [] => self.line_of(&told.item.line.words, &told.changes, Vec::new()),
            [one] => match &one.kind {
                ShapeKind::All(parts) => self.set(told, &parts.iter().collect::<Vec<_>>()),
                ShapeKind::Any(_)
                | ShapeKind::AtLeast(..)
                | ShapeKind::Weighted { .. }
                | ShapeKind::Prime { .. }
                | ShapeKind::Change(_) => self.choice(one),
            },
            several => self.set(told, several),
        }
    }

    /// Parts that are needed together: the moves in one line, the choices inside it.
    fn set(&mut self, told: &Told<'_>, parts: &[&Shape]) -> KeyLine {
        let (moves, choices): (Vec<&Shape>, Vec<&Shape>) = parts
            .iter()
            .partition(|part| matches!(part.kind, ShapeKind::Change(_)));
        let inside: Vec<KeyLine> = choices.into_iter().map(|part| self.choice(part)).collect();
        let moves: Vec<&Change> = moves.into_iter().flat_map(Shape::changes).collect();
        self.line_of(&told.item.line.words, &moves, inside)
    }

    /// A choice: what it takes, and inside it each of its parts.
    fn choice(&mut self, part: &Shape) -> KeyLine {
        let told = knot_told(self.words, self.answer, part);
        if let [only] = told.parts.as_slice()
            && only.made_of.is_empty()
        {
            return self.line(only);
        }
        let inside: Vec<KeyLine> = told.parts.iter().map(|one| self.line(one)).collect();
        let takes = format!("{}:", upper_first(&told.takes));
        self.line_of(&takes, &[], inside)
    }

    fn line_of(&mut self, words: &str, moves: &[&Change], inside: Vec<KeyLine>) -> KeyLine {
        let is_one_sentence = words.matches(". ").count() == 0;
        let words = match is_one_sentence {
            true => words.trim_end_matches('.'),
            false => words,
        };
        KeyLine {
            keys: self.keys_of(moves),
            lead: self.lead(words, moves),
            words: words.to_owned(),
            refs: self.refs(moves),
            cites: self.cites(moves),
            inside,
            changes: moves.iter().map(ToString::to_string).collect(),
            state: MarkState::Stands,
        }
    }

    /// Where what some changes would lift is said.
    pub(super) fn cites(&self, changes: &[&Change]) -> Vec<Citation> {
        let lifted = self.lifted(changes);
        let cites: BTreeSet<&Citation> = lifted.iter().flat_map(|one| &one.cites).collect();
        cites.into_iter().cloned().collect()
    }

    /// The parties with which some words begin.
    fn lead(&self, words: &str, changes: &[&Change]) -> String {
        let parties: BTreeSet<_> = changes.iter().map(|change| change.party()).collect();
        let all = self.words.parties(parties.iter().copied());
        let each = parties.iter().map(|party| self.words.party_first(party));
        let mut names = std::iter::once(upper_first(&all)).chain(each);
        let lead = names.find(|name| words.starts_with(name.as_str()));
        lead.unwrap_or_default()
    }
}
