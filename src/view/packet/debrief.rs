//! The debriefing: what came out, what could have come out, and what the real parties said.

use crate::analysis::{Blocks, ConflictKind, Deadlock, SetOfChanges, Status};
use crate::lesson::Role;
use crate::model::{PositionId, Target, Voice};

use super::paper::{empty_row, item, leaf, say, sentence, steps, table};
use super::reach::Reach;
use super::{Maker, Reader, Sheet};
use crate::view::keys::{Cited, keys_by_knot, way_figure};
use crate::view::words::answers::{
    blocker_line, clause, red_lines_given_up, relies_on, ring_items, who_could,
};
use crate::view::words::{and, count, upper_first};
use crate::view::{Block, Item, Line, Section, WhoseWords, knots};

impl Maker<'_> {
    pub(super) fn debrief(&self) -> Sheet {
        let mut sections = vec![self.in_this_order(), self.outcomes_to_fill_in()];
        sections.extend(self.possible());
        sections.extend(self.what_blocked());
        sections.extend(self.rings.iter().map(|ring| self.circle(ring)));
        sections.extend(self.computed_openings());
        sections.extend(self.what_they_said());
        sections.push(self.questions_for_goals());
        let about = [("For", "the teacher, and for all at the end".to_owned())];
        let document = self.document("debriefing", about, sections);
        Sheet {
            is_real: true,
            ..Sheet::new("debrief", Reader::Teacher, document)
        }
    }

    fn in_this_order(&self) -> Section {
        let possible = self.outcomes.as_ref();
        let possible = possible
            .map(|_| "What could have come out: the points, the deals that pass, who could block.");
        let behind = match self.is_story() {
            true => {
                "What lies behind the story: the refusals, the circle where there is one, the computed openings."
            }
            false => "The real talks: what the parties said, what blocks, the computed openings.",
        };
        let order = [
            Some("Leave the roles: everybody gives their own name again."),
            Some("What came out, group by group, without comment."),
            Some("How it came about: a moment in which something moved."),
            possible,
            Some(behind),
            Some("What each takes along: one sentence, written down."),
        ];
        let order = order.into_iter().flatten();
        Section::new("In this order", vec![steps(order)])
    }

    /// A table for the board: a row for each group.
    fn outcomes_to_fill_in(&self) -> Section {
        let columns = self.outcome_columns();
        let cells = columns.len() - 1;
        let rows = (1..=self.groups_at_most()).map(|group| empty_row(group.to_string(), cells));
        let words =
            "Fill this in on the board. Where two groups differ, ask both how they came there.";
        Section::new("What came out", vec![say(words), table(columns, rows)])
    }

    fn outcome_columns(&self) -> Vec<String> {
        let issues = self.played_issues().map(|issue| issue.named());
        let votes = ["Yes from", "No from"].map(str::to_owned);
        let group = "Group".to_owned();
        std::iter::once(group).chain(issues).chain(votes).collect()
    }

    /// How many groups there can be; a handful where the size of the class is not known.
    fn groups_at_most(&self) -> usize {
        let roles = self.lesson.roles.len().max(1);
        let groups = self.lesson.class_size.map(|size| size / roles);
        groups.map_or(4, |groups| groups.clamp(1, 12))
    }

    fn what_blocked(&self) -> Option<Section> {
        let answer = self.answer.as_ref()?;
        let talks = match self.is_story() {
            true => "In the story",
            false => "In the real talks",
        };
        let mut parts = vec![say(self.finding(self.graph.day, answer))];
        let picture = knots(self.words, self.graph, answer);
        let figure = way_figure((self.words, self.graph, answer), &picture);
        parts.push(Block::figure(figure));
        if answer.status() == Status::Blocked {
            parts.extend(self.blockers(answer));
        }
        let keys = keys_by_knot(&picture, Cited::Yes);
        if !keys.is_empty() {
            parts.extend([say("Who holds which key:"), Block::Items(keys)]);
        }
        let heading = format!("{talks}: {}", self.words.target(&answer.goal));
        Some(Section::new(heading, parts))
    }

    /// What blocks the goal, and by whom it could be lifted.
    fn blockers(&self, answer: &Blocks) -> Vec<Block> {
        let blockers = answer.blockers.items().iter();
        let blockers = blockers.map(|blocker| blocker_line(self.words, blocker).item());
        let mut parts = vec![Block::Items(blockers.collect())];
        if !answer.party_sets.items().is_empty() {
            parts.push(say(self.could_be_lifted(answer)));
        }
        parts
    }

    pub(super) fn could_be_lifted(&self, answer: &Blocks) -> String {
        format!("{}.", who_could(self.words, answer))
    }

    fn circle(&self, ring: &Deadlock) -> Section {
        let items = ring_items(self.words, ring, self.goal_of(ring));
        Section::new("The circle", vec![Block::Items(items)])
    }

    /// The goal for which a ring was tried; none where it is not on the way to it.
    fn goal_of(&self, ring: &Deadlock) -> Option<&Target> {
        let answer = self.answer.as_ref()?;
        let mut on_the_way = answer.deadlocks.items().iter();
        on_the_way
            .any(|one| one.ring == ring.ring)
            .then_some(&answer.goal)
    }

    fn computed_openings(&self) -> Option<Section> {
        let answer = self.answer.as_ref()?;
        let sets = answer.unblocking_sets();
        if sets.is_empty() {
            return None;
        }
        let reached = sets.iter().map(|set| (set, self.reach(set)));
        let (open, closed): (Vec<_>, Vec<_>) = reached.partition(|(_, reach)| reach.is_open());
        let list = |some: &[(&SetOfChanges, Reach)]| {
            let items = some
                .iter()
                .map(|(set, reach)| self.opening_item(answer, set, reach));
            Block::Steps(items.collect())
        };
        let mut blocks = Vec::new();
        if !open.is_empty() {
            blocks.extend([say("These could be agreed on at the table:"), list(&open)]);
        }
        if !closed.is_empty() {
            blocks.extend([
                say("These follow from the record, and could not be agreed on at this table:"),
                list(&closed),
            ]);
        }
        blocks.push(say("They follow from what is on record; they count moves, not their price, and recommend nothing. Did a group find one of them? Did a group find something that is not here, by changing what was asked?"));
        Some(Section::new("The computed openings", blocks))
    }

    /// An opening, what it relies on, and by which answers a group would agree on it.
    fn opening_item(&self, answer: &Blocks, set: &SetOfChanges, reach: &Reach) -> Item {
        let blockers = answer.blockers.items().iter();
        let lifted = blockers.filter(|b| set.changes.contains(&b.change));
        let still = relies_on(self.words, set);
        let red = red_lines_given_up(set.red_lines);
        let line = Line::derived(format!("{}.{red}{still}", self.words.moves(&set.changes)));
        Item {
            line: line.citing(lifted.flat_map(|b| &b.cites)),
            below: vec![leaf(self.reach_in_words(reach))],
        }
    }

    /// By which answers an opening is agreed on, or why it is not.
    fn reach_in_words(&self, reach: &Reach) -> String {
        match reach {
            Reach::Open { by, passing } => {
                let answers: Vec<String> =
                    by.iter().map(|&one| self.chosen_in_words(one)).collect();
                let by = match answers.as_slice() {
                    [] => "By the vote alone".to_owned(),
                    some => format!("By {}", some.join("; ")),
                };
                match passing {
                    None => format!("{by}."),
                    Some(0) => format!("{by}. No deal with that passes: the points do not reach."),
                    Some(deals) => {
                        let deals = count(*deals, "deal", "deals");
                        format!("{by}. Of those that pass, {deals} would do it.")
                    }
                }
            }
            Reach::Forbidden(party, chosen) => format!(
                "The sheet of {} forbids {}.",
                self.words.party(party),
                self.chosen_in_words(*chosen)
            ),
            Reach::NotPlayed(change) => format!(
                "No answer that is played says that {}.",
                clause(self.words, change)
            ),
        }
    }

    /// What the real parties said, with sources.
    fn what_they_said(&self) -> Option<Section> {
        let roles = self.lesson.roles.iter();
        let said: Vec<Item> = roles.filter_map(|role| self.said_by(role)).collect();
        if said.is_empty() {
            return None;
        }
        let mut parts = vec![Block::Items(said)];
        parts.extend(self.said_of_each_other());
        let heading = match self.is_story() {
            true => "What the parties say",
            false => "What the real parties said",
        };
        Some(Section::new(heading, parts))
    }

    fn said_by(&self, role: &Role) -> Option<Item> {
        let own = self.positions_of(role.id()).into_iter();
        let below: Vec<Item> = own.map(|id| self.said(id).item()).collect();
        let heading = format!("{}:", self.words.party_first(role.id()));
        (!below.is_empty()).then(|| item(heading, below))
    }

    /// A position with its sources; where none stands behind it, nobody reported it either.
    fn said(&self, id: PositionId) -> Line {
        let line = self.words.position_line(self.position(id));
        match self.is_story() {
            true => line.of(WhoseWords::Derived),
            false => line,
        }
    }

    fn said_of_each_other(&self) -> Vec<Block> {
        let positions = self.model.positions.iter();
        let attributed = positions.filter(|p| p.voice == Voice::Attributed);
        let attributed: Vec<Item> = attributed
            .map(|p| self.words.position_line(p).item())
            .collect();
        if attributed.is_empty() {
            return Vec::new();
        }
        let words = "Said of a party by another, which counts as nobody’s position:";
        vec![say(words), Block::Items(attributed)]
    }

    fn questions_for_goals(&self) -> Section {
        let goals = self.lesson.goals.iter().map(|goal| goal_item(goal));
        let needs = "For each role: what did it need, behind what it asked for? Those who played it answer last.";
        let circle = self.rings.first();
        let circle = circle.map(|_| leaf("Who saw the circle, and when? What would have told the others of it without giving anything away?"));
        let contested = self.on_contested_issues().map(leaf);
        let list = goals.chain([leaf(needs)]).chain(circle).chain(contested);
        Section::new("Questions", vec![Block::Items(list.collect())])
    }

    fn on_contested_issues(&self) -> Option<String> {
        let contested = self.contested_issues();
        if contested.is_empty() {
            return None;
        }
        let on = upper_first(&format!("on {}", and(&contested)));
        Some(format!(
            "{on} the stated positions leave no answer. Which group changed the question?"
        ))
    }

    /// Issues on which the stated positions exclude each other.
    fn contested_issues(&self) -> Vec<String> {
        let conflicts = self.conflicts.iter();
        let incompatible = conflicts.filter(|c| matches!(c.kind, ConflictKind::Incompatible(_)));
        incompatible
            .filter_map(|c| Some(self.words.target(&Target::Issue(c.issue.clone()?))))
            .collect()
    }
}

/// A learning goal with what is asked about it.
fn goal_item(goal: &str) -> Item {
    let asked = [
        "Tell a moment in your group in which this happened, or should have.",
        "What would you do otherwise next time?",
    ];
    item(sentence(goal), asked.map(leaf).to_vec())
}
