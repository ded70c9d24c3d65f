//! Two answers in one picture: what no longer blocks the goal is only a trace, what did not before is marked as new.
//!
//! The layout never jumps. Where nothing new stands in the way, the picture is that of the answer before, and its marks fade;
//! else it is that of the answer after, and what is gone is told below.

use std::collections::BTreeSet;

use crate::analysis::Blocks;
use crate::source::Date;

use crate::view::words::{and, lower_first};

use super::footer::NOT_DRAWN;
use super::{KeyLine, KnotBar, KnotPicture, MarkState, Obstacle, Who};

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
        held: is.held.iter().map(ToString::to_string).collect(),
    };
    let gone = both.no_longer_needed(&before);
    let mut picture = match both.new.is_subset(&both.old) && !both.old.is_empty() {
        // What is not known, and how many ways there are, is that of the answer after.
        true => {
            let mut footer = after.footer;
            // The rings are drawn: those of before.
            footer.retain(|line| !line.starts_with(NOT_DRAWN));
            KnotPicture {
                knots: before.knots,
                footer,
                ..after
            }
        }
        false => after,
    };
    both.mark(&mut picture);
    let is_same = both.old == both.new;
    picture.tell_between(between, is_same, !both.held.is_empty());
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
    /// What is supposed to stay as it is: it blocks, and nobody moves it.
    held: BTreeSet<String>,
}

impl Both {
    /// What became of something that some changes would lift.
    fn state(&self, changes: &[String]) -> MarkState {
        let has = |all: &BTreeSet<String>| changes.iter().any(|change| all.contains(change));
        match (has(&self.old), has(&self.new) || has(&self.held)) {
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
            lines.for_each(|line| mark_line(line, &|changes: &[String]| self.of_key(changes)));
        }
    }

    /// What became of a key: it cannot be turned where its mover is held.
    fn of_key(&self, changes: &[String]) -> MarkState {
        match changes.iter().any(|change| self.held.contains(change)) {
            true => MarkState::Lifted,
            false => self.state(changes),
        }
    }

    /// The moves of a picture of which none would lift anything after.
    fn no_longer_needed(&self, before: &KnotPicture) -> Vec<String> {
        let lines = before.knots.iter().flat_map(|knot| &knot.keys);
        let gone = lines.filter(|line| {
            let mut changes = line.changes.iter();
            !line.changes.is_empty()
                && changes.all(|one| !self.new.contains(one) && !self.held.contains(one))
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
    fn tell_between(&mut self, between: &Between, is_same: bool, is_held: bool) {
        let faded = self.is_any(MarkState::Lifted).then_some(match is_held {
            true => "A faded key nobody turns.",
            false => "What is faded no longer blocks it.",
        });
        let new = self.is_any(MarkState::New);
        let told = match between {
            Between::Supposed(what) => {
                self.title = format!("Supposing this, {}", lower_first(&self.title));
                format!("Supposed, not said: {what}.")
            }
            Between::Since(day) if is_same => {
                format!(
                    "Since {} nothing of what blocks it has changed.",
                    day.in_words()
                )
            }
            Between::Since(day) => format!("Compared with {}.", day.in_words()),
        };
        let rim = new.then_some("A black rim: new on the record since then, and perhaps older.");
        let rim = rim.filter(|_| matches!(between, Between::Since(_)));
        let rim = rim.or(new.then_some("A black rim: it did not block it before."));
        let parts: Vec<&str> = [self.day.as_str(), &told]
            .into_iter()
            .chain(rim)
            .chain(faded)
            .collect();
        self.subtitle = parts.join(" ").trim().to_owned();
    }

    /// Whether any line has a state.
    fn is_any(&self, state: MarkState) -> bool {
        let mut lines = self.knots.iter().flat_map(|knot| &knot.keys);
        lines.any(|line| line.state == state)
    }

    fn shows_what_is_gone(&self) -> bool {
        self.is_any(MarkState::Lifted)
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
            for hook in ring.hooks.iter_mut().filter(|hook| !hook.holds.is_empty()) {
                hook.state = match state(&hook.holds) {
                    MarkState::New if hook.about.is_empty() => MarkState::Stands,
                    state @ (MarkState::Stands | MarkState::Lifted | MarkState::New) => state,
                };
            }
        }
    }
}

impl KnotPicture {
    /// Gives every party the hue and the letters that it has among others: a supposition may have taken some away.
    pub fn keep_hues(&mut self, people: &[Who]) {
        let keep = |who: &mut Who| {
            if let Some(own) = people.iter().find(|one| one.id == who.id) {
                who.clone_from(own);
            }
        };
        for knot in &mut self.knots {
            each_in(&mut knot.obstacle, &keep);
            knot.keys.iter_mut().for_each(|line| each_of(line, &keep));
        }
        let topics = self
            .silence
            .iter_mut()
            .flat_map(|silence| &mut silence.topics);
        topics.flat_map(|topic| &mut topic.who).for_each(keep);
    }
}

fn each_of(line: &mut KeyLine, keep: &impl Fn(&mut Who)) {
    let who = line.keys.iter_mut().flat_map(|(_, who)| who);
    who.for_each(keep);
    line.inside
        .iter_mut()
        .for_each(|inside| each_of(inside, keep));
}

fn each_in(obstacle: &mut Obstacle, keep: &impl Fn(&mut Who)) {
    match obstacle {
        Obstacle::Bar(bar) | Obstacle::Hook(bar) => bar.who.iter_mut().for_each(keep),
        Obstacle::Row(all) => all.iter_mut().for_each(|one| each_in(one, keep)),
        Obstacle::Fork(tracks) => {
            let all = tracks.iter_mut().map(|track| &mut track.obstacle);
            all.for_each(|one| each_in(one, keep));
        }
        Obstacle::Fence(fence) => {
            fence
                .bars
                .iter_mut()
                .flat_map(|bar| &mut bar.who)
                .for_each(keep);
        }
        Obstacle::Ring(ring) => {
            ring.hooks
                .iter_mut()
                .flat_map(|hook| &mut hook.who)
                .for_each(keep);
        }
    }
}
