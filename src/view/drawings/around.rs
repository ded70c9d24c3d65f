//! A deadlock as a drawing: its members around a ring, and on each arrow who says that it must be so.

use crate::analysis::{Deadlock, RingEdge, Waiter};
use crate::graph::PositionGraph;
use crate::model::Target;

use crate::view::drawings::maker::{Maker, cited};
use crate::view::words::answers::{ring_edge, ring_in_words};
use crate::view::words::{Words, and, upper_first};
use crate::view::{Box, BoxKind, Diagram, Emphasis, LineKind};

/// How to read the arrows.
const ARROWS: &str = "Each arrow leads from what must come first, by way of whose condition it is, to what waits for it.";

/// One ring of conditions; a drawing that says so where there is none.
pub fn deadlock(words: &Words<'_>, graph: &PositionGraph, ring: Option<&Deadlock>) -> Diagram {
    let mut maker = Maker::new(words, graph);
    maker.diagram.ring = true;
    match ring {
        Some(ring) => Around { maker, ring }.draw(),
        None => no_ring(maker),
    }
}

fn no_ring(mut maker: Maker<'_>) -> Diagram {
    let all = "Once plain refusals are lifted, nothing waits for itself. Circles that another way avoids, or that hold only while one is closed, are listed by impasse deadlocks.";
    maker.diagram.title =
        "There are no circular conditions that would have to be broken".to_owned();
    maker.diagram.subtitle = all.to_owned();
    maker.diagram.description = all.to_owned();
    maker.finish()
}

/// A ring that is being drawn.
struct Around<'a> {
    maker: Maker<'a>,
    ring: &'a Deadlock,
}

impl Around<'_> {
    fn draw(mut self) -> Diagram {
        self.write_the_head();
        let waiters = &self.ring.ring;
        let members: Vec<usize> = waiters.iter().map(|one| self.member(one)).collect();
        self.put_the_conditions(&members);
        in_ring_order(&mut self.maker.diagram, members.len());
        self.write_the_notes();
        self.maker.finish()
    }

    fn write_the_head(&mut self) {
        let words = self.maker.words;
        let members = self.ring.ring.iter();
        let names: Vec<String> = members.map(|waiter| words.waiter(waiter)).collect();
        let names = upper_first(&and(&names));
        self.maker.diagram.title = format!("{names} wait for each other");
        self.maker.diagram.subtitle = format!("{}{ARROWS}", self.maker.as_of());
        let ring = ring_in_words(words, self.ring);
        self.maker.diagram.description = format!("A circle of conditions: {ring}.");
    }

    /// Each member waits for the next, and the last for the first.
    fn put_the_conditions(&mut self, members: &[usize]) {
        for (at, waiter) in self.ring.ring.iter().enumerate() {
            let needed = members[(at + 1) % members.len()];
            for edge in edges_from(waiter, self.ring) {
                self.condition_between(needed, members[at], edge);
            }
        }
    }

    fn member(&mut self, waiter: &Waiter) -> usize {
        let words = self.maker.words;
        let id = format!("member-{waiter}").replace(['/', ':'], "-");
        let mut item = Box::new(id, kind_of_member(waiter), words.waiter_label(waiter));
        item.emphasis = Emphasis::Ring;
        item.tooltip = self.why_it_waits(waiter);
        self.maker.put(item)
    }

    fn why_it_waits(&self, waiter: &Waiter) -> String {
        let edges = edges_from(waiter, self.ring);
        let said = edges.map(|edge| said(self.maker.words, edge));
        said.collect::<Vec<_>>().join(" ")
    }

    /// The condition by which one member waits for another, with an arrow to it and one from it.
    fn condition_between(&mut self, needed: usize, waiting: usize, edge: &RingEdge) {
        let item = self.condition(waiting, edge);
        let tooltip = item.tooltip.clone();
        let condition = self.maker.put(item);
        self.maker
            .join(needed, condition, LineKind::Ring, tooltip.clone());
        self.maker.join(condition, waiting, LineKind::Ring, tooltip);
    }

    fn condition(&self, waiting: usize, edge: &RingEdge) -> Box {
        let maker = &self.maker;
        let id = format!("condition-{waiting}-{}", maker.diagram.boxes.len());
        let mut item = Box::new(id, BoxKind::Requirement, order_in_words(maker.words, edge));
        match &edge.by {
            Some(by) => {
                item.kind = BoxKind::Demand;
                item.owner = Some(maker.owner(by));
                item.over = maker.name(by);
            }
            None => item.note = "in the nature of the thing".to_owned(),
        }
        item.refs = maker.refs(&edge.cites);
        item.tooltip = cited(&said(maker.words, edge), &edge.cites);
        item
    }

    /// The footer has the author's notes on the conditions.
    fn write_the_notes(&mut self) {
        let noted = self.ring.edges.iter().filter(|edge| !edge.notes.is_empty());
        for edge in noted {
            let what = upper_first(&ring_edge(self.maker.words, edge));
            let what = what.trim_end_matches('.');
            let note = format!("Note on “{what}”: {}", edge.notes.join(" "));
            self.maker.diagram.footer.push(note);
        }
    }
}

/// Why a member waits for the next.
fn edges_from<'r>(waiter: &Waiter, ring: &'r Deadlock) -> impl Iterator<Item = &'r RingEdge> {
    ring.edges.iter().filter(move |edge| edge.from == *waiter)
}

/// The sentence of an edge.
fn said(words: &Words<'_>, edge: &RingEdge) -> String {
    let notes: String = edge.notes.iter().map(|note| format!(" {note}")).collect();
    format!("{}{notes}", ring_edge(words, edge))
}

fn order_in_words(words: &Words<'_>, edge: &RingEdge) -> String {
    let order = if edge.strict {
        "only after"
    } else {
        "together with"
    };
    format!("{order} {}", words.waiter(&edge.needs))
}

fn kind_of_member(waiter: &Waiter) -> BoxKind {
    match waiter {
        Waiter::Thing(Target::Milestone(_)) => BoxKind::Milestone,
        Waiter::Thing(Target::Issue(_) | Target::Option(..)) => BoxKind::Issue,
        Waiter::Yes(..) => BoxKind::Requirement,
    }
}

/// Puts each condition between the member that waits and the one that it waits for.
fn in_ring_order(diagram: &mut Diagram, members: usize) {
    let conditions = members..diagram.boxes.len();
    let mut order = Vec::new();
    for member in 0..members {
        let leads_here = |&b: &usize| diagram.has_line(b, member);
        order.push(member);
        order.extend(conditions.clone().filter(leads_here));
    }
    diagram.reorder(&order);
}

impl Diagram {
    /// Puts the boxes into another order, which names each of them.
    fn reorder(&mut self, order: &[usize]) {
        let mut places = vec![0; order.len()];
        for (place, &b) in order.iter().enumerate() {
            places[b] = place;
        }
        self.boxes = order.iter().map(|&b| self.boxes[b].clone()).collect();
        for line in &mut self.lines {
            (line.from, line.to) = (places[line.from], places[line.to]);
        }
    }
}
