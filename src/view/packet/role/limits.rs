//! How far a role may go: what it may accept beyond what it asks for, and what it may not.

use crate::graph::{Change, Reading, StanceInfo};
use crate::lesson::{Answer, Role};
use crate::model::{PartyId, Target};

use crate::view::packet::paper::{items, say, sentence};
use crate::view::packet::played::{PlayedAnswer, PlayedIssue};
use crate::view::packet::{Maker, is_limit, refuses};
use crate::view::words::answers::clause;
use crate::view::words::{or, upper_first};
use crate::view::{Block, Section};

impl Maker<'_> {
    pub(super) fn may_accept(&self, role: &Role) -> Vec<Block> {
        let rejected = self.targets(&self.limits_of(role.id()));
        let room = role.may_accept.iter();
        let room = room.map(|target| self.room_for(target, &rejected));
        let asked = self.targets(&self.asks_of(role.id()));
        let issues = self.played_issues();
        let free = issues.filter_map(|issue| self.free_to_take(role, issue, &asked));
        let mut lines: Vec<String> = room.chain(free).collect();
        if lines.is_empty() {
            lines.push("What you ask for, and nothing else is on record. Decide, alone or with those who play the same role, what you would give, and for what.".to_owned());
        }
        vec![items(lines)]
    }

    /// What the lesson says that a role may accept; an answer that the players are to find is not named.
    fn room_for(&self, target: &Target, rejected: &[&Target]) -> String {
        let mut found = self.played_answers().filter(|p| p.answer.is_found);
        if found.any(|played| played.is(target)) {
            "Any other answer that gives you all that you need.".to_owned()
        } else if rejected.contains(&target) {
            format!(
                "In public you reject {}. If you get enough for it, you may accept it.",
                self.on_paper(target)
            )
        } else {
            sentence(&self.on_paper(target))
        }
    }

    /// The answers on an issue to which a role is neither bound nor opposed.
    fn free_to_take(
        &self,
        role: &Role,
        issue: PlayedIssue<'_>,
        asked: &[&Target],
    ) -> Option<String> {
        let is_named =
            |target: &Target| asked.contains(&target) || role.may_accept.contains(target);
        let is_bound = |answer: &Answer| {
            answer.target.as_ref().is_some_and(is_named) || is_limit(self.graph, role, answer)
        };
        let free: Vec<String> = issue
            .answers()
            .filter(|played| !played.answer.is_found && !is_bound(played.answer))
            .map(PlayedAnswer::letter)
            .collect();
        let measure = match self.lesson.has_points() {
            true => "your points",
            false => "what you need",
        };
        (!free.is_empty()).then(|| {
            format!(
                "On {} you are free to take {}: judge by {measure}.",
                self.words.issue(&issue.question.issue),
                or(&free)
            )
        })
    }

    pub(super) fn may_not_accept(&self, role: &Role) -> Section {
        let heading = match self.conditions_of(role.id()).is_empty() {
            true => "What you may not accept",
            false => "What you may not accept, and your conditions",
        };
        Section::new(heading, self.limits_in_words(role))
    }

    fn limits_in_words(&self, role: &Role) -> Vec<Block> {
        let mut list = self.stated_limits(role);
        list.extend(self.limits_by_demand(role));
        list.extend(self.own_conditions(role.id()));
        list.extend(self.limits_of_the_lesson(role));
        match list.is_empty() {
            true => vec![say(
                "No limit of yours is on record. Decide, alone or with those who play the same role, what you would refuse, and write it down before you begin.",
            )],
            false => vec![items(list)],
        }
    }

    /// What a role refuses in words. What may be accepted after all is told there, once.
    fn stated_limits(&self, role: &Role) -> Vec<String> {
        let mut limits = self.limits_of(role.id());
        limits.retain(|&id| !role.may_accept.contains(&self.position(id).on));
        limits.into_iter().map(|id| self.of_you(id)).collect()
    }

    /// What a role refuses because it demands another answer.
    fn limits_by_demand(&self, role: &Role) -> Vec<String> {
        let stated = self.targets(&self.limits_of(role.id()));
        let is_implied =
            |s: &&StanceInfo| s.party == *role.id() && s.reading == Reading::Refused && s.implied;
        let is_told = |target: &Target| {
            role.may_accept.contains(target)
                || stated.contains(&target)
                || self.is_on_a_scale(target)
        };
        let stances = self.graph.stances().iter().filter(is_implied);
        let refused = stances.map(|stance| &stance.target);
        refused
            .filter(|target| !is_told(target))
            .map(|target| {
                format!(
                    "{}, because you demand another answer.",
                    upper_first(&self.on_paper(target))
                )
            })
            .collect()
    }

    /// Whether a target is an issue that asks for a number, or a number of it.
    fn is_on_a_scale(&self, target: &Target) -> bool {
        let issue = target.issue().and_then(|id| self.model.issues.get(id));
        issue.is_some_and(|issue| issue.scale.is_some())
    }

    fn own_conditions(&self, party: &PartyId) -> Vec<String> {
        let conditions = self.conditions_of(party).into_iter();
        let told = conditions.map(|info| {
            format!(
                "Your condition is that {}. You may drop it, for something in return.",
                self.condition_clause(&info.change)
            )
        });
        told.collect()
    }

    /// `the vote waits for the ceasefire`: the condition that a change would drop.
    fn condition_clause(&self, change: &Change) -> String {
        match change {
            Change::Waive {
                target, condition, ..
            } => {
                let waits = match self.words.is_plural(target) {
                    true => "wait",
                    false => "waits",
                };
                format!(
                    "{} {waits} for {}",
                    self.words.target(target),
                    self.words.condition(condition.condition())
                )
            }
            Change::Grant { .. } => clause(self.words, change),
        }
    }

    /// What the lesson forbids a role beyond what it refuses on record.
    fn limits_of_the_lesson(&self, role: &Role) -> Vec<String> {
        let forbidden = role.must_not_accept.iter();
        forbidden
            .filter(|target| !refuses(self.graph, role.id(), target))
            .map(|target| sentence(&self.on_paper(target)))
            .collect()
    }
}
