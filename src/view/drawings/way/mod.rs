//! The way to a goal: what it needs, what blocks it, and the rings on the way.

mod leaves;
mod target;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Blocks, RingEdge, Status};
use crate::graph::{NodeId, NodeKind, PositionGraph};
use crate::model::{PartyId, Target};

use crate::view::drawings::maker::Maker;
use crate::view::words::answers::{
    blocker_line, exclusion_item, finding, knots_in_short, knots_of, ring_in_words,
};
use crate::view::words::moves::Stand;
use crate::view::words::{Words, and, number_word, upper_first};
use crate::view::{Box, Diagram, Emphasis};

/// The drawing of `blocks X`.
pub fn way(words: &Words<'_>, graph: &PositionGraph, answer: &Blocks) -> Diagram {
    let mut way = Way {
        maker: Maker::new(words, graph),
        answer,
        drawn: BTreeMap::new(),
        parts: BTreeMap::new(),
        leaves: BTreeMap::new(),
        silent: BTreeMap::new(),
    };
    let diagram = &mut way.maker.diagram;
    diagram.title = finding(words, None, answer)
        .trim_end_matches('.')
        .to_owned();
    diagram.subtitle = subtitle(words, graph, answer);
    diagram.description = description(words, answer);
    if let Some(goal) = graph.node_of(&answer.goal) {
        way.target(goal);
    }
    way.tell_what_is_not_drawn();
    way.maker.finish()
}

fn subtitle(words: &Words<'_>, graph: &PositionGraph, answer: &Blocks) -> String {
    let text = match answer.status() {
        Status::Blocked => how_it_opens(words, answer),
        _ if !answer.standing.is_exact() => "how it stands is not worked out.".to_owned(),
        Status::Open => format!("it waits for {}.", who_is_awaited(words, answer)),
        Status::Closed => "its day has passed without it.".to_owned(),
        Status::Pending => "it comes by itself.".to_owned(),
        Status::Met => "everything that it needs is granted.".to_owned(),
        Status::Reached => "it has happened.".to_owned(),
    };
    match graph.day {
        Some(day) => format!("As of {}: {text}", day.in_words()),
        None => upper_first(&text),
    }
}

/// The knots that hold the goal; where there is only one, the ring that closes it; where there is none, the ways to open it
/// that cost least: all of them or their number, for none of several equals comes first.
fn how_it_opens(words: &Words<'_>, answer: &Blocks) -> String {
    if let Some(knots) = knots_of(answer) {
        return format!("{}.", knots_in_short(words, answer, knots));
    }
    if let Some(ring) = answer.deadlocks.items().first() {
        return format!("{}.", ring_in_words(words, ring));
    }
    if answer.no_change_suffices() {
        return "no change that the model lists would open it.".to_owned();
    }
    cheapest_ways(words, answer)
}

/// The ways that cost least; where not all ways are known, only that these are some.
fn cheapest_ways(words: &Words<'_>, answer: &Blocks) -> String {
    let sets = answer.unblocking_sets();
    let cheapest = sets.iter().filter(|set| set.rank == 1);
    let told: Vec<String> = cheapest.map(|set| words.moves(&set.changes)).collect();
    let is_counted = answer.ways().is_some();
    let are_all = sets.len() > told.len() || answer.lists_every_way();
    match told.as_slice() {
        [] => "how it could be opened was not worked out.".to_owned(),
        [one] if is_counted => format!("the way to open it that costs least: {one}."),
        [one, other] if is_counted && are_all => {
            format!("two ways to open it cost least. {one}. Or: {other}.")
        }
        [one] => format!("a way to open it: {one}."),
        several => {
            let number = number_word(several.len());
            let number = if is_counted && are_all {
                number
            } else {
                format!("at least {number}")
            };
            format!("{number} ways to open it cost least.")
        }
    }
}

fn who_is_awaited(words: &Words<'_>, answer: &Blocks) -> String {
    let awaited = answer.awaited.items().iter();
    let parties: BTreeSet<String> = awaited.map(|one| words.party(&one.party)).collect();
    and(&Vec::from_iter(parties))
}

