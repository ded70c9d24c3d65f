//! The overview: the whole graph, grouped; refused beyond a budget that no page can hold.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Budget, ConflictKind, Deadlock, conflicts};
use crate::graph::{NodeId, NodeKind, PositionGraph};
use crate::model::{PartyId, PositionId, Stance, Target};

use crate::view::drawings::board::Maker;
use crate::view::words::Words;
use crate::view::{Box, BoxKind, Diagram, Emphasis, Group, LineKind};

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
    let mut maker = Maker::new(words, graph);
    let model = words.model;
    maker.diagram.title = format!("{}: positions, issues and milestones", model.title);
    let positions = graph.positions_in_force(model);
    maker.diagram.subtitle = format!(
        "{} positions, {} issues and {} milestones{}.",
        positions.len(),
        model.issues.len(),
        model.milestones.len(),
        graph
            .day
            .map(|d| format!(" as of {}", d.in_words()))
            .unwrap_or_default()
    );
    maker.diagram.description = format!(
        "{} Positions stand on the left, grouped by party; issues in the middle; milestones on the right.",
        maker.diagram.subtitle
    );
    let boxes = targets(&mut maker, rings);
    position_boxes(&mut maker, &positions, &boxes);
    needs(&mut maker, graph, &boxes, rings);
    cut_down(&mut maker, &boxes, cut);
    let size = TooLarge {
        boxes: maker.diagram.boxes.len(),
        lines: maker.diagram.lines.len(),
    };
    if !cut.force && (size.boxes > MOST_BOXES || size.lines > MOST_LINES) {
        return Err(size);
    }
    Ok(maker.finish())
}

/// Leaves what is asked for, and says so in the title.
fn cut_down(maker: &mut Maker<'_>, boxes: &BTreeMap<Target, usize>, cut: &Cut) {
    let mut kept = vec![true; maker.diagram.boxes.len()];
    if let Some((target, &at)) = cut
        .around
        .as_ref()
        .and_then(|target| boxes.get_key_value(target))
    {
        kept = maker.diagram.near(&[at], cut.depth);
        maker.diagram.title = format!("What lies around {}", maker.words.target(target));
    }
    if let Some(party) = &cut.party {
        let name = maker.model.party_name(party).to_owned();
        let own: Vec<usize> = (0..maker.diagram.boxes.len())
            .filter(|&b| {
                kept[b]
                    && maker.diagram.boxes[b]
                        .owner
                        .as_ref()
                        .is_some_and(|owner| owner.name == name)
            })
            .collect();
        let others = |b: usize| {
            maker.diagram.boxes[b]
                .owner
                .as_ref()
                .is_some_and(|owner| owner.name != name)
        };
        let near = maker.diagram.near(&own, 1);
        kept = (0..kept.len())
            .map(|b| kept[b] && near[b] && !others(b))
            .collect();
        let said = format!("What {} has said", maker.words.party(party));
        maker.diagram.title = match &cut.around {
            Some(target) => format!("{said} around {}", maker.words.target(target)),
            None => said,
        };
    }
    if kept.iter().any(|kept| !kept) {
        maker.diagram.keep(&kept);
        maker.diagram.subtitle = format!(
            "A part of the model: {} of {} boxes.",
            maker.diagram.boxes.len(),
            kept.len()
        );
    }
}

fn targets(maker: &mut Maker<'_>, rings: &[Deadlock]) -> BTreeMap<Target, usize> {
    let model = maker.model;
    let mut boxes = BTreeMap::new();
    let titles = ["Issues", "Milestones"].map(|title| {
        maker.diagram.groups.push(Group {
            title: title.to_owned(),
            owner: None,
        });
        maker.diagram.groups.len() - 1
    });
    for issue in model.issues_in_order() {
        let mut item = Box::new(
            format!("issue-{}", issue.id),
            BoxKind::Issue,
            issue.name.clone(),
        );
        (item.group, item.band) = (Some(titles[0]), 1);
        item.refs = maker.refs(&issue.reported_contested);
        item.tooltip =
            crate::view::drawings::board::cited(&issue.question, &issue.reported_contested);
        boxes.insert(Target::Issue(issue.id.clone()), maker.put(item));
    }
    let mut milestones: Vec<_> = model.milestones.values().collect();
    milestones.sort_by_key(|m| m.place);
    for milestone in milestones {
        let target = Target::Milestone(milestone.id.clone());
        let mut item = Box::new(
            format!("milestone-{}", milestone.id),
            BoxKind::Milestone,
            milestone.name.clone(),
        );
        (item.group, item.band) = (Some(titles[1]), 2);
        item.tooltip = crate::view::drawings::board::cited(&milestone.name, &milestone.cites);
        let record = maker.graph.record();
        if let Some(reached) = record.reached.get(&milestone.id) {
            item.emphasis = Emphasis::Muted;
            item.note = format!("reached {}", reached.since.short());
        } else if let Some(closed) = record.closed.get(&milestone.id) {
            item.emphasis = Emphasis::Muted;
            let since = closed.since.map(|day| format!(" {}", day.short()));
            item.note = format!("closed{}", since.unwrap_or_default());
        } else if rings.iter().any(|ring| ring.holds(&target)) {
            item.emphasis = Emphasis::Ring;
        }
        boxes.insert(target, maker.put(item));
    }
    boxes
}

