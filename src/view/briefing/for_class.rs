//! What a class needs besides: the terms, and questions that the answers raise.

use crate::analysis::{ConflictKind, Status};
use crate::model::Target;

use super::{Maker, derived, one};
use crate::view::words::{and, count};
use crate::view::{Item, Section};

impl Maker<'_> {
    /// The words of the field that this briefing uses.
    pub(super) fn terms(&self) -> Vec<Section> {
        let has =
            |wanted: fn(&ConflictKind) -> bool| self.conflicts.iter().any(|c| wanted(&c.kind));
        let mut terms = vec![(
            "Position and interest",
            "A position is what a party says it wants; an interest is why. Positions can exclude each other while interests do not (Fisher and Ury, Getting to Yes, 1981).",
        )];
        if !self.rings.is_empty() {
            terms.push((
                "Deadlock",
                "A circle of conditions, each waiting for the next. It stays closed even if everything else that is refused is granted: only giving up one of these conditions opens it.",
            ));
        }
        if !self.sticking.is_empty() {
            terms.push((
                "Sticking point",
                "An issue on the way to the goal where the positions exclude each other, or that the sources call contested.",
            ));
        }
        if has(|kind| matches!(kind, ConflictKind::Apart(_))) {
            terms.push((
                "Stated gap",
                "The distance between two wishes in numbers. It is no bargaining zone: how far a party would really go is not on record.",
            ));
        }
        if self
            .model
            .parties
            .values()
            .any(|party| party.batna.is_some())
        {
            terms.push(("BATNA", "The best alternative to a negotiated agreement: what a party does if the talks fail."));
        }
        let items = terms
            .into_iter()
            .map(|(term, words)| derived(format!("{term}: {words}")).item())
            .collect();
        one(Section::of_items("Terms", items))
    }

    /// Questions that what is on record raises; none of them has one right answer.
    pub(super) fn questions(&self) -> Vec<Section> {
        let mut asked: Vec<Item> = Vec::new();
        let mut ask = |words: String| asked.push(derived(words).item());
        if let Some(ring) = self.rings.first() {
            let owners: std::collections::BTreeSet<_> = ring
                .edges
                .iter()
                .filter_map(|e| e.change.as_ref().map(|c| c.party().clone()))
                .collect();
            ask(format!(
                "The circle has {}. Which would you ask its owner to give up, and what could {} get in return?",
                count(ring.edges.len(), "condition", "conditions"),
                self.words.parties(&owners)
            ));
        }
        for conflict in &self.conflicts {
            match (&conflict.kind, &conflict.issue) {
                (ConflictKind::Incompatible(_), Some(issue)) => ask(format!(
                    "On {} the stated positions exclude each other. What might each side need there, behind what it asks for, and is there an answer that nobody has named yet?",
                    self.words.target(&Target::Issue(issue.clone()))
                )),
                (ConflictKind::Apart(_), Some(issue)) => ask(format!(
                    "On {} the wishes differ and nobody has refused. What would move either side, other than splitting the difference?",
                    self.words.target(&Target::Issue(issue.clone()))
                )),
                (ConflictKind::DisputedFact(_), _) => {
                    ask("A fact is disputed. How could talks go on while it is?".to_owned())
                }
                (ConflictKind::Incompatible(_) | ConflictKind::Apart(_), None)
                | (
                    ConflictKind::Sequence { .. }
                    | ConflictKind::OneSided { .. }
                    | ConflictKind::PositionsUnstated { .. },
                    _,
                ) => {}
            }
        }
        let silent: Vec<String> = {
            let mut ids: Vec<_> = self
                .gaps
                .iter()
                .filter(|gap| gap.on_the_way)
                .map(|gap| gap.party.clone())
                .collect();
            ids.sort();
            ids.dedup();
            ids.iter().map(|id| self.words.party(id)).collect()
        };
        if !silent.is_empty() {
            ask(format!(
                "On some points these texts record no position of {}. Might they not have spoken, or not been reported, and why?",
                and(&silent)
            ));
        }
        if let Some(answer) = self
            .answer
            .as_ref()
            .filter(|a| a.status() == Status::Blocked && a.unblocking_sets().len() > 1)
        {
            ask(format!(
                "There are several smallest openings to {}. Which asks the least of whom? Defend your answer from each side.",
                self.words.target(&answer.goal)
            ));
        }
        if self.model.sources.is_empty() {
            ask("What would you ask each side, if you could ask one question only?".to_owned());
            return one(Section::of_items("To discuss", asked));
        }
        ask("Which sentence in the sources would you most want to check, and what would change if it were wrong?".to_owned());
        one(Section::of_items("To discuss", asked))
    }
}
