//! A deadlock as a drawing: its members around a ring, and on each arrow who says that it must be so.

use crate::analysis::{Deadlock, RingEdge, Waiter};
use crate::graph::PositionGraph;
use crate::model::Target;

use crate::view::drawings::board::{Maker, cited};
use crate::view::words::{Words, and, upper_first};
use crate::view::{Box, BoxKind, Diagram, Emphasis, LineKind};

/// One ring of conditions; a drawing that says so where there is none.
pub fn deadlock(words: &Words<'_>, graph: &PositionGraph, ring: Option<&Deadlock>) -> Diagram {
    let mut maker = Maker::new(words, graph);
    maker.diagram.ring = true;
    let Some(ring) = ring else {
        maker.diagram.title = "There are no circular conditions".to_owned();
        maker.diagram.subtitle =
            "Once plain refusals are lifted, nothing waits for itself.".to_owned();
        maker.diagram.description = maker.diagram.subtitle.clone();
        return maker.finish();
    };
    let names: Vec<String> = ring
        .ring
        .iter()
        .map(|waiter| words.waiter(waiter))
        .collect();
    maker.diagram.title = format!("{} wait for each other", upper_first(&and(&names)));
    let day = graph
        .day
        .map(|day| format!("As of {}. ", day.in_words()))
        .unwrap_or_default();
    maker.diagram.subtitle = format!(
        "{day}Each arrow leads from what must come first, by way of whose condition it is, to what waits for it."
    );
    maker.diagram.description = format!(
        "A ring: {}.",
        crate::view::words::answers::ring_in_words(words, ring)
    );
    let members: Vec<usize> = ring
        .ring
        .iter()
        .map(|waiter| maker.member(waiter, ring))
        .collect::<Vec<_>>();
    for (at, &waiting) in members.iter().enumerate() {
        let needed = members[(at + 1) % members.len()];
        let here: Vec<&RingEdge> = ring
            .edges
            .iter()
            .filter(|edge| edge.from == ring.ring[at])
            .collect();
        for edge in here {
            let tooltip = cited(&said(words, edge), &edge.cites);
            let condition = maker.condition(edge, waiting, &tooltip);
            maker.join(needed, condition, LineKind::Ring, tooltip.clone());
            maker.join(condition, waiting, LineKind::Ring, tooltip);
        }
    }
    in_ring_order(&mut maker.diagram, members.len());
    for edge in ring.edges.iter().filter(|edge| !edge.notes.is_empty()) {
        let what = upper_first(&crate::view::words::answers::ring_edge(words, edge));
        let what = what.trim_end_matches('.');
        maker
            .diagram
            .footer
            .push(format!("Note on “{what}”: {}", edge.notes.join(" ")));
    }
    maker.finish()
}

/// The sentence of an edge.
fn said(words: &Words<'_>, edge: &RingEdge) -> String {
    let notes: String = edge.notes.iter().map(|note| format!(" {note}")).collect();
    format!(
        "{}{notes}",
        crate::view::words::answers::ring_edge(words, edge)
    )
}

impl Maker<'_> {
    fn member(&mut self, waiter: &Waiter, ring: &Deadlock) -> usize {
        let kind = match waiter {
            Waiter::Thing(Target::Milestone(_)) => BoxKind::Milestone,
            Waiter::Thing(Target::Issue(_) | Target::Option(..)) => BoxKind::Issue,
            Waiter::Yes(..) => BoxKind::Requirement,
        };
        let mut item = Box::new(
            format!("member-{waiter}").replace(['/', ':'], "-"),
            kind,
            self.words.waiter_label(waiter),
        );
        item.emphasis = Emphasis::Ring;
        let out = ring
            .edges
            .iter()
            .filter(|edge| edge.from == *waiter)
            .map(|edge| said(self.words, edge));
        item.tooltip = out.collect::<Vec<_>>().join(" ");
        self.put(item)
    }

    fn condition(&mut self, edge: &RingEdge, waiting: usize, tooltip: &str) -> usize {
        let order = if edge.strict {
            "only after"
        } else {
            "together with"
        };
        let label = format!("{order} {}", self.words.waiter(&edge.needs));
        let id = format!("condition-{waiting}-{}", self.diagram.boxes.len());
        let mut item = Box::new(
            id,
            if edge.by.is_some() {
                BoxKind::Demand
            } else {
                BoxKind::Requirement
            },
            label,
        );
        item.owner = edge.by.as_ref().map(|by| self.owner(by));
        item.over = edge
            .by
            .as_ref()
            .map(|by| self.model.party_name(by).to_owned())
            .unwrap_or_default();
        item.note = if edge.by.is_some() {
            String::new()
        } else {
            "in the nature of the thing".to_owned()
        };
        item.refs = self.refs(&edge.cites);
        item.tooltip = tooltip.to_owned();
        self.put(item)
    }
}

/// Puts each condition between the member that waits and the one that it waits for.
fn in_ring_order(diagram: &mut Diagram, members: usize) {
    let mut order = Vec::new();
    for member in 0..members {
        order.push(member);
        order.extend((members..diagram.boxes.len()).filter(|&b| {
            diagram
                .lines
                .iter()
                .any(|line| line.from == b && line.to == member)
        }));
    }
    let place: Vec<usize> = (0..diagram.boxes.len())
        .map(|b| {
            order
                .iter()
                .position(|&at| at == b)
                .expect("every box is a member or a condition")
        })
        .collect();
    diagram.boxes = order.iter().map(|&b| diagram.boxes[b].clone()).collect();
    for line in &mut diagram.lines {
        (line.from, line.to) = (place[line.from], place[line.to]);
    }
}
