//! A ring of conditions as a picture of it: the goal first, each station with the hook that makes it wait for the next.

use std::collections::BTreeSet;

use crate::analysis::{About, Blocks, Deadlock, RingEdge, Shape, ShapeKind, Waiter};
use crate::graph::{Change, PositionGraph};
use crate::model::PartyId;
use crate::source::Citation;

use crate::view::drawings::maker::{Maker, cited};
use crate::view::words::answers::ring_in_words;
use crate::view::words::{Words, upper_first};

use super::obstacle::{Building, with_marks};
use super::title::HOOKS;
use super::{Knot, KnotPicture, KnotRing, MarkState, Obstacle, RingHook, RingStation, Who, footer};

/// A ring by itself, with which of all it is; `answer` is that of one of its members.
pub fn ring_alone(
    words: &Words<'_>,
    graph: &PositionGraph,
    answer: &Blocks,
    ring: &Deadlock,
    (number, of): (usize, usize),
) -> KnotPicture {
    let maker = Maker::new(words, graph);
    let mut building = Building::new(&maker, answer);
    let all = ring.edges.iter().filter_map(|edge| edge.change.as_ref());
    let mut drawn = building.ring(ring, &all.collect());
    // Only the goal of the model is drawn as one, be the ring told from whichever member.
    for station in &mut drawn.stations {
        let goal = words.model.goal.as_ref().map(ToString::to_string);
        station.is_goal &= goal.is_none_or(|goal| goal == station.what);
    }
    let which = match of {
        0 | 1 => "No other circle would have to be broken.".to_owned(),
        many => format!("Circle {number} of {many} that would have to be broken."),
    };
    let goal = super::goal(words, &answer.goal);
    let title = format!("{}: {}", goal.label, super::EACH_WAITS);
    KnotPicture {
        description: format!("{title}. {}.", upper_first(&ring_in_words(words, ring))),
        ring_says: format!("{}{which} {HOOKS}", maker.as_of()),
        sources: footer::sources(&maker, &building.used),
        knots: vec![Knot {
            name: super::EACH_WAITS.to_owned(),
            count: 1,
            is_named: true,
            takes: String::new(),
            ways: None,
            obstacle: Obstacle::Ring(drawn),
            changes: Vec::new(),
            keys: Vec::new(),
            left_out: 0,
            goal: answer.goal.to_string(),
        }],
        title,
        goal,
        ..KnotPicture::default()
    }
}

impl Building<'_> {
    /// The ring whose conditions a knot's moves drop, one of which is enough.
    pub(super) fn ring_of(&self, knot: &Shape) -> Option<Deadlock> {
        let (Some(About::Ring(ring)), ShapeKind::Any(parts)) = (&knot.about, &knot.kind) else {
            return None;
        };
        let are_moves = parts
            .iter()
            .all(|part| matches!(part.kind, ShapeKind::Change(_)));
        let mut rings = self.answer.deadlocks.items().iter();
        rings
            .find(|one| one.ring == *ring)
            .filter(|_| are_moves)
            .cloned()
    }

    /// A ring with the goal first, where it is a member; hooks whose change is none of the ways carry no letter.
    pub(super) fn ring(&mut self, ring: &Deadlock, knot: &BTreeSet<&Change>) -> KnotRing {
        let goal = Waiter::Thing(self.answer.goal.clone());
        let first = ring.ring.iter().position(|one| *one == goal).unwrap_or(0);
        let count = ring.ring.len();
        let order: Vec<usize> = (0..count).map(|at| (first + at) % count).collect();
        let stations = order.iter().enumerate().map(|(number, &at)| {
            let waiter = &ring.ring[at];
            self.station(waiter, number + 1, *waiter == goal)
        });
        let stations = stations.collect();
        let edges = order.iter().map(|&at| self.edges_at(ring, at));
        let edges: Vec<Vec<&RingEdge>> = edges.collect();
        let hooks = edges.into_iter().map(|edges| self.hook(&edges, knot));
        KnotRing {
            stations,
            hooks: hooks.collect(),
        }
    }

    /// Why a member waits for the next.
    fn edges_at<'r>(&self, ring: &'r Deadlock, at: usize) -> Vec<&'r RingEdge> {
        let next = &ring.ring[(at + 1) % ring.ring.len()];
        let edges = ring.edges.iter();
        edges
            .filter(|edge| edge.from == ring.ring[at] && edge.needs == *next)
            .collect()
    }

    fn station(&self, waiter: &Waiter, number: usize, is_goal: bool) -> RingStation {
        let label = match waiter {
            Waiter::Thing(target) => self.words.bare(target),
            Waiter::Yes(..) => self.words.waiter_label(waiter),
        };
        RingStation {
            label: upper_first(&label),
            number: number.to_string(),
            what: waiter.to_string(),
            told: upper_first(&self.words.waiter(waiter)),
            is_goal,
        }
    }

    fn hook(&mut self, edges: &[&RingEdge], knot: &BTreeSet<&Change>) -> RingHook {
        let all = edges.iter().filter_map(|edge| edge.change.as_ref());
        let holds: Vec<String> = all.clone().map(ToString::to_string).collect();
        let changes: Vec<&Change> = all.filter(|one| knot.contains(one)).collect();
        let letter = match changes.as_slice() {
            [] => String::new(),
            changes => self.letter(changes),
        };
        let cites: Vec<Citation> = edges.iter().flat_map(|edge| edge.cites.clone()).collect();
        let sources = cites.iter().map(|cite| cite.source.clone());
        self.used.extend(sources);
        let is_noted = edges.iter().any(|edge| !edge.notes.is_empty());
        let says = self.what_waits(edges);
        RingHook {
            who: self.whose(edges, &changes),
            letter,
            holds,
            about: changes.iter().map(ToString::to_string).collect(),
            told: cited(&format!("{}.", upper_first(&says)), &cites),
            refs: with_marks(&self.maker.refs(&cites), is_noted, false),
            says,
            state: MarkState::Stands,
        }
    }

    /// `no ceasefire before the settlement`; *without*, where one may come along with the other.
    fn what_waits(&self, edges: &[&RingEdge]) -> String {
        let Some(first) = edges.first() else {
            return String::new();
        };
        let order = if first.strict { "before" } else { "without" };
        let needs = self.words.waiter(&first.needs);
        format!(
            "no {} {order} {needs}",
            bare_waiter(self.words, &first.from)
        )
    }

    /// Whose condition an edge is: of the moves that would drop it, where there are some.
    fn whose(&self, edges: &[&RingEdge], changes: &[&Change]) -> Vec<Who> {
        if !changes.is_empty() {
            return self.holders(changes);
        }
        let parties: BTreeSet<&PartyId> =
            edges.iter().filter_map(|edge| edge.by.as_ref()).collect();
        let who = parties
            .into_iter()
            .filter_map(|party| self.people.get(party));
        who.cloned().collect()
    }
}

/// A waiter without its article.
fn bare_waiter(words: &Words<'_>, waiter: &Waiter) -> String {
    match waiter {
        Waiter::Thing(target) => words.bare(target),
        Waiter::Yes(party, target) => {
            format!("yes of {} to {}", words.party(party), words.target(target))
        }
    }
}
