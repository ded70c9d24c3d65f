//! The way to a goal as a tree of requirements: unmet parts only, shared parts once.

use std::collections::BTreeSet;

use crate::analysis::{Library, hoped, met};
use crate::graph::{ByNode, Change, Gate, NodeId, NodeKind, PositionGraph, Reading, StanceInfo};
use crate::model::Target;
use crate::source::Citation;

use crate::view::words::spoken::spoken_in_brief;
use crate::view::words::{Words, number_word, upper_first};
use crate::view::{Block, Item, Line, Section};

/// The tree below a goal; `None` where the graph has no such goal.
pub fn tree(words: &Words<'_>, graph: &PositionGraph, goal: &Target) -> Option<Section> {
    let node = graph.node_of(goal)?;
    let mut tree = Tree {
        words,
        graph,
        met: met(graph),
        open: hoped(graph),
        library: Library::of(words.model, graph),
        seen: BTreeSet::new(),
    };
    let items = tree.item(node).into_iter().collect();
    Some(Section::new(
        "What it needs, unmet parts only",
        vec![Block::Items(items)],
    ))
}

struct Tree<'a> {
    words: &'a Words<'a>,
    graph: &'a PositionGraph,
    met: ByNode<bool>,
    open: ByNode<bool>,
    library: Library<'a>,
    seen: BTreeSet<NodeId>,
}

impl Tree<'_> {
    fn state(&self, node: NodeId) -> &'static str {
        if let NodeKind::Target(Target::Milestone(id)) = &self.graph.node(node).kind
            && self.graph.record().closed.contains_key(id)
        {
            return "closed";
        }
        if let NodeKind::Target(Target::Milestone(id)) = &self.graph.node(node).kind {
            let mut coming = self.graph.record().coming.iter();
            if coming.any(|coming| coming.milestone == *id) {
                return "pending";
            }
        }
        match (self.met[node], self.open[node]) {
            (true, _) => "met",
            (false, true) => "open",
            (false, false) => "blocked",
        }
    }

    /// A node with what is unmet below it; nothing for what is met, and for changes, which are not requirements.
    fn item(&mut self, node: NodeId) -> Option<Item> {
        if let NodeKind::Condition(info) = &self.graph.node(node).kind
            && info.by.is_none()
        {
            // A condition that nobody imposes is told with what it asks for.
            let (next, need) = *self.graph.needs(node).first()?;
            let cites = info.cites.clone();
            let mut item = self.item(next)?;
            item.line = item.line.citing(&cites);
            if need.strict {
                item.line.words = format!("first: {}", item.line.words);
            }
            return Some(item);
        }
        let (text, cites) = self.says(node)?;
        let line = Line::derived(format!("{text}: {}", self.state(node))).citing(&cites);
        // A thing, and a yes that another one waits for, can be met again, and may even wait for itself.
        let is_shared = matches!(
            self.graph.node(node).kind,
            NodeKind::Target(_) | NodeKind::Stance(_)
        );
        if is_shared && !self.seen.insert(node) {
            return Some(Line::derived(format!("{text}: {}, as above", self.state(node))).item());
        }
        let needs = if self.met[node] {
            Vec::new()
        } else {
            self.graph.needs(node)
        };
        let unmet: Vec<_> = needs
            .into_iter()
            .filter(|(next, _)| !self.met[*next])
            .collect();
        let mut below = Vec::new();
        for (next, need) in unmet {
            let Some(mut item) = self.item(next) else {
                continue;
            };
            if need.strict {
                item.line.words = format!("first: {}", item.line.words);
            }
            below.push(item);
        }
        Some(Item { line, below })
    }

    /// The sentences of everything that refuses: what is said, and what a demand for another answer implies.
    fn refusing(&self, stance: &StanceInfo) -> Vec<Citation> {
        let lifted = Change::Grant {
            party: stance.party.clone(),
            target: stance.target.clone(),
        };
        let mut changes = self.graph.changes().iter();
        let found = changes.find(|info| info.change == lifted);
        found.map(|info| info.cites.clone()).unwrap_or_default()
    }

    fn says(&self, node: NodeId) -> Option<(String, Vec<Citation>)> {
        let found = self.graph.node(node);
        match &found.kind {
            NodeKind::Target(target) => Some((self.words.target_first(target), Vec::new())),
            NodeKind::Stance(number) => {
                let stance = &self.graph.stances()[*number];
                let reading = match stance.reading {
                    Reading::Granted if stance.turned => "no longer refuses",
                    Reading::Granted => "says yes",
                    Reading::Conditional => "says yes on a condition",
                    Reading::Refused if stance.implied => "demands another",
                    Reading::Refused => "refuses",
                    Reading::Unknown => {
                        let spoken = self.library.grounds(stance).spoken;
                        spoken_in_brief(self.words, &stance.party, spoken)
                    }
                };
                let said = stance.positions.iter();
                let said = said.flat_map(|&i| self.words.model.positions[i].cites.clone());
                let cites = match stance.reading {
                    Reading::Unknown => self.library.grounds(stance).cites,
                    Reading::Refused => self.refusing(stance),
                    Reading::Granted | Reading::Conditional => said.collect(),
                };
                Some((
                    format!("The yes of {} ({reading})", self.words.party(&stance.party)),
                    cites,
                ))
            }
            NodeKind::Condition(info) => {
                let by = info.by.as_ref().map_or_else(
                    || "a condition".to_owned(),
                    |by| format!("a condition of {}", self.words.party(by)),
                );
                Some((upper_first(&by), info.cites.clone()))
            }
            NodeKind::Part => match found.gate {
                Gate::Any => Some(("One of these".to_owned(), Vec::new())),
                Gate::AtLeast(sum) => Some((
                    format!(
                        "At least {} of these",
                        usize::try_from(sum).map_or_else(|_| sum.to_string(), number_word)
                    ),
                    Vec::new(),
                )),
                Gate::All | Gate::True | Gate::Coming(_) | Gate::Unknown(_) | Gate::Change(_) => {
                    Some(("All of these".to_owned(), Vec::new()))
                }
            },
            NodeKind::Change(_) => None,
        }
    }
}
