//! The way to a goal: what it needs, what blocks it, and the rings on the way.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Blocks, RingEdge, Status};
use crate::graph::{Change, Gate, NodeId, NodeKind, PositionGraph, Reading};
use crate::model::{PositionId, Stance, Target};
use crate::source::Citation;

use crate::view::drawings::board::{Maker, cited};
use crate::view::words::answers::{finding, ring_in_words};
use crate::view::words::spoken::{spoken_in_brief, spoken_word};
use crate::view::words::{Words, upper_first};
use crate::view::{Box, BoxKind, Diagram, Emphasis, LineKind};

/// The drawing of `blocks X`.
pub fn way(words: &Words<'_>, graph: &PositionGraph, answer: &Blocks) -> Diagram {
    let mut way = Way {
        maker: Maker::new(words, graph),
        answer,
        drawn: BTreeMap::new(),
        parts: BTreeMap::new(),
        leaves: BTreeMap::new(),
    };
    way.maker.diagram.title = finding(words, None, answer)
        .trim_end_matches('.')
        .to_owned();
    way.maker.diagram.subtitle = subtitle(words, graph, answer);
    if let Some(goal) = graph.node_of(&answer.goal) {
        way.target(goal);
    }
    way.maker.diagram.description = describe(words, answer);
    way.maker.finish()
}

fn subtitle(words: &Words<'_>, graph: &PositionGraph, answer: &Blocks) -> String {
    let day = graph
        .day
        .map(|day| format!("As of {}: ", day.in_words()))
        .unwrap_or_default();
    let text = match (answer.deadlocks.items().first(), answer.status()) {
        (Some(ring), Status::Blocked) => format!("{}.", ring_in_words(words, ring)),
        (_, Status::Blocked) => match answer.unblocking_sets().first() {
            Some(set) => {
                format!(
                    "a smallest way to open it: {}.",
                    set.changes
                        .iter()
                        .map(|c| words.change(c))
                        .collect::<Vec<_>>()
                        .join("; ")
                )
            }
            None => "no change that the model lists would open it.".to_owned(),
        },
        (_, Status::Open) => format!(
            "it waits for {}.",
            crate::view::words::and(
                &answer
                    .awaited
                    .items()
                    .iter()
                    .map(|a| words.party(&a.party))
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .collect::<Vec<_>>()
            )
        ),
        (_, Status::Closed) => "its day has passed without it.".to_owned(),
        (_, Status::Pending) => "it comes by itself.".to_owned(),
        (_, Status::Met) => "everything that it needs is granted.".to_owned(),
        (_, Status::Reached) => "it has happened.".to_owned(),
    };
    if day.is_empty() {
        upper_first(&text)
    } else {
        format!("{day}{text}")
    }
}

fn describe(words: &Words<'_>, answer: &Blocks) -> String {
    let mut parts = vec![finding(words, None, answer)];
    parts.extend(
        answer
            .blockers
            .items()
            .iter()
            .map(|b| format!("{}.", words.refusal(&b.change, &b.until, b.implied))),
    );
    parts.extend(
        answer
            .deadlocks
            .items()
            .iter()
            .map(|ring| format!("A ring of conditions: {}.", ring_in_words(words, ring))),
    );
    parts.extend(
        answer
            .awaited
            .items()
            .iter()
            .map(|a| format!("Awaited: {}.", words.awaited(&a.party, &a.target))),
    );
    parts.join(" ")
}

struct Way<'a> {
    maker: Maker<'a>,
    answer: &'a Blocks,
    drawn: BTreeMap<NodeId, usize>,
    parts: BTreeMap<NodeId, usize>,
    leaves: BTreeMap<String, usize>,
}

