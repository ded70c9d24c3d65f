//! Whose letters stand in a picture.

use std::collections::BTreeSet;

use super::{KeyLine, KnotPicture, Obstacle, Who};

impl KnotPicture {
    /// The parties whose letters stand in the picture, in the order of their hues.
    pub fn people(&self) -> Vec<Who> {
        let mut people = BTreeSet::new();
        for knot in &self.knots {
            people_of(&knot.obstacle, &mut people);
        }
        let lines = self.knots.iter().flat_map(|knot| &knot.keys);
        lines.for_each(|line| keepers_of(line, &mut people));
        let topics = self.silence.iter().flat_map(|silence| &silence.topics);
        people.extend(topics.flat_map(|topic| topic.who.clone()));
        by_hue(people)
    }
}

/// Parties, each once, in the order of their hues.
pub(in crate::view::drawings) fn by_hue(people: BTreeSet<Who>) -> Vec<Who> {
    let mut people: Vec<Who> = people.into_iter().collect();
    people.sort_by_key(|who| who.number);
    people
}

/// Who holds the keys of a line.
fn keepers_of(line: &KeyLine, people: &mut BTreeSet<Who>) {
    people.extend(line.keys.iter().flat_map(|(_, who)| who.clone()));
    line.inside
        .iter()
        .for_each(|inside| keepers_of(inside, people));
}

impl Obstacle {
    /// Whose refusals and conditions it is made of, in the order of their hues.
    pub fn people(&self) -> Vec<Who> {
        let mut people = BTreeSet::new();
        people_of(self, &mut people);
        by_hue(people)
    }
}

impl KnotPicture {
    /// The same without the letters of keys, for a text that does not list these.
    pub fn without_letters(&self) -> Self {
        let mut bare = self.clone();
        for knot in &mut bare.knots {
            without_letters(&mut knot.obstacle);
        }
        bare
    }
}

fn without_letters(obstacle: &mut Obstacle) {
    match obstacle {
        Obstacle::Bar(bar) | Obstacle::Hook(bar) => bar.letter.clear(),
        Obstacle::Ring(ring) => ring.hooks.iter_mut().for_each(|hook| hook.letter.clear()),
        Obstacle::Fence(fence) => fence.bars.iter_mut().for_each(|bar| bar.letter.clear()),
        Obstacle::Row(all) => all.iter_mut().for_each(without_letters),
        Obstacle::Fork(tracks) => {
            tracks
                .iter_mut()
                .for_each(|track| without_letters(&mut track.obstacle));
        }
    }
}

fn people_of(obstacle: &Obstacle, people: &mut BTreeSet<Who>) {
    match obstacle {
        Obstacle::Bar(bar) | Obstacle::Hook(bar) => people.extend(bar.who.clone()),
        Obstacle::Ring(ring) => {
            people.extend(ring.hooks.iter().flat_map(|hook| hook.who.clone()));
        }
        Obstacle::Row(all) => all.iter().for_each(|one| people_of(one, people)),
        Obstacle::Fork(tracks) => {
            tracks
                .iter()
                .for_each(|track| people_of(&track.obstacle, people));
        }
        Obstacle::Fence(fence) => {
            people.extend(fence.bars.iter().flat_map(|bar| bar.who.clone()));
        }
    }
}
