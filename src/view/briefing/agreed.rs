//! What is agreed, by all or by some.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Agreement, Budget, Status, statuses_of};
use crate::model::{IssueId, Milestone, Target};
use crate::source::{Citation, Date};

use super::{Maker, cited, derived, told};
use crate::view::words::answers::confidence_word;
use crate::view::words::upper_first;
use crate::view::{Block, Item, Section};

impl Maker<'_> {
    pub(super) fn agreed(&self) -> Vec<Section> {
        let reached = self.reached().into_iter();
        let agreements = self.agreed.iter();
        let items: Vec<Item> = reached
            .map(|milestone| self.reached_item(milestone))
            .chain(self.settled())
            .chain(agreements.map(|agreement| self.agreement(agreement)))
            .collect();
        if items.is_empty() {
            let words =
                "So far nothing on record has been accepted by everybody who must accept it.";
            return told("What is agreed", words);
        }
        let heading = "What is agreed, or favoured by more than one";
        let heading = self.model.spelling.of(heading);
        vec![Section::new(heading, vec![Block::Items(items)])]
    }

    /// The milestones that were reached, by their days. Where there is little room, what is told under the changes is not
    /// told again.
    fn reached(&self) -> Vec<&Milestone> {
        let is_told = |day: Date| self.is_short() && self.since.is_some_and(|since| day > since);
        let milestones = self.model.milestones.values();
        let mut reached: Vec<&Milestone> = milestones
            .filter(|m| m.is_reached(self.graph.day))
            .filter(|m| !m.reached.is_some_and(is_told))
            .collect();
        reached.sort_by_key(|m| (m.reached, m.place));
        reached
    }

    fn reached_item(&self, milestone: &Milestone) -> Item {
        let name = self.milestone(&milestone.id);
        let words = match milestone.reached {
            Some(day) => format!("Reached on {}: {name}.", day.in_words()),
            None => format!("Reached: {name}."),
        };
        cited(words, &milestone.cites)
    }

    /// Issues of which some answer has every yes that it needs, and is not listed by itself.
    fn settled(&self) -> Vec<Item> {
        let issues = self.model.issues_in_order().into_iter();
        issues
            .filter(|issue| !self.has_complete_agreement(&issue.id))
            .map(|issue| Target::Issue(issue.id.clone()))
            .filter(|target| self.stands(target) == Some(Status::Met))
            .map(|target| {
                let name = self.words.target(&target);
                let line = derived(format!("Nothing stands in the way of {name}."));
                line.citing(&self.yeses_on(&target)).item()
            })
            .collect()
    }

    /// Where the yeses to an issue and to its answers are said.
    fn yeses_on(&self, issue: &Target) -> Vec<Citation> {
        let positions = self.positions_in_force();
        let yeses = positions.filter(|one| one.on.whole() == *issue && one.stance.grants());
        yeses.flat_map(|one| one.cites.clone()).collect()
    }

    fn has_complete_agreement(&self, issue: &IssueId) -> bool {
        let mut agreed = self.agreed.iter();
        agreed.any(|a| a.is_complete() && a.target.issue() == Some(issue))
    }

    /// How a milestone, an issue or something that is agreed stands, where that is known exactly.
    pub(super) fn stands(&self, target: &Target) -> Option<Status> {
        let standing = self.standing.get_or_init(|| self.standing_now());
        standing.get(target).copied()
    }

    fn standing_now(&self) -> BTreeMap<Target, Status> {
        let agreed = self.agreed.iter().map(|agreement| &agreement.target);
        let whole = self.graph.targets().map(|(target, _)| target);
        let whole = whole.filter(|target| target.option().is_none());
        let asked: Vec<&Target> = agreed
            .chain(whole)
            .filter(|target| self.graph.node_of(target).is_some())
            .collect();
        let statuses = statuses_of(self.model, self.graph, &asked, &Budget::FULL).into_iter();
        let known = statuses.zip(asked);
        known
            .filter_map(|(status, target)| Some((target.clone(), *status.exact()?)))
            .collect()
    }

    pub(super) fn agreement(&self, agreement: &Agreement) -> Item {
        let positions = agreement.positions.iter();
        let cites = positions.flat_map(|&id| &self.position(id).cites);
        let doubt = self.model.doubt_of(agreement.positions.iter().copied());
        let doubt = doubt.map(|doubt| {
            format!(
                " The words for it are read with {}.",
                confidence_word(doubt)
            )
        });
        let words = self.who_says_yes(agreement) + &doubt.unwrap_or_default();
        let notes = agreement.positions.iter();
        let notes: BTreeSet<String> = notes
            .filter_map(|&id| self.position(id).note.clone())
            .collect();
        self.with_notes(cited(words, cites), &Vec::from_iter(notes))
    }

    fn who_says_yes(&self, agreement: &Agreement) -> String {
        let who = upper_first(&self.words.parties(&agreement.yes));
        let on = self.words.target(&agreement.target);
        let missing = self.whose_answer_is_missing(agreement);
        let is_alone = agreement.yes.len() == 1;
        let says = if is_alone { "says yes" } else { "say yes" };
        // A yes to an issue without answers is a yes to no text in particular.
        if agreement.yes.len() > 1 && matches!(agreement.target, Target::Issue(_)) {
            format!(
                "{who} have each said something for {on}; no common text is on record{missing}."
            )
        } else if self.stands(&agreement.target) == Some(Status::Blocked) {
            let is = self.words.is(&agreement.target);
            format!("{who} {says} to {on}, which {is} blocked all the same{missing}.")
        } else if agreement.is_complete() {
            format!("{who} {says} to {on}; nobody else’s yes is needed.")
        } else {
            format!("{who} {says} to {on}{missing}.")
        }
    }

    fn whose_answer_is_missing(&self, agreement: &Agreement) -> String {
        let missing = self.words.parties(&agreement.awaited);
        match agreement.awaited.is_empty() {
            true => String::new(),
            false => format!("; no answer from {missing} is on record"),
        }
    }
}
