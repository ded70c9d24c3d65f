//! What changed between two days.

use crate::analysis::{Changes, GoalChange, Movement, StanceChange, Stated, Status};
use crate::model::Target;
use crate::source::{Citation, Date};

use super::lead::{before_the_texts, notes_know_more};
use super::notes::{note_once, noted, with_extent};
use super::positions::own_words_below;
use crate::view::words::{Words, count, in_brackets, number_word, on_day, upper_first};
use crate::view::{Document, Item, Line, Section};

/// The kinds of movement in the order in which they are told.
const MOVEMENTS: [Movement; 5] = [
    Movement::Hardened,
    Movement::Softened,
    Movement::Moved,
    Movement::New,
    Movement::Withdrawn,
];

/// `changes`.
pub fn changes_answer(words: &Words<'_>, found: &Changes) -> Document {
    let by = on_day("", words.model.known_by);
    let by = if by.is_empty() { "now" } else { &by };
    let read = Line::derived(format!(
        "Both days are read with all that the texts tell by {by}."
    ));
    let lead = std::iter::once(read)
        .chain(before_the_texts(words, Some(found.since)))
        .chain(notes_know_more(words));
    let stances = MOVEMENTS.into_iter();
    let stances = stances.flat_map(|movement| stances_that(words, found, movement));
    let sections = stances
        .chain(not_mentioned(words, found))
        .chain(goals(words, found));
    let mut document = Document::of(how_many(found), lead, sections);
    note_once(&mut document);
    words.shortened(document)
}

fn goals(words: &Words<'_>, found: &Changes) -> Option<Section> {
    let goals = found.goals.items().iter();
    let items = goals.map(|goal| goal_item(words, goal));
    with_extent(
        "Goals whose status changed, with the fewest positions that explain it",
        items.collect(),
        &found.goals,
    )
}

/// Between which days, how many stances changed and how many are told for the first time.
fn how_many(found: &Changes) -> String {
    let stances = found.stances.iter();
    let new = stances.filter(|one| one.movement == Movement::New).count();
    let moved = match found.stances.len() - new {
        0 => "no position changed".to_owned(),
        n => format!("{} changed", count(n, "position", "positions")),
    };
    let first = told_for_the_first_time(new);
    let until = on_day(" to ", found.until);
    format!("From {}{until}: {moved}{first}.", found.since.in_words())
}

fn told_for_the_first_time(new: usize) -> String {
    match new {
        0 => String::new(),
        1 => ", and one is reported for the first time".to_owned(),
        n => format!(", and {} are reported for the first time", number_word(n)),
    }
}

/// The stances that moved in one way; of those that are new, those first that the author dates after the first day.
fn stances_that(words: &Words<'_>, found: &Changes, movement: Movement) -> Vec<Section> {
    let changed = found.stances.iter().filter(|s| s.movement == movement);
    let (dated, others): (Vec<&StanceChange>, Vec<&StanceChange>) =
        changed.partition(|change| is_dated_after(change, found.since));
    let section = |heading: &str, changed: Vec<&StanceChange>| {
        let items = changed.into_iter().map(|change| stance_item(words, change));
        Section::of_items(heading, items.collect())
    };
    let dated = section(NEW_SINCE_THEN, dated);
    let others = section(&heading_of(movement), others);
    dated.into_iter().chain(others).collect()
}

/// What is called new where its author says from which day it holds.
pub(in crate::view) const NEW_SINCE_THEN: &str = "New since then";
/// What is called new otherwise.
pub(in crate::view) const NEWLY_REPORTED: &str = "Newly reported, and perhaps older";

/// Whether a new stance holds, by its author's word, from a day after the one that is compared with.
pub(in crate::view) fn is_dated_after(change: &StanceChange, since: Date) -> bool {
    let after = |said: &Stated| said.since.is_some_and(|day| day > since);
    change.movement == Movement::New && change.after.iter().all(after)
}

fn heading_of(movement: Movement) -> String {
    match movement {
        Movement::New => NEWLY_REPORTED.to_owned(),
        Movement::Hardened | Movement::Softened | Movement::Moved | Movement::Withdrawn => {
            upper_first(movement.word())
        }
    }
}

