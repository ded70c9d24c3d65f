//! Two answers in one picture: what no longer blocks the goal is only a trace, what did not before is marked as new.
//!
//! The layout never jumps. Where nothing new stands in the way, the picture is that of the answer before, and its marks fade;
//! else it is that of the answer after, and what is gone is told below.

use std::collections::BTreeSet;

use crate::analysis::Blocks;
use crate::source::Date;

use crate::view::words::and;

use super::{KeyLine, KnotBar, KnotPicture, MarkState, Obstacle};

/// What lies between two answers.
#[derive(Debug, Clone)]
pub enum Between {
    /// Something is supposed: what, in clauses.
    Supposed(String),
    /// Time: the earlier day.
    Since(Date),
}

/// The picture of an answer before and after.
pub fn knots_compared(
    (before, was): (KnotPicture, &Blocks),
    (after, is): (KnotPicture, &Blocks),
    between: &Between,
) -> KnotPicture {
    let (old, new) = (blocking(was), blocking(is));
    let told_before = before.knots.clone();
    let mut picture = match new.is_subset(&old) && !old.is_empty() {
        // What is not known, and how many ways there are, is that of the answer after.
        true => KnotPicture {
            knots: before.knots,
            ..after
        },
        false => after,
    };
    let state = |changes: &[String]| {
        let has = |all: &BTreeSet<String>| changes.iter().any(|change| all.contains(change));
        match (has(&old), has(&new)) {
            (_, false) => MarkState::Lifted,
            (false, true) => MarkState::New,
            (true, true) => MarkState::Stands,
        }
    };
    for knot in &mut picture.knots {
        mark(&mut knot.obstacle, &state);
        knot.keys
            .iter_mut()
            .for_each(|line| mark_line(line, &state));
    }
    picture.tell_between(between, &old == &new);
    let gone = told_before.iter().flat_map(|knot| &knot.keys);
    let gone = gone.filter(|line| !line.changes.is_empty());
    let gone = gone.filter(|line| line.changes.iter().all(|one| !new.contains(one)));
    let gone: Vec<String> = gone.map(|line| line.words.clone()).collect();
    let is_drawn = picture
        .knots
        .iter()
        .any(|knot| knot.keys.iter().any(|line| line.state == MarkState::Lifted));
    if !gone.is_empty() && !is_drawn {
        picture
            .footer
            .insert(0, format!("No longer needed: {}.", and(&gone)));
    }
    picture
}

fn mark_line(line: &mut KeyLine, state: &impl Fn(&[String]) -> MarkState) {
    if !line.changes.is_empty() {
        line.state = state(&line.changes);
    }
    line.inside
        .iter_mut()
        .for_each(|inside| mark_line(inside, state));
}

/// What blocks a goal, as the changes that would lift it.
fn blocking(answer: &Blocks) -> BTreeSet<String> {
    let blockers = answer.blockers.items().iter();
    blockers.map(|one| one.change.to_string()).collect()
}

impl KnotPicture {
    fn tell_between(&mut self, between: &Between, is_same: bool) {
        let faded = "What is faded no longer blocks it.";
        let told = match (between, is_same) {
            (Between::Supposed(_), true) => {
                "Supposed, not said. Nothing of what blocks it would change.".to_owned()
            }
            (Between::Supposed(_), false) => format!("Supposed, not said. {faded}"),
            (Between::Since(day), true) => {
                format!(
                    "Since {} nothing of what blocks it has changed.",
                    day.in_words()
                )
            }
            (Between::Since(day), false) => {
                format!(
                    "Compared with {}: what is new is marked. {faded}",
                    day.in_words()
                )
            }
        };
        self.subtitle = format!("{} {told}", self.day).trim().to_owned();
        if let Between::Supposed(what) = between {
            self.title = format!("Supposing this: {}", self.title);
            let told = told.replacen("Supposed, not said.", "", 1);
            let told = format!("{} Supposed, not said: {what}.{told}", self.day);
            told.trim().clone_into(&mut self.subtitle);
        }
    }
}

fn mark(obstacle: &mut Obstacle, state: &impl Fn(&[String]) -> MarkState) {
    let set = |bar: &mut KnotBar| bar.state = state(&bar.changes);
    match obstacle {
        Obstacle::Bar(bar) | Obstacle::Hook(bar) => set(bar),
        Obstacle::Row(all) => all.iter_mut().for_each(|one| mark(one, state)),
        Obstacle::Fork(tracks) => {
            tracks
                .iter_mut()
                .for_each(|track| mark(&mut track.obstacle, state));
        }
        Obstacle::Fence(fence) => fence.bars.iter_mut().for_each(set),
        Obstacle::Ring(ring) => {
            for hook in ring.hooks.iter_mut().filter(|hook| !hook.about.is_empty()) {
                hook.state = state(&hook.about);
            }
        }
    }
}
