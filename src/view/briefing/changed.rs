//! What changed since a day.

use std::collections::BTreeMap;

use std::collections::BTreeSet;

use crate::analysis::{Changes, GoalChange, Movement, StanceChange, Stated};
use crate::model::{IssueId, PartyId, Target};
use crate::source::Date;

use super::{Maker, cited, derived, one, say};
use crate::view::words::answers::{
    NEW_SINCE_THEN, NEWLY_REPORTED, is_dated_after, status_change, why,
};
use crate::view::words::{and, count, upper_first};
use crate::view::{Block, Item, Line, Section};

/// The kinds of change in the order in which they are told.
const MOVEMENTS: [Movement; 5] = [
    Movement::Hardened,
    Movement::Softened,
    Movement::Moved,
    Movement::New,
    Movement::Withdrawn,
];

impl Maker<'_> {
    pub(super) fn what_changed(&self) -> Vec<Section> {
        match &self.changes {
            Some(found) => {
                let heading = format!("What changed since {}", found.since.in_words());
                vec![Section::new(heading, self.changed(found))]
            }
            None => {
                let why = "The sources are of one day, so there is nothing to compare with.";
                one(self
                    .has_sources()
                    .then(|| Section::new("What changed", vec![say(why)])))
            }
        }
    }

    fn changed(&self, found: &Changes) -> Vec<Block> {
        let mut blocks = Vec::new();
        if found.stances.is_empty() && found.goals.exact().is_some_and(Vec::is_empty) {
            blocks.push(say("No position changed and no goal changed its status."));
        }
        blocks.extend(self.goals_that_moved(found));
        let untold = found
            .goals
            .why()
            .map(|why| format!("{}.", upper_first(why)));
        blocks.extend(untold.map(say));
        let mut listed = self.listed(&found.stances);
        if !self.has_positions() {
            listed.clear();
        }
        for movement in MOVEMENTS {
            let of_kind = listed.iter().copied();
            let of_kind = of_kind.filter(|change| change.movement == movement);
            blocks.extend(self.of_one_kind(movement, of_kind.collect(), found.since));
        }
        let goals = self.goals_not_told(found);
        blocks.extend(not_listed(goals, found.stances.len() - listed.len()));
        if !self.is_short() {
            blocks.extend(not_repeated(&found.not_mentioned));
        }
        blocks
    }

    fn goals_that_moved(&self, found: &Changes) -> Option<Block> {
        let mut moved: Vec<&GoalChange> = found.goals.items().iter().collect();
        moved.sort_by_key(|change| {
            let reached = self.reached_since(&change.goal);
            (reached, !self.is_on_the_way(&change.goal))
        });
        // On a page, what happened since then gives way to what is blocked or free.
        moved.truncate(moved.len() - self.goals_not_told(found));
        let items = moved.into_iter().map(|change| self.moved_goal(change));
        let items: Vec<Item> = items.collect();
        (!items.is_empty()).then_some(Block::Items(items))
    }

    /// How many of the goals that changed a short briefing leaves out.
    fn goals_not_told(&self, found: &Changes) -> usize {
        let least = if self.has_positions() { 2 } else { 1 };
        let most = self.room_for(usize::MAX).max(least);
        found.goals.items().len().saturating_sub(most)
    }

    fn reached_since(&self, target: &Target) -> Option<Date> {
        match target {
            Target::Milestone(id) => self.graph.record().reached.get(id).map(|r| r.since),
            Target::Issue(_) | Target::Option(..) => None,
        }
    }

    fn moved_goal(&self, change: &GoalChange) -> Item {
        let because = change.because.items().iter();
        let because = because.flat_map(|change| &change.after);
        let because = because.flat_map(|stated| &stated.cites);
        let recorded = self.recorded_cites(&change.goal);
        let why = why(change).map(|why| format!(" {why}")).unwrap_or_default();
        let words = status_change(self.words, change) + &why;
        cited(words, because.chain(recorded))
    }

    /// Changes of one kind; what a party added to an earlier word is told apart from what it said for the first time.
    fn of_one_kind(
        &self,
        movement: Movement,
        changes: Vec<&StanceChange>,
        since: Date,
    ) -> Vec<Block> {
        let is_anew = |change: &&StanceChange| self.was_said_before(change, since);
        let (anew, first): (Vec<_>, Vec<_>) = changes.into_iter().partition(is_anew);
        let (dated, first): (Vec<_>, Vec<_>) = first
            .into_iter()
            .partition(|change| is_dated_after(change, since));
        let mut blocks = self.under(NEW_SINCE_THEN, dated);
        blocks.extend(self.under(label(movement), first));
        blocks.extend(self.under("On an issue on which the party had a word before", anew));
        blocks
    }

    fn under(&self, label: &str, changes: Vec<&StanceChange>) -> Vec<Block> {
        if changes.is_empty() {
            return Vec::new();
        }
        let items = changes.into_iter().map(|change| self.changed_item(change));
        vec![say(format!("{label}:")), Block::Items(items.collect())]
    }

    /// The changes that are listed: what moved before what is told for the first time, then those on the way to the goal, and
    /// never a part of an issue without the rest.
    fn listed<'c>(&self, all: &'c [StanceChange]) -> Vec<&'c StanceChange> {
        let mut sorted: Vec<&StanceChange> = all.iter().collect();
        let moved = all.iter().filter(|change| change.movement != Movement::New);
        let moved: BTreeSet<String> = moved.map(row).collect();
        sorted.sort_by_cached_key(|change| {
            let row = row(change);
            (
                !moved.contains(&row),
                !self.is_on_the_way(&change.target),
                row,
            )
        });
        if self.is_short() {
            return one_of_each(sorted, self.room_for(4));
        }
        sorted
    }

    /// Whether something that is new was preceded by another word of the same party on the same issue, still in force.
    fn was_said_before(&self, change: &StanceChange, since: Date) -> bool {
        let Some(issue) = change.target.issue() else {
            return false;
        };
        let first = self.first_words.get_or_init(|| self.first_words_in_force());
        let first = first.get(&(change.party.clone(), issue.clone()));
        change.movement == Movement::New && first.is_some_and(|day| *day <= since)
    }

    fn first_words_in_force(&self) -> BTreeMap<(PartyId, IssueId), Date> {
        let mut first = BTreeMap::new();
        for position in self.positions_in_force() {
            let stated = self.model.stated_on(position);
            if let Some((issue, day)) = position.on.issue().zip(stated) {
                let known = first
                    .entry((position.party.clone(), issue.clone()))
                    .or_insert(day);
                *known = day.min(*known);
            }
        }
        first
    }

    /// A change with all that is said now, and with what was said before.
    fn changed_item(&self, change: &StanceChange) -> Item {
        let shown = match change.after.is_empty() {
            true => &change.before,
            false => &change.after,
        };
        let mut shown = shown.iter().map(|stated| self.stated_item(stated));
        let mut item = shown
            .next()
            .expect("a change has a position before or after it");
        item.below.extend(shown);
        if !change.after.is_empty() {
            let before = change.before.iter();
            item.below
                .extend(before.map(|stated| self.stated_before(stated)));
        }
        item
    }

    fn stated_item(&self, stated: &Stated) -> Item {
        let item = self.words.stated_line(stated).item();
        self.with_notes(item, &Vec::from_iter(stated.note.clone()))
    }

    fn stated_before(&self, stated: &Stated) -> Item {
        let before = self.words.stated_line(stated);
        Line {
            words: format!("Before: {}", before.words),
            ..before
        }
        .item()
    }

    /// Whether a thing is part of what the goal is blocked by, waits for or hangs on.
    fn is_on_the_way(&self, target: &Target) -> bool {
        let same = |other: &Target| {
            other == target || (other.issue().is_some() && other.issue() == target.issue())
        };
        let mut sticking = self.sticking.iter();
        let mut blockers = self.blockers().iter();
        let mut answer = self.answer.iter();
        answer.any(|answer| {
            let mut awaited = answer.awaited.items().iter();
            same(&answer.goal) || awaited.any(|a| same(&a.target))
        }) || blockers.any(|b| same(b.change.target()))
            || sticking.any(|point| target.issue() == Some(&point.issue))
    }
}