impl Way<'_> {
    /// Draws a milestone, an issue, or an answer that is asked for by name, with all that it needs. The answers to an issue
    /// that any of them would settle are drawn as the issue.
    fn target(&mut self, node: NodeId) -> usize {
        if let Some(&drawn) = self.drawn.get(&node) {
            return drawn;
        }
        let item = self.target_box(node);
        let index = self.maker.put(item);
        self.drawn.insert(node, index);
        if !self.is_done(node) {
            self.needs(node, index, &mut BTreeSet::new(), &mut Hop::default());
        }
        index
    }

    /// Whether something holds already and nothing in it blocks the goal: where things exclude each other, an issue may be
    /// settled by an answer that the goal cannot use.
    fn is_done(&self, node: NodeId) -> bool {
        let within = |target: &Target| match self.target_of(node) {
            Some(Target::Issue(issue)) => target.issue() == Some(issue),
            Some(own) => own == target,
            None => false,
        };
        let blockers = self.answer.blockers.items().iter();
        let blocks = blockers.map(|blocker| blocker.change.target());
        self.maker.met[node] && !blocks.into_iter().any(within)
    }

    fn target_of(&self, node: NodeId) -> Option<&Target> {
        match &self.maker.graph.node(node).kind {
            NodeKind::Target(target) => Some(target),
            NodeKind::Stance(_) | NodeKind::Condition(_) | NodeKind::Part | NodeKind::Change(_) => {
                None
            }
        }
    }

    fn target_box(&self, node: NodeId) -> Box {
        let target = self
            .target_of(node)
            .expect("only targets are drawn as targets")
            .clone();
        let model = self.maker.model;
        let kind = if matches!(target, Target::Milestone(_)) {
            BoxKind::Milestone
        } else {
            BoxKind::Issue
        };
        let mut item = Box::new(format!("{target}"), kind, model.target_name(&target));
        item.band = 1;
        item.tooltip = self.maker.words.target_first(&target);
        let mut edges = self.edges();
        let in_ring = edges.any(|edge| is_drawn_as(edge.from.target(), &item.id));
        item.emphasis = if self.is_done(node) {
            Emphasis::Muted
        } else if in_ring {
            Emphasis::Ring
        } else if target == self.answer.goal {
            Emphasis::Goal
        } else {
            Emphasis::Plain
        };
        if let Target::Milestone(id) = &target
            && let Some(closed) = self.maker.graph.record().closed.get(id)
        {
            item.emphasis = Emphasis::Blocking;
            let since = closed.since.map(|day| format!(" since {}", day.in_words()));
            item.note = format!("closed{}", since.unwrap_or_default());
        }
        if let Some(id) = target.issue() {
            item.note = model.issues[id].question.clone();
            item.refs = self.maker.refs(&model.issues[id].reported_contested);
        }
        let owners: BTreeSet<String> = self
            .edges()
            .filter(|edge| is_drawn_as(edge.from.target(), &item.id))
            .filter_map(|edge| edge.by.as_ref())
            .map(|by| model.party_name(by).to_owned())
            .collect();
        if !owners.is_empty() {
            item.note = format!(
                "has to wait, by a condition of {}",
                crate::view::words::and(&owners.into_iter().collect::<Vec<_>>())
            );
        }
        item
    }

    /// What waits for what in the circles of the answer.
    fn edges(&self) -> impl Iterator<Item = &RingEdge> {
        let rings = self.answer.deadlocks.items().iter();
        rings.flat_map(|ring| &ring.edges)
    }

    /// Follows the needs of a node to the next boxes and draws the lines into `above`.
    fn needs(&mut self, node: NodeId, above: usize, seen: &mut BTreeSet<NodeId>, hop: &mut Hop) {
        let needs = self.maker.graph.needs(node);
        for (next, _) in needs {
            if self.maker.met[next] && self.target_of(next).is_none() {
                continue;
            }
            let kind = self.maker.graph.node(next).kind.clone();
            match kind {
                NodeKind::Target(ref target) if self.same_issue(above, target) => {
                    if seen.insert(next) {
                        self.needs(next, above, seen, hop);
                    }
                }
                NodeKind::Target(_) => self.line_to(next, above, hop),
                NodeKind::Stance(number) => self.stance(next, number, above, seen, hop),
                NodeKind::Condition(info) => {
                    let mut inner = Hop {
                        says: {
                            let by = info.by.as_ref();
                            let own = by
                                .map(|by| format!("A condition of {}", self.maker.words.party(by)));
                            own.or_else(|| hop.says.clone())
                        },
                        cites: hop.cites.iter().chain(&info.cites).cloned().collect(),
                    };
                    if seen.insert(next) {
                        self.needs(next, above, seen, &mut inner);
                        seen.remove(&next);
                    }
                }
                NodeKind::Part => self.part(next, above, seen, hop),
                NodeKind::Change(_) => {}
            }
        }
    }

    fn same_issue(&self, above: usize, target: &Target) -> bool {
        target
            .issue()
            .is_some_and(|issue| self.maker.diagram.boxes[above].id == issue.as_str())
    }

    fn line_to(&mut self, next: NodeId, above: usize, hop: &Hop) {
        let below = self.target(next);
        if below == above {
            return;
        }
        let (a, b) = (
            self.maker.diagram.boxes[above].id.clone(),
            self.maker.diagram.boxes[below].id.clone(),
        );
        let in_ring = self.edges().any(|edge| {
            is_drawn_as(edge.from.target(), &a) && is_drawn_as(edge.needs.target(), &b)
        });
        let kind = if in_ring {
            LineKind::Ring
        } else {
            LineKind::NeededFor
        };
        let names = (
            self.maker.diagram.boxes[above].label.clone(),
            self.maker.diagram.boxes[below].label.clone(),
        );
        let says = hop
            .says
            .as_ref()
            .map(|says| format!(" {says}."))
            .unwrap_or_default();
        let words = self.maker.words;
        let needed = match self.target_of(next) {
            Some(Target::Issue(_)) => format!("an answer on {}", words.the(&names.1)),
            Some(target @ (Target::Milestone(_) | Target::Option(..))) => words.target(target),
            None => words.the(&names.1),
        };
        let needs = if crate::view::words::plural_noun(&names.0) {
            "need"
        } else {
            "needs"
        };
        let tooltip = cited(
            &format!(
                "{} {needs} {needed}.{says}",
                crate::view::words::upper_first(&words.the(&names.0))
            ),
            &hop.cites,
        );
        let mut lines = self.maker.diagram.lines.iter_mut();
        match lines.find(|line| line.from == below && line.to == above) {
            // Two conditions between the same two are one line that tells both.
            Some(line) if !line.tooltip.contains(&tooltip) => {
                line.tooltip = format!("{} {tooltip}", line.tooltip);
            }
            Some(_) => {}
            None => self.maker.join(below, above, kind, tooltip),
        }
    }

    fn stance(
        &mut self,
        node: NodeId,
        number: usize,
        above: usize,
        seen: &mut BTreeSet<NodeId>,
        hop: &Hop,
    ) {
        let info = self.maker.graph.stances()[number].clone();
        match info.reading {
            Reading::Granted => {}
            Reading::Unknown => self.unknown(&info, above),
            Reading::Refused | Reading::Conditional => {
                let grant = Change::Grant {
                    party: info.party.clone(),
                    target: info.target.clone(),
                };
                let blocks = self
                    .answer
                    .blockers
                    .items()
                    .iter()
                    .any(|b| b.change == grant);
                if blocks || info.reading == Reading::Refused {
                    for told in self.maker.model.positions.told_once(&info.positions) {
                        self.refusal(&told, above, blocks);
                    }
                }
                let cites: Vec<Citation> = info
                    .positions
                    .iter()
                    .flat_map(|&i| self.maker.model.positions[i].cites.clone())
                    .collect();
                let says = format!("A condition of {}", self.maker.words.party(&info.party));
                let mut inner = Hop {
                    says: Some(says),
                    cites: hop.cites.iter().cloned().chain(cites).collect(),
                };
                if seen.insert(node) {
                    self.needs(node, above, seen, &mut inner);
                    seen.remove(&node);
                }
            }
        }
    }

    fn unknown(&mut self, info: &crate::graph::StanceInfo, above: usize) {
        let mut awaited = self.answer.awaited.items().iter();
        let Some(awaited) = awaited.find(|a| a.party == info.party && a.target == info.target)
        else {
            return;
        };
        let state = spoken_word(self.maker.words, &info.party, awaited.spoken);
        let short = spoken_in_brief(self.maker.words, &info.party, awaited.spoken);
        let refs = self.maker.refs(&awaited.cites);
        let name = self.maker.model.party_name(&info.party).to_owned();
        let id = format!("awaited-{}-{state}", info.target);
        if let Some(&leaf) = self.leaves.get(&id) {
            let known = &mut self.maker.diagram.boxes[leaf];
            if !known.tooltip.contains(&format!("{name} ")) {
                known.label = one_more(&known.label, &name);
                known.tooltip = format!("{} {name} as well.", known.tooltip);
            }
            return;
        }
        let about = match &info.target {
            Target::Option(issue, option) => {
                format!(" on {}", self.maker.words.answer(issue, option))
            }
            Target::Milestone(_) | Target::Issue(_) => String::new(),
        };
        let mut item = Box::new(
            id.clone(),
            BoxKind::Requirement,
            format!("{name}: {short}{about}"),
        );
        let tooltip = format!(
            "{} on {}: {state}.",
            self.maker.words.party_first(&info.party),
            self.maker.words.target(&info.target)
        );
        item.tooltip = cited(&tooltip, &awaited.cites);
        item.refs = refs;
        item.band = 1;
        let tooltip = item.tooltip.clone();
        let leaf = self.maker.put(item);
        self.leaves.insert(id, leaf);
        self.maker.join(leaf, above, LineKind::NeededFor, tooltip);
    }

    /// A refusal as a box: one that is not what blocks the goal is pale, and says so.
    fn refusal(&mut self, told: &[PositionId], above: usize, blocks: bool) {
        let index = told[0];
        let position = &self.maker.model.positions[index];
        let id = format!("position-{index}");
        let leaf = match self.leaves.get(&id) {
            Some(&leaf) => leaf,
            None => {
                let mut item = self.maker.position(id.clone(), position);
                let all = told.iter().map(|&one| &self.maker.model.positions[one]);
                let all: Vec<Citation> = all.flat_map(|one| one.cites.clone()).collect();
                item.refs = self.maker.refs(&all);
                item.tooltip = cited(&format!("{}.", self.maker.words.position(position)), &all);
                item.over = self.maker.model.party_name(&position.party).to_owned();
                if !blocks {
                    item.emphasis = Emphasis::Muted;
                    item.note = "not what blocks it".to_owned();
                }
                item.band = 1;
                let is_plain = position.text.is_none() && position.value.is_none();
                if position.stance == Stance::Rejects && is_plain {
                    item.label = match &position.on {
                        Target::Option(issue, option) => {
                            format!("refuses {}", self.maker.words.answer(issue, option))
                        }
                        Target::Milestone(_) | Target::Issue(_) => "refuses".to_owned(),
                    };
                }
                let leaf = self.maker.put(item);
                self.leaves.insert(id, leaf);
                leaf
            }
        };
        let drawn = &mut self.maker.diagram.boxes[leaf];
        if blocks {
            // The same words may block one thing and not another.
            drawn.emphasis = Emphasis::Blocking;
            drawn.note.clear();
        }
        let tooltip = drawn.tooltip.clone();
        let mut lines = self.maker.diagram.lines.iter();
        if !lines.any(|line| line.from == leaf && line.to == above) {
            let kind = match blocks {
                true => LineKind::Blocks,
                false => LineKind::On,
            };
            self.maker.join(leaf, above, kind, tooltip);
        }
    }

    /// A combination of requirements: drawn where it leaves a choice, followed where it does not.
    fn part(&mut self, node: NodeId, above: usize, seen: &mut BTreeSet<NodeId>, hop: &mut Hop) {
        let arms = self.maker.graph.needs(node).len();
        let choice = match self.maker.graph.node(node).gate {
            Gate::Any if arms > 1 && !self.is_issue(above) => Some("one of these".to_owned()),
            Gate::AtLeast(sum) => Some(format!("at least {sum} of these")),
            Gate::Any
            | Gate::All
            | Gate::True
            | Gate::Coming(_)
            | Gate::Unknown(_)
            | Gate::Change(_) => None,
        };
        let Some(label) = choice else {
            if seen.insert(node) {
                self.needs(node, above, seen, hop);
                seen.remove(&node);
            }
            return;
        };
        let known = self.parts.get(&node).copied();
        let part = known.unwrap_or_else(|| {
            let mut item = Box::new(
                format!("part-{}", node.number()),
                BoxKind::Requirement,
                label,
            );
            item.band = 1;
            self.maker.put(item)
        });
        self.maker.join(
            part,
            above,
            LineKind::NeededFor,
            cited("A choice of conditions.", &hop.cites),
        );
        if known.is_none() {
            self.parts.insert(node, part);
            self.needs(node, part, seen, hop);
        }
    }

    fn is_issue(&self, index: usize) -> bool {
        self.maker.diagram.boxes[index].kind == BoxKind::Issue
    }
}

/// A label of silent parties with one more: three are named; of more, the number is told.
fn one_more(label: &str, name: &str) -> String {
    let Some((names, rest)) = label.split_once(':') else {
        return label.to_owned();
    };
    let several = names
        .strip_suffix(" parties")
        .and_then(|n| n.parse::<usize>().ok());
    match several {
        Some(number) => format!("{} parties:{rest}", number + 1),
        None if names.split(", ").count() >= 3 => format!("4 parties:{rest}"),
        None => format!("{names}, {name}:{rest}"),
    }
}

/// What is known on the way from one box to the next.
#[derive(Default)]
struct Hop {
    says: Option<String>,
    cites: Vec<Citation>,
}

/// Whether a box stands for a target: the target's own, or for an answer the one of its issue.
fn is_drawn_as(target: &Target, id: &str) -> bool {
    let issue = target.issue().map(ToString::to_string);
    target.to_string() == id || issue.as_deref() == Some(id)
}
