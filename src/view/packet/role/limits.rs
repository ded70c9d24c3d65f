//! How far a role may go: what it may accept beyond what it asks for, and what it may not.

use crate::graph::{Change, Reading, StanceInfo};
use crate::lesson::{Answer, Role};
use crate::model::{PartyId, Target};

use crate::view::packet::paper::{items, say, sentence};
use crate::view::packet::played::{PlayedAnswer, PlayedIssue};
use crate::view::packet::{Maker, is_limit, is_red_line, refuses};
use crate::view::words::answers::clause;
use crate::view::words::{or, upper_first};
use crate::view::{Block, Section};

impl Maker<'_> {
    pub(super) fn may_accept(&self, role: &Role) -> Vec<Block> {
        let given_up: Vec<&Target> = self.given_up(role).collect();
        let room = role
            .may_accept
            .iter()
            .filter(|target| !given_up.contains(target));
        let room = room.map(|target| self.room_for(target));
        let asked = self.targets(&self.asks_of(role.id()));
        let mut lines: Vec<String> = room.collect();
        lines.extend(self.free_to_take(role, &asked));
        let given_up: Vec<String> = given_up
            .iter()
            .map(|target| self.on_paper(target))
            .collect();
        lines.extend(given_up.into_iter().map(|what| self.may_give_up(&what)));
        lines.extend(self.droppable_conditions(role));
        if lines.is_empty() {
            lines.push("What you ask for, and nothing else is on record. Decide, alone or with those who play the same role, what you would give, and for what.".to_owned());
        }
        vec![items(lines)]
    }

    /// What the lesson says that a role may accept; an answer that the players are to find is not named.
    fn room_for(&self, target: &Target) -> String {
        let mut found = self.played_answers().filter(|p| p.answer.is_found);
        match found.any(|played| played.is(target)) {
            true => "Any other answer that gives you all that you need.".to_owned(),
            false => sentence(&self.on_paper(target)),
        }
    }

    /// What a role refuses in public, by a word or by a demand for something else, and may give up at the table: all that
    /// is no red line and that the lesson does not forbid.
    pub(in crate::view::packet) fn given_up<'r>(
        &'r self,
        role: &'r Role,
    ) -> impl Iterator<Item = &'r Target> {
        let stances = self.graph.stances().iter();
        let refused = stances.filter(|s| s.party == *role.id() && s.reading == Reading::Refused);
        let refused = refused.map(|stance| &stance.target);
        refused.filter(|target| !self.is_kept(role, target) && self.is_played_at(target))
    }

    /// Whether an answer stands on no sheet of those who play.
    fn is_found_by_players(&self, target: &Target) -> bool {
        let mut found = self
            .played_answers()
            .filter(|played| played.answer.is_found);
        found.any(|played| played.is(target))
    }

    /// Whether a refusal is a limit that the role may not give up.
    fn is_kept(&self, role: &Role, target: &Target) -> bool {
        let may = role.may_accept.contains(target);
        role.must_not_accept.contains(target)
            || (is_red_line(self.graph, role.id(), target) && !may)
    }

    /// Whether something is a step, an issue or an answer that stands on the sheets.
    fn is_played_at(&self, target: &Target) -> bool {
        let is_named = self
            .played_answers()
            .any(|played| played.is(target) && !played.answer.is_found);
        match target {
            Target::Option(..) => is_named,
            Target::Issue(_) => self.is_in_play(target),
            Target::Milestone(_) => self.is_on_the_way(target) && !self.is_given_by_order(target),
        }
    }

    /// Whether some order of steps that is played drops what is asked of a step.
    fn is_given_by_order(&self, target: &Target) -> bool {
        let mut moves = self
            .played_answers()
            .flat_map(|played| &played.answer.moves);
        moves.any(|change| change.target() == target)
    }

    fn may_give_up(&self, what: &str) -> String {
        let measure = match self.lesson.has_points() {
            true => "your points say what it costs you",
            false => "what you get for it must be worth more to you",
        };
        format!(
            "So far you refuse {what}. If you get enough for it, you may accept it all the same: {measure}."
        )
    }

    /// The conditions and refusals of a role that some order of steps drops.
    fn droppable_conditions(&self, role: &Role) -> Vec<String> {
        let orders = self
            .played_issues()
            .filter(|issue| issue.question.is_order());
        let dropping = orders.flat_map(PlayedIssue::answers).filter(|played| {
            let mut moves = played.answer.moves.iter();
            moves.any(|change| change.party() == role.id())
                && !is_limit(self.graph, role, played.answer)
        });
        let letters: Vec<String> = dropping.map(PlayedAnswer::letter).collect();
        match letters.is_empty() {
            true => Vec::new(),
            false => vec![format!(
                "You may agree to {}, by which you drop something of your own, for something in return.",
                or(&letters)
            )],
        }
    }

    /// The answers to which a role is neither bound nor opposed, those of one issue after those of another.
    fn free_to_take(&self, role: &Role, asked: &[&Target]) -> Option<String> {
        let measure = match self.lesson.has_points() {
            true => "your points",
            false => "what you need",
        };
        let free: Vec<String> = self
            .played_issues()
            .filter_map(|issue| self.free_on(role, issue, asked))
            .collect();
        (!free.is_empty()).then(|| {
            format!(
                "You are free to take {}: judge by {measure}.",
                free.join("; ")
            )
        })
    }

    /// The letters of the answers to one issue that a role is free to take.
    fn free_on(&self, role: &Role, issue: PlayedIssue<'_>, asked: &[&Target]) -> Option<String> {
        let is_named =
            |target: &Target| asked.contains(&target) || role.may_accept.contains(target);
        let is_own = |answer: &Answer| {
            let mut moves = answer.moves.iter();
            moves.any(|change| change.party() == role.id())
        };
        let is_refused = |target: &Target| refuses(self.graph, role.id(), target);
        let is_bound = |answer: &Answer| {
            let target = answer.target.as_ref();
            target.is_some_and(|target| is_named(target) || is_refused(target))
                || is_own(answer)
                || is_limit(self.graph, role, answer)
        };
        let free: Vec<String> = issue
            .answers()
            .filter(|played| !played.answer.is_found && !is_bound(played.answer))
            .map(PlayedAnswer::letter)
            .collect();
        (!free.is_empty()).then(|| or(&free))
    }

    /// What a role refuses so far, and the conditions that it makes: all of which it may give up.
    pub(super) fn refused_so_far(&self, role: &Role) -> Option<Section> {
        let mut lines = self.stated_refusals(role);
        lines.extend(self.refusals_by_demand(role));
        let conditions = self.own_conditions(role.id());
        let heading = match (lines.is_empty(), conditions.is_empty()) {
            (true, true) => return None,
            (false, true) => "What you refuse so far",
            (true, false) => "Your conditions",
            (false, false) => "What you refuse so far, and your conditions",
        };
        lines.extend(conditions);
        Some(Section::new(heading, vec![items(lines)]))
    }

    pub(super) fn may_not_accept(&self, role: &Role) -> Section {
        let mut list = self.red_lines(role);
        list.extend(self.limits_of_the_lesson(role));
        let blocks = match list.is_empty() {
            true if self.lesson.has_points() => {
                vec![say(
                    "Nothing is forbidden to you: your points are your limit.",
                )]
            }
            true => vec![say(
                "Nothing is forbidden to you outright. Decide, alone or with those who play the same role, what you would refuse whatever you got for it, and write it down before you begin.",
            )],
            false => vec![items(list)],
        };
        Section::new("What you may not accept", blocks)
    }

    /// What a role refuses in words and is free to give up.
    fn stated_refusals(&self, role: &Role) -> Vec<String> {
        let mut refused = self.limits_of(role.id());
        refused.retain(|&id| !self.is_kept(role, &self.position(id).on));
        refused.into_iter().map(|id| self.of_you(id)).collect()
    }

    /// The red lines of a role, which it may not give up.
    fn red_lines(&self, role: &Role) -> Vec<String> {
        let mut limits = self.limits_of(role.id());
        limits.retain(|&id| self.is_kept(role, &self.position(id).on));
        limits.into_iter().map(|id| self.of_you(id)).collect()
    }

    /// What a role refuses because it demands another answer.
    fn refusals_by_demand(&self, role: &Role) -> Vec<String> {
        let stated = self.targets(&self.limits_of(role.id()));
        let is_implied =
            |s: &&StanceInfo| s.party == *role.id() && s.reading == Reading::Refused && s.implied;
        let is_told = |target: &Target| {
            stated.contains(&target)
                || self.is_on_a_scale(target)
                || self.is_kept(role, target)
                || self.is_found_by_players(target)
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
                "Your condition is that {}.",
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
            .filter(|target| !self.targets(&self.limits_of(role.id())).contains(target))
            .map(|target| sentence(&self.on_paper(target)))
            .collect()
    }
}