/// What is said now, with what was said before; of a stance that was withdrawn, what it was.
fn stance_item(words: &Words<'_>, change: &StanceChange) -> Item {
    let (shown, before) = match change.after.is_empty() {
        true => (&change.before, &[][..]),
        false => (&change.after, &change.before[..]),
    };
    let item = words.stated_line(&shown[0]);
    let mut item = noted(
        item.above(own_words_below(words, &words.model.positions[shown[0].id])),
        &shown[0].note,
    );
    let others = shown[1..].iter();
    let others = others.map(|one| noted(words.stated_line(one).item(), &one.note));
    let before = before.iter();
    let before = before.map(|one| led_by("Before: ", words.stated_line(one)));
    item.below.extend(others.chain(before));
    item
}

/// A sentence as a list item, with some words before it.
fn led_by(lead: &str, line: Line) -> Item {
    Line::derived(format!("{lead}{}", line.words))
        .citing(&line.cites)
        .item()
}

fn not_mentioned(words: &Words<'_>, found: &Changes) -> Option<Section> {
    let silent = found.not_mentioned.iter();
    let items = silent.map(|stated| words.stated_line(stated).item());
    Section::of_items("Not mentioned since; still counted", items.collect())
}

/// A goal whose status changed, with the stances that explain it.
fn goal_item(words: &Words<'_>, goal: &GoalChange) -> Item {
    let line = Line::derived(status_change(words, goal));
    let because = goal.because.items().iter();
    let because = because.flat_map(|change| explained(words, change));
    line.citing(reached_by(words, goal))
        .above(because.chain(why(goal).map(Item::derived)))
}

/// The sentences that tell that a goal was reached.
fn reached_by<'m>(words: &Words<'m>, goal: &GoalChange) -> &'m [Citation] {
    let reached = match &goal.goal {
        Target::Milestone(id) if goal.after == Status::Reached => words.model.milestones.get(id),
        Target::Milestone(_) | Target::Issue(_) | Target::Option(..) => None,
    };
    reached.map_or(&[], |milestone| milestone.cites.as_slice())
}

/// What must be said of an explanation: that it is new to the texts only, or that no stance gives one.
pub(in crate::view) fn why(goal: &GoalChange) -> Option<&'static str> {
    let Some(because) = goal.because.value() else {
        return Some("Which positions explain it was not worked out.");
    };
    match because.as_slice() {
        [] if goal.after == Status::Reached => None,
        [] => Some(
            "No position explains it: a condition, a needed consent, a deadline or a milestone changed.",
        ),
        _ => None,
    }
}

/// Whether a new status is explained by nothing but words that are new to the texts: then nobody need have moved.
fn rests_on_new_words(goal: &GoalChange) -> bool {
    let is_new = |change: &StanceChange| change.movement == Movement::New;
    let because = goal.because.value();
    because.is_some_and(|because| !because.is_empty() && because.iter().all(is_new))
}

/// A stance that explains a new status: what is said now, or what is no longer said.
fn explained(words: &Words<'_>, change: &StanceChange) -> Vec<Item> {
    let said = change.after.iter();
    let said = said.map(|one| words.stated_line(one).item());
    let ended = change.before.iter().filter(|_| change.after.is_empty());
    let ended = ended.map(|one| led_by("No longer: ", words.stated_line(one)));
    said.chain(ended).collect()
}

/// How a goal stood before, and how it stands now.
pub(in crate::view) fn status_change(words: &Words<'_>, goal: &GoalChange) -> String {
    if goal.after == Status::Reached {
        return reached_since(words, goal);
    }
    let name = match &goal.goal {
        issue @ Target::Issue(_) => format!("The question of {}", words.target(issue)),
        other @ (Target::Milestone(_) | Target::Option(..)) => words.target_first(other),
    };
    let (before, after) = (status_word(goal.before), status_word(goal.after));
    let (was, is) = match words.is_plural(&goal.goal) && goal.goal.option().is_none() {
        true if !matches!(goal.goal, Target::Issue(_)) => ("were", "are"),
        _ => ("was", "is"),
    };
    if rests_on_new_words(goal) {
        return format!(
            "{name} {is} {after}; what makes it so is newly reported, and may be older."
        );
    }
    format!("{name} {was} {before} and {is} {after} now.")
}

fn reached_since(words: &Words<'_>, goal: &GoalChange) -> String {
    let day = in_brackets(goal.since.map(|day| day.in_words()), "");
    format!("Since then: {}{day}.", words.target(&goal.goal))
}

/// A status in one word.
pub(in crate::view) fn status_word(status: Status) -> &'static str {
    match status {
        Status::Reached => "reached",
        Status::Closed => "closed",
        Status::Pending => "pending",
        Status::Met => "clear",
        Status::Open => "open",
        Status::Blocked => "blocked",
    }
}
