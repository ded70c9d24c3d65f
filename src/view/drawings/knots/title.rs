//! The finding of a picture, its day, and the whole of it in words.

use crate::analysis::{Blocks, Status};
use crate::graph::PositionGraph;
use crate::model::Target;

use crate::view::words::answers::finding;
use crate::view::words::{Words, number_word, upper_first};

use super::{KeyLine, Knot, KnotPicture};

/// What the picture says.
pub(super) fn title(words: &Words<'_>, answer: &Blocks, knots: &[Knot]) -> String {
    let goal = words.target(&answer.goal);
    let is_whole = answer.standing.is_exact() && answer.shape.is_exact();
    let count: usize = knots.iter().map(|knot| knot.count).sum();
    match (answer.status(), knots) {
        (Status::Blocked, [one]) if is_whole && count == 1 => one_knot(&goal, one),
        (Status::Blocked, [_, _]) if is_whole && count == 2 => {
            format!("Two knots block {goal}; both must be undone")
        }
        (Status::Blocked, [_, ..]) if is_whole => {
            let number = upper_first(&number_word(count));
            format!("{number} knots block {goal}; all must be undone")
        }
        (Status::Open, _) if answer.standing.is_exact() && answer.awaited.is_exact() => {
            nothing_refused(&goal, answer.awaited.items().len())
        }
        _ => finding(words, None, answer)
            .trim_end_matches('.')
            .to_owned(),
    }
}

/// One knot by its name, or where it has none by what undoes it.
fn one_knot(goal: &str, knot: &Knot) -> String {
    let says_more = knot.is_named && !knot.name.contains(goal);
    match (says_more, knot.ways.as_deref()) {
        (true, _) | (false, None) => format!("One knot blocks {goal}: {}", knot.name),
        (false, Some("1")) => format!("One knot blocks {goal}, with one way to undo it"),
        (false, Some(ways)) => {
            let number = ways.parse().map_or_else(|_| ways.to_owned(), number_word);
            format!("One knot blocks {goal}, with {number} ways to undo it")
        }
    }
}

fn nothing_refused(goal: &str, awaited: usize) -> String {
    let missing = match awaited {
        1 => "one answer is not known".to_owned(),
        many => format!("{} answers are not known", number_word(many)),
    };
    format!("No refusal stands in the way of {goal}; {missing}")
}

/// The day, and what a key is.
pub(super) fn subtitle(
    words: &Words<'_>,
    graph: &PositionGraph,
    answer: &Blocks,
    knots: &[Knot],
) -> String {
    let deadline = answer.deadline.as_ref();
    let deadline = deadline.map(|one| format!("the deadline is {}", one.date.in_words()));
    let missed = deadline
        .as_ref()
        .and_then(|_| if_missed(words, &answer.goal));
    let deadline = deadline.into_iter().chain(missed);
    let day = graph.day.map(|day| format!("As of {}", day.in_words()));
    let day: Vec<String> = day.into_iter().chain(deadline).collect();
    let day = (!day.is_empty()).then(|| format!("{}.", upper_first(&day.join("; "))));
    let keys = match (knots.is_empty(), answer.asked_party.is_some()) {
        (true, _) => None,
        (false, false) => {
            Some("A key is a move that would open what bears its letter, not an offer.")
        }
        (false, true) => Some("A key is a move of the party asked about, not an offer."),
    };
    let parts: Vec<String> = day.into_iter().chain(keys.map(str::to_owned)).collect();
    parts.join(" ")
}

/// `if it is missed, a strike follows`
fn if_missed(words: &Words<'_>, goal: &Target) -> Option<String> {
    let Target::Milestone(goal) = goal else {
        return None;
    };
    let milestone = words.model.milestones.get(goal)?;
    let otherwise = Target::Milestone(milestone.otherwise()?.clone());
    let follows = words.agree(&otherwise, "follows", "follow");
    Some(format!(
        "if it is missed, {} {follows}",
        words.target(&otherwise)
    ))
}

/// Of a ring drawn by itself: the day, and that it is one of so many knots.
pub(super) fn ring_says(
    words: &Words<'_>,
    graph: &PositionGraph,
    answer: &Blocks,
    knots: &[Knot],
) -> String {
    let goal = words.target(&answer.goal);
    let count: usize = knots.iter().map(|knot| knot.count).sum();
    let which = match count {
        0 | 1 => format!("The knot that blocks {goal}."),
        many => format!("One of {} knots that block {goal}.", number_word(many)),
    };
    match graph.day {
        Some(day) => format!("As of {}. {which} {HOOKS}", day.in_words()),
        None => format!("{which} {HOOKS}"),
    }
}

/// How a ring is read.
pub(super) const HOOKS: &str =
    "A hook grips what waits; its white dot is fixed to what must come first.";

/// Each answer that is missing.
fn not_known<'a>(words: &'a Words<'a>, answer: &'a Blocks) -> impl Iterator<Item = String> + 'a {
    answer.awaited.items().iter().map(|one| {
        let (party, about) = (words.party(&one.party), words.question(&one.target));
        format!("Not known: the answer of {party} on {about}.")
    })
}

/// A line of keys with what goes with it: `Both of these: Russia agrees to it; Ukraine agrees to it.`
fn line_told(line: &KeyLine) -> String {
    let inside = line.inside.iter().map(line_told);
    let inside: Vec<String> = inside
        .map(|one| one.trim_end_matches('.').to_owned())
        .collect();
    match inside.as_slice() {
        [] => format!("{}.", line.words.trim_end_matches('.')),
        inside => format!(
            "{}: {}.",
            line.words.trim_end_matches([':', '.']),
            inside.join("; ")
        ),
    }
}

/// The whole picture in words.
pub(super) fn description(words: &Words<'_>, answer: &Blocks, knots: &[Knot]) -> String {
    let mut told = vec![finding(words, None, answer)];
    for (number, knot) in knots.iter().enumerate() {
        told.push(format!(
            "Knot {}, {}: {}.",
            number + 1,
            knot.name,
            knot.takes
        ));
        told.extend(knot.keys.iter().map(line_told));
        let more = (knot.left_out > 0).then(|| format!("And {} more.", knot.left_out));
        told.extend(more);
    }
    told.extend(not_known(words, answer));
    told.join(" ")
}

impl KnotPicture {
    /// What each knot is called by its place: `Knot 2`, `Knots 3–5`; nothing where there is only one.
    pub fn numbers(&self) -> Vec<String> {
        let all: usize = self.knots.iter().map(|knot| knot.count).sum();
        let mut first = 1;
        let number = |knot: &Knot| {
            let last = first + knot.count.max(1) - 1;
            let number = match (all, knot.count) {
                (0 | 1, _) => String::new(),
                (_, 0 | 1) => format!("Knot {first}"),
                _ => format!("Knots {first}–{last}"),
            };
            first = last + 1;
            number
        };
        self.knots.iter().map(number).collect()
    }
}