/// So many changes, and of each party on each subject one before a second.
fn one_of_each(sorted: Vec<&StanceChange>, room: usize) -> Vec<&StanceChange> {
    let mut met: BTreeMap<(PartyId, String), usize> = BTreeMap::new();
    let mut ranked: Vec<(usize, &StanceChange)> = Vec::new();
    for change in sorted {
        let times = met.entry((change.party.clone(), row(change))).or_insert(0);
        ranked.push((*times, change));
        *times += 1;
    }
    ranked.sort_by_key(|(times, _)| *times);
    ranked.truncate(room);
    ranked.into_iter().map(|(_, change)| change).collect()
}

/// What belongs together in a list of changes: all on one issue.
fn row(change: &StanceChange) -> String {
    match change.target.issue() {
        Some(issue) => issue.to_string(),
        None => change.target.to_string(),
    }
}

/// How much more has changed than is listed.
fn not_listed(goals: usize, positions: usize) -> Option<Block> {
    let goals = (goals > 0).then(|| count(goals, "more goal", "more goals"));
    let positions = (positions > 0).then(|| count(positions, "more position", "more positions"));
    let both: Vec<String> = goals.into_iter().chain(positions).collect();
    (!both.is_empty()).then(|| say(format!("Not listed here: {}.", and(&both))))
}

fn not_repeated(silent: &[Stated]) -> Option<Block> {
    let (stands, repeats) = match silent.len() {
        0 => return None,
        1 => ("it still counts", "has not been"),
        _ => ("they still count", "have not been"),
    };
    let number = upper_first(&count(
        silent.len(),
        "earlier position",
        "earlier positions",
    ));
    let words =
        format!("{number} {repeats} repeated since then; {stands}: not mentioned is not dropped.");
    let cites = silent.iter().filter_map(|stated| stated.cites.first());
    Some(Block::Say(derived(words).citing(cites)))
}

/// What a kind of change is called where a list of them begins.
fn label(movement: Movement) -> &'static str {
    match movement {
        Movement::Hardened => "Further from a yes, or firmer",
        Movement::Softened => "Nearer to a yes",
        Movement::Moved => "Moved, to something else",
        Movement::New => NEWLY_REPORTED,
        Movement::Withdrawn => "No longer held",
    }
}
