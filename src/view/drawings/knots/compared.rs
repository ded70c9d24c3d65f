//! Two answers in one picture: what no longer blocks the goal is only a trace, what did not before is marked as new.
//!
//! The layout never jumps. Where nothing new stands in the way, the picture is that of the answer before, and its marks fade;
//! else it is that of the answer after, and what is gone is told below.

use std::collections::BTreeSet;

use crate::analysis::Blocks;
use crate::source::Date;

use crate::view::words::and;

use super::{KeyLine, KnotBar, KnotPicture, MarkState, Obstacle};

const FADED: &str = "What is faded no longer blocks it.";

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
    let both = Both {
        old: blocking(was),
        new: blocking(is),
    };
    let gone = both.no_longer_needed(&before);
    let mut picture = match both.new.is_subset(&both.old) && !both.old.is_empty() {
        // What is not known, and how many ways there are, is that of the answer after.
        true => KnotPicture {
            knots: before.knots,
            ..after
        },
        false => after,
    };
    both.mark(&mut picture);
    picture.tell_between(between, both.old == both.new);
    if !gone.is_empty() && !picture.shows_what_is_gone() {
        let gone = format!("No longer needed: {}.", and(&gone));
        picture.footer.insert(0, gone);
    }
    picture
}

/// What blocked the goal before, and what does after.
struct Both {
    old: BTreeSet<String>,
    new: BTreeSet<String>,
}

impl Both {
    /// What became of something that some changes would lift.
    fn state(&self, changes: &[String]) -> MarkState {
        let has = |all: &BTreeSet<String>| changes.iter().any(|change| all.contains(change));
        match (has(&self.old), has(&self.new)) {
            (_, false) => MarkState::Lifted,
            (false, true) => MarkState::New,
            (true, true) => MarkState::Stands,
        }
    }

    fn mark(&self, picture: &mut KnotPicture) {
        let state = |changes: &[String]| self.state(changes);
        for knot in &mut picture.knots {
            mark(&mut knot.obstacle, &state);
            let lines = knot.keys.iter_mut();
            lines.for_each(|line| mark_line(line, &state));
        }
    }

    /// The moves of a picture of which none would lift anything after.
    fn no_longer_needed(&self, before: &KnotPicture) -> Vec<String> {
        let lines = before.knots.iter().flat_map(|knot| &knot.keys);
        let gone = lines.filter(|line| {
            let mut changes = line.changes.iter();
            !line.changes.is_empty() && changes.all(|one| !self.new.contains(one))
        });
        gone.map(|line| line.words.clone()).collect()
    }
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
        let told = match between {
            Between::Supposed(what) => {
                self.title = format!("Supposing this: {}", self.title);
                let becomes = match is_same {
                    true => "Nothing of what blocks it would change.",
                    false => FADED,
                };
                format!("Supposed, not said: {what}. {becomes}")
            }
            Between::Since(day) => since(&day.in_words(), is_same),
        };
        self.subtitle = format!("{} {told}", self.day).trim().to_owned();
    }

    fn shows_what_is_gone(&self) -> bool {
        let mut lines = self.knots.iter().flat_map(|knot| &knot.keys);
        lines.any(|line| line.state == MarkState::Lifted)
    }
}

fn since(day: &str, is_same: bool) -> String {
    match is_same {
        true => format!("Since {day} nothing of what blocks it has changed."),
        false => format!("Compared with {day}: what is new is marked. {FADED}"),
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
