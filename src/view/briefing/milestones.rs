//! How every milestone stands; those that the same things block are told together.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Ask, Blocks, Conflict, ConflictKind, Status, blocks};
use crate::graph::{Change, NodeId};
use crate::model::{Milestone, PartyId, Target};

use super::{Maker, cited, derived, full_stop, listed, one, say};
use crate::view::words::answers::{conflict_item, finding, status_word, what_stands_in_the_way};
use crate::view::words::{count, upper_first};
use crate::view::{Block, Item, Line, Section};

/// How much is told of what lies beside the way.
const MOST_BESIDE: usize = 8;

/// How many milestones are named in one line.
const MOST_NAMED: usize = 12;

/// How much work a briefing spends on milestones other than its goal, in nodes: large questions count for more than
/// their nodes.
const MOST_WORK: usize = 60_000;

/// How many nodes a glance at the rest of the graph passes for the cost of one.
const A_GLANCE: usize = 50;

/// From this size on a question costs more than its nodes.
const LARGE: usize = 500;

/// The work that there is room for.
struct Room(usize);

impl Default for Room {
    fn default() -> Self {
        Self(MOST_WORK)
    }
}

impl Room {
    /// Whether there is room for a question about so many nodes, which it then takes.
    fn takes(&mut self, nodes: usize) -> bool {
        let left = self.0.checked_sub(nodes + nodes * nodes / LARGE);
        self.0 = left.unwrap_or(self.0);
        left.is_some()
    }
}

