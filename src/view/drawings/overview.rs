//! The overview: the whole graph, grouped; refused beyond a budget that no page can hold.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Budget, Deadlock, conflicts};
use crate::graph::{Closed, NodeId, NodeKind, PositionGraph};
use crate::model::{Milestone, PartyId, PositionId, Stance, Target};

use crate::view::drawings::conflict::exclusive_sets;
use crate::view::drawings::maker::{Maker, cited};
use crate::view::words::{Words, count, upper_first};
use crate::view::{Box, BoxKind, Diagram, Emphasis, LineKind};

/// Most boxes of an overview.
const MOST_BOXES: usize = 150;
/// Most lines of an overview.
const MOST_LINES: usize = 250;

/// The overview would not be readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge {
    /// How many boxes it would have.
    pub boxes: usize,
    /// How many lines.
    pub lines: usize,
}

/// What to cut an overview down to.
#[derive(Debug, Clone, Default)]
pub struct Cut {
    /// What lies around this milestone or issue,
    pub around: Option<Target>,
    /// by at most so many lines.
    pub depth: usize,
    /// This party's positions and what they are about.
    pub party: Option<PartyId>,
    /// Drawn even where it is too large to read.
    pub force: bool,
}

/// The whole graph of a model, or the part that is asked for; or how much too large it is.
///
/// # Errors
/// [`TooLarge`] beyond 150 boxes or 250 lines, unless forced.
pub fn overview(
    words: &Words<'_>,
    graph: &PositionGraph,
    rings: &[Deadlock],
    cut: &Cut,
) -> Result<Diagram, TooLarge> {
    let maker = Maker::new(words, graph);
    let mut overview = Overview {
        positions: maker.in_force(),
        maker,
        rings,
        boxes: BTreeMap::new(),
    };
    overview.write_the_head();
    overview.put_issues();
    overview.put_milestones();
    overview.put_positions();
    overview.join_needs();
    overview.cut_down(cut);
    let diagram = &overview.maker.diagram;
    let size = TooLarge {
        boxes: diagram.boxes.len(),
        lines: diagram.lines.len(),
    };
    if !cut.force && (size.boxes > MOST_BOXES || size.lines > MOST_LINES) {
        return Err(size);
    }
    Ok(overview.maker.finish())
}

/// An overview that is being drawn.
struct Overview<'a> {
    maker: Maker<'a>,
    rings: &'a [Deadlock],
    /// The positions in force.
    positions: Vec<PositionId>,
    /// The boxes of issues and milestones.
    boxes: BTreeMap<Target, usize>,
}

