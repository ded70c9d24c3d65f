//! What changed since a day.

use crate::analysis::{Movement, StanceChange, Stated};
use crate::model::PositionId;
use crate::model::Target;

use super::{Maker, derived, one};
use crate::view::words::answers::noted;
use crate::view::words::{count, upper_first};
use crate::view::{Block, Item, Line, Section};

impl Maker<'_> {
    pub(super) fn what_changed(&self) -> Vec<Section> {
        let Some(found) = &self.changes else {
            let why = "The sources are of one day, so there is nothing to compare with.";
            return one((!self.model.sources.is_empty())
                .then(|| Section::new("What changed", vec![Block::Say(derived(why))])));
        };
        let mut blocks = Vec::new();
        let reached_on = |goal: &crate::analysis::GoalChange| match &goal.goal {
            Target::Milestone(id) => self.graph.record().reached.get(id).map(|r| r.since),
            Target::Issue(_) | Target::Option(..) => None,
        };
        let mut moved: Vec<&crate::analysis::GoalChange> = found.goals.items().iter().collect();
        moved.sort_by_key(|goal| reached_on(goal));
        let goals: Vec<Item> = moved
            .into_iter()
            .map(|goal| {
                let because = goal
                    .because
                    .iter()
                    .flat_map(|change| &change.after)
                    .flat_map(|stated| &stated.cites);
                let reached = match &goal.goal {
                    Target::Milestone(id) => self
                        .model
                        .milestones
                        .get(id)
                        .map(|m| m.cites.as_slice())
                        .unwrap_or_default(),
                    Target::Issue(_) | Target::Option(..) => &[],
                };
                derived(crate::view::words::answers::status_change(self.words, goal))
                    .citing(because)
                    .citing(reached)
                    .item()
            })
            .collect();
        if !goals.is_empty() {
            blocks.push(Block::Items(goals));
        }
        let told = self.told(&found.stances);
        for movement in [
            Movement::Hardened,
            Movement::Softened,
            Movement::Moved,
            Movement::New,
            Movement::Withdrawn,
        ] {
            let of_kind = told.iter().copied().filter(|s| s.movement == movement);
            let (anew, first): (Vec<&StanceChange>, Vec<&StanceChange>) =
                of_kind.partition(|change| self.was_said_before(change, found.since));
            for (list, label) in [
                (first, label(movement)),
                (anew, "On an issue on which the party had a word before"),
            ] {
                if !list.is_empty() {
                    blocks.push(Block::Say(derived(format!("{label}:"))));
                    blocks.push(Block::Items(
                        list.into_iter()
                            .map(|change| self.changed_item(change))
                            .collect(),
                    ));
                }
            }
        }
        let untold = found.stances.len() - told.len();
        if untold > 0 {
            blocks.push(Block::Say(derived(format!(
                "{} not listed here.",
                upper_first(&count(untold, "more position is", "more positions are"))
            ))));
        }
        blocks.extend(self.not_repeated(found.not_mentioned.as_slice()));
        if found.stances.is_empty() && found.goals.exact().is_some_and(Vec::is_empty) {
            blocks.insert(
                0,
                Block::Say(derived(
                    "No position changed and no goal changed its status.",
                )),
            );
        }
        vec![Section::new(
            format!("What changed since {}", found.since.in_words()),
            blocks,
        )]
    }

    /// The changes that are listed: those on the way to the goal first, and never a part of an issue without the rest.
    fn told<'c>(&self, all: &'c [StanceChange]) -> Vec<&'c StanceChange> {
        let row = |change: &StanceChange| {
            change
                .target
                .issue()
                .map_or_else(|| change.target.to_string(), ToString::to_string)
        };
        let mut sorted: Vec<&StanceChange> = all.iter().collect();
        sorted.sort_by_key(|change| (!self.is_on_the_way(&change.target), row(change)));
        let room = self.room_for(4).min(sorted.len());
        let last = sorted.get(room.saturating_sub(1)).map(|change| row(change));
        let rest = sorted
            .iter()
            .skip(room)
            .take_while(|change| Some(row(change)) == last)
            .count();
        sorted.truncate(room + rest);
        sorted
    }

    /// Whether something that is new was preceded by another word of the same party on the same issue, still in force.
    fn was_said_before(&self, change: &StanceChange, since: crate::source::Date) -> bool {
        let same = |i: &PositionId| {
            let position = &self.model.positions[*i];
            let earlier = self
                .model
                .stated_on(position)
                .is_some_and(|day| day <= since);
            position.party == change.party
                && change.target.issue().is_some()
                && position.on.issue() == change.target.issue()
                && earlier
        };
        change.movement == Movement::New
            && self.graph.positions_in_force(self.model).iter().any(same)
    }

    fn changed_item(&self, change: &StanceChange) -> Item {
        let shown = if change.after.is_empty() {
            &change.before
        } else {
            &change.after
        };
        let lines: Vec<Line> = shown
            .iter()
            .map(|stated| self.words.stated_line(stated))
            .collect();
        let notes = shown.iter().map(|stated| stated.note.as_ref());
        let lines = lines.into_iter().zip(notes);
        let mut lines = lines.map(|(line, note)| match self.is_short() {
            true => line.item(),
            false => noted(line.item(), note),
        });
        let mut item = lines
            .next()
            .expect("a change has a position before or after it");
        item.below.extend(lines);
        if !change.after.is_empty() {
            item.below.extend(change.before.iter().map(|stated| {
                let before = self.words.stated_line(stated);
                Line {
                    words: format!("Before: {}", before.words),
                    ..before
                }
                .item()
            }));
        }
        item
    }

    /// Whether a thing is part of what the goal is blocked by, waits for or hangs on.
    fn is_on_the_way(&self, target: &Target) -> bool {
        let same = |other: &Target| {
            other == target || (other.issue().is_some() && other.issue() == target.issue())
        };
        let answer = self.answer.iter();
        answer.clone().any(|answer| {
            same(&answer.goal)
                || answer
                    .blockers
                    .items()
                    .iter()
                    .any(|b| same(b.change.target()))
                || answer.awaited.items().iter().any(|a| same(&a.target))
        }) || self
            .sticking
            .iter()
            .any(|point| target.issue() == Some(&point.issue))
    }

    fn not_repeated(&self, silent: &[Stated]) -> Option<Block> {
        if silent.is_empty() {
            return None;
        }
        let (stands, repeats) = if silent.len() == 1 {
            ("it still counts", "is")
        } else {
            ("they still count", "are")
        };
        let number = upper_first(&count(
            silent.len(),
            "earlier position",
            "earlier positions",
        ));
        let cites = silent.iter().filter_map(|stated| stated.cites.first());
        let words = format!(
            "{number} {repeats} not repeated since then; {stands}, for not mentioned is not dropped."
        );
        Some(Block::Say(derived(words).citing(cites)))
    }
}

/// What a kind of change is called where a list of them begins.
fn label(movement: Movement) -> &'static str {
    match movement {
        Movement::Hardened => "Further from a yes, or firmer",
        Movement::Softened => "Nearer to a yes",
        Movement::Moved => "Put differently",
        Movement::New => "Told for the first time, which is not to say that it was not so before",
        Movement::Withdrawn => "No longer held",
    }
}