/// What came of asking what blocks a milestone.
enum Asked {
    Answered(std::boxed::Box<Blocks>),
    /// It was not asked, for it would take too long.
    TooMuch,
    /// The graph has no such milestone.
    Absent,
}

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
        let mut not_asked: Vec<Target> = Vec::new();
        let mut room = Room::default();
        for milestone in self.milestones_in_order() {
            let target = Target::Milestone(milestone.id.clone());
            match self.asked_within(&mut room, &target) {
                Asked::Answered(answer) if answer.status() == Status::Blocked => {
                    join(&mut blocked, *answer);
                }
                Asked::Answered(answer) => {
                    let words = self.how_a_milestone_stands(&answer);
                    let awaited = answer.awaited.items().iter().map(|a| &a.cites);
                    let item = match milestone.cites.is_empty() {
                        true => derived(words).citing_each(awaited).item(),
                        false => cited(words, &milestone.cites),
                    };
                    others.push(self.with_notes(item, &self.notes_on(&answer.goal)));
                }
                Asked::TooMuch => not_asked.push(target),
                Asked::Absent => {}
            }
        }
        let told = blocked.iter().map(|alike| self.blocked_alike(alike));
        let all = told.chain(others).chain(self.by_status_alone(&not_asked));
        one(Section::of_items(
            "How each milestone stands",
            all.collect(),
        ))
    }

    /// What blocks a milestone, where there is room for the work.
    fn asked_within(&self, room: &mut Room, target: &Target) -> Asked {
        let Some(node) = self.graph.node_of(target) else {
            return Asked::Absent;
        };
        let known = self.answer.as_ref().filter(|answer| answer.goal == *target);
        let answer = match known {
            // How sure the texts are is told of the goal alone.
            Some(answer) => Some(Blocks {
                confidence: None,
                ..answer.clone()
            }),
            None if room.takes(self.cost_of(node)) => {
                blocks(self.model, self.graph, &Ask::about(target.clone()))
            }
            None => return Asked::TooMuch,
        };
        answer.map_or(Asked::Absent, |answer| {
            Asked::Answered(std::boxed::Box::new(answer))
        })
    }

    /// What it costs to ask about a node: what it needs, and a glance at everything else.
    fn cost_of(&self, node: NodeId) -> usize {
        let cone = self.graph.cone(node);
        let needed = cone.iter().filter(|is_needed| **is_needed).count();
        needed + self.graph.len() / A_GLANCE
    }

    /// How milestones stand, and no more of them: a line for each status, and how to ask further.
    fn by_status_alone(&self, targets: &[Target]) -> Vec<Item> {
        let mut by_status: BTreeMap<&str, Vec<&Target>> = BTreeMap::new();
        for target in targets {
            let status = self.stands(target).map_or("not known", status_word);
            by_status.entry(status).or_default().push(target);
        }
        let lines = by_status.into_iter().map(|(status, targets)| {
            let names = self.first_names(&targets);
            let are = if targets.len() == 1 { "is" } else { "are" };
            derived(format!("{names} {are} {status}; what blocks them or what they wait for was not worked out here."))
        });
        let mut lines: Vec<Item> = lines.map(Line::item).collect();
        if !lines.is_empty() {
            let words = "There are too many large questions to answer each in a briefing: ask for one milestone with `impasse blocks ID`, or for a briefing on it with `impasse brief --goal ID`.";
            lines.push(derived(words).item());
        }
        lines
    }

    /// The first names of many, and how many more there are.
    fn first_names(&self, targets: &[&Target]) -> String {
        let first = targets.iter().take(MOST_NAMED);
        let more = targets.len().saturating_sub(MOST_NAMED);
        let more = (more > 0).then(|| format!("{more} more"));
        let names = first.map(|target| self.words.target(target));
        upper_first(&listed(names.chain(more)))
    }

    /// What is open or blocked beside the way to the goal, for readers who are not told how each milestone stands:
    /// conflicts in a line each, and milestones.
    pub(super) fn beside_the_way(&self) -> Vec<Section> {
        let Some(goal) = self.goal else {
            return Vec::new();
        };
        let conflicts = self.conflicts.iter().filter(|c| is_beside(c));
        let conflicts = conflicts.filter(|c| !self.is_over_what_is_met(c));
        let conflicts = conflicts.map(|c| self.in_one_line(c));
        let mut items: Vec<Item> = conflicts.chain(self.milestones_beside(goal)).collect();
        let most = self.room_for(MOST_BESIDE);
        let left_out = items.len().saturating_sub(most);
        items.truncate(most);
        let mut blocks = vec![Block::Items(items)];
        let more = count(left_out, "more is", "more are");
        let more = format!("{} not listed here.", upper_first(&more));
        blocks.extend((left_out > 0).then(|| say(more)));
        let heading = format!(
            "Other matters, not in the way of {}",
            self.words.target(goal)
        );
        let is_empty = matches!(&blocks[0], Block::Items(items) if items.is_empty());
        (!is_empty)
            .then(|| Section::new(heading, blocks))
            .into_iter()
            .collect()
    }

    /// Whether a conflict is over an issue that nothing stands in the way of: a refusal in it ends with what comes anyway.
    fn is_over_what_is_met(&self, conflict: &Conflict) -> bool {
        let issue = conflict.issue.iter();
        let mut met = issue.map(|id| self.stands(&Target::Issue(id.clone())));
        met.any(|status| status == Some(Status::Met))
    }

    /// A conflict without what stands below it, with the sentences of all of that.
    fn in_one_line(&self, conflict: &Conflict) -> Item {
        let mut item = conflict_item(self.words, conflict);
        let kind = &conflict.kind;
        if let (ConflictKind::Incompatible(_), Some(issue)) = (kind, &conflict.issue) {
            let name = upper_first(&self.words.issue(issue));
            item.line.words = format!("{name}: each answer is refused by somebody who must agree.");
        }
        let below = item.below.iter().map(|one| &one.line.cites);
        item.line.citing_each(below).item()
    }

    fn milestones_beside(&self, goal: &Target) -> Vec<Item> {
        let cone = self.graph.node_of(goal).map(|node| self.graph.cone(node));
        let is_needed = |target: &Target| {
            let both = cone.as_ref().zip(self.graph.node_of(target));
            both.is_some_and(|(cone, node)| cone[node])
        };
        let milestones = self.milestones_in_order().into_iter();
        let targets = milestones.map(|one| Target::Milestone(one.id.clone()));
        let beside = targets.filter(|target| !is_needed(target));
        let mut room = Room::default();
        let told = beside.filter_map(|target| match self.asked_within(&mut room, &target) {
            Asked::Answered(answer) => {
                let notes = self.notes_on(&answer.goal);
                Some(self.with_notes(self.unsettled(&answer)?, &notes))
            }
            Asked::TooMuch => self.unsettled_by_status(&target),
            Asked::Absent => None,
        });
        told.collect()
    }

    /// What the author notes on a milestone.
    fn notes_on(&self, target: &Target) -> Vec<String> {
        let milestone = match target {
            Target::Milestone(id) => self.model.milestones.get(id),
            Target::Issue(_) | Target::Option(..) => None,
        };
        milestone
            .and_then(|one| one.note.clone())
            .into_iter()
            .collect()
    }

    /// A milestone that is open or blocked, of which no more is told.
    fn unsettled_by_status(&self, target: &Target) -> Option<Item> {
        let status = self.stands(target);
        let status = status.filter(|status| matches!(status, Status::Blocked | Status::Open))?;
        let (name, is) = (self.words.target_first(target), self.words.is(target));
        let words = format!(
            "{name} {is} {}; the rest was not worked out here.",
            status_word(status)
        );
        Some(derived(words).item())
    }

    /// A milestone that is open or blocked, with what it waits for or what blocks it.
    fn unsettled(&self, answer: &Blocks) -> Option<Item> {
        match answer.status() {
            Status::Blocked => {
                let blockers = answer.blockers.items().iter().map(|b| &b.cites);
                let line = derived(finding(self.words, None, answer));
                Some(line.citing_each(blockers).item())
            }
            Status::Open => {
                let awaited = answer.awaited.items().iter().map(|a| &a.cites);
                let line = derived(self.how_a_milestone_stands(answer));
                Some(line.citing_each(awaited).item())
            }
            Status::Met | Status::Closed | Status::Pending | Status::Reached => None,
        }
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
                format!(
                    "{} are blocked by the same things: {stands}.",
                    upper_first(&names)
                )
            }
        };
        let blockers = alike.answer.blockers.items().iter();
        let cites = blockers.filter_map(|b| b.cites.iter().min_by_key(|cite| self.weight(cite)));
        let item = cited(words, cites);
        match alike.targets.as_slice() {
            [one] => self.with_notes(item, &self.notes_on(one)),
            several => item
                .line
                .above(several.iter().flat_map(|one| self.note_by_name(one))),
        }
    }

    /// A note on one of several milestones that are told together.
    fn note_by_name(&self, target: &Target) -> Option<Item> {
        let notes = self.notes_on(target).into_iter();
        let name = self.words.target(target);
        let note = notes.map(|note| format!("Note on {name}: {}", full_stop(&note)));
        note.map(|note| derived(note).item()).next()
    }
}

/// Whether a conflict lies beside the way and is over more than a fact.
fn is_beside(conflict: &Conflict) -> bool {
    !conflict.on_the_way && !matches!(conflict.kind, ConflictKind::DisputedFact(_))
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
