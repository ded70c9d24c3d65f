//! Which citations a sentence keeps: a reader of two pages wants to see that there are some, and which decide.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::source::{Citation, Date};

use super::Maker;
use crate::view::Line;

impl Maker<'_> {
    pub(super) fn keep_citations(&self, line: &mut Line) {
        match self.notes_at_most() {
            _ if line.parts.len() > 1 => self.keep_one_of_each(line),
            Some(most) => self.keep_cites(line, most),
            None => {}
        }
    }

    /// Keeps one citation of each origin, those that decide first, then the newest: what independent texts say weighs more
    /// than who repeats whom.
    fn keep_cites(&self, line: &mut Line, most: usize) {
        let mut origins = BTreeSet::new();
        line.cites.sort_by_key(|cite| self.weight(cite));
        line.cites.retain(|cite| origins.insert(self.origin(cite)));
        line.cites.truncate(most);
        line.cites.sort();
    }

    fn origin(&self, cite: &Citation) -> String {
        let source = self.model.sources.get(&cite.source);
        let origin = source.and_then(|source| source.origin.clone());
        origin.unwrap_or_else(|| cite.source.to_string())
    }

    /// Of a sentence that says several things, keeps one citation of each.
    fn keep_one_of_each(&self, line: &mut Line) {
        let best = |part: &Vec<Citation>| part.iter().min_by_key(|cite| self.weight(cite)).cloned();
        let kept: BTreeSet<Citation> = line.parts.iter().filter_map(best).collect();
        line.cites = kept.into_iter().collect();
    }

    /// What a short text cites first: a sentence that decides, then one of the newest source, there the first.
    pub(super) fn weight(&self, cite: &Citation) -> (Reverse<(bool, Option<Date>)>, Citation) {
        let decides = self.model.deciding.contains(cite);
        let source = self.model.sources.get(&cite.source);
        let day = source.and_then(|source| source.date);
        (Reverse((decides, day)), cite.clone())
    }
}
