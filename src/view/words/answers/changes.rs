//! What changed between two days.

use crate::analysis::{Changes, Movement, StanceChange, Stated, Status};
use crate::model::Target;

use super::lead::before_the_texts;
use super::notes::{note_once, noted, with_extent};
use super::positions::own_words;
use crate::view::words::{Words, count, number_word};
use crate::view::{Document, Item, Line, Section};

/// `changes`.
pub fn changes_answer(words: &Words<'_>, found: &Changes) -> Document {
    let until = found
        .until
        .map(|day| format!(" to {}", day.in_words()))
        .unwrap_or_default();
    let new = found.stances.iter();
    let new = new.filter(|one| one.movement == Movement::New).count();
    let moved = match found.stances.len() - new {
        0 => "no stance changed".to_owned(),
        n => format!("{} changed", count(n, "stance", "stances")),
    };
    let first = match new {
        0 => String::new(),
        1 => ", and one is told for the first time".to_owned(),
        n => format!(", and {} are told for the first time", number_word(n)),
    };
    let title = format!("From {}{until}: {moved}{first}.", found.since.in_words());
    let mut sections = Vec::new();
    for movement in [
        Movement::Hardened,
        Movement::Softened,
        Movement::Moved,
        Movement::New,
        Movement::Withdrawn,
    ] {
        let items = found
            .stances
            .iter()
            .filter(|s| s.movement == movement)
            .map(|s| {
                let shown = if s.after.is_empty() {
                    &s.before
                } else {
                    &s.after
                };
                let mut item = words.stated_line(&shown[0]).item();
                item.below.extend(own_words(words.model, &shown[0]));
                item = noted(item, &shown[0].note);
                let others = shown[1..].iter();
                item.below
                    .extend(others.map(|one| noted(words.stated_line(one).item(), &one.note)));
                if !s.after.is_empty() {
                    item.below.extend(s.before.iter().map(|stated| {
                        let before = words.stated_line(stated);
                        Line::derived(format!("Before: {}", before.words))
                            .citing(&before.cites)
                            .item()
                    }));
                }
                item
            })
            .collect();
        let heading = match movement {
            Movement::New => {
                "New: told for the first time, which is not to say that it was not so before"
                    .to_owned()
            }
            Movement::Hardened | Movement::Softened | Movement::Moved | Movement::Withdrawn => {
                crate::view::words::upper_first(movement.word())
            }
        };
        sections.extend(Section::of_items(heading, items));
    }
    let silent = found
        .not_mentioned
        .iter()
        .map(|stated| words.stated_line(stated).item())
        .collect();
    sections.extend(Section::of_items(
        "Not mentioned since, and not dropped",
        silent,
    ));
    let goals = found
        .goals
        .items()
        .iter()
        .map(|goal| {
            let reached = match &goal.goal {
                Target::Milestone(id) if goal.after == Status::Reached => {
                    words.model.milestones.get(id).map(|m| m.cites.as_slice())
                }
                Target::Milestone(_) | Target::Issue(_) | Target::Option(..) => None,
            };
            let line = Line::derived(status_change(words, goal));
            let mut item = line.citing(reached.unwrap_or_default()).item();
            item.below = goal
                .because
                .iter()
                .flat_map(|change| explained(words, change))
                .collect();
            let new = |change: &StanceChange| change.movement == Movement::New;
            if !goal.because.is_empty() && goal.because.iter().all(new) {
                item.below.push(Line::derived("What explains it is told for the first time; it may have been so before.").item());
            }
            if goal.because.is_empty() && goal.after != Status::Reached {
                item.below.push(Line::derived("No stance explains it: a condition, a needed consent, a deadline or a milestone changed.").item());
            }
            item
        })
        .collect();
    sections.extend(with_extent(
        "Goals whose status changed, with a smallest set of stances that explains it",
        goals,
        &found.goals,
    ));
    let read = "Both days are read with all that the texts tell by now.";
    let mut document = Document {
        title,
        lead: std::iter::once(Line::derived(read))
            .chain(before_the_texts(words, Some(found.since)))
            .collect(),
        sections,
        ..Document::default()
    };
    note_once(&mut document);
    document
}

/// A stance that explains a new status: what is said now, or what is no longer said.
pub(in crate::view) fn explained(words: &Words<'_>, change: &StanceChange) -> Vec<Item> {
    let line = |stated: &Stated| words.stated_line(stated);
    if !change.after.is_empty() {
        return change.after.iter().map(|i| line(i).item()).collect();
    }
    let ended = change.before.iter().map(line);
    ended
        .map(|before| {
            let words = format!("No longer: {}", before.words);
            Line::derived(words).citing(&before.cites).item()
        })
        .collect()
}

/// How a goal stood before, and how it stands now.
pub(in crate::view) fn status_change(
    words: &Words<'_>,
    goal: &crate::analysis::GoalChange,
) -> String {
    let before = status_word(goal.before);
    if goal.after == Status::Reached {
        let day = goal
            .since
            .map(|day| format!(" ({})", day.in_words()))
            .unwrap_or_default();
        return format!("Since then reached: {}{day}.", words.target(&goal.goal));
    }
    format!(
        "{}: {before} before, {} now.",
        words.target_first(&goal.goal),
        status_word(goal.after)
    )
}

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