fn description(words: &Words<'_>, answer: &Blocks) -> String {
    let mut sentences = vec![finding(words, None, answer)];
    for one in answer.blockers.items() {
        let refusal = words.refusal_as(&one.change, Stand::of(one));
        sentences.push(format!("{refusal}."));
    }
    for ring in answer.deadlocks.items() {
        let ring = ring_in_words(words, ring);
        sentences.push(format!("A circle of conditions: {ring}."));
    }
    for one in answer.awaited.items() {
        let (party, target) = (words.party(&one.party), words.target(&one.target));
        sentences.push(format!("Awaited: {party} for {target}."));
    }
    sentences.join(" ")
}

/// The drawing of a way, and what is drawn already.
struct Way<'a> {
    maker: Maker<'a>,
    answer: &'a Blocks,
    /// Milestones and issues.
    drawn: BTreeMap<NodeId, usize>,
    /// Choices of conditions.
    parts: BTreeMap<NodeId, usize>,
    /// What ends a way: refusals and answers that are awaited, by their ids.
    leaves: BTreeMap<String, usize>,
    /// The parties whose answers a box says to be awaited.
    silent: BTreeMap<usize, Vec<PartyId>>,
}

impl<'a> Way<'a> {
    /// What cannot all hold is no box; and where no box shows what blocks the goal, words do.
    fn tell_what_is_not_drawn(&mut self) {
        let words = self.maker.words;
        let exclusions = self.answer.exclusions.iter();
        let exclusions = exclusions.map(|one| exclusion_item(words, one).line.words);
        let boxes = &self.maker.diagram.boxes;
        let is_shown = boxes.iter().any(|one| one.emphasis == Emphasis::Blocking);
        let is_blocked = self.answer.status() == Status::Blocked;
        let untold = is_blocked && !is_shown && self.answer.deadlocks.items().is_empty();
        let blockers = self.answer.blockers.items().iter();
        let blockers = blockers.filter(|_| untold);
        let blockers = blockers.map(|one| format!("Not drawn: {}", blocker_line(words, one).words));
        let told = exclusions
            .chain(blockers)
            .chain(self.one_answer_is_enough());
        let told: Vec<String> = told.collect();
        self.maker.diagram.footer.extend(told);
    }

    /// What the lines into an issue do not show: that they lead to several answers, of which one is enough.
    fn one_answer_is_enough(&self) -> Option<String> {
        const ENOUGH: &str =
            "An issue is settled by one of its answers; what leads to it may belong to several.";
        let mut drawn = self.drawn.keys().filter_map(|&node| self.target_of(node));
        let has_several = |target: &Target| match target {
            Target::Issue(id) => {
                let issue = &self.maker.model.issues[id];
                issue.scale.is_some() || issue.options.len() > 1
            }
            Target::Milestone(_) | Target::Option(..) => false,
        };
        drawn.any(has_several).then(|| ENOUGH.to_owned())
    }

    /// What waits for what in the circles of the answer.
    fn edges(&self) -> impl Iterator<Item = &'a RingEdge> + use<'a> {
        let rings = self.answer.deadlocks.items().iter();
        rings.flat_map(|ring| &ring.edges)
    }

    /// Puts a box in the middle band, where all of a way stand.
    fn put(&mut self, mut item: Box) -> usize {
        item.band = 1;
        self.maker.put(item)
    }

    /// The circles' edges from what a box stands for.
    fn edges_from(&self, id: &str) -> impl Iterator<Item = &'a RingEdge> {
        self.edges()
            .filter(move |edge| is_drawn_as(edge.from.target(), id))
    }

    fn target_of(&self, node: NodeId) -> Option<&'a Target> {
        match &self.maker.graph.node(node).kind {
            NodeKind::Target(target) => Some(target),
            NodeKind::Stance(_) | NodeKind::Condition(_) | NodeKind::Part | NodeKind::Change(_) => {
                None
            }
        }
    }
}

/// Whether a box stands for a target: the target's own, or for an answer the one of its issue.
fn is_drawn_as(target: &Target, id: &str) -> bool {
    match target {
        Target::Milestone(milestone) => milestone.as_str() == id,
        Target::Issue(issue) => issue.as_str() == id,
        Target::Option(issue, option) => {
            let rest = id.strip_prefix(issue.as_str());
            rest.is_some_and(|rest| {
                rest.is_empty() || rest.strip_prefix('/') == Some(option.as_str())
            })
        }
    }
}