impl Overview<'_> {
    fn write_the_head(&mut self) {
        let (model, day) = (self.maker.model, self.maker.graph.day);
        let day = day.map(|day| format!(" as of {}", day.in_words()));
        let diagram = &mut self.maker.diagram;
        diagram.title = format!("{}: positions, issues and milestones", model.title);
        let counted = format!(
            "{}, {} and {}{}.",
            count(self.positions.len(), "position", "positions"),
            count(model.issues.len(), "issue", "issues"),
            count(model.milestones.len(), "milestone", "milestones"),
            day.unwrap_or_default()
        );
        diagram.subtitle = upper_first(&counted);
        diagram.description = format!(
            "{} Positions stand on the left, grouped by party; issues in the middle; milestones on the right.",
            diagram.subtitle
        );
    }

    fn put_issues(&mut self) {
        let group = self.maker.group("Issues");
        for issue in self.maker.model.issues_in_order() {
            let mut item = self.maker.issue_box(issue);
            (item.group, item.band) = (Some(group), 1);
            let drawn = self.maker.put(item);
            self.boxes.insert(Target::Issue(issue.id.clone()), drawn);
        }
    }

    fn put_milestones(&mut self) {
        let group = self.maker.group("Milestones");
        let mut milestones: Vec<_> = self.maker.model.milestones.values().collect();
        milestones.sort_by_key(|milestone| milestone.place);
        for milestone in milestones {
            let mut item = self.milestone(milestone);
            (item.group, item.band) = (Some(group), 2);
            let drawn = self.maker.put(item);
            self.boxes
                .insert(Target::Milestone(milestone.id.clone()), drawn);
        }
    }

    fn milestone(&self, milestone: &Milestone) -> Box {
        let id = format!("milestone-{}", milestone.id);
        let mut item = Box::new(id, BoxKind::Milestone, milestone.name.clone());
        item.tooltip = cited(&milestone.name, &milestone.cites);
        let target = Target::Milestone(milestone.id.clone());
        if let Some(over) = self.how_it_is_over(milestone) {
            (item.emphasis, item.note) = (Emphasis::Muted, over);
        } else if self.rings.iter().any(|ring| ring.holds(&target)) {
            item.emphasis = Emphasis::Ring;
        }
        if item.note.is_empty() {
            item.note = self.maker.deadline_of(&target).unwrap_or_default();
        }
        item
    }

    /// `reached 25 January 2026`, or that it is closed.
    fn how_it_is_over(&self, milestone: &Milestone) -> Option<String> {
        let record = self.maker.graph.record();
        if let Some(reached) = record.reached.get(&milestone.id) {
            return Some(format!("reached {}", reached.since.short()));
        }
        record.closed.get(&milestone.id).map(closed_in_words)
    }

    fn put_positions(&mut self) {
        let positions = self.positions.clone();
        let lanes = self.maker.lanes(self.maker.positions(&positions));
        let clashing = self.clashing();
        for index in positions {
            let id = format!("position-{index}");
            let mut item = self.maker.position_as_it_stands(id, index);
            let position = self.maker.position(index);
            item.group = lanes.get(&position.party).copied();
            let from = self.maker.put(item);
            let kind = self.relation(index, &clashing);
            self.join_position(from, &position.on, kind);
        }
    }

    fn join_position(&mut self, from: usize, on: &Target, kind: LineKind) {
        if let Some(&to) = self.boxes.get(&on.whole()) {
            self.maker.join_as_told(from, to, kind);
        }
    }

    /// The positions that exclude others.
    fn clashing(&self) -> BTreeSet<PositionId> {
        let (model, graph) = (self.maker.model, self.maker.graph);
        let found = conflicts(model, graph, model.goal.as_ref(), &Budget::FULL);
        let sets = found.items().iter().flat_map(exclusive_sets);
        sets.flatten().map(|stated| stated.id).collect()
    }

    /// What a position is to what it is about.
    fn relation(&self, index: PositionId, clashing: &BTreeSet<PositionId>) -> LineKind {
        let rejects = self.maker.position(index).stance == Stance::Rejects;
        if rejects && !self.maker.graph.is_over(index) {
            LineKind::Blocks
        } else if clashing.contains(&index) {
            LineKind::Incompatible
        } else {
            LineKind::On
        }
    }

    /// A line to each milestone and issue from every one that it needs next.
    fn join_needs(&mut self) {
        for (target, above) in self.boxes.clone() {
            for below in next_needs(self.maker.graph, &target) {
                self.join_need(&target, above, &below);
            }
        }
    }

    fn join_need(&mut self, target: &Target, above: usize, below: &Target) {
        if let Some(&from) = self.boxes.get(below) {
            let words = self.maker.words;
            let (whole, part) = (words.target_first(target), words.target(below));
            let kind = LineKind::of_need(self.is_in_a_ring(target, below));
            self.maker
                .join(from, above, kind, format!("{whole} needs {part}."));
        }
    }

    fn is_in_a_ring(&self, above: &Target, below: &Target) -> bool {
        let mut edges = self.rings.iter().flat_map(|ring| &ring.edges);
        edges.any(|edge| edge.joins(above, below))
    }

    /// Leaves what is asked for, and says so in the title.
    fn cut_down(&mut self, cut: &Cut) {
        let mut kept = self.lies_around(cut);
        if let Some(party) = &cut.party {
            kept = self.is_said_by(party, kept);
        }
        if let Some(title) = self.title_of(cut) {
            self.maker.diagram.title = title;
        }
        if kept.contains(&false) {
            let diagram = &mut self.maker.diagram;
            diagram.keep(&kept);
            diagram.subtitle = format!(
                "A part of the model: {} of {} boxes.",
                diagram.boxes.len(),
                kept.len()
            );
        }
    }

    fn title_of(&self, cut: &Cut) -> Option<String> {
        let words = self.maker.words;
        let party = cut.party.as_ref().map(|party| words.party(party));
        let said = party.map(|party| format!("What {party} has said"));
        let target = cut.around.as_ref().map(|target| words.target(target));
        match (said, target) {
            (Some(said), Some(target)) => Some(format!("{said} around {target}")),
            (None, Some(target)) if self.box_around(cut).is_some() => {
                Some(format!("What lies around {target}"))
            }
            (said, _) => said,
        }
    }

    /// The box that the drawing is cut down around.
    fn box_around(&self, cut: &Cut) -> Option<usize> {
        self.boxes.get(cut.around.as_ref()?).copied()
    }

    /// Which boxes are near the one that is asked for; all, where none is.
    fn lies_around(&self, cut: &Cut) -> Vec<bool> {
        let diagram = &self.maker.diagram;
        match self.box_around(cut) {
            Some(at) => diagram.near(&[at], cut.depth),
            None => vec![true; diagram.boxes.len()],
        }
    }

    /// Of some boxes those of a party and what they are about.
    fn is_said_by(&self, party: &PartyId, kept: Vec<bool>) -> Vec<bool> {
        let diagram = &self.maker.diagram;
        // Two parties may have one name, and never one place in the order of colours.
        let own = self.maker.owner(party);
        let owner = |b: usize| diagram.boxes[b].owner.as_ref();
        let is_its = |b: usize| owner(b).map(|owner| *owner == own);
        let boxes = 0..kept.len();
        let own = boxes
            .clone()
            .filter(|&b| kept[b] && is_its(b) == Some(true));
        let near = diagram.near(&own.collect::<Vec<_>>(), 1);
        let is_kept = |b| kept[b] && near[b] && is_its(b) != Some(false);
        boxes.map(is_kept).collect()
    }
}

fn closed_in_words(closed: &Closed) -> String {
    let since = closed.since.map(|day| format!(" {}", day.short()));
    format!("closed{}", since.unwrap_or_default())
}

/// The next milestones and issues that a target needs, past conditions, consents and options of its own.
fn next_needs(graph: &PositionGraph, target: &Target) -> BTreeSet<Target> {
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open = Vec::from_iter(graph.node_of(target));
    while let Some(node) = open.pop() {
        let needs = graph.needs(node).into_iter().map(|(next, _)| next);
        for next in needs.filter(|next| seen.insert(*next)) {
            match other_thing(graph, next, target) {
                Some(other) => found.extend([other]),
                None => open.push(next),
            }
        }
    }
    found
}

/// The milestone or issue that a node stands for, where that is not an answer to a target itself.
fn other_thing(graph: &PositionGraph, node: NodeId, target: &Target) -> Option<Target> {
    let is_own =
        |other: &Target| matches!(other, Target::Option(..)) && target.issue() == other.issue();
    match &graph.node(node).kind {
        NodeKind::Target(other) => (!is_own(other)).then(|| other.whole()),
        NodeKind::Stance(_) | NodeKind::Condition(_) | NodeKind::Part | NodeKind::Change(_) => None,
    }
}
