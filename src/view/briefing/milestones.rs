//! How every milestone stands; those that the same things block are told together.

use std::collections::BTreeSet;

use crate::analysis::{Ask, Blocks, Status, blocks};
use crate::graph::Change;
use crate::model::{Milestone, PartyId, Target};

use super::{Maker, cited, listed, one};
use crate::view::words::answers::{finding, what_stands_in_the_way};
use crate::view::words::upper_first;
use crate::view::{Item, Section};

/// Milestones that the same changes would open.
struct Alike {
    changes: Vec<Change>,
    targets: Vec<Target>,
    /// The answer for the first of them.
    answer: Blocks,
}

impl Maker<'_> {
    pub(super) fn milestones(&self) -> Vec<Section> {
        let mut blocked: Vec<Alike> = Vec::new();
        let mut others: Vec<Item> = Vec::new();
        for milestone in self.milestones_in_order() {
            let target = Target::Milestone(milestone.id.clone());
            match blocks(self.model, self.graph, &Ask::about(target)) {
                Some(answer) if answer.status() == Status::Blocked => join(&mut blocked, answer),
                Some(answer) => {
                    let words = self.how_a_milestone_stands(&answer);
                    others.push(cited(words, &milestone.cites));
                }
                None => {}
            }
        }
        let told = blocked.iter().map(|alike| self.blocked_alike(alike));
        let all = told.chain(others).collect();
        one(Section::of_items("How each milestone stands", all))
    }

    fn milestones_in_order(&self) -> Vec<&Milestone> {
        let mut milestones: Vec<&Milestone> = self.model.milestones.values().collect();
        milestones.sort_by_key(|milestone| milestone.place);
        milestones
    }

    /// A milestone that is not blocked, in a sentence.
    fn how_a_milestone_stands(&self, answer: &Blocks) -> String {
        let finding = finding(self.words, None, answer);
        match answer.status() {
            Status::Open => {
                let awaited = answer.awaited.items().iter();
                let who: BTreeSet<&PartyId> = awaited.map(|a| &a.party).collect();
                format!("{finding} Awaited: {}.", self.words.parties(who))
            }
            Status::Reached => self.reached_in_words(answer),
            Status::Met | Status::Closed | Status::Pending | Status::Blocked => finding,
        }
    }

    fn reached_in_words(&self, answer: &Blocks) -> String {
        let name = self.words.target_first(&answer.goal);
        match answer.standing().since {
            Some(day) => format!("{name}: reached on {}.", day.in_words()),
            None => format!("{name}: reached."),
        }
    }

    fn blocked_alike(&self, alike: &Alike) -> Item {
        let words = match alike.targets.len() {
            1 => finding(self.words, None, &alike.answer),
            _ => {
                let stands = what_stands_in_the_way(self.words, &alike.answer);
                let names = listed(alike.targets.iter().map(|target| self.words.target(target)));
                format!("{} are blocked by the same: {stands}.", upper_first(&names))
            }
        };
        let blockers = alike.answer.blockers.items().iter();
        let cites = blockers.filter_map(|b| b.cites.first());
        cited(words, cites)
    }
}

/// Puts a blocked milestone to those that the same changes would open; where none would, it stands alone.
fn join(blocked: &mut Vec<Alike>, answer: Blocks) {
    let blockers = answer.blockers.items().iter();
    let changes: Vec<Change> = blockers.map(|b| b.change.clone()).collect();
    let targets = vec![answer.goal.clone()];
    let mut known = blocked.iter_mut();
    match known.find(|alike| !changes.is_empty() && alike.changes == changes) {
        Some(alike) => alike.targets.extend(targets),
        None => blocked.push(Alike {
            changes,
            targets,
            answer,
        }),
    }
}
