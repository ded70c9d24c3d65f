//! What is agreed, by all or by some.

use crate::analysis::{Agreement, Budget, Status, status_of};
use crate::model::Target;

use super::{Maker, derived};
use crate::view::words::and;
use crate::view::words::answers::confidence_word;
use crate::view::{Block, Item, Section};

impl Maker<'_> {
    pub(super) fn agreed(&self) -> Vec<Section> {
        let mut items: Vec<Item> = Vec::new();
        let mut reached: Vec<_> = self
            .model
            .milestones
            .values()
            .filter(|m| m.is_reached(self.graph.day))
            .collect();
        // Where there is little room, what is told under the changes is not told again.
        let told = |day: crate::source::Date| {
            self.is_short() && self.since.is_some_and(|since| day > since)
        };
        reached.retain(|m| !m.reached.is_some_and(told));
        reached.sort_by_key(|m| (m.reached, m.place));
        items.extend(reached.into_iter().map(|milestone| {
            let day = milestone
                .reached
                .map(|day| format!(" on {}", day.in_words()))
                .unwrap_or_default();
            derived(format!(
                "Reached{day}: {}.",
                self.words.target(&Target::Milestone(milestone.id.clone()))
            ))
            .citing(&milestone.cites)
            .item()
        }));
        items.extend(self.settled());
        items.extend(
            self.agreed
                .iter()
                .map(|agreement| self.agreement(agreement)),
        );
        if items.is_empty() {
            let words = "Nothing on record has the yes of two parties.";
            return vec![Section::new(
                "What is agreed",
                vec![Block::Say(derived(words))],
            )];
        }
        vec![Section::new(
            "What is agreed, or favoured by more than one",
            vec![Block::Items(items)],
        )]
    }

    /// Issues of which some answer has every yes that it needs, and is not listed by itself.
    fn settled(&self) -> Vec<Item> {
        let listed = |issue: &crate::model::IssueId| {
            self.agreed
                .iter()
                .any(|a| a.is_complete() && a.target.issue() == Some(issue))
        };
        let issues = self
            .model
            .issues_in_order()
            .into_iter()
            .filter(|issue| !listed(&issue.id));
        issues
            .map(|issue| Target::Issue(issue.id.clone()))
            .filter(|target| self.stands(target) == Some(Status::Met))
            .map(|target| {
                derived(format!(
                    "Nothing stands in the way of {}.",
                    self.words.target(&target)
                ))
                .item()
            })
            .collect()
    }

    /// How a target stands, where that is known exactly.
    fn stands(&self, target: &Target) -> Option<Status> {
        let status = status_of(self.model, self.graph, target, &Budget::FULL)?;
        status.exact().copied()
    }

    fn agreement(&self, agreement: &Agreement) -> Item {
        let cites: Vec<_> = agreement
            .positions
            .iter()
            .flat_map(|&i| &self.model.positions[i].cites)
            .collect();
        let (yes, on) = (
            self.words.parties(&agreement.yes),
            self.words.target(&agreement.target),
        );
        let say = if agreement.yes.len() == 1 {
            "says yes"
        } else {
            "say yes"
        };
        let yes = crate::view::words::upper_first(&yes);
        let blocked = self.stands(&agreement.target) == Some(Status::Blocked);
        let missing: Vec<String> = agreement
            .awaited
            .iter()
            .map(|party| self.words.party(party))
            .collect();
        let missing = if missing.is_empty() {
            String::new()
        } else {
            format!("; no answer of {} is on record", and(&missing))
        };
        let several = agreement.yes.len() > 1;
        // A yes to an issue without answers is a yes to no text in particular.
        let words = if several && matches!(agreement.target, Target::Issue(_)) {
            format!(
                "{yes} have each said something for {on}; no common text is on record{missing}."
            )
        } else if blocked {
            let is = if self.words.is_plural(&agreement.target) {
                "are"
            } else {
                "is"
            };
            format!("{yes} {say} to {on}, which {is} blocked all the same{missing}.")
        } else if agreement.is_complete() {
            format!("{yes} {say} to {on}; nobody else’s yes is needed.")
        } else {
            format!("{yes} {say} to {on}{missing}.")
        };
        let doubt = self.model.doubt_of(agreement.positions.iter().copied());
        let words = match doubt {
            Some(confidence) => {
                let doubt = format!(" It is read with {}.", confidence_word(confidence));
                words + &doubt
            }
            None => words,
        };
        derived(words).citing(cites).item()
    }
}