fn position_boxes(
    maker: &mut Maker<'_>,
    positions: &[PositionId],
    boxes: &BTreeMap<Target, usize>,
) {
    let model = maker.model;
    let found = conflicts(model, maker.graph, model.goal.as_ref(), &Budget::FULL);
    let clashing: BTreeSet<PositionId> = found
        .items()
        .iter()
        .filter_map(|conflict| match &conflict.kind {
            ConflictKind::Incompatible(clash) => Some(clash.conflicting_sets.items()),
            ConflictKind::Apart(_)
            | ConflictKind::Sequence { .. }
            | ConflictKind::DisputedFact(_)
            | ConflictKind::OneSided { .. }
            | ConflictKind::PositionsUnstated { .. } => None,
        })
        .flatten()
        .flatten()
        .map(|stated| stated.id)
        .collect();
    let mut groups: BTreeMap<PartyId, usize> = BTreeMap::new();
    for party in model.parties_in_order() {
        if positions
            .iter()
            .any(|&i| model.positions[i].party == party.id)
        {
            let owner = Some(maker.owner(&party.id));
            maker.diagram.groups.push(Group {
                title: party.name.clone(),
                owner,
            });
            groups.insert(party.id.clone(), maker.diagram.groups.len() - 1);
        }
    }
    for &index in positions {
        let position = &model.positions[index];
        let mut item = maker.position(format!("position-{index}"), position);
        item.group = groups.get(&position.party).copied();
        let is_over = maker.graph.is_over(index);
        if is_over {
            (item.emphasis, item.note) = (Emphasis::Muted, "over".to_owned());
        }
        let whole = match &position.on {
            Target::Option(issue, _) => Target::Issue(issue.clone()),
            other @ (Target::Milestone(_) | Target::Issue(_)) => other.clone(),
        };
        let tooltip = item.tooltip.clone();
        let from = maker.put(item);
        if let Some(&to) = boxes.get(&whole) {
            let kind = match (position.stance, clashing.contains(&index)) {
                (Stance::Rejects, _) if !is_over => LineKind::Blocks,
                (_, true) => LineKind::Incompatible,
                (_, false) => LineKind::On,
            };
            maker.join(from, to, kind, tooltip);
        }
    }
}

fn needs(
    maker: &mut Maker<'_>,
    graph: &PositionGraph,
    boxes: &BTreeMap<Target, usize>,
    rings: &[Deadlock],
) {
    for (target, &above) in boxes {
        let Some(node) = graph.node_of(target) else {
            continue;
        };
        let mut found = Vec::new();
        nearest(graph, node, target, &mut Default::default(), &mut found);
        found.sort();
        found.dedup();
        for below in found {
            let Some(&from) = boxes.get(&below) else {
                continue;
            };
            let in_ring = rings
                .iter()
                .flat_map(|ring| &ring.edges)
                .any(|edge| edge.joins(target, &below));
            let tooltip = format!(
                "{} needs {}.",
                maker.words.target_first(target),
                maker.words.target(&below)
            );
            maker.join(
                from,
                above,
                if in_ring {
                    LineKind::Ring
                } else {
                    LineKind::NeededFor
                },
                tooltip,
            );
        }
    }
}

/// The next milestones and issues that a node needs, past conditions, consents and options.
fn nearest(
    graph: &PositionGraph,
    node: NodeId,
    from: &Target,
    seen: &mut BTreeSet<NodeId>,
    found: &mut Vec<Target>,
) {
    for (next, _) in graph.needs(node) {
        if !seen.insert(next) {
            continue;
        }
        match &graph.node(next).kind {
            NodeKind::Target(Target::Option(issue, _)) if from.issue() == Some(issue) => {
                nearest(graph, next, from, seen, found)
            }
            NodeKind::Target(Target::Option(issue, _)) => found.push(Target::Issue(issue.clone())),
            NodeKind::Target(target) => found.push(target.clone()),
            NodeKind::Stance(_) | NodeKind::Condition(_) | NodeKind::Part => {
                nearest(graph, next, from, seen, found)
            }
            NodeKind::Change(_) => {}
        }
    }
}
